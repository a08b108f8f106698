/* The clock, and how long a run is. Every time in a model is in the clock's unit from here on. */
#include <ctype.h>
#include <math.h>
#include <string.h>
#include "build.h"
#include "date.h"

struct unit_word {
	const char *word;
	double seconds;
};

static const struct unit_word units[] = {
	{ "s", 1.0 }, { "min", 60.0 }, { "h", 3600.0 }, { "d", 86400.0 }, { "wk", 604800.0 }, { "y", 31536000.0 },
};

static const struct unit_word *find_unit(const struct node *node, const char *fallback)
{
	const char *text = build_text(node) ? build_text(node) : fallback;
	const struct unit_word *found = NULL;
	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
		if (strcmp(units[i].word, text) == 0)
			found = &units[i];
	return found ? found : find_unit(NULL, fallback);
}

static void build_start(struct build *b, const struct node *node)
{
	struct date date;
	const char *text = build_text(node), *fault = text ? date_parse(text, &date) : NULL;
	if (!text)
		return;
	if (fault) {
		build_error(b, node, text, "'%s' is no date and time: %s", text, fault);
		return;
	}
	b->model->start_text = text;
	b->model->start = ((double)(date_day(&date) % 7) * HOURS_IN_DAY + (double)date_second_of_day(&date) / 3600.0) * b->model->hour;
}

/* No expression that begins with four digits and a sign makes sense as a time. */
bool build_is_date(const struct node *node)
{
	const char *text = build_text(node);
	size_t digits = text ? strspn(text, "0123456789") : 0;
	return digits == 4 && text[4] == '-' && isdigit((unsigned char)text[5]);
}

int build_date(struct build *b, const struct node *node, bool is_due, double *time)
{
	struct date date;
	const char *fault = date_parse(node->text, &date);
	if (fault)
		build_error(b, node, node->text, "'%s' is no date and time: %s", node->text, fault);
	else if (!b->model->start_text)
		build_error(b, node, node->text, "a date means something only where the run has one: give 'clock' a 'start', such as "
			"clock = { start = \"2026-01-05 08:00\"; }");
	if (fault || !b->model->start_text)
		return -1;
	long whole_day = is_due && !strchr(node->text, ':') ? 86400L : 0;
	*time = (double)(date_day(&date) * 86400L + date_second_of_day(&date) + whole_day - b->clock.start) * b->model->unit;
	return 0;
}

void build_clock(struct build *b)
{
	static const struct clock_spec none;
	const struct clock_spec *spec = b->config.clock ? b->config.clock : &none;
	struct model *model = b->model;
	const struct unit_word *unit = find_unit(spec->unit, "min"), *rate = find_unit(spec->rate, "h");
	model->time_unit = unit->word;
	model->rate_unit = rate->word;
	model->unit = 1.0 / unit->seconds;
	model->hour = 3600.0 / unit->seconds;
	model->per_rate = rate->seconds / unit->seconds;
	model->workday = 8.0 * model->hour;
	if (spec->workday && build_constant(b, spec->workday, UNIT_TIME, &model->workday) == 0 && !(model->workday > 0.0
		&& model->workday <= HOURS_IN_DAY * model->hour))
		build_error(b, spec->workday, NULL, "a working day is longer than 0 and at most 24 h");
	build_start(b, spec->start);
}

/* A whole number that may be larger than a machine count: a seed, a number of items. */
static uint64_t build_whole(struct build *b, const struct node *node, double low, double high, uint64_t fallback)
{
	double value;
	if (!node || build_constant(b, node, UNIT_NUMBER, &value) != 0)
		return fallback;
	if (value == floor(value) && value >= low && value <= high)
		return (uint64_t)value;
	build_error(b, node, NULL, "a whole number from %.0f to %.0f belongs here, not %g", low, high, value);
	return fallback;
}

/* The first kind whose arrivals go on for ever; NULL: none. */
static const struct kind *endless_kind(const struct build *b)
{
	for (uint32_t k = 0; k < b->kind_count; k++) {
		const struct source *source = &b->kind_list[k].source;
		bool listed = source->how == ARRIVE_NEVER || source->how == ARRIVE_FILE || (source->how == ARRIVE_AT && source->period <= 0.0);
		if (!listed && source->at_most == UINT64_MAX && !isfinite(source->until))
			return &b->kind_list[k];
	}
	return NULL;
}

static const struct node *run_node(const struct build *b)
{
	return b->config.run && b->config.run->node->line > 0 ? b->config.run->node : b->tree->root;
}

/* "60 wd" stays as the planner wrote it; anything but a number and its unit is told in the clock's unit. */
static const char *describe_length(struct build *b, const char *text, double length)
{
	const char *unit = text ? text + strspn(text, "0123456789.") : NULL;
	if (unit && unit != text && *unit == ' ' && unit[1] != '\0' && strspn(unit + 1, "abcdefghijklmnopqrstuvwxyz") == strlen(unit + 1))
		return text;
	return arena_format(b->model->arena, "%.10g %s", length, b->model->time_unit);
}

/* length: a time, "until done", or neither where `items` or the arrivals end the run. */
static void build_length(struct build *b, const struct run_spec *spec)
{
	struct model *model = b->model;
	const char *text = build_text(spec->length);
	bool until_done = text && strcmp(text, "until done") == 0;
	const struct kind *endless = endless_kind(b);
	model->length = INFINITY;
	if (spec->length && !until_done) {
		if (build_constant(b, spec->length, UNIT_TIME, &model->length) == 0 && !(model->length > 0.0))
			build_error(b, spec->length, NULL, "a run is longer than 0");
		model->length_text = describe_length(b, text, model->length);
		return;
	}
	if (!endless || spec->items)
		return;
	if (until_done)
		build_error(b, spec->length, NULL, "arrivals of '%s' have no end, so the run would never be done: give 'length' "
			"a time, or its arrivals 'until' or 'at_most'", endless->name);
	else
		build_error(b, run_node(b), NULL, "how long is a run? Arrivals of '%s' have no end: give 'run' a 'length', as in "
			"run = { length = \"13 wk\"; }", endless->name);
}

static void build_warmup(struct build *b, const struct node *node)
{
	struct model *model = b->model;
	const char *text = build_text(node);
	bool automatic = !node || (text && strcmp(text, "auto") == 0);
	model->warmup_how = WARMUP_NONE;
	if (automatic && isfinite(model->length) && model->items == UINT64_MAX)
		model->warmup_how = WARMUP_AUTO;
	if (automatic || (text && strcmp(text, "none") == 0))
		return;
	model->warmup_how = WARMUP_TIME;
	if (build_constant(b, node, UNIT_TIME, &model->warmup) != 0)
		return;
	model->warmup_text = describe_length(b, text, model->warmup);
	if (model->warmup < 0.0)
		build_error(b, node, NULL, "a warm-up cannot be negative");
	else if (model->warmup >= model->length)
		build_error(b, node, NULL, "the run is over before this warm-up ends: lengthen 'run.length', or shorten it");
}

static void build_precision(struct build *b, const struct node *node)
{
	double *precision = &b->model->precision;
	if (node && build_constant(b, node, UNIT_NUMBER, precision) == 0 && !(*precision > 0.0 && *precision < 1.0))
		build_error(b, node, NULL, "a precision is a share of the mean between 0%% and 100%%, such as \"2%%\"");
}

/* Whether there are such metrics is known when all are declared. */
static void build_judged(struct build *b, const struct node *node)
{
	struct model *model = b->model;
	const char **names = arena_take(b->arena, (node && node->type == NODE_LIST ? node->count : 0) + 1, sizeof *names);
	const struct node *name = node && node->type == NODE_LIST ? node->first : node;
	for (; name; name = node->type == NODE_LIST ? name->next : NULL)
		if (build_text(name))
			names[model->judged_count++] = build_text(name);
	model->judged = names;
}

void build_run(struct build *b)
{
	static const struct run_spec none;
	const struct run_spec *spec = b->config.run ? b->config.run : &none;
	struct model *model = b->model;
	model->items = build_whole(b, spec->items, 1, 0x1p53, UINT64_MAX);
	model->seed = build_whole(b, spec->seed, 0, 0x1p53, 1);
	model->items_at_most = build_whole(b, spec->items_at_most, 1, COUNT_AT_MOST, 10000000);
	model->replications = (uint32_t)build_whole(b, spec->replications, 1, 1e6, 30);
	model->at_most = (uint32_t)build_whole(b, spec->at_most, 10, 1e6, 1000);
	build_precision(b, spec->precision);
	build_judged(b, spec->judge);
	build_length(b, spec);
	build_warmup(b, spec->warmup);
}
