/* Where the money goes: what an item costs and brings, and who is paid for what. */
#include <math.h>
#include <stdlib.h>
#include "answer.h"
#include "figure.h"
#include "number.h"

#define SEEN 0.01            /* of the longest bar: a part that is nowhere longer is left to what stands together */
#define ALL 0.999
#define COUNT_OF(array) (sizeof (array) / sizeof (array)[0])

struct part {
	const char *pattern, *name;
	enum figure_tone tone;
};

static const char *money_of(const struct sketch *sketch)
{
	const char *name = sketch->scenario->model->money;
	return name ? name : "";
}

/* "27.7 EUR" */
static const char *amount(const struct sketch *sketch, const struct summary *summary)
{
	const char *unit = money_of(sketch);
	return arena_format(sketch->arena, "%s%s%s", figure_mean(summary, sketch->arena), *unit ? FIGURE_BLANK : "", unit);
}

/* --- an item ---------------------------------------------------------------------------------------------------------------- */

static const struct part item_parts[] = {
	{ "work.%s.cost.work", "work", TONE_WORK }, { "work.%s.cost.rework", "rework", TONE_BAD }, { "work.%s.cost.setup", "set-ups", TONE_SETUP },
	{ "work.%s.cost.waiting", "waiting", TONE_WAIT }, { "work.%s.cost.kept", "what it keeps", TONE_OTHER },
	{ "work.%s.cost.material", "material", TONE_QUIET }, { "work.%s.cost.late", "lateness", TONE_REPAIR },
};

/* A bar: of what a kind of work costs, or of what it is worth. */
struct item {
	const struct kind *kind;
	const struct summary *money;
	bool value;
};

static bool is_there(const struct summary *money)
{
	return money && (money->max > 0.0 || money->min < 0.0);
}

static size_t list_items(const struct sketch *sketch, struct item *list)
{
	const struct model *model = sketch->scenario->model;
	size_t count = 0;
	for (uint32_t k = 0; k < figure_kinds(model) && count + 2 <= FIGURE_ROWS; k++) {
		const struct kind *kind = &model->kinds[k];
		const struct summary *cost = result_of(sketch->scenario, "work.%s.cost", kind->name);
		const struct summary *value = result_of(sketch->scenario, "work.%s.value", kind->name);
		if (is_there(cost))
			list[count++] = (struct item){ kind, cost, false };
		if (is_there(value))
			list[count++] = (struct item){ kind, value, true };
	}
	return count;
}

static double longest_of(const struct item *items, size_t count)
{
	double longest = 0.0;
	for (size_t i = 0; i < count; i++)
		longest = fmax(longest, items[i].money->mean);
	return longest;
}

static const struct summary *part_of(const struct sketch *sketch, const struct part *part, const struct item *item)
{
	const struct summary *money = item->value ? NULL : result_of(sketch->scenario, part->pattern, item->kind->name);
	return is_there(money) ? money : NULL;
}

static bool is_seen(const struct sketch *sketch, const struct part *part, const struct item *items, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct summary *money = part_of(sketch, part, &items[i]);
		if (money && fabs(money->mean) >= SEEN * longest_of(items, count))
			return true;
	}
	return false;
}

static void add_item_part(struct sketch *sketch, const struct item *items, size_t count, const struct part *part)
{
	struct sketch_values values = sketch_values(sketch, count);
	for (size_t i = 0; i < count; i++) {
		const struct summary *money = part_of(sketch, part, &items[i]);
		if (!money)
			continue;
		values.value[i] = money->mean;
		values.texts[i] = figure_mean(money, sketch->arena);
	}
	sketch_series(sketch, 0, part->name, part->tone, &values);
}

/* What is too little to be seen by itself stands together. */
static void add_item_rest(struct sketch *sketch, const struct item *items, size_t count)
{
	struct sketch_values values = sketch_values(sketch, count);
	double most = 0.0;
	for (size_t p = 0; p < COUNT_OF(item_parts); p++)
		for (size_t i = 0; i < count && !is_seen(sketch, &item_parts[p], items, count); i++) {
			const struct summary *money = part_of(sketch, &item_parts[p], &items[i]);
			if (!money)
				continue;
			values.value[i] = money->mean + (isnan(values.value[i]) ? 0.0 : values.value[i]);
			most = fmax(most, values.value[i]);
		}
	if (most >= SEEN / 2.0 * longest_of(items, count))
		sketch_series(sketch, 0, "all else", TONE_PALE, &values);
}

static void add_item_value(struct sketch *sketch, const struct item *items, size_t count)
{
	struct sketch_values values = sketch_values(sketch, count);
	bool any = false;
	for (size_t i = 0; i < count; i++)
		if (items[i].value) {
			values.value[i] = items[i].money->mean;
			values.texts[i] = figure_mean(items[i].money, sketch->arena);
			any = true;
		}
	if (any)
		sketch_series(sketch, 0, "value", TONE_ACCENT, &values);
}

/* The bar of the kind for which most is spent in all. */
static const struct item *dearest(const struct sketch *sketch, const struct item *items, size_t count)
{
	const struct item *found = NULL;
	double most = 0.0;
	for (size_t i = 0; i < count; i++) {
		const struct summary *completed = result_of(sketch->scenario, "work.%s.completed", items[i].kind->name);
		double spent = items[i].value || !completed ? 0.0 : completed->mean * items[i].money->mean;
		if (spent > most) {
			most = spent;
			found = &items[i];
		}
	}
	return found;
}

static const struct part *largest_part(const struct sketch *sketch, const struct kind *kind, const struct summary **money)
{
	const struct part *found = NULL;
	*money = NULL;
	for (size_t p = 0; p < COUNT_OF(item_parts); p++) {
		const struct summary *part = result_of(sketch->scenario, item_parts[p].pattern, kind->name);
		if (!is_there(part) || (*money && part->mean <= (*money)->mean))
			continue;
		*money = part;
		found = &item_parts[p];
	}
	return found;
}

/* "Each completed item of Panel costs 27.7 EUR, 22 EUR of it material, and is worth 90 EUR" */
static void say_item(struct prose *prose, const struct sketch *sketch, const struct item *item)
{
	const struct summary *most, *value = result_of(sketch->scenario, "work.%s.value", item->kind->name);
	const struct part *part = largest_part(sketch, item->kind, &most);
	prose_say(prose, "Each completed item of %s costs %s", answer_called(item->kind->title, item->kind->name), amount(sketch, item->money));
	if (part && most->mean > ALL * item->money->mean)
		prose_say(prose, ", all of it %s", part->name);
	else if (part)
		prose_say(prose, ", %s of it %s", amount(sketch, most), part->name);
	if (is_there(value))
		prose_say(prose, ", and is worth %s", amount(sketch, value));
	prose_say(prose, ". ");
}

const struct figure *figure_money(const struct result *result, const struct result_scenario *scenario, struct arena *arena)
{
	struct sketch sketch;
	struct item items[FIGURE_ROWS];
	struct prose prose = { .length = 0 };
	sketch_start(&sketch, FIGURE_BARS, "money", result, scenario, arena);
	size_t count = list_items(&sketch, items);
	const struct item *first = dearest(&sketch, items, count);
	if (!first)
		return NULL;
	const char **sums = arena_take(arena, count, sizeof *sums);
	sketch_rows(&sketch, count);
	for (size_t i = 0; i < count; i++)
		sketch.rows[i] = arena_format(arena, "%s, %s", answer_called(items[i].kind->title, items[i].kind->name),
			items[i].value ? "value" : "cost");
	sketch_row_panel(&sketch, NULL, money_of(&sketch));
	for (size_t p = 0; p < COUNT_OF(item_parts); p++)
		if (is_seen(&sketch, &item_parts[p], items, count))
			add_item_part(&sketch, items, count, &item_parts[p]);
	add_item_rest(&sketch, items, count);
	add_item_value(&sketch, items, count);
	for (size_t i = 0; i < count; i++)
		sums[i] = figure_mean(items[i].money, arena);
	sketch_sums(&sketch, 0, sums);
	say_item(&prose, &sketch, first);
	sketch_title(&sketch, &prose);
	sketch_subtitle(&sketch, "Mean money of a completed item, what is spent on scrap and on those who leave included, overhead left out");
	sketch_note(&sketch, NULL, NULL);
	for (size_t i = 0; i < count && i < FIGURE_IN_ALT; i++)
		if (!items[i].value)
			say_item(&prose, &sketch, &items[i]);
	sketch_alt(&sketch, &prose);
	return sketch_done(&sketch);
}

/* --- who is paid for -------------------------------------------------------------------------------------------------------- */

struct payee {
	const char *title, *name;            /* name: "stations.paint" */
	const struct summary *cost;
};

static const struct part paid_parts[] = {
	{ "%s.overtime_cost", "overtime", TONE_BAD }, { "%s.idle_cost", "nothing to do", TONE_PALE },
};

static void add_payee(const struct sketch *sketch, struct payee *list, size_t *count, const char *section, const char *name,
	const char *title)
{
	const char *full = arena_format(sketch->arena, "%s.%s", section, name);
	const struct summary *cost = result_of(sketch->scenario, "%s.cost", full);
	if (cost && cost->max > 0.0)
		list[(*count)++] = (struct payee){ answer_called(title, name), full, cost };
}

static int dearest_first(const void *a, const void *b)
{
	const struct payee *x = a, *y = b;
	return x->cost->mean != y->cost->mean ? (x->cost->mean > y->cost->mean ? -1 : 1) : x->cost < y->cost ? -1 : x->cost > y->cost;
}

static size_t list_payees(const struct sketch *sketch, struct payee **list)
{
	const struct model *model = sketch->scenario->model;
	size_t count = 0;
	*list = arena_take(sketch->arena, model->station_count + model->resource_count, sizeof **list);
	for (uint32_t s = 0; s < model->station_count; s++)
		add_payee(sketch, *list, &count, "stations", model->stations[s].name, model->stations[s].title);
	for (uint32_t r = 0; r < model->resource_count; r++)
		add_payee(sketch, *list, &count, "resources", model->resources[r].name, model->resources[r].title);
	qsort(*list, count, sizeof **list, dearest_first);
	return count;
}

/* One of the parts that have a price of their own. Returns whether somebody has so much of it that it is seen. */
static bool read_part(const struct sketch *sketch, const struct payee *payees, const struct part *part, struct sketch_values *values)
{
	bool seen = false;
	for (size_t i = 0; i < values->count; i++) {
		const struct summary *money = result_of(sketch->scenario, part->pattern, payees[i].name);
		if (!is_there(money))
			continue;
		values->value[i] = money->mean;
		values->texts[i] = figure_mean(money, sketch->arena);
		seen |= money->mean >= SEEN * payees[0].cost->mean;
	}
	return seen;
}

/* What is left of the cost when these parts are taken off is paid for work. */
static void add_payments(struct sketch *sketch, const struct payee *payees, size_t count)
{
	struct sketch_values work = sketch_values(sketch, count), values[COUNT_OF(paid_parts)];
	bool seen[COUNT_OF(paid_parts)];
	for (size_t p = 0; p < COUNT_OF(paid_parts); p++) {
		values[p] = sketch_values(sketch, count);
		seen[p] = read_part(sketch, payees, &paid_parts[p], &values[p]);
	}
	for (size_t i = 0; i < count; i++) {
		work.value[i] = payees[i].cost->mean;
		for (size_t p = 0; p < COUNT_OF(paid_parts); p++)
			work.value[i] -= fmax(0.0, values[p].value[i]);      /* fmax leaves out NAN */
		struct summary rest = { .mean = work.value[i], .half_width = payees[i].cost->half_width };
		work.texts[i] = figure_mean(&rest, sketch->arena);
	}
	sketch_series(sketch, 0, "at work", TONE_WORK, &work);
	for (size_t p = 0; p < COUNT_OF(paid_parts); p++)
		if (seen[p])
			sketch_series(sketch, 0, paid_parts[p].name, paid_parts[p].tone, &values[p]);
}

static const struct payee *most_idle(const struct sketch *sketch, const struct payee *payees, size_t count, const struct summary **idle)
{
	const struct payee *found = NULL;
	*idle = NULL;
	for (size_t i = 0; i < count; i++) {
		const struct summary *money = result_of(sketch->scenario, "%s.idle_cost", payees[i].name);
		if (!is_there(money) || (*idle && money->mean <= (*idle)->mean))
			continue;
		*idle = money;
		found = &payees[i];
	}
	return found;
}

static void say_payments(struct sketch *sketch, const struct payee *payees, size_t count)
{
	const struct summary *idle;
	const struct payee *most = most_idle(sketch, payees, count, &idle);
	struct prose prose = { .length = 0 };
	if (most)
		prose_say(&prose, "%s of the %s paid for %s are for hours in which there is nothing to do", amount(sketch, idle),
			amount(sketch, most->cost), most->title);
	else
		prose_say(&prose, "Most is paid for %s: %s", payees[0].title, amount(sketch, payees[0].cost));
	for (size_t i = 0; i < count; i++)
		sketch->accents[i] = &payees[i] == (most ? most : payees);
	sketch_title(sketch, &prose);
	prose_say(&prose, "Bars of what stations and resources cost in all: ");
	for (size_t i = 0; i < count && i < FIGURE_IN_ALT; i++)
		prose_say(&prose, "%s%s %s", i ? ", " : "", payees[i].title, amount(sketch, payees[i].cost));
	sketch_alt(sketch, &prose);
}

const struct figure *figure_paid(const struct result *result, const struct result_scenario *scenario, struct arena *arena)
{
	struct sketch sketch;
	struct payee *payees;
	sketch_start(&sketch, FIGURE_BARS, "paid-for", result, scenario, arena);
	size_t count = list_payees(&sketch, &payees), shown = count < FIGURE_ROWS ? count : FIGURE_ROWS;
	if (count == 0)
		return NULL;
	sketch_rows(&sketch, shown);
	const char **sums = arena_take(arena, shown, sizeof *sums);
	for (size_t i = 0; i < shown; i++) {
		sketch.rows[i] = payees[i].title;
		sums[i] = figure_mean(payees[i].cost, arena);
	}
	sketch_row_panel(&sketch, NULL, money_of(&sketch));
	add_payments(&sketch, payees, shown);
	sketch_sums(&sketch, 0, sums);
	say_payments(&sketch, payees, shown);
	sketch_subtitle(&sketch, "What stations and resources cost in the time that counts, by what they are paid for");
	sketch_note(&sketch, NULL, NULL);
	sketch_cut(&sketch, shown, count, "dearest");
	return sketch_done(&sketch);
}
