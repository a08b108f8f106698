/* The page as a user gets it: the same from a model and from its JSON, read by strict tools and by a browser, whole or not at all. */
#include "program.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static const char desk[] = "title = \"Desk <script>alert(1)</script>\";\nabout = \"a & b\";\nclock = { unit = \"min\"; start = \"2024-01-01\"; };\n"
	"run = { length = \"2 wk\"; warmup = \"1 d\"; replications = 4; };\n"
	"resources = { clerk = { title = \"Cl<e>rks\"; number = 2; }; };\n"
	"stations = { desk = { title = \"Front \\\"desk\\\" </td>\"; needs = { clerk = 1; }; time = \"exponential(9)\"; }; };\n"
	"work = { call = { title = \"<b>Calls</b>\"; arrive = { every = \"exponential(6)\"; }; process = ( \"desk\" ); promise = \"30 min\"; }; };\n"
	"scenarios = { more = { title = \"One <i>more</i>\"; set = [ \"resources.clerk.number = 3\" ]; };\n"
	"  less = { title = \"One less\"; set = [ \"resources.clerk.number = 1\" ]; }; };\n";

static void enter(void)
{
	program_enter();
	file_write("desk.cfg", desk);
}

TestSuite(program_report, .init = enter, .fini = program_leave);

/* A call that has to work; what it says on standard error is left in `said`, to be freed, where that is not NULL. */
static void call(const char *command, char **said)
{
	struct answer answer = program_call("%s", command);
	cr_expect_eq(answer.status, 0, "%s: exit %d: %s", command, answer.status, answer.err);
	if (said)
		*said = strdup(answer.err);
	answer_done(&answer);
}

Test(program_report, the_page_of_a_model_is_that_of_its_json)
{
	static const char *const calls[] = { "desk.cfg", "desk.cfg --levers", "desk.cfg --replay",
		"desk.cfg --scenario more --levers", "desk.cfg --scenario base,more --levers",
		"\"$root/configs/cafe.cfg\" --replications 3", "\"$root/configs/paint_line.cfg\" --replications 3" };
	for (size_t i = 0; i < COUNT_OF(calls); i++) {
		char *page = text_format("takt report %s --quiet --output page.html", calls[i]);
		char *kept = text_format("takt report %s --quiet --format json --output page.json", calls[i]);
		call(page, NULL);
		call(kept, NULL);
		call("takt report --from page.json --output again.html", NULL);
		cr_expect_eq(program_status("cmp page.html again.html"), 0, "%s", calls[i]);
		free(page);
		free(kept);
	}
	call("takt report --from - --output - < page.json > third.html", NULL);
	cr_expect_eq(program_status("cmp page.html third.html"), 0);
}

Test(program_report, any_kept_result_makes_a_page)
{
	static const char *const calls[] = { "run desk.cfg", "run desk.cfg --scenario base,more", "compare desk.cfg", "levers desk.cfg",
		"sweep desk.cfg resources.clerk.number=2..4" };
	for (size_t i = 0; i < COUNT_OF(calls); i++) {
		char *command = text_format("takt %s --quiet --format json > result.json && takt report --from result.json --quiet", calls[i]);
		call(command, NULL);
		char *page = file_read("report.html", NULL);
		cr_expect(page && strstr(page, "<h2 id=\"answer\">") && strstr(page, "<svg") && strstr(page, "</html>\n"), "%s", calls[i]);
		free(page);
		free(command);
	}
}

Test(program_report, strict_readers_find_no_fault)
{
	if (!program_has("tidy"))
		cr_skip_test("tidy is not installed");
	static const char *const models[] = { "desk.cfg", "\"$root/configs/clinic.cfg\"", "\"$root/configs/support.cfg\"" };
	for (size_t i = 0; i < COUNT_OF(models); i++) {
		char *command = text_format("takt report %s --replications 2 --quiet --output page.html", models[i]);
		call(command, NULL);
		struct answer answer = program_call("tidy -q -e page.html");
		cr_expect(answer.status == 0 && !*answer.err, "%s: %s", models[i], answer.err);
		answer_done(&answer);
		free(command);
	}
}

#define CHROMIUM "timeout 60 chromium --headless --no-sandbox --disable-gpu --user-data-dir=browser"

static void skip_without_browser(void)
{
	if (!program_has("chromium"))
		cr_skip_test("chromium is not installed");
}

/* A copy of the page measures itself in frames as wide as a telephone and a screen. (The page itself lets no script run.) */
Test(program_report, a_browser_shows_it_without_scrolling_sideways)
{
	skip_without_browser();
	call("takt report \"$root/configs/paint_line.cfg\" --replications 2 --levers --quiet --output page.html", NULL);
	call("sed -e '/Content-Security-Policy/d' -e 's|^</body>|<script src=\"measure.js\"></script></body>|' page.html > copy.html", NULL);
	file_write("measure.js", "onload = () => { const page = document.documentElement; parent.postMessage(innerWidth +\n"
		"(page.scrollWidth <= page.clientWidth ? ' fits' : ' is too narrow for ' + page.scrollWidth), '*') }\n");
	file_write("frames.html", "<!DOCTYPE html><body><script>onmessage = e => { document.body.append(\"[\" + e.data + \"]\") }</script>"
		"<iframe src=\"copy.html\" width=\"390\" height=\"800\" style=\"border:0\"></iframe>"
		"<iframe src=\"copy.html\" width=\"1280\" height=\"800\" style=\"border:0\"></iframe>\n");
	struct answer answer = program_call(CHROMIUM " --virtual-time-budget=10000 --dump-dom \"file://$PWD/frames.html\"");
	cr_expect(strstr(answer.out, "[390 fits]"), "%s", answer.out);
	cr_expect(strstr(answer.out, "[1280 fits]"), "%s", answer.out);
	answer_done(&answer);
}

/* Whatever the page may not do (load something, run a script) would be said on the console. */
Test(program_report, a_browser_has_nothing_to_complain_about_and_prints_it)
{
	skip_without_browser();
	call("takt report desk.cfg --replications 2 --quiet --output page.html", NULL);
	struct answer answer = program_call(CHROMIUM " --enable-logging=stderr --print-to-pdf=page.pdf \"file://$PWD/page.html\"");
	size_t length = 0;
	char *printed = file_read("page.pdf", &length);
	cr_expect_eq(answer.status, 0, "%s", answer.err);
	cr_expect(!strstr(answer.err, "CONSOLE"), "%s", answer.err);
	cr_expect(printed && length > 20000 && memcmp(printed, "%PDF-", 5) == 0, "%zu bytes", length);
	free(printed);
	answer_done(&answer);
}

Test(program_report, charts_become_files_of_any_kind)
{
	static const struct { const char *suffix, *begin; } kinds[] = { { "png", "\x89PNG" }, { "svg", "<svg" }, { "pdf", "%PDF-" } };
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		char *command = text_format("takt run desk.cfg --replications 2 --charts charts --picture %s --output run.txt", kinds[i].suffix), *said;
		char *path = text_format("charts/stations.%s", kinds[i].suffix), *wrote = text_format("takt: wrote %s\n", path);
		call(command, &said);
		char *picture = file_read(path, NULL);
		cr_expect(picture && memcmp(picture, kinds[i].begin, strlen(kinds[i].begin)) == 0, "%s", path);
		cr_expect(strstr(said, wrote), "%s", said);
		free(picture);
		free(wrote);
		free(path);
		free(said);
		free(command);
	}
	cr_expect_eq(program_status("test $(ls charts/*.png | wc -l) -ge 5 && test -s run.txt"), 0);
}

Test(program_report, one_chart_is_written_alone)
{
	call("takt compare desk.cfg --replications 2 --quiet --chart stations > compared.txt", NULL);
	cr_expect_eq(program_status("test -s stations.png && test $(ls *.png | wc -l) = 1 && grep -q Calls compared.txt"), 0);
	call("takt run desk.cfg --scenario base,more --replications 2 --quiet --chart stations-more --picture svg > run.txt", NULL);
	call("takt run desk.cfg --replications 2 --quiet --chart people --width 400 > run.txt", NULL);
	cr_expect_eq(program_status("test \"$(od -An -tu1 -j16 -N4 people.png | tr -s ' ')\" = ' 0 0 1 144'"), 0, "400 pixels wide");
	cr_expect_eq(program_status("test -s stations-more.svg"), 0);
	struct answer answer = program_call("takt run desk.cfg --replications 2 --quiet --chart money");
	cr_expect_eq(answer.status, 2);
	cr_expect(strstr(answer.err, "this result has no chart 'money'; it has: "), "%s", answer.err);
	answer_done(&answer);
}

/* Long before a run would be over. */
Test(program_report, what_cannot_be_done_is_said_before_the_run)
{
	static const struct { const char *call; int status; const char *said; } cases[] = {
		{ "report desk.cfg --output nowhere/page.html", 1, "takt: nowhere/page.html: No such file or directory" },
		{ "report desk.cfg --charts nowhere/charts", 1, "takt: --charts nowhere/charts: No such file or directory" },
		{ "report desk.cfg --charts desk.cfg", 1, "takt: desk.cfg/chart.png: Not a directory" },
		{ "report desk.cfg --chart statoin", 2, "takt report: there is no chart 'statoin'; did you mean 'stations'? there may be plan, " },
		{ "report", 2, "takt report: which model? for example: takt report" },
		{ "report desk.cfg --format pdf", 2, "takt report: --format takes one of html, json, not 'pdf'" },
		{ "report --from desk.cfg", 2, "takt: desk.cfg: line 1: " },
		{ "report --from desk.cfg --seed 3", 2, "runs nothing" },
		{ "report --from nowhere.json", 1, "takt: nowhere.json: No such file or directory" },
		{ "report - --levers < desk.cfg", 2, "--levers reads the model twice" },
		{ "run desk.cfg --picture svg", 2, "takt run: --picture belongs to --charts DIR or --chart NAME" },
		{ "run desk.cfg --width 800", 2, "takt run: --width belongs to --charts DIR or --chart NAME" },
		{ "run desk.cfg --charts a --picture svg --width 800", 2, "takt run: --width is of a png; svg and pdf have any size" },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct answer answer = program_call("timeout 10 takt %s --set 'run.length = 100000 d' --set 'run.replications = 100000'", cases[i].call);
		struct answer bare = program_call("timeout 10 takt %s", cases[i].call);
		struct answer *answered = strstr(cases[i].call, "--from") || strcmp(cases[i].call, "report") == 0 ? &bare : &answer;
		cr_expect_eq(answered->status, cases[i].status, "%s: exit %d", cases[i].call, answered->status);
		cr_expect(strstr(answered->err, cases[i].said), "%s: %s", cases[i].call, answered->err);
		answer_done(&answer);
		answer_done(&bare);
	}
	cr_expect_eq(program_status("ls report.html"), 2, "nothing was written");
}

Test(program_report, a_full_disk_is_said)
{
	static const char *const calls[] = { "report desk.cfg --output /dev/full", "report desk.cfg --output - > /dev/full",
		"report desk.cfg --format json --output /dev/full", "report desk.cfg --output page.html --chart stations --charts full" };
	call("mkdir full && ln -s /dev/full full/stations.png", NULL);
	for (size_t i = 0; i < COUNT_OF(calls); i++) {
		struct answer answer = program_call("takt %s --replications 2", calls[i]);
		cr_expect_eq(answer.status, 1, "%s: exit %d", calls[i], answer.status);
		cr_expect(strstr(answer.err, "No space left on device"), "%s: %s", calls[i], answer.err);
		answer_done(&answer);
	}
	cr_expect_eq(program_status("ulimit -f 4; trap '' XFSZ; takt report desk.cfg --replications 2 --output half.html"), 1);
	cr_expect_eq(program_status("ls half.html*"), 2, "a page that could not be finished is not there");
}

/* PLplot's own drivers are there, cairo's package is not. */
Test(program_report, without_the_driver_its_package_is_named)
{
	if (program_status("mkdir drivers && ln -s $(dirname $(find /usr/lib -name svg.driver_info | head -n 1))/* drivers && rm drivers/cairo*") != 0)
		cr_skip_test("PLplot's drivers are not where Debian has them");
	struct answer answer = program_call("PLPLOT_DRV_DIR=$PWD/drivers timeout 10 takt report desk.cfg");
	cr_expect_eq(answer.status, 1, "exit %d", answer.status);
	cr_expect(strstr(answer.err, "plplot-driver-cairo"), "%s", answer.err);
	answer_done(&answer);
	cr_expect_eq(program_status("ls report.html"), 2);
}

Test(program_report, without_graphviz_the_page_has_no_map_and_says_why)
{
	struct answer answer = program_call("mkdir empty && PATH=$PWD/empty \"$release\" report desk.cfg --replications 2");
	cr_expect_eq(answer.status, 0, "exit %d", answer.status);
	cr_expect(strstr(answer.err, "Graphviz"), "%s", answer.err);
	answer_done(&answer);
	char *page = file_read("report.html", NULL);
	cr_expect(page && !strstr(page, "chart-process-map") && strstr(page, "chart-stations"));
	cr_expect(page && strstr(page, "The process map is left out: it needs Graphviz (apt install graphviz)."), "the page does not say why");
	free(page);
}

/* Far more replications than can finish. */
Test(program_report, ctrl_c_leaves_a_page_of_what_has_finished)
{
	struct answer answer = program_call("timeout --foreground --preserve-status -s INT 1.5 takt report desk.cfg --no-ignorance "
		"--replications 100000 --set 'run.length = 100 wk'");
	char *page = file_read("report.html", NULL);
	cr_expect_eq(answer.status, 0, "exit %d: %s", answer.status, answer.err);
	cr_expect(page && strstr(page, "<p>Stopped early: this page tells what ") && strstr(page, "of 100000 replications say that had finished."));
	free(page);
	answer_done(&answer);
}

Test(program_report, any_number_of_threads_gives_the_same_page)
{
	call("takt report desk.cfg --threads 1 --quiet --output one.html && takt report desk.cfg --threads 7 --quiet --output seven.html", NULL);
	cr_expect_eq(program_status("cmp one.html seven.html"), 0);
}

/* The case of a result as JSON, without its page: that hangs on the letters that are installed. */
Test(program_report, numbers_in_json_are_as_they_have_always_been)
{
	struct answer answer = program_call("cd \"$root/tests/cases\" && takt run --format json --quiet counted.cfg | sed '/^  \"page\": /,$d'");
	char *path = text_format("%s/tests/program/counted_as_json.expected", getenv("root")), *wanted = file_read(path, NULL);
	cr_expect(wanted && strcmp(answer.out, wanted) == 0, "takt says\n%s\nwhere this is expected:\n%s", answer.out, wanted);
	free(path);
	free(wanted);
	answer_done(&answer);
}
