/* The same numbers for all kinds, whether they have a promise or not. */
#include <math.h>
#include "answer.h"
#include "followed.h"
#include "number.h"
#include "report_ages.h"

#define LATE 0.005           /* of what is open: less is none, to people */
#define ROUGH 0.1            /* so many digits as if it were known to that: whole per cent */

static const char *called(const struct ages_of_kind *kind)
{
	return answer_called(kind->kind->title, kind->kind->name);
}

/* The kind of which most are late; else of which most are open. */
static size_t choose(const struct ages *ages)
{
	size_t late = 0, open = 0;
	double most = 0.0;
	for (size_t i = 0; i < ages->count; i++) {
		const struct ages_of_kind *kind = &ages->kinds[i];
		if (kind->late >= LATE && kind->late * kind->open > most) {
			most = kind->late * kind->open;
			late = i;
		}
		open = kind->open > ages->kinds[open].open ? i : open;
	}
	return most > 0.0 ? late : open;
}

static const char *plain(char *out, double value)
{
	number_plain(out, value, 3);
	return out;
}

size_t report_ages_say(struct prose *text, const struct model *model, const struct ages *ages)
{
	char share[NUMBER_ROOM], first[NUMBER_ROOM], second[NUMBER_ROOM];
	size_t at = choose(ages);
	const struct ages_of_kind *kind = &ages->kinds[at];
	if (kind->late >= LATE) {
		number_duration(first, ages_promise(kind->kind) / model->unit);
		number_share(share, kind->late, ROUGH);
		prose_say(text, "%s %% of the open %s are older than the promise of %s. ", share, called(kind), first);
	} else {
		prose_say(text, "Of the open %s half are older than %s %s, 1 in 10 than %s %s. ", called(kind), plain(first, kind->median),
			model->time_unit, plain(second, kind->ninth), model->time_unit);
	}
	return at;
}

static void put(struct layout_table *table, size_t column, double value)
{
	char text[NUMBER_ROOM];
	layout_table_cell(table, column, plain(text, value));
}

void report_ages(const struct result_scenario *scenario, struct document *to)
{
	const struct ages *ages = scenario->followed ? scenario->followed->ages : NULL;
	const char *unit = scenario->model->time_unit;
	struct layout_table table;
	struct prose text = { .length = 0 };
	if (!ages || ages->count == 0)
		return;
	layout_table_init(&table, to->arena, "Open work");
	size_t open = layout_table_column(&table, "open", ""), mean = layout_table_column(&table, "mean age", unit);
	size_t half = layout_table_column(&table, "half under", unit), ninth = layout_table_column(&table, "90 % under", unit);
	size_t late = layout_table_column(&table, "older than", "promised, %");
	for (size_t i = 0; i < ages->count; i++) {
		const struct ages_of_kind *kind = &ages->kinds[i];
		layout_table_row(&table, called(kind));
		put(&table, open, kind->open);
		put(&table, mean, kind->mean);
		put(&table, half, kind->median);
		put(&table, ninth, kind->ninth);
		char share[NUMBER_ROOM] = "";
		if (!isnan(kind->late))
			number_share(share, kind->late, ROUGH);
		layout_table_cell(&table, late, share);
	}
	document_gap(to);
	document_table(to, &table, 2);
	if (ages->kinds[report_ages_say(&text, scenario->model, ages)].late >= LATE)
		document_prose(to, &text, 2, 2);      /* else the table says it */
}
