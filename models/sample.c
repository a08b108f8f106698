/* Expected items of one kind: see sample.h. Invariant: the points depend on the model and its seed alone, so that loads are
   the same in every run. Their streams carry replication 0, which no replication has. */
#include "sample.h"

#include <math.h>
#include <string.h>
#include "project.h"

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

enum {
	POINTS = 2000,            /* items drawn where facts are not enumerable */
	COMBINATIONS = 1000,      /* at most so many are enumerated */
	DRAWS = 32,               /* draws whose average stands for a mean that has no closed form */
	DEPTH = 4                 /* of starters whose facts are passed on */
};

static const double seconds_in_week = 7 * 86400.0, seconds_in_day = 86400.0;
static const double golden = 0.6180339887498949;   /* its multiples modulo 1 spread evenly: Weyl's sequence */

/* What the item did before, and what goes on around it. EXPR_ORDINAL is neither: the point stands for it. */
enum {
	HISTORY_ASKED = 1 << EXPR_PASSES | 1 << EXPR_DONE | 1 << EXPR_COUNT | 1 << EXPR_ENDED | 1 << EXPR_ACTIVE,
	LIVE_ASKED = 1 << EXPR_NOW | 1 << EXPR_AGE | 1 << EXPR_WAITED | 1 << EXPR_HOUR | 1 << EXPR_WEEKDAY | 1 << EXPR_QUEUE |
		1 << EXPR_COST_SO_FAR | 1 << EXPR_BUSY_STATION | 1 << EXPR_BUSY_RESOURCE | 1 << EXPR_FREE_RESOURCE | 1 << EXPR_WIP | 1 << EXPR_BY
};

static const struct kind *kind_of(const struct sample *s)
{
	return &s->model->kinds[s->kind];
}

/* Who serves: the first need, or those that may do it in turn, so that all of them enter the average. */
static double server(const struct sample *s)
{
	const struct task *t = s->task == NONE ? NULL : &s->model->tasks[s->task];
	const struct station *station = t && t->work == WORK_STATION ? &s->model->stations[t->station] : NULL;
	if (station && station->one_of.count)
		return station->one_of.list[s->point % station->one_of.count].resource;
	return station && station->needs.count ? station->needs.list[0].resource : -1.0;
}

/* The clock as an item finds it on coming; queues and everything else are empty, and all of a resource is free. */
static double look(const void *world, enum expr_state what, uint32_t index)
{
	const struct sample *s = world;
	const struct model *m = s->model;
	double seconds = (m->start + s->now) / m->unit;
	switch (what) {
	case EXPR_NOW:
		return s->now;
	case EXPR_HOUR:
		return fmod(seconds, seconds_in_day) / 3600.0;
	case EXPR_WEEKDAY:
		return floor(fmod(seconds, seconds_in_week) / seconds_in_day) + 1.0;
	case EXPR_FREE_RESOURCE:
		return m->resources[index].number;
	case EXPR_BY:
		return server(s);
	case EXPR_ORDINAL:
		return s->point;
	case EXPR_PASSES:
		return s->passes && s->task != NONE ? s->passes[s->task - kind_of(s)->task_first] : 0.0;
	case EXPR_DONE:
		return s->passes && s->passes[index] > 0 ? 1.0 : 0.0;
	case EXPR_COUNT:
		return s->passes ? s->passes[index] : 0.0;
	default:
		return 0.0;
	}
}

/* --- Facts --- */

/* How many values a fact has where they can be counted; 1: it draws nothing; 0: it must be drawn. */
static size_t values_of(const struct expr *fact)
{
	if (fact->form == EXPR_CONSTANT)
		return 1;
	if (fact->form == EXPR_DRAW && fact->variate.type == variate_choice)
		return fact->variate.table->count;
	if (fact->form == EXPR_DRAW && fact->variate.type == variate_find("chance"))
		return 2;
	if (fact->form == EXPR_CODE && !(fact->uses & (EXPR_ALLOW_DRAWS | EXPR_ALLOW_ITEM | EXPR_ALLOW_STATE)))
		return 1;
	return 0;
}

/* The value number `digit` of an enumerated fact, with its probability. */
static double digit_value(const struct expr *fact, uint32_t digit, double *probability)
{
	if (fact->variate.type != variate_choice) {
		*probability = digit ? fact->variate.p[0] : 1.0 - fact->variate.p[0];
		return digit;
	}
	const struct variate_table *t = fact->variate.table;
	*probability = t->cumulative[digit] - (digit ? t->cumulative[digit - 1] : 0.0);
	return t->values[digit];
}

/* A task of another kind that starts items of this one; NULL: none. The rank-th of them, around again at the end. */
static const struct task *starter_of(const struct model *m, uint32_t kind, uint32_t rank)
{
	uint32_t count = 0;
	for (uint32_t t = 0; t < m->task_count; t++)
		if (m->tasks[t].start_kind == kind && m->tasks[t].kind != kind)
			count++;
	uint32_t left = count ? rank % count : 0;
	for (uint32_t t = 0; count && t < m->task_count; t++)
		if (m->tasks[t].start_kind == kind && m->tasks[t].kind != kind && left-- == 0)
			return &m->tasks[t];
	return NULL;
}

static bool arrives(const struct kind *kind)
{
	return kind->source.how != ARRIVE_NEVER;
}

/* Row `point` of the file that the items come from: the rows evenly, where there are more of them than points. */
static const double *file_row(const struct sample *s, const struct source *from)
{
	if (!from->column_count || !from->time_count)
		return NULL;
	uint64_t row = s->points < from->time_count ? (uint64_t)s->point * from->time_count / s->points : s->point % from->time_count;
	return from->columns + row * from->column_count;
}

/* The fact of the same name as whoever starts the item has it: numbers as they are, named values by their name. */
static bool inherited(const struct sample *s, const struct task *starter, const double *theirs, const struct kind *k, uint32_t fact,
	double *value)
{
	const struct kind *parent = &s->model->kinds[starter->kind];
	uint32_t g = 0;
	while (g < parent->fact_count && strcmp(parent->fact_names[g], k->fact_names[fact]))
		g++;
	if (g == parent->fact_count)
		return false;
	const struct expr_type *from = &parent->fact_types[g], *to = &k->fact_types[fact];
	*value = theirs[g];
	if (from->class != EXPR_WORD || to->class != EXPR_WORD)
		return from->class == to->class;
	size_t word = 0;
	while (word < to->word_count && strcmp(to->words[word], from->words[(size_t)theirs[g]]))
		word++;
	*value = (double)word;
	return word < to->word_count;
}

static bool in_row(const struct source *from, const double *row, uint32_t fact, double *value)
{
	for (uint32_t c = 0; row && c < from->column_count; c++)
		if (from->column_facts[c] == fact) {
			*value = row[c];
			return true;
		}
	return false;
}

/* In the order listed, since a fact may name those before it. Items that only others start have the facts of a starter. */
static void facts_draw(struct sample *s, uint32_t kind, double *facts, const uint32_t *digits, unsigned depth)
{
	const struct kind *k = &s->model->kinds[kind];
	const struct task *starter = depth < DEPTH && !arrives(k) ? starter_of(s->model, kind, s->point) : NULL;
	const double *row = file_row(s, &k->source);
	struct expr_env env = s->env;
	env.facts = facts;
	env.means = false;
	if (starter)
		facts_draw(s, starter->kind, s->scratch[depth], NULL, depth + 1);
	for (uint32_t f = 0; f < k->fact_count; f++) {
		double probability, value = 0.0;
		if (digits && digits[f] != NONE)
			value = digit_value(&k->facts[f], digits[f], &probability);
		else if (!in_row(&k->source, row, f, &value) && !(starter && inherited(s, starter, s->scratch[depth], k, f, &value)))
			value = k->facts[f].form == EXPR_ABSENT ? 0.0 : expr_value(&k->facts[f], &env);
		facts[f] = value;
	}
}

/* When the item comes: evenly over a week, or, where arrivals have rates, as the rates say (by their expected number). */
static double moment_of(const struct sample *s)
{
	const struct source *from = &kind_of(s)->source;
	double u = fmod(((double)s->point + 0.5) * golden, 1.0);
	if (from->how != ARRIVE_RATES || !from->reached || !(from->reached[from->rate_count] > 0.0))
		return u * seconds_in_week * s->model->unit;
	double target = u * from->reached[from->rate_count];
	uint32_t i = 0;
	while (i + 1 < from->rate_count && from->reached[i + 1] <= target)
		i++;
	double into = from->rates[i] > 0.0 ? (target - from->reached[i]) / from->rates[i] : 0.0;
	return (double)(s->point % 7u + (from->shift > 0.0)) * from->period + (double)i * from->each + into - from->shift;
}

void sample_take(struct sample *s, uint32_t point)
{
	const struct kind *k = kind_of(s);
	s->point = point;
	s->weight = 1.0 / (double)s->repeats;
	uint32_t rest = point / s->repeats;
	for (uint32_t f = 0; f < k->fact_count; f++) {
		uint32_t values = s->combinations > 1 && s->matters[f] ? (uint32_t)values_of(&k->facts[f]) : 0;
		double probability;
		s->digits[f] = NONE;
		if (values < 2)
			continue;
		s->digits[f] = rest % values;
		rest /= values;
		digit_value(&k->facts[f], s->digits[f], &probability);
		s->weight *= probability;
	}
	s->now = moment_of(s);
	s->passes = NULL;
	s->task = NONE;
	stream_address(&s->stream, k->hash, point, k->luck_facts, 0);
	facts_draw(s, s->kind, s->facts, s->digits, 0);
}

/* --- Values --- */

double sample_value(struct sample *s, const struct expr *expr, double fallback)
{
	return expr->form == EXPR_ABSENT ? fallback : expr_value(expr, &s->env);
}

/* A condition that draws is true as often as its draws make it so; its value at the means would be all or nothing. */
double sample_chance(struct sample *s, const struct expr *expr, double fallback)
{
	if (expr->form == EXPR_ABSENT)
		return fallback;
	double p = 0.0;
	if (expr->type.class == EXPR_TRUTH && expr->uses & EXPR_ALLOW_DRAWS) {
		s->env.means = false;
		for (int i = 0; i < s->draws; i++)
			p += (expr_value(expr, &s->env) != 0.0) / (double)s->draws;
		s->env.means = true;
	} else {
		p = expr_value(expr, &s->env);
	}
	return p > 1.0 ? 1.0 : p > 0.0 ? p : 0.0;
}

/* With what the risks that have happened make of it. */
static double with_risks(struct sample *s, double work)
{
	const struct project *project = kind_of(s)->project;
	const struct indexes *hit = project ? &project->tasks[s->task - kind_of(s)->task_first].risks : NULL;
	double added = 0.0;
	for (uint32_t i = 0; hit && i < hit->count; i++) {
		const struct risk *risk = &project->risks[hit->list[i]];
		if (risk->happens.form != EXPR_ABSENT)
			continue;      /* nobody plans with what changes on the way */
		work *= 1.0 + s->facts[risk->fact] * sample_value(s, &risk->grows, 0.0);
		added += s->facts[risk->fact] * sample_value(s, &risk->delay, 0.0);
	}
	return work + added;
}

/* quantity / (norm x units of the first need), or the time. */
static double work_once(struct sample *s, const struct task *t)
{
	if (t->quantity.form == EXPR_ABSENT || t->norm.form == EXPR_ABSENT)
		return sample_value(s, &t->time, 0.0);
	double norm = sample_value(s, &t->norm, 1.0), units = 1.0;
	if (t->station != NONE && s->model->stations[t->station].needs.count)
		units = s->model->stations[t->station].needs.list[0].number;
	return norm * units > 0.0 ? sample_value(s, &t->quantity, 0.0) / (norm * units) : 0.0;
}

double sample_work(struct sample *s, uint32_t task)
{
	const struct task *t = &s->model->tasks[task];
	if (t->work != WORK_STATION && t->work != WORK_WAIT)
		return 0.0;
	s->task = task;
	if (!s->drawn[task - kind_of(s)->task_first])
		return fmax(with_risks(s, work_once(s, t)), 0.0);
	double sum = 0.0;
	s->env.means = false;
	for (int i = 0; i < s->draws; i++)
		sum += fmax(work_once(s, t), 0.0);
	s->env.means = true;
	return with_risks(s, sum / s->draws);
}

void sample_set(struct sample *s, uint32_t task)
{
	const struct task *t = &s->model->tasks[task];
	s->task = task;
	s->env.means = false;
	for (uint32_t i = 0; i < t->sets.count; i++)
		s->facts[t->sets.list[i].fact] = expr_value(&t->sets.list[i].value, &s->env);
	s->env.means = true;
}

/* --- What the points must be --- */

static bool draws_in(const struct expr *expr)
{
	return expr->form == EXPR_CODE && expr->uses & EXPR_ALLOW_DRAWS;
}

/* The mean of an expression that is linear in its draws is its value at their means. Whether it is, draws tell: their mean over a
   number of items differs from the value at the means by no more than four standard errors. */
static bool linear(struct sample *s, const struct task *t)
{
	uint32_t items = s->points < DRAWS ? s->points : DRAWS;
	double count = 0.0, mean = 0.0, squares = 0.0, size = 0.0;
	for (uint32_t i = 0; i < items; i++) {
		sample_take(s, i);
		s->task = (uint32_t)(t - s->model->tasks);
		double expected = work_once(s, t);
		size += fabs(expected) / items;
		s->env.means = false;
		for (int j = 0; j < 4 * DRAWS; j++) {
			double difference = fmax(work_once(s, t), 0.0) - expected, delta = difference - mean;
			mean += delta / ++count;
			squares += delta * (difference - mean);
		}
		s->env.means = true;
	}
	return fabs(mean) <= 4.0 * sqrt(squares) / count + 1e-9 * size;
}

/* What the expressions that decide routes and work ask for, taken together. */
struct asked {
	unsigned uses;
	uint32_t asks;
	bool draws;               /* a condition or a work that draws within an expression */
};

static void ask(struct asked *a, const struct expr *expr)
{
	if (expr->form == EXPR_ABSENT)
		return;
	a->uses |= expr->uses;
	a->asks |= expr->asks;
	a->draws = a->draws || (expr->type.class == EXPR_TRUTH && expr->uses & EXPR_ALLOW_DRAWS);
}

static void ask_work(struct asked *a, const struct task *t)
{
	ask(a, &t->time);
	ask(a, &t->quantity);
	ask(a, &t->norm);
	ask(a, &t->setup);
}

static void ask_route(struct asked *a, const struct task *t)
{
	const struct expr *const all[] = { &t->chance, &t->start_number, &t->rework_chance, &t->rework_when, &t->rework_share };
	for (size_t i = 0; i < COUNT_OF(all); i++)
		ask(a, all[i]);
	for (uint32_t i = 0; i < t->next_count; i++) {
		ask(a, &t->next[i].chance);
		ask(a, &t->next[i].when);
	}
}

/* One draw each is enough there: what is asked for is the mean over items, not of one. */
void sample_walk(struct sample *s, uint32_t items)
{
	s->exact = false;
	s->combinations = 1;
	s->repeats = s->points = items;
	s->draws = 1;
}

/* Facts are enumerated where they matter and their combinations are few; else items are drawn. */
static void plan(struct sample *s, const struct asked *asked)
{
	const struct kind *k = kind_of(s);
	bool noise = asked->draws || asked->asks & (LIVE_ASKED | 1 << EXPR_ORDINAL) || s->history;
	double combinations = 1.0;
	s->combinations = s->repeats = 1;
	for (uint32_t f = 0; f < k->fact_count; f++) {
		s->matters[f] = s->matters[f] || asked->uses & EXPR_ALLOW_FACTS || s->history;
		if (!s->matters[f])
			continue;
		size_t values = values_of(&k->facts[f]);
		noise = noise || !values || !arrives(k) || k->source.column_count;
		combinations *= values > 1 ? (double)values : 1.0;
	}
	if (combinations <= COMBINATIONS && arrives(k) && !k->source.column_count)
		s->combinations = (uint32_t)combinations;
	else if (combinations > 1.0)
		noise = true;
	s->exact = !noise;
	if (noise)
		s->repeats = (POINTS + s->combinations - 1) / s->combinations;
	s->points = s->combinations * s->repeats;
}

/* What routes and work ask for decides how items are to be looked at. */
static void ask_all(struct sample *s, struct asked *asked)
{
	const struct kind *k = kind_of(s);
	const struct task *tasks = s->model->tasks + k->task_first;
	for (uint32_t t = 0; t < k->task_count; t++)
		ask_route(asked, &tasks[t]);
	s->live = asked->asks & LIVE_ASKED;
	for (uint32_t t = 0; t < k->task_count; t++) {
		struct asked work = { 0 };
		ask_work(&work, &tasks[t]);
		ask_work(asked, &tasks[t]);
		s->live_work[t] = work.asks & LIVE_ASKED;
	}
	for (uint32_t t = 0; t < k->task_count; t++)
		if (tasks[t].setup.form != EXPR_ABSENT && tasks[t].setup_fact != NONE)
			s->matters[tasks[t].setup_fact] = true;
	for (uint32_t r = 0; k->project && r < k->project->risk_count; r++)
		s->matters[k->project->risks[r].fact] = true;
	s->history = asked->asks & HISTORY_ASKED;
	for (uint32_t t = 0; t < k->task_count; t++)
		s->history = s->history || (tasks[t].sets.count && asked->uses & EXPR_ALLOW_FACTS);
}

void sample_init(struct sample *s, const struct model *m, uint32_t kind, struct arena *arena)
{
	const struct kind *k = &m->kinds[kind];
	struct asked asked = { 0 };
	*s = (struct sample){ .model = m, .kind = kind, .task = NONE, .draws = DRAWS };
	s->facts = arena_take(arena, m->fact_slots + 1u, sizeof *s->facts);
	s->digits = arena_take(arena, k->fact_count + 1u, sizeof *s->digits);
	s->matters = arena_take(arena, k->fact_count + 1u, sizeof *s->matters);
	s->live_work = arena_take(arena, k->task_count + 1u, sizeof *s->live_work);
	s->drawn = arena_take(arena, k->task_count + 1u, sizeof *s->drawn);
	s->scratch = arena_take(arena, DEPTH, sizeof *s->scratch);
	for (int d = 0; d < DEPTH; d++)
		s->scratch[d] = arena_take(arena, m->fact_slots + 1u, sizeof **s->scratch);
	stream_key(&s->stream, m->seed, 0);
	s->env = (struct expr_env){ .facts = s->facts, .stream = &s->stream, .look = look, .world = s, .means = true };
	ask_all(s, &asked);
	plan(s, &asked);
	for (uint32_t i = 0; i < k->task_count; i++) {
		const struct task *t = &m->tasks[k->task_first + i];
		bool draws = draws_in(&t->time) || draws_in(&t->quantity) || t->norm.uses & EXPR_ALLOW_DRAWS;
		s->drawn[i] = draws && !linear(s, t);
		asked.draws = asked.draws || s->drawn[i];
	}
	plan(s, &asked);
}
