/* Setups before any run. Where items that differ at random come first come first served to a machine that remembers the last of them, a
   visit needs a setup when two items picked at random differ: one minus the sum of the squared shares of the values (the same for two
   draws of any mix, as Simpson 1949 measured diversity). It is less where a machine that is set up already is preferred among several or
   an item follows itself, and anything where an order or a source brings the items in some other row. */
#include "collector.h"

#include <math.h>
#include <stdlib.h>

static int compare(const void *a, const void *b)
{
	const struct dressing *x = a, *y = b;
	if (x->station != y->station)
		return x->station < y->station ? -1 : 1;
	if (x->value != y->value)
		return x->value < y->value ? -1 : 1;
	return x->kind < y->kind ? -1 : x->kind > y->kind;
}

static void sort(struct collector *c)
{
	if (c->dressing_count)
		qsort(c->dressings, c->dressing_count, sizeof *c->dressings, compare);
}

/* Adds up what is said several times of the same. */
static void merge(struct collector *c)
{
	size_t kept = 0;
	sort(c);
	for (size_t i = 1; i < c->dressing_count; i++) {
		struct dressing *last = &c->dressings[kept], *next = &c->dressings[i];
		if (compare(last, next) == 0) {
			last->times += next->times;
			last->work += next->work;
		} else {
			c->dressings[++kept] = *next;
		}
	}
	c->dressing_count = c->dressing_count ? kept + 1 : 0;
}

void collector_dress(struct collector *c, const struct task *task, double times)
{
	const struct station *station = &c->model->stations[task->station];
	if (station->setup_on == SETUP_NEVER || task->setup.form == EXPR_ABSENT || (station->setup_on == SETUP_FACT && task->setup_fact == NONE))
		return;
	if (c->dressing_count == c->dressing_room) {
		merge(c);
		if (2 * c->dressing_count >= c->dressing_room)
			c->dressings = collector_grow(c, c->dressings, c->dressing_room, &c->dressing_room, sizeof *c->dressings);
	}
	c->dressings[c->dressing_count++] = (struct dressing){ .station = task->station, .kind = task->kind,
		.value = station->setup_on == SETUP_KIND ? task->kind : c->sample.facts[task->setup_fact], .times = times,
		.work = times * fmax(sample_value(&c->sample, &task->setup, 0.0), 0.0) };
}

/* --- How sure that is --- */

/* Whether items of this kind differ from one another at random, as far as this fact goes. */
static bool at_random(const struct model *m, const struct station *station, const struct task *task)
{
	const struct kind *k = &m->kinds[task->kind];
	const struct expr *fact = station->setup_on == SETUP_FACT ? &k->facts[task->setup_fact] : NULL;
	if (!fact)
		return true;
	return k->source.how != ARRIVE_FILE && (fact->form == EXPR_CONSTANT || (fact->form == EXPR_DRAW && fact->variate.type != variate_trace));
}

/* Whether kinds come in a row that nothing orders: one alone, or all by exponential times. */
static bool mixed_at_random(const struct model *m, uint32_t station)
{
	uint32_t first = NONE;
	bool several = false, ordered = false;
	for (uint32_t t = 0; t < m->task_count; t++) {
		const struct task *task = &m->tasks[t];
		if (task->work != WORK_STATION || task->station != station || task->setup.form == EXPR_ABSENT)
			continue;
		const struct source *source = &m->kinds[task->kind].source;
		several = several || (first != NONE && first != task->kind);
		first = task->kind;
		ordered = ordered || source->how != ARRIVE_EVERY || source->every.form != EXPR_DRAW ||
			source->every.variate.type != variate_exponential;
		if (!at_random(m, &m->stations[station], task))
			return false;
	}
	return !several || !ordered;
}

static bool is_at(const struct model *m, uint32_t task, uint32_t station)
{
	return task < TO_FOLLOWING && m->tasks[task].work == WORK_STATION && m->tasks[task].station == station;
}

/* Whether an item may come to the station twice in a row: it then follows itself more often than chance would have it. */
static bool comes_back_at_once(const struct model *m, uint32_t station)
{
	for (uint32_t t = 0; t < m->task_count; t++) {
		const struct task *task = &m->tasks[t];
		if (!is_at(m, t, station))
			continue;
		if (route_may_rework(task) && is_at(m, task->rework_to, station))
			return true;
		for (uint32_t i = 0; i <= task->next_count; i++)
			if (route_possible(task, i) && is_at(m, route_target(task, i), station))
				return true;
	}
	return false;
}

static unsigned mark_of(const struct model *m, uint32_t station)
{
	const struct station *s = &m->stations[station];
	if (s->order != ORDER_FIFO || s->batch_size > 1 || s->preempt != PREEMPT_NO || !mixed_at_random(m, station))
		return LOAD_SETUP_ROUGH;
	return s->machines > 1 || comes_back_at_once(m, station) ? LOAD_SETUP_SPARED : 0u;
}

/* --- Sums --- */

/* From the first dressing of a station to the last: how likely a setup is, and what it takes for a clock unit's visits. */
static void add_station(struct collector *c, size_t from, size_t to)
{
	const double *rate = c->load->kind_rate;
	uint32_t s = c->dressings[from].station;
	double all = 0.0, chance = 0.0, work = 0.0;
	for (size_t i = from; i < to; i++)
		all += c->dressings[i].times > 0.0 ? rate[c->dressings[i].kind] * c->dressings[i].times : 0.0;
	for (size_t i = from, next; i < to && all != 0.0; i = next) {
		double share = 0.0, asked = 0.0;
		for (next = i; next < to && c->dressings[next].value == c->dressings[i].value; next++) {
			share += rate[c->dressings[next].kind] * c->dressings[next].times / all;
			asked += rate[c->dressings[next].kind] * c->dressings[next].work;
		}
		chance += share * (1.0 - share);
		work += asked * (1.0 - share);
	}
	c->setups[s] = work / c->model->stations[s].batch_size;
	c->load->setup_chance[s] = c->load->station_rate[s] > 0.0 ? chance * all / c->load->station_rate[s] : chance;
	c->load->station_marks[s] |= work != 0.0 ? mark_of(c->model, s) : 0u;
}

/* The machine and all that is seized with it are busy meanwhile. */
static void seize(struct collector *c, uint32_t s)
{
	const struct station *station = &c->model->stations[s];
	double work = c->setups[s];
	bool sure = !(c->load->station_marks[s] & (LOAD_SETUP_ROUGH | LOAD_SETUP_SPARED));
	c->busy[s] += work;
	c->spared[s] += sure ? 0.0 : work;
	for (uint32_t i = 0; i < station->needs.count; i++) {
		size_t own = own_of(c->model, station->needs.list[i].resource);
		c->busy[own] += work * station->needs.list[i].number;
		c->spared[own] += sure ? 0.0 : work * station->needs.list[i].number;
	}
}

void collector_set_up(struct collector *c)
{
	merge(c);
	for (size_t from = 0, to; from < c->dressing_count; from = to) {
		for (to = from; to < c->dressing_count && c->dressings[to].station == c->dressings[from].station;)
			to++;
		add_station(c, from, to);
		seize(c, c->dressings[from].station);
	}
}
