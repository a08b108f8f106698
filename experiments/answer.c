/* Sentences that a planner could have written, made from the summaries. What cannot be told from the numbers is not said. */
#include <math.h>
#include <string.h>
#include "models/cause.h"
#include "answer.h"
#include "number.h"
#include "plan.h"
#include "report_goal.h"
#include "report_ledger.h"
#include "report_project.h"

#define ALMOST_ALL 0.9995        /* of a time: what is more is said to be all of it */
#define SHORT 0.80           /* from this utilisation on, variation alone makes queues that hurt: we call it the bottleneck */
#define NO_ROOM 0.95         /* from here on more work only means more waiting */
#define SLACK 0.60
#define CLOSE 0.05           /* who is so near to the busiest is named with it */
#define CLOSE_AT_MOST 3
#define LOST 0.01            /* from this share on, lost work is a shortage, however idle the machines are */
#define WORTH_NAMING 1.0     /* so many wait there on average */
#define KINDS_IN_WORDS 4     /* more kinds of work are left to the table */
#define WIDE 0.10            /* relative half width that is worth a remark */
#define ENOUGH_FOR_NINE_IN_TEN 10.0   /* items of one replication */
#define NARROW 0.05          /* and what it should be: the usual goal of sequential stopping (Law and Kelton 1982) */

static void print(struct prose *text, struct document *to)
{
	prose_capital(text, 0);
	document_prose(to, text, 2, 2);
}

const char *answer_called(const char *title, const char *name)
{
	return title && *title ? title : name;
}

static double mean_of(const struct summary *summary)
{
	return summary ? summary->mean : NAN;
}

/* A station with machines of a number, or a resource: what can be short. Stations first, then resources. */
struct candidate {
	const char *title, *name;
	double taken;                        /* share of its time at work, set up or under repair; NAN: not one */
	bool resource;
	uint32_t index, number;
};

/* 0 where there is no such thing. */
static double part_of(const struct result_scenario *scenario, const char *pattern, const char *name)
{
	const struct summary *summary = result_of(scenario, pattern, name);
	return summary ? summary->mean : 0.0;
}

static struct candidate candidate_at(const struct result_scenario *scenario, uint32_t i)
{
	const struct model *model = scenario->model;
	if (i >= model->station_count) {
		const struct resource *resource = &model->resources[i - model->station_count];
		double taken = mean_of(result_of(scenario, "resources.%s.utilisation", resource->name));
		return (struct candidate){ resource->title, resource->name, taken, true, i - model->station_count, resource->number };
	}
	const struct station *station = &model->stations[i];
	bool counts = station->machines != UNLIMITED && !station->keeps;
	double taken = counts ? mean_of(result_of(scenario, "stations.%s.utilisation", station->name)) : NAN;
	taken += part_of(scenario, "stations.%s.setup", station->name) + part_of(scenario, "stations.%s.down", station->name);
	return (struct candidate){ station->title, station->name, taken, false, i, station->machines };
}

static uint32_t candidate_count(const struct result_scenario *scenario)
{
	return scenario->model->station_count + scenario->model->resource_count;
}

double answer_taken(const struct result_scenario *scenario, bool resource, uint32_t index)
{
	return candidate_at(scenario, index + (resource ? scenario->model->station_count : 0)).taken;
}

struct answer_busiest answer_find_busiest(const struct result_scenario *scenario)
{
	struct answer_busiest busiest = { .found = false };
	for (uint32_t i = 0; i < candidate_count(scenario); i++) {
		struct candidate candidate = candidate_at(scenario, i);
		if (!isnan(candidate.taken) && (!busiest.found || candidate.taken > busiest.utilisation + 1e-9))
			busiest = (struct answer_busiest){ true, candidate.resource, candidate.index, candidate.taken };
	}
	return busiest;
}

/* The station with the longest queue on average, among those that need a resource (NONE: among all); NONE where nothing waits. */
static uint32_t longest_queue(const struct result_scenario *scenario, uint32_t resource)
{
	const struct model *model = scenario->model;
	uint32_t longest = NONE;
	double most = 0.0;
	for (uint32_t i = 0; i < model->station_count; i++) {
		const struct station *station = &model->stations[i];
		double queue = mean_of(result_of(scenario, "stations.%s.queue", station->name));
		if (resource != NONE && !amounts_of(&station->needs, resource) && !amounts_of(&station->one_of, resource))
			continue;
		if (queue > most) {
			most = queue;
			longest = i;
		}
	}
	return longest;
}

/* Waits are those of visits that began. Where far more time was waited than these account for (Little's law), most still stand there,
   and what few began says nothing about the rest. */
static bool only_some_got_through(const struct result_scenario *scenario, const char *station)
{
	double waiting = mean_of(result_of(scenario, "stations.%s.queue", station)) * (scenario->model->length - scenario->warmup);
	double told = mean_of(result_of(scenario, "stations.%s.wait", station)) * mean_of(result_of(scenario, "stations.%s.visits", station));
	return waiting > 2.0 * told && isfinite(waiting);
}

void answer_say_queue(struct prose *text, const struct result_scenario *scenario, uint32_t station)
{
	char queue[NUMBER_ROOM], wait[NUMBER_ROOM];
	const char *name = scenario->model->stations[station].name;
	const struct summary *waiting = result_of(scenario, "stations.%s.queue", name), *each = result_of(scenario, "stations.%s.wait", name);
	number_mean(queue, mean_of(waiting), waiting ? waiting->half_width : NAN);
	prose_say(text, "%s waiting on average", queue);
	if (!each)
		return;
	if (only_some_got_through(scenario, name)) {
		prose_say(text, ", most of them not served by the end of the run");
		return;
	}
	number_mean(wait, each->mean, each->half_width);
	prose_say(text, ", %s %s each", wait, scenario->model->time_unit);
}

static void say_busy(struct prose *text, const char *whose, uint32_t number, const char *what, double share)
{
	char busy[NUMBER_ROOM];
	number_round(busy, 100.0 * share, share >= 0.995 && share < 0.9995 ? 1 : 0);
	if (number == 1)
		prose_say(text, "busy %s %% of the time", busy);
	else
		prose_say(text, "%s %u %sare busy %s %% of the time", whose, (unsigned)number, what, busy);
}

/* The share of all that arrived that found a full queue or ran out of patience. */
static double lost_share(const struct result_scenario *scenario)
{
	double arrived = 0.0, lost = 0.0;
	for (uint32_t i = 0; i < scenario->model->kind_count; i++) {
		const char *name = scenario->model->kinds[i].name;
		const struct summary *away = result_of(scenario, "work.%s.turned_away", name), *left = result_of(scenario, "work.%s.left", name);
		const struct summary *came = result_of(scenario, "work.%s.arrived", name);
		arrived += came ? came->mean : 0.0;
		lost += (away ? away->mean : 0.0) + (left ? left->mean : 0.0);
	}
	return arrived > 0.0 ? lost / arrived : 0.0;
}

/* Whether more stand before a meeting than anywhere else: then it is no comfort that nobody is busy. */
static bool meetings_are_short(const struct result_scenario *scenario)
{
	uint32_t longest = longest_queue(scenario, NONE);
	const struct station *station = longest == NONE ? NULL : &scenario->model->stations[longest];
	return station && station->meets && mean_of(result_of(scenario, "stations.%s.queue", station->name)) >= WORTH_NAMING;
}

/* Whether anything is short, where no bottleneck says so. */
static void say_shortage(struct prose *text, const struct result_scenario *scenario, double utilisation)
{
	double lost = lost_share(scenario);
	if (utilisation >= SHORT)
		return;
	if (lost >= LOST)
		prose_say(text, "at times there is too little capacity: %.2g %% of the work is lost. ", 100.0 * lost);
	else if (meetings_are_short(scenario))
		prose_say(text, "what is short is not people or machines, but meetings. ");
	else
		prose_say(text, utilisation >= SLACK ? "nothing is short on average. " : "nothing is short. ");
}

/* What is short, in the words that its utilisation deserves. */
static void say_who(struct prose *text, const struct result_scenario *scenario, const char *name, double utilisation)
{
	if (utilisation >= SHORT)
		prose_say(text, "the bottleneck is %s: ", name);
	else if (utilisation >= SLACK || lost_share(scenario) >= LOST)
		prose_say(text, "the busiest is %s: ", name);
	else
		prose_say(text, "even the busiest, %s, has time left: ", name);
}

void answer_say_busiest(struct prose *text, const struct result_scenario *scenario)
{
	struct answer_busiest busiest = answer_find_busiest(scenario);
	if (!busiest.found)
		return;
	struct candidate candidate = candidate_at(scenario, busiest.index + (busiest.resource ? scenario->model->station_count : 0));
	say_who(text, scenario, answer_called(candidate.title, candidate.name), busiest.utilisation);
	say_busy(text, busiest.resource ? "the" : "its", candidate.number, busiest.resource ? "" : "machines ", busiest.utilisation);
}

/* Others that are almost as busy: easing the first alone would only move the bottleneck. */
static void say_close(struct prose *text, const struct result_scenario *scenario, const struct answer_busiest *busiest)
{
	unsigned said = 0, more = 0;
	for (uint32_t i = 0; i < candidate_count(scenario) && busiest->utilisation >= SHORT; i++) {
		struct candidate candidate = candidate_at(scenario, i);
		bool same = candidate.resource == busiest->resource && candidate.index == busiest->index;
		if (same || isnan(candidate.taken) || candidate.taken < busiest->utilisation - CLOSE)
			continue;
		if (said == CLOSE_AT_MOST) {
			more++;
			continue;
		}
		prose_say(text, "%s%s (%.0f %%)", said++ ? ", " : "Close behind: ", answer_called(candidate.title, candidate.name),
			100.0 * candidate.taken);
	}
	if (said)
		prose_say(text, more ? " and %u more. " : ". ", more);
}

/* What of it is not work: ", set-ups (13 %) and repairs (3 %) included" */
static void say_lost(struct prose *text, const struct result_scenario *scenario, const struct candidate *candidate)
{
	double setup = candidate->resource ? 0.0 : part_of(scenario, "stations.%s.setup", candidate->name);
	double down = candidate->resource ? 0.0 : part_of(scenario, "stations.%s.down", candidate->name);
	if (setup >= 0.005)
		prose_say(text, ", set-ups (%.0f %%)%s", 100.0 * setup, down >= 0.005 ? "" : " included");
	if (down >= 0.005)
		prose_say(text, "%s repairs (%.0f %%) included", setup >= 0.005 ? " and" : ",", 100.0 * down);
}

/* Where the work waits that the busiest one holds up. */
static uint32_t say_bottleneck(struct prose *text, const struct result_scenario *scenario, const struct answer_busiest *busiest)
{
	const struct model *model = scenario->model;
	struct candidate candidate = candidate_at(scenario, busiest->index + (busiest->resource ? model->station_count : 0));
	uint32_t queue = busiest->resource ? longest_queue(scenario, busiest->index) : busiest->index;
	say_shortage(text, scenario, busiest->utilisation);
	size_t start = text->length;
	answer_say_busiest(text, scenario);
	prose_capital(text, start);
	say_lost(text, scenario, &candidate);
	if (queue != NONE && mean_of(result_of(scenario, "stations.%s.queue", model->stations[queue].name)) > 0.0) {
		const struct station *where = &model->stations[queue];
		if (busiest->resource)
			prose_say(text, "; the longest queue for %s is at %s, ", candidate.number == 1 ? "it" : "them",
				answer_called(where->title, where->name));
		else
			prose_say(text, ", with ");
		answer_say_queue(text, scenario, queue);
	}
	prose_say(text, busiest->utilisation >= NO_ROOM ? ". More work here only means more waiting. " : ". ");
	say_close(text, scenario, busiest);
	return queue;
}

/* A second queue worth naming: longer than the bottleneck's own. */
static void say_other_queue(struct prose *text, const struct result_scenario *scenario, uint32_t told)
{
	const struct model *model = scenario->model;
	uint32_t longest = longest_queue(scenario, NONE);
	if (longest == NONE || longest == told)
		return;
	double here = mean_of(result_of(scenario, "stations.%s.queue", model->stations[longest].name));
	double there = told == NONE ? 0.0 : mean_of(result_of(scenario, "stations.%s.queue", model->stations[told].name));
	if (!(here >= WORTH_NAMING && here > 1.2 * there))
		return;
	prose_say(text, "The longest queue stands %sat %s: ", told == NONE ? "" : "elsewhere, ",
		answer_called(model->stations[longest].title, model->stations[longest].name));
	answer_say_queue(text, scenario, longest);
	prose_say(text, ". ");
}

/* Where arrivals come in waves, a low utilisation is no comfort. */
static void say_peaks(struct prose *text, const struct result_scenario *scenario, const struct answer_busiest *busiest)
{
	const struct model *model = scenario->model;
	if (busiest->utilisation >= SHORT || longest_queue(scenario, NONE) == NONE)
		return;
	for (uint32_t i = 0; i < model->kind_count; i++)
		if (model->kinds[i].source.how == ARRIVE_RATES) {
			prose_say(text, "Arrivals vary over time here, so that averages hide the peaks. ");
			return;
		}
}

/* Whether anything is limited in number, open or not. */
static bool is_limited(const struct model *model)
{
	for (uint32_t i = 0; i < model->station_count; i++)
		if (model->stations[i].machines != UNLIMITED && !model->stations[i].keeps)
			return true;
	for (uint32_t i = 0; i < model->resource_count; i++)
		if (model->resources[i].number > 0)
			return true;
	return false;
}

static void say_limits(struct prose *text, const struct result_scenario *scenario)
{
	struct answer_busiest busiest = answer_find_busiest(scenario);
	uint32_t told = NONE;
	if (busiest.found)
		told = say_bottleneck(text, scenario, &busiest);
	else if (is_limited(scenario->model))
		prose_say(text, "no machine or person was there in the time observed: look at their hours. ");
	else if (scenario->model->station_count > 0)
		prose_say(text, "no machine or resource is limited in number: nothing here can be a bottleneck. ");
	say_other_queue(text, scenario, told);
	if (busiest.found)
		say_peaks(text, scenario, &busiest);
}

/* What most of the time goes by with in which it is not worked on. */
static void say_loss(struct prose *text, const struct result_scenario *scenario, const struct kind *kind, double worked)
{
	char number[NUMBER_ROOM];
	double share, half_width;
	const char *rest = worked > 0.0 ? "the rest" : "that time";
	uint32_t cause = report_ledger_loss(scenario, kind, &share, &half_width);
	if (cause == NONE)
		return;
	if (!(worked > 0.0) && share > ALMOST_ALL) {
		prose_say(text, "; all of that time is %s", cause_words(scenario->model, cause));
		return;
	}
	number_share(number, share, half_width);
	prose_say(text, "; %s of %s is %s (%s %%)", share > 0.5 * (1.0 - worked) ? "most" : "the largest part", rest,
		cause_words(scenario->model, cause), number);
}

static void say_worked(struct prose *text, const struct result_scenario *scenario, const struct kind *kind, double worked,
	double half_width)
{
	char number[NUMBER_ROOM];
	number_share(number, worked, half_width);
	if (worked > 0.0)
		prose_say(text, "; it is worked on for %s %% of that", number);
	else
		prose_say(text, "; it is never worked on");
	say_loss(text, scenario, kind, worked);
}

const struct summary *answer_most(const struct result_scenario *scenario, const struct kind *kind)
{
	const struct summary *completed = result_of(scenario, "work.%s.completed", kind->name);
	return completed && completed->mean >= ENOUGH_FOR_NINE_IN_TEN ? result_of(scenario, "work.%s.time.p90", kind->name) : NULL;
}

void answer_say_most(struct prose *text, const struct result_scenario *scenario, const struct kind *kind)
{
	char number[NUMBER_ROOM];
	const struct summary *most = answer_most(scenario, kind);
	if (!most)
		return;
	number_mean(number, most->mean, most->half_width);
	prose_say(text, "9 in 10 within %s %s", number, scenario->model->time_unit);
}

static void say_time(struct prose *text, const struct result_scenario *scenario, const struct kind *kind)
{
	char number[NUMBER_ROOM];
	const char *unit = scenario->model->time_unit;
	const struct summary *time = result_of(scenario, "work.%s.time", kind->name);
	const struct summary *most = answer_most(scenario, kind);
	double worked, half_width;
	const struct summary *open = result_of(scenario, "work.%s.open_time", kind->name);
	number_interval(number, time->mean, time->half_width);
	prose_say(text, "%s: %s %s from start to end on average", answer_called(kind->title, kind->name), number, unit);
	if (open) {
		number_interval(number, open->mean, open->half_width);
		prose_say(text, " (%s in its own hours)", number);
	}
	if (most) {
		prose_say(text, ", ");
		answer_say_most(text, scenario, kind);
	}
	if (report_ledger_worked(scenario, kind, &worked, &half_width) && worked < 0.995)
		say_worked(text, scenario, kind, worked, half_width);
	prose_say(text, ". ");
}

void answer_say_promise(struct prose *text, const struct result_scenario *scenario, const struct kind *kind)
{
	char share[NUMBER_ROOM], promise[NUMBER_ROOM];
	const struct summary *on_time = result_of(scenario, "work.%s.on_time", kind->name);
	if (!on_time)
		return;
	number_share(share, on_time->mean, on_time->half_width);
	prose_say(text, "%s %% keep the promise", share);
	if (kind->promise.form == EXPR_CONSTANT) {
		bool dated = kind->project && !kind->calendar;
		const char *date = dated ? plan_date(scenario->model, kind, kind->promise.value, scenario->model->arena) : NULL;
		number_duration(promise, kind->promise.value / scenario->model->unit);
		prose_say(text, " of %s%s%s%s", promise, date ? " (" : "", date ? date : "", date ? ")" : "");
	}
	prose_say(text, ". ");
}

static const struct { const char *pattern, *words; } budget_words[] = {
	{ "work.%s.within_budget", "keep the budget" }, { "work.%s.both_kept", "keep both" },
};

void answer_say_budget(struct prose *text, const struct result_scenario *scenario, const struct kind *kind)
{
	const char *joint = "";
	for (size_t i = 0; i < sizeof budget_words / sizeof *budget_words; i++) {
		char share[NUMBER_ROOM], budget[NUMBER_ROOM];
		const struct summary *kept = result_of(scenario, budget_words[i].pattern, kind->name);
		if (!kept)
			continue;
		number_share(share, kept->mean, kept->half_width);
		prose_say(text, "%s%s %% %s", joint, share, budget_words[i].words);
		if (i == 0 && kind->budget.form == EXPR_CONSTANT) {
			number_plain(budget, kind->budget.value, 6);
			prose_say(text, " of %s %s", budget, scenario->model->money ? scenario->model->money : "");
		}
		joint = ", ";
	}
	if (*joint)
		prose_say(text, ". ");
}

struct loss {
	const char *pattern, *words;
};

static const struct loss losses[] = {
	{ "work.%s.turned_away", "are turned away" }, { "work.%s.left", "lose patience and leave" }, { "work.%s.scrapped", "end as scrap" },
};

static void say_losses(struct prose *text, const struct result_scenario *scenario, const struct kind *kind)
{
	double arrived = mean_of(result_of(scenario, "work.%s.arrived", kind->name));
	bool first = true;
	for (size_t i = 0; i < sizeof losses / sizeof losses[0]; i++) {
		char share[NUMBER_ROOM];
		const struct summary *lost = result_of(scenario, losses[i].pattern, kind->name);
		if (!lost || !(lost->mean > 0.0) || !(arrived > 0.0))
			continue;
		number_share(share, lost->mean / arrived, lost->half_width / arrived);
		prose_say(text, "%s%s %% %s", first ? "" : ", ", share, losses[i].words);
		first = false;
	}
	if (!first)
		prose_say(text, ". ");
}

/* Where the model says by what it is judged, words are about the kinds of work of which that speaks. */
static bool is_judged(const struct model *model, const struct kind *kind)
{
	size_t length = strlen(kind->name);
	for (uint32_t i = 0; i < model->judged_count; i++) {
		const char *name = model->judged[i];
		if (strncmp(name, "work.", 5) == 0 && strncmp(name + 5, kind->name, length) == 0 && name[5 + length] == '.')
			return true;
	}
	return false;
}

/* Those that the model names, without its repairs; where it is judged by the work of some, these. Returns how many. */
static uint32_t list_kinds(const struct model *model, const struct kind **list)
{
	uint32_t all = 0, judged = 0;
	for (uint32_t k = 0; k < model->kind_count; k++)
		judged += !model->kinds[k].hidden && is_judged(model, &model->kinds[k]);
	for (uint32_t k = 0; k < model->kind_count; k++)
		if (!model->kinds[k].hidden && (judged == 0 || is_judged(model, &model->kinds[k])))
			list[all++] = &model->kinds[k];
	return all;
}

static void print_kinds(const struct result_scenario *scenario, struct document *to)
{
	const struct kind **kinds = arena_take(to->arena, scenario->model->kind_count + 1, sizeof *kinds);
	uint32_t count = list_kinds(scenario->model, kinds);
	for (uint32_t i = 0; i < count && count <= KINDS_IN_WORDS; i++) {
		struct prose text = { .length = 0 };
		const struct kind *kind = kinds[i];
		if (report_project_answer(scenario, kind, to))
			continue;
		if (result_of(scenario, "work.%s.time", kind->name))
			say_time(&text, scenario, kind);
		else
			prose_say(&text, "%s: nothing was completed in the time observed. ", answer_called(kind->title, kind->name));
		answer_say_promise(&text, scenario, kind);
		answer_say_budget(&text, scenario, kind);
		say_losses(&text, scenario, kind);
		report_goal_say(&text, scenario, kind, to->arena);
		print(&text, to);
	}
}

/* Runs that end by themselves have an end worth knowing. */
static void say_end(struct prose *text, const struct result_scenario *scenario)
{
	char number[NUMBER_ROOM];
	const struct summary *end = result_find(scenario, "total.end");
	if (!end || (isfinite(scenario->model->length) && scenario->model->items == UINT64_MAX))
		return;
	number_interval(number, end->mean, end->half_width);
	if (scenario->model->items == UINT64_MAX)
		prose_say(text, "all is done after %s %s. ", number, scenario->model->time_unit);
	else
		prose_say(text, "the run is over after %s %s. ", number, scenario->model->time_unit);
}

/* How many replications would make the widest interval narrow: its half width shrinks with their square root. */
static void say_precision(struct prose *text, const struct result_scenario *scenario, struct arena *arena)
{
	const struct kind **kinds = arena_take(arena, scenario->model->kind_count + 1, sizeof *kinds), *widest = NULL;
	uint32_t count = list_kinds(scenario->model, kinds);
	double worst = WIDE;
	for (uint32_t i = 0; i < count; i++) {
		const struct summary *time = result_of(scenario, "work.%s.time", kinds[i]->name);
		if (time && time->half_width > worst * time->mean) {
			worst = time->half_width / time->mean;
			widest = kinds[i];
		}
	}
	if (!widest)
		return;
	double needed = ceil((double)scenario->finished_count * worst * worst / (NARROW * NARROW) / 10.0) * 10.0;
	char number[NUMBER_ROOM];
	number_round(number, needed, 0);
	prose_say(text, "the interval is wide: ±%.0f %% for the time of %s; about %s replications would make it ±%.0f %%. ", 100.0 * worst,
		answer_called(widest->title, widest->name), number, 100.0 * NARROW);
}

void answer_print(const struct result_scenario *scenario, struct document *to)
{
	struct prose text = { .length = 0 };
	if (!plan_is_all(scenario->model)) {
		say_limits(&text, scenario);
		print(&text, to);
		say_end(&text, scenario);
		print(&text, to);
	}
	print_kinds(scenario, to);
	say_precision(&text, scenario, to->arena);
	print(&text, to);
}
