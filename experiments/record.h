/* Structures of C as objects of JSON, by a table of their members. Invariant: one table writes and reads, so that what is written can be
   read back, and writing it again gives the same bytes.

   What is read may come from anywhere: every type and number is checked, what the table does not know is refused, and the first thing
   that is wrong is said with its place, "page[3].figure.series[0].value: 12 numbers, but 9 rows". */
#ifndef TAKT_EXPERIMENTS_RECORD_H
#define TAKT_EXPERIMENTS_RECORD_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include "sim/arena.h"

enum record_type {
	RECORD_TEXT,                 /* const char *; NULL is not written */
	RECORD_NUMBER,               /* double, six digits of it; what is not finite is not written, and read as NAN */
	RECORD_FLAG,                 /* bool; false is not written */
	RECORD_WORD,                 /* an enum, by its name in `words` */
	RECORD_INDEX,                /* size_t, a billion at most; 0 is not written */
	RECORD_PART,                 /* a structure within, by its table `part` */
	RECORD_LINK                  /* a pointer to one; NULL is not written */
};

struct record;

struct record_member {
	const char *name;
	enum record_type type;
	bool needed;                 /* a text, number or list that must be there; words and parts always must */
	size_t offset;
	const char *const *words;    /* ends with NULL */
	const struct record *part;

	/* Of a list: the field is a pointer to as many elements as the size_t at `count` says, times `each` where that is not 0. Lists
	   with one count agree about it. NULL is not written. */
	bool many, bound;            /* bound: it holds as many more as the walk says: the bounds of bins */
	size_t count, each;
};

struct record {
	size_t size;
	const struct record_member *members;   /* ends with name == NULL */
};

/* Writes the object on one line. `more`: by how much the lists that are `bound` are longer than their count. */
void record_write(FILE *to, const struct record *record, const void *data, size_t more);

/* A place in what is being read: a member of its parent (index SIZE_MAX), or an element of it. Made on the stack. */
struct record_place {
	const struct record_place *parent;   /* NULL: the whole */
	const char *name;                    /* of the member; "" for an element of the parent */
	size_t index;
};

/* A reading in progress. */
struct record_reader {
	struct arena *arena;         /* owns all that is read, texts included */
	char *fault;                 /* the first one */
	size_t fault_room;
	bool failed;
	size_t more;                 /* as record_write has it */
	size_t text_at_most;         /* bytes; 0: any number */
};

/* Fills `data`, of record->size bytes. False, with the fault told, where the object is not what the table says. */
bool record_read(struct record_reader *reader, const struct record_place *place, const struct record *record, const json_t *object,
	void *data);

/* Tells a fault, unless there is one already; always false. */
bool record_fault(struct record_reader *reader, const struct record_place *place, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Private to record_*.c: bytes from one element of a list to the next. */
size_t record_stride(const struct record_member *member);

#endif
