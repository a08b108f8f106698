#include "experiments/report_csv.h"
#include "experiments/report_json.h"
#include "experiments/report_text.h"

#include <criterion/criterion.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include "experiments/answer.h"
#include "experiments/beside.h"
#include "experiments/layout.h"
#include "fixture.h"

enum form { TEXT, CSV, CSV_SUMMARY, JSON };

static char *render_text(struct fixture *f)
{
	struct document document;
	document_init(&document, &f->arena);
	report_text(&f->result, &document);
	return fixture_text(&document);
}

static char *render(struct fixture *f, enum form form)
{
	char *text;
	size_t length;
	if (form == TEXT)
		return render_text(f);
	FILE *to = open_memstream(&text, &length);
	if (form == JSON)
		report_json(&f->result, NULL, to);
	else if (form == CSV)
		report_csv(&f->result, to);
	else
		report_csv_summary(&f->result, to);
	fclose(to);
	return text;
}

/* Whether the sentence is there, wherever its lines are broken. */
static bool says(const char *text, const char *sentence)
{
	for (; *text; text++) {
		const char *a = text, *b = sentence;
		while (*b && (*a == *b || (*b == ' ' && *a == '\n'))) {
			a += *b == ' ' ? strspn(a, " \n") : 1;
			b++;
		}
		if (!*b)
			return true;
	}
	return false;
}

static void fill_desk(struct fixture *f)
{
	fixture_init(f, fixture_desk, 6);
	fixture_put(f, "work.call.arrived", 5400.0, 0.0);
	fixture_put(f, "work.call.completed", 5390.0, 1.0);
	fixture_put(f, "work.call.throughput", 59.9, 0.05);
	fixture_put(f, "work.call.time", 3.8, 0.1);
	fixture_put(f, "work.call.time.p90", 9.0, 0.1);
	fixture_put(f, "work.call.wip", 3.9, 0.05);
	fixture_put(f, "work.call.on_time", 0.70, 0.005);
	fixture_put(f, "work.call.left", 0.0, 0.0);
	fixture_put(f, "stations.desk.utilisation", 0.81, 0.002);
	fixture_put(f, "stations.desk.queue", 3.1, 0.05);
	fixture_put(f, "stations.desk.wait", 3.0, 0.1);
	fixture_put(f, "stations.desk.waited", 0.80, 0.001);
	fixture_finish(f);
}

Test(report, the_text_says_the_answer_before_the_tables)
{
	struct fixture f;
	fill_desk(&f);
	char *text = render(&f, TEXT);
	const char *answer = strstr(text, "The bottleneck is Front desk: busy 82 % of the time, with ");
	const char *table = strstr(text, "Station");
	cr_expect(strncmp(text, "One desk\n", 9) == 0);
	cr_expect(answer && table && answer < table, "%s", text);
	cr_expect(says(text, "Call: 4.05 ± 0.20 min from start to end on average"), "%s", text);
	cr_expect(says(text, "71.2 % keep the promise of 5 min."), "%s", text);
	cr_expect(strstr(text, "By formula") && strstr(text, "simulated"), "what was simulated stands beside what formulas say: %s", text);
	cr_expect(says(text, "6 replications of 100 h, the first 10 h of each not counted (warm-up); seed 3."), "%s", text);
	free(text);
	fixture_done(&f);
}

Test(report, the_text_leaves_out_what_did_not_happen)
{
	struct fixture f;
	fill_desk(&f);
	char *text = render(&f, TEXT);
	cr_expect(!strstr(text, "gave up") && !strstr(text, "scrap") && !strstr(text, "turned") && !strstr(text, "blocked"), "%s", text);
	cr_expect(!strstr(text, "nan") && !strstr(text, "Resource"), "%s", text);
	free(text);
	fixture_put(&f, "work.call.left", 540.0, 0.0);
	fixture_finish(&f);
	text = render(&f, TEXT);
	cr_expect(strstr(text, "gave up") && says(text, "10 % lose patience and leave."), "%s", text);
	free(text);
	fixture_done(&f);
}

Test(report, the_text_fits_a_page_and_no_line_ends_in_blanks)
{
	struct fixture f;
	fill_desk(&f);
	char *text = render(&f, TEXT);
	for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
		cr_expect(layout_width(line) <= LAYOUT_WIDTH && line[strlen(line) - 1] != ' ', "'%s'", line);
	free(text);
	fixture_done(&f);
}

/* The parts of a report, what each begins with where the model has it, and whether the desk does. */
static const struct {
	void (*part)(const struct result_scenario *scenario, struct document *to);
	const char *begins;
} parts[] = {
	{ report_work, "\n  Work " }, { report_stations, "\n  Station " }, { report_resources, "" }, { report_repairs, "" }, { report_money, "" },
	{ report_measures, "" }, { report_changes, "" }, { answer_print, "  The bottleneck is Front desk" },
	{ beside_simulated, "\n  By formula " },
};

Test(report, its_parts_stand_by_themselves)
{
	struct fixture f;
	fill_desk(&f);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		struct document document;
		document_init(&document, &f.arena);
		parts[i].part(&f.scenario, &document);
		char *text = fixture_text(&document), *whole = render(&f, TEXT);
		cr_expect(strncmp(text, parts[i].begins, strlen(parts[i].begins)) == 0 && (*text != '\0') == (*parts[i].begins != '\0'),
			"part %zu: '%s'", i, text);
		cr_expect(strstr(whole, text), "part %zu: '%s' is no part of '%s'", i, text, whole);
		free(text);
		free(whole);
	}
	fixture_done(&f);
}

Test(report, an_early_stop_and_a_run_too_short_are_said)
{
	struct fixture f;
	fill_desk(&f);
	f.result.interrupted = true;
	f.scenario.finished_count = 4;
	f.finished[1] = f.finished[2] = false;
	f.scenario.too_short = true;
	fixture_finish(&f);
	char *text = render(&f, TEXT);
	cr_expect(says(text, "4 replications of 100 h, the first 10 h of each not counted (warm-up); seed 3. Stopped early: 6 replications had been asked for."), "%s", text);
	cr_expect(says(text, "Caution: the number in the system still drifted"), "%s", text);
	free(text);
	fixture_done(&f);
}

Test(report, the_busiest_is_named_by_how_busy_it_is)
{
	static const struct { double utilisation; const char *says; } cases[] = {
		{ 0.30, "Nothing is short. Even the busiest, Front desk, has time left: busy 30 % of the time" },
		{ 0.70, "Nothing is short on average. The busiest is Front desk: busy 70 % of the time" },
		{ 0.85, "The bottleneck is Front desk: busy 85 % of the time" },
		{ 0.97, "More work here only means more waiting." },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fixture f;
		fill_desk(&f);
		fixture_put(&f, "stations.desk.utilisation", cases[i].utilisation, 0.0);
		fixture_finish(&f);
		char *text = render(&f, TEXT);
		cr_expect(says(text, cases[i].says), "%g: %s", cases[i].utilisation, text);
		free(text);
		fixture_done(&f);
	}
}

Test(report, what_only_waits_is_never_worked_on)
{
	static const char permit[] = "clock = { unit = \"h\"; };\nrun = { length = \"40 d\"; warmup = \"none\"; };\n"
		"work = { permit = { title = \"Permit\"; arrive = { every = \"5 h\"; }; process = ( { name = \"a\"; wait = \"2 d\"; } ); }; };\n";
	struct fixture f;
	fixture_init(&f, permit, 2);
	fixture_put(&f, "work.permit.time", 48.0, 0.0);
	fixture_put(&f, "work.permit.time.working", 0.0, 0.0);
	fixture_put(&f, "work.permit.time.planned", 48.0, 0.0);
	fixture_finish(&f);
	char *text = render(&f, TEXT);
	cr_expect(says(text, "it is never worked on; all of that time is planned waits."), "%s", text);
	cr_expect(!says(text, "0 % of that"), "%s", text);
	free(text);
	fixture_done(&f);
}

Test(report, csv_has_a_row_for_each_finished_replication_and_metric)
{
	struct fixture f;
	fill_desk(&f);
	f.finished[0] = false;
	fixture_finish(&f);
	char *text = render(&f, CSV);
	size_t lines = 0;
	for (const char *c = text; *c; c++)
		lines += *c == '\n';
	cr_expect_eq(lines, 1 + 5 * f.model->metrics.count);
	cr_expect(strstr(text, "scenario,replication,metric,unit,value\nbase,2,") == text, "%s", text);
	cr_expect(strstr(text, "\nbase,3,work.call.time,min,4\n"), "%s", text);
	cr_expect(strstr(text, "\nbase,2,stations.desk.utilisation,share,0.812\n"), "%s", text);
	cr_expect(strstr(text, "\nbase,2,work.call.time.sd,min,\n"), "nothing observed is empty: %s", text);
	free(text);
	text = render(&f, CSV_SUMMARY);
	cr_expect(strstr(text, "scenario,metric,unit,mean,half_width,low,high,sd,min,max,n\n") == text);
	cr_expect(strstr(text, "\nbase,work.call.throughput,/ h,60.0"), "%s", text);
	cr_expect(strstr(text, "\nbase,work.call.left,,0,0,0,0,0,0,0,5\n"), "%s", text);
	cr_expect(strstr(text, "\nbase,work.call.time.sd,min,,,,,,,,0\n"), "%s", text);
	free(text);
	fixture_done(&f);
}

Test(report, json_carries_the_model_and_every_metric)
{
	struct fixture f;
	fill_desk(&f);
	char *text = render(&f, JSON);
	size_t metrics = 0;
	for (const char *at = text; (at = strstr(at, "\"half_width\"")); at++)
		metrics++;
	cr_expect_eq(metrics, f.model->metrics.count);
	cr_expect(strstr(text, "\"model\": \"desk.cfg\""), "%s", text);
	cr_expect(strstr(text, "\"time_unit\": \"min\", \"length\": 6000, \"warmup\": 600") || strstr(text, "\"length\": 6000"), "%s", text);
	cr_expect(strstr(text, "{ \"name\": \"work.call.time.sd\", \"unit\": \"min\", \"mean\": null, \"half_width\": null, \"low\": null, \"high\": null, "
		"\"sd\": null, \"min\": null, \"max\": null, \"n\": 0 }"), "%s", text);
	cr_expect(strstr(text, "\\\"A \\\\\\\"fast\\\\\\\" desk\\\""), "the model's text is escaped: %s", text);
	cr_expect(!strstr(text, "thread") && !strstr(text, "nan"));
	free(text);
	fixture_done(&f);
}

/* FIPS 180-4: the digest of "abc". */
Test(report, the_hash_is_sha256_of_the_models_text)
{
	struct fixture f;
	fill_desk(&f);
	f.result.source = "abc";
	f.result.source_length = 3;
	char *text = render(&f, JSON);
	cr_expect(strstr(text, "\"sha256\": \"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\""), "%s", text);
	free(text);
	fixture_done(&f);
}
