/* What a traced run tells: nothing of it changes by being told, and all of it adds up to what the ledger says. Times are in minutes. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "engine_run.h"

enum { KINDS = 3, CAUSES = 24, ITEMS = 5000 };

/* What has been told of the items of one kind. */
struct told {
	double begun[ITEMS], last[ITEMS];      /* its arrival; the end of its last row */
	double time[ITEMS][CAUSES];            /* so far */
	double completed[CAUSES];              /* by completed items */
	uint64_t entered, ended[TRACE_ENTERED + 1];
};

struct listener {
	const char *what;
	bool forks;                            /* rows of branches overlap */
	struct told kinds[KINDS];
};

static bool near(double a, double b)
{
	return fabs(a - b) <= 1e-9 * fmax(1.0, fmax(fabs(a), fabs(b)));
}

static void leaves(const struct listener *listener, struct told *told, const struct engine_spell *spell, uint64_t i)
{
	double sum = 0.0;
	for (size_t c = 0; c < CAUSES; c++) {
		sum += told->time[i][c];
		if (spell->outcome == TRACE_COMPLETED)
			told->completed[c] += told->time[i][c];
	}
	cr_expect(listener->forks || near(sum, spell->end - told->begun[i]), "%s: what is told of item %d adds up to %.17g, not %.17g", listener->what,
		(int)spell->number, sum, spell->end - told->begun[i]);
	told->ended[spell->outcome]++;
}

/* Each row begins where the one before it and the waits since then end. */
static void listen(void *context, const struct engine_spell *spell)
{
	struct listener *listener = context;
	cr_assert(spell->kind < KINDS && spell->number >= 1 && spell->number <= ITEMS, "%s", listener->what);
	struct told *told = &listener->kinds[spell->kind];
	uint64_t i = spell->number - 1;
	double wait = 0.0;
	if (spell->event == TRACE_ARRIVAL) {
		cr_expect(spell->number == ++told->entered, "%s: items are numbered as they come", listener->what);
		told->begun[i] = told->last[i] = spell->start;
	}
	for (uint32_t k = 0; k < spell->wait_count; k++) {
		told->time[i][spell->waits[k].cause] += spell->waits[k].time;
		wait += spell->waits[k].time;
	}
	cr_expect(listener->forks || near(told->last[i] + wait, spell->start), "%s: item %d waits from %.17g for %.17g, but begins at %.17g",
		listener->what, (int)spell->number, told->last[i], wait, spell->start);
	cr_expect(spell->joined <= spell->start && spell->start <= spell->end, "%s", listener->what);
	told->last[i] = spell->end;
	if (spell->event == TRACE_SPELL)
		told->time[i][spell->cause] += spell->end - spell->start;
	if (spell->event == TRACE_LEAVING)
		leaves(listener, told, spell, i);
}

/* For each completed item of a kind, by cause. */
static void compare_with_ledger(const struct listener *listener, const struct ran *ran, uint32_t kind)
{
	const struct told *told = &listener->kinds[kind];
	char name[200];
	snprintf(name, sizeof name, "work.%s.completed", ran->model->kinds[kind].name);
	double completed = ran_metric(ran, name);
	cr_expect((double)told->ended[TRACE_COMPLETED] == completed, "%s: %s", listener->what, name);
	for (uint32_t cause = 0; cause < CAUSE_RESOURCE + ran->model->resource_count && completed > 0.0 && !listener->forks; cause++) {
		snprintf(name, sizeof name, "work.%s.time.%s", ran->model->kinds[kind].name, cause_name(ran->model, cause));
		int metric = metric_find(&ran->model->metrics, name);
		double mean = metric >= 0 ? ran->row[metric] : 0.0;
		cr_expect(near(told->completed[cause] / completed, mean), "%s: %s is %.17g, but told is %.17g", listener->what, name, mean,
			told->completed[cause] / completed);
	}
}

/* The run of the listener's model that is told, beside one that is not. */
static void follow(struct listener *listener, const char *text)
{
	struct ran ran = ran_text(text, 1, 1);
	cr_assert(ran.built && ran.end == ENGINE_DONE, "%s: %s", listener->what, ran.note.text);
	struct engine_trace trace = { .tell = listen, .context = listener };
	struct engine_order order = { .seed = 1, .replication = 1, .trace = &trace };
	struct engine_note note;
	double *row = calloc(ran.model->metrics.count, sizeof *row);
	cr_assert(row && engine_run(ran.model, &order, row, &note) == ENGINE_DONE, "%s", listener->what);
	cr_expect(note.events == ran.note.events && note.items == ran.note.items, "%s: other events", listener->what);
	for (size_t i = 0; i < ran.model->metrics.count; i++)
		cr_expect(memcmp(&row[i], &ran.row[i], sizeof *row) == 0 || (isnan(row[i]) && isnan(ran.row[i])), "%s: %s is %.17g, not %.17g",
			listener->what, ran.model->metrics.list[i].name, row[i], ran.row[i]);
	for (uint32_t k = 0; k < ran.model->kind_count; k++)
		if (!ran.model->kinds[k].hidden)
			compare_with_ledger(listener, &ran, k);
	free(row);
	ran_done(&ran);
}

#define RUN "run = { length = 5000; warmup = 'none'; };"

static const struct {
	const char *what, *text;
	bool forks;
	enum trace_outcome some;               /* an end that some items of the first kind must come to */
} lines[] = {
	{ .what = "the plainest queues, with rework and scrap", .some = TRACE_SCRAPPED, .text = RUN
		"stations = { a = { machines = 1; time = 'exponential(3)'; }; b = { machines = 2; time = 'exponential(5)'; }; };"
		"work = { k = { arrive = { every = 'exponential(5)'; }; process = ( 'a', { at = 'b'; rework = { chance = '20%'; to = 'a'; share = '50%'; at_most = 2; };"
		" next = ( { chance = '5%'; to = 'scrap'; } ); } ); }; };" },
	{ .what = "shifts, failures, set-ups and urgent work", .text = RUN
		"resources = { clerk = { number = 2; calendar = 'daily 06:00-12:00, 13:00-22:00'; at_shift_end = 'pause'; };"
		" tool = { fails = { every = 'exponential(300)'; repair = 'exponential(30)'; }; }; };"
		"stations = { s = { machines = 2; needs_one_of = [ 'clerk', 'tool' ]; time = 'uniform(5, 12)'; setup = { on = 'kind'; time = 4; };"
		" fails = { every = 'exponential(200)'; repair = 'exponential(20)'; }; };"
		" u = { machines = 1; needs = { tool = 1; }; time = 'exponential(4)'; queue = { order = 'priority'; preempt = 'resume'; }; }; };"
		"work = { k = { priority = 2; arrive = { every = 'exponential(25)'; }; process = ( 's', 'u' ); };"
		" l = { priority = 1; arrive = { every = 'exponential(25)'; }; process = ( { name = 'rest'; wait = 'exponential(7)'; }, 's', 'u' ); }; };" },
	{ .what = "batches before little room, and the impatient", .some = TRACE_LEFT, .text = RUN
		"stations = { oven = { machines = 1; batch = { size = 3; wait_at_most = 20; }; time = 8;"
		" fails = { every = 'exponential(100)'; repair = 'exponential(9)'; }; }; out = { machines = 1; time = 'exponential(3)'; queue = { limit = 1; patience = 5; }; }; };"
		"work = { k = { arrive = { every = 'exponential(4)'; }; process = ( 'oven', 'out' ); }; };" },
	{ .what = "what is taken, started and turned away", .some = TRACE_TURNED_AWAY, .text = RUN
		"resources = { bed = { number = 4; }; };"
		"stations = { in = { machines = 1; time = 'exponential(3)'; queue = { limit = 2; when_full = 'turn_away'; }; };"
		" lab = { machines = 1; time = 'exponential(4)'; }; };"
		"work = { k = { arrive = { every = 'exponential(5)'; }; process = ( 'in', { name = 'admit'; take = { bed = 1; }; },"
		" { name = 'tests'; start = { kind = 'probe'; number = 2; wait_for = true; }; }, { name = 'stay'; wait = 'exponential(9)'; give = { bed = 1; }; } ); };"
		" probe = { process = ( 'lab' ); }; };" },
	{ .what = "branches, of which the first is enough", .forks = true, .some = TRACE_COMPLETED, .text = RUN
		"stations = { a = { machines = 1; time = 'exponential(3)'; }; b = { machines = 1; time = 'exponential(3)'; }; };"
		"work = { k = { arrive = { every = 'exponential(5)'; }; process = ( { name = 'both'; together = ( ( 'a' ), ( 'b' ) ); join = 1; rest = 'cancel'; },"
		" { name = 'after'; wait = 2; } ); }; };" },
	{ .what = "a plan in one line, with lags, dates and what comes back", .some = TRACE_COMPLETED, .text = RUN
		"resources = { m = { number = 1; }; };"
		"work = { k = { arrive = { every = 'exponential(30)'; }; project = { a = { time = 'exponential(3)'; needs = { m = 1; };"
		" affected_by = { c = { chance = '30%'; share = '50%'; }; }; }; b = { time = 'exponential(4)'; after = { task = 'a'; lag = 2; }; needs = { m = 1; };"
		" rework = { chance = '20%'; }; }; w = { wait = 'exponential(2)'; after = 'b'; chance = '50%'; }; c = { time = 1; after = 'w'; not_before = 15; }; }; }; };" },
	{ .what = "a plan with tasks side by side", .forks = true, .some = TRACE_LEFT, .text = RUN
		"stations = { s = { time = 'exponential(5)'; queue = { patience = 30; }; }; };"
		"work = { k = { arrive = { every = 'exponential(20)'; }; project = { a = { at = 's'; }; b = { at = 's'; after = { task = 'a'; link = 'start-start'; }; };"
		" c = { time = 2; after = { task = 'b'; link = 'finish-finish'; lag = 3; }; }; d = { at = 's'; after = ( 'b', 'c' ); }; }; }; };" },
	{ .what = "one comes as one leaves", .some = TRACE_COMPLETED, .text = RUN
		"stations = { a = { machines = 1; time = 'exponential(3)'; }; b = { machines = 1; time = 'exponential(2)'; }; };"
		"work = { k = { arrive = { keep = 5; }; process = ( 'a', 'b' ); }; };" },
};

Test(engine_trace, a_run_that_is_told_is_the_same_run_and_adds_up_to_its_ledger)
{
	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		struct listener *listener = calloc(1, sizeof *listener);
		cr_assert_not_null(listener);
		listener->what = lines[i].what;
		listener->forks = lines[i].forks;
		follow(listener, lines[i].text);
		cr_expect(listener->kinds[0].entered > 100, "%s: too little happens", lines[i].what);
		cr_expect(!lines[i].some || listener->kinds[0].ended[lines[i].some] > 0, "%s: none ends so", lines[i].what);
		free(listener);
	}
}

/* How many items of the second kind the n-th of the first has started, and whether it had come by then. */
struct births {
	uint64_t entered, started[ITEMS];
};

static void count_birth(void *context, const struct engine_spell *spell)
{
	struct births *births = context;
	bool started = spell->event == TRACE_ARRIVAL && spell->kind == 1;
	births->entered += spell->event == TRACE_ARRIVAL && spell->kind == 0;
	cr_expect(started == (spell->starter_kind != NONE), "only what is started has a starter");
	if (!started)
		return;
	cr_assert(spell->starter_kind == 0 && spell->starter >= 1 && spell->starter <= births->entered);
	births->started[spell->starter]++;
}

/* Branches start for the item that they are of. */
Test(engine_trace, who_is_started_is_told_by_whom)
{
	struct ran ran = ran_text("run = { length = 2000; warmup = 'none'; }; stations = { a = { machines = 1; time = 1; }; };"
		"work = { k = { arrive = { every = 10; }; process = ( 'a', ( ( { name = 'one'; wait = 1; start = 'child'; } ),"
		" ( { name = 'two'; wait = 2; start = { kind = 'child'; number = 2; }; } ) ) ); }; child = { process = ( 'a' ); }; };", 1, 1);
	cr_assert(ran.built && ran.end == ENGINE_DONE);
	struct births *births = calloc(1, sizeof *births);
	struct engine_trace trace = { .tell = count_birth, .context = births };
	struct engine_order order = { .seed = 1, .replication = 1, .trace = &trace };
	struct engine_note note;
	double *row = calloc(ran.model->metrics.count, sizeof *row);
	cr_assert(births && row && engine_run(ran.model, &order, row, &note) == ENGINE_DONE);
	cr_expect(births->entered > 100);
	for (uint64_t i = 1; i < births->entered; i++)
		cr_expect_eq(births->started[i], 3, "item %d started %d", (int)i, (int)births->started[i]);
	free(births);
	free(row);
	ran_done(&ran);
}

/* What is told of the items that have left, where all have. */
static void add_cost(void *context, const struct engine_spell *spell)
{
	double *costs = context;
	cr_expect(spell->event == TRACE_LEAVING || spell->cost == 0.0, "only who leaves has a bill");
	costs[spell->kind] += spell->cost;
}

Test(engine_trace, what_items_have_cost_adds_up_to_what_their_kind_has)
{
	struct ran ran = ran_text("run = { warmup = 'none'; }; clock = { unit = 'h'; };"
		"resources = { clerk = { number = 2; cost_per_hour = 30.0; cost_per_use = 1.0; }; bed = { number = 3; cost_per_hour = 4.0; }; };"
		"stations = { a = { machines = 1; time = 'exponential(1)'; cost_per_busy_hour = 12.0; needs = { clerk = 1; }; };"
		" oven = { machines = 1; time = 'exponential(2)'; batch = { size = 2; wait_at_most = 3; }; cost_per_use = 7.0; queue = { limit = 2; }; }; };"
		"work = { k = { arrive = { every = 'exponential(3)'; at_most = 200; }; cost = 5.0; holding_cost_per_hour = 0.5; late_cost_per_hour = 2.0; promise = '6 h';"
		" process = ( { name = 'in'; take = { bed = 1; }; }, { at = 'a'; rework = { chance = '20%'; to = 'a'; }; }, ( ( { name = 'more'; at = 'a'; } ), ( { at = 'oven'; cost = 3.0; } ) ),"
		" { name = 'rest'; wait = 'exponential(1)'; give = { bed = 1; }; next = ( { to = 'scrap'; chance = '10%'; } ); } ); };"
		" l = { arrive = { every = 'exponential(9)'; at_most = 50; }; process = ( 'a', 'oven' ); }; };", 3, 1);
	double costs[2] = { 0.0 };
	struct engine_trace trace = { .tell = add_cost, .context = costs };
	struct engine_order order = { .seed = 3, .replication = 1, .trace = &trace };
	struct engine_note note;
	cr_assert(ran.built && ran.end == ENGINE_DONE, "%s", ran.problems.count ? ran.problems.list[0].text : ran.note.text);
	double *row = calloc(ran.model->metrics.count, sizeof *row);
	cr_assert(row && engine_run(ran.model, &order, row, &note) == ENGINE_DONE);
	cr_expect_gt(ran_metric(&ran, "work.k.scrapped"), 0.0);
	for (uint32_t k = 0; k < 2; k++) {
		const char *name = ran.model->kinds[k].name;
		double completed = ran_metric(&ran, arena_format(&ran.arena, "work.%s.completed", name));
		double each = ran_metric(&ran, arena_format(&ran.arena, "work.%s.cost", name));
		cr_expect(near(costs[k], completed * each), "%s: told %.12g, not %.12g", name, costs[k], completed * each);
	}
	free(row);
	ran_done(&ran);
}
