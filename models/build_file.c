/* Arrivals from a file: a column `time`, in the clock's unit and in ascending order, and columns that become facts. Invariant: after
   build_source_file every column but `time` is a fact, declared or not; what a declared fact says gives only its unit and words. */
#include <math.h>
#include <string.h>
#include "build.h"
#include "csv.h"

static bool is_declared(const struct plan *plan, const char *name)
{
	return plan->spec->facts && node_child(plan->spec->facts, name);
}

/* A column of numbers with a slip in it turns into words, and what is said about it elsewhere is hard to understand. */
static void warn_of_mixture(struct build *b, const struct csv *csv, size_t column)
{
	for (size_t row = 1; row < csv->rows && csv_is_number(csv, 0, column); row++)
		if (!csv_is_number(csv, row, column)) {
			problems_add(b->problems, SEVERITY_WARNING, csv->file, csv->lines[row], 0, NULL,
				"'%s' is not a number, so that the whole column '%s' is read as words", csv_cell(csv, row, column), csv->names[column]);
			return;
		}
}

/* A column that the model does not declare: numbers, or words as they come. */
static void add_column(struct build *b, uint32_t k, size_t column)
{
	const struct csv *csv = b->plans[k].file;
	const struct node *node = b->plans[k].spec->arrive->file;
	const char *name = csv->names[column], *fault = schema_name_fault(name);
	struct expr_type type = { .class = EXPR_NUMBER };
	const struct expr absent = { .form = EXPR_ABSENT };
	if (fault) {
		build_error(b, node, NULL, "the column '%s' cannot be a fact: %s", name, fault);
		return;
	}
	if (!build_fact_name(b, name, node))
		return;
	if (!csv_all_numbers(csv, column)) {
		double *values = arena_take(b->arena, csv->rows, sizeof *values);
		long words = csv_words(csv, column, values, &type.words, b->arena, b->problems);
		if (words < 0) {
			build_break(b, name);
			return;
		}
		warn_of_mixture(b, csv, column);
		type.class = EXPR_WORD;
		type.word_count = (size_t)words;
	}
	build_fact(b, k, name, &absent, &type);
}

void build_source_file(struct build *b, uint32_t k)
{
	struct plan *plan = &b->plans[k];
	const struct arrive_spec *spec = plan->spec->arrive;
	const char *file = spec ? build_text(spec->file) : NULL;
	if (!file)
		return;
	struct csv *csv = arena_take(b->arena, 1, sizeof *csv);
	if (csv_read(csv, b->tree->folder, file, spec->file, b->arena, b->problems) != 0)
		return;
	plan->file = csv;
	for (size_t i = 0; i < csv->columns; i++)
		if (strcmp(csv->names[i], "time") != 0 && !is_declared(plan, csv->names[i]))
			add_column(b, k, i);
}

bool build_source_has(const struct build *b, uint32_t k, const char *name)
{
	return b->plans[k].file && csv_column(b->plans[k].file, name) >= 0;
}

static void check_times(struct build *b, const struct csv *csv, const double *times)
{
	for (size_t i = 0; i < csv->rows; i++) {
		if (times[i] >= (i ? times[i - 1] : 0.0))
			continue;
		problems_add(b->problems, SEVERITY_ERROR, csv->file, csv->lines[i], 0, NULL, i == 0 ? "a time cannot be negative"
			: "arrivals stand in order of time; this one is before the one above it");
		return;
	}
}

/* Words of a column as indexes into the words of its fact. */
static void fill_words(struct build *b, const struct csv *csv, size_t column, const struct expr_type *type, double *values)
{
	csv_find_words(csv, column, type->words, type->word_count, values, b->arena);
	for (size_t row = 0; row < csv->rows; row++)
		if (values[row] < 0.0)
			problems_add(b->problems, SEVERITY_ERROR, csv->file, csv->lines[row], 0, NULL, "'%s' is none of the values that the fact '%s' has",
				csv_cell(csv, row, column), csv->names[column]);
}

/* The columns that are facts, row by row. */
static void fill_columns(struct build *b, const struct csv *csv, const struct kind *kind, struct source *source)
{
	const struct expr_names facts = { kind->fact_names, kind->fact_count };
	double *values = arena_take(b->arena, csv->rows, sizeof *values);
	double *cells = arena_take(b->arena, csv->rows * csv->columns, sizeof *cells);
	uint32_t *column_facts = arena_take(b->arena, csv->columns, sizeof *column_facts), columns = 0;
	for (size_t i = 0; i < csv->columns; i++)
		columns += build_index(&facts, csv->names[i]) != NONE;
	for (size_t i = 0, c = 0; i < csv->columns; i++) {
		uint32_t fact = build_index(&facts, csv->names[i]);
		if (fact == NONE)
			continue;
		if (kind->fact_types[fact].class == EXPR_WORD)
			fill_words(b, csv, i, &kind->fact_types[fact], values);
		else
			csv_numbers(csv, i, values, b->problems);
		for (size_t row = 0; row < csv->rows; row++)
			cells[row * columns + c] = values[row];
		column_facts[c++] = fact;
	}
	source->columns = cells;
	source->column_facts = column_facts;
	source->column_count = columns;
}

void build_source_rows(struct build *b, uint32_t k)
{
	struct source *source = &b->kind_list[k].source;
	const struct csv *csv = b->plans[k].file;
	source->how = ARRIVE_FILE;
	if (!csv)
		return;
	double *times = arena_take(b->arena, csv->rows, sizeof *times);
	int time = csv_column(csv, "time");
	if (time < 0)
		build_error(b, b->plans[k].spec->arrive->file, NULL, "'%s' has no column called 'time': when does each item arrive?", csv->file);
	else if (csv_numbers(csv, (size_t)time, times, b->problems) == 0)
		check_times(b, csv, times);
	source->times = times;
	source->time_count = (uint32_t)csv->rows;
	fill_columns(b, csv, &b->kind_list[k], source);
}
