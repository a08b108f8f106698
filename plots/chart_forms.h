/* The forms of charts: each draws below `top` and returns where it ends. On a rehearsal (canvas.h) it does just the same. */
#ifndef TAKT_PLOTS_CHART_FORMS_H
#define TAKT_PLOTS_CHART_FORMS_H

#include "canvas.h"

double chart_bars(struct canvas *canvas, const struct figure *figure, double top);
double chart_intervals(struct canvas *canvas, const struct figure *figure, double top);
double chart_histogram(struct canvas *canvas, const struct figure *figure, double top);
double chart_lines(struct canvas *canvas, const struct figure *figure, double top);
double chart_areas(struct canvas *canvas, const struct figure *figure, double top);
double chart_points(struct canvas *canvas, const struct figure *figure, double top);
double chart_heat(struct canvas *canvas, const struct figure *figure, double top);
double chart_gantt(struct canvas *canvas, const struct figure *figure, double top);
double chart_map(struct canvas *canvas, const struct figure *figure, double top);

/* The whole chart with its frame; returns the height of the page. */
double chart_paint(struct canvas *canvas, const struct figure *figure);

#endif
