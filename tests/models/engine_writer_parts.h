/* What the parts of the writer of random models share: the text and the luck, and what all kinds of work say of their tasks. */
#ifndef TAKT_TESTS_ENGINE_WRITER_PARTS_H
#define TAKT_TESTS_ENGINE_WRITER_PARTS_H

#include "engine_writer.h"

void writer_say(struct writer *w, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* 0 .. n - 1. */
int writer_below(struct writer *w, int n);

bool writer_one_in(struct writer *w, int n);
const char *writer_pick(struct writer *w, const char *const *list, size_t count);

/* A time between quotes. */
void writer_time(struct writer *w);

/* At most `most` units of one resource or two, of which there is at least one. */
void writer_amounts(struct writer *w, const char *key, int most);

/* What is done, and where. False: branches, of which there are none from a depth of 2 on. */
bool writer_work(struct writer *w, int depth);

/* Whether it is a decision. */
void writer_decision(struct writer *w);

/* The practice of the kind that is being written. */
void writer_project(struct writer *w);
void writer_case(struct writer *w);

#endif
