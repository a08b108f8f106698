/* The points for spreadsheets: a column for each path, then as takt run has it. */
#include <math.h>
#include <string.h>
#include "number.h"
#include "sweep_report.h"

static void print_number(FILE *to, double value)
{
	char text[NUMBER_ROOM] = "";
	if (isfinite(value))
		number_exact(text, value);
	fputs(text, to);
}

/* In quotes where it must be (RFC 4180). */
static void print_text(FILE *to, const char *text)
{
	bool quoted = strpbrk(text, ",\"\n") != NULL;
	if (quoted)
		fputc('"', to);
	for (; *text; text++) {
		if (*text == '"')
			fputc('"', to);
		fputc(*text, to);
	}
	if (quoted)
		fputc('"', to);
}

static void print_paths(const struct sweep *sweep, FILE *to)
{
	for (size_t i = 0; i < sweep->axis_count; i++) {
		print_text(to, sweep->axes[i].path);
		fputc(',', to);
	}
}

static void print_values(const struct sweep *sweep, size_t point, FILE *to)
{
	for (size_t i = 0; i < sweep->axis_count; i++) {
		print_text(to, sweep_value(sweep, point, i));
		fputc(',', to);
	}
}

void sweep_csv(const struct sweep_report *report, FILE *to)
{
	print_paths(report->sweep, to);
	fputs("replication,metric,unit,value\n", to);
	for (size_t p = 0; p < report->result->count; p++) {
		const struct result_scenario *point = &report->result->scenarios[p];
		const struct metric_table *metrics = &point->model->metrics;
		for (uint32_t r = 0; !point->left_out && r < point->replications; r++)
			for (size_t m = 0; point->finished[r] && m < metrics->count; m++) {
				print_values(report->sweep, p, to);
				fprintf(to, "%u,%s,%s,", (unsigned)r + 1, metrics->list[m].name, result_unit(point->model, &metrics->list[m]));
				print_number(to, point->rows[r * metrics->count + m]);
				fputc('\n', to);
			}
	}
}

void sweep_csv_summary(const struct sweep_report *report, FILE *to)
{
	print_paths(report->sweep, to);
	fputs("metric,unit,mean,half_width,low,high,sd,min,max,n\n", to);
	for (size_t p = 0; p < report->result->count; p++) {
		const struct result_scenario *point = &report->result->scenarios[p];
		const struct metric_table *metrics = &point->model->metrics;
		for (size_t m = 0; !point->left_out && m < metrics->count; m++) {
			const struct summary *s = &point->summaries[m];
			const double numbers[] = { s->mean, s->half_width, s->low, s->high, s->sd, s->min, s->max };
			print_values(report->sweep, p, to);
			fprintf(to, "%s,%s,", metrics->list[m].name, result_unit(point->model, &metrics->list[m]));
			for (size_t k = 0; k < sizeof numbers / sizeof numbers[0]; k++) {
				print_number(to, numbers[k]);
				fputc(',', to);
			}
			fprintf(to, "%u\n", (unsigned)s->n);
		}
	}
}
