/* The doctor: what a planner should hear about a model before it runs. Invariant: an error is certain (loads are exact, or
   too high by more than three standard errors, and nothing lets the excess out); all else is a warning. */
#include "load.h"

#include <math.h>
#include "calendar.h"

static const double rounding = 1e-9;    /* a load that is 1 but for roundings is 1 */
static const double heavy = 0.95;       /* loads from here on are worth a word */

struct doctor {
	const struct load *load;
	const struct model *model;
	bool force;
	struct problems *problems;
	bool *outlet;                   /* [station]: whoever waits there may leave, or is sent away */
};

enum verdict { FINE, HEAVY, PERHAPS_TOO_MUCH, TOO_MUCH };

static enum verdict judge(double load, double doubt)
{
	if (!(load >= heavy))
		return FINE;
	if (load < 1.0 - rounding)
		return HEAVY;
	return load - 3.0 * doubt >= 1.0 - rounding ? TOO_MUCH : PERHAPS_TOO_MUCH;
}

/* --- What lets work out that is too much --- */

/* A queue that blocks when it is full is no outlet: the work piles up before it. */
static void find_outlets(struct doctor *d)
{
	const struct model *m = d->model;
	d->outlet = arena_take(m->arena, m->station_count + 1u, sizeof *d->outlet);
	for (uint32_t i = 0; i < m->station_count; i++) {
		const struct station *s = &m->stations[i];
		d->outlet[i] = s->patience.form != EXPR_ABSENT || (s->limit != UNLIMITED && s->when_full != FULL_BLOCK);
	}
	for (uint32_t t = 0; t < m->task_count; t++)
		if (m->tasks[t].work == WORK_STATION && m->tasks[t].patience.form != EXPR_ABSENT)
			d->outlet[m->tasks[t].station] = true;
}

/* Whether some of the kinds that come to this station may leave at another one, so that less may come than is counted. */
static bool may_thin_out(const struct doctor *d, uint32_t station)
{
	for (uint32_t k = 0; k < d->model->kind_count; k++) {
		const struct kind *kind = &d->model->kinds[k];
		bool comes = false, leaves = false;
		for (uint32_t t = kind->task_first; t < kind->task_first + kind->task_count; t++) {
			const struct task *task = &d->model->tasks[t];
			if (task->work != WORK_STATION || !(d->load->visits[t] > 0.0))
				continue;
			comes = comes || task->station == station;
			leaves = leaves || (task->station != station && d->outlet[task->station]);
		}
		if (comes && leaves)
			return true;
	}
	return false;
}

static bool needs(const struct station *station, uint32_t resource)
{
	for (uint32_t i = 0; i < station->needs.count; i++)
		if (station->needs.list[i].resource == resource)
			return true;
	for (uint32_t i = 0; i < station->one_of.count; i++)
		if (station->one_of.list[i].resource == resource)
			return true;
	return false;
}

/* --- Hours --- */

/* What ends its task in hand as overtime can do so much more than its hours, as a share of them: at each fall of the usual week's level
   one task of `work` for each that goes, three times over, as what is in hand may be long. */
static double overtime_of(const struct doctor *d, const struct calendar *calendar, bool pauses, double work)
{
	double falls = 0.0, staffed = calendar ? calendar_mean_level(calendar) * 168.0 * d->model->hour : 0.0;
	if (!calendar || pauses || !(staffed > 0.0))
		return 0.0;
	const struct calendar_pattern *week = calendar->usual;
	for (uint32_t i = 0; i < week->count; i++) {
		uint32_t before = week->changes[i > 0 ? i - 1 : week->count - 1].level, now = week->changes[i].level;
		falls += before > now ? before - now : 0.0;
	}
	return 3.0 * falls * work / staffed;
}

/* The longest mean work at a station. */
static double work_at(const struct doctor *d, uint32_t station)
{
	double work = 0.0;
	for (uint32_t t = 0; t < d->model->task_count; t++)
		if (d->model->tasks[t].work == WORK_STATION && d->model->tasks[t].station == station)
			work = fmax(work, d->load->task_time[t]);
	return work;
}

static uint32_t level_at(const struct calendar *calendar, int32_t second)
{
	uint32_t level = 0;
	for (uint32_t i = 0; i < calendar->usual->count && calendar->usual->changes[i].second <= second; i++)
		level = calendar->usual->changes[i].level;
	return level;
}

/* Whether at this second of the usual week all is there that work at a station begins with. */
static bool may_begin_at(const struct model *m, const struct station *s, int32_t second)
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

/* The hours that have to meet at a station: its own, and those of its needs and alternatives. NULL where there is none. */
static const struct calendar *hours_of(const struct model *m, const struct station *s, uint32_t i)
{
	if (i == 0)
		return s->calendar;
	i--;
	return m->resources[i < s->needs.count ? s->needs.list[i].resource : s->one_of.list[i - s->needs.count].resource].calendar;
}

static const char *names_of(const struct model *m, const struct station *s)
{
	const char *names = s->calendar ? "its own hours" : "";
	for (uint32_t i = 1; i <= s->needs.count + s->one_of.count; i++)
		if (hours_of(m, s, i)) {
			uint32_t r = i <= s->needs.count ? s->needs.list[i - 1].resource : s->one_of.list[i - 1 - s->needs.count].resource;
			names = arena_format(m->arena, "%s%s'%s'", names, *names ? ", " : "", m->resources[r].name);
		}
	return names;
}

/* Levels change only where some calendar's do: it is enough to look there. Days with other hours may help now and then. */
static void check_hours(const struct doctor *d, uint32_t index)
{
	const struct model *m = d->model;
	const struct station *s = &m->stations[index];
	bool any = false, exceptions = false;
	for (uint32_t i = 0; i <= s->needs.count + s->one_of.count; i++) {
		const struct calendar *calendar = hours_of(m, s, i);
		any = any || calendar;
		exceptions = exceptions || (calendar && calendar->stretch_count > 1);
		for (uint32_t k = 0; calendar && k < calendar->usual->count; k++)
			if (may_begin_at(m, s, calendar->usual->changes[k].second))
				return;
	}
	if (any)
		node_problem(d->problems, exceptions ? SEVERITY_WARNING : SEVERITY_ERROR, s->node, NULL,
			"in a usual week nothing can begin at '%s': what it needs is never there together (%s). Let their hours overlap", s->name,
			names_of(m, s));
}

/* --- Overload --- */

static const char *plural(double number)
{
	return number == 1.0 ? "" : "s";
}

/* `what` of `name` cannot do what is asked: `sums` says by how much, `thin`: some may leave before they come here. */
static void complain(const struct doctor *d, const struct node *node, const char *what, double load, bool sure, bool thin,
	const char *sums, const char *advice)
{
	if (sure && !thin)
		node_problem(d->problems, d->force ? SEVERITY_WARNING : SEVERITY_ERROR, node, NULL,
			"%s is asked for %.4g times what it can do%s: its queue grows without bound. %s%s", what, load, sums, advice,
			d->force ? "" : "; `--force` runs it anyway");
	else
		node_problem(d->problems, SEVERITY_WARNING, node, NULL,
			"%s may be asked for %s%.4g times what it can do%s: its queue grows without bound unless %s", what, sure ? "" : "about ", load,
			sums, thin ? "enough leave before they come to it" : "the run shows less");
}

static void check_station(const struct doctor *d, uint32_t index)
{
	const struct model *m = d->model;
	const struct station *s = &m->stations[index];
	double load = d->load->station_load[index], rate = d->load->station_rate[index];
	if (isinf(load)) {
		node_problem(d->problems, d->force ? SEVERITY_WARNING : SEVERITY_ERROR, s->node, NULL,
			"the mean work at station '%s' is infinite: look at the distribution of its time, or at what it is divided by%s", s->name,
			d->force ? "" : "; `--force` runs it anyway");
		return;
	}
	enum verdict verdict = s->machines == UNLIMITED || d->outlet[index] ? FINE : judge(load, d->load->station_doubt[index]);
	if (verdict == FINE)
		return;
	if (verdict == TOO_MUCH && load < 1.0 + overtime_of(d, s->calendar, s->pauses, work_at(d, index)))
		verdict = PERHAPS_TOO_MUCH;
	const char *what = arena_format(m->arena, "station '%s'", s->name);
	if (verdict == HEAVY) {
		node_problem(d->problems, SEVERITY_WARNING, s->node, NULL,
			"%s is busy %.1f%% of the time: queues are long and results settle slowly, so run long", what, 100.0 * load);
		return;
	}
	double capacity = d->load->station_capacity[index];
	const char *open = s->calendar ? arena_format(m->arena, ", open %.4g of 168 h a week", capacity / s->machines * 168.0) : "";
	const char *sums = arena_format(m->arena, " (%.3g items/%s x %.3g %s on %u machine%s%s)", rate * m->per_rate, m->rate_unit,
		load * capacity / rate, m->time_unit, s->machines, plural(s->machines), open);
	complain(d, s->node, what, load, verdict == TOO_MUCH, may_thin_out(d, index), sums, s->calendar ?
		"Add a machine, open longer, shorten the work, or take less work" : "Add a machine, shorten the work, or take less work");
}

static void check_resource(const struct doctor *d, uint32_t index)
{
	const struct model *m = d->model;
	const struct resource *r = &m->resources[index];
	double load = d->load->resource_own[index];
	enum verdict verdict = judge(load, d->load->resource_doubt[index]);
	bool used = false, thin = false;
	double work = 0.0;
	for (uint32_t s = 0; s < m->station_count; s++) {
		if (!needs(&m->stations[s], index))
			continue;
		used = true;
		work = m->stations[s].keeps ? INFINITY : fmax(work, work_at(d, s));   /* who is taken stays as long as it takes */
		thin = thin || (verdict != FINE && (d->outlet[s] || may_thin_out(d, s)));
	}
	if (!used)
		node_problem(d->problems, SEVERITY_WARNING, r->node, NULL, "nothing needs or takes '%s': it stands idle", r->name);
	if (verdict == FINE || !used || isinf(load))
		return;
	const char *what = arena_format(m->arena, "resource '%s'", r->name);
	if (verdict == HEAVY)
		node_problem(d->problems, SEVERITY_WARNING, r->node, NULL,
			"%s is busy %.1f%% of the time: queues are long and results settle slowly, so run long", what, 100.0 * load);
	else
		complain(d, r->node, what, load, verdict == TOO_MUCH && !(load < 1.0 + overtime_of(d, r->calendar, r->pauses, work)), thin,
			arena_format(m->arena, r->calendar ? " (%.3g busy of %.3g on shift, on average over the week)" : " (%.3g busy of %.3g)",
			load * d->load->resource_capacity[index], d->load->resource_capacity[index]),
			r->calendar ? "Raise its number or its hours, shorten the work, or take less work" :
			"Raise its number, shorten the work, or take less work");
}

/* --- A choice of resources --- */

static bool within(const struct amounts *some, const struct amounts *all)
{
	for (uint32_t i = 0; i < some->count; i++) {
		bool found = false;
		for (uint32_t j = 0; j < all->count && !found; j++)
			found = all->list[j].resource == some->list[i].resource;
		if (!found)
			return false;
	}
	return some->count > 0;
}

/* Together they have to do what each must do alone, and what only some of them may do (Hall's condition, for this group). */
static void check_choice(const struct doctor *d, uint32_t index)
{
	const struct model *m = d->model;
	const struct amounts *group = &m->stations[index].one_of;
	double busy = 0.0, number = 0.0, doubt = 0.0, overtime = 0.0;
	if (group->count == 0)
		return;
	for (uint32_t i = 0; i < group->count; i++) {
		uint32_t r = group->list[i].resource;
		double units = d->load->resource_capacity[r];
		busy += d->load->resource_own[r] * units;
		doubt += d->load->resource_doubt[r] * units;
		overtime += units * overtime_of(d, m->resources[r].calendar, m->resources[r].pauses, work_at(d, index));
		number += units;
	}
	for (uint32_t s = 0; s < m->station_count; s++) {
		if (!within(&m->stations[s].one_of, group))
			continue;
		if (s < index && within(group, &m->stations[s].one_of))
			return;                  /* the same group was looked at there */
		busy += d->load->station_load[s] * d->load->station_capacity[s] * m->stations[s].one_of.list[0].number;
	}
	if (number > 0.0 && !isinf(busy) && judge(busy / number, doubt / number) >= PERHAPS_TOO_MUCH)
		complain(d, m->stations[index].node, arena_format(m->arena, "the group that '%s' chooses from", m->stations[index].name),
			busy / number, judge((busy - overtime) / number, doubt / number) == TOO_MUCH, d->outlet[index] || may_thin_out(d, index),
			arena_format(m->arena, " (%.3g busy of %.3g)", busy, number), "Raise their number, shorten the work, or take less work");
}

/* --- Routes --- */

/* The station that an item of this kind comes to first; NONE where that is not the same for all. */
static uint32_t first_station(const struct model *m, const struct kind *k)
{
	uint32_t task = k->task_count ? k->first_task : TO_END, steps = 0;
	while (task < TO_FOLLOWING && steps++ < k->task_count) {
		const struct task *t = &m->tasks[task];
		if (t->work == WORK_STATION && t->take_station == NONE)
			return t->station;
		if (t->work != WORK_NOTHING || t->take_station != NONE || t->next_count || t->rework_to != NONE)
			return NONE;
		task = t->following;
	}
	return NONE;
}

static void check_kind(const struct doctor *d, uint32_t index)
{
	const struct model *m = d->model;
	const struct kind *k = &m->kinds[index];
	uint32_t trap = d->load->kind_trap[index], first = first_station(m, k);
	if (d->load->kind_rate[index] > 0.0 && trap != NONE)
		node_problem(d->problems, SEVERITY_ERROR, m->tasks[trap].node, NULL,
			"items of '%s' that come to '%s' may go round for ever, and new ones keep coming: give the loop a way out "
			"(a chance below 100%%, a 'next' that leaves it, or rework with 'at_most'), or arrivals an end", k->name, m->tasks[trap].name);
	else if (d->load->kind_rate[index] > 0.0 && k->task_count && isnan(d->load->visits[k->first_task]))
		node_problem(d->problems, SEVERITY_WARNING, k->node, NULL,
			"how often items of '%s' come to their steps is not known beforehand: some may go round for ever", k->name);
	if (first != NONE && k->source.how != ARRIVE_NEVER && k->source.how != ARRIVE_KEEP && m->stations[first].limit != UNLIMITED &&
		m->stations[first].when_full == FULL_BLOCK)
		node_problem(d->problems, SEVERITY_WARNING, m->stations[first].node, NULL,
			"arrivals of '%s' wait in front of '%s' while its queue of %u is full, and count as blocked; `when_full = \"turn_away\"` "
			"sends them away", k->name, m->stations[first].name, m->stations[first].limit);
}

void load_check(const struct load *load, const struct model *m, bool force, struct problems *problems)
{
	struct doctor d = { .load = load, .model = m, .force = force, .problems = problems };
	find_outlets(&d);
	for (uint32_t k = 0; k < m->kind_count; k++)
		check_kind(&d, k);
	for (uint32_t s = 0; s < m->station_count; s++) {
		check_station(&d, s);
		check_hours(&d, s);
		check_choice(&d, s);
	}
	for (uint32_t r = 0; r < m->resource_count; r++)
		check_resource(&d, r);
}
