/* Forward regression by Gram and Schmidt: see swing.h. Invariant: what is left of the explained column, and of each input that is not
   picked, is at a right angle to all that are. */
#include "swing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ALIKE 1e-9               /* what is left of an input, in proportion: less of it says nothing of its own */

struct input {
	enum swing_what what;
	bool picked;
	uint32_t of;
	size_t column;
	double mean, squares;        /* at first; of its differences from the mean */
	double quick, slow;          /* differences from the mean: of the lowest and the highest tenth; of a risk, of 0 and 1 */
	double *left;                /* [n] */
	double *on;                  /* [picked so far]: how much of it lies along each that was picked */
};

struct fit {
	struct input *inputs;
	size_t count;
	double *left;                /* [n]: of what is explained */
	double squares, whole;       /* of that; and at first */
	const double *rows;          /* of the projects that are looked at, `step` numbers apart */
	size_t step, n;
	double *sorted;              /* [n]: scratch */
	size_t *picked;              /* [count]: inputs, in this order */
	double *along;               /* [count]: of what is explained, along each of them */
	size_t picked_count;
};

static double product(const double *a, const double *b, size_t n)
{
	double sum = 0.0;
	for (size_t i = 0; i < n; i++)
		sum += a[i] * b[i];
	return sum;
}

static void take_away(double *from, const double *what, double times, size_t n)
{
	for (size_t i = 0; i < n; i++)
		from[i] -= times * what[i];
}

/* A column less its mean. */
static double *centred(const struct fit *fit, size_t column, struct arena *arena, double *mean)
{
	double *values = arena_take(arena, fit->n, sizeof *values), sum = 0.0;
	for (size_t i = 0; i < fit->n; i++)
		sum += values[i] = fit->rows[i * fit->step + column];
	*mean = sum / (double)fit->n;
	for (size_t i = 0; i < fit->n; i++)
		values[i] -= *mean;
	return values;
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

/* Means of the lowest and the highest tenth. */
static void find_tails(struct input *input, const struct fit *fit)
{
	if (input->what == SWING_RISK) {
		input->quick = -input->mean;
		input->slow = 1.0 - input->mean;
		return;
	}
	size_t tail = (size_t)ceil(SWING_TAIL * (double)fit->n);
	memcpy(fit->sorted, input->left, fit->n * sizeof *fit->sorted);
	qsort(fit->sorted, fit->n, sizeof *fit->sorted, ascending);
	for (size_t i = 0; i < tail; i++) {
		input->quick += fit->sorted[i] / (double)tail;
		input->slow += fit->sorted[fit->n - 1 - i] / (double)tail;
	}
}

static void add_input(struct fit *fit, struct input input, size_t inputs, struct arena *arena)
{
	input.left = centred(fit, input.column, arena, &input.mean);
	input.squares = product(input.left, input.left, fit->n);
	if (!(input.squares > 1e-18 * (double)fit->n * input.mean * input.mean))
		return;
	find_tails(&input, fit);
	input.on = arena_take(arena, inputs, sizeof *input.on);
	fit->inputs[fit->count++] = input;
}

static void open_fit(struct fit *fit, const struct outcomes *outcomes, const struct model *model, const struct kind *kind, size_t column,
	const bool *no_cause, struct arena *arena, double *mean)
{
	size_t inputs = 2 * (size_t)kind->task_count + kind->project->risk_count + model->resource_count;
	size_t every = (outcomes->count - 1) / SWING_AT_MOST + 1;
	*fit = (struct fit){ .rows = outcomes->rows, .step = every * outcomes->width, .n = (outcomes->count - 1) / every + 1,
		.inputs = arena_take(arena, inputs + 1, sizeof *fit->inputs),
		.picked = arena_take(arena, inputs + 1, sizeof *fit->picked), .along = arena_take(arena, inputs + 1, sizeof *fit->along) };
	fit->sorted = arena_take(arena, fit->n, sizeof *fit->sorted);
	fit->left = centred(fit, column, arena, mean);
	fit->whole = fit->squares = product(fit->left, fit->left, fit->n);
	for (uint32_t t = 0; t < kind->task_count; t++)
		add_input(fit, (struct input){ .what = SWING_TIME, .of = t, .column = outcome_time(kind, t) }, inputs, arena);
	for (uint32_t t = 0; column == OUTCOME_COST && t < kind->task_count; t++)
		add_input(fit, (struct input){ .what = SWING_REPEATS, .of = t, .column = outcome_passes(kind, t) }, inputs, arena);
	for (uint32_t r = 0; r < kind->project->risk_count; r++)
		add_input(fit, (struct input){ .what = SWING_RISK, .of = r, .column = outcome_risk(kind, r) }, inputs, arena);
	for (uint32_t r = 0; r < model->resource_count; r++)
		if (!no_cause[r])
			add_input(fit, (struct input){ .what = SWING_WAIT, .of = r, .column = outcome_wait(kind, r) }, inputs, arena);
}

/* --- picking ----------------------------------------------------------------------------------------------------------------------- */

/* The input that explains most of what is left, and how much; NONE: none has anything of its own to say. */
static size_t find_best(const struct fit *fit, double *gain)
{
	size_t best = SIZE_MAX;
	*gain = 0.0;
	for (size_t i = 0; i < fit->count; i++) {
		const struct input *input = &fit->inputs[i];
		double own = input->picked ? 0.0 : product(input->left, input->left, fit->n);
		if (own <= ALIKE * input->squares)
			continue;
		double with = product(input->left, fit->left, fit->n), explains = with * with / own;
		if (explains > *gain) {
			*gain = explains;
			best = i;
		}
	}
	return best;
}

/* Student's t of the coefficient, against the chance that the best of all that are left is as good without any effect (Bonferroni). */
static bool is_shown(const struct fit *fit, double gain)
{
	double df = (double)fit->n - 2.0 - (double)fit->picked_count, rest = fit->squares - gain;
	double others = (double)(fit->count - fit->picked_count);
	if (df < 1.0 || gain <= ALIKE * fit->whole)
		return false;
	return gain * df > rest * pow(interval_student(df, 1.0 - (1.0 - SWING_CONFIDENCE) / others), 2.0);
}

static void pick(struct fit *fit, size_t best)
{
	struct input *input = &fit->inputs[best];
	double length = sqrt(product(input->left, input->left, fit->n));
	for (size_t i = 0; i < fit->n; i++)
		input->left[i] /= length;
	input->on[fit->picked_count] = length;
	input->picked = true;
	fit->along[fit->picked_count] = product(input->left, fit->left, fit->n);
	take_away(fit->left, input->left, fit->along[fit->picked_count], fit->n);
	fit->squares = product(fit->left, fit->left, fit->n);
	for (size_t j = 0; j < fit->count; j++) {
		struct input *other = &fit->inputs[j];
		if (other->picked)
			continue;
		other->on[fit->picked_count] = product(input->left, other->left, fit->n);
		take_away(other->left, input->left, other->on[fit->picked_count], fit->n);
	}
	fit->picked[fit->picked_count++] = best;
}

/* --- what comes out ---------------------------------------------------------------------------------------------------------------- */

/* Solves R x = b in place, where column j of R is what lies along the picked ones of the j-th of them. */
static void solve(const struct fit *fit, double *x)
{
	for (size_t j = fit->picked_count; j-- > 0;) {
		const double *column = fit->inputs[fit->picked[j]].on;
		x[j] /= column[j];
		for (size_t i = 0; i < j; i++)
			x[i] -= x[j] * column[i];
	}
}

static int widest_first(const void *a, const void *b)
{
	const struct swing *x = a, *y = b;
	double wide_x = fabs(x->high - x->low), wide_y = fabs(y->high - y->low);
	if (wide_x != wide_y)
		return wide_x < wide_y ? 1 : -1;
	return x->what != y->what ? (x->what < y->what ? -1 : 1) : (x->of > y->of) - (x->of < y->of);
}

/* The variance of coefficient j is that of the rest times the sum of squares in row j of the inverse of R. */
static void tell(const struct fit *fit, struct swings *swings, struct arena *arena)
{
	size_t count = fit->picked_count;
	double rest = fit->squares / ((double)fit->n - 1.0 - (double)count);
	double *slopes = arena_take(arena, count + 1, sizeof *slopes), *unit = arena_take(arena, count + 1, sizeof *unit);
	double *variances = arena_take(arena, count + 1, sizeof *variances);
	for (size_t i = 0; i < count; i++)
		slopes[i] = fit->along[i];
	solve(fit, slopes);
	for (size_t k = 0; k < count; k++) {
		for (size_t i = 0; i < count; i++)
			unit[i] = i == k;
		solve(fit, unit);
		for (size_t j = 0; j < count; j++)
			variances[j] += rest * unit[j] * unit[j];
	}
	for (size_t j = 0; j < count; j++) {
		const struct input *input = &fit->inputs[fit->picked[j]];
		swings->list[j] = (struct swing){ input->what, input->of, slopes[j] * input->quick, slopes[j] * input->slow,
			sqrt(variances[j]) * (input->slow - input->quick), slopes[j] * slopes[j] * input->squares / fit->whole };
	}
	swings->count = count;
	qsort(swings->list, count, sizeof *swings->list, widest_first);
}

static struct swings fit_swings(const struct outcomes *outcomes, const struct model *model, const struct kind *kind, size_t column,
	const bool *no_cause, struct arena *arena)
{
	struct swings swings = { .list = NULL };
	struct fit fit;
	double gain;
	open_fit(&fit, outcomes, model, kind, column, no_cause, arena, &swings.mean);
	swings.tried = fit.count;
	swings.list = arena_take(arena, fit.count + 1, sizeof *swings.list);
	if (!(fit.whole > 1e-18 * (double)fit.n * swings.mean * swings.mean))
		return swings;
	for (size_t best; (best = find_best(&fit, &gain)) != SIZE_MAX && is_shown(&fit, gain);)
		pick(&fit, best);
	tell(&fit, &swings, arena);
	swings.explained = 1.0 - fit.squares / fit.whole;
	return swings;
}

/* The resource that is waited for longest where the end is sooner, of those that are; NONE: no such wait. */
static uint32_t sooner_by_waiting(const struct swings *swings)
{
	for (size_t i = 0; i < swings->count; i++)
		if (swings->list[i].what == SWING_WAIT && swings->list[i].high < swings->list[i].low)
			return swings->list[i].of;
	return NONE;
}

struct swings swings_find(const struct outcomes *outcomes, const struct model *model, const struct kind *kind, size_t column,
	struct arena *arena)
{
	if (outcomes->count < SWING_RUNS)
		return (struct swings){ .list = NULL };
	bool *no_cause = arena_take(arena, model->resource_count + 1, sizeof *no_cause);
	for (;;) {
		struct swings swings = fit_swings(outcomes, model, kind, column, no_cause, arena);
		uint32_t resource = sooner_by_waiting(&swings);
		if (resource == NONE)
			return swings;
		no_cause[resource] = true;
	}
}
