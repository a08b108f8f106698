#include "experiments/replicate.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "experiments/warmup.h"
#include "fixture.h"

#define COUNT 12

static size_t run(const struct model *model, unsigned threads, const atomic_bool *stop, double *rows, struct replicate_job *jobs,
	struct engine_note *note)
{
	for (size_t i = 0; i < COUNT; i++)
		jobs[i] = (struct replicate_job){ .model = model, .row = rows + i * model->metrics.count,
			.order = { .seed = 3, .replication = i + 1, .warmup = model->warmup } };
	return replicate_run(jobs, COUNT, threads, stop, NULL, note);
}

Test(replicate, any_number_of_threads_gives_the_same_digits)
{
	struct fixture f;
	struct replicate_job jobs[COUNT];
	struct engine_note note;
	fixture_init(&f, fixture_desk, COUNT);
	size_t size = COUNT * f.model->metrics.count;
	double *one = calloc(size, sizeof *one), *many = calloc(size, sizeof *many);
	cr_assert_eq(run(f.model, 1, NULL, one, jobs, &note), REPLICATE_ALL_FINE);
	static const unsigned threads[] = { 2, 7, 100 };
	for (size_t i = 0; i < sizeof threads / sizeof *threads; i++) {
		memset(many, 0, size * sizeof *many);
		cr_assert_eq(run(f.model, threads[i], NULL, many, jobs, &note), REPLICATE_ALL_FINE);
		cr_expect(memcmp(one, many, size * sizeof *one) == 0, "%u threads", threads[i]);
	}
	int time = metric_find(&f.model->metrics, "work.call.time");
	cr_expect(one[time] > 0.0 && one[time] != one[time + (int)f.model->metrics.count], "replications differ");
	free(one);
	free(many);
	fixture_done(&f);
}

Test(replicate, a_stop_leaves_what_has_finished)
{
	struct fixture f;
	struct replicate_job jobs[COUNT];
	struct engine_note note;
	atomic_bool stop;
	atomic_init(&stop, true);
	fixture_init(&f, "clock = { unit = \"min\"; }; run = { length = \"1000000 h\"; warmup = \"none\"; };"
		"stations = { desk = { time = \"exponential(0.8 min)\"; }; };"
		"work = { call = { arrive = { every = \"exponential(1 min)\"; }; process = ( \"desk\" ); }; };", COUNT);
	double *rows = calloc(COUNT * f.model->metrics.count, sizeof *rows);
	cr_expect_eq(run(f.model, 2, &stop, rows, jobs, &note), REPLICATE_ALL_FINE);
	for (size_t i = 0; i < COUNT; i++)
		cr_expect(!jobs[i].finished && jobs[i].end == ENGINE_STOPPED, "job %zu", i);
	free(rows);
	fixture_done(&f);
}

/* Every replication runs away; the one that is reported must be the first. */
Test(replicate, trouble_is_that_of_the_first_replication_in_trouble)
{
	static const char runaway[] = "clock = { unit = \"min\"; }; run = { length = \"100000 h\"; warmup = \"none\"; items_at_most = 500; };"
		"stations = { desk = { time = \"exponential(2 min)\"; }; };"
		"work = { call = { arrive = { every = \"exponential(1 min)\"; }; process = ( \"desk\" ); }; };";
	struct fixture f;
	struct replicate_job jobs[COUNT];
	struct engine_note first = { .text = "" };
	fixture_init(&f, runaway, COUNT);
	double *rows = calloc(COUNT * f.model->metrics.count, sizeof *rows);
	for (unsigned threads = 1; threads <= 7; threads += 3) {
		struct engine_note note = { .text = "" };
		cr_expect_eq(run(f.model, threads, NULL, rows, jobs, &note), 0);
		cr_expect_eq(jobs[0].end, ENGINE_RUNAWAY);
		cr_expect(strstr(note.text, "desk"), "the queue is named: %s", note.text);
		if (threads == 1)
			first = note;
		cr_expect_str_eq(note.text, first.text);
	}
	free(rows);
	fixture_done(&f);
}

/* An M/M/1 at load 0.8 forgets its empty start within its first few hundred minutes; ten pilots of 100 h agree on some such time. */
Test(replicate, pilots_find_a_warm_up_that_is_the_same_for_any_number_of_threads)
{
	struct fixture f;
	struct engine_note note;
	double cut[3], courses[3][WARMUP_BATCHES];
	bool too_short, interrupted;
	fixture_init(&f, fixture_desk, 1);
	const struct model *model = f.model;
	for (unsigned i = 0; i < 3; i++) {
		cr_expect_eq(warmup_find(&model, 1, 3, 1 + 3 * i, NULL, NULL, &cut[i], &too_short, courses[i], &interrupted, &note),
			REPLICATE_ALL_FINE);
		cr_expect(!too_short && !interrupted);
	}
	cr_expect(cut[0] == cut[1] && cut[1] == cut[2]);
	cr_expect(memcmp(courses[0], courses[1], sizeof courses[0]) == 0 && memcmp(courses[0], courses[2], sizeof courses[0]) == 0);
	cr_expect(cut[0] >= 0.0 && cut[0] < 3000.0 && fmod(cut[0], 6000.0 / WARMUP_BINS) == 0.0, "%g", cut[0]);
	fixture_done(&f);
}
