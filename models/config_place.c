/* The tables of where work is done and by whom: resources, stations and their queues. */
#include "config.h"

static const char *const unlimited_words[] = { "unlimited", NULL };
static const char *const order_words[] = { "fifo", "lifo", "random", "priority", "shortest", "due", "cost_of_delay", NULL };
static const char *const full_words[] = { "block", "turn_away", NULL };

static const struct schema_key resource_keys[] = {
	{ .name = "title", .type = KEY_TEXT, .offset = offsetof(struct resource_spec, title), .help = "What people call it.",
	  .example = "title = \"Painters\";" },
	{ .name = "number", .type = KEY_COUNT, .offset = offsetof(struct resource_spec, number), .fallback = "1", .low = 0.0,
	  .high = 1000000.0, .help = "How many there are; an expression of `let` names is allowed.", .example = "number = 2;",
	  .also = "capacity count units size amount" },
	{ .name = "calendar", .type = KEY_LATER, .help = "When they are there.", .example = "calendar = \"two_shifts\";" },
	{ .name = "shifts", .type = KEY_LATER, .help = "A number that varies over the day.",
	  .example = "shifts = ( { number = 3; hours = \"Mon-Fri 06:00-14:00\"; } );" },
	{ .name = "at_shift_end", .type = KEY_LATER,
	  .help = "Whether the task in hand is finished, as overtime, or taken up again next shift.",
	  .example = "at_shift_end = \"pause\";" },
	{ .name = "cost_per_hour", .type = KEY_LATER, .help = "What a scheduled hour of one costs.",
	  .example = "cost_per_hour = 31.0;" },
	{ .name = "cost_per_busy_hour", .type = KEY_LATER, .help = "What a busy hour of one costs.",
	  .example = "cost_per_busy_hour = 12.0;" },
	{ .name = "cost_per_use", .type = KEY_LATER, .help = "What each use costs.", .example = "cost_per_use = 5.0;" },
	{ .name = "overtime_cost_per_hour", .type = KEY_LATER, .help = "What an hour after the end of the shift costs.",
	  .example = "overtime_cost_per_hour = 45.0;" },
	{ .name = "fixed_cost_per_week", .type = KEY_LATER, .help = "What they cost a week, whatever they do.",
	  .example = "fixed_cost_per_week = 200.0;" },
	{ .name = "fails", .type = KEY_LATER, .help = "How often one fails and how long its repair takes.",
	  .example = "fails = { every = \"exponential(60 h)\"; repair = \"2 h\"; };" },
	{ .name = "speed", .type = KEY_LATER, .help = "How fast they work; 1 is the norm.", .example = "speed = 0.8;" },
	{ .name = "skills", .type = KEY_LATER,
	  .help = "What they can do: a station's needs may name a skill in place of a resource.",
	  .example = "skills = [ \"welding\" ];" },
	{ .name = "team", .type = KEY_LATER, .help = "The team that they belong to, for counting handoffs.",
	  .example = "team = \"north\";" },
	{ .name = NULL },
};

const struct schema resource_schema = { .name = "resource", .size = sizeof(struct resource_spec), .keys = resource_keys,
	.help = "People, rooms or tools of one sort: a pool of equal units that several stations share." };

static const struct schema_key queue_keys[] = {
	{ .name = "order", .type = KEY_VALUE, .offset = offsetof(struct queue_spec, order), .unit = UNIT_NONE, .fallback = "fifo",
	  .words = order_words,
	  .help = "Who is next: \"fifo\" first come, first served; \"lifo\" last come first; \"random\"; \"priority\" the kind's, "
	  "lowest number first; \"shortest\" least work; \"due\" earliest promise; \"cost_of_delay\" most money lost per hour of "
	  "work; or an expression, lowest first. Equals go by the time they joined.", .example = "order = \"priority\";",
	  .also = "discipline disipline policy rule sort" },
	{ .name = "limit", .type = KEY_COUNT, .offset = offsetof(struct queue_spec, limit), .low = 0.0, .high = 1e9,
	  .help = "How many may wait here; those being served do not count. Not given: any number.", .example = "limit = 12;",
	  .also = "capacity size max length buffer" },
	{ .name = "when_full", .type = KEY_TEXT, .offset = offsetof(struct queue_spec, when_full), .fallback = "block",
	  .words = full_words,
	  .help = "What happens to who finds it full: \"block\" stays where it is and holds its machine until there is room; "
	  "\"turn_away\" leaves and is counted as turned away; the name of another station sends it there.",
	  .example = "when_full = \"turn_away\";", .also = "full overflow if_full" },
	{ .name = "patience", .type = KEY_VALUE, .offset = offsetof(struct queue_spec, patience), .unit = UNIT_TIME,
	  .help = "How long one waits before leaving unserved. It runs while waiting only, afresh at each station.",
	  .example = "patience = \"exponential(4 min)\";", .also = "renege abandon timeout" },
	{ .name = "strict", .type = KEY_TRUTH, .offset = offsetof(struct queue_spec, strict), .fallback = "false",
	  .help = "Whether one whose needs cannot be met yet holds up those behind it. Not strict: a later one that can be served "
	  "passes.", .example = "strict = true;" },
	{ .name = "preempt", .type = KEY_LATER,
	  .help = "Whether the more urgent interrupts work in hand: \"no\", \"resume\" or \"restart\".",
	  .example = "preempt = \"resume\";" },
	{ .name = NULL },
};

const struct schema queue_schema = { .name = "queue", .size = sizeof(struct queue_spec), .keys = queue_keys,
	.help = "Where work waits for a station: in which order, how many at most, how long." };

static const struct schema_key station_keys[] = {
	{ .name = "title", .type = KEY_TEXT, .offset = offsetof(struct station_spec, title), .help = "What people call it.",
	  .example = "title = \"Paint booth\";" },
	{ .name = "machines", .type = KEY_COUNT, .offset = offsetof(struct station_spec, machines), .low = 1.0, .high = 1000000.0,
	  .words = unlimited_words,
	  .help = "How many it can serve at once: its own machines, desks or places; a number, an expression of `let` names, or "
	  "\"unlimited\". Default: 1; unlimited where `needs` or `needs_one_of` is given.", .example = "machines = 2;",
	  .also = "number capacity servers count places" },
	{ .name = "needs", .type = KEY_SETTINGS, .offset = offsetof(struct station_spec, needs), .unit = UNIT_NUMBER,
	  .help = "Resources that it takes to work here, and how many of each. They are seized together with a machine, all or "
	  "nothing, and go free together at the end of the work.", .example = "needs = { painter = 1; };",
	  .also = "resources requires need uses" },
	{ .name = "needs_one_of", .type = KEY_TEXTS, .offset = offsetof(struct station_spec, needs_one_of),
	  .help = "One unit of any of these resources: the first that is free, in the order written.",
	  .example = "needs_one_of = [ \"senior\", \"junior\" ];", .also = "one_of any_of" },
	{ .name = "time", .type = KEY_VALUE, .offset = offsetof(struct station_spec, time), .unit = UNIT_TIME,
	  .help = "How long the work takes; a step may say otherwise. Not drawn below 0.",
	  .example = "time = \"lognormal(mean=8 min, sd=2 min)\";", .also = "duration service service_time processing_time delay" },
	{ .name = "queue", .type = KEY_GROUP, .offset = offsetof(struct station_spec, queue), .inner = &queue_schema,
	  .help = "How work waits here. Not given: first come, first served, without limit.", .example = "queue = { limit = 12; };",
	  .also = "buffer waiting" },
	{ .name = "setup", .type = KEY_LATER, .help = "Time to change over from one sort of work to another.",
	  .example = "setup = { on = \"colour\"; time = \"1 min\"; };" },
	{ .name = "batch", .type = KEY_LATER, .help = "How many are served together.",
	  .example = "batch = { size = 6; wait_at_most = \"30 min\"; };" },
	{ .name = "fails", .type = KEY_LATER, .help = "How often a machine fails and how long its repair takes.",
	  .example = "fails = { every = \"exponential(60 h)\"; repair = \"2 h\"; };", .also = "breakdown failure mtbf" },
	{ .name = "calendar", .type = KEY_LATER, .help = "When it is open.", .example = "calendar = \"two_shifts\";" },
	{ .name = "cost_per_hour", .type = KEY_LATER, .help = "What a scheduled hour of a machine costs.",
	  .example = "cost_per_hour = 44.0;" },
	{ .name = "cost_per_busy_hour", .type = KEY_LATER, .help = "What a busy hour of a machine costs.",
	  .example = "cost_per_busy_hour = 12.0;" },
	{ .name = "cost_per_use", .type = KEY_LATER, .help = "What each use costs.", .example = "cost_per_use = 5.0;" },
	{ .name = NULL },
};

const struct schema station_schema = { .name = "station", .size = sizeof(struct station_spec), .keys = station_keys,
	.help = "A place where work queues and is done, by machines of its own, by shared resources, or both." };
