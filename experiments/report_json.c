/* JSON (RFC 8259), written by hand: it is output only, in one fixed order. Numbers are the shortest that read back the same; what was
   not observed is null. */
#include <math.h>
#include <string.h>
#include "compare.h"
#include "document_json.h"
#include "ignorance.h"
#include "json.h"
#include "levers_gain.h"
#include "number.h"
#include "report_json.h"
#include "warmup.h"
#include "welch.h"

#define SERIES_DIGITS 6

static void text_member(FILE *to, const char *indent, const char *name, const char *text)
{
	fprintf(to, "%s\"%s\": ", indent, name);
	json_text(to, text ? text : "", text ? strlen(text) : 0);
}

static void number_member(FILE *to, const char *name, double value)
{
	char text[NUMBER_ROOM];
	number_exact(text, value);
	fprintf(to, ", \"%s\": %s", name, text);
}

static void print_data(FILE *to, const struct result *result)
{
	fputs(",\n  \"data\": [", to);
	for (size_t i = 0; i < result->data_count; i++) {
		text_member(to, i ? ", { " : " { ", "file", result->data[i].file);
		text_member(to, ", ", "sha256", result->data[i].hash);
		fputs(" }", to);
	}
	fputs(result->data_count ? " ]" : "]", to);
}

static void print_metric(FILE *to, const struct result_scenario *scenario, size_t index)
{
	const struct summary *s = &scenario->summaries[index];
	const struct metric *metric = &scenario->model->metrics.list[index];
	text_member(to, "        { ", "name", metric->name);
	text_member(to, ", ", "unit", result_unit(scenario->model, metric));
	number_member(to, "mean", s->mean);
	number_member(to, "half_width", s->half_width);
	number_member(to, "low", s->low);
	number_member(to, "high", s->high);
	number_member(to, "sd", s->sd);
	number_member(to, "min", s->min);
	number_member(to, "max", s->max);
	fprintf(to, ", \"n\": %u }", (unsigned)s->n);
}

static void print_course(FILE *to, const char *name, const double *numbers, size_t count)
{
	char text[NUMBER_ROOM];
	fprintf(to, ", \"%s\": [", name);
	for (size_t i = 0; i < count; i++) {
		number_exact(text, numbers[i]);
		fprintf(to, "%s%s", i ? ", " : " ", text);
	}
	fputs(" ]", to);
}

/* What the pilots saw, for Welch's plot: where the curve settles is read from it beside the warm-up, which MSER-5 found. */
static void print_welch(FILE *to, const struct result_scenario *scenario)
{
	double curve[WARMUP_BATCHES], step = scenario->model->length / WARMUP_BATCHES;
	bool settled;
	size_t length = welch_smooth(scenario->course, WARMUP_BATCHES, WARMUP_WINDOW, curve);
	size_t settles = welch_settles(curve, length, &settled);
	fprintf(to, ",\n      \"welch\": { \"of\": \"number in the system\", \"pilots\": %d, \"start\": 0", WARMUP_PILOTS);
	number_member(to, "step", step);
	print_course(to, "mean", scenario->course, WARMUP_BATCHES);
	fprintf(to, ",\n        \"window\": %d", WARMUP_WINDOW);
	print_course(to, "smooth", curve, length);
	number_member(to, "settles", settled ? (double)settles * step : NAN);
	fputs(" }", to);
}

/* Charts need no more digits, and there are many numbers. */
static void print_bins(FILE *to, const char *name, const double *numbers, size_t count)
{
	fprintf(to, ",\n          \"%s\": [", name);
	for (size_t i = 0; i < count; i++)
		if (isfinite(numbers[i]))
			fprintf(to, "%s%.*g", i ? ", " : "", SERIES_DIGITS, numbers[i]);
		else
			fprintf(to, "%snull", i ? ", " : "");
	fputc(']', to);
}

static void print_one_series(FILE *to, const struct result_series *series)
{
	text_member(to, "        { ", "name", series->name);
	text_member(to, ", ", "unit", series->unit);
	number_member(to, "start", series->start);
	number_member(to, "step", series->step);
	fprintf(to, ", \"n\": %u", (unsigned)series->n);
	if (series->open_end)
		fputs(", \"open_end\": true", to);
	print_bins(to, "mean", series->mean, series->count);
	if (series->low) {
		print_bins(to, "low", series->low, series->count);
		print_bins(to, "high", series->high, series->count);
	}
	if (series->p10) {
		print_bins(to, "p10", series->p10, series->count);
		print_bins(to, "p90", series->p90, series->count);
	}
	fputs(" }", to);
}

static void print_series(FILE *to, const struct result_scenario *scenario)
{
	fputs(",\n      \"series\": [\n", to);
	for (size_t i = 0; i < scenario->series_count; i++) {
		print_one_series(to, &scenario->series[i]);
		fputs(i + 1 < scenario->series_count ? ",\n" : "\n", to);
	}
	fputs("      ]", to);
}

static void print_unknown(FILE *to, const struct result_scenario *scenario, const struct ignorance_metric *metric)
{
	text_member(to, "          { ", "name", metric->name);
	text_member(to, ", ", "unit", result_unit(scenario->model, &scenario->model->metrics.list[metric->index]));
	number_member(to, "mean", metric->mean);
	number_member(to, "half_width_luck", metric->luck);
	number_member(to, "sd_ignorance", metric->sd);
	number_member(to, "share_ignorance", metric->share);
	number_member(to, "low", metric->low);
	number_member(to, "high", metric->high);
	text_member(to, ", ", "matters_most", metric->most ? metric->most->path : "");
	number_member(to, "correlation", metric->correlation);
	fputs(" }", to);
}

static void print_ignorance(FILE *to, const struct result_scenario *scenario)
{
	const struct ignorance *ignorance = scenario->ignorance;
	fprintf(to, ",\n      \"ignorance\": { \"draws\": %u, \"left_out\": %u, \"replications\": %u,\n        \"data\": [",
		(unsigned)ignorance->draws, (unsigned)ignorance->left_out, (unsigned)ignorance->replications);
	for (uint32_t i = 0; i < scenario->model->observed_count; i++) {
		text_member(to, i ? ", { " : " { ", "path", scenario->model->observed[i].path);
		fprintf(to, ", \"observations\": %zu }", scenario->model->observed[i].observations);
	}
	fputs(" ],\n        \"metrics\": [\n", to);
	for (size_t i = 0; i < ignorance->count; i++) {
		print_unknown(to, scenario, &ignorance->metrics[i]);
		fputs(i + 1 < ignorance->count ? ",\n" : "\n", to);
	}
	fputs("        ] }", to);
}

static void print_scenario(FILE *to, const struct result_scenario *scenario)
{
	text_member(to, "    { ", "name", scenario->name);
	text_member(to, ", ", "title", scenario->title ? scenario->title : scenario->model->scenario_title);
	if (scenario->left_out) {
		text_member(to, ",\n      ", "left_out", scenario->left_out);
		fputs(" }", to);
		return;
	}
	fputs(",\n      \"set\": [", to);
	for (size_t i = 0; i < scenario->set_count; i++) {
		fputs(i ? ", " : " ", to);
		json_text(to, scenario->sets[i], strlen(scenario->sets[i]));
	}
	fputs(scenario->set_count ? " ],\n" : "],\n", to);
	fputs("      \"metrics\": [\n", to);
	for (size_t m = 0; m < scenario->model->metrics.count; m++) {
		print_metric(to, scenario, m);
		fputs(m + 1 < scenario->model->metrics.count ? ",\n" : "\n", to);
	}
	fputs("      ]", to);
	if (scenario->series_count > 0)
		print_series(to, scenario);
	if (scenario->course)
		print_welch(to, scenario);
	if (scenario->ignorance)
		print_ignorance(to, scenario);
	fputs(" }", to);
}

static void print_precision(FILE *to, const struct result_precision *precision)
{
	fputs(",\n  \"precision\": { \"reached\": ", to);
	fputs(precision->reached ? "true" : "false", to);
	number_member(to, "target", precision->target);
	fprintf(to, ", \"at_most\": %u", (unsigned)precision->at_most);
	text_member(to, ", ", "metric", precision->metric);
	text_member(to, ", ", "scenario", precision->scenario);
	number_member(to, "half_width", precision->widest);
	number_member(to, "replications_needed", precision->needed);
	fputs(" }", to);
}

/* --- a comparison ---------------------------------------------------------------------------------------------------------------- */

static const char *unit_of(const struct compare_metric *metric, const struct model *model)
{
	return metric->scale == 100.0 ? "share" : result_unit(model, metric->metric);
}

/* In the metric's own unit; of a share, as a share. */
static void print_difference(FILE *to, const struct compare *compare, const struct compare_metric *metric, size_t i)
{
	const struct compare_cell *cell = &metric->cells[i];
	text_member(to, "    { ", "scenario", compare->result->scenarios[i].name);
	text_member(to, ", ", "against", compare->result->scenarios[0].name);
	text_member(to, ", ", "metric", metric->name);
	if (metric->per)
		text_member(to, ", ", "per", metric->per);
	text_member(to, ", ", "unit", unit_of(metric, compare->result->scenarios[0].model));
	fprintf(to, ", \"judged\": %s", metric->judged ? "true" : "false");
	number_member(to, "mean", cell->against.estimate);
	number_member(to, "half_width", (cell->against.high - cell->against.low) / 2.0);
	number_member(to, "low", cell->against.low);
	number_member(to, "high", cell->against.high);
	number_member(to, "sd", cell->sd);
	fprintf(to, ", \"n\": %u", (unsigned)cell->pairs);
	number_member(to, "probability_better", cell->better);
	number_member(to, "from_best_low", metric->best == SIZE_MAX ? NAN : cell->best.interval.low);
	number_member(to, "from_best_high", metric->best == SIZE_MAX ? NAN : cell->best.interval.high);
	number_member(to, "probability_best", cell->chance);
	number_member(to, "variance_ratio", cell->luck.variance_ratio);
	fputs(" }", to);
}

static void print_differences(FILE *to, const struct compare *compare)
{
	const char *between = "\n";
	fputs("  \"differences\": [", to);
	for (size_t i = 1; i < compare->result->count; i++)
		for (size_t m = 0; m < compare->count; m++)
			if (compare->metrics[m].cells[i].there && !compare->result->scenarios[i].left_out) {
				fputs(between, to);
				print_difference(to, compare, &compare->metrics[m], i);
				between = ",\n";
			}
	fputs("\n  ],\n", to);
}

static void print_choice(FILE *to, const struct compare *compare)
{
	const struct compare_choice *choice = compare->choice;
	text_member(to, "  \"choice\": { ", "metric", choice->metric);
	number_member(to, "difference", choice->difference);
	number_member(to, "confidence", SUMMARY_CONFIDENCE);
	text_member(to, ", ", "chosen", choice->chosen == SELECTION_NONE ? "" : compare->result->scenarios[choice->chosen].name);
	fputs(", \"replications\": {", to);
	for (size_t i = 0; i < compare->result->count; i++)
		fprintf(to, "%s \"%s\": %u", i ? "," : "", compare->result->scenarios[i].name, (unsigned)compare->result->scenarios[i].finished_count);
	fputs(" } },\n", to);
}

/* --- levers ---------------------------------------------------------------------------------------------------------------------- */

/* In the unit that people read, as in the CSV: per cent, money a week. */
static void print_gain(FILE *to, const struct lever_gains *gains, const struct lever_gain *gain, size_t y)
{
	const struct yardstick *yardstick = &gains->yardsticks.list[y];
	const struct interval *interval = &gain->gains[y].interval;
	text_member(to, "        { ", "measure", yardstick->name);
	text_member(to, ", ", "unit", yardstick->gain_unit);
	number_member(to, "base", yardstick_mean(yardstick, &gains->result->scenarios[0], gains->arena).estimate);
	number_member(to, "gain", interval->estimate);
	number_member(to, "half_width", (interval->high - interval->low) / 2.0);
	number_member(to, "low", interval->low);
	number_member(to, "high", interval->high);
	fprintf(to, ", \"shown\": %s }", gain->gains[y].shown ? "true" : "false");
}

static void print_lever(FILE *to, const struct lever_gains *gains, const struct lever_gain *gain)
{
	text_member(to, "    { ", "lever", gain->lever->name);
	text_member(to, ", ", "title", gain->lever->title);
	text_member(to, ", ", "family", lever_families[gain->lever->family]);
	fprintf(to, ", \"priced\": %s", gain->lever->priced ? "true" : "false");
	number_member(to, "price_per_week", gain->lever->price);
	if (gain->scenario->left_out) {
		text_member(to, ",\n      ", "left_out", gain->scenario->left_out);
		fputs(" }", to);
		return;
	}
	fputs(",\n      \"gains\": [\n", to);
	for (size_t y = 0; y < gains->yardsticks.count; y++) {
		print_gain(to, gains, gain, y);
		fputs(y + 1 < gains->yardsticks.count ? ",\n" : "\n", to);
	}
	fputs("      ] }", to);
}

static void print_levers(FILE *to, const struct lever_gains *gains)
{
	fputs("  \"levers\": [\n", to);
	for (size_t i = 0; i < gains->count; i++) {
		print_lever(to, gains, &gains->list[i]);
		fputs(i + 1 < gains->count ? ",\n" : "\n", to);
	}
	fputs("  ],\n", to);
}

/* What has no queue, or was never active, has nulls. Times are in the clock's unit. */
static void print_bottleneck(FILE *to, const struct model *model, const struct bottleneck *bottleneck)
{
	bool station = bottleneck->station != NONE;
	const char *name = station ? model->stations[bottleneck->station].name : model->resources[bottleneck->resource].name;
	text_member(to, "    { ", station ? "station" : "resource", name);
	text_member(to, ", ", "title", station ? model->stations[bottleneck->station].title : model->resources[bottleneck->resource].title);
	number_member(to, "sole", bottleneck->sole);
	number_member(to, "shifting", bottleneck->shifting);
	number_member(to, "active_period", bottleneck->period.estimate);
	number_member(to, "active_period_low", bottleneck->period.low);
	number_member(to, "active_period_high", bottleneck->period.high);
	number_member(to, "utilisation", bottleneck->utilisation);
	number_member(to, "queue", bottleneck->queue);
	text_member(to, ", ", "queue_at", bottleneck->queue_at == NONE ? "" : model->stations[bottleneck->queue_at].name);
	fputs(" }", to);
}

/* Sole and shifting are shares of all the time observed, nights included; `any` is the share in which there was a bottleneck at all. */
static void print_bottlenecks(FILE *to, const struct bottlenecks *found, const struct model *model)
{
	fprintf(to, "  \"bottlenecks\": { \"replications\": %u", (unsigned)found->replications);
	number_member(to, "any", found->any);
	fputs(", \"candidates\": [\n", to);
	for (size_t i = 0; i < found->count; i++) {
		print_bottleneck(to, model, &found->list[i]);
		fputs(i + 1 < found->count ? ",\n" : "\n", to);
	}
	fputs("  ] },\n", to);
}

/* --- all of it --------------------------------------------------------------------------------------------------------------------- */

void report_json(const struct result *result, const struct document *page, FILE *to)
{
	const struct result_scenario *first = &result->scenarios[0];
	char hash[HASH_ROOM];
	text_member(to, "{\n  ", "takt", TAKT_VERSION);
	text_member(to, ",\n  ", "model", result->file);
	text_member(to, ",\n  ", "title", first->model->title);
	hash_text(hash, result->source, result->source_length);
	text_member(to, ",\n  ", "sha256", hash);
	print_data(to, result);
	fprintf(to, ",\n  \"seed\": %llu,\n  \"replications\": %u", (unsigned long long)result->seed, (unsigned)first->finished_count);
	number_member(to, "confidence", SUMMARY_CONFIDENCE);
	text_member(to, ",\n  ", "time_unit", first->model->time_unit);
	number_member(to, "length", first->model->length);
	number_member(to, "warmup", first->warmup);
	if (result->precision)
		print_precision(to, result->precision);
	fputs(",\n  \"scenarios\": [\n", to);
	for (size_t i = 0; i < result->count; i++) {
		print_scenario(to, &result->scenarios[i]);
		fputs(i + 1 < result->count ? ",\n" : "\n", to);
	}
	fputs("  ],\n", to);
	if (result->compare)
		print_differences(to, result->compare);
	if (result->compare && result->compare->choice)
		print_choice(to, result->compare);
	if (result->levers)
		print_levers(to, result->levers);
	if (result->levers && result->levers->bottlenecks)
		print_bottlenecks(to, result->levers->bottlenecks, first->model);
	fputs("  \"source\": ", to);
	json_text(to, result->source, result->source_length);
	if (page) {
		fputs(",\n  \"page\": ", to);
		document_json_write(page, to);
	}
	fputs("\n}\n", to);
}
