#include "experiments/graphviz.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Two boxes, a way there with a label, a way back, one from a box to itself. */
struct drawn {
	struct arena arena;
	struct graphviz_node nodes[2];
	struct graphviz_edge edges[3];
	struct graphviz graph;
};

static void drawn_init(struct drawn *drawn)
{
	cr_assert_eq(arena_init(&drawn->arena), 0);
	drawn->nodes[0] = drawn->nodes[1] = (struct graphviz_node){ .width = 72.0, .height = 36.0 };
	drawn->edges[0] = (struct graphviz_edge){ .from = 0, .to = 1, .weight = 1.0, .label_width = 40.0, .label_height = 14.0 };
	drawn->edges[1] = (struct graphviz_edge){ .from = 1, .to = 0, .back = true };
	drawn->edges[2] = (struct graphviz_edge){ .from = 1, .to = 1, .back = true };
	drawn->graph = (struct graphviz){ .nodes = drawn->nodes, .edges = drawn->edges, .node_count = 2, .edge_count = 3 };
}

/* As dot 2.43 answers. */
static const char answer[] =
	"graph 1 3 0.75\n"
	"node n0 0.5 0.25 1 0.5 \"\" solid box black lightgrey\n"
	"node n1 2.5 0.25 1 0.5 \"\" solid box black lightgrey\n"
	"edge n0 n1 4 1 0.25 1.3 0.25 1.7 0.25 2 0.25 \"<TABLE>\" 1.5 0.375 solid black\n"
	"edge n0 n1 4 1 0.125 1.25 0.125 1.75 0.125 2 0.125 solid black\n"
	"edge n1 n1 7 2.25 0.5 2.25 0.6 2.3 0.75 2.5 0.75 2.7 0.75 2.75 0.6 2.75 0.5 solid black\n"
	"stop\n";

Test(graphviz, places_are_in_points_and_downwards)
{
	struct drawn drawn;
	drawn_init(&drawn);
	cr_assert_eq(graphviz_read(&drawn.graph, answer, &drawn.arena), 0);
	cr_expect(drawn.graph.width == 216.0 && drawn.graph.height == 54.0);
	cr_expect(drawn.nodes[1].x == 180.0 && drawn.nodes[1].y == 36.0);
	const struct graphviz_edge *there = &drawn.edges[0], *back = &drawn.edges[1], *loop = &drawn.edges[2];
	cr_expect(there->point_count == 4 && there->points[0] == 72.0 && there->points[6] == 144.0 && there->points[7] == 36.0);
	cr_expect(there->label_x == 108.0 && there->label_y == 27.0);
	cr_expect(back->point_count == 4 && back->points[0] == 144.0 && back->points[6] == 72.0, "what was turned round for dot is turned back");
	cr_expect(loop->point_count == 7 && loop->points[0] == 198.0 && loop->points[12] == 162.0);
	arena_done(&drawn.arena);
}

Test(graphviz, half_an_answer_is_none)
{
	struct drawn drawn;
	drawn_init(&drawn);
	size_t end = strlen(answer) - strlen("stop\n");
	for (size_t length = 0; length < end; length++) {
		char *part = strndup(answer, length);
		cr_expect_eq(graphviz_read(&drawn.graph, part, &drawn.arena), -1, "%d bytes", (int)length);
		free(part);
	}
	arena_done(&drawn.arena);
}

Test(graphviz, a_wrong_answer_is_none)
{
	static const char *const wrong[] = {
		"", "stop\n", "graph 1 3 0.75\nstop\n", "graph 1 nan inf\n", "hello\nstop\n", "graph 1 3 0.75\nnode n7 1 1\nstop\n",
		"graph 1 3 0.75\nnode n 1 1\n", "graph 1 3 0.75\nnode n-1 1 1\n", "graph 1 3 0.75\nnode n99999999999999999999 1 1\n",
		"graph 1 3 0.75\nedge n0 n1 5 1 1 1 1 1 1 1 1 1 1\nstop\n", "graph 1 3 0.75\nedge n0 n1 4000000000 1 1\nstop\n",
		"graph 1 3 0.75\nedge n1 n0 4 1 1 1 1 1 1 1 1\nstop\n", "graph 1 3 0.75\nedge n0 n1 4 1 1 1 1 1 1 1 1e99\nstop\n",
	};
	struct drawn drawn;
	drawn_init(&drawn);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		cr_expect_eq(graphviz_read(&drawn.graph, wrong[i], &drawn.arena), -1, "%s", wrong[i]);
	char *twice = NULL;
	size_t size;
	FILE *to = open_memstream(&twice, &size);
	fprintf(to, "%.*s%s", (int)(strlen(answer) - 5), answer, "edge n0 n1 4 1 1 1 1 1 1 1 1 solid black\nstop\n");
	fclose(to);
	cr_expect_eq(graphviz_read(&drawn.graph, twice, &drawn.arena), -1, "an edge too many");
	free(twice);
	arena_done(&drawn.arena);
}

Test(graphviz, dot_itself_answers_so)
{
	struct drawn drawn;
	char fault[200] = "";
	if (system("command -v dot >/dev/null 2>&1") != 0)
		cr_skip("Graphviz is not installed");
	drawn_init(&drawn);
	cr_assert_eq(graphviz_lay_out(&drawn.graph, &drawn.arena, fault, sizeof fault), 0, "%s", fault);
	cr_expect(drawn.nodes[0].x < drawn.nodes[1].x - 100.0, "from left to right, with room for the label");
	cr_expect(drawn.edges[0].label_x > drawn.nodes[0].x && drawn.edges[0].label_x < drawn.nodes[1].x);
	drawn.graph.down = true;
	cr_assert_eq(graphviz_lay_out(&drawn.graph, &drawn.arena, fault, sizeof fault), 0, "%s", fault);
	cr_expect(drawn.nodes[0].y < drawn.nodes[1].y - 36.0, "y grows downwards");
	arena_done(&drawn.arena);
}

/* A program of that name that is another one, or broken. */
Test(graphviz, a_dot_that_talks_nonsense_is_told_of)
{
	static const char *const scripts[] = { "#!/bin/sh\ncat >/dev/null\necho graph 1 2 3\n", "#!/bin/sh\nexit 1\n", "#!/bin/sh\n/bin/cat\n" };
	char folder[] = "takt-dot-XXXXXX", path[64];
	struct drawn drawn;
	drawn_init(&drawn);
	cr_assert_not_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/dot", folder);
	setenv("PATH", folder, 1);
	for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
		char fault[200] = "";
		FILE *script = fopen(path, "w");
		cr_assert(script && fputs(scripts[i], script) >= 0 && fclose(script) == 0 && chmod(path, 0700) == 0);
		cr_expect_eq(graphviz_lay_out(&drawn.graph, &drawn.arena, fault, sizeof fault), -1);
		cr_expect(strstr(fault, "dot -V"), "%s", fault);
	}
	unlink(path);
	rmdir(folder);
	arena_done(&drawn.arena);
}
