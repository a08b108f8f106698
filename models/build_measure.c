/* What a user wants counted beside the metrics that every model has, and the values that validation models are held against. */
#include <math.h>
#include <string.h>
#include "build.h"

/* Over time: only what changes at events may be asked, so that the value between two events is that after the first. */
static void build_over_time(struct build *b, struct measure *measure, const struct measure_spec *spec)
{
	const struct reading reading = { NULL, NONE, EXPR_ALLOW_STATE };
	const struct node *items_only = spec->of ? spec->of : spec->where;
	measure->how = MEASURE_OVER_TIME;
	if (items_only)
		build_error(b, items_only, NULL, "'of' and 'where' choose among items; 'over_time' looks at the whole system");
	if (build_expr(b, &measure->of, spec->over_time, UNIT_NONE, &reading) == 0
		&& (measure->of.asks & (1U << EXPR_NOW | 1U << EXPR_HOUR | 1U << EXPR_WEEKDAY)))
		build_error(b, spec->over_time, NULL,
			"now, hour and weekday change between events, where nothing is observed: they do not belong in 'over_time'");
}

static void build_over_items(struct build *b, struct measure *measure, const struct measure_spec *spec)
{
	const char *of = build_text(spec->of);
	const struct node *value = spec->share ? spec->share : spec->mean ? spec->mean : spec->sd;
	measure->how = spec->share ? MEASURE_SHARE : spec->mean ? MEASURE_MEAN : MEASURE_SD;
	if (!of && !build_has(spec->node, "of"))
		build_error(b, spec->node, NULL, "whose items? Give 'of' = a kind of work");
	measure->kind = of ? build_find(b, &b->kinds, of, spec->of, "kind of work") : NONE;
	if (measure->kind == NONE)
		return;
	const struct reading reading = { &b->plans[measure->kind], NONE, ALLOW_ORDER };
	build_expr(b, &measure->of, value, spec->share ? UNIT_CONDITION : UNIT_NONE, &reading);
	if (spec->where)
		build_expr(b, &measure->where, spec->where, UNIT_CONDITION, &reading);
}

static void build_measure(struct build *b, struct measure *measure, const struct measure_spec *spec)
{
	const struct node *value = spec->share ? spec->share : spec->mean ? spec->mean : spec->sd ? spec->sd : spec->over_time;
	int ways = build_has(spec->node, "share") + build_has(spec->node, "mean") + build_has(spec->node, "sd")
		+ build_has(spec->node, "over_time");
	*measure = (struct measure){ .name = spec->node->name, .title = build_title(spec->title, spec->node->name), .kind = NONE };
	if (ways != 1)
		build_error(b, spec->node, NULL, "a measure has one of 'share', 'mean', 'sd' and 'over_time'%s", ways ? ", not several" : "");
	else if (!value)
		return;      /* complained about where the group was read */
	else if (spec->over_time)
		build_over_time(b, measure, spec);
	else
		build_over_items(b, measure, spec);
	if (measure->of.form != EXPR_ABSENT && measure->of.type.class == EXPR_WORD)
		build_error(b, value, NULL, "words have no mean: count one of them, as in share = \"colour = red\"");
	b->model->over_time |= measure->how == MEASURE_OVER_TIME;
}

void build_measures(struct build *b)
{
	const struct members *members = &b->config.measures;
	struct measure *list = arena_take(b->arena, members->count + 1, sizeof *list);
	for (size_t i = 0; i < members->count; i++)
		build_measure(b, &list[i], schema_member(members, i));
	b->model->measures = list;
	b->model->measure_count = (uint32_t)members->count;
}

void build_expectations(struct build *b)
{
	const struct members *members = &b->config.expect;
	struct expectation *list = arena_take(b->arena, members->count + 1, sizeof *list);
	for (size_t i = 0; i < members->count; i++) {
		const struct expect_spec *spec = schema_member(members, i);
		list[i] = (struct expectation){ .node = spec->node, .case_id = build_text(spec->case_id), .of = build_text(spec->of),
			.metric = build_text(spec->metric), .per = build_text(spec->per), .kind = build_text(spec->kind),
			.source = build_text(spec->source), .value = spec->value ? spec->value->number : NAN,
			.within = spec->within ? spec->within->number : 0.0 };
	}
	b->model->expectations = list;
	b->model->expectation_count = (uint32_t)members->count;
}

static void check_metric(struct build *b, const char *name, const struct node *node)
{
	const struct metric_table *table = &b->model->metrics;
	if (!name || metric_find(table, name) >= 0)
		return;
	const char **names = arena_take(b->arena, table->count + 1, sizeof *names);
	for (size_t i = 0; i < table->count; i++)
		names[i] = table->list[i].name;
	const char *nearest = problem_nearest(name, names, table->count);
	build_error(b, node, name, "no metric is called '%s'%s%s%s", name, nearest ? "; did you mean '" : "",
		nearest ? nearest : "", nearest ? "'?" : "");
}

void build_metrics_check(struct build *b)
{
	const struct node *judge = b->config.run ? b->config.run->judge : NULL;
	const struct node *name = judge && judge->type == NODE_LIST ? judge->first : judge;
	for (; name; name = judge->type == NODE_LIST ? name->next : NULL)
		check_metric(b, build_text(name), name);
	for (size_t i = 0; i < b->config.expect.count; i++) {
		const struct expect_spec *spec = schema_member(&b->config.expect, i);
		check_metric(b, build_text(spec->metric), spec->metric);
		check_metric(b, build_text(spec->per), spec->per);
	}
}
