/* The writing half of record.h. What holds its default is left out: files stay small and readable. */
#include <math.h>
#include <stdint.h>
#include <string.h>
#include "json.h"
#include "record.h"

/* A walk over one structure. */
struct walk {
	FILE *to;
	size_t more;
};

static void write_part(const struct walk *walk, const struct record *record, const char *data);

static const void *pointer_at(const char *field)
{
	const void *pointer;
	memcpy(&pointer, field, sizeof pointer);
	return pointer;
}

static void write_text(FILE *to, const char *text)
{
	json_text(to, text ? text : "", text ? strlen(text) : 0);
}

static void write_value(const struct walk *walk, const struct record_member *member, const char *field)
{
	switch (member->type) {
	case RECORD_TEXT:
		write_text(walk->to, pointer_at(field));
		break;
	case RECORD_NUMBER:
		json_rounded(walk->to, *(const double *)(const void *)field);
		break;
	case RECORD_FLAG:
		fputs(*(const bool *)field ? "true" : "false", walk->to);
		break;
	case RECORD_WORD:
		write_text(walk->to, member->words[*(const unsigned *)(const void *)field]);
		break;
	case RECORD_INDEX:
		fprintf(walk->to, "%zu", *(const size_t *)(const void *)field);
		break;
	case RECORD_PART:
		write_part(walk, member->part, field);
		break;
	case RECORD_LINK:
		write_part(walk, member->part, pointer_at(field));
		break;
	}
}

size_t record_stride(const struct record_member *member)
{
	return member->type == RECORD_TEXT ? sizeof(char *) : member->type == RECORD_NUMBER ? sizeof(double) :
		member->type == RECORD_FLAG ? sizeof(bool) : member->part->size;
}

static void write_list(const struct walk *walk, const struct record_member *member, const char *data)
{
	size_t count = *(const size_t *)(const void *)(data + member->count) * (member->each ? member->each : 1);
	const char *element = pointer_at(data + member->offset);
	count += member->bound ? walk->more : 0;
	fputc('[', walk->to);
	for (size_t i = 0; i < count; i++, element += record_stride(member)) {
		fputs(i ? ", " : "", walk->to);
		write_value(walk, member, element);
	}
	fputc(']', walk->to);
}

static bool is_default(const struct record_member *member, const char *field)
{
	if (member->many || member->type == RECORD_TEXT || member->type == RECORD_LINK)
		return pointer_at(field) == NULL;
	if (member->type == RECORD_NUMBER)
		return !isfinite(*(const double *)(const void *)field) && !member->needed;
	if (member->type == RECORD_FLAG)
		return !*(const bool *)field;
	return member->type == RECORD_INDEX && *(const size_t *)(const void *)field == 0;
}

static void write_part(const struct walk *walk, const struct record *record, const char *data)
{
	bool first = true;
	fputc('{', walk->to);
	for (const struct record_member *member = record->members; member->name; member++) {
		if (is_default(member, data + member->offset))
			continue;
		fprintf(walk->to, "%s\"%s\": ", first ? "" : ", ", member->name);
		first = false;
		if (member->many)
			write_list(walk, member, data);
		else
			write_value(walk, member, data + member->offset);
	}
	fputc('}', walk->to);
}

void record_write(FILE *to, const struct record *record, const void *data, size_t more)
{
	write_part(&(struct walk){ to, more }, record, data);
}
