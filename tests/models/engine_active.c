/* When stations and resources are active without a break, as told while a run goes on, and that nothing changes by being told. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "engine_run.h"

enum { PLACES = 8 };

struct listener {
	const char *what;
	double since[PLACES], time[PLACES];    /* since: INFINITY while it is not active; time: in whole periods */
	char periods[PLACES][200];
	double last;
	uint64_t told;
};

/* What is told of one changes by turns, and time never goes back. */
static void listen(void *context, uint32_t whom, bool active, double now)
{
	struct listener *listener = context;
	cr_assert(whom < PLACES && now >= listener->last, "%s", listener->what);
	cr_expect(active != (listener->since[whom] < INFINITY), "%s: told twice", listener->what);
	char *text = listener->periods[whom];
	size_t used = strlen(text), room = sizeof listener->periods[0] - used;
	if (active) {
		snprintf(text + used, room, "%s%g-", used ? " " : "", now);
	} else {
		cr_expect(now > listener->since[whom], "%s: a period without time", listener->what);
		snprintf(text + used, room, "%g", now);
		listener->time[whom] += now - listener->since[whom];
	}
	listener->since[whom] = active ? now : INFINITY;
	listener->last = now;
	listener->told++;
}

/* The run that is told, beside one that is not. */
static struct ran follow(struct listener *listener, const char *what, const char *text)
{
	struct ran ran = ran_text(text, 1, 1);
	cr_assert(ran.built && ran.end == ENGINE_DONE, "%s: %s", what, ran.note.text);
	*listener = (struct listener){ .what = what };
	for (size_t i = 0; i < PLACES; i++)
		listener->since[i] = INFINITY;
	struct engine_active active = { .tell = listen, .context = listener };
	struct engine_order order = { .seed = 1, .replication = 1, .active = &active,
		.warmup = ran.model->warmup_how == WARMUP_TIME ? ran.model->warmup : 0.0 };
	struct engine_note note;
	double *row = calloc(ran.model->metrics.count, sizeof *row);
	cr_assert(row && engine_run(ran.model, &order, row, &note) == ENGINE_DONE, "%s", what);
	cr_expect(note.events == ran.note.events && note.items == ran.note.items, "%s: other events", what);
	cr_expect(active.end == ran.note.end, "%s: ends at %g", what, active.end);
	for (size_t i = 0; i < ran.model->metrics.count; i++)
		cr_expect(memcmp(&row[i], &ran.row[i], sizeof *row) == 0 || (isnan(row[i]) && isnan(ran.row[i])), "%s: %s is %.17g, not %.17g", what,
			ran.model->metrics.list[i].name, row[i], ran.row[i]);
	free(row);
	return ran;
}

static uint32_t find(const struct model *model, const char *name)
{
	for (uint32_t i = 0; i < model->resource_count; i++)
		if (strcmp(model->resources[i].name, name) == 0)
			return i;
	for (uint32_t i = 0; i < model->station_count; i++)
		if (strcmp(model->stations[i].name, name) == 0)
			return model->resource_count + i;
	cr_assert(false, "nothing is called %s", name);
	return 0;
}

/* --- by hand ---------------------------------------------------------------------------------------------------------------------- */

#define RUN(length) "clock = { unit = 'h'; start = '2026-01-05'; }; run = { length = " length "; warmup = 'none'; };"
#define COME(at, process) "work = { k = { arrive = { at = ( " at " ); }; process = ( " process " ); }; };"

struct told {
	const char *what, *text;
	struct { const char *name, *periods; } expected[4];
};

static const struct told alone[] = {
	{ .what = "two stations, one after the other", .text = RUN("20")
		"stations = { a = { time = 3; }; b = { time = 5; }; };" COME("0, 1, 10", "'a', 'b'"),
		.expected = { { "a", "0-6 10-13" }, { "b", "3-18" } } },
	{ .what = "who has no room for what is done waits", .text = RUN("20")
		"stations = { a = { time = 2; }; b = { time = 5; queue = { limit = 0; }; }; };" COME("0, 0, 0", "'a', 'b'"),
		.expected = { { "a", "0-4 7-9" }, { "b", "2-17" } } },
	{ .what = "a repair is no wait, with or without work in hand", .text = RUN("16")
		"stations = { a = { time = 6; fails = { every = 4; repair = 3; }; }; };" COME("0", "'a'"),
		.expected = { { "a", "0-9 11-14" } } },
	{ .what = "nor is it while there is no room", .text = RUN("22")
		"stations = { a = { time = 2; fails = { every = 6; repair = 3; }; }; b = { time = 9; queue = { limit = 0; }; }; };"
		COME("0, 0", "'a', 'b'"), .expected = { { "a", "0-4 6-9 15-18" }, { "b", "2-20" } } },
	{ .what = "a machine that is set up is active", .text = RUN("20")
		"stations = { a = { time = 2; setup = { on = 'kind'; time = 3; }; }; };"
		"work = { k = { arrive = { at = ( 0, 9 ); }; process = ( 'a' ); }; l = { arrive = { at = ( 2 ); }; process = ( 'a' ); }; };",
		.expected = { { "a", "0-7 9-14" } } },
	{ .what = "who waits for a batch to be full is not", .text = RUN("20")
		"stations = { a = { time = 2; batch = { size = 2; }; }; };" COME("0, 3, 4, 5", "'a'"), .expected = { { "a", "3-7" } } },
	{ .what = "what lasts beyond the run has no end", .text = RUN("6") "stations = { a = { time = 9; }; };" COME("1", "'a'"),
		.expected = { { "a", "1-" } } },
	{ .what = "what can do any number of things at once is never active", .text = RUN("9")
		"stations = { a = { machines = 'unlimited'; time = 5; }; };" COME("1, 2", "'a'"), .expected = { { "a", "" } } },
};

static const struct told several[] = {
	{ .what = "two machines, when both are at work", .text = RUN("20") "stations = { a = { machines = 2; time = 4; }; };" COME("0, 1, 3", "'a'"),
		.expected = { { "a", "1-5" } } },
	{ .what = "and none of them waits for room", .text = RUN("20")
		"stations = { a = { machines = 2; time = 2; }; b = { time = 9; queue = { limit = 0; }; }; };" COME("0, 0, 0", "'a', 'b'"),
		.expected = { { "a", "0-2" }, { "b", "2-" } } },
	{ .what = "two people, when both are", .text = RUN("20") "resources = { clerk = { number = 2; }; };"
		"stations = { a = { needs = { clerk = 1; }; machines = 'unlimited'; time = 4; }; };" COME("0, 1, 3", "'a'"),
		.expected = { { "clerk", "1-5" }, { "a", "" } } },
	{ .what = "what is taken is in use until it is given back", .text = RUN("20") "resources = { bed = { number = 2; }; };"
		"stations = { a = { time = 3; }; };" COME("0, 1", "{ name = 'in'; take = { bed = 1; }; }, { at = 'a'; give = { bed = 1; }; }"),
		.expected = { { "bed", "1-3" }, { "a", "0-6" } } },
	{ .what = "work that is stopped waits for whom it needs", .text = RUN("24")
		"resources = { clerk = { calendar = 'daily 08:00-12:00, 13:00-17:00'; at_shift_end = 'pause'; }; };"
		"stations = { a = { machines = 1; needs = { clerk = 1; }; time = 5; }; };" COME("10", "'a'"),
		.expected = { { "clerk", "10-12 13-16" }, { "a", "10-12 13-16" } } },
	{ .what = "overtime is off duty, and the machine has no hours", .text = RUN("24")
		"resources = { clerk = { calendar = 'daily 08:00-12:00'; }; };"
		"stations = { a = { machines = 1; needs = { clerk = 1; }; time = 5; }; };" COME("10", "'a'"),
		.expected = { { "clerk", "10-12" }, { "a", "10-15" } } },
	{ .what = "the end of its shift cuts a machine's period", .text = RUN("24")
		"stations = { a = { time = 5; calendar = 'daily 08:00-12:00, 13:00-17:00'; }; };" COME("10", "'a'"),
		.expected = { { "a", "10-12 13-15" } } },
	/* Two, then three, then one on duty; at work are two from 8, three from 10.5, one from 11 to 14.5. */
	{ .what = "who comes on duty is free", .text = RUN("24")
		"resources = { clerk = { shifts = ( { number = 2; hours = 'daily 08:00-12:00'; }, { hours = 'daily 10:00-16:00'; } ); }; };"
		"stations = { a = { machines = 'unlimited'; needs = { clerk = 1; }; time = 3; }; b = { machines = 'unlimited'; needs = { clerk = 1; }; time = 4; }; };"
		"work = { k = { arrive = { at = ( 8, 8 ); }; process = ( 'a' ); }; l = { arrive = { at = ( 10.5 ); }; process = ( 'b' ); }; };",
		.expected = { { "clerk", "8-10 10.5-11 12-14.5" } } },
};

static void check(const struct told *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct listener listener;
		struct ran ran = follow(&listener, cases[i].what, cases[i].text);
		for (size_t k = 0; k < COUNT_OF(cases[i].expected) && cases[i].expected[k].name; k++) {
			const char *periods = listener.periods[find(ran.model, cases[i].expected[k].name)];
			cr_expect_str_eq(periods, cases[i].expected[k].periods, "%s: %s is active %s", cases[i].what, cases[i].expected[k].name, periods);
		}
		ran_done(&ran);
	}
}

Test(engine_active, a_machine_is_active_from_one_wait_to_the_next)
{
	check(alone, COUNT_OF(alone));
}

Test(engine_active, several_are_active_while_none_could_take_up_more)
{
	check(several, COUNT_OF(several));
}

/* --- by the row ------------------------------------------------------------------------------------------------------------------- */

/* One machine is active for as long as it is at work, set up or under repair, or somebody forgot something. */
static const struct { const char *what, *text; } lines[] = {
	{ .what = "failures, set-ups and little room", .text = RUN("5000")
		"stations = { a = { time = 'exponential(3)'; setup = { on = 'kind'; time = 1; }; fails = { every = 'exponential(90)'; repair = 'exponential(9)'; }; };"
		" b = { time = 'exponential(4)'; queue = { limit = 1; }; fails = { every = 'exponential(70)'; repair = 5; counts = 'busy time'; }; };"
		" c = { time = 'uniform(1, 5)'; queue = { limit = 0; }; }; };"
		"work = { k = { arrive = { every = 'exponential(14)'; }; process = ( 'a', 'b', { at = 'c'; rework = { chance = '10%'; to = 'a'; }; } ); };"
		" l = { arrive = { every = 'exponential(16)'; }; process = ( 'b', 'a' ); }; };" },
	{ .what = "urgent work, batches and people who go home", .text = RUN("5000")
		"resources = { clerk = { number = 2; calendar = 'daily 06:00-12:00, 13:00-22:00'; at_shift_end = 'pause'; };"
		" tool = { fails = { every = 'exponential(300)'; repair = 'exponential(30)'; }; }; };"
		"stations = { a = { machines = 1; needs_one_of = [ 'clerk', 'tool' ]; time = 'uniform(5, 12)'; fails = { every = 'exponential(200)'; repair = 20; }; };"
		" b = { machines = 1; needs = { clerk = 1; }; time = 'exponential(4)'; queue = { order = 'priority'; preempt = 'resume'; }; };"
		" c = { batch = { size = 3; wait_at_most = 20; }; time = 8; queue = { patience = 30; }; }; };"
		"work = { k = { priority = 2; arrive = { every = 'exponential(25)'; }; process = ( 'a', 'b', 'c' ); };"
		" l = { priority = 1; arrive = { every = 'exponential(25)'; }; process = ( 'c', 'b' ); }; };" },
	{ .what = "plain queues", .text = "clock = { unit = 'h'; }; run = { length = 9000; warmup = 1000; };"
		"stations = { a = { time = 'exponential(1)'; }; };"
		"work = { k = { arrive = { every = 'exponential(1.2)'; }; process = ( 'a' ); }; };" },
};

static double share(const struct ran *ran, const char *pattern, const char *station)
{
	char name[100];
	snprintf(name, sizeof name, pattern, station);
	int metric = metric_find(&ran->model->metrics, name);
	return metric >= 0 ? ran->row[metric] : 0.0;
}

Test(engine_active, a_run_that_is_told_is_the_same_run_and_its_periods_add_up)
{
	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		struct listener listener;
		struct ran ran = follow(&listener, lines[i].what, lines[i].text);
		cr_expect(listener.told > 500, "%s: too little happens", lines[i].what);
		for (uint32_t s = 0; s < ran.model->station_count && ran.model->warmup_how != WARMUP_TIME; s++) {
			const char *name = ran.model->stations[s].name;
			uint32_t whom = ran.model->resource_count + s;
			double time = listener.time[whom] + fmax(0.0, ran.note.end - listener.since[whom]), expected = share(&ran, "stations.%s.utilisation", name)
				+ share(&ran, "stations.%s.setup", name) + share(&ran, "stations.%s.down", name);
			cr_expect(fabs(time / ran.note.end - expected) < 1e-9, "%s: %s is active for %.12g of the time, not %.12g", lines[i].what, name,
				time / ran.note.end, expected);
		}
		ran_done(&ran);
	}
}
