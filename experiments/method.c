/* Length, warm-up, precision: sentences made from what is known when all has run. */
#include <math.h>
#include <stdlib.h>
#include "answer.h"
#include "judge.h"
#include "method.h"
#include "number.h"
#include "precise.h"

const char method_drift[] = "the number in the system still drifted halfway through the pilot runs";

bool method_is_certain(const struct result_scenario *scenario)
{
	for (size_t i = 0; i < scenario->model->metrics.count; i++)
		if (scenario->summaries[i].sd > 0.0)
			return false;
	return scenario->finished_count > 1;
}

/* "4000 h" as "4,000 h": a time as the model says it, with its thousands apart. */
static const char *spaced(const char *text, struct arena *arena)
{
	char *unit, number[NUMBER_ROOM];
	double value = strtod(text, &unit);
	if (value < 1000.0 || value != floor(value))
		return text;
	number_round(number, value, 0);
	return arena_format(arena, "%s%s", number, unit);
}

static const char *describe_length(const struct model *model, struct arena *arena)
{
	char text[NUMBER_ROOM];
	if (model->items != UINT64_MAX) {
		number_round(text, (double)model->items, 0);
		return arena_format(arena, ", each until %s items are completed", text);
	}
	if (!isfinite(model->length))
		return ", each until all is done";
	return arena_format(arena, " of %s", spaced(model->length_text, arena));
}

static const char *describe_warmup(const struct result_scenario *scenario, struct arena *arena)
{
	char text[NUMBER_ROOM];
	if (scenario->warmup <= 0.0)
		return scenario->warmup_found ? ", counted from the start (no warm-up needed, by ten pilot runs)" : ", counted from the start";
	number_duration(text, scenario->warmup / scenario->model->unit);
	const char *said = scenario->warmup_found ? NULL : scenario->model->warmup_text;
	return arena_format(arena, ", the first %s of each not counted (warm-up%s)", said ? spaced(said, arena) : text,
		scenario->warmup_found ? ", found by ten pilot runs" : "");
}

const char *method_runs(const struct result_scenario *scenario, struct arena *arena)
{
	return arena_format(arena, "%s%s", describe_length(scenario->model, arena), describe_warmup(scenario, arena));
}

static const char *per_cent(double share, struct arena *arena)
{
	char text[NUMBER_ROOM];
	number_plain(text, 100.0 * share, 2);
	return arena_format(arena, "±%s %%", text);
}

const char *method_precision(const struct result *result, struct arena *arena)
{
	const struct result_precision *precision = result->precision;
	char needed[NUMBER_ROOM], most[NUMBER_ROOM];
	if (!precision)
		return "";
	const char *what = judge_words(result->scenarios[0].model, precision->metric, arena);
	const char *where = result->count > 1 ? arena_format(arena, " (scenario %s)", precision->scenario) : "";
	if (precision->reached)
		return arena_format(arena, "So many gave the %s that were asked for; what took longest is %s%s. ",
			per_cent(precision->target, arena), what, where);
	precise_about(needed, precision->needed);
	number_round(most, precision->at_most, 0);
	const char *now = isfinite(precision->widest) ? arena_format(arena, ": %s%s is known to %s", what, where,
		per_cent(precision->widest, arena)) : arena_format(arena, ": the mean of %s%s cannot be told from 0", what, where);
	const char *more = isfinite(precision->needed) ? arena_format(arena, "; about %s replications would do", needed) : "";
	return arena_format(arena, "The %s that were asked for were not reached%s%s%s. ", per_cent(precision->target, arena),
		result->interrupted ? "" : arena_format(arena, " with the %s replications that it may take (run.at_most)", most), now, more);
}

const char *method_leaning(const struct result_scenario *scenario, struct arena *arena)
{
	const char *list = "";
	for (uint32_t i = 0; i < scenario->model->kind_count; i++) {
		const struct kind *kind = &scenario->model->kinds[i];
		const struct summary *time = kind->hidden ? NULL : result_of(scenario, "work.%s.time", kind->name);
		char low[NUMBER_ROOM], high[NUMBER_ROOM];
		if (!time || !time->skewed || !(time->half_width > 1e-9 * fabs(time->mean)))
			continue;
		number_round(low, time->low, number_decimals(time->half_width));
		number_round(high, time->high, number_decimals(time->half_width));
		list = arena_format(arena, "%s%s%s to %s %s for %s", list, *list ? ", " : "", low, high, scenario->model->time_unit,
			answer_called(kind->title, kind->name));
	}
	return *list ? arena_format(arena,
		" Where replications lie unevenly the interval of a time in system leans to the long side (Willink): %s.", list) : "";
}

/* The fewest and the most observations behind anything in the scenarios whose intervals leave out what they leave open. */
static bool find_observations(const struct result *result, size_t *fewest, size_t *most)
{
	*fewest = SIZE_MAX;
	*most = 0;
	for (size_t i = 0; i < result->count; i++) {
		const struct result_scenario *scenario = &result->scenarios[i];
		bool counts = !scenario->left_out && !scenario->ignorance && scenario->finished_count > 1;
		for (uint32_t k = 0; counts && k < scenario->model->observed_count; k++) {
			size_t number = scenario->model->observed[k].observations;
			*fewest = number < *fewest ? number : *fewest;
			*most = number > *most ? number : *most;
		}
	}
	return *most > 0;
}

const char *method_only_luck(const struct result *result, struct arena *arena)
{
	size_t fewest, most;
	char low[NUMBER_ROOM], high[NUMBER_ROOM];
	if (!find_observations(result, &fewest, &most))
		return "";
	number_round(low, (double)fewest, 0);
	number_round(high, (double)most, 0);
	return arena_format(arena, "What the observations leave open (data = %s%s%s) is not part of these intervals; takt run tells how much "
		"that is. ", low, fewest < most ? " to " : "", fewest < most ? high : "");
}
