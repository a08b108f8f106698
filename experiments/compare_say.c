/* Numbers of a comparison in sentences. */
#include <math.h>
#include "compare_say.h"
#include "number.h"

#define MONEY_MATTERS 0.001  /* of base's money: less is as good as the same */

void compare_say_unit(struct prose *prose, const struct compare_metric *metric)
{
	if (*metric->unit)
		prose_say(prose, " %s", metric->unit);
}

void compare_say_value(struct prose *prose, const struct compare_metric *metric, size_t i)
{
	char number[NUMBER_ROOM];
	const struct summary *value = &metric->cells[i].value;
	if (metric->scale == 100.0)
		number_share(number, value->mean, value->half_width);
	else
		number_mean(number, value->mean, value->half_width);
	prose_say(prose, "%s", number);
}

/* "9.0 ± 0.6 min less" */
void compare_say_difference(struct prose *prose, const struct compare_metric *metric, struct interval difference)
{
	char number[NUMBER_ROOM];
	double half_width = (difference.high - difference.low) / 2.0;
	number_interval(number, metric->scale * fabs(difference.estimate), metric->scale * half_width);
	prose_say(prose, "%s", number);
	compare_say_unit(prose, metric);
	prose_say(prose, difference.estimate < 0.0 ? " less" : " more");
}

/* A difference that is worth acting on. */
double compare_worth(const struct compare *compare, const struct compare_metric *metric)
{
	double share = metric->metric->kind->unit == METRIC_MONEY ? MONEY_MATTERS : COMPARE_DIFFERENCE;
	return metric == compare->metrics && compare->difference > 0.0 ? compare->difference : share * fabs(metric->cells[0].value.mean);
}

/* Against base, whether or not it is shown. */
bool compare_next_to_nothing(const struct compare *compare, const struct compare_metric *metric, size_t i)
{
	struct interval against = metric->cells[i].against;
	return fmax(fabs(against.low), fabs(against.high)) < compare_worth(compare, metric);
}

const struct compare_metric *compare_money(const struct compare *compare)
{
	return compare->money == SIZE_MAX ? NULL : &compare->metrics[compare->money];
}
