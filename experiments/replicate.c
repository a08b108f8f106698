/* Workers take the next job number under one lock and write into that job only. A job that finds trouble halts the jobs after it and
   lets those before it end, so that the trouble that is reported does not depend on who was faster. */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include "replicate.h"

#define NOBODY ((size_t)-1)

struct crew;

struct worker {
	pthread_t thread;
	struct crew *crew;
	size_t job;                  /* in hand, NOBODY between two; under the lock */
	atomic_bool halt;            /* asks the job in hand to end */
	_Atomic double share;        /* of the job in hand */
	struct engine_note note;
};

struct crew {
	struct replicate_job *jobs;
	size_t count, next, done;    /* next: the first not yet taken; under the lock, as all below */
	size_t trouble;              /* the first job in trouble, or REPLICATE_ALL_FINE */
	bool stopped;
	struct worker *workers;
	unsigned size, at_work;
	pthread_mutex_t lock;
	pthread_cond_t gone;         /* the last worker has left */
	struct engine_note *note;
};

static bool is_trouble(enum engine_end end)
{
	return end != ENGINE_DONE && end != ENGINE_STOPPED;
}

/* The next job for a worker, or NOBODY: none is left, someone stopped us, or an earlier one is in trouble. */
static size_t take(struct worker *worker)
{
	struct crew *crew = worker->crew;
	bool none = crew->next == crew->count || crew->stopped || crew->trouble != REPLICATE_ALL_FINE;
	worker->job = none ? NOBODY : crew->next++;
	atomic_store(&worker->share, 0.0);
	return worker->job;
}

/* Jobs are taken in order, so that every job before the one in trouble has been taken already: only later ones need halting. */
static void report_trouble(struct worker *worker, size_t job)
{
	struct crew *crew = worker->crew;
	if (job >= crew->trouble)
		return;
	crew->trouble = job;
	*crew->note = worker->note;
	for (unsigned i = 0; i < crew->size; i++)
		if (crew->workers[i].job != NOBODY && crew->workers[i].job > job)
			atomic_store(&crew->workers[i].halt, true);
}

static void *work(void *argument)
{
	struct worker *worker = argument;
	struct crew *crew = worker->crew;
	pthread_mutex_lock(&crew->lock);
	for (size_t i = take(worker); i != NOBODY; i = take(worker)) {
		struct replicate_job *job = &crew->jobs[i];
		job->order.stop = &worker->halt;
		job->order.progress = &worker->share;
		pthread_mutex_unlock(&crew->lock);
		enum engine_end end = engine_run(job->model, &job->order, job->row, &worker->note);
		pthread_mutex_lock(&crew->lock);
		job->end = end;
		job->finished = end == ENGINE_DONE;
		crew->done++;
		if (is_trouble(end))
			report_trouble(worker, i);
	}
	if (--crew->at_work == 0)
		pthread_cond_signal(&crew->gone);
	pthread_mutex_unlock(&crew->lock);
	return NULL;
}

static double share_done(struct crew *crew)
{
	double done = (double)crew->done;
	for (unsigned i = 0; i < crew->size; i++)
		if (crew->workers[i].job != NOBODY)
			done += atomic_load(&crew->workers[i].share);
	return crew->count ? done / (double)crew->count : 1.0;
}

static void halt_all(struct crew *crew)
{
	crew->stopped = true;
	for (unsigned i = 0; i < crew->size; i++)
		atomic_store(&crew->workers[i].halt, true);
}

/* The calling thread only looks: at the clock, at the stop flag, and ten times a second at the share done. */
static void supervise(struct crew *crew, const atomic_bool *stop, const struct replicate_watch *watch)
{
	pthread_mutex_lock(&crew->lock);
	while (crew->at_work > 0) {
		struct timespec until;
		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_nsec += 100000000L;
		if (until.tv_nsec >= 1000000000L) {
			until.tv_sec++;
			until.tv_nsec -= 1000000000L;
		}
		if (pthread_cond_timedwait(&crew->gone, &crew->lock, &until) != ETIMEDOUT)
			continue;
		if (stop && atomic_load(stop) && !crew->stopped)
			halt_all(crew);
		double share = share_done(crew);
		if (!watch)
			continue;
		pthread_mutex_unlock(&crew->lock);
		watch->show(watch->context, share);
		pthread_mutex_lock(&crew->lock);
	}
	pthread_mutex_unlock(&crew->lock);
}

static void start(struct crew *crew)
{
	pthread_mutex_lock(&crew->lock);
	unsigned started = 0;
	while (started < crew->size && pthread_create(&crew->workers[started].thread, NULL, work, &crew->workers[started]) == 0)
		started++;
	crew->at_work = started;
	crew->size = started;
	pthread_mutex_unlock(&crew->lock);
}

/* Where the system grants no thread at all, the caller works alone: slower, without progress, with the same result. */
static void alone(struct crew *crew)
{
	crew->size = crew->at_work = 1;
	work(&crew->workers[0]);
	crew->size = 0;
}

static void run_crew(struct crew *crew, const atomic_bool *stop, const struct replicate_watch *watch)
{
	pthread_mutex_init(&crew->lock, NULL);
	pthread_cond_init(&crew->gone, NULL);
	start(crew);
	if (crew->size == 0)
		alone(crew);
	supervise(crew, stop, watch);
	for (unsigned i = 0; i < crew->size; i++)
		pthread_join(crew->workers[i].thread, NULL);
	pthread_cond_destroy(&crew->gone);
	pthread_mutex_destroy(&crew->lock);
}

size_t replicate_run(struct replicate_job *jobs, size_t count, unsigned threads, const atomic_bool *stop,
	const struct replicate_watch *watch, struct engine_note *note)
{
	if (count < threads)
		threads = (unsigned)count;
	if (threads == 0)
		threads = 1;
	struct crew crew = { .jobs = jobs, .count = count, .trouble = REPLICATE_ALL_FINE, .size = threads, .note = note };
	crew.workers = calloc(threads, sizeof *crew.workers);
	if (!crew.workers) {
		jobs[0].end = ENGINE_NO_MEMORY;
		*note = (struct engine_note){ .reason = ENGINE_NO_MEMORY, .text = "no memory left to start the first replication" };
		return 0;
	}
	for (size_t i = 0; i < count; i++) {
		jobs[i].finished = false;
		jobs[i].end = ENGINE_STOPPED;
	}
	for (unsigned i = 0; i < threads; i++) {
		crew.workers[i].crew = &crew;
		crew.workers[i].job = NOBODY;
		atomic_init(&crew.workers[i].halt, false);
		atomic_init(&crew.workers[i].share, 0.0);
	}
	run_crew(&crew, stop, watch);
	free(crew.workers);
	return crew.trouble;
}
