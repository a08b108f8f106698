/* Keys of cases: what makes each of their tasks, milestones and events due. What a task says of its work is what a step of a process
   says. */
#include <math.h>
#include "config.h"

static const char *const unlimited_words[] = { "unlimited", NULL };
static const char *const in_hand_words[] = { "stops", "finishes", NULL };

static const struct schema_key case_keys[] = {
	{ .name = "title", .type = KEY_TEXT, .offset = offsetof(struct case_spec, step.title), .help = "What people call it.",
	  .example = "title = \"Ask the expert\";" },
	{ .name = "when", .type = KEY_VALUE, .offset = offsetof(struct case_spec, when), .unit = UNIT_CONDITION,
	  .help = "It becomes due when this holds: a condition on the facts of the case and on done(x), ended(x), active(x) and count(x) of its "
	  "tasks, milestones and events. It is looked at when the case opens, and whenever something that it names changes. What is due stays so, "
	  "even where this ceases to hold; an event's clock stands still then. Default: due when the case opens.",
	  .example = "when = \"sum > 5000 and done(assess)\";", .also = "if condition due_when trigger" },
	{ .name = "repeat", .type = KEY_ANY, .offset = offsetof(struct case_spec, repeat),
	  .help = "true: it becomes due again whenever it has ended and its condition holds (a milestone is reached again when its condition "
	  "becomes true anew). A number: at most so many times in one case. Default: once.", .example = "repeat = 3;", .also = "repeats again" },
	{ .name = "stage", .type = KEY_TEXT, .offset = offsetof(struct case_spec, stage),
	  .help = "The stage of the case in which it lies, one of the kind's `stages`: it becomes due only while that is open.",
	  .example = "stage = \"treatment\";", .also = "phase" },
	{ .name = "cancel", .type = KEY_VALUE, .offset = offsetof(struct case_spec, cancel), .unit = UNIT_CONDITION,
	  .help = "Calls it off when this holds: it has ended then, without being done, and does not become due while this holds.",
	  .example = "cancel = \"withdrawn = 1\";", .also = "stop abort" },
	{ .name = "in_hand", .type = KEY_WORD, .offset = offsetof(struct case_spec, in_hand), .words = in_hand_words, .fallback = "stops",
	  .help = "What becomes of work in hand when it is called off, or when the case closes. \"stops\": at once. \"finishes\": whoever is at "
	  "it finishes it, but the case hears nothing of it.", .example = "in_hand = \"finishes\";" },
	{ .name = "milestone", .type = KEY_TRUTH, .offset = offsetof(struct case_spec, milestone),
	  .help = "Whether it is a milestone: no work, but worth a report when its condition becomes true. Default: false.",
	  .example = "milestone = true;" },
	{ .name = "happens", .type = KEY_VALUE, .offset = offsetof(struct case_spec, happens), .unit = UNIT_TIME,
	  .help = "Makes it an event, from outside or a deadline: nobody works on it. It happens this time after its condition became true; while "
	  "that does not hold it does not happen, and the time begins anew.", .example = "happens = \"exponential(30 d)\";",
	  .also = "after event timer" },
	{ .name = "at", .type = KEY_TEXT, .offset = offsetof(struct case_spec, step.at), .help = "The station where it is done.",
	  .example = "at = \"desk\";", .also = "station" },
	{ .name = "machines", .type = KEY_COUNT, .offset = offsetof(struct case_spec, step.machines), .low = 1.0, .high = 1000000.0,
	  .words = unlimited_words, .help = "How many cases may be at this task at once, where it has a place of its own. Default: any number.",
	  .example = "machines = 1;", .also = "capacity servers" },
	{ .name = "needs", .type = KEY_SETTINGS, .offset = offsetof(struct case_spec, step.needs), .unit = UNIT_NUMBER,
	  .help = "Who and what it needs, all at once, while it is worked on.", .example = "needs = { expert = 1; };",
	  .also = "resources requires" },
	{ .name = "needs_one_of", .type = KEY_TEXTS, .offset = offsetof(struct case_spec, step.needs_one_of),
	  .help = "One of these, the first that is free, in the order written.", .example = "needs_one_of = [ \"senior\", \"junior\" ];",
	  .also = "one_of any_of" },
	{ .name = "queue", .type = KEY_GROUP, .offset = offsetof(struct case_spec, step.queue), .inner = &queue_schema,
	  .help = "As a station's, for a task with a place of its own.", .example = "queue = { order = \"due\"; };" },
	{ .name = "time", .type = KEY_VALUE, .offset = offsetof(struct case_spec, step.time), .unit = UNIT_TIME,
	  .help = "How long the work takes.", .example = "time = \"triangular(1 h, 2 h, 6 h)\";", .also = "duration work" },
	{ .name = "quantity", .type = KEY_VALUE, .offset = offsetof(struct case_spec, step.quantity), .unit = UNIT_NUMBER,
	  .help = "How much there is to do; with `norm`, in place of `time`.", .example = "quantity = \"pages\";", .also = "amount" },
	{ .name = "norm", .type = KEY_VALUE, .offset = offsetof(struct case_spec, step.norm), .unit = UNIT_RATE,
	  .help = "How much of it one unit of the resource does in a time: the work takes quantity / norm.", .example = "norm = \"12 / h\";" },
	{ .name = "wait", .type = KEY_VALUE, .offset = offsetof(struct case_spec, step.wait), .unit = UNIT_TIME,
	  .help = "A delay in place of work, for which nobody is needed.", .example = "wait = \"28 d\";", .also = "delay" },
	{ .name = "chance", .type = KEY_VALUE, .offset = offsetof(struct case_spec, step.chance), .unit = UNIT_SHARE, .low = 0.0, .high = 1.0,
	  .help = "Each time that it becomes due it is done with this chance; otherwise it is skipped: ended, and not done.",
	  .example = "chance = \"25%\";", .also = "probability p" },
	{ .name = "set", .type = KEY_SETTINGS, .offset = offsetof(struct case_spec, step.set), .unit = UNIT_NONE,
	  .help = "Changes facts of the case: at the end of the task, when the milestone is reached, when the event happens.",
	  .example = "set = { approved = 1; };", .also = "assign" },
	{ .name = "take", .type = KEY_SETTINGS, .offset = offsetof(struct case_spec, step.take), .unit = UNIT_NUMBER,
	  .help = "Resources that the case takes before the task begins, and keeps until some task gives them back, or its end.",
	  .example = "take = { bed = 1; };", .also = "seize acquire" },
	{ .name = "give", .type = KEY_SETTINGS, .offset = offsetof(struct case_spec, step.give), .unit = UNIT_NUMBER,
	  .help = "Gives back, at the end of the task, what was taken.", .example = "give = { bed = 1; };", .also = "release free" },
	{ .name = "start", .type = KEY_ANY, .offset = offsetof(struct case_spec, step.start), .inner = &start_schema,
	  .help = "Begins items of another kind: its name, or a group { kind; number; wait_for }.", .example = "start = \"order\";",
	  .also = "begin create spawn" },
	{ .name = "number", .type = KEY_VALUE, .offset = offsetof(struct case_spec, step.number), .unit = UNIT_NUMBER,
	  .help = "How many items `start` begins. Default: 1.", .example = "number = \"claims\";", .also = "count" },
	{ .name = "wait_for", .type = KEY_TRUTH, .offset = offsetof(struct case_spec, step.wait_for),
	  .help = "Whether the task ends only when all that `start` began are done. Default: false.", .example = "wait_for = true;" },
	{ .name = "rework", .type = KEY_GROUP, .offset = offsetof(struct case_spec, step.rework), .inner = &repeat_schema,
	  .help = "Whether it has to be done again at once, before it has ended.", .example = "rework = { chance = \"12%\"; share = \"50%\"; };" },
	{ .name = "cost", .type = KEY_VALUE, .offset = offsetof(struct case_spec, step.cost), .unit = UNIT_MONEY,
	  .help = "What doing it costs each time, beside machines and people. A task that is skipped costs nothing.",
	  .example = "cost = 80.0;", .also = "price fee" },
	{ .name = "decision", .type = KEY_ANY, .offset = offsetof(struct case_spec, step.decision), .inner = &decision_schema,
	  .help = "Whether it is a decision: true, or a group { meets; agenda; escalates; default }. All waiting before it begins is then waiting "
	  "for a decision. Default: false.", .example = "decision = { meets = \"Thu 10:00\"; agenda = 10; };", .also = "decide approval" },
	{ .name = NULL },
};

const struct schema case_schema = { .name = "part of a case", .size = sizeof(struct case_spec), .keys = case_keys,
	.help = "A task of a case: when it is due, and as in a step of a process where it is done, by whom and how long. Or a milestone, which is "
	"reached, or an event, which happens." };

static const struct schema_key reopens_keys[] = {
	{ .name = "chance", .type = KEY_VALUE, .offset = offsetof(struct reopens_spec, chance), .unit = UNIT_SHARE, .low = 0.0, .high = 1.0,
	  .required = true, .help = "How often a case that closes is opened again later, drawn at each closing.", .example = "chance = \"8%\";",
	  .also = "probability p" },
	{ .name = "after", .type = KEY_VALUE, .offset = offsetof(struct reopens_spec, after), .unit = UNIT_TIME, .low = 0.0, .high = INFINITY,
	  .required = true, .help = "How long after it has closed. In between it is in nobody's hands, and not in the system.",
	  .example = "after = \"exponential(60 d)\";", .also = "time delay" },
	{ .name = "set", .type = KEY_SETTINGS, .offset = offsetof(struct reopens_spec, set), .unit = UNIT_NONE,
	  .help = "Changes facts of the case when it opens again, so that something becomes due, and what had closed it does not hold any more.",
	  .example = "set = { decided = 0; };", .also = "assign" },
	{ .name = NULL },
};

const struct schema reopens_schema = { .name = "reopens", .size = sizeof(struct reopens_spec), .keys = reopens_keys,
	.help = "A case that has closed may come back: with its facts, and with what has been done in it. Each closing counts by itself, with its "
	"outcome and its time in the system." };
