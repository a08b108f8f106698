/* Where the time goes: at every instant each item has one cause, and the causes add up to its time. Times are in minutes, or in
   hours where there are shifts; every number is computed by hand in the comment above its model. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "engine_run.h"

#define HOURS "clock = { unit = 'h'; };"

/* The sum of all metrics PREFIX.C where C is a cause; counts them. */
static double sum_of_causes(const struct ran *ran, const char *prefix, int *count)
{
	static const char *const causes[] = { "working", "rework", "setup", "wait.", "preempted", "blocked", "batch", "partner", "decision", "planned" };
	size_t length = strlen(prefix);
	double sum = 0.0;
	*count = 0;
	for (size_t i = 0; i < ran->model->metrics.count; i++) {
		const char *name = ran->model->metrics.list[i].name;
		if (strncmp(name, prefix, length) != 0 || name[length] != '.')
			continue;
		for (size_t c = 0; c < COUNT_OF(causes); c++) {
			bool whole = causes[c][strlen(causes[c]) - 1] != '.';
			if (whole ? strcmp(name + length + 1, causes[c]) != 0 : strncmp(name + length + 1, causes[c], strlen(causes[c])) != 0)
				continue;
			if (strcmp(name + length + 1, "wait.p90") == 0)
				continue;
			sum += ran->row[i];
			(*count)++;
		}
	}
	return sum;
}

static void adds_up(const char *what, const struct ran *ran, const char *whole)
{
	int count;
	double sum = sum_of_causes(ran, whole, &count), value = ran_metric(ran, whole);
	if (count)
		cr_expect(isnan(value) || fabs(sum - value) <= 1e-12 * fmax(1.0, value), "%s: the causes of %s are %.17g, not %.17g", what, whole, sum, value);
}

static void all_add_up(const char *what, const char *text)
{
	struct ran ran = ran_text(text, 1, 1);
	char name[200];
	int count;
	if (!ran.built || ran.end != ENGINE_DONE) {
		cr_expect(false, "%s: %s\n%s", what, ran.note.text, text);
		ran_done(&ran);
		return;
	}
	for (uint32_t k = 0; k < ran.model->kind_count; k++) {
		if (ran.model->kinds[k].hidden)
			continue;
		snprintf(name, sizeof name, "work.%s.time", ran.model->kinds[k].name);
		adds_up(what, &ran, name);
		sum_of_causes(&ran, name, &count);
		cr_expect(count > 0, "%s: no cause of %s", what, name);
	}
	for (uint32_t s = 0; s < ran.model->named_stations; s++) {
		snprintf(name, sizeof name, "stations.%s.queue", ran.model->stations[s].name);
		adds_up(what, &ran, name);
	}
	ran_done(&ran);
}

static void ledger_cases(const struct engine_case *cases, size_t count)
{
	engine_cases(cases, count);
	for (size_t i = 0; i < count; i++)
		all_add_up(cases[i].what, cases[i].text);
}

#define STATION(rest) "stations = { s = { machines = 1; time = 3; " rest " }; };"
#define KIND(name, at, rest) " " name " = { arrive = { at = ( " at " ); }; " rest " process = ( 's' ); };"
#define TIMED(name, at, time) " " name " = { arrive = { at = ( " at " ); }; process = ( { at = 's'; time = " time "; } ); };"

Test(engine_ledger, what_an_item_does_itself)
{
	static const struct engine_case cases[] = {
		/* 0-3, 3-6: the second waits for the machine. */
		{ .what = "work, and waiting for a machine", .text = STATION("") "work = {" KIND("k", "0, 1", "") " };",
		  .expected = { { "work.k.time", 4 }, { "work.k.time.working", 3 }, { "work.k.time.wait.machine", 1 }, { "stations.s.queue", 2.0 / 6 } } },
		/* s 0-4, t 4-5, s again (half) 5-7, t (half) 7-7.5. */
		{ .what = "rework", .text = "stations = { s = { time = 4; }; t = { time = 1; }; };"
			"work = { k = { arrive = { at = ( 0 ); }; process = ( 's', { at = 't'; rework = { chance = '100%'; to = 's'; share = '50%'; at_most = 1; }; } ); }; };",
		  .expected = { { "work.k.time", 7.5 }, { "work.k.time.working", 5 }, { "work.k.time.rework", 2.5 }, { "work.k.time.wait.machine", 0 }, { "work.k.flow_efficiency", 5 / 7.5 } } },
		/* The step after the one that sent it back is work of the first time again: s 0-4, t 4-5, s 5-9, t 9-10, u 10-12.
		   */
		{ .what = "until the step that sent it back is passed", .text = "stations = { s = { time = 4; }; t = { time = 1; }; u = { time = 2; }; };"
			"work = { k = { arrive = { at = ( 0 ); }; process = ( 's', { at = 't'; rework = { chance = '100%'; to = 's'; at_most = 1; }; }, 'u' ); }; };",
		  .expected = { { "work.k.time.working", 7 }, { "work.k.time.rework", 5 } } },
		/* k at s 0-4, at t 4-5, waits 5-10; b at s set up 4-6, 6-10. k set up 10-12, half of its work 12-14, at t 14-14.5.
		   */
		{ .what = "a setup is a setup, also on the way back", .text = "stations = { s = { time = 4; setup = { on = 'kind'; time = 2; }; }; t = { time = 1; }; };"
			"work = { k = { arrive = { at = ( 0 ); }; process = ( 's', { at = 't'; rework = { chance = '100%'; to = 's'; share = '50%'; at_most = 1; }; } ); };" KIND("b", "1", "") " };",
		  .expected = { { "work.k.time.working", 5 }, { "work.k.time.rework", 2.5 }, { "work.k.time.setup", 2 }, { "work.k.time.wait.machine", 5 }, { "work.b.time.setup", 2 },
			{ "work.b.time.working", 4 }, { "work.b.time.wait.machine", 3 } } },
		{ .what = "a planned wait", .text = STATION("") "work = { k = { arrive = { at = ( 0 ); }; process = ( 's', { name = 'dry'; wait = 7; } ); }; };",
		  .expected = { { "work.k.time.planned", 7 }, { "work.k.time.working", 3 } } },
		/* Two y one after the other 0-3, 3-6. */
		{ .what = "waiting for what it started", .text = STATION("") "work = { x = { arrive = { at = ( 0 ); }; process = ( { name = 'n'; start = { kind = 'y'; number = 2; wait_for = true; }; } ); };"
			" y = { process = ( 's' ); }; };",
		  .expected = { { "work.x.time", 6 }, { "work.x.time.partner", 6 }, { "work.y.time.working", 3 }, { "work.y.time.wait.machine", 1.5 } } },
		/* u 0-2; the branches: s 2-5 and a wait 2-12; then u 12-14. The wait ends last. */
		{ .what = "a join keeps the ledger of the branch that ended last", .text = "stations = { s = { time = 3; }; u = { time = 2; }; };"
			"work = { k = { arrive = { at = ( 0 ); }; process = ( { name = 'a'; at = 'u'; }, { name = 'f'; together = ( ( 's' ), ( { name = 'w'; wait = 10; } ) ); }, { name = 'b'; at = 'u'; } ); }; };",
		  .expected = { { "work.k.time", 14 }, { "work.k.time.planned", 10 }, { "work.k.time.working", 4 } } },
		/* One is enough: s 2-5, u 5-7. */
		{ .what = "or of the one that was enough", .text = "stations = { s = { time = 3; }; u = { time = 2; }; };"
			"work = { k = { arrive = { at = ( 0 ); }; process = ( { name = 'a'; at = 'u'; }, { name = 'f'; together = ( ( 's' ), ( { name = 'w'; wait = 10; } ) ); join = 1; }, { name = 'b'; at = 'u'; } ); }; };",
		  .expected = { { "work.k.time", 7 }, { "work.k.time.planned", 0 }, { "work.k.time.working", 7 } } },
		/* The warm-up ends at 2: the item counts in full where it is completed, its wait 1-3 in the queue from 2 on only.
		   */
		{ .what = "a warm-up", .text = "run = { length = 10; warmup = 2; };" STATION("") "work = {" KIND("k", "0, 1", "") " };",
		  .expected = { { "work.k.time.working", 3 }, { "work.k.time.wait.machine", 1 }, { "stations.s.queue", 1.0 / 8 } } },
	};
	ledger_cases(cases, COUNT_OF(cases));
}

Test(engine_ledger, waiting_for_people_has_their_name)
{
	static const struct engine_case cases[] = {
		/* x has a 0-5, y has b 0-8; z, from 1, lacks a first 1-5, then b 5-8; 8-11. Uses of a: x, z; of b: y, z. */
		{ .what = "the first that is lacking, in the order of needs", .text = "resources = { a = {}; b = {}; }; stations = { p = { needs = { a = 1; }; time = 5; };"
			" q = { needs = { b = 1; }; time = 8; }; s = { machines = 1; needs = { a = 1; b = 1; }; time = 3; }; };"
			"work = { x = { arrive = { at = ( 0 ); }; process = ( 'p' ); }; y = { arrive = { at = ( 0 ); }; process = ( 'q' ); };" KIND("z", "1", "") " };",
		  .expected = { { "work.z.time", 10 }, { "work.z.time.wait.a", 4 }, { "work.z.time.wait.b", 3 }, { "work.z.time.working", 3 }, { "work.z.time.wait.machine", 0 }, { "resources.a.wait", 2 },
			{ "resources.b.wait", 1.5 }, { "stations.s.queue.wait.a", 4.0 / 11 }, { "stations.s.queue.wait.b", 3.0 / 11 }, { "stations.s.queue", 7.0 / 11 } } },
		/* In the other order all of it is b's: 1-8. */
		{ .what = "and in another order another", .text = "resources = { a = {}; b = {}; }; stations = { p = { needs = { a = 1; }; time = 5; };"
			" q = { needs = { b = 1; }; time = 8; }; s = { machines = 1; needs = { b = 1; a = 1; }; time = 3; }; };"
			"work = { x = { arrive = { at = ( 0 ); }; process = ( 'p' ); }; y = { arrive = { at = ( 0 ); }; process = ( 'q' ); };" KIND("z", "1", "") " };",
		  .expected = { { "work.z.time.wait.a", 0 }, { "work.z.time.wait.b", 7 }, { "resources.a.wait", 0 }, { "resources.b.wait", 3.5 } } },
		/* The first z 0-3 with machine and a; the second waits for the machine 1-3 (a is lacking, too), then for a, which x
		   (from 2) has 3-8: x came later than z, but is more urgent. */
		{ .what = "a machine before people", .text = "resources = { a = {}; }; stations = { s = { machines = 1; needs = { a = 1; }; time = 3; }; p = { needs = { a = 1; }; time = 5; }; };"
			"work = {" KIND("z", "0, 1", "priority = 2;") " x = { priority = 1; arrive = { at = ( 2 ); }; process = ( 'p' ); }; };",
		  .expected = { { "work.z.time", (3 + 10) / 2.0 }, { "work.z.time.wait.machine", 1 }, { "work.z.time.wait.a", 2.5 }, { "work.x.time.wait.a", 1 }, { "resources.a.wait", (5 + 1) / 3.0 } } },
		/* Both at work 0-5 and 0-8: z waits for the first of them, 1-5. */
		{ .what = "one of several: the first alternative", .text = "resources = { a = {}; b = {}; }; stations = { p = { needs = { a = 1; }; time = 8; };"
			" q = { needs = { b = 1; }; time = 5; }; s = { needs_one_of = [ 'a', 'b' ]; time = 3; }; };"
			"work = { x = { arrive = { at = ( 0 ); }; process = ( 'p' ); }; y = { arrive = { at = ( 0 ); }; process = ( 'q' ); };" KIND("z", "1", "") " };",
		  .expected = { { "work.z.time", 7 }, { "work.z.time.wait.a", 4 }, { "work.z.time.working", 3 }, { "resources.a.wait", 4 }, { "resources.b.wait", 0 } } },
		/* Two of three units: x has two 0-5; z lacks two of them 1-5. */
		{ .what = "several units of one", .text = "resources = { a = { number = 3; }; }; stations = { p = { needs = { a = 2; }; time = 5; }; s = { needs = { a = 2; }; time = 3; }; };"
			"work = { x = { arrive = { at = ( 0 ); }; process = ( 'p' ); };" KIND("z", "1", "") " };",
		  .expected = { { "work.z.time.wait.a", 4 }, { "resources.a.wait", 2 } } },
		/* x takes the bed 0-5 over two tasks; y waits for it 1-5, then 5-8 and 8-10. */
		{ .what = "what is taken is waited for as well", .text = "resources = { bed = {}; }; stations = { s = { time = 3; }; t = { time = 2; }; };"
			"work = { k = { arrive = { at = ( 0, 1 ); }; process = ( { name = 'in'; take = { bed = 1; }; at = 's'; }, { name = 'out'; at = 't'; give = { bed = 1; }; } ); }; };",
		  .expected = { { "work.k.time", 7 }, { "work.k.time.wait.bed", 2 }, { "work.k.time.working", 5 }, { "work.k.time.wait.machine", 0 }, { "resources.bed.wait", 2 }, { "resources.bed.busy", 1 } } },
		/* Given back before the second task, the bed is free at 3; y 3-6 and, after x (3-5), 6-8. */
		{ .what = "until it is given back", .text = "resources = { bed = {}; }; stations = { s = { time = 3; }; t = { time = 2; }; };"
			"work = { k = { arrive = { at = ( 0, 1 ); }; process = ( { name = 'in'; take = { bed = 1; }; give = { bed = 1; }; at = 's'; }, { name = 'out'; at = 't'; } ); }; };",
		  .expected = { { "work.k.time", 6 }, { "work.k.time.wait.bed", 1 }, { "resources.bed.wait", 1 } } },
		/* Nobody ever wants it: no use, no wait. */
		{ .what = "no use", .text = "run = { length = 10; warmup = 'none'; }; resources = { a = {}; }; stations = { s = { needs = { a = 1; }; time = 3; }; };"
			"work = {" KIND("k", "20", "") " };", .expected = { { "resources.a.wait", NAN } } },
	};
	ledger_cases(cases, COUNT_OF(cases));
}

#define CLERK(end) "resources = { clerk = { calendar = 'daily 08:00-16:00'; at_shift_end = '" end "'; }; };"
#define DESK "stations = { s = { machines = 1; needs = { clerk = 1; }; time = 3; }; };"

Test(engine_ledger, waiting_for_a_shift)
{
	static const struct engine_case cases[] = {
		/* 15-16, stopped 16-32, 32-34. */
		{ .what = "stopped work", .text = HOURS CLERK("pause") DESK "work = {" KIND("k", "15", "") " };",
		  .expected = { { "work.k.time", 19 }, { "work.k.time.working", 3 }, { "work.k.time.wait.shift", 16 } } },
		/* x 15-18 in overtime; y waits for the machine 15.5-16, and from then on for the morning, although the machine is
		   at work until 18: 32-35. */
		{ .what = "waiting when nobody is on shift", .text = HOURS CLERK("finish") DESK "work = {" KIND("x", "15", "") KIND("y", "15.5", "") " };",
		  .expected = { { "work.y.time", 19.5 }, { "work.y.time.wait.machine", 0.5 }, { "work.y.time.wait.shift", 16 }, { "work.y.time.working", 3 }, { "work.x.time.working", 3 },
			{ "work.x.time.wait.shift", 0 }, { "stations.s.queue.wait.shift", 16.0 / 35 }, { "stations.s.queue.wait.machine", 0.5 / 35 } } },
		{ .what = "the station is closed", .text = HOURS "stations = { s = { time = 3; calendar = 'daily 08:00-16:00'; }; }; work = {" KIND("x", "15", "") KIND("y", "15.5", "") " };",
		  .expected = { { "work.y.time.wait.machine", 0.5 }, { "work.y.time.wait.shift", 16 }, { "work.x.time.working", 3 } } },
		/* Two are needed, one is there 12-16: from 13 to 16 a second clerk is lacking, then all are at home. 32-35. */
		{ .what = "too few are not nobody", .text = HOURS "resources = { clerk = { shifts = ( { number = 1; hours = 'daily 08:00-16:00'; }, { number = 1; hours = 'daily 08:00-12:00'; } ); }; };"
			"stations = { s = { needs = { clerk = 2; }; time = 3; }; }; work = {" KIND("k", "13", "") " };",
		  .expected = { { "work.k.time", 22 }, { "work.k.time.wait.clerk", 3 }, { "work.k.time.wait.shift", 16 } } },
		/* The doctor is away from 16, the nurse (who is needed, too) is busy with y 15-18: z waits for the nurse 15.5-16,
		   then for the shift 16-32. */
		{ .what = "one of those who are needed is at home", .text = HOURS "resources = { nurse = {}; doctor = { calendar = 'daily 08:00-16:00'; }; };"
			"stations = { s = { needs = { nurse = 1; doctor = 1; }; time = 3; }; t = { needs = { nurse = 1; }; time = 3; }; };"
			"work = { y = { arrive = { at = ( 15 ); }; process = ( 't' ); };" KIND("z", "15.5", "") " };",
		  .expected = { { "work.z.time", 19.5 }, { "work.z.time.wait.nurse", 0.5 }, { "work.z.time.wait.shift", 16 }, { "work.z.time.wait.doctor", 0 } } },
		/* The senior is away from 12 on; the junior is at work until 14, away from 16 on. y, from 12.5, has one who is
		   there: it waits for the first alternative until 14. z, from 17, for the shift until 32. */
		{ .what = "one of several: all of them are at home", .text = HOURS "resources = { senior = { calendar = 'daily 08:00-12:00'; }; junior = { calendar = 'daily 08:00-16:00'; }; };"
			"stations = { s = { needs_one_of = [ 'senior', 'junior' ]; time = 1; }; t = { needs = { junior = 1; }; time = 2; }; };"
			"work = { x = { arrive = { at = ( 12 ); }; process = ( 't' ); };" KIND("y", "12.5", "") KIND("z", "17", "") " };",
		  .expected = { { "work.y.time.wait.senior", 1.5 }, { "work.y.time.wait.shift", 0 }, { "work.z.time.wait.shift", 15 }, { "work.z.time.wait.senior", 0 } } },
		/* x keeps the permit 14-17; y waits for it 15-16, for the shift 16-32, and has it 32-33. */
		{ .what = "a take", .text = HOURS "resources = { permit = { calendar = 'daily 08:00-16:00'; }; };"
			"work = { x = { arrive = { at = ( 14 ); }; process = ( { name = 'n'; take = { permit = 1; }; wait = 3; } ); };"
			" y = { arrive = { at = ( 15 ); }; process = ( { name = 'n'; take = { permit = 1; }; wait = 1; } ); }; };",
		  .expected = { { "work.x.time.planned", 3 }, { "work.y.time", 18 }, { "work.y.time.wait.permit", 1 }, { "work.y.time.wait.shift", 16 }, { "work.y.time.planned", 1 } } },
		/* Thursday, 24 December: 14-16; Friday is Christmas; Monday 8:00 is 104: 104-107. */
		{ .what = "a holiday", .text = "clock = { unit = 'h'; start = '2026-12-24'; }; calendars = { day = { hours = 'Mon-Fri 08:00-16:00'; except = ( '2026-12-25' ); }; };"
			"resources = { clerk = { calendar = 'day'; at_shift_end = 'pause'; }; };" DESK "work = { k = { arrive = { at = ( 14 ); }; process = ( { at = 's'; time = 5; } ); }; };",
		  .expected = { { "work.k.time.working", 5 }, { "work.k.time.wait.shift", 88 } } },
	};
	ledger_cases(cases, COUNT_OF(cases));
}

#define FAILS(every, repair) "fails = { every = " every "; repair = " repair "; };"
#define WEARS(every, repair) "fails = { every = " every "; repair = " repair "; counts = 'busy time'; };"

Test(engine_ledger, waiting_for_a_repair)
{
	static const struct engine_case cases[] = {
		/* x 8-10, down 10-13, 13-16; y waits for the machine 9-10 and 13-16, for the repair 10-13: x's machine is down, not
		   at work. y 16-21. */
		{ .what = "of the machine", .text = STATION(FAILS("10", "3")) "work = {" TIMED("x", "8", "5") TIMED("y", "9", "5") " };",
		  .expected = { { "work.x.time.working", 5 }, { "work.x.time.wait.repair", 3 }, { "work.y.time.working", 5 }, { "work.y.time.wait.machine", 4 }, { "work.y.time.wait.repair", 3 },
			{ "stations.s.queue.wait.repair", 3.0 / 21 }, { "stations.s.queue.wait.machine", 4.0 / 21 } } },
		/* a 0-5; b set up 7-10, down 10-13, set up 13-14, 14-19. */
		{ .what = "during a setup", .text = STATION("setup = { on = 'kind'; time = 4; };" FAILS("10", "3")) "work = {" TIMED("a", "0", "5") TIMED("b", "7", "5") " };",
		  .expected = { { "work.b.time.setup", 4 }, { "work.b.time.wait.repair", 3 }, { "work.b.time.working", 5 } } },
		/* Two machines, see engine_machine: z waits for a machine 5-10, for the repair 10-16: one is at work again from 14,
		   but the other is down. */
		{ .what = "of one of two machines", .text = "stations = { s = { machines = 2; time = 12; " WEARS("10", "4") " }; };"
			"work = {" KIND("x", "0", "") KIND("y", "3", "") TIMED("z", "5", "3") " };",
		  .expected = { { "work.z.time", 14 }, { "work.z.time.wait.machine", 5 }, { "work.z.time.wait.repair", 6 }, { "work.z.time.working", 3 }, { "work.x.time.wait.repair", 4 },
			{ "work.y.time.wait.repair", 4 } } },
		/* See engine_machine: t 2-23, 23-44, 44-65; s is down 10-40 and 50-80. The second is blocked 5-23; the third waits
		   for the machine 6-10, for the repair 10-40, and is blocked 42-44. */
		{ .what = "of a machine that is blocked", .text = "stations = { s = { time = 2; " FAILS("10", "30") " }; t = { time = 21; queue = { limit = 0; }; }; };"
			"work = { k = { arrive = { at = ( 0, 3, 6 ); }; process = ( 's', 't' ); }; };",
		  .expected = { { "work.k.time", 41 }, { "work.k.time.working", 23 }, { "work.k.time.blocked", 20.0 / 3 }, { "work.k.time.wait.machine", 4.0 / 3 }, { "work.k.time.wait.repair", 10 } } },
		/* The nurse is out 10-15: x is stopped; y, from 9, waits for her 9-10, and 15-17; meanwhile for the repair. */
		{ .what = "of who is needed", .text = "resources = { nurse = { " FAILS("10", "5") " }; }; stations = { s = { machines = 9; needs = { nurse = 1; }; time = 3; }; };"
			"work = {" TIMED("x", "0", "12") KIND("y", "9", "") " };",
		  .expected = { { "work.x.time.working", 12 }, { "work.x.time.wait.repair", 5 }, { "work.y.time.wait.nurse", 3 }, { "work.y.time.wait.repair", 5 }, { "work.y.time.working", 3 },
			{ "resources.nurse.wait", 1.5 } } },
		/* Where another takes over nothing is waited for. */
		{ .what = "not where another goes on", .text = "resources = { nurse = { number = 2; " WEARS("10", "5") " }; }; stations = { s = { machines = 9; needs = { nurse = 1; }; time = 12; }; };"
			"work = {" KIND("x", "0", "") " };",
		  .expected = { { "work.x.time.working", 12 }, { "work.x.time.wait.repair", 0 } } },
		/* The bed that x keeps 0-12 is down 10-15: y, from 1, waits for the bed 1-10, for its repair 10-15. */
		{ .what = "of what is taken", .text = "resources = { bed = { " FAILS("10", "5") " }; };"
			"work = { x = { arrive = { at = ( 0 ); }; process = ( { name = 'n'; take = { bed = 1; }; wait = 12; } ); };"
			" y = { arrive = { at = ( 1 ); }; process = ( { name = 'n'; take = { bed = 1; }; wait = 2; } ); }; };",
		  .expected = { { "work.y.time", 16 }, { "work.y.time.wait.bed", 9 }, { "work.y.time.wait.repair", 5 }, { "work.y.time.planned", 2 }, { "work.x.time.planned", 12 } } },
		/* Down 10-15; the nurse is busy with y until 18: all of it is for the failure. */
		{ .what = "until it goes on", .text = "resources = { nurse = {}; }; stations = { s = { machines = 1; needs = { nurse = 1; }; time = 12; " FAILS("10", "5") " };"
			" t = { needs = { nurse = 1; }; time = 8; }; };"
			"work = {" KIND("x", "0", "") " y = { arrive = { at = ( 9 ); }; process = ( 't' ); }; };",
		  .expected = { { "work.x.time.working", 12 }, { "work.x.time.wait.repair", 8 }, { "work.y.time.wait.nurse", 1 } } },
		/* Hours, see engine_machine: stopped by the shift at 16, it waits for that until 35, although the machine is down
		   from 20. */
		{ .what = "what stopped first counts", .text = HOURS CLERK("pause") "stations = { s = { machines = 1; needs = { clerk = 1; }; time = 3; " FAILS("20", "15") " }; };"
			"work = {" KIND("x", "15", "") " };",
		  .expected = { { "work.x.time.working", 3 }, { "work.x.time.wait.shift", 19 }, { "work.x.time.wait.repair", 0 } } },
		/* Hours: down 15-18, at home 16-32; 32-33, down 33-36, 36-38. */
		{ .what = "also where it is the failure", .text = HOURS CLERK("pause") "stations = { s = { machines = 1; needs = { clerk = 1; }; time = 4; " FAILS("15", "3") " }; };"
			"work = {" KIND("x", "14", "") " };",
		  .expected = { { "work.x.time", 24 }, { "work.x.time.wait.repair", 20 }, { "work.x.time.wait.shift", 0 } } },
		/* The repair waits for the fitter 10-15, lasts 15-17; x is at work 8-10 and 17-20. Waiting for the fitter is y's
		   affair alone. */
		{ .what = "that waits for its crew", .text = "resources = { fitter = {}; };"
			"stations = { s = { time = 5; fails = { every = 10; repair = 2; needs = { fitter = 1; }; }; }; t = { needs = { fitter = 1; }; time = 6; }; };"
			"work = {" KIND("x", "8", "") " y = { arrive = { at = ( 9 ); }; process = ( 't' ); }; };",
		  .expected = { { "work.x.time.wait.repair", 7 }, { "work.x.time.working", 5 }, { "work.y.time.working", 6 } } },
	};
	ledger_cases(cases, COUNT_OF(cases));
}

#define URGENT(name, priority, at, time) " " name " = { priority = " priority "; arrive = { at = ( " at " ); }; process = ( { at = 's'; time = " time "; } ); };"
#define PREEMPTIVE(how) "stations = { s = { machines = 1; time = 1; queue = { order = 'priority'; preempt = '" how "'; }; }; };"

Test(engine_ledger, being_interrupted)
{
	static const struct engine_case cases[] = {
		/* low 0-4, high 4-6, low 6-7, high 7-9, low 9-14. */
		{ .what = "twice", .text = PREEMPTIVE("resume") "work = {" URGENT("low", "2", "0", "10") URGENT("high", "1", "4, 7", "2") " };",
		  .expected = { { "work.low.time", 14 }, { "work.low.time.preempted", 4 }, { "work.low.time.working", 10 }, { "work.low.time.wait.machine", 0 }, { "work.high.time.working", 2 },
			{ "stations.s.queue", 4.0 / 14 }, { "stations.s.queue.preempted", 4.0 / 14 } } },
		/* low 0-4, high 4-6, low 6-7, high 7-9, low 9-19: what is done again is work, too. */
		{ .what = "twice, and begun again", .text = PREEMPTIVE("restart") "work = {" URGENT("low", "2", "0", "10") URGENT("high", "1", "4, 7", "2") " };",
		  .expected = { { "work.low.time", 19 }, { "work.low.time.preempted", 4 }, { "work.low.time.working", 15 } } },
		/* second, from 5, waits for a machine until 12: first has gone on before it. */
		{ .what = "who has not begun waits for a machine", .text = PREEMPTIVE("resume") "work = {" URGENT("first", "2", "0", "10") URGENT("second", "2", "5", "1") URGENT("high", "1", "4", "2") " };",
		  .expected = { { "work.first.time.preempted", 2 }, { "work.second.time.wait.machine", 7 }, { "work.second.time.preempted", 0 }, { "stations.s.queue.preempted", 2.0 / 13 },
			{ "stations.s.queue.wait.machine", 7.0 / 13 } } },
		/* The machine fails at 5, with high at work, and is repaired at 8: high 4-5, 8-9; low, pre-empted from 4 to 9, goes
		   on 9-11. The next failure is at 13. */
		{ .what = "until it goes on", .text = "stations = { s = { machines = 1; time = 1; queue = { order = 'priority'; preempt = 'resume'; }; fails = { every = 5; repair = 3; }; }; };"
			"work = {" URGENT("low", "2", "0", "6") URGENT("high", "1", "4", "2") " };",
		  .expected = { { "work.low.time", 11 }, { "work.low.time.preempted", 5 }, { "work.low.time.working", 6 }, { "work.high.time.wait.repair", 3 } } },
	};
	ledger_cases(cases, COUNT_OF(cases));
}

Test(engine_ledger, being_blocked)
{
	static const struct engine_case cases[] = {
		/* c: 2-12, 12-22, 22-32, 32-42. b: 1-2, 2-3 blocked to 12, 12-13 to 22, 22-23 to 32. a: 0-1, 1-2, 2-3 to 12, 12-13
		   to 22. Blocked: 0, 9, 18, 18; waiting for a machine: 0, 1, 2, 12. */
		{ .what = "in a chain", .text = "stations = { a = { time = 1; }; b = { time = 1; queue = { limit = 0; }; }; c = { time = 10; queue = { limit = 0; }; }; };"
			"work = { k = { arrive = { at = ( 0, 0, 0, 0 ); }; process = ( 'a', 'b', 'c' ); }; };",
		  .expected = { { "work.k.time", 27 }, { "work.k.time.blocked", 45 / 4.0 }, { "work.k.time.wait.machine", 15 / 4.0 }, { "work.k.time.working", 12 } } },
		/* Served 0-5, 5-10, 10-15, 15-20. The third is in front 2-5, waits 5-10; the fourth is in front 3-10, waits 10-15;
		   the second waits 1-5. */
		{ .what = "in front of the first queue", .text = "stations = { s = { time = 5; queue = { limit = 1; }; }; }; work = {" KIND("k", "0, 1, 2, 3", "") " };",
		  .expected = { { "work.k.time.blocked", 10 / 4.0 }, { "work.k.time.wait.machine", 14 / 4.0 }, { "work.k.time.working", 5 }, { "stations.s.queue", 14.0 / 20 } } },
		/* A planned wait ends at 3; t is full until 6 (z 0-6): blocked 3-6. */
		{ .what = "after a planned wait", .text = "stations = { t = { time = 6; queue = { limit = 0; }; }; };"
			"work = { z = { arrive = { at = ( 0 ); }; process = ( 't' ); }; k = { arrive = { at = ( 0 ); }; process = ( { name = 'w'; wait = 3; }, 't' ); }; };",
		  .expected = { { "work.k.time.planned", 3 }, { "work.k.time.blocked", 3 }, { "work.k.time.working", 6 } } },
	};
	ledger_cases(cases, COUNT_OF(cases));
}

#define OVEN(batch, rest) "stations = { oven = { machines = 1; time = 10; batch = { " batch " }; " rest " }; };"
#define COME(at) "work = { k = { arrive = { at = ( " at " ); }; process = ( 'oven' ); }; };"

Test(engine_ledger, waiting_for_company)
{
	static const struct engine_case cases[] = {
		/* 2-12 with those of 0, 1, 2; 12-22 with those of 3, 4, 5, who wait for the machine. */
		{ .what = "and then for the machine", .text = OVEN("size = 3;", "") COME("0, 1, 2, 3, 4, 5"),
		  .expected = { { "work.k.time.batch", 3 / 6.0 }, { "work.k.time.wait.machine", (9 + 8 + 7) / 6.0 }, { "work.k.time.working", 10 }, { "stations.oven.queue.batch", 3.0 / 22 },
			{ "stations.oven.queue.wait.machine", 24.0 / 22 } } },
		/* 1-11; the one of 4 waits for the machine until 11, then for company until 13: 13-23. */
		{ .what = "after the machine", .text = OVEN("size = 2;", "") COME("0, 1, 4, 13"),
		  .expected = { { "work.k.time.batch", (1 + 2) / 4.0 }, { "work.k.time.wait.machine", 7 / 4.0 }, { "work.k.time.working", 10 } } },
		/* 5-15. */
		{ .what = "until it has waited long enough", .text = OVEN("size = 3; wait_at_most = 5;", "") COME("0, 1"),
		  .expected = { { "work.k.time.batch", 4.5 }, { "work.k.time.wait.machine", 0 } } },
		/* a, b 0-10; b blocked until 14; c, d wait for the machine 5-14 and 6-14; d blocked 24-28. */
		{ .what = "and for room behind it", .text = "stations = { oven = { time = 10; batch = { size = 2; }; }; pack = { time = 4; queue = { limit = 0; }; }; };"
			"work = { k = { arrive = { at = ( 0, 0, 5, 6 ); }; process = ( 'oven', 'pack' ); }; };",
		  .expected = { { "work.k.time.blocked", 2 }, { "work.k.time.wait.machine", 17 / 4.0 }, { "work.k.time.batch", 0 }, { "work.k.time.working", 14 } } },
		/* 1-11 and 11-21 with one clerk: the third lacks the clerk from 2, whether or not company has come. */
		{ .what = "people before company", .text = "resources = { clerk = {}; }; stations = { oven = { needs = { clerk = 1; }; time = 10; batch = { size = 2; }; }; };" COME("0, 1, 2, 3"),
		  .expected = { { "work.k.time.batch", 1 / 4.0 }, { "work.k.time.wait.clerk", (9 + 8) / 4.0 }, { "resources.clerk.wait", 17 / 2.0 } } },
		/* Hours: closed 16-32, both wait for that; 32-35. */
		{ .what = "the shift before all", .text = HOURS "stations = { oven = { machines = 1; time = 3; batch = { size = 2; }; calendar = 'daily 08:00-16:00'; }; };" COME("15, 18"),
		  .expected = { { "work.k.time.batch", 0.5 }, { "work.k.time.wait.shift", (16 + 14) / 2.0 }, { "work.k.time.working", 3 } } },
		/* Stopped as one: 15-16, 32-34. */
		{ .what = "and stops with it", .text = HOURS CLERK("pause") "stations = { oven = { machines = 1; needs = { clerk = 1; }; time = 3; batch = { size = 2; }; }; };" COME("15, 15"),
		  .expected = { { "work.k.time.wait.shift", 16 }, { "work.k.time.working", 3 }, { "work.k.time.batch", 0 } } },
		/* 0-5, down 5-7, 7-11. */
		{ .what = "and is repaired with it", .text = "stations = { oven = { machines = 1; time = 9; batch = { size = 2; }; fails = { every = 5; repair = 2; }; }; };" COME("0, 0"),
		  .expected = { { "work.k.time.wait.repair", 2 }, { "work.k.time.working", 9 } } },
		/* a, a 0-10; b, b set up 10-12, 12-22. */
		{ .what = "and is set up together", .text = OVEN("size = 2;", "setup = { on = 'kind'; time = 2; };")
			"work = { a = { arrive = { at = ( 0, 0 ); }; process = ( 'oven' ); }; b = { arrive = { at = ( 1, 1 ); }; process = ( 'oven' ); }; };",
		  .expected = { { "work.b.time.setup", 2 }, { "work.b.time.wait.machine", 9 }, { "work.b.time.working", 10 }, { "work.a.time.setup", 0 } } },
	};
	ledger_cases(cases, COUNT_OF(cases));
}

/* Only causes that the kind's model can have are told. */
Test(engine_ledger, causes_that_cannot_be_are_not_told)
{
	static const char text[] = "resources = { a = {}; b = {}; }; stations = { s = { time = 3; }; t = { needs = { b = 1; }; time = 1; }; };"
		"work = { k = { arrive = { at = ( 0 ); }; process = ( 's' ); }; l = { arrive = { at = ( 0 ); }; process = ( { name = 'n'; take = { a = 1; }; at = 't'; }, { name = 'w'; wait = 1; } ); }; };";
	static const struct {
		const char *metric;
		bool told;
	} cases[] = {
		{ "work.k.time.working", true }, { "work.k.time.wait.machine", true }, { "work.k.time.rework", false }, { "work.k.time.setup", false }, { "work.k.time.wait.a", false },
		{ "work.k.time.wait.b", false }, { "work.k.time.wait.shift", false }, { "work.k.time.wait.repair", false }, { "work.k.time.preempted", false }, { "work.k.time.blocked", false },
		{ "work.k.time.batch", false }, { "work.k.time.partner", false }, { "work.k.time.planned", false }, { "work.l.time.wait.a", true }, { "work.l.time.wait.b", true },
		{ "work.l.time.planned", true }, { "work.l.time.wait.machine", false },
	};
	struct ran ran = ran_text(text, 1, 1);
	cr_assert(ran.built && ran.end == ENGINE_DONE);
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		cr_expect_eq(metric_find(&ran.model->metrics, cases[i].metric) >= 0, cases[i].told, "%s", cases[i].metric);
	ran_done(&ran);
}
