/* What changes bring: time against money, differences with their intervals, where the time goes with each of them. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "models/cause.h"
#include "answer.h"
#include "compare_say.h"
#include "figure.h"
#include "number.h"
#include "report_ledger.h"
#include "yardstick.h"

#define PANELS 3             /* side by side */

/* Scenarios that took part, base first. */
static size_t list_kept(const struct compare *compare, size_t from, size_t **list)
{
	size_t count = 0;
	*list = arena_take(compare->arena, compare->result->count, sizeof **list);
	for (size_t i = from; i < compare->result->count; i++)
		if (!compare->result->scenarios[i].left_out)
			(*list)[count++] = i;
	return count;
}

static struct interval shown(const struct compare_metric *metric, size_t i)
{
	const struct compare_cell *cell = &metric->cells[i];
	double scale = metric->scale;
	if (!cell->there)
		return (struct interval){ NAN, NAN, NAN };
	return (struct interval){ scale * cell->value.mean, scale * cell->value.low, scale * cell->value.high };
}

static const char *value_text(const struct compare *compare, const struct compare_metric *metric, size_t i)
{
	struct prose prose = { .length = 0 };
	if (metric->cells[i].there)
		compare_say_value(&prose, metric, i);
	return arena_text(compare->arena, prose.text);
}

static void start(struct sketch *sketch, enum figure_form form, const char *name, const struct compare *compare, struct arena *arena)
{
	sketch_start(sketch, form, name, compare->result, &compare->result->scenarios[0], arena);
}

/* Of those, the ones of which the metric is known: nothing completed, no time of it. */
static size_t keep_known(const struct compare_metric *metric, size_t *kept, size_t count)
{
	size_t known = 0;
	for (size_t k = 0; k < count; k++)
		if (metric->cells[kept[k]].there)
			kept[known++] = kept[k];
	return known;
}

/* "The time of Patients: As it is 96.1, A third doctor 56.3, …" */
static void say_values(struct prose *prose, const struct compare *compare, const struct compare_metric *metric)
{
	size_t *kept, count = list_kept(compare, 0, &kept);
	prose_say(prose, "%s", figure_capital(metric->words, compare->arena));
	if (*metric->unit)
		prose_say(prose, ", %s", metric->unit);
	for (size_t i = 0; i < count && i < FIGURE_ROWS; i++)
		prose_say(prose, "%s%s %s", i ? ", " : ": ", compare_title(compare, kept[i]), value_text(compare, metric, kept[i]));
	prose_say(prose, ". ");
}

/* --- time against money ----------------------------------------------------------------------------------------------------- */

/* How much better `a` is than `b`, on average. */
static double ahead(const struct compare_metric *metric, size_t a, size_t b)
{
	double gain = metric->cells[a].value.mean - metric->cells[b].value.mean;
	return metric->better == METRIC_LESS ? -gain : gain;
}

/* Whether nobody is as good in both and better in one. */
static bool is_efficient(const struct compare_metric *metric, const struct compare_metric *money, const size_t *kept, size_t count,
	size_t i)
{
	for (size_t k = 0; k < count; k++) {
		double time = ahead(metric, kept[k], i), gain = ahead(money, kept[k], i);
		if (time >= 0.0 && gain >= 0.0 && (time > 0.0 || gain > 0.0))
			return false;
	}
	return metric->better != METRIC_NEITHER;
}

/* A set of points: x by the metric, y by the money. */
struct points {
	struct sketch_values y, x;
	const char **labels;
	size_t count;
};

static struct points take_points(const struct sketch *sketch, size_t room)
{
	return (struct points){ sketch_values(sketch, room), sketch_values(sketch, room), arena_take(sketch->arena, room, sizeof(char *)), 0 };
}

static void add_point(struct points *points, const struct compare *compare, const struct compare_metric *metric,
	const struct compare_metric *money, size_t i)
{
	sketch_put_interval(&points->y, points->count, shown(money, i));
	sketch_put_interval(&points->x, points->count, shown(metric, i));
	points->labels[points->count++] = compare_title(compare, i);
}

static void add_points(struct sketch *sketch, struct points *points, enum figure_tone tone)
{
	if (points->count == 0)
		return;
	points->y.count = points->x.count = points->count;
	bool wide = false;
	for (size_t i = 0; i < points->count; i++)
		wide |= !isnan(points->x.low[i]);
	struct figure_series *series = sketch_series(sketch, 0, NULL, tone, &points->y);
	series->x = points->x.value;
	series->x_low = wide ? points->x.low : NULL;
	series->x_high = wide ? points->x.high : NULL;
	series->labels = points->labels;
}

/* In the order of the metric, so that a line can join them. */
static size_t list_efficient(const struct compare_metric *metric, const struct compare_metric *money, const size_t *kept, size_t count,
	size_t *list)
{
	size_t found = 0;
	for (size_t k = 0; k < count; k++) {
		if (!is_efficient(metric, money, kept, count, kept[k]))
			continue;
		size_t at = found++;
		for (; at > 0 && metric->cells[list[at - 1]].value.mean > metric->cells[kept[k]].value.mean; at--)
			list[at] = list[at - 1];
		list[at] = kept[k];
	}
	return found;
}

static bool is_among(const size_t *list, size_t count, size_t i)
{
	for (size_t k = 0; k < count; k++)
		if (list[k] == i)
			return true;
	return false;
}

static void add_frontier(struct sketch *sketch, const struct compare *compare, const struct compare_metric *metric,
	const struct compare_metric *money, const size_t *efficient, size_t count)
{
	struct points line = take_points(sketch, count);
	for (size_t k = 0; k < count; k++)
		add_point(&line, compare, metric, money, efficient[k]);
	if (count < 2)
		return;
	for (size_t k = 0; k < count; k++)
		line.y.low[k] = line.y.high[k] = NAN;
	struct figure_series *series = sketch_series(sketch, 0, "no option is better both ways", TONE_PALE, &line.y);
	series->x = line.x.value;
	series->joined = true;
}

static struct figure_axis axis_of(const struct compare_metric *metric, const struct compare *compare)
{
	return (struct figure_axis){ .title = figure_capital(metric->words, compare->arena), .unit = metric->unit, .low = NAN, .high = NAN };
}

/* False: there is no point to draw. */
static bool draw_options(struct sketch *sketch, const struct compare *compare, const struct compare_metric *money)
{
	const struct compare_metric *metric = compare->metrics;
	size_t *kept, count = list_kept(compare, 0, &kept);
	count = keep_known(metric, kept, count);
	count = keep_known(money, kept, count);
	size_t *efficient = arena_take(sketch->arena, count + 1, sizeof *efficient), best = list_efficient(metric, money, kept, count, efficient);
	struct points ahead = take_points(sketch, count), behind = take_points(sketch, count);
	for (size_t k = 0; k < count; k++)
		add_point(is_among(efficient, best, kept[k]) ? &ahead : &behind, compare, metric, money, kept[k]);
	sketch_panel(sketch, (struct figure_panel){ .x = axis_of(metric, compare), .y = axis_of(money, compare) });
	add_frontier(sketch, compare, metric, money, efficient, best);
	add_points(sketch, &behind, TONE_QUIET);
	add_points(sketch, &ahead, TONE_ACCENT);
	return count > 0;
}

static const struct figure *options_time_and_money(const struct compare *compare, struct arena *arena)
{
	const struct compare_metric *money = compare_money(compare);
	struct sketch sketch;
	struct prose prose = { .length = 0 };
	if (!money || money == compare->metrics)
		return NULL;
	start(&sketch, FIGURE_POINTS, "options-time-and-money", compare, arena);
	if (!draw_options(&sketch, compare, money))
		return NULL;
	compare_say_bargain(&prose, compare, false);
	if (prose.length > FIGURE_TITLE) {
		prose_start(&prose);
		compare_say_bargain(&prose, compare, true);
	}
	if (prose.length == 0)
		compare_say_headline(&prose, compare);
	sketch_title(&sketch, &prose);
	sketch_subtitle(&sketch, arena_format(arena, "%s against %s: mean of each option", figure_capital(money->words, arena),
		compare->metrics[0].words));
	sketch_note(&sketch, "scenario", "whiskers");
	say_values(&prose, compare, compare->metrics);
	say_values(&prose, compare, money);
	sketch_alt(&sketch, &prose);
	return sketch_done(&sketch);
}

/* --- bars and intervals ----------------------------------------------------------------------------------------------------- */

/* What is judged, and money as the last: as many as stand side by side. */
static size_t list_metrics(const struct compare *compare, const struct compare_metric **list, bool money_too)
{
	const struct compare_metric *money = money_too ? compare_money(compare) : NULL;
	size_t room = money && !money->judged ? PANELS - 1 : PANELS, count = compare->judged < room ? compare->judged : room;
	for (size_t m = 0; m < count; m++)
		list[m] = &compare->metrics[m];
	if (money && !money->judged)
		list[count++] = money;
	return count;
}

/* Those that may be the best by the first metric are what the title talks about. */
static void name_rows(struct sketch *sketch, const struct compare *compare, const size_t *kept, size_t count)
{
	sketch_rows(sketch, count);
	for (size_t k = 0; k < count; k++) {
		const struct compare_cell *cell = &compare->metrics[0].cells[kept[k]];
		sketch->rows[k] = compare_title(compare, kept[k]);
		sketch->accents[k] = cell->there && cell->best.possible && !isnan(cell->against.low);
	}
}

static void add_values(struct sketch *sketch, const struct compare *compare, const struct compare_metric *metric, const size_t *kept,
	size_t count, bool alone)
{
	struct sketch_values values = sketch_values(sketch, count);
	size_t panel = sketch_row_panel(sketch, alone ? NULL : figure_capital(metric->words, sketch->arena), metric->unit);
	for (size_t k = 0; k < count; k++) {
		sketch_put_interval(&values, k, shown(metric, kept[k]));
		values.texts[k] = value_text(compare, metric, kept[k]);
	}
	sketch_series(sketch, panel, NULL, TONE_QUIET, &values);
}

/* Where nothing has a price. */
static const struct figure *options_compared(const struct compare *compare, struct arena *arena)
{
	const struct compare_metric *metrics[PANELS + 1], *money = compare_money(compare);
	size_t *kept, count = list_kept(compare, 0, &kept), panels = list_metrics(compare, metrics, false);
	struct sketch sketch;
	struct prose prose = { .length = 0 };
	if ((money && money != compare->metrics) || keep_known(metrics[0], kept, count) < 2)
		return NULL;
	list_kept(compare, 0, &kept);
	start(&sketch, FIGURE_BARS, "options-compared", compare, arena);
	count = count < FIGURE_ROWS ? count : FIGURE_ROWS;
	name_rows(&sketch, compare, kept, count);
	for (size_t m = 0; m < panels; m++)
		add_values(&sketch, compare, metrics[m], kept, count, panels == 1);
	compare_say_headline(&prose, compare);
	if (prose.length == 0)
		say_values(&prose, compare, metrics[0]);
	sketch_title(&sketch, &prose);
	sketch_subtitle(&sketch, panels > 1 ? "Mean of each option" : arena_format(arena, "%s%s%s: mean of each option",
		figure_capital(metrics[0]->words, arena), *metrics[0]->unit ? ", " : "", metrics[0]->unit));
	sketch_note(&sketch, "scenario", "whiskers");
	for (size_t m = 0; m < panels; m++)
		say_values(&prose, compare, metrics[m]);
	sketch_alt(&sketch, &prose);
	return sketch_done(&sketch);
}

/* Shares differ by points. */
static const char *difference_unit(const struct compare_metric *metric)
{
	return strcmp(metric->unit, "%") == 0 ? "points" : metric->unit;
}

static bool add_differences(struct sketch *sketch, const struct compare_metric *metric, const size_t *kept, size_t count)
{
	struct sketch_values values = sketch_values(sketch, count);
	bool any = false;
	for (size_t k = 0; k < count; k++) {
		char text[NUMBER_ROOM];
		struct interval against = metric->cells[kept[k]].against;
		struct interval scaled = { metric->scale * against.estimate, metric->scale * against.low, metric->scale * against.high };
		if (!metric->cells[kept[k]].there || isnan(against.low))
			continue;
		sketch_put_interval(&values, k, scaled);
		yardstick_print(text, scaled);
		values.texts[k] = arena_text(sketch->arena, text);
		any = true;
	}
	if (!any)
		return false;
	size_t panel = sketch_row_panel(sketch, figure_capital(metric->words, sketch->arena), difference_unit(metric));
	sketch_series(sketch, panel, NULL, TONE_QUIET, &values);
	sketch_mark(sketch, (struct figure_mark){ .kind = MARK_X, .panel = panel, .at = 0.0, .to = NAN, .tone = TONE_QUIET });
	return true;
}

/* "“A third doctor”: the time of Patients 39.8 ± 2.3 min less" of the scenario that is furthest from base of those that are shown to
   differ; the chart of values has the headline. */
static void say_furthest(struct prose *prose, const struct compare *compare)
{
	const struct compare_metric *metric = compare->metrics;
	size_t found = 0;
	for (size_t i = 1; i < compare->result->count; i++)
		if (compare_shown(metric, i) != 0 && (compare_shown(metric, found) == 0 ||
			fabs(metric->cells[i].against.estimate) > fabs(metric->cells[found].against.estimate)))
			found = i;
	if (found == 0) {
		prose_say(prose, "No difference shown in %s", metric->words);
		return;
	}
	prose_say(prose, "“%s”: %s ", compare_title(compare, found), metric->words);
	compare_say_difference(prose, metric, metric->cells[found].against);
}

static const struct figure *options_differences(const struct compare *compare, struct arena *arena)
{
	const struct compare_metric *metrics[PANELS + 1], *money = compare_money(compare);
	size_t *kept, count = list_kept(compare, 1, &kept), panels = list_metrics(compare, metrics, true), drawn = 0;
	struct sketch sketch;
	struct prose prose = { .length = 0 };
	if (count == 0)
		return NULL;
	start(&sketch, FIGURE_INTERVALS, "options-differences", compare, arena);
	count = count < FIGURE_ROWS ? count : FIGURE_ROWS;
	name_rows(&sketch, compare, kept, count);
	for (size_t m = 0; m < panels; m++)
		drawn += add_differences(&sketch, metrics[m], kept, count);
	if (drawn == 0)
		return NULL;
	if (money && money != compare->metrics)
		compare_say_headline(&prose, compare);
	if (prose.length == 0)
		say_furthest(&prose, compare);
	sketch_title(&sketch, &prose);
	sketch_subtitle(&sketch, "Difference from the model as it is, of replications that had the same luck; left of the line: less");
	sketch_note(&sketch, "scenario", "whiskers (they hold all at once in each panel)");
	prose_say(&prose, "Differences from the model as it is with their intervals. ");
	for (size_t m = 0; m < panels; m++)
		say_values(&prose, compare, metrics[m]);
	sketch_alt(&sketch, &prose);
	return sketch_done(&sketch);
}

/* --- where the time goes with each option ----------------------------------------------------------------------------------- */

/* The kind of work whose time is judged first; NULL: something else is. */
static const struct kind *judged_kind(const struct compare *compare)
{
	const struct model *model = compare->result->scenarios[0].model;
	for (uint32_t k = 0; k < figure_kinds(model); k++)
		if (strcmp(compare->metrics[0].name, arena_format(compare->arena, "work.%s.time", model->kinds[k].name)) == 0)
			return &model->kinds[k];
	return NULL;
}

/* A scenario may have causes that base has not; and resources, which base's words do not know. */
static void put_scenario(struct sketch *sketch, struct sketch_causes *bars, size_t row, const struct result_scenario *scenario,
	const struct kind *kind)
{
	for (uint32_t cause = 0; cause < bars->count && cause < CAUSE_RESOURCE + scenario->model->resource_count; cause++) {
		const struct summary *time = report_ledger_time(scenario, kind, cause);
		if (time && time->max > 0.0)
			sketch_put_cause(bars, row, cause, time->mean, figure_mean(time, sketch->arena));
	}
}

/* What of the time differs most between base and the best option, and is shown to; NONE. */
static uint32_t moved_most(const struct sketch *sketch, const struct kind *kind, const struct result_scenario *best)
{
	const struct result_scenario *base = sketch->scenario;
	double most = 0.0, confidence = multiple_bonferroni(SUMMARY_CONFIDENCE, kind->cause_count * sketch->result->count);
	uint32_t found = NONE;
	for (uint32_t c = 0; c < kind->cause_count; c++) {
		struct yardsticks one = { .count = 0 };
		yardsticks_add(&one, base->model, arena_format(sketch->arena, "work.%s.time.%s", kind->name,
			cause_name(base->model, kind->causes[c])), sketch->arena);
		if (one.count == 0)
			continue;
		struct yardstick_gain gain = yardstick_gain(&one.list[0], base, best, confidence, sketch->arena);
		if (gain.shown && fabs(gain.interval.estimate) > most) {
			most = fabs(gain.interval.estimate);
			found = kind->causes[c];
		}
	}
	return found;
}

/* The title names what the best option changes most; returns it. */
static uint32_t title_causes(struct sketch *sketch, const struct compare *compare, const struct kind *kind)
{
	size_t best = compare->metrics[0].best;
	struct prose prose = { .length = 0 };
	uint32_t cause = best == SIZE_MAX || best == 0 ? NONE : moved_most(sketch, kind, &compare->result->scenarios[best]);
	if (cause == NONE) {
		prose_say(&prose, "What the time of %s goes by with, option by option", answer_called(kind->title, kind->name));
	} else {
		const struct summary *now = report_ledger_time(sketch->scenario, kind, cause);
		const struct summary *then = report_ledger_time(&compare->result->scenarios[best], kind, cause);
		prose_say(&prose, "“%s”: %s takes %s instead of %s %s", compare_title(compare, best), cause_words(sketch->scenario->model, cause),
			then ? figure_mean(then, sketch->arena) : "0", now ? figure_mean(now, sketch->arena) : "0", sketch->scenario->model->time_unit);
	}
	sketch_title(sketch, &prose);
	return cause;
}

static const struct figure *options_where(const struct compare *compare, struct arena *arena)
{
	const struct kind *kind = judged_kind(compare);
	size_t *kept, count = list_kept(compare, 0, &kept);
	struct sketch sketch;
	struct prose prose = { .length = 0 };
	if (!kind || count < 2 || !report_ledger_tells(&compare->result->scenarios[0], kind))
		return NULL;
	start(&sketch, FIGURE_BARS, "options-where-the-time-goes", compare, arena);
	count = count < FIGURE_ROWS ? count : FIGURE_ROWS;
	sketch_rows(&sketch, count);
	struct sketch_causes bars = sketch_causes(&sketch, count);
	const char **sums = arena_take(arena, count, sizeof *sums);
	for (size_t k = 0; k < count; k++) {
		put_scenario(&sketch, &bars, k, &compare->result->scenarios[kept[k]], kind);
		sketch.rows[k] = compare_title(compare, kept[k]);
		sums[k] = value_text(compare, compare->metrics, kept[k]);
		sketch.accents[k] = kept[k] == compare->metrics[0].best;
	}
	sketch_row_panel(&sketch, NULL, sketch.scenario->model->time_unit);
	sketch_add_causes(&sketch, 0, &bars, title_causes(&sketch, compare, kind));
	sketch_sums(&sketch, 0, sums);
	sketch_subtitle(&sketch, arena_format(arena, "Mean time of %s from start to end, by what it goes by with", answer_called(kind->title,
		kind->name)));
	sketch_note(&sketch, "scenario", NULL);
	prose_say(&prose, "Bars of what the time goes by with in each option. ");
	say_values(&prose, compare, compare->metrics);
	sketch_alt(&sketch, &prose);
	return sketch_done(&sketch);
}

struct figures figures_of_compare(const struct compare *compare, struct arena *arena)
{
	struct figures figures = { .list = arena_take(arena, 4, sizeof *figures.list) };
	figures_add(&figures, options_time_and_money(compare, arena));
	figures_add(&figures, options_compared(compare, arena));
	figures_add(&figures, options_differences(compare, arena));
	figures_add(&figures, options_where(compare, arena));
	return figures;
}
