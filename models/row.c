/* The row of a replication. One walk over the model declares the metrics and another fills their numbers: the same function, so that
   names and numbers cannot get out of step. */
#include <math.h>
#include <stddef.h>
#include "row.h"
#include "parts.h"

#include "shared.h"

#define ROUNDING 1e-12    /* of the time observed: less is none */

enum row_kind {
	ROW_ARRIVED, ROW_COMPLETED, ROW_SCRAPPED, ROW_TURNED_AWAY, ROW_LEFT, ROW_THROUGHPUT, ROW_TIME, ROW_TIME_SD, ROW_TIME_P50,
	ROW_TIME_P85, ROW_TIME_P90, ROW_TIME_P95, ROW_TIME_P99, ROW_TIME_CAUSE, ROW_WIP, ROW_ON_TIME, ROW_RIGHT, ROW_VISITS, ROW_FLOW_EFFICIENCY,
	ROW_S_VISITS, ROW_S_UTILISATION, ROW_S_SETUP, ROW_S_DOWN, ROW_S_BLOCKED, ROW_S_IDLE, ROW_S_BUSY, ROW_S_QUEUE,
	ROW_S_QUEUE_CAUSE, ROW_S_WAIT, ROW_S_WAIT_P90, ROW_S_WAITED, ROW_OPEN_TIME, ROW_S_OVERTIME, ROW_R_UTILISATION, ROW_R_BUSY, ROW_R_BUSY_KIND,
	ROW_R_WAIT, ROW_R_DOWN, ROW_R_OVERTIME, ROW_MEASURE, ROW_MEASURE_TIME, ROW_MEASURE_SHARE,
	ROW_COST, ROW_COST_WORK, ROW_COST_REWORK, ROW_COST_SETUP, ROW_COST_WAITING, ROW_COST_KEPT, ROW_COST_MATERIAL, ROW_COST_LATE, ROW_VALUE,
	ROW_S_COST, ROW_S_IDLE_COST, ROW_R_SCHEDULED, ROW_R_IDLE, ROW_R_COST, ROW_R_BUSY_COST, ROW_R_IDLE_COST, ROW_R_OVERTIME_COST,
	ROW_TOTAL_THROUGHPUT, ROW_TOTAL_TIME, ROW_TOTAL_END, ROW_TOTAL_COST, ROW_TOTAL_OVERHEAD, ROW_TOTAL_COST_PER_ITEM, ROW_TOTAL_VALUE,
	ROW_TOTAL_PROFIT,
	ROW_WITHIN_BUDGET, ROW_BOTH_KEPT,
	ROW_DURATION, ROW_DURATION_P10, ROW_DURATION_P50, ROW_DURATION_P80, ROW_DURATION_P90,
	ROW_PROJECT_COST, ROW_PROJECT_COST_P10, ROW_PROJECT_COST_P50, ROW_PROJECT_COST_P80, ROW_PROJECT_COST_P90, ROW_TASK_START, ROW_TASK_END, ROW_TASK_TIME,
	ROW_TASK_WAIT, ROW_TASK_FLOAT, ROW_TASK_CRITICAL, ROW_TASK_PASSES, ROW_TASK_ON_TIME,
	ROW_PLANNING, ROW_PLANNING_WASTED, ROW_PLANNING_STALE,
	ROW_ANSWERED, ROW_ANSWER_TIME, ROW_ANSWER_WAIT, ROW_ANSWER_ESCALATED, ROW_ANSWER_DEFAULTED, ROW_ANSWER_COST,
	ROW_FORECAST_P50, ROW_FORECAST_P80, ROW_FORECAST_HELD50, ROW_FORECAST_HELD80,
	ROW_TASK_FORECAST_P50, ROW_TASK_FORECAST_P80, ROW_TASK_FORECAST_HELD50, ROW_TASK_FORECAST_HELD80,
	ROW_GOAL, ROW_COST_PER_GOAL, ROW_VAIN, ROW_REOPENED, ROW_OUTCOME, ROW_OUTCOME_TIME, ROW_OUTCOME_COST, ROW_MEMBER_COUNT,
	ROW_MEMBER_DONE, ROW_MEMBER_START, ROW_MEMBER_TIME, ROW_MEMBER_WAIT, ROW_MEMBER_CANCELLED, ROW_MEMBER_REACHED, ROW_MEMBER_AT,
	ROW_MEMBER_OPEN, ROW_RERANKED, ROW_HANDED, ROW_HANDOFFS, ROW_HANDOFFS_LOST, ROW_HANDOFFS_DELAY,
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
	[ROW_S_SETUP] = { "stations.S.setup", METRIC_SHARE, METRIC_LESS, "share of machine time in set-ups" },
	[ROW_S_DOWN] = { "stations.S.down", METRIC_SHARE, METRIC_LESS, "share of machine time under repair or waiting for it" },
	[ROW_S_BLOCKED] = { "stations.S.blocked", METRIC_SHARE, METRIC_LESS,
		"share of machine time held by items that cannot go on or are stopped" },
	[ROW_S_IDLE] = { "stations.S.idle", METRIC_SHARE, METRIC_NEITHER, "share of machine time without work" },
	[ROW_S_BUSY] = { "stations.S.busy", METRIC_NUMBER, METRIC_NEITHER,
		"mean number in service, where the station has no machines of its own" },
	[ROW_S_QUEUE] = { "stations.S.queue", METRIC_NUMBER, METRIC_LESS, "mean number waiting" },
	[ROW_S_WAIT] = { "stations.S.wait", METRIC_TIME, METRIC_LESS, "mean wait of all visits until work begins or the item leaves" },
	[ROW_S_WAIT_P90] = { "stations.S.wait.p90", METRIC_TIME, METRIC_LESS, "90 % of the visits waited no longer" },
	[ROW_S_WAITED] = { "stations.S.waited", METRIC_SHARE, METRIC_LESS, "share of visits that had to wait at all" },
	[ROW_R_UTILISATION] = { "resources.R.utilisation", METRIC_SHARE, METRIC_NEITHER, "share of its units' time in use" },
	[ROW_R_BUSY] = { "resources.R.busy", METRIC_NUMBER, METRIC_NEITHER, "mean number of units in use" },
	[ROW_R_BUSY_KIND] = { "resources.R.busy.K", METRIC_NUMBER, METRIC_NEITHER,
		"mean number of units in use for each kind of work, where several share it (the rest is repairs)" },
	[ROW_R_DOWN] = { "resources.R.down", METRIC_SHARE, METRIC_LESS, "share of its units under repair or waiting for it" },
	[ROW_OPEN_TIME] = { "work.K.open_time", METRIC_TIME, METRIC_LESS,
		"mean time in the system of completed items, in the hours of the kind's calendar" },
	[ROW_S_OVERTIME] = { "stations.S.overtime", METRIC_TIME, METRIC_LESS, "machine time at work after closing, all machines together" },
	[ROW_R_OVERTIME] = { "resources.R.overtime", METRIC_TIME, METRIC_LESS, "time at work beyond the shift, all units together" },
	[ROW_MEASURE] = { "measures.NAME", METRIC_NUMBER, METRIC_NEITHER, "a mean, over items or over time, or a standard deviation, that the model asks for" },
	[ROW_MEASURE_TIME] = { "measures.NAME", METRIC_TIME, METRIC_NEITHER, "a mean time, or the standard deviation of one, that the model asks for" },
	[ROW_MEASURE_SHARE] = { "measures.NAME", METRIC_SHARE, METRIC_NEITHER, "a share that the model asks for" },
	[ROW_TIME_CAUSE] = { "work.K.time.C", METRIC_TIME, METRIC_LESS,
		"where the time goes: working, rework, setup, wait.machine, wait.R (a resource), wait.shift, wait.repair, preempted, blocked, batch, "
		"partner (what it started, or another task), planned; each instant has one cause, and they sum to work.K.time" },
	[ROW_S_QUEUE_CAUSE] = { "stations.S.queue.C", METRIC_NUMBER, METRIC_LESS,
		"mean number waiting for each of wait.machine, wait.R, wait.shift, wait.repair, preempted, batch, where there may be several" },
	[ROW_R_WAIT] = { "resources.R.wait", METRIC_TIME, METRIC_LESS, "mean time that work waits for it, over all its uses" },
	[ROW_COST] = { "work.K.cost", METRIC_MONEY, METRIC_LESS, "all that its items cost, those that never ended too, per completed item" },
	[ROW_COST_WORK] = { "work.K.cost.work", METRIC_MONEY, METRIC_LESS,
		"machines and people at work on it for the first time, each use of them, and what steps cost" },
	[ROW_COST_REWORK] = { "work.K.cost.rework", METRIC_MONEY, METRIC_LESS, "the same on the way back after it was sent back" },
	[ROW_COST_SETUP] = { "work.K.cost.setup", METRIC_MONEY, METRIC_LESS, "machines and people during set-ups for it" },
	[ROW_COST_WAITING] = { "work.K.cost.waiting", METRIC_MONEY, METRIC_LESS,
		"its time in the system at its holding cost, and machines and people that it holds while it is blocked or stopped" },
	[ROW_COST_KEPT] = { "work.K.cost.kept", METRIC_MONEY, METRIC_LESS, "what it keeps from a take until it gives it back" },
	[ROW_COST_MATERIAL] = { "work.K.cost.material", METRIC_MONEY, METRIC_LESS, "what items cost when they enter" },
	[ROW_COST_LATE] = { "work.K.cost.late", METRIC_MONEY, METRIC_LESS, "time past what was promised at the late cost" },
	[ROW_VALUE] = { "work.K.value", METRIC_MONEY, METRIC_MORE, "what a completed item brings in" },
	[ROW_WITHIN_BUDGET] = { "work.K.within_budget", METRIC_SHARE, METRIC_MORE,
		"share of completed items that cost no more than the budget, all that each has cost by its end" },
	[ROW_BOTH_KEPT] = { "work.K.both_kept", METRIC_SHARE, METRIC_MORE, "share of completed items that kept the promise and the budget" },
	[ROW_S_COST] = { "stations.S.cost", METRIC_MONEY, METRIC_LESS, "what its machines cost, at work or not" },
	[ROW_S_IDLE_COST] = { "stations.S.idle_cost", METRIC_MONEY, METRIC_LESS, "what its machines cost while it is open and no item has them" },
	[ROW_R_SCHEDULED] = { "resources.R.scheduled", METRIC_TIME, METRIC_NEITHER, "time on shift, all units together" },
	[ROW_R_IDLE] = { "resources.R.idle", METRIC_TIME, METRIC_NEITHER, "time on shift and not in use, all units together" },
	[ROW_R_COST] = { "resources.R.cost", METRIC_MONEY, METRIC_LESS, "what its units cost: busy, idle, overtime and fixed" },
	[ROW_R_BUSY_COST] = { "resources.R.busy_cost", METRIC_MONEY, METRIC_LESS, "what its units in use cost on shift, and each use of them" },
	[ROW_R_IDLE_COST] = { "resources.R.idle_cost", METRIC_MONEY, METRIC_LESS, "what its units cost on shift while they are not in use" },
	[ROW_R_OVERTIME_COST] = { "resources.R.overtime_cost", METRIC_MONEY, METRIC_LESS, "what its units in use cost beyond the shift" },
	[ROW_TOTAL_THROUGHPUT] = { "total.throughput", METRIC_RATE, METRIC_MORE, "completed items of all kinds per hour (or per clock.rate)" },
	[ROW_TOTAL_TIME] = { "total.time", METRIC_TIME, METRIC_LESS, "mean time in the system of completed items of all kinds" },
	[ROW_TOTAL_END] = { "total.end", METRIC_TIME, METRIC_LESS, "when the last item left" },
	[ROW_TOTAL_COST] = { "total.cost", METRIC_MONEY, METRIC_LESS, "all that was spent: machines, people, material and the rest" },
	[ROW_TOTAL_OVERHEAD] = { "total.overhead", METRIC_MONEY, METRIC_LESS,
		"what belongs to no item: idle time, fixed costs, repairs, the investment" },
	[ROW_TOTAL_COST_PER_ITEM] = { "total.cost_per_item", METRIC_MONEY, METRIC_LESS, "all that was spent per completed item of any kind" },
	[ROW_TOTAL_VALUE] = { "total.value", METRIC_MONEY, METRIC_MORE, "what completed items brought in" },
	[ROW_TOTAL_PROFIT] = { "total.profit", METRIC_MONEY, METRIC_MORE, "the value less the cost" },
	[ROW_DURATION] = { "project.K.duration", METRIC_TIME, METRIC_LESS, "mean time from the begin to the end of projects" },
	[ROW_DURATION_P10] = { "project.K.duration.p10", METRIC_TIME, METRIC_LESS, "10 % of the projects took no longer" },
	[ROW_DURATION_P50] = { "project.K.duration.p50", METRIC_TIME, METRIC_LESS, "half of the projects took no longer" },
	[ROW_DURATION_P80] = { "project.K.duration.p80", METRIC_TIME, METRIC_LESS, "80 % of the projects took no longer" },
	[ROW_DURATION_P90] = { "project.K.duration.p90", METRIC_TIME, METRIC_LESS, "90 % of the projects took no longer" },
	[ROW_PROJECT_COST] = { "project.K.cost", METRIC_MONEY, METRIC_LESS, "what a project that has ended has cost in all, on average" },
	[ROW_PROJECT_COST_P10] = { "project.K.cost.p10", METRIC_MONEY, METRIC_LESS, "10 % of the projects cost no more" },
	[ROW_PROJECT_COST_P50] = { "project.K.cost.p50", METRIC_MONEY, METRIC_LESS, "half of the projects cost no more" },
	[ROW_PROJECT_COST_P80] = { "project.K.cost.p80", METRIC_MONEY, METRIC_LESS, "80 % of the projects cost no more" },
	[ROW_PROJECT_COST_P90] = { "project.K.cost.p90", METRIC_MONEY, METRIC_LESS, "90 % of the projects cost no more" },
	[ROW_TASK_START] = { "project.K.TASK.start", METRIC_TIME, METRIC_NEITHER, "when work on the task begins, since the project began" },
	[ROW_TASK_END] = { "project.K.TASK.end", METRIC_TIME, METRIC_LESS, "when the task has ended, since the project began" },
	[ROW_TASK_TIME] = { "project.K.TASK.time", METRIC_TIME, METRIC_LESS, "time from the begin of the task to its end" },
	[ROW_TASK_WAIT] = { "project.K.TASK.wait", METRIC_TIME, METRIC_LESS, "time from when the task is due to its begin" },
	[ROW_TASK_FLOAT] = { "project.K.TASK.float", METRIC_TIME, METRIC_MORE,
		"by how much the task might have ended later, and the project had ended when it did" },
	[ROW_TASK_CRITICAL] = { "project.K.TASK.critical", METRIC_SHARE, METRIC_NEITHER,
		"share of projects in which the task was critical: any later, and the project had ended later" },
	[ROW_TASK_PASSES] = { "project.K.TASK.passes", METRIC_NUMBER, METRIC_LESS, "how often the task is done, repeats included" },
	[ROW_TASK_ON_TIME] = { "project.K.TASK.on_time", METRIC_SHARE, METRIC_MORE,
	"share of projects in which a checkpoint is reached when due" },
	[ROW_PLANNING] = { "project.K.planning", METRIC_TIME, METRIC_LESS, "time of work on the plans of stages, per project" },
	[ROW_PLANNING_WASTED] = { "project.K.planning.wasted", METRIC_TIME, METRIC_LESS,
		"time of work on plans that had to be done again, since they were old when their stage began, per project" },
	[ROW_PLANNING_STALE] = { "project.K.planning.stale", METRIC_TIME, METRIC_LESS,
		"time of work on tasks that was done again since their stage had been planned too early, per project" },
	[ROW_ANSWERED] = { "decisions.K.TASK.number", METRIC_COUNT, METRIC_NEITHER, "requests for the decision that were answered or settled by default" },
	[ROW_ANSWER_TIME] = { "decisions.K.TASK.time", METRIC_TIME, METRIC_LESS, "mean time from asking for the decision to the answer, or to the default" },
	[ROW_ANSWER_WAIT] = { "decisions.K.TASK.wait", METRIC_TIME, METRIC_LESS,
		"of that, waiting for the meeting, the decider, and whoever it was escalated to" },
	[ROW_ANSWER_ESCALATED] = { "decisions.K.TASK.escalated", METRIC_SHARE, METRIC_LESS, "share of requests that were asked of somebody else" },
	[ROW_ANSWER_DEFAULTED] = { "decisions.K.TASK.defaulted", METRIC_SHARE, METRIC_LESS,
		"share of requests that nobody decided in time, so that the default held" },
	[ROW_ANSWER_COST] = { "decisions.K.TASK.cost", METRIC_MONEY, METRIC_LESS,
		"what it costs to be held, and late, while waiting for the answer, per request" },
	[ROW_FORECAST_P50] = { "project.K.forecast.p50", METRIC_TIME, METRIC_NEITHER,
		"when the project ends with 50 %, as forecast when it begins, since it began" },
	[ROW_FORECAST_P80] = { "project.K.forecast.p80", METRIC_TIME, METRIC_NEITHER, "the same with 80 %" },
	[ROW_FORECAST_HELD50] = { "project.K.forecast.held50", METRIC_SHARE, METRIC_NEITHER,
		"share of projects that ended by the 50 % date given when they began: 50 % if it was right" },
	[ROW_FORECAST_HELD80] = { "project.K.forecast.held80", METRIC_SHARE, METRIC_NEITHER,
		"share of projects that ended by the 80 % date given when they began: 80 % if it was right" },
	[ROW_TASK_FORECAST_P50] = { "project.K.TASK.forecast.p50", METRIC_TIME, METRIC_NEITHER,
		"when the project ends with 50 %, as forecast when this checkpoint was reached, since it began" },
	[ROW_TASK_FORECAST_P80] = { "project.K.TASK.forecast.p80", METRIC_TIME, METRIC_NEITHER, "the same with 80 %" },
	[ROW_TASK_FORECAST_HELD50] = { "project.K.TASK.forecast.held50", METRIC_SHARE, METRIC_NEITHER,
		"share of projects not over there that ended by the 50 % date given at this checkpoint" },
	[ROW_TASK_FORECAST_HELD80] = { "project.K.TASK.forecast.held80", METRIC_SHARE, METRIC_NEITHER,
		"share of projects not over there that ended by the 80 % date given at this checkpoint" },
	[ROW_GOAL] = { "work.K.goal", METRIC_SHARE, METRIC_MORE, "share of completed items that reached their goal" },
	[ROW_COST_PER_GOAL] = { "work.K.cost_per_goal", METRIC_MONEY, METRIC_LESS,
		"all that its items cost, those that missed the goal or never ended too, per item that reached it" },
	[ROW_VAIN] = { "work.K.vain", METRIC_SHARE, METRIC_LESS, "share of the working time on completed items that went into those that "
		"missed their goal" },
	[ROW_REOPENED] = { "work.K.reopened", METRIC_SHARE, METRIC_LESS, "share of closings of cases that a reopening follows" },
	[ROW_OUTCOME] = { "work.K.outcome.NAME", METRIC_SHARE, METRIC_NEITHER, "share of completed items that ended so" },
	[ROW_OUTCOME_TIME] = { "work.K.outcome.NAME.time", METRIC_TIME, METRIC_LESS, "mean time in the system of those that ended so" },
	[ROW_OUTCOME_COST] = { "work.K.outcome.NAME.cost", METRIC_MONEY, METRIC_LESS,
		"what each of those cost on average, from when it entered" },
	[ROW_MEMBER_COUNT] = { "case.K.NAME.count", METRIC_NUMBER, METRIC_NEITHER, "how often it is done, reached, happens or is open in a case" },
	[ROW_MEMBER_DONE] = { "case.K.NAME.done", METRIC_SHARE, METRIC_NEITHER, "share of cases in which the task is done" },
	[ROW_MEMBER_START] = { "case.K.NAME.start", METRIC_TIME, METRIC_NEITHER,
		"when work on the task first begins, since the case opened, where it does" },
	[ROW_MEMBER_TIME] = { "case.K.NAME.time", METRIC_TIME, METRIC_LESS,
		"time from the begin of the task to its end, each time that it is done" },
	[ROW_MEMBER_WAIT] = { "case.K.NAME.wait", METRIC_TIME, METRIC_LESS,
		"time from when the task is due to its begin, each time that it is due" },
	[ROW_MEMBER_CANCELLED] = { "case.K.NAME.cancelled", METRIC_NUMBER, METRIC_LESS,
		"how often the task is called off in a case, when due or at work" },
	[ROW_MEMBER_REACHED] = { "case.K.NAME.reached", METRIC_SHARE, METRIC_NEITHER,
		"share of cases in which the milestone is reached, the event happens, the stage opens" },
	[ROW_MEMBER_AT] = { "case.K.NAME.at", METRIC_TIME, METRIC_NEITHER,
		"when the milestone is first reached, the event first happens, the stage first opens, since the case opened, where it does" },
	[ROW_MEMBER_OPEN] = { "case.K.NAME.open", METRIC_TIME, METRIC_LESS, "how long the stage is open, each time that it is" },
	[ROW_RERANKED] = { "work.K.reranked", METRIC_NUMBER, METRIC_NEITHER,
		"how often a review changes the priority of an item that waits, per completed item" },
	[ROW_HANDED] = { "work.K.handoffs", METRIC_NUMBER, METRIC_LESS, "how often a completed item was handed over to another team, on average" },
	[ROW_HANDOFFS] = { "handoffs.A.B.number", METRIC_NUMBER, METRIC_LESS, "how often work passes from team A to team B, per week" },
	[ROW_HANDOFFS_LOST] = { "handoffs.A.B.lost", METRIC_SHARE, METRIC_LESS, "share of these handoffs in which something was lost" },
	[ROW_HANDOFFS_DELAY] = { "handoffs.A.B.delay", METRIC_TIME, METRIC_LESS, "mean time on the way from team A to team B" },
	{ NULL, METRIC_COUNT, METRIC_NEITHER, NULL }
};

/* Where the walk puts what it meets: names into the table (declaring), or numbers into the row. */
struct writer {
	struct metric_table *table;    /* NULL while filling */
	double *row;
	size_t at;
	bool failed;
};

static void put_part(struct writer *writer, enum row_kind kind, const char *subject, const char *part, double value)
{
	if (writer->table)
		writer->failed |= metric_declare_part(writer->table, &row_kinds[kind], subject, part) < 0;
	else
		writer->row[writer->at++] = value;
}

static void put(struct writer *writer, enum row_kind kind, const char *subject, double value)
{
	put_part(writer, kind, subject, NULL, value);
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
	if (kind->review > 0.0 || kind->review_change)
		put(out, ROW_RERANKED, name, share((double)flow->reranks, completed));
	if (model->team_count > 1)
		put(out, ROW_HANDED, name, share((double)flow->handed, completed));
	put(out, ROW_FLOW_EFFICIENCY, name, share(flow->worked, flow->time.mean * completed));
}

/* --- projects ---------------------------------------------------------------------------------------------------------------- */

/* `first`: the first of the four metrics. task: NULL, where it is of the begin. */
static void put_forecast(struct writer *out, enum row_kind first, const struct kind *kind, const char *task, const struct flow *flow,
	uint32_t which)
{
	static const struct forecast_sums none = { 0 };
	const struct forecast_sums *sums = flow->forecaster ? &flow->forecaster->sums[which] : &none;
	const double values[] = { sums->half, sums->most, (double)sums->held_half, (double)sums->held_most };
	for (unsigned i = 0; i < sizeof values / sizeof *values; i++)
		put_part(out, (enum row_kind)(first + i), kind->name, task, share(values[i], (double)sums->made));
}

static void put_task(struct writer *out, const struct kind *kind, uint32_t position, const struct task_sums *sums, const char *name,
	double completed)
{
	const struct project_task *task = &kind->project->tasks[position];
	put_part(out, ROW_TASK_START, kind->name, name, share(sums->start, completed));
	put_part(out, ROW_TASK_END, kind->name, name, share(sums->end, completed));
	put_part(out, ROW_TASK_TIME, kind->name, name, share(sums->time, completed));
	put_part(out, ROW_TASK_WAIT, kind->name, name, share(sums->wait, completed));
	put_part(out, ROW_TASK_FLOAT, kind->name, name, share(sums->slack, completed));
	put_part(out, ROW_TASK_CRITICAL, kind->name, name, share((double)sums->critical, completed));
	put_part(out, ROW_TASK_PASSES, kind->name, name, share(sums->passes, completed));
	if (task->checkpoint && moment_said(&task->due))
		put_part(out, ROW_TASK_ON_TIME, kind->name, name, share((double)sums->on_time, completed));
}

/* The mean, then the percentiles, which are declared in this order. */
static void put_spread(struct writer *out, enum row_kind first, const char *name, const struct tally *of, struct quantile *quantile)
{
	static const double percentiles[] = { 0.10, 0.50, 0.80, 0.90 };
	put(out, first, name, tally_mean(of));
	for (unsigned i = 0; i < sizeof percentiles / sizeof *percentiles; i++)
		put(out, (enum row_kind)(first + 1 + i), name, quantile_at(quantile, percentiles[i]));
}

static void put_project(struct writer *out, const struct model *model, const struct kind *kind, struct flow *flow)
{
	static const struct task_sums none = { 0 };
	if (!kind->project)
		return;
	put_spread(out, ROW_DURATION, kind->name, &flow->time, &flow->time_quantile);
	if (model->costs)
		put_spread(out, ROW_PROJECT_COST, kind->name, &flow->cost, &flow->cost_quantile);
	if (kind->project->planned) {
		put(out, ROW_PLANNING, kind->name, share(flow->planning.planning, (double)flow->completed));
		put(out, ROW_PLANNING_WASTED, kind->name, share(flow->planning.wasted, (double)flow->completed));
		put(out, ROW_PLANNING_STALE, kind->name, share(flow->planning.stale, (double)flow->completed));
	}
	if (kind->project->forecast_count > 0)
		put_forecast(out, ROW_FORECAST_P50, kind, NULL, flow, 0);
	for (uint32_t t = 0; t < kind->task_count; t++) {
		const char *name = model->tasks[kind->task_first + t].name;
		put_task(out, kind, t, flow->sums ? &flow->sums[t] : &none, name, (double)flow->completed);
		if (kind->project->tasks[t].forecast > 0)
			put_forecast(out, ROW_TASK_FORECAST_P50, kind, name, flow, kind->project->tasks[t].forecast);
	}
}

/* --- goals, and cases ------------------------------------------------------------------------------------------------------------ */

static void put_goal(struct writer *out, const struct model *model, const struct kind *kind, const struct flow *flow)
{
	static const struct ending_sums none = { 0 };
	double completed = (double)flow->completed;
	if (kind->goal.form != EXPR_ABSENT) {
		put(out, ROW_GOAL, kind->name, share((double)flow->goals, completed));
		put(out, ROW_VAIN, kind->name, share(flow->worked_in_vain, flow->worked_on));
		if (model->costs)
			put(out, ROW_COST_PER_GOAL, kind->name, share(money_of_kind(flow), (double)flow->goals));
	}
	if (kind->case_plan && kind->case_plan->reopen_chance.form != EXPR_ABSENT)
		put(out, ROW_REOPENED, kind->name, share((double)flow->reopened, completed));
	for (uint32_t i = 0; i < kind->ending_count; i++) {
		const struct ending_sums *sums = flow->endings ? &flow->endings[i] : &none;
		const char *name = kind->endings[i].name;
		put_part(out, ROW_OUTCOME, kind->name, name, share((double)sums->count, completed));
		put_part(out, ROW_OUTCOME_TIME, kind->name, name, share(sums->time, (double)sums->count));
		if (model->costs)
			put_part(out, ROW_OUTCOME_COST, kind->name, name, share(sums->cost, (double)sums->count));
	}
}

static void put_member(struct writer *out, const struct kind *kind, const struct case_member *member, const struct member_sums *sums,
	double closed)
{
	bool task = member->sort == MEMBER_TASK;
	put_part(out, ROW_MEMBER_COUNT, kind->name, member->name, share((double)sums->count, closed));
	put_part(out, task ? ROW_MEMBER_DONE : ROW_MEMBER_REACHED, kind->name, member->name, share((double)sums->cases, closed));
	put_part(out, task ? ROW_MEMBER_START : ROW_MEMBER_AT, kind->name, member->name, share(sums->first, (double)sums->begun));
	if (member->sort == MEMBER_STAGE)
		put_part(out, ROW_MEMBER_OPEN, kind->name, member->name, share(sums->time, (double)sums->count));
	if (!task)
		return;
	put_part(out, ROW_MEMBER_TIME, kind->name, member->name, share(sums->time, (double)sums->count));
	put_part(out, ROW_MEMBER_WAIT, kind->name, member->name, share(sums->wait, (double)sums->starts));
	put_part(out, ROW_MEMBER_CANCELLED, kind->name, member->name, share((double)sums->cancelled, closed));
}

static void put_case(struct writer *out, const struct kind *kind, const struct flow *flow)
{
	static const struct member_sums none = { 0 };
	for (uint32_t m = 0; kind->case_plan && m < kind->case_plan->member_count; m++)
		put_member(out, kind, &kind->case_plan->members[m], flow->members ? &flow->members[m] : &none, (double)flow->completed);
}

/* What ends at closing time ends, by rounding, a shade after it: that is no overtime. */
static double beyond_shift(double overtime, double window)
{
	return overtime > ROUNDING * window ? overtime : 0.0;
}

/* `scheduled` is machine time on shift in the window. */
static void put_station(struct writer *out, const struct station *station, struct place *p, double scheduled, double window)
{
	const char *name = station->name;
	put(out, ROW_S_VISITS, name, (double)p->visits);
	if (station->keeps || station->meets) {
		/* Nothing is done here: a `take`, or a meeting, is waited for. */
	} else if (station->machines != UNLIMITED) {
		double machines = scheduled + p->area_overtime;
		double idle = machines - p->area_busy - p->area_down - p->area_blocked;
		put(out, ROW_S_UTILISATION, name, share(p->area_busy - p->area_setup, machines));
		if (station->setup_on != SETUP_NEVER)
			put(out, ROW_S_SETUP, name, share(p->area_setup, machines));
		if (station->fails.every.form != EXPR_ABSENT)
			put(out, ROW_S_DOWN, name, share(p->area_down, machines));
		put(out, ROW_S_BLOCKED, name, share(p->area_blocked, machines));
		put(out, ROW_S_IDLE, name, share(fmax(idle, 0.0), machines));
		if (station->calendar)
			put(out, ROW_S_OVERTIME, name, beyond_shift(p->area_overtime, window));
	} else {
		put(out, ROW_S_BUSY, name, share(p->area_busy, window));
	}
	put(out, ROW_S_QUEUE, name, share(p->area_waiting, window));
	put(out, ROW_S_WAIT, name, tally_mean(&p->wait));
	put(out, ROW_S_WAIT_P90, name, quantile_at(&p->wait_quantile, 0.90));
	put(out, ROW_S_WAITED, name, share((double)p->waited, (double)p->visits));
}

/* --- where the time goes ----------------------------------------------------------------------------------------------------- */

static void put_ledger_of_kind(struct writer *out, const struct model *model, const struct world *w, uint32_t k)
{
	const struct kind *kind = &model->kinds[k];
	for (uint32_t i = 0; i < kind->cause_count; i++) {
		double time = w ? ledger_of_flow(w, &w->flows[k], kind->causes[i]) : 0.0;
		put_part(out, ROW_TIME_CAUSE, kind->name, cause_name(model, kind->causes[i]), w ? share(time, (double)w->flows[k].completed) : 0.0);
	}
}

static void put_ledger_of_station(struct writer *out, const struct model *model, const struct world *w, uint32_t s, double window)
{
	const struct station *station = &model->stations[s];
	for (uint32_t i = 0; i < station->cause_count && station->cause_count > 1; i++)
		put_part(out, ROW_S_QUEUE_CAUSE, station->name, cause_name(model, station->causes[i]),
			share(w ? ledger_of_queue(w, s, station->causes[i]) : 0.0, window));
}

static void put_ledger_of_resource(struct writer *out, const struct model *model, const struct world *w, uint32_t r)
{
	put(out, ROW_R_WAIT, model->resources[r].name, w ? share(ledger_of_resource(w, r), (double)w->crews[r].uses) : 0.0);
}

static void put_kinds_of_resource(struct writer *out, const struct model *model, uint32_t r, const struct crew *crew, double now)
{
	const struct resource *resource = &model->resources[r];
	for (uint32_t i = 0; i < resource->kind_count && shared_is(resource); i++)
		put_part(out, ROW_R_BUSY_KIND, resource->name, model->kinds[resource->kinds[i]].name,
			crew->load_by_kind ? level_mean(&crew->load_by_kind[resource->kinds[i]], now) : 0.0);
}

/* --- money, in models with prices -------------------------------------------------------------------------------------------- */

static void put_money_of_kind(struct writer *out, const struct model *model, const struct kind *kind, const struct flow *flow)
{
	double completed = (double)flow->completed;
	if (!model->costs)
		return;
	put(out, ROW_COST, kind->name, share(money_of_kind(flow), completed));
	for (unsigned part = 0; part < COST_PARTS; part++)
		if (money_has_part(model, kind, (enum cost_part)part))
			put(out, (enum row_kind)(ROW_COST_WORK + part), kind->name, share(flow->costs[part], completed));
	put(out, ROW_VALUE, kind->name, share(flow->value, completed));
	if (kind->budget.form == EXPR_ABSENT)
		return;
	put(out, ROW_WITHIN_BUDGET, kind->name, share((double)flow->within_budget, completed));
	if (kind->promise.form != EXPR_ABSENT)
		put(out, ROW_BOTH_KEPT, kind->name, share((double)flow->both_kept, completed));
}

static void put_money_of_station(struct writer *out, const struct model *model, const struct world *w, uint32_t s)
{
	const struct station *station = &model->stations[s];
	if (!model->costs || station->hidden || station->keeps)
		return;
	struct money_of of = w ? money_of_station(w, s) : (struct money_of){ 0 };
	put(out, ROW_S_COST, station->name, money_sum(of));
	if (station->machines != UNLIMITED)
		put(out, ROW_S_IDLE_COST, station->name, of.idle);
}

static void put_money_of_resource(struct writer *out, const struct model *model, const struct world *w, uint32_t r)
{
	const struct resource *resource = &model->resources[r];
	if (!model->costs)
		return;
	struct money_of of = w ? money_of_resource(w, r) : (struct money_of){ 0 };
	double scheduled = w ? crew_scheduled(w, r) : 0.0;
	double used = w ? level_area(&w->crews[r].load, w->now) - level_area(&w->crews[r].overtime, w->now) : 0.0;
	put(out, ROW_R_SCHEDULED, resource->name, scheduled);
	put(out, ROW_R_IDLE, resource->name, fmax(scheduled - used, 0.0));
	put(out, ROW_R_COST, resource->name, money_sum(of));
	put(out, ROW_R_BUSY_COST, resource->name, of.busy);
	put(out, ROW_R_IDLE_COST, resource->name, of.idle);
	if (resource->calendar)
		put(out, ROW_R_OVERTIME_COST, resource->name, of.overtime);
}

static void put_money_total(struct writer *out, const struct model *model, const struct world *w)
{
	if (!model->costs)
		return;
	struct money_total total = w ? money_total(w) : (struct money_total){ 0 };
	put(out, ROW_TOTAL_COST, NULL, total.cost);
	put(out, ROW_TOTAL_OVERHEAD, NULL, total.overhead);
	put(out, ROW_TOTAL_COST_PER_ITEM, NULL, share(total.cost, total.completed));
	put(out, ROW_TOTAL_VALUE, NULL, total.value);
	put(out, ROW_TOTAL_PROFIT, NULL, total.value - total.cost);
}

/* --- decisions ---------------------------------------------------------------------------------------------------------------- */

static bool is_charged(const struct expr *cost)
{
	return cost->form != EXPR_CONSTANT || cost->value > 0.0;
}

static void put_decision(struct writer *out, const struct model *model, const struct world *w, const struct decision *decision)
{
	static const struct verdicts none = { 0 };
	const struct kind *kind = &model->kinds[model->tasks[decision->task].kind];
	const struct verdicts *v = w ? &w->verdicts[decision->index] : &none;
	double number = (double)v->number;
	put_part(out, ROW_ANSWERED, kind->name, decision->name, number);
	put_part(out, ROW_ANSWER_TIME, kind->name, decision->name, share(v->time, number));
	put_part(out, ROW_ANSWER_WAIT, kind->name, decision->name, share(v->waited, number));
	if (decision->escalated != NONE)
		put_part(out, ROW_ANSWER_ESCALATED, kind->name, decision->name, share((double)v->escalated, number));
	if (decision->deadline.form != EXPR_ABSENT)
		put_part(out, ROW_ANSWER_DEFAULTED, kind->name, decision->name, share((double)v->defaulted, number));
	if (is_charged(&kind->holding_cost) || is_charged(&kind->late_cost))
		put_part(out, ROW_ANSWER_COST, kind->name, decision->name, share(v->cost, number));
}

/* --- handoffs ----------------------------------------------------------------------------------------------------------------- */

static void put_handoff(struct writer *out, const struct model *model, const struct world *w, uint32_t from, uint32_t to, double window)
{
	static const struct handover none = { 0 };
	const struct handoff *handoff = handoff_between(model, from, to);
	const struct handover *h = w ? &w->handovers[from * model->team_count + to] : &none;
	double week = HOURS_IN_WEEK * model->hour;
	put_part(out, ROW_HANDOFFS, model->teams[from], model->teams[to], share((double)h->number * week, window));
	if (handoff && handoff->loses.form != EXPR_ABSENT)
		put_part(out, ROW_HANDOFFS_LOST, model->teams[from], model->teams[to], share((double)h->lost, (double)h->number));
	if (handoff && handoff->delay.form != EXPR_ABSENT)
		put_part(out, ROW_HANDOFFS_DELAY, model->teams[from], model->teams[to], share(h->delay, (double)h->number));
}

static void put_handoffs(struct writer *out, const struct model *model, const struct world *w, double window)
{
	for (uint32_t from = 0; from < model->team_count; from++)
		for (uint32_t to = 0; to < model->team_count; to++)
			if (handoff_may_be(model, NONE, from, to))
				put_handoff(out, model, w, from, to, window);
}

static enum row_kind measure_kind(const struct measure *measure)
{
	if (measure->how == MEASURE_SHARE || (measure->how != MEASURE_SD && measure->of.type.class == EXPR_TRUTH))
		return ROW_MEASURE_SHARE;
	return measure->of.type.class == EXPR_NUMBER && measure->of.type.time == 1 ? ROW_MEASURE_TIME : ROW_MEASURE;
}

static double measured(const struct measure *measure, const struct gauge *gauge, double window)
{
	if (measure->how == MEASURE_OVER_TIME)
		return share(gauge->area, window);
	return measure->how == MEASURE_SD ? tally_sd(&gauge->tally) : tally_mean(&gauge->tally);
}

static void put_totals(struct writer *out, const struct world *w, const struct model *model, double window)
{
	struct tally all;
	tally_reset(&all);
	for (uint32_t k = 0; w && k < model->kind_count && !model->kinds[k].hidden; k++)
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
	for (uint32_t i = 0; i < model->kind_count && !model->kinds[i].hidden; i++) {
		put_kind(out, model, &model->kinds[i], w ? &w->flows[i] : &no_flow, window, now);
		put_ledger_of_kind(out, model, w, i);
		put_money_of_kind(out, model, &model->kinds[i], w ? &w->flows[i] : &no_flow);
		put_goal(out, model, &model->kinds[i], w ? &w->flows[i] : &no_flow);
		put_project(out, model, &model->kinds[i], w ? &w->flows[i] : &no_flow);
		put_case(out, &model->kinds[i], w ? &w->flows[i] : &no_flow);
	}
	for (uint32_t i = 0; i < model->station_count; i++) {
		put_station(out, &model->stations[i], w ? &w->places[i] : &no_place, w ? machine_scheduled(w, i) : 0.0, window);
		put_ledger_of_station(out, model, w, i, window);
		put_money_of_station(out, model, w, i);
	}
	for (uint32_t i = 0; i < model->resource_count; i++) {
		const struct crew *crew = w ? &w->crews[i] : &no_crew;
		double overtime = level_area(&crew->overtime, now), scheduled = w ? crew_scheduled(w, i) : 0.0;
		put(out, ROW_R_UTILISATION, model->resources[i].name, share(level_area(&crew->load, now), scheduled + overtime));
		put(out, ROW_R_BUSY, model->resources[i].name, level_mean(&crew->load, now));
		put_kinds_of_resource(out, model, i, crew, now);
		put_ledger_of_resource(out, model, w, i);
		if (model->resources[i].fails.every.form != EXPR_ABSENT)
			put(out, ROW_R_DOWN, model->resources[i].name, level_mean(&crew->out, now) / model->resources[i].number);
		if (model->resources[i].calendar)
			put(out, ROW_R_OVERTIME, model->resources[i].name, beyond_shift(overtime, window));
		put_money_of_resource(out, model, w, i);
	}
	for (uint32_t i = 0; i < model->decision_count; i++)
		put_decision(out, model, w, model->decisions[i]);
	put_handoffs(out, model, w, window);
	for (uint32_t i = 0; i < model->measure_count; i++)
		put(out, measure_kind(&model->measures[i]), model->measures[i].name,
			measured(&model->measures[i], w ? &w->gauges[i] : &no_gauge, window));
	put_totals(out, w, model, window);
	put_money_total(out, model, w);
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
