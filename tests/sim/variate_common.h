/* What the tests of distributions share: streams with fixed addresses, and making a distribution that must be right. */
#ifndef TAKT_TESTS_SIM_VARIATE_COMMON_H
#define TAKT_TESTS_SIM_VARIATE_COMMON_H

#include <criterion/criterion.h>
#include <math.h>
#include "sim/variate.h"

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

static inline struct stream stream_for(size_t test)
{
	struct stream stream;
	stream_key(&stream, 20250102, 1);
	stream_address(&stream, stream_hash("laws"), test, stream_hash("draws"), 0);
	return stream;
}

static inline struct variate made(const char *name, unsigned form, const double *arguments)
{
	struct variate variate = { 0 };
	const struct variate_type *type = variate_find(name);
	cr_assert_not_null(type, "%s", name);
	const char *wrong = variate_prepare(&variate, type, &type->forms[form], arguments);
	cr_assert_null(wrong, "%s, form %u: %s", name, form, wrong);
	return variate;
}

#endif
