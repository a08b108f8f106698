/* The row of a replication. One walk over the model declares the metrics and another fills their numbers: the same function, so that
   names and numbers cannot get out of step. */
#include <math.h>
#include <stddef.h>
#include "row.h"
#include "world.h"

enum row_kind {
	ROW_ARRIVED, ROW_COMPLETED, ROW_SCRAPPED, ROW_TURNED_AWAY, ROW_LEFT, ROW_THROUGHPUT, ROW_TIME, ROW_TIME_SD, ROW_TIME_P50,
	ROW_TIME_P85, ROW_TIME_P90, ROW_TIME_P95, ROW_TIME_P99, ROW_WIP, ROW_ON_TIME, ROW_RIGHT, ROW_VISITS, ROW_FLOW_EFFICIENCY,
	ROW_S_VISITS, ROW_S_UTILISATION, ROW_S_BLOCKED, ROW_S_IDLE, ROW_S_BUSY, ROW_S_QUEUE, ROW_S_WAIT, ROW_S_WAIT_P90, ROW_S_WAITED,
	ROW_OPEN_TIME, ROW_S_OVERTIME, ROW_R_UTILISATION, ROW_R_BUSY, ROW_R_OVERTIME, ROW_MEASURE, ROW_MEASURE_TIME, ROW_MEASURE_SHARE,
	ROW_TOTAL_THROUGHPUT, ROW_TOTAL_TIME, ROW_TOTAL_END
};

const struct metric_kind row_kinds[] = {
	[ROW_ARRIVED] = { "work.K.arrived", METRIC_COUNT, METRIC_NEITHER, "items that entered the system" },
	[ROW_COMPLETED] = { "work.K.completed", METRIC_COUNT, METRIC_MORE, "items that reached the end" },
	[ROW_SCRAPPED] = { "work.K.scrapped", METRIC_COUNT, METRIC_LESS, "items that ended as scrap" },
	[ROW_TURNED_AWAY] = { "work.K.turned_away", METRIC_COUNT, METRIC_LESS, "items that found a full queue and went away" },
	[ROW_LEFT] = { "work.K.left", METRIC_COUNT, METRIC_LESS, "items whose patience ran out while they waited" },
	[ROW_THROUGHPUT] = { "work.K.throughput", METRIC_RATE, METRIC_MORE, "completed items per hour (or per clock.rate)" },
	[ROW_TIME] = { "work.K.time", METRIC_TIME, METRIC_LESS, "mean time in the system of completed items" },
	[ROW_TIME_SD] = { "work.K.time.sd", METRIC_TIME, METRIC_LESS, "standard deviation of the time in the system" },
	[ROW_TIME_P50] = { "work.K.time.p50", METRIC_TIME, METRIC_LESS, "half of the completed items took no longer" },
	[ROW_TIME_P85] = { "work.K.time.p85", METRIC_TIME, METRIC_LESS, "85 % of the completed items took no longer" },
	[ROW_TIME_P90] = { "work.K.time.p90", METRIC_TIME, METRIC_LESS, "90 % of the completed items took no longer" },
	[ROW_TIME_P95] = { "work.K.time.p95", METRIC_TIME, METRIC_LESS, "95 % of the completed items took no longer" },
	[ROW_TIME_P99] = { "work.K.time.p99", METRIC_TIME, METRIC_LESS, "99 % of the completed items took no longer" },
	[ROW_WIP] = { "work.K.wip", METRIC_NUMBER, METRIC_LESS, "mean number in the system (work in progress)" },
	[ROW_ON_TIME] = { "work.K.on_time", METRIC_SHARE, METRIC_MORE, "share of completed items that took no longer than promised" },
	[ROW_RIGHT] = { "work.K.first_time_right", METRIC_SHARE, METRIC_MORE, "share of completed and scrapped items that never saw rework" },
	[ROW_VISITS] = { "work.K.visits", METRIC_NUMBER, METRIC_LESS, "mean number of visits to stations of completed items" },
	[ROW_FLOW_EFFICIENCY] = { "work.K.flow_efficiency", METRIC_SHARE, METRIC_MORE,
		"share of the items' time in the system in which they were worked on for the first time" },
	[ROW_S_VISITS] = { "stations.S.visits", METRIC_COUNT, METRIC_NEITHER, "visits that were begun or given up" },
	[ROW_S_UTILISATION] = { "stations.S.utilisation", METRIC_SHARE, METRIC_NEITHER, "share of machine time at work" },
	[ROW_S_BLOCKED] = { "stations.S.blocked", METRIC_SHARE, METRIC_LESS, "share of machine time held by items that cannot go on" },
	[ROW_S_IDLE] = { "stations.S.idle", METRIC_SHARE, METRIC_NEITHER, "share of machine time without work" },
	[ROW_S_BUSY] = { "stations.S.busy", METRIC_NUMBER, METRIC_NEITHER,
		"mean number in service, where the station has no machines of its own" },
	[ROW_S_QUEUE] = { "stations.S.queue", METRIC_NUMBER, METRIC_LESS, "mean number waiting" },
	[ROW_S_WAIT] = { "stations.S.wait", METRIC_TIME, METRIC_LESS, "mean wait of all visits until work begins or the item leaves" },
	[ROW_S_WAIT_P90] = { "stations.S.wait.p90", METRIC_TIME, METRIC_LESS, "90 % of the visits waited no longer" },
	[ROW_S_WAITED] = { "stations.S.waited", METRIC_SHARE, METRIC_LESS, "share of visits that had to wait at all" },
	[ROW_R_UTILISATION] = { "resources.R.utilisation", METRIC_SHARE, METRIC_NEITHER, "share of its units' time in use" },
	[ROW_R_BUSY] = { "resources.R.busy", METRIC_NUMBER, METRIC_NEITHER, "mean number of units in use" },
	[ROW_OPEN_TIME] = { "work.K.open_time", METRIC_TIME, METRIC_LESS,
		"mean time in the system of completed items, in the hours of the kind's calendar" },
	[ROW_S_OVERTIME] = { "stations.S.overtime", METRIC_TIME, METRIC_LESS, "machine time at work after closing, all machines together" },
	[ROW_R_OVERTIME] = { "resources.R.overtime", METRIC_TIME, METRIC_LESS, "time at work beyond the shift, all units together" },
	[ROW_MEASURE] = { "measures.NAME", METRIC_NUMBER, METRIC_NEITHER, "a mean, or a mean over time, that the model asks for" },
	[ROW_MEASURE_TIME] = { "measures.NAME", METRIC_TIME, METRIC_NEITHER, "a mean time that the model asks for" },
	[ROW_MEASURE_SHARE] = { "measures.NAME", METRIC_SHARE, METRIC_NEITHER, "a share that the model asks for" },
	[ROW_TOTAL_THROUGHPUT] = { "total.throughput", METRIC_RATE, METRIC_MORE, "completed items of all kinds per hour (or per clock.rate)" },
	[ROW_TOTAL_TIME] = { "total.time", METRIC_TIME, METRIC_LESS, "mean time in the system of completed items of all kinds" },
	[ROW_TOTAL_END] = { "total.end", METRIC_TIME, METRIC_LESS, "when the last item left" },
	{ NULL, METRIC_COUNT, METRIC_NEITHER, NULL }
};

/* Where the walk puts what it meets: names into the table (declaring), or numbers into the row. */
struct writer {
	struct metric_table *table;    /* NULL while filling */
	double *row;
	size_t at;
	bool failed;
};

static void put(struct writer *writer, enum row_kind kind, const char *subject, double value)
{
	if (writer->table)
		writer->failed |= metric_declare(writer->table, &row_kinds[kind], subject) < 0;
	else
		writer->row[writer->at++] = value;
}

static double share(double part, double whole)
{
	return whole > 0.0 ? part / whole : NAN;
}

static void put_kind(struct writer *out, const struct model *model, const struct kind *kind, struct flow *flow, double window, double now)
{
	static const struct { enum row_kind kind; double p; } percentiles[] = {
		{ ROW_TIME_P50, 0.50 }, { ROW_TIME_P85, 0.85 }, { ROW_TIME_P90, 0.90 }, { ROW_TIME_P95, 0.95 }, { ROW_TIME_P99, 0.99 } };
	const char *name = kind->name;
	double completed = (double)flow->completed;
	put(out, ROW_ARRIVED, name, (double)flow->arrived);
	put(out, ROW_COMPLETED, name, completed);
	put(out, ROW_SCRAPPED, name, (double)flow->scrapped);
	put(out, ROW_TURNED_AWAY, name, (double)flow->turned_away);
	put(out, ROW_LEFT, name, (double)flow->left);
	put(out, ROW_THROUGHPUT, name, share(completed * model->per_rate, window));
	put(out, ROW_TIME, name, tally_mean(&flow->time));
	put(out, ROW_TIME_SD, name, tally_sd(&flow->time));
	for (size_t i = 0; i < sizeof percentiles / sizeof *percentiles; i++)
		put(out, percentiles[i].kind, name, quantile_at(&flow->time_quantile, percentiles[i].p));
	if (kind->calendar)
		put(out, ROW_OPEN_TIME, name, tally_mean(&flow->open_time));
	put(out, ROW_WIP, name, level_mean(&flow->wip, now));
	if (kind->promise.form != EXPR_ABSENT)
		put(out, ROW_ON_TIME, name, share((double)flow->on_time, completed));
	put(out, ROW_RIGHT, name, share((double)flow->right, completed + (double)flow->scrapped));
	put(out, ROW_VISITS, name, share((double)flow->visits, completed));
	put(out, ROW_FLOW_EFFICIENCY, name, share(flow->worked, flow->time.mean * completed));
}

/* `scheduled` is machine time on shift in the window. */
static void put_station(struct writer *out, const struct station *station, struct place *p, double scheduled, double window)
{
	const char *name = station->name;
	put(out, ROW_S_VISITS, name, (double)p->visits);
	if (station->keeps) {
		/* Nothing is done here: a `take` is waited for. */
	} else if (station->machines != UNLIMITED) {
		double machines = scheduled + p->area_overtime;
		double busy = share(p->area_busy, machines), blocked = share(p->area_blocked, machines);
		put(out, ROW_S_UTILISATION, name, busy);
		put(out, ROW_S_BLOCKED, name, blocked);
		put(out, ROW_S_IDLE, name, isnan(busy) ? NAN : fmax(1.0 - busy - blocked, 0.0));
		if (station->calendar)
			put(out, ROW_S_OVERTIME, name, p->area_overtime);
	} else {
		put(out, ROW_S_BUSY, name, share(p->area_busy, window));
	}
	put(out, ROW_S_QUEUE, name, share(p->area_waiting, window));
	put(out, ROW_S_WAIT, name, tally_mean(&p->wait));
	put(out, ROW_S_WAIT_P90, name, quantile_at(&p->wait_quantile, 0.90));
	put(out, ROW_S_WAITED, name, share((double)p->waited, (double)p->visits));
}

static enum row_kind measure_kind(const struct measure *measure)
{
	if (measure->how == MEASURE_SHARE || measure->of.type.class == EXPR_TRUTH)
		return ROW_MEASURE_SHARE;
	return measure->of.type.class == EXPR_NUMBER && measure->of.type.time == 1 ? ROW_MEASURE_TIME : ROW_MEASURE;
}

static double measured(const struct measure *measure, const struct gauge *gauge, double window)
{
	return measure->how == MEASURE_OVER_TIME ? share(gauge->area, window) : tally_mean(&gauge->tally);
}

static void put_totals(struct writer *out, const struct world *w, const struct model *model, double window)
{
	struct tally all;
	tally_reset(&all);
	for (uint32_t k = 0; w && k < model->kind_count; k++)
		tally_merge(&all, &w->flows[k].time);
	put(out, ROW_TOTAL_THROUGHPUT, NULL, share((double)all.count * model->per_rate, window));
	put(out, ROW_TOTAL_TIME, NULL, tally_mean(&all));
	put(out, ROW_TOTAL_END, NULL, w ? w->last_left : 0.0);
}

/* `w` is NULL while declaring: the numbers are then of nothing. */
static void walk_metrics(struct writer *out, const struct model *model, struct world *w)
{
	struct flow no_flow = { 0 };
	struct place no_place = { 0 };
	struct crew no_crew = { 0 };
	struct gauge no_gauge = { 0 };
	double now = w ? w->now : 0.0, window = w ? w->now - w->window_start : 0.0;
	for (uint32_t i = 0; i < model->kind_count; i++)
		put_kind(out, model, &model->kinds[i], w ? &w->flows[i] : &no_flow, window, now);
	for (uint32_t i = 0; i < model->station_count; i++)
		put_station(out, &model->stations[i], w ? &w->places[i] : &no_place, w ? shift_of_place(w, i) : 0.0, window);
	for (uint32_t i = 0; i < model->resource_count; i++) {
		const struct crew *crew = w ? &w->crews[i] : &no_crew;
		double overtime = level_area(&crew->overtime, now), scheduled = w ? shift_of_crew(w, i) : 0.0;
		put(out, ROW_R_UTILISATION, model->resources[i].name, share(level_area(&crew->load, now), scheduled + overtime));
		put(out, ROW_R_BUSY, model->resources[i].name, level_mean(&crew->load, now));
		if (model->resources[i].calendar)
			put(out, ROW_R_OVERTIME, model->resources[i].name, overtime);
	}
	for (uint32_t i = 0; i < model->measure_count; i++)
		put(out, measure_kind(&model->measures[i]), model->measures[i].name,
			measured(&model->measures[i], w ? &w->gauges[i] : &no_gauge, window));
	put_totals(out, w, model, window);
}

int row_declare(struct model *model)
{
	struct writer out = { .table = &model->metrics };
	walk_metrics(&out, model, NULL);
	return out.failed ? -1 : 0;
}

void row_fill(struct world *w, double *row)
{
	struct writer out = { .row = row };
	walk_metrics(&out, w->model, w);
}
