/* Who is there when: calendars by name, hours as a text in place of a name, shifts added up, and what happens to work in hand when a
   shift ends. A calendar that is NULL is always open: so is one that was complained about. */
#include <ctype.h>
#include <math.h>
#include <string.h>
#include "build.h"

#define SHIFTS_AT_MOST 1000
#define SHIFT_AT_MOST 1e6              /* people: with SHIFTS_AT_MOST of them, their sum fits */

static const char always[] = "always", closed[] = "closed";

/* Where the start of the run was not understood, dates are not spoken of. */
static const struct node *dates(const struct build *b, const struct node *except)
{
	bool start_is_wrong = b->config.clock && b->config.clock->start && !b->model->start_text;
	return start_is_wrong ? NULL : except;
}

static const struct calendar_hours *read_hours(struct build *b, const struct node *hours, const struct node *except)
{
	return calendar_read(hours, dates(b, except), &b->clock, b->arena, b->problems);
}

/* The names are those of the user's, then "always". */
void build_calendars(struct build *b)
{
	const struct members *members = &b->config.calendars;
	const char **names = arena_take(b->arena, members->count + 1, sizeof *names);
	calendar_clock_init(&b->clock, b->model->start_text, b->model->unit);
	b->hours = arena_take(b->arena, members->count + 1, sizeof *b->hours);
	for (size_t i = 0; i < members->count; i++) {
		const struct calendar_spec *spec = schema_member(members, i);
		names[i] = spec->node->name;
		if (strcmp(names[i], always) == 0 || strcmp(names[i], closed) == 0)
			build_error(b, spec->node, NULL, "'%s' means something in hours: call this calendar something else", names[i]);
		else if (spec->hours)
			b->hours[i] = read_hours(b, spec->hours, spec->except);
	}
	names[members->count] = always;
	b->hours[members->count] = read_hours(b, NULL, NULL);
	b->calendars = (struct expr_names){ names, members->count + 1 };
}

static bool is_one_word(const char *text)
{
	const char *at = text;
	while (isalnum((unsigned char)*at) || *at == '_')
		at++;
	return at > text && *at == '\0';
}

/* What `hours` names or says, with exceptions beside it where it may have them. NULL after a complaint. */
static const struct calendar_hours *find_hours(struct build *b, const struct node *node, const struct node *except)
{
	const char *text = build_text(node);
	if (!text)
		return NULL;
	uint32_t index = build_index(&b->calendars, text);
	if (index == NONE && is_one_word(text) && strcmp(text, closed) != 0) {
		build_find(b, &b->calendars, text, node, "calendar");
		return NULL;
	}
	if (index == NONE)
		return read_hours(b, node, except);
	if (!except)
		return b->hours[index];
	if (strcmp(text, always) == 0)
		return read_hours(b, NULL, except);
	build_error(b, except, NULL, "the dates on which '%s' has other hours stand in the calendar itself: write them there", text);
	return NULL;
}

const struct calendar *build_calendar(struct build *b, const struct node *node, uint32_t number)
{
	const char *text = build_text(node);
	if (!text || strcmp(text, always) == 0)
		return NULL;
	struct calendar_shift shift = { find_hours(b, node, NULL), 1 };
	if (!shift.hours)
		return NULL;
	const struct calendar *calendar = calendar_compile(&shift, 1, &b->clock, b->arena);
	if (isinf(calendar_opens(calendar, 0.0))) {
		build_error(b, node, text, "'%s' is never open, so that nothing would ever happen here", text);
		return NULL;
	}
	shift.number = number;
	return number == 1 ? calendar : number == 0 ? NULL : calendar_compile(&shift, 1, &b->clock, b->arena);
}

/* The most that are ever on shift together. */
static uint32_t most_of(const struct calendar *calendar)
{
	uint32_t most = 0;
	for (uint32_t i = 0; i < calendar->stretch_count; i++) {
		const struct calendar_pattern *pattern = calendar->stretches[i].pattern;
		for (uint32_t k = 0; k < pattern->count; k++)
			most = pattern->changes[k].level > most ? pattern->changes[k].level : most;
	}
	return most;
}

/* Shifts as they are written; those of nobody are left out. Their number, or NONE after a complaint. */
static size_t read_shifts(struct build *b, const struct members *members, struct calendar_shift *shifts)
{
	size_t count = 0;
	bool sound = true;
	for (size_t i = 0; i < members->count; i++) {
		const struct shift_spec *spec = schema_member(members, i);
		struct calendar_shift *shift = &shifts[count];
		shift->number = 1;
		sound &= build_count(b, spec->number, 0, SHIFT_AT_MOST, &shift->number) == 0;
		shift->hours = find_hours(b, spec->hours, spec->except);
		sound &= shift->hours != NULL;
		count += shift->hours && shift->number > 0;
	}
	return sound ? count : NONE;
}

const struct calendar *build_shifts(struct build *b, const struct node *node, const struct members *members, uint32_t *number)
{
	*number = (uint32_t)COUNT_AT_MOST;      /* after a complaint nobody is missed */
	if (members->count == 0 || members->count > SHIFTS_AT_MOST) {
		build_error(b, node, NULL, "shifts are at least one and at most %d: ( { number = 3; hours = \"Mon-Fri 06:00-14:00\"; } )",
			SHIFTS_AT_MOST);
		return NULL;
	}
	struct calendar_shift *shifts = arena_take(b->arena, members->count, sizeof *shifts);
	size_t count = read_shifts(b, members, shifts);
	if (count == NONE)
		return NULL;
	const struct calendar *calendar = calendar_compile(shifts, count, &b->clock, b->arena);
	*number = most_of(calendar);
	if (count > 0 && isinf(calendar_opens(calendar, 0.0)))
		build_error(b, node, NULL, "nobody is ever there in these shifts: they are never open");
	return count > 0 ? calendar : NULL;
}

bool build_pauses(struct build *b, const struct node *node, bool has_hours, const struct calendar *calendar)
{
	const char *text = build_text(node);
	if (text && !has_hours)
		build_error(b, node, NULL, "no shift ever ends here, so 'at_shift_end' says nothing: give a 'calendar', or leave it out");
	bool pauses = calendar && text && strcmp(text, "pause") == 0;
	b->model->interrupts |= pauses;
	return pauses;
}
