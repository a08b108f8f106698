/* What it costs and who causes it. Times are in hours, prices in money per hour; every number is computed by hand in the comment
   above its model. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "engine_run.h"

#define HOURS "clock = { unit = 'h'; };"

static double metric_or_nothing(const struct ran *ran, const char *format, const char *name)
{
	char metric[200];
	snprintf(metric, sizeof metric, format, name);
	int index = metric_find(&ran->model->metrics, metric);
	return index < 0 || isnan(ran->row[index]) ? 0.0 : ran->row[index];
}

static bool near(double a, double b)
{
	return fabs(a - b) <= 1e-11 * fmax(1.0, fmax(fabs(a), fabs(b)));
}

/* Paid hours are busy and idle ones; what a pool costs is the sum of its parts. */
static void resources_add_up(const char *what, const struct ran *ran)
{
	for (uint32_t r = 0; r < ran->model->resource_count; r++) {
		const struct resource *resource = &ran->model->resources[r];
		const char *name = resource->name;
		double window = ran->model->length < INFINITY ? ran->model->length - ran->model->warmup : metric_or_nothing(ran, "%s", "total.end");
		double busy = metric_or_nothing(ran, "resources.%s.busy", name) * window, idle = metric_or_nothing(ran, "resources.%s.idle", name);
		double scheduled = metric_or_nothing(ran, "resources.%s.scheduled", name), overtime = metric_or_nothing(ran, "resources.%s.overtime", name);
		double parts = metric_or_nothing(ran, "resources.%s.busy_cost", name) + metric_or_nothing(ran, "resources.%s.idle_cost", name)
			+ metric_or_nothing(ran, "resources.%s.overtime_cost", name) + window * resource->costs.fixed;
		cr_expect(near(busy + idle, scheduled + overtime), "%s: %s works %g and is idle %g, but there %g and longer %g", what, name, busy, idle, scheduled, overtime);
		cr_expect(near(parts, metric_or_nothing(ran, "resources.%s.cost", name)), "%s: the parts of %s are %g", what, name, parts);
	}
}

/* What items caused and what nobody caused is all there is. */
static void items_add_up(const char *what, const struct ran *ran)
{
	static const char *const parts[] = { "work", "rework", "setup", "waiting", "kept", "material", "late" };
	double caused = 0.0;
	bool all_completed = true;
	for (uint32_t k = 0; k < ran->model->kind_count; k++) {
		const char *name = ran->model->kinds[k].name;
		char format[60];
		double sum = 0.0, completed = metric_or_nothing(ran, "work.%s.completed", name), cost = metric_or_nothing(ran, "work.%s.cost", name);
		if (ran->model->kinds[k].hidden)
			continue;
		for (size_t i = 0; i < COUNT_OF(parts); i++) {
			snprintf(format, sizeof format, "work.%%s.cost.%s", parts[i]);
			sum += metric_or_nothing(ran, format, name);
		}
		cr_expect(near(sum, cost), "%s: the parts of %s are %g, not %g", what, name, sum, cost);
		caused += cost * completed;
		all_completed &= completed > 0.0;
	}
	double total = metric_or_nothing(ran, "%s", "total.cost"), overhead = metric_or_nothing(ran, "%s", "total.overhead");
	if (all_completed)
		cr_expect(near(caused + overhead, total), "%s: %g of items and %g of nobody are not %g", what, caused, overhead, total);
	cr_expect(near(total + metric_or_nothing(ran, "%s", "total.profit"), metric_or_nothing(ran, "%s", "total.value")), "%s: profit", what);
}

static void money_cases(const struct engine_case *cases, size_t count)
{
	engine_cases(cases, count);
	for (size_t i = 0; i < count; i++) {
		struct ran ran = ran_text(cases[i].text, 1, 1);
		if (ran.built && ran.end == ENGINE_DONE) {
			resources_add_up(cases[i].what, &ran);
			items_add_up(cases[i].what, &ran);
		}
		ran_done(&ran);
	}
}

#define CLERK(rest) "resources = { clerk = { " rest " }; };"
#define DESK "stations = { s = { machines = 1; needs = { clerk = 1; }; time = 3; }; };"
#define COME(at) "work = { k = { arrive = { at = ( " at " ); }; process = ( 's' ); }; };"

Test(engine_money, people_are_paid_while_they_are_there)
{
	static const struct engine_case cases[] = {
		/* At work 0-3 and 5-8, 2 idle: 6 x 30 and 2 x 30. */
		{ .what = "by the hour", .text = HOURS CLERK("cost_per_hour = 30;") DESK COME("0, 5"),
		  .expected = { { "resources.clerk.scheduled", 8 }, { "resources.clerk.idle", 2 }, { "resources.clerk.busy_cost", 180 }, { "resources.clerk.idle_cost", 60 },
			{ "resources.clerk.cost", 240 }, { "work.k.cost", 90 }, { "work.k.cost.work", 90 }, { "total.cost", 240 }, { "total.overhead", 60 }, { "total.cost_per_item", 120 },
			{ "total.profit", -240 } } },
		/* 15-18: one hour at 30, two at 45; idle 8-15: 7 x 30. */
		{ .what = "more in overtime", .text = HOURS CLERK("calendar = 'daily 08:00-16:00'; cost_per_hour = 30; overtime_cost_per_hour = 45;") DESK COME("15"),
		  .expected = { { "resources.clerk.scheduled", 8 }, { "resources.clerk.overtime", 2 }, { "resources.clerk.idle", 7 }, { "resources.clerk.busy_cost", 30 },
			{ "resources.clerk.overtime_cost", 90 }, { "resources.clerk.idle_cost", 210 }, { "resources.clerk.cost", 330 }, { "work.k.cost", 120 }, { "work.k.cost.work", 120 },
			{ "total.overhead", 210 } } },
		{ .what = "or as much", .text = HOURS CLERK("calendar = 'daily 08:00-16:00'; cost_per_hour = 30;") DESK COME("15"),
		  .expected = { { "resources.clerk.overtime_cost", 60 }, { "resources.clerk.cost", 300 }, { "work.k.cost.work", 90 }, { "total.overhead", 210 } } },
		/* Two until 12, one until 16. a and b 10-14: 10-12 both at 30; 12-14 one of the two is beyond the shift: 30 + 45,
		   half of it each. There are 2 x 4 + 2 hours until 14; idle 8-10 two. */
		{ .what = "those who work together share the overtime", .text = HOURS CLERK("shifts = ( { hours = 'daily 08:00-16:00'; }, { hours = 'daily 08:00-12:00'; } );"
			" cost_per_hour = 30; overtime_cost_per_hour = 45;") "stations = { s = { machines = 2; needs = { clerk = 1; }; time = 4; }; };"
			"work = { a = { arrive = { at = ( 10 ); }; process = ( 's' ); }; b = { arrive = { at = ( 10 ); }; process = ( 's' ); }; };",
		  .expected = { { "work.a.cost", 135 }, { "work.b.cost", 135 }, { "resources.clerk.scheduled", 10 }, { "resources.clerk.overtime", 2 }, { "resources.clerk.idle", 4 },
			{ "resources.clerk.busy_cost", 180 }, { "resources.clerk.overtime_cost", 90 }, { "total.overhead", 120 } } },
		/* Two of three for two hours: 4 x (30 + 12) and 2 x 5; idle 2 x 30. */
		{ .what = "by the hour at work and by use", .text = HOURS CLERK("number = 3; cost_per_hour = 30; cost_per_busy_hour = 12; cost_per_use = 5;")
			"stations = { s = { needs = { clerk = 2; }; time = 2; }; };" COME("0"),
		  .expected = { { "resources.clerk.busy_cost", 178 }, { "resources.clerk.idle_cost", 60 }, { "resources.clerk.cost", 238 }, { "work.k.cost.work", 178 }, { "total.overhead", 60 } } },
		/* 168 a week is 1 an hour, for nobody in particular. */
		{ .what = "and for the pool as such", .text = HOURS CLERK("fixed_cost_per_week = 168;") DESK COME("0, 5"),
		  .expected = { { "resources.clerk.cost", 8 }, { "work.k.cost", 0 }, { "total.cost", 8 }, { "total.overhead", 8 }, { "total.cost_per_item", 4 } } },
		/* Overtime at work: 15-18, with 12 an hour on top: 30 + 2 x 45 + 3 x 12; the hours at work are the busy cost's,
		   what is paid for overtime is its own. */
		{ .what = "at work in overtime", .text = HOURS CLERK("calendar = 'daily 08:00-16:00'; cost_per_hour = 30; overtime_cost_per_hour = 45; cost_per_busy_hour = 12;") DESK COME("15"),
		  .expected = { { "resources.clerk.busy_cost", 30 + 36 }, { "resources.clerk.overtime_cost", 90 }, { "resources.clerk.cost", 30 + 36 + 90 + 210 }, { "work.k.cost.work", 156 } } },
		/* One is ill 10-15 and paid all the same: 17 hours. At work 12. */
		{ .what = "also when they are ill", .text = HOURS CLERK("cost_per_hour = 30; fails = { every = 10; repair = 5; };") "stations = { s = { needs = { clerk = 1; }; time = 12; }; };" COME("0"),
		  .expected = { { "resources.clerk.cost", 510 }, { "resources.clerk.busy_cost", 360 }, { "resources.clerk.idle_cost", 150 }, { "work.k.cost", 360 }, { "total.overhead", 150 } } },
		/* The window begins at 4: at work 4-10, the use was before. */
		{ .what = "after the warm-up", .text = "run = { length = 20; warmup = 4; };" HOURS CLERK("cost_per_hour = 30; cost_per_use = 7;") "stations = { s = { needs = { clerk = 1; }; time = 10; }; };" COME("0"),
		  .expected = { { "resources.clerk.scheduled", 16 }, { "resources.clerk.busy_cost", 180 }, { "resources.clerk.idle_cost", 300 }, { "work.k.cost.work", 180 }, { "total.cost", 480 } } },
	};
	money_cases(cases, COUNT_OF(cases));
}

Test(engine_money, machines_are_paid_while_the_station_is_open)
{
	static const struct engine_case cases[] = {
		/* Two machines 0-3: one at work, 3 x 48 and 3 for the use; the other idle, 3 x 40. */
		{ .what = "by the hour, at work and by use", .text = HOURS "stations = { s = { machines = 2; time = 3; cost_per_hour = 40; cost_per_busy_hour = 8; cost_per_use = 3; }; };" COME("0"),
		  .expected = { { "stations.s.cost", 267 }, { "work.k.cost.work", 147 }, { "work.k.cost", 147 }, { "total.cost", 267 }, { "total.overhead", 120 } } },
		/* Open 8-16; 15-18 at the same price: 10 hours. */
		{ .what = "after closing at the same price", .text = HOURS "stations = { s = { time = 3; cost_per_hour = 40; calendar = 'daily 08:00-16:00'; }; };" COME("15"),
		  .expected = { { "stations.s.cost", 400 }, { "work.k.cost.work", 120 }, { "total.overhead", 280 } } },
		/* a 0-3; b set up 3-5, 5-8: setup 2 x 70, work 3 x 70. */
		{ .what = "a setup by itself", .text = HOURS CLERK("cost_per_hour = 30;") "stations = { s = { machines = 1; needs = { clerk = 1; }; time = 3; cost_per_hour = 40;"
			" setup = { on = 'kind'; time = 2; }; }; }; work = { a = { arrive = { at = ( 0 ); }; process = ( 's' ); }; b = { arrive = { at = ( 0 ); }; process = ( 's' ); }; };",
		  .expected = { { "work.a.cost", 210 }, { "work.b.cost.setup", 140 }, { "work.b.cost.work", 210 }, { "work.b.cost", 350 }, { "stations.s.cost", 320 }, { "total.cost", 560 },
			{ "total.overhead", 0 } } },
		/* s 0-4, t 4-5 (7 for it), s again for half of it 5-7, t 7-7.5 (7 again). s: 6 x 30 at work, 1.5 idle. */
		{ .what = "rework by itself", .text = HOURS "stations = { s = { time = 4; cost_per_hour = 30; }; t = { time = 1; }; };"
			"work = { k = { arrive = { at = ( 0 ); }; process = ( 's', { at = 't'; cost = 7; rework = { chance = '100%'; to = 's'; share = '50%'; at_most = 1; }; } ); }; };",
		  .expected = { { "work.k.cost.work", 127 }, { "work.k.cost.rework", 67 }, { "work.k.cost", 194 }, { "stations.s.cost", 225 }, { "total.cost", 239 }, { "total.overhead", 45 } } },
		/* At work 8-10 and 13-16; down 10-13 it is held by the item. Idle 0-8: 8 x 40. */
		{ .what = "a machine that is down is held", .text = HOURS "stations = { s = { time = 5; cost_per_hour = 40; fails = { every = 10; repair = 3; }; }; };" COME("8"),
		  .expected = { { "work.k.cost.work", 200 }, { "work.k.cost.waiting", 120 }, { "stations.s.cost", 640 }, { "total.overhead", 320 } } },
		/* s: two hours each at work; the second is blocked 4-7. s is there until 12. */
		{ .what = "and so is one that is blocked", .text = HOURS "stations = { s = { time = 2; cost_per_hour = 40; cost_per_busy_hour = 10; }; t = { time = 5; queue = { limit = 0; }; }; };"
			"work = { k = { arrive = { at = ( 0, 0 ); }; process = ( 's', 't' ); }; };",
		  .expected = { { "work.k.cost.work", 2 * 50 }, { "work.k.cost.waiting", 3 * 40 / 2.0 }, { "stations.s.cost", 12 * 40 + 4 * 10 }, { "total.overhead", 200 } } },
		/* The crew's hours are nobody's: 16 x 20. */
		{ .what = "a repair belongs to no item", .text = HOURS "resources = { fitter = { cost_per_hour = 20; cost_per_use = 5; }; }; stations = { s = { time = 5;"
			" fails = { every = 10; repair = 3; needs = { fitter = 1; }; }; }; };" COME("8"),
		  .expected = { { "work.k.cost", 0 }, { "resources.fitter.cost", 325 }, { "resources.fitter.busy_cost", 65 }, { "total.overhead", 325 } } },
		/* One use of 12 and 10 x 30, for three. */
		{ .what = "a batch is one use", .text = HOURS "stations = { s = { machines = 1; time = 10; batch = { size = 3; }; cost_per_hour = 30; cost_per_use = 12; }; };" COME("0, 1, 2"),
		  .expected = { { "work.k.cost.work", 104 }, { "stations.s.cost", 372 }, { "total.overhead", 60 } } },
		/* Two of a batch of three are a: each bears a third. */
		{ .what = "that its members share", .text = HOURS "stations = { s = { machines = 1; time = 10; batch = { size = 3; }; cost_per_hour = 30; cost_per_use = 12; }; };"
			"work = { a = { arrive = { at = ( 0, 0 ); }; process = ( 's' ); }; b = { arrive = { at = ( 0 ); }; process = ( 's' ); }; };",
		  .expected = { { "work.a.cost", 104 }, { "work.b.cost", 104 }, { "total.overhead", 0 } } },
		/* The oven is held 10-18 by those who wait for t (4 each, 10-14, 14-18, 18-22): three in it 0-10; two held to 14,
		   one to 18. 8 x 30 in all. */
		{ .what = "and so they share what it is held for", .text = HOURS "stations = { s = { machines = 1; time = 10; batch = { size = 3; }; cost_per_hour = 30; }; t = { time = 4; queue = { limit = 0; }; }; };"
			"work = { k = { arrive = { at = ( 0, 0, 0 ); }; process = ( 's', 't' ); }; };",
		  .expected = { { "work.k.cost.work", 100 }, { "work.k.cost.waiting", 80 }, { "total.overhead", 120 } } },
	};
	money_cases(cases, COUNT_OF(cases));
}

Test(engine_money, what_waits_costs)
{
	static const struct engine_case cases[] = {
		/* 3 and 5 hours in the system. */
		{ .what = "an hour in the system", .text = HOURS "stations = { s = { time = 3; }; }; work = { k = { arrive = { at = ( 0, 1 ); }; holding_cost_per_hour = 2; process = ( 's' ); }; };",
		  .expected = { { "work.k.cost", 8 }, { "work.k.cost.waiting", 8 }, { "total.cost", 16 }, { "total.overhead", 0 } } },
		/* In the window from 4 on: 4-6 of the second; the first was done at 3. */
		{ .what = "after the warm-up", .text = "run = { length = 10; warmup = 4; };" HOURS "stations = { s = { time = 3; }; };"
			"work = { k = { arrive = { at = ( 0, 1 ); }; holding_cost_per_hour = 2; process = ( 's' ); }; };",
		  .expected = { { "work.k.completed", 1 }, { "work.k.cost", 4 }, { "total.cost", 4 } } },
		/* 15-16, stopped, 32-34: three hours at 80; 16 hours of the machine (40) and of the room, which stays (10). The
		   clerk is at home. Until 34: machine and room idle 15 hours, the clerk on shift 10 hours. */
		{ .what = "stopped work holds its machine and its room", .text = HOURS "resources = { clerk = { calendar = 'daily 08:00-16:00'; at_shift_end = 'pause'; cost_per_hour = 30; }; room = { cost_per_hour = 10; }; };"
			"stations = { s = { machines = 1; needs = { clerk = 1; room = 1; }; time = 3; cost_per_hour = 40; }; };" COME("15"),
		  .expected = { { "work.k.cost.work", 240 }, { "work.k.cost.waiting", 800 }, { "stations.s.cost", 1360 }, { "resources.room.cost", 340 }, { "resources.room.busy_cost", 190 },
			{ "resources.clerk.cost", 300 }, { "total.overhead", 960 } } },
		/* low 0-4 and 6-12, high 4-6: low holds nothing while it is pre-empted. */
		{ .what = "pre-empted work holds nothing", .text = HOURS "stations = { s = { machines = 1; time = 1; cost_per_hour = 40; queue = { order = 'priority'; preempt = 'resume'; }; }; };"
			"work = { low = { priority = 2; arrive = { at = ( 0 ); }; process = ( { at = 's'; time = 10; } ); }; high = { priority = 1; arrive = { at = ( 4 ); }; process = ( { at = 's'; time = 2; } ); }; };",
		  .expected = { { "work.low.cost", 400 }, { "work.high.cost", 80 }, { "total.overhead", 0 } } },
		/* The bed 0-5 over two tasks, and 5-10: ten hours at 10. s is at work 3 of each. */
		{ .what = "what is kept", .text = HOURS "resources = { bed = { cost_per_hour = 10; }; }; stations = { s = { time = 3; cost_per_hour = 7; }; t = { time = 2; }; };"
			"work = { k = { arrive = { at = ( 0, 1 ); }; process = ( { name = 'in'; take = { bed = 1; }; at = 's'; }, { name = 'out'; at = 't'; give = { bed = 1; }; } ); }; };",
		  .expected = { { "work.k.cost.kept", 50 }, { "work.k.cost.work", 21 }, { "work.k.cost", 71 }, { "resources.bed.cost", 100 }, { "total.overhead", 28 } } },
		/* Kept after the shift, too: 14-16 at 10, 16-17 at 15; idle 8-14. */
		{ .what = "and kept in overtime", .text = HOURS "resources = { guard = { calendar = 'daily 08:00-16:00'; cost_per_hour = 10; overtime_cost_per_hour = 15; }; };"
			"work = { k = { arrive = { at = ( 14 ); }; process = ( { name = 'n'; take = { guard = 1; }; wait = 3; } ); }; };",
		  .expected = { { "work.k.cost.kept", 35 }, { "resources.guard.cost", 95 }, { "resources.guard.overtime_cost", 15 }, { "total.overhead", 60 } } },
		/* Due after 2 hours: 1 and 3 hours late. */
		{ .what = "an hour after the promise", .text = HOURS "stations = { s = { time = 3; }; }; work = { k = { arrive = { at = ( 0, 1 ); }; promise = 2; late_cost_per_hour = 4; process = ( 's' ); }; };",
		  .expected = { { "work.k.cost.late", 8 }, { "work.k.cost", 8 }, { "total.cost", 16 } } },
		/* Due Monday, 9:00 (177); done at 185, an hour after closing time: 7 working hours late. */
		{ .what = "of the kind's own hours", .text = HOURS "work = { k = { arrive = { at = ( 111 ); }; promise = 2; late_cost_per_hour = 3; calendar = 'Mon-Fri 08:00-16:00'; process = ( { name = 'n'; wait = 74; } ); }; };",
		  .expected = { { "work.k.cost.late", 21 }, { "work.k.open_time", 9 } } },
		{ .what = "not before it", .text = HOURS "stations = { s = { time = 3; }; }; work = { k = { arrive = { at = ( 0, 4 ); }; promise = 3; late_cost_per_hour = 4; process = ( 's' ); }; };",
		  .expected = { { "work.k.cost.late", 0 }, { "work.k.on_time", 1 } } },
	};
	money_cases(cases, COUNT_OF(cases));
}

Test(engine_money, what_goes_in_and_what_comes_out)
{
	static const struct engine_case cases[] = {
		/* Two enter, 22 each; the second, done at 8, is scrapped: what it has cost is borne by the one that is completed.
		   s: 8 x 10. */
		{ .what = "scrap", .text = HOURS "stations = { s = { time = 3; cost_per_hour = 10; }; }; work = { k = { arrive = { at = ( 0, 5 ); }; value = 90; cost = 22;"
			" process = ( { at = 's'; next = ( { to = 'scrap'; when = 'now > 4 h'; } ); } ); }; };",
		  .expected = { { "work.k.completed", 1 }, { "work.k.cost.material", 44 }, { "work.k.cost.work", 60 }, { "work.k.cost", 104 }, { "work.k.value", 90 }, { "total.value", 90 },
			{ "total.cost", 124 }, { "total.overhead", 20 }, { "total.profit", -34 }, { "total.cost_per_item", 124 } } },
		/* The second leaves at 2, unserved. */
		{ .what = "who leaves", .text = HOURS "stations = { s = { time = 3; queue = { patience = 1; }; }; }; work = { k = { arrive = { at = ( 0, 1 ); }; value = 50; cost = 5; process = ( 's' ); }; };",
		  .expected = { { "work.k.cost.material", 10 }, { "work.k.cost", 10 }, { "work.k.value", 50 }, { "total.profit", 40 } } },
		/* Facts are worth something: 10 x 3 and 4 x 3. */
		{ .what = "what an item is worth", .text = HOURS "stations = { s = { time = 3; }; }; work = { a = { arrive = { at = ( 0 ); }; facts = { size = 3; }; value = '10 * size'; cost = '4 * size'; process = ( 's' ); };"
			" b = { arrive = { at = ( 0 ); }; value = 7; process = ( 's' ); }; };",
		  .expected = { { "work.a.value", 30 }, { "work.a.cost", 12 }, { "work.b.value", 7 }, { "total.value", 37 }, { "total.cost", 12 }, { "total.profit", 25 } } },
		/* A step that is done costs 2 each, one that is skipped nothing; and one that is no work at all costs 3. */
		{ .what = "steps", .text = HOURS "stations = { s = { time = 3; }; }; work = { k = { arrive = { at = ( 0, 1 ); }; process = ( { at = 's'; cost = 2; }, { name = 'n'; wait = 1; cost = 9; chance = '0%'; },"
			" { name = 'm'; cost = 3; } ); }; };",
		  .expected = { { "work.k.cost", 5 }, { "work.k.cost.work", 5 }, { "total.cost", 10 }, { "total.overhead", 0 } } },
		/* Of two kinds each bears its own: s 0-3 for a, 3-6 for b. */
		{ .what = "each kind its own", .text = HOURS "stations = { s = { time = 3; cost_per_hour = 10; }; }; work = { a = { arrive = { at = ( 0 ); }; cost = 1; process = ( 's' ); }; b = { arrive = { at = ( 0 ); }; cost = 2;"
			" process = ( 's' ); }; };",
		  .expected = { { "work.a.cost", 31 }, { "work.b.cost", 32 }, { "total.cost", 63 }, { "total.cost_per_item", 31.5 } } },
		/* x waits for two y, 3 hours each; what y costs is y's. */
		{ .what = "also what another started", .text = HOURS "stations = { s = { time = 3; cost_per_hour = 10; }; }; work = { x = { arrive = { at = ( 0 ); }; holding_cost_per_hour = 1;"
			" process = ( { name = 'n'; start = { kind = 'y'; number = 2; wait_for = true; }; } ); }; y = { cost = 2; process = ( 's' ); }; };",
		  .expected = { { "work.x.cost", 6 }, { "work.y.cost", 32 }, { "total.cost", 70 }, { "total.overhead", 0 } } },
		/* Branches: s 0-3, t 0-5 at the same time, both of the one item. It is in the system 5 hours, once. */
		{ .what = "and its branches", .text = HOURS "stations = { s = { time = 3; cost_per_hour = 10; }; t = { time = 5; cost_per_hour = 1; }; }; work = { k = { arrive = { at = ( 0 ); }; holding_cost_per_hour = 2; cost = 4;"
			" process = ( { name = 'f'; together = ( ( 's' ), ( 't' ) ); } ); }; };",
		  .expected = { { "work.k.cost.work", 35 }, { "work.k.cost.waiting", 10 }, { "work.k.cost.material", 4 }, { "work.k.cost", 49 }, { "total.cost", 69 }, { "total.overhead", 20 } } },
		/* Nothing is done in the window: nobody to share among. */
		{ .what = "nothing completed", .text = "run = { length = 2; warmup = 'none'; };" HOURS "stations = { s = { time = 3; cost_per_hour = 10; }; };" COME("0"),
		  .expected = { { "total.cost", 20 }, { "total.overhead", 0 }, { "total.cost_per_item", NAN }, { "work.k.cost", NAN }, { "work.k.value", NAN }, { "total.value", 0 } } },
	};
	money_cases(cases, COUNT_OF(cases));
}

/* One model with a cost of each kind. The painter is there 8-16, two of them, 30 an hour (45 later), 2 an hour at work, 1 a use,
   168 a week; the booth is 40 an hour, 5 at work, 3 a use; 4 to paint, 1 to change the colour; a rack (10 an hour) is taken before
   and given after drying, 2 hours. red at 9: rack 9-15; paint 9-13, dry 13-15. blue at 10: rack 10-20 (setup 13-14, paint 14-18 in
   overtime, dry 18-20). Each panel: 20 of material, 1 an hour in the system, promised in 8 hours, 6 an hour after that; a step's
   cost 2 for drying; worth 500. red work: 4 x (30 + 2) + 1 + 4 x 45 + 3 + 2 = 314; kept 60; material 20; waiting 6; late 0: 400.
   blue setup: 1 x (32 + 45) = 77; work 14-16: 2 x 32, 16-18: 2 x (45 + 2), use 1; booth 4 x 45 + 3; drying 2: 344; kept 100;
   material 20; waiting 10; late 2 x 6: 563. Until 20: painters on shift 16, at work 9, overtime 2, idle 9: 7 x 30 + 9 x 2 + 2 =
   230, 270, 90 and 20 a week's share: 610. The booth 20 x 40 + 9 x 5 + 6 = 851. Racks (two) 400, of which 160 are kept. Steps 4,
   material 40, holding 16, late 12: 1933 in all. */
Test(engine_money, all_together)
{
	static const struct engine_case cases[] = {
		{ .what = "all", .text = HOURS "resources = { painter = { number = 2; calendar = 'daily 08:00-16:00'; cost_per_hour = 30; overtime_cost_per_hour = 45; cost_per_busy_hour = 2; cost_per_use = 1;"
			" fixed_cost_per_week = 168; }; rack = { number = 2; cost_per_hour = 10; }; };"
			"stations = { booth = { machines = 1; needs = { painter = 1; }; time = 4; setup = { on = 'kind'; time = 1; }; cost_per_hour = 40; cost_per_busy_hour = 5; cost_per_use = 3; }; };"
			"work = { red = { arrive = { at = ( 9 ); }; value = 500; cost = 20; holding_cost_per_hour = 1; promise = 8; late_cost_per_hour = 6;"
			" process = ( { at = 'booth'; take = { rack = 1; }; }, { name = 'dry'; wait = 2; cost = 2; give = { rack = 1; }; } ); };"
			" blue = { arrive = { at = ( 10 ); }; value = 500; cost = 20; holding_cost_per_hour = 1; promise = 8; late_cost_per_hour = 6;"
			" process = ( { at = 'booth'; take = { rack = 1; }; }, { name = 'dry'; wait = 2; cost = 2; give = { rack = 1; }; } ); }; };",
		  .expected = { { "work.red.cost", 400 }, { "work.blue.cost.setup", 77 }, { "work.blue.cost.work", 344 }, { "work.blue.cost.kept", 100 }, { "work.blue.cost.waiting", 10 },
			{ "work.blue.cost.late", 12 }, { "work.blue.cost", 563 }, { "resources.painter.cost", 610 }, { "stations.booth.cost", 851 }, { "total.cost", 1933 },
			{ "total.profit", -933 } } },
		{ .what = "what is left", .text = HOURS "resources = { painter = { number = 2; calendar = 'daily 08:00-16:00'; cost_per_hour = 30; overtime_cost_per_hour = 45; cost_per_busy_hour = 2; cost_per_use = 1;"
			" fixed_cost_per_week = 168; }; };"
			"stations = { booth = { machines = 1; needs = { painter = 1; }; time = 4; }; }; work = { red = { arrive = { at = ( 9 ); }; process = ( 'booth' ); }; };",
		  /* 9-13; until 13 on shift 10, at work 4, idle 6: 128 + 1 and 180 and 13. */
		  .expected = { { "resources.painter.cost", 129 + 180 + 13 }, { "work.red.cost", 129 }, { "total.overhead", 193 } } },
	};
	money_cases(cases, COUNT_OF(cases));
}

/* The run of one scenario of a text with ' for ". */
static void run_scenario(const char *text, const char *scenario, double *cost, double *overhead)
{
	struct arena arena;
	struct problems problems;
	struct engine_note note;
	struct engine_order order = { .seed = 1, .replication = 1 };
	char copy[2000];
	cr_assert_lt(strlen(text), sizeof copy);
	strcpy(copy, text);
	for (char *c = copy; *c; c++)
		*c = *c == '\'' ? '"' : *c;
	cr_assert_eq(arena_init(&arena), 0);
	problems_init(&problems);
	struct tree *tree = tree_read_text("tests/models/engine.cfg", copy, strlen(copy), &arena, &problems);
	struct model *model = tree ? model_build(tree, scenario, NULL, 0, &arena, &problems) : NULL;
	cr_assert(model && problems.errors == 0, "%s", problems.count ? problems.list[0].text : "");
	double *row = malloc(model->metrics.count * sizeof *row);
	cr_assert_not_null(row);
	cr_assert_eq(engine_run(model, &order, row, &note), ENGINE_DONE);
	int at_cost = metric_find(&model->metrics, "total.cost"), at_overhead = metric_find(&model->metrics, "total.overhead");
	cr_assert(at_cost >= 0 && at_overhead >= 0, "there are prices, but no cost");
	*cost = row[at_cost];
	*overhead = row[at_overhead];
	free(row);
	model_done(model);
	problems_done(&problems);
	arena_done(&arena);
}

/* 1000 written off over 50 hours: of a run of 10 hours a fifth. */
Test(engine_money, an_investment_is_borne_over_its_life)
{
	static const char text[] = "run = { length = 10; warmup = 'none'; };" HOURS "stations = { s = { time = 3; cost_per_hour = 10; }; };" COME("0, 5")
		"scenarios = { press = { invest = 1000; life = 50; set = 'stations.s.time = 2'; }; none = { set = 'stations.s.time = 2'; }; };";
	static const struct {
		const char *scenario;
		double cost, overhead;
	} cases[] = { { "base", 100, 40 }, { "none", 100, 60 }, { "press", 300, 260 } };
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		double cost, overhead;
		run_scenario(text, cases[i].scenario, &cost, &overhead);
		cr_expect_float_eq(cost, cases[i].cost, 1e-10, "%s: %.17g", cases[i].scenario, cost);
		cr_expect_float_eq(overhead, cases[i].overhead, 1e-10, "%s: %.17g", cases[i].scenario, overhead);
	}
}

/* Without a price there is no money. */
Test(engine_money, without_prices_there_is_no_money)
{
	struct ran ran = ran_text(HOURS CLERK("") DESK COME("0"), 1, 1);
	cr_assert(ran.built && ran.end == ENGINE_DONE);
	for (size_t i = 0; i < ran.model->metrics.count; i++)
		cr_expect(!strstr(ran.model->metrics.list[i].name, "cost") && !strstr(ran.model->metrics.list[i].name, "profit"), "%s", ran.model->metrics.list[i].name);
	ran_done(&ran);
}
