/* A chart is drawn twice: on a rehearsal, to learn how high it is, and on paper. */
#include <math.h>
#include <plplot/plplot.h>
#include "chart.h"
#include "chart_forms.h"
#include "frame.h"

const char *const chart_suffixes[CHART_DEVICES] = { "png", "svg", "pdf" };

static double (*const forms[FIGURE_FORMS])(struct canvas *canvas, const struct figure *figure, double top) = {
	[FIGURE_BARS] = chart_bars,
	[FIGURE_INTERVALS] = chart_intervals,
	[FIGURE_HISTOGRAM] = chart_histogram,
	[FIGURE_LINES] = chart_lines,
	[FIGURE_AREAS] = chart_areas,
	[FIGURE_POINTS] = chart_points,
	[FIGURE_HEAT] = chart_heat,
	[FIGURE_GANTT] = chart_gantt,
	[FIGURE_MAP] = chart_map,
};

double chart_paint(struct canvas *canvas, const struct figure *figure)
{
	double top = frame_head(canvas, figure);
	if ((unsigned)figure->form < FIGURE_FORMS)
		top = forms[figure->form](canvas, figure, top);
	return frame_foot(canvas, figure, top);
}

void chart_library(char *out)
{
	char version[80];
	plgver(version);
	snprintf(out, CHART_LIBRARY_ROOM, "PLplot %s", version);
}

double chart_height(const struct figure *figure)
{
	struct canvas canvas;
	char fault[100];
	double height = canvas_init(&canvas, fault, sizeof fault) ? CHART_UNITS / 2 : ceil(chart_paint(&canvas, figure));
	canvas_done(&canvas);
	return height;
}

int chart_draw(const struct figure *figure, enum chart_device device, unsigned width, const char *prefix, FILE *to,
	char *fault, size_t fault_room)
{
	struct canvas canvas;
	int status = canvas_init(&canvas, fault, fault_room);
	if (status == 0 && device != CHART_PNG && width > 0)
		canvas.width = width;
	if (status == 0)
		status = canvas_page(&canvas, device, chart_paint(&canvas, figure), width, fault, fault_room);
	if (status == 0) {
		chart_paint(&canvas, figure);
		status = canvas_write(&canvas, prefix, figure->alt, to, fault, fault_room);
	}
	canvas_done(&canvas);
	return status;
}
