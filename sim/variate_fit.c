/* Distributions as they might have been found: so many values are drawn from the one stated and the same family is fitted to them (the
   parametric bootstrap; Efron and Tibshirani 1993, section 6.5). Invariant: which numbers are drawn depends on the stream and on the
   distribution alone. */
#include <stdlib.h>
#include <string.h>
#include "variate_family.h"

#define TRIES 100    /* of observations that no parameters fit: more in a row mean that hardly any are fitted */

/* Mean and sd of `count` draws, with divisor count - 1 (Welford 1962). */
static void observe(const struct variate *stated, size_t count, struct stream *stream, double *mean, double *sd)
{
	double squares = 0;
	*mean = 0;
	for (size_t i = 0; i < count; i++) {
		double value = variate_draw(stated, stream), apart = value - *mean;
		*mean += apart / (double)(i + 1);
		squares += apart * (value - *mean);
	}
	*sd = sqrt(squares / (double)(count - 1));
}

/* The way to write it by mean and sd; the only way where there is but one. */
static const struct variate_form *form_by_moments(const struct variate_type *type)
{
	const struct variate_form *form = type->forms;
	while (type->fit == VARIATE_FIT_MEAN_SD && (strcmp(form->names[0], "mean") != 0 || strcmp(form->names[1], "sd") != 0))
		form++;
	return form;
}

void variate_fit_again(struct variate *variate, const double *arguments, size_t count, struct stream *stream)
{
	const struct variate stated = *variate;
	const struct variate_form *form = form_by_moments(stated.type);
	double moments[VARIATE_ARGUMENTS] = { 0 }, mean, sd;
	for (unsigned i = 0; i < form->count && stated.type->fit == VARIATE_FIT_MEAN; i++)
		moments[i] = arguments[i];
	for (unsigned tries = 0; tries < TRIES; tries++) {
		observe(&stated, count, stream, &mean, &sd);
		if (stated.type->fit == VARIATE_FIT_MEAN) {
			moments[form->count - 1] = mean;
		} else {
			moments[0] = mean;
			moments[1] = sd;
		}
		if (variate_prepare(variate, stated.type, form, moments) == NULL)
			return;
	}
	*variate = stated;
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

/* How often each value of a choice is among those observed. */
static void count_choices(const struct variate_table *stated, size_t count, struct stream *stream, double *times)
{
	for (size_t i = 0; i < stated->count; i++)
		times[i] = 0;
	for (size_t i = 0; i < count; i++) {
		double u = stream_uniform(stream);
		size_t at = 0;
		while (stated->cumulative[at] <= u)
			at++;
		times[at]++;
	}
}

void variate_table_again(struct variate_table *table, const struct variate *stated, size_t count, struct stream *stream,
	double *numbers, double *cumulative)
{
	const struct variate_table *old = stated->table;
	if (stated->type == variate_choice) {
		count_choices(old, count, stream, numbers);
		variate_table_choice(table, old->values, numbers, old->count, cumulative);
		return;
	}
	for (size_t i = 0; i < count; i++)
		numbers[i] = variate_draw(stated, stream);
	qsort(numbers, count, sizeof *numbers, ascending);
	variate_table_data(table, numbers, count, old->smooth);
}
