/* Recognises cases of the textbooks, station by station: see textbook.h. */
#include "textbook_case.h"

#include <math.h>
#include <string.h>
#include "decision.h"
#include "route.h"
#include "textbook_formula.h"

enum { STATIONS_AT_MOST = 300, ROOM_AT_MOST = 1000000 };

void textbook_add(struct reader *r, const char *pattern, const char *name, const char *title, const char *quantity, enum metric_unit unit,
	double value, const char *formula)
{
	struct textbook *b = r->textbook;
	char *metric = arena_format(r->arena, pattern, name);
	if (metric_find(&r->model->metrics, metric) < 0 || !isfinite(value))
		return;
	if (b->count == b->room) {
		size_t room = 2 * b->room + 16;
		struct textbook_line *lines = arena_take(r->arena, room, sizeof *lines);
		if (b->count)
			memcpy(lines, b->lines, b->count * sizeof *lines);
		b->lines = lines;
		b->room = room;
	}
	b->lines[b->count++] = (struct textbook_line){ .subject = title && *title ? title : name, .quantity = quantity, .metric = metric,
		.unit = unit, .value = value, .formula = formula };
}

static bool is_in_network(const struct reader *r, uint32_t station)
{
	for (uint32_t from = 0; from < r->model->station_count; from++)
		if (r->reaches[(size_t)from * r->model->station_count + station])
			return true;
	return false;
}

/* --- Stations, sort by sort --- */

static double *wait_of(const struct reader *r, uint32_t station, uint32_t kind)
{
	return &r->waits[(size_t)station * r->model->kind_count + kind];
}

static double *work_of(const struct reader *r, uint32_t station, uint32_t kind)
{
	return &r->works[(size_t)station * r->model->kind_count + kind];
}

/* Visits of an item of the kind to the station, and their mean work. */
static double visits_to(const struct reader *r, uint32_t station, uint32_t kind, double *mean, double *square)
{
	const struct kind *k = &r->model->kinds[kind];
	double visits = 0.0, m, q;
	*mean = *square = 0.0;
	for (uint32_t t = k->task_first; t < k->task_first + k->task_count; t++) {
		const struct task *task = &r->model->tasks[t];
		if (task->work != WORK_STATION || task->station != station || r->load->visits[t] == 0.0 || !textbook_moments(&task->time, &m, &q))
			continue;
		visits += r->load->visits[t];
		*mean += r->load->visits[t] * m;
		*square += r->load->visits[t] * q;
	}
	*mean = visits > 0.0 ? *mean / visits : 0.0;
	*square = visits > 0.0 ? *square / visits : 0.0;
	return visits;
}

/* Items of all kinds wait alike there. */
static void wait_alike(struct reader *r, uint32_t station, double wait, double stretch, const char *formula)
{
	double mean, square;
	r->formulas[station] = formula;
	for (uint32_t k = 0; k < r->model->kind_count; k++)
		if (visits_to(r, station, k, &mean, &square) > 0.0) {
			*wait_of(r, station, k) = wait;
			*work_of(r, station, k) = mean * stretch;
		}
}

static void add_busy(struct reader *r, uint32_t station, double busy, const char *formula)
{
	const struct station *s = &r->model->stations[station];
	textbook_add(r, "stations.%s.utilisation", s->name, s->title, "busy", METRIC_SHARE, busy / s->machines, formula);
}

static void add_queue(struct reader *r, uint32_t station, const struct formula_queue *q, const char *formula)
{
	const struct station *s = &r->model->stations[station];
	add_busy(r, station, q->busy, formula);
	textbook_add(r, "stations.%s.queue", s->name, s->title, "waiting", METRIC_NUMBER, q->queue, formula);
	textbook_add(r, "stations.%s.wait", s->name, s->title, "wait", METRIC_TIME, q->wait, formula);
}

/* What is lost there of each kind that comes to this station alone, as a share of what arrives. */
static void add_lost(struct reader *r, uint32_t station, const char *pattern, const char *quantity, double share, const char *formula)
{
	for (uint32_t k = 0; k < r->model->kind_count; k++) {
		const struct kind *kind = &r->model->kinds[k];
		double visits = 0.0, here = 0.0;
		for (uint32_t t = kind->task_first; t < kind->task_first + kind->task_count; t++)
			if (r->model->tasks[t].work == WORK_STATION) {
				visits += r->load->visits[t];
				here += r->model->tasks[t].station == station ? r->load->visits[t] : 0.0;
			}
		size_t known = r->textbook->count;
		if (here == 1.0 && visits == 1.0)
			textbook_add(r, pattern, kind->name, kind->title, quantity, METRIC_SHARE, share, formula);
		if (r->textbook->count > known)
			r->textbook->lines[known].per = arena_format(r->arena, "work.%s.arrived", kind->name);
	}
}

static void find_nobody_waits(struct reader *r, uint32_t station)
{
	wait_alike(r, station, 0.0, 1.0, "nobody waits");
}

static void find_mmc(struct reader *r, uint32_t station)
{
	const struct service *s = &r->services[station];
	uint32_t servers = r->model->stations[station].machines;
	if (!(s->rate * s->mean < servers))
		return;
	const char *formula = is_in_network(r, station) ? arena_format(r->arena, "M/M/%u, Jackson", servers) : servers == 1 ? "M/M/1" :
		arena_format(r->arena, "M/M/%u, Erlang C", servers);
	const struct formula_queue q = formula_mmc(servers, s->rate, s->mean);
	wait_alike(r, station, q.wait, 1.0, formula);
	add_queue(r, station, &q, formula);
}

static void find_mg1(struct reader *r, uint32_t station)
{
	const struct service *s = &r->services[station];
	double wait = formula_mg1_wait(s->rate, s->mean, s->square), busy = s->rate * s->mean;
	const char *formula = s->square - s->mean * s->mean <= 1e-12 * s->square ? "M/D/1, Pollaczek and Khinchine" :
		"M/G/1, Pollaczek and Khinchine";
	if (!(busy < 1.0))
		return;
	wait_alike(r, station, wait, 1.0, formula);
	add_queue(r, station, &(struct formula_queue){ .busy = busy, .queue = s->rate * wait, .wait = wait }, formula);
}

/* Any work where nobody may wait; else exponential. */
static void find_loss(struct reader *r, uint32_t station)
{
	const struct station *place = &r->model->stations[station];
	const struct service *s = &r->services[station];
	uint32_t servers = place->machines, room = place->limit;
	struct formula_queue q = formula_loss(servers, s->rate, s->mean);
	const char *formula = arena_format(r->arena, "M/G/%u/%u, Erlang B", servers, servers);
	if (room > ROOM_AT_MOST || (room > 0 && !s->exponential))
		return;
	if (room > 0) {
		formula = arena_format(r->arena, "M/M/%u/%u", servers, servers + room);
		if (!formula_birth_death(&q, servers, room, s->rate, s->mean, INFINITY))
			return;
		add_queue(r, station, &q, formula);
	} else {
		add_busy(r, station, q.busy, formula);
	}
	add_lost(r, station, "work.%s.turned_away", "turned away", q.lost, formula);
}

/* The mean patience of all that come, where it is exponential and the same; NAN where it is not. */
static double patience_at(const struct reader *r, uint32_t station)
{
	double mean = NAN;
	for (uint32_t t = 0; t < r->model->task_count; t++) {
		const struct task *task = &r->model->tasks[t];
		if (task->work != WORK_STATION || task->station != station || r->load->visits[t] == 0.0)
			continue;
		double here = textbook_is_exponential(&task->patience) ? task->patience.variate.p[0] : NAN;
		if (isnan(here) || (!isnan(mean) && here != mean))
			return NAN;
		mean = here;
	}
	return mean;
}

static void find_impatience(struct reader *r, uint32_t station)
{
	const struct station *place = &r->model->stations[station];
	const struct service *s = &r->services[station];
	double patience = patience_at(r, station);
	struct formula_queue q;
	if (!s->exponential || !(patience > 0.0) || (place->limit != UNLIMITED && place->limit > ROOM_AT_MOST) ||
		!formula_birth_death(&q, place->machines, place->limit, s->rate, s->mean, patience))
		return;
	const char *formula = place->limit == UNLIMITED ? arena_format(r->arena, "M/M/%u+M, Erlang A", place->machines) :
		arena_format(r->arena, "M/M/%u/%u+M", place->machines, place->machines + place->limit);
	add_queue(r, station, &q, formula);
	add_lost(r, station, "work.%s.left", "gave up", q.left, formula);
	if (place->limit != UNLIMITED)
		add_lost(r, station, "work.%s.turned_away", "turned away", q.lost, formula);
}

/* --- Priorities --- */

/* Classes by priority, the most urgent first; *class_of: that of each kind. 0: some priority is not constant. */
static size_t find_classes(const struct reader *r, uint32_t station, struct formula_class *classes, size_t *class_of)
{
	const struct model *m = r->model;
	size_t count = 0;
	for (double last = -INFINITY, next; ; last = next, count++) {
		next = INFINITY;
		classes[count] = (struct formula_class){ .rate = 0.0 };
		for (int round = 0; round < 2; round++)
			for (uint32_t k = 0; k < m->kind_count; k++) {
				double mean, square, visits = visits_to(r, station, k, &mean, &square), priority = m->kinds[k].priority.value;
				if (visits > 0.0 && m->kinds[k].priority.form != EXPR_CONSTANT)
					return 0;
				if (visits > 0.0 && round == 0 && priority > last)
					next = fmin(next, priority);
				if (!(visits > 0.0) || round == 0 || priority != next)
					continue;
				class_of[k] = count;
				classes[count].rate += r->load->kind_rate[k] * visits;
				classes[count].mean += r->load->kind_rate[k] * visits * mean;
				classes[count].square += r->load->kind_rate[k] * visits * square;
			}
		if (isinf(next))
			return count;
		classes[count].mean /= classes[count].rate;
		classes[count].square /= classes[count].rate;
	}
}

static void find_priorities(struct reader *r, uint32_t station)
{
	const struct model *m = r->model;
	const struct station *place = &m->stations[station];
	const struct service *s = &r->services[station];
	struct formula_class *classes = arena_take(r->arena, m->kind_count + 1u, sizeof *classes);
	size_t *class_of = arena_take(r->arena, m->kind_count + 1u, sizeof *class_of), count = find_classes(r, station, classes, class_of);
	bool preempts = place->preempt == PREEMPT_RESUME, one = place->machines == 1;
	double queue = 0.0, mean, square;
	if (count < 2 || place->preempt == PREEMPT_RESTART || (!one && !s->exponential))
		return;
	if (!(one ? formula_priorities(classes, count, preempts) : formula_priorities_mmc(classes, count, place->machines, preempts)))
		return;
	const char *queueing = s->exponential ? "M" : "G";
	const char *formula = arena_format(r->arena, preempts ? "M/%s/%u, pre-emptive priorities" : "M/%s/%u, priorities (Cobham)", queueing,
		(unsigned)place->machines);
	for (uint32_t k = 0; k < m->kind_count; k++)
		if (visits_to(r, station, k, &mean, &square) > 0.0) {
			const struct formula_class *c = &classes[class_of[k]];
			*wait_of(r, station, k) = c->wait;
			*work_of(r, station, k) = mean * (preempts ? (c->time - c->wait) / c->mean : 1.0);
		}
	for (size_t i = 0; i < count; i++)
		queue += classes[i].rate * classes[i].wait;
	r->formulas[station] = formula;
	const struct formula_queue q = { .busy = s->rate * s->mean, .queue = queue, .wait = queue / s->rate };
	if (preempts)
		add_busy(r, station, q.busy, formula);
	else
		add_queue(r, station, &q, formula);
}

/* --- Failures --- */

/* One machine, first come first served; whoever repairs is always there. */
static void find_breakdowns(struct reader *r, uint32_t station)
{
	const struct model *m = r->model;
	const struct station *place = &m->stations[station];
	const struct service *s = &r->services[station];
	const struct station *crew = &m->stations[place->fails.repair_station];
	struct formula_breakdown fails = { .by_busy_time = place->fails.by_busy_time, .every = load_time_to_failure(&place->fails) };
	double wait, work;
	if (place->machines != 1 || crew->needs.count || crew->one_of.count || !textbook_is_exponential(&place->fails.every) ||
		!textbook_moments(&place->fails.repair, &fails.repair, &fails.repair_square) ||
		!formula_breakdowns(s->rate, s->mean, s->square, &fails, &wait, &work))
		return;
	const char *formula = arena_format(r->arena, "M/%s/1 with breakdowns", s->exponential ? "M" : "G");
	double busy = s->rate * s->mean;
	wait_alike(r, station, wait, work / s->mean, formula);
	add_busy(r, station, busy, formula);
	textbook_add(r, "stations.%s.down", place->name, place->title, "down", METRIC_SHARE,
		fails.by_busy_time ? busy * fails.repair / fails.every : fails.repair / (fails.every + fails.repair), formula);
	textbook_add(r, "stations.%s.wait", place->name, place->title, "wait", METRIC_TIME, wait, formula);
}

/* --- All of it --- */

static void find_station(struct reader *r, uint32_t index)
{
	const struct station *s = &r->model->stations[index];
	bool fifo = s->order == ORDER_FIFO && s->preempt == PREEMPT_NO, unlimited = s->limit == UNLIMITED;
	bool turns_away = !unlimited && s->when_full == FULL_TURN_AWAY, stays = s->patience.form == EXPR_ABSENT;
	if (!r->poisson[index] || !textbook_is_plain_place(s))
		return;
	if (s->fails.repair_station != NONE) {
		if (fifo && unlimited && stays)
			find_breakdowns(r, index);
	} else if (s->machines == UNLIMITED) {
		if (unlimited && stays)
			find_nobody_waits(r, index);
	} else if (fifo && unlimited && stays && r->services[index].exponential) {
		find_mmc(r, index);
	} else if (fifo && unlimited && stays && s->machines == 1) {
		find_mg1(r, index);
	} else if (fifo && turns_away && stays) {
		find_loss(r, index);
	} else if (fifo && (unlimited || turns_away) && !stays) {
		find_impatience(r, index);
	} else if (unlimited && stays && s->order == ORDER_KEY && s->key_kind == KEY_PRIORITY) {
		find_priorities(r, index);
	}
}

/* The time in the system, where all its parts are known and all items come to the end. */
static void find_time(struct reader *r, uint32_t kind)
{
	const struct kind *k = &r->model->kinds[kind];
	const char *formula = NULL;
	double time = 0.0, mean, square;
	for (uint32_t t = k->task_first; t < k->task_first + k->task_count; t++) {
		const struct task *task = &r->model->tasks[t];
		if (r->load->visits[t] == 0.0)
			continue;
		for (uint32_t i = 0; i <= task->next_count; i++)
			if (route_possible(task, i) && route_target(task, i) == TO_SCRAP)
				return;
		if (task->work == WORK_WAIT && textbook_moments(&task->time, &mean, &square))
			time += r->load->visits[t] * mean;
		if (task->work != WORK_STATION)
			continue;
		const char *here = r->formulas[task->station];
		time += r->load->visits[t] * *wait_of(r, task->station, kind);
		if (here && strcmp(here, "nobody waits") != 0)
			formula = !formula || strcmp(formula, here) == 0 ? here : "sum over its stations";
	}
	for (uint32_t s = 0; s < r->model->station_count; s++) {
		double visits = visits_to(r, s, kind, &mean, &square);
		time += visits > 0.0 ? visits * *work_of(r, s, kind) : 0.0;
	}
	if (formula)
		textbook_add(r, "work.%s.time", k->name, k->title, "time in system", METRIC_TIME, time, formula);
}

static void take_room(struct reader *r)
{
	size_t kinds = r->model->kind_count, stations = r->model->station_count;
	r->plain = arena_take(r->arena, kinds + 1, sizeof *r->plain);
	r->services = arena_take(r->arena, stations + 1, sizeof *r->services);
	r->poisson = arena_take(r->arena, stations + 1, sizeof *r->poisson);
	r->formulas = arena_take(r->arena, stations + 1, sizeof *r->formulas);
	r->waits = arena_take(r->arena, stations * kinds + 1, sizeof *r->waits);
	r->works = arena_take(r->arena, stations * kinds + 1, sizeof *r->works);
	for (size_t i = 0; i < stations * kinds; i++)
		r->waits[i] = r->works[i] = NAN;
}

/* Whether work leaves queues, comes to them or changes places in them as in no textbook: by meetings, escalation and defaults, by
   handoffs, by reviews of priority, or is sent on by full queues. */
static bool is_in_no_textbook(const struct model *m)
{
	bool is = m->handoff_count > 0;
	for (uint32_t s = 0; s < m->station_count; s++)
		is |= m->stations[s].when_full == FULL_DIVERT;
	for (uint32_t i = 0; i < m->decision_count; i++)
		is |= m->decisions[i]->meeting != NONE || m->decisions[i]->escalated != NONE || m->decisions[i]->deadline.form != EXPR_ABSENT;
	for (uint32_t k = 0; k < m->kind_count; k++)
		is |= m->kinds[k].review > 0.0 || m->kinds[k].review_change;
	return is;
}

void textbook_find(struct textbook *textbook, const struct model *m, const struct load *load, struct arena *arena)
{
	struct reader r = { .textbook = textbook, .model = m, .load = load, .arena = arena };
	*textbook = (struct textbook){ .count = 0 };
	if (is_in_no_textbook(m) || m->station_count > STATIONS_AT_MOST)
		return;
	take_room(&r);
	textbook_find_services(&r);
	textbook_find_poisson(&r);
	for (uint32_t s = 0; s < m->station_count; s++)
		find_station(&r, s);
	for (uint32_t k = 0; k < m->kind_count; k++)
		if (r.plain[k])
			find_time(&r, k);
		else if (m->kinds[k].source.how == ARRIVE_KEEP && !kind_has_agenda(&m->kinds[k]))
			textbook_find_closed(&r, k);
}
