/* Bars made of causes: where the time of work goes, and what its queues wait for. */
#include <math.h>
#include <stdlib.h>
#include "models/cause.h"
#include "models/load.h"
#include "answer.h"
#include "figure.h"
#include "number.h"
#include "report_ledger.h"

#define COUNT_OF(array) (sizeof (array) / sizeof (array)[0])
#define PARTS 8              /* of a bar: more colours are not told apart; what is left stands together */
#define SEEN 0.01            /* of the longest bar: a part that is nowhere longer is left to what stands together */

/* --- bars of parts ---------------------------------------------------------------------------------------------------------- */

static size_t count_causes(const struct model *model)
{
	return CAUSE_RESOURCE + model->resource_count;
}

struct sketch_causes sketch_causes(const struct sketch *sketch, size_t rows)
{
	size_t count = count_causes(sketch->scenario->model);
	struct sketch_values all = sketch_values(sketch, rows * count);
	return (struct sketch_causes){ sketch->arena, rows, count, all.value, all.texts };
}

void sketch_put_cause(struct sketch_causes *causes, size_t row, uint32_t cause, double value, const char *text)
{
	causes->value[row * causes->count + cause] = value;
	causes->texts[row * causes->count + cause] = text;
}

/* The i-th in the order of reports: resources stand behind machines. */
static uint32_t in_order(const struct sketch_causes *causes, size_t i)
{
	size_t resources = causes->count - CAUSE_RESOURCE;
	if (i <= CAUSE_MACHINE)
		return (uint32_t)i;
	return (uint32_t)(i <= CAUSE_MACHINE + resources ? i - CAUSE_MACHINE - 1 + CAUSE_RESOURCE : i - resources);
}

static double length_of(const struct sketch_causes *causes, size_t row)
{
	double sum = 0.0;
	for (size_t c = 0; c < causes->count; c++)
		sum += fmax(0.0, causes->value[row * causes->count + c]);    /* fmax leaves out NAN */
	return sum;
}

/* The most that the cause has of a bar: in bars of shares, of the bar itself. */
static double weigh(const struct sketch_causes *causes, uint32_t cause)
{
	double most = 0.0, longest = 0.0;
	for (size_t row = 0; row < causes->rows; row++) {
		most = fmax(most, causes->value[row * causes->count + cause]);
		longest = fmax(longest, length_of(causes, row));
	}
	return longest > 0.0 ? most / longest : 0.0;
}

/* Marks those that get a series of their own: the largest, as long as they are seen. A single one that is left is told by its name. */
static void choose(const struct sketch_causes *causes, bool *chosen, bool *rest)
{
	size_t left = 0, last = 0;
	for (size_t n = 0; n < PARTS; n++) {
		size_t best = causes->count;
		for (size_t c = 0; c < causes->count; c++)
			if (!chosen[c] && weigh(causes, (uint32_t)c) >= SEEN &&
				(best == causes->count || weigh(causes, (uint32_t)c) > weigh(causes, (uint32_t)best)))
				best = c;
		if (best < causes->count)
			chosen[best] = true;
	}
	for (size_t c = 0; c < causes->count; c++)
		if (!chosen[c] && weigh(causes, (uint32_t)c) > 0.0) {
			left++;
			last = c;
		}
	if (left == 1)
		chosen[last] = true;
	*rest = left > 1;
}

/* What a cause looks like, where the title is not about it and nobody else has that tone; else one that is left. */
static const enum figure_tone own_tones[CAUSE_RESOURCE] = {
	[CAUSE_WORKING] = TONE_WORK, [CAUSE_REWORK] = TONE_BAD, [CAUSE_SETUP] = TONE_SETUP, [CAUSE_MACHINE] = TONE_WAIT,
	[CAUSE_SHIFT] = TONE_QUIET, [CAUSE_REPAIR] = TONE_REPAIR, [CAUSE_PREEMPTED] = TONE_OTHER, [CAUSE_BLOCKED] = TONE_BLOCKED,
	[CAUSE_BATCH] = TONE_LAST, [CAUSE_PARTNER] = TONE_OTHER, [CAUSE_PLANNED] = TONE_PLANNED, [CAUSE_EVENT] = TONE_PLANNED,
	[CAUSE_DECISION] = TONE_WAIT, [CAUSE_HANDOFF] = TONE_LAST,
};
static const enum figure_tone spare_tones[] = { TONE_WAIT, TONE_OTHER, TONE_PLANNED, TONE_SETUP, TONE_QUIET, TONE_REPAIR, TONE_BLOCKED,
	TONE_LAST };

static void choose_tones(const struct sketch_causes *causes, const bool *chosen, uint32_t accent, enum figure_tone *tones)
{
	bool taken[FIGURE_TONES] = { [TONE_ACCENT] = true, [TONE_PALE] = true };
	bool *done = arena_take(causes->arena, causes->count, sizeof *done);
	for (size_t i = 0; i < causes->count; i++) {
		uint32_t cause = in_order(causes, i);
		bool own = cause < CAUSE_RESOURCE && !taken[own_tones[cause]];
		done[cause] = !chosen[cause] || cause == accent || own;
		tones[cause] = own && cause != accent ? own_tones[cause] : TONE_ACCENT;
		taken[tones[cause]] |= chosen[cause];
	}
	for (size_t i = 0, next = 0; i < causes->count; i++) {
		uint32_t cause = in_order(causes, i);
		while (!done[cause] && next + 1 < COUNT_OF(spare_tones) && taken[spare_tones[next]])
			next++;
		if (done[cause])
			continue;
		tones[cause] = spare_tones[next];
		taken[spare_tones[next]] = true;
	}
}

static void add_part(struct sketch *sketch, size_t panel, const struct sketch_causes *causes, uint32_t cause, enum figure_tone tone)
{
	struct sketch_values values = sketch_values(sketch, causes->rows);
	for (size_t row = 0; row < causes->rows; row++) {
		values.value[row] = causes->value[row * causes->count + cause];
		values.texts[row] = causes->texts[row * causes->count + cause];
	}
	sketch_series(sketch, panel, cause_words(sketch->scenario->model, cause), tone, &values);
}

static void add_rest(struct sketch *sketch, size_t panel, const struct sketch_causes *causes, const bool *chosen)
{
	struct sketch_values values = sketch_values(sketch, causes->rows);
	for (size_t row = 0; row < causes->rows; row++)
		for (size_t c = 0; c < causes->count; c++) {
			double value = causes->value[row * causes->count + c];
			if (!chosen[c] && !isnan(value))
				values.value[row] = value + (isnan(values.value[row]) ? 0.0 : values.value[row]);
		}
	sketch_series(sketch, panel, "all else", TONE_PALE, &values);
}

void sketch_add_causes(struct sketch *sketch, size_t panel, const struct sketch_causes *causes, uint32_t accent)
{
	bool *chosen = arena_take(sketch->arena, causes->count, sizeof *chosen), rest;
	enum figure_tone *tones = arena_take(sketch->arena, causes->count, sizeof *tones);
	choose(causes, chosen, &rest);
	choose_tones(causes, chosen, accent, tones);
	for (size_t i = 0; i < causes->count; i++)
		if (chosen[in_order(causes, i)])
			add_part(sketch, panel, causes, in_order(causes, i), tones[in_order(causes, i)]);
	if (rest)
		add_rest(sketch, panel, causes, chosen);
}

/* --- where the time goes ---------------------------------------------------------------------------------------------------- */

/* The kinds whose time goes by with more than one thing: those that the ledger tells. */
static size_t list_kinds(const struct sketch *sketch, const struct kind ***list)
{
	const struct model *model = sketch->scenario->model;
	size_t count = 0;
	*list = arena_take(sketch->arena, model->kind_count, sizeof **list);
	for (uint32_t k = 0; k < figure_kinds(model); k++)
		if (report_ledger_tells(sketch->scenario, &model->kinds[k]))
			(*list)[count++] = &model->kinds[k];
	return count;
}

/* The kind that loses most: the share of its time that its largest loss has, times how many of it there are. Where none loses anything
   worth saying, the first, with cause NONE. */
static const struct kind *loses_most(const struct sketch *sketch, const struct kind *const *kinds, size_t count, uint32_t *cause)
{
	const struct kind *found = kinds[0];
	double most = 0.0, share, half_width;
	*cause = NONE;
	for (size_t i = 0; i < count; i++) {
		const struct summary *inside = result_of(sketch->scenario, "work.%s.wip", kinds[i]->name);
		uint32_t loss = report_ledger_loss(sketch->scenario, kinds[i], &share, &half_width);
		if (loss == NONE || !inside || !(share * inside->mean > most))
			continue;
		most = share * inside->mean;
		found = kinds[i];
		*cause = loss;
	}
	return found;
}

static void title_where(struct sketch *sketch, const struct kind *kind, uint32_t cause)
{
	struct prose prose = { .length = 0 };
	double share, half_width;
	const char *who = answer_called(kind->title, kind->name);
	if (cause != NONE) {
		report_ledger_loss(sketch->scenario, kind, &share, &half_width);
		prose_say(&prose, "%s of the time of %s is %s", figure_per_cent(share, half_width, sketch->arena), who,
			cause_words(sketch->scenario->model, cause));
	} else if (report_ledger_worked(sketch->scenario, kind, &share, &half_width)) {
		prose_say(&prose, "%s: worked on for %s of the time", who, figure_per_cent(share, half_width, sketch->arena));
	}
	sketch_title(sketch, &prose);
}

static void say_kind(struct prose *prose, const struct sketch *sketch, const struct kind *kind)
{
	const struct summary *whole = result_of(sketch->scenario, "work.%s.time", kind->name);
	uint32_t *causes;
	size_t count = report_ledger_causes(sketch->scenario, kind, &causes, sketch->arena);
	prose_say(prose, "%s, %s %s in the system: ", answer_called(kind->title, kind->name), figure_mean(whole, sketch->arena),
		sketch->scenario->model->time_unit);
	for (size_t i = 0; i < count && i < FIGURE_IN_ALT; i++) {
		const struct summary *time = report_ledger_time(sketch->scenario, kind, causes[i]);
		prose_say(prose, "%s%s %s", i ? ", " : "", cause_words(sketch->scenario->model, causes[i]),
			figure_per_cent(time->mean / whole->mean, time->half_width / whole->mean, sketch->arena));
	}
	prose_say(prose, ". ");
}

static void alt_where(struct sketch *sketch, const struct kind *const *kinds, size_t count)
{
	struct prose prose = { .length = 0 };
	prose_say(&prose, "Bars of what the time in the system goes by with. ");
	for (size_t i = 0; i < count && i < FIGURE_IN_ALT; i++)
		say_kind(&prose, sketch, kinds[i]);
	sketch_alt(sketch, &prose);
}

/* One kind: a bar for each cause, in time. */
static void draw_one(struct sketch *sketch, const struct kind *kind, uint32_t accent)
{
	const struct summary *whole = result_of(sketch->scenario, "work.%s.time", kind->name);
	uint32_t *causes;
	size_t count = report_ledger_causes(sketch->scenario, kind, &causes, sketch->arena);
	const char *unit = sketch->scenario->model->time_unit;
	sketch_rows(sketch, count);
	struct sketch_values values = sketch_values(sketch, count);
	for (size_t i = 0; i < count; i++) {
		const struct summary *time = report_ledger_time(sketch->scenario, kind, causes[i]);
		sketch->rows[i] = figure_capital(cause_words(sketch->scenario->model, causes[i]), sketch->arena);
		sketch->accents[i] = causes[i] == accent;
		sketch_put(&values, i, time, 1.0);
		values.texts[i] = arena_format(sketch->arena, "%s (%s)", figure_mean(time, sketch->arena),
			figure_per_cent(time->mean / whole->mean, time->half_width / whole->mean, sketch->arena));
	}
	sketch_row_panel(sketch, NULL, unit);
	sketch_series(sketch, 0, NULL, TONE_QUIET, &values);
	sketch_subtitle(sketch, arena_format(sketch->arena, "%s: %s %s from start to end on average, and what it goes by with",
		answer_called(kind->title, kind->name), figure_mean(whole, sketch->arena), unit));
}

/* Several: a bar for each kind, in shares of its time, however long that is. */
static void draw_several(struct sketch *sketch, const struct kind *const *kinds, size_t count, const struct kind *first, uint32_t accent)
{
	const struct result_scenario *scenario = sketch->scenario;
	struct sketch_causes bars = sketch_causes(sketch, count);
	sketch_rows(sketch, count);
	for (size_t i = 0; i < count; i++) {
		const struct summary *whole = result_of(scenario, "work.%s.time", kinds[i]->name);
		sketch->rows[i] = arena_format(sketch->arena, "%s, %s" FIGURE_BLANK "%s", answer_called(kinds[i]->title, kinds[i]->name),
			figure_mean(whole, sketch->arena), scenario->model->time_unit);
		sketch->accents[i] = kinds[i] == first;
		for (uint32_t c = 0; c < kinds[i]->cause_count; c++) {
			const struct summary *time = report_ledger_time(scenario, kinds[i], kinds[i]->causes[c]);
			if (time && time->max > 0.0)
				sketch_put_cause(&bars, i, kinds[i]->causes[c], 100.0 * time->mean / whole->mean,
					figure_per_cent(time->mean / whole->mean, time->half_width / whole->mean, sketch->arena));
		}
	}
	sketch->panels[sketch_row_panel(sketch, NULL, "%")].x.high = 100.0;
	sketch_add_causes(sketch, 0, &bars, accent);
	sketch_subtitle(sketch, "Shares of the mean time from start to end, in %");
}

const struct figure *figure_where(const struct result *result, const struct result_scenario *scenario, struct arena *arena)
{
	struct sketch sketch;
	const struct kind **kinds;
	uint32_t cause;
	sketch_start(&sketch, FIGURE_BARS, "where-the-time-goes", result, scenario, arena);
	size_t count = list_kinds(&sketch, &kinds);
	if (count == 0)
		return NULL;
	const struct kind *first = loses_most(&sketch, kinds, count, &cause);
	if (count == 1)
		draw_one(&sketch, kinds[0], cause);
	else
		draw_several(&sketch, kinds, count < FIGURE_ROWS ? count : FIGURE_ROWS, first, cause);
	sketch_note(&sketch, NULL, count == 1 ? "whiskers" : NULL);
	sketch_cut(&sketch, count < FIGURE_ROWS ? count : FIGURE_ROWS, count, "first");
	title_where(&sketch, first, cause);
	alt_where(&sketch, kinds, count);
	return sketch_done(&sketch);
}

/* --- queues ----------------------------------------------------------------------------------------------------------------- */

struct queue {
	uint32_t station;
	const struct summary *length;
};

static int longest_first(const void *a, const void *b)
{
	const struct queue *x = a, *y = b;
	if (x->length->mean != y->length->mean)
		return x->length->mean > y->length->mean ? -1 : 1;
	return x->station < y->station ? -1 : x->station > y->station;
}

static size_t list_queues(const struct sketch *sketch, struct queue **list)
{
	const struct model *model = sketch->scenario->model;
	size_t count = 0;
	*list = arena_take(sketch->arena, model->station_count, sizeof **list);
	for (uint32_t s = 0; s < model->station_count; s++) {
		const struct summary *length = result_of(sketch->scenario, "stations.%s.queue", model->stations[s].name);
		if (length && length->max > 0.0 && !load_is_repair(model, s))
			(*list)[count++] = (struct queue){ s, length };
	}
	qsort(*list, count, sizeof **list, longest_first);
	return count;
}

static const char *name_of(const struct sketch *sketch, const struct queue *queue)
{
	const struct station *station = &sketch->scenario->model->stations[queue->station];
	return answer_called(station->title, station->name);
}

static void put_queue(struct sketch *sketch, struct sketch_causes *bars, size_t row, const struct queue *queue)
{
	const struct station *station = &sketch->scenario->model->stations[queue->station];
	for (uint32_t c = 0; c < bars->count; c++) {
		const struct summary *waiting = figure_queue_for(sketch->scenario, station, c);
		if (waiting && waiting->max > 0.0)
			sketch_put_cause(bars, row, c, waiting->mean, figure_mean(waiting, sketch->arena));
	}
}

/* What most of the longest queue wait for. */
static uint32_t cause_of(const struct sketch_causes *bars)
{
	uint32_t found = NONE;
	for (uint32_t c = 0; c < bars->count; c++)
		if (bars->value[c] > (found == NONE ? 0.0 : bars->value[found]))
			found = c;
	return found;
}

static void say_queues(struct sketch *sketch, const struct queue *queues, size_t count)
{
	struct prose prose = { .length = 0 };
	prose_say(&prose, "The longest queue stands at %s: ", name_of(sketch, &queues[0]));
	answer_say_queue(&prose, sketch->scenario, queues[0].station);
	sketch_title(sketch, &prose);
	prose_say(&prose, "Bars of the mean number waiting: ");
	for (size_t i = 0; i < count && i < FIGURE_IN_ALT; i++)
		prose_say(&prose, "%s%s %s", i ? ", " : "", name_of(sketch, &queues[i]), figure_mean(queues[i].length, sketch->arena));
	sketch_alt(sketch, &prose);
}

/* One queue that waits for one thing is told with the stations. */
const struct figure *figure_queues(const struct result *result, const struct result_scenario *scenario, struct arena *arena)
{
	struct sketch sketch;
	struct queue *queues;
	sketch_start(&sketch, FIGURE_BARS, "queues", result, scenario, arena);
	size_t count = list_queues(&sketch, &queues), shown = count < FIGURE_ROWS ? count : FIGURE_ROWS;
	if (count == 0)
		return NULL;
	sketch_rows(&sketch, shown);
	struct sketch_causes bars = sketch_causes(&sketch, shown);
	const char **lengths = arena_take(arena, shown, sizeof *lengths);
	for (size_t i = 0; i < shown; i++) {
		sketch.rows[i] = name_of(&sketch, &queues[i]);
		put_queue(&sketch, &bars, i, &queues[i]);
		lengths[i] = figure_mean(queues[i].length, arena);
	}
	sketch.accents[0] = true;
	sketch_row_panel(&sketch, NULL, NULL);
	sketch_add_causes(&sketch, 0, &bars, cause_of(&bars));
	if (shown == 1 && sketch.figure.series_count == 1)
		return NULL;
	sketch_sums(&sketch, 0, lengths);
	say_queues(&sketch, queues, shown);
	sketch_subtitle(&sketch, "Mean number waiting at each place, by what they wait for");
	sketch_note(&sketch, NULL, NULL);
	sketch_cut(&sketch, shown, count, "longest");
	return sketch_done(&sketch);
}
