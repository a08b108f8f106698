/* Counting. The warm-up is counted too: it is shown as what it is. */
#include <stdlib.h>
#include "endings.h"

struct endings_builder {
	const struct model *model;
	struct course course;
	size_t *first;                   /* [kind + 1]: where its rows of counters begin, one for each ending and one more */
	uint64_t *counts;                /* [row][COURSE_BINS] */
};

static void drop(struct endings_builder *b)
{
	free(b->first);
	free(b->counts);
	free(b);
}

struct endings_builder *endings_begin(const struct result_scenario *scenario)
{
	const struct model *model = scenario->model;
	struct endings_builder *b = calloc(1, sizeof *b);
	if (!b)
		return NULL;
	b->model = model;
	b->course = course_of(scenario);
	b->first = calloc(model->kind_count + 1u, sizeof *b->first);
	for (uint32_t k = 0; b->first && k < model->kind_count; k++)
		b->first[k + 1] = b->first[k] + (model->kinds[k].ending_count > 0 ? model->kinds[k].ending_count + 1u : 0);
	if (b->first)
		b->counts = calloc((b->first[model->kind_count] + 1) * COURSE_BINS, sizeof *b->counts);
	if (b->counts)
		return b;
	drop(b);
	return NULL;
}

void endings_add(struct endings_builder *b, const struct life *life)
{
	const struct kind *kind = &b->model->kinds[life->kind];
	if (life->how != TRACE_COMPLETED || kind->ending_count == 0 || b->course.bins == 0)
		return;
	size_t row = b->first[life->kind] + (life->ending == NONE ? kind->ending_count : life->ending);
	size_t bin = (size_t)(life->left / b->course.step);
	b->counts[row * COURSE_BINS + (bin < b->course.bins ? bin : b->course.bins - 1)]++;
}

/* False: none was completed. */
static bool finish_kind(const struct endings_builder *b, uint32_t k, const struct endings *endings, struct endings_of_kind *kind,
	struct arena *arena)
{
	uint64_t any = 0;
	size_t rows = b->first[k + 1] - b->first[k];
	*kind = (struct endings_of_kind){ &b->model->kinds[k], arena_take(arena, rows + 1, sizeof *kind->rate) };
	for (size_t row = 0; row < rows; row++) {
		kind->rate[row] = arena_take(arena, endings->course.bins + 1, sizeof(double));
		for (size_t i = 0; i < endings->course.bins; i++) {
			uint64_t count = b->counts[(b->first[k] + row) * COURSE_BINS + i];
			kind->rate[row][i] = (double)count / course_width(&b->course, i) / endings->replications;
			any += count;
		}
	}
	return any > 0;
}

const struct endings *endings_finish(struct endings_builder *b, const struct lives *lives, struct arena *arena)
{
	struct endings *endings = arena_take(arena, 1, sizeof *endings);
	endings->replications = lives->replications;
	endings->course = b->course;
	endings->course.bins = course_seen(&b->course, lives);
	endings->kinds = arena_take(arena, b->model->kind_count, sizeof *endings->kinds);
	for (uint32_t k = 0; k < b->model->kind_count; k++)
		endings->count += finish_kind(b, k, endings, &endings->kinds[endings->count], arena);
	drop(b);
	return endings;
}
