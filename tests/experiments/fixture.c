#include "fixture.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

const char fixture_desk[] =
	"title = \"One desk\";\n"
	"clock = { unit = \"min\"; };\n"
	"run = { length = \"100 h\"; warmup = \"10 h\"; replications = 6; seed = 3; };\n"
	"stations = { desk = { title = \"Front desk\"; time = \"exponential(0.8 min)\"; }; };\n"
	"work = { call = { arrive = { every = \"exponential(1 min)\"; }; process = ( \"desk\" ); promise = \"5 min\"; }; };\n"
	"scenarios = { fast = { title = \"A \\\"fast\\\" desk\"; set = [ \"stations.desk.time = exponential(0.5 min)\" ]; }; };\n";

void fixture_init(struct fixture *fixture, const char *text, uint32_t replications)
{
	struct problems problems;
	*fixture = (struct fixture){ .tree = NULL };
	problems_init(&problems);
	cr_assert_eq(arena_init(&fixture->arena), 0);
	fixture->tree = tree_read_text("desk.cfg", text, strlen(text), &fixture->arena, &problems);
	fixture->model = fixture->tree ? model_build(fixture->tree, "base", NULL, 0, &fixture->arena, &problems) : NULL;
	problems_print(&problems, stderr);
	problems_done(&problems);
	cr_assert(fixture->model, "the fixture's text is no model");
	size_t metrics = fixture->model->metrics.count;
	fixture->rows = arena_take(&fixture->arena, replications * metrics, sizeof(double));
	fixture->finished = arena_take(&fixture->arena, replications, sizeof(bool));
	fixture->summaries = arena_take(&fixture->arena, metrics, sizeof(struct summary));
	for (size_t i = 0; i < replications * metrics; i++)
		fixture->rows[i] = NAN;
	for (size_t i = 0; i < replications; i++)
		fixture->finished[i] = true;
	fixture->scenario = (struct result_scenario){ .name = "base", .model = fixture->model, .rows = fixture->rows, .finished = fixture->finished,
		.summaries = fixture->summaries, .finished_count = replications, .replications = replications, .warmup = fixture->model->warmup };
	fixture->result = (struct result){ .file = "desk.cfg", .source = text, .source_length = strlen(text), .seed = fixture->model->seed,
		.scenarios = &fixture->scenario, .count = 1 };
}

void fixture_done(struct fixture *fixture)
{
	model_done(fixture->model);
	arena_done(&fixture->arena);
}

void fixture_put(struct fixture *fixture, const char *metric, double base, double step)
{
	int index = metric_find(&fixture->model->metrics, metric);
	cr_assert(index >= 0, "no metric %s", metric);
	for (uint32_t r = 0; r < fixture->scenario.replications; r++)
		fixture->rows[r * fixture->model->metrics.count + (size_t)index] = base + r * step;
}

void fixture_finish(struct fixture *fixture)
{
	size_t metrics = fixture->model->metrics.count;
	for (size_t m = 0; m < metrics; m++)
		fixture->summaries[m] = summary_of(fixture->rows + m, metrics, fixture->finished, fixture->scenario.replications);
}

char *fixture_text(const struct document *document)
{
	char *text = NULL;
	size_t length = 0;
	FILE *to = open_memstream(&text, &length);
	cr_assert(to);
	document_print(document, to);
	fclose(to);
	return text;
}
