/* A model told in words: what must be said of each thing that a model can say. */
#include "experiments/words.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "experiments/beside.h"
#include "fixture.h"

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

struct saying {
	const char *title, *text;    /* ' stands for " */
	const char *told[4];         /* line breaks are blanks */
};

static const struct saying sayings[] = {
	{ "arrivals", "stations = { s = { time = '1 min'; }; };"
		"work = { a = { title = 'Panel'; arrive = { every = 'exponential(6 min)'; calendar = 'Mon-Fri 06:00-14:00'; }; process = ( 's' ); };"
		" b = { arrive = { every = '20 min'; size = 3; until = '2 d'; }; process = ( 's' ); };"
		" c = { arrive = { every = 'gamma(mean=50 min, sd=10 min)'; at_most = 40; }; process = ( 's' ); };"
		" d = { arrive = { keep = 2; }; process = ( { name = 'rest'; wait = '9 h'; } ); }; };",
		{ "Panel: one arrives at random, every 6 min on average (10 per h), in the hours Mon-Fri 06:00-14:00.",
			"b: one arrives every 20 min (3 per h); 3 come together; until 2 d after the start.",
			"c: one arrives every 50 min on average (1.2 per h); 40 at most.", "d: 2 are always in the system: one enters when one leaves." } },
	{ "facts, promises and money", "money = 'EUR'; stations = { s = { time = '1 min'; }; };"
		"work = { a = { arrive = { every = '5 min'; }; facts = { colour = 'choice(red: 1, white: 3)'; size = 'uniform(1, 2)'; };"
		" promise = '8 h'; priority = 2; value = 90.0; cost = '4 * size'; late_cost_per_hour = 1.5; process = ( { at = 's'; cost = 2.0; } ); }; };",
		{ "promised within 8 h; priority 2 (the lowest goes first). Known of each: colour (red 25 %, white 75 %); size = uniform(1, 2).",
			"Money: it brings in 90 EUR, its material costs 4 * size, an hour late costs 1.5 EUR.", "1. s: one machine, 1 min; costs 2 EUR each time." } },
	{ "steps", "resources = { nurse = { title = 'Nurses'; number = 3; }; bed = { title = 'Bed'; }; };"
		"stations = { s = { title = 'Sanding'; machines = 2; time = 'exponential(8 min)'; }; t = { title = 'Ward'; machines = 1;"
		" needs = { nurse = 2; }; time = '3 h'; }; };"
		"work = { a = { arrive = { every = '50 h'; }; process = ( 's', { name = 'care'; at = 't'; take = { bed = 1; }; give = { bed = 1; };"
		" rework = { chance = '12%'; to = 's'; share = '40%'; at_most = 2; }; },"
		" { name = 'dry'; wait = '30 min'; chance = '25%'; next = ( { to = 'scrap'; chance = '10%'; } ); } ); }; };",
		{ "1. Sanding: one of 2 machines, 8 min on average; 1.13 visits an item.",
			"2. care: at Ward, one machine and 2 of 3 Nurses, 3 h; 1.13 visits an item; first takes Bed, and keeps that; gives back 1 Bed; "
			"12 % go back to Sanding for rework, with 40% of the work, 2 times at most.",
			"3. dry: for 25 % of the items, waits 30 min; 0.25 visits an item; then 10 % to scrap." } },
	{ "plans", "money = 'EUR'; resources = { m = { title = 'Masons'; number = 3; calendar = 'Mon-Fri 08:00-16:00'; }; };"
		"work = { h = { title = 'House'; project = { a = { wait = '3 h'; }; b = { title = 'Walls'; time = '16 h'; needs = { m = 2; };"
		" after = ( 'a', { task = 'c'; lag = '2 h'; } ); affected_by = { d = { chance = '10%'; share = '20%'; }; }; };"
		" c = { time = '1 h'; not_before = '2 h'; cost = 3.0; }; d = { after = ( 'b', { task = 'c'; link = 'start-start'; },"
		" { task = 'a'; link = 'finish-finish'; lag = '1 h'; } ); checkpoint = true; due = '2026-02-01'; rework = { chance = '5%'; at_most = 2; }; }; };"
		" risks = { rock = { title = 'Rock'; chance = '15%'; hits = [ 'b' ]; delay = '3 h'; cost = 900.0; }; }; }; };",
		{ "House: comes once, on 5 January 2026.", "2. Walls: after a and 2 h after the end of c: 2 of 3 Masons, 2.06 days of work on average; done 1.1 times on average; "
			"when d ends, in 10 % of the cases 20 % of it comes back.",
			"4. d: after Walls and once c has begun and to end no sooner than 60 min after a: no work; a checkpoint, due 2026-02-01;",
			"Risk, Rock: in 15 % of the projects it hits Walls; 3 h of work more; it costs 900 EUR." } },
	{ "stages", "stations = { };"
		"work = { h = { title = 'House'; project = { a = { stage = 'shell'; wait = '3 h'; }; c = { stage = 'shell'; wait = '1 h'; };"
		" b = { stage = 'rooms'; after = 'a'; wait = '16 h'; }; };"
		" stages = { shell = { plan = { time = '1 h'; }; }; rooms = { title = 'the rooms'; plan = { time = '2 h'; }; }; };"
		" planning = { stale = '2% / d'; redo = '30%'; forecasts = true; };"
		" risks = { wish = { happens = 'exponential(9 h)'; repeat = 2; hits = [ 'b' ]; grows = '10%'; }; }; }; };",
		{ "2. a: after Planning of shell: waits 3 h.", "4. Planning of the rooms: once the first task of the stage before has begun: 2 h; done 2 times on average.",
			"Risk, wish: on the way, again and again after exponential(9 h), 2 times at most, it hits b; 10 % more work.",
			"Planning: each stage is planned as the one before it begins; plans grow old by 2% / d, and what is old when their stage begins is planned "
			"again, with 30 % of the work that it was for; its end is forecast at the start and at each checkpoint." } },
	{ "queues", "stations = { a = { time = '1 min'; queue = { limit = 4; }; }; b = { time = '1 min'; queue = { limit = 0; when_full = 'turn_away';"
		" order = 'lifo'; }; }; c = { time = '1 min'; queue = { order = 'priority'; preempt = 'restart'; patience = '2 h'; }; };"
		" d = { time = '1 min'; queue = { order = 'shortest'; }; }; e = { time = '1 min'; queue = { order = 'shortest'; }; }; };"
		"work = { a = { arrive = { every = '5 min'; }; process = ( 'a', 'b', 'c', 'd', 'e' ); }; };",
		{ "a: at most 4 wait; arrivals that find no room wait in front of it, in the system, as blocked; what comes from another machine holds "
			"that meanwhile.", "b: who came last goes first; nobody may wait; who finds no room is turned away.",
			"c: the lowest priority number goes first; it interrupts work in hand, which is begun again later; who has waited for 2 h leaves.",
			"d, e: the shortest work goes first." } },
	{ "setups, batches and failures", "resources = { fitter = { title = 'Fitters'; number = 2; }; };"
		"stations = { a = { time = '1 min'; setup = { on = 'colour'; time = '2 min'; }; };"
		" b = { machines = 2; time = '1 min'; setup = { on = 'kind'; time = '2 min'; }; };"
		" c = { time = '1 min'; batch = { size = 6; wait_at_most = '20 min'; };"
		" fails = { every = 'exponential(60 h)'; repair = 'lognormal(mean=2 h, sd=1 h)'; needs = { fitter = 1; }; counts = 'busy time'; }; }; };"
		"work = { a = { arrive = { every = '5 min'; }; facts = { colour = 'choice(red: 1, white: 1)'; }; process = ( 'a', 'b', 'c' ); };"
		" l = { arrive = { every = 'exponential(5 min)'; }; process = ( 'b' ); }; };",
		{ "a: a change of colour takes 2 min, for 50 % of the visits.", "b: a change to another kind of work takes 2 min, for about 50 % of the visits.",
			"c: 6 are served together, or fewer when the first of them has waited for 20 min; it fails after 60 h of work on average and is "
			"repaired in 2 h on average by one of 2 Fitters." } },
	{ "hours and prices", "money = 'EUR'; calendars = { day = 'Mon-Fri 08:00-16:00'; };"
		"resources = { p = { title = 'People'; number = 2; calendar = 'day'; cost_per_hour = 31.0; overtime_cost_per_hour = 45.0; }; };"
		"stations = { a = { title = 'Bench'; machines = 1; needs = { p = 1; }; time = '1 min'; calendar = 'day'; cost_per_busy_hour = 4.0; }; };"
		"work = { a = { arrive = { every = '5 h'; }; process = ( 'a' ); }; };",
		{ "Hours of Bench, People: Mon-Fri 08:00-16:00, 40 h a week; what is in hand at the end is finished as overtime.",
			"Bench: costs 4 EUR an hour at work.", "People: costs 31 EUR an hour and head, 45 EUR an hour of overtime." } },
};

/* What is printed, its lines joined. */
static char *told(const struct words *words)
{
	struct document document;
	struct words to = *words;
	document_init(&document, words->arena);
	to.to = &document;
	words_print(&to);
	char *text = fixture_text(&document);
	size_t at = 0, length = strlen(text);
	for (size_t i = 0; i < length; i++)
		if (text[i] != '\n' && !(text[i] == ' ' && at && text[at - 1] == ' '))
			text[at++] = text[i];
		else if (text[i] == '\n' && at && text[at - 1] != ' ')
			text[at++] = ' ';
	text[at] = '\0';
	return text;
}

Test(words, say_all_that_a_model_says)
{
	for (size_t i = 0; i < COUNT_OF(sayings); i++) {
		char text[3000];
		struct fixture fixture;
		struct load load;
		snprintf(text, sizeof text, "clock = { unit = 'min'; start = '2026-01-05 06:00'; }; run = { length = '100 h'; };%s", sayings[i].text);
		for (char *c = text; *c; c++)
			*c = *c == '\'' ? '"' : *c;
		fixture_init(&fixture, text, 1);
		load_compute(&load, fixture.model, &fixture.arena);
		char *said = told(&(struct words){ fixture.model, &load, &fixture.arena, NULL });
		for (size_t j = 0; j < COUNT_OF(sayings[i].told) && sayings[i].told[j]; j++)
			cr_expect(strstr(said, sayings[i].told[j]), "case '%s': '%s' is missing from\n%s", sayings[i].title, sayings[i].told[j], said);
		cr_expect_not(strstr(said, "repair:"), "case '%s': repairs are no work of the model's own:\n%s", sayings[i].title, said);
		free(said);
		fixture_done(&fixture);
	}
}

Test(words, formulas_stand_beside_what_was_simulated)
{
	struct fixture fixture;
	struct load load;
	struct textbook textbook;
	struct document document;
	fixture_init(&fixture, fixture_desk, 3);
	fixture_put(&fixture, "stations.desk.wait", 3.1, 0.1);
	fixture_put(&fixture, "stations.desk.utilisation", 0.79, 0.01);
	fixture_finish(&fixture);
	load_compute(&load, fixture.model, &fixture.arena);
	textbook_find(&textbook, fixture.model, &load, &fixture.arena);
	document_init(&document, &fixture.arena);
	beside_print(&textbook, fixture.model, &fixture.scenario, &document);
	char *text = fixture_text(&document);
	cr_expect(strstr(text, "Front desk: wait, min"), "%s", text);
	cr_expect(strstr(text, "3.20 ± 0.25"), "%s", text);
	cr_expect(strstr(text, "80.0 ± 2.5"), "%s", text);
	cr_expect(strstr(text, "M/M/1"), "%s", text);
	free(text);
	fixture_done(&fixture);
}
