/* What a way is called. Short ways are told step by step; long ones look all alike, so that they are told by what sets them apart. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "plots/lettering.h"
#include "answer.h"
#include "followed.h"
#include "number.h"
#include "report_variants.h"

#define LETTERS 72           /* of a way that is told step by step */
#define HEADING 40           /* letters of the kind of work above a table */
#define STEP_LETTERS 28      /* of a step's title */
#define STEPS_SAID 5         /* that a way has, or lacks, and are named: fewer where that is longer than a line */
#define LINE 96              /* letters */
#define USUAL 0.1            /* of the items: what fewer do is no usual way */
#define CHAIN_SAID 24        /* steps of the usual way that are named */
#define LONGER 1.25          /* times the usual: so much longer is worth a word */
#define BAR_WIDTH 10

/* --- one way ------------------------------------------------------------------------------------------------------------------------ */

static const struct { const char *chain, *ending; } ends[] = {
	[TRACE_COMPLETED] = { "", "completed" }, [TRACE_SCRAPPED] = { "scrap", "ending as scrap" },
	[TRACE_TURNED_AWAY] = { "turned away", "turned away" }, [TRACE_LEFT] = { "gave up", "given up" },
};

/* A step that has no title of its own is called as its station is. */
static const char *step_name(const struct model *model, uint32_t index, struct arena *arena)
{
	const struct task *task = &model->tasks[index];
	const struct station *station = task->work == WORK_STATION ? &model->stations[task->station] : NULL;
	bool as_station = station && !station->hidden && strcmp(task->title, station->name) == 0;
	return lettering_middle_cut(arena, as_station ? answer_called(station->title, station->name) : task->title, STEP_LETTERS);
}

static const char *step_text(const struct model *model, const struct life_step *step, struct arena *arena)
{
	const char *name = step_name(model, step->task, arena);
	return step->times > 1 ? arena_format(arena, "%s ×%u", name, (unsigned)step->times) : name;
}

static const char *chain_of(const struct model *model, const struct variant *way, struct arena *arena)
{
	const char *text = "", *end = ends[way->how].chain;
	for (uint32_t i = 0; i < way->step_count && i < CHAIN_SAID; i++)
		text = arena_format(arena, "%s%s%s", text, *text ? " → " : "", step_text(model, &way->steps[i], arena));
	if (way->step_count > CHAIN_SAID)
		text = arena_format(arena, "%s → and %u more", text, (unsigned)(way->step_count - CHAIN_SAID));
	if (!*text)
		return *end ? arena_format(arena, "%s before the first step", end) : "nothing is done";
	return *end ? arena_format(arena, "%s → %s", text, end) : text;
}

static uint32_t times_in(const struct variant *way, uint32_t task)
{
	for (uint32_t i = 0; i < way->step_count; i++)
		if (way->steps[i].task == task)
			return way->steps[i].times;
	return 0;
}

/* "with A, B ×2 and 3 more": one step after the other. */
struct listing {
	struct arena *arena;
	const char *word, *text;
	uint32_t at_most, said, left;
};

static void list_step(struct listing *listing, const char *name)
{
	if (listing->said == listing->at_most) {
		listing->left++;
		return;
	}
	listing->text = listing->said++ ? arena_format(listing->arena, "%s, %s", listing->text, name) :
		arena_format(listing->arena, "%s %s", listing->word, name);
}

static const char *listed(const struct listing *listing)
{
	return listing->left ? arena_format(listing->arena, "%s and %u more", listing->text, (unsigned)listing->left) : listing->text;
}

static const char *join(const char *text, const char *more, struct arena *arena)
{
	return *text && *more ? arena_format(arena, "%s, %s", text, more) : *text ? text : more;
}

static const char *difference_of(const struct model *model, const struct variant *way, const struct variant *usual, uint32_t at_most,
	struct arena *arena)
{
	struct listing with = { arena, "with", "", at_most, 0, 0 }, without = { arena, "without", "", at_most, 0, 0 };
	for (uint32_t i = 0; i < way->step_count; i++) {
		const struct life_step *step = &way->steps[i];
		uint32_t times = times_in(usual, step->task);
		if (times == step->times)
			continue;
		list_step(&with, step->times == 1 && times > 1 ? arena_format(arena, "%s once", step_name(model, step->task, arena)) :
			step_text(model, step, arena));
	}
	for (uint32_t i = 0; i < usual->step_count; i++)
		if (times_in(way, usual->steps[i].task) == 0)
			list_step(&without, step_name(model, usual->steps[i].task, arena));
	const char *text = join(listed(&with), listed(&without), arena);
	return way->how == usual->how ? text : join(text, ends[way->how].ending, arena);
}

/* "with Ask an expert, Assess ×2, without Check, ending as scrap" */
static const char *difference(const struct model *model, const struct variant *way, const struct variant *usual, struct arena *arena)
{
	uint32_t at_most = STEPS_SAID;
	const char *text = difference_of(model, way, usual, at_most, arena);
	while (layout_width(text) > LINE && at_most > 1)
		text = difference_of(model, way, usual, --at_most, arena);
	return text;
}

/* --- all ways of a kind ------------------------------------------------------------------------------------------------------------- */

bool report_variants_differ(const struct model *model, const struct variants_of_kind *kind, struct arena *arena)
{
	for (size_t i = 0; i < kind->count; i++)
		if (layout_width(chain_of(model, &kind->list[i], arena)) > LETTERS)
			return true;
	return false;
}

const char *report_variants_usual(const struct model *model, const struct variants_of_kind *kind, struct arena *arena)
{
	return chain_of(model, &kind->list[0], arena);
}

const char **report_variants_names(const struct model *model, const struct variants_of_kind *kind, struct arena *arena)
{
	const char **names = arena_take(arena, kind->count + 1, sizeof *names);
	bool differ = report_variants_differ(model, kind, arena);
	for (size_t i = 0; i < kind->count; i++)
		names[i] = !differ ? chain_of(model, &kind->list[i], arena) : i == 0 ? "the most frequent" :
			difference(model, &kind->list[i], &kind->list[0], arena);
	names[kind->count] = arena_format(arena, "%zu other way%s", kind->others, kind->others == 1 ? "" : "s");
	return names;
}

static const char *called(const struct variants_of_kind *kind)
{
	return answer_called(kind->kind->title, kind->kind->name);
}

/* Items come in turns, but which way each goes is nearly its own luck: the share is known about as well as that of so many throws. */
const char *report_variants_share(const struct variant *way, uint64_t items, struct arena *arena)
{
	char text[NUMBER_ROOM];
	number_share(text, way->share, 2.0 * sqrt(way->share * (1.0 - way->share) / (double)items));
	return arena_text(arena, text);
}

static const char *plain(double value, struct arena *arena)
{
	char text[NUMBER_ROOM];
	number_plain(text, value, 3);
	return arena_text(arena, text);
}

/* The way on which most time is lost beside the usual one. */
static size_t find_slow(const struct variants_of_kind *kind)
{
	size_t found = 0;
	double most = 0.0, usual = kind->list[0].time;
	for (size_t i = 1; i < kind->count; i++) {
		double lost = kind->list[i].share * (kind->list[i].time - usual);
		if (kind->list[i].time > LONGER * usual && lost > most) {
			most = lost;
			found = i;
		}
	}
	return found;
}

size_t report_variants_say(struct prose *text, const struct model *model, const struct variants_of_kind *kind, struct arena *arena)
{
	const struct variant *usual = &kind->list[0];
	size_t slow = find_slow(kind);
	prose_say(text, usual->share < USUAL ? "No way is usual: the most frequent is that of %s %% of %s, in %s %s on average" :
		"%s %% of %s go the usual way, in %s %s on average", report_variants_share(usual, kind->items, arena), called(kind),
		plain(usual->time, arena), model->time_unit);
	if (slow > 0)
		prose_say(text, "; the same %s takes %s %s (%s %%)", difference(model, &kind->list[slow], usual, arena),
			plain(kind->list[slow].time, arena), model->time_unit, report_variants_share(&kind->list[slow], kind->items, arena));
	prose_say(text, ". ");
	return slow;
}

/* --- tables ------------------------------------------------------------------------------------------------------------------------- */

struct sheet {
	const struct model *model;
	const struct variants_of_kind *kind;
	struct layout_table table;
	size_t share, bar, time, median, cost;
};

static void put_row(struct sheet *sheet, const char *name, const struct variant *way)
{
	struct arena *arena = sheet->table.arena;
	char bar[BAR_WIDTH * 4 + 1] = "";
	for (long i = 0; i < BAR_WIDTH; i++)
		strcat(bar, i < lround(way->share * BAR_WIDTH) ? "█" : "░");
	layout_table_row(&sheet->table, name);
	layout_table_cell(&sheet->table, sheet->share, report_variants_share(way, sheet->kind->items, arena));
	layout_table_cell(&sheet->table, sheet->bar, bar);
	layout_table_cell(&sheet->table, sheet->time, plain(way->time, arena));
	layout_table_cell(&sheet->table, sheet->median, isnan(way->median) ? "" : plain(way->median, arena));
	layout_table_cell(&sheet->table, sheet->cost, sheet->model->costs ? plain(way->cost, arena) : "");
}

static void add_table(const struct model *model, const struct variants_of_kind *kind, struct document *to)
{
	struct sheet sheet = { .model = model, .kind = kind };
	struct prose text = { .length = 0 };
	const char **names = report_variants_names(model, kind, to->arena);
	layout_table_init(&sheet.table, to->arena, arena_format(to->arena, "%s: ways", lettering_middle_cut(to->arena, called(kind), HEADING)));
	sheet.share = layout_table_column(&sheet.table, "of all", "%");
	sheet.bar = layout_table_column(&sheet.table, "", "");
	sheet.time = layout_table_column(&sheet.table, "mean time", model->time_unit);
	sheet.median = layout_table_column(&sheet.table, "half within", model->time_unit);
	sheet.cost = layout_table_column(&sheet.table, "cost", model->money ? model->money : "");
	for (size_t i = 0; i < kind->count; i++)
		put_row(&sheet, names[i], &kind->list[i]);
	if (kind->others > 0)
		put_row(&sheet, names[kind->count], &kind->rest);
	document_gap(to);
	document_table(to, &sheet.table, 2);
	report_variants_say(&text, model, kind, to->arena);
	if (kind->list[0].share >= USUAL && report_variants_differ(model, kind, to->arena))
		prose_say(&text, "The most frequent is %s. ", report_variants_usual(model, kind, to->arena));
	document_prose(to, &text, 2, 2);
}

static void add_method(const struct variants *variants, struct document *to)
{
	char items[NUMBER_ROOM];
	double sum = 0.0;
	for (size_t k = 0; k < variants->count; k++)
		sum += (double)variants->kinds[k].items;
	number_round(items, sum, 0);
	document_text(to, 2, 2, arena_format(to->arena, "A way is which steps were done and how often, in whatever order; counted over %s items, "
		"in %u replication%s.", items, (unsigned)variants->replications, variants->replications == 1 ? "" : "s"));
}

void report_variants(const struct result_scenario *scenario, struct document *to)
{
	const struct variants *variants = scenario->followed ? scenario->followed->variants : NULL;
	for (size_t k = 0; variants && k < variants->count; k++)
		add_table(scenario->model, &variants->kinds[k], to);
	if (variants && variants->count > 0)
		add_method(variants, to);
}
