/* Which causes a kind of work and a station can have, in which order they are told, and what they are called. */
#include "models/cause.h"

#include <criterion/criterion.h>
#include <string.h>
#include "engine_run.h"

/* The names of a list of causes, with commas between. */
static void write_names(char *text, size_t room, const struct model *model, const uint16_t *causes, uint32_t count)
{
	size_t used = 0;
	text[0] = '\0';
	for (uint32_t i = 0; i < count; i++)
		used += (size_t)snprintf(text + used, room - used, "%s%s", i ? ", " : "", cause_name(model, causes[i]));
	cr_assert_lt(used, room);
}

struct row {
	const char *what, *text;
	const char *kind, *station;      /* the causes of the first of each; NULL: not looked at */
};

static void check(const struct row *row)
{
	char names[500];
	struct ran ran = ran_text(row->text, 1, 1);
	cr_assert(ran.built, "%s: %s", row->what, ran.note.text);
	if (row->kind) {
		write_names(names, sizeof names, ran.model, ran.model->kinds[0].causes, ran.model->kinds[0].cause_count);
		cr_expect_str_eq(names, row->kind, "%s: the kind has %s, not %s", row->what, names, row->kind);
	}
	if (row->station) {
		write_names(names, sizeof names, ran.model, ran.model->stations[0].causes, ran.model->stations[0].cause_count);
		cr_expect_str_eq(names, row->station, "%s: the station has %s, not %s", row->what, names, row->station);
	}
	ran_done(&ran);
}

#define WORK "work = { k = { arrive = { at = ( 0 ); }; process = ( 's' ); }; };"
#define STATION(rest) "stations = { s = { time = 3; " rest " }; };"
#define CLERK(rest) "resources = { clerk = { " rest " }; };"
#define HOURS "calendar = 'daily 08:00-16:00';"
#define FAILS "fails = { every = 10; repair = 1; };"

Test(cause, only_what_there_can_be_is_told)
{
	static const struct row rows[] = {
		{ "a machine", STATION("") WORK, "working, wait.machine", "wait.machine" },
		{ "no limit", STATION("machines = 'unlimited';") WORK, "working", "" },
		{ "people", CLERK("") STATION("needs = { clerk = 1; };") WORK, "working, wait.clerk", "wait.clerk" },
		{ "people at machines", CLERK("") STATION("machines = 1; needs = { clerk = 1; };") WORK, "working, wait.machine, wait.clerk",
			"wait.machine, wait.clerk" },
		{ "hours of the station", STATION(HOURS) WORK, "working, wait.machine, wait.shift", "wait.machine, wait.shift" },
		{ "hours of people", CLERK(HOURS) STATION("needs = { clerk = 1; };") WORK, "working, wait.clerk, wait.shift", "wait.clerk, wait.shift" },
		{ "failures of machines", STATION(FAILS) WORK, "working, wait.machine, wait.repair", "wait.machine, wait.repair" },
		{ "failures of people", CLERK(FAILS) STATION("needs = { clerk = 1; };") WORK, "working, wait.clerk, wait.repair", "wait.clerk, wait.repair" },
		{ "interruptions", STATION("queue = { order = 'priority'; preempt = 'resume'; };") WORK, "working, wait.machine, preempted",
			"wait.machine, preempted" },
		{ "batches", STATION("batch = { size = 2; };") WORK, "working, wait.machine, batch", "wait.machine, batch" },
		{ "set-ups", STATION("setup = { on = 'kind'; time = 1; };") WORK, "working, setup, wait.machine", "wait.machine" },
		{ "a full queue that blocks", STATION("queue = { limit = 1; };") WORK, "working, wait.machine, blocked", "wait.machine" },
		{ "a full queue that does not", STATION("queue = { limit = 1; when_full = 'turn_away'; };") WORK, "working, wait.machine", NULL },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		check(&rows[i]);
}

/* Nobody is on shift where all of several have gone home; the first of them has the name, and any of them may stop. */
Test(cause, of_several_the_first_has_the_name)
{
	static const struct row rows[] = {
		{ "one has hours", "resources = { a = { " HOURS " }; b = {}; };" STATION("needs_one_of = [ 'b', 'a' ];") WORK, "working, wait.b", "wait.b" },
		{ "both have hours", "resources = { a = { " HOURS " }; b = { " HOURS " }; };" STATION("needs_one_of = [ 'b', 'a' ];") WORK,
			"working, wait.b, wait.shift", "wait.b, wait.shift" },
		{ "who pauses stops work", "resources = { a = { " HOURS " at_shift_end = 'pause'; }; b = {}; };" STATION("needs_one_of = [ 'b', 'a' ];") WORK,
			"working, wait.b, wait.shift", "wait.b" },
		{ "so does who fails", "resources = { a = { " FAILS " }; b = {}; };" STATION("needs_one_of = [ 'b', 'a' ];") WORK,
			"working, wait.b, wait.repair", "wait.b" },
		{ "the first of them fails", "resources = { a = {}; b = { " FAILS " }; };" STATION("needs_one_of = [ 'b', 'a' ];") WORK,
			"working, wait.b, wait.repair", "wait.b, wait.repair" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		check(&rows[i]);
}

Test(cause, what_steps_do_counts_for_their_kind)
{
	static const struct row rows[] = {
		{ "a planned wait", "work = { k = { arrive = { at = ( 0 ); }; process = ( { name = 'w'; wait = 1; } ); }; };", "working, planned", NULL },
		{ "rework", STATION("") "work = { k = { arrive = { at = ( 0 ); }; process = ( { at = 's'; rework = { chance = '10%'; to = 's'; }; } ); }; };",
			"working, rework, wait.machine", NULL },
		{ "a take", "resources = { bed = {}; };" STATION("") "work = { k = { arrive = { at = ( 0 ); }; process = ( { at = 's'; take = { bed = 1; }; } ); }; };",
			"working, wait.machine, wait.bed", NULL },
		{ "work that is started and waited for", STATION("") "work = { k = { arrive = { at = ( 0 ); }; process = ( { name = 'n'; start = 'j'; wait_for = true; } ); };"
			" j = { process = ( 's' ); }; };", "working, partner", NULL },
		{ "work that is only started", STATION("") "work = { k = { arrive = { at = ( 0 ); }; process = ( { name = 'n'; start = 'j'; } ); }; j = { process = ( 's' ); }; };",
			"working", NULL },
		{ "where a full queue sends it", "resources = { clerk = {}; }; stations = { s = { time = 3; queue = { limit = 1; when_full = 't'; }; };"
			" t = { time = 3; needs = { clerk = 1; }; }; };" WORK, "working, wait.machine, wait.clerk", "wait.machine" },
		{ "inside branches", STATION("") "work = { k = { arrive = { at = ( 0 ); }; process = ( ( ( 's' ), ( { name = 'w'; wait = 1; } ) ) ); }; };",
			"working, wait.machine, planned", NULL },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		check(&rows[i]);
}

/* Resources in the order of the file, the rest in an order of its own. */
Test(cause, they_are_told_in_one_order)
{
	static const char text[] = "resources = { z = { " HOURS " }; a = { " FAILS " }; };"
		"stations = { s = { time = 3; machines = 2; needs = { a = 1; z = 1; }; setup = { on = 'kind'; time = 1; }; batch = { size = 2; }; queue = { limit = 3; }; };"
		" t = { time = 1; queue = { order = 'priority'; preempt = 'restart'; }; }; };"
		"work = { k = { arrive = { at = ( 0 ); }; process = ( { at = 's'; rework = { chance = '10%'; to = 's'; }; }, 't',"
		" { name = 'n'; start = 'j'; wait_for = true; }, { name = 'w'; wait = 1; } ); }; j = { process = ( 't' ); }; };";
	static const struct row row = { "everything", text,
		"working, rework, setup, wait.machine, wait.z, wait.a, wait.shift, wait.repair, preempted, blocked, batch, partner, planned",
		"wait.machine, wait.z, wait.a, wait.shift, wait.repair, batch" };
	check(&row);
}

Test(cause, people_read_titles)
{
	struct ran ran = ran_text("resources = { mechanic = { title = 'Mechanics'; }; };" STATION("machines = 1; needs = { mechanic = 1; };") WORK, 1, 1);
	cr_assert(ran.built, "%s", ran.note.text);
	cr_expect_str_eq(cause_name(ran.model, CAUSE_RESOURCE), "wait.mechanic");
	cr_expect_str_eq(cause_words(ran.model, CAUSE_RESOURCE), "waiting for Mechanics");
	cr_expect_str_eq(cause_words(ran.model, CAUSE_MACHINE), "waiting for a machine");
	ran_done(&ran);
}

/* Items of plain models carry nothing for the ledger. */
Test(cause, what_another_field_says_needs_no_slot)
{
	static const struct {
		const char *text;
		uint32_t waited, slots;
	} rows[] = {
		{ STATION("") WORK, CAUSE_MACHINE, 0 },
		{ STATION("machines = 'unlimited';") WORK, NONE, 0 },
		{ CLERK("") STATION("needs = { clerk = 1; };") WORK, CAUSE_RESOURCE, 0 },
		{ CLERK("") STATION("machines = 1; needs = { clerk = 1; };") WORK, NONE, 2 },
		{ STATION("queue = { limit = 2; };") WORK, CAUSE_MACHINE, 1 },
		{ STATION("machines = 'unlimited'; " HOURS " at_shift_end = 'pause';") WORK, NONE, 1 },
		{ CLERK("") "stations = { s = { time = 3; fails = { every = 10; repair = 1; needs = { clerk = 1; }; }; }; };" WORK, NONE, 2 },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct ran ran = ran_text(rows[i].text, 1, 1);
		cr_assert(ran.built, "%s", ran.note.text);
		cr_expect_eq(ran.model->ledger.waited, rows[i].waited, "%s", rows[i].text);
		cr_expect_eq(ran.model->ledger.slot_count, rows[i].slots, "%s: %u", rows[i].text, ran.model->ledger.slot_count);
		ran_done(&ran);
	}
}
