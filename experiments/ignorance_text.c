/* Luck and ignorance in a report: a paragraph that can be read aloud, a table, and how it was found. */
#include <string.h>
#include "ignorance.h"
#include "number.h"

struct page {
	const struct result_scenario *scenario;
	const struct ignorance *ignorance;
	struct document *to;
};

static double scale_of(const struct page *page, const struct ignorance_metric *metric)
{
	return page->scenario->model->metrics.list[metric->index].kind->unit == METRIC_SHARE ? 100.0 : 1.0;
}

static const char *unit_of(const struct page *page, const struct ignorance_metric *metric)
{
	const struct metric *of = &page->scenario->model->metrics.list[metric->index];
	return of->kind->unit == METRIC_SHARE ? "%" : result_unit(page->scenario->model, of);
}

/* " min", to stand behind a number; "" where it has none. */
static const char *unit_behind(const struct page *page, const struct ignorance_metric *metric)
{
	const char *unit = unit_of(page, metric);
	return *unit ? arena_format(page->to->arena, " %s", unit) : "";
}

/* Of both ends with the digits that their distance supports. */
static void write_ends(const struct page *page, const struct ignorance_metric *metric, char *low, char *high)
{
	double scale = scale_of(page, metric), half_width = scale * (metric->high - metric->low) / 2.0;
	int decimals = half_width > 0.0 ? number_decimals(half_width) : 3;
	number_round(low, scale * metric->low, decimals);
	number_round(high, scale * metric->high, decimals);
}

/* "the time of Panel is 34.1 ± 0.6 min by luck alone; with what …, it is between 31 and 38 min." */
static void say_metric(const struct page *page, struct prose *prose, const struct ignorance_metric *metric)
{
	const char *words = judge_words(page->scenario->model, metric->name, page->to->arena), *unit = unit_behind(page, metric);
	char mean[NUMBER_ROOM], low[NUMBER_ROOM], high[NUMBER_ROOM];
	double scale = scale_of(page, metric);
	number_interval(mean, scale * metric->mean, scale * metric->luck);
	write_ends(page, metric, low, high);
	size_t start = prose->length;
	if (metric->sd > 0.0)
		prose_say(prose, "%s is %s%s by luck alone; with what the observations leave open it is between %s and %s%s (95 %%). ", words, mean,
			unit, low, high, unit);
	else
		prose_say(prose, "%s is %s%s; what the observations leave open cannot be told from luck. ", words, mean, unit);
	if (metric != page->ignorance->metrics)
		prose_capital(prose, start);
}

/* What to do about it, by what is judged first. */
static void say_advice(struct prose *prose, const struct page *page, const struct ignorance_metric *metric)
{
	char part[NUMBER_ROOM];
	if (metric->sd <= 0.0)
		return;
	number_round(part, 100.0 * metric->share, 0);
	if (metric->share >= 0.95)
		prose_say(prose, "Nearly all of that is ignorance: more replications would hardly narrow it. ");
	else if (metric->share >= 0.5)
		prose_say(prose, "%s %% of that is ignorance: more replications would hardly narrow it. ", part);
	else
		prose_say(prose, "%s %% of that is ignorance, the rest luck: more replications would narrow it. ", part);
	if (metric->most)
		prose_say(prose, "More observations of %s (%zu so far) would help%s.", metric->most->path, metric->most->observations,
			page->scenario->model->observed_count > 1 ? " most" : "");
	else
		prose_say(prose, "Of what it would help most to have more observations cannot be told.");
}

static void print_table(const struct page *page)
{
	struct layout_table table;
	layout_table_init(&table, page->to->arena, "Not known");
	size_t luck = layout_table_column(&table, "by luck alone", ""), from = layout_table_column(&table, "with both", "from");
	size_t to = layout_table_column(&table, "", "to"), share = layout_table_column(&table, "ignorance", "%");
	for (size_t i = 0; i < page->ignorance->count; i++) {
		const struct ignorance_metric *metric = &page->ignorance->metrics[i];
		const char *unit = unit_of(page, metric);
		double scale = scale_of(page, metric);
		char low[NUMBER_ROOM], high[NUMBER_ROOM], text[NUMBER_ROOM];
		layout_table_row(&table, arena_format(page->to->arena, "%s%s%s", metric->name, *unit ? ", " : "", unit));
		number_interval(text, scale * metric->mean, scale * metric->luck);
		layout_table_cell(&table, luck, text);
		write_ends(page, metric, low, high);
		layout_table_cell(&table, from, low);
		layout_table_cell(&table, to, high);
		number_round(text, 100.0 * metric->share, 0);
		layout_table_cell(&table, share, text);
	}
	if (page->ignorance->count > 0) {
		document_gap(page->to);
		document_table(page->to, &table, 2);
	}
}

static void print_method(const struct page *page)
{
	const struct ignorance *ignorance = page->ignorance;
	struct prose prose;
	prose_start(&prose);
	prose_say(&prose, "For this %u models were drawn, in each of which the distributions with `data` are as so many observations might have "
		"shown them; each was run %u times, with the same luck.", (unsigned)ignorance->draws, (unsigned)ignorance->replications);
	document_gap(page->to);
	document_prose(page->to, &prose, 2, 2);
}

/* Models that cannot be run come first: what is told of the others is too good. */
static void say_left_out(struct prose *prose, const struct ignorance *ignorance)
{
	const char *end = ignorance->why ? strstr(ignorance->why, ". ") : NULL;
	int length = end ? (int)(end - ignorance->why) : ignorance->why ? (int)strlen(ignorance->why) : 0;
	if (ignorance->left_out > 0)
		prose_say(prose, "whether it can go on like this at all: %u of %u models that the observations leave possible cannot be run (the first: "
			"%.*s). Of the others: ", (unsigned)ignorance->left_out, (unsigned)ignorance->draws, length, ignorance->why);
}

void ignorance_print(const struct result_scenario *scenario, struct document *to)
{
	const struct page page = { scenario, scenario->ignorance, to };
	struct prose prose;
	if (!scenario->ignorance)
		return;
	prose_start(&prose);
	prose_say(&prose, "What is not known: ");
	say_left_out(&prose, scenario->ignorance);
	for (size_t i = 0; i < scenario->ignorance->count; i++)
		if (scenario->ignorance->metrics[i].judged)
			say_metric(&page, &prose, &scenario->ignorance->metrics[i]);
	if (scenario->ignorance->count > 0)
		say_advice(&prose, &page, &scenario->ignorance->metrics[0]);
	else
		prose_say(&prose, "too few to tell luck and ignorance apart.");
	document_gap(to);
	document_prose(to, &prose, 2, 2);
	print_table(&page);
	print_method(&page);
}
