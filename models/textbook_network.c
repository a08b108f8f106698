/* What comes to each station of an open model, and from where. A station where all is exponential lets out what came in at random just
   as it came (Burke 1956, Jackson 1957), and so does one where nobody waits, so that a station is looked at alone where everything
   upstream of it is of that sort. */
#include <math.h>
#include <string.h>
#include "route.h"
#include "textbook_case.h"

enum { SERVERS_AT_MOST = 100000 };

/* --- Small questions --- */

bool textbook_moments(const struct expr *time, double *mean, double *square)
{
	if (time->form == EXPR_CONSTANT) {
		*mean = time->value;
		*square = time->value * time->value;
		return time->value >= 0.0;
	}
	if (time->form != EXPR_DRAW || time->variate.type == variate_trace || expr_lowest(time) < 0.0)
		return false;
	*mean = variate_mean_duration(&time->variate);
	*square = variate_variance_duration(&time->variate) + *mean * *mean;
	return isfinite(*square);
}

bool textbook_is_exponential(const struct expr *time)
{
	return time->form == EXPR_DRAW && time->variate.type == variate_exponential;
}

static bool is_fixed(const struct expr *expr)
{
	return expr->form == EXPR_ABSENT || expr->form == EXPR_CONSTANT;
}

static bool is_one(const struct expr *expr)
{
	return expr->form == EXPR_ABSENT || (expr->form == EXPR_CONSTANT && expr->value == 1.0);
}

static bool is_plain_task(const struct task *t)
{
	double mean, square;
	bool plain = is_fixed(&t->chance) && t->start_kind == NONE && t->take_station == NONE && t->give.count == 0 && t->sets.count == 0 &&
		t->work != WORK_TOGETHER && t->quantity.form == EXPR_ABSENT;
	for (uint32_t i = 0; i < t->next_count; i++)
		plain = plain && t->next[i].when.form == EXPR_ABSENT && is_fixed(&t->next[i].chance);
	if (t->rework_to != NONE)
		plain = plain && t->rework_when.form == EXPR_ABSENT && is_fixed(&t->rework_chance) && is_one(&t->rework_share) &&
			t->rework_at_most == UNLIMITED;
	return plain && (t->work != WORK_WAIT || textbook_moments(&t->time, &mean, &square));
}

bool textbook_is_plain_route(const struct model *m, const struct load *load, uint32_t kind)
{
	const struct kind *k = &m->kinds[kind];
	for (uint32_t t = k->task_first; t < k->task_first + k->task_count; t++)
		if (isnan(load->visits[t]) || (load->visits[t] != 0.0 && !is_plain_task(&m->tasks[t])))
			return false;
	return k->task_count > 0 && k->initial_count == 0 && !k->hidden && !kind_has_agenda(k);
}

/* Poisson, one by one, without an end. */
static bool comes_at_random(const struct source *s)
{
	return s->how == ARRIVE_EVERY && textbook_is_exponential(&s->every) && is_one(&s->size) && isinf(s->until) && s->at_most == UINT64_MAX &&
		!s->calendar;
}

bool textbook_is_plain_place(const struct station *s)
{
	return s->needs.count == 0 && s->one_of.count == 0 && !s->calendar && s->setup_on == SETUP_NEVER && s->batch_size == 1 &&
		!(s->keeps || s->meets) &&
		(s->machines == UNLIMITED || s->machines <= SERVERS_AT_MOST);
}

bool textbook_is_plain_station(const struct station *s)
{
	return textbook_is_plain_place(s) && s->fails.repair_station == NONE && s->limit == UNLIMITED && s->order == ORDER_FIFO &&
		s->preempt == PREEMPT_NO && s->patience.form == EXPR_ABSENT;
}

/* --- What comes to each station --- */

static void note_work(struct reader *r, const struct task *t, uint32_t index)
{
	struct service *s = &r->services[t->station];
	double mean = 0.0, square = 0.0, rate = r->load->kind_rate[t->kind] * r->load->visits[index];
	bool exponential = textbook_is_exponential(&t->time);
	s->spoilt = s->spoilt || !r->plain[t->kind];
	s->known = s->known && textbook_moments(&t->time, &mean, &square);
	s->exponential = s->exponential && exponential && (s->rate == 0.0 || fabs(mean - s->mean / s->rate) <= 1e-12 * mean);
	s->rate += rate;
	s->mean += rate * mean;          /* sums for now */
	s->square += rate * square;
}

void textbook_find_services(struct reader *r)
{
	const struct model *m = r->model;
	for (uint32_t k = 0; k < m->kind_count; k++)
		r->plain[k] = r->load->kind_rate[k] > 0.0 && comes_at_random(&m->kinds[k].source) && textbook_is_plain_route(m, r->load, k);
	for (uint32_t s = 0; s < m->station_count; s++)
		r->services[s] = (struct service){ .known = true, .exponential = true };
	for (uint32_t t = 0; t < m->task_count; t++)
		if (m->tasks[t].work == WORK_STATION && r->load->visits[t] != 0.0)
			note_work(r, &m->tasks[t], t);
	for (uint32_t s = 0; s < m->station_count; s++) {
		struct service *service = &r->services[s];
		service->spoilt = service->spoilt || !(service->rate > 0.0);
		service->mean /= service->rate;
		service->square /= service->rate;
	}
}

/* --- The network --- */

/* Enters where items that leave station `from` may come next, from this task on. */
static void follow(struct reader *r, uint32_t from, uint32_t task, bool *seen);

static void follow_on(struct reader *r, uint32_t from, uint32_t task, bool *seen)
{
	const struct task *t = &r->model->tasks[task];
	if (route_may_rework(t))
		follow(r, from, t->rework_to, seen);
	for (uint32_t i = 0; i <= t->next_count; i++)
		if (route_possible(t, i))
			follow(r, from, route_target(t, i), seen);
}

static void follow(struct reader *r, uint32_t from, uint32_t task, bool *seen)
{
	if (task >= TO_FOLLOWING || seen[task] || r->load->visits[task] == 0.0)
		return;
	const struct task *t = &r->model->tasks[task];
	seen[task] = true;
	if (t->work == WORK_STATION)
		r->reaches[(size_t)from * r->model->station_count + t->station] = true;
	if (t->work != WORK_STATION || t->chance.form != EXPR_ABSENT)
		follow_on(r, from, task, seen);
}

/* Whoever holds a machine until there is room elsewhere is no longer a case for itself. */
static void spoil_blocked(struct reader *r)
{
	uint32_t count = r->model->station_count;
	for (uint32_t from = 0; from < count; from++)
		for (uint32_t to = 0; to < count; to++) {
			const struct station *s = &r->model->stations[to];
			if (r->reaches[(size_t)from * count + to] && s->limit != UNLIMITED && s->when_full == FULL_BLOCK)
				r->services[from].spoilt = true;
		}
}

/* Who is upstream of whom: Warshall 1962. */
static void find_ways(struct reader *r)
{
	const struct model *m = r->model;
	uint32_t count = m->station_count;
	bool *seen = arena_take(r->arena, m->task_count + 1u, sizeof *seen);
	r->reaches = arena_take(r->arena, (size_t)count * count + 1, sizeof *r->reaches);
	for (uint32_t t = 0; t < m->task_count; t++)
		if (m->tasks[t].work == WORK_STATION && r->load->visits[t] != 0.0) {
			memset(seen, 0, m->task_count * sizeof *seen);
			follow_on(r, m->tasks[t].station, t, seen);
		}
	spoil_blocked(r);
	for (uint32_t by = 0; by < count; by++)
		for (uint32_t from = 0; from < count; from++)
			for (uint32_t to = 0; to < count && r->reaches[(size_t)from * count + by]; to++)
				r->reaches[(size_t)from * count + to] |= r->reaches[(size_t)by * count + to];
}

/* Exponential work, or nobody waits: what comes at random goes on at random. */
static bool is_jackson(const struct reader *r, uint32_t station)
{
	const struct station *s = &r->model->stations[station];
	const struct service *service = &r->services[station];
	if (service->spoilt || !service->known || !textbook_is_plain_station(s))
		return false;
	return s->machines == UNLIMITED || (service->exponential && service->rate * service->mean < s->machines);
}

void textbook_find_poisson(struct reader *r)
{
	find_ways(r);
	uint32_t count = r->model->station_count;
	for (uint32_t s = 0; s < count; s++) {
		r->poisson[s] = !r->services[s].spoilt && r->services[s].known;
		for (uint32_t from = 0; from < count && r->poisson[s]; from++)
			r->poisson[s] = !r->reaches[(size_t)from * count + s] || is_jackson(r, from);
	}
}
