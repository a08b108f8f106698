/* See engine_run.h. */
#include "engine_run.h"

#include <criterion/criterion.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static char *with_quotes(const char *text)
{
	char *copy = malloc(strlen(text) + 1);
	cr_assert_not_null(copy);
	strcpy(copy, text);
	for (char *c = copy; *c; c++)
		*c = *c == '\'' ? '"' : *c == '`' ? '\'' : *c;
	return copy;
}

static void run(struct ran *ran, uint64_t seed, uint64_t replication)
{
	struct engine_order order = { .seed = seed, .replication = replication };
	if (ran->model->warmup_how == WARMUP_TIME)
		order.warmup = ran->model->warmup;
	ran->row = malloc(ran->model->metrics.count * sizeof *ran->row);
	cr_assert_not_null(ran->row);
	for (size_t i = 0; i < ran->model->metrics.count; i++)
		ran->row[i] = NAN;
	ran->end = engine_run(ran->model, &order, ran->row, &ran->note);
}

struct ran ran_text(const char *text, uint64_t seed, uint64_t replication)
{
	struct ran ran = { .end = ENGINE_STOPPED };
	gsl_set_error_handler_off();
	cr_assert_eq(arena_init(&ran.arena), 0);
	problems_init(&ran.problems);
	char *copy = with_quotes(text);
	struct tree *tree = tree_read_text("tests/models/engine.cfg", copy, strlen(copy), &ran.arena, &ran.problems);
	ran.model = tree ? model_build(tree, "base", NULL, 0, &ran.arena, &ran.problems) : NULL;
	ran.built = ran.model && ran.problems.errors == 0;
	if (ran.built)
		run(&ran, seed, replication);
	else
		snprintf(ran.note.text, sizeof ran.note.text, "not built: %s",
			ran.problems.count ? ran.problems.list[0].text : "no complaint");
	free(copy);
	return ran;
}

void ran_done(struct ran *ran)
{
	free(ran->row);
	model_done(ran->model);
	problems_done(&ran->problems);
	arena_done(&ran->arena);
}

double ran_metric(const struct ran *ran, const char *name)
{
	int index = metric_find(&ran->model->metrics, name);
	cr_assert(index >= 0, "no metric is called %s", name);
	return ran->row[index];
}

double ran_value(const char *text, const char *metric)
{
	struct ran ran = ran_text(text, 1, 1);
	cr_assert(ran.built && ran.end == ENGINE_DONE, "%s\n%s", ran.note.text, text);
	double value = ran_metric(&ran, metric);
	ran_done(&ran);
	return value;
}

static bool same(double a, double b)
{
	return (isnan(a) && isnan(b)) || fabs(a - b) <= 1e-13 * fmax(1.0, fabs(b));
}

static void check(const struct engine_case *c)
{
	struct ran ran = ran_text(c->text, 1, 1);
	if (!ran.built || ran.end != c->end) {
		cr_expect(false, "%s: ended as %d, not %d (%s)\n%s", c->what, (int)ran.end, (int)c->end, ran.note.text, c->text);
		ran_done(&ran);
		return;
	}
	for (size_t i = 0; i < COUNT_OF(c->says) && c->says[i]; i++)
		cr_expect(strstr(ran.note.text, c->says[i]), "%s: says '%s', not '%s'", c->what, ran.note.text, c->says[i]);
	for (size_t i = 0; i < COUNT_OF(c->expected) && c->expected[i].metric; i++) {
		double value = ran_metric(&ran, c->expected[i].metric);
		cr_expect(same(value, c->expected[i].value), "%s: %s is %.17g, not %.17g\n%s", c->what, c->expected[i].metric, value,
			c->expected[i].value, c->text);
	}
	ran_done(&ran);
}

void engine_cases(const struct engine_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++)
		check(&cases[i]);
}
