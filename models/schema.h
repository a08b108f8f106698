/* One declarative table per group of the model language drives reading, checking, defaults, paths, `takt doc` and the manual. */
#ifndef TAKT_MODELS_SCHEMA_H
#define TAKT_MODELS_SCHEMA_H

#include <stddef.h>
#include "tree.h"

enum key_type {
	KEY_TEXT,         /* a text: a title, a name */
	KEY_WORD,         /* one of `words` */
	KEY_NUMBER,       /* a plain finite number, within [low, high] */
	KEY_COUNT,        /* a whole number within [low, high], or one of `words` ("unlimited") where there are any, or any other text:
	                     an expression of lets ("staff"), which the second pass evaluates and holds against [low, high] */
	KEY_TRUTH,        /* true or false */
	KEY_VALUE,        /* an expression: a text or a number; what unit belongs there is in `unit`, checked by the second pass;
	                     `words` are texts that mean something of their own there ("auto") */
	KEY_TEXTS,        /* a list of texts, or one text */
	KEY_VALUES,       /* a list of expressions, or one */
	KEY_GROUP,        /* a group of its own table `inner`: the field is a pointer to its struct (NULL: not there; with
	                     the fallback "{}" it always is) */
	KEY_GROUPS,       /* a list of such groups: struct members */
	KEY_MEMBERS,      /* a group whose members have names of the user's and are groups of table `inner`: struct members */
	KEY_SETTINGS,     /* a group whose members have names of the user's and are values: let, facts, needs, set */
	KEY_STEPS,        /* a list of steps: texts, groups of table `inner`, or lists of lists; kept as a node */
	KEY_ANY           /* any of several: kept as a node, checked by the second pass */
};

/* Where a value belongs. */
enum key_unit { UNIT_NONE, UNIT_TIME, UNIT_RATE, UNIT_SHARE, UNIT_NUMBER, UNIT_CONDITION, UNIT_MONEY };

struct schema;

struct schema_key {
	const char *name;
	enum key_type type;
	size_t offset;                /* of the field: const struct node *; or see KEY_GROUP, KEY_GROUPS, KEY_MEMBERS */
	enum key_unit unit;
	const char *fallback;         /* the default, as a planner would write it; NULL: none */
	bool required;
	const char *unless[2];        /* …but not where one of these other keys is written; NULL: none */
	double low, high;             /* both 0: any */
	const char *const *words;     /* ends with NULL */
	const struct schema *inner;
	const char *help;             /* a sentence or two, plain */
	const char *example;          /* as it would stand in a file */
	const char *also;             /* words that people try instead, with blanks between: "did you mean" knows them; NULL: none */
};

struct schema {
	const char *name;             /* "station": what one such group is called in complaints */
	const char *help;
	size_t size;                  /* of the struct that it fills; its first field is `const struct node *node` */
	const struct schema_key *keys;   /* ends with name == NULL */
	const char *known_by[2];      /* in a list: a path names one by the text of this key, the first that is written ("name", "at") */
	const char *text_means;       /* a text in place of such a group means a group with this key alone ("at"); NULL: not allowed */
};

/* What KEY_GROUPS and KEY_MEMBERS fill. */
struct members {
	size_t count;
	const void *list;             /* count structs of the inner table's size; use schema_member */
	size_t size;
};

static inline const void *schema_member(const struct members *members, size_t index)
{
	return (const char *)members->list + index * members->size;
}

/* Reads `group` into `out` (zeroed by the callee), complaining about unknown keys (with the nearest), wrong types, numbers out
   of range, missing required keys, names that are no names. Everything is in `arena`. Keys with a fallback that are not written
   get a node_default. Returns 0, or -1 where anything was complained about (the rest is filled in all the same). */
int schema_read(const struct schema *schema, const struct node *group, void *out, struct arena *arena, struct problems *problems);

/* Applies one `path = value` to the tree. `where` is the node that the text comes from (a scenario's list member), NULL for
   --set. The value is text as in a file without quotes: a number, true, false, a list or group in libconfig's own brackets,
   else an expression or text. A path that names nothing is complained about with the nearest one. 0 or -1. */
int schema_override(const struct schema *root, struct tree *tree, const char *text, const struct node *where,
	struct problems *problems);

/* The key of a table by name, or NULL. */
const struct schema_key *schema_find(const struct schema *schema, const char *name);

/* The key that someone who wrote `name` most likely meant: one that knows it as another word for itself, else the nearest; or
   NULL. */
const struct schema_key *schema_nearest(const struct schema *schema, const char *name);

/* Every name in the language is [A-Za-z][A-Za-z0-9_]*, and none of the reserved words. NULL, or what is wrong. */
const char *schema_name_fault(const char *name);

#endif
