/* The waiting ledger for people: for each kind of work its causes, the largest first, and their shares of the time in the
   system. */
#include <math.h>
#include <string.h>
#include "models/cause.h"
#include "answer.h"
#include "number.h"
#include "report_ledger.h"

#define BAR_WIDTH 10
#define WORTH_SAYING 0.10    /* of the time in the system */

const struct summary *report_ledger_time(const struct result_scenario *scenario, const struct kind *kind, uint32_t cause)
{
	char name[512];
	snprintf(name, sizeof name, "work.%s.time.%s", kind->name, cause_name(scenario->model, cause));
	return result_find(scenario, name);
}

/* How many causes the kind's time is spread over. */
static uint32_t count_told(const struct result_scenario *scenario, const struct kind *kind)
{
	uint32_t told = 0;
	for (uint32_t i = 0; i < kind->cause_count; i++) {
		const struct summary *time = report_ledger_time(scenario, kind, kind->causes[i]);
		told += time && time->max > 0.0;
	}
	return told;
}

/* The cause with the most time after those that are marked as told already; NONE. */
static uint32_t find_largest(const struct result_scenario *scenario, const struct kind *kind, const bool *told)
{
	uint32_t largest = NONE;
	double most = 0.0;
	for (uint32_t i = 0; i < kind->cause_count; i++) {
		const struct summary *time = report_ledger_time(scenario, kind, kind->causes[i]);
		if (!told[i] && time && time->max > 0.0 && (largest == NONE || time->mean > most)) {
			largest = i;
			most = time->mean;
		}
	}
	return largest;
}

size_t report_ledger_causes(const struct result_scenario *scenario, const struct kind *kind, uint32_t **list, struct arena *arena)
{
	size_t count = 0;
	bool *told = arena_take(arena, kind->cause_count, sizeof *told);
	*list = arena_take(arena, kind->cause_count, sizeof **list);
	for (uint32_t i; (i = find_largest(scenario, kind, told)) != NONE; told[i] = true)
		(*list)[count++] = kind->causes[i];
	return count;
}

bool report_ledger_tells(const struct result_scenario *scenario, const struct kind *kind)
{
	const struct summary *whole = result_of(scenario, "work.%s.time", kind->name);
	return !kind->hidden && whole && whole->mean > 0.0 && count_told(scenario, kind) > 1;
}

bool report_ledger_worked(const struct result_scenario *scenario, const struct kind *kind, double *share, double *half_width)
{
	const struct summary *whole = result_of(scenario, "work.%s.time", kind->name);
	const struct summary *working = report_ledger_time(scenario, kind, CAUSE_WORKING);
	if (!working || !whole || !(whole->mean > 0.0))
		return false;
	*share = working->mean / whole->mean;
	*half_width = working->half_width / whole->mean;
	return true;
}

uint32_t report_ledger_loss(const struct result_scenario *scenario, const struct kind *kind, double *share, double *half_width)
{
	const struct summary *whole = result_of(scenario, "work.%s.time", kind->name), *largest = NULL;
	uint32_t found = NONE;
	for (uint32_t i = 0; i < kind->cause_count; i++) {
		const struct summary *time = report_ledger_time(scenario, kind, kind->causes[i]);
		if (kind->causes[i] == CAUSE_WORKING || !time || (largest && time->mean <= largest->mean))
			continue;
		largest = time;
		found = kind->causes[i];
	}
	if (!largest || !whole || !(largest->mean >= WORTH_SAYING * whole->mean) || !(whole->mean > 0.0))
		return NONE;
	*share = largest->mean / whole->mean;
	*half_width = largest->half_width / whole->mean;
	return found;
}

/* --- the table ---------------------------------------------------------------------------------------------------------------- */

struct sheet {
	const struct result_scenario *scenario;
	struct layout_table table;
	size_t time, share, bar;
};

static void put_row(struct sheet *sheet, const char *name, const struct summary *time, double whole)
{
	char text[NUMBER_ROOM], bar[BAR_WIDTH * 4 + 1] = "";
	double share = time->mean / whole;
	layout_table_row(&sheet->table, name);
	number_interval(text, time->mean, time->half_width);
	layout_table_cell(&sheet->table, sheet->time, text);
	number_share(text, share, time->half_width / whole);
	layout_table_cell(&sheet->table, sheet->share, text);
	for (long i = 0; i < BAR_WIDTH; i++)
		strcat(bar, i < lround(share * BAR_WIDTH) ? "█" : "░");
	layout_table_cell(&sheet->table, sheet->bar, bar);
}

static void put_kind(struct sheet *sheet, const struct kind *kind)
{
	const struct summary *whole = result_of(sheet->scenario, "work.%s.time", kind->name);
	uint32_t *causes;
	size_t count = report_ledger_causes(sheet->scenario, kind, &causes, sheet->table.arena);
	layout_table_row(&sheet->table, answer_called(kind->title, kind->name));
	for (size_t i = 0; i < count; i++)
		put_row(sheet, arena_format(sheet->table.arena, "  %s", cause_words(sheet->scenario->model, causes[i])),
			report_ledger_time(sheet->scenario, kind, causes[i]), whole->mean);
}

void report_ledger(const struct result_scenario *scenario, struct document *to)
{
	const struct model *model = scenario->model;
	struct sheet sheet = { .scenario = scenario };
	layout_table_init(&sheet.table, to->arena, "Where the time goes");
	sheet.time = layout_table_column(&sheet.table, "mean time", model->time_unit);
	sheet.share = layout_table_column(&sheet.table, "of it all", "%");
	sheet.bar = layout_table_column(&sheet.table, "", "");
	for (uint32_t k = 0; k < model->kind_count; k++)
		if (report_ledger_tells(scenario, &model->kinds[k]))
			put_kind(&sheet, &model->kinds[k]);
	if (!sheet.table.first)
		return;
	document_gap(to);
	document_table(to, &sheet.table, 2);
}
