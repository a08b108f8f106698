/* takt import: a plan of another program becomes a model file. Nothing is written before all of it has been read and found good. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "commands.h"
#include "import.h"
#include "models/tree.h"
#include "output.h"

#define SIZE_AT_MOST ((size_t)16 << 20)
#define HEAD_LOOKED_AT 20000           /* bytes */

/* The units of bare numbers, in the order of the option's words. */
static const struct draft_span units[] = {
	{ 1.0, DRAFT_DAY, false }, { 1.0, DRAFT_HOUR, false }, { 1.0, DRAFT_MINUTE, false }, { 1.0, DRAFT_WEEK, false },
	{ 1.0, DRAFT_MONTH, false }, { 1.0, DRAFT_DAY, true },
};

/* ---- What kind of text it is ---- */

static bool ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), other = strlen(end);
	return length >= other && strcasecmp(text + length - other, end) == 0;
}

enum import_format import_guess(const char *file, const char *text)
{
	char head[HEAD_LOOKED_AT];
	if (ends_with(file, ".sm") || ends_with(file, ".mm"))
		return IMPORT_PSPLIB;
	size_t length = strlen(text);
	length = length < sizeof head ? length : sizeof head - 1;
	memcpy(head, text, length);
	head[length] = '\0';
	return strstr(head, "PRECEDENCE RELATIONS") && strstr(head, "jobs ") ? IMPORT_PSPLIB : IMPORT_CSV;
}

static int refuse(const struct draft *draft, const char *what)
{
	draft_error(draft, 0, "%s", what);
	return -1;
}

/* The first letter that is not UTF-8, with its line. */
static int check_letters(const struct draft *draft, const char *text, size_t length)
{
	int line = 1;
	for (size_t i = 0, letter; i < length; i += letter) {
		letter = tree_letter_length(text + i, length - i);
		if (letter == 0) {
			draft_error(draft, line, "a letter that is not UTF-8 (byte 0x%02x): save the file as CSV UTF-8", (unsigned char)text[i]);
			return -1;
		}
		line += text[i] == '\n';
	}
	return 0;
}

int import_check_text(const struct draft *draft, const char *text, size_t length)
{
	static const struct { const char *bytes; size_t count; const char *what; } kinds[] = {
		{ "PK\3\4", 4, "this is a workbook (Excel, LibreOffice) or another packed file: save the sheet with the tasks as CSV UTF-8" },
		{ "\xd0\xcf\x11\xe0", 4, "this is a file of MS Project or of an old Excel: export the table of tasks as CSV" },
		{ "\xff\xfe", 2, "this text is in UTF-16: save it as CSV UTF-8" }, { "\xfe\xff", 2, "this text is in UTF-16: save it as CSV UTF-8" },
		{ "%PDF", 4, "this is a PDF: takt reads tables of tasks as CSV, and files of PSPLIB" },
		{ "<?xml", 5, "this is XML: takt reads tables of tasks as CSV, and files of PSPLIB" },
	};
	if (length > SIZE_AT_MOST)
		return refuse(draft, "a plan may have 16 MB at most");
	if (strspn(text, " \t\r\n") == length || (length == 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0))
		return refuse(draft, "this file is empty");
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (length >= kinds[i].count && memcmp(text, kinds[i].bytes, kinds[i].count) == 0)
			return refuse(draft, kinds[i].what);
	if (memchr(text, 0, length))
		return refuse(draft, "this is not a text file");
	return check_letters(draft, text, length);
}

/* "house_one" is read as "House one". */
static void beautify(struct draft *draft)
{
	char *title = arena_text(draft->arena, draft->title);
	for (char *at = title; *at; at++)
		*at = *at == '_' ? ' ' : *at;
	if (title[0] >= 'a' && title[0] <= 'z')
		title[0] = (char)(title[0] - 'a' + 'A');
	draft->title = draft_clean(draft, title);
}

int import_text(struct draft *draft, const struct import_choice *choice, char *text, size_t length)
{
	if (import_check_text(draft, text, length) != 0)
		return -1;
	enum import_format format = choice->format == IMPORT_AUTO ? import_guess(draft->file, text) : choice->format;
	if (format == IMPORT_CSV)
		beautify(draft);
	else
		draft_hours_read(&draft->hours, "always", draft->arena, draft->problems);
	int fault = format == IMPORT_PSPLIB ? import_psplib(draft, text, length) : import_csv(draft, choice, text, length);
	return draft_finish(draft) == 0 ? fault : -1;
}

/* ---- The command ---- */

/* The name of a file may be any bytes. */
static char *make_letters(char *text)
{
	for (size_t i = 0, letter; text[i]; i += letter) {
		letter = tree_letter_length(text + i, strlen(text + i));
		if (letter == 0)
			text[i] = '?';
		letter += letter == 0;
	}
	return text;
}

/* A plan is called after its file, without folders and ending. */
static void name_after_file(struct draft *draft)
{
	const char *slash = strrchr(draft->file, '/'), *name = slash ? slash + 1 : draft->file;
	bool standard = strcmp(name, "-") == 0;
	name = make_letters(arena_text(draft->arena, standard ? "standard input" : name));
	const char *dot = strrchr(name, '.');
	draft->origin = draft_clean(draft, name);
	draft->title = draft_clean(draft, arena_format(draft->arena, "%.*s", dot && dot > name ? (int)(dot - name) : (int)strlen(name),
		standard ? "Plan" : name));
	draft->name = draft_identifier(draft->arena, draft->title, "plan");
}

/* The whole file with a 0 behind it, in the arena; NULL with errno set. */
static char *load(const char *file, struct arena *arena, size_t *length)
{
	FILE *from = strcmp(file, "-") == 0 ? stdin : fopen(file, "rb");
	if (!from)
		return NULL;
	char *text = arena_take(arena, SIZE_AT_MOST + 2, 1);
	errno = 0;
	*length = fread(text, 1, SIZE_AT_MOST + 1, from);
	int error = ferror(from) ? errno ? errno : EIO : 0;
	if (from != stdin)
		fclose(from);
	errno = error;
	return error ? NULL : text;
}

static void read_start(struct draft *draft, const char *text)
{
	bool timed;
	if (!text)
		return;
	if (cell_date(text, DATE_ORDER_UNKNOWN, &draft->start, &timed) != DATE_READ) {
		problems_add(draft->problems, SEVERITY_ERROR, "--start", 0, 0, NULL,
			"'%s' is no date; one is written 2026-03-02 or 2026-03-02 08:00", text);
		return;
	}
	if (!timed)
		draft_hours_open(&draft->hours, &draft->start);
	draft->dated = draft->start_given = true;
}

static enum status write_model(const struct draft *draft, bool triangular, const char *path)
{
	struct output output;
	if (output_open(&output, path) != 0)
		return STATUS_WORLD;
	import_write(draft, triangular, output.stream);
	return output_close(&output) == 0 ? STATUS_DONE : STATUS_WORLD;
}

static enum status import(struct draft *draft, const struct options *options)
{
	const char *hours = options->hours ? options->hours : "Mon-Fri 08:00-16:00";
	struct import_choice choice = { (enum import_format)options->plan_format, units[options->unit], options->triangular };
	size_t length;
	name_after_file(draft);
	if (draft_hours_read(&draft->hours, hours, draft->arena, draft->problems) == 0)
		read_start(draft, options->start);
	if (draft->problems->errors > 0)
		return STATUS_MODEL;
	char *text = load(draft->file, draft->arena, &length);
	if (!text) {
		problems_add(draft->problems, SEVERITY_ERROR, draft->file, 0, 0, NULL, "cannot be read: %s", strerror(errno));
		return STATUS_WORLD;
	}
	if (import_text(draft, &choice, text, length) != 0)
		return STATUS_MODEL;
	return write_model(draft, choice.triangular, options->output);
}

enum status import_command(const struct call *call)
{
	struct arena arena;
	struct problems problems;
	if (arena_init(&arena) != 0) {
		perror("takt: no memory for the plan");
		return STATUS_WORLD;
	}
	problems_init(&problems);
	struct draft draft = { .arena = &arena, .problems = &problems, .file = call->options->files.list[0] };
	enum status status = import(&draft, call->options);
	if (problems.errors > 0 || !call->options->quiet)
		problems_print(&problems, stderr);
	problems_done(&problems);
	arena_done(&arena);
	return status;
}
