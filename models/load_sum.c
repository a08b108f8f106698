/* From what one item asks to loads: rates first, since kinds may start one another; then load = rate x demand / capacity (the
   utilisation law). Failures come last: what fails by busy time fails the more often the busier it is, and its repairs keep a crew busy
   that may fail in turn. */
#include "collector.h"

#include <math.h>
#include <string.h>
#include "calendar.h"

enum { SECONDS_IN_WEEK = 7 * 86400 };

/* Where there is nobody but on exceptional days, nothing is known in the long run. */
static double share_of(double busy, double capacity)
{
	return capacity > 0.0 ? busy / capacity : busy == 0.0 ? 0.0 : NAN;
}

/* --- Hours --- */

static uint32_t level_at(const struct calendar *calendar, int32_t second)
{
	const struct calendar_pattern *week = calendar->usual;
	uint32_t low = 0, high = week->count;
	while (low < high) {
		uint32_t middle = (low + high) / 2;
		if (week->changes[middle].second <= second)
			low = middle + 1;
		else
			high = middle;
	}
	return low ? week->changes[low - 1].level : 0;
}

bool load_may_begin(const struct model *m, const struct station *s, int32_t second)
{
	bool one = s->one_of.count == 0;
	if (s->calendar && level_at(s->calendar, second) == 0)
		return false;
	for (uint32_t i = 0; i < s->needs.count; i++) {
		const struct resource *r = &m->resources[s->needs.list[i].resource];
		if (r->calendar && level_at(r->calendar, second) < s->needs.list[i].number)
			return false;
	}
	for (uint32_t i = 0; i < s->one_of.count && !one; i++) {
		const struct resource *r = &m->resources[s->one_of.list[i].resource];
		one = !r->calendar || level_at(r->calendar, second) >= s->one_of.list[i].number;
	}
	return one;
}

/* The calendars that decide when work can begin at a station: its own, and those of its needs and alternatives. NULL: no more. */
static const struct calendar *hours_of(const struct model *m, const struct station *s, uint32_t *next)
{
	for (; *next <= s->needs.count + s->one_of.count; ++*next) {
		uint32_t i = *next;
		const struct calendar *calendar = i == 0 ? s->calendar : m->resources[i <= s->needs.count ?
			s->needs.list[i - 1].resource : s->one_of.list[i - 1 - s->needs.count].resource].calendar;
		if (calendar) {
			++*next;
			return calendar;
		}
	}
	return NULL;
}

/* The next second of the usual week, after this one, at which any of them changes. */
static int32_t next_change(const struct model *m, const struct station *s, int32_t second)
{
	int32_t soonest = SECONDS_IN_WEEK;
	uint32_t next = 0;
	for (const struct calendar *calendar; (calendar = hours_of(m, s, &next));)
		for (uint32_t i = 0; i < calendar->usual->count; i++)
			if (calendar->usual->changes[i].second > second && calendar->usual->changes[i].second < soonest)
				soonest = calendar->usual->changes[i].second;
	return soonest;
}

/* The share of the usual week in which work can begin. */
static double open_share(const struct model *m, const struct station *s)
{
	int32_t open = 0;
	uint32_t next = 0;
	if (!hours_of(m, s, &next))
		return 1.0;
	for (int32_t at = 0, to; at < SECONDS_IN_WEEK; at = to) {
		to = next_change(m, s, at);
		open += load_may_begin(m, s, at) ? to - at : 0;
	}
	return (double)open / SECONDS_IN_WEEK;
}

/* --- Failures --- */

double load_repair_time(const struct load *load, const struct model *m, const struct fails *fails)
{
	if (fails->repair_task == NONE)
		return 0.0;
	return load->task_time[fails->repair_task] / collector_speed(m, &m->stations[fails->repair_station]);
}

double load_time_to_failure(const struct fails *fails)
{
	const struct expr_env env = { .means = true };
	return fails->every.form == EXPR_ABSENT ? INFINITY : expr_mean(&fails->every, &env);
}

/* The share of the time in which what fails by the clock is not down. */
static double available(const struct collector *c, const struct fails *fails)
{
	double every = load_time_to_failure(fails);
	return fails->by_busy_time || isinf(every) ? 1.0 : every / (every + load_repair_time(c->load, c->model, fails));
}

/* Work and the repairs that it brings about, for one of work. */
static double stretched(const struct collector *c, const struct fails *fails)
{
	double every = load_time_to_failure(fails);
	return fails->by_busy_time && every > 0.0 ? 1.0 + load_repair_time(c->load, c->model, fails) / every : 1.0;
}

/* Repairs per clock unit of `number` that are `busy` on average. */
static double failure_rate(const struct collector *c, const struct fails *fails, double number, double busy)
{
	double every = load_time_to_failure(fails);
	return fails->by_busy_time ? busy / every : number / (every + load_repair_time(c->load, c->model, fails));
}

static bool repair_waits(const struct model *m, const struct fails *fails)
{
	uint32_t next = 0;
	return fails->repair_station != NONE && hours_of(m, &m->stations[fails->repair_station], &next);
}

/* The kinds of repair are the last ones. */
bool load_is_repair(const struct model *m, uint32_t station)
{
	for (uint32_t k = m->kind_count; k > 0 && m->kinds[k - 1].hidden; k--)
		if (m->tasks[m->kinds[k - 1].first_task].station == station)
			return true;
	return false;
}

const char *load_repaired_at(const struct model *m, uint32_t station)
{
	if (!load_is_repair(m, station))
		return NULL;
	for (uint32_t i = 0; i < m->station_count; i++)
		if (m->stations[i].fails.repair_station == station)
			return m->stations[i].name;
	for (uint32_t i = 0; i < m->resource_count; i++)
		if (m->resources[i].fails.repair_station == station)
			return m->resources[i].name;
	return NULL;
}

/* --- Room, and capacities --- */

static double *numbers(const struct collector *c, size_t count)
{
	return arena_take(c->arena, count + 1u, sizeof(double));
}

static void take_room(struct collector *c)
{
	const struct model *m = c->model;
	struct load *load = c->load;
	double **const of_stations[] = { &load->station_rate, &load->station_load, &load->station_doubt, &load->station_capacity,
		&load->station_open, &load->station_busy, &load->station_setup, &load->station_spared, &load->setup_chance, &c->setups };
	double **const of_resources[] = { &load->resource_load, &load->resource_capacity, &load->resource_own, &load->resource_spared,
		&load->resource_doubt, &c->units };
	double **const of_all[] = { &c->busy, &c->variance, &c->spared };
	for (size_t i = 0; i < sizeof of_stations / sizeof *of_stations; i++)
		*of_stations[i] = numbers(c, m->station_count);
	for (size_t i = 0; i < sizeof of_resources / sizeof *of_resources; i++)
		*of_resources[i] = numbers(c, m->resource_count);
	for (size_t i = 0; i < sizeof of_all / sizeof *of_all; i++)
		*of_all[i] = numbers(c, shared_of(m, m->resource_count));
	load->kind_rate = numbers(c, m->kind_count);
	load->kind_number = numbers(c, m->kind_count);
	load->station_marks = arena_take(c->arena, m->station_count + 1u, sizeof(unsigned));
	load->resource_marks = arena_take(c->arena, m->resource_count + 1u, sizeof(unsigned));
	c->poured = arena_take(c->arena, m->station_count + 1u, sizeof *c->poured);
	for (uint32_t s = 0; s < m->station_count; s++)
		c->poured[s] = numbers(c, m->stations[s].one_of.count);
}

void collector_start(struct collector *c)
{
	const struct model *m = c->model;
	struct load *load = c->load;
	take_room(c);
	for (uint32_t s = 0; s < m->station_count; s++) {
		load->station_open[s] = open_share(m, &m->stations[s]);
		load->station_capacity[s] = m->stations[s].machines == UNLIMITED ? 1.0 : load->station_open[s] * m->stations[s].machines;
	}
	for (uint32_t r = 0; r < m->resource_count; r++) {
		const struct resource *resource = &m->resources[r];
		load->resource_capacity[r] = resource->calendar ? calendar_mean_level(resource->calendar) : resource->number;
	}
}

/* What is down cannot work. */
static void take_off_repairs(const struct collector *c)
{
	const struct model *m = c->model;
	struct load *load = c->load;
	for (uint32_t s = 0; s < m->station_count; s++) {
		load->station_capacity[s] *= available(c, &m->stations[s].fails);
		load->station_marks[s] |= repair_waits(m, &m->stations[s].fails) ? LOAD_REPAIR_WAITS : 0u;
	}
	for (uint32_t r = 0; r < m->resource_count; r++) {
		load->resource_capacity[r] *= available(c, &m->resources[r].fails);
		load->resource_marks[r] |= repair_waits(m, &m->resources[r].fails) ? LOAD_REPAIR_WAITS : 0u;
	}
}

/* --- Rates --- */

/* Kinds that start others: each has its own and the sum of what each has x started, repeated until it stands still. A family that grows
   without end (each starts one or more of its own kind) has no such sum. */
static void add_started(const struct collector *c, const double *own, double *all)
{
	const struct model *m = c->model;
	double *next = numbers(c, m->kind_count);
	bool moves = true;
	enum { ROUNDS = 100000 };
	for (int round = 0; round < ROUNDS && moves; round++) {
		moves = false;
		memcpy(next, own, m->kind_count * sizeof *next);
		for (uint32_t t = 0; t < m->task_count; t++)
			if (m->tasks[t].start_kind != NONE && c->starts[t] != 0.0)
				next[m->tasks[t].start_kind] += all[m->tasks[t].kind] * c->starts[t];
		for (uint32_t k = 0; k < m->kind_count; k++) {
			double moved = fabs(next[k] - all[k]);
			moves |= isinf(next[k]) ? !isinf(all[k]) : moved > 1e-15 * fabs(next[k]);
			all[k] = round + 1 == ROUNDS && moved > 1e-9 * fabs(next[k]) ? NAN : next[k];
		}
	}
}

/* How often each kind comes, and how many in all. */
static void find_rates(const struct collector *c)
{
	const struct model *m = c->model;
	double *rates = numbers(c, m->kind_count), *in_all = numbers(c, m->kind_count);
	for (uint32_t k = 0; k < m->kind_count; k++) {
		rates[k] = m->kinds[k].source.mean_rate;
		in_all[k] = m->kinds[k].source.mean_number;
		for (uint32_t i = 0; i < m->kinds[k].initial_count; i++)
			in_all[k] += m->kinds[k].initial[i].number;
	}
	add_started(c, rates, c->load->kind_rate);
	add_started(c, in_all, c->load->kind_number);
}

/* Enters how often repairs are asked for. False: as often as was known. */
static bool find_repair_rates(const struct collector *c)
{
	const struct model *m = c->model;
	double *rate = c->load->kind_rate;
	bool moved = false;
	for (uint32_t i = 0; i < m->station_count + m->resource_count; i++) {
		const struct station *s = i < m->station_count ? &m->stations[i] : NULL;
		const struct resource *r = s ? NULL : &m->resources[i - m->station_count];
		const struct fails *fails = s ? &s->fails : &r->fails;
		if (fails->repair_kind == NONE)
			continue;
		double found = s ? failure_rate(c, fails, s->machines, c->load->station_busy[i]) :
			failure_rate(c, fails, r->number, c->units[i - m->station_count]);
		moved = moved || fabs(found - rate[fails->repair_kind]) > 1e-12 * fabs(found) || isnan(found) != isnan(rate[fails->repair_kind]);
		rate[fails->repair_kind] = found;
	}
	return moved;
}

/* --- Loads --- */

static void fill_rates(const struct collector *c)
{
	const struct model *m = c->model;
	struct load *load = c->load;
	for (uint32_t s = 0; s < m->station_count; s++)
		load->station_rate[s] = 0.0;
	for (uint32_t t = 0; t < m->task_count; t++)
		if (m->tasks[t].work == WORK_STATION && load->visits[t] != 0.0)
			load->station_rate[m->tasks[t].station] += load->kind_rate[m->tasks[t].kind] * load->visits[t];
}

static void fill_stations(const struct collector *c)
{
	const struct model *m = c->model;
	struct load *load = c->load;
	for (uint32_t s = 0; s < m->station_count; s++) {
		double stretch = stretched(c, &m->stations[s].fails);
		load->station_busy[s] = c->busy[s];
		load->station_load[s] = share_of(c->busy[s] * stretch, load->station_capacity[s]);
		load->station_setup[s] = share_of(c->setups[s] * stretch, load->station_capacity[s]);
		load->station_spared[s] = share_of(c->spared[s] * stretch, load->station_capacity[s]);
		load->station_doubt[s] = share_of(sqrt(c->variance[s]) * stretch, load->station_capacity[s]);
	}
}

/* Lets the work of one station run to the alternatives that can do it as water runs: the least loaded take it until they are level
   with the next. `poured` is what each alternative has of it already; it is taken back first. */
static void pour(const double *capacity, const struct station *station, double work, double *units, double *poured)
{
	const struct amounts *one_of = &station->one_of;
	for (uint32_t i = 0; i < one_of->count; i++)
		units[one_of->list[i].resource] -= poured[i];
	double low = 0.0, high = 1.0;
	for (uint32_t i = 0; i < one_of->count; i++) {
		double number = capacity[one_of->list[i].resource];
		if (number > 0.0)
			high = fmax(high, (units[one_of->list[i].resource] + work * one_of->list[i].number) / number);
	}
	for (int halving = 0; halving < 60; halving++) {
		double level = 0.5 * (low + high), taken = 0.0;
		for (uint32_t i = 0; i < one_of->count; i++) {
			const struct amount *a = &one_of->list[i];
			taken += fmax(level * capacity[a->resource] - units[a->resource], 0.0) / a->number;
		}
		*(taken < work ? &low : &high) = level;
	}
	for (uint32_t i = 0; i < one_of->count; i++) {
		const struct amount *a = &one_of->list[i];
		poured[i] = fmax(high * capacity[a->resource] - units[a->resource], 0.0);
		units[a->resource] += poured[i];
	}
}

/* Spreads the work that several may do so that nobody is loaded more than need be; stations share alternatives, hence the rounds. */
static void spread_choices(const struct collector *c)
{
	const struct model *m = c->model;
	for (uint32_t s = 0; s < m->station_count; s++)
		for (uint32_t i = 0; i < m->stations[s].one_of.count; i++)
			c->poured[s][i] = 0.0;
	for (int round = 0; round < 50; round++)
		for (uint32_t s = 0; s < m->station_count; s++)
			if (m->stations[s].one_of.count && isfinite(c->busy[s]))
				pour(c->load->resource_capacity, &m->stations[s], c->busy[s], c->units, c->poured[s]);
}

static void fill_resources(const struct collector *c)
{
	const struct model *m = c->model;
	struct load *load = c->load;
	for (uint32_t r = 0; r < m->resource_count; r++)
		c->units[r] = c->busy[own_of(m, r)];
	spread_choices(c);
	for (uint32_t r = 0; r < m->resource_count; r++) {
		size_t own = own_of(m, r), shared = shared_of(m, r);
		double number = load->resource_capacity[r], stretch = stretched(c, &m->resources[r].fails);
		load->about = load->about || c->busy[shared] > 0.0;
		load->resource_own[r] = share_of(c->busy[own] * stretch, number);
		load->resource_spared[r] = share_of(c->spared[own] * stretch, number);
		load->resource_load[r] = share_of(isnan(c->busy[shared]) ? NAN : c->units[r] * stretch, number);
		load->resource_doubt[r] = share_of(sqrt(c->variance[own] + c->variance[shared]) * stretch, number);
	}
}

/* Busy machines (units) are the sum over kinds of rate x demand. What is repaired does not fail meanwhile, so that repairs alone never
   pile up without bound. */
static void fill_loads(struct collector *c)
{
	const struct model *m = c->model;
	for (size_t i = 0; i <= shared_of(m, m->resource_count); i++)
		c->busy[i] = c->variance[i] = c->spared[i] = 0.0;
	for (size_t i = 0; i < c->asked_count; i++) {
		const struct asked *a = &c->asked[i];
		double rate = c->load->kind_rate[a->kind];
		if (a->mean == 0.0 || (rate == 0.0 && !isnan(a->mean)))
			continue;
		c->busy[a->of] += rate * a->mean;
		c->variance[a->of] += rate == 0.0 ? 0.0 : rate * rate * a->variance;
		c->spared[a->of] += m->kinds[a->kind].hidden ? rate * a->mean : 0.0;
	}
	fill_rates(c);
	collector_set_up(c);
	fill_stations(c);
	fill_resources(c);
}

static void mark_needs(const struct collector *c, const struct station *s, unsigned marks)
{
	for (uint32_t i = 0; i < s->needs.count; i++)
		c->load->resource_marks[s->needs.list[i].resource] |= marks | (s->keeps ? LOAD_KEPT : 0u);
	for (uint32_t i = 0; i < s->one_of.count; i++)
		c->load->resource_marks[s->one_of.list[i].resource] |= marks | LOAD_SHARED;
}

/* What a load leaves open holds for the station and for what is seized with its machines, but for the station's own repairs. */
static void mark_all(const struct collector *c)
{
	const struct model *m = c->model;
	for (uint32_t s = 0; s < m->station_count; s++) {
		unsigned *marks = &c->load->station_marks[s];
		*marks |= m->stations[s].batch_size > 1 && isfinite(m->stations[s].batch_wait) ? LOAD_BATCH_EARLY : 0u;
		mark_needs(c, &m->stations[s], *marks & ~(unsigned)LOAD_REPAIR_WAITS);
	}
}

void collector_add_up(struct collector *c)
{
	enum { ROUNDS = 50 };
	take_off_repairs(c);
	find_rates(c);
	fill_loads(c);
	for (int round = 0; round < ROUNDS && find_repair_rates(c); round++)
		fill_loads(c);
	mark_all(c);
}
