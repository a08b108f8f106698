/* Sequential stopping. The interval at a stop that looked at the data covers a little less than its confidence (the optional
   stopping that Law, Simulation Modeling and Analysis, section 9.4.1 discusses); a first ten and two in a row keep that small. */
#include <math.h>
#include "interval.h"
#include "stopping.h"

void stopping_reset(struct stopping *stopping)
{
	*stopping = (struct stopping){ .met = 0 };
	tally_reset(&stopping->tally);
}

/* Chow and Robbins 1965 (On the asymptotic theory of fixed-width sequential confidence intervals): the normal quantile, and 1/n
   added to the variance so that equal observations at the start do not end it. */
double stopping_half_width(const struct stopping *stopping, const struct stopping_aim *aim)
{
	double n = (double)stopping->tally.count, variance = tally_variance(&stopping->tally);
	if (aim->rule == STOPPING_CHOW_ROBBINS)
		return interval_student(INFINITY, aim->confidence) * sqrt((variance + 1.0 / n) / n);
	return interval_student(n - 1.0, aim->confidence) * sqrt(variance / n);
}

double stopping_allowed(const struct stopping *stopping, const struct stopping_aim *aim)
{
	if (stopping->tally.count < 2)
		return NAN;
	return aim->rule == STOPPING_RELATIVE ? interval_relative(stopping->tally.mean, aim->target) : aim->target;
}

bool stopping_feed(struct stopping *stopping, const struct stopping_aim *aim, double value)
{
	if (isnan(value))
		return stopping->reached;
	tally_add(&stopping->tally, value);
	if (stopping->reached || stopping->tally.count < aim->first)
		return stopping->reached;
	bool meets = stopping_half_width(stopping, aim) <= stopping_allowed(stopping, aim);
	stopping->met = meets ? stopping->met + 1 : 0;
	stopping->reached = stopping->met >= aim->in_a_row;
	return stopping->reached;
}

/* (S² + 1/n) z² <= n target² as a quadratic in n. */
static double predicted_chow_robbins(double variance, const struct stopping_aim *aim)
{
	double z = interval_student(INFINITY, aim->confidence), a = z * z / (aim->target * aim->target);
	return ceil((a * variance + sqrt(a * variance * a * variance + 4.0 * a)) / 2.0);
}

double stopping_predicted(const struct stopping *stopping, const struct stopping_aim *aim)
{
	double variance = tally_variance(&stopping->tally);
	if (isnan(variance))
		return NAN;
	double n = aim->rule == STOPPING_CHOW_ROBBINS ? predicted_chow_robbins(variance, aim)
		: interval_replications(sqrt(variance), stopping_allowed(stopping, aim), aim->confidence);
	return fmax(n, (double)aim->first);
}
