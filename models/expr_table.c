/* The distributions that draw from a table of numbers: choice(red: 50%, white: 50%), empirical("file.csv", "column"; smooth=yes)
   and trace("file.csv", "column"). The tables live in the model's arena. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "csv.h"
#include "expr_tree.h"

static void refuse(struct syntax *call)
{
	call->bad = true;
}

static void draw_from(struct expr_work *work, struct syntax *call, const struct variate_type *type,
	const struct variate_table *table)
{
	struct variate *variate = arena_take(work->scope->arena, 1, sizeof *variate);
	variate->type = type;
	variate->table = table;
	call->op = type == variate_trace ? OP_TRACE : OP_DRAW_FIXED;
	call->data = variate;
	call->low = INFINITY;
	for (size_t i = 0; i < table->count; i++)
		call->low = fmin(call->low, table->values[i]);
	if (type == variate_trace)
		work->asks |= UINT32_C(1) << EXPR_ORDINAL;
}

/* Whether an option of choice is a word: a name that is no let. Names of units and functions may be words here too. */
static bool is_word(const struct expr_work *work, const struct syntax *option)
{
	if (option->kind != SYNTAX_NAME)
		return false;
	for (size_t i = 0; i < work->scope->symbol_count; i++)
		if (!work->scope->symbols[i].fact && strcmp(work->scope->symbols[i].name, option->name) == 0)
			return false;
	return strcmp(option->name, "true") != 0 && strcmp(option->name, "false") != 0;
}

static double weight_of(struct expr_work *work, struct syntax *call, struct syntax *weight)
{
	expr_check(work, weight, NULL);
	if (weight->bad) {
		refuse(call);
		return 0.0;
	}
	const char *fault = !weight->constant ? "must be known when the model is read"
		: weight->type.class != EXPR_NUMBER || weight->type.time != 0 ? "must be a plain number"
		: weight->value < 0.0 ? "must not be negative" : NULL;
	if (fault) {
		refuse(call);
		expr_complain(work, weight->start, "the weight %s %s", expr_quote(work, weight), fault);
	}
	return weight->value;
}

/* Words make a type of their own, in the order written, unless the place has its words already. */
static void choose_words(struct expr_work *work, struct syntax *call, double *values, const struct expr_type *words)
{
	const char **names = arena_take(work->scope->arena, call->count, sizeof *names);
	const struct expr_names wanted = {words ? words->words : NULL, words ? words->word_count : 0};
	size_t i = 0;
	for (struct syntax *option = call->first; option; option = option->next, i++) {
		const struct expr_names before = {names, i};
		int index = words ? expr_index(&wanted, option->name) : (int)i;
		if (expr_index(&before, option->name) >= 0) {
			refuse(call);
			expr_complain(work, option->start, "'%s' is named twice", option->name);
		} else if (index < 0) {
			refuse(call);
			expr_complain(work, option->start, "'%s' is none of the values that belong here%s", option->name,
				expr_nearest_of(work, option->name, wanted.names, wanted.count));
		}
		names[i] = option->name;
		values[i] = index;
	}
	call->type = words ? *words : (struct expr_type){.class = EXPR_WORD, .words = names, .word_count = call->count};
}

static void choose_numbers(struct expr_work *work, struct syntax *call, double *values)
{
	struct syntax *like = NULL;
	size_t i = 0;
	call->bare = true;
	for (struct syntax *option = call->first; option; option = option->next) {
		expr_check(work, option, NULL);
		if (option->bad) {
			refuse(call);
			continue;
		}
		if (!option->constant || option->type.class != EXPR_NUMBER) {
			refuse(call);
			expr_complain(work, option->start, "%s is not a word and not a number that is known when the model is read",
				expr_quote(work, option));
			continue;
		}
		if (like && !expr_check_alike(work, like, option, "values of one choice"))
			refuse(call);
		if (!like || like->zero)
			like = option;
		call->bare = call->bare && option->bare;
		values[i++] = option->value;
	}
	call->type.time = like ? like->type.time : 0;
}

/* The weights of all options, and whether these are all words or all numbers. False after a complaint about their form. */
static bool read_options(struct expr_work *work, struct syntax *call, double *weights, bool *words)
{
	size_t count = 0, i = 0;
	if (call->count == 0)
		expr_complain(work, call->start, "choice needs values and weights: '%s'", variate_choice->example);
	for (struct syntax *option = call->first; option; option = option->next, i++) {
		if (!option->weight) {
			expr_complain(work, option->label ? option->label_start : option->start,
				"choice needs a weight after each value: write '%s: 50%%'", option->label ? option->label : "red");
			return false;
		}
		count += is_word(work, option);
		weights[i] = weight_of(work, call, option->weight);
	}
	*words = count > 0;
	if (count == 0 || count == call->count)
		return call->count > 0;
	expr_complain(work, call->start, "the values of one choice are all words or all numbers");
	return false;
}

static void check_choice(struct expr_work *work, struct syntax *call, const struct expr_type *wanted)
{
	struct arena *arena = work->scope->arena;
	size_t count = call->count;
	double *values = arena_take(arena, count + 1, sizeof *values), *weights = arena_take(arena, count + 1, sizeof *weights);
	bool words;
	if (!read_options(work, call, weights, &words)) {
		refuse(call);
		return;
	}
	if (words)
		choose_words(work, call, values, wanted);
	else
		choose_numbers(work, call, values);
	if (call->bad)
		return;
	struct variate_table *table = arena_take(arena, 1, sizeof *table);
	const char *fault = variate_table_choice(table, values, weights, count, arena_take(arena, count, sizeof(double)));
	if (fault) {
		refuse(call);
		expr_complain(work, call->start, "%s: %s", expr_quote(work, call), fault);
	} else
		draw_from(work, call, variate_choice, table);
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

/* smooth=yes or smooth=no, the only argument after the two texts. False where it is neither. */
static bool read_smooth(struct expr_work *work, struct syntax *call, bool *smooth)
{
	struct syntax *argument = call->first->next->next;
	*smooth = false;
	if (!argument)
		return true;
	const char *value = argument->kind == SYNTAX_NAME ? argument->name : "";
	bool yes = strcmp(value, "yes") == 0 || strcmp(value, "true") == 0;
	bool no = strcmp(value, "no") == 0 || strcmp(value, "false") == 0;
	*smooth = yes;
	if (argument->label && strcmp(argument->label, "smooth") == 0 && (yes || no) && !argument->next)
		return true;
	expr_complain(work, argument->label ? argument->label_start : argument->start,
		"after file and column comes 'smooth=yes', 'smooth=no' or nothing");
	return false;
}

/* The numbers of the column that the call names, `count` of them. NULL after a complaint. */
static double *read_column(struct expr_work *work, const struct syntax *file, const struct syntax *column, size_t *count)
{
	struct arena *arena = work->scope->arena;
	struct csv csv;
	if (csv_read(&csv, work->scope->folder, file->name, work->node, arena, work->problems) != 0) {
		work->failed = true;
		return NULL;
	}
	int index = csv_column(&csv, column->name);
	if (index < 0) {
		expr_complain(work, column->start, "%s has no column '%s'%s", csv.file, column->name,
			expr_nearest_of(work, column->name, csv.names, csv.columns));
		return NULL;
	}
	double *values = arena_take(arena, csv.rows, sizeof *values);
	*count = csv.rows;
	if (csv_numbers(&csv, (size_t)index, values, work->problems) == 0)
		return values;
	work->failed = true;
	return NULL;
}

static void check_data(struct expr_work *work, struct syntax *call, const struct variate_type *type)
{
	const struct syntax *file = call->first, *column = file ? file->next : NULL;
	refuse(call);
	if (!column || file->kind != SYNTAX_TEXT || column->kind != SYNTAX_TEXT || (type == variate_trace && column->next)) {
		expr_complain(work, call->start, "%s takes a file and a column, both in quotes: %s('file.csv', 'column')", type->name,
			type->name);
		return;
	}
	bool smooth;
	size_t count;
	double *values = read_smooth(work, call, &smooth) ? read_column(work, file, column, &count) : NULL;
	if (!values)
		return;
	if (type == variate_empirical)
		qsort(values, count, sizeof *values, ascending);
	struct variate_table *table = arena_take(work->scope->arena, 1, sizeof *table);
	const char *fault = variate_table_data(table, values, count, smooth);
	if (fault) {
		expr_complain(work, call->start, "%s: %s", expr_quote(work, call), fault);
		return;
	}
	call->bad = false;
	call->bare = true;
	draw_from(work, call, type, table);
}

void expr_check_table(struct expr_work *work, struct syntax *call, const struct variate_type *type, const struct expr_type *words)
{
	if (type == variate_choice)
		check_choice(work, call, words);
	else
		check_data(work, call, type);
}
