/* The doctor: what a planner should hear about a model before it runs. Invariant: an error is certain (loads are exact, or
   too high by more than three standard errors, and nothing lets the excess out); all else is a warning. */
#include "doctor.h"

#include <math.h>
#include "decision.h"

static const double rounding = 1e-9;    /* a load that is 1 but for roundings is 1 */
static const double heavy = 0.95;       /* loads from here on are worth a word */

enum verdict { FINE, HEAVY, PERHAPS_TOO_MUCH, TOO_MUCH };

/* `spared` of the load may not be there. */
static enum verdict judge(double load, double spared, double doubt)
{
	if (!(load >= heavy))
		return FINE;
	if (load < 1.0 - rounding)
		return HEAVY;
	return load - spared - 3.0 * doubt >= 1.0 - rounding ? TOO_MUCH : PERHAPS_TOO_MUCH;
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
	for (uint32_t i = 0; i < m->decision_count; i++) {
		const struct decision *decision = m->decisions[i];
		if (m->tasks[decision->task].work == WORK_STATION && (decision->escalated != NONE || decision->deadline.form != EXPR_ABSENT))
			d->outlet[m->tasks[decision->task].station] = true;
	}
}

static const uint32_t several = NONE - 1;

/* The only station where items of a kind may leave; NONE: there is none. */
static uint32_t outlet_of(const struct doctor *d, const struct kind *kind)
{
	uint32_t only = NONE;
	for (uint32_t t = kind->task_first; t < kind->task_first + kind->task_count; t++) {
		const struct task *task = &d->model->tasks[t];
		if (task->work == WORK_STATION && d->load->visits[t] > 0.0 && d->outlet[task->station] && task->station != only)
			only = only == NONE ? task->station : several;
	}
	return only;
}

/* Whether some of the kinds that come to a station may leave at another one, so that less may come than is counted. */
static void find_thinning(struct doctor *d)
{
	const struct model *m = d->model;
	d->thin = arena_take(m->arena, m->station_count + 1u, sizeof *d->thin);
	for (uint32_t k = 0; k < m->kind_count; k++) {
		const struct kind *kind = &m->kinds[k];
		uint32_t outlet = outlet_of(d, kind);
		for (uint32_t t = kind->task_first; t < kind->task_first + kind->task_count; t++)
			if (m->tasks[t].work == WORK_STATION && d->load->visits[t] > 0.0)
				d->thin[m->tasks[t].station] |= outlet != NONE && outlet != m->tasks[t].station;
	}
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

/* The longest mean work at each station. */
static void find_work(struct doctor *d)
{
	d->work = arena_take(d->model->arena, d->model->station_count + 1u, sizeof *d->work);
	for (uint32_t t = 0; t < d->model->task_count; t++)
		if (d->model->tasks[t].work == WORK_STATION)
			d->work[d->model->tasks[t].station] = fmax(d->work[d->model->tasks[t].station], d->load->task_time[t]);
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

/* ", open 40 of 168 h a week", where that is not always; and how much of it repairs leave. */
static const char *hours_and_repairs(const struct doctor *d, uint32_t index)
{
	const struct model *m = d->model;
	const struct station *s = &m->stations[index];
	double open = d->load->station_open[index], up = d->load->station_capacity[index] / s->machines / open;
	const char *hours = open < 1.0 ? arena_format(m->arena, s->calendar ? ", open %.4g of 168 h a week" :
		", with all that it needs there %.4g of 168 h a week", open * 168.0) : "";
	return up < 1.0 - rounding ? arena_format(m->arena, "%s, in repair %.3g%% of the time", hours, 100.0 * (1.0 - up)) : hours;
}

/* Whether work in hand at the end of a shift, the station's own or of whom it needs, may be what goes beyond its hours. */
static bool overtime_may_do_it(const struct doctor *d, uint32_t index)
{
	const struct model *m = d->model;
	const struct station *s = &m->stations[index];
	double overtime = doctor_overtime(d, s->calendar, s->pauses, d->work[index]);
	for (uint32_t i = 0; i < s->needs.count; i++) {
		const struct resource *r = &m->resources[s->needs.list[i].resource];
		overtime = fmax(overtime, doctor_overtime(d, r->calendar, r->pauses, d->work[index]));
	}
	for (uint32_t i = 0; i < s->one_of.count; i++) {
		const struct resource *r = &m->resources[s->one_of.list[i].resource];
		overtime = fmax(overtime, doctor_overtime(d, r->calendar, r->pauses, d->work[index]));
	}
	return d->load->station_load[index] < 1.0 + overtime;
}

static void complain_of_station(const struct doctor *d, uint32_t index, bool sure)
{
	const struct model *m = d->model;
	const struct station *s = &m->stations[index];
	double load = d->load->station_load[index], rate = d->load->station_rate[index];
	const char *with = d->load->station_setup[index] > 0.0 ? (s->fails.by_busy_time ? " with setups and repairs" : " with setups") :
		s->fails.by_busy_time ? " with repairs" : "";
	const char *sums = arena_format(m->arena, " (%.3g items/%s x %.3g %s%s on %u machine%s%s)", rate * m->per_rate, m->rate_unit,
		load * d->load->station_capacity[index] / rate, m->time_unit, with, s->machines, plural(s->machines), hours_and_repairs(d, index));
	complain(d, s->node, arena_format(m->arena, "station '%s'", s->name), load, sure, d->thin[index], sums,
		d->load->station_open[index] < 1.0 ? "Add a machine, open longer, shorten the work, or take less work" :
		"Add a machine, shorten the work, or take less work");
}

static void check_station(const struct doctor *d, uint32_t index)
{
	const struct station *s = &d->model->stations[index];
	double load = d->load->station_load[index];
	if (isinf(load)) {
		node_problem(d->problems, d->force ? SEVERITY_WARNING : SEVERITY_ERROR, s->node, NULL,
			"the mean work at station '%s' is infinite: look at the distribution of its time, or at what it is divided by%s", s->name,
			d->force ? "" : "; `--force` runs it anyway");
		return;
	}
	enum verdict verdict = s->machines == UNLIMITED || d->outlet[index] ? FINE :
		judge(load, d->load->station_spared[index], d->load->station_doubt[index]);
	if (verdict == HEAVY)
		node_problem(d->problems, SEVERITY_WARNING, s->node, NULL,
			"station '%s' is busy %.1f%% of the time: queues are long and results settle slowly, so run long", s->name, 100.0 * load);
	else if (verdict != FINE)
		complain_of_station(d, index, verdict == TOO_MUCH && !overtime_may_do_it(d, index));
}

/* Who works at some station, how long at most, and whether those who come may have left before. */
struct use {
	bool used, thin;
	double work;
};

static struct use use_of(const struct doctor *d, uint32_t resource)
{
	struct use use = { .used = false };
	for (uint32_t s = 0; s < d->model->station_count; s++) {
		if (!needs(&d->model->stations[s], resource))
			continue;
		use.used = true;
		use.work = d->model->stations[s].keeps ? INFINITY : fmax(use.work, d->work[s]);   /* who is taken stays as long as it takes */
		use.thin = use.thin || d->outlet[s] || d->thin[s];
	}
	return use;
}

/* What is down does not fail meanwhile: repairs that are too many pile up no further than there is something to fail. */
static bool only_by_repairs(const struct doctor *d, uint32_t resource)
{
	double load = d->load->resource_own[resource];
	for (uint32_t k = 0; k < d->model->kind_count; k++) {
		const struct kind *kind = &d->model->kinds[k];
		if (kind->hidden && needs(&d->model->stations[d->model->tasks[kind->first_task].station], resource))
			return load - d->load->resource_spared[resource] < 1.0 - rounding;
	}
	return false;
}

static void check_resource(const struct doctor *d, uint32_t index)
{
	const struct model *m = d->model;
	const struct resource *r = &m->resources[index];
	double load = d->load->resource_own[index], capacity = d->load->resource_capacity[index];
	enum verdict verdict = judge(load, d->load->resource_spared[index], d->load->resource_doubt[index]);
	const struct use use = use_of(d, index);
	if (!use.used)
		node_problem(d->problems, SEVERITY_WARNING, r->node, NULL, "nothing needs or takes '%s': it stands idle", r->name);
	if (verdict == FINE || !use.used || isinf(load))
		return;
	const char *what = arena_format(m->arena, "resource '%s'", r->name);
	if (verdict == HEAVY)
		node_problem(d->problems, SEVERITY_WARNING, r->node, NULL,
			"%s is busy %.1f%% of the time: queues are long and results settle slowly, so run long", what, 100.0 * load);
	else if (only_by_repairs(d, index))
		node_problem(d->problems, SEVERITY_WARNING, r->node, NULL,
			"%s would be asked for %.4g times what it can do if all were repaired at once: what is down will wait for it", what, load);
	else
		complain(d, r->node, what, load, verdict == TOO_MUCH && !(load < 1.0 + doctor_overtime(d, r->calendar, r->pauses, use.work)),
			use.thin, arena_format(m->arena, r->calendar ? " (%.3g busy of %.3g on shift, on average over the week)" :
			" (%.3g busy of %.3g)", load * capacity, capacity),
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
	double busy = 0.0, number = 0.0, doubt = 0.0, overtime = 0.0, spared = 0.0;
	if (group->count == 0)
		return;
	for (uint32_t i = 0; i < group->count; i++) {
		uint32_t r = group->list[i].resource;
		double units = d->load->resource_capacity[r];
		busy += d->load->resource_own[r] * units;
		doubt += d->load->resource_doubt[r] * units;
		spared += d->load->resource_spared[r] * units;
		overtime += units * doctor_overtime(d, m->resources[r].calendar, m->resources[r].pauses, d->work[index]);
		number += units;
	}
	for (uint32_t s = 0; s < m->station_count; s++) {
		if (!within(&m->stations[s].one_of, group))
			continue;
		if (s < index && within(group, &m->stations[s].one_of))
			return;                  /* the same group was looked at there */
		busy += d->load->station_busy[s] * m->stations[s].one_of.list[0].number;
		spared += d->load->station_spared[s] * d->load->station_capacity[s] * m->stations[s].one_of.list[0].number;
	}
	bool sure = judge((busy - overtime) / number, spared / number, doubt / number) == TOO_MUCH;
	if (number > 0.0 && !isinf(busy) && judge(busy / number, spared / number, doubt / number) >= PERHAPS_TOO_MUCH)
		complain(d, m->stations[index].node, arena_format(m->arena, "the group that '%s' chooses from", m->stations[index].name),
			busy / number, sure, d->outlet[index] || d->thin[index], arena_format(m->arena, " (%.3g busy of %.3g)", busy, number),
			"Raise their number, shorten the work, or take less work");
}

/* --- Routes --- */

static void check_kind(const struct doctor *d, uint32_t index)
{
	const struct model *m = d->model;
	const struct kind *k = &m->kinds[index];
	uint32_t trap = d->load->kind_trap[index];
	if (d->load->kind_rate[index] > 0.0 && trap != NONE)
		node_problem(d->problems, SEVERITY_ERROR, m->tasks[trap].node, NULL,
			"items of '%s' that come to '%s' may go round for ever, and new ones keep coming: give the loop a way out "
			"(a chance below 100%%, a 'next' that leaves it, or rework with 'at_most'), or arrivals an end", k->name, m->tasks[trap].name);
	else if (!k->case_plan && d->load->kind_rate[index] > 0.0 && k->task_count && isnan(d->load->visits[k->first_task]))
		node_problem(d->problems, SEVERITY_WARNING, k->node, NULL,
			"how often items of '%s' come to their steps is not known beforehand: some may go round for ever", k->name);
}

void load_check(const struct load *load, const struct model *m, bool force, struct problems *problems)
{
	struct doctor d = { .load = load, .model = m, .force = force, .problems = problems };
	find_outlets(&d);
	find_thinning(&d);
	find_work(&d);
	for (uint32_t k = 0; k < m->kind_count; k++)
		check_kind(&d, k);
	for (uint32_t s = 0; s < m->station_count; s++) {
		check_station(&d, s);
		doctor_check_hours(&d, s);
		check_choice(&d, s);
	}
	for (uint32_t r = 0; r < m->resource_count; r++)
		check_resource(&d, r);
	doctor_check_days(&d);
	doctor_check_shifts(&d);
	doctor_check_loops(&d);
	doctor_check_projects(&d);
	doctor_check_cases(&d);
	doctor_check_decisions(&d);
	doctor_check_vain(&d);
}
