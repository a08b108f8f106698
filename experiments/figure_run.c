/* Where work is stuck: places by their load and who waits for them, load on people. */
#include <math.h>
#include <stdlib.h>
#include "models/cause.h"
#include "answer.h"
#include "figure.h"
#include "number.h"

#define HIGH 0.85            /* from this load on people are marked */
#define SEEN 0.01            /* a part that is nowhere larger is not drawn */

/* --- places ----------------------------------------------------------------------------------------------------------------- */

/* What is limited in number: a station with machines, or a resource. */
struct place {
	const char *title;
	bool resource;
	uint32_t index;
	double taken;                /* as in answer.h */
	struct summary waiting;      /* mean number waiting at it, or for it; n is 0 where nothing is known */
};

/* All that wait for a resource, wherever they stand: the sum in each replication. */
static struct summary waiting_for(const struct sketch *sketch, uint32_t resource)
{
	const struct result_scenario *scenario = sketch->scenario;
	const struct model *model = scenario->model;
	double *sums = arena_take(sketch->arena, scenario->replications + 1u, sizeof *sums);
	for (uint32_t s = 0; s < model->station_count; s++) {
		const struct summary *queue = figure_queue_for(scenario, &model->stations[s], CAUSE_RESOURCE + resource);
		for (uint32_t r = 0; queue && r < scenario->replications; r++)
			sums[r] += scenario->rows[r * model->metrics.count + (size_t)(queue - scenario->summaries)];
	}
	return summary_of(sums, 1, scenario->finished, scenario->replications);
}

static struct place place_at(const struct sketch *sketch, uint32_t i)
{
	const struct model *model = sketch->scenario->model;
	bool resource = i >= model->station_count;
	uint32_t index = resource ? i - model->station_count : i;
	struct place place = { .resource = resource, .index = index, .taken = answer_taken(sketch->scenario, resource, index) };
	if (resource) {
		place.title = answer_called(model->resources[index].title, model->resources[index].name);
		place.waiting = waiting_for(sketch, index);
	} else {
		const struct summary *queue = result_of(sketch->scenario, "stations.%s.queue", model->stations[index].name);
		place.title = answer_called(model->stations[index].title, model->stations[index].name);
		place.waiting = queue ? *queue : (struct summary){ .n = 0 };
	}
	return place;
}

static int busiest_first(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	if (x->taken != y->taken)
		return x->taken > y->taken ? -1 : 1;
	return x->resource != y->resource ? (x->resource ? 1 : -1) : x->index < y->index ? -1 : x->index > y->index;
}

static size_t list_places(const struct sketch *sketch, struct place **list)
{
	const struct model *model = sketch->scenario->model;
	size_t count = 0;
	*list = arena_take(sketch->arena, model->station_count + model->resource_count, sizeof **list);
	for (uint32_t i = 0; i < model->station_count + model->resource_count; i++) {
		struct place place = place_at(sketch, i);
		if (!isnan(place.taken))
			(*list)[count++] = place;
	}
	qsort(*list, count, sizeof **list, busiest_first);
	return count;
}

/* What a place's time goes by with. Of resources only their work is known. */
static const struct part {
	const char *pattern, *of_resource, *name;
	enum figure_tone tone;
} parts[] = {
	{ "stations.%s.utilisation", "resources.%s.utilisation", "at work", TONE_WORK },
	{ "stations.%s.setup", NULL, "set-ups", TONE_SETUP },
	{ "stations.%s.down", NULL, "repairs", TONE_REPAIR },
	{ "stations.%s.blocked", NULL, "blocked", TONE_BLOCKED },
};

#define PARTS (sizeof parts / sizeof parts[0])

static const struct summary *part_of(const struct result_scenario *scenario, const struct part *part, const struct place *place)
{
	const struct model *model = scenario->model;
	if (place->resource)
		return part->of_resource ? result_of(scenario, part->of_resource, model->resources[place->index].name) : NULL;
	return result_of(scenario, part->pattern, model->stations[place->index].name);
}

/* Whether some place has so much of a part that it is seen. */
static bool is_seen(const struct result_scenario *scenario, const struct part *part, const struct place *places, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct summary *share = part_of(scenario, part, &places[i]);
		if (share && share->mean >= SEEN)
			return true;
	}
	return false;
}

static void add_part(struct sketch *sketch, size_t panel, const struct part *part, const struct place *places, size_t count, bool alone)
{
	struct sketch_values values = sketch_values(sketch, count);
	for (size_t i = 0; i < count; i++) {
		const struct summary *share = part_of(sketch->scenario, part, &places[i]);
		if (!share || (!alone && !(share->mean > 0.0)))
			continue;
		values.value[i] = 100.0 * share->mean;
		values.texts[i] = figure_per_cent(share->mean, share->half_width, sketch->arena);
	}
	sketch_series(sketch, panel, alone ? NULL : part->name, alone ? TONE_QUIET : part->tone, &values);
}

/* As the answer tells it: what is blocked is not counted as busy. */
static void add_taken(struct sketch *sketch, size_t panel, const struct place *places, size_t count)
{
	const char **texts = arena_take(sketch->arena, count, sizeof *texts);
	for (size_t i = 0; i < count; i++)
		texts[i] = arena_format(sketch->arena, "%.0f" FIGURE_BLANK "%%", 100.0 * places[i].taken);
	sketch_sums(sketch, panel, texts);
}

static void add_waiting(struct sketch *sketch, const struct place *places, size_t count)
{
	struct sketch_values values = sketch_values(sketch, count);
	bool any = false;
	for (size_t i = 0; i < count; i++) {
		if (places[i].waiting.n == 0)
			continue;
		sketch_put(&values, i, &places[i].waiting, 1.0);
		values.texts[i] = figure_mean(&places[i].waiting, sketch->arena);
		any |= places[i].waiting.max > 0.0;
	}
	if (!any)
		return;
	size_t panel = sketch_row_panel(sketch, "How many wait for it", NULL);
	sketch_series(sketch, panel, NULL, TONE_QUIET, &values);
}

static void alt_places(struct sketch *sketch, const struct place *places, size_t count)
{
	struct prose prose = { .length = 0 };
	prose_say(&prose, "Bars of how busy stations and resources are, in per cent of the time they are there: ");
	for (size_t i = 0; i < count && i < FIGURE_IN_ALT; i++) {
		prose_say(&prose, "%s%s %.0f %%", i ? ", " : "", places[i].title, 100.0 * places[i].taken);
		if (places[i].waiting.n > 0)
			prose_say(&prose, " (%s waiting)", figure_mean(&places[i].waiting, sketch->arena));
	}
	sketch_alt(sketch, &prose);
}

const struct figure *figure_stations(const struct result *result, const struct result_scenario *scenario, struct arena *arena)
{
	struct sketch sketch;
	struct place *places;
	struct prose prose = { .length = 0 };
	bool alone = true;
	sketch_start(&sketch, FIGURE_BARS, "stations", result, scenario, arena);
	size_t count = list_places(&sketch, &places), shown = count < FIGURE_ROWS ? count : FIGURE_ROWS;
	if (count == 0)
		return NULL;
	sketch_rows(&sketch, shown);
	for (size_t p = 1; p < PARTS; p++)
		alone &= !is_seen(scenario, &parts[p], places, shown);
	for (size_t i = 0; i < shown; i++)
		sketch.rows[i] = places[i].title;
	sketch.accents[0] = true;
	size_t panel = sketch_row_panel(&sketch, "How busy it is", "%");
	sketch.panels[panel].x.high = 100.0;
	for (size_t p = 0; p < PARTS; p++)
		if (p == 0 || is_seen(scenario, &parts[p], places, shown))
			add_part(&sketch, panel, &parts[p], places, shown, alone);
	if (!alone)
		add_taken(&sketch, panel, places, shown);
	add_waiting(&sketch, places, shown);
	answer_say_busiest(&prose, scenario);
	sketch_title(&sketch, &prose);
	sketch_subtitle(&sketch, "Share of the time in which it is there, in %, and mean number of items that wait for it");
	sketch_note(&sketch, NULL, "whiskers");
	sketch_cut(&sketch, shown, count, "busiest");
	alt_places(&sketch, places, shown);
	return sketch_done(&sketch);
}

/* --- people ----------------------------------------------------------------------------------------------------------------- */

struct crew {
	const struct resource *resource;
	const struct summary *busy, *overtime;
};

static int most_loaded_first(const void *a, const void *b)
{
	const struct crew *x = a, *y = b;
	if (x->busy->mean != y->busy->mean)
		return x->busy->mean > y->busy->mean ? -1 : 1;
	return x->resource < y->resource ? -1 : x->resource > y->resource;
}

static size_t list_crews(const struct sketch *sketch, struct crew **list)
{
	const struct model *model = sketch->scenario->model;
	size_t count = 0;
	*list = arena_take(sketch->arena, model->resource_count, sizeof **list);
	for (uint32_t r = 0; r < model->resource_count; r++) {
		const char *name = model->resources[r].name;
		const struct summary *busy = result_of(sketch->scenario, "resources.%s.utilisation", name);
		if (busy)
			(*list)[count++] = (struct crew){ &model->resources[r], busy, result_of(sketch->scenario, "resources.%s.overtime", name) };
	}
	qsort(*list, count, sizeof **list, most_loaded_first);
	return count;
}

static void add_load(struct sketch *sketch, const struct crew *crews, size_t count)
{
	struct sketch_values values = sketch_values(sketch, count);
	size_t panel = sketch_row_panel(sketch, "Busy", "%");
	sketch->panels[panel].x.high = 100.0;
	for (size_t i = 0; i < count; i++) {
		sketch_put(&values, i, crews[i].busy, 100.0);
		values.texts[i] = figure_per_cent(crews[i].busy->mean, crews[i].busy->half_width, sketch->arena);
	}
	sketch_series(sketch, panel, NULL, TONE_QUIET, &values);
	sketch_mark(sketch, (struct figure_mark){ .kind = MARK_X, .panel = panel, .at = 100.0 * HIGH, .to = NAN,
		.label = arena_format(sketch->arena, "%.0f %%", 100.0 * HIGH), .tone = TONE_QUIET });
}

/* Where nobody ever works on after the end of a shift there is nothing to show. */
static void add_overtime(struct sketch *sketch, const struct crew *crews, size_t count)
{
	struct sketch_values values = sketch_values(sketch, count);
	bool any = false;
	for (size_t i = 0; i < count; i++) {
		if (!crews[i].overtime)
			continue;
		sketch_put(&values, i, crews[i].overtime, 1.0);
		values.texts[i] = figure_mean(crews[i].overtime, sketch->arena);
		any |= crews[i].overtime->max > 0.0;
	}
	if (!any)
		return;
	size_t panel = sketch_row_panel(sketch, "Overtime in all", sketch->scenario->model->time_unit);
	sketch_series(sketch, panel, NULL, TONE_QUIET, &values);
}

/* "Busy more than 85 % of the time: Developers, 89.8 %", else who is nearest to that. */
static void say_people(struct sketch *sketch, const struct crew *crews, size_t count)
{
	struct prose prose = { .length = 0 };
	bool high = crews[0].busy->mean > HIGH;
	prose_say(&prose, high ? "Busy more than %.0f %% of the time: " : "No load is above %.0f %%: ", 100.0 * HIGH);
	for (size_t i = 0; i < count && i < FIGURE_IN_ALT && (!high || crews[i].busy->mean > HIGH); i++)
		prose_say(&prose, "%s%s %s", i ? ", " : "", answer_called(crews[i].resource->title, crews[i].resource->name),
			figure_per_cent(crews[i].busy->mean, crews[i].busy->half_width, sketch->arena));
	sketch_title(sketch, &prose);
	prose_say(&prose, "Bars of how busy people and other resources are: ");
	for (size_t i = 0; i < count && i < FIGURE_IN_ALT; i++)
		prose_say(&prose, "%s%s %s", i ? ", " : "", answer_called(crews[i].resource->title, crews[i].resource->name),
			figure_per_cent(crews[i].busy->mean, crews[i].busy->half_width, sketch->arena));
	sketch_alt(sketch, &prose);
}

const struct figure *figure_people(const struct result *result, const struct result_scenario *scenario, struct arena *arena)
{
	struct sketch sketch;
	struct crew *crews;
	sketch_start(&sketch, FIGURE_BARS, "people", result, scenario, arena);
	size_t count = list_crews(&sketch, &crews), shown = count < FIGURE_ROWS ? count : FIGURE_ROWS;
	if (count == 0)
		return NULL;
	sketch_rows(&sketch, shown);
	for (size_t i = 0; i < shown; i++) {
		sketch.rows[i] = answer_called(crews[i].resource->title, crews[i].resource->name);
		sketch.accents[i] = crews[i].busy->mean > HIGH;
	}
	add_load(&sketch, crews, shown);
	add_overtime(&sketch, crews, shown);
	sketch_subtitle(&sketch, arena_format(arena, "Share of the time on duty, overtime included, in %%; above %.0f %% little is left for what "
		"nobody foresaw", 100.0 * HIGH));
	sketch_note(&sketch, NULL, "whiskers");
	sketch_cut(&sketch, shown, count, "busiest");
	say_people(&sketch, crews, shown);
	return sketch_done(&sketch);
}
