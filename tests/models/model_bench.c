#include "model_bench.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <gsl/gsl_errno.h>

void bench_open_scenario(struct bench *b, const char *text, const char *scenario, const char *const *sets, size_t set_count)
{
	cr_assert_eq(arena_init(&b->arena), 0);
	problems_init(&b->problems);
	gsl_set_error_handler_off();
	struct tree *tree = tree_read_text("test.cfg", text, strlen(text), &b->arena, &b->problems);
	b->model = tree ? model_build(tree, scenario, sets, set_count, &b->arena, &b->problems) : NULL;
	problems_print(&b->problems, stderr);
	cr_assert_not_null(b->model, "%s", text);
}

void bench_open(struct bench *b, const char *text)
{
	bench_open_scenario(b, text, "base", NULL, 0);
}

void bench_close(struct bench *b)
{
	model_done(b->model);
	problems_done(&b->problems);
	arena_done(&b->arena);
}

const struct task *bench_task(const struct bench *b, const char *name)
{
	uint32_t i = 0;
	while (i < b->model->task_count && strcmp(b->model->tasks[i].name, name) != 0)
		i++;
	cr_assert_lt(i, b->model->task_count, "no task %s", name);
	return &b->model->tasks[i];
}

uint32_t bench_index(const struct bench *b, const char *name)
{
	return (uint32_t)(bench_task(b, name) - b->model->tasks);
}
