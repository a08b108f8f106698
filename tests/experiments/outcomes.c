/* What is told of single projects: shares and quantiles of all of them, date and money together, what moves the end, and where most
   points lie. Expected numbers follow from the laws that are drawn; bounds are those of the sample (fixed seed). */
#include "experiments/outcomes.h"

#include <criterion/criterion.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "experiments/contour.h"
#include "experiments/joint.h"
#include "experiments/swing.h"
#include "sim/stream.h"
#include "laboratory.h"

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

static const char *const no_words[] = { "--quiet", NULL };

/* Runs it: what is found of its first kind. Close the laboratory. */
static const struct result_scenario *run(struct laboratory *laboratory, const char *text, struct plan_ends *ends)
{
	laboratory_open(laboratory, text, no_words);
	cr_assert_eq(study_run(&laboratory->study), STATUS_DONE);
	const struct result_scenario *scenario = &laboratory->study.result.scenarios[0];
	cr_assert(plan_ends(scenario, &scenario->model->kinds[0], &laboratory->study.arena, ends));
	return scenario;
}

/* Four sure of a share p of n draws lies within so much: the normal bound that is left once in 10,000 tests. */
static double far_off(double p, double n)
{
	return 3.9 * sqrt(p * (1.0 - p) / n);
}

/* --- quantiles and shares of all projects ----------------------------------------------------------------------------------------- */

/* In every second replication both projects take 1 d, in the others both 3 d: the mean of medians would be 2. */
Test(outcomes, quantiles_are_of_projects_not_of_replications)
{
	static const char text[] = "clock = { unit = \"d\"; }; run = { replications = 1000; seed = 5; };"
		"work = { k = { arrive = { at = ( 0 ); size = 2; }; project = { A = { wait = \"exponential(10 d)\"; }; }; }; };";
	struct laboratory laboratory;
	struct plan_ends ends;
	const struct result_scenario *scenario = run(&laboratory, text, &ends);
	cr_expect_eq(ends.duration.count, 2000);
	for (size_t i = 0; i < PLAN_SHARES; i++) {
		static const double shares[PLAN_SHARES] = { 0.1, 0.5, 0.8, 0.9 };
		double q = -10.0 * log1p(-shares[i]), below = 0.0;
		for (size_t k = 0; k < ends.duration.count; k++)
			below += ends.duration.sorted[k] <= q;
		cr_expect_float_eq(below / 2000.0, shares[i], far_off(shares[i], 2000.0));
		cr_expect(ends.duration.by[i].low < q && q < ends.duration.by[i].high, "%g %% by %g: %g to %g", 100.0 * shares[i], q,
			ends.duration.by[i].low, ends.duration.by[i].high);
	}
	const struct summary *told = result_of(scenario, "project.%s.duration.p90", "k");
	cr_expect_eq(told->mean, ends.duration.by[PLAN_P90].estimate, "the metric is told by all projects");
	laboratory_close(&laboratory);
}

static struct outcomes groups_of(const double *rows, const size_t *ends, size_t groups)
{
	return (struct outcomes){ .width = 1, .count = ends[groups - 1], .rows = rows, .groups = groups, .ends = ends };
}

/* Where the two of a replication are alike, there are but so many observations as replications: the interval is as wide as that of a
   share of half as many, sqrt(2) times that of independent ones. Woodruff's, for a uniform column, is p ± t sqrt(p (1 - p) / groups). */
Test(outcomes, intervals_know_which_projects_shared_a_replication)
{
	enum { GROUPS = 400 };
	static double alike[2 * GROUPS], sorted[2 * GROUPS];
	static size_t ends[GROUPS];
	for (size_t g = 0; g < GROUPS; g++) {
		alike[2 * g] = alike[2 * g + 1] = ((double)g + 0.5) / GROUPS;
		ends[g] = 2 * g + 2;
	}
	struct outcomes outcomes = groups_of(alike, ends, GROUPS);
	outcomes_sort(&outcomes, 0, sorted);
	struct interval half = outcomes_quantile(&outcomes, 0, sorted, 0.5);
	double expected = 1.966 * sqrt(0.25 / (GROUPS - 1.0));
	cr_expect_float_eq(half.estimate, 0.5, 1e-9);
	cr_expect_float_eq(half.high - half.estimate, expected, 0.004, "%g, not %g", half.high - half.estimate, expected);
	cr_expect_float_eq(half.estimate - half.low, expected, 0.004, "%g, not %g", half.estimate - half.low, expected);
	static bool low[2 * GROUPS];
	for (size_t i = 0; i < COUNT_OF(low); i++)
		low[i] = alike[i] < 0.25;
	struct interval share = outcomes_share(&outcomes, low);
	cr_expect_float_eq(share.estimate, 0.25, 1e-12);
	cr_expect_float_eq(share.high - share.estimate, 1.966 * sqrt(0.25 * 0.75 / (GROUPS - 1.0)), 1e-4);
}

/* --- date and money ---------------------------------------------------------------------------------------------------------------- */

/* Normal times of 100 ± 10 d, and money of 1000 ± 100 that has nothing to do with them: both are kept by the product of the shares. 110 d
   is kept by Φ(1), 1050 by Φ(0.5). 80 % of both together need sqrt(0.8) of each: z = 1.2504. */
#define BOTH(money) "clock = { unit = \"d\"; }; money = \"EUR\"; run = { replications = 4000; seed = 11; };" \
	"work = { k = { promise = \"110 d\"; budget = 1050; facts = { z = \"normal(0, 1)\"; };" \
	" project = { A = { wait = \"(100 + 10 * z) * 1 d\"; cost = \"" money "\"; }; }; }; };"

Test(outcomes, independent_date_and_money_are_kept_together_by_the_product)
{
	struct laboratory laboratory;
	struct plan_ends ends;
	struct joint joint;
	const struct result_scenario *scenario = run(&laboratory, BOTH("normal(1000, 100)"), &ends);
	cr_assert(joint_find(scenario->model, &scenario->model->kinds[0], &ends, &laboratory.study.arena, &joint));
	const double time = 0.841345, money = 0.691462, n = 4000.0;
	cr_expect_float_eq(joint.on_time.estimate, time, far_off(time, n));
	cr_expect_float_eq(joint.within.estimate, money, far_off(money, n));
	cr_expect_float_eq(joint.both.estimate, time * money, far_off(time * money, n));
	cr_expect_float_eq(joint.together, 0.0, 3.9 / sqrt(n));
	cr_expect_float_eq(joint.date, 110.0 * 86400.0 * scenario->model->unit, 1e-6);
	cr_expect_float_eq(joint.budget, 1050.0, 1e-9);
	const struct summary *both = result_of(scenario, "work.%s.both_kept", "k");
	cr_expect_float_eq(joint.both.estimate, both->mean, 1e-12, "the metric says the same");
	/* The share of each is known to 1.9 standard errors of the joint share over its slope, 2 sqrt(0.8). */
	cr_expect_float_eq(joint.each, sqrt(0.8), far_off(0.8, n) / (2.0 * sqrt(0.8)));
	cr_expect_float_eq(joint.sure_money.estimate, 1000.0 + 100.0 * 1.2504, 100.0 * 3.9 * 0.0264, "%g", joint.sure_money.estimate);
	cr_expect(joint.sure_money.low < joint.sure_money.estimate && joint.sure_money.estimate < joint.sure_money.high);
	laboratory_close(&laboratory);
}

/* Money that only hangs on time: both are kept where the tighter one is, and 80 % of both are 80 % of each. */
Test(outcomes, date_and_money_that_go_together_are_kept_as_the_tighter_one)
{
	struct laboratory laboratory;
	struct plan_ends ends;
	struct joint joint;
	const struct result_scenario *scenario = run(&laboratory, BOTH("1000 + 100 * z"), &ends);
	cr_assert(joint_find(scenario->model, &scenario->model->kinds[0], &ends, &laboratory.study.arena, &joint));
	cr_expect_float_eq(joint.both.estimate, joint.within.estimate, 1e-12);
	cr_expect_float_eq(joint.together, 1.0, 1e-9);
	cr_expect_float_eq(joint.each, 0.8, 1e-9);
	laboratory_close(&laboratory);
}

/* Without a promise the date is the due time of the last checkpoint. */
Test(outcomes, the_last_checkpoint_is_the_date_where_nothing_is_promised)
{
	struct laboratory laboratory;
	struct plan_ends ends;
	struct joint joint;
	const struct result_scenario *scenario = run(&laboratory, "clock = { unit = \"d\"; }; run = { replications = 200; seed = 3; };"
		"work = { k = { budget = 14; project = { A = { wait = \"uniform(0 d, 10 d)\"; cost = \"uniform(10, 20)\"; checkpoint = true; due = \"1 d\"; };"
		" B = { after = \"A\"; wait = \"2 d\"; checkpoint = true; due = \"7 d\"; }; }; }; };", &ends);
	cr_assert(joint_find(scenario->model, &scenario->model->kinds[0], &ends, &laboratory.study.arena, &joint));
	cr_expect_eq(joint.checkpoint, 1);
	cr_expect_float_eq(joint.on_time.estimate, result_find(scenario, "project.k.B.on_time")->mean, 1e-12);
	laboratory_close(&laboratory);
}

/* --- what moves the end ------------------------------------------------------------------------------------------------------------ */

/* A and B in a row, of 0 to 10 d and 0 to 4 d, evenly: of the slowest tenth A takes 4.5 d more than on average, B 1.8 d; C lies beside
   and is never the last; the risk, of half the projects, adds 3 d to B: 1.5 d more or less. */
Test(outcomes, what_moves_the_end_is_known_of_tasks_in_a_row)
{
	static const char text[] = "clock = { unit = \"d\"; }; run = { replications = 2000; seed = 2; };"
		"work = { k = { project = { A = { wait = \"uniform(0 d, 10 d)\"; }; B = { after = \"A\"; wait = \"uniform(0 d, 4 d)\"; };"
		" C = { wait = \"uniform(0 d, 0.1 d)\"; }; };"
		" risks = { r = { chance = \"50%\"; hits = \"B\"; delay = \"3 d\"; }; never = { chance = \"50%\"; hits = \"C\"; delay = \"0.1 d\"; }; }; }; };";
	struct laboratory laboratory;
	struct plan_ends ends;
	const struct result_scenario *scenario = run(&laboratory, text, &ends);
	const struct kind *kind = &scenario->model->kinds[0];
	struct swings swings = swings_find(ends.outcomes, scenario->model, kind, OUTCOME_DURATION, &laboratory.study.arena);
	static const struct { enum swing_what what; uint32_t of; double low, high; } expected[] = {
		{ SWING_TIME, 0, -4.5, 4.5 }, { SWING_TIME, 1, -1.8, 1.8 }, { SWING_RISK, 0, -1.5, 1.5 } };
	cr_assert_eq(swings.count, COUNT_OF(expected), "%zu found, of which C and its risk are none", swings.count);
	cr_expect_eq(swings.tried, 5);
	double d = 86400.0 * scenario->model->unit;
	for (size_t i = 0; i < swings.count; i++) {
		const struct swing *swing = &swings.list[i];
		cr_expect(swing->what == expected[i].what && swing->of == expected[i].of, "number %zu", i);
		/* Slopes are exact here; what is left is how well a tenth of 2000 (or half of them) is known, at most 10 / sqrt(12 * 2000) each. */
		cr_expect_float_eq(swing->low / d, expected[i].low, 0.25, "%g", swing->low / d);
		cr_expect_float_eq(swing->high / d, expected[i].high, 0.25, "%g", swing->high / d);
	}
	cr_expect_float_eq(swings.explained, 1.0, 1e-9);
	/* Of the variance 100 / 12, 16 / 12 and 9 / 4: A has 0.70. */
	cr_expect_float_eq(swings.list[0].share, 100.0 / (100.0 + 16.0 + 27.0), 0.03);
	laboratory_close(&laboratory);
}

/* Two side by side of 0 to 1: the mean of the later is 2/3. Given that one of them is u, it is (1 + u²) / 2; the line through that by least
   squares has slope 1/2, as the covariance is 1/24: the slowest tenth, 0.45 more, moves it by 0.225. */
Test(outcomes, tasks_side_by_side_move_the_end_by_half)
{
	static const char text[] = "clock = { unit = \"h\"; }; run = { replications = 2000; seed = 4; };"
		"work = { k = { project = { A = { wait = \"uniform(0 h, 1 h)\"; }; B = { wait = \"uniform(0 h, 1 h)\"; }; }; }; };";
	struct laboratory laboratory;
	struct plan_ends ends;
	const struct result_scenario *scenario = run(&laboratory, text, &ends);
	struct swings swings = swings_find(ends.outcomes, scenario->model, &scenario->model->kinds[0], OUTCOME_DURATION, &laboratory.study.arena);
	double h = 3600.0 * scenario->model->unit;
	cr_assert_eq(swings.count, 2);
	for (size_t i = 0; i < 2; i++)
		cr_expect_float_eq(swings.list[i].high / h, 0.225, 3.9 * swings.list[i].error / h, "%g ± %g", swings.list[i].high / h, swings.list[i].error / h);
	/* 1/4 of 1/12 each, of a variance of 1/18: 3/8 each. */
	cr_expect_float_eq(swings.explained, 0.75, 0.04);
	laboratory_close(&laboratory);
}

/* The man is away at the other job for 0 to 10 d, evenly: of the longest tenth that is 4.5 d more than on average, and all that differs. */
Test(outcomes, waiting_for_people_is_named)
{
	static const char text[] = "clock = { unit = \"d\"; }; run = { replications = 1000; seed = 6; }; resources = { m = { number = 1; }; idle = { number = 1; }; };"
		"work = { k = { arrive = { at = ( \"1 s\" ); }; project = { A = { needs = { m = 1; }; time = \"1 d\"; }; }; };"
		" o = { arrive = { at = ( 0 ); }; project = { X = { needs = { m = 1; }; time = \"uniform(0 d, 10 d)\"; }; }; }; };";
	struct laboratory laboratory;
	struct plan_ends ends;
	const struct result_scenario *scenario = run(&laboratory, text, &ends);
	struct swings swings = swings_find(ends.outcomes, scenario->model, &scenario->model->kinds[0], OUTCOME_DURATION, &laboratory.study.arena);
	cr_assert(swings.count == 1 && swings.list[0].what == SWING_WAIT && swings.list[0].of == 0);
	cr_expect_float_eq(swings.list[0].high / (86400.0 * scenario->model->unit), 4.5, 0.36, "10 / sqrt(12 x 1000) is the mean known to; four of them");
	cr_expect_float_eq(swings.explained, 1.0, 1e-9);
	laboratory_close(&laboratory);
}

/* Two tests of an hour in one laboratory, after A and B of 0 to 10 h: who waits for it is next to the other, and so the end lies sooner
   than where A and B lie far apart. That is no gain from waiting: A and B are all that decides. */
Test(outcomes, nobody_ends_sooner_by_waiting)
{
	static const char text[] = "clock = { unit = \"h\"; }; run = { replications = 1000; seed = 8; }; resources = { lab = { number = 1; }; };"
		"work = { k = { project = { A = { wait = \"uniform(0 h, 10 h)\"; }; B = { wait = \"uniform(0 h, 10 h)\"; };"
		" S = { after = \"A\"; needs = { lab = 1; }; time = \"1 h\"; }; T = { after = \"B\"; needs = { lab = 1; }; time = \"1 h\"; }; }; }; };";
	struct laboratory laboratory;
	struct plan_ends ends;
	const struct result_scenario *scenario = run(&laboratory, text, &ends);
	struct swings swings = swings_find(ends.outcomes, scenario->model, &scenario->model->kinds[0], OUTCOME_DURATION, &laboratory.study.arena);
	cr_assert_eq(swings.count, 2, "%zu found", swings.count);
	for (size_t i = 0; i < swings.count; i++)
		cr_expect(swings.list[i].what == SWING_TIME && swings.list[i].low < 0.0 && swings.list[i].high > 0.0, "number %zu", i);
	laboratory_close(&laboratory);
}

/* The bridge of five exponential tasks of 1, 1-4, 1-3-5 and 2-5: how each goes with the end was found by 2e7 runs elsewhere, to 0.0003. A
   correlation r of 10,000 has an error of (1 - r²) / 100 where columns are normal; exponential ones have longer tails: twice that, 3.9
   times. */
Test(outcomes, tasks_of_the_bridge_go_with_its_end_as_is_known)
{
	static const char text[] = "clock = { unit = \"d\"; }; run = { replications = 10000; seed = 8; };"
		"work = { k = { project = { a1 = { time = \"exponential(1 d)\"; }; a2 = { time = \"exponential(1 d)\"; };"
		" a3 = { after = \"a1\"; time = \"exponential(1 d)\"; }; a4 = { after = \"a1\"; time = \"exponential(1 d)\"; };"
		" a5 = { after = ( \"a2\", \"a3\" ); time = \"exponential(1 d)\"; }; }; }; };";
	static const double known[] = { 0.5272, 0.2618, 0.4577, 0.2618, 0.5272 };
	struct laboratory laboratory;
	struct plan_ends ends;
	const struct result_scenario *scenario = run(&laboratory, text, &ends);
	for (uint32_t t = 0; t < COUNT_OF(known); t++) {
		double r = plan_cruciality(&ends, &scenario->model->kinds[0], t);
		cr_expect_float_eq(r, known[t], 3.9 * 2.0 * (1.0 - known[t] * known[t]) / 100.0, "task %u: %g, not %g", (unsigned)t + 1, r, known[t]);
	}
	laboratory_close(&laboratory);
}

/* Where nothing has an effect, a wrong one is picked in one of a hundred samples at most: of 60, more than 4 has a chance of one in 3000.
   */
Test(outcomes, nothing_is_said_to_move_the_end_that_does_not)
{
	int wrong = 0;
	for (int seed = 1; seed <= 60; seed++) {
		char text[700];
		snprintf(text, sizeof text, "clock = { unit = \"d\"; }; run = { replications = 60; seed = %d; };"
			"work = { k = { project = { L = { not_before = \"fate * 1 d\"; wait = \"uniform(3 d, 9 d)\"; };"
			" A = { wait = \"uniform(0 d, 1 d)\"; }; B = { wait = \"uniform(0 d, 1 d)\"; }; C = { wait = \"uniform(0 d, 1 d)\"; };"
			" D = { wait = \"uniform(0 d, 1 d)\"; }; }; facts = { fate = \"uniform(1, 4)\"; }; }; };", seed);
		struct laboratory laboratory;
		struct plan_ends ends;
		const struct result_scenario *scenario = run(&laboratory, text, &ends);
		struct swings swings = swings_find(ends.outcomes, scenario->model, &scenario->model->kinds[0], OUTCOME_DURATION, &laboratory.study.arena);
		cr_assert(swings.count > 0 && swings.list[0].of == 0, "L is all there is");
		wrong += swings.count > 1;
		laboratory_close(&laboratory);
	}
	cr_expect(wrong <= 4, "%d of 60", wrong);
}

/* --- where most points lie ---------------------------------------------------------------------------------------------------------- */

/* Of a point and a closed line: whether it lies inside, by how often the line passes it on the right. */
static bool is_inside(const struct contour *contour, double x, double y)
{
	bool inside = false;
	for (size_t i = 1; i < contour->count; i++) {
		double y0 = contour->y[i - 1], y1 = contour->y[i];
		if (isnan(y0) || isnan(y1) || (y0 > y) == (y1 > y))
			continue;
		inside ^= x < contour->x[i - 1] + (y - y0) / (y1 - y0) * (contour->x[i] - contour->x[i - 1]);
	}
	return inside;
}

/* Two clouds far apart, of a normal of 1 each: half of all points lie within two circles of radius sqrt(2 ln 2) = 1.177. */
Test(outcomes, contours_hold_their_share_of_the_points)
{
	enum { POINTS = 2000 };
	static double x[POINTS], y[POINTS];
	struct stream stream;
	struct arena arena;
	cr_assert_eq(arena_init(&arena), 0);
	stream_key(&stream, 7, 1);
	stream_address(&stream, 1, 1, 1, 1);
	for (size_t i = 0; i < POINTS; i++) {
		x[i] = gsl_cdf_ugaussian_Pinv(stream_uniform(&stream)) + (i % 2 ? 30.0 : 0.0);
		y[i] = gsl_cdf_ugaussian_Pinv(stream_uniform(&stream));
	}
	for (int k = 0; k < 2; k++) {
		double share = k ? 0.8 : 0.5, inside = 0.0;
		struct contour contour = contour_find(x, y, POINTS, share, &arena);
		for (size_t i = 0; i < POINTS; i++)
			inside += is_inside(&contour, x[i], y[i]) / (double)POINTS;
		cr_expect_float_eq(inside, share, 0.02, "%g, not %g", inside, share);
		cr_expect_not(is_inside(&contour, 15.0, 0.0), "between the clouds is nobody");
		size_t gaps = 0, open = 0, first = 0;
		for (size_t i = 0; i <= contour.count; i++)
			if (i == contour.count || isnan(contour.x[i])) {
				open += contour.x[first] != contour.x[i - 1] || contour.y[first] != contour.y[i - 1];
				gaps += i < contour.count;
				first = i + 1;
			}
		cr_expect_eq(open, 0, "lines are closed");
		cr_expect(gaps >= 1, "two areas");
	}
	cr_expect_eq(contour_find(x, x, 1, 0.5, &arena).count, 0, "one point");
	arena_done(&arena);
}
