/* The levers of a model: a standard change of everything in it that people can change. Invariant: a lever is nothing but `path = value`, so
   that it is a scenario like any other, checked like one, and anybody can repeat it with --set. Knows nothing of runs. */
#ifndef TAKT_EXPERIMENTS_LEVERS_H
#define TAKT_EXPERIMENTS_LEVERS_H

#include <stdbool.h>
#include <stddef.h>
#include "models/model.h"

/* Who can bring it about. */
enum lever_family { LEVER_MANAGERIAL, LEVER_ENGINEERING, LEVER_ENTREPRENEURIAL };

#define LEVER_FAMILIES 3

extern const char *const lever_families[LEVER_FAMILIES];   /* as the language calls them */

struct lever {
	const char *name;            /* "stations.paint.machines": no two have the same */
	const char *title;           /* "2 machines instead of 1 at Paint booth": stands in a sentence */
	const char *brief;           /* "Paint booth +1 machine": stands in a table */
	enum lever_family family;
	const char *const *sets;     /* paths and new values, on top of the model */
	size_t set_count;
	const char **subjects;       /* by which names `only` and `skip` know it */
	size_t subject_count;
	size_t skip_count;           /* so many of them, the first, count for `skip`: an hour more is not left out because of one of many */
	uint32_t station, resource;  /* where it adds one machine, or one unit; NONE */
	bool priced;                 /* what it costs is known: the model's own prices have it, or `price`, or it costs nothing */
	double price;                /* money a week that the model does not count */
};

struct levers {
	struct lever *list;
	size_t count, room;
	bool restricted;             /* by the file */
	const struct model *model;
	struct arena *arena;         /* owns all */
};

/* Lists the levers of a model as its file says them, restricted by its group `levers` and with the user's own among them. `longest` is the
   station whose queue is served in another order (NONE: none). -1 after complaints about the group. */
int levers_make(struct levers *levers, const struct model *model, uint32_t longest, struct arena *arena, struct problems *problems);

/* Private to levers*.c. */
struct lever *lever_add(struct levers *levers, enum lever_family family, const char *name);
void lever_set(struct levers *levers, struct lever *lever, const char *path, const char *value);
void lever_about(struct levers *levers, struct lever *lever, const char *subject);      /* NULL: nothing more */
void lever_concerns(struct levers *levers, struct lever *lever, const char *subject);   /* for `only`, not for `skip` */
void levers_list(struct levers *levers, uint32_t longest);
void levers_list_plan(struct levers *levers, const struct kind *kind);                  /* of a project; levers_plan.c */

void levers_list_decisions(struct levers *levers);                                      /* and reviews of priority; levers_decide.c */
const char *lever_step_path(const struct levers *levers, const struct task *task);      /* where its own values stand */

/* How a value as written becomes another: as text, and where it is a bare number. */
struct lever_scaling {
	const char *before, *after;
	double factor;
};

/* Sets path.key to its scaled value, where it is written. */
void lever_scale(struct levers *levers, struct lever *lever, const char *path, const struct node *group, const char *key,
	const struct lever_scaling *scaling);
void lever_drop_empty(struct levers *levers);      /* the last one, where it sets nothing */

/* The hours that `node` says or names, the last span of each day an hour longer, as the language writes them. NULL where it is always open,
   or where the hour is there already. levers_hours.c */
const char *lever_longer_hours(const struct levers *levers, const struct node *node);

/* The calendar of the file that a text names; NULL where it is hours itself. */
const struct node *lever_calendar(const struct levers *levers, const char *name);

#endif
