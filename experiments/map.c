/* From counted flows to a figure: what the boxes say, what is left out where there is too much, which way the page is used best. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "models/decision.h"
#include "plots/chart.h"
#include "plots/node_label.h"
#include "answer.h"
#include "figure.h"
#include "graphviz.h"
#include "map.h"
#include "number.h"

#define NODES 40                 /* where there are more, rare flows are left out */
#define RARE 0.01                /* of all items */
#define CROWDED 2                /* ways from each place on average: where there are more, as in cases, those that few take are left out */
#define FEW 0.05                 /* of those that leave a place */
#define ALWAYS 0.995             /* a flow that all take needs no label */
#define WIDE (CHART_UNITS - 32.0)   /* the page without its margins */
#define SMALLER 0.88             /* letters may be so much smaller before the flow is turned to go down the page */

struct drawing {
	struct arena *arena;
	const struct result_scenario *scenario;
	struct map *map;
	struct lettering lettering;
	struct answer_busiest busiest;
	uint32_t *nodes;             /* [place] */
	struct figure_node *list;
	uint32_t node_count, edge_count;
	const struct map_flow **flows;
	uint32_t longest;            /* the place of the bottleneck where most wait; NONE */
	double most;                 /* wait there */
};

/* --- what is shown ------------------------------------------------------------------------------------------------------------------ */

/* The way by which most come to a place: without it, it would stand there as if nobody came. */
static bool is_main_way(const struct map_counts *counts, const struct map_flow *flow)
{
	for (uint32_t p = 0; p < counts->places.count; p++)
		for (const struct map_flow *other = counts->flows[p]; other; other = other->next)
			if (other->to == flow->to && other->from != other->to && other->count > flow->count)
				return false;
	return flow->from != flow->to;
}

static bool is_shown(const struct map_counts *counts, const struct map_flow *flow, double at_least, double of_place)
{
	return (double)flow->count > at_least * (double)counts->entered
		&& (!(map_count_share(counts, flow) < of_place) || is_main_way(counts, flow));
}

/* Those that more than so many of all items take, and so many of those that leave the place. */
static uint32_t choose_flows(struct drawing *d, double at_least, double of_place)
{
	const struct map_counts *counts = &d->map->counts;
	d->edge_count = d->node_count = 0;
	memset(d->nodes, 0xff, counts->places.count * sizeof *d->nodes);
	for (uint32_t p = 0; p < counts->places.count; p++)
		for (const struct map_flow *flow = counts->flows[p]; flow; flow = flow->next)
			if (is_shown(counts, flow, at_least, of_place)) {
				d->flows[d->edge_count++] = flow;
				d->nodes[flow->from] = d->nodes[flow->to] = 0;
			}
	for (uint32_t p = 0; p < counts->places.count; p++)
		if (d->nodes[p] != NONE)
			d->nodes[p] = d->node_count++;
	return d->node_count;
}

static uint32_t count_flows(const struct map_counts *counts)
{
	uint32_t count = 0;
	for (uint32_t p = 0; p < counts->places.count; p++)
		for (const struct map_flow *flow = counts->flows[p]; flow; flow = flow->next)
			count++;
	return count;
}

/* --- what a box says ---------------------------------------------------------------------------------------------------------------- */

/* The busiest of what work there needs. */
struct need {
	double load;                 /* NAN: nothing is limited */
	const char *whose;           /* NULL: the place's own machines */
};

static void look_at(struct need *need, double load, const char *whose)
{
	if (!isnan(load) && !(need->load >= load))
		*need = (struct need){ load, whose };
}

static void look_at_amounts(struct need *need, const struct result_scenario *scenario, const struct amounts *amounts)
{
	for (uint32_t i = 0; i < amounts->count; i++) {
		const struct resource *resource = &scenario->model->resources[amounts->list[i].resource];
		look_at(need, answer_taken(scenario, true, amounts->list[i].resource), answer_called(resource->title, resource->name));
	}
}

/* Of those of whom any will do, the first in the model's order is whom work is meant for. */
static void look_at_first(struct need *need, const struct result_scenario *scenario, const struct amounts *amounts)
{
	struct amounts first = { .list = amounts->list, .count = amounts->count > 0 };
	look_at_amounts(need, scenario, &first);
}

static struct need need_of_station(const struct result_scenario *scenario, uint32_t s)
{
	const struct station *station = &scenario->model->stations[s];
	struct need need = { .load = station->keeps ? NAN : answer_taken(scenario, false, s) };
	look_at_amounts(&need, scenario, &station->needs);
	look_at_first(&need, scenario, &station->one_of);
	return need;
}

/* The station at whose queue a place waits, for each of its tasks. */
static uint32_t station_of(const struct drawing *d, const struct map_place *place, uint32_t task)
{
	const struct task *t = &d->scenario->model->tasks[task];
	if (t->take_station != NONE)
		return t->take_station;
	return place->sort == MAP_STATION ? place->of : NONE;
}

static double queue_at(const struct drawing *d, uint32_t station)
{
	const struct summary *queue = result_of(d->scenario, "stations.%s.queue", d->scenario->model->stations[station].name);
	return queue ? queue->mean : 0.0;
}

/* Those who wait until a task's next meeting. */
static double queue_for_meeting(const struct drawing *d, const struct task *task)
{
	return task->decision && task->decision->meeting != NONE ? queue_at(d, task->decision->meeting) : 0.0;
}

/* Those who wait for the station, and those who wait there for what its steps take, or for a meeting. NAN: nobody can. */
static double queue_of(const struct drawing *d, uint32_t p)
{
	const struct map_places *places = &d->map->counts.places;
	const struct map_place *place = &places->list[p];
	double queue = place->sort == MAP_STATION ? queue_at(d, place->of) : NAN;
	for (uint32_t t = 0; t < d->scenario->model->task_count; t++) {
		uint32_t station = places->of_task[t] == p ? station_of(d, place, t) : NONE;
		if (station != NONE && d->scenario->model->stations[station].keeps)
			queue = (isnan(queue) ? 0.0 : queue) + queue_at(d, station);
		if (places->of_task[t] == p && !isnan(queue))
			queue += queue_for_meeting(d, &d->scenario->model->tasks[t]);
	}
	return queue;
}

static struct need need_of(const struct drawing *d, const struct map_place *place)
{
	if (place->sort == MAP_STATION)
		return need_of_station(d->scenario, place->of);
	if (place->sort == MAP_TAKE)
		return need_of_station(d->scenario, d->scenario->model->tasks[place->of].take_station);
	return (struct need){ .load = NAN };
}

static const char *say_busy(const struct drawing *d, const struct need *need)
{
	char share[NUMBER_ROOM];
	number_round(share, 100.0 * need->load, need->load >= 0.995 && need->load < 0.9995 ? 1 : 0);
	return arena_format(d->arena, "\n%s%s%s %% busy", need->whose ? need->whose : "", need->whose ? ": " : "", share);
}

/* Next to nothing is not worth a line. */
static const char *say_queue(const struct drawing *d, double queue)
{
	char number[NUMBER_ROOM];
	number_plain(number, queue, 2);
	return queue >= 0.05 ? arena_format(d->arena, "\n%s waiting", number) : "";
}

static const char *say_length(const struct drawing *d, uint32_t p)
{
	const struct map_counts *counts = &d->map->counts;
	char number[NUMBER_ROOM];
	number_plain(number, counts->came[p] ? counts->time[p] / (double)counts->came[p] : 0.0, 2);
	return arena_format(d->arena, "\n%s %s", number, d->scenario->model->time_unit);
}

/* How many come in a unit of rates, where the time observed is known. */
static const char *say_arrivals(const struct drawing *d, uint32_t kind)
{
	const struct model *model = d->scenario->model;
	const struct summary *arrived = result_of(d->scenario, "work.%s.arrived", model->kinds[kind].name);
	double window = model->length - d->scenario->warmup;
	char number[NUMBER_ROOM];
	if (!arrived || !(window > 0.0 && window < INFINITY))
		return "";
	number_plain(number, arrived->mean * model->per_rate / window, 3);
	return arena_format(d->arena, "\n%s / %s", number, model->rate_unit);
}

/* Of those of whom any will do, only the first is told of there (look_at_first). */
static bool serves(const struct station *station, uint32_t resource)
{
	return amounts_of(&station->needs, resource) || (station->one_of.count > 0 && station->one_of.list[0].resource == resource);
}

/* Whether what is short is short there. */
static bool is_bottleneck(const struct drawing *d, const struct map_place *place)
{
	const struct model *model = d->scenario->model;
	uint32_t station = place->sort == MAP_STATION ? place->of : place->sort == MAP_TAKE ? model->tasks[place->of].take_station : NONE;
	if (!d->busiest.found || station == NONE)
		return false;
	return d->busiest.resource ? serves(&model->stations[station], d->busiest.index) : station == d->busiest.index;
}

static void describe_work(struct drawing *d, uint32_t p, struct figure_node *node)
{
	const struct map_place *place = &d->map->counts.places.list[p];
	struct need need = need_of(d, place);
	node->load = need.load;
	node->queue = queue_of(d, p);
	node->accent = is_bottleneck(d, place);
	node->shape = place->sort == MAP_STATION ? NODE_STATION : NODE_WAIT;
	node->label = arena_format(d->arena, "%s%s%s%s", place->title, isnan(need.load) ? "" : say_busy(d, &need),
		place->sort == MAP_WAIT ? say_length(d, p) : "", isnan(node->queue) ? "" : say_queue(d, node->queue));
	if (node->accent && node->queue > d->most) {
		d->most = node->queue;
		d->longest = p;
	}
}

static void describe(struct drawing *d, uint32_t p)
{
	const struct map_place *place = &d->map->counts.places.list[p];
	struct figure_node *node = &d->list[d->nodes[p]];
	node->load = node->queue = NAN;
	if (place->sort == MAP_START) {
		node->shape = NODE_START;
		node->label = arena_format(d->arena, "%s%s", place->title, say_arrivals(d, place->of));
	} else if (place->sort == MAP_END) {
		node->shape = NODE_END;
		node->label = place->title;
	} else {
		describe_work(d, p, node);
	}
	struct node_label label = node_label_make(&d->lettering, node->label);
	node->width = label.width + 2.0 * NODE_LABEL_PADDING;
	node->height = label.height + 1.5 * NODE_LABEL_PADDING;
}

/* --- layout ------------------------------------------------------------------------------------------------------------------------- */

/* "12 %"; of items that are started, how many each, where it is more than one. "" for what always happens. */
static const char *share_of(const struct drawing *d, const struct map_flow *flow)
{
	double share = map_count_share(&d->map->counts, flow);
	char number[NUMBER_ROOM];
	if (!(share < ALWAYS || share > 2.0 - ALWAYS))
		return "";
	number_plain(number, share > 1.0 ? share : 100.0 * share, 2);
	return arena_format(d->arena, share > 1.0 ? "%s each" : "%s %%", number);
}

static void prepare(struct drawing *d, struct graphviz *graph, struct figure_edge *edges)
{
	double most = 1.0;
	for (uint32_t e = 0; e < d->edge_count; e++)
		most = fmax(most, (double)d->flows[e]->count);
	for (uint32_t n = 0; n < d->node_count; n++)
		graph->nodes[n] = (struct graphviz_node){ .width = d->list[n].width, .height = d->list[n].height };
	for (uint32_t e = 0; e < d->edge_count; e++) {
		const struct map_flow *flow = d->flows[e];
		const char *share = share_of(d, flow);
		edges[e] = (struct figure_edge){ .from = d->nodes[flow->from], .to = d->nodes[flow->to], .weight = (double)flow->count / most,
			.tone = flow->back ? TONE_BAD : flow->starts ? TONE_PALE : TONE_QUIET, .label = *share ? share : NULL };
		graph->edges[e] = (struct graphviz_edge){ .from = d->nodes[flow->from], .to = d->nodes[flow->to], .back = flow->back,
			.weight = edges[e].weight };
		if (*share) {
			struct node_label label = node_label_make(&d->lettering, share);
			graph->edges[e].label_width = label.name.width + 6.0;
			graph->edges[e].label_height = label.height + 4.0 + 6.0 * edges[e].weight;   /* clear of a thick line */
		}
	}
}

static double scale_of(const struct graphviz *graph)
{
	return fmin(1.0, WIDE / graph->width);
}

/* From left to right as we read, unless it has to be made small for that, and is smaller yet than if it went down the page. */
static int lay_out(struct graphviz *graph, struct arena *arena, char *fault)
{
	if (graphviz_lay_out(graph, arena, fault, MAP_FAULT_ROOM) != 0)
		return -1;
	if (scale_of(graph) >= SMALLER)
		return 0;
	struct graphviz down = *graph;
	down.down = true;
	down.nodes = arena_take(arena, graph->node_count, sizeof *down.nodes);
	down.edges = arena_take(arena, graph->edge_count, sizeof *down.edges);
	memcpy(down.nodes, graph->nodes, graph->node_count * sizeof *down.nodes);
	memcpy(down.edges, graph->edges, graph->edge_count * sizeof *down.edges);
	if (graphviz_lay_out(&down, arena, fault, MAP_FAULT_ROOM) != 0)
		return -1;
	if (scale_of(&down) > scale_of(graph))
		*graph = down;
	return 0;
}

static const struct figure_map *copy_layout(const struct drawing *d, const struct graphviz *graph, struct figure_edge *edges)
{
	struct figure_map *map = arena_take(d->arena, 1, sizeof *map);
	for (uint32_t n = 0; n < d->node_count; n++) {
		d->list[n].x = graph->nodes[n].x;
		d->list[n].y = graph->nodes[n].y;
	}
	for (uint32_t e = 0; e < d->edge_count; e++) {
		edges[e].points = graph->edges[e].points;
		edges[e].point_count = graph->edges[e].point_count;
		edges[e].label_x = graph->edges[e].label_x;
		edges[e].label_y = graph->edges[e].label_y;
	}
	*map = (struct figure_map){ .width = graph->width, .height = graph->height, .nodes = d->list, .node_count = d->node_count,
		.edges = edges, .edge_count = d->edge_count };
	return map;
}

static const struct figure_map *draw(struct drawing *d, char *fault)
{
	struct graphviz graph = { .node_count = d->node_count, .edge_count = d->edge_count };
	struct figure_edge *edges = arena_take(d->arena, d->edge_count, sizeof *edges);
	graph.nodes = arena_take(d->arena, d->node_count, sizeof *graph.nodes);
	graph.edges = arena_take(d->arena, d->edge_count, sizeof *graph.edges);
	prepare(d, &graph, edges);
	return lay_out(&graph, d->arena, fault) == 0 ? copy_layout(d, &graph, edges) : NULL;
}

/* --- words -------------------------------------------------------------------------------------------------------------------------- */

/* Most wait there, of all that wait for what is short. */
static void say_queue_of_bottleneck(const struct drawing *d, struct prose *text)
{
	const struct map_place *place = d->longest == NONE ? NULL : &d->map->counts.places.list[d->longest];
	if (!place || d->most < 0.05)
		return;
	if (d->busiest.resource)
		prose_say(text, "; most of those who wait for %s are at %s: ",
			d->scenario->model->resources[d->busiest.index].number == 1 ? "it" : "them", place->title);
	else
		prose_say(text, ", with ");
	if (place->sort == MAP_STATION)
		answer_say_queue(text, d->scenario, place->of);
	else
		prose_say(text, "%.2g on average", d->most);
}

static bool is_harm(const struct drawing *d, const struct map_flow *flow)
{
	const struct map_place *to = &d->map->counts.places.list[flow->to];
	return flow->back || (to->sort == MAP_END && to->of != TRACE_COMPLETED);
}

/* The most frequent way that nobody wants. NULL: there is none. */
static const struct map_flow *worst_flow(const struct drawing *d)
{
	const struct map_flow *worst = NULL;
	for (uint32_t e = 0; e < d->edge_count; e++)
		if (is_harm(d, d->flows[e]) && (!worst || d->flows[e]->count > worst->count))
			worst = d->flows[e];
	return worst;
}

static void say_harm(const struct drawing *d, struct prose *text, const struct map_flow *flow)
{
	static const char *const words[] = { [TRACE_SCRAPPED] = "end as scrap", [TRACE_TURNED_AWAY] = "are turned away",
		[TRACE_LEFT] = "give up" };
	const struct map_place *from = &d->map->counts.places.list[flow->from], *to = &d->map->counts.places.list[flow->to];
	const char *share = share_of(d, flow);
	if (!flow->back)
		prose_say(text, "; %s %s at %s", *share ? share : "all", words[to->of], from->title);
	else if (from == to)
		prose_say(text, "; %s are done again at %s", *share ? share : "all", from->title);
	else
		prose_say(text, "; %s sends %s back to %s", from->title, *share ? share : "all", to->title);
}

/* "the bottleneck is Paint booth; Inspection sends 11 % back to Sanding": what is short, in the words of the answer, and what only a map
   can tell; where there is no such thing, how many wait. */
static void say_title(const struct drawing *d, struct prose *text)
{
	const struct map_flow *worst = worst_flow(d);
	if (d->busiest.found)
		answer_say_busiest(text, d->scenario);
	else
		prose_say(text, "nothing on the way is limited in number");
	if (!worst) {
		say_queue_of_bottleneck(d, text);
		return;
	}
	for (size_t i = text->length; d->busiest.found && i-- > 0;)
		if (text->text[i] == ':') {
			text->text[text->length = i] = '\0';
			break;
		}
	say_harm(d, text, worst);
}

/* The boxes in the order in which work comes to them is not known here; their own will do. */
static void say_alt(const struct drawing *d, struct prose *text)
{
	uint32_t said = 0;
	prose_say(text, "A map of how work flows through %u places", (unsigned)d->node_count);
	for (uint32_t e = 0; e < d->edge_count && said < 12; e++) {
		const struct map_places *places = &d->map->counts.places;
		const char *share = share_of(d, d->flows[e]);
		prose_say(text, "%s%s to %s%s%s%s", said++ ? "; " : ": ", places->list[d->flows[e]->from].title, places->list[d->flows[e]->to].title,
			*share ? " (" : "", share, *share ? ")" : "");
	}
	if (d->edge_count > said)
		prose_say(text, "; and %u more ways", (unsigned)(d->edge_count - said));
}

static bool has_flow(const struct drawing *d, bool back, bool starts)
{
	for (uint32_t e = 0; e < d->edge_count; e++)
		if (d->flows[e]->back == back && d->flows[e]->starts == starts)
			return true;
	return false;
}

/* Signs that need a word, where they occur. */
static const char *say_signs(const struct drawing *d)
{
	return arena_format(d->arena,
		"How work flows. Wider lines: more items; per cent: of those that leave a place%s%s. Boxes: darker where busier; "
		"dots: who waits, on average", has_flow(d, true, false) ? "; dashed: sent back" : "",
		has_flow(d, false, true) ? "; dotted: starts others" : "");
}

static void say_what(const struct drawing *d, struct sketch *sketch, bool cut, bool crowded)
{
	const struct map_counts *counts = &d->map->counts;
	sketch_note(sketch, NULL, NULL);
	sketch_remark(sketch, arena_format(d->arena, "ways counted in %u of them", (unsigned)counts->replications));
	if (cut)
		sketch_remark(sketch, "without those that fewer than 1 in 100 items take");
	if (crowded)
		sketch_remark(sketch, "without those that fewer than 5 in 100 take of those that leave a place");
}

static const struct figure *make_figure(struct drawing *d, const struct result *result, const struct figure_map *map, bool cut,
	bool crowded)
{
	struct sketch sketch;
	struct prose text = { .length = 0 };
	sketch_start(&sketch, FIGURE_MAP, "process-map", result, d->scenario, d->arena);
	say_title(d, &text);
	sketch_title(&sketch, &text);
	sketch_subtitle(&sketch, say_signs(d));
	say_alt(d, &text);
	sketch_alt(&sketch, &text);
	say_what(d, &sketch, cut, crowded);
	sketch.figure.map = map;
	return sketch_done(&sketch);
}

/* Of several kinds of work, those that are projects are not on it. */
static bool has_only_projects(const struct model *model)
{
	for (uint32_t k = 0; k < model->kind_count; k++)
		if (map_places_has(model, k))
			return false;
	return true;
}

const struct map *map_make(const struct result *result, const struct result_scenario *scenario, struct arena *arena, char *fault)
{
	struct map *map = arena_take(arena, 1, sizeof *map);
	struct drawing d = { .arena = arena, .scenario = scenario, .map = map, .longest = NONE };
	*fault = '\0';
	if (scenario->left_out || scenario->finished_count == 0)
		return NULL;
	if (has_only_projects(scenario->model)) {
		snprintf(fault, MAP_FAULT_ROOM, "The process map is left out: a project has a plan, not a way from place to place");
		return NULL;
	}
	if (map_count(&map->counts, result, scenario, arena) != 0) {
		snprintf(fault, MAP_FAULT_ROOM, "The process map is left out: no memory for it");
		return NULL;
	}
	d.nodes = arena_take(arena, map->counts.places.count, sizeof *d.nodes);
	d.flows = arena_take(arena, count_flows(&map->counts) + 1, sizeof *d.flows);
	bool cut = choose_flows(&d, 0.0, 0.0) > NODES;
	if (cut)
		choose_flows(&d, RARE, 0.0);
	bool crowded = d.edge_count > CROWDED * d.node_count;
	if (crowded)
		choose_flows(&d, cut ? RARE : 0.0, FEW);
	if (d.node_count == 0)
		return NULL;
	d.list = arena_take(arena, d.node_count, sizeof *d.list);
	d.busiest = answer_find_busiest(scenario);
	lettering_init(&d.lettering, arena);
	for (uint32_t p = 0; p < map->counts.places.count; p++)
		if (d.nodes[p] != NONE)
			describe(&d, p);
	const struct figure_map *drawn = draw(&d, fault);
	lettering_done(&d.lettering);
	if (!drawn)
		return NULL;
	map->nodes = d.nodes;
	map->flows = d.flows;
	map->figure = make_figure(&d, result, drawn, cut, crowded);
	return map;
}
