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

const struct result_series *result_series(const struct result_scenario *scenario, const char *name)
{
	for (size_t i = 0; i < scenario->series_count; i++)
		if (strcmp(scenario->series[i].name, name) == 0)
			return &scenario->series[i];
	return NULL;
}

/* The units of rates that clock.rate knows, as a quotient. */
static const char *const rates[][2] = { { "h", "/ h" }, { "d", "/ d" }, { "wk", "/ wk" } };

const char *result_unit(const struct model *model, const struct metric *metric)
{
	if (metric->kind->unit == METRIC_SHARE)
		return "share";
	for (size_t i = 0; metric->kind->unit == METRIC_RATE && i < sizeof rates / sizeof rates[0]; i++)
		if (strcmp(rates[i][0], model->rate_unit) == 0)
			return rates[i][1];
	return metric_unit_text(metric->kind, model->time_unit, model->rate_unit, model->money);
}
