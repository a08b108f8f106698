/* `data = 40`: a model as stated does not change by it; a model drawn does, at each place alone. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "engine_run.h"

static const char shop[] = "run = { length = '50 h'; warmup = 'none'; };"
	"stations = { saw = { time = '%s'; }; drill = { time = '%s'; }; };"
	"work = { board = { arrive = { every = 'exponential(20 min)'; }; process = ('saw', 'drill'); };"
	" beam = { facts = { size = '%s'; }; arrive = { every = 'exponential(30 min)'; }; process = ('saw'); }; };";

static const char *shop_with(char *text, size_t room, const char *saw, const char *drill, const char *size)
{
	snprintf(text, room, shop, saw, drill, size);
	for (char *c = text; *c; c++)
		*c = *c == '\'' ? '"' : *c;
	return text;
}

struct drawn {
	struct arena arena;
	struct problems problems;
	struct model *model;
};

/* number 0: as stated. */
static struct drawn draw(const char *text, uint64_t number)
{
	struct drawn drawn = { .model = NULL };
	const struct observed_draw which = { 1, number };
	cr_assert_eq(arena_init(&drawn.arena), 0);
	problems_init(&drawn.problems);
	struct tree *tree = tree_read_text("shop.cfg", text, strlen(text), &drawn.arena, &drawn.problems);
	cr_assert_not_null(tree);
	drawn.model = model_build_drawn(tree, "base", NULL, 0, number ? &which : NULL, &drawn.arena, &drawn.problems);
	return drawn;
}

static void done(struct drawn *drawn)
{
	model_done(drawn->model);
	problems_done(&drawn->problems);
	arena_done(&drawn->arena);
}

Test(observed, a_model_as_stated_runs_the_same_to_the_digit)
{
	char text[1000];
	struct ran plain = ran_text(shop_with(text, sizeof text, "lognormal(8 min, 2 min)", "exponential(5 min)", "choice(1: 2, 3: 1)"), 1, 1);
	struct ran with = ran_text(shop_with(text, sizeof text, "lognormal(8 min, 2 min, data = 40)", "exponential(data = 9, mean = 5 min)",
		"choice(1: 2, data = 12, 3: 1)"), 1, 1);
	cr_assert(plain.built && with.built, "%s", with.note.text);
	cr_assert_eq(plain.model->metrics.count, with.model->metrics.count);
	for (size_t i = 0; i < plain.model->metrics.count; i++)
		cr_expect(memcmp(&plain.row[i], &with.row[i], sizeof(double)) == 0, "%s", plain.model->metrics.list[i].name);
	cr_expect_eq(plain.model->observed_count, 0);
	cr_expect_eq(with.model->observed_count, 3);
	ran_done(&plain);
	ran_done(&with);
}

/* The station's time is read once for each kind that comes there. */
Test(observed, one_place_is_one_distribution_whoever_reads_it)
{
	char text[1000];
	struct drawn drawn = draw(shop_with(text, sizeof text, "gamma(8 min, 2 min, data = 10)", "1 min", "1"), 1);
	cr_assert_not_null(drawn.model);
	cr_assert_eq(drawn.model->observed_count, 1);
	const struct observed_place *place = &drawn.model->observed[0];
	cr_expect_str_eq(place->path, "stations.saw.time");
	cr_expect(place->observations == 10 && place->stated == 8.0 * drawn.model->unit * 60.0 && place->drawn != place->stated);
	for (uint32_t k = 0; k < 2; k++) {
		const struct variate *variate = &drawn.model->tasks[drawn.model->kinds[k].first_task].time.variate;
		cr_expect_eq(variate->type->mean(variate), place->drawn);
	}
	done(&drawn);
}

Test(observed, a_place_is_drawn_by_its_path_and_the_draw_alone)
{
	char text[1000];
	double first[3];
	for (uint64_t number = 1; number <= 3; number++) {
		struct drawn alone = draw(shop_with(text, sizeof text, "2 min", "weibull(mean = 8 min, sd = 2 min, data = 10)", "1"), number);
		struct drawn beside = draw(shop_with(text, sizeof text, "exponential(2 min, data = 5)",
			"weibull(mean = 8 min, sd = 2 min, data = 10)", "poisson(2, data = 8)"), number);
		cr_assert(alone.model && beside.model);
		first[number - 1] = alone.model->observed[0].drawn;
		bool found = false;
		for (uint32_t i = 0; i < beside.model->observed_count; i++)
			if (strcmp(beside.model->observed[i].path, "stations.drill.time") == 0)
				found = beside.model->observed[i].drawn == first[number - 1];
		cr_expect(found);
		done(&alone);
		done(&beside);
	}
	cr_expect(first[0] != first[1] && first[1] != first[2]);
}

Test(observed, two_calls_in_one_expression_are_two_places)
{
	char text[1000];
	struct drawn drawn = draw(shop_with(text, sizeof text, "exponential(2 min, data = 5) + exponential(2 min, data = 5)", "1 min", "1"), 1);
	cr_assert(drawn.model && drawn.model->observed_count == 2);
	cr_expect(drawn.model->observed[0].drawn != drawn.model->observed[1].drawn);
	done(&drawn);
}

Test(observed, what_observations_cannot_tell_is_refused_in_words)
{
	static const struct {
		const char *time, *says;
	} wrongs[] = {
		{ "triangular(1 min, 2 min, 3 min, data = 4)", "'data' cannot stand in triangular: how many observations there are can be said of "
			"exponential, erlang, gamma, lognormal, normal, weibull, poisson, chance, choice or empirical" },
		{ "exponential(2 min, data = 1)", "'1' is no number of observations: 'data' is a whole number from 2" },
		{ "exponential(2 min, data = 2.5)", "'2.5' is no number of observations" },
		{ "exponential(2 min, data = 2 min)", "'2 min' is no number of observations" },
		{ "exponential(2 min, data = poisson(3))", "is no number of observations" },
		{ "exponential(2 min, data = 1e7)", "whole number from 2 to 1000000" },
		{ "exponential(2 min, data = 4, data = 4)", "'data' is given twice" },
		{ "exponential(2 min * max(1, queue(saw)), data = 4)", "the arguments of exponential depend on what only the run knows" },
		{ "exponential(data = 4)", "write exponential(mean)" },
	};
	for (size_t i = 0; i < COUNT_OF(wrongs); i++) {
		char text[1000];
		struct drawn drawn = draw(shop_with(text, sizeof text, "1 min", wrongs[i].time, "1"), 0);
		cr_expect_null(drawn.model);
		cr_expect(drawn.problems.count > 0 && strstr(drawn.problems.list[0].text, wrongs[i].says), "%s: %s", wrongs[i].time,
			drawn.problems.count ? drawn.problems.list[0].text : "no complaint");
		done(&drawn);
	}
}
