/* Looking up what was found, by the stable names of the metrics. */
#include <stdio.h>
#include <string.h>
#include "result.h"

const struct summary *result_find(const struct result_scenario *scenario, const char *name)
{
	int index = metric_find(&scenario->model->metrics, name);
	if (index < 0 || scenario->summaries[index].n == 0)
		return NULL;
	return &scenario->summaries[index];
}

const struct summary *result_of(const struct result_scenario *scenario, const char *pattern, const char *subject)
{
	char name[512];
	const char *slot = strstr(pattern, "%s");
	int length = snprintf(name, sizeof name, "%.*s%s%s", (int)(slot - pattern), pattern, subject, slot + 2);
	return length > 0 && (size_t)length < sizeof name ? result_find(scenario, name) : NULL;
}

const char *result_unit(const struct model *model, const struct metric *metric)
{
	if (metric->kind->unit == METRIC_SHARE)
		return "share";
	return metric_unit_text(metric->kind, model->time_unit, model->rate_unit, model->money);
}
