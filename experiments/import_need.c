/* Who and what a task needs, as people and MS Project write it: "digger[2], mason", "2 digger; crane", "mason[50%]". How many there are
   of a resource is the most that any one task asks for. */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "import_table.h"

#define NUMBER_AT_MOST 1e6
#define OF_ONE_TASK 200            /* different resources */

/* An entry taken apart: a part of the cell, and how many. */
struct wanted {
	const char *name;
	size_t length;
	double number;
	bool material;               /* an amount of something that is used up: "Concrete[20 m3]" */
};

static void trim(struct wanted *wanted)
{
	while (wanted->length > 0 && strchr(" \t", wanted->name[wanted->length - 1]))
		wanted->length--;
	for (; wanted->length > 0 && strchr(" \t", *wanted->name); wanted->length--)
		wanted->name++;
}

/* "name[2]", "name[50%]", "name(2)". */
static bool take_brackets(struct wanted *wanted, char open, char close)
{
	const char *end = wanted->name + wanted->length - 1, *at = end;
	while (at > wanted->name && *at != open)
		at--;
	if (*end != close || at == wanted->name)
		return false;
	double number;
	size_t digits = cell_number(at + 1, '.', &number);
	bool percent = digits > 0 && at[1 + digits] == '%';
	if (digits == 0 || at + 1 + digits + percent != end) {
		wanted->material = open == '[';
		wanted->length = open == '[' ? (size_t)(at - wanted->name) : wanted->length;
		return wanted->material;
	}
	wanted->number = percent ? number / 100.0 : number;
	wanted->length = (size_t)(at - wanted->name);
	return true;
}

/* "2 digger", "2x digger", "2 x digger". */
static bool take_number_before(struct wanted *wanted)
{
	size_t digits = strspn(wanted->name, "0123456789"), at = digits;
	if (digits == 0 || digits > 7 || digits >= wanted->length)
		return false;
	at += strspn(wanted->name + at, " ");
	bool times = wanted->name[at] == 'x' || wanted->name[at] == '*' || wanted->name[at] == 'X';
	bool parted = at > digits;
	if (times && wanted->name[at + 1] == ' ') {
		at += 1 + strspn(wanted->name + at + 1, " ");
		parted = true;
	}
	if (!parted || at >= wanted->length)
		return false;
	wanted->number = atof(wanted->name);
	wanted->name += at;
	wanted->length -= at;
	return true;
}

/* "digger x2", "digger x 2", "digger: 2". */
static bool take_number_after(struct wanted *wanted)
{
	size_t at = wanted->length;
	while (at > 0 && isdigit((unsigned char)wanted->name[at - 1]))
		at--;
	size_t digits = at, sign;
	while (at > 0 && wanted->name[at - 1] == ' ')
		at--;
	sign = at;
	if (digits == wanted->length || wanted->length - digits > 7 || sign < 2 || !strchr("xX*:=", wanted->name[sign - 1]))
		return false;
	if (strchr("xX", wanted->name[sign - 1]) && wanted->name[sign - 2] != ' ')
		return false;
	wanted->number = atof(wanted->name + digits);
	wanted->length = sign - 1;
	return true;
}

static struct wanted take_apart(const char *text, size_t length)
{
	struct wanted wanted = { .name = text, .length = length, .number = 1.0 };
	if (!take_brackets(&wanted, '[', ']') && !take_brackets(&wanted, '(', ')') && !take_number_before(&wanted))
		take_number_after(&wanted);
	trim(&wanted);
	return wanted;
}

static uint32_t find_resource(struct table *table, const char *name)
{
	uint32_t found = lookup_find(&table->resources, name);
	if (found != LOOKUP_NONE)
		return found;
	found = draft_add_resource(table->draft, name, 0);
	lookup_add(&table->resources, name, found);
	return found;
}

/* The same resource named twice is needed twice. */
static void add_need(struct draft *draft, struct draft_need *list, struct draft_task *task, uint32_t resource, uint32_t number)
{
	uint32_t i = 0;
	while (i < task->need_count && list[i].resource != resource)
		i++;
	if (i == task->need_count) {
		list[task->need_count++] = (struct draft_need){ resource, 0 };
		draft->need_count++;
	}
	list[i].number += number;
	if (list[i].number > draft->resources[resource].number)
		draft->resources[resource].number = list[i].number;
}

static void read_need(struct table *table, uint32_t row, struct draft_task *task, struct draft_need *list, struct wanted wanted)
{
	struct draft *draft = table->draft;
	const char *name = draft_clean(draft, arena_format(draft->arena, "%.*s", (int)wanted.length, wanted.name));
	const char *shown = draft_cut(draft->arena, name, DRAFT_SHOWN);
	if (wanted.material) {
		draft_note(draft, task, "'%s' is left out: an amount of material is no resource.", shown);
	} else if (!*name || wanted.number > NUMBER_AT_MOST || task->need_count >= OF_ONE_TASK) {
		table_error(table, row, COLUMN_RESOURCES, *name ? "asks for too many" : "names no resource");
	} else if (wanted.number == 0.0) {
		draft_note(draft, task, "0 of '%s' are none.", shown);
	} else {
		double number = ceil(wanted.number - 1e-9);
		if (number > wanted.number + 1e-9)
			draft_note(draft, task, "%g of '%s' in the table: here %g, since a part of one cannot be taken.", wanted.number, shown, number);
		add_need(draft, list, task, find_resource(table, name), (uint32_t)number);
	}
}

void table_read_needs(struct table *table, uint32_t row, struct draft_task *task)
{
	const char *cell = table_cell(table, row, COLUMN_RESOURCES);
	char separator = table->csv.separator;
	size_t length, count = 0;
	if (!table_filled(table, row, COLUMN_RESOURCES))
		return;
	for (const char *at = cell_next(cell, separator, &length); at; at = cell_next(at + length, separator, &length))
		count++;
	struct draft_need *list = arena_take(table->draft->arena, count, sizeof *list);
	for (const char *at = cell_next(cell, separator, &length); at; at = cell_next(at + length, separator, &length))
		read_need(table, row, task, list, take_apart(at, length));
	task->needs = list;
}
