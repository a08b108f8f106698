/* Files of PSPLIB (Kolisch and Sprecher 1996), the project scheduling problem library, with one way to do each job: *.sm. Sections begin
   with a line in capitals, below it come a line of headings and a line for each job. Job 1 and the last, the begin and the end of the
   project, are no work and are left out. */
#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "import.h"

#define JOBS_AT_MOST (DRAFT_TASKS_AT_MOST + 2)
#define POOLS_AT_MOST 1000
#define NUMBERS_AT_MOST 2048           /* on one line */

struct reader {
	struct draft *draft;
	char *at, *end;
	char *line;                        /* the current one, without its end */
	int number;                        /* of the line, from 1 */
	long values[NUMBERS_AT_MOST];      /* the numbers on it */
	size_t count;
	long jobs, pools, others;          /* resources that come back, and such that are used up */
	int *lines;                        /* where the times of a job stand, by its number; 0: not read yet */
	long *times, *needs;               /* of a job, of each resource */
	struct draft_link *links;          /* by the numbers of jobs */
	uint32_t link_count;
	bool available;                    /* how many there are has been read */
};

static bool next_line(struct reader *r)
{
	if (r->at >= r->end)
		return false;
	char *end = memchr(r->at, '\n', (size_t)(r->end - r->at));
	end = end ? end : r->end;
	r->line = r->at;
	r->at = end < r->end ? end + 1 : r->end;
	*end = '\0';
	r->number++;
	return true;
}

static bool begins_with(const struct reader *r, const char *words)
{
	return strncasecmp(r->line + strspn(r->line, " \t"), words, strlen(words)) == 0;
}

/* The whole numbers of a line that holds nothing else. */
static bool take_numbers(struct reader *r)
{
	r->count = 0;
	for (char *at = r->line, *end; *(at += strspn(at, " \t\r")); at = end) {
		long value = strtol(at, &end, 10);
		if (end == at || r->count == NUMBERS_AT_MOST || value < INT_MIN || value > INT_MAX)
			return false;
		r->values[r->count++] = value;
	}
	return r->count > 0;
}

static bool complain(const struct reader *r, const char *what)
{
	draft_error(r->draft, r->number, "%s", what);
	return false;
}

/* ---- What the head says ---- */

static long number_behind(const struct reader *r)
{
	const char *colon = strchr(r->line, ':');
	long value = colon ? strtol(colon + 1, NULL, 10) : -1;
	return value < INT_MAX ? value : -1;
}

static bool read_head(struct reader *r)
{
	while (r->jobs == 0 || r->pools < 0 || r->others < 0 || !begins_with(r, "PRECEDENCE RELATIONS")) {
		if (!next_line(r))
			return complain(r, "this is no file of PSPLIB: 'jobs', 'RESOURCES' or 'PRECEDENCE RELATIONS' is missing");
		if (begins_with(r, "jobs "))
			r->jobs = number_behind(r);
		else if (begins_with(r, "- renewable"))
			r->pools = number_behind(r);
		else if (begins_with(r, "- nonrenewable"))
			r->others = number_behind(r);
		else if (begins_with(r, "projects ") && number_behind(r) > 1)
			return complain(r, "there is more than one project in this file; takt reads files with one");
		else if (begins_with(r, "PRECEDENCE RELATIONS") && (r->jobs < 1 || r->pools < 0))
			return complain(r, "this is no file of PSPLIB: 'jobs' and 'RESOURCES' come first");
		r->others = r->others < 0 && begins_with(r, "PRECEDENCE RELATIONS") ? 0 : r->others;
	}
	if (r->jobs < 1 || r->jobs > (long)JOBS_AT_MOST || r->pools > POOLS_AT_MOST || r->others > POOLS_AT_MOST) {
		draft_error(r->draft, 0, "%ld jobs and %ld resources; a project in a model has %u and %d at most", r->jobs, r->pools + r->others,
			DRAFT_TASKS_AT_MOST, POOLS_AT_MOST);
		return false;
	}
	return true;
}

static void make_room(struct reader *r)
{
	struct arena *arena = r->draft->arena;
	size_t jobs = (size_t)r->jobs + 1;
	r->lines = arena_take(arena, jobs, sizeof *r->lines);
	r->times = arena_take(arena, jobs, sizeof *r->times);
	r->needs = arena_take(arena, jobs * (size_t)(r->pools + 1), sizeof *r->needs);
	r->links = arena_take(arena, DRAFT_LINKS_AT_MOST + 1, sizeof *r->links);
}

/* ---- Sections ---- */

static bool is_job(const struct reader *r, long number)
{
	if (number >= 1 && number <= r->jobs)
		return true;
	draft_error(r->draft, r->number, "there is no job %ld; jobs are numbered from 1 to %ld", number, r->jobs);
	return false;
}

/* job, modes, how many successors, the successors */
static void read_successors(struct reader *r)
{
	if (r->count < 3 || r->values[2] < 0 || (size_t)r->values[2] != r->count - 3) {
		complain(r, "a line of successors has the job, its modes (1), how many successors it has, and these");
	} else if (r->values[1] != 1) {
		draft_error(r->draft, r->number, "job %ld has %ld modes, ways to do it; takt reads plans in which each job has one (*.sm)", r->values[0],
			r->values[1]);
		r->at = r->end;                  /* the others have them too */
		r->available = true;
	} else if (is_job(r, r->values[0])) {
		for (size_t i = 3; i < r->count; i++) {
			if (!is_job(r, r->values[i]))
				continue;
			if (r->link_count < DRAFT_LINKS_AT_MOST)
				r->links[r->link_count] = (struct draft_link){ (uint32_t)r->values[0], (uint32_t)r->values[i], DRAFT_FINISH_START,
					{ 0.0, DRAFT_PERIOD, false } };
			r->link_count++;
		}
	}
}

/* job, mode, duration, how much of each resource */
static void read_request(struct reader *r)
{
	long all = r->pools + r->others;
	if (r->count != 3 + (size_t)all) {
		draft_error(r->draft, r->number, "a line of requests has the job, its mode, its duration and how many it needs of the %ld "
			"resources", all);
		return;
	}
	if (!is_job(r, r->values[0]))
		return;
	for (size_t i = 1; i < r->count; i++)
		if (r->values[i] < 0) {
			complain(r, "a time or a number below 0");
			return;
		}
	for (size_t i = 3 + (size_t)r->pools; i < r->count; i++)
		if (r->values[i] > 0) {
			complain(r, "this job needs a resource that is used up; takt reads plans whose resources come back");
			return;
		}
	size_t job = (size_t)r->values[0];
	if (r->lines[job] || r->values[1] != 1) {
		draft_error(r->draft, r->number, r->lines[job] ? "job %zu stands in line %d already" : "job %zu has more than one mode", job,
			r->lines[job]);
		return;
	}
	r->lines[job] = r->number;
	r->times[job] = r->values[2];
	memcpy(r->needs + job * (size_t)r->pools, r->values + 3, (size_t)r->pools * sizeof *r->needs);
}

static void read_available(struct reader *r)
{
	r->available = true;
	if (r->count != (size_t)(r->pools + r->others)) {
		draft_error(r->draft, r->number, "%zu numbers, but there are %ld resources", r->count, r->pools + r->others);
		return;
	}
	for (long i = 0; i < r->pools; i++) {
		const char *name = arena_format(r->draft->arena, "R%ld", i + 1);
		if (r->values[i] < 0 || r->values[i] > 1000000)
			complain(r, "of a resource there are 0 to 1,000,000");
		else
			draft_add_resource(r->draft, name, (uint32_t)r->values[i]);
	}
}

static void read_sections(struct reader *r)
{
	static const struct { const char *heading; void (*read)(struct reader *r); } sections[] = {
		{ "PRECEDENCE RELATIONS", read_successors }, { "REQUESTS/DURATIONS", read_request }, { "RESOURCEAVAILABILITIES", read_available },
	};
	void (*read)(struct reader *r) = read_successors;
	while (next_line(r)) {
		bool heading = false;
		for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
			if (begins_with(r, sections[i].heading)) {
				read = sections[i].read;
				heading = true;
			}
		size_t blank = strspn(r->line, " \t\r");
		if (heading || !r->line[blank] || strchr("*-", r->line[blank]) || isalpha((unsigned char)r->line[blank]))
			continue;
		if (take_numbers(r))
			read(r);
		else
			complain(r, "whole numbers belong here, and nothing else");
	}
	if (!r->available)
		draft_error(r->draft, 0, "this file ends before RESOURCEAVAILABILITIES: how many there are of each resource is missing");
}

/* ---- The draft ---- */

/* The begin and the end of the project: no time, no resources. */
static bool is_frame(const struct reader *r, long job)
{
	bool work = r->times[job] > 0;
	for (long i = 0; i < r->pools; i++)
		work |= r->needs[job * r->pools + i] > 0;
	return (job == 1 || job == r->jobs) && !work;
}

static void set_needs(const struct reader *r, long job, struct draft_task *task)
{
	struct draft *draft = r->draft;
	struct draft_need *list = arena_take(draft->arena, (size_t)r->pools + 1, sizeof *list);
	task->needs = list;
	for (long i = 0; i < r->pools; i++) {
		long number = r->needs[job * r->pools + i];
		if (number == 0)
			continue;
		list[task->need_count++] = (struct draft_need){ (uint32_t)i, (uint32_t)number };
		draft->need_count++;
		if (number > (long)draft->resources[i].number)
			draft_error(draft, r->lines[job], "job %ld needs %ld of R%ld, and there are %u: it can never be done", job, number, i + 1,
				(unsigned)draft->resources[i].number);
	}
}

/* Tasks keep the numbers of their jobs in their names. */
static void make_tasks(struct reader *r, uint32_t *task_of)
{
	struct draft *draft = r->draft;
	for (long job = 1; job <= r->jobs; job++) {
		task_of[job] = DRAFT_NONE;
		if (!r->lines[job]) {
			draft_error(draft, 0, "job %ld has no line below REQUESTS/DURATIONS", job);
			continue;
		}
		if (is_frame(r, job))
			continue;
		struct draft_task *task = draft_add_task(draft, arena_format(draft->arena, "job_%ld", job), r->lines[job]);
		task_of[job] = draft->task_count - 1;
		task->checkpoint = r->times[job] == 0;
		task->time = (struct draft_span){ (double)r->times[job], DRAFT_PERIOD, false };
		set_needs(r, job, task);
	}
}

static void make_draft(struct reader *r)
{
	uint32_t *task_of = arena_take(r->draft->arena, (size_t)r->jobs + 1, sizeof *task_of);
	r->draft->numbers_known = true;
	make_tasks(r, task_of);
	for (uint32_t i = 0; i < r->link_count && i < DRAFT_LINKS_AT_MOST; i++) {
		struct draft_link link = r->links[i];
		link.before = task_of[link.before];
		link.after = task_of[link.after];
		if (link.before != DRAFT_NONE && link.after != DRAFT_NONE)
			draft_add_link(r->draft, link);
	}
	if (r->link_count > DRAFT_LINKS_AT_MOST)
		draft_error(r->draft, 0, "%u links between jobs; a project in a model has %u at most", (unsigned)r->link_count,
			(unsigned)DRAFT_LINKS_AT_MOST);
	if (r->draft->task_count == 0 && r->draft->problems->errors == 0)
		draft_error(r->draft, 0, "there is no work in this plan");
	draft_remark(r->draft, "Times are the periods of the instance, taken as days. What is no work, its first and its last job, is left out.");
}

int import_psplib(struct draft *draft, char *text, size_t length)
{
	struct reader *r = arena_take(draft->arena, 1, sizeof *r);
	size_t errors = draft->problems->errors;
	*r = (struct reader){ .draft = draft, .at = text, .end = text + length, .line = text + length, .pools = -1, .others = -1 };
	if (!read_head(r))
		return -1;
	make_room(r);
	read_sections(r);
	if (draft->problems->errors == errors)
		make_draft(r);
	return draft->problems->errors > errors ? -1 : 0;
}
