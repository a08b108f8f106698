/* Each item is as old as it has been there: while it is open, its age passes evenly from what it was when the window began, or 0, to what
   it is in the end. All that is told follows from these spans of age. */
#include <math.h>
#include <stdlib.h>
#include "ages.h"
#include "course.h"

#define HALVINGS 60          /* of an interval that holds a quantile: to the last digit */

struct span {
	double from, to;             /* ages */
};

struct open_work {
	struct span *spans;
	size_t count, room;
	double bounds[AGES_CLASSES - 1];
	double areas[AGES_CLASSES][COURSE_BINS];
};

struct ages_builder {
	const struct model *model;
	double warmup;
	struct course course;
	struct open_work *kinds;         /* [kind] */
	bool failed;
};

/* Lengths that people think in, in seconds. */
static const double lengths[] = { 60.0, 300.0, 900.0, 1800.0, 3600.0, 7200.0, 14400.0, 28800.0, 86400.0, 172800.0, 345600.0, 604800.0,
	1209600.0, 2419200.0, 4838400.0, 7862400.0, 15724800.0, 31449600.0, 62899200.0, 125798400.0, 251596800.0 };

#define LENGTHS (sizeof lengths / sizeof *lengths)

/* --- what it is sorted by ------------------------------------------------------------------------------------------------------------ */

double ages_promise(const struct kind *kind)
{
	return kind->promise.form == EXPR_CONSTANT && !kind->calendar && kind->promise.value > 0.0 ? kind->promise.value : NAN;
}

/* Without a promise: about what half of the items take, and the next lengths above. */
static void choose_bounds(const struct result_scenario *scenario, const struct kind *kind, double bounds[AGES_CLASSES - 1])
{
	const struct summary *half = result_of(scenario, "work.%s.time.p50", kind->name);
	double promise = ages_promise(kind), unit = scenario->model->unit;
	size_t at = 0;
	while (half && at + AGES_CLASSES - 1 < LENGTHS && lengths[at] * unit < half->mean)
		at++;
	for (size_t i = 0; i < AGES_CLASSES - 1; i++)
		bounds[i] = isnan(promise) ? lengths[at + i] * unit : promise * (i == 0 ? 0.5 : (double)i);
}

struct ages_builder *ages_begin(const struct result_scenario *scenario)
{
	struct ages_builder *builder = calloc(1, sizeof *builder);
	const struct model *model = scenario->model;
	if (!builder)
		return NULL;
	builder->model = model;
	builder->warmup = scenario->warmup;
	builder->course = course_of(scenario);
	builder->kinds = calloc(model->kind_count + 1, sizeof *builder->kinds);
	for (uint32_t k = 0; builder->kinds && k < model->kind_count; k++)
		choose_bounds(scenario, &model->kinds[k], builder->kinds[k].bounds);
	if (builder->kinds)
		return builder;
	free(builder);
	return NULL;
}

/* --- one item ----------------------------------------------------------------------------------------------------------------------- */

static bool note_span(struct open_work *open, struct span span)
{
	if (open->count == open->room) {
		size_t room = open->room ? 2 * open->room : 64;
		struct span *spans = realloc(open->spans, room * sizeof *spans);
		if (!spans)
			return false;
		open->spans = spans;
		open->room = room;
	}
	open->spans[open->count++] = span;
	return true;
}

static void add_area(const struct ages_builder *b, double *areas, double from, double to)
{
	double step = b->course.step;
	for (size_t bin = (size_t)(from / step); bin < b->course.bins && (double)bin * step < to; bin++)
		areas[bin] += fmax(0.0, fmin(to, (double)(bin + 1) * step) - fmax(from, (double)bin * step));
}

void ages_add(struct ages_builder *b, const struct life *life)
{
	struct open_work *open = &b->kinds[life->kind];
	double from = life->came;
	if (life->left > fmax(b->warmup, life->came))
		b->failed |= !note_span(open, (struct span){ fmax(0.0, b->warmup - life->came), life->left - life->came });
	for (size_t c = 0; c < AGES_CLASSES && from < life->left; c++) {
		double to = c + 1 < AGES_CLASSES ? fmin(life->left, life->came + open->bounds[c]) : life->left;
		add_area(b, open->areas[c], from, to);
		from = fmax(from, to);
	}
}

/* --- all of them -------------------------------------------------------------------------------------------------------------------- */

/* Time that all of it spent at ages above `age`. */
static double above(const struct open_work *open, double age)
{
	double sum = 0.0;
	for (size_t i = 0; i < open->count; i++)
		sum += fmax(0.0, open->spans[i].to - fmax(open->spans[i].from, age));
	return sum;
}

/* The age above which a share of it is. */
static double age_at(const struct open_work *open, double whole, double share)
{
	double low = 0.0, high = 0.0;
	for (size_t i = 0; i < open->count; i++)
		high = fmax(high, open->spans[i].to);
	for (int i = 0; i < HALVINGS; i++) {
		double middle = 0.5 * (low + high);
		if (above(open, middle) > share * whole)
			low = middle;
		else
			high = middle;
	}
	return 0.5 * (low + high);
}

static double mean_age(const struct open_work *open, double whole)
{
	double sum = 0.0;
	for (size_t i = 0; i < open->count; i++)
		sum += 0.5 * (open->spans[i].to * open->spans[i].to - open->spans[i].from * open->spans[i].from);
	return sum / whole;
}

static struct ages_of_kind finish_kind(const struct ages_builder *b, uint32_t k, const struct lives *lives, size_t bins,
	struct arena *arena)
{
	const struct open_work *open = &b->kinds[k];
	double whole = above(open, 0.0), promise = ages_promise(&b->model->kinds[k]);
	struct ages_of_kind kind = { .kind = &b->model->kinds[k], .open = whole / lives->observed, .mean = mean_age(open, whole),
		.median = age_at(open, whole, 0.5), .ninth = age_at(open, whole, 0.1),
		.late = isnan(promise) ? NAN : above(open, promise) / whole };
	for (size_t i = 0; i < AGES_CLASSES - 1; i++)
		kind.bounds[i] = open->bounds[i];
	for (size_t c = 0; c < AGES_CLASSES; c++) {
		kind.number[c] = arena_take(arena, bins, sizeof(double));
		for (size_t i = 0; i < bins; i++)
			kind.number[c][i] = open->areas[c][i] / course_width(&b->course, i) / lives->replications;
	}
	return kind;
}

static const struct ages *finish(const struct ages_builder *b, const struct lives *lives, struct arena *arena)
{
	struct ages *ages = arena_take(arena, 1, sizeof *ages);
	*ages = (struct ages){ .step = b->course.step, .bins = course_seen(&b->course, lives), .replications = lives->replications,
		.kinds = arena_take(arena, b->model->kind_count, sizeof *ages->kinds) };
	for (uint32_t k = 0; k < b->model->kind_count; k++)
		if (lives->observed > 0.0 && above(&b->kinds[k], 0.0) > 0.0)
			ages->kinds[ages->count++] = finish_kind(b, k, lives, ages->bins, arena);
	return ages;
}

const struct ages *ages_finish(struct ages_builder *b, const struct lives *lives, struct arena *arena)
{
	const struct ages *ages = b->failed ? NULL : finish(b, lives, arena);
	for (uint32_t k = 0; k < b->model->kind_count; k++)
		free(b->kinds[k].spans);
	free(b->kinds);
	free(b);
	return ages;
}
