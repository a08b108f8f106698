#include "experiments/replay.h"

#include <criterion/criterion.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "laboratory.h"

enum { WAITS, WORKS, REWORKS, SETS_UP, STAYS, PLANNED, BEGINS, GONE, SPLITS, MERGES, STATES };

struct played {
	struct laboratory laboratory;
	const struct map *map;
	const char *text;
	json_t *data;
	double hour;                           /* ticks */
};

/* ' stands for ". False where Graphviz is not installed. */
static bool play(struct played *played, const char *text)
{
	static const char *const one[] = { "--replications", "1", NULL };
	char *copy = strdup(text), fault[MAP_FAULT_ROOM];
	if (system("command -v dot >/dev/null 2>&1") != 0) {
		free(copy);
		return false;
	}
	for (char *c = copy; *c; c++)
		*c = *c == '\'' ? '"' : *c;
	laboratory_open(&played->laboratory, copy, one);
	free(copy);
	struct study *study = &played->laboratory.study;
	cr_assert_eq(study_run(study), STATUS_DONE);
	played->map = map_make(&study->result, &study->found[0], &study->arena, fault);
	cr_assert_not_null(played->map, "%s", fault);
	played->text = replay_data(&study->result, &study->found[0], played->map, &study->arena);
	cr_assert_not_null(played->text);
	json_error_t error;
	played->data = json_loads(played->text, 0, &error);
	cr_assert_not_null(played->data, "%d:%d: %s", error.line, error.column, error.text);
	played->hour = 36e5 / json_number_value(json_object_get(played->data, "tick"));
	return true;
}

static void played_done(struct played *played)
{
	json_decref(played->data);
	laboratory_close(&played->laboratory);
}

static double number(const struct played *played, const char *name)
{
	return json_number_value(json_object_get(played->data, name));
}

static double metric(const struct played *played, const char *name)
{
	const struct summary *found = result_find(&played->laboratory.study.found[0], name);
	cr_assert_not_null(found, "%s", name);
	return found->mean;
}

/* Item-time in each state between two times, at the node (-1: anywhere); ends: how many are gone at it. */
struct sums {
	double times[STATES];
	size_t moves, begun, gone;
};

static double overlap(double from, double to, double low, double high)
{
	return fmax(0.0, fmin(to, high) - fmax(from, low));
}

static struct sums sum_up(const struct played *played, json_int_t node, double low, double high)
{
	struct sums sums = { .moves = 0 };
	const json_t *tokens = json_object_get(played->data, "tokens");
	for (size_t i = 0; i < json_array_size(tokens); i++) {
		const json_t *token = json_array_get(tokens, i);
		double time = 0.0;
		for (size_t m = 1; m < json_array_size(token); m += 3) {
			time += json_number_value(json_array_get(token, m));
			json_int_t at = json_integer_value(json_array_get(token, m + 1)), state = json_integer_value(json_array_get(token, m + 2));
			double next = m + 3 < json_array_size(token) ? time + json_number_value(json_array_get(token, m + 3)) : high;
			if (node != -1 && at != node)
				continue;
			sums.times[state] += overlap(time, next, low, high);
			sums.begun += state == BEGINS && time >= 0.0;
			sums.gone += state == GONE;
			sums.moves += state == WAITS && time >= 0.0;
		}
	}
	return sums;
}

static json_int_t node_called(const struct played *played, const char *title)
{
	const json_t *nodes = json_object_get(played->data, "nodes");
	for (size_t i = 0; i < json_array_size(nodes); i++)
		if (strcmp(json_string_value(json_object_get(json_array_get(nodes, i), "title")), title) == 0)
			return (json_int_t)i;
	cr_assert_fail("no node '%s'", title);
	return -1;
}

/* Each moment is at a place that there is, none is before the one before it, and nothing follows on the end. */
static void expect_in_order(const struct played *played)
{
	const json_t *tokens = json_object_get(played->data, "tokens");
	json_int_t nodes = (json_int_t)json_array_size(json_object_get(played->data, "nodes")), last = -1000000000;
	cr_expect(json_array_size(tokens) > 0);
	for (size_t i = 0; i < json_array_size(tokens); i++) {
		const json_t *token = json_array_get(tokens, i);
		size_t count = json_array_size(token);
		cr_assert(count >= 4 && count % 3 == 1, "token %d has %d numbers", (int)i, (int)count);
		cr_expect(json_integer_value(json_array_get(token, 1)) >= last, "token %d begins before the one before it", (int)i);
		last = json_integer_value(json_array_get(token, 1));
		for (size_t m = 1; m < count; m += 3) {
			json_int_t node = json_integer_value(json_array_get(token, m + 1)), state = json_integer_value(json_array_get(token, m + 2));
			cr_expect(m == 1 || json_integer_value(json_array_get(token, m)) >= 0, "token %d goes back in time", (int)i);
			cr_expect(node >= -1 && node < nodes && state >= 0 && state < STATES, "token %d", (int)i);
			cr_expect(m == 1 || (state != BEGINS && state != SPLITS), "token %d begins twice", (int)i);
			cr_expect(m + 3 == count || (state != GONE && state != MERGES), "token %d goes on after its end", (int)i);
		}
	}
}

#define LINE "stations = { a = { title = 'First'; machines = 1; time = 'exponential(4)'; }; b = { title = 'Second'; machines = 2; time = 'exponential(7)';" \
	" setup = { on = 'kind'; time = 1; }; }; };" \
	"work = { k = { arrive = { every = 'exponential(5)'; }; process = ( 'a', { at = 'b'; rework = { chance = '20%'; to = 'a'; share = '50%'; }; } ); }; };"

/* The whole run is in it: areas and counts are those of the results, but for what is at work when it ends. */
Test(replay, its_dots_are_the_results_seen_item_by_item)
{
	struct played played;
	if (!play(&played, "run = { length = 2000; warmup = 'none'; replications = 1; seed = 3; };" LINE))
		cr_skip("Graphviz is not installed");
	double length = number(&played, "length");
	struct sums a = sum_up(&played, node_called(&played, "First"), 0.0, length), b = sum_up(&played, node_called(&played, "Second"), 0.0, length);
	struct sums all = sum_up(&played, -1, 0.0, length);
	expect_in_order(&played);
	cr_expect(all.moves > 500 && all.moves <= REPLAY_MOVES);
	cr_expect_eq((double)sum_up(&played, node_called(&played, "Completed"), 0.0, length).gone, metric(&played, "work.k.completed"));
	cr_expect_eq((double)sum_up(&played, node_called(&played, "k"), 0.0, length).begun, metric(&played, "work.k.arrived"));
	cr_expect_float_eq((all.times[WAITS] + all.times[WORKS] + all.times[REWORKS] + all.times[SETS_UP] + all.times[STAYS]) / length,
		metric(&played, "work.k.wip"), 0.005);
	cr_expect_float_eq((a.times[WORKS] + a.times[REWORKS]) / length, metric(&played, "stations.a.utilisation"), 0.01);
	cr_expect_float_eq((b.times[WORKS] + b.times[REWORKS]) / length, 2.0 * metric(&played, "stations.b.utilisation"), 0.02);
	cr_expect_float_eq(b.times[SETS_UP] / length, 2.0 * metric(&played, "stations.b.setup"), 0.005);
	cr_expect_float_eq(a.times[WAITS] / length, metric(&played, "stations.a.queue"), 0.02);
	cr_expect(a.times[REWORKS] > 0.05 * a.times[WORKS], "rework is told apart");
	cr_expect(json_is_null(json_object_get(played.data, "origin")) && number(&played, "start") == 0.0);
	played_done(&played);
}

/* A part after the warm-up: who is there when it begins is in it from before, and it says what part it is. */
Test(replay, a_part_of_a_long_run_begins_with_the_warm_up_over)
{
	struct played played;
	if (!play(&played, "clock = { unit = 'min'; start = '2026-01-05 06:00'; }; run = { length = 200000; warmup = '10 d'; replications = 1; seed = 3; };"
		LINE))
		cr_skip("Graphviz is not installed");
	struct sums all = sum_up(&played, -1, -1e9, number(&played, "length"));
	const char *note = json_string_value(json_object_get(played.data, "note"));
	expect_in_order(&played);
	cr_expect(all.moves >= REPLAY_MOVES - 2 && all.moves <= REPLAY_MOVES, "%d moves", (int)all.moves);
	cr_expect_eq(number(&played, "start"), 10.0 * 864e5);
	cr_expect_eq(number(&played, "origin"), (20458.0 * 24.0 + 10.0 * 24.0 + 6.0) * 36e5, "%.0f", number(&played, "origin"));
	cr_expect(strstr(note, "Replication 1, from 15 January 2026, 06:00 to ") && strstr(note, ": 2,000 moves. Each dot is an item."), "%s", note);
	double wip = 0.0;
	for (int s = 0; s < BEGINS; s++)
		wip += sum_up(&played, -1, 0.0, number(&played, "length")).times[s];
	cr_expect(fabs(wip / number(&played, "length") / metric(&played, "work.k.wip") - 1.0) < 0.5, "as full as usual");
	const json_t *first = json_array_get(json_object_get(played.data, "tokens"), 0);
	cr_expect(json_integer_value(json_array_get(first, 1)) < 0, "somebody was there before");
	cr_expect(strlen(played.text) < 150000, "%d bytes", (int)strlen(played.text));
	played_done(&played);
}

Test(replay, branches_are_dots_of_their_own_until_they_join)
{
	struct played played;
	if (!play(&played, "run = { warmup = 'none'; replications = 1; };"
		"work = { k = { arrive = { every = 100; at_most = 9; }; process = ( { name = 'in'; wait = 10; },"
		" ( ( { name = 'x'; wait = 20; } ), ( { name = 'y'; wait = 50; } ) ), { name = 'out'; wait = 10; } ); }; };"))
		cr_skip("Graphviz is not installed");
	double hour = played.hour / 60.0;      /* the model's unit: minutes */
	struct sums x = sum_up(&played, node_called(&played, "x"), 0.0, 1e9), y = sum_up(&played, node_called(&played, "y"), 0.0, 1e9);
	struct sums out = sum_up(&played, node_called(&played, "out"), 0.0, 1e9);
	expect_in_order(&played);
	cr_expect_eq(json_array_size(json_object_get(played.data, "tokens")), 18, "a token for each item, and one for its second branch");
	cr_expect(fabs(x.times[PLANNED] - 9 * 20 * hour) < 9.0 && fabs(x.times[STAYS] - 9 * 30 * hour) < 9.0, "the first waits for the second");
	cr_expect(fabs(y.times[PLANNED] - 9 * 50 * hour) < 9.0 && y.times[STAYS] == 0.0);
	cr_expect(fabs(out.times[PLANNED] - 9 * 10 * hour) < 9.0, "%g", out.times[PLANNED] / hour);
	cr_expect_eq(sum_up(&played, node_called(&played, "Completed"), 0.0, 1e9).gone, 9);
	cr_expect(strstr(json_string_value(json_object_get(played.data, "note")), "side by side"));
	played_done(&played);
}

Test(replay, no_title_can_end_the_script_that_holds_it)
{
	struct played played;
	if (!play(&played, "run = { length = 500; warmup = 'none'; replications = 1; }; stations = { a = { title = '</script><b>\\\"&'; time = 1; }; };"
		"work = { k = { title = '<!--'; arrive = { every = 5; }; process = ( 'a' ); }; };"))
		cr_skip("Graphviz is not installed");
	cr_expect_null(strchr(played.text, '<'));
	cr_expect_eq(node_called(&played, "</script><b>\"&"), 1, "but it is what it was");
	cr_expect_str_eq(json_string_value(json_array_get(json_object_get(played.data, "kinds"), 0)), "<!--");
	played_done(&played);
}

Test(replay, the_same_question_gives_the_same_bytes)
{
	struct played played;
	if (!play(&played, "run = { length = 2000; warmup = 'none'; replications = 1; seed = 3; };" LINE))
		cr_skip("Graphviz is not installed");
	struct study *study = &played.laboratory.study;
	cr_expect_str_eq(replay_data(&study->result, &study->found[0], played.map, &study->arena), played.text);
	played_done(&played);
}

/* What a browser is given: small, and nothing that would end it or fetch anything. */
Test(replay, the_script_stands_by_itself)
{
	cr_expect(strlen(replay_script) > 5000 && strlen(replay_script) < 12000, "%d bytes", (int)strlen(replay_script));
	static const char *const strange[] = { "</", "<!--", "http", "import", "fetch(", "innerHTML", "eval" };
	for (size_t i = 0; i < sizeof strange / sizeof *strange; i++)
		cr_expect_null(strstr(replay_script, strange[i]), "%s", strange[i]);
}
