/* The model file of an imported plan, laid out as a person would: names in a column, a line for each task, comments where something had
   to be guessed. Invariant: whatever stood in the file that was read, what is written here is a model; texts from outside are in quotes,
   or in comments without line ends. */
#include <math.h>
#include <stdarg.h>
#include <string.h>
#include "import.h"
#include "layout.h"
#include "number.h"

#define LINE_AT_MOST 120               /* columns; only what cannot be broken is longer */
#define NAME_AT_MOST 28                /* columns for names */
#define LIST_AT_MOST 64                /* of a list that is not broken */

struct writer {
	const struct draft *draft;
	bool triangular;
	FILE *to;
	size_t column, indent;             /* where the line is, and where a broken one goes on */
};

/* A text from outside between quotes. */
static const char *quoted(const struct draft *draft, const char *text)
{
	const char *clean = draft_clean(draft, text);
	char *out = arena_take(draft->arena, 2 * strlen(clean) + 3, 1), *to = out;
	*to++ = '"';
	for (; *clean; clean++) {
		if (*clean == '"' || *clean == '\\')
			*to++ = '\\';
		*to++ = *clean;
	}
	*to = '"';
	return out;
}

static void put_comment(const struct writer *w, int indent, const char *text)
{
	size_t column = (size_t)indent + 1;
	const char *clean = draft_clean(w->draft, text);
	fprintf(w->to, "%*s#", indent, "");
	while (*clean) {
		const char *word = arena_format(w->draft->arena, "%.*s", (int)strcspn(clean, " "), clean);
		if (column + 1 + layout_width(word) > LINE_AT_MOST && column > (size_t)indent + 1) {
			fprintf(w->to, "\n%*s#", indent, "");
			column = (size_t)indent + 1;
		}
		fprintf(w->to, " %s", word);
		column += 1 + layout_width(word);
		clean += strcspn(clean, " ");
		clean += strspn(clean, " ");
	}
	fputc('\n', w->to);
}

/* ---- Lines that may be broken between their pieces ---- */

static void begin_line(struct writer *w, size_t indent, const char *name, size_t width)
{
	fprintf(w->to, "%*s%-*s = {", (int)indent, "", (int)width, name);
	w->column = indent + (strlen(name) > width ? strlen(name) : width) + 4;
	w->indent = indent + width + 5;
}

static void put(struct writer *w, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void put(struct writer *w, const char *format, ...)
{
	va_list arguments, again;
	va_start(arguments, format);
	va_copy(again, arguments);
	int length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	char *text = arena_take(w->draft->arena, (size_t)length + 1, 1);
	vsnprintf(text, (size_t)length + 1, format, arguments);
	va_end(arguments);
	size_t width = layout_width(text);
	if (w->column + 1 + width > LINE_AT_MOST && w->column > w->indent) {
		fprintf(w->to, "\n%*s%s", (int)w->indent, "", text);
		w->column = w->indent + width;
	} else {
		fprintf(w->to, " %s", text);
		w->column += 1 + width;
	}
}

/* A short list stays on one line. */
static void put_list(struct writer *w, const char *begin, const char *const *texts, uint32_t count, const char *end)
{
	const char *all = begin;
	bool whole = true;
	for (uint32_t i = 0; i < count && whole; i++) {
		all = arena_format(w->draft->arena, "%s %s", all, texts[i]);
		whole = strlen(all) <= LIST_AT_MOST;
	}
	if (count > 0 && whole)
		put(w, "%s%s", all, end);
	else if (count > 0)
		put(w, "%s %s%s", begin, texts[0], count > 1 ? "" : end);
	for (uint32_t i = 1; i < count && !whole; i++)
		put(w, "%s%s", texts[i], i + 1 < count ? "" : end);
}

static void end_line(struct writer *w)
{
	fputs(" };\n", w->to);
}

/* ---- Values ---- */

static const char *number_text(const struct draft *draft, double number)
{
	char text[NUMBER_ROOM];
	number_exact(text, number);
	return arena_text(draft->arena, text);
}

/* Money has a point; so have large numbers, which would not be read without. */
static const char *real_text(const struct draft *draft, double number)
{
	const char *text = number_text(draft, number);
	return strpbrk(text, ".e") ? text : arena_format(draft->arena, "%s.0", text);
}

static const char *date_text(const struct draft *draft, const struct date *date)
{
	const char *text = arena_format(draft->arena, "%04d-%02d-%02d %02d:%02d", date->year, date->month, date->day, date->hour, date->minute);
	return date->second ? arena_format(draft->arena, "%s:%02d", text, date->second) : text;
}

static const char *span_text(const struct writer *w, struct draft_span span)
{
	return draft_span_text(&w->draft->hours, span, w->draft->arena);
}

static bool is_random(const struct draft *draft, const struct draft_task *task)
{
	return draft_given(task->low) && draft_given(task->high) &&
		draft_hours_of(&draft->hours, task->low) < draft_hours_of(&draft->hours, task->high);
}

/* Whether it is done in somebody's working hours. */
static bool is_worked(const struct draft *draft, const struct draft_task *task)
{
	return !draft->hours.always && (task->quantity >= 0.0 || (!task->time.elapsed && (task->time.amount > 0.0 || is_random(draft, task))));
}

static bool needs_anyone(const struct draft *draft, const struct draft_task *task)
{
	return task->need_count == 0 && is_worked(draft, task);
}

/* ---- Tasks ---- */

static bool is_plain(const struct draft_link *link)
{
	return link->how == DRAFT_FINISH_START && link->lag.amount == 0.0;
}

static const char *link_text(const struct writer *w, const struct draft_link *link)
{
	static const char *const words[] = { "finish-start", "start-start", "finish-finish" };
	const char *name = w->draft->tasks[link->before].name;
	if (is_plain(link))
		return arena_format(w->draft->arena, "\"%s\"", name);
	const char *how = link->how == DRAFT_FINISH_START ? "" : arena_format(w->draft->arena, " link = \"%s\";", words[link->how]);
	const char *lag = link->lag.amount == 0.0 ? "" : arena_format(w->draft->arena, " lag = \"%s\";", span_text(w, link->lag));
	return arena_format(w->draft->arena, "{ task = \"%s\";%s%s }", name, how, lag);
}

static void put_after(struct writer *w, const struct draft_task *task)
{
	uint32_t count = task->link_count;
	if (count == 0)
		return;
	const struct draft_link *links = w->draft->links + task->link_first;
	if (count == 1 && is_plain(links)) {
		put(w, "after = %s;", link_text(w, links));
		return;
	}
	const char **texts = arena_take(w->draft->arena, count, sizeof *texts);
	for (uint32_t i = 0; i < count; i++)
		texts[i] = arena_format(w->draft->arena, "%s%s", link_text(w, &links[i]), i + 1 < count ? "," : "");
	put_list(w, "after = (", texts, count, " );");
}

static void put_needs(struct writer *w, const struct draft_task *task)
{
	const struct draft *draft = w->draft;
	if (needs_anyone(draft, task))
		put(w, "needs = { %s = 1; };", draft->anyone);
	const char **texts = arena_take(draft->arena, task->need_count, sizeof *texts);
	for (uint32_t i = 0; i < task->need_count; i++)
		texts[i] = arena_format(draft->arena, "%s = %u;", draft->resources[task->needs[i].resource].name, (unsigned)task->needs[i].number);
	put_list(w, "needs = {", texts, task->need_count, " };");
}

static void put_time(struct writer *w, const struct draft_task *task)
{
	const char *key = task->time.elapsed ? "wait" : "time", *text = draft_given(task->time) ? span_text(w, task->time) : "";
	if (task->quantity >= 0.0) {
		const char *per = span_text(w, task->per);
		put(w, "quantity = %s;", task->quantity < 1e9 ? number_text(w->draft, task->quantity) : real_text(w->draft, task->quantity));
		put(w, "norm = \"%s / %s\";", number_text(w->draft, task->norm), strncmp(per, "1 ", 2) == 0 ? per + 2 : per);
	} else if (is_random(w->draft, task)) {
		put(w, "%s = \"%s(%s, %s, %s)\";", key, w->triangular ? "triangular" : "pert", span_text(w, task->low), text,
			span_text(w, task->high));
	} else if (task->time.amount > 0.0) {
		put(w, task->time.unit == DRAFT_PERIOD ? "%s = %s;" : "%s = \"%s\";", key, text);
	}
}

static void put_moment(struct writer *w, const char *key, const struct draft_moment *moment)
{
	if (moment->kind == DRAFT_DATE)
		put(w, "%s = \"%s\";", key, date_text(w->draft, &moment->date));
	else if (moment->kind == DRAFT_SPAN)
		put(w, "%s = \"%s\";", key, span_text(w, moment->span));
}

static void put_task(struct writer *w, const struct draft_task *task, size_t width)
{
	if (task->note)
		put_comment(w, 6, task->note);
	begin_line(w, 6, task->name, width);
	if (strcmp(task->title, task->name) != 0)
		put(w, "title = %s;", quoted(w->draft, task->title));
	put_after(w, task);
	put_moment(w, "not_before", &task->not_before);
	put_needs(w, task);
	put_time(w, task);
	if (!isnan(task->cost))
		put(w, "cost = %s;", real_text(w->draft, task->cost));
	if (task->checkpoint)
		put(w, "checkpoint = true;");
	put_moment(w, "due", &task->due);
	end_line(w);
}

static size_t wider(size_t width, const char *name)
{
	size_t length = strlen(name);
	return length > width && length <= NAME_AT_MOST ? length : width;
}

/* In the order of the table; what stands for a lag behind the task that it begins with. */
static void put_tasks(struct writer *w)
{
	const struct draft *draft = w->draft;
	size_t width = 0;
	for (uint32_t i = 0; i < draft->task_count; i++)
		width = wider(width, draft->tasks[i].name);
	for (uint32_t i = 0; i < draft->task_count; i++) {
		if (draft->tasks[i].between)
			continue;
		put_task(w, &draft->tasks[i], width);
		for (uint32_t t = draft->tasks[i].aside; t != DRAFT_NONE; t = draft->tasks[t].aside)
			put_task(w, &draft->tasks[t], width);
	}
}

/* ---- The file ---- */

static void put_head(struct writer *w)
{
	const struct draft *draft = w->draft;
	put_comment(w, 0, arena_format(draft->arena, "Imported from %s.", draft->origin));
	for (uint32_t i = 0; i < draft->remark_count; i++)
		put_comment(w, 0, draft->remarks[i]);
	fprintf(w->to, "\ntitle = %s;\n", quoted(draft, draft->title));
}

static void put_clock(struct writer *w)
{
	const struct draft *draft = w->draft;
	fprintf(w->to, "clock = { unit = \"%s\";", draft->hours.always ? "d" : "h");     /* working hours come out even in hours */
	if (draft->dated)
		fprintf(w->to, " start = \"%s\";", date_text(draft, &draft->start));
	if (!draft->hours.always && draft->hours.day != 8.0) {
		char hours[NUMBER_ROOM];
		number_exact(hours, draft->hours.day);
		fprintf(w->to, " workday = \"%s h\";", hours);
	}
	fputs(" };\n", w->to);
	if (draft->money)
		fprintf(w->to, "money = %s;\n", quoted(draft, draft->money));
	bool random = false;
	for (uint32_t i = 0; i < draft->task_count; i++)
		random |= is_random(draft, &draft->tasks[i]);
	fputs(random ? "run   = { replications = 1000; seed = 1; };\n" :
		"run   = { replications = 1; };      # nothing in it is left to chance: one run says all\n", w->to);
}

static uint32_t count_anyone(const struct draft *draft)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < draft->task_count; i++)
		count += needs_anyone(draft, &draft->tasks[i]);
	return count;
}

static void put_resource(struct writer *w, const char *name, const char *title, uint32_t number, size_t width)
{
	begin_line(w, 2, name, width);
	if (strcmp(title, name) != 0)
		put(w, "title = %s;", quoted(w->draft, title));
	put(w, "number = %u;", (unsigned)number);
	if (!w->draft->hours.always)
		put(w, "calendar = \"working_hours\"; at_shift_end = \"pause\";");
	end_line(w);
}

static void put_resources(struct writer *w)
{
	const struct draft *draft = w->draft;
	uint32_t anyone = count_anyone(draft);
	size_t width = anyone ? strlen(draft->anyone) : 0;
	if (draft->resource_count == 0 && anyone == 0)
		return;
	for (uint32_t i = 0; i < draft->resource_count; i++)
		width = wider(width, draft->resources[i].name);
	fputc('\n', w->to);
	if (draft->resource_count > 0 && !draft->numbers_known)
		put_comment(w, 0, "How many there are is not in the table: these are the most that any one task asks for.");
	fputs("resources = {\n", w->to);
	for (uint32_t i = 0; i < draft->resource_count; i++)
		put_resource(w, draft->resources[i].name, draft->resources[i].title, draft->resources[i].number, width);
	if (anyone > 0) {
		put_comment(w, 2, "Whoever does the tasks for which the table names nobody: so many that none of them waits.");
		put_resource(w, draft->anyone, "Anyone", anyone, width);
	}
	fputs("};\n", w->to);
}

/* Without a date a run starts on a Monday at midnight; the project begins when work does. */
static void put_work(struct writer *w)
{
	const struct draft *draft = w->draft;
	double first = draft->dated || draft->hours.always ? 0.0 : draft_hours_first(&draft->hours, draft->arena);
	fprintf(w->to, "\nwork = {\n  %s = {\n    title    = %s;\n", draft->name, quoted(draft, draft->title));
	if (first > 0.0)
		fprintf(w->to, "    arrive   = { at = ( \"%s\" ); };      # the first day, at the beginning of work\n",
			span_text(w, (struct draft_span){ first, DRAFT_HOUR, true }));
	if (!draft->hours.always)
		fputs("    calendar = \"working_hours\";      # in which its time is told, beside the time by the clock\n", w->to);
	if (draft->resource_count > 0)
		fputs("    priority = \"latest_finish\";      # who is needed at several tasks goes first to what must end first\n", w->to);
	fputs("    project  = {\n", w->to);
	put_tasks(w);
	fputs("    };\n  };\n};\n", w->to);
}

void import_write(const struct draft *draft, bool triangular, FILE *to)
{
	struct writer w = { .draft = draft, .triangular = triangular, .to = to };
	put_head(&w);
	put_clock(&w);
	if (!draft->hours.always)
		fprintf(to, "\ncalendars = {\n  working_hours = %s;\n};\n", quoted(draft, draft->hours.text));
	put_resources(&w);
	put_work(&w);
}
