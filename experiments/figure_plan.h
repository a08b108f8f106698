/* Private to figure_project.c and figure_ends.c: a chart of a plan that is being made. */
#ifndef TAKT_EXPERIMENTS_FIGURE_PLAN_H
#define TAKT_EXPERIMENTS_FIGURE_PLAN_H

#include "figure.h"
#include "plan.h"

/* The time axis of a plan: dates where the run has them, else the time since the run, or the project, began. */
struct figure_scale {
	double length, shift;        /* x = time of the run / length + shift */
	const char *unit, *begins;
};

struct drawing {
	struct sketch sketch;
	const struct kind *kind;
	struct plan_ends ends;
	struct figure_scale scale;
	double begins;
	uint32_t *tasks;             /* in the order of rows */
	size_t count;
};

/* False: `kind` is NULL or has no plan, or nothing of it has ended. */
bool drawing_start(struct drawing *d, enum figure_form form, const char *name, const struct result *result,
	const struct result_scenario *scenario, const struct kind *kind, struct arena *arena);

/* "Barn: ", where the model has other plans too. */
void drawing_say_whose(const struct drawing *d, struct prose *title);

struct figure_axis drawing_axis(const struct drawing *d);
double drawing_x(const struct drawing *d, double time);      /* of the run */
double drawing_at(const struct drawing *d, double time);     /* since the project began */
void drawing_mark(struct drawing *d, size_t panel, double time, const char *label, enum figure_tone tone);   /* the same */
const char *drawing_called(const struct drawing *d);

#endif
