/* Who waits for a resource while it keeps another: what circular holding is made of. And who asks for more than there is beside what it
   keeps itself. */
#include "collector.h"

enum { KEEPING_AT_MOST = 500 };

/* The resources that some step takes, numbered. */
static void number_keeping(struct collector *c)
{
	const struct model *m = c->model;
	c->keeping = arena_take(c->arena, m->resource_count + 1u, sizeof *c->keeping);
	for (uint32_t r = 0; r < m->resource_count; r++)
		c->keeping[r] = NONE;
	for (uint32_t s = 0; s < m->station_count; s++)
		for (uint32_t i = 0; i < m->stations[s].needs.count && m->stations[s].keeps; i++) {
			uint32_t *place = &c->keeping[m->stations[s].needs.list[i].resource];
			if (*place == NONE)
				*place = c->keeping_count++;
		}
	c->waiting = arena_take(c->arena, c->keeping_count <= KEEPING_AT_MOST ? (size_t)c->keeping_count * c->keeping_count + 1 : 1,
		sizeof *c->waiting);
}

static void note_wait(struct collector *c, uint32_t task, uint32_t kept, uint32_t wanted)
{
	struct load *load = c->load;
	if (c->keeping_count > KEEPING_AT_MOST || c->keeping[wanted] == NONE)
		return;
	bool *known = &c->waiting[(size_t)c->keeping[kept] * c->keeping_count + c->keeping[wanted]];
	if (*known)
		return;
	*known = true;
	load->waits = collector_grow(c, load->waits, load->wait_count, &c->wait_room, sizeof *load->waits);
	load->waits[load->wait_count++] = (struct load_wait){ .task = task, .kept = kept, .wanted = wanted };
}

static void note_lack(struct collector *c, uint32_t task, const struct amount *need, uint32_t kept)
{
	struct load *load = c->load;
	bool sure = !c->sample.live;
	for (size_t i = 0; i < load->lack_count; i++)
		if (load->lacks[i].task == task && load->lacks[i].resource == need->resource)
			return;
	load->lacks = collector_grow(c, load->lacks, load->lack_count, &c->lack_room, sizeof *load->lacks);
	load->lacks[load->lack_count++] = (struct load_lack){ .task = task, .resource = need->resource, .needed = need->number, .kept = kept,
		.sure = sure };
}

/* Somebody who keeps `holds` asks for all of `needs` at once. */
static void ask(struct collector *c, uint32_t task, const struct amounts *needs, const uint16_t *holds)
{
	const struct route *r = &c->route;
	for (uint32_t k = 0; k < r->taken_count; k++)
		for (uint32_t i = 0; i < needs->count && holds[k]; i++) {
			const struct amount *need = &needs->list[i];
			if (r->taken[k] == need->resource && holds[k] + need->number > c->model->resources[need->resource].number)
				note_lack(c, task, need, holds[k]);
			else
				note_wait(c, task, r->taken[k], need->resource);
		}
}

void collector_hold(struct collector *c, uint32_t task, const uint16_t *holds)
{
	const struct model *m = c->model;
	const struct task *t = &m->tasks[task];
	if (!c->route.taken_count)
		return;
	if (!c->keeping)
		number_keeping(c);
	if (t->take_station != NONE)
		ask(c, task, &m->stations[t->take_station].needs, holds);
	if (t->work != WORK_STATION)
		return;
	uint16_t *mine = route_holds(&c->route, c->memory);
	for (uint32_t k = 0; k < c->route.taken_count; k++)
		mine[k] = holds[k];
	route_take(&c->route, c->memory, t);
	ask(c, task, &m->stations[t->station].needs, mine);
}
