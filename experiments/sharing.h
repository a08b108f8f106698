/* People and other resources that several kinds of work share: how much of their time each kind has, and how long it waits for them. Only
   what the engine measures (models/shared.h): no estimates. */
#ifndef TAKT_EXPERIMENTS_SHARING_H
#define TAKT_EXPERIMENTS_SHARING_H

#include "document.h"
#include "result.h"

/* What one kind has of a resource. */
struct sharing_part {
	const struct kind *kind;
	double share, half_width;            /* of the resource's time on duty, overtime included */
	const struct summary *wait;          /* for it, of each item; NULL: never */
};

/* One shared resource. */
struct sharing {
	const struct resource *resource;
	const struct summary *taken;         /* share of its time on duty in which it is in use at all */
	struct sharing_part *parts;          /* those that have most of it first */
	size_t count;
};

/* Those that are shared and on duty, in the order of the model; in the arena. Returns how many. */
size_t sharing_list(const struct result_scenario *scenario, struct sharing **list, struct arena *arena);

/* "22 % of the time of Adjusters goes to Migration; work on Claims waits 3.1 d for them. ": of the resource that most is waited for, and
   the kind that waits most. Returns that resource's index in the list. */
size_t sharing_say(struct prose *text, const struct result_scenario *scenario, const struct sharing *list, size_t count);

/* The table, after an empty line, and what it says; nothing where nothing is shared. */
void report_sharing(const struct result_scenario *scenario, struct document *to);

#endif
