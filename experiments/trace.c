/* takt trace: the event log of one replication, for tools that read how work really went (process mining): a row for each stretch of time
   that something was done for an item, written as it ends. Invariant: an item's rows and the waits before them add up to its time in the
   system, by the same causes as in the results. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "models/date.h"
#include "models/engine.h"
#include "output.h"
#include "study.h"

struct log {
	const struct model *model;
	FILE *to;
	uint32_t kind;               /* NONE: all */
	uint64_t item;               /* 0: all of them */
	bool dated;
	long first_day;              /* when time is 0 */
	double first_second;
	uint64_t rows;
	uint64_t entered;            /* of the kinds that are asked for */
	const atomic_bool *interrupted;
	atomic_bool stop;            /* Ctrl-C, or nobody reads any more */
};

/* --- fields ------------------------------------------------------------------------------------------------------------------------- */

static void print_number(FILE *to, double value)
{
	fprintf(to, "%.12g", value);
}

/* After RFC 4180: titles are free text. */
static void print_text(FILE *to, const char *text)
{
	for (; *text; text++) {
		if (*text == '"')
			fputc('"', to);
		fputc(*text, to);
	}
}

/* ISO 8601, to the second; nothing where the model has no date. */
static void print_date(const struct log *log, double time)
{
	if (!log->dated)
		return;
	double second = floor(log->first_second + time / log->model->unit + 0.5), day = floor(second / 86400.0);
	struct date date;
	date_of_day(log->first_day + (long)day, &date);
	long rest = (long)(second - 86400.0 * day);
	fprintf(log->to, "%04d-%02d-%02dT%02ld:%02ld:%02ld", date.year, date.month, date.day, rest / 3600, rest / 60 % 60, rest % 60);
}

/* A step's own station has no name that anybody knows. */
static const struct station *known_station(const struct log *log, const struct engine_spell *spell)
{
	const struct station *station = spell->station == NONE ? NULL : &log->model->stations[spell->station];
	return station && !station->hidden ? station : NULL;
}

/* The step's title; where it has none of its own and is called as its station, the station's. */
static const char *title_of(const struct log *log, const struct engine_spell *spell)
{
	const struct task *task = &log->model->tasks[spell->task];
	const struct station *station = known_station(log, spell);
	bool as_station = station && (spell->cause == CAUSE_SETUP || strcmp(task->title, station->name) == 0);
	return as_station ? station->title : task->title;
}

static void print_activity(const struct log *log, const struct engine_spell *spell)
{
	fputc('"', log->to);
	if (spell->event == TRACE_SPELL && spell->cause == CAUSE_SETUP)
		fputs("Set-up of ", log->to);
	print_text(log->to, spell->event == TRACE_ARRIVAL ? "Arrival" : spell->event == TRACE_LEAVING ? "End" : title_of(log, spell));
	fputc('"', log->to);
}

static void print_resources(const struct log *log, const struct engine_spell *spell)
{
	if (spell->station == NONE)
		return;
	const struct amounts *needs = &log->model->stations[spell->station].needs;
	for (uint32_t i = 0; i < needs->count; i++)
		fprintf(log->to, "%s%s", i ? "+" : "", log->model->resources[needs->list[i].resource].name);
	if (spell->by != NONE)
		fprintf(log->to, "%s%s", needs->count ? "+" : "", log->model->resources[spell->by].name);
}

/* The ledger's names; that they are waits needs no saying here. */
static const char *cause_of(const struct log *log, uint32_t cause)
{
	const char *name = log->model->ledger.names[cause];
	return strncmp(name, "wait.", 5) == 0 ? name + 5 : name;
}

static const char *type_of(const struct engine_spell *spell)
{
	if (spell->event != TRACE_SPELL)
		return spell->event == TRACE_ARRIVAL ? "arrival" : "end";
	switch (spell->cause) {
	case CAUSE_REWORK: return "rework";
	case CAUSE_SETUP: return "setup";
	case CAUSE_EVENT: return "event";
	case CAUSE_PLANNED: return "planned";
	default: return "working";
	}
}

static double wait_of(const struct engine_spell *spell)
{
	double sum = 0.0;
	for (uint32_t i = 0; i < spell->wait_count; i++)
		sum += spell->waits[i].time;
	return sum;
}

/* The longest first. */
static void print_waits(const struct log *log, const struct engine_spell *spell)
{
	double below = INFINITY;
	uint32_t said = 0;
	while (said < spell->wait_count) {
		double longest = -INFINITY;
		for (uint32_t i = 0; i < spell->wait_count; i++)
			if (spell->waits[i].time < below)
				longest = fmax(longest, spell->waits[i].time);
		for (uint32_t i = 0; i < spell->wait_count; i++) {
			if (spell->waits[i].time != longest)
				continue;
			fprintf(log->to, "%s%s ", said++ ? "; " : "", cause_of(log, spell->waits[i].cause));
			print_number(log->to, spell->waits[i].time);
		}
		below = longest;
	}
}

/* --- rows --------------------------------------------------------------------------------------------------------------------------- */

static const char header[] = "case,activity,start_time,end_time,resource,station,kind,number,type,spell,outcome,start,end,"
	"queued,wait,wait_causes\n";

static void print_row(const struct log *log, const struct engine_spell *spell)
{
	static const char *const outcomes[] = { [TRACE_DONE] = "done", [TRACE_STOPPED_BY_SHIFT] = "shift", [TRACE_STOPPED_BY_FAILURE] = "repair",
		[TRACE_PREEMPTED] = "preempted", [TRACE_PUT_DOWN] = "put_down", [TRACE_CANCELLED] = "cancelled", [TRACE_COMPLETED] = "completed",
		[TRACE_SCRAPPED] = "scrapped", [TRACE_TURNED_AWAY] = "turned_away", [TRACE_LEFT] = "left", [TRACE_ENTERED] = "entered" };
	const struct station *station = known_station(log, spell);
	const char *kind = log->model->kinds[spell->kind].name;
	fprintf(log->to, "%s-%" PRIu64 ",", kind, spell->number);
	print_activity(log, spell);
	fputc(',', log->to);
	print_date(log, spell->start);
	fputc(',', log->to);
	print_date(log, spell->end);
	fputc(',', log->to);
	print_resources(log, spell);
	fprintf(log->to, ",%s,%s,%" PRIu64 ",%s,", station ? station->name : "", kind, spell->number, type_of(spell));
	if (spell->event == TRACE_SPELL)
		fprintf(log->to, "%u", (unsigned)spell->spell);
	fprintf(log->to, ",%s,", outcomes[spell->outcome]);
	const double times[] = { spell->start, spell->end, spell->joined, wait_of(spell) };
	for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
		if (i != 2 || spell->station != NONE)
			print_number(log->to, times[i]);
		fputc(',', log->to);
	}
	print_waits(log, spell);
	fputc('\n', log->to);
}

/* Whoever reads the rows may have had enough. */
static void tell(void *context, const struct engine_spell *spell)
{
	struct log *log = context;
	if (ferror(log->to) || (log->interrupted && atomic_load_explicit(log->interrupted, memory_order_relaxed)))
		atomic_store(&log->stop, true);
	if (log->kind != NONE && spell->kind != log->kind)
		return;
	log->entered += spell->event == TRACE_ARRIVAL;
	if (log->item && spell->number != log->item)
		return;
	print_row(log, spell);
	log->rows++;
}

/* --- whose ------------------------------------------------------------------------------------------------------------------------- */

static const char **known_kinds(struct study *study, const struct model *model, size_t *count)
{
	const char **known = arena_take(&study->arena, model->kind_count + 1, sizeof *known);
	*count = 0;
	for (uint32_t k = 0; k < model->kind_count; k++)
		if (!model->kinds[k].hidden)
			known[(*count)++] = model->kinds[k].name;
	return known;
}

/* --kind and --item. An item has its number among those of its kind. */
static enum status choose_items(struct log *log, struct study *study)
{
	const struct options *options = study->call->options;
	const struct model *model = log->model;
	size_t count;
	const char **known = known_kinds(study, model, &count);
	const char *name = options->kind;
	if (!name && options->item.given && count == 1)
		name = known[0];
	if (!name && options->item.given) {
		fprintf(stderr, "takt trace: item %" PRIu64 " of which kind? say --kind %s, for example\n", options->item.value, known[0]);
		return STATUS_MODEL;
	}
	log->item = options->item.value;
	for (uint32_t k = 0; name && k < model->kind_count; k++)
		if (!model->kinds[k].hidden && strcmp(model->kinds[k].name, name) == 0)
			log->kind = k;
	if (!name || log->kind != NONE)
		return STATUS_DONE;
	const char *nearest = problem_nearest(name, known, count);
	fprintf(stderr, "takt trace: there is no work '%s'; %s '%s'%s\n", name, nearest ? "did you mean" : "there is",
		nearest ? nearest : known[0], nearest ? "?" : count > 1 ? " and others" : " only");
	return STATUS_MODEL;
}

static void set_dates(struct log *log, bool quiet)
{
	struct date date;
	log->dated = log->model->start_text && date_parse(log->model->start_text, &date) == NULL;
	if (log->dated) {
		log->first_day = date_day(&date);
		log->first_second = (double)date_second_of_day(&date);
	} else if (!quiet) {
		fputs("takt trace: the model has no clock.start, so the rows have no dates, only times in its unit; give it one for tools that want "
			"dates: --set 'clock.start = \"2026-01-05\"'\n", stderr);
	}
}

/* --- the run ------------------------------------------------------------------------------------------------------------------------ */

/* What was written until then stays: it shows how it came about. */
static enum status report_trouble(const struct study *study, const struct engine_note *note)
{
	struct problems problems;
	problems_init(&problems);
	if (note->node)
		node_problem(&problems, SEVERITY_ERROR, note->node, NULL, "%s", note->text);
	else
		problems_add(&problems, SEVERITY_ERROR, study->tree->file, 0, 0, NULL, "%s", note->text);
	problems_print(&problems, stderr);
	problems_done(&problems);
	if (note->reason == ENGINE_WRONG)
		return STATUS_MODEL;
	return note->reason == ENGINE_NO_MEMORY && note->items == 0 ? STATUS_WORLD : STATUS_RUNAWAY;
}

/* The file is made in the end, so that Ctrl-C may come: it only asks for an early end. */
static void let_interrupts_in(void)
{
	sigset_t interrupts;
	sigemptyset(&interrupts);
	sigaddset(&interrupts, SIGINT);
	sigaddset(&interrupts, SIGTERM);
	sigprocmask(SIG_UNBLOCK, &interrupts, NULL);
}

static void say_what_is_missing(const struct log *log, enum engine_end end)
{
	if (end == ENGINE_STOPPED)
		fputs("takt trace: stopped early; the rows end there\n", stderr);
	else if (log->item && log->rows == 0)
		fprintf(stderr, "takt trace: there is no item %" PRIu64 " of '%s': %" PRIu64 " came in this replication\n", log->item,
			log->model->kinds[log->kind].name, log->entered);
}

static enum status run(struct log *log, const struct study *study)
{
	const struct options *options = study->call->options;
	double *row = calloc(log->model->metrics.count ? log->model->metrics.count : 1, sizeof *row);
	if (!row) {
		perror("takt: no memory for the results");
		return STATUS_WORLD;
	}
	struct engine_trace trace = { .tell = tell, .context = log };
	struct engine_order order = { .seed = options->seed.given ? options->seed.value : log->model->seed,
		.replication = options->replication.given ? options->replication.value : 1, .stop = &log->stop, .trace = &trace };
	struct engine_note note;
	fputs(header, log->to);
	enum engine_end end = engine_run(log->model, &order, row, &note);
	free(row);
	if (end != ENGINE_DONE && end != ENGINE_STOPPED)
		return report_trouble(study, &note);
	if (!ferror(log->to))
		say_what_is_missing(log, end);
	return STATUS_DONE;
}

static enum status write_log(struct log *log, const struct study *study)
{
	struct output output;
	if (output_open(&output, study->call->options->output) != 0)
		return STATUS_WORLD;
	let_interrupts_in();
	log->to = output.stream;
	enum status status = run(log, study);
	return output_close(&output) != 0 ? STATUS_WORLD : status;
}

enum status trace_command(const struct call *call)
{
	struct study study;
	enum status status = study_open(&study, call, call->options->files.list[0], STUDY_BASE, false);
	if (status == STATUS_DONE && study.count > 1) {
		fputs("takt trace: one scenario at a time\n", stderr);
		status = STATUS_MODEL;
	}
	struct log log = { .kind = NONE, .interrupted = call->stop };
	if (status == STATUS_DONE) {
		log.model = study.scenarios[0].model;
		status = choose_items(&log, &study);
	}
	if (status == STATUS_DONE) {
		set_dates(&log, call->options->quiet);
		status = write_log(&log, &study);
	}
	study_done(&study);
	return status;
}
