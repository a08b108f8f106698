/* Sequential stopping over rounds (stopping.h is the rule for one metric). The rule is looked at when a round ends, for its last two
   replications: fewer looks than after each replication, and what was run is never thrown away. */
#include <math.h>
#include "number.h"
#include "precise.h"
#include "stopping.h"

#define GROWTH 2.0          /* a round at most doubles what there is: the first guess is a rough one */
#define STEP 0.05           /* and adds so much of it at least, so that the last rounds are few */

struct precise {
	struct study *study;
	const struct judge *judge;
	struct stopping_aim aim;
	struct stopping *metrics;    /* [scenario * judge->count + metric] */
	uint32_t fed, at_most;
	uint32_t in_a_row;           /* replications up to the last after which all were tight */
	struct result_precision *outcome;
};

/* One judged metric of one scenario. */
struct place {
	size_t scenario, metric;
};

double precise_target(const struct study *study)
{
	const struct options *options = study->call->options;
	if (options->replications.given)
		return 0.0;
	return options->precision.given ? options->precision.value : study->scenarios[0].model->precision;
}

uint32_t precise_at_most(const struct study *study)
{
	const struct option_count *given = &study->call->options->at_most;
	return given->given ? (uint32_t)given->value : study->scenarios[0].model->at_most;
}

void precise_about(char *out, double number)
{
	if (number >= 100.0)
		number_round(out, number, number_decimals(number));
	else
		number_plain(out, number, 2);
}

static struct stopping *stopping_at(const struct precise *precise, struct place place)
{
	return &precise->metrics[place.scenario * precise->judge->count + place.metric];
}

/* The places of scenarios that take part, one after the other; false after the last. */
static bool next(const struct precise *precise, struct place *place)
{
	if (++place->metric >= precise->judge->count) {
		place->metric = 0;
		place->scenario++;
	}
	while (place->scenario < precise->study->count && precise->study->scenarios[place->scenario].left_out)
		place->scenario++;
	return place->scenario < precise->study->count;
}

static const struct place before_all = { SIZE_MAX, SIZE_MAX - 1 };

/* What is never observed is never known, and judges nothing. */
static bool is_tight(const struct precise *precise, const struct stopping *stopping)
{
	return stopping->tally.count == 0 || stopping_half_width(stopping, &precise->aim) <= stopping_allowed(stopping, &precise->aim);
}

static bool all_tight(const struct precise *precise)
{
	bool tight = true;
	for (struct place place = before_all; next(precise, &place); )
		tight = tight && is_tight(precise, stopping_at(precise, place));
	return tight;
}

/* In the order of replications; what Ctrl-C left unfinished is passed over. */
static void feed(struct precise *precise, uint32_t until)
{
	for (; precise->fed < until; precise->fed++) {
		for (struct place place = before_all; next(precise, &place); ) {
			const struct result_scenario *found = &precise->study->found[place.scenario];
			int metric = metric_find(&found->model->metrics, precise->judge->names[place.metric]);
			if (metric >= 0 && found->finished[precise->fed])
				stopping_feed(stopping_at(precise, place), &precise->aim,
					found->rows[precise->fed * found->model->metrics.count + (size_t)metric]);
		}
		precise->in_a_row = all_tight(precise) ? precise->in_a_row + 1 : 0;
	}
}

/* The one that will take longest. */
static double predict(const struct precise *precise, struct place *worst)
{
	double most = 0.0;
	*worst = (struct place){ 0, 0 };
	for (struct place place = before_all; next(precise, &place); ) {
		const struct stopping *stopping = stopping_at(precise, place);
		double needed = stopping->tally.count > 1 ? stopping_predicted(stopping, &precise->aim) : 0.0;
		if (needed > most) {
			most = needed;
			*worst = place;
		}
	}
	return most;
}

static void remember(struct precise *precise)
{
	struct result_precision *outcome = precise->outcome;
	struct place worst;
	outcome->needed = predict(precise, &worst);
	outcome->reached = precise->in_a_row >= precise->aim.in_a_row && precise->fed >= precise->aim.first;
	outcome->metric = precise->judge->names[worst.metric];
	outcome->scenario = precise->study->scenarios[worst.scenario].name;
	const struct stopping *stopping = stopping_at(precise, worst);
	outcome->widest = stopping_half_width(stopping, &precise->aim) / fabs(stopping->tally.mean);
}

/* Once, after the first round. */
static void say_first(const struct precise *precise)
{
	const struct result_precision *outcome = precise->outcome;
	const char *file = precise->study->result.file, *scenario = outcome->scenario;
	char needed[NUMBER_ROOM], most[NUMBER_ROOM], target[NUMBER_ROOM];
	if (precise->study->call->options->quiet)
		return;
	for (struct place place = before_all; next(precise, &place); )
		if (stopping_at(precise, place)->tally.count == 0)
			fprintf(stderr, "takt: %s: warning: nothing of %s was observed in the first %u replications (scenario %s): it is not judged\n", file,
				precise->judge->names[place.metric], (unsigned)precise->fed, precise->study->scenarios[place.scenario].name);
	if (!(outcome->needed > (double)precise->at_most))
		return;
	precise_about(needed, outcome->needed);
	number_round(most, precise->at_most, 0);
	number_plain(target, 100.0 * outcome->target, 3);
	if (isinf(outcome->needed))
		fprintf(stderr, "takt: %s: warning: no number of replications will give %s to ±%s %% (scenario %s): its mean may be 0. Not more than "
			"%s will be run\n", file, outcome->metric, target, scenario, most);
	else
		fprintf(stderr, "takt: %s: warning: %s to ±%s %% would take about %s replications (scenario %s). Not more than %s will be run: ask "
			"for less precision, or set run.at_most higher\n", file, outcome->metric, target, needed, scenario, most);
}

/* As many as it seems to take, in steps that the growing knowledge of the variance supports. */
static uint32_t next_until(const struct precise *precise)
{
	double have = (double)precise->fed, more = fmax(1.0, ceil(STEP * have));
	double wanted = fmin(fmax(precise->outcome->needed, have + more), GROWTH * have);
	return (uint32_t)fmin(wanted, (double)precise->at_most);
}

static enum status round_until(struct precise *precise, uint32_t until)
{
	struct study *study = precise->study;
	uint32_t *list = arena_take(&study->arena, study->count, sizeof *list);
	char about[NUMBER_ROOM], now[NUMBER_ROOM];
	for (size_t i = 0; i < study->count; i++)
		list[i] = until;
	precise_about(about, fmin(precise->outcome->needed, (double)precise->at_most));
	number_plain(now, 100.0 * precise->outcome->widest, 2);
	study->doing = precise->fed == 0 ? NULL : arena_format(&study->arena, "±%s %% so far; replications %u to %u of about %s", now,
		(unsigned)precise->fed + 1, (unsigned)until, about);
	enum status status = study_round(study, list);
	if (status == STATUS_DONE)
		feed(precise, until);
	remember(precise);
	return status;
}

enum status precise_run(struct study *study, const struct judge *judge, double target)
{
	struct precise precise = { .study = study, .judge = judge, .at_most = precise_at_most(study),
		.aim = { STOPPING_RELATIVE, target, SUMMARY_CONFIDENCE, STOPPING_FIRST, STOPPING_IN_A_ROW },
		.metrics = arena_take(&study->arena, study->count * judge->count, sizeof *precise.metrics),
		.outcome = arena_take(&study->arena, 1, sizeof *precise.outcome) };
	for (size_t i = 0; i < study->count * judge->count; i++)
		stopping_reset(&precise.metrics[i]);
	*precise.outcome = (struct result_precision){ .target = target, .at_most = precise.at_most };
	enum status status = study_begin(study);
	study->result.precision = precise.outcome;
	if (status == STATUS_DONE)
		status = round_until(&precise, precise.at_most < STOPPING_FIRST ? precise.at_most : STOPPING_FIRST);
	precise.outcome->first_guess = precise.outcome->needed;
	if (status == STATUS_DONE)
		say_first(&precise);
	while (status == STATUS_DONE && !study->result.interrupted && !precise.outcome->reached && precise.fed < precise.at_most)
		status = round_until(&precise, next_until(&precise));
	return status;
}
