/* Reading the world at ticks. Invariant: what has been noted of a line is what has grown from time 0 to `read`'s last reading; the end of
   the warm-up, when areas and counters start afresh, is one more reading. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "load.h"
#include "parts.h"
#include "series.h"

const struct series_kind series_kinds[] = {
	[SERIES_WIP] = { { "work.K.wip", METRIC_NUMBER, METRIC_LESS, "mean number in the system" }, false, false },
	[SERIES_ARRIVED] = { { "work.K.arrived", METRIC_COUNT, METRIC_NEITHER, "items that have entered so far; by the hour: per hour" },
		true, true },
	[SERIES_COMPLETED] = { { "work.K.completed", METRIC_COUNT, METRIC_MORE, "items that have reached the end so far" }, true, false },
	[SERIES_GONE] = { { "work.K.gone", METRIC_COUNT, METRIC_NEITHER, "items that have left so far, in whatever way" }, true, false },
	[SERIES_QUEUE] = { { "stations.S.queue", METRIC_NUMBER, METRIC_LESS, "mean number waiting" }, false, true },
	[SERIES_AT_WORK] = { { "stations.S.busy", METRIC_NUMBER, METRIC_NEITHER, "mean number in service" }, false, false },
	[SERIES_BUSY] = { { "resources.R.busy", METRIC_NUMBER, METRIC_NEITHER, "mean number of units in use" }, false, true },
	[SERIES_SCHEDULED] = { { "resources.R.scheduled", METRIC_NUMBER, METRIC_NEITHER, "mean number of units on shift" }, false, true },
	[SERIES_WAITING] = { { "resources.R.waiting", METRIC_NUMBER, METRIC_LESS, "mean number waiting for it" }, false, false },
	[SERIES_COST] = { { "total.cost", METRIC_MONEY, METRIC_LESS, "all that has been spent so far" }, true, false },
	[SERIES_VALUE] = { { "total.value", METRIC_MONEY, METRIC_MORE, "what completed items have brought in so far" }, true, false },
	[SERIES_TIMES] = { { "work.K.time.histogram", METRIC_SHARE, METRIC_NEITHER, "share of completed items by time in the system" },
		false, false },
	{ { NULL, METRIC_COUNT, METRIC_NEITHER, NULL }, false, false }
};

/* --- which series there are ------------------------------------------------------------------------------------------------------- */

static uint32_t put(struct series_line *list, uint32_t count, enum series_what what, uint32_t of)
{
	if (list)
		list[count] = (struct series_line){ what, of };
	return count + 1;
}

/* Repairs are told of what fails, the places of a plan's tasks by their tasks. */
static bool is_told(const struct model *model, uint32_t station)
{
	return !model->stations[station].of_plan && !load_is_repair(model, station);
}

/* Where a `take` is waited for nothing is done. */
static enum series_what last_of(const struct model *model, uint32_t station)
{
	return model->stations[station].keeps ? SERIES_QUEUE : SERIES_AT_WORK;
}

uint32_t series_list(const struct model *model, struct series_line *list)
{
	uint32_t count = 0;
	for (uint32_t k = 0; k < model->kind_count; k++)
		for (enum series_what what = SERIES_WIP; what <= SERIES_GONE && !model->kinds[k].hidden; what++)
			count = put(list, count, what, k);
	for (uint32_t s = 0; s < model->station_count; s++)
		for (enum series_what what = SERIES_QUEUE; what <= last_of(model, s) && is_told(model, s); what++)
			count = put(list, count, what, s);
	for (uint32_t r = 0; r < model->resource_count; r++)
		for (enum series_what what = SERIES_BUSY; what <= SERIES_WAITING; what++)
			count = put(list, count, what, r);
	for (enum series_what what = SERIES_COST; what <= SERIES_VALUE && model->costs; what++)
		count = put(list, count, what, 0);
	return count;
}

const char *series_subject(const struct model *model, const struct series_line *line)
{
	if (line->what >= SERIES_COST)
		return NULL;
	if (line->what >= SERIES_BUSY && line->what <= SERIES_WAITING)
		return model->resources[line->of].name;
	if (line->what >= SERIES_QUEUE && line->what <= SERIES_AT_WORK)
		return model->stations[line->of].name;
	return model->kinds[line->of].name;
}

bool series_has_length(const struct model *model)
{
	return isfinite(model->length) && model->items == UINT64_MAX;
}

static bool varies(const struct calendar *calendar)
{
	return calendar && (calendar->stretch_count > 1 || calendar->usual->count > 1);
}

enum series_fold series_fold(const struct model *model)
{
	bool calendars = false, times = false;
	for (uint32_t k = 0; k < model->kind_count; k++) {
		const struct source *source = &model->kinds[k].source;
		times |= source->how == ARRIVE_RATES || source->how == ARRIVE_AT || source->how == ARRIVE_FILE;
		calendars |= varies(source->calendar);
	}
	for (uint32_t s = 0; s < model->station_count; s++)
		calendars |= varies(model->stations[s].calendar);
	for (uint32_t r = 0; r < model->resource_count; r++)
		calendars |= varies(model->resources[r].calendar);
	if (!calendars && !times)
		return SERIES_FLAT;
	return calendars || model->start_text ? SERIES_WEEK : SERIES_DAY;
}

static uint32_t count_folded(const struct model *model, const struct series_line *lines, uint32_t count)
{
	uint32_t folded = 0;
	for (uint32_t i = 0; i < count; i++)
		folded += series_kinds[lines[i].what].folds;
	return series_fold(model) == SERIES_FLAT ? 0 : folded;
}

/* --- steps that people like ------------------------------------------------------------------------------------------------------- */

static const uint32_t nice_seconds[] = { 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 14400, 21600, 28800, 43200,
	86400, 172800, 604800, 1209600, 2419200 };

#define NICE_COUNT (sizeof nice_seconds / sizeof nice_seconds[0])

/* After four weeks: eight, sixteen, … */
static double nice(unsigned i)
{
	return i < NICE_COUNT ? nice_seconds[i] : ldexp(nice_seconds[NICE_COUNT - 1], (int)(i - NICE_COUNT + 1));
}

/* A clock unit is a whole number of seconds: divided by it, a step of whole units stays whole. */
static double nice_step(const struct model *model, unsigned i)
{
	return nice(i) / round(1.0 / model->unit);
}

/* Where one hour or day differs from another, two to four bins to the day, or a week that is no whole number of them, would show a saw's
   teeth and hide the course. */
static bool is_smooth(const struct model *model, unsigned i)
{
	const double hour = 3600.0, day = 24.0 * hour;
	return series_fold(model) == SERIES_FLAT || nice(i) <= 4.0 * hour || nice(i) == day || nice(i) >= 7.0 * day;
}

static unsigned next_nice(const struct model *model, unsigned i)
{
	unsigned next = i + 1;
	while (fmod(nice(next), nice(i)) != 0.0 || !is_smooth(model, next))
		next++;
	return next;
}

/* --- the reader ------------------------------------------------------------------------------------------------------------------- */

/* What happens within so many roundings of a tick happens at it: in days, an hour is no round number. */
#define NEAR (64.0 * 0x1p-52)

/* The hours of the week are told over so many hours after the start at most, 119 years: a run may be longer without end. */
#define HOURS_AT_MOST (1u << 20)

struct series_reader {
	struct engine_series *out;
	struct series_line *lines;
	double *read;                   /* [line]: at the last tick */
	double *read_by_hour;           /* [folded line]: the same at the last whole hour */
	unsigned nice;                  /* which step */
	uint32_t bin;                   /* of the run: where we are */
	double tick;                    /* its end */
	double first_hour;              /* the first whole hour of the clock after the start, counted from a Monday 00:00 */
	uint32_t hour;                  /* ticks since */
	double hour_tick, since;        /* the next one, and since when its hour is read */
};

static double gone(const struct flow *flow)
{
	return (double)(flow->completed + flow->scrapped + flow->turned_away + flow->left);
}

/* Nothing of the world is touched: the areas of a place are brought up to now beside it. */
static double reading(const struct world *w, const struct series_line *line)
{
	uint32_t of = line->of;
	switch (line->what) {
	case SERIES_WIP: return level_area(&w->flows[of].wip, w->now);
	case SERIES_ARRIVED: return (double)w->flows[of].arrived;
	case SERIES_COMPLETED: return (double)w->flows[of].completed;
	case SERIES_GONE: return gone(&w->flows[of]);
	case SERIES_QUEUE: return w->places[of].area_waiting + (w->now - w->places[of].last) * w->places[of].waiting;
	case SERIES_AT_WORK: return w->places[of].area_busy + (w->now - w->places[of].last) * w->places[of].busy;
	case SERIES_BUSY: return level_area(&w->crews[of].load, w->now);
	case SERIES_SCHEDULED: return crew_scheduled(w, of);
	case SERIES_WAITING: return ledger_of_resource(w, of);
	case SERIES_COST: return money_total(w).cost;
	case SERIES_VALUE: return money_total(w).value;
	case SERIES_TIMES: break;
	}
	return 0.0;
}

static void note_bin(struct world *w)
{
	struct series_reader *s = w->series;
	for (uint32_t i = 0; i < s->out->lines; i++) {
		double read = reading(w, &s->lines[i]);
		s->out->grown[(size_t)i * SERIES_BINS + s->bin] += read - s->read[i];
		s->read[i] = read;
	}
}

static uint32_t hour_of_week(const struct series_reader *s)
{
	return (uint32_t)fmod(s->first_hour + s->hour - 1.0, SERIES_HOURS);
}

/* All that folds is read; nothing of it where `afresh`, as areas and counters begin anew. */
static void note_hour(struct world *w, bool afresh)
{
	struct series_reader *s = w->series;
	uint32_t hour = hour_of_week(s), folded = 0;
	for (uint32_t i = 0; i < s->out->lines && s->out->folded; i++) {
		if (!series_kinds[s->lines[i].what].folds)
			continue;
		double read = reading(w, &s->lines[i]);
		s->out->grown_by_hour[(size_t)folded * SERIES_HOURS + hour] += afresh ? 0.0 : read - s->read_by_hour[folded];
		s->read_by_hour[folded++] = read;
	}
	s->out->observed[hour] += afresh ? 0.0 : w->now - s->since;
	s->since = w->now;
}

/* Whole hours are reckoned from their number, never by adding hours. What happens at one belongs to the hour that begins with it. */
static void set_hour_tick(struct world *w)
{
	struct series_reader *s = w->series;
	bool none = s->out->folded == 0 || s->hour >= HOURS_AT_MOST;
	double hour = (s->first_hour + s->hour) * w->model->hour;
	s->hour_tick = none ? INFINITY : fmax(hour * (1.0 - NEAR) - w->model->start, 0.0);
}

/* All bins are full: those that make a bin of the next longer step are added up. The last of these may have begun only. */
static void widen(struct world *w)
{
	struct series_reader *s = w->series;
	unsigned next = next_nice(w->model, s->nice);
	uint32_t factor = (uint32_t)(nice(next) / nice(s->nice));
	for (uint32_t i = 0; i < s->out->lines; i++) {
		double *grown = s->out->grown + (size_t)i * SERIES_BINS;
		for (uint32_t b = 0; b < SERIES_BINS; b++) {
			double part = grown[b];
			grown[b] = 0.0;
			grown[b / factor] += part;
		}
	}
	s->nice = next;
	s->out->step = nice_step(w->model, next);
	s->bin = SERIES_BINS / factor;
}

/* What happens at the end of a bin belongs to it, as the warm-up has all of its last instant. */
static void set_tick(struct series_reader *s)
{
	s->tick = (s->bin + 1.0) * s->out->step * (1.0 + NEAR);
}

static void next_bin(struct world *w)
{
	struct series_reader *s = w->series;
	note_bin(w);
	s->bin++;
	if (s->bin == SERIES_BINS)
		widen(w);
	set_tick(s);
}

/* Nothing happens before `until`: the world at a tick on the way there is this one, with another time on its clock. */
void series_advance(struct world *w, double until)
{
	struct series_reader *s = w->series;
	double now = w->now;
	while (s->tick < until) {
		w->now = s->tick;
		next_bin(w);
	}
	while (s->hour_tick <= until) {
		w->now = s->hour_tick;
		note_hour(w, false);
		s->hour++;
		set_hour_tick(w);
	}
	w->now = now;
}

void series_pause(struct world *w)
{
	note_bin(w);
}

void series_go_on(struct world *w)
{
	struct series_reader *s = w->series;
	for (uint32_t i = 0; i < s->out->lines; i++)
		s->read[i] = reading(w, &s->lines[i]);
	memset(s->out->observed, 0, sizeof s->out->observed);
	if (s->out->folded)
		memset(s->out->grown_by_hour, 0, (size_t)s->out->folded * SERIES_HOURS * sizeof *s->out->grown_by_hour);
	note_hour(w, true);
}

/* --- the beginning and the end ---------------------------------------------------------------------------------------------------- */

static void choose_step(struct world *w)
{
	const struct model *model = w->model;
	struct series_reader *s = w->series;
	double length = series_has_length(model) ? model->length : 0.0;
	while (length > SERIES_BINS * nice_step(model, s->nice) * (1.0 + NEAR) || !is_smooth(model, s->nice))
		s->nice++;
	s->out->step = nice_step(model, s->nice);
	set_tick(s);
}

static int make_room(struct engine_series *out, const struct model *model)
{
	out->grown = calloc((size_t)out->lines * SERIES_BINS + 1, sizeof *out->grown);
	out->grown_by_hour = calloc((size_t)out->folded * SERIES_HOURS + 1, sizeof *out->grown_by_hour);
	out->times = calloc(model->kind_count + 1u, sizeof *out->times);
	out->kinds = out->times ? model->kind_count : 0;
	return out->grown && out->grown_by_hour && out->times ? 0 : -1;
}

int series_begin(struct world *w)
{
	const struct model *model = w->model;
	struct engine_series *out = w->order->series;
	if (!out)
		return 0;
	engine_series_done(out);
	struct series_reader *s = w->series = arena_take(&w->arena, 1, sizeof *s);
	s->out = out;
	out->lines = series_list(model, NULL);
	s->lines = arena_take(&w->arena, out->lines, sizeof *s->lines);
	series_list(model, s->lines);
	out->folded = count_folded(model, s->lines, out->lines);
	s->read = arena_take(&w->arena, out->lines, sizeof *s->read);
	s->read_by_hour = arena_take(&w->arena, out->folded, sizeof *s->read_by_hour);
	s->first_hour = floor(model->start / model->hour) + 1.0;
	choose_step(w);
	set_hour_tick(w);
	return make_room(out, model);
}

/* The row has been filled: the times in the system are not needed here any more. */
void series_end(struct world *w)
{
	struct series_reader *s = w->series;
	note_bin(w);
	note_hour(w, false);
	s->out->bins = s->bin + 1;
	s->out->window = w->now - w->window_start;
	for (uint32_t k = 0; k < w->model->kind_count; k++) {
		s->out->times[k] = w->flows[k].time_quantile;
		quantile_init(&w->flows[k].time_quantile);
	}
}

void engine_series_done(struct engine_series *series)
{
	for (uint32_t k = 0; k < series->kinds; k++)
		quantile_done(&series->times[k]);
	free(series->times);
	free(series->grown);
	free(series->grown_by_hour);
	*series = (struct engine_series){ .step = 0.0 };
}

/* About half of the lines fold. Of a kind's times: what 16 octaves of counts take, from a thousandth of an hour to three days. */
size_t engine_series_size(const struct model *model)
{
	uint32_t count = series_list(model, NULL);
	size_t by_hour = series_fold(model) == SERIES_FLAT ? 0 : (size_t)count * SERIES_HOURS / 2;
	return ((size_t)count * SERIES_BINS + by_hour) * sizeof(double)
		+ model->kind_count * (16 << QUANTILE_BITS) * sizeof(uint64_t) + sizeof(struct engine_series);
}
