/* Random models with fixed seeds. What is tested is not a number but that the engine keeps its laws (asserted in it: Little's, flow
   balance, conservation of items, machines and resources, nobody waits who could start), that what it tells adds up (causes to
   time, shares to one, hours and money to what is paid), that every run ends as it should, and that it does the same thing twice,
   also on several threads at once. */
#include <criterion/criterion.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "engine_run.h"
#include "engine_writer.h"

enum { MODELS = 400, THREADS = 3 };

/* Only profit may be a loss. */
static void check_numbers(const struct ran *ran, const char *text)
{
	const struct metric_table *metrics = &ran->model->metrics;
	for (size_t i = 0; i < metrics->count; i++) {
		const char *name = metrics->list[i].name;
		bool share = metrics->list[i].kind->unit == METRIC_SHARE, loss = strcmp(name, "total.profit") == 0;
		double lowest = loss ? -INFINITY : strcmp(name, "total.overhead") == 0 ? -1e-7 : 0.0;
		cr_expect(isnan(ran->row[i]) || (ran->row[i] >= lowest && isfinite(ran->row[i]) && (!share || ran->row[i] <= 1.0 + 1e-9)),
			"%s is %g in\n%s", name,
			ran->row[i], text);
	}
}

/* --- what must add up --------------------------------------------------------------------------------------------------------------- */

static bool agree(double a, double b)
{
	return isnan(a) || isnan(b) || fabs(a - b) <= 1e-9 * fmax(1.0, fmax(fabs(a), fabs(b)));
}

/* PREFIX.NAME, or NAN where there is no such metric. */
static double value_of(const struct ran *ran, const char *prefix, const char *name)
{
	char metric[200];
	snprintf(metric, sizeof metric, "%s.%s", prefix, name);
	int index = metric_find(&ran->model->metrics, metric);
	return index < 0 ? NAN : ran->row[index];
}

static double or_nothing(double value)
{
	return isnan(value) ? 0.0 : value;
}

static bool is_cause(const char *name)
{
	static const char *const causes[] = { "working", "rework", "setup", "wait.machine", "wait.shift", "wait.repair", "preempted", "blocked", "batch",
		"partner", "planned", "wait.decision", "handoff", "wait.r0", "wait.r1", "wait.r2" };
	for (size_t i = 0; i < COUNT_OF(causes); i++)
		if (strcmp(name, causes[i]) == 0)
			return true;
	return false;
}

/* The causes of what metric `i` tells follow its name after a point: they add up to it. Their number. */
static int check_causes(const struct ran *ran, size_t i, const char *text)
{
	const struct metric_table *metrics = &ran->model->metrics;
	const char *whole = metrics->list[i].name;
	size_t length = strlen(whole);
	double sum = 0.0;
	int count = 0;
	for (size_t k = 0; k < metrics->count; k++) {
		const char *name = metrics->list[k].name;
		if (strncmp(name, whole, length) != 0 || name[length] != '.' || !is_cause(name + length + 1))
			continue;
		sum += ran->row[k];
		count++;
	}
	cr_expect(count == 0 || agree(sum, ran->row[i]), "the causes of %s are %.17g, not %.17g in\n%s", whole, sum, ran->row[i], text);
	return count;
}

static void check_shares(const struct ran *ran, const char *station, const char *text)
{
	static const char *const parts[] = { "setup", "down", "blocked", "idle" };
	double sum = value_of(ran, station, "utilisation");
	if (isnan(sum))
		return;
	for (size_t i = 0; i < COUNT_OF(parts); i++)
		sum += or_nothing(value_of(ran, station, parts[i]));
	cr_expect(agree(sum, 1.0), "the shares of %s are %.17g in\n%s", station, sum, text);
}

/* The metric's name up to its last point where it ends like this. */
static bool subject_of(const char *name, const char *start, const char *end, char *subject, size_t room)
{
	size_t length = strlen(name), tail = strlen(end);
	if (strncmp(name, start, strlen(start)) != 0 || length <= tail || strcmp(name + length - tail, end) != 0)
		return false;
	snprintf(subject, room, "%.*s", (int)(length - tail), name);
	return true;
}

static void check_ledger(const struct ran *ran, const char *text)
{
	const struct metric_table *metrics = &ran->model->metrics;
	char subject[200];
	for (size_t i = 0; i < metrics->count; i++) {
		const char *name = metrics->list[i].name;
		if (subject_of(name, "work.", ".time", subject, sizeof subject) && !strstr(name, ".outcome."))
			cr_expect_geq(check_causes(ran, i, text), 1, "%s has no causes", name);
		if (subject_of(name, "stations.", ".queue", subject, sizeof subject))
			check_causes(ran, i, text);
		if (subject_of(name, "stations.", ".utilisation", subject, sizeof subject))
			check_shares(ran, subject, text);
	}
}

/* What each kind of work has of people that several share is all of it, but for repairs. */
static void check_kinds(const struct ran *ran, const char *text)
{
	const struct model *model = ran->model;
	for (uint32_t r = 0; r < model->resource_count; r++) {
		const struct resource *resource = &model->resources[r];
		char name[60], part[80];
		snprintf(name, sizeof name, "resources.%s", resource->name);
		double sum = 0.0, busy = value_of(ran, name, "busy");
		for (uint32_t i = 0; i < resource->kind_count; i++) {
			snprintf(part, sizeof part, "busy.%s", model->kinds[resource->kinds[i]].name);
			sum += or_nothing(value_of(ran, name, part));
		}
		bool repairs = strstr(text, "fails = ") != NULL;
		cr_expect(resource->kind_count < 2 || agree(sum, busy) || (repairs && sum < busy), "the kinds of work have %.17g of %s, not %.17g in\n%s",
			sum, name, busy, text);
	}
}

static void check_hours(const struct ran *ran, double window, const char *text)
{
	for (uint32_t r = 0; r < ran->model->resource_count; r++) {
		char name[60];
		snprintf(name, sizeof name, "resources.%s", ran->model->resources[r].name);
		double busy = value_of(ran, name, "busy") * window, idle = value_of(ran, name, "idle"), scheduled = value_of(ran, name, "scheduled");
		double overtime = or_nothing(value_of(ran, name, "overtime"));
		double parts = value_of(ran, name, "busy_cost") + value_of(ran, name, "idle_cost") + or_nothing(value_of(ran, name, "overtime_cost"))
			+ ran->model->resources[r].costs.fixed * window;
		cr_expect(!isnan(idle), "%s has no idle time", name);
		cr_expect(agree(busy + idle, scheduled + overtime), "%s: busy %g, idle %g, scheduled %g, overtime %g in\n%s", name, busy, idle, scheduled, overtime, text);
		cr_expect(agree(parts, value_of(ran, name, "cost")), "%s costs %g, its parts %g in\n%s", name, value_of(ran, name, "cost"), parts, text);
	}
}

/* Where some kind has nothing completed its cost is not told, and only the rest can be added up. */
static void check_money(const struct ran *ran, const char *text)
{
	static const char *const parts[] = { "work", "rework", "setup", "waiting", "kept", "material", "late" };
	double total = value_of(ran, "total", "cost"), caused = value_of(ran, "total", "overhead"), worth = 0.0;
	bool all = true;
	cr_expect(!isnan(total) && !isnan(caused), "there are prices, but no cost");
	for (uint32_t k = 0; k < ran->model->kind_count; k++) {
		char kind[60], cost[70];
		snprintf(kind, sizeof kind, "work.%s", ran->model->kinds[k].name);
		snprintf(cost, sizeof cost, "%s.cost", kind);
		if (ran->model->kinds[k].hidden)
			continue;
		double completed = value_of(ran, kind, "completed"), sum = 0.0;
		all &= completed > 0.0;
		for (size_t i = 0; i < COUNT_OF(parts); i++)
			sum += or_nothing(value_of(ran, cost, parts[i]));
		cr_expect(agree(sum, value_of(ran, kind, "cost")), "%s is %.17g, its parts %.17g in\n%s", cost, value_of(ran, kind, "cost"), sum, text);
		caused += or_nothing(value_of(ran, kind, "cost") * completed);
		worth += or_nothing(value_of(ran, kind, "value") * completed);
	}
	cr_expect(!all || agree(caused, total), "items and overhead are %.17g, not %.17g in\n%s", caused, total, text);
	cr_expect(agree(worth, value_of(ran, "total", "value")), "value is %.17g, not %.17g in\n%s", value_of(ran, "total", "value"), worth, text);
	cr_expect(agree(value_of(ran, "total", "profit") + total, worth), "profit is not value without cost in\n%s", text);
}

/* --- the same again ----------------------------------------------------------------------------------------------------------------- */

struct errand {
	const struct model *model;
	struct engine_order order;
	double *row;
	struct engine_note note;
	enum engine_end end;
};

static void *run_errand(void *data)
{
	struct errand *errand = data;
	errand->end = engine_run(errand->model, &errand->order, errand->row, &errand->note);
	return NULL;
}

static struct engine_order order_of(const struct model *model, uint64_t seed, uint64_t replication)
{
	return (struct engine_order){ .seed = seed, .replication = replication, .warmup = model->warmup_how == WARMUP_TIME ? model->warmup : 0.0 };
}

/* Several threads share the model: their replications are what they are one by one. */
static void check_threads(const struct ran *ran, uint64_t seed)
{
	struct errand errands[2 * THREADS];
	pthread_t threads[THREADS];
	size_t count = ran->model->metrics.count;
	for (int i = 0; i < 2 * THREADS; i++) {
		errands[i] = (struct errand){ .model = ran->model, .order = order_of(ran->model, seed, 2 + (uint64_t)i % THREADS),
			.row = calloc(count, sizeof(double)) };
		cr_assert_not_null(errands[i].row);
	}
	for (int i = 0; i < THREADS; i++)
		run_errand(&errands[i]);
	for (int i = 0; i < THREADS; i++)
		cr_assert_eq(pthread_create(&threads[i], NULL, run_errand, &errands[THREADS + i]), 0);
	for (int i = 0; i < THREADS; i++) {
		cr_assert_eq(pthread_join(threads[i], NULL), 0);
		const struct errand *a = &errands[i], *b = &errands[THREADS + i];
		bool same = a->end == b->end && strcmp(a->note.text, b->note.text) == 0;
		cr_expect(same && (a->end != ENGINE_DONE || memcmp(a->row, b->row, count * sizeof(double)) == 0), "model %llu is another on several threads", (unsigned long long)seed);
	}
	for (int i = 0; i < 2 * THREADS; i++)
		free(errands[i].row);
}

/* What a scenario costs once is spread over its life, and moves nothing but the totals. */
static void check_investment(struct ran *ran, uint64_t seed, double window)
{
	const struct metric_table *metrics = &ran->model->metrics;
	struct errand errand = { .model = ran->model, .order = order_of(ran->model, seed, 1),
		.row = calloc(metrics->count, sizeof(double)) };
	cr_assert_not_null(errand.row);
	ran->model->invest = 700.0;
	ran->model->life = 1000.0;
	run_errand(&errand);
	ran->model->invest = ran->model->life = 0.0;
	for (size_t i = 0; i < metrics->count; i++) {
		const char *name = metrics->list[i].name;
		bool moves = strcmp(name, "total.cost") == 0 || strcmp(name, "total.overhead") == 0;
		if (moves)
			cr_expect(agree(errand.row[i] - ran->row[i], 700.0 * window / 1000.0), "model %llu: %s is %.17g, was %.17g", (unsigned long long)seed, name, errand.row[i], ran->row[i]);
		else if (strcmp(name, "total.profit") != 0 && strcmp(name, "total.cost_per_item") != 0)
			cr_expect(memcmp(&errand.row[i], &ran->row[i], sizeof(double)) == 0, "model %llu: %s is another with an investment", (unsigned long long)seed, name);
	}
	free(errand.row);
}

static const char *const ends[] = { "done", "stopped", "runaway", "deadlock", "endless", "no memory", "wrong" };

/* How many there are may be raised from outside for a longer search, ENGINE_MODELS=20000, and so may be the first:
   ENGINE_FIRST=5000. */
static uint64_t number_from(const char *name, uint64_t otherwise)
{
	const char *text = getenv(name);
	return text ? strtoull(text, NULL, 10) : otherwise;
}

Test(engine_random, random_models_keep_the_laws)
{
	static struct writer w;
	uint64_t ended[COUNT_OF(ends)] = { 0 }, refused = 0, wanted = number_from("ENGINE_MODELS", MODELS), first = number_from("ENGINE_FIRST", 1);
	for (uint64_t seed = first; seed < first + wanted; seed++) {
		write_model(&w, seed);
		if (number_from("ENGINE_TRACE", 0) == seed)
			fprintf(stderr, "%s", w.text);
		struct ran a = ran_text(w.text, seed, 1);
		if (!a.built) {
			if (getenv("ENGINE_TRACE"))
				fprintf(stderr, "model %llu: %s\n", (unsigned long long)seed, a.note.text);
			refused++;
			ran_done(&a);
			continue;
		}
		ended[a.end]++;
		cr_expect(a.end == ENGINE_DONE || a.end == ENGINE_RUNAWAY || a.end == ENGINE_DEADLOCK || a.end == ENGINE_ENDLESS ||
			a.end == ENGINE_WRONG,
			"model %llu ended as %s", (unsigned long long)seed, ends[a.end]);
		cr_expect((a.end == ENGINE_DONE) == (a.note.text[0] == '\0'), "model %llu says"
			" '%s'", (unsigned long long)seed, a.note.text);
		if (a.end == ENGINE_DONE) {
			double window = a.model->length - order_of(a.model, seed, 1).warmup;
			check_numbers(&a, w.text);
			check_ledger(&a, w.text);
			check_kinds(&a, w.text);
			if (a.model->costs) {
				check_hours(&a, window, w.text);
				check_money(&a, w.text);
				check_investment(&a, seed, window);
			}
			if (seed % 16 == 0)
				check_threads(&a, seed);
			struct ran b = ran_text(w.text, seed, 1);
			cr_expect(memcmp(a.row, b.row, a.model->metrics.count * sizeof *a.row) == 0 && a.note.events == b.note.events, "model"
				" %llu is not the same twice", (unsigned long long)seed);
			ran_done(&b);
		}
		ran_done(&a);
	}
	/* Nearly all are sound models that run to their end. */
	cr_expect(refused * 20 <= wanted, "%llu of %llu models are refused", (unsigned long long)refused, (unsigned long long)wanted);
	cr_expect(ended[ENGINE_DONE] * 10 >= wanted * 7, "only %llu of %llu models end"
		" well", (unsigned long long)ended[ENGINE_DONE], (unsigned long long)wanted);
	if (getenv("ENGINE_TRACE"))
		for (size_t i = 0; i < COUNT_OF(ends); i++)
			fprintf(stderr, "%s: %llu\n", ends[i], (unsigned long long)ended[i]);
}
