/* The hand-written simulations of stations with exponential times, each with its own queue, first come first served:
   base_network mm1 | mm10 | line | delay LENGTH [RATE]. LENGTH is in mean service times. */
#include <string.h>
#include "base.h"

#define STATIONS 10

/* Waiting jobs in a ring whose size is a power of two. */
struct station {
	uint32_t *ring;
	size_t head, waiting, room;
	uint32_t machines, busy;
	double again;                 /* chance that a job does not go on but comes again */
	uint32_t following;           /* NOBODY: the end */
	double last, area_waiting, area_busy, wait, wait_squared;
	uint64_t visits;
};

struct network {
	struct chance chance;
	struct heap heap;
	struct jobs jobs;
	struct station stations[STATIONS];
	double rate, time, time_squared;
	uint64_t arrived, left, present, most;
};

static void touch(struct station *s, double now)
{
	double d = now - s->last;
	s->area_waiting += d * (double)s->waiting;
	s->area_busy += d * s->busy;
	s->last = now;
}

static void start(struct network *n, struct station *s, uint32_t job, double now)
{
	double wait = now - n->jobs.jobs[job].joined;
	s->wait += wait;
	s->wait_squared += wait * wait;
	s->busy++;
	heap_push(&n->heap, now + chance_exponential(&n->chance), job);
}

static void widen(struct station *s)
{
	size_t room = s->room ? 2 * s->room : 64;
	uint32_t *ring = malloc(room * sizeof *ring);
	if (!ring)
		abort();
	for (size_t i = 0; i < s->waiting; i++)
		ring[i] = s->ring[(s->head + i) & (s->room - 1)];
	free(s->ring);
	s->ring = ring;
	s->room = room;
	s->head = 0;
}

static void join(struct network *n, uint32_t station, uint32_t job, double now)
{
	struct station *s = &n->stations[station];
	n->jobs.jobs[job].station = (uint16_t)station;
	n->jobs.jobs[job].joined = now;
	touch(s, now);
	if (s->busy < s->machines) {
		start(n, s, job, now);
		return;
	}
	if (s->waiting == s->room)
		widen(s);
	s->ring[(s->head + s->waiting++) & (s->room - 1)] = job;
}

static void arrive(struct network *n, double now)
{
	uint32_t job = jobs_take(&n->jobs);
	n->jobs.jobs[job].entered = now;
	n->arrived++;
	if (++n->present > n->most)
		n->most = n->present;
	heap_push(&n->heap, now + chance_exponential(&n->chance) / n->rate, NOBODY);
	join(n, 0, job, now);
}

static void leave(struct network *n, uint32_t job, double now)
{
	double time = now - n->jobs.jobs[job].entered;
	n->time += time;
	n->time_squared += time * time;
	n->left++;
	n->present--;
	jobs_put(&n->jobs, job);
}

static void complete(struct network *n, uint32_t job, double now)
{
	uint32_t station = n->jobs.jobs[job].station;
	struct station *s = &n->stations[station];
	touch(s, now);
	s->busy--;
	s->visits++;
	if (s->waiting) {
		uint32_t next = s->ring[s->head];
		s->head = (s->head + 1) & (s->room - 1);
		s->waiting--;
		start(n, s, next, now);
	}
	if (s->again > 0.0 && chance_uniform(&n->chance) < s->again)
		join(n, station, job, now);
	else if (s->following == NOBODY)
		leave(n, job, now);
	else
		join(n, s->following, job, now);
}

static void set_up(struct network *n, const char *which, const char *rate)
{
	bool line = strcmp(which, "line") == 0, ten = strcmp(which, "mm10") == 0, delay = strcmp(which, "delay") == 0;
	chance_init(&n->chance, 1);
	n->jobs.free = NOBODY;
	n->rate = line ? 0.72 : ten ? 9.0 : delay ? strtod(rate, NULL) : 0.9;
	for (uint32_t i = 0; i < STATIONS; i++) {
		n->stations[i].machines = ten ? 10 : delay ? UINT32_MAX : 1;
		n->stations[i].following = line && i + 1 < STATIONS ? i + 1 : NOBODY;
		n->stations[i].again = line ? 0.1 : 0.0;
	}
}

int main(int argc, char **argv)
{
	static struct network n;
	uint64_t events = 0;
	if (argc < 3 || (strcmp(argv[1], "delay") == 0 && argc < 4))
		return 2;
	double length = strtod(argv[2], NULL);
	set_up(&n, argv[1], argv[argc - 1]);
	double begun = seconds_used();
	heap_push(&n.heap, chance_exponential(&n.chance) / n.rate, NOBODY);
	for (struct moment m = heap_pop(&n.heap); m.time <= length; m = heap_pop(&n.heap)) {
		events++;
		if (m.job == NOBODY)
			arrive(&n, m.time);
		else
			complete(&n, m.job, m.time);
	}
	print_line(n.arrived, events, n.most, seconds_used() - begun, n.time / (double)n.left);
}
