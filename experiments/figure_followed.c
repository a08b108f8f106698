/* What became of items one by one: the ways they took, and how old is what is open. */
#include <ctype.h>
#include <math.h>
#include <string.h>
#include "answer.h"
#include "figure.h"
#include "followed.h"
#include "number.h"
#include "report_ages.h"
#include "report_variants.h"

#define PANELS 4             /* kinds whose open work is drawn */
#define NAME_ROOM 40
#define SEEN 0.01            /* of the height of all: an area that never is so high is left out */

/* --- ways ---------------------------------------------------------------------------------------------------------------------------- */

/* "variants", or "variants-claim" where there are several kinds: small letters, digits and hyphens. */
static const char *name_of(const struct variants *variants, size_t k, struct arena *arena)
{
	char name[NAME_ROOM] = "";
	size_t length = 0;
	for (const char *c = variants->kinds[k].kind->name; *c && length + 1 < sizeof name; c++)
		name[length++] = isalnum((unsigned char)*c) && (unsigned char)*c < 128 ? (char)tolower((unsigned char)*c) : '-';
	return variants->count == 1 ? "variants" : arena_format(arena, "variants-%s", name);
}

/* One number of each way, the rest included. NAN: it has none. */
static void add_panel(struct sketch *sketch, const char *title, const char *unit, const struct variants_of_kind *kind,
	double (*number)(const struct variant *way), const char *(*text_of)(const struct variant *way, uint64_t items, struct arena *arena))
{
	size_t count = sketch->figure.row_count, panel = sketch_row_panel(sketch, title, unit);
	struct sketch_values values = sketch_values(sketch, count);
	for (size_t i = 0; i < count; i++) {
		const struct variant *way = i < kind->count ? &kind->list[i] : &kind->rest;
		values.value[i] = number(way);
		values.texts[i] = text_of(way, kind->items, sketch->arena);
	}
	sketch_series(sketch, panel, NULL, TONE_QUIET, &values);
}

static double share_of(const struct variant *way)
{
	return 100.0 * way->share;
}

static double time_of(const struct variant *way)
{
	return way->time;
}

static double cost_of(const struct variant *way)
{
	return way->cost;
}

static const char *percent_text(const struct variant *way, uint64_t items, struct arena *arena)
{
	return arena_format(arena, "%s" FIGURE_BLANK "%%", report_variants_share(way, items, arena));
}

static const char *plain(double value, struct arena *arena)
{
	char text[NUMBER_ROOM];
	number_plain(text, value, 3);
	return arena_text(arena, text);
}

static const char *time_text(const struct variant *way, uint64_t items, struct arena *arena)
{
	(void)items;
	return plain(way->time, arena);
}

static const char *cost_text(const struct variant *way, uint64_t items, struct arena *arena)
{
	(void)items;
	return plain(way->cost, arena);
}

static bool costs(const struct variants_of_kind *kind)
{
	double sum = kind->rest.cost;
	for (size_t i = 0; i < kind->count; i++)
		sum += kind->list[i].cost;
	return sum > 0.0;
}

static void say_ways(struct sketch *sketch, const struct variants *variants, const struct variants_of_kind *kind)
{
	const struct model *model = sketch->scenario->model;
	struct prose prose = { .length = 0 };
	const char *usual = report_variants_usual(model, kind, sketch->arena);
	size_t slow = report_variants_say(&prose, model, kind, sketch->arena);
	sketch_title(sketch, &prose);
	sketch->accents[0] = true;
	sketch->accents[slow] = true;
	sketch_subtitle(sketch, report_variants_differ(model, kind, sketch->arena) ?
		"The most frequent ways, by what sets them apart from the first" :
		"The most frequent ways: which steps were done, and how often");
	sketch_note(sketch, NULL, NULL);
	sketch_remark(sketch, arena_format(sketch->arena, "ways counted in %u of them", (unsigned)variants->replications));
	if (report_variants_differ(model, kind, sketch->arena))
		sketch_remark(sketch, arena_format(sketch->arena, "the most frequent: %s", usual));
	prose_say(&prose, "Bars of the share, the mean time%s of each way. %s. The usual way: %s", costs(kind) ? " and the cost" : "",
		sketch->figure.title, usual);
	sketch_alt(sketch, &prose);
}

static const struct figure *draw_ways(const struct result *result, const struct result_scenario *scenario, size_t k, struct arena *arena)
{
	struct sketch sketch;
	const struct variants *variants = scenario->followed->variants;
	const struct variants_of_kind *kind = &variants->kinds[k];
	const struct model *model = scenario->model;
	const char **names = report_variants_names(model, kind, arena);
	sketch_start(&sketch, FIGURE_BARS, name_of(variants, k, arena), result, scenario, arena);
	sketch_rows(&sketch, kind->count + (kind->others > 0));
	for (size_t i = 0; i < sketch.figure.row_count; i++)
		sketch.rows[i] = figure_capital(names[i], arena);
	add_panel(&sketch, "Of all", "%", kind, share_of, percent_text);
	add_panel(&sketch, "Mean time", model->time_unit, kind, time_of, time_text);
	if (model->costs && costs(kind))
		add_panel(&sketch, "Cost of each", model->money, kind, cost_of, cost_text);
	say_ways(&sketch, variants, kind);
	return sketch_done(&sketch);
}

void figure_variants(struct figures *figures, const struct result *result, const struct result_scenario *scenario, struct arena *arena)
{
	const struct variants *variants = scenario->followed ? scenario->followed->variants : NULL;
	for (size_t k = 0; variants && k < variants->count && k < FIGURE_VARIANTS; k++)
		figures_add(figures, draw_ways(result, scenario, k, arena));
}

/* --- age ----------------------------------------------------------------------------------------------------------------------------- */

static const char *class_name(const struct sketch *sketch, const struct ages_of_kind *kind, size_t class)
{
	char low[NUMBER_ROOM], high[NUMBER_ROOM];
	double unit = sketch->scenario->model->unit;
	if (class > 0)
		number_duration(low, kind->bounds[class - 1] / unit);
	if (class + 1 < AGES_CLASSES)
		number_duration(high, kind->bounds[class] / unit);
	return class == 0 ? arena_format(sketch->arena, "younger than %s", high) : class + 1 == AGES_CLASSES ?
		arena_format(sketch->arena, "older than %s", low) : arena_format(sketch->arena, "%s to %s", low, high);
}

/* Whether so many are ever of a class that it is seen: a colour that nobody finds needs no name. */
static bool is_seen(const struct ages *ages, const struct ages_of_kind *kind, size_t class)
{
	double most = 0.0, highest = 0.0;
	for (size_t i = 0; i < ages->bins; i++) {
		double sum = 0.0;
		for (size_t c = 0; c < AGES_CLASSES; c++)
			sum += kind->number[c][i];
		most = fmax(most, kind->number[class][i]);
		highest = fmax(highest, sum);
	}
	return most >= SEEN * highest;
}

static void draw_kind(struct sketch *sketch, const struct ages *ages, const struct ages_of_kind *kind, bool alone)
{
	static const enum figure_tone tones[AGES_CLASSES] = { TONE_PALE, TONE_WAIT, TONE_SETUP, TONE_BAD };
	struct figure_clock clock = figure_clock(sketch->scenario->model, (double)ages->bins * ages->step);
	size_t panel = sketch_panel(sketch, (struct figure_panel){ .title = alone ? NULL : answer_called(kind->kind->title, kind->kind->name),
		.x = figure_axis("time since the start", clock.unit), .y = figure_axis(NULL, NULL) });
	double *x = arena_take(sketch->arena, ages->bins, sizeof *x);
	for (size_t i = 0; i < ages->bins; i++)
		x[i] = ((double)i + 0.5) * ages->step / clock.length;
	if (sketch->scenario->warmup > 0.0)
		sketch_mark(sketch, (struct figure_mark){ .kind = MARK_SPAN, .panel = panel, .at = 0.0, .to = sketch->scenario->warmup / clock.length,
			.label = "warm-up, not counted", .tone = TONE_PALE });
	for (size_t c = AGES_CLASSES; c-- > 0;) {
		if (c > 0 && !is_seen(ages, kind, c))
			continue;
		struct sketch_values values = sketch_values(sketch, ages->bins);
		memcpy(values.value, kind->number[c], ages->bins * sizeof *values.value);
		sketch_series(sketch, panel, class_name(sketch, kind, c), tones[c], &values)->x = x;
	}
}

const struct figure *figure_ages(const struct result *result, const struct result_scenario *scenario, struct arena *arena)
{
	struct sketch sketch;
	struct prose prose = { .length = 0 };
	const struct ages *ages = scenario->followed ? scenario->followed->ages : NULL;
	if (!ages || ages->count == 0 || ages->bins < 2)
		return NULL;
	sketch_start(&sketch, FIGURE_AREAS, "age-of-open-work", result, scenario, arena);
	size_t told = report_ages_say(&prose, scenario->model, ages), shown = 0;
	sketch_title(&sketch, &prose);
	draw_kind(&sketch, ages, &ages->kinds[told], ages->count == 1);
	for (size_t k = 0; k < ages->count && ++shown < PANELS; k++)
		if (k != told)
			draw_kind(&sketch, ages, &ages->kinds[k], false);
	sketch_subtitle(&sketch, "Mean number open over the run, by how long each has been open by then");
	sketch_note(&sketch, NULL, NULL);
	sketch_remark(&sketch, arena_format(arena, "followed in %u of them", (unsigned)ages->replications));
	prose_say(&prose, "Areas of the number that is open, by age. %s", sketch.figure.title);
	sketch_alt(&sketch, &prose);
	return sketch_done(&sketch);
}
