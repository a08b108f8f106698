/* Rows of projects, gathered and counted: see outcomes.h. */
#include "outcomes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct outcome_store {
	const struct model *model;
	struct engine_outcomes *runs;    /* [room], by replication */
	uint32_t room;
	struct outcomes *kinds;          /* [kind_count] */
};

/* --- gathering ------------------------------------------------------------------------------------------------------------------- */

struct outcome_store *outcome_store_open(const struct model *model, struct arena *arena)
{
	uint32_t plans = 0;
	for (uint32_t k = 0; k < model->kind_count; k++)
		plans += model->kinds[k].project != NULL;
	if (plans == 0)
		return NULL;
	struct outcome_store *store = arena_take(arena, 1, sizeof *store);
	*store = (struct outcome_store){ .model = model, .kinds = arena_take(arena, model->kind_count, sizeof *store->kinds) };
	return store;
}

static void forget(struct outcome_store *store)
{
	for (uint32_t k = 0; k < store->model->kind_count; k++) {
		free((void *)store->kinds[k].rows);
		free((void *)store->kinds[k].ends);
		store->kinds[k] = (struct outcomes){ .rows = NULL };
	}
}

void outcome_store_close(struct outcome_store *store)
{
	if (!store)
		return;
	forget(store);
	for (uint32_t r = 0; r < store->room; r++)
		engine_outcomes_done(&store->runs[r]);
	free(store->runs);
}

int outcome_store_room(struct outcome_store *store, uint32_t count)
{
	struct engine_outcomes *runs = count > store->room ? realloc(store->runs, count * sizeof *runs) : store->runs;
	if (!runs)
		return -1;
	store->runs = runs;
	for (; store->room < count; store->room++)
		runs[store->room] = (struct engine_outcomes){ .kinds = NULL };
	return 0;
}

struct engine_outcomes *outcome_store_place(struct outcome_store *store, uint32_t replication)
{
	return &store->runs[replication];
}

static const struct outcome_list *list_of(const struct outcome_store *store, const struct result_scenario *found, uint32_t replication,
	uint32_t kind)
{
	static const struct outcome_list none = { .rows = NULL };
	return found->finished[replication] && store->runs[replication].kinds ? &store->runs[replication].kinds[kind] : &none;
}

static int gather(struct outcome_store *store, const struct result_scenario *found, uint32_t kind)
{
	struct outcomes pool = { .width = outcome_width(store->model, &store->model->kinds[kind]) };
	for (uint32_t r = 0; r < found->replications; r++)
		pool.count += list_of(store, found, r, kind)->count;
	double *rows = malloc((pool.count * pool.width + 1) * sizeof *rows), *to = rows;
	size_t *ends = malloc((found->replications + 1u) * sizeof *ends), end = 0;
	pool.rows = rows;
	pool.ends = ends;
	store->kinds[kind] = pool;
	if (!rows || !ends)
		return -1;
	for (uint32_t r = 0; r < found->replications; r++) {
		const struct outcome_list *list = list_of(store, found, r, kind);
		store->kinds[kind].cut |= list->cut;
		if (list->count == 0)
			continue;
		memcpy(to, list->rows, list->count * pool.width * sizeof *to);
		to += list->count * pool.width;
		end += list->count;
		ends[store->kinds[kind].groups++] = end;
	}
	return 0;
}

/* --- percentiles of all projects ------------------------------------------------------------------------------------------------- */

static const struct { const char *pattern; size_t column; double p; } told[] = {
	{ "project.%s.duration.p10", OUTCOME_DURATION, 0.1 }, { "project.%s.duration.p50", OUTCOME_DURATION, 0.5 },
	{ "project.%s.duration.p80", OUTCOME_DURATION, 0.8 }, { "project.%s.duration.p90", OUTCOME_DURATION, 0.9 },
	{ "project.%s.cost.p10", OUTCOME_COST, 0.1 }, { "project.%s.cost.p50", OUTCOME_COST, 0.5 },
	{ "project.%s.cost.p80", OUTCOME_COST, 0.8 }, { "project.%s.cost.p90", OUTCOME_COST, 0.9 },
};

static int tell(struct result_scenario *found, const struct kind *kind, const struct outcomes *outcomes)
{
	double *sorted = malloc(outcomes->count * sizeof *sorted);
	if (!sorted)
		return -1;
	for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
		const struct summary *summary = result_of(found, told[i].pattern, kind->name);
		if (!summary)
			continue;
		if (i == 0 || told[i].column != told[i - 1].column)
			outcomes_sort(outcomes, told[i].column, sorted);
		struct interval of = outcomes_quantile(outcomes, told[i].column, sorted, told[i].p);
		struct summary *to = &found->summaries[summary - found->summaries];
		to->mean = of.estimate;
		to->low = of.low;
		to->high = of.high;
		to->half_width = isfinite(of.low) && isfinite(of.high) ? (of.high - of.low) / 2.0 : NAN;
		to->sd = NAN;
		to->skewed = false;
	}
	free(sorted);
	return 0;
}

int outcome_store_pool(struct outcome_store *store, struct result_scenario *found)
{
	forget(store);
	found->outcomes = store->kinds;
	for (uint32_t k = 0; k < store->model->kind_count; k++) {
		if (!store->model->kinds[k].project)
			continue;
		if (gather(store, found, k) != 0)
			return -1;
		if (store->kinds[k].count > 0 && !store->kinds[k].cut && tell(found, &store->model->kinds[k], &store->kinds[k]) != 0)
			return -1;
	}
	return 0;
}

/* --- what they say --------------------------------------------------------------------------------------------------------------- */

const struct outcomes *outcomes_of(const struct result_scenario *scenario, const struct kind *kind)
{
	const struct outcomes *outcomes = scenario->outcomes ? &scenario->outcomes[kind - scenario->model->kinds] : NULL;
	return outcomes && outcomes->count > 0 ? outcomes : NULL;
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

void outcomes_sort(const struct outcomes *outcomes, size_t column, double *sorted)
{
	for (size_t i = 0; i < outcomes->count; i++)
		sorted[i] = outcomes->rows[i * outcomes->width + column];
	qsort(sorted, outcomes->count, sizeof *sorted, ascending);
}

size_t outcomes_rank(const double *sorted, size_t count, double value)
{
	size_t low = 0, high = count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (sorted[middle] <= value)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* In how many of each replication's projects something holds, and how many there are. The share is the ratio of the two. */
static struct interval share_of_groups(const struct outcomes *outcomes, const bool *is)
{
	double *yes = calloc(2 * outcomes->groups + 1, sizeof *yes), *all = yes ? yes + outcomes->groups : NULL;
	if (!yes)
		return (struct interval){ NAN, NAN, NAN };
	for (size_t g = 0, i = 0; g < outcomes->groups; g++)
		for (; i < outcomes->ends[g]; i++) {
			yes[g] += is[i];
			all[g] += 1.0;
		}
	struct interval share = interval_ratio(yes, all, outcomes->groups, SUMMARY_CONFIDENCE);
	free(yes);
	return share;
}

struct interval outcomes_share(const struct outcomes *outcomes, const bool *is)
{
	uint64_t yes = 0;
	for (size_t i = 0; i < outcomes->count; i++)
		yes += is[i];
	if (outcomes->groups == outcomes->count)
		return interval_share(yes, outcomes->count, SUMMARY_CONFIDENCE);
	struct interval share = share_of_groups(outcomes, is);
	share.low = fmax(share.low, 0.0);
	share.high = fmin(share.high, 1.0);
	return share;
}

/* Below which a share p of so many lies; beyond all of them where p is. */
static double value_at(const double *sorted, size_t count, double p)
{
	return isnan(p) ? NAN : p <= 0.0 ? -INFINITY : p >= 1.0 ? INFINITY : interval_quantile(sorted, count, p, SUMMARY_CONFIDENCE).estimate;
}

struct interval outcomes_quantile(const struct outcomes *outcomes, size_t column, const double *sorted, double p)
{
	struct interval of = interval_quantile(sorted, outcomes->count, p, SUMMARY_CONFIDENCE);
	bool *below = outcomes->groups < outcomes->count ? malloc(outcomes->count) : NULL;
	if (!below)
		return of;
	for (size_t i = 0; i < outcomes->count; i++)
		below[i] = outcomes->rows[i * outcomes->width + column] <= of.estimate;
	struct interval share = share_of_groups(outcomes, below);
	free(below);
	of.low = value_at(sorted, outcomes->count, p - (share.high - share.estimate));
	of.high = value_at(sorted, outcomes->count, p + (share.high - share.estimate));
	return of;
}

double outcomes_correlation(const struct outcomes *outcomes, size_t a, size_t b)
{
	double both = 0.0, of_a = 0.0, of_b = 0.0, n = (double)outcomes->count, mean_a = 0.0, mean_b = 0.0;
	for (const double *row = outcomes->rows; row < outcomes->rows + outcomes->count * outcomes->width; row += outcomes->width) {
		mean_a += row[a] / n;
		mean_b += row[b] / n;
	}
	for (const double *row = outcomes->rows; row < outcomes->rows + outcomes->count * outcomes->width; row += outcomes->width) {
		both += (row[a] - mean_a) * (row[b] - mean_b);
		of_a += (row[a] - mean_a) * (row[a] - mean_a);
		of_b += (row[b] - mean_b) * (row[b] - mean_b);
	}
	double least = 1e-18 * n;
	return of_a > least * mean_a * mean_a && of_b > least * mean_b * mean_b ? both / sqrt(of_a * of_b) : NAN;
}
