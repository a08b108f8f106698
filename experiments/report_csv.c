/* CSV after RFC 4180, but with plain newlines. Names need no quotes: the language admits only letters, digits and underscores, and a
   metric adds dots. */
#include <math.h>
#include "number.h"
#include "report_csv.h"

static void print_number(FILE *to, double value)
{
	char text[NUMBER_ROOM] = "";
	if (isfinite(value))
		number_exact(text, value);
	fputs(text, to);
}

/* Money may have no name. */
static const char *unit_of(const struct result_scenario *scenario, size_t metric)
{
	const char *unit = result_unit(scenario->model, &scenario->model->metrics.list[metric]);
	return unit ? unit : "";
}

void report_csv(const struct result *result, FILE *to)
{
	fputs("scenario,replication,metric,unit,value\n", to);
	for (size_t i = 0; i < result->count; i++) {
		const struct result_scenario *scenario = &result->scenarios[i];
		const struct metric_table *metrics = &scenario->model->metrics;
		for (uint32_t r = 0; !scenario->left_out && r < scenario->replications; r++)
			for (size_t m = 0; scenario->finished[r] && m < metrics->count; m++) {
				fprintf(to, "%s,%u,%s,%s,", scenario->name, (unsigned)r + 1, metrics->list[m].name,
					unit_of(scenario, m));
				print_number(to, scenario->rows[r * metrics->count + m]);
				fputc('\n', to);
			}
	}
}

void report_csv_summary(const struct result *result, FILE *to)
{
	fputs("scenario,metric,unit,mean,half_width,low,high,sd,min,max,n\n", to);
	for (size_t i = 0; i < result->count; i++) {
		const struct result_scenario *scenario = &result->scenarios[i];
		const struct metric_table *metrics = &scenario->model->metrics;
		for (size_t m = 0; !scenario->left_out && m < metrics->count; m++) {
			const struct summary *s = &scenario->summaries[m];
			const double numbers[] = { s->mean, s->half_width, s->low, s->high, s->sd, s->min, s->max };
			fprintf(to, "%s,%s,%s,", scenario->name, metrics->list[m].name, unit_of(scenario, m));
			for (size_t k = 0; k < sizeof numbers / sizeof numbers[0]; k++) {
				print_number(to, numbers[k]);
				fputc(',', to);
			}
			fprintf(to, "%u\n", (unsigned)s->n);
		}
	}
}
