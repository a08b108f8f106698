/* A sweep in sentences: how far each judged metric moves, where further steps stop paying, where it is best. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "multiple.h"
#include "number.h"
#include "sweep_report.h"

#define KNEE 0.1             /* of the first step's gain: less is no longer worth a step */
#define EQUALS_IN_WORDS 3

static const struct result_scenario *scenario(const struct sweep_report *report, size_t point)
{
	return &report->result->scenarios[point];
}

static bool ends_in(const char *path, const char *words)
{
	size_t length = strlen(path), tail = strlen(words);
	return length >= tail && strcmp(path + length - tail, words) == 0 && (length == tail || path[length - tail - 1] == '.');
}

static bool is_unique(const struct sweep *sweep, size_t axis, const char *words)
{
	for (size_t i = 0; i < sweep->axis_count; i++)
		if (i != axis && ends_in(sweep->axes[i].path, words))
			return false;
	return true;
}

const char *sweep_short_path(const struct sweep *sweep, size_t axis)
{
	const char *path = sweep->axes[axis].path;
	for (const char *c = path + strlen(path); c > path; c--)
		if (c[-1] == '.' && is_unique(sweep, axis, c))
			return c;
	return path;
}

const char *sweep_place(const struct sweep_report *report, size_t point)
{
	const struct sweep *sweep = report->sweep;
	const char *text = "";
	if (sweep->axis_count == 1)
		return sweep_value(sweep, point, 0);
	for (size_t i = 0; i < sweep->axis_count; i++)
		text = arena_format(report->arena, "%s%s%s %s", text, i ? ", " : "", sweep_short_path(sweep, i), sweep_value(sweep, point, i));
	return text;
}

static const char *value_at(const struct sweep_report *report, const struct yardstick *yardstick, size_t point)
{
	char number[NUMBER_ROOM];
	struct interval mean = yardstick_mean(yardstick, scenario(report, point), report->arena);
	number_mean(number, mean.estimate, (mean.high - mean.low) / 2.0);
	return arena_format(report->arena, "%s%s%s", number, *yardstick->unit ? " " : "", yardstick->unit);
}

/* --- the knee ---------------------------------------------------------------------------------------------------------------------- */

/* The share of the first step's gain less that of a step: positive where the step is past the knee. */
static struct interval past_knee(const struct sweep_report *report, const struct yardstick *yardstick, const size_t *points, size_t step,
	double confidence)
{
	const size_t of[] = { points[0], points[1], points[step], points[step + 1] };
	uint32_t count = UINT32_MAX;
	double *values[4], sign = yardstick->better == METRIC_LESS ? -1.0 : 1.0;
	for (int i = 0; i < 4; i++)
		count = scenario(report, of[i])->replications < count ? scenario(report, of[i])->replications : count;
	for (int i = 0; i < 4; i++) {
		values[i] = arena_take(report->arena, count + 1u, sizeof *values[i]);
		yardstick_series(yardstick, scenario(report, of[i]), count, values[i]);
	}
	for (uint32_t r = 0; r < count; r++)
		values[0][r] = sign * (KNEE * (values[1][r] - values[0][r]) - (values[3][r] - values[2][r]));
	return interval_mean(values[0], count, confidence);
}

size_t sweep_knee(const struct sweep_report *report, const struct yardstick *yardstick, const size_t *points, size_t count,
	struct yardstick_gain *first)
{
	double confidence = multiple_bonferroni(SUMMARY_CONFIDENCE, count - 1);
	size_t knee = SIZE_MAX;
	*first = yardstick_gain(yardstick, scenario(report, points[0]), scenario(report, points[1]), confidence, report->arena);
	if (!first->shown || !(first->interval.estimate > 0.0))
		return SIZE_MAX;
	for (size_t step = count - 2; step >= 1; step--) {
		struct interval past = past_knee(report, yardstick, points, step, confidence);
		if (!(past.estimate > 0.0))
			break;
		knee = past.low > 0.0 ? points[step] : knee;
	}
	return knee;
}

/* From the worse end to the better. */
static void order(const struct sweep_report *report, const struct yardstick *yardstick, size_t *points, size_t count)
{
	struct interval ends = yardstick_gain(yardstick, scenario(report, points[0]), scenario(report, points[count - 1]), SUMMARY_CONFIDENCE,
		report->arena).interval;
	for (size_t i = 0; ends.estimate < 0.0 && i < count / 2; i++) {
		size_t other = points[i];
		points[i] = points[count - 1 - i];
		points[count - 1 - i] = other;
	}
}

/* The point of the knee; SIZE_MAX: there is none to tell. `points` are in order by then. */
static size_t say_point(struct prose *prose, const struct sweep_report *report, const struct yardstick *yardstick, size_t *points,
	size_t count, struct yardstick_gain *first)
{
	order(report, yardstick, points, count);
	size_t knee = sweep_knee(report, yardstick, points, count, first);
	if (knee != SIZE_MAX)
		prose_say(prose, "The knee is at %s: the step from %s to %s gains %s, from %s on a further step gains less than a tenth of that. ",
			sweep_place(report, knee), sweep_place(report, points[0]), sweep_place(report, points[1]),
			yardstick_amount(yardstick, first->interval, report->arena), sweep_place(report, knee));
	return knee;
}

static void say_knee(struct prose *prose, const struct sweep_report *report, const struct yardstick *yardstick, size_t *points,
	size_t count)
{
	struct yardstick_gain first, last;
	if (say_point(prose, report, yardstick, points, count, &first) != SIZE_MAX)
		return;
	last = yardstick_gain(yardstick, scenario(report, points[count - 2]), scenario(report, points[count - 1]),
		multiple_bonferroni(SUMMARY_CONFIDENCE, count - 1), report->arena);
	if (first.shown && last.shown && last.interval.estimate > KNEE * first.interval.estimate)
		prose_say(prose, "No knee: the last step, from %s to %s, still gains %s. ", sweep_place(report, points[count - 2]),
			sweep_place(report, points[count - 1]), yardstick_amount(yardstick, last.interval, report->arena));
	else
		prose_say(prose, "Where further steps stop paying cannot be told from these replications. ");
}

/* --- how far, and where it is best ------------------------------------------------------------------------------------------------- */

static size_t best_of(const struct sweep_report *report, const struct yardstick *yardstick, const size_t *points, size_t count)
{
	size_t best = SIZE_MAX;
	double most = -INFINITY, sign = yardstick->better == METRIC_LESS ? -1.0 : 1.0;
	for (size_t i = 0; i < count; i++) {
		double mean = sign * yardstick_mean(yardstick, scenario(report, points[i]), report->arena).estimate;
		if (mean > most) {
			most = mean;
			best = points[i];
		}
	}
	return best;
}

/* Those that cannot be told from the best. */
static size_t list_equals(const struct sweep_report *report, const struct yardstick *yardstick, size_t best, const size_t *points,
	size_t count, size_t *equals)
{
	double confidence = multiple_bonferroni(SUMMARY_CONFIDENCE, count - 1);
	size_t found = 0;
	for (size_t i = 0; i < count; i++)
		if (points[i] != best &&
			!yardstick_gain(yardstick, scenario(report, points[i]), scenario(report, best), confidence, report->arena).shown)
			equals[found++] = points[i];
	return found;
}

/* With at most so many of those that cannot be told from it by name. */
static void say_best(struct prose *prose, const struct sweep_report *report, const struct yardstick *yardstick, const size_t *points,
	size_t count, size_t at_most)
{
	size_t best = best_of(report, yardstick, points, count), start = prose->length;
	size_t *equals = arena_take(report->arena, count, sizeof *equals);
	if (best == SIZE_MAX)
		return;
	size_t found = list_equals(report, yardstick, best, points, count, equals);
	if (found == count - 1) {
		prose_say(prose, "%s is not shown to differ between any of the points. ", yardstick->words);
		prose_capital(prose, start);
		return;
	}
	prose_say(prose, "%s is %s with %s: %s", yardstick->words, yardstick->better == METRIC_LESS ? "lowest" : "highest",
		sweep_place(report, best),
		value_at(report, yardstick, best));
	prose_capital(prose, start);
	for (size_t i = 0; i < found && found <= at_most; i++)
		prose_say(prose, "%s%s", i == 0 ? "; not told from it: " : "; ", sweep_place(report, equals[i]));
	if (found > at_most)
		prose_say(prose, "; %zu others cannot be told from it", found);
	prose_say(prose, ". ");
}

/* "The time of Panel falls from 102 min at 1 to 43 min at 4." False: no effect is shown. */
static bool say_effect(struct prose *prose, const struct sweep_report *report, const struct yardstick *yardstick, const size_t *points,
	size_t count)
{
	size_t first = points[0], last = points[count - 1], start = prose->length;
	struct yardstick_gain ends = yardstick_gain(yardstick, scenario(report, first), scenario(report, last), SUMMARY_CONFIDENCE, report->arena);
	bool rises = (ends.interval.estimate > 0.0) != (yardstick->better == METRIC_LESS);
	if (!ends.shown) {
		prose_say(prose, "%s is not shown to differ between %s (%s) and %s (%s)", yardstick->words, sweep_place(report, first),
			value_at(report, yardstick, first), sweep_place(report, last), value_at(report, yardstick, last));
		prose_capital(prose, start);
		prose_say(prose, ends.same ? ": it is the same throughout. " : ". ");
		return false;
	}
	prose_say(prose, "%s %s from %s at %s to %s at %s (by %s). ", yardstick->words, rises ? "rises" : "falls",
		value_at(report, yardstick, first), sweep_place(report, first), value_at(report, yardstick, last), sweep_place(report, last),
		yardstick_amount(yardstick, ends.interval, report->arena));
	prose_capital(prose, start);
	return true;
}

/* Whether the points lie on a line, on which it can rise and fall. */
static bool is_line(const struct sweep_report *report, size_t count)
{
	return report->sweep->axis_count == 1 && report->sweep->axes[0].range && count >= 2;
}

static bool is_judged(const struct sweep_report *report, const struct yardstick *yardstick)
{
	return yardstick < report->yardsticks.list + report->judged;
}

/* Whether it is best neither at the one end of a line nor at the other. */
static bool is_inside(const struct sweep_report *report, const struct yardstick *yardstick, const size_t *points, size_t count)
{
	size_t best = best_of(report, yardstick, points, count);
	return best != points[0] && best != points[count - 1];
}

/* On a line: the knee, else how far it moves. */
static size_t say_line(struct prose *prose, const struct sweep_report *report, const struct yardstick *yardstick, size_t *points,
	size_t count)
{
	struct prose effect = { .length = 0 };
	struct yardstick_gain first;
	bool told = say_effect(&effect, report, yardstick, points, count) && yardstick->better != METRIC_NEITHER;
	size_t knee = told && count >= 3 && is_judged(report, yardstick) ? say_point(prose, report, yardstick, points, count, &first) : SIZE_MAX;
	if (knee == SIZE_MAX)
		prose_say(prose, "%s", effect.text);
	return knee;
}

size_t sweep_say_headline(struct prose *prose, const struct sweep_report *report, const struct yardstick *yardstick)
{
	size_t *points, count = sweep_kept(report, &points);
	bool line = is_line(report, count), told = is_judged(report, yardstick) || yardstick->money;
	if (count < 2 || scenario(report, points[0])->finished_count < 2 || (!line && yardstick->better == METRIC_NEITHER))
		return SIZE_MAX;
	if (line && (yardstick->better == METRIC_NEITHER || !told || !is_inside(report, yardstick, points, count)))
		return say_line(prose, report, yardstick, points, count);
	say_best(prose, report, yardstick, points, count, 1);
	return best_of(report, yardstick, points, count);
}

static void say_yardstick(struct prose *prose, const struct sweep_report *report, const struct yardstick *yardstick, size_t *points,
	size_t count)
{
	bool line = is_line(report, count);
	if (yardstick->better == METRIC_NEITHER && !line)
		return;
	bool told = line && say_effect(prose, report, yardstick, points, count);
	if (yardstick->better == METRIC_NEITHER)
		return;
	bool judged = is_judged(report, yardstick), inside = is_inside(report, yardstick, points, count);
	if (!line || (inside && (judged || yardstick->money)))
		say_best(prose, report, yardstick, points, count, EQUALS_IN_WORDS);
	else if (told && count >= 3 && judged)
		say_knee(prose, report, yardstick, points, count);
}

void sweep_answer(const struct sweep_report *report, struct document *to)
{
	struct prose prose;
	prose_start(&prose);
	for (size_t y = 0; y < report->yardsticks.count; y++) {
		size_t *points, count = sweep_kept(report, &points);
		if (scenario(report, points[0])->finished_count >= 2 && count >= 2)
			say_yardstick(&prose, report, &report->yardsticks.list[y], points, count);
		document_prose(to, &prose, 2, 2);
	}
}
