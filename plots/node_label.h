/* The label of a node of a map: its lines, and the room that they take. Who lays out a map and who draws it ask here, so that they agree.
   */
#ifndef TAKT_PLOTS_NODE_LABEL_H
#define TAKT_PLOTS_NODE_LABEL_H

#include "lettering.h"

#define NODE_LABEL_WIDTH 132.0   /* lines are broken at this width */
#define NODE_LABEL_PADDING 8.0   /* to each side, between text and rim */

struct node_label {
	struct lines name, rest;
	struct font name_font, rest_font;
	double width, height;        /* of all lines, without padding */
};

/* `label` as in struct figure_node. Texts are in the lettering's arena. */
struct node_label node_label_make(struct lettering *lettering, const char *label);

#endif
