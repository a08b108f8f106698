/* What comes from a seed is nasty on purpose: numbers of all sizes and none, names of all kinds and none, too many of everything. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include "figures.h"

struct luck {
	struct arena *arena;
	uint64_t state;
};

static unsigned below(struct luck *luck, unsigned count)
{
	luck->state = luck->state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(luck->state >> 33) % count;
}

static bool one_in(struct luck *luck, unsigned count)
{
	return below(luck, count) == 0;
}

static double share(struct luck *luck)
{
	return below(luck, 1000001) / 1e6;
}

static const char *const names[] = { "Paint booth", "Waiting for the next shift", "", "x", "Nurses & doctors <b>\"quick\"</b>", "#1 of #gwork##",
	"Prüfstand für Gehäuse – groß", "等待下一班工人的涂装室和检查站", "🚑 emergency 🏥", "tab\there\nline\x01\x7f", "bad \xff\xfe utf \xc3", "‮turned‬ around",
	"Averyveryverylongwordwithoutanyblankthatcannotbebrokenanywhereandgoesonandonuntilitislongerthanthepage",
	"A long sentence that goes on about what the station does, who works there, why it has this name, and that it is said to be two hundred letters long",
	"12", "100 %", "−3 ± 9 min" };

static const char *name(struct luck *luck)
{
	unsigned kind = below(luck, sizeof names / sizeof *names + 6);
	if (kind < sizeof names / sizeof *names)
		return names[kind];
	return kind % 5 == 0 ? NULL : arena_format(luck->arena, "Station %u", below(luck, 100));
}

static const char *const *name_list(struct luck *luck, size_t count, unsigned none)
{
	const char **list = arena_take(luck->arena, count + 1, sizeof *list);
	for (size_t i = 0; i < count; i++)
		list[i] = name(luck);
	return one_in(luck, none) ? NULL : list;
}

static double value(struct luck *luck, unsigned kind)
{
	static const double sizes[] = { 1, 100, 1e-9, 1e12, 1e5, 1e300, 0, 12 };
	if (one_in(luck, 40))
		return one_in(luck, 2) ? NAN : one_in(luck, 2) ? INFINITY : -INFINITY;
	double size = sizes[kind % (sizeof sizes / sizeof *sizes)];
	return kind % 3 == 0 ? (share(luck) - 0.5) * size : kind % 11 == 0 ? size : share(luck) * size;
}

static const double *values(struct luck *luck, size_t count, unsigned kind, unsigned none)
{
	double *list = arena_take(luck->arena, count + 1, sizeof *list);
	for (size_t i = 0; i < count; i++)
		list[i] = value(luck, kind);
	return one_in(luck, none) ? NULL : list;
}

static const double *around(struct luck *luck, const double *list, size_t count, double by)
{
	double *made = arena_take(luck->arena, count + 1, sizeof *made);
	for (size_t i = 0; i < count; i++)
		made[i] = list ? list[i] + by * fabs(list[i]) * share(luck) : NAN;
	return one_in(luck, 3) ? NULL : made;
}

static const double *ascending(struct luck *luck, size_t count)
{
	double *list = arena_take(luck->arena, count + 1, sizeof *list), step = one_in(luck, 5) ? 1e-6 : 1 + share(luck) * 50;
	for (size_t i = 0; i < count; i++)
		list[i] = (double)i * step + (i > 0 && one_in(luck, 50) ? NAN : 0);
	return list;
}

static struct figure_axis axis(struct luck *luck)
{
	static const char *const units[] = { "min", "h", "%", "EUR a week", "", NULL, "d", "wk", "s" };
	struct figure_axis made = { .title = name(luck), .unit = units[below(luck, 9)], .zero = one_in(luck, 2), .whole = one_in(luck, 4) };
	made.low = one_in(luck, 5) ? 0 : NAN;
	made.high = one_in(luck, 5) ? 100 : NAN;
	made.begins = one_in(luck, 6) ? "2027-03-01" : NULL;
	return made;
}

static void add_series(struct luck *luck, struct figure *figure, struct figure_series *series)
{
	bool lists = figure->form == FIGURE_BARS || figure->form == FIGURE_INTERVALS || figure->form == FIGURE_GANTT;
	unsigned kind = below(luck, 24);
	size_t most = figure->form == FIGURE_HISTOGRAM ? 60 : one_in(luck, 10) ? 3000 : 200;
	series->count = lists ? figure->row_count : below(luck, (unsigned)most);
	if (figure->form == FIGURE_HEAT)
		series->count = figure->row_count * figure->column_count;
	series->name = name(luck);
	series->panel = below(luck, (unsigned)figure->panel_count + 1);
	series->tone = below(luck, FIGURE_TONES);
	series->value = values(luck, series->count, kind, 20);
	series->low = around(luck, series->value, series->count, -0.4);
	series->high = around(luck, series->value, series->count, 0.4);
	series->x = figure->form == FIGURE_POINTS ? values(luck, series->count, below(luck, 24), 20) : ascending(luck, series->count + 1);
	series->x_low = around(luck, series->x, series->count, -0.2);
	series->x_high = around(luck, series->x, series->count, 0.2);
	series->texts = one_in(luck, 3) ? name_list(luck, series->count, 2) : NULL;
	series->labels = name_list(luck, series->count, 3);
	series->joined = one_in(luck, 4);
	series->dashed = one_in(luck, 4);
	series->bare = one_in(luck, 8);
}

static const struct figure_map *map(struct luck *luck)
{
	struct figure_map *made = arena_take(luck->arena, 1, sizeof *made);
	size_t nodes = below(luck, 20), edges = nodes > 1 ? below(luck, 30) : 0;
	struct figure_node *node = arena_take(luck->arena, nodes + 1, sizeof *node);
	struct figure_edge *edge = arena_take(luck->arena, edges + 1, sizeof *edge);
	*made = (struct figure_map){ 200 + below(luck, 2000), 100 + below(luck, 900), node, nodes, edge, edges };
	for (size_t i = 0; i < nodes; i++)
		node[i] = (struct figure_node){ .label = name(luck), .x = 60 + share(luck) * (made->width - 120),
			.y = 40 + share(luck) * (made->height - 80), .width = 40 + below(luck, 120), .height = 30 + below(luck, 40),
			.load = one_in(luck, 4) ? NAN : share(luck) * 1.2,
			.queue = one_in(luck, 4) ? NAN : share(luck) * 40, .shape = below(luck, 4), .accent = one_in(luck, 5) };
	for (size_t i = 0; i < edges; i++) {
		size_t count = 1 + 3 * below(luck, 5);
		double *points = arena_take(luck->arena, 2 * count, sizeof *points);
		for (size_t k = 0; k < count; k++) {
			points[2 * k] = share(luck) * made->width;
			points[2 * k + 1] = share(luck) * made->height;
		}
		edge[i] = (struct figure_edge){ below(luck, (unsigned)nodes), below(luck, (unsigned)nodes), points, count, name(luck),
			share(luck) * made->width, share(luck) * made->height, share(luck), one_in(luck, 3) ? TONE_BAD : TONE_QUIET };
	}
	return one_in(luck, 20) ? NULL : made;
}

static void add_marks(struct luck *luck, struct figure *figure)
{
	figure->mark_count = below(luck, 9);
	struct figure_mark *marks = arena_take(luck->arena, figure->mark_count + 1, sizeof *marks);
	unsigned kind = below(luck, 24);
	for (size_t i = 0; i < figure->mark_count; i++)
		marks[i] = (struct figure_mark){ below(luck, 3), below(luck, (unsigned)figure->panel_count + 1), value(luck, kind), value(luck, kind),
			name(luck), below(luck, FIGURE_TONES) };
	figure->marks = marks;
}

const struct figure *figures_random(struct arena *arena, enum figure_form form, unsigned seed)
{
	struct luck luck = { arena, seed * 977u + (unsigned)form };
	struct figure *figure = arena_take(arena, 1, sizeof *figure);
	for (int i = 0; i < 10; i++)
		below(&luck, 2);
	figure->form = form;
	figure->name = "random";
	figure->title = name(&luck);
	figure->subtitle = name(&luck);
	figure->note = name(&luck);
	figure->alt = name(&luck);
	figure->row_count = one_in(&luck, 4) ? below(&luck, 61) : below(&luck, 12);
	figure->rows = name_list(&luck, figure->row_count, 15);
	figure->column_count = below(&luck, 41);
	figure->columns = name_list(&luck, figure->column_count, 10);
	figure->panel_count = below(&luck, 5);
	struct figure_panel *panels = arena_take(arena, figure->panel_count + 1, sizeof *panels);
	for (size_t i = 0; i < figure->panel_count; i++)
		panels[i] = (struct figure_panel){ .title = name(&luck), .x = axis(&luck), .y = axis(&luck) };
	figure->panels = panels;
	figure->series_count = below(&luck, 13);
	struct figure_series *series = arena_take(arena, figure->series_count + 1, sizeof *series);
	for (size_t i = 0; i < figure->series_count; i++)
		add_series(&luck, figure, &series[i]);
	figure->series = series;
	bool *accents = arena_take(arena, figure->row_count + 1, sizeof *accents);
	for (size_t i = 0; i < figure->row_count; i++)
		accents[i] = one_in(&luck, 5);
	figure->accents = one_in(&luck, 2) ? accents : NULL;
	add_marks(&luck, figure);
	figure->map = form == FIGURE_MAP ? map(&luck) : NULL;
	return figure;
}

struct figure figures_plain(void)
{
	static const double numbers[] = { 3, 2, 1 };
	static const char *const rows[] = { "one", "two", "three" };
	static const struct figure_panel panel = { .x = { .title = "number", .low = NAN, .high = NAN } };
	static const struct figure_series series = { .count = 3, .value = numbers };
	return (struct figure){ .form = FIGURE_BARS, .name = "plain", .title = "One has most", .subtitle = "How many", .note = "Counted once",
		.alt = "Three bars", .rows = rows, .row_count = 3, .panels = &panel, .panel_count = 1, .series = &series, .series_count = 1 };
}
