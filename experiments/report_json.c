/* JSON (RFC 8259), written by hand: it is output only, in one fixed order. Numbers are the shortest that read back the same; what was
   not observed is null. */
#include <math.h>
#include "models/tree.h"
#include "number.h"
#include "report_json.h"

/* A text with quotes. JSON is UTF-8, as the model file is; what is not (an escape \xNN in a text) becomes the sign for that. */
static void print_text(FILE *to, const char *text, size_t length)
{
	fputc('"', to);
	for (size_t i = 0, bytes; i < length; i += bytes) {
		unsigned char c = (unsigned char)text[i];
		size_t letter = tree_letter_length(text + i, length - i);
		bytes = letter ? letter : 1;
		if (c == '"' || c == '\\')
			fprintf(to, "\\%c", c);
		else if (c == '\n')
			fputs("\\n", to);
		else if (c == '\t')
			fputs("\\t", to);
		else if (c < 0x20)
			fprintf(to, "\\u%04x", c);
		else if (letter)
			fwrite(text + i, 1, letter, to);
		else
			fputs("\\ufffd", to);
	}
	fputc('"', to);
}

static size_t length_of(const char *text)
{
	size_t length = 0;
	while (text[length])
		length++;
	return length;
}

static void text_member(FILE *to, const char *indent, const char *name, const char *text)
{
	fprintf(to, "%s\"%s\": ", indent, name);
	print_text(to, text ? text : "", text ? length_of(text) : 0);
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

static void print_scenario(FILE *to, const struct result_scenario *scenario)
{
	text_member(to, "    { ", "name", scenario->name);
	text_member(to, ", ", "title", scenario->model->scenario_title);
	fputs(",\n      \"set\": [", to);
	for (size_t i = 0; i < scenario->set_count; i++) {
		fputs(i ? ", " : " ", to);
		print_text(to, scenario->sets[i], length_of(scenario->sets[i]));
	}
	fputs(scenario->set_count ? " ],\n" : "],\n", to);
	fputs("      \"metrics\": [\n", to);
	for (size_t m = 0; m < scenario->model->metrics.count; m++) {
		print_metric(to, scenario, m);
		fputs(m + 1 < scenario->model->metrics.count ? ",\n" : "\n", to);
	}
	fputs("      ] }", to);
}

void report_json(const struct result *result, FILE *to)
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
	fputs(",\n  \"scenarios\": [\n", to);
	for (size_t i = 0; i < result->count; i++) {
		print_scenario(to, &result->scenarios[i]);
		fputs(i + 1 < result->count ? ",\n" : "\n", to);
	}
	fputs("  ],\n", to);
	fputs("  \"source\": ", to);
	print_text(to, result->source, result->source_length);
	fputs("\n}\n", to);
}
