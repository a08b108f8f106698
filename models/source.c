/* Sources: when items of a kind enter, and with what facts. Arrivals depend on their own luck only: the k-th interval is the same
   whatever else the model says. */
#include <math.h>
#include <string.h>
#include "usual.h"

/* A value that belongs to the k-th arrival rather than to an item. */
static double arrival_value(struct world *w, uint32_t kind, const struct expr *expr, uint64_t purpose, uint64_t k)
{
	if (expr->form == EXPR_CONSTANT)
		return expr->value;
	w->env.facts = NULL;
	w->subject = NONE;
	stream_address(&w->stream, w->model->kinds[kind].hash, k, purpose, 0);
	return expr_value(expr, &w->env);
}

/* The time between arrivals. Exponential ones come from one sequence of the source's own: it is consumed alike whatever the mean. */
static double interval(struct world *w, uint32_t kind)
{
	const struct source *source = &w->model->kinds[kind].source;
	struct flow *flow = &w->flows[kind];
	if (source->every.form == EXPR_DRAW && source->every.variate.type == variate_exponential)
		return source->every.variate.p[0] * stream_exponential(&flow->arrivals);
	return arrival_value(w, kind, &source->every, w->model->kinds[kind].luck_arrive, flow->next_arrival);
}

/* Non-stationary Poisson arrivals by inversion (Cinlar 1975): the k-th comes when the expected number of arrivals reaches the k-th
   point of a Poisson process of rate 1. Rates are constant within each interval of the period. */
static double invert_rates(const struct source *source, struct flow *flow)
{
	double total = source->reached[source->rate_count];
	if (!(total > 0.0))
		return INFINITY;
	flow->reached += stream_exponential(&flow->arrivals);
	double expected = source->passed + flow->reached;
	double periods = floor(expected / total), rest = expected - periods * total;
	uint32_t low = 0, high = source->rate_count;
	while (high - low > 1) {
		uint32_t middle = (low + high) / 2;
		if (source->reached[middle] <= rest)
			low = middle;
		else
			high = middle;
	}
	double rate = source->rates[low];
	double within = rate > 0.0 ? (rest - source->reached[low]) / rate : 0.0;
	return periods * source->period + low * source->each + fmin(within, source->each) - source->shift;
}

/* What would come outside the calendar's hours does not come at all. */
static double while_open(const struct source *source, struct flow *flow)
{
	double time = invert_rates(source, flow);
	while (source->calendar && time < source->until && time < INFINITY && calendar_level(source->calendar, time) == 0)
		time = invert_rates(source, flow);
	return time;
}

static double listed_time(const struct source *source, uint64_t k)
{
	if (k < source->time_count)
		return source->times[k];
	if (source->period <= 0.0 || source->time_count == 0)
		return INFINITY;
	return source->times[k % source->time_count] + source->period * (double)(k / source->time_count);
}

/* The arrival clock stands still outside the calendar's hours: `time` on it is so late on the wall. Time 0 is when it first opens. */
static double on_the_wall(const struct source *source, double time)
{
	if (!source->calendar || !(time >= 0.0 && time < INFINITY))
		return time;
	return time > 0.0 ? calendar_after(source->calendar, 0.0, time) : calendar_opens(source->calendar, 0.0);
}

/* When the next arrival comes; INFINITY: never. */
static double next_time(struct world *w, uint32_t kind)
{
	const struct source *source = &w->model->kinds[kind].source;
	struct flow *flow = &w->flows[kind];
	switch (source->how) {
	case ARRIVE_EVERY:
		if (flow->next_arrival == 0 && source->first.form != EXPR_ABSENT)
			return on_the_wall(source, arrival_value(w, kind, &source->first, w->model->kinds[kind].luck_arrive, 0));
		return source->calendar ? calendar_after(source->calendar, w->now, interval(w, kind)) : w->now + interval(w, kind);
	case ARRIVE_RATES:
		return while_open(source, flow);
	case ARRIVE_AT:
	case ARRIVE_FILE:
		return on_the_wall(source, listed_time(source, flow->next_arrival));
	case ARRIVE_KEEP:
	case ARRIVE_NEVER:
		break;
	}
	return INFINITY;
}

static void schedule_arrival(struct world *w, uint32_t kind)
{
	const struct source *source = &w->model->kinds[kind].source;
	struct flow *flow = &w->flows[kind];
	if (flow->next_item >= source->at_most)
		return;
	double time = next_time(w, kind);
	if (isnan(time) || time < w->now) {
		world_stop_at(w, ENGINE_WRONG, w->model->kinds[kind].node,
			"the time between arrivals of '%s' came out as %.4g: a time is a number from 0 on", w->model->kinds[kind].name, time - w->now);
		return;
	}
	if (time == INFINITY || time > source->until)
		return;
	if (source->how == ARRIVE_EVERY && time == w->now && world_step(w)) {
		world_stop_at(w, ENGINE_ENDLESS, w->model->kinds[kind].node,
			"arrivals of '%s' go on for ever without any time between them: give 'every' a time above 0", w->model->kinds[kind].name);
		return;
	}
	if (event_at(&w->events, time, PHASE_ARRIVAL, HAPPENS_ARRIVAL, kind) == EVENT_NONE)
		world_stop(w, ENGINE_NO_MEMORY, "memory is exhausted");
}

static const double *row_of(const struct source *source, uint64_t k)
{
	return source->how == ARRIVE_FILE ? source->columns + (size_t)k * source->column_count : NULL;
}

static void arrive(struct world *w, uint32_t kind)
{
	const struct kind *k = &w->model->kinds[kind];
	struct flow *flow = &w->flows[kind];
	uint64_t arrival = flow->next_arrival++;
	double size = k->source.size.form == EXPR_ABSENT ? 1.0 : arrival_value(w, kind, &k->source.size, k->luck_size, arrival);
	uint64_t count = size > 0.0 ? (uint64_t)fmin(floor(size + 0.5), 1e9) : 0;
	for (uint64_t i = 0; i < count && flow->next_item < k->source.at_most && !w->over; i++) {
		uint32_t item = source_item(w, kind, flow->next_item++, NONE, row_of(&k->source, arrival));
		if (item == NONE)
			return;
		if (count == 1)
			flow_enter(w, item);
		else
			flow_list(w, item);
	}
	schedule_arrival(w, kind);
}

void source_replace(struct world *w, uint32_t kind)
{
	struct flow *flow = &w->flows[kind];
	const struct source *source = &w->model->kinds[kind].source;
	if (w->over || flow->next_item >= source->at_most || w->now > source->until || flow->wip.value >= source->keep)
		return;
	uint32_t item = source_item(w, kind, flow->next_item++, NONE, NULL);
	if (item != NONE)
		flow_list(w, item);
}

/* The value of a fact as the starter has it: numbers as they are, named values by their name. False: it has no such fact. */
static bool inherited(const struct world *w, uint32_t starter, const struct kind *kind, uint32_t fact, double *value)
{
	const struct kind *from = &w->model->kinds[item_at(w, starter)->kind];
	for (uint32_t i = 0; i < from->fact_count; i++) {
		if (strcmp(from->fact_names[i], kind->fact_names[fact]) != 0)
			continue;
		*value = item_facts(w, item_root(w, starter))[i];
		const struct expr_type *theirs = &from->fact_types[i], *ours = &kind->fact_types[fact];
		if (theirs->class != EXPR_WORD || ours->class != EXPR_WORD)
			return theirs->class == ours->class;
		for (size_t j = 0; j < ours->word_count; j++)
			if (strcmp(ours->words[j], theirs->words[(size_t)*value]) == 0) {
				*value = (double)j;
				return true;
			}
		return false;
	}
	return false;
}

/* When an item is due: what is promised counts in the kind's own hours, where it has any. */
static double promised(struct world *w, uint32_t index, const struct kind *kind)
{
	double promise = world_value(w, index, &kind->promise, kind->luck_promise, 0);
	return kind->calendar ? calendar_after(kind->calendar, w->now, fmax(promise, 0.0)) : w->now + promise;
}

static void fill_facts(struct world *w, uint32_t index, uint32_t starter, const double *columns)
{
	const struct kind *kind = &w->model->kinds[item_at(w, index)->kind];
	for (uint32_t i = 0; i < kind->fact_count; i++) {
		double value = 0.0;
		bool known = starter != NONE && inherited(w, starter, kind, i, &value);
		for (uint32_t c = 0; columns && c < kind->source.column_count; c++)
			if (kind->source.column_facts[c] == i) {
				value = columns[c];
				known = true;
			}
		if (!known && kind->facts[i].form != EXPR_ABSENT)
			value = world_value(w, index, &kind->facts[i], kind->fact_lucks[i], 0);
		item_facts(w, index)[i] = value;
	}
	item_rank(w, index);
	if (w->due_slot != NONE)
		item_facts(w, index)[w->due_slot] = kind->promise.form == EXPR_ABSENT ? INFINITY
			: promised(w, index, kind);
	if (w->cost_slot != NONE)
		item_facts(w, index)[w->cost_slot] = 0.0;
}

static void name_the_longest_queue(struct world *w)
{
	uint32_t longest = 0;
	for (uint32_t s = 1; s < w->model->station_count; s++)
		if (w->places[s].waiting + w->places[s].in_front > w->places[longest].waiting + w->places[longest].in_front)
			longest = s;
	if (w->model->station_count == 0) {
		world_stop(w, ENGINE_RUNAWAY, "%llu items are in the system at once: raise run.items_at_most if that is meant",
			(unsigned long long)w->in_system);
		return;
	}
	world_stop_at(w, ENGINE_RUNAWAY, w->model->stations[longest].node,
		"%llu items are in the system at once, and the queue at '%s' grows without bound (%u wait there): add capacity there, take less "
		"work, or raise run.items_at_most if that is meant", (unsigned long long)w->in_system,
		w->model->stations[longest].name, w->places[longest].waiting + w->places[longest].in_front);
}

/* Field by field: clearing the whole record first would cost more than all of this. */
static void clear_item(struct world *w, struct item *item, uint32_t kind, uint64_t luck)
{
	item->entered = item->since = w->now;
	item->key = item->waited = item->worked = 0.0;
	item->luck = luck;
	item->next = item->prev = item->timer = NONE;
	item->task = w->model->kinds[kind].first_task;
	item->station = item->held = item->parent = item->holds = NONE;
	item->refs = 0;
	item->ordinal = (uint32_t)w->entered++;
	item->kind = (uint16_t)kind;
	item->visits = 0;
	item->by = UINT16_MAX;
	item->state = ITEM_READY;
	item->flags = 0;
	if (w->items.size > sizeof *item)
		memset(item + 1, 0, w->items.size - sizeof *item);
	if (w->service_at)
		*(struct service *)(void *)((char *)item + w->service_at) = no_service;
	if (w->trail_at)
		*(struct trail *)(void *)((char *)item + w->trail_at) = no_trail;
	if (w->request_at)
		*(struct request *)(void *)((char *)item + w->request_at) = no_request;
}

/* The greatest number in the system at once grows by one. False: it may not. */
static bool raise_most(struct world *w)
{
	if (w->most_in_system >= w->model->items_at_most) {
		name_the_longest_queue(w);
		return false;
	}
	w->most_in_system++;
	return true;
}

static inline void count_entering(struct world *w, struct flow *flow)
{
	flow->arrived++;
	level_add(&flow->wip, 1.0, w->now);
#ifndef NDEBUG
	flow->entered_total++;
#endif
	w->in_system += !flow->hidden;
}

static inline uint32_t make_item(struct world *w, uint32_t kind, uint64_t luck)
{
	struct flow *flow = &w->flows[kind];
	if (w->in_system == w->most_in_system && !flow->hidden && !raise_most(w))
		return NONE;
	uint32_t index = pool_take(&w->items);
	if (index == NONE) {
		world_stop(w, ENGINE_NO_MEMORY, "memory is exhausted by %llu items in the system", (unsigned long long)w->in_system);
		return NONE;
	}
	clear_item(w, item_at(w, index), kind, luck);
	count_entering(w, flow);
	return index;
}

/* With its facts, its agenda and its luck; its time, its ledger and its promise begin anew. */
bool source_return(struct world *w, uint32_t index)
{
	struct item *item = item_at(w, index);
	const struct kind *kind = &w->model->kinds[item->kind];
	if (w->in_system == w->most_in_system && !raise_most(w))
		return false;
	item->entered = item->since = w->now;
	item->waited = item->worked = 0.0;
	item->ordinal = (uint32_t)w->entered++;
	item->visits = 0;
	item->flags = 0;
	item->timer = item->parent = item->held = NONE;
	for (uint32_t i = w->cause_at; i < w->mark_at; i++)
		item_facts(w, index)[i] = 0.0;
	if (w->due_slot != NONE && kind->promise.form != EXPR_ABSENT)
		item_facts(w, index)[w->due_slot] = promised(w, index, kind);
	if (w->cost_slot != NONE)
		item_facts(w, index)[w->cost_slot] = 0.0;
	count_entering(w, &w->flows[item->kind]);
	if (w->trace_at)
		trace_enter(w, index, NONE);
	return true;
}

uint32_t source_item(struct world *w, uint32_t kind, uint64_t luck, uint32_t starter, const double *columns)
{
	uint32_t index = make_item(w, kind, luck);
	if (index != NONE && w->fact_room)
		fill_facts(w, index, starter, columns);
	if (index != NONE && w->accounts)
		money_enter(w, index);
	if (index != NONE && w->trace_at)
		trace_enter(w, index, starter);
	return index;
}

/* The same as `arrive` for the usual case: one at a time, exponential intervals with a constant mean, without end. */
static inline void arrive_poisson(struct world *w, uint32_t kind, struct flow *flow)
{
	flow->next_arrival++;
	uint32_t index = make_item(w, kind, flow->next_item++);
	if (index == NONE)
		return;
	if (w->fact_room)
		fill_facts(w, index, NONE, NULL);
	if (w->accounts)
		money_enter(w, index);
	usual_enter(w, index, item_at(w, index));
	double next = w->now + flow->interval * stream_exponential(&flow->arrivals);
	if (event_at(&w->events, next, PHASE_ARRIVAL, HAPPENS_ARRIVAL, kind) == EVENT_NONE)
		world_stop(w, ENGINE_NO_MEMORY, "memory is exhausted");
	if (flow->arrivals.used == 4)
		stream_refill(&flow->arrivals);   /* now, while nobody waits for it */
}

void source_arrive(struct world *w, uint32_t kind)
{
	if (w->flows[kind].poisson)
		arrive_poisson(w, kind, &w->flows[kind]);
	else
		arrive(w, kind);
}

/* How many stand at the step of entry i by the entries before it. */
static uint32_t placed_before(const struct kind *k, uint32_t i)
{
	uint32_t count = 0;
	for (uint32_t j = 0; j < i; j++)
		if (k->initial[j].task == k->initial[i].task)
			count += k->initial[j].number;
	return count;
}

/* Work in progress at the start: it has entered at time 0 and stands at its step. Its luck is that of the n-th at this step, so that
   more work elsewhere changes nothing for it. */
static void place_initial(struct world *w, uint32_t kind)
{
	const struct kind *k = &w->model->kinds[kind];
	for (uint32_t i = 0; i < k->initial_count; i++) {
		uint64_t luck = stream_mix(stream_hash("start_with"), w->model->tasks[k->initial[i].task].luck_start);
		uint32_t before = placed_before(k, i);
		for (uint32_t n = 0; n < k->initial[i].number && !w->over; n++) {
			uint32_t item = source_item(w, kind, stream_mix(luck, before + n), NONE, NULL);
			if (item == NONE)
				return;
			item_at(w, item)->task = k->initial[i].task;
			flow_list(w, item);
		}
	}
}

static bool is_one(const struct expr *size)
{
	return size->form == EXPR_ABSENT || (size->form == EXPR_CONSTANT && size->value == 1.0);
}

/* The common case, for which nothing else need be asked; a first arrival at a time of its own is not. */
static void flow_is_poisson(struct flow *flow, const struct source *source)
{
	flow->interval = source->every.form == EXPR_DRAW ? source->every.variate.p[0] : 0.0;
	flow->poisson = source->how == ARRIVE_EVERY && source->every.form == EXPR_DRAW && source->every.variate.type == variate_exponential
		&& source->first.form == EXPR_ABSENT && is_one(&source->size) && source->at_most == UINT64_MAX
		&& source->until == INFINITY && !source->calendar && source->every.variate.p[0] > 0.0;
}

void source_begin(struct world *w)
{
	for (uint32_t kind = 0; kind < w->model->kind_count; kind++) {
		const struct kind *k = &w->model->kinds[kind];
		stream_key(&w->flows[kind].arrivals, w->order->seed, w->order->replication);
		stream_address(&w->flows[kind].arrivals, k->hash, 0, k->luck_arrive, 0);
		place_initial(w, kind);
		flow_is_poisson(&w->flows[kind], &k->source);
		w->flows[kind].poisson &= !w->trace_at;
		for (uint32_t i = 0; k->source.how == ARRIVE_KEEP && i < k->source.keep && !w->over; i++)
			source_replace(w, kind);
		schedule_arrival(w, kind);
	}
}
