/* One engine and three practices: a process is the case in which each step is due when the one before it has ended, and a project the case
   in which each task is due when all those before it have. Random models, written in two practices each, must give the same numbers, to the
   last byte, in every metric that both have. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "engine_run.h"
#include "sim/stream.h"

enum { MODELS = 150, TASKS = 9, BEFORE = 3 };

struct text {
	char list[8000];
	size_t used;
};

/* A model before it is written in one practice or another. */
struct sketch {
	struct stream stream;
	int count, before[TASKS][BEFORE], befores[TASKS];
	struct text world, head, tasks[TASKS];    /* stations and the like; facts and arrivals; what a task says of its work */
};

static void say(struct text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void say(struct text *t, const char *format, ...)
{
	va_list list;
	va_start(list, format);
	t->used += (size_t)vsnprintf(t->list + t->used, sizeof t->list - t->used, format, list);
	va_end(list);
	cr_assert_lt(t->used, sizeof t->list);
}

static int below(struct sketch *s, int n)
{
	return (int)(stream_uniform(&s->stream) * n);
}

static bool one_in(struct sketch *s, int n)
{
	return below(s, n) == 0;
}

static const char *draw_time(struct sketch *s)
{
	static const char *const times[] = { "exponential(5)", "uniform(1 min, 7 min)", "3", "0", "size * 1 min", "exponential(2 min) + 1 min",
		"lognormal(mean=4, sd=3)" };
	return times[below(s, COUNT_OF(times))];
}

/* Without batches where it is to be a process: there those who leave one give the machine up one after the other, in a case each as its
   work ends, so that sums of money may be rounded otherwise. */
static void draw_world(struct sketch *s, bool batches)
{
	static const char *const orders[] = { "fifo", "lifo", "random", "priority", "shortest", "due", "-size" };
	struct text *t = &s->world;
	say(t, "resources = {");
	for (int i = 0; i < 2; i++)
		say(t, " r%d = { number = %d; cost_per_hour = %d; %s %s };", i, 1 + below(s, 2), below(s, 40),
			one_in(s, 4) ? "calendar = 'Mon-Sun 00:00-08:00, Mon-Sun 09:00-24:00'; at_shift_end = 'finish';" : "",
			one_in(s, 4) ? "fails = { every = 'exponential(300)'; repair = 'exponential(20)'; };" : "");
	say(t, " };\nstations = {");
	for (int i = 0; i < 3; i++) {
		const char *order = orders[below(s, COUNT_OF(orders))];
		say(t, " s%d = { machines = %d; time = '%s'; queue = { order = '%s'; %s };", i, 1 + below(s, 2), draw_time(s), order,
			strcmp(order, "priority") == 0 ? "preempt = 'resume';" : "");
		if (one_in(s, 4))
			say(t, " setup = { on = 'colour'; time = 1; };");
		if (batches && strcmp(order, "priority") != 0 && one_in(s, 4))
			say(t, " batch = { size = 2; wait_at_most = 4; };");
		if (one_in(s, 3))
			say(t, " needs = { r%d = 1; };", below(s, 2));
		if (one_in(s, 4))
			say(t, " fails = { every = 'exponential(200)'; repair = 10; };");
		say(t, " };");
	}
	say(t, " };\n");
}

static void draw_task(struct sketch *s, int i)
{
	struct text *t = &s->tasks[i];
	if (one_in(s, 2))
		say(t, " at = 's%d';", below(s, 3));
	else if (one_in(s, 3))
		say(t, " wait = '%s';", draw_time(s));
	else
		say(t, " needs = { r%d = 1; }; machines = %d; time = '%s';", below(s, 2), 1 + below(s, 3), draw_time(s));
	if (one_in(s, 3))
		say(t, " chance = '%d%%';", 10 + below(s, 90));
	if (one_in(s, 3))
		say(t, " set = { size = 'uniform(1, 6)'; };");
	if (one_in(s, 3))
		say(t, " cost = 'size * 3';");
	if (one_in(s, 6))
		say(t, " start = { kind = 'o'; wait_for = %s; };", one_in(s, 2) ? "true" : "false");
}

/* `chain`: each comes after the one before it, and only that one. */
static void draw(struct sketch *s, uint64_t seed, bool chain)
{
	*s = (struct sketch){ .count = 0 };
	stream_key(&s->stream, seed, chain);
	stream_address(&s->stream, 1, 2, 3, 0);
	s->count = 1 + below(s, TASKS);
	draw_world(s, !chain);
	say(&s->head, "arrive = { every = 'exponential(9)'; at_most = 40; size = %d; }; promise = '30 min + size * 1 min'; priority = 'size';"
		" facts = { size = 'uniform(1, 5)'; colour = 'choice(red: 1, blue: 2)'; }; value = 50; late_cost_per_hour = 3;"
		" holding_cost_per_hour = 1;", 1 + below(s, 2));
	for (int i = 0; i < s->count; i++) {
		draw_task(s, i);
		for (int j = chain && i > 0 ? i - 1 : 0; j < i && s->befores[i] < BEFORE; j++)
			if (chain || one_in(s, 2))
				s->before[i][s->befores[i]++] = j;
	}
}

enum practice_written { PROCESS, PROJECT, CASE };

static void write_before(struct text *t, const struct sketch *s, int i, enum practice_written how)
{
	if (s->befores[i] == 0 || how == PROCESS)
		return;
	say(t, how == CASE ? " when = '" : " after = [ ");
	for (int j = 0; j < s->befores[i]; j++)
		say(t, how == CASE ? "%sended(t%d)" : "%s't%d'", j == 0 ? "" : how == CASE ? " and " : ", ", s->before[i][j]);
	say(t, how == CASE ? "';" : " ];");
}

static void write_model(struct text *t, const struct sketch *s, enum practice_written how)
{
	static const char *const keys[] = { "process = (", "project = {", "case = {" };
	t->used = 0;
	say(t, "clock = { start = '2026-01-05 00:00'; };\n%swork = { o = { process = ( { name = 'x'; wait = 2; } ); };\nk = { %s\n%s",
		s->world.list, s->head.list, keys[how]);
	for (int i = 0; i < s->count; i++) {
		if (how == PROCESS)
			say(t, "%s { name = 't%d';%s }", i ? ",\n" : "", i, s->tasks[i].list);
		else
			say(t, " t%d = {", i);
		write_before(t, s, i, how);
		if (how != PROCESS)
			say(t, "%s };\n", s->tasks[i].list);
	}
	say(t, how == PROCESS ? " ); }; };" : " }; }; };");
}

static void compare(uint64_t seed, const char *text, const struct ran *a, const struct ran *b)
{
	size_t both = 0, least = 30;
	for (size_t i = 0; i < a->model->metrics.count; i++) {
		const char *name = a->model->metrics.list[i].name;
		int other = metric_find(&b->model->metrics, name);
		if (other < 0)
			continue;
		both++;
		if (memcmp(&a->row[i], &b->row[other], sizeof(double)) != 0 && !(isnan(a->row[i]) && isnan(b->row[other])))
			cr_assert_fail("model %d: %s is %.17g, and in the case %.17g\n%s", (int)seed, name, a->row[i], b->row[other], text);
	}
	cr_assert_gt(both, least, "model %d: hardly a metric in common", (int)seed);
}

static void hold_together(uint64_t seed, enum practice_written how)
{
	static struct sketch sketch;
	static struct text one, other;
	draw(&sketch, seed, how == PROCESS);
	write_model(&one, &sketch, how);
	write_model(&other, &sketch, CASE);
	struct ran a = ran_text(one.list, seed, 1), b = ran_text(other.list, seed, 1);
	cr_assert(a.built && b.built, "model %d: %s; %s\n%s", (int)seed, a.note.text, b.note.text, other.list);
	cr_assert_eq(a.end, b.end, "model %d: %s; %s\n%s", (int)seed, a.note.text, b.note.text, other.list);
	if (a.end == ENGINE_DONE)
		compare(seed, other.list, &a, &b);
	ran_done(&a);
	ran_done(&b);
}

Test(case_random, a_process_is_a_case_of_steps_that_wait_for_each_other)
{
	for (uint64_t seed = 1; seed <= MODELS; seed++)
		hold_together(seed, PROCESS);
}

Test(case_random, a_project_is_a_case_of_tasks_that_wait_for_each_other)
{
	for (uint64_t seed = 1; seed <= MODELS; seed++)
		hold_together(seed, PROJECT);
}

/* --- whatever cases do, the laws hold ------------------------------------------------------------------------------------------------- */

/* A condition on facts and on what is in the case. */
static void say_condition(struct text *t, struct sketch *s, int members)
{
	static const char *const asked[] = { "done(t%d)", "ended(t%d)", "active(t%d)", "count(t%d) < 3", "not active(t%d)", "count(t%d) > 1" };
	static const char *const facts[] = { "size > 3", "colour = red", "n > 1", "n < 4" };
	int parts = 1 + below(s, 3);
	for (int i = 0; i < parts; i++) {
		say(t, i == 0 ? "" : one_in(s, 2) ? " and " : " or ");
		if (one_in(s, 3))
			say(t, "%s", facts[below(s, COUNT_OF(facts))]);
		else
			say(t, asked[below(s, COUNT_OF(asked))], below(s, members));
	}
}

static void say_part(struct text *t, struct sketch *s, int i, int members, bool stages)
{
	int sort = below(s, 5);
	say(t, " t%d = {", i);
	if (sort == 0)
		say(t, " milestone = true; set = { n = 'n + 1'; };");
	else if (sort == 1)
		say(t, " happens = 'exponential(20)'; set = { colour = 'choice(red: 1, blue: 1)'; };");
	else
		say(t, "%s in_hand = '%s'; %s", s->tasks[i].list, one_in(s, 2) ? "stops" : "finishes",
			one_in(s, 4) ? "take = { r1 = 1; };" : one_in(s, 4) ? "rework = { chance = '20%'; };" : "");
	if (one_in(s, 2)) {
		say(t, " when = '");
		say_condition(t, s, members);
		say(t, "';");
	}
	if (one_in(s, 4)) {
		say(t, " cancel = '");
		say_condition(t, s, members);
		say(t, "';");
	}
	if (one_in(s, 3))
		say(t, one_in(s, 2) ? " repeat = true;" : " repeat = 3;");
	if (stages && one_in(s, 3))
		say(t, " stage = 'stage';");
	say(t, " };\n");
}

/* Every case closes at the latest when its deadline comes. */
static void write_case(struct text *t, struct sketch *s, uint64_t seed)
{
	draw(s, seed, false);
	bool stages = one_in(s, 2);
	int count = 3 + below(s, TASKS - 2);
	for (int i = s->count; i < count; i++)
		draw_task(s, i);
	t->used = 0;
	say(t, "clock = { start = '2026-01-05 00:00'; };\n%swork = { o = { process = ( { name = 'x'; wait = 2; } ); };\nk = {"
		" arrive = { every = 'exponential(9)'; at_most = 40; }; promise = 30; priority = 'size'; facts = { size = 'uniform(1, 5)'; n = 0;"
		" colour = 'choice(red: 1, blue: 2)'; }; value = 50; goal = 'n > 2'; late_cost_per_hour = 3; holding_cost_per_hour = 1;\n",
		s->world.list);
	if (one_in(s, 3))
		say(t, " reopens = { chance = '20%%'; after = 30; set = { over = 0; n = 0; }; };");
	if (stages)
		say(t, " stages = { stage = { when = 'n > 0 or done(t0)'; repeat = %s; }; };", one_in(s, 2) ? "2" : "1");
	say(t, "\ncase = {\n");
	for (int i = 0; i < count; i++)
		say_part(t, s, i, count, stages);
	if (stages)
		say(t, " t_in = { stage = 'stage'; time = 2; };");
	say(t, " deadline = { when = 'over = 0'; repeat = true; happens = 'exponential(90)'; set = { over = 1; }; }; };\n close = 'over = 1'; }; };");
	char *facts = strstr(t->list, "n = 0;");
	cr_assert_not_null(facts);
	memmove(facts + 10, facts, strlen(facts) + 1);
	memcpy(facts, "over = 0; ", 10);
}

/* The laws of the ledger, of money and of places are asserted wherever this runs in a debug build. */
Test(case_random, whatever_cases_do_the_laws_hold)
{
	static struct sketch sketch;
	static struct text text;
	int done = 0, least = 3 * MODELS / 4;
	for (uint64_t seed = 1; seed <= MODELS; seed++) {
		write_case(&text, &sketch, seed);
		struct ran first = ran_text(text.list, seed, 1), again = ran_text(text.list, seed, 1);
		cr_assert(first.built, "model %d: %s\n%s", (int)seed, first.note.text, text.list);
		cr_assert(first.end == ENGINE_DONE || first.end == ENGINE_ENDLESS || first.end == ENGINE_DEADLOCK, "model %d: %s\n%s", (int)seed,
			first.note.text, text.list);
		if (first.end == ENGINE_DONE) {
			cr_assert_eq(memcmp(first.row, again.row, first.model->metrics.count * sizeof *first.row), 0, "model %d", (int)seed);
			cr_assert_geq(ran_metric(&first, "work.k.completed"), 40.0, "model %d: some never closed\n%s", (int)seed, text.list);
			done++;
		}
		ran_done(&first);
		ran_done(&again);
	}
	cr_expect_geq(done, least, "only %d of the models could be run to their end", done);
}
