/* Projects whose best is known: the instances of PSPLIB (Kolisch and Sprecher 1997), 30 and 60 tasks on four resources, each written as a
   model and run with the rules that rank tasks, must take to the last digit what the parallel scheme of schedules takes (Kolisch 1996);
   without the limits of resources, what the critical path takes. They are others' data, read from the folder that the environment's
   PSPLIB names, or from ../shared/validation/psplib; where there are none nothing is tested. */
#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "engine_run.h"

enum { JOBS = 70, RESOURCES = 4, RULES = 8, TEXT = 40000 };

/* How the columns of what is expected are called, and the rule as a priority. */
static const struct {
	const char *column, *priority;
} rules[RULES] = {
	{ "par_JOBNR", "position" }, { "par_SPT", "task_time / 1 d" }, { "par_LPT", "-task_time / 1 d" }, { "par_LFT", "latest_finish / 1 d" },
	{ "par_LST", "latest_start / 1 d" }, { "par_MSLK", "slack / 1 d" }, { "par_MTS", "-followers" }, { "par_GRPW", "-rank_weight / 1 d" },
};

struct job {
	int time, needs[RESOURCES], after[JOBS], after_count;
};

struct instance {
	char name[40];
	int jobs, number[RESOURCES];
	struct job list[JOBS + 1];        /* from 1 on */
	int best, bound, expected[RULES];
};

/* --- reading ------------------------------------------------------------------------------------------------------------------------ */

static const char *folder(void)
{
	const char *named = getenv("PSPLIB"), *usual = "../shared/validation/psplib";
	return named && *named ? named : access(usual, R_OK) == 0 ? usual : NULL;
}

/* To the line after the one that begins like this. */
static void skip_to(FILE *file, const char *start, int more)
{
	char line[1000];
	while (fgets(line, sizeof line, file))
		if (strncmp(line, start, strlen(start)) == 0)
			break;
	while (more-- > 0)
		cr_assert_not_null(fgets(line, sizeof line, file));
}

static int number(FILE *file)
{
	int value;
	cr_assert_eq(fscanf(file, "%d", &value), 1);
	return value;
}

static void read_links(struct instance *p, FILE *file)
{
	skip_to(file, "PRECEDENCE", 1);
	for (int j = 1; j <= p->jobs; j++) {
		cr_assert_eq(number(file), j);
		number(file);
		for (int count = number(file); count > 0; count--) {
			struct job *after = &p->list[number(file)];
			after->after[after->after_count++] = j;
		}
	}
}

static void read_instance(struct instance *p)
{
	char path[500], line[200];
	snprintf(path, sizeof path, "%s/%s", folder(), p->name);
	FILE *file = fopen(path, "r");
	cr_assert_not_null(file, "%s", path);
	while (fgets(line, sizeof line, file) && sscanf(line, "jobs (incl. supersource/sink ): %d", &p->jobs) != 1)
		continue;
	cr_assert(p->jobs > 2 && p->jobs <= JOBS, "%s", path);
	read_links(p, file);
	skip_to(file, "REQUESTS", 2);
	for (int j = 1; j <= p->jobs; j++) {
		cr_assert_eq(number(file), j);
		number(file);
		p->list[j].time = number(file);
		for (int r = 0; r < RESOURCES; r++)
			p->list[j].needs[r] = number(file);
	}
	skip_to(file, "RESOURCEAVAILABILITIES", 1);
	for (int r = 0; r < RESOURCES; r++)
		p->number[r] = number(file);
	fclose(file);
}

/* Cuts the next field of a line off. */
static char *next_field(char **rest)
{
	char *field = *rest, *end = field ? field + strcspn(field, ",\n") : NULL;
	if (!field)
		return NULL;
	*rest = *end == ',' ? end + 1 : NULL;
	*end = '\0';
	return field;
}

/* The fields of a line in the order of its heading: the instance, the best known (where one is), the bound, then the rules. */
static void read_expected(struct instance *p, const char *heading, char *line)
{
	char names[1000], *rest_of_names = names;
	snprintf(names, sizeof names, "%s", heading);
	for (char *name = next_field(&rest_of_names), *field = next_field(&line); name && field; name = next_field(&rest_of_names),
		field = next_field(&line)) {
		if (strcmp(name, "instance") == 0)
			snprintf(p->name, sizeof p->name, "%s", field);
		if (strcmp(name, "best_known") == 0)
			p->best = atoi(field);
		if (strcmp(name, "cpm_lb") == 0)
			p->bound = atoi(field);
		for (int i = 0; i < RULES; i++)
			if (strcmp(name, rules[i].column) == 0)
				p->expected[i] = atoi(field);
	}
}

/* --- writing ------------------------------------------------------------------------------------------------------------------------ */

static void say_job(const struct instance *p, int j, char *text, size_t *used)
{
	const struct job *job = &p->list[j];
	size_t at = *used;
	const char *between = "";
	at += (size_t)snprintf(text + at, TEXT - at, " j%d = {", j);
	if (job->time > 0)
		at += (size_t)snprintf(text + at, TEXT - at, " time = %d; needs = {", job->time);
	for (int r = 0; r < RESOURCES && job->time > 0; r++)
		if (job->needs[r] > 0)
			at += (size_t)snprintf(text + at, TEXT - at, " r%d = %d;", r, job->needs[r]);
	at += (size_t)snprintf(text + at, TEXT - at, "%s after = (", job->time > 0 ? " };" : "");
	for (int i = 0; i < job->after_count; i++, between = ",")
		at += (size_t)snprintf(text + at, TEXT - at, "%s 'j%d'", between, job->after[i]);
	*used = at + (size_t)snprintf(text + at, TEXT - at, " ); };\n");
	cr_assert_lt(*used, TEXT - 100);
}

/* Ties go to the lowest job. `plenty`: as if there were any number of each resource. */
static const char *say_model(const struct instance *p, const char *priority, bool plenty)
{
	static char text[TEXT];
	size_t used = (size_t)snprintf(text, TEXT, "clock = { unit = 'd'; };\nresources = {");
	for (int r = 0; r < RESOURCES; r++)
		used += (size_t)snprintf(text + used, TEXT - used, " r%d = { number = %d; };", r, plenty ? 100000 : p->number[r]);
	used += (size_t)snprintf(text + used, TEXT - used, " };\nwork = { k = { priority = '%s + position / 1000000'; project = {\n", priority);
	for (int j = 1; j <= p->jobs; j++)
		say_job(p, j, text, &used);
	snprintf(text + used, TEXT - used, "}; }; };\n");
	return text;
}

/* --- what was done ------------------------------------------------------------------------------------------------------------------ */

/* When each job was done, as the trace tells it. */
struct schedule {
	const struct instance *instance;
	double start[JOBS + 1], end[JOBS + 1];
};

static void listen(void *context, const struct engine_spell *spell)
{
	struct schedule *schedule = context;
	if (spell->event != TRACE_SPELL)
		return;
	schedule->start[spell->task + 1] = spell->start;
	schedule->end[spell->task + 1] = spell->end;
}

/* Whether no more is used of a resource when a job begins than there is, and all before it have ended. */
static bool is_feasible(const struct schedule *s, int j)
{
	const struct instance *p = s->instance;
	for (int r = 0; r < RESOURCES; r++) {
		int used = 0;
		for (int i = 1; i <= p->jobs; i++)
			if (p->list[i].time > 0 && s->start[i] <= s->start[j] && s->start[j] < s->end[i])
				used += p->list[i].needs[r];
		if (used > p->number[r])
			return false;
	}
	for (int i = 0; i < p->list[j].after_count; i++)
		if (p->list[p->list[j].after[i]].time > 0 && s->end[p->list[j].after[i]] > s->start[j])
			return false;
	return s->end[j] - s->start[j] == p->list[j].time;
}

/* The tasks of the model are the jobs in their order. */
static void check_schedule(const struct instance *p, const struct ran *ran)
{
	struct schedule schedule = { .instance = p };
	struct engine_trace trace = { .tell = listen, .context = &schedule };
	struct engine_order order = { .seed = 1, .replication = 1, .trace = &trace };
	struct engine_note note;
	double *row = calloc(ran->model->metrics.count, sizeof *row);
	cr_assert(row && engine_run(ran->model, &order, row, &note) == ENGINE_DONE, "%s", p->name);
	for (int j = 1; j <= p->jobs; j++)
		cr_expect(p->list[j].time == 0 || is_feasible(&schedule, j), "%s: job %d cannot be done from %g to %g", p->name, j, schedule.start[j],
			schedule.end[j]);
	free(row);
}

/* --- running ------------------------------------------------------------------------------------------------------------------------ */

static double makespan(const struct instance *p, const char *priority, bool plenty)
{
	const char *text = say_model(p, priority, plenty);
	struct ran ran = ran_text(text, 1, 1);
	cr_assert(ran.built && ran.end == ENGINE_DONE, "%s\n%s", ran.note.text, text);
	double length = ran_metric(&ran, "project.k.duration");
	if (!plenty)
		check_schedule(p, &ran);
	ran_done(&ran);
	return length;
}

static void check_instance(struct instance *p)
{
	read_instance(p);
	double bound = makespan(p, "0", true);
	cr_expect(bound == p->bound, "%s without limits takes %g, not %d", p->name, bound, p->bound);
	for (int i = 0; i < RULES; i++) {
		double length = makespan(p, rules[i].priority, false);
		cr_expect(length == p->expected[i], "%s by %s takes %g, not %d", p->name, rules[i].column, length, p->expected[i]);
		cr_expect(length >= p->best, "%s by %s takes %g, less than the best, %d", p->name, rules[i].column, length, p->best);
	}
}

/* All instances of one size; how many. */
static int check_file(const char *name)
{
	char path[500], heading[1000], line[1000];
	int count = 0;
	snprintf(path, sizeof path, "%s/%s", folder(), name);
	FILE *file = fopen(path, "r");
	cr_assert(file && fgets(heading, sizeof heading, file), "%s", path);
	while (fgets(line, sizeof line, file)) {
		struct instance instance = { .jobs = 0 };
		read_expected(&instance, heading, line);
		check_instance(&instance);
		count++;
	}
	fclose(file);
	return count;
}

Test(psplib, rules_give_the_schedules_that_are_known)
{
	if (!folder())
		cr_skip_test("there are no instances of PSPLIB: set PSPLIB to their folder");
	cr_expect_eq(check_file("j30_expected.csv"), 120);
	cr_expect_eq(check_file("j60_expected.csv"), 40);
}
