/* Who works on what: a bar for each of the people and things that several kinds of work share. */
#include <math.h>
#include "answer.h"
#include "figure.h"
#include "sharing.h"

#define PARTS 7              /* kinds of work that have a colour; the others stand together */
#define SEEN 0.01            /* of the time on duty: a text for less than that is only clutter */

static const enum figure_tone tones[PARTS + 1] = { TONE_WORK, TONE_WAIT, TONE_SETUP, TONE_PLANNED, TONE_REPAIR, TONE_OTHER, TONE_BLOCKED,
	TONE_QUIET };

static const struct sharing_part *part_of(const struct sharing *sharing, const struct kind *kind)
{
	for (size_t i = 0; i < sharing->count; i++)
		if (sharing->parts[i].kind == kind)
			return &sharing->parts[i];
	return NULL;
}

/* What a kind has of all that is shown: the colours go to the kinds that have most. */
static double sum_of(const struct sharing *list, size_t count, const struct kind *kind)
{
	double sum = 0.0;
	for (size_t i = 0; i < count; i++) {
		const struct sharing_part *part = part_of(&list[i], kind);
		sum += part ? part->share : 0.0;
	}
	return sum;
}

/* Marks the kinds that are told apart; returns how many others there are. */
static uint32_t choose(const struct sketch *sketch, const struct sharing *list, size_t count, bool *chosen)
{
	const struct model *model = sketch->scenario->model;
	uint32_t others = 0;
	for (size_t n = 0; n < PARTS; n++) {
		uint32_t best = NONE;
		for (uint32_t k = 0; k < model->kind_count; k++) {
			double sum = chosen[k] ? 0.0 : sum_of(list, count, &model->kinds[k]);
			if (sum > (best == NONE ? 0.0 : sum_of(list, count, &model->kinds[best])))
				best = k;
		}
		if (best != NONE)
			chosen[best] = true;
	}
	for (uint32_t k = 0; k < model->kind_count; k++)
		others += !chosen[k] && sum_of(list, count, &model->kinds[k]) > 0.0;
	return others;
}

static void put(struct sketch *sketch, struct sketch_values *values, size_t row, double share, double half_width)
{
	values->value[row] = 100.0 * share;
	if (share >= SEEN)
		values->texts[row] = figure_per_cent(share, half_width, sketch->arena);
}

static void add_kind(struct sketch *sketch, const struct sharing *list, size_t count, const struct kind *kind, enum figure_tone tone)
{
	struct sketch_values values = sketch_values(sketch, count);
	for (size_t i = 0; i < count; i++) {
		const struct sharing_part *part = part_of(&list[i], kind);
		if (part && part->share > 0.0)
			put(sketch, &values, i, part->share, part->half_width);
	}
	sketch_series(sketch, 0, answer_called(kind->title, kind->name), tone, &values);
}

static void add_others(struct sketch *sketch, const struct sharing *list, size_t count, const bool *chosen)
{
	const struct model *model = sketch->scenario->model;
	struct sketch_values values = sketch_values(sketch, count);
	for (size_t i = 0; i < count; i++) {
		double rest = 0.0;
		for (size_t p = 0; p < list[i].count; p++)
			rest += chosen[list[i].parts[p].kind - model->kinds] ? 0.0 : list[i].parts[p].share;
		if (rest > 0.0)
			put(sketch, &values, i, rest, NAN);
	}
	sketch_series(sketch, 0, "all else", tones[PARTS], &values);
}

static void add_bars(struct sketch *sketch, const struct sharing *list, size_t count)
{
	const struct model *model = sketch->scenario->model;
	bool *chosen = arena_take(sketch->arena, model->kind_count, sizeof *chosen);
	const char **sums = arena_take(sketch->arena, count, sizeof *sums);
	uint32_t others = choose(sketch, list, count, chosen);
	size_t tone = 0;
	sketch->panels[sketch_row_panel(sketch, NULL, "%")].x.high = 100.0;
	for (uint32_t k = 0; k < model->kind_count; k++)
		if (chosen[k])
			add_kind(sketch, list, count, &model->kinds[k], tones[tone++]);
	if (others > 0)
		add_others(sketch, list, count, chosen);
	for (size_t i = 0; i < count; i++)
		sums[i] = figure_per_cent(list[i].taken->mean, list[i].taken->half_width, sketch->arena);
	sketch_sums(sketch, 0, sums);
}

const struct figure *figure_sharing(const struct result *result, const struct result_scenario *scenario, struct arena *arena)
{
	struct sketch sketch;
	struct sharing *list;
	struct prose prose = { .length = 0 };
	sketch_start(&sketch, FIGURE_BARS, "who-works-on-what", result, scenario, arena);
	size_t count = sharing_list(scenario, &list, arena), shown = count < FIGURE_ROWS ? count : FIGURE_ROWS;
	if (count == 0)
		return NULL;
	sketch_rows(&sketch, shown);
	size_t at = sharing_say(&prose, scenario, list, shown);
	sketch_title(&sketch, &prose);
	for (size_t i = 0; i < shown; i++) {
		sketch.rows[i] = answer_called(list[i].resource->title, list[i].resource->name);
		sketch.accents[i] = i == at;
	}
	add_bars(&sketch, list, shown);
	sketch_subtitle(&sketch, "Share of the time on duty that goes to each kind of work, in %; beside each bar all of it");
	sketch_note(&sketch, NULL, NULL);
	sketch_cut(&sketch, shown, count, "first");
	prose_say(&prose, "Bars of the time of people, in parts for each kind of work. %s", sketch.figure.title);
	sketch_alt(&sketch, &prose);
	return sketch_done(&sketch);
}
