/* A normal kernel on a grid, and lines through the grid by marching squares: see contour.h. Invariant: the density is next to nothing at
   the rim of the grid, so that each line is closed. */
#include "contour.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include "sim/tally.h"

#define GRID 80                  /* lines of the grid each way */
#define REACH 4.0                /* bandwidths that it reaches beyond the outermost points */
#define POINTS 2000              /* of more points every so many is looked at */
#define NOBODY SIZE_MAX

struct side {
	const double *values;
	double first, step, bandwidth;
};

struct field {
	struct side x, y;
	size_t count, every;         /* points that are looked at; one in so many */
	double density[GRID][GRID];  /* [y][x] */
};

/* Scott's rule in two dimensions: sd n^(-1/6) (Multivariate Density Estimation, equation 6.42). */
static struct side side_of(const double *values, size_t count, size_t every)
{
	struct tally tally;
	tally_reset(&tally);
	for (size_t i = 0; i < count; i++)
		tally_add(&tally, values[i * every]);
	struct side side = { .values = values, .bandwidth = tally_sd(&tally) * pow((double)count, -1.0 / 6.0) };
	side.first = tally.min - REACH * side.bandwidth;
	side.step = (tally.max - tally.min + 2.0 * REACH * side.bandwidth) / (GRID - 1);
	return side;
}

static double kernel(const struct side *side, double at, double value)
{
	double z = (at - value) / side->bandwidth;
	return exp(-0.5 * z * z);
}

static void fill(struct field *field)
{
	double across[GRID], up[GRID];
	for (size_t i = 0; i < field->count; i++) {
		for (size_t k = 0; k < GRID; k++) {
			across[k] = kernel(&field->x, field->x.first + (double)k * field->x.step, field->x.values[i * field->every]);
			up[k] = kernel(&field->y, field->y.first + (double)k * field->y.step, field->y.values[i * field->every]);
		}
		for (size_t row = 0; row < GRID; row++)
			for (size_t column = 0; column < GRID; column++)
				field->density[row][column] += up[row] * across[column];
	}
}

/* Between the four corners about it. */
static double density_at(const struct field *field, double x, double y)
{
	double column = (x - field->x.first) / field->x.step, row = (y - field->y.first) / field->y.step;
	size_t c = (size_t)fmin(column, GRID - 2), r = (size_t)fmin(row, GRID - 2);
	double right = column - (double)c, above = row - (double)r;
	return (1.0 - above) * ((1.0 - right) * field->density[r][c] + right * field->density[r][c + 1])
		+ above * ((1.0 - right) * field->density[r + 1][c] + right * field->density[r + 1][c + 1]);
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static double level_of(const struct field *field, double share, struct arena *arena)
{
	double *densities = arena_take(arena, field->count, sizeof *densities);
	for (size_t i = 0; i < field->count; i++)
		densities[i] = density_at(field, field->x.values[i * field->every], field->y.values[i * field->every]);
	qsort(densities, field->count, sizeof *densities, ascending);
	return densities[(size_t)((1.0 - share) * (double)(field->count - 1))];
}

/* --- lines through the grid -------------------------------------------------------------------------------------------------------- */

/* A point of a line lies on an edge of the grid: on edge 2 (row GRID + column) between (row, column) and the next column, on the one after
   that between it and the next row. */
struct tracing {
	const struct field *field;
	double level;
	size_t (*next)[2];           /* [edge]: the edges before and after it on its line */
	struct contour *contour;
};

static size_t edge_at(size_t row, size_t column, size_t upward)
{
	return 2 * (row * GRID + column) + upward;
}

static void join(struct tracing *t, size_t a, size_t b)
{
	t->next[a][t->next[a][0] != NOBODY] = b;
	t->next[b][t->next[b][0] != NOBODY] = a;
}

/* The edges of a square from below on round by the right; where all four are crossed the middle says which two belong together. */
static void cross(struct tracing *t, size_t row, size_t column)
{
	const double (*d)[GRID] = (const double (*)[GRID])t->field->density;
	const double corners[4] = { d[row][column], d[row][column + 1], d[row + 1][column + 1], d[row + 1][column] };
	const size_t edges[4] = { edge_at(row, column, 0), edge_at(row, column + 1, 1), edge_at(row + 1, column, 0), edge_at(row, column, 1) };
	size_t crossed[4], count = 0;
	for (size_t i = 0; i < 4; i++)
		if ((corners[i] >= t->level) != (corners[(i + 1) % 4] >= t->level))
			crossed[count++] = edges[i];
	if (count == 2)
		join(t, crossed[0], crossed[1]);
	if (count != 4)
		return;
	bool middle = corners[0] + corners[1] + corners[2] + corners[3] >= 4.0 * t->level;
	bool around_first = (corners[0] >= t->level) == middle;   /* then the second and the fourth corner are cut off */
	join(t, crossed[0], crossed[around_first ? 1 : 3]);
	join(t, crossed[2], crossed[around_first ? 3 : 1]);
}

static void put(struct contour *contour, double x, double y)
{
	contour->x[contour->count] = x;
	contour->y[contour->count++] = y;
}

static void put_edge(struct tracing *t, size_t edge)
{
	const struct field *f = t->field;
	size_t row = edge / 2 / GRID, column = edge / 2 % GRID;
	double from = f->density[row][column], to = edge % 2 ? f->density[row + 1][column] : f->density[row][column + 1];
	double part = (t->level - from) / (to - from);
	put(t->contour, f->x.first + ((double)column + (edge % 2 ? 0.0 : part)) * f->x.step,
		f->y.first + ((double)row + (edge % 2 ? part : 0.0)) * f->y.step);
}

/* Around one area, from an edge on until it comes back there. */
static void follow(struct tracing *t, size_t start)
{
	if (t->contour->count > 0)
		put(t->contour, NAN, NAN);
	put_edge(t, start);
	for (size_t before = NOBODY, edge = start; edge != NOBODY;) {
		size_t on = t->next[edge][0] != before ? t->next[edge][0] : t->next[edge][1];
		t->next[edge][0] = t->next[edge][1] = NOBODY;
		if (on != NOBODY)
			put_edge(t, on);
		before = edge;
		edge = on == start ? NOBODY : on;
	}
}

static void trace(struct tracing *t, struct arena *arena)
{
	size_t edges = 2 * GRID * GRID;
	t->next = arena_take(arena, edges, sizeof *t->next);
	for (size_t i = 0; i < edges; i++)
		t->next[i][0] = t->next[i][1] = NOBODY;
	for (size_t row = 0; row + 1 < GRID; row++)
		for (size_t column = 0; column + 1 < GRID; column++)
			cross(t, row, column);
	/* At most every edge, and for each line its first point again and a gap. */
	t->contour->x = arena_take(arena, 3 * edges, sizeof(double));
	t->contour->y = arena_take(arena, 3 * edges, sizeof(double));
	for (size_t i = 0; i < edges; i++)
		if (t->next[i][0] != NOBODY)
			follow(t, i);
}

struct contour contour_find(const double *x, const double *y, size_t count, double share, struct arena *arena)
{
	struct contour contour = { .count = 0 };
	struct field *field = arena_take(arena, 1, sizeof *field);
	field->every = count > 0 ? (count - 1) / POINTS + 1 : 1;
	field->count = count > 0 ? (count - 1) / field->every + 1 : 0;
	if (field->count < 2)
		return contour;
	field->x = side_of(x, field->count, field->every);
	field->y = side_of(y, field->count, field->every);
	if (!(field->x.step > 0.0 && field->y.step > 0.0))
		return contour;
	fill(field);
	struct tracing tracing = { .field = field, .level = level_of(field, share, arena), .contour = &contour };
	trace(&tracing, arena);
	return contour;
}
