#include "experiments/judge.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include "laboratory.h"

static const char shop[] = "clock = { unit = \"min\"; };\nrun = { length = \"1 d\"; warmup = \"none\"; %s };\n"
	"resources = { clerk = { title = \"Clerks\"; }; };\n"
	"stations = { desk = { title = \"Front desk\"; needs = { clerk = 1; }; time = \"1 min\"; }; };\n"
	"work = { call = { title = \"Calls\"; arrive = { every = \"5 min\"; }; process = ( \"desk\" ); promise = \"2 min\"; };\n"
	"  mail = { arrive = { every = \"9 min\"; }; process = ( \"desk\" ); }; };\n"
	"measures = { old = { title = \"Old calls\"; of = \"call\"; share = \"age > 3 min\"; }; };\n";

static void open_shop(struct laboratory *laboratory, const char *judge, const char *const *words)
{
	char text[2048];
	snprintf(text, sizeof text, shop, judge);
	laboratory_open(laboratory, text, words);
}

Test(judge, the_call_goes_before_the_model_and_both_before_the_times)
{
	struct laboratory l;
	open_shop(&l, "", NULL);
	cr_expect_eq(l.judge.count, 2);
	cr_expect(strcmp(l.judge.names[0], "work.call.time") == 0 && strcmp(l.judge.names[1], "work.mail.time") == 0);
	laboratory_close(&l);
	open_shop(&l, "judge = [ \"work.call.on_time\", \"total.time\", \"total.time\" ];", NULL);
	cr_expect(l.judge.count == 2 && strcmp(l.judge.names[0], "work.call.on_time") == 0 && strcmp(l.judge.names[1], "total.time") == 0);
	laboratory_close(&l);
	open_shop(&l, "judge = \"total.time\";", (const char *const[]){ "--metric", "measures.old,stations.desk.wait", "--metric", "total.time", NULL });
	cr_expect(l.judge.count == 3 && strcmp(l.judge.names[0], "measures.old") == 0 && strcmp(l.judge.names[2], "total.time") == 0);
	laboratory_close(&l);
}

Test(judge, metrics_have_names_for_sentences)
{
	static const struct { const char *name, *words, *title; } cases[] = {
		{ "work.call.time", "the time of Calls", "Calls" },
		{ "work.mail.time", "the time of mail", "mail" },
		{ "work.call.time.p90", "the time within which 90 % of Calls are done", "Calls" },
		{ "work.call.on_time", "the share of Calls on time", "Calls" },
		{ "work.call.time.wait.clerk", "work.call.time.wait.clerk", "Calls" },
		{ "stations.desk.wait", "the wait at Front desk", "Front desk" },
		{ "resources.clerk.utilisation", "the utilisation of Clerks", "Clerks" },
		{ "measures.old", "“Old calls”", "Old calls" },
		{ "total.time", "the time of all work", "" },
	};
	struct laboratory l;
	open_shop(&l, "", NULL);
	const struct model *model = l.study.scenarios[0].model;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int index = metric_find(&model->metrics, cases[i].name);
		cr_assert(index >= 0, "%s", cases[i].name);
		cr_expect_str_eq(judge_words(model, cases[i].name, &l.study.arena), cases[i].words);
		cr_expect_str_eq(judge_title(model, &model->metrics.list[index], &l.study.arena), cases[i].title);
	}
	laboratory_close(&l);
}

/* One run of one project has no percentile. */
Test(judge, percentiles_of_projects_are_refused)
{
	static const char text[] = "run = { replications = 2; }; work = { k = { project = { A = { wait = \"uniform(1 h, 2 h)\"; }; }; }; };";
	static const struct { const char *metric; bool fine; } cases[] = { { "project.k.duration.p80", false }, { "project.k.duration", true },
		{ "work.k.time.p90", true }, { "project.k.A.passes", true }, { NULL /* the model's own */, false } };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct laboratory l;
		struct judge judge;
		laboratory_open(&l, text, NULL);
		struct option_texts metrics = { .list = (const char **)&cases[i].metric, .count = cases[i].metric != NULL };
		l.options.metrics = metrics;
		const char *judged = "project.k.duration.p10";
		l.study.scenarios[0].model->judged = &judged;
		l.study.scenarios[0].model->judged_count = cases[i].metric ? 0 : 1;
		cr_expect_eq(judge_choose(&judge, &l.study) == 0, cases[i].fine, "case %zu", i);
		l.options.metrics = (struct option_texts){ .count = 0 };
		laboratory_close(&l);
	}
}
