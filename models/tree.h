/* A model file as a tree of nodes, read through libconfig and then our own: scenarios and --set change copies of it by path. */
#ifndef TAKT_MODELS_TREE_H
#define TAKT_MODELS_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include "sim/arena.h"
#include "sim/problem.h"

enum node_type { NODE_TEXT, NODE_NUMBER, NODE_TRUTH, NODE_GROUP, NODE_LIST };

struct node {
	enum node_type type;
	const char *name;            /* NULL in a list */
	const char *text;            /* NODE_TEXT; for NODE_NUMBER its digits; else NULL */
	double number;               /* NODE_NUMBER; NODE_TRUTH: 0 or 1 */
	const struct tree *tree;     /* where it was read, for complaints */
	int line;                    /* 0: not from a file (a default, --set) */
	int column;                  /* where its name (in a list: its value) begins, from 1; 0: not known */
	const char *shown;           /* what to show instead of the file's line (the text of a --set); NULL: the line */
	struct node *parent, *first, *last, *next;
	size_t count;                /* children */
};

struct tree {
	const char *file;            /* as given; "-" is standard input */
	const char *folder;          /* of the file, "." where it has none: data files are looked for here */
	const char *source;          /* the whole text */
	size_t length;
	const char *const *lines;    /* line 1 is lines[0]; without their newlines */
	size_t line_count;
	struct node *root;           /* a NODE_GROUP */
	struct arena *arena;
};

#define TREE_SOURCE_AT_MOST ((size_t)16 << 20)
#define TREE_LINE_SHOWN 1000         /* bytes of a line that complaints show */

/* Reads a file ("-": standard input); `arena` owns all. NULL where nothing could be read (problems says why; a syntax error is
   there with its line shown and what is usual at such a place: a trailing comma, a missing semicolon, …). `io_failed` tells the
   world's fault (exit 1) from the user's (exit 2). Integers past 32 bits without L, reals that are not finite, and duplicate
   keys are complained about with their line. */
struct tree *tree_read(const char *file, struct arena *arena, struct problems *problems, bool *io_failed);

/* The same from a text in memory; `name` stands for the file in complaints. */
struct tree *tree_read_text(const char *name, const char *text, size_t length, struct arena *arena, struct problems *problems);

/* A deep copy of the nodes, in `arena`; source and lines stay borrowed. */
struct tree *tree_copy(const struct tree *tree, struct arena *arena);

/* The child of a group by name, or NULL. */
struct node *node_child(const struct node *group, const char *name);

/* A text node that stands in no file: for defaults. `like` says where complaints about it point to; it is a member of `like`
   where that is a group (but not among its children), else its sibling. */
struct node *node_default(struct arena *arena, const struct node *like, const char *name, const char *text);

/* Turns a text node that spells a number, `true` or `false` into a node of that type; leaves any other as it is. */
void node_sharpen(struct node *node);

/* Complains about a node: file, line, the line shown, a caret under `word` (NULL: under the node's name). */
void node_problem(struct problems *problems, enum severity severity, const struct node *node, const char *word,
	const char *format, ...) __attribute__((format(printf, 5, 6)));

/* How many bytes the letter at the beginning of a text takes in UTF-8 (RFC 3629); 0: it is none. `left` is at least 1. */
size_t tree_letter_length(const char *letter, size_t left);

/* "stations.paint.queue": the node's own path, in `arena`. */
const char *node_path(const struct node *node, struct arena *arena);

#endif
