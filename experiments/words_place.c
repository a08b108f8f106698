/* Stations and people in words: what there is to say of them beside their number. */
#include <math.h>
#include <string.h>
#include "answer.h"
#include "models/calendar.h"
#include "number.h"
#include "words.h"

/* --- Queues --- */

static const char *const key_words[] = {
	[KEY_PRIORITY] = "the lowest priority number goes first", [KEY_SHORTEST] = "the shortest work goes first",
	[KEY_DUE] = "what is due first goes first", [KEY_COST_OF_DELAY] = "what is dearest to delay goes first",
};

static const char *describe_order(const struct words *w, const struct station *station, const struct node *queue)
{
	const char *order = words_written(queue, "order");
	if (station->order == ORDER_FIFO)
		return "";
	if (station->order == ORDER_LIFO)
		return "who came last goes first";
	if (station->order == ORDER_RANDOM)
		return "chance decides who goes first";
	return station->key_kind == KEY_EXPRESSION ? arena_format(w->arena, "who goes first: the lowest %s", order ? order : "value") :
		key_words[station->key_kind];
}

static const char *describe_preempt(const struct station *station)
{
	return station->preempt == PREEMPT_NO ? "" : station->preempt == PREEMPT_RESUME ?
		"it interrupts work in hand, which goes on later with what remained" : "it interrupts work in hand, which is begun again later";
}

/* The station that items of a kind come to before they do anything else; NONE where that is not the same for all. */
static uint32_t first_station(const struct model *model, const struct kind *kind)
{
	uint32_t task = kind->task_count ? kind->first_task : TO_END;
	for (uint32_t steps = 0; task < TO_FOLLOWING && steps < kind->task_count; steps++) {
		const struct task *t = &model->tasks[task];
		if (t->work == WORK_STATION && t->take_station == NONE)
			return t->station;
		if (t->work != WORK_NOTHING || t->take_station != NONE || t->next_count || t->rework_to != NONE)
			return NONE;
		task = t->following;
	}
	return NONE;
}

/* Those who arrive hold no machine: they wait in front of it. */
static bool is_first(const struct model *model, uint32_t station)
{
	for (uint32_t k = 0; k < model->kind_count; k++) {
		const struct kind *kind = &model->kinds[k];
		if (!kind->hidden && kind->source.how != ARRIVE_NEVER && first_station(model, kind) == station)
			return true;
	}
	return false;
}

static const char *describe_full(const struct words *w, uint32_t index)
{
	const struct station *station = &w->model->stations[index];
	if (station->when_full == FULL_TURN_AWAY)
		return "who finds no room is turned away";
	if (station->when_full == FULL_DIVERT)
		return arena_format(w->arena, "who finds no room goes to %s", answer_called(w->model->stations[station->divert_to].title,
			w->model->stations[station->divert_to].name));
	return is_first(w->model, index) ? "arrivals that find no room wait in front of it, in the system, as blocked; what comes from another "
		"machine holds that meanwhile" : "what finds no room holds the machine that it comes from";
}

static const char *describe_limit(const struct words *w, uint32_t index)
{
	const struct station *station = &w->model->stations[index];
	if (station->limit == UNLIMITED)
		return "";
	return arena_format(w->arena, "%s; %s", station->limit == 0 ? "nobody may wait" : arena_format(w->arena, "at most %u wait%s",
		(unsigned)station->limit, station->limit == 1 ? "s" : ""), describe_full(w, index));
}

static const char *describe_patience(const struct words *w, const struct station *station, const struct node *queue)
{
	char time[NUMBER_ROOM];
	const char *patience = words_written(queue, "patience");
	if (!patience)
		return "";
	if (station->patience.form != EXPR_CONSTANT)
		return arena_format(w->arena, "who has waited for %s leaves", patience);
	number_duration(time, station->patience.value / w->model->unit);
	return arena_format(w->arena, "who has waited for %s leaves", time);
}

/* --- Setups, batches, failures --- */

static const struct expr *setup_time(const struct model *model, uint32_t station)
{
	for (uint32_t t = 0; t < model->task_count; t++)
		if (model->tasks[t].work == WORK_STATION && model->tasks[t].station == station && model->tasks[t].setup.form != EXPR_ABSENT)
			return &model->tasks[t].setup;
	return NULL;
}

static const char *describe_setup(const struct words *w, uint32_t index)
{
	const struct station *station = &w->model->stations[index];
	const struct node *setup = station->node && station->node->type == NODE_GROUP ? node_child(station->node, "setup") : NULL;
	const char *on = words_written(setup, "on"), *written = words_written(setup, "time"), *share = "";
	const struct expr *time = setup_time(w->model, index);
	if (station->setup_on == SETUP_NEVER || !time)
		return "";
	const char *takes = time->form == EXPR_CONSTANT ? words_time(w, time->value) : written ? written : "a time";
	if (w->load->setup_chance[index] > 0.0 && w->load->station_rate[index] > 0.0)
		share = arena_format(w->arena, ", for %s%s %% of the visits", w->load->station_marks[index] & LOAD_SETUP_ROUGH ? "about " :
			w->load->station_marks[index] & LOAD_SETUP_SPARED ? "at most " : "", words_number(w, 100.0 * w->load->setup_chance[index]));
	return arena_format(w->arena, "a change %s%s takes %s%s", station->setup_on == SETUP_KIND ? "to another kind of work" : "of ",
		station->setup_on == SETUP_KIND || !on ? "" : on, takes, share);
}

static const char *describe_batch(const struct words *w, const struct station *station)
{
	char wait[NUMBER_ROOM];
	if (station->batch_size == 1)
		return "";
	if (station->batch_wait <= 0.0)
		return arena_format(w->arena, "all who wait are served together, up to %u", (unsigned)station->batch_size);
	number_duration(wait, station->batch_wait / w->model->unit);
	return arena_format(w->arena, "%u are served together%s%s", (unsigned)station->batch_size, isfinite(station->batch_wait) ?
		", or fewer when the first of them has waited for " : "", isfinite(station->batch_wait) ? wait : "");
}

static const char *describe_fails(const struct words *w, const struct fails *fails, const char *what)
{
	if (fails->repair_station == NONE)
		return "";
	const struct station *crew = &w->model->stations[fails->repair_station];
	const char *needs = words_amounts(w, &crew->needs, " and ");
	double every = load_time_to_failure(fails);
	const char *after = words_length(w, &fails->every, every, "some time");
	if (fails->by_busy_time && !isnan(every))
		after = arena_format(w->arena, "%s of work%s", words_time(w, every), fails->every.form == EXPR_CONSTANT ? "" : " on average");
	return arena_format(w->arena, "%s fails after %s and is repaired in %s%s%s", what, after,
		words_length(w, &fails->repair, w->load->task_time[fails->repair_task], "some time"), *needs ? " by " : "", needs);
}

/* --- Hours and money --- */

static const char *describe_costs(const struct words *w, const struct cost_rates *costs, const char *while_there)
{
	double hour = w->model->hour;
	const char *text = "";
	if (costs->paid > 0.0)
		text = arena_format(w->arena, "%s an hour%s", words_money(w, costs->paid * hour), while_there);
	if (costs->overtime != costs->paid)
		text = words_join(w, text, ", ", arena_format(w->arena, "%s an hour of overtime", words_money(w, costs->overtime * hour)));
	if (costs->busy > 0.0)
		text = words_join(w, text, ", ", arena_format(w->arena, "%s%s an hour at work", words_money(w, costs->busy * hour),
			costs->paid > 0.0 ? " more" : ""));
	if (costs->use > 0.0)
		text = words_join(w, text, ", ", arena_format(w->arena, "%s each time", words_money(w, costs->use)));
	if (costs->fixed > 0.0)
		text = words_join(w, text, ", ", arena_format(w->arena, "%s a week for all", words_money(w, costs->fixed * 168.0 * hour)));
	return *text ? arena_format(w->arena, "costs %s", text) : "";
}

/* --- All of it --- */

/* Something that is said of one place or of several. */
struct saying {
	const char *names, *text;
};

struct sayings {
	struct saying *list;
	size_t count;
};

static void say(const struct words *w, struct sayings *sayings, const char *name, const char *text)
{
	size_t i = 0;
	if (*text == '\0')
		return;
	while (i < sayings->count && strcmp(sayings->list[i].text, text) != 0)
		i++;
	if (i == sayings->count)
		sayings->list[sayings->count++] = (struct saying){ "", text };
	sayings->list[i].names = words_join(w, sayings->list[i].names, ", ", name);
}

static const char *describe_hours(const struct words *w, const struct calendar *calendar, bool pauses)
{
	if (!calendar)
		return "";
	return arena_format(w->arena, "%s, %s h a week; what is in hand at the end %s", words_hours(w, calendar),
		words_number(w, 168.0 * calendar_mean_open(calendar)), pauses ? "is stopped and goes on next time" : "is finished as overtime");
}

static const char *join_all(const struct words *w, const char *const *clauses, size_t count)
{
	const char *text = "";
	for (size_t i = 0; i < count; i++)
		text = words_join(w, text, "; ", clauses[i]);
	return text;
}

static void say_station(const struct words *w, uint32_t index, struct sayings *hours, struct sayings *rules)
{
	const struct station *station = &w->model->stations[index];
	const struct node *queue = station->node && station->node->type == NODE_GROUP ? node_child(station->node, "queue") : NULL;
	const char *name = answer_called(station->title, station->name);
	const char *const clauses[] = {
		describe_order(w, station, queue), describe_preempt(station), describe_limit(w, index), describe_patience(w, station, queue),
		describe_batch(w, station), describe_setup(w, index),
		describe_fails(w, &station->fails, station->machines == 1 ? "it" : "each machine"),
		describe_costs(w, &station->costs, station->machines == 1 ? "" : " and machine"),
	};
	say(w, hours, name, describe_hours(w, station->calendar, station->pauses));
	say(w, rules, name, join_all(w, clauses, sizeof clauses / sizeof *clauses));
}

static void say_resource(const struct words *w, uint32_t index, struct sayings *hours, struct sayings *rules)
{
	const struct resource *resource = &w->model->resources[index];
	const char *name = answer_called(resource->title, resource->name);
	bool one = resource->number == 1;
	const char *const clauses[] = {
		resource->speed == 1.0 ? "" : arena_format(w->arena, "%s times as fast as the norm", words_number(w, resource->speed)),
		describe_fails(w, &resource->fails, one ? "it" : "each"), describe_costs(w, &resource->costs, one ? "" : " and head"),
	};
	say(w, hours, name, describe_hours(w, resource->calendar, resource->pauses));
	say(w, rules, name, join_all(w, clauses, sizeof clauses / sizeof *clauses));
}

static void print_sayings(const struct words *w, const struct sayings *sayings, const char *before)
{
	for (size_t i = 0; i < sayings->count; i++)
		document_text(w->to, 2, 4, arena_format(w->arena, "%s%s: %s.", before, sayings->list[i].names, sayings->list[i].text));
}

void words_places(const struct words *w)
{
	size_t room = (size_t)w->model->station_count + w->model->resource_count + 1;
	struct sayings hours = { .list = arena_take(w->arena, room, sizeof *hours.list) };
	struct sayings rules = { .list = arena_take(w->arena, room, sizeof *rules.list) };
	for (uint32_t i = 0; i < w->model->station_count; i++)
		if (!w->model->stations[i].keeps)
			say_station(w, i, &hours, &rules);
	for (uint32_t i = 0; i < w->model->resource_count; i++)
		say_resource(w, i, &hours, &rules);
	if (hours.count || rules.count || w->model->invest > 0.0)
		document_gap(w->to);
	print_sayings(w, &hours, "Hours of ");
	print_sayings(w, &rules, "");
	if (w->model->invest > 0.0) {
		double years = w->model->life / w->model->hour / 8760.0;
		document_text(w->to, 2, 4, arena_format(w->arena, "This takes an investment of %s, written off over %s year%s.",
			words_money(w, w->model->invest), words_number(w, years), years == 1.0 ? "" : "s"));
	}
}
