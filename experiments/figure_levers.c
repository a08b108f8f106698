/* What would help: levers by what they gain, and by what they earn. */
#include <math.h>
#include <stdlib.h>
#include "figure.h"
#include "number.h"

#define ROWS 15              /* more levers are left to the table */
#define COUNT_OF(array) (sizeof (array) / sizeof (array)[0])

/* Who can bring it about, and how that looks. The names are those of the table. */
static const struct { const char *name; enum figure_tone tone; } families[LEVER_FAMILIES] = {
	[LEVER_MANAGERIAL] = { "management", TONE_WORK }, [LEVER_ENGINEERING] = { "engineers", TONE_WAIT },
	[LEVER_ENTREPRENEURIAL] = { "enterprise", TONE_PLANNED },
};

struct bar {
	const struct lever_gain *gain;
	size_t yardstick;
};

static struct interval gain_of(const struct bar *bar)
{
	return bar->gain->gains[bar->yardstick].interval;
}

/* What gains most first. */
static int most_first(const void *a, const void *b)
{
	const struct bar *x = a, *y = b;
	double left = gain_of(x).estimate, right = gain_of(y).estimate;
	return left != right ? (left > right ? -1 : 1) : x->gain < y->gain ? -1 : x->gain > y->gain;
}

/* The largest, whether they gain or lose. */
static int largest_first(const void *a, const void *b)
{
	const struct bar *x = a, *y = b;
	double left = fabs(gain_of(x).estimate), right = fabs(gain_of(y).estimate);
	return left != right ? (left > right ? -1 : 1) : x->gain < y->gain ? -1 : x->gain > y->gain;
}

/* Levers that have a row in the tables; of money, only what is told from zero. `all` counts those that are cut off, too. */
static size_t list_bars(const struct lever_gains *gains, size_t yardstick, struct bar **list, size_t *all)
{
	*all = 0;
	*list = arena_take(gains->arena, gains->count, sizeof **list);
	for (size_t i = 0; i < gains->count; i++) {
		const struct lever_gain *gain = &gains->list[i];
		if (gain->scenario->left_out || !gain->counts || isnan(gain->gains[yardstick].interval.estimate))
			continue;
		if (yardstick != gains->money || gain->gains[yardstick].shown)
			(*list)[(*all)++] = (struct bar){ gain, yardstick };
	}
	qsort(*list, *all, sizeof **list, largest_first);
	size_t count = *all < ROWS ? *all : ROWS;
	qsort(*list, count, sizeof **list, most_first);
	return count;
}

/* What cannot be told from zero is no number to plan with. */
static const char *text_of(const struct sketch *sketch, const struct bar *bar)
{
	char number[NUMBER_ROOM];
	const struct yardstick_gain *gain = &bar->gain->gains[bar->yardstick];
	yardstick_print(number, gain->interval);
	return gain->same ? "0" : gain->shown ? arena_text(sketch->arena, number) : "?";
}

/* The bars that `wanted` picks are a series of their own. */
static void add_bars(struct sketch *sketch, const char *name, enum figure_tone tone, const struct bar *bars, size_t count,
	bool (*wanted)(const struct lever *lever, int which), int which)
{
	struct sketch_values values = sketch_values(sketch, count);
	bool any = false;
	for (size_t i = 0; i < count; i++) {
		if (!wanted(bars[i].gain->lever, which))
			continue;
		sketch_put_interval(&values, i, gain_of(&bars[i]));
		values.texts[i] = text_of(sketch, &bars[i]);
		any = true;
	}
	if (any)
		sketch_series(sketch, 0, name, tone, &values);
}

static bool is_of_family(const struct lever *lever, int family)
{
	return (int)lever->family == family;
}

static bool is_priced(const struct lever *lever, int priced)
{
	return lever->priced == (priced != 0);
}

static bool some_open(const struct bar *bars, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!bars[i].gain->gains[bars[i].yardstick].shown && !bars[i].gain->gains[bars[i].yardstick].same)
			return true;
	return false;
}

static void draw(struct sketch *sketch, const struct lever_gains *gains, const struct bar *bars, size_t count, size_t all,
	const struct lever_gain *best)
{
	const struct yardstick *yardstick = &gains->yardsticks.list[bars[0].yardstick];
	sketch_rows(sketch, count);
	for (size_t i = 0; i < count; i++) {
		sketch->rows[i] = bars[i].gain->lever->brief;
		sketch->accents[i] = bars[i].gain == best;
	}
	sketch_row_panel(sketch, NULL, yardstick->gain_unit);
	sketch_note(sketch, "lever", "whiskers (they hold all at once)");
	if (some_open(bars, count))
		sketch_remark(sketch, "?: cannot be told from zero");
	sketch_cut(sketch, count, all, "largest");
}

static void alt(struct sketch *sketch, const struct bar *bars, size_t count, const char *what)
{
	struct prose prose = { .length = 0 };
	prose_say(&prose, "Bars of %s: ", what);
	for (size_t i = 0; i < count; i++)
		prose_say(&prose, "%s%s: %s", i ? ", " : "", bars[i].gain->lever->brief, text_of(sketch, &bars[i]));
	sketch_alt(sketch, &prose);
}

static const struct figure *levers_by_gain(const struct lever_gains *gains, struct arena *arena)
{
	const struct yardstick *yardstick = &gains->yardsticks.list[0];
	struct sketch sketch;
	struct bar *bars;
	struct prose prose = { .length = 0 };
	size_t all, count = list_bars(gains, 0, &bars, &all);
	if (count == 0)
		return NULL;
	sketch_start(&sketch, FIGURE_BARS, "levers", gains->result, &gains->result->scenarios[0], arena);
	draw(&sketch, gains, bars, count, all, levers_say_headline(&prose, gains));
	sketch_title(&sketch, &prose);
	for (int family = 0; family < LEVER_FAMILIES; family++)
		add_bars(&sketch, families[family].name, families[family].tone, bars, count, is_of_family, family);
	const char *what = arena_format(arena, "%s in %s, each lever tried alone", yardstick->better == METRIC_NEITHER ? "change" : "gain",
		yardstick->words);
	sketch_subtitle(&sketch, arena_format(arena, "%s, by who can bring it about", figure_capital(what, arena)));
	alt(&sketch, bars, count, what);
	return sketch_done(&sketch);
}

static const struct figure *levers_by_money(const struct lever_gains *gains, struct arena *arena)
{
	struct sketch sketch;
	struct bar *bars;
	struct prose prose = { .length = 0 };
	size_t all, count = gains->money == SIZE_MAX || gains->money == 0 ? 0 : list_bars(gains, gains->money, &bars, &all);
	if (count == 0)
		return NULL;
	bool saves = gains->yardsticks.list[gains->money].better == METRIC_LESS;
	sketch_start(&sketch, FIGURE_BARS, "levers-money", gains->result, &gains->result->scenarios[0], arena);
	draw(&sketch, gains, bars, count, all, levers_say_money(&prose, gains));
	sketch_title(&sketch, &prose);
	add_bars(&sketch, saves ? "saves" : "earns", TONE_WORK, bars, count, is_priced, 1);
	add_bars(&sketch, "not priced in the model: may cost up to", TONE_PALE, bars, count, is_priced, 0);
	if (sketch.figure.series_count == 1 && bars[0].gain->lever->priced)      /* the subtitle says it */
		sketch.series[0] = (struct figure_series){ .count = count, .tone = TONE_QUIET, .value = sketch.series[0].value,
			.low = sketch.series[0].low, .high = sketch.series[0].high, .texts = sketch.series[0].texts };
	const char *what = saves ? "money that each lever saves" : "money that each lever earns";
	sketch_subtitle(&sketch, arena_format(arena, "%s at the model's prices, tried alone", figure_capital(what, arena)));
	alt(&sketch, bars, count, what);
	return sketch_done(&sketch);
}

struct figures figures_of_levers(const struct lever_gains *gains, struct arena *arena)
{
	struct figures figures = { .list = arena_take(arena, 2, sizeof *figures.list) };
	figures_add(&figures, levers_by_gain(gains, arena));
	figures_add(&figures, levers_by_money(gains, arena));
	return figures;
}
