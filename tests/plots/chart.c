/* No text stands over another or leaves the page, whatever is in the figure, on wide pages and narrow ones. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "figures.h"
#include "plots/chart.h"
#include "plots/chart_forms.h"

#define SEEDS 50
#define NARROW 380.0
#define SLACK 0.3                /* units */

static struct box within(struct box box)
{
	return (struct box){ box.left + SLACK, box.top + SLACK, box.right - SLACK, box.bottom - SLACK };
}

static void expect_tidy(const struct canvas *canvas, double height, const char *what)
{
	for (const struct canvas_text *text = canvas->first; text; text = text->next) {
		struct box box = within(text->box);
		cr_expect(box.left >= 0 && box.top >= 0 && box.right <= canvas->width && box.bottom <= height, "%s: '%s' leaves the page", what, text->text);
		for (const struct canvas_text *other = text->next; other; other = other->next)
			cr_expect(!box_meets(box, within(other->box)), "%s: '%s' stands over '%s'", what, text->text, other->text);
	}
}

static void try_figure(struct arena *arena, enum figure_form form, unsigned seed, double width)
{
	struct canvas canvas;
	char fault[200], what[100];
	cr_assert_eq(canvas_init(&canvas, fault, sizeof fault), 0);
	canvas.width = width;
	snprintf(what, sizeof what, "form %d, seed %u, width %g", (int)form, seed, width);
	double height = chart_paint(&canvas, figures_random(arena, form, seed));
	cr_expect(isfinite(height) && height > 0, "%s: height %g", what, height);
	expect_tidy(&canvas, height, what);
	canvas_done(&canvas);
}

static void try_form(enum figure_form form)
{
	struct arena arena;
	arena_init(&arena);
	for (unsigned seed = 1; seed <= SEEDS; seed++) {
		try_figure(&arena, form, seed, CHART_UNITS);
		try_figure(&arena, form, seed, NARROW);
	}
	arena_done(&arena);
}

/* Bars of several series, each with rows of its own. */
Test(chart, a_bar_without_length_has_its_text)
{
	static const char *const rows[] = { "One more machine", "One more painter" }, *const one[] = { "+3", "" }, *const other[] = { "", "nought" };
	static const double first[] = { 3, NAN }, second[] = { NAN, 0 };
	const struct figure_series series[] = { { .name = "a", .count = 2, .value = first, .texts = one },
		{ .name = "b", .count = 2, .value = second, .texts = other } };
	struct figure figure = { .form = FIGURE_BARS, .name = "bars", .title = "Bars", .rows = rows, .row_count = 2, .series = series,
		.series_count = 2 };
	struct canvas canvas;
	char fault[200];
	bool drawn = false;
	cr_assert_eq(canvas_init(&canvas, fault, sizeof fault), 0);
	chart_paint(&canvas, &figure);
	for (const struct canvas_text *text = canvas.first; text; text = text->next)
		drawn |= strcmp(text->text, "nought") == 0;
	cr_expect(drawn);
	canvas_done(&canvas);
}

Test(chart, a_point_with_a_long_name_has_all_of_it)
{
	static const double at[] = { 1, 9 };
	static const char *const labels[] = { "No more than three cards before review and before test", "As it is" };
	const struct figure_series series = { .count = 2, .x = at, .value = at, .labels = labels };
	struct figure figure = { .form = FIGURE_POINTS, .name = "points", .title = "Points", .series = &series, .series_count = 1 };
	struct canvas canvas;
	char fault[200];
	bool drawn = false;
	cr_assert_eq(canvas_init(&canvas, fault, sizeof fault), 0);
	chart_paint(&canvas, &figure);
	for (const struct canvas_text *text = canvas.first; text; text = text->next) {
		drawn |= strstr(text->text, "test") != NULL;
		cr_expect(!strstr(text->text, "…"), "%s", text->text);
	}
	cr_expect(drawn);
	canvas_done(&canvas);
}

/* Options with long names, compared by time, time and money. */
Test(chart, long_names_leave_room_for_numbers)
{
	static const char *const rows[] = { "No more than three cards before review and before test", "Pair programming in place of long reviews" };
	static const double value[] = { -1100, -2500 }, low[] = { -3100, -4000 }, high[] = { 900, -1000 };
	static const char *const texts[] = { "−1,100 ± 2,000", "−2,500 ± 1,500" };
	static const struct figure_panel panels[3] = { { .title = "The time of Features" }, { .title = "The time of Defects" }, { .title = "The cost" } };
	struct figure_series series[3];
	for (size_t p = 0; p < 3; p++)
		series[p] = (struct figure_series){ .panel = p, .count = 2, .value = value, .low = low, .high = high, .texts = texts };
	struct figure figure = { .form = FIGURE_INTERVALS, .name = "options", .title = "Options", .rows = rows, .row_count = 2, .panels = panels,
		.panel_count = 3, .series = series, .series_count = 3 };
	struct canvas canvas;
	char fault[200];
	size_t whole = 0;
	cr_assert_eq(canvas_init(&canvas, fault, sizeof fault), 0);
	canvas.width = CHART_UNITS;
	chart_paint(&canvas, &figure);
	for (const struct canvas_text *text = canvas.first; text; text = text->next) {
		cr_expect(!strstr(text->text, "…"), "'%s' is cut", text->text);
		whole += strcmp(text->text, texts[0]) == 0;
	}
	cr_expect_eq(whole, 3);
	canvas_done(&canvas);
}

Test(chart, texts_of_bars_never_meet) { try_form(FIGURE_BARS); }
Test(chart, texts_of_intervals_never_meet) { try_form(FIGURE_INTERVALS); }
Test(chart, texts_of_histograms_never_meet) { try_form(FIGURE_HISTOGRAM); }
Test(chart, texts_of_lines_never_meet) { try_form(FIGURE_LINES); }
Test(chart, texts_of_areas_never_meet) { try_form(FIGURE_AREAS); }
Test(chart, texts_of_points_never_meet) { try_form(FIGURE_POINTS); }
Test(chart, texts_of_heat_maps_never_meet) { try_form(FIGURE_HEAT); }
Test(chart, texts_of_plans_never_meet) { try_form(FIGURE_GANTT); }
Test(chart, texts_of_process_maps_never_meet) { try_form(FIGURE_MAP); }
