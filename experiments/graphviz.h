/* Layout by Graphviz's program `dot`, where it is installed: a graph goes in, places and curves come out. It is given no names, only
   numbers; what it answers is taken for what any program may answer. */
#ifndef TAKT_EXPERIMENTS_GRAPHVIZ_H
#define TAKT_EXPERIMENTS_GRAPHVIZ_H

#include <stdbool.h>
#include <stdint.h>
#include "sim/arena.h"

/* All places and sizes are in points, y grows downwards. */
struct graphviz_node {
	double width, height;        /* given */
	double x, y;                 /* found: its middle */
};

struct graphviz_edge {
	uint32_t from, to;           /* given */
	double label_width, label_height;   /* given; 0: it has no label */
	bool back;                   /* given: it goes against the flow */
	double weight;               /* given, 0 to 1: how straight it should be */
	double label_x, label_y;     /* found: the label's middle */
	const double *points;        /* found: x, y of a chain of cubic Béziers from rim to rim, 3 n + 1 points */
	uint32_t point_count;
};

struct graphviz {
	struct graphviz_node *nodes;
	struct graphviz_edge *edges;
	uint32_t node_count, edge_count;
	bool down;                   /* the flow goes down the page; else from left to right */
	double width, height;        /* found */
};

/* Fills in what is to be found; points are in the arena. 0, or -1 with a sentence in `fault` that says why not and what to do. Takes at
   most GRAPHVIZ_SECONDS. */
#define GRAPHVIZ_SECONDS 10
int graphviz_lay_out(struct graphviz *graph, struct arena *arena, char *fault, size_t fault_room);

/* The two halves of it that need no program. The text of the graph, in the arena; and reading an answer of `dot -Tplain`: 0, or -1 where
   it is none for this graph. */
const char *graphviz_text(const struct graphviz *graph, struct arena *arena);
int graphviz_read(struct graphviz *graph, const char *plain, struct arena *arena);

#endif
