/* Keys of projects: their tasks, what comes before what, what comes back, and risks. What a task says of its work is what a step of a
   process says. */
#include <math.h>
#include "config.h"

static const char *const link_words[] = { "finish-start", "start-start", "finish-finish", NULL };
static const char *const unlimited_words[] = { "unlimited", NULL };

static const struct schema_key link_keys[] = {
	{ .name = "task", .type = KEY_TEXT, .offset = offsetof(struct link_spec, task), .required = true,
	  .help = "The task that comes before.", .example = "task = \"walls\";", .also = "after name" },
	{ .name = "link", .type = KEY_WORD, .offset = offsetof(struct link_spec, link), .words = link_words, .fallback = "finish-start",
	  .help = "\"finish-start\": it begins when the other has ended. \"start-start\": when the other has begun. \"finish-finish\": it may be "
	  "worked on, but ends only when the other has ended.", .example = "link = \"start-start\";", .also = "type kind how" },
	{ .name = "lag", .type = KEY_VALUE, .offset = offsetof(struct link_spec, lag), .unit = UNIT_TIME, .low = 0.0, .high = INFINITY,
	  .help = "So much time must pass in between: drying, a delivery. Default: none.", .example = "lag = \"3 d\";", .also = "delay wait" },
	{ .name = NULL },
};

const struct schema link_schema = { .name = "link", .size = sizeof(struct link_spec), .keys = link_keys, .text_means = "task",
	.help = "A task that comes before this one; its name alone means that it must have ended." };

static const struct schema_key repeat_keys[] = {
	{ .name = "chance", .type = KEY_VALUE, .offset = offsetof(struct rework_spec, chance), .unit = UNIT_SHARE, .low = 0.0, .high = 1.0,
	  .help = "How often its end shows that it has to be done again.", .example = "chance = \"12%\";", .also = "probability p" },
	{ .name = "when", .type = KEY_VALUE, .offset = offsetof(struct rework_spec, when), .unit = UNIT_CONDITION,
	  .help = "It has to be done again while this holds, in place of `chance`.", .example = "when = \"defects > 0\";",
	  .also = "if condition" },
	{ .name = "share", .type = KEY_VALUE, .offset = offsetof(struct rework_spec, share), .unit = UNIT_SHARE, .fallback = "100%",
	  .help = "The share of its work that is done again; `improves` makes less of that.", .example = "share = \"40%\";" },
	{ .name = "at_most", .type = KEY_COUNT, .offset = offsetof(struct rework_spec, at_most), .low = 0.0, .high = 1e9,
	  .help = "How often it is done again; after that it is good enough.", .example = "at_most = 2;", .also = "max limit" },
	{ .name = "to", .type = KEY_ANY, .offset = offsetof(struct rework_spec, to),
	  .help = "Neither in a project nor in a case: what other tasks have to do again comes back by their own `affected_by` or `when`.",
	  .example = "to = \"walls\";" },
	{ .name = NULL },
};

const struct schema repeat_schema = { .name = "rework", .size = sizeof(struct rework_spec), .keys = repeat_keys,
	.help = "The task is done again, all of it or a share, before it has ended: counted, timed and costed as rework." };

static const struct schema_key affect_keys[] = {
	{ .name = "chance", .type = KEY_VALUE, .offset = offsetof(struct affect_spec, chance), .unit = UNIT_SHARE, .low = 0.0, .high = 1.0,
	  .fallback = "100%", .help = "How often the other one's end brings work back.", .example = "chance = \"30%\";",
	  .also = "probability p" },
	{ .name = "share", .type = KEY_VALUE, .offset = offsetof(struct affect_spec, share), .unit = UNIT_SHARE, .low = 0.0, .high = 1.0,
	  .fallback = "100%", .help = "The share of its work that comes back then; `improves` makes less of that.",
	  .example = "share = \"20%\";", .also = "impact" },
	{ .name = NULL },
};

static const struct schema affect_schema = { .name = "affected_by entry", .size = sizeof(struct affect_spec), .keys = affect_keys,
	.help = "Whenever the task of this name ends, also after a repeat, and this one had begun, work of this one may come back. While it is "
	"worked on that waits; else it begins again as soon as all before it have ended. Those after it that have not begun wait again." };

static const struct schema_key task_keys[] = {
	{ .name = "title", .type = KEY_TEXT, .offset = offsetof(struct task_spec, step.title), .help = "What people call it.",
	  .example = "title = \"Raise the walls\";" },
	{ .name = "after", .type = KEY_ANY, .offset = offsetof(struct task_spec, after), .inner = &link_schema,
	  .help = "What comes before it: a task, or a list of tasks, each its name or a group { task; link; lag }. Without `after` it may begin "
	  "when the project does.", .example = "after = ( \"walls\", { task = \"order\"; lag = \"3 wk\"; } );",
	  .also = "predecessor predecessors before depends_on" },
	{ .name = "not_before", .type = KEY_VALUE, .offset = offsetof(struct task_spec, not_before), .unit = UNIT_TIME,
	  .help = "It does not begin before this date, or this time after the project began.", .example = "not_before = \"2026-03-02 08:00\";",
	  .also = "earliest start_date release" },
	{ .name = "due", .type = KEY_VALUE, .offset = offsetof(struct task_spec, due), .unit = UNIT_TIME,
	  .help = "The date, or the time after the project began, by which it is to be done: for checkpoints, costs, and the order \"due\". "
	  "A date without a time of day means the end of that day. An expression of facts is allowed.",
	  .example = "due = \"2026-06-30 18:00\";", .also = "deadline promise finish_by" },
	{ .name = "checkpoint", .type = KEY_TRUTH, .offset = offsetof(struct task_spec, checkpoint),
	  .help = "Whether its end is one that is reported: with `due`, also how many projects are on time there. Default: false.",
	  .example = "checkpoint = true;", .also = "milestone" },
	{ .name = "early_cost_per_hour", .type = KEY_VALUE, .offset = offsetof(struct task_spec, early_cost_per_hour), .unit = UNIT_MONEY,
	  .help = "What each hour costs that it ends before it is due.", .example = "early_cost_per_hour = 2.0;" },
	{ .name = "late_cost_per_hour", .type = KEY_VALUE, .offset = offsetof(struct task_spec, late_cost_per_hour), .unit = UNIT_MONEY,
	  .help = "What each hour costs that it ends after it is due.", .example = "late_cost_per_hour = 40.0;", .also = "penalty" },
	{ .name = "affected_by", .type = KEY_MEMBERS, .offset = offsetof(struct task_spec, affected_by), .inner = &affect_schema,
	  .help = "Tasks whose end may bring work of this one back.",
	  .example = "affected_by = { test = { chance = \"30%\"; share = \"20%\"; }; };", .also = "feedback" },
	{ .name = "stage", .type = KEY_TEXT, .offset = offsetof(struct task_spec, stage),
	  .help = "The stage of the project that it belongs to, one of the kind's `stages`: it begins only when that is planned.",
	  .example = "stage = \"build\";", .also = "phase wave" },
	{ .name = "improves", .type = KEY_VALUE, .offset = offsetof(struct task_spec, improves), .unit = UNIT_SHARE, .low = 0.0, .high = 1.0,
	  .fallback = "100%", .help = "The share of the work that doing it again needs: people learn, and drawings are there.",
	  .example = "improves = \"35%\";", .also = "learning improvement" },
	{ .name = "at", .type = KEY_TEXT, .offset = offsetof(struct task_spec, step.at), .help = "The station where it is done.",
	  .example = "at = \"crane\";", .also = "station" },
	{ .name = "machines", .type = KEY_COUNT, .offset = offsetof(struct task_spec, step.machines), .low = 1.0, .high = 1000000.0,
	  .words = unlimited_words, .help = "How many projects may be at this task at once, where it has a place of its own. Default: any number.",
	  .example = "machines = 1;", .also = "capacity servers" },
	{ .name = "needs", .type = KEY_SETTINGS, .offset = offsetof(struct task_spec, step.needs), .unit = UNIT_NUMBER,
	  .help = "Who and what it needs, all at once, while it is worked on.", .example = "needs = { mason = 2; };",
	  .also = "resources requires" },
	{ .name = "needs_one_of", .type = KEY_TEXTS, .offset = offsetof(struct task_spec, step.needs_one_of),
	  .help = "One of these, the first that is free, in the order written.", .example = "needs_one_of = [ \"senior\", \"junior\" ];",
	  .also = "one_of any_of" },
	{ .name = "queue", .type = KEY_GROUP, .offset = offsetof(struct task_spec, step.queue), .inner = &queue_schema,
	  .help = "As a station's, for a task with a place of its own.", .example = "queue = { order = \"due\"; };" },
	{ .name = "time", .type = KEY_VALUE, .offset = offsetof(struct task_spec, step.time), .unit = UNIT_TIME,
	  .help = "How long the work takes.", .example = "time = \"triangular(4 wd, 5 wd, 9 wd)\";", .also = "duration work" },
	{ .name = "quantity", .type = KEY_VALUE, .offset = offsetof(struct task_spec, step.quantity), .unit = UNIT_NUMBER,
	  .help = "How much there is to do; with `norm`, in place of `time`.", .example = "quantity = 340;", .also = "amount" },
	{ .name = "norm", .type = KEY_VALUE, .offset = offsetof(struct task_spec, step.norm), .unit = UNIT_RATE,
	  .help = "How much of it one unit of the resource does in a time: the work takes quantity / norm.", .example = "norm = \"12 / h\";" },
	{ .name = "wait", .type = KEY_VALUE, .offset = offsetof(struct task_spec, step.wait), .unit = UNIT_TIME,
	  .help = "A delay in place of work, for which nobody is needed.", .example = "wait = \"28 d\";", .also = "delay" },
	{ .name = "chance", .type = KEY_VALUE, .offset = offsetof(struct task_spec, step.chance), .unit = UNIT_SHARE, .low = 0.0, .high = 1.0,
	  .help = "The task is done with this chance; otherwise it ends as soon as it may begin.", .example = "chance = \"25%\";",
	  .also = "probability p" },
	{ .name = "set", .type = KEY_SETTINGS, .offset = offsetof(struct task_spec, step.set), .unit = UNIT_NONE,
	  .help = "Changes facts of the project, at the end of the task.", .example = "set = { approved = 1; };", .also = "assign" },
	{ .name = "take", .type = KEY_SETTINGS, .offset = offsetof(struct task_spec, step.take), .unit = UNIT_NUMBER,
	  .help = "Resources that the project takes before the task begins, and keeps until some task gives them back, or its end. "
		"Done again, the "
	  "task takes what the project has not got any more.", .example = "take = { crane = 1; };", .also = "seize acquire" },
	{ .name = "give", .type = KEY_SETTINGS, .offset = offsetof(struct task_spec, step.give), .unit = UNIT_NUMBER,
	  .help = "Gives back, at the end of the task, what was taken.", .example = "give = { crane = 1; };", .also = "release free" },
	{ .name = "start", .type = KEY_ANY, .offset = offsetof(struct task_spec, step.start), .inner = &start_schema,
	  .help = "Begins items of another kind: its name, or a group { kind; number; wait_for }.", .example = "start = \"order\";",
	  .also = "begin create spawn" },
	{ .name = "number", .type = KEY_VALUE, .offset = offsetof(struct task_spec, step.number), .unit = UNIT_NUMBER,
	  .help = "How many items `start` begins. Default: 1.", .example = "number = \"rooms\";", .also = "count" },
	{ .name = "wait_for", .type = KEY_TRUTH, .offset = offsetof(struct task_spec, step.wait_for),
	  .help = "Whether the task ends only when all that `start` began are done. Default: false.", .example = "wait_for = true;" },
	{ .name = "rework", .type = KEY_GROUP, .offset = offsetof(struct task_spec, step.rework), .inner = &repeat_schema,
	  .help = "Whether it has to be done again.", .example = "rework = { chance = \"12%\"; share = \"50%\"; };" },
	{ .name = "cost", .type = KEY_VALUE, .offset = offsetof(struct task_spec, step.cost), .unit = UNIT_MONEY,
	  .help = "What doing it costs each time, beside machines and people. A task that is skipped costs nothing.",
	  .example = "cost = 1200.0;", .also = "price fee" },
	{ .name = "cost_of_work", .type = KEY_VALUE, .offset = offsetof(struct task_spec, step.cost_of_work), .unit = UNIT_MONEY,
	  .help = "What all of its work costs, beside `cost`, machines and people. Where a share of the work is done again, it costs that share.",
	  .example = "cost_of_work = \"triangular(8000, 9500, 14000)\";", .also = "budget" },
	{ .name = "decision", .type = KEY_ANY, .offset = offsetof(struct task_spec, step.decision), .inner = &decision_schema,
	  .help = "Whether it is a decision: true, or a group { meets; agenda; escalates; default }. All waiting before it begins is then waiting "
	  "for a decision. Default: false.", .example = "decision = { meets = \"Thu 10:00\"; agenda = 10; };", .also = "decide approval" },
	{ .name = NULL },
};

const struct schema task_schema = { .name = "task", .size = sizeof(struct task_spec), .keys = task_keys,
	.help = "A task of a project: what comes before it, and as in a step of a process where it is done, by whom and how long." };

static const struct schema_key risk_keys[] = {
	{ .name = "title", .type = KEY_TEXT, .offset = offsetof(struct risk_spec, title), .help = "What people call it.",
	  .example = "title = \"Rock in the ground\";" },
	{ .name = "chance", .type = KEY_VALUE, .offset = offsetof(struct risk_spec, chance), .unit = UNIT_SHARE, .low = 0.0, .high = 1.0,
	  .required = true, .unless = { "happens" }, .help = "How often it happens: drawn once, when the project begins.",
	  .example = "chance = \"15%\";", .also = "probability p" },
	{ .name = "happens", .type = KEY_VALUE, .offset = offsetof(struct risk_spec, happens), .unit = UNIT_TIME, .low = 0.0, .high = INFINITY,
	  .help = "In place of `chance`: it happens on the way, so long after the project began. Tasks that it hits and that have not begun "
	  "grow by `grows`; those that have begun or ended have that share of their work to do again, all of it at most.",
	  .example = "happens = \"exponential(20 wk)\";", .also = "every after" },
	{ .name = "repeat", .type = KEY_ANY, .offset = offsetof(struct risk_spec, repeat),
	  .help = "With `happens`: how often it may happen in one project, each time so long after the last one; true: as long as that goes on. "
	  "Default: once.", .example = "repeat = true;", .also = "times at_most" },
	{ .name = "hits", .type = KEY_TEXTS, .offset = offsetof(struct risk_spec, hits), .help = "The tasks that it hits.",
	  .example = "hits = [ \"dig\", \"foundation\" ];", .also = "tasks affects" },
	{ .name = "delay", .type = KEY_VALUE, .offset = offsetof(struct risk_spec, delay), .unit = UNIT_TIME, .low = 0.0, .high = INFINITY,
	  .help = "Work that is added to each of them.", .example = "delay = \"triangular(1 wk, 2 wk, 6 wk)\";", .also = "time impact" },
	{ .name = "grows", .type = KEY_VALUE, .offset = offsetof(struct risk_spec, grows), .unit = UNIT_SHARE, .low = 0.0, .high = INFINITY,
	  .help = "By so much the work of each of them grows: a change of scope. 20 % more is \"20%\".", .example = "grows = \"20%\";",
	  .also = "scope growth" },
	{ .name = "cost", .type = KEY_VALUE, .offset = offsetof(struct risk_spec, cost), .unit = UNIT_MONEY,
	  .help = "What it costs beside that: once, when the first of them begins.", .example = "cost = 25000.0;", .also = "money price" },
	{ .name = NULL },
};

const struct schema risk_schema = { .name = "risk", .size = sizeof(struct risk_spec), .keys = risk_keys,
	.help = "What may happen to a project: drawn once, when it begins. A fact of this name is 1 where it does, else 0." };
