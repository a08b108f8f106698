/* One chart as plain data: what it says and what it shows, in the units in which people read it (shares in per cent). A chart is drawn,
   written as a table, stored and read back from this alone. Everything is borrowed and constant.

   What a form reads:
     BARS       lying bars, one for each row; the series of one panel are parts of a bar, stacked from 0 (negative values to the left);
                panels stand side by side and share the rows. `low` and `high` of a series: whiskers about the end of its part. Texts
                stand beside a bar of one part and inside the parts of others, where there is room; a last series without name, of zeros,
                has the sums as its texts: they stand beside the bars. Where accents are given, the bars of a single series of tone
                ACCENT or QUIET have the one or the other by them.
     INTERVALS  for each row a point with whiskers (a forest plot); panels side by side as above. Needs value; low and high may be NAN.
     HISTOGRAM  standing bars: bin i is from x[i] to x[i + 1], its height value[i]; x has count + 1 numbers. One panel below the other.
     LINES      value over x, with a band from low to high where there is one; panels below each other. Where 0 belongs to y and no
                value is below it, bands end there.
     AREAS      value over x, the series of a panel stacked on each other (nothing negative); panels below each other.
     POINTS     one mark at (x, value) for each point, with whiskers low to high and x_low to x_high, called by its label; `joined`
                series are drawn as a line through their points (a frontier, a contour) instead, with a gap where one is NAN; of
                `bare` series there are only the labels. Of many points the marks are small, and lines are drawn over them.
     HEAT       rows by columns: value[row * column_count + column] of the first series as colour, NAN: nothing there. The name of the
                series says what is counted; the titles of y and x say what the rows and columns are.
     GANTT      rows over time: of a series with low and high a bar between them (PALE: wide, and to come first; dashed: a thin line
                below the others),
                	of one without a diamond at its value. Accents as of BARS. The texts of the first series that has some stand on
                the right.
     MAP        nodes and edges, laid out already.                                                                               */
#ifndef TAKT_PLOTS_FIGURE_H
#define TAKT_PLOTS_FIGURE_H

#include <stdbool.h>
#include <stddef.h>

enum figure_form { FIGURE_BARS, FIGURE_INTERVALS, FIGURE_HISTOGRAM, FIGURE_LINES, FIGURE_AREAS, FIGURE_POINTS, FIGURE_HEAT, FIGURE_GANTT,
	FIGURE_MAP, FIGURE_FORMS };

/* What colour says. ACCENT: what the title talks about; QUIET and PALE: the rest; BAD: harm (scrap, lateness, rework, loss). The
   others are what time goes by with, or just different things, in this order. Told apart without colour too. */
enum figure_tone { TONE_ACCENT, TONE_QUIET, TONE_PALE, TONE_BAD, TONE_WORK, TONE_WAIT, TONE_SETUP, TONE_REPAIR, TONE_BLOCKED,
	TONE_PLANNED, TONE_OTHER, TONE_LAST, FIGURE_TONES };

struct figure_axis {
	const char *title;           /* "time in system"; NULL: the axis needs no word */
	const char *unit;            /* "min", "%"; NULL or "": none */
	bool zero;                   /* 0 belongs to it (bars have it anyway) */
	bool whole;                  /* only whole numbers make sense */
	double low, high;            /* what it must show at least; NAN: what the data say */
	const char *begins;          /* "2027-03-01": the numbers are days since that day begins, and dates stand along the axis; NULL: numbers */
};

struct figure_panel {
	const char *title;           /* NULL: the figure's title says it */
	struct figure_axis x, y;     /* x: along the bars, of values (BARS, INTERVALS); across the page otherwise */
};

struct figure_series {
	const char *name;            /* of the part, line or set of points; NULL: needs none */
	size_t panel;
	enum figure_tone tone;
	size_t count;                /* BARS, INTERVALS: that of the rows */
	const double *value;         /* NAN: nothing there */
	const double *low, *high;    /* NULL: none */
	const double *x, *x_low, *x_high;
	const char *const *texts;    /* [count]: the value as people read it, "83.1 ± 2.4", beside the mark; NULL: numbers of 3 digits */
	const char *const *labels;   /* [count]: names of points; NULL: none */
	bool joined;                 /* POINTS: a line */
	bool bare;                   /* POINTS: no marks */
	bool dashed;                 /* a line that is a bound, a plan, a target; told apart from others without colour */
};

enum figure_mark_kind { MARK_X, MARK_Y, MARK_SPAN };   /* a line at x, a line at y, a shaded span of x */

/* "promise 8 h", "warm-up", "9 in 10". For BARS and INTERVALS x is the axis of values. */
struct figure_mark {
	enum figure_mark_kind kind;
	size_t panel;
	double at, to;               /* `to`: of a span only */
	const char *label;           /* NULL: none */
	enum figure_tone tone;
};

/* Places and sizes are in points, y grows downwards. */
struct figure_node {
	const char *label;           /* lines apart by \n: the first is the name (node_label.h measures it) */
	double x, y;                 /* its middle */
	double width, height;
	double load;                 /* 0 to 1, as colour; NAN: it has none */
	double queue;                /* mean number waiting, as a row of dots or a bar beside it; NAN: none */
	enum { NODE_STATION, NODE_START, NODE_END, NODE_WAIT } shape;
	bool accent;                 /* the bottleneck */
};

struct figure_edge {
	size_t from, to;             /* nodes */
	const double *points;        /* x, y of the control points of a chain of cubic Béziers: 3 n + 1 points; an arrow at its end */
	size_t point_count;
	const char *label;           /* "12 %"; NULL: none */
	double label_x, label_y;
	double weight;               /* 0 to 1: share of all flow, as width */
	enum figure_tone tone;       /* QUIET; BAD: rework, dashed; PALE: not the way of an item, but what it starts, dotted */
};

struct figure_map {
	double width, height;
	const struct figure_node *nodes;
	size_t node_count;
	const struct figure_edge *edges;
	size_t edge_count;
};

struct figure {
	enum figure_form form;
	const char *name;            /* of its file: "where-the-time-goes"; small letters, digits and hyphens */
	const char *title;           /* the finding, a sentence without its full stop */
	const char *subtitle;        /* what is drawn, in what units */
	const char *note;            /* replications, warm-up, intervals, seed */
	const char *alt;             /* what it shows, for who cannot see it */
	const char *const *rows;     /* names; NULL: the form has none */
	const bool *accents;         /* [row_count]: those that the title talks about; NULL: none */
	size_t row_count;
	const char *const *columns;  /* HEAT */
	size_t column_count;
	const struct figure_panel *panels;
	size_t panel_count;          /* at least 1, but for MAP */
	const struct figure_series *series;
	size_t series_count;
	const struct figure_mark *marks;
	size_t mark_count;
	const struct figure_map *map;    /* MAP */
};

#endif
