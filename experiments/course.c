/* Equal bins over a run, of steps that people know: see course.h. */
#include <math.h>
#include "course.h"

/* Bins never cut a day or a week in a few pieces: what differs from day to day would be seen as waves that are none. */
static const double steps[] = { 60.0, 300.0, 900.0, 3600.0, 86400.0, 604800.0, 2419200.0, 7862400.0, 31449600.0 };

#define STEPS (sizeof steps / sizeof *steps)

static double length_of(const struct result_scenario *scenario)
{
	const struct summary *end = result_find(scenario, "total.end");
	if (isfinite(scenario->model->length) && scenario->model->items == UINT64_MAX)
		return scenario->model->length;
	return end ? end->max : 0.0;
}

struct course course_of(const struct result_scenario *scenario)
{
	double length = length_of(scenario), unit = scenario->model->unit;
	size_t i = 0;
	while (i + 1 < STEPS && length > COURSE_BINS * steps[i] * unit)
		i++;
	double step = fmax(steps[i] * unit, length / COURSE_BINS);
	return (struct course){ length, step, (size_t)ceil(length / step - 1e-9) };
}

double course_width(const struct course *course, size_t bin)
{
	return fmin(course->step, course->length - (double)bin * course->step);
}

/* Where replications were left before their end, only what all of them have seen is told. */
size_t course_seen(const struct course *course, const struct lives *lives)
{
	return lives->cut ? (size_t)fmin((double)course->bins, floor(lives->until / course->step)) : course->bins;
}
