/* make bench-selection: how often the procedure behind `takt compare --until-decided` (Kim and Nelson 2001) chooses the right scenario,
   beside what it promises. The slippage configuration is the hardest that the promise covers: one scenario is better than all others by
   exactly the difference worth acting on, and these are equal. Fails where the promise is broken beyond chance.

   The procedure supposes normal observations. Those of a simulation are means of many items, so nearly normal; the rows with skewed luck
   (exponential, far more skewed than such a mean) show what becomes of the promise where they are not. */
#include <math.h>
#include <stdio.h>
#include "chance.h"
#include "experiments/selection.h"

#define PI 3.14159265358979323846
#define CHOICES 500          /* macro-replications of each row of the table */
#define FIRST 10             /* as `takt compare` */
#define PROMISED 0.95
#define DIFFERENCE 1.0       /* worth acting on: the unit of all numbers here */
#define OWN_LUCK 2.0         /* the standard deviation of one scenario's own luck in one replication */
#define MOST 10

struct setting {
	const char *words;
	double common;           /* the standard deviation of the luck that all scenarios share */
	bool skewed;             /* no promise: told, not judged */
};

static const struct setting settings[] = {
	{ "luck of its own each", 0.0, false },
	{ "mostly common luck", 3.0 * OWN_LUCK, false },
	{ "skewed luck of its own", 0.0, true },
};

static const size_t systems[] = { 2, 5, MOST };

/* Box and Muller (1958). */
static double normal(struct chance *chance)
{
	double radius = sqrt(-2.0 * log(1.0 - chance_uniform(chance)));
	return radius * cos(2.0 * PI * chance_uniform(chance));
}

/* Mean 0, variance 1. */
static double luck(struct chance *chance, bool skewed)
{
	return skewed ? chance_exponential(chance) - 1.0 : normal(chance);
}

/* One choice; adds to `rows` how many replications it took. -1 without memory. */
static int choose(const struct setting *setting, size_t count, size_t best, struct chance *chance, double *rows)
{
	struct selection_kn kn;
	double row[MOST];
	int right = -1;
	if (selection_kn_init(&kn, count, FIRST, PROMISED, DIFFERENCE, false) == 0) {
		do {
			double common = setting->common * normal(chance);
			for (size_t i = 0; i < count; i++)
				row[i] = common + OWN_LUCK * luck(chance, setting->skewed) - (i == best ? DIFFERENCE : 0.0);
		} while (!selection_kn_feed(&kn, row));
		right = kn.chosen == best;
		*rows += (double)kn.rows;
	}
	selection_kn_done(&kn);
	return right;
}

/* One row of the table: 0 where the promise is kept, 1 where it is not, -1 without memory. */
static int show(const struct setting *setting, size_t count, struct chance *chance)
{
	const double least = PROMISED - 3.0 * sqrt(PROMISED * (1.0 - PROMISED) / CHOICES);
	double rows = 0.0;
	int right = 0;
	for (size_t c = 0; c < CHOICES; c++) {
		int one = choose(setting, count, c % count, chance, &rows);
		if (one < 0)
			return -1;
		right += one;
	}
	double share = (double)right / CHOICES;
	bool broken = !setting->skewed && share < least;
	printf("%9zu   %-24s %8.1f %% %9.0f %% %18.0f   %s\n", count, setting->words, 100.0 * share, 100.0 * PROMISED, rows / CHOICES,
		setting->skewed ? "(no promise for such luck)" : broken ? "BROKEN: more than three standard errors below" : "kept");
	return broken;
}

int main(void)
{
	struct chance chance;
	int broken = 0;
	chance_init(&chance, 1);
	printf("%9s   %-24s %10s %11s %18s\n", "scenarios", "", "right", "promised", "until decided");
	for (size_t s = 0; s < sizeof settings / sizeof settings[0]; s++)
		for (size_t k = 0; k < sizeof systems / sizeof systems[0]; k++) {
			int one = show(&settings[s], systems[k], &chance);
			if (one < 0) {
				perror("bench-selection");
				return 1;
			}
			broken += one;
		}
	printf("Each row: %d choices, the best better than all others by exactly the difference worth acting on.\n"
		"Until decided: mean number of replications.\n", CHOICES);
	return broken > 0;
}
