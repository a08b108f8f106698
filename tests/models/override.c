/* Paths: what a change does to the tree, and what is said about a path that names nothing. */
#include "models/config.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static const char model[] =
	"title = \"t\";\n"
	"let = { demand = \"11 / h\"; bad_primer = \"12%\"; };\n"
	"resources = { painter = { number = 2; }; nurse = { }; };\n"
	"stations = {\n"
	"  sand = { machines = 2; queue = { limit = 12; }; };\n"
	"  paint = { needs = { painter = 1; }; };\n"
	"  inspect = { };\n"
	"};\n"
	"work = {\n"
	"  panel = {\n"
	"    arrive = { every = 5; };\n"
	"    facts = { colour = \"choice(red: 1, white: 1)\"; };\n"
	"    start_with = ( { step = \"sand\"; number = 3; } );\n"
	"    process = ( \"sand\", \"paint\",\n"
	"      { at = \"inspect\"; rework = { chance = \"12%\"; to = \"sand\"; }; next = ( { to = \"paint\"; chance = 0.1; } ); },\n"
	"      { name = \"again\"; at = \"paint\"; set = { colour = \"red\"; }; },\n"
	"      ( ( \"left\" ), ( { together = ( ( \"deep\" ), ( \"twice\" ) ); } ) ), \"twice\",\n"
	"      { name = \"call\"; start = \"panel\"; } );\n"
	"  };\n"
	"};\n"
	"scenarios = {\n"
	"  booth = { set = [ \"stations.pant.machines = 2\",\n"
	"                    \"let.bad_primer = 3%\" ]; };\n"
	"};\n"
	"expect = ( { case = \"mm1\"; metric = \"m\"; value = 1; } );\n";

struct changing {
	struct arena arena;
	struct problems problems;
	struct tree *tree;
};

static void begin(struct changing *changing)
{
	cr_assert(arena_init(&changing->arena) == 0);
	problems_init(&changing->problems);
	changing->tree = tree_read_text("t.cfg", model, strlen(model), &changing->arena, &changing->problems);
	cr_assert(changing->tree && changing->problems.count == 0);
}

static void done(struct changing *changing)
{
	problems_done(&changing->problems);
	arena_done(&changing->arena);
}

/* Writes a node in one line, as a reader would: { a = 1; b = ( "x", 2 ); }. */
static size_t write_node(const struct node *node, char *text, size_t room)
{
	size_t used = 0;
	if (node->name && *node->name)
		used += (size_t)snprintf(text, room, "%s = ", node->name);
	if (node->type == NODE_TEXT)
		used += (size_t)snprintf(text + used, room - used, "\"%s\"", node->text);
	else if (node->type == NODE_NUMBER)
		used += (size_t)snprintf(text + used, room - used, "%g", node->number);
	else if (node->type == NODE_TRUTH)
		used += (size_t)snprintf(text + used, room - used, "%s", node->number != 0.0 ? "true" : "false");
	if (node->type != NODE_GROUP && node->type != NODE_LIST)
		return used;
	used += (size_t)snprintf(text + used, room - used, node->type == NODE_GROUP ? "{ " : "( ");
	size_t count = 0;
	for (const struct node *child = node->first; child; child = child->next, count++) {
		cr_expect(child->parent == node, "each child knows its parent");
		used += write_node(child, text + used, room - used);
		used += (size_t)snprintf(text + used, room - used, node->type == NODE_GROUP ? "; " : child->next ? ", " : " ");
	}
	cr_expect(count == node->count && (count == 0 || !node->last->next), "children are counted");
	return used + (size_t)snprintf(text + used, room - used, node->type == NODE_GROUP ? "}" : ")");
}

static const struct node *find(const struct tree *tree, const char *path)
{
	const struct node *node = tree->root;
	char words[200], *word, *rest = words;
	snprintf(words, sizeof words, "%s", path);
	while (node && (word = strtok_r(rest, ".", &rest))) {
		if (word[0] >= '0' && word[0] <= '9') {
			node = node->first;
			for (int i = word[0] - '0'; node && i > 1; i--)
				node = node->next;
		} else {
			node = node_child(node, word);
		}
	}
	return node;
}

Test(override, a_change_does_what_it_says)
{
	static const struct {
		const char *change, *place, *becomes;
	} cases[] = {
		/* Values that are there. */
		{ "stations.sand.machines = 3", "stations.sand", "sand = { machines = 3; queue = { limit = 12; }; }" },
		{ "  stations . sand.machines=3  ", "stations.sand.machines", "machines = 3" },
		{ "let.demand = 9 / h", "let", "let = { demand = \"9 / h\"; bad_primer = \"12%\"; }" },
		{ "let.bad_primer = 0.03", "let.bad_primer", "bad_primer = 0.03" },
		{ "work.panel.facts.colour = choice(red: 60%, white: 40%)", "work.panel.facts.colour",
		  "colour = \"choice(red: 60%, white: 40%)\"" },
		{ "title = 5", "title", "title = \"5\"" },
		{ "title = a = b", "title", "title = \"a = b\"" },
		{ "title = \"quoted \\\" = \"", "title", "title = \"quoted \" = \"" },
		{ "work.panel.arrive.every = 1 / (2 / h)", "work.panel.arrive.every", "every = \"1 / (2 / h)\"" },
		{ "work.panel.arrive.every = (1 min + 2 min) * 2;", "work.panel.arrive.every", "every = \"(1 min + 2 min) * 2\"" },
		{ "stations.paint.needs.painter = 2", "stations.paint.needs", "needs = { painter = 2; }" },
		{ "resources.painter.number = staff", "resources.painter", "painter = { number = \"staff\"; }" },
		/* Values and groups that are not written yet. */
		{ "stations.inspect.machines = unlimited", "stations.inspect", "inspect = { machines = \"unlimited\"; }" },
		{ "stations.paint.queue.limit = 4", "stations.paint", "paint = { needs = { painter = 1; }; queue = { limit = 4; }; }" },
		{ "stations.sand.queue.strict = true", "stations.sand.queue", "queue = { limit = 12; strict = true; }" },
		{ "run.seed = 7", "run", "run = { seed = 7; }" },
		{ "clock.unit = h", "clock", "clock = { unit = \"h\"; }" },
		{ "work.panel.arrive.rates.period = week", "work.panel.arrive.rates", "rates = { period = \"week\"; }" },
		/* Steps. */
		{ "work.panel.process.inspect.rework.chance = 3%", "work.panel.process.3.rework",
		  "rework = { chance = \"3%\"; to = \"sand\"; }" },
		{ "work.panel.process.sand.time = 2 min", "work.panel.process.1", "{ at = \"sand\"; time = \"2 min\"; }" },
		{ "work.panel.process.sand.rework.at_most = 2", "work.panel.process.1", "{ at = \"sand\"; rework = { at_most = 2; }; }" },
		{ "work.panel.process.again.set.colour = white", "work.panel.process.4.set", "set = { colour = \"white\"; }" },
		{ "work.panel.process.inspect.next.paint.chance = 0.4", "work.panel.process.3.next.1",
		  "{ to = \"paint\"; chance = 0.4; }" },
		{ "work.panel.process.left.wait = 5", "work.panel.process.5.1.1", "{ at = \"left\"; wait = 5; }" },
		{ "work.panel.process.deep.wait = 5", "work.panel.process.5.2.1.together.1.1", "{ at = \"deep\"; wait = 5; }" },
		{ "work.panel.process.sand = { at = \"paint\"; time = 3; }", "work.panel.process.1", "{ at = \"paint\"; time = 3; }" },
		{ "work.panel.process.call.start.number = 3", "work.panel.process.7.start", "start = { kind = \"panel\"; number = 3; }" },
		{ "work.panel.process.call.start = panel", "work.panel.process.7.start", "start = \"panel\"" },
		{ "work.panel.start_with.sand.number = 9", "work.panel.start_with", "start_with = ( { step = \"sand\"; number = 9; } )" },
		{ "expect.mm1.value = 2", "expect.1.value", "value = 2" },
		/* Lists and groups as a whole. */
		{ "stations.sand.needs_one_of = [ \"painter\", \"nurse\" ]", "stations.sand.needs_one_of",
		  "needs_one_of = ( \"painter\", \"nurse\" )" },
		{ "stations.sand.needs_one_of = nurse", "stations.sand.needs_one_of", "needs_one_of = \"nurse\"" },
		{ "stations.sand.queue = { order = \"lifo\"; }", "stations.sand.queue", "queue = { order = \"lifo\"; }" },
		{ "work.panel.arrive.at = (1, \"2 min\")", "work.panel.arrive.at", "at = ( 1, \"2 min\" )" },
		{ "stations.sand.needs = { nurse = 1; painter = 2; }", "stations.sand.needs", "needs = { nurse = 1; painter = 2; }" },
		{ "work.panel.process = ( \"paint\" )", "work.panel.process", "process = ( \"paint\" )" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct changing changing;
		begin(&changing);
		int result = schema_override(&config_schema, changing.tree, cases[i].change, NULL, &changing.problems);
		cr_expect(result == 0 && changing.problems.count == 0, "%s: %s", cases[i].change,
			changing.problems.count ? changing.problems.list[0].text : "");
		const struct node *node = find(changing.tree, cases[i].place);
		char text[500] = "", whole[4000];
		if (node)
			write_node(node, text, sizeof text);
		cr_expect_str_eq(text, cases[i].becomes, "%s: %s", cases[i].change, text);
		write_node(changing.tree->root, whole, sizeof whole);
		done(&changing);
	}
}

Test(override, a_path_that_names_nothing_is_mended)
{
	static const struct {
		const char *change;
		int column;
		const char *words;
	} cases[] = {
		{ "stations.pant.machines = 2", 10, "there is no 'pant' in stations; did you mean 'stations.paint.machines'?" },
		{ "stations.paint.machine = 2", 16, "there is no 'machine' in stations.paint; did you mean 'stations.paint.machines'?" },
		{ "stations.paint.servers = 2", 16, "did you mean 'stations.paint.machines'?" },
		{ "statons.pant.machin = 2", 1, "did you mean 'stations.paint.machines'?" },
		{ "paint.machines = 2", 1, "did you mean 'stations.paint.machines'?" },
		{ "demand = 9 / h", 1, "did you mean 'let.demand'?" },
		{ "let.demnd = 9 / h", 5, "did you mean 'let.demand'?" },
		{ "stations.paint.limit = 3", 16, "did you mean 'stations.paint.queue.limit'?" },
		{ "work.panel.inspect.rework.chance = 3%", 12, "did you mean 'work.panel.process.inspect.rework.chance'?" },
		{ "work.panel.process.inspct.rework.chance = 3%", 20, "did you mean 'work.panel.process.inspect.rework.chance'?" },
		{ "work.panel.process.inspect.next.pant.chance = 3%", 33,
		  "did you mean 'work.panel.process.inspect.next.paint.chance'?" },
		{ "work.panel.facts.color = x", 18, "did you mean 'work.panel.facts.colour'?" },
		{ "stations.paint.needs.nurse = 1", 22, "there is no 'nurse' in stations.paint.needs, only painter (a path cannot make new names)" },
		{ "stations.sand.needs.nurse = 1", 21, "there is no 'nurse' in stations.sand.needs: it is empty (a path cannot make new names)" },
		{ "let.xyzzy = 1", 5, "there is no 'xyzzy' in let, only demand, bad_primer (a path cannot make new names)" },
		{ "xyzzy.a = 1", 1, "there is no 'xyzzy' in the model, only title, about," },
		{ "run.seed.x = 1", 10, "'run.seed' is a value: there is no 'x' inside it" },
		{ "let.demand.x = 1", 12, "'let.demand' is a value: there is no 'x' inside it" },
		{ "work.panel.process.twice.time = 1", 20, "'twice' is the name of more than one in work.panel.process" },
		/* What is no change at all. */
		{ "stations.paint.machines", 1, "a change is written path = value" },
		{ "stations.paint.machines =", 1, "a value is missing after 'stations.paint.machines ='" },
		{ "stations.paint.machines = ;", 1, "a value is missing" },
		{ "stations..machines = 1", 1, "'stations..machines' is no path" },
		{ " = 1", 0, "'' is no path" },
		{ "", 0, "a change is written path = value" },
		{ "a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a = 1", 1, "is no path" },
		/* Values in brackets. */
		{ "stations.paint.queue = { limit = 3; ", 24, "is never closed" },
		{ "stations.sand.needs_one_of = [ \"a\", ]", 30, "remove it" },
		{ "title = \"a\"; b = 2", 9, "one change, one value" },
		{ "title = \"a", 9, "never ends" },
		{ "stations.sand.queue = { limit = 10000000000; }", 23, "at most 2147483647" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct changing changing;
		begin(&changing);
		char before[4000], after[4000];
		write_node(changing.tree->root, before, sizeof before);
		int result = schema_override(&config_schema, changing.tree, cases[i].change, NULL, &changing.problems);
		cr_expect(result == -1 && changing.problems.errors > 0, "«%s» is wrong", cases[i].change);
		const struct problem *problem = changing.problems.list;
		cr_expect(problem && strstr(problem->text, cases[i].words), "«%s» says: %s", cases[i].change,
			problem ? problem->text : "nothing");
		cr_expect(problem && problem->column == cases[i].column, "«%s»: at %d, not %d", cases[i].change,
			problem ? problem->column : 0,
			cases[i].column);
		cr_expect(problem && strcmp(problem->file, "--set") == 0 && problem->line == 0 && strcmp(problem->shown, cases[i].change) == 0,
			"«%s» shows itself",
			cases[i].change);
		write_node(changing.tree->root, after, sizeof after);
		cr_expect_str_eq(before, after, "«%s» changes nothing", cases[i].change);
		done(&changing);
	}
}

Test(override, a_proposed_path_is_legal)
{
	static const char *const changes[] = { "stations.pant.machines = 2", "paint.machines = 2",
		"work.panel.inspect.rework.chance = 3%",
		"stations.sand.limit = 3", "work.panl.proces.inspct.rework.chanc = 3%", "arrive.every = 3", "seed = 3" };
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		struct changing changing;
		begin(&changing);
		schema_override(&config_schema, changing.tree, changes[i], NULL, &changing.problems);
		const char *meant = strstr(changing.problems.list[0].text, "did you mean '");
		if (meant) {
			char change[300];
			const char *start = meant + strlen("did you mean '");
			snprintf(change, sizeof change, "%.*s = 1", (int)(strchr(start, '\'') - start), start);
			cr_expect(schema_override(&config_schema, changing.tree, change, NULL, &changing.problems) == 0, "%s -> %s",
				changes[i], change);
		} else {
			cr_expect(strcmp(changes[i], "arrive.every = 3") == 0, "%s: %s", changes[i], changing.problems.list[0].text);
		}
		done(&changing);
	}
}

Test(override, a_scenarios_change_is_shown_where_it_stands)
{
	struct changing changing;
	begin(&changing);
	const struct node *set = find(changing.tree, "scenarios.booth.set");
	struct tree *copy = tree_copy(changing.tree, &changing.arena);
	cr_expect(schema_override(&config_schema, copy, set->first->text, set->first, &changing.problems) == -1);
	cr_expect(schema_override(&config_schema, copy, set->last->text, set->last, &changing.problems) == 0);
	const struct problem *problem = changing.problems.list;
	cr_expect(problem->line == 22 && problem->column == 31 && strcmp(problem->file, "t.cfg") == 0);
	cr_expect_str_eq(problem->shown, "  booth = { set = [ \"stations.pant.machines = 2\",");
	/* A wrong value that comes to light later points to the scenario too. */
	const struct node *changed = find(copy, "let.bad_primer");
	cr_expect(changed->line == 23 && strcmp(changed->text, "3%") == 0);
	node_problem(&changing.problems, SEVERITY_ERROR, changed, "3%", "wrong");
	cr_expect(changing.problems.list[1].line == 23 && changing.problems.list[1].column == 39);
	cr_expect_str_eq(find(changing.tree, "let.bad_primer")->text, "12%", "the tree it was copied from is as it was");
	done(&changing);
}

Test(override, a_wrong_value_is_shown_with_its_change)
{
	static const struct {
		const char *change, *words;
		int column;
	} cases[] = {
		{ "run.replications = 0", "replications is between 1 and 1000000, not 0", 20 },
		{ "stations.sand.machines = 1.5", "machines is a whole number, not 1.5", 26 },
		{ "stations = 5", "stations is a group of groups", 1 },
		{ "stations.sand.queue = { lmit = 3; }", "unknown key 'lmit' in queue; did you mean 'limit'?", 25 },
		{ "clock.unit = mins", "unit cannot be \"mins\"; did you mean \"min\"?", 14 },
		{ "stations.sand.queue.strict = yes", "strict is true or false, without quotes, not a text", 21 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct changing changing;
		begin(&changing);
		cr_expect(schema_override(&config_schema, changing.tree, cases[i].change, NULL, &changing.problems) == 0, "%s",
			cases[i].change);
		struct config config;
		cr_expect(schema_read(&config_schema, changing.tree->root, &config, &changing.arena, &changing.problems) == -1);
		const struct problem *problem = changing.problems.list;
		cr_expect(problem && strstr(problem->text, cases[i].words) && problem->column == cases[i].column && strcmp(problem->file, "--set") == 0 &&
			strcmp(problem->shown, cases[i].change) == 0, "%s: %d: %s", cases[i].change, problem ? problem->column : 0,
			problem ? problem->text : "");
		done(&changing);
	}
}

/* Changes come before the tree is checked, so that they must be safe on any tree. */
Test(override, a_change_to_a_tree_of_wrong_types_is_safe)
{
	static const char *const wrong[] = { "( )", "( \"a\", 2 )", "{ a = ( 1 ); }", "5", "x", "true", "{ }",
		"( ( { at = 5; } ) )" };
	static const char *const places[] = { "stations", "stations.paint", "stations.paint.needs", "let", "work",
		"work.panel.process",
		"work.panel.process.inspect.next", "work.panel.process.call.start", "work.panel.start_with", "run", "expect",
		"scenarios.booth.set" };
	static const char *const after[] = { "stations.paint.machines = 1", "stations.paint.needs.a = 1", "let.a = 1",
		"let.demnd = 1", "run.seed = 1",
		"work.panel.process.a.time = 1", "work.panel.process.inspct.next.paint.chance = 1",
		"work.panel.process.call.start.number = 2",
		"expect.mm1.value = 1", "stations.sand.queue.limit = 1", "work.panel.start_with.sand.number = 1" };
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++)
			for (size_t n = 0; n < sizeof after / sizeof *after; n++) {
				struct changing changing;
				begin(&changing);
				char change[200], whole[5000];
				snprintf(change, sizeof change, "%s = %s", places[i], wrong[k]);
				cr_expect(schema_override(&config_schema, changing.tree, change, NULL, &changing.problems) == 0, "%s", change);
				int result = schema_override(&config_schema, changing.tree, after[n], NULL, &changing.problems);
				cr_expect((result == -1) == (changing.problems.errors == 1), "%s, %s", change, after[n]);
				write_node(changing.tree->root, whole, sizeof whole);
				done(&changing);
			}
}

Test(override, the_last_of_several_changes_holds)
{
	struct changing changing;
	begin(&changing);
	static const char *const changes[] = { "stations.paint.queue.limit = 4", "stations.paint.queue.limit = 5",
		"stations.paint.queue.order = lifo",
		"work.panel.process.sand.time = 1", "work.panel.process.sand.time = 2" };
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
		cr_expect(schema_override(&config_schema, changing.tree, changes[i], NULL, &changing.problems) == 0);
	char text[200];
	write_node(find(changing.tree, "stations.paint.queue"), text, sizeof text);
	cr_expect_str_eq(text, "queue = { limit = 5; order = \"lifo\"; }");
	write_node(find(changing.tree, "work.panel.process.1"), text, sizeof text);
	cr_expect_str_eq(text, "{ at = \"sand\"; time = 2; }");
	done(&changing);
}
