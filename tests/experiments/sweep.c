#include "experiments/sweep.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include "experiments/sweep_report.h"
#include "fixture.h"

static struct arena arena;
static struct sweep sweep;
static char *said;
static size_t said_length;
static FILE *to;

static void enter(void)
{
	cr_assert_eq(arena_init(&arena), 0);
	sweep = (struct sweep){ .arena = &arena };
	to = open_memstream(&said, &said_length);
}

static void leave(void)
{
	fclose(to);
	free(said);
	arena_done(&arena);
}

TestSuite(sweep, .init = enter, .fini = leave);

/* The values of the first axis with blanks between. */
static const char *values(void)
{
	const char *text = "";
	for (size_t i = 0; i < sweep.axes[0].count; i++)
		text = arena_format(&arena, "%s%s%s", text, i ? " | " : "", sweep.axes[0].values[i]);
	return text;
}

static const struct { const char *word, *values; bool range; } ranges[] = {
	{ "a.b=1..6", "1 | 2 | 3 | 4 | 5 | 6", true },
	{ "a=3..1", "3 | 2 | 1", true },
	{ "a=10%..30%/5%", "10% | 15% | 20% | 25% | 30%", true },
	{ "a=10..30%/10", "10% | 20% | 30%", true },
	{ "a = 0.1 .. 0.4 step 0.1 ", "0.1 | 0.2 | 0.3 | 0.4", true },
	{ "a=1 min..2 min/0.5", "1.0 min | 1.5 min | 2.0 min", true },
	{ "a=-1..1", "-1 | 0 | 1", true },
	{ "a=1..4/2", "1 | 3", true },
	{ "a=1,2,4", "1 | 2 | 4", true },
	{ "a=4 min, 2 min, 1 min", "4 min | 2 min | 1 min", true },
	{ "a=1,3,2", "1 | 3 | 2", false },
	{ "a=fifo,shortest", "fifo | shortest", false },
	{ "a=2,2", "2", true },
	{ "a=lognormal(mean=8 min, sd=2 min),[ \"x, y\" ]", "lognormal(mean=8 min, sd=2 min) | [ \"x, y\" ]", false },
	{ "a=if(b >= 2, 1, 2)", "if(b >= 2, 1, 2)", false },
};

Test(sweep, ranges_and_lists_are_read_as_they_are_meant)
{
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
		sweep = (struct sweep){ .arena = &arena };
		cr_assert_eq(sweep_add(&sweep, ranges[i].word, to), 0, "%s", ranges[i].word);
		cr_expect_str_eq(values(), ranges[i].values);
		cr_expect_eq(sweep.axes[0].range, ranges[i].range, "%s", ranges[i].word);
	}
}

static const struct { const char *word, *fault; } faults[] = {
	{ "a", "is nothing to sweep" }, { "=1..3", "is nothing to sweep" }, { "a=", "is nothing to sweep" },
	{ "a=x..3", "is no range of numbers" }, { "a=1..", "is no range of numbers" }, { "a=1..3/x", "is no range of numbers" },
	{ "a=1..3/0", "a step of 0" }, { "a=0.5..0.9", "one value only" }, { "a=1 min..3 h", "mixes units" }, { "a=1,,3", "lacks a value" },
	{ "a=0..1e9", "more than 1000 values" }, { "a=1..1001", "more than 1000 values" }, { "a=nan..3", "is no range of numbers" },
	{ "a=1 m3..3", "is no range of numbers" },
};

Test(sweep, what_is_no_sweep_is_told)
{
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		leave();
		enter();
		int result = sweep_add(&sweep, faults[i].word, to);
		fflush(to);
		cr_expect_eq(result, -1, "%s", faults[i].word);
		cr_expect(strstr(said, faults[i].fault), "%s: %s", faults[i].word, said);
	}
}

Test(sweep, a_grid_has_all_combinations_and_the_last_path_runs_fastest)
{
	cr_assert_eq(sweep_add(&sweep, "x.a=1..3", to), 0);
	cr_assert_eq(sweep_add(&sweep, "x.b=p,q", to), 0);
	cr_expect_eq(sweep.point_count, 6);
	cr_expect_str_eq(sweep_name(&sweep, 0), "x.a=1, x.b=p");
	cr_expect_str_eq(sweep_name(&sweep, 1), "x.a=1, x.b=q");
	cr_expect_str_eq(sweep_name(&sweep, 5), "x.a=3, x.b=q");
}

Test(sweep, a_path_stands_once_and_points_are_a_thousand_at_most)
{
	cr_assert_eq(sweep_add(&sweep, "a=1..100", to), 0);
	cr_expect_eq(sweep_add(&sweep, "a=1..2", to), -1);
	cr_expect_eq(sweep_add(&sweep, "b=1..11", to), -1);
	cr_expect_eq(sweep_add(&sweep, "b=1..10", to), 0);
	cr_expect_eq(sweep.point_count, 1000);
}

/* --- the knee ------------------------------------------------------------------------------------------------------------------ */

#define POINTS 6

struct curve {
	struct fixture fixtures[POINTS];
	struct result_scenario scenarios[POINTS];
	struct result result;
	struct sweep_report report;
	size_t points[POINTS];      /* from the worse end to the better */
};

/* Times over six points; replications of a point differ by `noise` times what no other point shares. */
static void draw_curve(struct curve *c, const double *times, double noise)
{
	for (size_t p = 0; p < POINTS; p++) {
		struct fixture *f = &c->fixtures[p];
		fixture_init(f, fixture_desk, 6);
		fixture_put(f, "work.call.time", times[p], 0.3);
		int index = metric_find(&f->model->metrics, "work.call.time");
		for (uint32_t r = 0; r < 6; r++)
			f->rows[r * f->model->metrics.count + (size_t)index] += noise * ((r + p) % 3 == 0 ? 1.0 : -0.5);
		c->scenarios[p] = f->scenario;
		c->points[p] = p;
	}
	c->result = (struct result){ .scenarios = c->scenarios, .count = POINTS };
	c->report = (struct sweep_report){ .sweep = &sweep, .result = &c->result, .arena = &arena };
	yardsticks_add(&c->report.yardsticks, c->fixtures[0].model, "work.call.time", &arena);
}

static void drop_curve(struct curve *c)
{
	for (size_t p = 0; p < POINTS; p++)
		fixture_done(&c->fixtures[p]);
}

static size_t knee_of(const double *times, double noise)
{
	struct curve c;
	struct yardstick_gain first;
	draw_curve(&c, times, noise);
	size_t knee = sweep_knee(&c.report, &c.report.yardsticks.list[0], c.points, POINTS, &first);
	drop_curve(&c);
	return knee;
}

static const double bent[POINTS] = { 100.0, 60.0, 50.0, 48.0, 47.5, 47.4 }, straight[POINTS] = { 100.0, 90.0, 80.0, 70.0, 60.0, 50.0 };
static const double flat[POINTS] = { 50.0, 50.0, 50.0, 50.0, 50.0, 50.0 }, dented[POINTS] = { 100.0, 60.0, 59.0, 40.0, 39.5, 39.4 };

Test(sweep, the_knee_is_where_every_further_step_gains_less_than_a_tenth_of_the_first)
{
	cr_expect_eq(knee_of(bent, 0.01), 2, "from 50 on: the next step gains 2, less than 4");
	cr_expect_eq(knee_of(dented, 0.01), 3, "59 is no knee: a later step gains 19");
}

Test(sweep, no_knee_where_none_can_be_told)
{
	cr_expect_eq(knee_of(straight, 0.01), SIZE_MAX);
	cr_expect_eq(knee_of(flat, 0.01), SIZE_MAX);
	cr_expect_eq(knee_of(bent, 60.0), SIZE_MAX, "luck hides it");
}
