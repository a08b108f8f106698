/* Keys of the stages of a project and of their planning. The planning of a stage says of its work what a task says, and nothing of its
   place: that follows from the stage. */
#include <math.h>
#include "config.h"

static const char *const wave_words[] = { "rolling", "upfront", NULL };

static const struct schema_key plan_keys[] = {
	{ .name = "title", .type = KEY_TEXT, .offset = offsetof(struct task_spec, step.title), .help = "What people call it.",
	  .example = "title = \"Planning of the shell\";" },
	{ .name = "at", .type = KEY_TEXT, .offset = offsetof(struct task_spec, step.at), .help = "The station where it is done.",
	  .example = "at = \"office\";", .also = "station" },
	{ .name = "needs", .type = KEY_SETTINGS, .offset = offsetof(struct task_spec, step.needs), .unit = UNIT_NUMBER,
	  .help = "Who and what it needs, all at once, while it is worked on.", .example = "needs = { manager = 1; };",
	  .also = "resources requires" },
	{ .name = "needs_one_of", .type = KEY_TEXTS, .offset = offsetof(struct task_spec, step.needs_one_of),
	  .help = "One of these, the first that is free, in the order written.", .example = "needs_one_of = [ \"manager\", \"deputy\" ];",
	  .also = "one_of any_of" },
	{ .name = "time", .type = KEY_VALUE, .offset = offsetof(struct task_spec, step.time), .unit = UNIT_TIME,
	  .help = "How long the planning takes.", .example = "time = \"triangular(3 wd, 5 wd, 9 wd)\";", .also = "duration work" },
	{ .name = "quantity", .type = KEY_VALUE, .offset = offsetof(struct task_spec, step.quantity), .unit = UNIT_NUMBER,
	  .help = "How much there is to plan; with `norm`, in place of `time`.", .example = "quantity = 40;", .also = "amount" },
	{ .name = "norm", .type = KEY_VALUE, .offset = offsetof(struct task_spec, step.norm), .unit = UNIT_RATE,
	  .help = "How much of it one unit of the resource plans in a time: the work takes quantity / norm.", .example = "norm = \"3 / h\";" },
	{ .name = "cost", .type = KEY_VALUE, .offset = offsetof(struct task_spec, step.cost), .unit = UNIT_MONEY,
	  .help = "What doing it costs each time, beside machines and people.", .example = "cost = 1200.0;", .also = "price fee" },
	{ .name = NULL },
};

static const struct schema plan_schema = { .name = "plan", .size = sizeof(struct task_spec), .keys = plan_keys,
	.help = "The work of planning a stage: a task of its own, called by the stage's name and `.plan`, that ends before tasks of the stage "
	"begin." };

static const struct schema_key stage_keys[] = {
	{ .name = "title", .type = KEY_TEXT, .offset = offsetof(struct stage_spec, title), .help = "What people call it.",
	  .example = "title = \"The shell\";" },
	{ .name = "plan", .type = KEY_GROUP, .offset = offsetof(struct stage_spec, plan), .inner = &plan_schema,
	  .help = "The work of planning it. Without, its tasks need no planning.",
	  .example = "plan = { needs = { manager = 1; }; time = \"5 wd\"; };", .also = "planning" },
	{ .name = "when", .type = KEY_VALUE, .offset = offsetof(struct stage_spec, when), .unit = UNIT_CONDITION,
	  .help = "In a case: the stage opens when this holds. Until then nothing in it becomes due. Default: when the case opens.",
	  .example = "when = \"accepted = 1\";", .also = "if condition opens" },
	{ .name = "close", .type = KEY_VALUE, .offset = offsetof(struct stage_spec, close), .unit = UNIT_CONDITION,
	  .help = "In a case: the stage closes when this holds, and what is due or at work in it is called off. "
	  "Default: as soon as no task in it is "
	  "due or at work.", .example = "close = \"done(settle)\";", .also = "closes until" },
	{ .name = "repeat", .type = KEY_ANY, .offset = offsetof(struct stage_spec, repeat),
	  .help = "In a case: true, and the stage opens again whenever it is closed and its `when` holds; a number: at most so many times. "
	  "What is in "
	  "it may become due as often again each time. Default: once.", .example = "repeat = 3;", .also = "repeats again" },
	{ .name = NULL },
};

const struct schema stage_schema = { .name = "stage", .size = sizeof(struct stage_spec), .keys = stage_keys,
	.help = "A stage: of a project, tasks that are planned together; of a case, tasks, milestones and events that are possible only while it "
	"is open." };

static const struct schema_key planning_keys[] = {
	{ .name = "wave", .type = KEY_WORD, .offset = offsetof(struct planning_spec, wave), .words = wave_words, .fallback = "rolling",
	  .help = "When stages are planned. \"rolling\": the first when the project begins, each other one when the first task of the stage "
	  "before it begins. \"upfront\": all of them when the project begins, and no task begins before all plans have ended.",
	  .example = "wave = \"upfront\";", .also = "how when" },
	{ .name = "stale", .type = KEY_VALUE, .offset = offsetof(struct planning_spec, stale), .unit = UNIT_RATE, .low = 0.0, .high = INFINITY,
	  .help = "How fast a plan grows old until its stage begins: of a plan of age a the share 1 - exp(-stale a) is out of date. So much of "
	  "the planning is done again before the stage begins. Default: plans keep.", .example = "stale = \"3% / wk\";", .also = "ageing decay" },
	{ .name = "redo", .type = KEY_VALUE, .offset = offsetof(struct planning_spec, redo), .unit = UNIT_SHARE, .low = 0.0, .high = 1.0,
	  .help = "What an old plan does to the work: of the share of the plan that was out of date, so much of the work of each task of the "
	  "stage is done again. Default: nothing.", .example = "redo = \"30%\";", .also = "rework" },
	{ .name = "forecasts", .type = KEY_TRUTH, .offset = offsetof(struct planning_spec, forecasts),
	  .help = "Whether the end is forecast when the project begins and at each checkpoint, as tools for schedules and risks do: drawn 199 "
	  "times from what remains of the plan, with risks, as if nobody were waited for and no work came back. The report says whether "
	  "these dates hold. Default: false.", .example = "forecasts = true;", .also = "forecast" },
	{ .name = NULL },
};

const struct schema planning_schema = { .name = "planning", .size = sizeof(struct planning_spec), .keys = planning_keys,
	.help = "How a project is planned." };
