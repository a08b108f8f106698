/* The reading half of record.h: nothing is taken for granted. */
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include "sim/problem.h"
#include "record.h"

#define INDEX_AT_MOST 1e9
#define PLACE_ROOM 256

/* --- faults ------------------------------------------------------------------------------------------------------------------------ */

static size_t write_place(char *out, size_t room, const struct record_place *place)
{
	size_t used = place->parent ? write_place(out, room, place->parent) : 0;
	int length = place->index == SIZE_MAX ? snprintf(out + used, room - used, "%s%s", used ? "." : "", place->name) :
		snprintf(out + used, room - used, "[%zu]", place->index);
	return length > 0 && (size_t)length < room - used ? used + (size_t)length : room - 1;
}

bool record_fault(struct record_reader *reader, const struct record_place *place, const char *format, ...)
{
	char where[PLACE_ROOM] = "";
	if (reader->failed)
		return false;
	reader->failed = true;
	write_place(where, sizeof where, place);
	int length = snprintf(reader->fault, reader->fault_room, "%s%s", where, *where ? ": " : "");
	va_list arguments;
	va_start(arguments, format);
	if (length >= 0 && (size_t)length < reader->fault_room)
		vsnprintf(reader->fault + length, reader->fault_room - (size_t)length, format, arguments);
	va_end(arguments);
	return false;
}

/* --- values ------------------------------------------------------------------------------------------------------------------------ */

static bool read_text(struct record_reader *reader, const struct record_place *place, const json_t *value, void *field)
{
	if (!json_is_string(value))
		return record_fault(reader, place, "must be a text");
	if (reader->text_at_most && json_string_length(value) > reader->text_at_most)
		return record_fault(reader, place, "%zu letters are too many (%zu at most)", json_string_length(value), reader->text_at_most);
	const char *text = arena_text(reader->arena, json_string_value(value));
	memcpy(field, &text, sizeof text);
	return true;
}

static bool read_number(struct record_reader *reader, const struct record_place *place, const json_t *value, void *field)
{
	if (!json_is_number(value) && !json_is_null(value))
		return record_fault(reader, place, "must be a number");
	*(double *)field = json_is_null(value) ? NAN : json_number_value(value);
	return true;
}

static bool read_flag(struct record_reader *reader, const struct record_place *place, const json_t *value, void *field)
{
	if (!json_is_boolean(value))
		return record_fault(reader, place, "must be true or false");
	*(bool *)field = json_is_true(value);
	return true;
}

static bool read_index(struct record_reader *reader, const struct record_place *place, const json_t *value, void *field)
{
	double number = json_is_number(value) ? json_number_value(value) : NAN;
	if (!(number >= 0.0 && number <= INDEX_AT_MOST && number == floor(number)))
		return record_fault(reader, place, "must be a whole number");
	*(size_t *)field = (size_t)number;
	return true;
}

static bool read_word(struct record_reader *reader, const struct record_place *place, const struct record_member *member,
	const json_t *value, void *field)
{
	const char *text = json_string_value(value);
	size_t count = 0;
	while (member->words[count]) {
		if (text && strcmp(text, member->words[count]) == 0) {
			*(unsigned *)field = (unsigned)count;
			return true;
		}
		count++;
	}
	const char *nearest = text ? problem_nearest(text, member->words, count) : NULL;
	return record_fault(reader, place, "there is no '%.40s'%s%s%s", text ? text : "", nearest ? "; did you mean '" : "",
		nearest ? nearest : "", nearest ? "'?" : "");
}

static bool read_value(struct record_reader *reader, const struct record_place *place, const struct record_member *member,
	const json_t *value, void *field)
{
	void *linked;
	switch (member->type) {
	case RECORD_TEXT:
		return read_text(reader, place, value, field);
	case RECORD_NUMBER:
		return read_number(reader, place, value, field);
	case RECORD_FLAG:
		return read_flag(reader, place, value, field);
	case RECORD_WORD:
		return read_word(reader, place, member, value, field);
	case RECORD_INDEX:
		return read_index(reader, place, value, field);
	case RECORD_PART:
		return record_read(reader, place, member->part, value, field);
	case RECORD_LINK:
		linked = arena_take(reader->arena, 1, member->part->size);
		memcpy(field, &linked, sizeof linked);
		return record_read(reader, place, member->part, value, linked);
	}
	return false;
}

/* --- lists ------------------------------------------------------------------------------------------------------------------------- */

static const char *noun(const struct record_member *member, size_t number)
{
	bool one = number == 1;
	return member->type == RECORD_TEXT ? one ? "text" : "texts" : member->type == RECORD_NUMBER ? one ? "number" : "numbers" :
		one ? "element" : "elements";
}

/* The first list before `member` that has the same count and is there. */
static const struct record_member *counted_by(const struct record *record, const struct record_member *member, const json_t *object)
{
	for (const struct record_member *other = record->members; other < member; other++)
		if (other->many && other->count == member->count && json_object_get(object, other->name))
			return other;
	return NULL;
}

/* The count that the list agrees with, or that it sets. */
static bool agree(struct record_reader *reader, const struct record_place *place, const struct record *record,
	const struct record_member *member, const json_t *object, char *data)
{
	size_t there = json_array_size(json_object_get(object, member->name)), each = member->each ? member->each : 1;
	size_t more = member->bound ? reader->more : 0, *count = (size_t *)(void *)(data + member->count);
	const struct record_member *other = counted_by(record, member, object);
	if (!other && (there < more || (there - more) % each != 0))
		return record_fault(reader, place, "%zu %s are too few", there, noun(member, there));
	if (!other)
		*count = (there - more) / each;
	if (there == *count * each + more)
		return true;
	return record_fault(reader, place, "%zu %s, but %zu in %s", there, noun(member, there),
		json_array_size(json_object_get(object, other->name)), other->name);
}

static bool read_list(struct record_reader *reader, const struct record_place *place, const struct record_member *member,
	const json_t *list, char *data)
{
	size_t count = json_array_size(list);
	char *elements = arena_take(reader->arena, count + 1, record_stride(member));
	memcpy(data + member->offset, &elements, sizeof elements);
	for (size_t i = 0; i < count; i++) {
		struct record_place element = { place, "", i };
		if (!read_value(reader, &element, member, json_array_get(list, i), elements + i * record_stride(member)))
			return false;
	}
	return true;
}

/* --- objects ----------------------------------------------------------------------------------------------------------------------- */

static bool must_be_there(const struct record_member *member)
{
	return member->needed || (!member->many && (member->type == RECORD_WORD || member->type == RECORD_PART));
}

static bool read_member(struct record_reader *reader, const struct record_place *place, const struct record *record,
	const struct record_member *member, const json_t *object, char *data)
{
	struct record_place here = { place, member->name, SIZE_MAX };
	const json_t *value = json_object_get(object, member->name);
	if (!value && must_be_there(member))
		return record_fault(reader, &here, "is missing");
	if (!value && member->type == RECORD_NUMBER && !member->many)
		*(double *)(void *)(data + member->offset) = NAN;
	if (!value)
		return true;
	if (!member->many)
		return read_value(reader, &here, member, value, data + member->offset);
	if (!json_is_array(value))
		return record_fault(reader, &here, "must be a list");
	return agree(reader, &here, record, member, object, data) && read_list(reader, &here, member, value, data);
}

/* Names what the table does not know. */
static bool knows_all(struct record_reader *reader, const struct record_place *place, const struct record *record, const json_t *object)
{
	const char *name;
	json_t *value;
	json_object_foreach((json_t *)object, name, value) {
		const struct record_member *member = record->members;
		while (member->name && strcmp(member->name, name) != 0)
			member++;
		if (!member->name)
			return record_fault(reader, place, "'%.40s' does not belong here", name);
	}
	return true;
}

bool record_read(struct record_reader *reader, const struct record_place *place, const struct record *record, const json_t *object,
	void *data)
{
	memset(data, 0, record->size);
	if (!json_is_object(object))
		return record_fault(reader, place, "must be an object");
	if (!knows_all(reader, place, record, object))
		return false;
	for (const struct record_member *member = record->members; member->name; member++)
		if (!read_member(reader, place, record, member, object, data))
			return false;
	return true;
}
