/* Recording tokens: what is told of a token becomes a list of moments. What was before the part counts only as far as it says where each
   token is when that begins; and as the trace tells of work when it ends, the run goes on for a while after the part. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "models/date.h"
#include "models/engine.h"
#include "journey.h"
#include "json.h"
#include "number.h"
#include "replay.h"

#define TICKS 100000.0           /* of a part */
#define LATER 3                  /* the run goes on for at most so many times the moves of the part */
#define DAY_OF_1970 719162       /* date_day of 1 January 1970 */
#define DAY 86400.0              /* seconds */

enum state { STATE_WAITS, STATE_WORKS, STATE_REWORKS, STATE_SETS_UP, STATE_STAYS, STATE_PLANNED, STATE_BEGINS, STATE_GONE,
	STATE_SPLITS, STATE_MERGES };

struct moment {
	double time;
	uint32_t place;
	enum state state;
};

struct track {
	uint32_t kind;
	uint64_t token;
	size_t at;                   /* in the list */
	size_t count, room;
	struct moment *moments;
	bool settled;                /* all is known of it in the part */
	bool done;                   /* the work at its last place is over */
};

struct recorder {
	struct journey journey;
	struct track **list;
	size_t count, room, unsettled;
	double from, until;          /* the part; until: INFINITY as long as it has not ended */
	size_t moves;                /* since it began; in the end: in it */
	bool failed;
	atomic_bool stop;
};

/* --- recording ---------------------------------------------------------------------------------------------------------------------- */

static void fail(struct recorder *r)
{
	r->failed = true;
	atomic_store(&r->stop, true);
}

static void note_moment(struct recorder *r, struct track *track, double time, uint32_t place, enum state state)
{
	if (time > r->until)
		return;
	/* Of what was before the part it counts when it came to its place, and what it did last. */
	if (time <= r->from)
		track->count = track->count && state != STATE_WAITS ? 1 : 0;
	if (track->count == track->room) {
		size_t room = track->room ? 2 * track->room : 8;
		struct moment *moments = realloc(track->moments, room * sizeof *moments);
		if (!moments) {
			fail(r);
			return;
		}
		track->moments = moments;
		track->room = room;
	}
	track->moments[track->count++] = (struct moment){ time, place, state };
}

static bool add_track(struct recorder *r, struct track *track)
{
	if (r->count == r->room) {
		size_t room = r->room ? 2 * r->room : 64;
		struct track **list = realloc(r->list, room * sizeof *list);
		if (!list)
			return false;
		r->list = list;
		r->room = room;
	}
	track->at = r->count;
	r->list[r->count++] = track;
	r->unsettled++;
	return true;
}

static struct track *begin(struct recorder *r, const struct journey_event *event)
{
	struct track *track = calloc(1, sizeof *track);
	if (!track || !add_track(r, track)) {
		free(track);
		fail(r);
		return NULL;
	}
	track->kind = event->kind;
	track->token = event->token;
	note_moment(r, track, event->time, event->to, event->what == JOURNEY_BEGINS ? STATE_BEGINS : STATE_SPLITS);
	return track;
}

static void settle(struct recorder *r, struct track *track)
{
	r->unsettled -= !track->settled;
	track->settled = true;
	if (r->unsettled == 0 && isfinite(r->until))
		atomic_store(&r->stop, true);
}

static void free_track(struct track *track)
{
	free(track->moments);
	free(track);
}

/* Who was gone before the part is not in it. */
static void end(struct recorder *r, struct track *track, double time, enum state how)
{
	note_moment(r, track, time, track->count ? track->moments[track->count - 1].place : NONE, how);
	settle(r, track);
	if (time > r->from)
		return;
	r->list[track->at] = r->list[--r->count];
	r->list[track->at]->at = track->at;
	free_track(track);
}

static enum state state_of(uint32_t cause)
{
	switch (cause) {
	case CAUSE_REWORK: return STATE_REWORKS;
	case CAUSE_SETUP: return STATE_SETS_UP;
	case CAUSE_EVENT:
	case CAUSE_PLANNED: return STATE_PLANNED;
	default: return STATE_WORKS;
	}
}

static void count_move(struct recorder *r, const struct journey_event *event)
{
	if (event->time <= r->from)
		return;
	if (++r->moves == REPLAY_MOVES)
		r->until = event->told;
	if (r->moves == (1 + LATER) * REPLAY_MOVES)
		atomic_store(&r->stop, true);
}

static void record(void *context, const struct journey_event *event)
{
	struct recorder *r = context;
	if (event->what == JOURNEY_MOVES)
		count_move(r, event);
	if (event->what == JOURNEY_STARTS || r->failed)
		return;
	if (event->what == JOURNEY_BEGINS || event->what == JOURNEY_SPLITS) {
		*event->mark = event->time > r->until ? NULL : begin(r, event);
		return;
	}
	struct track *track = *event->mark;
	if (!track)
		return;
	if (event->what == JOURNEY_MOVES)
		note_moment(r, track, event->time, event->to, STATE_WAITS);
	else if (event->what == JOURNEY_WORKS)
		note_moment(r, track, event->time, event->to, state_of(event->cause));
	else if (event->what == JOURNEY_RESTS)
		note_moment(r, track, event->time, event->to, STATE_STAYS);
	track->done = event->what == JOURNEY_RESTS && event->done;
	if (event->time > r->until)
		settle(r, track);
	if (event->what == JOURNEY_ENDS)
		end(r, track, event->time, event->done ? STATE_GONE : STATE_MERGES);
}

static void follow(void *context, const struct engine_spell *spell)
{
	struct recorder *r = context;
	journey_follow(&r->journey, spell);
	if (r->journey.failed)
		fail(r);
}

/* --- the run ------------------------------------------------------------------------------------------------------------------------ */

/* The only place to which items go on from there without being gone; NONE: there are several, or none. */
static uint32_t only_way_on(const struct map_counts *counts, uint32_t place)
{
	uint32_t to = NONE;
	for (const struct map_flow *flow = counts->flows[place]; flow; flow = flow->next) {
		if (flow->starts || flow->to == to || counts->places.list[flow->to].sort == MAP_END)
			continue;
		if (to != NONE)
			return NONE;
		to = flow->to;
	}
	return to;
}

/* Of work that is not over when the run ends nothing is told: but where there is but one way on, its items are there. */
static void finish_track(struct recorder *r, struct track *track, const struct map_counts *counts)
{
	const struct moment *last = track->count ? &track->moments[track->count - 1] : NULL;
	if (!last || track->settled || last->place == NONE)
		return;
	bool goes_on = track->done || last->state == STATE_BEGINS || last->state == STATE_SPLITS;
	uint32_t to = goes_on ? only_way_on(counts, last->place) : NONE;
	if (to != NONE)
		note_moment(r, track, last->time, to, STATE_WAITS);
}

static int in_order(const void *a, const void *b)
{
	const struct track *x = *(struct track *const *)a, *y = *(struct track *const *)b;
	double one = x->count ? x->moments[0].time : 0.0, other = y->count ? y->moments[0].time : 0.0;
	if (one != other)
		return one < other ? -1 : 1;
	return x->token < y->token ? -1 : x->token > y->token;
}

static uint64_t first_finished(const struct result_scenario *scenario)
{
	for (uint32_t i = 0; i < scenario->replications; i++)
		if (scenario->finished[i])
			return i + 1;
	return 0;
}

static int by_time(const void *a, const void *b)
{
	const double *x = a, *y = b;
	return *x < *y ? -1 : *x > *y;
}

/* When things happened: of some moves that is told only after many others. Returns how many there are. */
static size_t find_moves(const struct recorder *r, double *times)
{
	size_t count = 0;
	for (size_t i = 0; i < r->count; i++)
		for (size_t m = 0; m < r->list[i]->count; m++) {
			const struct moment *moment = &r->list[i]->moments[m];
			if (moment->state != STATE_WAITS || moment->time <= r->from)
				continue;
			if (times)
				times[count] = moment->time;
			count++;
		}
	return count;
}

/* The part ends with the last of the moves that it may have. */
static int cut(struct recorder *r)
{
	r->moves = find_moves(r, NULL);
	if (r->moves <= REPLAY_MOVES)
		return 0;
	double *times = malloc(r->moves * sizeof *times);
	if (!times)
		return -1;
	find_moves(r, times);
	qsort(times, r->moves, sizeof *times, by_time);
	r->moves = REPLAY_MOVES;
	r->until = times[REPLAY_MOVES - 1];
	free(times);
	for (size_t i = 0; i < r->count; i++)
		while (r->list[i]->count && r->list[i]->moments[r->list[i]->count - 1].time > r->until)
			r->list[i]->count--;
	return 0;
}

/* 0, or -1 where there is nothing to see. */
static int run(struct recorder *r, const struct result *result, const struct result_scenario *scenario, const struct map *map)
{
	struct engine_trace trace = { .tell = follow, .context = r };
	struct engine_order order = { .seed = result->seed, .replication = first_finished(scenario), .warmup = scenario->warmup,
		.stop = &r->stop, .trace = &trace };
	struct engine_note note;
	double *row = malloc((scenario->model->metrics.count + 1) * sizeof *row);
	if (!row)
		return -1;
	enum engine_end ended = engine_run(scenario->model, &order, row, &note);
	free(row);
	if (r->failed || (ended != ENGINE_DONE && ended != ENGINE_STOPPED) || r->moves == 0)
		return -1;
	if (!isfinite(r->until))
		r->until = note.end;
	for (size_t i = 0; i < r->count; i++)
		finish_track(r, r->list[i], &map->counts);
	if (cut(r) != 0)
		return -1;
	qsort(r->list, r->count, sizeof *r->list, in_order);
	return r->until > r->from ? 0 : -1;
}

/* --- words -------------------------------------------------------------------------------------------------------------------------- */

/* Seconds from the beginning of year 1; false: the model has no date. */
static bool find_date(const struct model *model, double time, double *seconds)
{
	struct date date;
	if (!model->start_text || date_parse(model->start_text, &date))
		return false;
	*seconds = DAY * (double)date_day(&date) + (double)date_second_of_day(&date) + time / model->unit;
	return true;
}

static const char *describe_time(const struct model *model, double time, struct arena *arena)
{
	static const char *const months[] = { "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
		"November", "December" };
	double seconds;
	char number[NUMBER_ROOM];
	struct date date;
	if (!find_date(model, time, &seconds)) {
		number_plain(number, time, 4);
		return time > 0.0 ? arena_format(arena, "%s %s after its start", number, model->time_unit) : "its start";
	}
	long minute = (long)floor(seconds / 60.0 + 0.5);
	date_of_day(minute / 1440, &date);
	return arena_format(arena, "%d %s %d, %02ld:%02ld", date.day, months[date.month - 1], date.year, minute / 60 % 24, minute % 60);
}

static bool has_splits(const struct recorder *r)
{
	for (size_t i = 0; i < r->count; i++)
		if (r->list[i]->count && r->list[i]->moments[0].state == STATE_SPLITS)
			return true;
	return false;
}

static const char *describe_part(const struct recorder *r, const struct result_scenario *scenario, struct arena *arena)
{
	char moves[NUMBER_ROOM];
	number_round(moves, (double)r->moves, 0);
	return arena_format(arena, "Replication %u, from %s to %s: %s moves. Each dot is an item%s.", (unsigned)first_finished(scenario),
		describe_time(scenario->model, r->from, arena), describe_time(scenario->model, r->until, arena), moves,
		has_splits(r) ? ", or a branch of one where work goes on side by side" : "");
}

/* --- writing ------------------------------------------------------------------------------------------------------------------------ */

static void write_texts(FILE *to, const struct model *model)
{
	fputs("\"kinds\":[", to);
	for (uint32_t k = 0; k < model->kind_count && !model->kinds[k].hidden; k++) {
		const char *title = model->kinds[k].title && *model->kinds[k].title ? model->kinds[k].title : model->kinds[k].name;
		fputs(k ? "," : "", to);
		json_text(to, title, strlen(title));
	}
	fputs("],\n", to);
}

static void write_nodes(FILE *to, const struct figure_map *map)
{
	static const int shapes[] = { [NODE_STATION] = 0, [NODE_START] = 1, [NODE_END] = 2, [NODE_WAIT] = 3 };
	fputs("\"nodes\":[", to);
	for (size_t i = 0; i < map->node_count; i++) {
		const struct figure_node *node = &map->nodes[i];
		fprintf(to, "%s\n{\"x\":%.1f,\"y\":%.1f,\"width\":%.1f,\"height\":%.1f,\"title\":", i ? "," : "", node->x, node->y, node->width,
			node->height);
		json_text(to, node->label, strcspn(node->label, "\n"));
		fprintf(to, ",\"shape\":%d%s}", shapes[node->shape], node->accent ? ",\"accent\":true" : "");
	}
	fputs("],\n", to);
}

static void write_edges(FILE *to, const struct map *map)
{
	const struct figure_map *drawn = map->figure->map;
	fputs("\"edges\":[", to);
	for (size_t i = 0; i < drawn->edge_count; i++) {
		const struct figure_edge *edge = &drawn->edges[i];
		fprintf(to, "%s\n{\"from\":%zu,\"to\":%zu%s%s,\"points\":[", i ? "," : "", edge->from, edge->to,
			map->flows[i]->back ? ",\"back\":true" : "", map->flows[i]->starts ? ",\"starts\":true" : "");
		for (size_t k = 0; k < 2 * edge->point_count; k++)
			fprintf(to, "%s%.1f", k ? "," : "", edge->points[k]);
		fputs("]}", to);
	}
	fputs("],\n", to);
}

static void write_tokens(FILE *to, const struct recorder *r, const struct map *map)
{
	double tick = (r->until - r->from) / TICKS;
	bool any = false;
	fputs("\"tokens\":[", to);
	for (size_t i = 0; i < r->count; i++) {
		const struct track *track = r->list[i];
		long long before = 0;
		if (track->count == 0)
			continue;
		fprintf(to, "%s\n[%u", any ? "," : "", (unsigned)track->kind);
		any = true;
		for (size_t m = 0; m < track->count; m++) {
			long long time = llround((track->moments[m].time - r->from) / tick);
			uint32_t place = track->moments[m].place, node = place == NONE ? NONE : map->nodes[place];
			fprintf(to, ",%lld,%d,%d", time - before, node == NONE ? -1 : (int)node, (int)track->moments[m].state);
			before = time;
		}
		fputs("]", to);
	}
	fputs("]", to);
}

static void write_times(FILE *to, const struct recorder *r, const struct model *model)
{
	double seconds, ms = 1000.0 / model->unit;
	fputs("\"unit\":", to);
	json_text(to, model->time_unit, strlen(model->time_unit));
	fprintf(to, ",\"unit_ms\":%.9g,", ms);
	bool dated = find_date(model, r->from, &seconds);
	if (dated)
		fprintf(to, "\"origin\":%.0f,", 1000.0 * (seconds - DAY * DAY_OF_1970));
	else
		fputs("\"origin\":null,", to);
	fprintf(to, "\"start\":%.0f,\"tick\":%.9g,\"length\":%.0f,\n", r->from * ms, (r->until - r->from) / TICKS * ms, TICKS);
}

/* A page may hold it within a script: "<" begins nothing there. */
static const char *without_tags(const char *text, struct arena *arena)
{
	size_t length = 0;
	for (const char *c = text; *c; c++)
		length += *c == '<' ? 6 : 1;
	char *copy = arena_take(arena, length + 1, 1), *at = copy;
	for (const char *c = text; *c; c++)
		if (*c == '<') {
			memcpy(at, "\\u003c", 6);
			at += 6;
		} else {
			*at++ = *c;
		}
	return copy;
}

static const char *write_all(const struct recorder *r, const struct result_scenario *scenario, const struct map *map, struct arena *arena)
{
	const struct figure_map *drawn = map->figure->map;
	const char *note = describe_part(r, scenario, arena);
	char *text = NULL;
	size_t size = 0;
	FILE *to = open_memstream(&text, &size);
	if (!to)
		return NULL;
	fputs("{\"note\":", to);
	json_text(to, note, strlen(note));
	fputs(",\n", to);
	write_times(to, r, scenario->model);
	fprintf(to, "\"width\":%.1f,\"height\":%.1f,\n", drawn->width, drawn->height);
	write_texts(to, scenario->model);
	write_nodes(to, drawn);
	write_edges(to, map);
	write_tokens(to, r, map);
	fputs("}\n", to);
	const char *copy = fclose(to) == 0 ? without_tags(text, arena) : NULL;
	free(text);
	return copy;
}

const char *replay_data(const struct result *result, const struct result_scenario *scenario, const struct map *map, struct arena *arena)
{
	struct map_places places;
	struct recorder r = { .from = scenario->warmup, .until = INFINITY };
	map_places_init(&places, scenario->model, arena);
	r.journey = (struct journey){ .places = &places, .tell = record, .context = &r };
	const char *text = run(&r, result, scenario, map) == 0 ? write_all(&r, scenario, map, arena) : NULL;
	journey_done(&r.journey);
	for (size_t i = 0; i < r.count; i++)
		free_track(r.list[i]);
	free(r.list);
	return text;
}
