#include "sim/metric.h"

#include <criterion/criterion.h>
#include <stdio.h>

static const struct metric_kind kinds[] = {
	{ "work.K.time", METRIC_TIME, METRIC_LESS, "time from arrival until leaving" },
	{ "stations.S.busy", METRIC_SHARE, METRIC_NEITHER, "share of open time at work" },
	{ "work.K.rate", METRIC_RATE, METRIC_MORE, "items that leave" },
	{ "measures.NAME", METRIC_NUMBER, METRIC_NEITHER, "a measure of the model's own" },
	{ "cost", METRIC_MONEY, METRIC_LESS, "all costs" },
	{ "work.K.number", METRIC_COUNT, METRIC_MORE, "items that left" },
	{ "work.K.time.C", METRIC_TIME, METRIC_LESS, "time by its cause" },
};

Test(metric, the_capital_word_of_a_pattern_becomes_the_subject)
{
	static const struct {
		int kind;
		const char *subject, *name;
	} cases[] = {
		{ 0, "panel", "work.panel.time" }, { 1, "paint", "stations.paint.busy" }, { 3, "A_B", "measures.A_B" },
		{ 4, NULL, "cost" }, { 4, "panel", "cost" }, { 0, NULL, "work.K.time" }, { 0, "K", "work.K.time" }, { 0, "", "work..time" },
	};
	struct metric_table table;
	metric_table_init(&table);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		cr_assert_eq(metric_declare(&table, &kinds[cases[i].kind], cases[i].subject), (int)i);
		cr_expect_str_eq(table.list[i].name, cases[i].name);
		cr_expect_eq(table.list[i].kind, &kinds[cases[i].kind]);
	}
	metric_table_done(&table);
	cr_expect_eq(table.count, 0);
}

Test(metric, a_second_capital_word_becomes_the_part)
{
	static const struct {
		int kind;
		const char *subject, *part, *name;
	} cases[] = {
		{ 6, "panel", "wait.painter", "work.panel.time.wait.painter" }, { 6, "panel", NULL, "work.panel.time.C" },
		{ 6, NULL, "setup", "work.K.time.C" }, { 6, "C", "K", "work.C.time.K" }, { 6, "", "", "work..time." },
		{ 0, "panel", "setup", "work.panel.time" }, { 4, "panel", "setup", "cost" },
	};
	struct metric_table table;
	metric_table_init(&table);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		cr_assert_eq(metric_declare_part(&table, &kinds[cases[i].kind], cases[i].subject, cases[i].part), (int)i);
		cr_expect_str_eq(table.list[i].name, cases[i].name);
	}
	metric_table_done(&table);
}

Test(metric, metrics_are_found_by_full_name)
{
	struct metric_table table;
	char subject[16];
	metric_table_init(&table);
	cr_expect_eq(metric_find(&table, "work.k7.time"), -1);
	for (int i = 0; i < 1000; i++) {
		snprintf(subject, sizeof subject, "k%d", i);
		cr_assert_eq(metric_declare(&table, &kinds[0], subject), i);
	}
	cr_expect_eq(metric_find(&table, "work.k7.time"), 7);
	cr_expect_eq(metric_find(&table, "work.k999.time"), 999);
	cr_expect_eq(metric_find(&table, "work.k1000.time"), -1);
	cr_expect_eq(metric_find(&table, "work.k7"), -1);
	metric_table_done(&table);
}

Test(metric, of_two_metrics_with_one_name_the_first_is_found)
{
	struct metric_table table;
	metric_table_init(&table);
	cr_assert_eq(metric_declare(&table, &kinds[0], "panel"), 0);
	for (int i = 1; i < 200; i++)
		cr_assert_eq(metric_declare(&table, &kinds[0], i % 2 ? "panel" : "frame"), i);
	cr_expect_eq(metric_find(&table, "work.panel.time"), 0);
	cr_expect_eq(metric_find(&table, "work.frame.time"), 2);
	metric_table_done(&table);
}

Test(metric, units_are_those_of_the_model)
{
	static const char *const texts[] = { "min", "%", "/ h", "", "EUR", "" };
	for (int i = 0; i < 6; i++)
		cr_expect_str_eq(metric_unit_text(&kinds[i], "min", "/ h", "EUR"), texts[i], "%s", kinds[i].pattern);
}
