/* Mistakes made on purpose, one of each kind that the sanitizers have to find: `make sanitize` fails where one of them goes unnoticed.
   Criterion alone would let the leak pass. */
#include <criterion/criterion.h>
#include <limits.h>
#include <stdlib.h>

Test(control, leaks)
{
	void *volatile lost = malloc(42);
	lost = NULL;
	cr_expect_null(lost);
}

Test(control, overflows)
{
	volatile int largest = INT_MAX;
	largest = largest + 1;
	cr_expect_neq(largest, 0);
}

Test(control, reads_what_is_not_its_own)
{
	char *volatile text = calloc(8, 1);
	volatile size_t after = 8;
	cr_expect_neq(text[after], 1);
	free(text);
}
