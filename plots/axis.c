/* The steps are tried from the finest on, until few enough fit. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "axis.h"

#define STEPS_A_UNIT 9
#define HUGE_NUMBER 1e27         /* larger ones, and steps below TINY_STEP, are written with powers of ten */
#define TINY_STEP 1e-5
#define TINY_NUMBER 1e-4
#define NOTHING 1e-290           /* so near to 0 that one could not reckon with it */

/* What people count in, in place of 1, 2 and 5, unless there is more of it than they do so with. */
static const struct {
	const char *unit;
	double steps[STEPS_A_UNIT];
} counted[] = {
	{ "s", { 1, 2, 5, 10, 15, 30, 60 } },
	{ "min", { 1, 2, 5, 10, 15, 30, 60, 120 } },
	{ "h", { 1, 2, 3, 4, 6, 12, 24 } },
	{ "d", { 1, 2, 7, 14, 28 } },
	{ "wk", { 1, 2, 4, 13, 26, 52 } },
};

/* Ways to write large numbers shortly. */
static const struct {
	double from, unit;
	const char *sign;
} sizes[] = { { 1e12, 1e12, " tn" }, { 1e9, 1e9, " bn" }, { 1e6, 1e6, " M" }, { 1e5, 1e3, " k" }, { 0, 1, "" } };
#define PLAIN (sizeof sizes / sizeof *sizes - 1)

bool axis_shows(double value)
{
	return fabs(value) < AXIS_LARGEST;
}

struct extent extent_none(void)
{
	return (struct extent){ INFINITY, -INFINITY };
}

void extent_add(struct extent *extent, double value)
{
	if (!axis_shows(value))
		return;
	value = fabs(value) < NOTHING ? 0 : value;
	extent->low = fmin(extent->low, value);
	extent->high = fmax(extent->high, value);
}

/* Digits with commas between thousands and a true minus. */
static void write_grouped(char *out, size_t room, double value, int decimals, const char *after)
{
	char digits[AXIS_ROOM];
	snprintf(digits, sizeof digits, "%.*f", decimals, fabs(value));
	size_t whole = strcspn(digits, "."), to = 0;
	bool zero = digits[strspn(digits, "0.")] == '\0';
	to += (size_t)snprintf(out, room, "%s", value < 0 && !zero ? "−" : "");
	for (size_t i = 0; digits[i] && to + 2 < room; i++) {
		if (i > 0 && i < whole && (whole - i) % 3 == 0)
			out[to++] = ',';
		out[to++] = digits[i];
	}
	out[to] = '\0';
	snprintf(out + to, room - to, "%s", after);
}

static const char *sign_of(const char *unit)
{
	return unit && strcmp(unit, "%") == 0 ? " %" : "";
}

static int decimals_of(double step)
{
	int decimals = 0;
	for (double part = fabs(step); decimals < 6 && fabs(part - rint(part)) > 1e-6 * part; part *= 10)
		decimals++;
	return decimals;
}

/* `largest` of all numbers on the axis decides about thousands and millions, unless the steps between them would not be seen then. */
static void write_tick(char *out, double value, double step, double largest, const char *unit)
{
	size_t size = 0;
	char after[AXIS_ROOM];
	if (largest >= HUGE_NUMBER || step < TINY_STEP) {
		snprintf(out, AXIS_ROOM, "%.3g%s", value, sign_of(unit));
		return;
	}
	while (largest < sizes[size].from)
		size++;
	if (decimals_of(step / sizes[size].unit) > 2)
		size = PLAIN;
	snprintf(after, sizeof after, "%s%s", value == 0 ? "" : sizes[size].sign, sign_of(unit));
	write_grouped(out, AXIS_ROOM, value / sizes[size].unit, value == 0 ? 0 : decimals_of(step / sizes[size].unit), after);
}

void axis_number(char *out, double value, int digits, const char *unit)
{
	size_t size = 0;
	char after[AXIS_ROOM];
	out[0] = '\0';
	if (!axis_shows(value))
		return;
	if (fabs(value) >= HUGE_NUMBER || (fabs(value) < TINY_NUMBER && value != 0)) {
		snprintf(out, AXIS_ROOM, "%.3g%s", value, sign_of(unit));
		return;
	}
	while (fabs(value) < sizes[size].from)
		size++;
	double part = value / sizes[size].unit, finest = value == 0 ? 1 : pow(10, floor(log10(fabs(part))) + 1 - digits);
	snprintf(after, sizeof after, "%s%s", sizes[size].sign, sign_of(unit));
	write_grouped(out, AXIS_ROOM, part, finest >= 1 ? 0 : decimals_of(rint(part / finest) * finest), after);
}

static double count_of(double low, double high, double step)
{
	return ceil(high / step - 1e-9) - floor(low / step + 1e-9);
}

static double counted_step(const char *unit, double low, double high, size_t steps)
{
	for (size_t i = 0; unit && i < sizeof counted / sizeof *counted; i++)
		for (size_t k = 0; strcmp(unit, counted[i].unit) == 0 && k < STEPS_A_UNIT && counted[i].steps[k] > 0; k++)
			if (count_of(low, high, counted[i].steps[k]) <= (double)steps && high - low > counted[i].steps[0])
				return counted[i].steps[k];
	return 0;
}

static double choose_step(const struct figure_axis *wish, double low, double high, size_t steps)
{
	static const double ones[] = { 1, 2, 5 };
	double step = counted_step(wish->unit, low, high, steps);
	if (step > 0)
		return step;
	double power = pow(10, floor(log10((high - low) / (double)steps)) - 1);
	for (int i = 0; ; i++) {
		step = ones[i % 3] * power;
		if ((!wish->whole || step >= 1) && count_of(low, high, step) <= (double)steps)
			return step;
		if (i % 3 == 2)
			power *= 10;
	}
}

/* An axis has a length, however little the data say; what they say is not made invisible by it. */
static void widen(struct extent *extent, const struct figure_axis *wish)
{
	extent_add(extent, wish->low);
	extent_add(extent, wish->high);
	if (wish->zero || extent->low > extent->high)
		extent_add(extent, 0);
	double size = fmax(fabs(extent->low), fabs(extent->high));
	if (extent->high - extent->low > fmax(1e-9 * size, wish->whole ? 0.5 : 0))
		return;
	double more = wish->whole || size == 0 ? fmax(1, size * 0.1) : size * 0.1;
	if (extent->low == 0 || extent->high > 0)
		extent->high += more;
	if (extent->low != 0)
		extent->low -= more;
}

struct axis axis_make(const struct figure_axis *wish, struct extent extent, size_t steps, bool whole_steps)
{
	struct axis axis = { .count = 0 };
	widen(&extent, wish);
	size_t least = extent.low < 0 && extent.high > 0 ? 2 : 1;   /* on both sides of 0 there is a step at least */
	steps = steps < least ? least : steps > AXIS_TICKS - 2 ? AXIS_TICKS - 2 : steps;
	axis.step = choose_step(wish, extent.low, extent.high, steps);
	double first = floor(extent.low / axis.step + 1e-6), last = ceil(extent.high / axis.step - 1e-6);
	axis.low = whole_steps ? first * axis.step : extent.low;
	axis.high = fmax(whole_steps ? last * axis.step : extent.high, axis.low + (extent.high - extent.low));
	for (double k = first; k <= last && axis.count < AXIS_TICKS; k++) {
		double at = k * axis.step, slack = (axis.high - axis.low) * 1e-9;
		if (at < axis.low - slack || at > axis.high + slack)
			continue;
		axis.ticks[axis.count] = at;
		write_tick(axis.texts[axis.count++], at, axis.step, fmax(fabs(axis.low), fabs(axis.high)), wish->unit);
	}
	return axis;
}

double axis_share(const struct axis *axis, double value)
{
	double share = (value - axis->low) / (axis->high - axis->low);
	return share < 0 ? 0 : share > 1 ? 1 : share;
}
