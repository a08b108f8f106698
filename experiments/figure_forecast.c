/* What was forecast of a project's end on the way, against what came. */
#include "answer.h"
#include "figure_plan.h"
#include "report_planning.h"

#define RIGHT 0.8            /* the share that a date given for 80 % holds, if the forecast is right */

static bool holds(const struct forecast_told *told)
{
	return told->held_most->mean + told->held_most->half_width >= RIGHT;
}

/* From the date for half of the projects to that for 80 %; beside it in how many the latter held. */
static void add_forecasts(struct drawing *d, size_t panel, const struct forecast_told *list, size_t count)
{
	struct sketch_values values = sketch_values(&d->sketch, count);
	for (size_t i = 0; i < count; i++) {
		double low = drawing_at(d, list[i].half->mean), high = drawing_at(d, list[i].most->mean);
		sketch_put_interval(&values, i, (struct interval){ high, low, high });
		values.texts[i] = figure_per_cent(list[i].held_most->mean, list[i].held_most->half_width, d->sketch.arena);
		d->sketch.rows[i] = figure_capital(list[i].name, d->sketch.arena);
		d->sketch.accents[i] = !holds(&list[i]);
	}
	sketch_series(&d->sketch, panel, "forecast: 50 % to 80 %", TONE_QUIET, &values);
}

/* The same of what came, which is one for all rows. */
static void add_ends(struct drawing *d, size_t panel, size_t count)
{
	struct sketch_values values = sketch_values(&d->sketch, count);
	double low = drawing_at(d, d->ends.duration.by[PLAN_P50].estimate), high = drawing_at(d, d->ends.duration.by[PLAN_P80].estimate);
	for (size_t i = 0; i < count; i++)
		sketch_put_interval(&values, i, (struct interval){ high, low, high });
	struct figure_series *series = sketch_series(&d->sketch, panel, "what came: 50 % to 80 %", TONE_PALE, &values);
	series->texts = NULL;
}

const struct figure *figure_forecasts(const struct result *result, const struct result_scenario *scenario, const struct kind *kind,
	struct arena *arena)
{
	struct drawing d;
	struct forecast_told *list = NULL;
	struct prose title = { .length = 0 }, alt = { .length = 0 };
	if (!drawing_start(&d, FIGURE_GANTT, "forecasts", result, scenario, kind, arena))
		return NULL;
	size_t count = report_planning_forecasts(scenario, d.kind, &list, arena);
	if (count == 0 || !d.ends.duration.varies)
		return NULL;
	sketch_rows(&d.sketch, count);
	size_t panel = sketch_panel(&d.sketch, (struct figure_panel){ .x = drawing_axis(&d), .y = figure_axis(NULL, NULL) });
	add_ends(&d, panel, count);
	add_forecasts(&d, panel, list, count);
	report_planning_say_held(&title, list, count);
	sketch_title(&d.sketch, &title);
	sketch_subtitle(&d.sketch, arena_format(arena, "When %s ends, by the forecasts given on the way, on average; on the right in how many the "
		"80 %% date held. Dark: in too few", drawing_called(&d)));
	sketch_note(&d.sketch, NULL, NULL);
	prose_say(&alt, "Bars over time of %zu forecasts of the end, each before a bar of when it really came. %s. ", count,
		d.sketch.figure.title);
	sketch_alt(&d.sketch, &alt);
	return sketch_done(&d.sketch);
}
