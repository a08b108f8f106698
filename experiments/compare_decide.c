/* Rounds of replications for those who may still be the best. What a round runs depends on the replications before it alone. */
#include <math.h>
#include "compare_decide.h"
#include "number.h"
#include "precise.h"

#define FIRST 10            /* replications before anybody drops out: the variances of all differences come from these */
#define ROUND 5             /* a round is so long at least, so that all cores have work */

struct decision {
	struct study *study;
	const char *metric;
	struct compare_choice *choice;
	struct selection_kn kn;
	size_t *list, systems;       /* [system]: which scenario it is */
	uint32_t *until, *rounds;    /* [scenario] */
	bool *beaten;                /* [scenario] */
	uint32_t fed, at_most;
};

static const struct metric *metric_of(const struct decision *decision)
{
	const struct metric_table *metrics = &decision->study->scenarios[0].model->metrics;
	return &metrics->list[metric_find(metrics, decision->metric)];
}

/* Whoever takes part and has the metric. */
static size_t list_systems(const struct decision *decision, size_t *list)
{
	const struct study *study = decision->study;
	size_t count = 0;
	for (size_t i = 0; i < study->count; i++)
		if (!study->scenarios[i].left_out && metric_find(&study->scenarios[i].model->metrics, decision->metric) >= 0)
			list[count++] = i;
	return count;
}

static double value_of(const struct decision *decision, size_t scenario, uint32_t replication)
{
	return compare_value(&decision->study->result, decision->metric, scenario, replication);
}

static double base_mean(const struct decision *decision)
{
	struct tally tally;
	tally_reset(&tally);
	for (uint32_t r = 0; r < decision->study->found[0].replications && r < FIRST; r++) {
		double value = value_of(decision, 0, r);
		if (!isnan(value))
			tally_add(&tally, value);
	}
	return tally_mean(&tally);
}

/* Two digits: nobody acts on a third. */
static double round_two(double value)
{
	double step = pow(10.0, -number_decimals(value));
	return value > 0.0 ? round(value / step) * step : value;
}

static enum status choose_difference(struct decision *decision, const char *text)
{
	const struct study *study = decision->study;
	double mean = base_mean(decision);
	decision->choice->difference = text ? compare_difference(text, study->scenarios[0].model, metric_of(decision), mean) :
		round_two(COMPARE_DIFFERENCE * fabs(mean));
	if (decision->choice->difference > 0.0)
		return STATUS_DONE;
	fprintf(stderr, "takt compare: which difference of %s is worth acting on? In base its mean is %s: give --difference in its unit\n",
		decision->metric, isnan(mean) ? "not known (nothing was observed)" : "0");
	return STATUS_MODEL;
}

/* From the first replication on, with those who are left. */
static int start(struct decision *decision)
{
	selection_kn_done(&decision->kn);
	decision->systems = list_systems(decision, decision->list);
	decision->fed = 0;
	for (size_t i = 0; i < decision->study->count; i++)
		decision->beaten[i] = false;
	return selection_kn_init(&decision->kn, decision->systems, FIRST, SUMMARY_CONFIDENCE, decision->choice->difference,
		metric_of(decision)->kind->better == METRIC_MORE);
}

static void feed(struct decision *decision, uint32_t until)
{
	double *row = arena_take(&decision->study->arena, decision->systems, sizeof *row);
	for (; decision->fed < until && decision->kn.chosen == SELECTION_NONE; decision->fed++) {
		for (size_t j = 0; j < decision->systems; j++)
			row[j] = decision->kn.alive[j] ? value_of(decision, decision->list[j], decision->fed) : NAN;
		selection_kn_feed(&decision->kn, row);
		for (size_t j = 0; j < decision->systems; j++)
			if (!decision->beaten[decision->list[j]]) {
				decision->rounds[decision->list[j]] = decision->fed + 1;
				decision->beaten[decision->list[j]] = !decision->kn.alive[j];
			}
	}
}

static enum status run_until(struct decision *decision, uint32_t until)
{
	struct study *study = decision->study;
	for (size_t i = 0; i < study->count; i++)
		if (!decision->beaten[i])
			decision->until[i] = until;
	study->doing = decision->fed == 0 ? NULL : arena_format(&study->arena, "replications %u to %u, %zu scenarios left",
		(unsigned)decision->fed + 1, (unsigned)until, decision->kn.survivors);
	return study_round(study, decision->until);
}

static uint32_t next_until(const struct decision *decision)
{
	double more = fmin(fmax(ceil(selection_kn_expected(&decision->kn)), ROUND), (double)decision->fed);
	return (uint32_t)fmin((double)decision->fed + (isnan(more) ? ROUND : more), (double)decision->at_most);
}

/* A scenario that gets into trouble leaves: the others begin anew, with the replications that they have. */
static enum status go_on(struct decision *decision)
{
	size_t *still = arena_take(&decision->study->arena, decision->study->count, sizeof *still);
	uint32_t until = decision->study->found[0].replications;
	for (;;) {
		feed(decision, until);
		if (decision->kn.chosen != SELECTION_NONE || decision->study->result.interrupted || until >= decision->at_most)
			return STATUS_DONE;
		until = next_until(decision);
		enum status status = run_until(decision, until);
		if (status != STATUS_DONE)
			return status;
		if (list_systems(decision, still) == decision->systems)
			continue;
		if (start(decision) != 0)
			return STATUS_WORLD;
		status = run_until(decision, until);
		if (status != STATUS_DONE)
			return status;
	}
}

static void remember(struct decision *decision)
{
	struct compare_choice *choice = decision->choice;
	choice->metric = decision->metric;
	choice->chosen = decision->kn.chosen == SELECTION_NONE ? SELECTION_NONE : decision->list[decision->kn.chosen];
	choice->more = selection_kn_expected(&decision->kn);
	choice->at_most = decision->at_most;
	choice->survivors = decision->kn.survivors;
	choice->rounds = decision->rounds;
	choice->beaten = decision->beaten;
}

static enum status complain_neither(const char *metric)
{
	fprintf(stderr, "takt compare: of %s neither more nor less is better, so no scenario can be chosen by it: name another --metric\n",
		metric);
	return STATUS_MODEL;
}

enum status compare_decide(struct study *study, const struct judge *judge, const char *difference, struct compare_choice *choice)
{
	struct decision decision = { .study = study, .metric = judge->names[0], .choice = choice, .at_most = precise_at_most(study),
		.list = arena_take(&study->arena, study->count, sizeof *decision.list),
		.until = arena_take(&study->arena, study->count, sizeof *decision.until),
		.rounds = arena_take(&study->arena, study->count, sizeof *decision.rounds),
		.beaten = arena_take(&study->arena, study->count, sizeof *decision.beaten) };
	if (metric_of(&decision)->kind->better == METRIC_NEITHER)
		return complain_neither(decision.metric);
	enum status status = study_begin(study);
	if (status == STATUS_DONE)
		status = run_until(&decision, FIRST);
	if (status == STATUS_DONE)
		status = choose_difference(&decision, difference);
	if (status != STATUS_DONE)
		return status;
	if (start(&decision) != 0)
		status = STATUS_WORLD;
	else
		status = go_on(&decision);
	remember(&decision);
	selection_kn_done(&decision.kn);
	return status;
}
