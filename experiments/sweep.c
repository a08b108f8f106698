/* Ranges and lists. A range is counted from its index, never by adding steps, so that its last value is the one that was written. */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "sweep.h"

#define ENOUGH 1e-9          /* of a step: what rounding may lack at the end of a range */

static int complain(FILE *to, const char *text, const char *fault)
{
	fprintf(to, "takt sweep: '%s' %s\n", text, fault);
	return -1;
}

static char *trimmed(char *text)
{
	while (isspace((unsigned char)*text))
		text++;
	size_t length = strlen(text);
	while (length > 0 && isspace((unsigned char)text[length - 1]))
		text[--length] = '\0';
	return text;
}

/* --- ranges ------------------------------------------------------------------------------------------------------------------------ */

/* A number with what stands behind it: "10 %", "1.5 min". */
struct quantity {
	double number;
	const char *unit;        /* "" where there is none */
	int decimals;
};

static bool read_quantity(char *text, struct quantity *out)
{
	char *start = trimmed(text), *end;
	out->number = strtod(start, &end);
	if (end == start || !isfinite(out->number))
		return false;
	const char *point = memchr(start, '.', (size_t)(end - start));
	out->decimals = point ? (int)(end - point) - 1 : 0;
	out->unit = trimmed(end);
	for (const char *letter = out->unit; *letter; letter++)
		if (!isalpha((unsigned char)*letter) && *letter != '%')
			return false;
	return true;
}

/* The unit that all of them have; one that has none has that of the others. NULL: they differ. */
static const char *common_unit(const struct quantity *list, size_t count)
{
	const char *unit = "";
	for (size_t i = 0; i < count; i++) {
		if (*list[i].unit && *unit && strcmp(unit, list[i].unit) != 0)
			return NULL;
		unit = *list[i].unit ? list[i].unit : unit;
	}
	return unit;
}

static int fill_range(struct sweep *sweep, struct sweep_axis *axis, const struct quantity *ends, const char *unit, const char *text,
	FILE *to)
{
	double from = ends[0].number, span = ends[1].number - from, step = fabs(ends[2].number);
	int decimals = 0;
	for (int i = 0; i < 3; i++)
		decimals = ends[i].decimals > decimals ? ends[i].decimals : decimals;
	if (!(step > 0.0))
		return complain(to, text, "has a step of 0");
	double steps = floor(fabs(span) / step + ENOUGH);
	if (steps < 1.0)
		return complain(to, text, "has one value only: give a smaller step, as in PATH=0.5..0.9/0.1");
	if (steps >= SWEEP_POINTS)
		return complain(to, text, "has more than 1000 values: give a larger step behind it, as in PATH=0..100/5");
	axis->values = arena_take(sweep->arena, (size_t)steps + 1, sizeof *axis->values);
	axis->range = true;
	for (axis->count = 0; axis->count <= (size_t)steps; axis->count++) {
		double value = from + (span < 0.0 ? -step : step) * (double)axis->count;
		axis->values[axis->count] = arena_format(sweep->arena, "%.*f%s%s", decimals, value, *unit && *unit != '%' ? " " : "", unit);
	}
	return 0;
}

/* "a..b", "a..b/step" or "a..b step s". */
static int read_range(struct sweep *sweep, struct sweep_axis *axis, char *values, const char *text, FILE *to)
{
	static const char no_range[] = "is no range of numbers: write PATH=1..6, PATH=10%..30%/5% or a list, PATH=fifo,shortest";
	struct quantity ends[3] = { { .unit = "" }, { .unit = "" }, { .number = 1.0, .unit = "" } };
	char *points = strstr(values, ".."), *second = points + 2, *step = strchr(second, '/'), *word = strstr(second, "step");
	*points = '\0';
	if (word && !step) {
		*word = '\0';
		step = word + strlen("step") - 1;
	}
	if (step)
		*step = '\0';
	if (!read_quantity(values, &ends[0]) || !read_quantity(second, &ends[1]) || (step && !read_quantity(step + 1, &ends[2])))
		return complain(to, text, no_range);
	const char *unit = common_unit(ends, 3);
	if (!unit)
		return complain(to, text, "mixes units: write both ends and the step in the same one");
	return fill_range(sweep, axis, ends, unit, text, to);
}

/* --- lists ------------------------------------------------------------------------------------------------------------------------- */

/* The next comma that stands in no brackets and no quotes. */
static char *next_comma(char *text)
{
	int depth = 0;
	bool quoted = false;
	for (; *text; text++) {
		quoted ^= *text == '"';
		depth += !quoted && strchr("([{", *text) ? 1 : !quoted && strchr(")]}", *text) ? -1 : 0;
		if (*text == ',' && depth == 0 && !quoted)
			return text;
	}
	return NULL;
}

static bool has_value(const struct sweep_axis *axis, const char *value)
{
	for (size_t i = 0; i < axis->count; i++)
		if (strcmp(axis->values[i], value) == 0)
			return true;
	return false;
}

/* Numbers in order make a range too: they have a knee. */
static bool is_range(const struct sweep_axis *axis)
{
	double last = 0.0, direction = 0.0;
	for (size_t i = 0; i < axis->count; i++) {
		char *end;
		double number = strtod(axis->values[i], &end);
		if (end == axis->values[i] || (i > 1 && (number - last) * direction <= 0.0))
			return false;
		direction = i > 0 ? number - last : 0.0;
		last = number;
	}
	return true;
}

static int read_list(struct sweep *sweep, struct sweep_axis *axis, char *values, const char *text, FILE *to)
{
	axis->values = arena_take(sweep->arena, strlen(values) + 1, sizeof *axis->values);
	for (char *value = values, *comma; value; value = comma) {
		comma = next_comma(value);
		if (comma)
			*comma++ = '\0';
		value = trimmed(value);
		if (!*value)
			return complain(to, text, "lacks a value between two commas");
		if (!has_value(axis, value))
			axis->values[axis->count++] = value;
	}
	axis->range = is_range(axis);
	return 0;
}

/* --- points ------------------------------------------------------------------------------------------------------------------------ */

static bool is_swept(const struct sweep *sweep, const char *path)
{
	for (size_t i = 0; i < sweep->axis_count; i++)
		if (strcmp(sweep->axes[i].path, path) == 0)
			return true;
	return false;
}

int sweep_add(struct sweep *sweep, const char *text, FILE *to)
{
	char *path = arena_text(sweep->arena, text), *assign = strchr(path, '=');
	struct sweep_axis axis = { .count = 0 };
	if (!assign)
		return complain(to, text, "is nothing to sweep: write PATH=1..6");
	*assign = '\0';
	axis.path = trimmed(path);
	char *values = trimmed(assign + 1);
	if (!*axis.path || !*values)
		return complain(to, text, "is nothing to sweep: write PATH=1..6");
	if (is_swept(sweep, axis.path))
		return complain(to, text, "names a path that is swept already");
	if (sweep->axis_count == SWEEP_AXES)
		return complain(to, text, "is one path too many");
	bool range = strstr(values, "..") && !strpbrk(values, ",([{\"");
	if ((range ? read_range : read_list)(sweep, &axis, values, text, to) != 0)
		return -1;
	size_t points = (sweep->point_count ? sweep->point_count : 1) * axis.count;
	if (points > SWEEP_POINTS) {
		fprintf(to, "takt sweep: that makes %zu points, and at most %d can be run: take larger steps or fewer paths\n", points, SWEEP_POINTS);
		return -1;
	}
	sweep->axes[sweep->axis_count++] = axis;
	sweep->point_count = points;
	return 0;
}

const char *sweep_value(const struct sweep *sweep, size_t point, size_t axis)
{
	for (size_t i = sweep->axis_count; i-- > axis + 1;)
		point /= sweep->axes[i].count;
	return sweep->axes[axis].values[point % sweep->axes[axis].count];
}

const char *sweep_name(const struct sweep *sweep, size_t point)
{
	const char *name = "";
	for (size_t i = 0; i < sweep->axis_count; i++)
		name = arena_format(sweep->arena, "%s%s%s=%s", name, *name ? ", " : "", sweep->axes[i].path, sweep_value(sweep, point, i));
	return name;
}
