/* What the doctor says of models that may lock, of repairs that cannot begin, of days that are too long; and what it leaves alone. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include "models/load.h"

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

/* `says` NULL: nothing of that severity, and no error either where it is a warning. */
struct visit_to_doctor {
	const char *title, *text;
	enum severity severity;
	const char *says;
};

static const char station[] = "machines = 1; time = '0.2 min';";   /* in texts: # */

static const struct visit_to_doctor cases[] = {
	{ "rework to an earlier station of a blocking line",
		"stations = { a = { # queue = { limit = 2; }; }; b = { # queue = { limit = 1; }; }; c = { # queue = { limit = 1; }; }; };"
		"work = { k = { @ process = ( 'a', 'b', { at = 'c'; rework = { chance = '10%'; to = 'a'; }; } ); }; };", SEVERITY_WARNING,
		"this loop may deadlock: 'a' -> 'b' -> 'c' -> 'a'" },
	{ "two projects that take in the opposite order",
		"resources = { p = { number = 1; }; q = { number = 1; }; }; stations = { };"
		"work = { k = { arrive = { at = ( 0 ); }; project = { A = { time = 1; take = { p = 1; }; }; B = { time = 1; after = 'A'; take = { q = 1; };"
		" give = { p = 1; q = 1; }; }; }; }; l = { arrive = { at = ( 0 ); }; project = { A = { time = 1; take = { q = 1; }; }; B = { time = 1; after = 'A';"
		" take = { p = 1; }; give = { p = 1; q = 1; }; }; }; }; };", SEVERITY_WARNING,
		"this may deadlock: 'B' of 'k' waits for 'q' while it keeps 'p', 'B' of 'l' waits for 'p' while it keeps 'q'" },
	{ "projects that may have given back before",
		"resources = { p = { number = 1; }; q = { number = 1; }; }; stations = { };"
		"work = { k = { arrive = { at = ( 0 ); }; project = { A = { time = 1; take = { p = 1; }; }; G = { after = 'A'; give = { p = 1; }; };"
		" B = { time = 1; after = 'A'; take = { q = 1; }; }; }; }; l = { arrive = { at = ( 0 ); }; project = { A = { time = 1; take = { q = 1; }; };"
		" G = { after = 'A'; give = { q = 1; }; }; B = { time = 1; after = 'A'; take = { p = 1; }; }; }; }; };", SEVERITY_WARNING, NULL },
	{ "a project that asks for more than it leaves",
		"resources = { p = { number = 2; }; }; stations = { };"
		"work = { k = { arrive = { at = ( 0 ); }; project = { A = { time = 1; take = { p = 1; }; }; B = { time = 1; after = 'A'; needs = { p = 2; }; }; }; }; };",
		SEVERITY_ERROR, "who comes to 'B' waits for ever: it needs 2 more of 'p' while it keeps 1" },
	{ "what is due before it can be done",
		"clock = { unit = 'h'; start = '2026-03-02 08:00'; }; stations = { };"
		"work = { k = { arrive = { at = ( 0 ); }; project = { A = { time = 20; }; B = { time = 'exponential(10 h)'; after = 'A'; checkpoint = true;"
		" due = '2026-03-03 13:00'; }; }; }; };", SEVERITY_WARNING,
		"'B' is due by 2026-03-03 13:00, but if everything takes its expected time and nobody waits for anybody, it is done by 2026-03-03 14:00" },
	{ "a project that is promised sooner than it can be done", "clock = { unit = 'h'; }; stations = { };"
		"work = { k = { promise = 29; project = { A = { time = 20; }; B = { time = 'uniform(8, 12)'; after = 'A'; }; }; }; };", SEVERITY_WARNING,
		"'k' promises to be done within 29 h, but if everything takes its expected time and nobody waits for anybody, it takes 30: plan less" },
	{ "a project that is promised when it can just be done", "clock = { unit = 'h'; }; stations = { };"
		"work = { k = { promise = 30; project = { A = { time = 20; }; B = { time = 'uniform(8, 12)'; after = 'A'; }; }; }; };", SEVERITY_WARNING,
		NULL },
	{ "a budget that nothing uses up",
		"resources = { p = { number = 1; }; q = { number = 1; cost_per_hour = 9; }; }; stations = { s = { # }; };"
		"work = { k = { @ budget = 100; process = ( 's', { name = 'x'; needs = { p = 1; }; time = 0.5; } ); };"
		" o = { @ process = ( { name = 'y'; needs = { q = 1; }; time = 0.5; } ); }; };", SEVERITY_WARNING,
		"the budget of 'k' is always kept: nothing that is done for it has a price" },
	{ "a budget that people use up", "resources = { q = { number = 1; cost_per_busy_hour = 9; }; }; stations = { };"
		"work = { o = { @ budget = 100; process = ( { name = 'y'; needs = { q = 1; }; time = 0.5; } ); }; };", SEVERITY_WARNING, NULL },
	{ "a budget that the work uses up", "stations = { };"
		"work = { o = { arrive = { at = ( 0 ); }; budget = 100; project = { A = { wait = 1; cost_of_work = 50; }; }; }; };", SEVERITY_WARNING, NULL },
	{ "a budget that only a risk uses up", "stations = { };"
		"work = { o = { arrive = { at = ( 0 ); }; budget = 100; project = { A = { wait = 1; }; };"
		" risks = { r = { chance = 0.5; hits = 'A'; cost = 200; }; }; }; };", SEVERITY_WARNING, NULL },
	{ "what is due when it can just be done",
		"clock = { unit = 'h'; start = '2026-03-02 08:00'; }; stations = { };"
		"work = { k = { arrive = { at = ( 0 ); }; project = { A = { time = 20; }; B = { time = 10; after = 'A'; due = '2026-03-03 14:00'; }; }; }; };",
		SEVERITY_WARNING, NULL },
	{ "what is done on the day on which it is due",
		"clock = { unit = 'h'; start = '2026-03-02 08:00'; }; stations = { };"
		"work = { k = { arrive = { at = ( 0 ); }; project = { A = { time = 40; due = '2026-03-04'; }; }; }; };", SEVERITY_WARNING, NULL },
	{ "what is done after the day on which it is due",
		"clock = { unit = 'h'; start = '2026-03-02 08:00'; }; stations = { };"
		"work = { k = { arrive = { at = ( 0 ); }; project = { A = { time = 40.5; due = '2026-03-03'; }; }; }; };", SEVERITY_WARNING,
		"'A' is due by 2026-03-03 24:00, but if everything" },
	{ "a plan that is old when its stage begins",
		"clock = { unit = 'h'; start = '2026-03-02 08:00'; }; stations = { };"
		"work = { k = { arrive = { at = ( 0 ); }; project = { A = { time = 20; }; B = { time = 10; after = 'A'; stage = 'b'; }; };"
		" stages = { b = { plan = { time = 4; }; }; }; planning = { wave = 'upfront'; stale = '5% / h'; }; }; };", SEVERITY_WARNING,
		"when 'b' begins, 63 % of its plan are out of date, on expected times: plan it later, with wave = \"rolling\"" },
	{ "a plan that keeps",
		"clock = { unit = 'h'; start = '2026-03-02 08:00'; }; stations = { };"
		"work = { k = { arrive = { at = ( 0 ); }; project = { A = { time = 20; }; B = { time = 10; after = 'A'; stage = 'b'; }; };"
		" stages = { b = { plan = { time = 4; }; }; }; planning = { wave = 'upfront'; stale = '3% / h'; }; }; };", SEVERITY_WARNING, NULL },
	{ "one queue without a limit takes up what is too much",
		"stations = { a = { # queue = { limit = 2; }; }; b = { # }; c = { # queue = { limit = 1; }; }; };"
		"work = { k = { @ process = ( 'a', 'b', { at = 'c'; rework = { chance = '10%'; to = 'a'; }; } ); }; };", SEVERITY_WARNING, NULL },
	{ "so does one that turns away",
		"stations = { a = { # queue = { limit = 2; }; }; b = { # queue = { limit = 0; when_full = 'turn_away'; }; }; };"
		"work = { k = { @ process = ( 'a', { at = 'b'; rework = { chance = '10%'; to = 'a'; }; } ); }; };", SEVERITY_WARNING, NULL },
	{ "and one that people leave",
		"stations = { a = { # queue = { limit = 2; patience = '5 min'; }; }; b = { # queue = { limit = 0; }; }; };"
		"work = { k = { @ process = ( 'a', { at = 'b'; rework = { chance = '10%'; to = 'a'; }; } ); }; };", SEVERITY_WARNING, NULL },
	{ "a line that only goes forward does not lock",
		"stations = { a = { # queue = { limit = 2; }; }; b = { # queue = { limit = 1; }; }; };"
		"work = { k = { @ process = ( 'a', 'b' ); }; };", SEVERITY_WARNING, NULL },
	{ "a wait on the way back holds no machine",
		"stations = { a = { # queue = { limit = 2; }; }; b = { # queue = { limit = 1; }; }; };"
		"work = { k = { @ process = ( { name = 'rest'; wait = '1 s'; }, 'a',"
		" { at = 'b'; rework = { chance = '10%'; to = 'rest'; }; } ); }; };", SEVERITY_WARNING, NULL },
	{ "two kinds in opposite directions",
		"stations = { a = { # queue = { limit = 2; }; }; b = { # queue = { limit = 1; }; }; };"
		"work = { k = { @ process = ( 'a', 'b' ); }; l = { @ process = ( 'b', 'a' ); }; };", SEVERITY_WARNING,
		"this loop may deadlock: 'a' -> 'b' -> 'a'" },
	{ "fewer items than places cannot lock",
		"stations = { a = { # queue = { limit = 2; }; }; b = { # queue = { limit = 1; }; }; };"
		"work = { k = { arrive = { keep = 4; }; process = ( 'a', { at = 'b'; rework = { chance = '10%'; to = 'a'; }; } ); }; };",
		SEVERITY_WARNING, NULL },
	{ "as many can",
		"stations = { a = { # queue = { limit = 2; }; }; b = { # queue = { limit = 1; }; }; };"
		"work = { k = { arrive = { keep = 5; }; process = ( 'a', { at = 'b'; rework = { chance = '10%'; to = 'a'; }; } ); }; };",
		SEVERITY_WARNING, "this loop may deadlock" },
	{ "back to oneself without room to wait",
		"stations = { a = { # queue = { limit = 0; }; }; };"
		"work = { k = { @ process = ( { at = 'a'; rework = { chance = '10%'; to = 'a'; }; } ); }; };", SEVERITY_ERROR,
		"what goes back to 'a' from 'a' itself waits for ever" },
	{ "back to oneself with little room",
		"stations = { a = { # queue = { limit = 2; }; }; };"
		"work = { k = { @ process = ( { at = 'a'; rework = { chance = '10%'; to = 'a'; }; } ); }; };", SEVERITY_WARNING, "'a' may deadlock" },
	{ "a way back that nobody takes",
		"stations = { a = { # queue = { limit = 0; }; }; };"
		"work = { k = { @ process = ( { at = 'a'; rework = { chance = '0%'; to = 'a'; }; } ); }; };", SEVERITY_ERROR, NULL },

	{ "each keeps what the other waits for", "resources = { bed = { number = 3; }; nurse = { number = 2; }; };"
		"work = { k = { @ process = ( { name = 'one'; take = { bed = 1; }; wait = '1 s'; },"
		" { name = 'two'; take = { nurse = 1; }; wait = '1 s'; } ); };"
		" l = { @ process = ( { name = 'three'; take = { nurse = 1; }; wait = '1 s'; }, { name = 'four'; take = { bed = 1; }; wait = '1 s'; } ); }; };",
		SEVERITY_WARNING, "this may deadlock: 'two' of 'k' waits for 'nurse' while it keeps 'bed', 'four' of 'l' waits for 'bed' while it keeps 'nurse'" },
	{ "the same order everywhere is safe", "resources = { bed = { number = 3; }; nurse = { number = 2; }; };"
		"work = { k = { @ process = ( { name = 'one'; take = { bed = 1; }; wait = '1 s'; },"
		" { name = 'two'; take = { nurse = 1; }; wait = '1 s'; } ); };"
		" l = { @ process = ( { name = 'three'; take = { bed = 1; }; wait = '1 s'; }, { name = 'four'; take = { nurse = 1; }; wait = '1 s'; } ); }; };",
		SEVERITY_WARNING, NULL },
	{ "so is giving back before", "resources = { bed = { number = 3; }; nurse = { number = 2; }; };"
		"work = { k = { @ process = ( { name = 'one'; take = { bed = 1; }; wait = '1 s'; give = { bed = 1; }; },"
		" { name = 'two'; take = { nurse = 1; }; wait = '1 s'; } ); };"
		" l = { @ process = ( { name = 'three'; take = { nurse = 1; }; wait = '1 s'; }, { name = 'four'; take = { bed = 1; }; wait = '1 s'; } ); }; };",
		SEVERITY_WARNING, NULL },
	{ "who needs it for a while only gives it back", "resources = { bed = { number = 3; }; nurse = { number = 2; }; };"
		"stations = { s = { needs = { nurse = 1; }; time = '1 s'; }; };"
		"work = { k = { @ process = ( { at = 's'; take = { bed = 1; }; } ); }; l = { @ process = ( { at = 's'; take = { bed = 1; }; } ); }; };",
		SEVERITY_WARNING, NULL },
	{ "a station's need counts where somebody keeps it", "resources = { bed = { number = 3; }; nurse = { number = 2; }; };"
		"stations = { s = { needs = { nurse = 1; }; time = '1 s'; }; };"
		"work = { k = { @ process = ( { at = 's'; take = { bed = 1; }; } ); };"
		" l = { @ process = ( { name = 'three'; take = { nurse = 1; }; wait = '1 s'; }, { name = 'four'; take = { bed = 1; }; wait = '1 s'; } ); }; };",
		SEVERITY_WARNING, "'s' of 'k' waits for 'nurse' while it keeps 'bed'" },
	{ "more of the same", "resources = { bed = { number = 3; }; };"
		"work = { k = { @ process = ( { name = 'one'; take = { bed = 1; }; wait = '1 s'; }, { name = 'two'; take = { bed = 1; }; wait = '1 s'; } ); }; };",
		SEVERITY_WARNING, "'two' of 'k' waits for more of 'bed' while it keeps some" },
	{ "more of the same than there is", "resources = { bed = { number = 3; }; };"
		"work = { k = { @ process = ( { name = 'one'; take = { bed = 2; }; wait = '1 s'; }, { name = 'two'; take = { bed = 2; }; wait = '1 s'; } ); }; };",
		SEVERITY_ERROR, "who comes to 'two' waits for ever: it needs 2 more of 'bed' while it keeps 2, and there are only 3" },
	{ "a step that needs what its item keeps itself", "resources = { nurse = { number = 1; }; };"
		"stations = { s = { needs = { nurse = 1; }; time = '1 s'; }; };"
		"work = { k = { arrive = { every = '1 h'; }; process = ( { at = 's'; take = { nurse = 1; }; } ); }; };", SEVERITY_ERROR,
		"who comes to 's' waits for ever: it needs 1 more of 'nurse' while it keeps 1, and there is only 1" },

	{ "a repair that nobody can begin",
		"resources = { p = { calendar = 'daily 08:00-12:00'; }; q = { calendar = 'daily 12:00-16:00'; }; };"
		"stations = { a = { # fails = { every = '9 h'; repair = '1 min'; needs = { p = 1; q = 1; }; }; }; };"
		"work = { k = { arrive = { every = '1 h'; }; process = ( 'a' ); }; };", SEVERITY_ERROR,
		"in a usual week no repair of 'a' can begin: those who do it are never there together ('p', 'q'). Let their hours overlap" },
	{ "a crew that cannot keep up lets machines stand",
		"resources = { p = {}; }; stations = { a = { machines = 9; time = '1 min'; fails = { every = '2 h'; repair = '30 min'; needs = { p = 1; }; }; }; };"
		"work = { k = { @ process = ( 'a' ); }; };", SEVERITY_WARNING,
		"resource 'p' would be asked for 1.8 times what it can do if all were repaired at once: what is down will wait for it" },
	{ "setups may be what is too much",
		"stations = { a = { machines = 2; time = '1.5 min'; setup = { on = 'colour'; time = '2 min'; }; }; };"
		"work = { k = { @ facts = { colour = 'choice(red: 1, white: 1)'; }; process = ( 'a' ); }; };", SEVERITY_WARNING,
		"station 'a' may be asked for about 1.25 times what it can do (60 items/h x 2.5 min with setups on 2 machines)" },
	{ "setups that are certain are too much",
		"stations = { a = { time = '0.7 min'; setup = { on = 'colour'; time = '1 min'; }; }; };"
		"work = { k = { @ facts = { colour = 'choice(red: 1, white: 1)'; }; process = ( 'a' ); }; };", SEVERITY_ERROR,
		"station 'a' is asked for 1.2 times what it can do (60 items/h x 1.2 min with setups on 1 machine)" },
	{ "repairs leave too little",
		"stations = { a = { time = '0.95 min'; fails = { every = '9 h'; repair = '1 h'; }; }; }; work = { k = { @ process = ( 'a' ); }; };",
		SEVERITY_ERROR, "station 'a' is asked for 1.056 times what it can do (60 items/h x 0.95 min on 1 machine, in repair 10% of the time)" },
	{ "a machine whose people are not there",
		"resources = { p = { number = 5; calendar = 'Mon-Fri 08:00-16:00'; at_shift_end = 'pause'; }; };"
		"stations = { a = { machines = 1; time = '1 min'; needs = { p = 1; }; }; };"
		"work = { k = { arrive = { every = '4 min'; }; process = ( 'a' ); }; };", SEVERITY_ERROR,
		"station 'a' is asked for 1.05 times what it can do (15 items/h x 1 min on 1 machine, with all that it needs there 40 of 168 h a week)" },

	{ "days that are longer than a working day",
		"resources = { p = { calendar = 'Mon-Fri 08:00-16:00'; }; }; stations = { a = { needs = { p = 1; }; time = '3 d'; }; };"
		"work = { k = { arrive = { every = '30 d'; }; process = ( 'a' ); }; };", SEVERITY_WARNING,
		"'3 d' of work are 72 hours, and those who do it are there 40 hours a week, so that it takes 1.8 weeks; did you mean '3 wd'?" },
	{ "of a step's own time, in an expression",
		"resources = { p = { calendar = 'Mon-Fri 08:00-16:00'; }; };"
		"work = { k = { arrive = { every = '30 d'; }; process = ( { name = 'a'; needs = { p = 1; }; time = 'triangular(1 d, 2 d, 4 d)'; } ); }; };",
		SEVERITY_WARNING, "did you mean '1 wd'?" },
	{ "of a repair",
		"resources = { p = { calendar = 'Mon-Fri 08:00-16:00'; }; };"
		"stations = { a = { # fails = { every = '90 d'; repair = '0.5 d'; needs = { p = 1; }; }; }; };"
		"work = { k = { arrive = { every = '30 d'; }; process = ( 'a' ); }; };", SEVERITY_WARNING, "did you mean '0.5 wd'?" },
	{ "who is always there works days of 24 hours",
		"resources = { p = {}; }; stations = { a = { needs = { p = 1; }; time = '3 d'; }; };"
		"work = { k = { arrive = { every = '30 d'; }; process = ( 'a' ); }; };", SEVERITY_WARNING, NULL },
	{ "working days are what they say",
		"resources = { p = { calendar = 'Mon-Fri 08:00-16:00'; at_shift_end = 'pause'; }; }; stations = { a = { needs = { p = 1; }; time = '3 wd'; }; };"
		"work = { k = { arrive = { every = '30 d'; }; process = ( 'a' ); }; };", SEVERITY_WARNING, NULL },

	{ "work that is longer than any shift",
		"resources = { p = { calendar = 'Mon-Fri 08:00-12:00, 13:00-17:00, Sat 08:00-12:00'; }; };"
		"work = { k = { arrive = { every = '30 d'; }; process = ( { name = 'a'; needs = { p = 1; }; time = 'uniform(8 h, 10 h)'; } ); }; };",
		SEVERITY_WARNING, "'a' takes 9 h on average, but the longest shift of 'p' is 8 h: it would be finished as overtime; at_shift_end = \"pause\" "
		"takes it up again" },
	{ "or than the hours of its station",
		"stations = { a = { machines = 1; time = '3 h'; calendar = 'daily 23:00-01:00'; }; };"
		"work = { k = { arrive = { every = '30 d'; }; process = ( 'a' ); }; };", SEVERITY_WARNING, "the longest shift of 'a' is 2 h" },
	{ "who means overtime may say so",
		"resources = { p = { calendar = 'Mon-Fri 08:00-16:00'; at_shift_end = 'finish'; }; };"
		"work = { k = { arrive = { every = '30 d'; }; process = ( { name = 'a'; needs = { p = 1; }; time = '3 wd'; } ); }; };",
		SEVERITY_WARNING, NULL },
	{ "who works through the weekend but for the nights of it",
		"resources = { p = { calendar = 'Mon-Fri 00:00-24:00'; }; };"
		"work = { k = { arrive = { every = '30 d'; }; process = ( { name = 'a'; needs = { p = 1; }; time = '100 h'; } ); }; };",
		SEVERITY_WARNING, NULL },
	{ "a condition on facts that nothing sets",
		"work = { k = { @ facts = { f = 0; n = 2; }; case = { A = { time = 2; set = { n = 9; }; }; B = { when = 'f = 1 and n > 3'; time = 1; }; }; }; };",
		SEVERITY_WARNING, "'B' of 'k' never becomes due: in 1000 cases that were tried its 'when' (f = 1 and n > 3) never held, and nothing in the "
		"case sets 'f'" },
	{ "a milestone that is out of reach",
		"work = { k = { @ case = { A = { time = 2; }; M = { milestone = true; when = 'count(A) = 2'; }; }; }; };",
		SEVERITY_WARNING, "'M' of 'k' is never reached: in 1000 cases that were tried its 'when' (count(A) = 2) never held" },
	{ "a case that cannot close",
		"work = { k = { @ facts = { f = 0; }; case = { A = { time = 2; }; }; close = 'f = 1'; }; };",
		SEVERITY_WARNING, "can never close: nothing in it is due or at work, no event is to come, and its 'close' (f = 1) does not hold: f = 0" },
	{ "a case that goes on for ever",
		"work = { k = { @ facts = { f = 0; }; case = { E = { happens = 2; repeat = true; }; }; close = 'f = 1'; }; };",
		SEVERITY_WARNING, "they may go on and on" },
	{ "a case in which all comes up",
		"work = { k = { @ facts = { f = 0; }; case = { A = { time = 2; set = { f = 1; }; }; B = { when = 'f = 1'; time = 1; }; }; }; };",
		SEVERITY_WARNING, NULL },
	{ "tasks of a project pause unless something is said",
		"resources = { p = { calendar = 'Mon-Fri 08:00-16:00'; }; };"
		"work = { k = { project = { a = { needs = { p = 1; }; time = '3 wd'; }; }; }; };", SEVERITY_WARNING, NULL },
};

/* In a text ' stands for ", # for a machine that has little to do, @ for an arrival a minute. */
static const struct tree *read_text(const char *text, struct arena *arena, struct problems *problems)
{
	static char whole[10000];
	size_t at = strncmp(text, "clock", 5) == 0 ? 0 :
		(size_t)snprintf(whole, sizeof whole, "clock = { unit = \"min\"; }; run = { length = \"100 h\"; };\n");
	for (const char *c = text; *c; c++)
		if (*c == '#')
			at += (size_t)snprintf(whole + at, sizeof whole - at, "%s", station);
		else if (*c == '@')
			at += (size_t)snprintf(whole + at, sizeof whole - at, "arrive = { every = 'exponential(1 min)'; };");
		else
			whole[at++] = *c;
	for (size_t i = 0; i < at; i++)
		whole[i] = whole[i] == '\'' ? '"' : whole[i];
	return tree_read_text("test.cfg", whole, at, arena, problems);
}

static bool said(const struct problems *problems, const struct visit_to_doctor *c)
{
	for (size_t i = 0; i < problems->count; i++) {
		const struct problem *p = &problems->list[i];
		if (p->severity == c->severity && (!c->says || strstr(p->text, c->says)))
			return true;
	}
	return false;
}

Test(doctor, sees_locks_and_lacks_beforehand_and_nothing_else)
{
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct arena arena;
		struct problems problems;
		struct load load;
		problems_init(&problems);
		cr_assert_eq(arena_init(&arena), 0);
		const struct tree *tree = read_text(cases[i].text, &arena, &problems);
		struct model *model = tree ? model_build(tree, "base", NULL, 0, &arena, &problems) : NULL;
		problems_print(&problems, stderr);
		cr_assert(model, "case '%s' does not build", cases[i].title);
		load_compute(&load, model, &arena);
		load_check(&load, model, false, &problems);
		if (said(&problems, &cases[i]) != (cases[i].says != NULL)) {
			problems_print(&problems, stderr);
			cr_expect(false, "case '%s': the above is not what was to be said", cases[i].title);
		}
		cr_expect(cases[i].severity == SEVERITY_ERROR || problems.errors == 0, "case '%s': only a warning was to be given", cases[i].title);
		model_done(model);
		problems_done(&problems);
		arena_done(&arena);
	}
}
