/* The tables of work: kinds, how their items arrive, and the steps of a process. */
#include "config.h"

#include <math.h>

#define LARGEST_WHOLE 9007199254740992.0   /* beyond it a double no longer holds every whole number */

static const char *const period_words[] = { "day", "week", NULL };
static const char *const unlimited_words[] = { "unlimited", NULL };
static const char *const rest_words[] = { "cancel", "finish", NULL };
static const char *const review_words[] = { "change", "never", NULL };
static const char *const to_words[] = { "end", "scrap", NULL };
static const char *const concurrency_words[] = { "links", "banded", NULL };

static const struct schema_key rates_keys[] = {
	{ .name = "period", .type = KEY_VALUE, .offset = offsetof(struct rates_spec, period), .unit = UNIT_TIME, .fallback = "day",
	  .words = period_words, .help = "After this time the rates start over: \"day\", \"week\" (from Monday 00:00) or a time.",
	  .example = "period = \"week\";" },
	{ .name = "each", .type = KEY_VALUE, .offset = offsetof(struct rates_spec, each), .unit = UNIT_TIME, .required = true,
	  .help = "How long each rate holds.", .example = "each = \"1 h\";", .also = "interval step" },
	{ .name = "per_hour", .type = KEY_VALUES, .offset = offsetof(struct rates_spec, per_hour), .unit = UNIT_NUMBER,
	  .required = true, .low = 0.0, .high = INFINITY,
	  .help = "The expected arrivals per hour, one number after the other. They fill the period exactly. Mixed whole and "
	  "other numbers stand in ( ), since libconfig's [ ] wants all alike.", .example = "per_hour = ( 2, 3.5, 8, 12, 9, 4 );",
	  .also = "rates values" },
	{ .name = NULL },
};

static const struct schema rates_schema = { .name = "rates", .size = sizeof(struct rates_spec), .keys = rates_keys,
	.help = "Arrivals at random whose rate varies over the day or week: a non-stationary Poisson process." };

static const struct schema_key arrive_keys[] = {
	{ .name = "every", .type = KEY_VALUE, .offset = offsetof(struct arrive_spec, every), .unit = UNIT_TIME,
	  .help = "The time between two arrivals. The first comes after one such time, unless `first` says otherwise.",
	  .example = "every = \"exponential(1 / demand)\";", .also = "interval interarrival time rate" },
	{ .name = "first", .type = KEY_VALUE, .offset = offsetof(struct arrive_spec, first), .unit = UNIT_TIME,
	  .help = "When the first one comes, with `every`.", .example = "first = 0;", .also = "start" },
	{ .name = "rates", .type = KEY_GROUP, .offset = offsetof(struct arrive_spec, rates), .inner = &rates_schema,
	  .help = "Arrivals at random whose rate varies over the day or week.",
	  .example = "rates = { period = \"day\"; each = \"4 h\"; per_hour = ( 1, 2, 6, 8, 5, 2 ); };", .also = "rate schedule" },
	{ .name = "at", .type = KEY_VALUES, .offset = offsetof(struct arrive_spec, at), .unit = UNIT_TIME, .low = 0.0,
	  .high = INFINITY, .help = "The times of arrival, from the beginning of the run, or dates.",
	  .example = "at = ( \"0 min\", \"30 min\", \"2 h\" );", .also = "times" },
	{ .name = "period", .type = KEY_VALUE, .offset = offsetof(struct arrive_spec, period), .unit = UNIT_TIME,
	  .help = "Repeats the times in `at` after each such time.", .example = "period = \"1 d\";" },
	{ .name = "file", .type = KEY_TEXT, .offset = offsetof(struct arrive_spec, file),
	  .help = "A CSV file, beside the model: a column `time`, and a column for each fact that it gives.",
	  .example = "file = \"calls.csv\";" },
	{ .name = "keep", .type = KEY_COUNT, .offset = offsetof(struct arrive_spec, keep), .low = 1.0, .high = 1e7,
	  .help = "A closed system: so many items are always there, one enters when one leaves.", .example = "keep = 8;",
	  .also = "population wip" },
	{ .name = "size", .type = KEY_VALUE, .offset = offsetof(struct arrive_spec, size), .unit = UNIT_NUMBER,
	  .help = "How many come at once.", .example = "size = \"choice(1: 80%, 2: 20%)\";", .also = "batch number" },
	{ .name = "until", .type = KEY_VALUE, .offset = offsetof(struct arrive_spec, until), .unit = UNIT_TIME,
	  .help = "No arrivals after this time.", .example = "until = \"8 h\";", .also = "end stop" },
	{ .name = "at_most", .type = KEY_COUNT, .offset = offsetof(struct arrive_spec, at_most), .low = 0.0, .high = LARGEST_WHOLE,
	  .help = "No arrivals after so many items; with 0, none at all.", .example = "at_most = 100;", .also = "max count limit" },
	{ .name = "calendar", .type = KEY_TEXT, .offset = offsetof(struct arrive_spec, calendar),
	  .help = "Nobody comes outside of these hours: a name in `calendars`, or hours. The times of `every`, `at` and `file` pass "
	  "while it is open only; the rates of `rates` stay those of the clock, and are 0 while it is closed. Not with `keep`.",
	  .example = "calendar = \"two_shifts\";", .also = "hours open" },
	{ .name = NULL },
};

static const struct schema arrive_schema = { .name = "arrive", .size = sizeof(struct arrive_spec), .keys = arrive_keys,
	.help = "How items come: one of `every`, `rates`, `at`, `file` and `keep`. "
	"Without `arrive` they are only started by other work." };

static const struct schema_key start_with_keys[] = {
	{ .name = "step", .type = KEY_TEXT, .offset = offsetof(struct start_with_spec, step), .required = true,
	  .help = "The step that they are about to begin.", .example = "step = \"paint\";", .also = "at task station" },
	{ .name = "number", .type = KEY_COUNT, .offset = offsetof(struct start_with_spec, number), .fallback = "1", .low = 0.0,
	  .high = 1e7, .help = "How many items are there.", .example = "number = 14;", .also = "count items" },
	{ .name = NULL },
};

static const struct schema start_with_schema = { .name = "start_with entry", .size = sizeof(struct start_with_spec),
	.keys = start_with_keys,
	.known_by = { "step" },
	.help = "Today's work in progress: how many items stand before which step when the run begins." };

static const struct schema_key start_keys[] = {
	{ .name = "kind", .type = KEY_TEXT, .offset = offsetof(struct start_spec, kind), .required = true,
	  .help = "The kind of work that is started. It gets the facts of the same name.", .example = "kind = \"order\";",
	  .also = "work of" },
	{ .name = "number", .type = KEY_VALUE, .offset = offsetof(struct start_spec, number), .unit = UNIT_NUMBER,
	  .help = "How many are started. Default: 1.", .example = "number = \"pieces\";", .also = "count" },
	{ .name = "wait_for", .type = KEY_TRUTH, .offset = offsetof(struct start_spec, wait_for),
	  .help = "Whether the item waits here until all that it started are done. It keeps what it took and holds no machine. "
	  "Default: false.", .example = "wait_for = true;", .also = "wait" },
	{ .name = NULL },
};

const struct schema start_schema = { .name = "start", .size = sizeof(struct start_spec), .keys = start_keys,
	.text_means = "kind",
	.help = "Other items that a step begins." };

static const struct schema_key rework_keys[] = {
	{ .name = "chance", .type = KEY_VALUE, .offset = offsetof(struct rework_spec, chance), .unit = UNIT_SHARE, .low = 0.0,
	  .high = 1.0, .help = "The share of items that are sent back.", .example = "chance = \"12%\";",
	  .also = "probability share_of_items p" },
	{ .name = "when", .type = KEY_VALUE, .offset = offsetof(struct rework_spec, when), .unit = UNIT_CONDITION,
	  .help = "Sends back the items for which this holds, in place of `chance`.", .example = "when = \"defects > 0\";",
	  .also = "if condition" },
	{ .name = "to", .type = KEY_TEXT, .offset = offsetof(struct rework_spec, to), .required = true,
	  .help = "The step to do again, with all steps from there to here.", .example = "to = \"sand\";", .also = "step back_to" },
	{ .name = "share", .type = KEY_VALUE, .offset = offsetof(struct rework_spec, share), .unit = UNIT_SHARE, .fallback = "100%",
	  .help = "The share of the work that is done again; shares of nested rework multiply.", .example = "share = \"40%\";" },
	{ .name = "at_most", .type = KEY_COUNT, .offset = offsetof(struct rework_spec, at_most), .low = 0.0, .high = 1e9,
	  .help = "How often one item is sent back from here; after that it goes on.", .example = "at_most = 2;",
	  .also = "max limit" },
	{ .name = NULL },
};

static const struct schema rework_schema = { .name = "rework", .size = sizeof(struct rework_spec), .keys = rework_keys,
	.help = "Sends items back to an earlier step, counted and timed as rework. It is decided before `next`." };

static const struct schema_key next_keys[] = {
	{ .name = "to", .type = KEY_TEXT, .offset = offsetof(struct next_spec, to), .words = to_words,
	  .help = "Where to go: a step, \"end\" or \"scrap\". Not given: the following step.", .example = "to = \"repaint\";",
	  .also = "step go_to" },
	{ .name = "chance", .type = KEY_VALUE, .offset = offsetof(struct next_spec, chance), .unit = UNIT_SHARE, .low = 0.0,
	  .high = 1.0, .help = "The share of items that go there. What remains below 100 % goes on to the following step.",
	  .example = "chance = \"30%\";", .also = "probability p weight" },
	{ .name = "when", .type = KEY_VALUE, .offset = offsetof(struct next_spec, when), .unit = UNIT_CONDITION,
	  .help = "Goes there when this holds. Conditions are tried in the order written, before any chance.",
	  .example = "when = \"colour = red\";", .also = "if condition" },
	{ .name = NULL },
};

static const struct schema next_schema = { .name = "next entry", .size = sizeof(struct next_spec), .keys = next_keys,
	.known_by = { "to" },
	.help = "One of the ways on from a step, by `when` or by `chance`, not both." };

static const struct schema_key step_keys[] = {
	{ .name = "name", .type = KEY_TEXT, .offset = offsetof(struct step_spec, name),
	  .help = "What other steps, paths and metrics call it. Default: its station's name.", .example = "name = \"second_coat\";",
	  .also = "id" },
	{ .name = "title", .type = KEY_TEXT, .offset = offsetof(struct step_spec, title), .help = "What people call it.",
	  .example = "title = \"Second coat\";" },
	{ .name = "at", .type = KEY_TEXT, .offset = offsetof(struct step_spec, at), .help = "The station where it is done.",
	  .example = "at = \"paint\";", .also = "station" },
	{ .name = "machines", .type = KEY_COUNT, .offset = offsetof(struct step_spec, machines), .low = 1.0, .high = 1000000.0,
	  .words = unlimited_words, .help = "As a station's, for a step with a place of its own in place of `at`.",
	  .example = "machines = 2;", .also = "capacity servers" },
	{ .name = "needs", .type = KEY_SETTINGS, .offset = offsetof(struct step_spec, needs), .unit = UNIT_NUMBER,
	  .help = "As a station's, for a step with a place of its own in place of `at`.", .example = "needs = { nurse = 1; };",
	  .also = "resources requires" },
	{ .name = "needs_one_of", .type = KEY_TEXTS, .offset = offsetof(struct step_spec, needs_one_of),
	  .help = "As a station's, for a step with a place of its own in place of `at`.",
	  .example = "needs_one_of = [ \"senior\", \"junior\" ];", .also = "one_of any_of" },
	{ .name = "queue", .type = KEY_GROUP, .offset = offsetof(struct step_spec, queue), .inner = &queue_schema,
	  .help = "As a station's, for a step with a place of its own in place of `at`.",
	  .example = "queue = { order = \"priority\"; };" },
	{ .name = "time", .type = KEY_VALUE, .offset = offsetof(struct step_spec, time), .unit = UNIT_TIME,
	  .help = "How long the work takes, in place of the station's time.", .example = "time = \"size * uniform(1 min, 2 min)\";",
	  .also = "duration service" },
	{ .name = "quantity", .type = KEY_VALUE, .offset = offsetof(struct step_spec, quantity), .unit = UNIT_NUMBER,
	  .help = "How much there is to do; with `norm`, in place of `time`.", .example = "quantity = \"pages\";",
	  .also = "amount" },
	{ .name = "norm", .type = KEY_VALUE, .offset = offsetof(struct step_spec, norm), .unit = UNIT_RATE,
	  .help = "How much of it one unit of the resource does in a time: the work takes quantity / norm.",
	  .example = "norm = \"12 / h\";" },
	{ .name = "wait", .type = KEY_VALUE, .offset = offsetof(struct step_spec, wait), .unit = UNIT_TIME,
	  .help = "A delay that holds no machine and no resource: drying, the post, a night's sleep.",
	  .example = "wait = \"30 min\";", .also = "delay" },
	{ .name = "chance", .type = KEY_VALUE, .offset = offsetof(struct step_spec, chance), .unit = UNIT_SHARE, .low = 0.0,
	  .high = 1.0, .help = "The step is done with this chance, otherwise skipped.", .example = "chance = \"25%\";",
	  .also = "probability p" },
	{ .name = "set", .type = KEY_SETTINGS, .offset = offsetof(struct step_spec, set), .unit = UNIT_NONE,
	  .help = "Changes facts of the item, at the end of the step.", .example = "set = { checked = 1; };", .also = "assign" },
	{ .name = "take", .type = KEY_SETTINGS, .offset = offsetof(struct step_spec, take), .unit = UNIT_NUMBER,
	  .help = "Resources that the item takes before it joins the station's queue, and keeps across steps until `give` or its "
	  "end: a bed, a permit.", .example = "take = { bed = 1; };", .also = "seize acquire" },
	{ .name = "give", .type = KEY_SETTINGS, .offset = offsetof(struct step_spec, give), .unit = UNIT_NUMBER,
	  .help = "Gives back, at the end of the step, what was taken.", .example = "give = { bed = 1; };",
	  .also = "release free" },
	{ .name = "start", .type = KEY_ANY, .offset = offsetof(struct step_spec, start), .inner = &start_schema,
	  .help = "Begins items of another kind: its name, or a group { kind; number; wait_for }.", .example = "start = \"order\";",
	  .also = "begin create spawn" },
	{ .name = "number", .type = KEY_VALUE, .offset = offsetof(struct step_spec, number), .unit = UNIT_NUMBER,
	  .help = "How many items `start` begins. Default: 1.", .example = "number = \"pieces\";", .also = "count" },
	{ .name = "wait_for", .type = KEY_TRUTH, .offset = offsetof(struct step_spec, wait_for),
	  .help = "Whether the item waits here until all that `start` began are done. Default: false.",
	  .example = "wait_for = true;" },
	{ .name = "together", .type = KEY_STEPS, .offset = offsetof(struct step_spec, together), .inner = &step_schema,
	  .help = "Branches done in parallel, each a list of steps; the item goes on when `join` of them have ended. A list of "
	  "lists in a process is short for this.", .example = "together = ( ( \"xray\" ), ( \"blood\", \"lab\" ) );",
	  .also = "parallel branches fork" },
	{ .name = "join", .type = KEY_COUNT, .offset = offsetof(struct step_spec, join), .low = 1.0, .high = 1000.0,
	  .help = "How many branches must have ended before the item goes on. Default: all.", .example = "join = 1;" },
	{ .name = "rest", .type = KEY_WORD, .offset = offsetof(struct step_spec, rest), .words = rest_words,
	  .help = "What becomes of the other branches after a partial join: \"cancel\" (the default) or \"finish\".",
	  .example = "rest = \"finish\";" },
	{ .name = "rework", .type = KEY_GROUP, .offset = offsetof(struct step_spec, rework), .inner = &rework_schema,
	  .help = "Sends items back to an earlier step.", .example = "rework = { chance = \"12%\"; to = \"sand\"; };" },
	{ .name = "next", .type = KEY_GROUPS, .offset = offsetof(struct step_spec, next), .inner = &next_schema,
	  .help = "The ways on, where it is not always the following step.",
	  .example = "next = ( { to = \"repaint\"; chance = \"8%\"; }, { to = \"scrap\"; chance = \"1%\"; } );",
	  .also = "branch route" },
	{ .name = "cost", .type = KEY_VALUE, .offset = offsetof(struct step_spec, cost), .unit = UNIT_MONEY,
	  .help = "What doing it costs each time, beside machines and people: paint, postage, a fee. A step that is skipped costs "
	  "nothing.", .example = "cost = \"0.4 * pages\";", .also = "price fee" },
	{ .name = "cost_of_work", .type = KEY_VALUE, .offset = offsetof(struct step_spec, cost_of_work), .unit = UNIT_MONEY,
	  .help = "What all of its work costs, beside `cost`, machines and people. Where a share of the work is done again, it costs that share.",
	  .example = "cost_of_work = 800.0;", .also = "budget" },
	{ .name = "decision", .type = KEY_ANY, .offset = offsetof(struct step_spec, decision), .inner = &decision_schema,
	  .help = "Whether it is a decision: true, or a group { meets; agenda; escalates; default }. All waiting before it begins is then waiting "
	  "for a decision. Default: false.", .example = "decision = { meets = \"Thu 10:00\"; agenda = 10; };", .also = "decide approval" },
	{ .name = NULL },
};

const struct schema step_schema = { .name = "step", .size = sizeof(struct step_spec), .keys = step_keys,
	.known_by = { "name", "at" }, .text_means = "at",
	.help = "One task of a process, as a group; the name of a station alone is a step too." };

static const struct schema_key kind_keys[] = {
	{ .name = "title", .type = KEY_TEXT, .offset = offsetof(struct kind_spec, title), .help = "What people call it.",
	  .example = "title = \"Painted panel\";" },
	{ .name = "arrive", .type = KEY_GROUP, .offset = offsetof(struct kind_spec, arrive), .inner = &arrive_schema,
	  .help = "How items come. Not given: only other work starts them.",
	  .example = "arrive = { every = \"exponential(5 min)\"; };", .also = "arrival arrivals arrives" },
	{ .name = "facts", .type = KEY_SETTINGS, .offset = offsetof(struct kind_spec, facts), .unit = UNIT_NONE,
	  .help = "What is known of an item: numbers or named values, drawn once, when it arrives, in the order written. "
	  "Expressions of its steps may use them.",
	  .example = "facts = { colour = \"choice(red: 50%, white: 30%, black: 20%)\"; };", .also = "attributes properties fact" },
	{ .name = "priority", .type = KEY_VALUE, .offset = offsetof(struct kind_spec, priority), .unit = UNIT_NUMBER,
	  .fallback = "0", .help = "Who goes first where it matters: the lower number. An expression of facts is allowed.",
	  .example = "priority = 1;", .also = "class rank" },
	{ .name = "review", .type = KEY_VALUE, .offset = offsetof(struct kind_spec, review), .unit = UNIT_TIME, .words = review_words,
	  .help = "When the priority of those who wait is read anew, so that their place in the queue may change: every so long (then `priority` "
	  "may also ask for `age`, `now` and the state), or \"change\", whenever its facts change. Not given, or \"never\": only when a queue is "
	  "joined; in a scenario, `never` shows what reviews bring, and what the changes of mind cost.",
	  .example = "review = \"1 d\";", .also = "reprioritise triage rerank" },
	{ .name = "promise", .type = KEY_VALUE, .offset = offsetof(struct kind_spec, promise), .unit = UNIT_TIME,
	  .help = "The time from arrival within which it is to be done: what `on_time` counts, and the due time of the order "
	  "\"due\". Where the kind has a `calendar`, it counts in those hours.", .example = "promise = \"8 h\";",
	  .also = "due deadline target" },
	{ .name = "budget", .type = KEY_VALUE, .offset = offsetof(struct kind_spec, budget), .unit = UNIT_MONEY,
	  .help = "What an item may cost in all, lateness included: what `within_budget` counts, and with `promise` how often both are kept. "
	  "An expression of facts is allowed.", .example = "budget = 440000.0;", .also = "cost_limit price_limit planned_cost" },
	{ .name = "holding_cost_per_hour", .type = KEY_VALUE, .offset = offsetof(struct kind_spec, holding_cost_per_hour),
	  .unit = UNIT_MONEY, .help = "What each hour in the system costs: part of the cost of delay.",
	  .example = "holding_cost_per_hour = 0.5;", .also = "cost_of_delay" },
	{ .name = "late_cost_per_hour", .type = KEY_VALUE, .offset = offsetof(struct kind_spec, late_cost_per_hour),
	  .unit = UNIT_MONEY, .help = "What each hour after the promise costs: part of the cost of delay.",
	  .example = "late_cost_per_hour = 1.5;" },
	{ .name = "start_with", .type = KEY_GROUPS, .offset = offsetof(struct kind_spec, start_with), .inner = &start_with_schema,
	  .help = "Today's work in progress, where it is, at the beginning of the run.",
	  .example = "start_with = ( { step = \"paint\"; number = 14; } );", .also = "initial wip" },
	{ .name = "process", .type = KEY_STEPS, .offset = offsetof(struct kind_spec, process), .required = true,
	  .unless = { "project", "case" }, .inner = &step_schema,
	  .help = "The steps, one after the other: a station's name; a group, for all that a step can say; or a list of lists, "
	  "for branches in parallel. A kind has a process, a project or a case.",
	  .example = "process = ( \"sand\", \"paint\", { at = \"inspect\"; rework = { chance = \"12%\"; to = \"sand\"; }; }, "
	  "\"pack\" );", .also = "steps route flow tasks" },
	{ .name = "value", .type = KEY_VALUE, .offset = offsetof(struct kind_spec, value), .unit = UNIT_MONEY,
	  .help = "What a completed item is worth; one that is scrapped or leaves is worth nothing. An expression of facts is "
	  "allowed.", .example = "value = 90.0;", .also = "worth revenue price income" },
	{ .name = "cost", .type = KEY_VALUE, .offset = offsetof(struct kind_spec, cost), .unit = UNIT_MONEY,
	  .help = "What an item costs when it enters, beside machines and people: its material. Scrap has cost it too. An expression "
	  "of facts is allowed.", .example = "cost = 22.0;", .also = "material" },
	{ .name = "calendar", .type = KEY_TEXT, .offset = offsetof(struct kind_spec, calendar),
	  .help = "The hours in which its time counts: a name in `calendars`, or hours. The time in system is then reported in these "
	  "hours too, as open_time, and `promise` and lateness count in them.", .example = "calendar = \"two_shifts\";",
	  .also = "hours office_hours" },
	{ .name = "goal", .type = KEY_VALUE, .offset = offsetof(struct kind_spec, goal), .unit = UNIT_CONDITION,
	  .help = "Holds when an item has reached what it was for; looked at when it is completed (a case: when it closes). What missed its goal "
	  "brings in no `value`.", .example = "goal = \"healed = 1\";", .also = "success target" },
	{ .name = "outcomes", .type = KEY_SETTINGS, .offset = offsetof(struct kind_spec, outcomes), .unit = UNIT_CONDITION,
	  .help = "How items may end: names with conditions, of which the first that holds counts when an item is completed. Default, where there "
	  "is a goal: goal and no_goal.", .example = "outcomes = { paid = \"sum > 0\"; refused = \"done(refuse)\"; };",
	  .also = "results endings" },
	{ .name = "project", .type = KEY_MEMBERS, .offset = offsetof(struct kind_spec, project), .inner = &task_schema,
	  .help = "In place of a process a plan: tasks, each of which may begin when those before it have ended. Without `arrive`, and where no "
	  "other work starts it, it begins once, with the run.",
	  .example = "project = { dig = { time = \"3 wd\"; }; build = { after = \"dig\"; time = \"10 wd\"; }; };", .also = "plan" },
	{ .name = "concurrency", .type = KEY_WORD, .offset = offsetof(struct kind_spec, concurrency), .words = concurrency_words,
	  .fallback = "links", .help = "Which tasks of a project are worked on side by side. \"links\": each begins when all in its `after` have "
	  "ended. \"banded\": they are done in the order written, as many at once as need nothing from an unfinished one before them; each "
	  "needs those before it that its `after` and `affected_by` name. There, what ends may bring back work of those before it, and what "
	  "comes back to one, at once, work of those after it that need it and have begun. Whoever needs what is done again puts the work "
	  "down meanwhile. What comes back to a task is never all of it: where it would be more, it is 90 %.",
	  .example = "concurrency = \"banded\";", .also = "overlap parallel bands side_by_side" },
	{ .name = "risks", .type = KEY_MEMBERS, .offset = offsetof(struct kind_spec, risks), .inner = &risk_schema,
	  .help = "What may happen to a project, with what it does to its tasks.",
	  .example = "risks = { rock = { chance = \"15%\"; hits = \"dig\"; delay = \"2 wk\"; }; };", .also = "risk events" },
	{ .name = "stages", .type = KEY_MEMBERS, .offset = offsetof(struct kind_spec, stages), .inner = &stage_schema,
	  .help = "The stages of a project, in their order, or those of a case. Tasks say by `stage` to which they belong.",
	  .example = "stages = { design = { plan = { needs = { manager = 1; }; time = \"5 wd\"; }; }; "
	  "build = { plan = { time = \"8 wd\"; }; }; };",
	  .also = "phases waves" },
	{ .name = "planning", .type = KEY_GROUP, .offset = offsetof(struct kind_spec, planning), .inner = &planning_schema,
	  .help = "How a project is planned: all of it before it begins or stage by stage, how fast plans grow old, and whether its end is "
	  "forecast on the way.", .example = "planning = { wave = \"rolling\"; stale = \"3% / wk\"; redo = \"30%\"; forecasts = true; };" },
	{ .name = "case", .type = KEY_MEMBERS, .offset = offsetof(struct kind_spec, parts), .inner = &case_schema,
	  .help = "In place of a process, where the way is not known in advance: tasks, milestones and events, each due when its condition "
	  "becomes true on the facts of this case and on what has become of the others.",
	  .example = "case = { ask = { time = \"1 h\"; set = { known = 1; }; }; assess = { when = \"known = 1\"; at = \"desk\"; }; };" },
	{ .name = "close", .type = KEY_VALUE, .offset = offsetof(struct kind_spec, close), .unit = UNIT_CONDITION,
	  .help = "Ends a case; what is due or at work in it then is cancelled. Default: as soon as no task is due or at work.",
	  .example = "close = \"decided = 1\";", .also = "closes ends until" },
	{ .name = "reopens", .type = KEY_GROUP, .offset = offsetof(struct kind_spec, reopens), .inner = &reopens_schema,
	  .help = "Whether a case that has closed may be opened again later.",
	  .example = "reopens = { chance = \"8%\"; after = \"exponential(60 d)\"; set = { decided = 0; }; };", .also = "reopen returns" },
	{ .name = NULL },
};

const struct schema kind_schema = { .name = "kind of work", .size = sizeof(struct kind_spec), .keys = kind_keys,
	.help = "A kind of work: how its items arrive, what is known of them, what is done with them." };
