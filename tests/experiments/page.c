#include "experiments/page.h"
#include "experiments/page_html.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include "experiments/document_json.h"
#include "fixture.h"
#include "laboratory.h"
#include "sampler.h"

static char fault[512];

/* The page as HTML; free it. */
static char *html(const struct document *document)
{
	char *text;
	size_t length;
	FILE *to = open_memstream(&text, &length);
	cr_expect_eq(page_html(document, to, fault, sizeof fault), 0, "%s", fault);
	fclose(to);
	return text;
}

static size_t count(const char *text, const char *part)
{
	size_t found = 0;
	for (const char *at = strstr(text, part); at; at = strstr(at + strlen(part), part))
		found++;
	return found;
}

/* --- what a page looks like ----------------------------------------------------------------------------------------------------------- */

Test(page, whatever_a_text_holds_is_text)
{
	struct arena arena;
	struct document sample;
	cr_assert_eq(arena_init(&arena), 0);
	sampler_document(&sample, &arena);
	char *text = html(&sample);
	cr_expect(strstr(text, "<title>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Söhne&quot; 手術 &#39;</title>"), "%.600s", text);
	cr_expect_eq(count(text, "<script"), 2, "the replay's data and its script only");
	cr_expect_eq(count(text, "</script"), 2);
	cr_expect_eq(count(text, "<figure "), FIGURE_FORMS, "one of each form");
	cr_expect_eq(count(text, "</figure>"), FIGURE_FORMS);
	cr_expect_eq(count(text, "</main>"), 1);
	cr_expect(strstr(text, "\\u003c/script>\\u003cscript>alert(1)\\u003c/script>"));
	cr_expect(strstr(text, "# &quot;&amp;amp;&quot;"), "the model's text is shown as it is");
	cr_expect(!strstr(text, "\xFF"), "what is not UTF-8 is replaced");
	free(text);
	arena_done(&arena);
}

Test(page, several_charts_share_no_ids)
{
	struct arena arena;
	struct document sample;
	cr_assert_eq(arena_init(&arena), 0);
	sampler_document(&sample, &arena);
	char *text = html(&sample);
	size_t ids = 0;
	for (char *at = strstr(text, " id=\""); at; at = strstr(at + 1, " id=\"")) {
		char id[128];
		snprintf(id, sizeof id, "%.*s\"", (int)(strcspn(at + 5, "\"") + 5), at);
		cr_expect_eq(count(text, id), 1, "%s", id);
		ids++;
	}
	cr_expect_geq(ids, 20, "%zu", ids);
	free(text);
	arena_done(&arena);
}

Test(page, nothing_is_loaded_from_elsewhere)
{
	static const char *const loading[] = { "src=", "@import", "url(http", "href=\"http", "href=\"//", "<link", "<iframe", "<object" };
	struct arena arena;
	struct document sample;
	cr_assert_eq(arena_init(&arena), 0);
	sampler_document(&sample, &arena);
	char *text = html(&sample);
	for (size_t i = 0; i < sizeof loading / sizeof *loading; i++)
		cr_expect(!strstr(text, loading[i]), "%s", loading[i]);
	cr_expect(strstr(text, "default-src 'none'"));
	free(text);
	arena_done(&arena);
}

Test(page, a_line_is_not_broken_before_a_sign_that_belongs_to_a_number)
{
	struct arena arena;
	struct document document;
	cr_assert_eq(arena_init(&arena), 0);
	document_init(&document, &arena);
	document_text(&document, 2, 2, "5.2 % lose 96.1 ± 2.3 min, 5 a % b");
	document_text(&document, 2, 4, "first");
	document_text(&document, 2, 4, "second");
	document_text(&document, 4, 8, "1. deep");
	document_text(&document, 2, 2, "after");
	char *text = html(&document);
	cr_expect(strstr(text, "<p>5.2&nbsp;% lose 96.1&nbsp;±&nbsp;2.3 min, 5 a&nbsp;% b</p>"));
	cr_expect(strstr(text, "<ul>\n<li>first</li>\n<li>second</li>\n<li class=\"deep\">1. deep</li>\n</ul>\n<p>after</p>"), "%s", strstr(text, "<ul"));
	free(text);
	arena_done(&arena);
}

/* The numbers of the sampler's charts, as they stand in their tables. */
Test(page, the_numbers_below_a_chart_are_its_numbers)
{
	static const char *const rows[] = {
		"<th scope=\"row\">c</th><td>\xEF\xBF\xBD broken (12,000 to 13,000)</td><td>12,346</td>", /* bars: as written, and four digits */
		"<tr><td>2</td><td>3</td><td>12,346</td></tr>",                                          /* a bin */
		"<tr><td>4</td><td>&minus;3 (&minus;4 to &minus;2)</td><td>4</td></tr>",                 /* two lines at one x, one with a band */
		"<tr><td>1</td><td></td><td>1</td></tr>\n<tr><td>2</td><td>12,346 (12,000 to 13,000)</td><td>2</td></tr>",   /* two lines again */
		"<th scope=\"row\">c</th><td>2 (12,000 to 13,000)</td><td>12,346</td>",                  /* a point */
		"<th scope=\"row\">Desk &lt;/td&gt;</th><td>12,346</td><td>0</td>",                      /* a field */
		"<th scope=\"row\">Desk &amp; &lt;co&gt;</th><td>83</td><td>3.3</td>",                   /* a place on the map */
		"<th scope=\"row\">Desk &amp; &lt;co&gt;</th><th scope=\"row\">done</th><td>100</td>",    /* a way */
		"<p>How &lt;busy&gt;, promise &lt;4&gt;: 4 min.</p>",                                    /* a mark */
	};
	struct arena arena;
	struct document sample;
	cr_assert_eq(arena_init(&arena), 0);
	sampler_document(&sample, &arena);
	char *text = html(&sample);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		cr_expect(strstr(text, rows[i]), "%s", rows[i]);
	free(text);
	arena_done(&arena);
}

/* --- what a page says ---------------------------------------------------------------------------------------------------------------- */

/* A desk with three scenarios, of which one cannot run. */
static const char desks[] =
	"title = \"Desks\";\nabout = \"Invented.\";\nclock = { unit = \"min\"; };\nrun = { length = \"20 h\"; warmup = \"none\"; replications = 4; };\n"
	"stations = { desk = { title = \"Front desk\"; time = \"exponential(0.8 min)\"; queue = { limit = 50; }; }; };\n"
	"work = { call = { arrive = { every = \"exponential(1 min)\"; }; process = ( \"desk\" ); promise = \"5 min\"; }; };\n"
	"scenarios = { fast = { title = \"A fast desk\"; set = [ \"stations.desk.time = exponential(0.5 min)\" ]; };\n"
	"  stuck = { title = \"A stuck desk\"; set = [ \"stations.desk.queue.limit = unlimited\", \"stations.desk.time = 2 min\" ]; }; };\n";

static void make(struct laboratory *laboratory, struct document *page, bool compared)
{
	laboratory_open(laboratory, desks, NULL);
	laboratory->study.wants_series = true;
	cr_assert_eq(study_run(&laboratory->study), STATUS_DONE);
	document_init(page, &laboratory->study.arena);
	page_make(page, &(struct page_material){ .study = &laboratory->study, .compare = compared ? laboratory_compare(laboratory, NULL) : NULL });
}

static size_t place_of(const struct document *page, const char *heading)
{
	size_t at = 1;
	for (const struct document_block *block = page->first; block; block = block->next, at++)
		if (block->kind == DOCUMENT_HEADING && strcmp(block->name, heading) == 0)
			return at;
	return 0;
}

Test(page, the_answer_comes_first_and_the_model_last)
{
	static const char *const order[] = { "top", "answer", "today", "options", "time", "stuck", "flow", "model", "method", "file" };
	struct laboratory laboratory;
	struct document page;
	make(&laboratory, &page, true);
	for (size_t i = 0; i < sizeof order / sizeof *order; i++)
		cr_expect(place_of(&page, order[i]) > (i ? place_of(&page, order[i - 1]) : 0), "%s", order[i]);
	laboratory_close(&laboratory);
}

Test(page, a_part_without_anything_to_tell_is_not_there)
{
	struct laboratory laboratory;
	struct document page;
	make(&laboratory, &page, false);
	cr_expect(!place_of(&page, "money") && !place_of(&page, "people") && !place_of(&page, "help") && !place_of(&page, "unknown") &&
		!place_of(&page, "options") && !place_of(&page, "today"));
	for (const struct document_block *block = page.first; block; block = block->next)
		if (block->kind == DOCUMENT_HEADING && block->first == 2)
			cr_expect(block->next && !(block->next->kind == DOCUMENT_HEADING && block->next->first == 2), "%s is empty", block->text);
	laboratory_close(&laboratory);
}

Test(page, who_is_left_out_is_named_and_the_others_are_told)
{
	for (int compared = 0; compared < 2; compared++) {
		struct laboratory laboratory;
		struct document page;
		make(&laboratory, &page, compared);
		char *text = html(&page);
		cr_expect(strstr(text, "<li>A stuck desk is left out: "), "%d", compared);
		cr_expect(strstr(text, "A fast desk"), "%d", compared);
		cr_expect_eq(place_of(&page, "scenario-fast") > 0, !compared);
		cr_expect(!place_of(&page, "scenario-stuck"));
		free(text);
		laboratory_close(&laboratory);
	}
}

static size_t count_charts(const struct document *page, const char *name)
{
	size_t found = 0;
	for (const struct document_block *block = page->first; block; block = block->next)
		found += block->kind == DOCUMENT_FIGURE && strcmp(block->figure->name, name) == 0;
	return found;
}

/* Otherwise nobody could ask for it by --chart before a run. */
Test(page, every_chart_is_there_once_and_known_by_name)
{
	for (int compared = 0; compared < 2; compared++) {
		struct laboratory laboratory;
		struct document page;
		size_t known, charts = 0;
		make(&laboratory, &page, compared);
		const char *const *names = page_charts(&laboratory.study.arena, &known);
		for (const struct document_block *block = page.first; block; block = block->next) {
			bool found = block->kind != DOCUMENT_FIGURE;
			for (size_t i = 0; i < known && !found; i++)
				found = strncmp(block->figure->name, names[i], strlen(names[i])) == 0;
			cr_expect(found, "%s", block->figure ? block->figure->name : "");
			cr_expect(block->kind != DOCUMENT_FIGURE || count_charts(&page, block->figure->name) == 1);
			charts += block->kind == DOCUMENT_FIGURE;
		}
		cr_expect_gt(charts, 4);
		laboratory_close(&laboratory);
	}
}

Test(page, the_page_from_json_is_the_page)
{
	struct laboratory laboratory;
	struct document page, once, twice;
	make(&laboratory, &page, true);
	document_init(&once, page.arena);
	document_init(&twice, page.arena);
	cr_assert_eq(document_json_settle(&once, &page, fault, sizeof fault), 0, "%s", fault);
	cr_assert_eq(document_json_settle(&twice, &once, fault, sizeof fault), 0, "%s", fault);
	char *text = html(&once), *again = html(&twice);
	cr_expect(strcmp(text, again) == 0, "not the same bytes");
	free(text);
	free(again);
	laboratory_close(&laboratory);
}

Test(page, an_early_stop_is_said_at_once)
{
	struct laboratory laboratory;
	struct document page;
	laboratory_open(&laboratory, desks, NULL);
	cr_assert_eq(study_run(&laboratory.study), STATUS_DONE);
	laboratory.study.result.interrupted = true;
	laboratory.study.found[0].finished_count = 3;
	document_init(&page, &laboratory.study.arena);
	page_make(&page, &(struct page_material){ .study = &laboratory.study });
	char *text = html(&page);
	cr_expect(strstr(text, "The answer</h2>\n<p>Stopped early: this page tells what 3 of 4 replications say that had finished.</p>"));
	free(text);
	laboratory_close(&laboratory);
}
