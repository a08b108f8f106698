/* The tables of where work is done and by whom: resources, stations and their queues, with what a machine needs in between. */
#include "config.h"

static const char *const unlimited_words[] = { "unlimited", NULL };
static const char *const order_words[] = { "fifo", "lifo", "random", "priority", "shortest", "due", "cost_of_delay", NULL };
static const char *const full_words[] = { "block", "turn_away", NULL };
static const char *const preempt_words[] = { "no", "resume", "restart", NULL };
static const char *const shift_end_words[] = { "finish", "pause", NULL };

static const struct schema_key resource_keys[] = {
	{ .name = "title", .type = KEY_TEXT, .offset = offsetof(struct resource_spec, title), .help = "What people call it.",
	  .example = "title = \"Painters\";" },
	{ .name = "number", .type = KEY_COUNT, .offset = offsetof(struct resource_spec, number), .fallback = "1", .low = 0.0,
	  .high = 1000000.0, .help = "How many there are, or with a `calendar` how many are on shift; an expression of `let` names is "
	  "allowed.", .example = "number = 2;",
	  .also = "capacity count units size amount" },
	{ .name = "calendar", .type = KEY_TEXT, .offset = offsetof(struct resource_spec, calendar),
	  .help = "When they are there, all of them: a name in `calendars`, or hours. Not given: always.",
	  .example = "calendar = \"two_shifts\";", .also = "hours schedule" },
	{ .name = "shifts", .type = KEY_GROUPS, .offset = offsetof(struct resource_spec, shifts), .inner = &shift_schema,
	  .help = "A number that varies over the day and the week, in place of `number` and `calendar`: where shifts overlap, their "
	  "numbers add up.",
	  .example = "shifts = ( { number = 3; hours = \"Mon-Fri 06:00-14:00\"; }, { number = 2; hours = \"Mon-Fri 14:00-22:00\"; } );",
	  .also = "roster staffing" },
	{ .name = "at_shift_end", .type = KEY_WORD, .offset = offsetof(struct resource_spec, at_shift_end), .words = shift_end_words,
	  .help = "What becomes of the task in hand at the end of a shift: \"finish\" ends it first, as overtime: the default, but for those "
	  "whom a task of a project needs. \"pause\", their default, takes it up again next shift where it was left, "
	  "the item and its machine waiting. Others at work on it are free "
	  "meanwhile where they have hours of their own; what is always there, a room or a tool, stays with it. Where the number on shift "
	  "falls, who began last stops first; at the next rise stopped work goes on before anything new.",
	  .example = "at_shift_end = \"pause\";", .also = "shift_end" },
	{ .name = "speed", .type = KEY_VALUE, .offset = offsetof(struct resource_spec, speed), .unit = UNIT_NUMBER, .fallback = "1",
	  .help = "How fast they work: 1 is the norm, at 0.8 an hour's work takes 75 minutes. Of several who work together the "
	  "slowest counts.", .example = "speed = 0.8;", .also = "pace efficiency" },
	{ .name = "skills", .type = KEY_TEXTS, .offset = offsetof(struct resource_spec, skills),
	  .help = "What they can do. A station's `needs` or `needs_one_of` may name a skill: one unit of any resource that has it, in "
	  "the order of the file.", .example = "skills = [ \"welding\" ];", .also = "skill can qualifications" },
	{ .name = "cost_per_hour", .type = KEY_VALUE, .offset = offsetof(struct resource_spec, cost_per_hour), .unit = UNIT_MONEY,
	  .help = "What an hour of one on shift costs, at work or not: wages. While one is down for a repair it costs as much.",
	  .example = "cost_per_hour = 31.0;", .also = "wage wages salary" },
	{ .name = "cost_per_busy_hour", .type = KEY_VALUE, .offset = offsetof(struct resource_spec, cost_per_busy_hour),
	  .unit = UNIT_MONEY, .help = "What an hour at work costs, on top of `cost_per_hour`: fuel, power.",
	  .example = "cost_per_busy_hour = 12.0;", .also = "running_cost" },
	{ .name = "cost_per_use", .type = KEY_VALUE, .offset = offsetof(struct resource_spec, cost_per_use), .unit = UNIT_MONEY,
	  .help = "What each use of one costs, however long it takes.", .example = "cost_per_use = 5.0;", .also = "fee" },
	{ .name = "overtime_cost_per_hour", .type = KEY_VALUE, .offset = offsetof(struct resource_spec, overtime_cost_per_hour),
	  .unit = UNIT_MONEY, .help = "What an hour at work after the end of the shift costs, in place of `cost_per_hour`. Not given: "
	  "as much as `cost_per_hour`.", .example = "overtime_cost_per_hour = 45.0;", .also = "overtime overtime_rate" },
	{ .name = "fixed_cost_per_week", .type = KEY_VALUE, .offset = offsetof(struct resource_spec, fixed_cost_per_week),
	  .unit = UNIT_MONEY, .help = "What the whole pool costs a week, whatever it does: rent, licences. It belongs to no item.",
	  .example = "fixed_cost_per_week = 200.0;", .also = "rent fixed_cost" },
	{ .name = "fails", .type = KEY_GROUP, .offset = offsetof(struct resource_spec, fails), .inner = &fails_schema,
	  .help = "How often one of them fails, and how long it is out: each unit by itself.",
	  .example = "fails = { every = \"exponential(60 h)\"; repair = \"2 h\"; };", .also = "breakdown failure mtbf sick" },
	{ .name = "team", .type = KEY_TEXT, .offset = offsetof(struct resource_spec, team),
	  .help = "The team that they belong to: when work comes to people of another team than those who had it before, that is a handoff. See "
	  "`handoffs`.", .example = "team = \"north\";", .also = "group department unit" },
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
	{ .name = "preempt", .type = KEY_WORD, .offset = offsetof(struct queue_spec, preempt), .fallback = "no", .words = preempt_words,
	  .help = "Whether one of higher priority interrupts work in hand here, where the order is \"priority\": the work of the worst "
	  "priority, and of those what was started last. It goes back to the head of its class, and later does what remained "
	  "(\"resume\") or all again (\"restart\").", .example = "preempt = \"resume\";", .also = "preemption interrupt preemptive" },
	{ .name = NULL },
};

const struct schema queue_schema = { .name = "queue", .size = sizeof(struct queue_spec), .keys = queue_keys,
	.help = "Where work waits for a station: in which order, how many at most, how long." };

static const struct schema_key setup_keys[] = {
	{ .name = "on", .type = KEY_TEXT, .offset = offsetof(struct setup_spec, on), .required = true,
	  .help = "What a machine is set up for: a fact of the items, or \"kind\" for the kind of work. A machine remembers what it "
	  "did last; the first item needs no setup, nor does work that has no such fact.", .example = "on = \"colour\";",
	  .also = "by fact for" },
	{ .name = "time", .type = KEY_VALUE, .offset = offsetof(struct setup_spec, time), .unit = UNIT_TIME, .required = true,
	  .help = "How long a setup takes, before the work itself: the machine and its people are held for it. Of several free "
	  "machines one that is set up already is taken first.", .example = "time = \"if(colour = black, 5 min, 1 min)\";",
	  .also = "duration" },
	{ .name = NULL },
};

static const struct schema setup_schema = { .name = "setup", .size = sizeof(struct setup_spec), .keys = setup_keys,
	.help = "What it takes to change a machine over when the next item differs from the last." };

static const struct schema_key batch_keys[] = {
	{ .name = "size", .type = KEY_COUNT, .offset = offsetof(struct batch_spec, size), .required = true, .low = 1.0,
	  .high = 1000000.0, .help = "How many are served together. A batch starts when so many have come and a machine is free.",
	  .example = "size = 6;", .also = "number capacity items" },
	{ .name = "wait_at_most", .type = KEY_VALUE, .offset = offsetof(struct batch_spec, wait_at_most), .unit = UNIT_TIME,
	  .help = "A batch that is not full starts all the same when its oldest member has waited so long. Not given: it waits until "
	  "it is full.", .example = "wait_at_most = \"30 min\";", .also = "wait max_wait timeout" },
	{ .name = NULL },
};

static const struct schema batch_schema = { .name = "batch", .size = sizeof(struct batch_spec), .keys = batch_keys,
	.help = "Items that are served together: whoever comes first joins, of any kind, and all go on together." };

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
	  "nothing, and go free together at the end of the work. A skill may stand here too, with 1: any one who has it.",
	  .example = "needs = { painter = 1; };", .also = "resources requires need uses" },
	{ .name = "needs_one_of", .type = KEY_TEXTS, .offset = offsetof(struct station_spec, needs_one_of),
	  .help = "One unit of any of these resources: the first that is free, in the order written. A skill stands for all who "
	  "have it.",
	  .example = "needs_one_of = [ \"senior\", \"junior\" ];", .also = "one_of any_of" },
	{ .name = "time", .type = KEY_VALUE, .offset = offsetof(struct station_spec, time), .unit = UNIT_TIME,
	  .help = "How long the work takes; a step may say otherwise. Not drawn below 0.",
	  .example = "time = \"lognormal(mean=8 min, sd=2 min)\";", .also = "duration service service_time processing_time delay" },
	{ .name = "queue", .type = KEY_GROUP, .offset = offsetof(struct station_spec, queue), .inner = &queue_schema,
	  .help = "How work waits here. Not given: first come, first served, without limit.", .example = "queue = { limit = 12; };",
	  .also = "buffer waiting" },
	{ .name = "setup", .type = KEY_GROUP, .offset = offsetof(struct station_spec, setup), .inner = &setup_schema,
	  .help = "Time to change a machine over from one sort of work to another.",
	  .example = "setup = { on = \"colour\"; time = \"1 min\"; };", .also = "changeover change_over setup_time" },
	{ .name = "batch", .type = KEY_GROUP, .offset = offsetof(struct station_spec, batch), .inner = &batch_schema,
	  .help = "How many are served together, by one machine and at one time: an oven, a minibus.",
	  .example = "batch = { size = 6; wait_at_most = \"30 min\"; };", .also = "lot load group" },
	{ .name = "fails", .type = KEY_GROUP, .offset = offsetof(struct station_spec, fails), .inner = &fails_schema,
	  .help = "How often a machine fails, and how long its repair takes: each machine by itself.",
	  .example = "fails = { every = \"exponential(60 h)\"; repair = \"lognormal(mean=2 h, sd=1 h)\"; };",
	  .also = "breakdown failure mtbf" },
	{ .name = "calendar", .type = KEY_TEXT, .offset = offsetof(struct station_spec, calendar),
	  .help = "When it is open: a name in `calendars`, or hours. Nothing is begun while it is closed. Not given: always.",
	  .example = "calendar = \"two_shifts\";", .also = "hours schedule open" },
	{ .name = "at_shift_end", .type = KEY_WORD, .offset = offsetof(struct station_spec, at_shift_end), .words = shift_end_words,
	  .help = "What becomes of the work in hand at closing time: \"finish\" ends it first: the default, but where tasks of projects are done. "
	  "\"pause\", their default, goes on with it when the station opens again.",
	  .example = "at_shift_end = \"pause\";", .also = "shift_end at_closing" },
	{ .name = "cost_per_hour", .type = KEY_VALUE, .offset = offsetof(struct station_spec, cost_per_hour), .unit = UNIT_MONEY,
	  .help = "What an hour of one machine costs while the station is open, at work or not.", .example = "cost_per_hour = 44.0;",
	  .also = "hourly_cost" },
	{ .name = "cost_per_busy_hour", .type = KEY_VALUE, .offset = offsetof(struct station_spec, cost_per_busy_hour),
	  .unit = UNIT_MONEY, .help = "What an hour of one machine at work costs, on top of `cost_per_hour`: energy, wear.",
	  .example = "cost_per_busy_hour = 12.0;", .also = "running_cost" },
	{ .name = "cost_per_use", .type = KEY_VALUE, .offset = offsetof(struct station_spec, cost_per_use), .unit = UNIT_MONEY,
	  .help = "What each use of a machine costs, however long it takes; a batch is one use.", .example = "cost_per_use = 5.0;",
	  .also = "fee" },
	{ .name = NULL },
};

const struct schema station_schema = { .name = "station", .size = sizeof(struct station_spec), .keys = station_keys,
	.help = "A place where work queues and is done, by machines of its own, by shared resources, or both." };
