/* What the manager of a project forecasts of its end, when it begins and at each checkpoint, as tools for schedules and risks do: what
   remains of the plan is drawn many times and put through the critical path method. What is in hand goes on for as long as such work does
   that has lasted so long already. Nobody is waited for, and no work comes back but what has come back by then: that is what such tools
   leave out, and why their dates need not hold. Invariant: a forecast sees nothing that the manager does not know; the draws have luck of
   their own, so that whoever forecasts moves nobody else's numbers. */
#include <math.h>
#include <stdlib.h>
#include "parts.h"

/* With a share p of so many draws and one more at or below a date, that date holds with chance p: exactly, where the end is one more such
   draw. */
#define DRAWS 199
#define HALF (DRAWS / 2)              /* the 100th of 199 */
#define MOST (DRAWS * 4 / 5)          /* the 160th */
#define TRIES 1000                    /* to draw work that lasts longer than it has; work that never does ends at once */

/* One forecast. */
struct view {
	struct world *w;
	uint32_t root, pass;              /* pass: of the forecast's luck, another one for each draw */
	const struct kind *kind;
	const struct project *project;
	const struct agenda *agenda;
	const struct tie *ties;
	struct forecaster *scratch;
	struct stream stream;
	struct expr_env env;
};

static const struct project *plan_of(const struct world *w, uint32_t root)
{
	return w->flows[item_at(w, root)->kind].project;
}

static struct forecast *forecasts_of(const struct world *w, uint32_t root)
{
	return (struct forecast *)(void *)((char *)item_agenda(w, root) + w->flows[item_at(w, root)->kind].forecasts_at);
}

/* --- room ------------------------------------------------------------------------------------------------------------------------ */

size_t forecast_room(const struct project *project)
{
	return project->forecast_count * sizeof(struct forecast);
}

struct forecaster *forecast_make(struct arena *arena, const struct kind *kind)
{
	const struct project *project = kind->project;
	struct forecaster *made = arena_take(arena, 1, sizeof *made);
	made->tasks = arena_take(arena, project->task_count + 1u, sizeof *made->tasks);
	made->links = arena_take(arena, project->link_count + 1u, sizeof *made->links);
	made->facts = arena_take(arena, kind->fact_count + 1u, sizeof *made->facts);
	made->ends = arena_take(arena, DRAWS, sizeof *made->ends);
	made->sums = arena_take(arena, project->forecast_count + 1u, sizeof *made->sums);
	return made;
}

/* --- one draw -------------------------------------------------------------------------------------------------------------------- */

static void turn_to(struct view *v, uint64_t purpose)
{
	stream_address(&v->stream, v->kind->hash, item_at(v->w, v->root)->luck, v->project->luck_forecast + purpose, v->pass);
}

/* Whether a risk has happened is known once a task that it hits has begun; what happens on the way is known when it does. */
static bool is_known(const struct view *v, const struct risk *risk)
{
	if (risk->happens.form != EXPR_ABSENT)
		return true;
	for (uint32_t i = 0; i < risk->hits.count; i++)
		if (!isnan(v->agenda->entries[risk->hits.list[i]].start))
			return true;
	return false;
}

static void draw_facts(struct view *v)
{
	for (uint32_t f = 0; f < v->kind->fact_count; f++)
		v->scratch->facts[f] = item_facts(v->w, v->root)[f];
	for (uint32_t r = 0; r < v->project->risk_count; r++) {
		const struct risk *risk = &v->project->risks[r];
		if (is_known(v, risk))
			continue;
		turn_to(v, v->project->task_count + v->project->link_count + r);
		v->scratch->facts[risk->fact] = expr_value(&v->kind->facts[risk->fact], &v->env);
	}
}

static double with_risks(const struct view *v, uint32_t position, double work)
{
	const struct indexes *hit = &v->project->tasks[position].risks;
	double added = 0.0;
	if (v->project->changes)
		work *= 1.0 + scope_grown(v->w, v->root, position);
	for (uint32_t i = 0; i < hit->count; i++) {
		const struct risk *risk = &v->project->risks[hit->list[i]];
		if (risk->happens.form != EXPR_ABSENT || v->scratch->facts[risk->fact] == 0.0)
			continue;
		work *= risk->grows.form == EXPR_ABSENT ? 1.0 : 1.0 + expr_value(&risk->grows, &v->env);
		added += risk->delay.form == EXPR_ABSENT ? 0.0 : expr_value(&risk->delay, &v->env);
	}
	return work + added;
}

/* How long all of a task's work takes. */
static double draw_time(const struct view *v, uint32_t position)
{
	const struct task *task = &v->w->model->tasks[v->kind->task_first + position];
	double work = 0.0;
	if (task->quantity.form != EXPR_ABSENT) {
		const struct amounts *needs = &v->w->model->stations[task->station].needs;
		work = expr_value(&task->quantity, &v->env) / (expr_value(&task->norm, &v->env) * (needs->count ? needs->list[0].number : 1));
	} else if (task->time.form != EXPR_ABSENT) {
		work = expr_value(&task->time, &v->env);
	}
	return fmax(with_risks(v, position, work), 0.0) / v->project->tasks[position].speed;
}

/* How long the pass in hand has gone on, in the hours of those who do it. */
static double lasted(const struct view *v, uint32_t position)
{
	const struct entry *e = &v->agenda->entries[position];
	const struct item *item = item_at(v->w, e->token);
	bool at_work = item->state == ITEM_SERVED || item->state == ITEM_DELAYED;
	double since = e->passes == 0 ? e->start : at_work ? item->since : v->w->now;
	const struct calendar *calendar = v->project->tasks[position].plan.calendar;
	return calendar ? calendar_open_between(calendar, since, v->w->now) : v->w->now - since;
}

/* What remains of the pass in hand. */
static double draw_rest(const struct view *v, uint32_t position)
{
	const struct entry *e = &v->agenda->entries[position];
	if (item_at(v->w, e->token)->state == ITEM_PENDING)
		return 0.0;      /* it is over, and waits for its end */
	double so_far = lasted(v, position), share = e->passes > 0 ? flow_share(v->w, e->token) : 1.0;
	for (int i = 0; i < TRIES; i++) {
		double rest = share * draw_time(v, position) - so_far;
		if (rest >= -1e-9 * so_far)
			return fmax(rest, 0.0);
	}
	return 0.0;
}

/* What remains of a task. */
static double draw_task(struct view *v, uint32_t position)
{
	const struct task *task = &v->w->model->tasks[v->kind->task_first + position];
	const struct entry *e = &v->agenda->entries[position];
	turn_to(v, position);
	if (!isnan(e->end))
		return 0.0;
	if (isnan(e->start)) {
		bool skipped = task->chance.form != EXPR_ABSENT && !(stream_uniform(&v->stream) < expr_value(&task->chance, &v->env));
		return skipped ? 0.0 : draw_time(v, position);
	}
	double rest = e->token == NONE ? 0.0 : e->begun ? draw_rest(v, position) : e->share * draw_time(v, position);
	return rest + (e->left > 0.0 ? e->left * draw_time(v, position) : 0.0);
}

/* What a link holds up from now on: nothing, once it holds, or what it leads to has begun. */
static double draw_link(struct view *v, uint32_t i)
{
	const struct link *link = &v->project->links[i];
	const struct entry *after = &v->agenda->entries[link->after];
	bool begun = link->how != LINK_FINISH_FINISH && after->token != NONE && after->begun;
	if (v->ties[i].state != TIE_OPEN || begun || (link->how == LINK_FIRST_START && after->lacking == 0))
		return -INFINITY;
	turn_to(v, v->project->task_count + i);
	return link->lag.form == EXPR_ABSENT ? 0.0 : fmax(expr_value(&link->lag, &v->env), 0.0);
}

/* When the whole ends, from now on. */
static double draw_end(struct view *v)
{
	struct forecaster *s = v->scratch;
	struct cpm cpm = { .tasks = s->tasks, .links = s->links, .order = v->project->order, .count = v->project->task_count,
		.link_count = v->project->link_count, .origin = v->w->now };
	draw_facts(v);
	for (uint32_t t = 0; t < cpm.count; t++) {
		s->tasks[t].time = draw_task(v, t);
		s->tasks[t].start = 0.0;
		s->tasks[t].finish = s->tasks[t].not_over_before;
		s->tasks[t].first = INFINITY;
	}
	for (uint32_t i = 0; i < cpm.link_count; i++)
		s->links[i].lag = draw_link(v, s->links[i].which);
	return cpm_forward(&cpm);
}

/* --- the forecast ---------------------------------------------------------------------------------------------------------------- */

/* What is known by now of the times before which tasks do not begin or end: dates, and lags that run. */
static void set_bounds(struct view *v)
{
	struct forecaster *s = v->scratch;
	for (uint32_t t = 0; t < v->project->task_count; t++) {
		bool begun = !isnan(v->agenda->entries[t].start);
		s->tasks[t] = (struct cpm_task){ .calendar = v->project->tasks[t].plan.calendar, .not_over_before = 0.0,
			.not_before = begun ? -INFINITY : project_release(v->w, v->root, t) - v->w->now };
	}
	for (uint32_t i = 0; i < v->project->link_count; i++) {
		const struct link *link = &v->project->links[i];
		s->links[i] = v->project->walk[i];
		if (v->ties[i].state == TIE_OPEN)
			continue;
		struct cpm_task *after = &s->tasks[link->after];
		double *bound = link->how == LINK_FINISH_FINISH ? &after->not_over_before : &after->not_before;
		*bound = fmax(*bound, v->ties[i].from - v->w->now);
	}
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

void forecast_begin(struct world *w, uint32_t root)
{
	for (uint32_t i = 0; i < plan_of(w, root)->forecast_count; i++)
		forecasts_of(w, root)[i] = (struct forecast){ NAN, NAN };
}

void forecast_end(struct world *w, uint32_t root, uint32_t occasion)
{
	struct flow *flow = &w->flows[item_at(w, root)->kind];
	struct forecast *forecast = &forecasts_of(w, root)[occasion];
	struct view v = { .w = w, .root = root, .kind = &w->model->kinds[item_at(w, root)->kind], .project = flow->project,
		.agenda = item_agenda(w, root), .ties = project_ties(w, root), .scratch = flow->forecaster };
	if (!isnan(forecast->half) || v.agenda->open == 0)
		return;
	stream_key(&v.stream, w->order->seed, w->order->replication);
	v.env = (struct expr_env){ .facts = v.scratch->facts, .stream = &v.stream, .look = w->env.look, .world = w };
	w->subject = root;
	set_bounds(&v);
	for (uint32_t i = 0; i < DRAWS; i++) {
		v.pass = occasion * DRAWS + i;
		v.scratch->ends[i] = draw_end(&v);
	}
	qsort(v.scratch->ends, DRAWS, sizeof *v.scratch->ends, ascending);
	forecast->half = w->now + v.scratch->ends[HALF];
	forecast->most = w->now + v.scratch->ends[MOST];
}

/* --- what became of it ------------------------------------------------------------------------------------------------------------- */

void forecast_count(struct world *w, struct flow *flow, uint32_t root)
{
	double began = item_at(w, root)->entered, rounding = 1e-9 * (w->now - began);
	for (uint32_t i = 0; i < flow->project->forecast_count; i++) {
		const struct forecast *forecast = &forecasts_of(w, root)[i];
		struct forecast_sums *sums = &flow->forecaster->sums[i];
		if (isnan(forecast->half))
			continue;
		sums->made++;
		sums->half += forecast->half - began;
		sums->most += forecast->most - began;
		sums->held_half += w->now <= forecast->half + rounding;
		sums->held_most += w->now <= forecast->most + rounding;
	}
}

void forecast_start_window(struct flow *flow)
{
	for (uint32_t i = 0; i < flow->project->forecast_count; i++)
		flow->forecaster->sums[i] = (struct forecast_sums){ 0 };
}
