/* The language of dot, written and read (its output `plain`: a line for each node and edge, in inches, y upwards). */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "filter.h"
#include "graphviz.h"

#define INCH 72.0                /* points */
#define POINTS_AT_MOST 30000     /* of one edge */
#define FAR 1e7                  /* no place is so far away */

/* --- writing ------------------------------------------------------------------------------------------------------------------------ */

/* A label is as large as this empty table, whatever fonts there are. */
static void write_label(FILE *to, const struct graphviz_edge *edge)
{
	if (edge->label_width > 0.0 && edge->label_height > 0.0)
		fprintf(to, " label=<<table border=\"0\" cellborder=\"0\" cellpadding=\"0\" cellspacing=\"0\" fixedsize=\"true\" width=\"%.0f\" "
			"height=\"%.0f\"><tr><td></td></tr></table>>", ceil(edge->label_width), ceil(edge->label_height));
}

/* What goes against the flow is written the other way round, so that it does not turn the flow about. */
static void write_edge(FILE *to, const struct graphviz_edge *edge)
{
	fprintf(to, "n%u -> n%u [weight=%.0f", (unsigned)(edge->back ? edge->to : edge->from), (unsigned)(edge->back ? edge->from : edge->to),
		edge->back ? 1.0 : 1.0 + ceil(20.0 * edge->weight));
	write_label(to, edge);
	fputs("]\n", to);
}

const char *graphviz_text(const struct graphviz *graph, struct arena *arena)
{
	char *text = NULL;
	size_t size = 0;
	FILE *to = open_memstream(&text, &size);
	if (!to)
		return NULL;
	fprintf(to, "digraph {\nrankdir=%s\nnodesep=0.3\nranksep=%s\nnode [shape=box fixedsize=true label=\"\"]\nedge [dir=none]\n",
		graph->down ? "TB" : "LR", graph->down ? "0.35" : "0.45");
	for (uint32_t i = 0; i < graph->node_count; i++)
		fprintf(to, "n%u [width=%.4f height=%.4f]\n", (unsigned)i, graph->nodes[i].width / INCH, graph->nodes[i].height / INCH);
	for (uint32_t i = 0; i < graph->edge_count; i++)
		write_edge(to, &graph->edges[i]);
	fputs("}\n", to);
	const char *copy = fclose(to) == 0 ? arena_text(arena, text) : NULL;
	free(text);
	return copy;
}

/* --- reading ------------------------------------------------------------------------------------------------------------------------ */

struct reader {
	struct graphviz *graph;
	struct arena *arena;
	const char *at;
	bool *placed, *drawn;        /* [node], [edge] */
};

static bool read_number(struct reader *r, double *value)
{
	char *end;
	*value = strtod(r->at, &end);
	bool fine = end != r->at && fabs(*value) < FAR;
	r->at = end;
	return fine;
}

static bool read_count(struct reader *r, uint32_t *count, uint32_t at_most)
{
	double value;
	if (!read_number(r, &value) || !(value >= 0.0 && value <= at_most) || value != floor(value))
		return false;
	*count = (uint32_t)value;
	return true;
}

/* "n12": as we called it. */
static bool read_node(struct reader *r, uint32_t *node)
{
	r->at += strspn(r->at, " ");
	if (*r->at++ != 'n' || *r->at < '0' || *r->at > '9')
		return false;
	return read_count(r, node, r->graph->node_count - 1);
}

/* y upwards in inches becomes y downwards in points. */
static bool read_place(struct reader *r, double *x, double *y)
{
	if (!read_number(r, x) || !read_number(r, y))
		return false;
	*x *= INCH;
	*y = r->graph->height - *y * INCH;
	return true;
}

static bool read_node_line(struct reader *r)
{
	uint32_t node;
	if (!read_node(r, &node) || !read_place(r, &r->graph->nodes[node].x, &r->graph->nodes[node].y))
		return false;
	r->placed[node] = true;
	return true;
}

/* Edges between the same nodes come in the order in which they were written. */
static uint32_t find_edge(const struct reader *r, uint32_t tail, uint32_t head)
{
	for (uint32_t i = 0; i < r->graph->edge_count; i++) {
		const struct graphviz_edge *edge = &r->graph->edges[i];
		if (!r->drawn[i] && (edge->back ? edge->to : edge->from) == tail && (edge->back ? edge->from : edge->to) == head)
			return i;
	}
	return UINT32_MAX;
}

static void turn_round(double *points, uint32_t count)
{
	for (uint32_t i = 0; i < count / 2; i++)
		for (uint32_t k = 0; k < 2; k++) {
			double other = points[2 * i + k];
			points[2 * i + k] = points[2 * (count - 1 - i) + k];
			points[2 * (count - 1 - i) + k] = other;
		}
}

/* Where the n-th word from the end of the line begins; `start` where there are not so many. */
static const char *words_back(const char *start, unsigned n)
{
	const char *at = start + strcspn(start, "\n");
	while (n > 0 && at > start) {
		at--;
		n -= *at == ' ';
	}
	return at;
}

/* A line ends in the label's place, the style and the colour. Without a place the middle of the curve is taken. */
static void read_label(struct reader *r, struct graphviz_edge *edge)
{
	const double *middle = edge->points + 2 * (edge->point_count / 2);
	double x, y;
	r->at = words_back(r->at, 4);
	bool found = read_place(r, &x, &y);
	edge->label_x = found ? x : middle[0];
	edge->label_y = found ? y : middle[1];
}

static bool read_edge_line(struct reader *r)
{
	uint32_t tail, head, count;
	if (!read_node(r, &tail) || !read_node(r, &head) || !read_count(r, &count, POINTS_AT_MOST) || count < 4 || count % 3 != 1)
		return false;
	uint32_t index = find_edge(r, tail, head);
	if (index == UINT32_MAX)
		return false;
	struct graphviz_edge *edge = &r->graph->edges[index];
	double *points = arena_take(r->arena, 2 * (size_t)count, sizeof *points);
	for (uint32_t i = 0; i < count; i++)
		if (!read_place(r, &points[2 * i], &points[2 * i + 1]))
			return false;
	if (edge->back)
		turn_round(points, count);
	edge->points = points;
	edge->point_count = count;
	r->drawn[index] = true;
	if (edge->label_width > 0.0)
		read_label(r, edge);
	return true;
}

static bool read_graph_line(struct reader *r)
{
	double scale, width, height;
	if (!read_number(r, &scale) || !read_number(r, &width) || !read_number(r, &height) || !(width > 0.0 && height > 0.0))
		return false;
	r->graph->width = width * INCH;
	r->graph->height = height * INCH;
	return true;
}

static bool read_line(struct reader *r)
{
	static const struct { const char *word; bool (*read)(struct reader *r); } lines[] = { { "graph ", read_graph_line },
		{ "node ", read_node_line }, { "edge ", read_edge_line } };
	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
		size_t length = strlen(lines[i].word);
		if (strncmp(r->at, lines[i].word, length) != 0)
			continue;
		r->at += length;
		return lines[i].read(r);
	}
	return false;
}

static bool all(const bool *list, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		if (!list[i])
			return false;
	return true;
}

int graphviz_read(struct graphviz *graph, const char *plain, struct arena *arena)
{
	struct reader r = { .graph = graph, .arena = arena };
	r.placed = arena_take(arena, graph->node_count + 1, sizeof *r.placed);
	r.drawn = arena_take(arena, graph->edge_count + 1, sizeof *r.drawn);
	graph->width = graph->height = 0.0;
	while (strncmp(plain, "stop", 4) != 0) {
		r.at = plain;
		if (!*plain || !read_line(&r))
			return -1;
		plain += strcspn(plain, "\n");
		plain += *plain == '\n';
	}
	return graph->height > 0.0 && all(r.placed, graph->node_count) && all(r.drawn, graph->edge_count) ? 0 : -1;
}

/* --- all of it ---------------------------------------------------------------------------------------------------------------------- */

static const char *complaint(enum filter_end end)
{
	switch (end) {
	case FILTER_NOT_THERE:
		return "The process map is left out: it needs Graphviz (apt install graphviz)";
	case FILTER_TOO_SLOW:
		return "The process map is left out: Graphviz (dot) did not come to an end";
	case FILTER_FAILED:
	case FILTER_DONE:
		break;
	}
	return "The process map is left out: Graphviz (dot) did not lay it out; does `dot -V` run?";
}

int graphviz_lay_out(struct graphviz *graph, struct arena *arena, char *fault, size_t fault_room)
{
	char dot[] = "dot", plain[] = "-Tplain", *words[] = { dot, plain, NULL }, *answer = NULL;
	const char *text = graphviz_text(graph, arena);
	enum filter_end end = text ? filter_run(words, text, strlen(text), GRAPHVIZ_SECONDS, &answer) : FILTER_FAILED;
	int found = end == FILTER_DONE ? graphviz_read(graph, answer, arena) : -1;
	if (found != 0)
		snprintf(fault, fault_room, "%s", complaint(end));
	free(answer);
	return found;
}
