/* The comparison for spreadsheets: a row for each scenario and metric, numbers in full and in the metric's own unit. */
#include <math.h>
#include <string.h>
#include "compare.h"
#include "number.h"

static void print_number(FILE *to, double value)
{
	char text[NUMBER_ROOM] = "";
	if (isfinite(value))
		number_exact(text, value);
	fprintf(to, ",%s", text);
}

/* Money may have no name. */
static const char *unit_of(const struct result *result, const struct compare_metric *metric)
{
	const char *unit = metric->scale == 100.0 ? "share" : result_unit(result->scenarios[0].model, metric->metric);
	return unit ? unit : "";
}

void compare_csv(const struct compare *compare, FILE *to)
{
	const struct result *result = compare->result;
	fputs("scenario,metric,per,unit,n,mean,low,high,against,pairs,difference,difference_low,difference_high,from_best_low,from_best_high,"
		"chance_best\n", to);
	for (size_t i = 0; i < result->count; i++)
		for (size_t m = 0; m < compare->count && !result->scenarios[i].left_out; m++) {
			const struct compare_metric *metric = &compare->metrics[m];
			const struct compare_cell *cell = &metric->cells[i];
			if (!cell->there)
				continue;
			const double best[] = { cell->best.interval.low, cell->best.interval.high, cell->chance };
			fprintf(to, "%s,%s,%s,%s,%u", result->scenarios[i].name, metric->name, metric->per ? metric->per : "",
				unit_of(result, metric), (unsigned)cell->value.n);
			print_number(to, cell->value.mean);
			print_number(to, cell->value.low);
			print_number(to, cell->value.high);
			fprintf(to, ",%s,%u", result->scenarios[0].name, (unsigned)cell->pairs);
			print_number(to, cell->against.estimate);
			print_number(to, cell->against.low);
			print_number(to, cell->against.high);
			for (size_t k = 0; k < sizeof best / sizeof best[0]; k++)
				print_number(to, metric->best == SIZE_MAX ? NAN : best[k]);
			fputc('\n', to);
		}
}
