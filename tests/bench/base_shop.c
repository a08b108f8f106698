/* The hand-written simulation of 100 stations with 10 machines each and 510 operators: a job makes 5 visits to stations drawn at
   random, and for each seizes a machine and an operator together; lower priority number first, then who joined first.
   base_shop LENGTH, in mean service times.

   Jobs that wait stand in one list for each priority. Operators are scarce and machines are not, so that the first of a list nearly
   always finds a machine: walking past those who do not costs less than sorting them by station. */
#include "base.h"

#define STATIONS 100
#define MACHINES 10
#define OPERATORS 510
#define VISITS 5
#define PRIORITIES 3

static const double rate = 100.0;

struct list {
	uint32_t head, tail;
};

struct station {
	uint32_t busy, waiting;
	double last, area_busy, area_waiting, wait, wait_squared;
	uint64_t visits;
};

struct shop {
	struct chance chance;
	struct heap heap;
	struct jobs jobs;
	struct station stations[STATIONS];
	struct list waiting[PRIORITIES];
	uint32_t operators;              /* free */
	double last, area_operators;
	double time[PRIORITIES], time_squared[PRIORITIES];
	uint64_t left[PRIORITIES], arrived, present, most;
};

static void touch(struct station *s, double now)
{
	double d = now - s->last;
	s->area_busy += d * s->busy;
	s->area_waiting += d * s->waiting;
	s->last = now;
}

static void change_operators(struct shop *shop, double now, uint32_t given, uint32_t taken)
{
	shop->area_operators += (now - shop->last) * (OPERATORS - shop->operators);
	shop->last = now;
	shop->operators = shop->operators + given - taken;
}

static void start(struct shop *shop, uint32_t job, double now)
{
	struct job *j = &shop->jobs.jobs[job];
	struct station *s = &shop->stations[j->station];
	double wait = now - j->joined;
	s->wait += wait;
	s->wait_squared += wait * wait;
	s->visits++;
	s->busy++;
	change_operators(shop, now, 0, 1);
	heap_push(&shop->heap, now + chance_exponential(&shop->chance), job);
}

static void join(struct shop *shop, uint32_t job, double now)
{
	struct job *j = &shop->jobs.jobs[job];
	j->station = (uint16_t)(chance_uniform(&shop->chance) * STATIONS);
	j->joined = now;
	struct station *s = &shop->stations[j->station];
	touch(s, now);
	if (shop->operators && s->busy < MACHINES) {
		start(shop, job, now);
		return;
	}
	s->waiting++;
	j->next = NOBODY;
	struct list *list = &shop->waiting[j->priority];
	if (list->head == NOBODY)
		list->head = job;
	else
		shop->jobs.jobs[list->tail].next = job;
	list->tail = job;
}

/* The first in the list whose station has a machine, taken out of it; NOBODY where there is none. */
static uint32_t take_first(struct shop *shop, struct list *list)
{
	uint32_t before = NOBODY;
	for (uint32_t job = list->head; job != NOBODY; before = job, job = shop->jobs.jobs[job].next) {
		if (shop->stations[shop->jobs.jobs[job].station].busy == MACHINES)
			continue;
		uint32_t next = shop->jobs.jobs[job].next;
		if (before == NOBODY)
			list->head = next;
		else
			shop->jobs.jobs[before].next = next;
		if (list->tail == job)
			list->tail = before;
		return job;
	}
	return NOBODY;
}

/* Gives operators and machines that are free to who waits for them. */
static void dispatch(struct shop *shop, double now)
{
	for (int p = 0; p < PRIORITIES && shop->operators; p++) {
		uint32_t job = take_first(shop, &shop->waiting[p]);
		if (job == NOBODY)
			continue;
		struct station *s = &shop->stations[shop->jobs.jobs[job].station];
		touch(s, now);
		s->waiting--;
		start(shop, job, now);
		p--;
	}
}

static void arrive(struct shop *shop, double now)
{
	uint32_t job = jobs_take(&shop->jobs);
	double u = chance_uniform(&shop->chance);
	struct job *j = &shop->jobs.jobs[job];
	j->entered = now;
	j->visits = VISITS;
	j->priority = u < 0.2 ? 0 : u < 0.5 ? 1 : 2;
	shop->arrived++;
	if (++shop->present > shop->most)
		shop->most = shop->present;
	heap_push(&shop->heap, now + chance_exponential(&shop->chance) / rate, NOBODY);
	join(shop, job, now);
}

static void complete(struct shop *shop, uint32_t job, double now)
{
	struct job *j = &shop->jobs.jobs[job];
	struct station *s = &shop->stations[j->station];
	touch(s, now);
	s->busy--;
	change_operators(shop, now, 1, 0);
	dispatch(shop, now);
	if (--j->visits) {
		join(shop, job, now);
		return;
	}
	double time = now - j->entered;
	shop->time[j->priority] += time;
	shop->time_squared[j->priority] += time * time;
	shop->left[j->priority]++;
	shop->present--;
	jobs_put(&shop->jobs, job);
}

int main(int argc, char **argv)
{
	static struct shop shop = { .jobs = { .free = NOBODY }, .operators = OPERATORS };
	uint64_t events = 0;
	if (argc < 2)
		return 2;
	double length = strtod(argv[1], NULL);
	chance_init(&shop.chance, 1);
	for (int p = 0; p < PRIORITIES; p++)
		shop.waiting[p] = (struct list){ NOBODY, NOBODY };
	double begun = seconds_used();
	heap_push(&shop.heap, chance_exponential(&shop.chance) / rate, NOBODY);
	for (struct moment m = heap_pop(&shop.heap); m.time <= length; m = heap_pop(&shop.heap)) {
		events++;
		if (m.job == NOBODY)
			arrive(&shop, m.time);
		else
			complete(&shop, m.job, m.time);
	}
	double time = shop.time[0] + shop.time[1] + shop.time[2];
	print_line(shop.arrived, events, shop.most, seconds_used() - begun, time / (double)(shop.left[0] + shop.left[1] + shop.left[2]));
}
