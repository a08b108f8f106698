/* The tables of decisions, what `decision` says beside true on a step of a process or a task of a project; and of handoffs. */
#include "config.h"

#include <math.h>

static const struct schema_key escalates_keys[] = {
	{ .name = "after", .type = KEY_VALUE, .offset = offsetof(struct escalates_spec, after), .unit = UNIT_TIME, .required = true,
	  .help = "So long after it was asked, what is not decided is withdrawn, also from whoever has it in hand, and asked of somebody else.",
	  .example = "after = \"5 d\";", .also = "time wait" },
	{ .name = "to", .type = KEY_TEXTS, .offset = offsetof(struct escalates_spec, to), .required = true,
	  .help = "Who decides then: a resource or a skill, or several of which the first that is free does.", .example = "to = \"director\";",
	  .also = "resource who decider" },
	{ .name = "time", .type = KEY_VALUE, .offset = offsetof(struct escalates_spec, time), .unit = UNIT_TIME,
	  .help = "How long it takes them to decide. Default: as long as it takes the decider.", .example = "time = \"30 min\";",
	  .also = "duration" },
	{ .name = NULL },
};

static const struct schema escalates_schema = { .name = "escalates", .size = sizeof(struct escalates_spec), .keys = escalates_keys,
	.help = "Who is asked instead when a decision takes too long. They need no meeting." };

static const struct schema_key default_keys[] = {
	{ .name = "after", .type = KEY_VALUE, .offset = offsetof(struct default_spec, after), .unit = UNIT_TIME, .required = true,
	  .help = "So long after it was asked, what is not decided ends without a decision.", .example = "after = \"10 d\";",
	  .also = "time wait" },
	{ .name = "set", .type = KEY_SETTINGS, .offset = offsetof(struct default_spec, set), .unit = UNIT_NONE,
	  .help = "Changes facts of the item then, in place of the `set` of the step.", .example = "set = { approved = 0; };", .also = "assign" },
	{ .name = NULL },
};

static const struct schema default_schema = { .name = "default", .size = sizeof(struct default_spec), .keys = default_keys,
	.help = "What is so when nobody has decided in time. What `cost` says is not paid then; where to go from there is said by `next`." };

static const struct schema_key decision_keys[] = {
	{ .name = "meets", .type = KEY_VALUE, .offset = offsetof(struct decision_spec, meets), .unit = UNIT_TIME,
	  .help = "When those who decide meet: days of the week with a time (\"Mon-Fri 09:00, Sat 11:00\"), or a time: every so long, first after "
	  "one. Requests gather until then. Not given: each is taken up as soon as the decider is free.",
	  .example = "meets = \"Thu 10:00\";", .also = "meeting committee board" },
	{ .name = "agenda", .type = KEY_COUNT, .offset = offsetof(struct decision_spec, agenda), .low = 1.0, .high = 1e9,
	  .help = "How many requests a meeting takes up, in the order of the queue; the others wait for the next. Default: all.",
	  .example = "agenda = 10;", .also = "limit number size" },
	{ .name = "escalates", .type = KEY_GROUP, .offset = offsetof(struct decision_spec, escalates), .inner = &escalates_schema,
	  .help = "Who is asked instead when it takes too long.", .example = "escalates = { after = \"5 d\"; to = \"director\"; };",
	  .also = "escalation escalate" },
	{ .name = "default", .type = KEY_GROUP, .offset = offsetof(struct decision_spec, otherwise), .inner = &default_schema,
	  .help = "What is so when nobody has decided in time.", .example = "default = { after = \"10 d\"; set = { approved = 0; }; };",
	  .also = "otherwise timeout delegation" },
	{ .name = NULL },
};

const struct schema decision_schema = { .name = "decision", .size = sizeof(struct decision_spec), .keys = decision_keys,
	.help = "A step that is a decision: whom it needs decides, `time` is how long that takes, once they have it before them. All waiting "
	"before that is told as waiting for a decision." };

static const struct schema_key handoff_keys[] = {
	{ .name = "from", .type = KEY_TEXT, .offset = offsetof(struct handoff_spec, from),
	  .help = "The team that had it. Not given: any.", .example = "from = \"front\";", .also = "team" },
	{ .name = "to", .type = KEY_TEXT, .offset = offsetof(struct handoff_spec, to), .help = "The team that it comes to. Not given: any.",
	  .example = "to = \"back\";" },
	{ .name = "delay", .type = KEY_VALUE, .offset = offsetof(struct handoff_spec, delay), .unit = UNIT_TIME, .low = 0.0, .high = INFINITY,
	  .help = "So long it is on its way before it may queue there: the post, an inbox, a meeting to explain it. Default: no time.",
	  .example = "delay = \"2 h\";", .also = "time wait lag" },
	{ .name = "loses", .type = KEY_VALUE, .offset = offsetof(struct handoff_spec, loses), .unit = UNIT_SHARE, .low = 0.0, .high = 1.0,
	  .help = "How often something turns out to be missing when it arrives. Then it goes back to where it came from, a share of that work is "
	  "done again as rework, and it is handed over once more. Default: never.", .example = "loses = \"3%\";", .also = "chance loss error" },
	{ .name = "share", .type = KEY_VALUE, .offset = offsetof(struct handoff_spec, share), .unit = UNIT_SHARE, .low = 0.0, .high = 1.0,
	  .fallback = "100%", .help = "The share of the work there that is done again then.", .example = "share = \"50%\";" },
	{ .name = NULL },
};

const struct schema handoff_schema = { .name = "handoff", .size = sizeof(struct handoff_spec), .keys = handoff_keys,
	.known_by = { "from", "to" },
	.help = "What it is like when work passes from people of one team to those of another. Of several that fit, the first holds; where people "
	"of several teams may take it, its own are taken to do so." };
