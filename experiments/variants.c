/* A table of the ways that have been seen, by a hash of what was done. Invariant: each item that counts is in one way, or, where there are
   too many, among those that spilled over. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "models/case_plan.h"
#include "variants.h"

#define BUCKETS 4096
#define RARE 0.01                    /* of the items of a kind: a way that fewer take is left to the rest, */
#define FEWEST 3                     /* and so is one that fewer than so many took */
#define WAYS_AT_MOST 20000           /* of all kinds: what comes after them is told together */

/* A way that has been seen. */
struct way {
	uint32_t kind;
	enum trace_outcome how;
	uint64_t hash, count;
	struct life_step *steps;         /* first: the sum over its items */
	uint32_t step_count;
	double cost, *times;             /* cost: the sum; times: [count] */
	size_t room;
	struct way *next;                /* in its bucket */
};

struct spilled {
	uint64_t count;
	double time, cost;
};

struct variants_builder {
	const struct model *model;
	double warmup;
	struct way *buckets[BUCKETS];
	size_t ways;
	struct spilled *spilled;         /* [kind] */
	struct life_step *done;          /* [task] room for the steps of one item */
	bool failed;
};

/* --- what may vary ------------------------------------------------------------------------------------------------------------------ */

static bool varies(const struct task *task)
{
	return task->chance.form != EXPR_ABSENT || task->next_count > 0 || task->rework_to != NONE || task->join < task->branch_count;
}

bool variants_possible(const struct model *model, const struct kind *kind)
{
	bool any = kind_has_agenda(kind);
	for (uint32_t t = kind->task_first; t < kind->task_first + kind->task_count && !any; t++)
		any = varies(&model->tasks[t]);
	return any && !kind->hidden;
}

/* --- collecting --------------------------------------------------------------------------------------------------------------------- */

struct variants_builder *variants_begin(const struct result_scenario *scenario)
{
	struct variants_builder *builder = calloc(1, sizeof *builder);
	if (!builder)
		return NULL;
	builder->model = scenario->model;
	builder->warmup = scenario->warmup;
	builder->spilled = calloc(scenario->model->kind_count + 1, sizeof *builder->spilled);
	builder->done = calloc(scenario->model->task_count + 1, sizeof *builder->done);
	if (builder->spilled && builder->done)
		return builder;
	free(builder->spilled);
	free(builder->done);
	free(builder);
	return NULL;
}

/* FNV-1a, a number at a time. */
static uint64_t mix(uint64_t hash, uint64_t number)
{
	return (hash ^ number) * 0x100000001b3u;
}

static uint64_t hash_of(const struct life *life)
{
	uint64_t hash = mix(mix(0xcbf29ce484222325u, life->kind), life->how);
	for (uint32_t i = 0; i < life->step_count; i++)
		hash = mix(mix(hash, life->steps[i].task), life->steps[i].times);
	return hash;
}

static bool is_way_of(const struct way *way, const struct life *life, uint64_t hash)
{
	if (way->hash != hash || way->kind != life->kind || way->how != life->how || way->step_count != life->step_count)
		return false;
	for (uint32_t i = 0; i < life->step_count; i++)
		if (way->steps[i].task != life->steps[i].task || way->steps[i].times != life->steps[i].times)
			return false;
	return true;
}

/* NULL: there are too many, or memory is exhausted. */
static struct way *make_way(struct variants_builder *b, const struct life *life, uint64_t hash)
{
	struct way *way = b->ways < WAYS_AT_MOST ? calloc(1, sizeof *way) : NULL;
	if (!way)
		return NULL;
	way->steps = malloc((life->step_count + 1u) * sizeof *way->steps);
	if (!way->steps) {
		free(way);
		return NULL;
	}
	way->kind = life->kind;
	way->how = life->how;
	way->hash = hash;
	way->step_count = life->step_count;
	for (uint32_t i = 0; i < life->step_count; i++)
		way->steps[i] = (struct life_step){ life->steps[i].task, life->steps[i].times, 0.0 };
	way->next = b->buckets[hash % BUCKETS];
	b->buckets[hash % BUCKETS] = way;
	b->ways++;
	return way;
}

static struct way *way_of(struct variants_builder *b, const struct life *life)
{
	uint64_t hash = hash_of(life);
	struct way *way = b->buckets[hash % BUCKETS];
	while (way && !is_way_of(way, life, hash))
		way = way->next;
	return way ? way : make_way(b, life, hash);
}

static bool note_time(struct way *way, double time)
{
	if (way->count == way->room) {
		size_t room = way->room ? 2 * way->room : 4;
		double *times = realloc(way->times, room * sizeof *times);
		if (!times)
			return false;
		way->times = times;
		way->room = room;
	}
	way->times[way->count++] = time;
	return true;
}

/* What has happened by itself in a case is not what was done: there would be as many ways as there are cases. */
static struct life without_events(struct variants_builder *b, const struct life *life)
{
	struct life done = *life;
	done.steps = b->done;
	done.step_count = 0;
	for (uint32_t i = 0; i < life->step_count; i++)
		if (!case_is_event(b->model, life->steps[i].task))
			b->done[done.step_count++] = life->steps[i];
	return done;
}

void variants_add(struct variants_builder *b, const struct life *whole)
{
	if (whole->how == TRACE_ENTERED || whole->left < b->warmup || b->failed)
		return;
	struct life done = without_events(b, whole), *life = &done;
	struct way *way = way_of(b, life);
	if (!way) {
		struct spilled *spilled = &b->spilled[life->kind];
		spilled->count++;
		spilled->time += life->left - life->came;
		spilled->cost += life->cost;
		return;
	}
	b->failed |= !note_time(way, life->left - life->came);
	way->cost += life->cost;
	for (uint32_t i = 0; i < way->step_count; i++)
		way->steps[i].first += life->steps[i].first - life->came;
}

/* --- the most frequent -------------------------------------------------------------------------------------------------------------- */

/* Those of equal frequency in an order that depends on nothing but what they are. */
static int most_frequent_first(const void *a, const void *b)
{
	const struct way *x = *(const struct way *const *)a, *y = *(const struct way *const *)b;
	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static int rising(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return x < y ? -1 : x > y;
}

static int earliest_first(const void *a, const void *b)
{
	const struct life_step *x = a, *y = b;
	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	return x->task < y->task ? -1 : x->task > y->task;
}

static double sum_of(const double *values, uint64_t count)
{
	double sum = 0.0;
	for (uint64_t i = 0; i < count; i++)
		sum += values[i];
	return sum;
}

static struct variant finish_way(const struct way *way, uint64_t items, struct arena *arena)
{
	struct variant variant = { .how = way->how, .count = way->count, .step_count = way->step_count,
		.share = (double)way->count / (double)items, .cost = way->cost / (double)way->count };
	struct life_step *steps = arena_take(arena, way->step_count + 1u, sizeof *steps);
	for (uint32_t i = 0; i < way->step_count; i++)
		steps[i] = (struct life_step){ way->steps[i].task, way->steps[i].times, way->steps[i].first / (double)way->count };
	qsort(steps, way->step_count, sizeof *steps, earliest_first);
	variant.steps = steps;
	variant.time = sum_of(way->times, way->count) / (double)way->count;
	qsort(way->times, way->count, sizeof *way->times, rising);
	variant.median = 0.5 * (way->times[(way->count - 1) / 2] + way->times[way->count / 2]);
	return variant;
}

static void add_rest(struct variants_of_kind *kind, struct way *const *ways, size_t count, const struct spilled *spilled)
{
	struct variant *rest = &kind->rest;
	double time = spilled->time, cost = spilled->cost;
	rest->count = spilled->count;
	for (size_t i = 0; i < count; i++) {
		rest->count += ways[i]->count;
		time += sum_of(ways[i]->times, ways[i]->count);
		cost += ways[i]->cost;
	}
	kind->others = count + (spilled->count > 0);
	rest->share = (double)rest->count / (double)kind->items;
	rest->time = time / (double)rest->count;
	rest->cost = cost / (double)rest->count;
	rest->median = NAN;
}

/* The most frequent, and of them no more than people can tell from chance; two at least. */
static size_t count_shown(struct way *const *ways, size_t count, uint64_t items)
{
	size_t shown = 0;
	while (shown < count && shown < VARIANTS_SHOWN && (shown < 2 ||
		(ways[shown]->count >= FEWEST && (double)ways[shown]->count >= RARE * (double)items)))
		shown++;
	return shown;
}

/* Its ways stand together in `ways`. */
static void finish_kind(struct variants_of_kind *kind, struct way *const *ways, size_t count, const struct spilled *spilled,
	struct arena *arena)
{
	kind->items = spilled->count;
	for (size_t i = 0; i < count; i++)
		kind->items += ways[i]->count;
	kind->count = count_shown(ways, count, kind->items);
	kind->list = arena_take(arena, kind->count, sizeof *kind->list);
	for (size_t i = 0; i < kind->count; i++)
		kind->list[i] = finish_way(ways[i], kind->items, arena);
	if (kind->count < count || spilled->count > 0)
		add_rest(kind, ways + kind->count, count - kind->count, spilled);
}

/* Of one kind, the most frequent first. */
static size_t gather(const struct variants_builder *b, uint32_t kind, struct way **ways)
{
	size_t count = 0;
	for (size_t i = 0; i < BUCKETS; i++)
		for (struct way *way = b->buckets[i]; way; way = way->next)
			if (way->kind == kind)
				ways[count++] = way;
	qsort(ways, count, sizeof *ways, most_frequent_first);
	return count;
}

static const struct variants *finish(const struct variants_builder *b, const struct lives *lives, struct way **ways, struct arena *arena)
{
	struct variants *variants = arena_take(arena, 1, sizeof *variants);
	variants->replications = lives->replications;
	variants->kinds = arena_take(arena, b->model->kind_count, sizeof *variants->kinds);
	for (uint32_t k = 0; k < b->model->kind_count; k++) {
		size_t count = variants_possible(b->model, &b->model->kinds[k]) ? gather(b, k, ways) : 0;
		if (count < 2)
			continue;
		struct variants_of_kind *kind = &variants->kinds[variants->count++];
		kind->kind = &b->model->kinds[k];
		finish_kind(kind, ways, count, &b->spilled[k], arena);
	}
	return variants;
}

static void drop(struct variants_builder *b)
{
	for (size_t i = 0; i < BUCKETS; i++)
		for (struct way *way = b->buckets[i], *next; way; way = next) {
			next = way->next;
			free(way->steps);
			free(way->times);
			free(way);
		}
	free(b->spilled);
	free(b->done);
	free(b);
}

const struct variants *variants_finish(struct variants_builder *b, const struct lives *lives, struct arena *arena)
{
	struct way **ways = malloc((b->ways + 1) * sizeof *ways);
	const struct variants *variants = ways && !b->failed ? finish(b, lives, ways, arena) : NULL;
	free(ways);
	drop(b);
	return variants;
}
