#include "experiments/map.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "laboratory.h"

#define RUN "run = { length = 20000; warmup = 'none'; replications = 1; seed = 1; };"

static const char *const one_replication[] = { "--replications", "1", NULL };

/* Models are written with ' for ": both are quotes to a reader, only one is to C. */
static void open_model(struct laboratory *laboratory, const char *text)
{
	char *copy = strdup(text);
	for (char *c = copy; *c; c++)
		*c = *c == '\'' ? '"' : *c;
	laboratory_open(laboratory, copy, one_replication);
	free(copy);
	cr_assert_eq(study_run(&laboratory->study), STATUS_DONE);
}

static struct map_counts count_model(struct laboratory *laboratory, const char *text)
{
	struct map_counts counts;
	open_model(laboratory, text);
	cr_assert_eq(map_count(&counts, &laboratory->study.result, &laboratory->study.found[0], &laboratory->study.arena), 0);
	return counts;
}

static uint32_t place_called(const struct map_counts *counts, const char *title)
{
	for (uint32_t p = 0; p < counts->places.count; p++)
		if (strcmp(counts->places.list[p].title, title) == 0)
			return p;
	cr_assert_fail("there is no place '%s'", title);
	return 0;
}

static const struct map_flow *find_flow(const struct map_counts *counts, const char *from, const char *to, bool back, bool starts)
{
	const struct map_flow *flow = counts->flows[place_called(counts, from)];
	while (flow && !(flow->to == place_called(counts, to) && flow->back == back && flow->starts == starts))
		flow = flow->next;
	return flow;
}

/* 0 where nobody goes there. */
static double count_of(const struct map_counts *counts, const char *from, const char *to)
{
	const struct map_flow *flow = find_flow(counts, from, to, false, false);
	return flow ? (double)flow->count : 0.0;
}

static double metric(const struct laboratory *laboratory, const char *name)
{
	const struct summary *found = result_find(&laboratory->study.found[0], name);
	cr_assert_not_null(found, "%s", name);
	return found->mean;
}

/* --- every item is accounted for --- */

#define DECIDED "resources = { boss = {}; director = {}; };" \
	"work = { k = { arrive = { every = 'exponential(8)'; }; process = ( { name = 'a'; wait = 1; }, { name = 'ask'; title = 'Approval'; needs = { boss = 1; };" \
	" time = 'exponential(5)'; decision = { escalates = { after = 9; to = 'director'; time = 2; }; default = { after = 30; }; }; }, { name = 'b'; wait = 1; } ); };" \
	" p = { arrive = { every = 'exponential(80)'; }; process = ( { name = 'other'; needs = { boss = 1; }; time = 20; } ); }; };"

static const struct {
	const char *what, *text;
	const char *forks;                     /* the only place that more leave than were there; NULL: none */
} models[] = {
	{ "rework, scrap and choices", RUN "stations = { a = { machines = 1; time = 'exponential(3)'; }; b = { machines = 2; time = 'exponential(5)'; }; };"
		"work = { k = { arrive = { every = 'exponential(6)'; }; process = ( 'a', { at = 'b'; rework = { chance = '20%'; to = 'a'; at_most = 2; };"
		" next = ( { chance = '5%'; to = 'scrap'; }, { chance = '30%'; to = 'end'; } ); }, { name = 'dry'; wait = 4; } ); }; };", NULL },
	{ "who does not wait", RUN "stations = { a = { machines = 1; time = 'exponential(4)'; queue = { limit = 3; when_full = 'turn_away'; }; };"
		" b = { machines = 1; time = 'exponential(4)'; queue = { patience = 6; }; }; };"
		"work = { k = { arrive = { every = 'exponential(5)'; }; process = ( 'a', 'b' ); }; };", NULL },
	{ "stops and set-ups", RUN "resources = { clerk = { number = 2; calendar = 'daily 06:00-12:00, 13:00-22:00'; at_shift_end = 'pause'; }; };"
		"stations = { s = { machines = 2; needs = { clerk = 1; }; time = 'uniform(5, 12)'; setup = { on = 'kind'; time = 4; };"
		" fails = { every = 'exponential(200)'; repair = 'exponential(20)'; }; queue = { order = 'priority'; preempt = 'resume'; }; }; };"
		"work = { k = { priority = 2; arrive = { every = 'exponential(25)'; }; process = ( 's' ); };"
		" l = { priority = 1; arrive = { every = 'exponential(35)'; }; process = ( { name = 'rest'; wait = 7; }, 's' ); }; };", NULL },
	{ "batches before little room", RUN "stations = { oven = { machines = 1; batch = { size = 3; wait_at_most = 20; }; time = 8; };"
		" out = { machines = 1; time = 'exponential(3)'; queue = { limit = 1; }; }; };"
		"work = { k = { arrive = { every = 'exponential(4)'; }; process = ( 'oven', 'out' ); }; };", NULL },
	{ "branches side by side", RUN "stations = { a = { machines = 1; time = 3; }; b = { machines = 1; time = 5; }; c = { machines = 1; time = 1; }; };"
		"work = { k = { arrive = { every = 8; }; process = ( 'c', ( ( 'a', { name = 'cool'; wait = 2; } ), ( 'b' ) ), { name = 'after'; wait = 1; } ); }; };",
		"c" },
	{ "decisions that others take in the end", RUN DECIDED, NULL },
};

Test(map, all_who_leave_a_place_are_on_one_way_or_another)
{
	for (size_t i = 0; i < sizeof models / sizeof *models; i++) {
		struct laboratory laboratory;
		struct map_counts counts = count_model(&laboratory, models[i].text);
		cr_expect(counts.moves > 1000, "%s: %d moves", models[i].what, (int)counts.moves);
		for (uint32_t p = 0; p < counts.places.count; p++) {
			const char *title = counts.places.list[p].title;
			double shares = 0.0;
			for (const struct map_flow *flow = counts.flows[p]; flow; flow = flow->next)
				shares += flow->starts ? 0.0 : map_count_share(&counts, flow);
			bool forks = models[i].forks && strcmp(models[i].forks, title) == 0;
			cr_expect(counts.left[p] == 0 || fabs(shares - (forks ? 2.0 : 1.0)) < 1e-2, "%s: %g of those at %s go on", models[i].what, shares, title);
			cr_expect(forks || counts.left[p] == 0 || fabs(shares - 1.0) < 1e-12 , "%s: %g of those at %s go on", models[i].what, shares, title);
			bool stays = counts.places.list[p].sort == MAP_END || counts.places.list[p].sort == MAP_START;
			cr_expect(stays || (counts.came[p] >= counts.left[p] && counts.came[p] - counts.left[p] < 50), "%s: %d came to %s, %d left",
				models[i].what, (int)counts.came[p], title, (int)counts.left[p]);
		}
		laboratory_close(&laboratory);
	}
}

Test(map, who_ends_how_is_what_the_results_say)
{
	static const struct { size_t model; const char *from[3], *to, *metric; } ends[] = {
		{ 0, { "b", "dry" }, "Completed", "work.k.completed" }, { 0, { "b" }, "Scrap", "work.k.scrapped" },
		{ 1, { "b" }, "Completed", "work.k.completed" }, { 1, { "a" }, "Turned away", "work.k.turned_away" },
		{ 1, { "b" }, "Gave up", "work.k.left" }, { 3, { "out" }, "Completed", "work.k.completed" }, { 4, { "after" }, "Completed", "work.k.completed" },
	};
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		struct laboratory laboratory;
		struct map_counts counts = count_model(&laboratory, models[ends[i].model].text);
		double count = 0.0;
		for (size_t k = 0; ends[i].from[k]; k++)
			count += count_of(&counts, ends[i].from[k], ends[i].to);
		double wanted = metric(&laboratory, ends[i].metric);
		cr_expect(wanted > 10.0 && count == wanted, "%s: %s is %g, but %g are on the map", models[ends[i].model].what, ends[i].metric, wanted, count);
		laboratory_close(&laboratory);
	}
}

/* --- ways --- */

Test(map, only_what_is_sent_back_is_rework)
{
	struct laboratory laboratory;
	struct map_counts counts = count_model(&laboratory, models[0].text);
	const struct map_flow *back = find_flow(&counts, "b", "a", true, false);
	cr_assert_not_null(back);
	cr_expect(fabs(map_count_share(&counts, back) - 0.19) < 0.02, "%g are sent back", map_count_share(&counts, back));
	for (uint32_t p = 0; p < counts.places.count; p++)
		for (const struct map_flow *flow = counts.flows[p]; flow; flow = flow->next)
			cr_expect(flow == back || !flow->back, "from %s to %s", counts.places.list[flow->from].title, counts.places.list[flow->to].title);
	laboratory_close(&laboratory);

	counts = count_model(&laboratory, RUN "stations = { a = { machines = 1; time = 'exponential(2)'; }; b = { machines = 1; time = 3; }; };"
		"work = { k = { arrive = { every = 'exponential(9)'; }; process = ( { name = 'first'; at = 'a'; }, 'b', { name = 'again'; at = 'a';"
		" rework = { chance = '25%'; to = 'again'; }; } ); }; };");
	cr_expect_null(find_flow(&counts, "b", "a", true, false), "a second visit is no rework");
	cr_expect(fabs(count_of(&counts, "b", "a") - count_of(&counts, "a", "b")) < 5.0);
	const struct map_flow *loop = find_flow(&counts, "a", "a", true, false);
	cr_assert_not_null(loop, "a step may send back to itself");
	cr_expect(fabs((double)loop->count / (double)(loop->count + (uint64_t)count_of(&counts, "a", "Completed")) - 0.25) < 0.03);
	laboratory_close(&laboratory);
}

/* b and c go on side by side: c follows on a, which came to its end before it began, and d on c, the last to end before it. */
Test(map, in_a_case_what_is_begun_follows_on_what_was_done_last)
{
	struct laboratory laboratory;
	struct map_counts counts = count_model(&laboratory, RUN "work = { k = { arrive = { every = 50; }; case = { a = { wait = 1; };"
		" b = { when = 'done(a)'; wait = 2; }; c = { when = 'done(a)'; wait = 5; }; d = { when = 'done(b) and done(c)'; wait = 1; chance = '50%'; };"
		" late = { happens = 100; }; }; close = 'ended(d) or done(late)'; }; };");
	double completed = metric(&laboratory, "work.k.completed"), done = metric(&laboratory, "case.k.d.done") * completed;
	cr_expect_float_eq(count_of(&counts, "a", "b"), completed, 1.5);
	cr_expect_float_eq(count_of(&counts, "a", "c"), completed, 1.5);
	cr_expect_eq(count_of(&counts, "b", "d"), 0.0);
	cr_expect_float_eq(count_of(&counts, "c", "d"), done, 1.5);
	cr_expect_float_eq(count_of(&counts, "d", "Completed") + count_of(&counts, "c", "Completed"), completed, 1.5);
	laboratory_close(&laboratory);
}

/* Out of the queue, and out of hand. */
Test(map, what_is_asked_of_somebody_else_goes_there)
{
	struct laboratory laboratory;
	struct map_counts counts = count_model(&laboratory, RUN DECIDED);
	cr_expect_gt(count_of(&counts, "a", "Approval, escalated"), 0.0);
	cr_expect_gt(count_of(&counts, "Approval", "Approval, escalated"), 0.0);
	double asked = metric(&laboratory, "decisions.k.ask.number") * metric(&laboratory, "decisions.k.ask.escalated");
	double moved = count_of(&counts, "a", "Approval, escalated") + count_of(&counts, "Approval", "Approval, escalated");
	cr_expect(moved <= asked && moved > 0.9 * asked, "%g of %g that were escalated are on the map: the others were settled before anybody began", moved,
		asked);
	laboratory_close(&laboratory);
}

Test(map, branches_fork_join_and_fork_again)
{
	struct laboratory laboratory;
	struct map_counts counts = count_model(&laboratory, "run = { warmup = 'none'; replications = 1; };"
		"work = { k = { arrive = { every = 100; at_most = 50; }; process = ( { name = 'start'; wait = 1; },"
		" ( ( { name = 'a'; wait = 2; } ), ( { name = 'b'; wait = 3; } ) ),"
		" ( ( { name = 'c'; wait = 9; } ), ( { name = 'd'; wait = 1; }, { name = 'e'; wait = 4; } ) ), { name = 'stop'; wait = 1; } ); }; };");
	static const char *const ways[][2] = { { "k", "start" }, { "start", "a" }, { "start", "b" }, { "a", "c" }, { "a", "d" }, { "b", "c" }, { "b", "d" },
		{ "d", "e" }, { "c", "stop" }, { "e", "stop" }, { "stop", "Completed" } };
	size_t flows = 0;
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
		cr_expect_eq(count_of(&counts, ways[i][0], ways[i][1]), 50.0, "%s to %s: %g", ways[i][0], ways[i][1], count_of(&counts, ways[i][0], ways[i][1]));
	for (uint32_t p = 0; p < counts.places.count; p++)
		for (const struct map_flow *flow = counts.flows[p]; flow; flow = flow->next)
			flows++;
	cr_expect_eq(flows, sizeof ways / sizeof *ways, "%d ways", (int)flows);
	laboratory_close(&laboratory);
}

/* The branch that is given up led nowhere; one that ends by itself leads on to nothing either. */
Test(map, a_join_that_does_not_wait_for_all_takes_only_those_that_were_done)
{
	static const char *const rests[] = { "cancel", "finish" };
	for (size_t i = 0; i < 2; i++) {
		struct laboratory laboratory;
		char text[600];
		snprintf(text, sizeof text, "run = { warmup = 'none'; replications = 1; }; work = { k = { arrive = { every = 100; at_most = 50; }; process = ("
			" { name = 'both'; together = ( ( { name = 'a'; wait = 2; } ), ( { name = 'b'; wait = 1; }, { name = 'c'; wait = 9; } ) );"
			" join = 1; rest = '%s'; }, { name = 'after'; wait = 30; } ); }; };", rests[i]);
		struct map_counts counts = count_model(&laboratory, text);
		cr_expect_eq(count_of(&counts, "a", "after"), 50.0, "%s", rests[i]);
		cr_expect_eq(count_of(&counts, "b", "c"), 50.0, "%s: %g", rests[i], count_of(&counts, "b", "c"));
		cr_expect_eq(count_of(&counts, "b", "after") + count_of(&counts, "c", "after"), 0.0, "%s", rests[i]);
		cr_expect_eq(count_of(&counts, "after", "Completed"), 50.0, "%s", rests[i]);
		laboratory_close(&laboratory);
	}
}

Test(map, waiting_for_what_is_taken_or_started_is_a_place)
{
	struct laboratory laboratory;
	struct map_counts counts = count_model(&laboratory, RUN "resources = { bed = { title = 'Beds'; number = 2; }; };"
		"stations = { lab = { machines = 1; time = 'exponential(2)'; }; };"
		"work = { k = { arrive = { every = 'exponential(12)'; }; process = ( { name = 'in'; wait = 1; }, { name = 'admit'; take = { bed = 1; }; },"
		" { name = 'probes'; start = { kind = 'probe'; number = 2; wait_for = true; }; }, { name = 'stay'; wait = 'exponential(9)'; give = { bed = 1; }; } ); };"
		" probe = { title = 'Probes'; process = ( 'lab' ); }; };");
	double all = count_of(&counts, "k", "in");
	cr_expect(all > 1000.0 && fabs(count_of(&counts, "in", "Wait for Beds") - all) < 20.0);
	cr_expect(fabs(count_of(&counts, "Wait for Beds", "Wait for Probes") - all) < 20.0);
	cr_expect(fabs(count_of(&counts, "Wait for Probes", "stay") - all) < 20.0);
	const struct map_flow *starts = find_flow(&counts, "Wait for Probes", "Probes", false, true);
	cr_assert_not_null(starts, "who starts others leads to them");
	cr_expect(fabs(map_count_share(&counts, starts) - 2.0) < 0.02, "%g each", map_count_share(&counts, starts));
	laboratory_close(&laboratory);
}

/* A step in passing that takes no time, and one whose time comes out as none. */
Test(map, what_takes_no_time_is_no_place)
{
	struct laboratory laboratory;
	struct map_counts counts = count_model(&laboratory, RUN "stations = { a = { machines = 1; time = 1; }; b = { machines = 1; time = 1; }; };"
		"work = { k = { arrive = { every = 10; }; facts = { dry = 'chance(50%)'; }; process = ( 'a', { name = 'drying'; wait = 'if(dry = 1, 2, 0)'; }, 'b' ); }; };");
	double direct = count_of(&counts, "a", "b"), dried = count_of(&counts, "drying", "b");
	cr_expect(direct > 800.0 && dried > 800.0 && fabs(direct + dried - 2000.0) < 3.0, "%g and %g", direct, dried);
	laboratory_close(&laboratory);
}

/* --- the figure --- */

static size_t node_called(const struct figure *figure, const char *title)
{
	for (size_t i = 0; i < figure->map->node_count; i++)
		if (strncmp(figure->map->nodes[i].label, title, strlen(title)) == 0)
			return i;
	cr_assert_fail("no node '%s'", title);
	return 0;
}

static const struct map *make_map(struct laboratory *laboratory, const char *text)
{
	char fault[MAP_FAULT_ROOM];
	open_model(laboratory, text);
	const struct map *map = map_make(&laboratory->study.result, &laboratory->study.found[0], &laboratory->study.arena, fault);
	cr_assert_not_null(map, "%s", fault);
	return map;
}

static bool has_dot(void)
{
	return system("command -v dot >/dev/null 2>&1") == 0;
}

/* Nodes stand apart, lines go from rim to rim. */
static void expect_drawable(const struct figure_map *map)
{
	for (size_t i = 0; i < map->node_count; i++)
		for (size_t k = 0; k < i; k++) {
			const struct figure_node *a = &map->nodes[i], *b = &map->nodes[k];
			cr_expect(fabs(a->x - b->x) > (a->width + b->width) / 2.0 - 1.0 || fabs(a->y - b->y) > (a->height + b->height) / 2.0 - 1.0,
				"'%s' stands on '%s'", a->label, b->label);
		}
	for (size_t e = 0; e < map->edge_count; e++) {
		const struct figure_edge *edge = &map->edges[e];
		const struct figure_node *ends[] = { &map->nodes[edge->from], &map->nodes[edge->to] };
		cr_assert(edge->point_count >= 4 && edge->point_count % 3 == 1);
		for (size_t k = 0; k < 2; k++) {
			const double *at = edge->points + (k ? 2 * (edge->point_count - 1) : 0);
			cr_expect(fabs(at[0] - ends[k]->x) < ends[k]->width / 2.0 + 3.0 && fabs(at[1] - ends[k]->y) < ends[k]->height / 2.0 + 3.0,
				"the line between '%s' and '%s' ends elsewhere", ends[0]->label, ends[1]->label);
		}
	}
}

Test(map, the_figure_says_what_the_results_say)
{
	struct laboratory laboratory;
	if (!has_dot())
		cr_skip("Graphviz is not installed");
	const struct map *map = make_map(&laboratory, models[0].text);
	const struct figure *figure = map->figure;
	const struct figure_node *b = &figure->map->nodes[node_called(figure, "b")], *a = &figure->map->nodes[node_called(figure, "a")];
	cr_expect(figure->alt && figure->note && figure->subtitle && figure->title[strlen(figure->title) - 1] != '.');
	expect_drawable(figure->map);
	cr_expect_eq(figure->map->node_count, 6, "the start, three places, two ends");
	cr_expect_eq(a->load, metric(&laboratory, "stations.a.utilisation"));
	cr_expect_eq(a->queue, metric(&laboratory, "stations.a.queue"));
	cr_expect(strstr(a->label, " % busy\n") && strstr(a->label, " waiting"), "%s", a->label);
	cr_expect((a->load > b->load) == a->accent && a->accent != b->accent, "the busier one is the bottleneck");
	cr_expect(strstr(figure->title, a->accent ? " is a; b sends " : " is b; b sends ") && strstr(figure->title, " % back to a"), "%s",
		figure->title);
	size_t back = 0;
	for (size_t e = 0; e < figure->map->edge_count; e++)
		if (figure->map->edges[e].tone == TONE_BAD && ++back)
			cr_expect(figure->map->edges[e].from == node_called(figure, "b") && strstr(figure->map->edges[e].label, " %"));
	cr_expect_eq(back, 1);
	laboratory_close(&laboratory);
}

Test(map, who_helps_out_does_not_make_a_place_the_bottleneck)
{
	struct laboratory laboratory;
	if (!has_dot())
		cr_skip("Graphviz is not installed");
	const struct map *map = make_map(&laboratory, RUN
		"resources = { agent = { number = 1; }; expert = { number = 1; }; };"
		"stations = { phone = { needs_one_of = [ 'agent', 'expert' ]; time = 'exponential(4)'; }; desk = { needs = { expert = 1; }; time = 'exponential(8)'; }; };"
		"work = { call = { arrive = { every = 'exponential(10)'; }; process = ( 'phone', 'desk' ); }; };");
	const struct figure_map *drawn = map->figure->map;
	cr_expect(strstr(map->figure->title, "expert"), "%s", map->figure->title);
	cr_expect(drawn->nodes[node_called(map->figure, "desk")].accent && !drawn->nodes[node_called(map->figure, "phone")].accent);
	laboratory_close(&laboratory);
}

/* A line of sixty, with a rare way out of each. */
static char *long_line(void)
{
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);
	fputs("run = { length = 3000; warmup = 'none'; replications = 1; };\nstations = {\n", to);
	for (int i = 0; i < 60; i++)
		fprintf(to, "s%d = { title = 'Station \xC3\xA9 %d <b>& \\\"so\\\" \\\\ on'; machines = 1; time = 1; };\n", i, i);
	fputs("};\nwork = { k = { title = '\xE6\xBC\xA2\xE5\xAD\x97'; arrive = { every = 3; }; process = (\n", to);
	for (int i = 0; i < 60; i++)
		fprintf(to, "%s{ at = 's%d'; next = ( { chance = '%s'; to = '%s'; } ); }", i ? ",\n" : "", i, i == 30 ? "99.5%" : "0%", "end");
	fputs(" ); }; };\n", to);
	fclose(to);
	return text;
}

Test(map, where_there_is_too_much_the_rare_is_left_out)
{
	struct laboratory laboratory;
	if (!has_dot())
		cr_skip("Graphviz is not installed");
	char *text = long_line();
	const struct map *map = make_map(&laboratory, text);
	const struct figure *figure = map->figure;
	free(text);
	expect_drawable(figure->map);
	cr_expect_eq(figure->map->node_count, 33, "%d nodes", (int)figure->map->node_count);
	cr_expect(strstr(figure->note, "fewer than 1 in 100"), "%s", figure->note);
	cr_expect(figure->map->height > figure->map->width, "a long line goes down the page");
	laboratory_close(&laboratory);
}

/* Thirty tasks of a case, any of which follows on any other. And a project, which has no ways. */
static char *any_order(void)
{
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);
	fputs("run = { length = 60000; warmup = 'none'; replications = 1; };\nwork = { plan = { project = { dig = { time = 5; }; }; };\n"
		"k = { arrive = { every = 40; }; facts = { turn = 'floor(uniform(0, 30))'; }; case = {\n", to);
	for (int i = 0; i < 30; i++)
		fprintf(to, "t%d = { when = 'turn = %d'; repeat = true; time = 1; set = { turn = 'floor(uniform(0, 32))'; }; };\n", i, i);
	fputs("}; }; };\n", to);
	fclose(to);
	return text;
}

Test(map, of_ways_that_go_from_everywhere_to_everywhere_the_main_ones_are_drawn)
{
	struct laboratory laboratory;
	if (!has_dot())
		cr_skip("Graphviz is not installed");
	char *text = any_order();
	const struct map *map = make_map(&laboratory, text);
	const struct figure *figure = map->figure;
	bool reached[33] = { false };
	free(text);
	expect_drawable(figure->map);
	cr_assert_eq(figure->map->node_count, 32, "%d nodes", (int)figure->map->node_count);
	cr_expect_leq(figure->map->edge_count, 2 * figure->map->node_count, "%d ways", (int)figure->map->edge_count);
	for (size_t e = 0; e < figure->map->edge_count; e++)
		reached[figure->map->edges[e].to] = true;
	for (size_t n = 0; n < figure->map->node_count; n++)
		cr_expect(reached[n] || strncmp(figure->map->nodes[n].label, "k", 1) == 0, "no way to %s", figure->map->nodes[n].label);
	cr_expect(strstr(figure->note, "fewer than 5 in 100"), "%s", figure->note);
	laboratory_close(&laboratory);
}

Test(map, without_graphviz_there_is_a_word_of_it)
{
	struct laboratory laboratory;
	char fault[MAP_FAULT_ROOM] = "";
	open_model(&laboratory, models[0].text);
	setenv("PATH", "", 1);
	cr_expect_null(map_make(&laboratory.study.result, &laboratory.study.found[0], &laboratory.study.arena, fault));
	cr_expect_str_eq(fault, "The process map is left out: it needs Graphviz (apt install graphviz)");
	laboratory_close(&laboratory);
}

Test(map, a_scenario_in_which_nothing_moves_has_none)
{
	struct laboratory laboratory;
	char fault[MAP_FAULT_ROOM] = "?";
	open_model(&laboratory, "run = { length = 10; warmup = 'none'; replications = 1; }; stations = { a = { time = 1; }; };"
		"work = { k = { arrive = { at = ( 50 ); }; process = ( 'a' ); }; };");
	cr_expect_null(map_make(&laboratory.study.result, &laboratory.study.found[0], &laboratory.study.arena, fault));
	cr_expect_str_eq(fault, "");
	laboratory_close(&laboratory);
}
