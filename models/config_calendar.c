/* The tables of when people and machines are there: working hours, shifts, failures. */
#include "config.h"

static const char *const counts_words[] = { "time", "busy time", NULL };

static const struct schema_key calendar_keys[] = {
	{ .name = "hours", .type = KEY_TEXT, .offset = offsetof(struct calendar_spec, hours), .required = true,
	  .help = "The usual week: days, then spans of 24 hours' clock times, with commas between. A span may end after midnight and "
	  "belongs to the day on which it begins. \"daily\" is Mon-Sun; \"always\" and \"closed\" are hours too.",
	  .example = "hours = \"Mon-Fri 08:00-12:00, 13:00-17:00, Sat 09:00-12:00\";", .also = "open week times" },
	{ .name = "except", .type = KEY_TEXTS, .offset = offsetof(struct calendar_spec, except),
	  .help = "Dates on which it is closed, or has other hours; `clock.start` says at which date a run begins. A range has two "
	  "points between its first and last day.",
	  .example = "except = ( \"2026-12-25\", \"2026-07-13..2026-07-31\", \"2026-12-24 08:00-12:00\" );",
	  .also = "exceptions holidays closed" },
	{ .name = NULL },
};

const struct schema calendar_schema = { .name = "calendar", .size = sizeof(struct calendar_spec), .keys = calendar_keys,
	.text_means = "hours",
	.help = "Working hours: a text with the hours of a week, or a group that has exceptions too. Closing time belongs to the day that "
	"ends: work that is done just then is done, and who comes just then comes too late. Every day has 24 hours: there is no "
	"daylight saving time." };

static const struct schema_key shift_keys[] = {
	{ .name = "number", .type = KEY_COUNT, .offset = offsetof(struct shift_spec, number), .fallback = "1", .low = 0.0,
	  .high = 1000000.0, .help = "How many there are in these hours.", .example = "number = 3;", .also = "count people staff" },
	{ .name = "hours", .type = KEY_TEXT, .offset = offsetof(struct shift_spec, hours), .required = true,
	  .help = "When they are there: a name in `calendars`, or hours.", .example = "hours = \"Mon-Fri 06:00-14:00\";",
	  .also = "calendar open times" },
	{ .name = "except", .type = KEY_TEXTS, .offset = offsetof(struct shift_spec, except),
	  .help = "Dates on which this shift is not there, or has other hours, as in a calendar.",
	  .example = "except = ( \"2026-12-25\" );", .also = "exceptions holidays" },
	{ .name = NULL },
};

const struct schema shift_schema = { .name = "shift", .size = sizeof(struct shift_spec), .keys = shift_keys, .known_by = { "hours" },
	.help = "So many people in these hours." };

static const struct schema_key fails_keys[] = {
	{ .name = "every", .type = KEY_VALUE, .offset = offsetof(struct fails_spec, every), .unit = UNIT_TIME, .required = true,
	  .help = "The time from the end of a repair, or from the beginning of the run, to the next failure. Work in hand stops then, "
	  "and goes on after the repair with what remained.", .example = "every = \"exponential(60 h)\";",
	  .also = "mtbf interval time_between" },
	{ .name = "repair", .type = KEY_VALUE, .offset = offsetof(struct fails_spec, repair), .unit = UNIT_TIME, .required = true,
	  .help = "How long a repair takes, from when all that it needs is there.", .example = "repair = \"lognormal(mean=2 h, sd=1 h)\";",
	  .also = "mttr duration" },
	{ .name = "counts", .type = KEY_WORD, .offset = offsetof(struct fails_spec, counts), .fallback = "time", .words = counts_words,
	  .help = "What `every` is measured in: \"time\" by the clock, or \"busy time\", which passes only while it is at work.",
	  .example = "counts = \"busy time\";", .also = "by clock" },
	{ .name = "needs", .type = KEY_SETTINGS, .offset = offsetof(struct fails_spec, needs), .unit = UNIT_NUMBER,
	  .help = "Who does the repair: resources or a skill, as a station's `needs`. Failures wait for them, first come, first served. "
	  "Not given: each repair begins at once.", .example = "needs = { fitter = 1; };", .also = "crew repairer" },
	{ .name = NULL },
};

const struct schema fails_schema = { .name = "fails", .size = sizeof(struct fails_spec), .keys = fails_keys,
	.help = "Failures and repairs, of each machine or each unit by itself." };
