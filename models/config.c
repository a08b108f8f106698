/* The tables of the file as a whole: clock, run, measures, scenarios and what validation models carry. The sentences are the
   reference manual that `takt doc` prints; a key is described here and nowhere else. */
#include "config.h"

#include <math.h>

/* Beyond this a double no longer holds every whole number. */
#define LARGEST_WHOLE 9007199254740992.0

static const char *const unit_words[] = { "s", "min", "h", "d", "wk", "y", NULL };
static const char *const rate_words[] = { "h", "d", "wk", NULL };
static const char *const length_words[] = { "until done", NULL };
static const char *const warmup_words[] = { "auto", "none", NULL };
static const char *const lever_words[] = { "managerial", "engineering", "entrepreneurial", NULL };
static const char *const expect_words[] = { "exact", "numeric", "published", "deterministic", "simulated", NULL };

static const struct schema_key clock_keys[] = {
	{ .name = "unit", .type = KEY_WORD, .offset = offsetof(struct clock_spec, unit), .fallback = "min", .words = unit_words,
	  .help = "The unit of bare numbers where a time belongs, and of all times in the results.", .example = "unit = \"h\";",
	  .also = "units time_unit" },
	{ .name = "start", .type = KEY_TEXT, .offset = offsetof(struct clock_spec, start),
	  .help = "The date and time at which a run begins, so that `hour` and `weekday` mean something. Not given: a Monday, "
	  "00:00.", .example = "start = \"2026-01-05 06:00\";", .also = "begin date" },
	{ .name = "workday", .type = KEY_VALUE, .offset = offsetof(struct clock_spec, workday), .unit = UNIT_TIME,
	  .fallback = "8 h", .help = "How long one working day (the unit wd) is.", .example = "workday = \"7.5 h\";" },
	{ .name = "rate", .type = KEY_WORD, .offset = offsetof(struct clock_spec, rate), .fallback = "h", .words = rate_words,
	  .help = "Throughput is reported per hour (h), day (d) or week (wk).", .example = "rate = \"wk\";" },
	{ .name = NULL },
};

static const struct schema clock_schema = { .name = "clock", .size = sizeof(struct clock_spec), .keys = clock_keys,
	.help = "Units of time, and the moment at which a run begins." };

static const struct schema_key run_keys[] = {
	{ .name = "length", .type = KEY_VALUE, .offset = offsetof(struct run_spec, length), .unit = UNIT_TIME,
	  .words = length_words,
	  .help = "How long one replication runs, warm-up included: a time, or \"until done\": until arrivals have ended and "
	  "nothing is left in the system, which is the default where all arrivals have an end. Required where they have none, "
	  "unless `items` is given.", .example = "length = \"13 wk\";", .also = "duration time end until horizon" },
	{ .name = "items", .type = KEY_COUNT, .offset = offsetof(struct run_spec, items), .low = 1.0, .high = LARGEST_WHOLE,
	  .help = "Ends a replication after so many completed items, in place of `length`.", .example = "items = 10000;",
	  .also = "completions customers" },
	{ .name = "warmup", .type = KEY_VALUE, .offset = offsetof(struct run_spec, warmup), .unit = UNIT_TIME, .fallback = "auto",
	  .words = warmup_words,
	  .help = "What happens before this time is not counted, because the system starts empty. \"auto\" finds the time by ten "
	  "pilot replications (MSER-5 on the mean number in the system); \"none\" counts everything. Statistics start afresh, the "
	  "state stays.", .example = "warmup = \"2 d\";", .also = "warm_up warm burn_in" },
	{ .name = "replications", .type = KEY_COUNT, .offset = offsetof(struct run_spec, replications), .fallback = "30",
	  .low = 1.0, .high = 1000000.0,
	  .help = "How often the run is repeated with other random numbers. More replications make the 95 % intervals narrower: "
	  "four times as many, half the width.", .example = "replications = 100;", .also = "runs repeat repetitions" },
	{ .name = "seed", .type = KEY_COUNT, .offset = offsetof(struct run_spec, seed), .fallback = "1", .low = 0.0,
	  .high = LARGEST_WHOLE,
	  .help = "Chooses the random numbers. The same file with the same seed gives the same digits, on any number of threads.",
	  .example = "seed = 42;", .also = "random_seed" },
	{ .name = "items_at_most", .type = KEY_COUNT, .offset = offsetof(struct run_spec, items_at_most), .fallback = "10000000",
	  .low = 1.0, .high = 1e9,
	  .help = "How many items may be in the system at once. A run that passes it stops and names the queue that grows without "
	  "bound.", .example = "items_at_most = 100000;", .also = "max_items limit" },
	{ .name = "precision", .type = KEY_VALUE, .offset = offsetof(struct run_spec, precision), .unit = UNIT_SHARE,
	  .help = "In place of a fixed number of `replications`: as many as it takes until the 95 % interval of each metric in `judge` "
	  "is this narrow, as a share of its mean on either side, in every scenario that runs.",
	  .example = "precision = \"2%\";", .also = "accuracy tolerance error" },
	{ .name = "at_most", .type = KEY_COUNT, .offset = offsetof(struct run_spec, at_most), .fallback = "1000", .low = 10.0,
	  .high = 1000000.0, .help = "The most replications that `precision`, or --until-decided, may take.",
	  .example = "at_most = 500;", .also = "max_replications" },
	{ .name = "judge", .type = KEY_TEXTS, .offset = offsetof(struct run_spec, judge),
	  .help = "The metrics by which scenarios are compared, and which `precision` is about; by default the time in system of each "
	  "kind of work.", .example = "judge = [ \"work.panel.time\", \"total.cost\" ];", .also = "objective goal criteria metrics" },
	{ .name = NULL },
};

static const struct schema run_schema = { .name = "run", .size = sizeof(struct run_spec), .keys = run_keys,
	.help = "How long a replication is, how many there are, and with which random numbers." };

static const struct schema_key measure_keys[] = {
	{ .name = "title", .type = KEY_TEXT, .offset = offsetof(struct measure_spec, title), .help = "What people call it.",
	  .example = "title = \"Waited more than five hours\";" },
	{ .name = "of", .type = KEY_TEXT, .offset = offsetof(struct measure_spec, of),
	  .help = "The kind of work whose finished items are looked at, with `share`, `mean` or `sd`.", .example = "of = \"panel\";",
	  .also = "kind" },
	{ .name = "share", .type = KEY_VALUE, .offset = offsetof(struct measure_spec, share), .unit = UNIT_CONDITION,
	  .help = "The share of finished items for which this condition holds when they finish.",
	  .example = "share = \"age >= 300 min\";", .also = "condition" },
	{ .name = "mean", .type = KEY_VALUE, .offset = offsetof(struct measure_spec, mean), .unit = UNIT_NONE,
	  .help = "The mean of this expression over finished items.", .example = "mean = \"waited\";", .also = "average" },
	{ .name = "sd", .type = KEY_VALUE, .offset = offsetof(struct measure_spec, sd), .unit = UNIT_NONE,
	  .help = "The standard deviation of this expression over finished items.", .example = "sd = \"cost_so_far\";", .also = "deviation" },
	{ .name = "where", .type = KEY_VALUE, .offset = offsetof(struct measure_spec, where), .unit = UNIT_CONDITION,
	  .help = "Looks only at finished items for which this condition holds.", .example = "where = \"hour >= 17\";",
	  .also = "filter" },
	{ .name = "over_time", .type = KEY_VALUE, .offset = offsetof(struct measure_spec, over_time), .unit = UNIT_NONE,
	  .help = "The mean of this expression, or the share of time in which this condition holds, over the time after warm-up.",
	  .example = "over_time = \"busy(paint) = 0\";", .also = "time" },
	{ .name = NULL },
};

static const struct schema measure_schema = { .name = "measure", .size = sizeof(struct measure_spec), .keys = measure_keys,
	.help = "What else is to be counted, as the metric measures.NAME: "
	"a share, mean or standard deviation over finished items of a kind, or a mean over time." };

static const struct schema_key scenario_keys[] = {
	{ .name = "title", .type = KEY_TEXT, .offset = offsetof(struct scenario_spec, title), .help = "What people call it.",
	  .example = "title = \"Buy a second booth\";" },
	{ .name = "lever", .type = KEY_WORD, .offset = offsetof(struct scenario_spec, lever), .words = lever_words,
	  .help = "Who can bring it about: management (people, rules, priorities), engineering (methods, machines, quality), or "
	  "the enterprise (what is offered to whom).", .example = "lever = \"managerial\";" },
	{ .name = "set", .type = KEY_TEXTS, .offset = offsetof(struct scenario_spec, set),
	  .help = "What it changes: each text is `path = value`, as after --set. A path names any key: section.name.key; steps of "
	  "a process go by their name, or else the station they are at.",
	  .example = "set = [ \"stations.paint.machines = 2\", \"let.bad_primer = 3%\" ];", .also = "changes change" },
	{ .name = "invest", .type = KEY_VALUE, .offset = offsetof(struct scenario_spec, invest), .unit = UNIT_MONEY,
	  .help = "What it costs once, as money. It is spread evenly over `life`: a run bears its length's share of it.",
	  .example = "invest = 120000.0;", .also = "investment capital price" },
	{ .name = "life", .type = KEY_VALUE, .offset = offsetof(struct scenario_spec, life), .unit = UNIT_TIME,
	  .help = "Over which time the investment is written off, by the calendar: 5 y are 5 times 365 days.",
	  .example = "life = \"5 y\";", .also = "lifetime write_off" },
	{ .name = NULL },
};

static const struct schema scenario_schema = { .name = "scenario", .size = sizeof(struct scenario_spec), .keys = scenario_keys,
	.help = "A change to try. The file without changes is the scenario `base`." };

static const struct schema_key own_lever_keys[] = {
	{ .name = "title", .type = KEY_TEXT, .offset = offsetof(struct own_lever_spec, title), .help = "What people call it.",
	  .example = "title = \"A sanding robot\";" },
	{ .name = "lever", .type = KEY_WORD, .offset = offsetof(struct own_lever_spec, lever), .words = lever_words,
	  .fallback = "managerial", .help = "Who can bring it about, as a scenario's.", .example = "lever = \"engineering\";",
	  .also = "family" },
	{ .name = "set", .type = KEY_TEXTS, .offset = offsetof(struct own_lever_spec, set), .required = true,
	  .help = "What it changes, as a scenario's. One that changes what takt tries by itself takes its place, with its price.",
	  .example = "set = [ \"stations.sand.machines = 3\" ];", .also = "changes change" },
	{ .name = "invest", .type = KEY_NUMBER, .offset = offsetof(struct own_lever_spec, invest), .low = 0.0, .high = INFINITY,
	  .help = "What it costs once, as money, spread evenly over `life`.", .example = "invest = 40000.0;",
	  .also = "investment capital price" },
	{ .name = "life", .type = KEY_VALUE, .offset = offsetof(struct own_lever_spec, life), .unit = UNIT_TIME,
	  .help = "Over which time the investment is written off, by the calendar: 5 y are 5 times 365 days.",
	  .example = "life = \"5 y\";", .also = "lifetime write_off" },
	{ .name = "cost_per_week", .type = KEY_NUMBER, .offset = offsetof(struct own_lever_spec, cost_per_week), .low = 0.0,
	  .high = INFINITY, .help = "What it costs to run, beside what the model's own prices say of it.",
	  .example = "cost_per_week = 150.0;", .also = "running_cost rent" },
	{ .name = NULL },
};

static const struct schema own_lever_schema = { .name = "lever", .size = sizeof(struct own_lever_spec), .keys = own_lever_keys,
	.help = "A change of your own for `takt levers`. Without a price it is told what it may cost at most." };

static const struct schema_key levers_keys[] = {
	{ .name = "only", .type = KEY_TEXTS, .offset = offsetof(struct levers_spec, only),
	  .help = "Tries these alone: names of stations, steps, resources, kinds of work, calendars or own levers, or \"managerial\", "
	  "\"engineering\", \"entrepreneurial\".", .example = "only = [ \"paint\", \"painter\" ];" },
	{ .name = "skip", .type = KEY_TEXTS, .offset = offsetof(struct levers_spec, skip),
	  .help = "Leaves these out, named as in `only`: what cannot be had, or is not to be touched.",
	  .example = "skip = [ \"entrepreneurial\", \"sand\" ];", .also = "except without" },
	{ .name = "own", .type = KEY_MEMBERS, .offset = offsetof(struct levers_spec, own), .inner = &own_lever_schema,
	  .help = "Changes of your own, tried beside the others.",
	  .example = "own = { robot = { title = \"A sanding robot\"; set = [ \"stations.sand.machines = 3\" ]; invest = 40000.0; "
	  "life = \"5 y\"; }; };", .also = "more try" },
	{ .name = NULL },
};

const struct schema levers_schema = { .name = "levers group", .size = sizeof(struct levers_spec), .keys = levers_keys,
	.help = "`takt levers` tries a standard change of everything in the model; this group says which of them, and adds others." };

static const struct schema_key expect_keys[] = {
	{ .name = "of", .type = KEY_TEXT, .offset = offsetof(struct expect_spec, of), .help = "What is compared, in words.",
	  .example = "of = \"mean wait in queue\";", .also = "what" },
	{ .name = "case", .type = KEY_TEXT, .offset = offsetof(struct expect_spec, case_id),
	  .help = "The case in the list of reference values that this is.", .example = "case = \"mm1-0.8\";",
	  .also = "id case_id" },
	{ .name = "metric", .type = KEY_TEXT, .offset = offsetof(struct expect_spec, metric), .required = true,
	  .help = "The metric that is compared.", .example = "metric = \"stations.desk.wait\";", .also = "measure" },
	{ .name = "per", .type = KEY_TEXT, .offset = offsetof(struct expect_spec, per),
	  .help = "A second metric: what is compared is `metric` divided by this one.",
	  .example = "per = \"work.call.throughput\";", .also = "divided_by" },
	{ .name = "value", .type = KEY_NUMBER, .offset = offsetof(struct expect_spec, value), .required = true,
	  .help = "The value to be found, in the unit of the metric.", .example = "value = 8.0;", .also = "expected" },
	{ .name = "within", .type = KEY_NUMBER, .offset = offsetof(struct expect_spec, within), .low = 0.0, .high = INFINITY,
	  .help = "How far the result may be from `value`, in the same unit, beside its own sampling error: the rounding of a "
	  "published figure, the error of a numeric one.", .example = "within = 0.005;", .also = "tolerance" },
	{ .name = "kind", .type = KEY_WORD, .offset = offsetof(struct expect_spec, kind), .fallback = "exact",
	  .words = expect_words,
	  .help = "Where the value comes from: a formula (exact), a computation (numeric), print (published), a model without "
	  "chance (deterministic: must agree to the last digit), or another simulation (simulated).",
	  .example = "kind = \"published\";" },
	{ .name = "source", .type = KEY_TEXT, .offset = offsetof(struct expect_spec, source),
	  .help = "Who says so: the paper and the equation, or the book and the page.",
	  .example = "source = \"Pollaczek 1930; Khinchin 1932\";" },
	{ .name = NULL },
};

static const struct schema expect_schema = { .name = "expectation", .size = sizeof(struct expect_spec), .keys = expect_keys,
	.known_by = { "case" },
	.help = "A value that this model is known to have. `takt validate` compares." };

static const struct schema_key config_keys[] = {
	{ .name = "title", .type = KEY_TEXT, .offset = offsetof(struct config, title),
	  .help = "What the model is called, best as the question that it is to answer.",
	  .example = "title = \"Painted panels: buy a booth, or fix the primer?\";", .also = "name" },
	{ .name = "about", .type = KEY_TEXT, .offset = offsetof(struct config, about),
	  .help = "A paragraph on what the model is and where its numbers come from. Texts written one after the other are one "
	  "text.", .example = "about = \"Times were taken in March; \" \"the reject rate is invented.\";",
	  .also = "description comment notes" },
	{ .name = "clock", .type = KEY_GROUP, .offset = offsetof(struct config, clock), .fallback = "{}", .inner = &clock_schema,
	  .help = "Units of time, and the moment at which a run begins.",
	  .example = "clock = { unit = \"min\"; start = \"2026-01-05 06:00\"; };", .also = "time" },
	{ .name = "money", .type = KEY_TEXT, .offset = offsetof(struct config, money),
	  .help = "The currency, as a label for results.", .example = "money = \"EUR\";", .also = "currency" },
	{ .name = "let", .type = KEY_SETTINGS, .offset = offsetof(struct config, let), .unit = UNIT_NONE,
	  .help = "Named numbers that every expression may use. They are constant: no facts, no state, no random numbers; one may "
	  "use another.", .example = "let = { demand = \"11 / h\"; bad_primer = \"12%\"; };",
	  .also = "constants parameters variables define" },
	{ .name = "run", .type = KEY_GROUP, .offset = offsetof(struct config, run), .fallback = "{}", .inner = &run_schema,
	  .help = "How long a replication is, how many there are, and with which random numbers.",
	  .example = "run = { length = \"13 wk\"; replications = 30; seed = 1; };", .also = "simulation experiment" },
	{ .name = "calendars", .type = KEY_MEMBERS, .offset = offsetof(struct config, calendars), .inner = &calendar_schema,
	  .help = "Working hours by name, for resources, stations, arrivals and promises: a text, or a group with exceptions. "
	  "\"always\" is there without being defined.",
	  .example = "calendars = { two_shifts = \"Mon-Fri 06:00-22:00\"; "
	  "clinic = { hours = \"Mon-Fri 08:00-16:00\"; except = ( \"2026-12-25\" ); }; };", .also = "calendar hours shifts" },
	{ .name = "resources", .type = KEY_MEMBERS, .offset = offsetof(struct config, resources), .inner = &resource_schema,
	  .help = "People, rooms and tools that several stations share: pools of equal units.",
	  .example = "resources = { painter = { number = 2; }; };", .also = "people staff pools" },
	{ .name = "stations", .type = KEY_MEMBERS, .offset = offsetof(struct config, stations), .inner = &station_schema,
	  .help = "Where work queues and is done.",
	  .example = "stations = { paint = { machines = 1; time = \"triangular(2 min, 3 min, 5 min)\"; }; };",
	  .also = "servers machines activities nodes" },
	{ .name = "work", .type = KEY_MEMBERS, .offset = offsetof(struct config, work), .inner = &kind_schema, .required = true,
	  .help = "The kinds of work: how items arrive, what is known of them, what is done with them.",
	  .example = "work = { panel = { arrive = { every = \"exponential(5 min)\"; }; process = ( \"sand\", \"paint\" ); }; };",
	  .also = "jobs items customers orders kinds" },
	{ .name = "handoffs", .type = KEY_ANY, .offset = offsetof(struct config, handoffs), .inner = &handoff_schema,
	  .help = "What it is like when work passes from one team to another: a group { from; to; delay; loses; share }, "
	  "or a list of such groups. "
	  "Handoffs are counted wherever resources have a `team`.",
	  .example = "handoffs = ( { from = \"front\"; to = \"back\"; delay = \"2 h\"; "
	  "loses = \"3%\"; share = \"50%\"; }, { delay = \"1 h\"; } );",
	  .also = "handovers handoff transfers" },
	{ .name = "measures", .type = KEY_MEMBERS, .offset = offsetof(struct config, measures), .inner = &measure_schema,
	  .help = "What else is to be counted, as metrics measures.NAME.",
	  .example = "measures = { late = { of = \"panel\"; share = \"age >= 8 h\"; }; };", .also = "metrics statistics" },
	{ .name = "scenarios", .type = KEY_MEMBERS, .offset = offsetof(struct config, scenarios), .inner = &scenario_schema,
	  .help = "Changes to try, each against the file as it is, which is the scenario `base`.",
	  .example = "scenarios = { booth = { title = \"Buy a second booth\"; set = [ \"stations.paint.machines = 2\" ]; }; };",
	  .also = "variants alternatives" },
	{ .name = "levers", .type = KEY_GROUP, .offset = offsetof(struct config, levers), .inner = &levers_schema,
	  .help = "What `takt levers` tries, where that is not everything: a standard change of every station, step, resource, calendar and "
	  "kind of work.", .example = "levers = { skip = [ \"pack\" ]; };" },
	{ .name = "expect", .type = KEY_GROUPS, .offset = offsetof(struct config, expect), .inner = &expect_schema,
	  .help = "Values that the model is known to have: `takt validate` runs it and compares.",
	  .example = "expect = ( { metric = \"stations.desk.wait\"; value = 8.0; kind = \"exact\"; source = \"M/M/1\"; } );",
	  .also = "expected" },
	{ .name = NULL },
};

const struct schema config_schema = { .name = "model", .size = sizeof(struct config), .keys = config_keys,
	.help = "A model is one file of such groups. A planner should be able to read it aloud." };
