/* Sections by a table: which charts, by their names, and which tables belong together. */
#include <ctype.h>
#include <string.h>
#include "answer.h"
#include "beside.h"
#include "explain.h"
#include "figure.h"
#include "ignorance.h"
#include "page.h"
#include "page_method.h"
#include "plan.h"
#include "report_ages.h"
#include "report_case.h"
#include "report_decisions.h"
#include "report_goal.h"
#include "report_handoffs.h"
#include "report_ledger.h"
#include "report_project.h"
#include "report_text.h"
#include "report_variants.h"
#include "sharing.h"

#define COUNT_OF(array) (sizeof (array) / sizeof *(array))
#define CHARTS_OF_A_PART 8
#define SUFFIX_ROOM 24

/* --- parts that may be empty -------------------------------------------------------------------------------------------------------- */

/* A heading that is taken back where nothing came after it. */
struct part_mark {
	struct document_block *before;
};

static struct part_mark open_part(struct document *page, int level, const char *name, const char *title)
{
	struct part_mark mark = { page->last };
	document_heading(page, level, name, title);
	return mark;
}

static void close_part(struct document *page, struct part_mark mark)
{
	struct document_block *heading = mark.before ? mark.before->next : page->first;
	for (const struct document_block *block = heading->next; block; block = block->next)
		if (block->kind != DOCUMENT_GAP)
			return;
	page->last = mark.before;
	if (mark.before)
		mark.before->next = NULL;
	else
		page->first = NULL;
}

/* --- charts ------------------------------------------------------------------------------------------------------------------------- */

/* The charts of one scenario, and which have found their place. */
struct charts {
	struct figures figures;
	bool *placed;
	const char *suffix;          /* of their names, so that those of two scenarios are told apart; "": none */
};

static void place(struct document *page, struct charts *charts, size_t i)
{
	const struct figure *figure = charts->figures.list[i];
	struct figure *own = arena_take(page->arena, 1, sizeof *own);
	*own = *figure;
	own->name = arena_format(page->arena, "%s%s", figure->name, charts->suffix);
	charts->placed[i] = true;
	document_figure(page, own);
}

/* Whether figures of that name may be there for several kinds of work: "variants-claim". */
static bool is_of_kind(const char *name)
{
	static const char *const names[] = { "variants", "plan", "when-it-ends", "forecasts", "what-decides-the-end", "date-and-money",
		"what-decides-the-cost" };
	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

/* Those of one name, and those of other kinds of work. */
static void place_by_name(struct document *page, struct charts *charts, const char *name)
{
	size_t length = strlen(name);
	for (size_t i = 0; i < charts->figures.count; i++) {
		const char *own = charts->figures.list[i]->name;
		bool of_kind = is_of_kind(name) && strncmp(own, name, length) == 0 && own[length] == '-';
		if (!charts->placed[i] && (of_kind || strcmp(own, name) == 0))
			place(page, charts, i);
	}
}

static void place_all(struct document *page, struct charts *charts)
{
	for (size_t i = 0; i < charts->figures.count; i++)
		if (!charts->placed[i])
			place(page, charts, i);
}

static struct charts charts_of(struct document *page, struct figures figures, const char *suffix)
{
	return (struct charts){ .figures = figures, .placed = arena_take(page->arena, figures.count + 1, sizeof(bool)), .suffix = suffix };
}

/* --- one scenario ------------------------------------------------------------------------------------------------------------------- */

static void tell_places(const struct result_scenario *scenario, struct document *page)
{
	report_stations(scenario, page);
	report_repairs(scenario, page);
	report_decisions(scenario, page);
}

static void tell_ways(const struct result_scenario *scenario, struct document *page)
{
	report_variants(scenario, page);
	report_cases(scenario, page);
}

static void tell_people(const struct result_scenario *scenario, struct document *page)
{
	report_resources(scenario, page);
	report_sharing(scenario, page);
}

static void tell_flow(const struct result_scenario *scenario, struct document *page)
{
	report_work(scenario, page);
	report_ages(scenario, page);
	report_measures(scenario, page);
}

static const struct part {
	const char *name, *title;
	const char *charts[CHARTS_OF_A_PART];
	void (*tables)(const struct result_scenario *scenario, struct document *page);
} parts[] = {
	{ "plan", "The plan and what becomes of it",
		{ "plan", "when-it-ends", "forecasts", "what-decides-the-end", "date-and-money",
			"what-decides-the-cost", "people-over-the-plan", "money-over-the-plan" }, report_projects },
	{ "effect", "What good it is", { "outcomes" }, report_goals },
	{ "time", "Where the time goes", { "where-the-time-goes" }, report_ledger },
	{ "stuck", "Where work gets stuck", { "process-map", "stations", "queues", "queues-over-the-week", "queues-over-the-day",
		"decisions" }, tell_places },
	{ "ways", "The ways that work takes", { "variants" }, tell_ways },
	{ "teams", "From team to team", { "handoffs" }, report_handoffs },
	{ "people", "Load on people", { "people", "who-works-on-what", "load-over-the-week", "load-over-the-day" }, tell_people },
	{ "money", "Money", { "money", "paid-for" }, report_money },
	{ "help", "What would help most", { "levers", "levers-money" }, NULL },
	{ "flow", "Flow over time", { "time-in-system", "in-the-system", "age-of-open-work", "cumulative-flow" }, tell_flow },
};

/* Charts that other parts of a page place. */
static const char *const other_charts[] = { "options-time-and-money", "options-compared", "options-differences",
	"options-where-the-time-goes", "sweep", "warm-up" };

const char *const *page_charts(struct arena *arena, size_t *count)
{
	const char **names = arena_take(arena, COUNT_OF(parts) * CHARTS_OF_A_PART + COUNT_OF(other_charts) + 1, sizeof *names);
	*count = 0;
	for (size_t p = 0; p < COUNT_OF(parts); p++)
		for (size_t c = 0; c < CHARTS_OF_A_PART && parts[p].charts[c]; c++)
			names[(*count)++] = parts[p].charts[c];
	for (size_t i = 0; i < COUNT_OF(other_charts); i++)
		names[(*count)++] = other_charts[i];
	return names;
}

/* The warm-up stands with the method, where the page has one of this scenario. */
static void set_aside(struct charts *charts, const char *name)
{
	for (size_t i = 0; i < charts->figures.count; i++)
		charts->placed[i] |= strcmp(charts->figures.list[i]->name, name) == 0;
}

static void tell_levers(const struct lever_gains *levers, struct document *page)
{
	struct charts charts = charts_of(page, figures_of_levers(levers, page->arena), "");
	levers_answer(levers, page);
	place_all(page, &charts);
	levers_tables(levers, page);
	levers_rest(levers, page);
	levers_method(levers, page);
}

static void tell_parts(const struct page_material *material, const struct result_scenario *scenario, struct charts *charts,
	struct document *page)
{
	for (size_t p = 0; p < COUNT_OF(parts); p++) {
		struct part_mark mark = open_part(page, 2, parts[p].name, parts[p].title);
		for (size_t c = 0; c < CHARTS_OF_A_PART && parts[p].charts[c]; c++)
			place_by_name(page, charts, parts[p].charts[c]);
		if (material->no_map && parts[p].charts[0] && strcmp(parts[p].charts[0], "process-map") == 0)
			document_text(page, 2, 2, material->no_map);
		if (parts[p].tables)
			parts[p].tables(scenario, page);
		else if (material->levers)
			tell_levers(material->levers, page);
		close_part(page, mark);
	}
	struct part_mark mark = open_part(page, 2, "more", "More charts");
	place_all(page, charts);
	close_part(page, mark);
}

/* --- the answer and the options ------------------------------------------------------------------------------------------------------ */

static void tell_left_out(const struct result *result, struct document *page)
{
	for (size_t i = 1; i < result->count; i++)
		if (result->scenarios[i].left_out)
			document_text(page, 2, 4, arena_format(page->arena, "%s is left out: %s", answer_called(result->scenarios[i].title,
				result->scenarios[i].name), result->scenarios[i].left_out));
}

static void tell_answer(const struct page_material *material, struct document *page)
{
	const struct result *result = &material->study->result;
	const struct result_scenario *first = &result->scenarios[0];
	document_heading(page, 2, "answer", "The answer");
	if (result->interrupted)
		document_text(page, 2, 2, arena_format(page->arena, "Stopped early: this page tells what %u of %u replications say that had finished.",
			(unsigned)first->finished_count, (unsigned)first->replications));
	if (material->compare) {
		compare_answer_print(material->compare, page);
		compare_left_out(material->compare, page);
		document_heading(page, 3, "today", strcmp(first->name, "base") == 0 ? "As it is" : answer_called(first->title, first->name));
	}
	answer_print(first, page);
	if (!material->compare && !material->variants)
		tell_left_out(result, page);
}

/* Returns whether there are signs in the tables that the method explains. */
static bool tell_options(const struct compare *compare, struct document *page)
{
	struct charts charts = charts_of(page, figures_of_compare(compare, page->arena), "");
	document_heading(page, 2, "options", "The options compared");
	place_all(page, &charts);
	bool marked = compare_tables(compare, page);
	return compare_money_table(compare, page) || marked;
}

/* --- further scenarios, where they are told one by one -------------------------------------------------------------------------------- */

/* "-booth": of small letters, digits and hyphens, no two the same. */
static const char *suffix_of(const struct result *result, size_t i, struct arena *arena)
{
	char text[SUFFIX_ROOM];
	size_t length = 0;
	for (const char *c = result->scenarios[i].name; *c && length + 1 < sizeof text; c++)
		text[length++] = (*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') ? *c : isupper((unsigned char)*c) ? (char)tolower(*c) : '-';
	text[length] = '\0';
	const char *suffix = arena_format(arena, "-%s", text);
	for (size_t k = 0; k < i; k++)
		if (strcmp(suffix_of(result, k, arena), suffix) == 0)
			return arena_format(arena, "%s-%zu", suffix, i + 1);
	return suffix;
}

static void tell_scenario(const struct result *result, size_t i, struct document *page)
{
	const struct result_scenario *scenario = &result->scenarios[i];
	const char *suffix = suffix_of(result, i, page->arena);
	struct charts charts = charts_of(page, figures_of_run(result, scenario, page->arena), suffix);
	document_heading(page, 2, arena_format(page->arena, "scenario%s", suffix), scenario->title && *scenario->title ?
		arena_format(page->arena, "Scenario %s: %s", scenario->name, scenario->title) : arena_format(page->arena, "Scenario %s", scenario->name));
	report_changes(scenario, page);
	answer_print(scenario, page);
	place_all(page, &charts);
	report_work(scenario, page);
	report_goals(scenario, page);
	report_ages(scenario, page);
	tell_ways(scenario, page);
	tell_places(scenario, page);
	tell_people(scenario, page);
	report_ledger(scenario, page);
	report_money(scenario, page);
	report_measures(scenario, page);
	report_method(result, scenario, page);
	ignorance_print(scenario, page);
}

/* --- all of it ---------------------------------------------------------------------------------------------------------------------- */

static void tell_title(const struct result *result, struct document *page)
{
	const struct model *model = result->scenarios[0].model;
	document_heading(page, 1, "top", answer_called(model->title, result->file));
	if (model->about && *model->about)
		document_text(page, 2, 2, model->about);
	report_changes(&result->scenarios[0], page);
}

static struct figures with_map(const struct page_material *material, struct arena *arena)
{
	const struct result *result = &material->study->result;
	struct figures found = figures_of_run(result, &result->scenarios[0], arena), all = { arena_take(arena, found.count + 1,
		sizeof *all.list), 0 };
	if (material->map)
		all.list[all.count++] = material->map->figure;
	for (size_t i = 0; i < found.count; i++)
		all.list[all.count++] = found.list[i];
	return all;
}

static void tell_replay(const char *replay, struct document *page)
{
	document_heading(page, 2, "replay-part", "Replay");
	document_replay(page, replay);
}

static void tell_ignorance(const struct result_scenario *scenario, struct document *page)
{
	struct part_mark mark = open_part(page, 2, "unknown", "What is not known");
	ignorance_print(scenario, page);
	close_part(page, mark);
}

void page_map(struct page_material *material, struct study *study, bool says)
{
	char fault[MAP_FAULT_ROOM] = "";
	if (study->count > 0 && plan_is_all(study->result.scenarios[0].model))
		return;           /* plans are shown over time */
	material->map = map_make(&study->result, &study->result.scenarios[0], &study->arena, fault);
	if (material->map || !*fault)
		return;
	material->no_map = arena_format(&study->arena, "%s.", fault);
	if (says)
		fprintf(stderr, "takt: %s\n", fault);
}

void page_make(struct document *page, const struct page_material *material)
{
	const struct result *result = &material->study->result;
	const struct result_scenario *first = &result->scenarios[0];
	struct charts charts = charts_of(page, with_map(material, page->arena), "");
	bool marked = false;
	set_aside(&charts, "warm-up");
	tell_title(result, page);
	tell_answer(material, page);
	if (material->compare)
		marked = tell_options(material->compare, page);
	tell_parts(material, first, &charts, page);
	for (size_t i = 1; i < result->count && !material->compare && !material->variants; i++)
		if (!result->scenarios[i].left_out)
			tell_scenario(result, i, page);
	if (material->replay)
		tell_replay(material->replay, page);
	tell_ignorance(first, page);
	page_method(page, material, figures_find(&charts.figures, "warm-up"), marked);
}

void page_make_sweep(struct document *page, const struct study *study, const struct sweep_report *report)
{
	struct charts charts = charts_of(page, figures_of_sweep(report, page->arena), "");
	tell_title(&study->result, page);
	document_heading(page, 2, "answer", "The answer");
	sweep_answer(report, page);
	place_all(page, &charts);
	sweep_table(report, page);
	sweep_left_out(report, page);
	document_heading(page, 2, "method", "How these numbers were made");
	sweep_method(report, page);
	page_origin(page, &study->result);
}
