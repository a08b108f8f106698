/* The table of distributions: their names, arguments, moments and how to draw from them (over GSL). */
#ifndef TAKT_SIM_VARIATE_H
#define TAKT_SIM_VARIATE_H

#include <stddef.h>
#include <stdbool.h>
#include "stream.h"

#define VARIATE_ARGUMENTS 5    /* at most so many arguments, choice excepted */

/* What an argument's unit must be. LIKE_RESULT: the unit of what is drawn (all such arguments of one call share it). */
enum variate_unit { VARIATE_PLAIN, VARIATE_LIKE_RESULT };

struct variate;

/* What observations tell of a distribution: nothing that a moment shows, its mean, mean and sd, or the shares of its values. */
enum variate_fit { VARIATE_FIT_NONE, VARIATE_FIT_MEAN, VARIATE_FIT_MEAN_SD, VARIATE_FIT_TABLE };

/* One way to write a call: its argument names. A distribution with two ways (gamma: mean, sd or shape, scale) has two forms. */
struct variate_form {
	const char *names[VARIATE_ARGUMENTS];
	enum variate_unit units[VARIATE_ARGUMENTS];
	unsigned count, optional;                 /* the last `optional` may be left out */
	double fallback[VARIATE_ARGUMENTS];       /* values of those left out */
	/* From the arguments as written to variate->p. NULL, or what is wrong ("sd must not be negative"), static text. */
	const char *(*prepare)(struct variate *variate, const double *arguments);
};

struct variate_type {
	const char *name;
	const char *help;              /* one sentence for `takt doc` */
	const char *example;
	struct variate_form forms[3];  /* used up to the first with names[0] == NULL */
	enum variate_fit fit;          /* MEAN: the last argument of the only form is the mean; MEAN_SD: a form is (mean, sd) */
	bool plain_result;             /* the result has no unit whatever the arguments (poisson, chance, …) */
	double (*draw)(const struct variate *variate, struct stream *stream);
	double (*mean)(const struct variate *variate);
	double (*variance)(const struct variate *variate);
	double (*lowest)(const struct variate *variate);   /* the infimum of what can be drawn; -INFINITY where there is none */
	double (*quantile)(const struct variate *variate, double u);   /* 0 < u < 1; NULL: it has none, as its values are apart */
};

/* Numbers that a distribution draws from or by (choice: cumulative weights and values; empirical, trace: the column's values).
   Borrowed by the variate; whoever made it (the model's arena) keeps it alive. */
struct variate_table {
	size_t count;
	const double *values;       /* as given; sorted for empirical */
	const double *cumulative;   /* choice: cumulative weights, the last exactly 1 */
	double mean, variance;
	bool smooth;                /* empirical: interpolate between the sorted values */
};

/* A distribution with its parameters, ready to draw. */
struct variate {
	const struct variate_type *type;
	double p[VARIATE_ARGUMENTS];
	const struct variate_table *table;   /* choice, empirical, trace; else NULL */
};

/* All distributions but the last, whose name is NULL. */
extern const struct variate_type variate_types[];

const struct variate_type *variate_find(const char *name);   /* NULL: no such distribution */

/* Completes a table: for choice sorts nothing and turns `weights` (any positive scale) into cumulative; computes the moments.
   For empirical `values` must be sorted by the caller. NULL, or what is wrong. `cumulative` has room for table->count. */
const char *variate_table_choice(struct variate_table *table, const double *values, const double *weights, size_t count,
	double *cumulative);
const char *variate_table_data(struct variate_table *table, const double *values, size_t count, bool smooth);

/* The types that the expression compiler must know by name, because they are not simple calls. */
extern const struct variate_type *const variate_choice, *const variate_empirical, *const variate_trace, *const variate_exponential;
/* A normal is drawn again where a duration belongs (variate_draw_duration), so its `lowest` of -INFINITY is no error there. */
extern const struct variate_type *const variate_normal;

/* Sets the type and, through form->prepare, the parameters. `arguments` has form->count numbers, fallbacks filled in; they are not
   kept, so this serves for arguments that are known only while running too. NULL, or what is wrong: static text without the call's
   name, such as "sd must not be negative". */
const char *variate_prepare(struct variate *variate, const struct variate_type *type, const struct variate_form *form,
	const double *arguments);

/* As if someone had observed `count` values of the distribution as stated, and had found its arguments from them: draws so many, and
   fits the same family to their mean, or mean and sd. `arguments` are those stated, as for variate_prepare. What no parameters fit (an
   sd too large for the family) is observed anew; after many times it stays as stated. Not for FIT_NONE and FIT_TABLE. */
void variate_fit_again(struct variate *variate, const double *arguments, size_t count, struct stream *stream);
/* The same for a table: the shares of the values among those observed (choice), or these themselves (empirical). `numbers` has room
   for `count` and for the table's own count, `cumulative` (choice only) for the latter; both stay in use. */
void variate_table_again(struct variate_table *table, const struct variate *stated, size_t count, struct stream *stream,
	double *numbers, double *cumulative);

/* trace: the value for the item with this ordinal (counted from 0), around again at the end. variate_draw of a trace takes the item
   of the stream's address for the ordinal. */
double variate_trace_value(const struct variate *variate, unsigned long long ordinal);

static inline double variate_draw(const struct variate *variate, struct stream *stream)
{
	if (variate->type == variate_exponential)
		return variate->p[0] * stream_exponential(stream);
	return variate->type->draw(variate, stream);
}

/* A normal that is not below 0: what is left of it there, in proportion. */
double variate_draw_above_zero(const struct variate *normal, struct stream *stream);

/* As variate_draw where a duration belongs: a normal is drawn again while it is below 0. Other distributions whose `lowest` is
   below 0 can give negative values here too. */
static inline double variate_draw_duration(const struct variate *variate, struct stream *stream)
{
	return variate->type == variate_normal ? variate_draw_above_zero(variate, stream) : variate_draw(variate, stream);
}

/* variate_quantile.c. The value below which the share `luck` (0 to 1, else NAN) of the distribution lies; of one that has quantiles. As a
   duration it is that of what variate_draw_duration gives. GSL's error handler must be off. */
double variate_quantile(const struct variate *variate, double luck);
double variate_quantile_duration(const struct variate *variate, double luck);

/* A number between 0 and 1 whose normal score correlates with that of `luck` by `by` (-1 to 1); uniform where luck is. NAN where an
   argument is out of range. And what is expected of it. */
double variate_correlated(double luck, double by, struct stream *stream);
double variate_correlated_mean(double luck, double by);

/* Exact mean and variance of what variate_draw_duration gives. INFINITY where there is none. */
double variate_mean_duration(const struct variate *variate);
double variate_variance_duration(const struct variate *variate);

#endif
