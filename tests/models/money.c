/* Who is charged when things change under way: work that is stopped, given up or pre-empted, batches that fall apart, a window that begins
   in the middle. Times are in hours, prices in money per hour; every number is computed by hand in the comment above its model. */
#include <criterion/criterion.h>
#include "engine_run.h"

#define HOURS "clock = { unit = 'h'; };"

Test(money, stopped_work_is_charged_for_what_stays_with_it)
{
	static const struct engine_case cases[] = {
		/* At work 0-2 and 3.5-5.5: 4 x (30 + 6 + 10). The clerk is away 2-3, the room out 2.5-3.5: it stays for half an hour at 6, the
		   machine for an hour and a half at 10. Half an hour of the clerk and one of the room are idle. */
		{ .what = "until that fails as well", .text = HOURS
			"resources = { clerk = { calendar = 'daily 00:00-02:00, 03:00-24:00'; at_shift_end = 'pause'; cost_per_hour = 30; };"
			" room = { cost_per_hour = 6; fails = { every = 2.5; repair = 1; }; }; };"
			"stations = { s = { machines = 1; needs = { clerk = 1; room = 1; }; time = 4; cost_per_hour = 10; }; };"
			"work = { k = { arrive = { at = ( 0 ); }; process = ( 's' ); }; };",
		  .expected = { { "total.end", 5.5 }, { "work.k.cost.work", 184 }, { "work.k.cost.waiting", 18 }, { "total.overhead", 21 }, { "total.cost", 223 } } },
		/* At work 0-2 at 40, stopped until 3 at 10, and given up then. */
		{ .what = "until it is given up", .text = HOURS
			"resources = { clerk = { calendar = 'daily 00:00-02:00'; at_shift_end = 'pause'; cost_per_hour = 30; }; };"
			"stations = { s = { machines = 1; needs = { clerk = 1; }; time = 4; cost_per_hour = 10; }; };"
			"work = { k = { arrive = { at = ( 0 ); }; process = ( { name = 'both'; together = ( ( { name = 'w'; wait = 3; } ), ( 's' ) ); join = 1;"
			" rest = 'cancel'; }, { name = 'after'; wait = 1; } ); }; };",
		  .expected = { { "total.end", 4 }, { "work.k.cost.work", 80 }, { "work.k.cost.waiting", 10 }, { "total.overhead", 10 }, { "total.cost", 100 } } },
		/* The window begins while it is stopped: 2.5-3 at 10, 3-5 at 40; the clerk is idle 5-10. */
		{ .what = "from the beginning of the window on", .text = "run = { length = 10; warmup = 2.5; };" HOURS
			"resources = { clerk = { calendar = 'daily 00:00-02:00, 03:00-24:00'; at_shift_end = 'pause'; cost_per_hour = 30; }; };"
			"stations = { s = { machines = 1; needs = { clerk = 1; }; time = 4; cost_per_hour = 10; }; };"
			"work = { k = { arrive = { at = ( 0 ); }; process = ( 's' ); }; };",
		  .expected = { { "work.k.cost.work", 80 }, { "work.k.cost.waiting", 5 }, { "total.overhead", 200 }, { "total.cost", 285 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

#define OVEN "stations = { s = { machines = 1; batch = { size = 2; }; time = 3; cost_per_hour = 12; cost_per_use = 4; }; };"
#define SHORT "arrive = { at = ( 0 ); }; process = ( { name = 'both'; together = ( ( { name = 'w'; wait = 1; } ), ( 's' ) ); join = 1; rest = 'cancel'; } );"
#define LONG "arrive = { at = ( 0 ); }; process = ( 's' );"

/* One is taken out after an hour: half of it and half the use is its own; the other pays the rest, two hours alone. */
Test(money, who_leaves_a_batch_pays_its_part_until_then)
{
	static const struct engine_case cases[] = {
		{ .what = "the leader", .text = HOURS OVEN "work = { a = { " SHORT " }; b = { " LONG " }; };",
		  .expected = { { "work.a.cost", 8 }, { "work.b.cost", 32 }, { "stations.s.cost", 40 }, { "total.overhead", 0 } } },
		{ .what = "another member", .text = HOURS OVEN "work = { b = { " LONG " }; a = { " SHORT " }; };",
		  .expected = { { "work.a.cost", 8 }, { "work.b.cost", 32 }, { "stations.s.cost", 40 }, { "total.overhead", 0 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

#define LINE "stations = { s = { machines = 1; batch = { size = 2; }; time = 1; cost_per_hour = 12; };" \
	" t = { machines = 1; time = 3; queue = { limit = 0; }; }; };" \
	"work = { p = { arrive = { at = ( 0 ); }; process = ( 's', 't' ); }; q = { arrive = { at = ( 0 ); }; process = ( 's', 't' ); };" \
	" c = { arrive = { at = ( 0 ); }; process = ( { at = 't'; time = 2; } ); }; };"

/* Done at 1, both stand in front until 2, q alone until 5: they hold the machine together for an hour, then q for three. */
Test(money, those_who_hold_a_machine_together_share_it)
{
	static const struct engine_case cases[] = {
		{ .what = "from the beginning", .text = HOURS LINE,
		  .expected = { { "work.p.cost.work", 6 }, { "work.p.cost.waiting", 6 }, { "work.q.cost.work", 6 }, { "work.q.cost.waiting", 42 }, { "stations.s.cost", 96 },
			{ "stations.s.idle_cost", 36 }, { "total.overhead", 36 } } },
		{ .what = "in a window that begins meanwhile", .text = "run = { length = 10; warmup = 1.5; };" HOURS LINE,
		  .expected = { { "work.p.cost.work", 0 }, { "work.p.cost.waiting", 3 }, { "work.q.cost.work", 0 }, { "work.q.cost.waiting", 39 }, { "stations.s.cost", 102 },
			{ "stations.s.idle_cost", 60 }, { "total.overhead", 60 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(money, each_seizure_is_a_use)
{
	static const struct engine_case cases[] = {
		/* 0-1 and 2-4, each time with a use of 3 and 5. */
		{ .what = "again after it was pre-empted", .text = HOURS "resources = { clerk = { cost_per_use = 5; }; };"
			"stations = { s = { machines = 1; needs = { clerk = 1; }; cost_per_use = 3; queue = { order = 'priority'; preempt = 'resume'; }; }; };"
			"work = { low = { priority = 2; arrive = { at = ( 0 ); }; process = ( { at = 's'; time = 3; } ); };"
			" high = { priority = 1; arrive = { at = ( 1 ); }; process = ( { at = 's'; time = 1; } ); }; };",
		  .expected = { { "work.low.cost.work", 16 }, { "work.high.cost.work", 8 }, { "stations.s.cost", 9 }, { "resources.clerk.cost", 15 } } },
		/* A use when it is taken; what it costs from then on is of what is kept. */
		{ .what = "also of what is taken", .text = HOURS "resources = { bed = { number = 2; cost_per_use = 5; cost_per_hour = 2; }; };"
			"work = { k = { arrive = { at = ( 0 ); }; process = ( { name = 'in'; take = { bed = 2; }; }, { name = 'stay'; wait = 3; } ); }; };",
		  .expected = { { "work.k.cost.work", 10 }, { "work.k.cost.kept", 12 }, { "total.overhead", 0 } } },
		/* A branch takes it, the item keeps it after the join, and the window begins in between. */
		{ .what = "and of what a branch took", .text = "run = { length = 6; warmup = 2; };" HOURS "resources = { bed = { cost_per_use = 5; cost_per_hour = 2; }; };"
			"work = { k = { arrive = { at = ( 0 ); }; process = ( { name = 'both'; together = ( ( { name = 'in'; take = { bed = 1; }; wait = 1; } ),"
			" ( { name = 'w'; wait = 3; } ) ); }, { name = 'stay'; wait = 2; } ); }; };",
		  .expected = { { "work.k.cost.work", 0 }, { "work.k.cost.kept", 6 }, { "total.overhead", 2 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(money, a_price_that_makes_no_sense_stops_the_run)
{
	static const struct engine_case cases[] = {
		{ .what = "material", .text = HOURS "work = { k = { arrive = { at = ( 0 ); }; facts = { size = '1'; }; cost = 'size - 3'; process = ( { name = 'w'; wait = 1; } ); }; };",
		  .end = ENGINE_WRONG, .says = { "the cost of 'k' came out as -2", "from 0 on" } },
		{ .what = "a step", .text = HOURS "work = { k = { arrive = { at = ( 0 ); }; process = ( { name = 'w'; wait = 1; cost = 'now / 1 h - 3'; } ); }; };",
		  .end = ENGINE_WRONG, .says = { "the cost of 'w' came out as -2" } },
		{ .what = "waiting", .text = HOURS "work = { k = { arrive = { at = ( 0 ); }; facts = { size = '1'; }; holding_cost_per_hour = 'size - 3'; process = ( { name = 'w'; wait = 1; } ); }; };",
		  .end = ENGINE_WRONG, .says = { "the holding cost of 'k' came out as -2" } },
		{ .what = "a value without bound", .text = HOURS "work = { k = { arrive = { at = ( 0 ); }; facts = { size = '0'; }; value = '1 / size'; process = ( { name = 'w'; wait = 1; } ); }; };",
		  .end = ENGINE_WRONG, .says = { "the value of 'k' came out as inf" } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

/* Hours: material 1; a step of 2 h with a machine at 3 an hour that costs 10, done again for half of it: 6 + 10 + 3 + 5. Then a wait of
   1 h; all 4 h in the system cost 0.5 each, which is paid in the end. */
Test(money, an_item_knows_what_it_has_cost)
{
	static const struct engine_case cases[] = {
		{ .what = "on the way and at its end",
		  .text = HOURS "stations = { s = { machines = 1; cost_per_hour = 3; }; };"
			"work = { k = { arrive = { at = ( 0 ); }; facts = { half_way = 0; }; cost = 1; holding_cost_per_hour = 0.5;"
			" process = ( { at = 's'; time = 2; cost_of_work = 10; rework = { when = 'passes = 0'; to = 's'; share = '50%'; }; },"
			" { name = 'pause'; wait = 1; set = { half_way = 'cost_so_far'; }; } ); }; };"
			"measures = { half_way = { of = 'k'; mean = 'half_way'; }; all = { of = 'k'; mean = 'cost_so_far'; };"
			" dear = { of = 'k'; share = 'cost_so_far > 26'; }; };",
		  .expected = { { "measures.half_way", 25 }, { "measures.all", 27 }, { "work.k.cost", 27 }, { "measures.dear", 1 },
			{ "work.k.cost.work", 16 }, { "work.k.cost.rework", 8 } } },
		/* 3, 5 and 10: a mean of 6, squares of 9, 1 and 16, and the root of 26 / 2. */
		{ .what = "and how much costs differ",
		  .text = HOURS "work = { k = { arrive = { at = ( 0, 1, 2 ); }; process = ( { name = 'w'; wait = 1;"
			" cost = 'if(now < 90 min, 3, if(now < 150 min, 5, 10))'; } ); }; };"
			"measures = { differ = { of = 'k'; sd = 'cost_so_far'; }; early = { of = 'k'; sd = 'cost_so_far'; where = 'now < 150 min'; }; };",
		  .expected = { { "measures.differ", 3.605551275463989 }, { "measures.early", 1.4142135623730951 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

static bool has(const struct ran *ran, const char *name)
{
	return metric_find(&ran->model->metrics, name) >= 0;
}

Test(money, only_the_parts_that_a_kind_can_have_are_there)
{
	struct ran ran = ran_text(HOURS "resources = { bed = { cost_per_hour = 2; }; };"
		"stations = { s = { machines = 1; time = 1; cost_per_hour = 3; setup = { on = 'kind'; time = 1; }; }; };"
		"work = { a = { arrive = { at = ( 0 ); }; process = ( { at = 's'; rework = { when = 'passes = 0'; to = 's'; }; } ); };"
		" b = { arrive = { at = ( 0 ); }; cost = 1; holding_cost_per_hour = 1; promise = 1; late_cost_per_hour = 1;"
		" process = ( { name = 'in'; take = { bed = 1; }; }, { name = 'w'; wait = 2; } ); }; };", 1, 1);
	cr_assert(ran.built && ran.end == ENGINE_DONE);
	static const struct { const char *name; bool there; } rows[] = {
		{ "work.a.cost", true }, { "work.a.cost.work", true }, { "work.a.cost.rework", true }, { "work.a.cost.setup", true }, { "work.a.cost.waiting", false },
		{ "work.a.cost.kept", false }, { "work.a.cost.material", false }, { "work.a.cost.late", false }, { "work.b.cost.rework", false },
		{ "work.b.cost.setup", false }, { "work.b.cost.waiting", true }, { "work.b.cost.kept", true }, { "work.b.cost.material", true },
		{ "work.b.cost.late", true }, { "resources.bed.overtime_cost", false }, { "resources.bed.idle", true } };
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		cr_expect_eq(has(&ran, rows[i].name), rows[i].there, "%s", rows[i].name);
	ran_done(&ran);
}
