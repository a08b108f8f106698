/* A study of a model given as text, with the options of a call: for tests of experiments as a whole. */
#ifndef TAKT_TESTS_EXPERIMENTS_LABORATORY_H
#define TAKT_TESTS_EXPERIMENTS_LABORATORY_H

#include "experiments/compare.h"
#include "experiments/study.h"

struct laboratory {
	char path[32];
	struct options options;
	struct call call;
	struct study study;
	struct judge judge;
};

/* Writes the text to a file and opens a lenient study of all scenarios; `words` are options, ends with NULL. Fails the test where the
   model is none, or nothing can be judged. */
void laboratory_open(struct laboratory *laboratory, const char *text, const char *const *words);
void laboratory_close(struct laboratory *laboratory);

/* What study_run, precise_run or compare_decide left, compared. */
struct compare *laboratory_compare(struct laboratory *laboratory, const struct compare_choice *choice);

/* The comparison as people read it; free it. */
char *laboratory_text(const struct compare *compare);

/* Whether the sentence is there, wherever its lines are broken. */
bool laboratory_says(const char *text, const char *sentence);

#endif
