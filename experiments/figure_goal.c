/* What work comes to, over the run: so many in each part of it, by how they end. */
#include <math.h>
#include "models/case_plan.h"
#include "answer.h"
#include "figure.h"
#include "followed.h"
#include "report_goal.h"

#define PANELS 4             /* kinds that are drawn */
#define LAYERS 7             /* endings of a kind that have an area of their own; what is left stands together */

/* What a rate is told by: a run has some of them. */
static const struct rate {
	double hours;
	const char *name;
} rates[] = { { 168.0, "week" }, { 24.0, "day" }, { 1.0, "hour" } };

static const enum figure_tone tones[LAYERS + 1] = { TONE_ACCENT, TONE_WAIT, TONE_WORK, TONE_SETUP, TONE_PLANNED, TONE_REPAIR, TONE_OTHER,
	TONE_QUIET };

static const struct rate *rate_of(const struct model *model, const struct course *course)
{
	size_t i = 0;
	while (i + 1 < sizeof rates / sizeof *rates && course->length < 2.0 * rates[i].hours * model->hour)
		i++;
	return &rates[i];
}

static double sum_of(const struct endings *endings, const double *rate)
{
	double sum = 0.0;
	for (size_t i = 0; i < endings->course.bins; i++)
		sum += rate[i];
	return sum;
}

static void add_layer(struct sketch *sketch, size_t panel, const char *name, enum figure_tone tone, const struct endings *endings,
	const double *rate, double scale, double length)
{
	struct sketch_values values = sketch_values(sketch, endings->course.bins);
	double *x = arena_take(sketch->arena, values.count, sizeof *x);
	for (size_t i = 0; i < values.count; i++) {
		x[i] = ((double)i + 0.5) * endings->course.step / length;
		values.value[i] = scale * rate[i];
	}
	sketch_series(sketch, panel, name, tone, &values)->x = x;
}

static size_t add_panel(struct sketch *sketch, const struct endings *endings, const struct kind *kind, struct figure_clock clock)
{
	size_t panel = sketch_panel(sketch, (struct figure_panel){ .title = endings->count > 1 ? answer_called(kind->title, kind->name) : NULL,
		.x = figure_axis("time since the start", clock.unit), .y = figure_axis(NULL, NULL) });
	if (sketch->scenario->warmup > 0.0)
		sketch_mark(sketch, (struct figure_mark){ .kind = MARK_SPAN, .panel = panel, .at = 0.0, .to = sketch->scenario->warmup / clock.length,
			.label = "warm-up, not counted", .tone = TONE_PALE });
	return panel;
}

/* The endings in the order of the model; what is beyond the layers, and what ends as none of them, last. */
static void draw_kind(struct sketch *sketch, const struct endings *endings, const struct endings_of_kind *kind, double scale)
{
	struct figure_clock clock = figure_clock(sketch->scenario->model, endings->course.length);
	size_t panel = add_panel(sketch, endings, kind->kind, clock), drawn = 0;
	double *rest = arena_take(sketch->arena, endings->course.bins + 1, sizeof *rest);
	for (uint32_t e = 0; e <= kind->kind->ending_count; e++) {
		if (!(sum_of(endings, kind->rate[e]) > 0.0))
			continue;
		if (e < kind->kind->ending_count && drawn < LAYERS) {
			add_layer(sketch, panel, report_goal_name(kind->kind, e, sketch->arena), tones[drawn++], endings, kind->rate[e], scale, clock.length);
			continue;
		}
		for (size_t i = 0; i < endings->course.bins; i++)
			rest[i] += kind->rate[e][i];
	}
	if (sum_of(endings, rest) > 0.0)
		add_layer(sketch, panel, "otherwise", tones[LAYERS], endings, rest, scale, clock.length);
}

/* The kind that most are completed of is in the title. */
static const struct endings_of_kind *choose(const struct endings *endings)
{
	const struct endings_of_kind *found = &endings->kinds[0];
	double most = 0.0;
	for (size_t k = 0; k < endings->count; k++) {
		double sum = 0.0;
		for (uint32_t e = 0; e <= endings->kinds[k].kind->ending_count; e++)
			sum += sum_of(endings, endings->kinds[k].rate[e]);
		if (sum > most) {
			most = sum;
			found = &endings->kinds[k];
		}
	}
	return found;
}

const struct figure *figure_endings(const struct result *result, const struct result_scenario *scenario, struct arena *arena)
{
	struct sketch sketch;
	struct prose prose = { .length = 0 };
	const struct endings *endings = scenario->followed ? scenario->followed->endings : NULL;
	if (!endings || endings->count == 0 || endings->course.bins < 2)
		return NULL;
	const struct rate *rate = rate_of(scenario->model, &endings->course);
	const struct endings_of_kind *first = choose(endings);
	size_t shown = 0;
	sketch_start(&sketch, FIGURE_AREAS, "outcomes", result, scenario, arena);
	draw_kind(&sketch, endings, first, rate->hours * scenario->model->hour);
	for (size_t k = 0; k < endings->count && ++shown < PANELS; k++)
		if (&endings->kinds[k] != first)
			draw_kind(&sketch, endings, &endings->kinds[k], rate->hours * scenario->model->hour);
	report_goal_say_reached(&prose, scenario, first->kind, arena);
	sketch_title(&sketch, &prose);
	sketch_subtitle(&sketch, arena_format(arena, "How many end each %s, by how they end", rate->name));
	sketch_note(&sketch, NULL, NULL);
	sketch_remark(&sketch, arena_format(arena, "followed in %u of them", (unsigned)endings->replications));
	prose_say(&prose, "Areas of how many end each %s. %s. ", rate->name, sketch.figure.title);
	report_goal_say(&prose, scenario, first->kind, arena);
	sketch_alt(&sketch, &prose);
	return sketch_done(&sketch);
}
