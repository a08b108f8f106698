/* When those who decide meet. Each meeting is computed from its number, never from the one before, so that its time is the same to the
   last bit from wherever it is asked for. */
#include "decision.h"

#include <math.h>

static double later(double time, double than, double best)
{
	return time > than && time < best ? time : best;
}

double decision_meets(const struct meetings *meetings, double time, double last)
{
	double best = INFINITY;
	if (meetings->every > 0.0) {
		double number = fmax(ceil(time / meetings->every), 1.0);
		for (int i = -1; i <= 1; i++)
			if (number + i >= 1.0 && (number + i) * meetings->every >= time)
				best = later((number + i) * meetings->every, last, best);
		return best;
	}
	double first = floor((meetings->start + time) / meetings->week);
	for (int w = 0; w <= 1 && best == INFINITY; w++)
		for (uint32_t i = 0; i < meetings->count; i++) {
			double at = (first + w) * meetings->week + meetings->times[i] - meetings->start;
			best = at >= time ? later(at, last, best) : best;
		}
	return best;
}

double decision_meeting_rate(const struct meetings *meetings)
{
	return meetings->every > 0.0 ? 1.0 / meetings->every : meetings->count / meetings->week;
}
