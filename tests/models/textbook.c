/* Which models are cases of the textbooks and which are not, and that the engine agrees with the formulas of one model of each sort. */
#include "models/textbook.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "models/engine.h"
#include "sim/tally.h"

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

struct book {
	struct arena arena;
	struct problems problems;
	struct model *model;
	struct textbook textbook;
};

/* A ' stands for a ", an @ for arrivals at random, 0.8 an hour. A text that begins with ~ is what one server says beside its work. */
static void book_read(struct book *b, const char *title, const char *text)
{
	static char whole[10000], desk[1000];
	if (*text == '~') {
		snprintf(desk, sizeof desk, "stations = { s = { machines = 1; time = 'exponential(1 h)'; %s }; }; work = { k = { @ process = ( 's' ); }; };",
			text + 1);
		text = desk;
	}
	size_t at = (size_t)snprintf(whole, sizeof whole, "clock = { unit = \"h\"; }; run = { length = \"20000 h\"; };\n");
	for (const char *c = text; *c; c++)
		if (*c == '@')
			at += (size_t)snprintf(whole + at, sizeof whole - at, "arrive = { every = \"exponential(1.25 h)\"; };");
		else
			whole[at++] = *c == '\'' ? '"' : *c;
	problems_init(&b->problems);
	cr_assert(arena_init(&b->arena) == 0);
	const struct tree *tree = tree_read_text("test.cfg", whole, at, &b->arena, &b->problems);
	b->model = tree ? model_build(tree, "base", NULL, 0, &b->arena, &b->problems) : NULL;
	if (!b->model)
		problems_print(&b->problems, stderr);
	cr_assert(b->model, "case '%s' does not build", title);
	struct load load;
	load_compute(&load, b->model, &b->arena);
	textbook_find(&b->textbook, b->model, &load, &b->arena);
}

static void book_done(struct book *b)
{
	model_done(b->model);
	problems_done(&b->problems);
	arena_done(&b->arena);
}

static const struct textbook_line *line_of(const struct book *b, const char *metric)
{
	for (size_t i = 0; i < b->textbook.count; i++)
		if (strcmp(b->textbook.lines[i].metric, metric) == 0)
			return &b->textbook.lines[i];
	return NULL;
}

/* `metric` NULL: no textbook case at all. */
struct page {
	const char *title, *text, *metric;
	double value;
	const char *formula;
};

static const struct page pages[] = {
	{ "one server", "~", "stations.s.wait", 4, "M/M/1" },
	{ "its time in system", "~", "work.k.time", 5, "M/M/1" },
	{ "two servers", "stations = { s = { machines = 2; time = 'exponential(2 h)'; }; }; work = { k = { @ process = ( 's' ); }; };",
		"stations.s.wait", 2 * 1.777777777777778, "M/M/2, Erlang C" },
	{ "constant work", "stations = { s = { time = '1 h'; }; }; work = { k = { @ process = ( 's' ); }; };", "stations.s.wait", 2,
		"M/D/1, Pollaczek and Khinchine" },
	{ "any work", "stations = { s = { time = 'gamma(mean=1 h, cv=2)'; }; }; work = { k = { @ process = ( 's' ); }; };", "stations.s.wait", 10,
		"M/G/1, Pollaczek and Khinchine" },
	{ "two sorts of work at one server", "stations = { s = {}; };"
		"work = { k = { arrive = { every = 'exponential(2 h)'; }; process = ( { at = 's'; time = '0.5 h'; } ); };"
		" l = { arrive = { every = 'exponential(4 h)'; }; process = ( { at = 's'; time = '2 h'; } ); }; };",
		"work.l.time", 2 + (0.5 * 0.25 + 0.25 * 4) / 2 / 0.25, "M/G/1, Pollaczek and Khinchine" },
	{ "nobody may wait", "~queue = { limit = 0; when_full = 'turn_away'; };", "work.k.turned_away", 0.8 / 1.8, "M/G/1/1, Erlang B" },
	{ "some may wait", "~queue = { limit = 4; when_full = 'turn_away'; };", "work.k.turned_away",
		0.2 * 0.32768 / (1 - 0.262144), "M/M/1/5" },
	{ "who waits too long leaves", "stations = { s = { machines = 5; time = 'exponential(1 h)'; queue = { patience = 'exponential(1 h)'; }; }; };"
		"work = { k = { arrive = { every = 'exponential(0.2 h)'; }; process = ( 's' ); }; };", "work.k.left", 0.1754673698, "M/M/5+M, Erlang A" },
	{ "the urgent first", "stations = { s = { time = 'exponential(1 h)'; queue = { order = 'priority'; }; }; };"
		"work = { k = { arrive = { every = 'exponential(1 h / 0.3)'; }; priority = 1; process = ( 's' ); };"
		" l = { arrive = { every = 'exponential(2 h)'; }; priority = 2; process = ( 's' ); }; };", "work.l.time", 6.714285714,
		"M/M/1, priorities (Cobham)" },
	{ "the urgent at once", "stations = { s = { time = 'exponential(1 h)'; queue = { order = 'priority'; preempt = 'resume'; }; }; };"
		"work = { k = { arrive = { every = 'exponential(1 h / 0.3)'; }; priority = 1; process = ( 's' ); };"
		" l = { arrive = { every = 'exponential(2 h)'; }; priority = 2; process = ( 's' ); }; };", "work.l.time", 7.142857143,
		"M/M/1, pre-emptive priorities" },
	{ "one after the other", "stations = { s = { time = 'exponential(1 h)'; }; t = { time = 'exponential(0.8 h)'; }; };"
		"work = { k = { @ process = ( 's', 't' ); }; };", "work.k.time", 5 + 0.8 / 0.36, "sum over its stations" },
	{ "sent back with the same work", "stations = { s = { time = 'exponential(0.75 h)'; }; };"
		"work = { k = { @ process = ( { at = 's'; rework = { chance = '25%'; to = 's'; }; } ); }; };", "work.k.time", 0.75 / 0.2 / 0.75,
		"M/M/1, Jackson" },
	{ "a delay on the way", "stations = { s = { time = 'exponential(1 h)'; }; };"
		"work = { k = { @ process = ( { name = 'dry'; wait = 'uniform(1 h, 3 h)'; }, 's' ); }; };", "work.k.time", 7, "M/M/1" },
	{ "any work behind what is exponential", "stations = { s = { time = 'exponential(1 h)'; }; t = { time = '1 h'; }; };"
		"work = { k = { @ process = ( 's', 't' ); }; };", "stations.t.wait", 2, "M/D/1, Pollaczek and Khinchine" },
	{ "five machines and their crew", "stations = { s = { time = 'exponential(1 h)'; }; };"
		"work = { k = { arrive = { keep = 5; }; process = ( { name = 'run'; wait = 'exponential(10 h)'; }, 's' ); }; };",
		"stations.s.queue", 0.2034739454, "M/M/1//5, machine repair" },
	{ "cards in a line", "stations = { s = { time = 'exponential(1 h)'; }; t = { time = 'exponential(1 h)'; }; };"
		"work = { k = { arrive = { keep = 3; }; process = ( 's', 't' ); }; };", "work.k.throughput", 0.75, "closed Jackson network" },
	{ "breakdowns at work", "~fails = { every = 'exponential(10 h)'; repair = 'exponential(1 h)'; counts = 'busy time'; };",
		"stations.s.wait", 0.8 * (2 * 1.21 + 0.2) / 2 / (1 - 0.88), "M/M/1 with breakdowns" },

	{ "arrivals that are not at random", "stations = { s = { time = 'exponential(1 h)'; }; };"
		"work = { k = { arrive = { every = '1.25 h'; }; process = ( 's' ); }; };", NULL, 0, NULL },
	{ "arrivals that end", "stations = { s = { time = 'exponential(1 h)'; }; };"
		"work = { k = { arrive = { every = 'exponential(1.25 h)'; at_most = 1000; }; process = ( 's' ); }; };", NULL, 0, NULL },
	{ "arrivals with hours", "stations = { s = { time = 'exponential(1 h)'; }; };"
		"work = { k = { arrive = { every = 'exponential(1.25 h)'; calendar = 'daily 08:00-16:00'; }; process = ( 's' ); }; };", NULL, 0, NULL },
	{ "two at a time", "stations = { s = { time = 'exponential(0.4 h)'; }; };"
		"work = { k = { arrive = { every = 'exponential(1.25 h)'; size = 2; }; process = ( 's' ); }; };", NULL, 0, NULL },
	{ "work in the system at the beginning", "stations = { s = { time = 'exponential(1 h)'; }; };"
		"work = { k = { @ start_with = ( { step = 's'; number = 3; } ); process = ( 's' ); }; };", NULL, 0, NULL },
	{ "too much", "stations = { s = { time = 'exponential(2 h)'; }; }; work = { k = { @ process = ( 's' ); }; };", NULL, 0, NULL },
	{ "a station with hours", "~calendar = 'daily 00:00-23:00';", NULL, 0, NULL },
	{ "people who are needed", "resources = { p = {}; }; stations = { s = { machines = 1; needs = { p = 1; }; time = 'exponential(1 h)'; }; };"
		"work = { k = { @ process = ( 's' ); }; };", NULL, 0, NULL },
	{ "a setup", "~setup = { on = 'kind'; time = '1 min'; };", NULL, 0, NULL },
	{ "a batch", "~batch = { size = 2; };", NULL, 0, NULL },
	{ "a queue that blocks", "~queue = { limit = 4; };", NULL, 0, NULL },
	{ "an order that goes by the work", "~queue = { order = 'shortest'; };", NULL, 0, NULL },
	{ "patience of another sort", "~queue = { patience = '2 h'; };", NULL, 0, NULL },
	{ "some may wait, and any work", "stations = { s = { time = '1 h'; queue = { limit = 4; when_full = 'turn_away'; }; }; };"
		"work = { k = { @ process = ( 's' ); }; };", NULL, 0, NULL },
	{ "two servers and any work", "stations = { s = { machines = 2; time = '1 h'; }; }; work = { k = { @ process = ( 's' ); }; };", NULL, 0, NULL },
	{ "work that a fact says", "stations = { s = { time = 'size * exponential(1 h)'; }; };"
		"work = { k = { @ facts = { size = 'uniform(0.5, 1)'; }; process = ( 's' ); }; };", NULL, 0, NULL },
	{ "a way that a fact decides", "stations = { s = { time = 'exponential(1 h)'; }; };"
		"work = { k = { @ facts = { bad = 'chance(10%)'; }; process = ( { at = 's'; next = ( { to = 'scrap'; when = 'bad = 1'; } ); } ); }; };",
		NULL, 0, NULL },
	{ "rework with less work", "stations = { s = { time = 'exponential(0.75 h)'; }; };"
		"work = { k = { @ process = ( { at = 's'; rework = { chance = '25%'; to = 's'; share = '50%'; }; } ); }; };", NULL, 0, NULL },
	{ "any work that is sent back", "stations = { s = { time = '0.75 h'; }; };"
		"work = { k = { @ process = ( { at = 's'; rework = { chance = '25%'; to = 's'; }; } ); }; };", NULL, 0, NULL },
	{ "somebody else is in the way", "stations = { s = { time = 'exponential(1 h)'; }; };"
		"work = { k = { @ process = ( 's' ); }; l = { arrive = { every = '20 h'; }; process = ( 's' ); }; };", NULL, 0, NULL },
	{ "branches", "stations = { s = { time = 'exponential(0.1 h)'; }; t = { time = 'exponential(0.1 h)'; }; };"
		"work = { k = { @ process = ( ( ( 's' ), ( 't' ) ) ); }; };", NULL, 0, NULL },
	{ "what is taken", "resources = { p = { number = 9; }; }; stations = { s = { time = 'exponential(1 h)'; }; };"
		"work = { k = { @ process = ( { at = 's'; take = { p = 1; }; } ); }; };", NULL, 0, NULL },
	{ "breakdowns that a crew repairs", "resources = { p = {}; }; stations = { s = { time = 'exponential(1 h)';"
		" fails = { every = 'exponential(10 h)'; repair = '1 h'; needs = { p = 1; }; }; }; }; work = { k = { @ process = ( 's' ); }; };", NULL, 0, NULL },
	{ "a ring that others come to", "stations = { s = { time = 'exponential(1 h)'; }; };"
		"work = { k = { arrive = { keep = 5; }; process = ( { name = 'run'; wait = '10 h'; }, 's' ); };"
		" l = { arrive = { every = 'exponential(50 h)'; }; process = ( 's' ); }; };", NULL, 0, NULL },
};

Test(textbook, its_cases_are_recognised_and_nothing_else)
{
	for (size_t i = 0; i < COUNT_OF(pages); i++) {
		const struct page *p = &pages[i];
		struct book b;
		book_read(&b, p->title, p->text);
		const struct textbook_line *line = p->metric ? line_of(&b, p->metric) : NULL;
		if (p->metric)
			cr_expect(line && fabs(line->value - p->value) <= 1e-9 * p->value && strcmp(line->formula, p->formula) == 0,
				"case '%s': %s is %.10g by %s", p->title, p->metric, line ? line->value : NAN, line ? line->formula : "nothing");
		else
			cr_expect_eq(b.textbook.count, 0, "case '%s' is taken for %s", p->title, b.textbook.count ? b.textbook.lines[0].formula : "");
		book_done(&b);
	}
}

/* What is upstream of something unusual is still a case for itself; what is downstream is not. */
Test(textbook, a_part_of_a_model_may_be_a_case)
{
	struct book b;
	book_read(&b, "a part", "stations = { s = { time = 'exponential(1 h)'; }; t = { machines = 2; time = '1 h'; }; u = { time = 'exponential(1 h)'; }; };"
		"work = { k = { @ process = ( 's', 't', 'u' ); }; };");
	cr_expect(line_of(&b, "stations.s.wait"));
	cr_expect_not(line_of(&b, "stations.t.wait"));
	cr_expect_not(line_of(&b, "stations.u.wait"));
	cr_expect_not(line_of(&b, "work.k.time"));
	book_done(&b);
	book_read(&b, "held back", "stations = { s = { time = 'exponential(1 h)'; }; t = { time = 'exponential(1 h)'; queue = { limit = 3; }; }; };"
		"work = { k = { @ process = ( 's', 't' ); }; };");
	cr_expect_eq(b.textbook.count, 0, "who is held back by a full queue is no M/M/1");
	book_done(&b);
}

/* Every line of one model of each sort lies within four standard errors of 20 replications (and 1e-12 for what does not vary): about
   100 lines, each wrong by chance once in a thousand or less; the seed is fixed. */
Test(textbook, the_engine_agrees_with_every_formula)
{
	enum { REPLICATIONS = 20 };
	for (size_t i = 0; i < COUNT_OF(pages) && pages[i].metric; i++) {
		struct book b;
		struct engine_note note;
		double *rows[REPLICATIONS];
		book_read(&b, pages[i].title, pages[i].text);
		for (unsigned r = 0; r < REPLICATIONS; r++) {
			const struct engine_order order = { .seed = 20260105, .replication = r + 1, .warmup = 1000 };
			rows[r] = arena_take(&b.arena, b.model->metrics.count, sizeof(double));
			cr_assert(engine_run(b.model, &order, rows[r], &note) == ENGINE_DONE, "case '%s': %s", pages[i].title, note.text);
		}
		for (size_t l = 0; l < b.textbook.count; l++) {
			const struct textbook_line *line = &b.textbook.lines[l];
			int metric = metric_find(&b.model->metrics, line->metric), per = line->per ? metric_find(&b.model->metrics, line->per) : -1;
			struct tally tally;
			tally_reset(&tally);
			for (unsigned r = 0; r < REPLICATIONS; r++)
				tally_add(&tally, rows[r][metric] / (per >= 0 ? rows[r][per] : 1.0));
			double bound = 4.0 * tally_sd(&tally) / sqrt(REPLICATIONS) + 1e-12;
			cr_expect(fabs(tally.mean - line->value) <= bound, "case '%s': %s is %.6g, by %s %.6g +- %.2g", pages[i].title, line->metric,
				tally.mean, line->formula, line->value, bound);
		}
		book_done(&b);
	}
}
