/* A model in plain sentences, as a planner would tell it: how work comes, what is done with it, by whom and when, what goes wrong, what
   it costs. Numbers that a run would find are left to the tables. */
#ifndef TAKT_EXPERIMENTS_WORDS_H
#define TAKT_EXPERIMENTS_WORDS_H

#include "models/load.h"
#include "document.h"

struct words {
	const struct model *model;
	const struct load *load;
	struct arena *arena;
	struct document *to;
};

/* Each kind of work with its steps, then what there is to say of stations and people beside their number and load. */
void words_print(const struct words *words);

/* "Nurse or 2 of 3 Agents": what `amounts` are, with `between` before the last. */
const char *words_amounts(const struct words *words, const struct amounts *amounts, const char *between);

/* Private to words*.c. The text of a value as it stands in the file; NULL where it is not there or is a group or list. */
const char *words_written(const struct node *group, const char *name);
const char *words_number(const struct words *words, double number);
const char *words_time(const struct words *words, double time);           /* "8 min" */
const char *words_money(const struct words *words, double price);         /* "44 EUR" */
/* "exactly 8 min", "8 min on average", or what is written where neither is known. */
const char *words_length(const struct words *words, const struct expr *time, double mean, const char *text);
/* "Mon-Fri 08:00-16:00 (other hours on some dates)" */
const char *words_hours(const struct words *words, const struct calendar *calendar);
/* "a; b; c" with what is not "". */
const char *words_join(const struct words *words, const char *list, const char *between, const char *more);
void words_places(const struct words *words);
const char *words_step(const struct words *words, uint32_t task);
/* "12 %" where a chance is constant, else as it stands in the file. */
const char *words_chance(const struct words *words, const struct expr *chance, const char *text);

/* words_case.c: what a case says beside the work of its tasks; "" of any other work. */
const char *words_when(const struct words *words, uint32_t task);       /* "when known = 1: " */
const char *words_part(const struct words *words, uint32_t task);       /* "a milestone", "happens after 10 d"; NULL: it is a task */
const char *words_reached(const struct words *words, uint32_t task);    /* of those two */
const char *words_again(const struct words *words, uint32_t task);      /* "3 times at most; called off when withdrawn = 1" */
void words_close(const struct words *words, const struct kind *kind);   /* and the goal of any work */

/* words_project.c: what a plan says beside the work of its tasks; "" of a step of a process. */
const char *words_begin(const struct words *words, const struct kind *kind);
const char *words_concurrency(const struct kind *kind);                 /* where it is not by links alone */
const char *words_links(const struct words *words, uint32_t task);      /* "after A and 7 d after B, " */
const char *words_dates(const struct words *words, uint32_t task);      /* "a checkpoint, due 2027-06-04 17:00" */
const char *words_returns(const struct words *words, uint32_t task);    /* what comes back when others end */
const char *words_repeat(const struct words *words, const struct task *task);
const char *words_task_length(const struct words *words, uint32_t task);   /* in days of work, where these are its hours; NULL: as ever */
void words_risks(const struct words *words, const struct kind *kind);
void words_planning(const struct words *w, const struct kind *kind);      /* nothing where there is nothing to say */

/* words_decision.c: who decides when, "" where that is no decision; when priorities are read anew; what handoffs are like. */
const char *words_decision(const struct words *words, const struct task *task);
const char *words_review(const struct words *words, const struct kind *kind);
void words_handoffs(const struct words *words);

#endif
