/* Charts of what was found: figures as plain data (plots/figure.h) made from results. Invariant: a figure shows numbers of the tables and
   says in its title what a sentence of the text report says; nothing is estimated here.

   Every function returns NULL where there is nothing to show. Figures live in the arena, and borrow names from the model and the result:
   these must outlive them. */
#ifndef TAKT_EXPERIMENTS_FIGURE_H
#define TAKT_EXPERIMENTS_FIGURE_H

#include "plots/figure.h"
#include "compare.h"
#include "levers_gain.h"
#include "prose.h"
#include "sweep_report.h"

/* Those that are there, in the order in which a report shows them. */
struct figures {
	const struct figure **list;
	size_t count;
};

struct figures figures_of_run(const struct result *result, const struct result_scenario *scenario, struct arena *arena);
struct figures figures_of_compare(const struct compare *compare, struct arena *arena);
struct figures figures_of_levers(const struct lever_gains *gains, struct arena *arena);
struct figures figures_of_sweep(const struct sweep_report *report, struct arena *arena);

/* The one of that name; NULL: there is none. */
const struct figure *figures_find(const struct figures *figures, const char *name);

/* Of one scenario. figure_cause.c: the time of work and the queues, by what is waited for. */
const struct figure *figure_where(const struct result *result, const struct result_scenario *scenario, struct arena *arena);
const struct figure *figure_queues(const struct result *result, const struct result_scenario *scenario, struct arena *arena);

/* figure_run.c: stations and resources by load and queue, load on people. */
const struct figure *figure_stations(const struct result *result, const struct result_scenario *scenario, struct arena *arena);
const struct figure *figure_people(const struct result *result, const struct result_scenario *scenario, struct arena *arena);

/* figure_handoff.c: how often work passes between teams; NULL where there are not three, or it never does. */
const struct figure *figure_handoffs(const struct result *result, const struct result_scenario *scenario, struct arena *arena);

/* figure_sharing.c: people whom several kinds of work share, and for whom they work; NULL where nobody is shared. */
const struct figure *figure_sharing(const struct result *result, const struct result_scenario *scenario, struct arena *arena);

/* figure_money.c: what an item costs and brings, and who is paid for what. */
const struct figure *figure_money(const struct result *result, const struct result_scenario *scenario, struct arena *arena);
const struct figure *figure_paid(const struct result *result, const struct result_scenario *scenario, struct arena *arena);

/* figure_time.c: distributions and courses over the run; figure_week.c: over the week or the day. They need the result's series. */
const struct figure *figure_times(const struct result *result, const struct result_scenario *scenario, struct arena *arena);
const struct figure *figure_inside(const struct result *result, const struct result_scenario *scenario, struct arena *arena);
const struct figure *figure_flow(const struct result *result, const struct result_scenario *scenario, struct arena *arena);
const struct figure *figure_welch(const struct result *result, const struct result_scenario *scenario, struct arena *arena);
const struct figure *figure_peaks(const struct result *result, const struct result_scenario *scenario, struct arena *arena);
const struct figure *figure_duty(const struct result *result, const struct result_scenario *scenario, struct arena *arena);

/* figure_followed.c: what became of items one by one; nothing where they were not followed. The ways of at most so many kinds, a figure
   for each: "variants", or "variants-claim" and so on. */
#define FIGURE_VARIANTS 6
void figure_variants(struct figures *figures, const struct result *result, const struct result_scenario *scenario, struct arena *arena);
const struct figure *figure_ages(const struct result *result, const struct result_scenario *scenario, struct arena *arena);

/* figure_decisions.c: where decisions are waited for; NULL where none is. */
const struct figure *figure_decisions(const struct result *result, const struct result_scenario *scenario, struct arena *arena);

/* figure_goal.c: how items end, over the run; NULL where no kind says how they may, or items were not followed. */
const struct figure *figure_endings(const struct result *result, const struct result_scenario *scenario, struct arena *arena);

/* figure_project.c: a plan and what becomes of it; NULL where there is none. What is of one kind of project has a figure for each of at
   most so many kinds: "plan", then "plan-barn" and so on. */
#define FIGURE_PLANS 6
const struct figure *figure_gantt(const struct result *result, const struct result_scenario *scenario, const struct kind *kind,
	struct arena *arena);
const struct figure *figure_crews(const struct result *result, const struct result_scenario *scenario, struct arena *arena);
const struct figure *figure_spending(const struct result *result, const struct result_scenario *scenario, struct arena *arena);

/* figure_ends.c: when projects end, what that hangs on, and what they cost; NULL where there is none, or none differs from another. */
const struct figure *figure_finish(const struct result *result, const struct result_scenario *scenario, const struct kind *kind,
	struct arena *arena);
const struct figure *figure_decisive(const struct result *result, const struct result_scenario *scenario, const struct kind *kind,
	struct arena *arena);
const struct figure *figure_costly(const struct result *result, const struct result_scenario *scenario, const struct kind *kind,
	struct arena *arena);
const struct figure *figure_joint(const struct result *result, const struct result_scenario *scenario, const struct kind *kind,
	struct arena *arena);

/* figure_forecast.c: what was forecast of its end on the way; NULL where nobody forecasts. */
const struct figure *figure_forecasts(const struct result *result, const struct result_scenario *scenario, const struct kind *kind,
	struct arena *arena);

/* Private to figure*.c: a figure that is being made. Its lists have room for so many; more are a mistake of ours. */
#define SKETCH_PANELS 8
#define SKETCH_SERIES 32
#define SKETCH_MARKS 64
#define FIGURE_ROWS 40               /* more rows are left to the tables */
#define FIGURE_TITLE 120             /* letters: longer titles are said in fewer words where that can be done */
#define FIGURE_BLANK "\u00a0"         /* at which no line is broken: between a number and its unit */
#define FIGURE_IN_ALT 3              /* so many of them are told to who cannot see them */

struct sketch {
	struct arena *arena;
	const struct result *result;
	const struct result_scenario *scenario;
	const struct result_scenario *of;    /* as the scenario, unless set otherwise: what the points of a sweep are variants of */
	struct figure figure;
	struct figure_panel *panels;
	struct figure_series *series;
	struct figure_mark *marks;
	const char **rows;
	bool *accents;
};

void sketch_start(struct sketch *sketch, enum figure_form form, const char *name, const struct result *result,
	const struct result_scenario *scenario, struct arena *arena);

/* Room for so many rows: names and accents are filled in by the caller. */
void sketch_rows(struct sketch *sketch, size_t count);

/* Both return its index. A panel of rows has bars or intervals along an axis from 0. */
size_t sketch_panel(struct sketch *sketch, struct figure_panel panel);
size_t sketch_row_panel(struct sketch *sketch, const char *title, const char *unit);

/* An axis from 0 to what the data say. NULL: none of it. */
struct figure_axis figure_axis(const char *title, const char *unit);
void sketch_mark(struct sketch *sketch, struct figure_mark mark);

/* The numbers of a series: NAN and no texts at first. Lists other than `value` may be NULL: none. */
struct sketch_values {
	size_t count;
	double *value, *low, *high;
	const char **texts;
};

struct sketch_values sketch_values(const struct sketch *sketch, size_t count);

/* The mean and the interval that is shown, `scale` times, of a time, a number or a share: the interval ends at 0. Nothing where `summary`
   is NULL. */
void sketch_put(struct sketch_values *values, size_t i, const struct summary *summary, double scale);

/* The same of an interval. */
void sketch_put_interval(struct sketch_values *values, size_t i, struct interval interval);

/* Adds them as a series; whiskers and texts only where there are any. What else it needs (x, labels, dashed) is set in what is returned,
   before the next is added. */
struct figure_series *sketch_series(struct sketch *sketch, size_t panel, const char *name, enum figure_tone tone,
	const struct sketch_values *values);

/* Bars made of causes (models/cause.h): a number and its text for each row and each cause. NAN: nothing there. */
struct sketch_causes {
	struct arena *arena;
	size_t rows, count;
	double *value;               /* [row * count + cause] */
	const char **texts;
};

struct sketch_causes sketch_causes(const struct sketch *sketch, size_t rows);
void sketch_put_cause(struct sketch_causes *causes, size_t row, uint32_t cause, double value, const char *text);

/* Adds a series for each of the largest, in the order of reports, and one for all else. `accent`: the cause of the title; NONE. */
void sketch_add_causes(struct sketch *sketch, size_t panel, const struct sketch_causes *causes, uint32_t accent);

/* What all parts of a bar add up to, as texts [row] beside the bars. After the last part of the panel. */
void sketch_sums(struct sketch *sketch, size_t panel, const char **texts);

/* Sentences without their full stop, beginning with a capital. The prose starts anew. */
void sketch_title(struct sketch *sketch, struct prose *prose);
void sketch_alt(struct sketch *sketch, struct prose *prose);

/* "30 replications of 13 wk, the first 2 d of each not counted (warm-up); seed 1; whiskers: 95 % confidence intervals". `each`: "scenario"
   and the like, NULL where there is but one; `marks`: what shows the intervals, "whiskers", NULL: nothing does. */
void sketch_note(struct sketch *sketch, const char *each, const char *marks);

/* Adds to the note: "; the 40 busiest of 60". After sketch_note. */
void sketch_remark(struct sketch *sketch, const char *remark);

/* Adds "the 40 busiest of 60", where not all are shown. */
void sketch_cut(struct sketch *sketch, size_t shown, size_t count, const char *which);

/* What is drawn; and with what scenario, where that is not base. */
void sketch_subtitle(struct sketch *sketch, const char *text);

const struct figure *sketch_done(struct sketch *sketch);

/* "Waiting for Doctors" of "waiting for Doctors"; "41.6 %"; "3.33". */
const char *figure_capital(const char *text, struct arena *arena);
const char *figure_per_cent(double share, double half_width, struct arena *arena);
const char *figure_mean(const struct summary *summary, struct arena *arena);

/* How many wait at a station for one cause (models/cause.h). NULL: nobody there ever waits for this. */
const struct summary *figure_queue_for(const struct result_scenario *scenario, const struct station *station, uint32_t cause);

/* The kinds of work that the model names are the first; how many. */
uint32_t figure_kinds(const struct model *model);

/* What a time axis is told in: so many clock units are one of `unit`. */
struct figure_clock {
	double length;
	const char *unit;
};

struct figure_clock figure_clock(const struct model *model, double span);

void figures_add(struct figures *figures, const struct figure *figure);

#endif
