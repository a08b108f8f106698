/* A sound model that is written in the test, built. */
#ifndef TAKT_TESTS_MODEL_BENCH_H
#define TAKT_TESTS_MODEL_BENCH_H

#include "models/model.h"

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

struct bench {
	struct arena arena;
	struct problems problems;
	struct model *model;
};

/* The test fails where the model cannot be built. */
void bench_open(struct bench *bench, const char *text);
void bench_open_scenario(struct bench *bench, const char *text, const char *scenario, const char *const *sets, size_t set_count);
void bench_close(struct bench *bench);

/* The first task of this name. */
const struct task *bench_task(const struct bench *bench, const char *name);
uint32_t bench_index(const struct bench *bench, const char *name);

#endif
