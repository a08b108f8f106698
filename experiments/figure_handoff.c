/* Handoffs: how often a week work passes from each team to each other one. */
#include <math.h>
#include "figure.h"
#include "number.h"
#include "report_handoffs.h"

#define TEAMS_AT_LEAST 3     /* of two the table says it all */

struct busiest {
	uint32_t from, to;
	double number, all;
};

static struct busiest find_busiest(const struct result_scenario *scenario)
{
	struct busiest busiest = { .number = 0.0 };
	for (uint32_t a = 0; a < scenario->model->team_count; a++)
		for (uint32_t b = 0; b < scenario->model->team_count; b++) {
			double number = report_handoffs_number(scenario, a, b);
			busiest.all += number;
			if (number > busiest.number)
				busiest = (struct busiest){ a, b, number, busiest.all };
		}
	return busiest;
}

static void say_title(struct sketch *sketch, const struct busiest *busiest)
{
	const struct model *model = sketch->scenario->model;
	struct prose prose = { .length = 0 };
	char all[NUMBER_ROOM], most[NUMBER_ROOM];
	number_plain(all, busiest->all, 3);
	number_plain(most, 100.0 * busiest->number / busiest->all, 2);
	prose_say(&prose, "Work changes teams %s times a week, most often from %s to %s: %s %%", all, model->teams[busiest->from],
		model->teams[busiest->to], most);
	sketch_title(sketch, &prose);
}

static void fill(struct sketch *sketch, struct sketch_values *values)
{
	uint32_t teams = sketch->scenario->model->team_count;
	for (uint32_t a = 0; a < teams; a++)
		for (uint32_t b = 0; b < teams; b++) {
			double number = report_handoffs_number(sketch->scenario, a, b);
			char text[NUMBER_ROOM];
			if (!(number > 0.0))
				continue;
			number_plain(text, number, 2);
			values->value[a * teams + b] = number;
			values->texts[a * teams + b] = arena_text(sketch->arena, text);
		}
}

const struct figure *figure_handoffs(const struct result *result, const struct result_scenario *scenario, struct arena *arena)
{
	struct sketch sketch;
	const struct model *model = scenario->model;
	struct prose prose = { .length = 0 };
	struct busiest busiest = find_busiest(scenario);
	if (model->team_count < TEAMS_AT_LEAST || busiest.number == 0.0)
		return NULL;
	sketch_start(&sketch, FIGURE_HEAT, "handoffs", result, scenario, arena);
	sketch_rows(&sketch, model->team_count);
	for (uint32_t t = 0; t < model->team_count; t++)
		sketch.rows[t] = model->teams[t];
	sketch.accents[busiest.from] = true;
	sketch.figure.columns = model->teams;
	sketch.figure.column_count = model->team_count;
	sketch_panel(&sketch, (struct figure_panel){ .x = { .title = "to the team", .low = NAN, .high = NAN }, .y = { .title = "from", .low = NAN,
		.high = NAN } });
	struct sketch_values values = sketch_values(&sketch, (size_t)model->team_count * model->team_count);
	fill(&sketch, &values);
	sketch_series(&sketch, 0, "handoffs a week", TONE_ACCENT, &values);
	say_title(&sketch, &busiest);
	sketch_subtitle(&sketch, "How often a week work passes from the people of one team (rows) to those of another (columns)");
	sketch_note(&sketch, NULL, NULL);
	prose_say(&prose, "A field of teams by teams, the darker the more work passes from the one to the other. %s", sketch.figure.title);
	sketch_alt(&sketch, &prose);
	return sketch_done(&sketch);
}
