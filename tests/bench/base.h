/* What the hand-written simulations share: a pool of jobs, lists through them, and the line that they print. */
#ifndef TAKT_TESTS_BENCH_BASE_H
#define TAKT_TESTS_BENCH_BASE_H

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include "chance.h"
#include "heap.h"

#define NOBODY UINT32_MAX

struct job {
	double entered, joined;
	uint32_t next;
	uint16_t station;
	uint8_t priority, visits;
};

struct jobs {
	struct job *jobs;
	size_t count, room;
	uint32_t free;
};

static inline uint32_t jobs_take(struct jobs *pool)
{
	uint32_t job = pool->free;
	if (job != NOBODY) {
		pool->free = pool->jobs[job].next;
		return job;
	}
	if (pool->count == pool->room) {
		pool->room = pool->room ? 2 * pool->room : 64;
		pool->jobs = realloc(pool->jobs, pool->room * sizeof *pool->jobs);
		if (!pool->jobs)
			abort();
	}
	return (uint32_t)pool->count++;
}

static inline void jobs_put(struct jobs *pool, uint32_t job)
{
	pool->jobs[job].next = pool->free;
	pool->free = job;
}

/* Processor time of this program so far, in seconds. */
static inline double seconds_used(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* The same line as `takt bench` prints, and the mean time in the system, which shows that the same thing was simulated. */
static inline void print_line(uint64_t items, uint64_t events, uint64_t most, double seconds, double mean_time)
{
	struct rusage usage;
	getrusage(RUSAGE_SELF, &usage);
	printf("items %" PRIu64 " events %" PRIu64 " most %" PRIu64 " seconds %.6f peak_kb %ld world_kb 0 mean_time %.5f\n", items, events,
		most, seconds, usage.ru_maxrss, mean_time);
}

#endif
