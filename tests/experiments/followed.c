/* What became of items one by one: the ways they took, and how old is what is open, against what can be worked out by hand. */
#include "experiments/followed.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "experiments/figure.h"
#include "experiments/report_ages.h"
#include "experiments/report_variants.h"
#include "fixture.h"
#include "laboratory.h"
#include "sound.h"

static const char *const one_replication[] = { "--replications", "1", NULL };

/* Models are written with ' for ": both are quotes to a reader, only one is to C. */
static const struct followed *follow(struct laboratory *laboratory, const char *text)
{
	char *copy = strdup(text);
	for (char *c = copy; *c; c++)
		*c = *c == '\'' ? '"' : *c;
	laboratory_open(laboratory, copy, one_replication);
	free(copy);
	struct study *study = &laboratory->study;
	cr_assert_eq(study_run(study), STATUS_DONE);
	followed_make(&study->result, &study->found[0], &study->arena);
	cr_assert_not_null(study->found[0].followed);
	return study->found[0].followed;
}

static char *told(struct laboratory *laboratory, void (*report)(const struct result_scenario *scenario, struct document *to))
{
	struct document document;
	document_init(&document, &laboratory->study.arena);
	report(&laboratory->study.found[0], &document);
	return fixture_text(&document);
}

static struct figures figures_of(struct laboratory *laboratory)
{
	return figures_of_run(&laboratory->study.result, &laboratory->study.found[0], &laboratory->study.arena);
}

#define RUN "run = { length = 100000; warmup = 'none'; seed = 3; };"

/* --- ways ---------------------------------------------------------------------------------------------------------------------------- */

/* One in four has b, which takes 8 more; one in five comes back to a, once. */
Test(followed, ways_have_the_shares_and_times_that_chances_say)
{
	struct laboratory laboratory;
	const struct variants *variants = follow(&laboratory, RUN "work = { k = { title = 'Forms'; arrive = { every = 10; }; cost = 2.0; process = ("
		" { name = 'a'; title = 'Read'; wait = 1; }, { name = 'b'; title = 'Ask'; wait = 8; chance = '25%'; cost = 5.0; },"
		" { name = 'c'; title = 'Sign'; wait = 1; rework = { chance = '20%'; to = 'a'; at_most = 1; }; } ); }; };")->variants;
	cr_assert_eq(variants->count, 1);
	const struct variants_of_kind *kind = &variants->kinds[0];
	double shares = kind->rest.share;
	for (size_t i = 0; i < kind->count; i++)
		shares += kind->list[i].share;
	cr_expect_float_eq(shares, 1.0, 1e-12);
	/* The usual: no b in the one pass, 0.8 x 0.75; then b, 0.8 x 0.25; then twice without b, 0.2 x 0.75 x 0.75. Four standard errors of
	   10,000. */
	cr_expect_float_eq(kind->list[0].share, 0.6, 0.02);
	cr_expect_float_eq(kind->list[1].share, 0.2, 0.016);
	cr_expect_float_eq(kind->list[2].share, 0.1125, 0.013);
	cr_expect_float_eq(kind->list[0].time, 2.0, 1e-9);
	cr_expect_float_eq(kind->list[1].time, 10.0, 1e-9);
	cr_expect_float_eq(kind->list[1].median, 10.0, 1e-9);
	cr_expect_float_eq(kind->list[1].cost, 7.0, 1e-9);
	char *text = told(&laboratory, report_variants);
	cr_expect(strstr(text, "Read → Sign "), "%s", text);
	cr_expect(strstr(text, "Read → Ask → Sign"), "%s", text);
	cr_expect(strstr(text, "Read ×2 → Sign ×2"), "%s", text);
	cr_expect(strstr(text, "of Forms go the usual way, in 2 min on average; the same with Ask takes 10 min ("), "%s", text);
	free(text);
	const struct figure *figure = figure_get(figures_of(&laboratory), "variants");
	cr_expect_eq(figure->panel_count, 3);
	expect_sound(figure);
	laboratory_close(&laboratory);
}

/* The order of what goes on side by side differs from item to item. */
Test(followed, work_side_by_side_is_one_way_in_whatever_order)
{
	static const char *const texts[] = {
		RUN "work = { k = { arrive = { every = 100; }; process = ( ( ( { name = 'a'; wait = 'exponential(5)'; } ), ( { name = 'b';"
			" wait = 'exponential(5)'; } ) ), { name = 'c'; wait = 1; } ); }; };",
		RUN "stations = { s = { time = 'exponential(5)'; }; }; work = { k = { arrive = { every = 100; }; project = { a = { at = 's'; }; b = { at = 's'; };"
			" c = { at = 's'; after = ( 'a', 'b' ); }; }; }; };",
		RUN "stations = { s = { time = 'exponential(5)'; machines = 1; }; }; work = { k = { arrive = { every = 100; }; process = ( 's' ); }; };",
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct laboratory laboratory;
		cr_expect_eq(follow(&laboratory, texts[i])->variants->count, 0, "%s", texts[i]);
		char *text = told(&laboratory, report_variants);
		cr_expect_str_empty(text);
		free(text);
		laboratory_close(&laboratory);
	}
}

/* Letters come as often as chance will have it; what is done is one of two things. */
Test(followed, what_happens_by_itself_in_a_case_is_no_part_of_the_way)
{
	struct laboratory laboratory;
	const struct variants *variants = follow(&laboratory, RUN "work = { k = { arrive = { every = 100; }; facts = { dear = 'chance(25%)'; }; case = {"
		" letter = { happens = 'exponential(2)'; repeat = true; }; read = { wait = 10; }; ask = { when = 'done(read) and dear = 1'; wait = 5; };"
		" }; close = 'done(ask) or done(read) and dear = 0'; }; };")->variants;
	cr_assert_eq(variants->count, 1);
	cr_assert_eq(variants->kinds[0].count, 2);
	cr_expect_float_eq(variants->kinds[0].list[0].share, 0.75, 0.06);    /* four standard errors of 1,000 */
	cr_expect_float_eq(variants->kinds[0].list[0].time, 10.0, 1e-9);
	cr_expect_float_eq(variants->kinds[0].rest.share, 0.0, 1e-12);
	laboratory_close(&laboratory);
}

Test(followed, how_it_ended_is_a_part_of_the_way)
{
	struct laboratory laboratory;
	const struct variants *variants = follow(&laboratory, RUN "stations = { s = { machines = 1; time = 6; queue = { patience = 3; }; }; };"
		"work = { k = { arrive = { every = 'exponential(10)'; }; process = ( { at = 's'; next = ( { chance = '10%'; to = 'scrap'; } ); } ); }; };")->variants;
	cr_assert_eq(variants->count, 1);
	cr_assert_eq(variants->kinds[0].count, 3);
	char *text = told(&laboratory, report_variants);
	cr_expect(strstr(text, "s → scrap"), "%s", text);
	cr_expect(strstr(text, "gave up before the first step"), "%s", text);
	free(text);
	laboratory_close(&laboratory);
}

/* Ten steps that half of the items skip, each: a thousand ways, eight of which are shown where so many are frequent. */
Test(followed, of_a_thousand_ways_the_rest_stands_together)
{
	struct laboratory laboratory;
	char text[4096] = RUN "work = { k = { arrive = { every = 10; }; process = ( ";
	for (char c = 'a'; c <= 'j'; c++)
		snprintf(text + strlen(text), sizeof text - strlen(text), "%s{ name = '%c'; title = 'A step with a title of some sixty letters that begins with %c'; wait = 1;"
			" chance = '50%%'; }", c == 'a' ? "" : ", ", c, c);
	strcat(text, " ); }; };");
	const struct variants_of_kind *kind = &follow(&laboratory, text)->variants->kinds[0];
	cr_expect_eq(kind->count, 2, "none is frequent, but two are always told");
	cr_expect_eq(kind->count + kind->others, 1024, "not all ways were seen: %zu", kind->others);
	cr_expect_float_eq(kind->list[0].share + kind->list[1].share + kind->rest.share, 1.0, 1e-12);
	char *said = told(&laboratory, report_variants);
	cr_expect(strstr(said, "1022 other ways"), "%s", said);
	free(said);
	expect_sound(figure_get(figures_of(&laboratory), "variants"));
	laboratory_close(&laboratory);
}

Test(followed, each_kind_has_a_chart_of_its_own)
{
	struct laboratory laboratory;
	follow(&laboratory, RUN "work = { one_Kind = { arrive = { every = 10; }; process = ( { name = 'a'; wait = 1; chance = '50%'; } ); };"
		" two = { arrive = { every = 10; }; process = ( { name = 'a'; wait = 1; chance = '50%'; } ); }; };");
	struct figures figures = figures_of(&laboratory);
	cr_expect_not_null(figures_find(&figures, "variants-one-kind"));
	cr_expect_not_null(figures_find(&figures, "variants-two"));
	laboratory_close(&laboratory);
}

/* --- age ----------------------------------------------------------------------------------------------------------------------------- */

/* One comes every 10 minutes and takes 5: half of one is open, of any age up to 5. */
Test(followed, open_work_is_of_any_age_up_to_its_time)
{
	struct laboratory laboratory;
	const struct ages *ages = follow(&laboratory, RUN "work = { k = { title = 'Forms'; arrive = { every = 10; }; promise = 4; process = ("
		" { name = 'a'; wait = 5; } ); }; };")->ages;
	cr_assert_eq(ages->count, 1);
	const struct ages_of_kind *kind = &ages->kinds[0];
	cr_expect_float_eq(kind->open, 0.5, 1e-4, "the first comes after 10 minutes");
	cr_expect_float_eq(kind->mean, 2.5, 1e-9);
	cr_expect_float_eq(kind->median, 2.5, 1e-9);
	cr_expect_float_eq(kind->ninth, 4.5, 1e-9);
	cr_expect_float_eq(kind->late, 0.2, 1e-9);
	cr_expect_float_eq(kind->number[0][1], 0.2, 1e-3, "so many are younger than 2 minutes");
	cr_expect_float_eq(kind->number[3][1], 0.0, 1e-12, "none is older than 8");
	char *text = told(&laboratory, report_ages);
	cr_expect(strstr(text, "20 % of the open Forms are older than the promise of 4 min."), "%s", text);
	free(text);
	expect_sound(figure_get(figures_of(&laboratory), "age-of-open-work"));
	laboratory_close(&laboratory);
}

#define QUEUE "stations = { s = { machines = 1; time = 'exponential(9)'; }; };" \
	"work = { k = { arrive = { every = 'exponential(10)'; }; process = ( 's' ); }; };"

/* Items that are there when the warm-up or the run ends are so for a part of their time. */
Test(followed, what_is_open_is_what_the_engine_says)
{
	struct laboratory laboratory;
	const struct ages *ages = follow(&laboratory, "run = { length = 20000; warmup = 3000; seed = 5; };" QUEUE)->ages;
	const struct summary *wip = result_find(&laboratory.study.found[0], "work.k.wip");
	cr_expect_float_eq(ages->kinds[0].open, wip->mean, 1e-9);
	laboratory_close(&laboratory);
}

Test(followed, the_classes_of_age_add_up_to_what_is_open)
{
	struct laboratory laboratory;
	const struct ages *ages = follow(&laboratory, RUN QUEUE)->ages;
	double sum = 0.0, length = laboratory.study.found[0].model->length;
	for (size_t i = 0; i < ages->bins; i++)
		for (size_t c = 0; c < AGES_CLASSES; c++)
			sum += ages->kinds[0].number[c][i] * fmin(ages->step, length - (double)i * ages->step);
	cr_expect_float_eq(sum / length, ages->kinds[0].open, 1e-9);
	laboratory_close(&laboratory);
}

/* Nothing ever comes, or one project is all there is. */
Test(followed, where_nothing_is_open_nothing_is_said)
{
	static const char *const texts[] = {
		RUN "work = { k = { arrive = { at = ( 200000 ); }; process = ( { name = 'a'; wait = 5; chance = '50%'; } ); }; };",
		"work = { k = { arrive = { at = ( 0 ); }; project = { a = { time = 5; }; }; }; };",
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct laboratory laboratory;
		follow(&laboratory, texts[i]);
		char *ages = told(&laboratory, report_ages), *ways = told(&laboratory, report_variants);
		cr_expect_str_empty(ages);
		cr_expect_str_empty(ways);
		free(ages);
		free(ways);
		struct figures figures = figures_of(&laboratory);
		cr_expect_null(figures_find(&figures, "age-of-open-work"));
		laboratory_close(&laboratory);
	}
}
