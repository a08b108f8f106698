/* Money: what an hour costs becomes money per clock unit, what happens once stays money. Any price in the file, 0 included, makes the
   model one that counts money, in each of its scenarios: else they could not be held side by side. */
#include <math.h>
#include <string.h>
#include "build.h"

#define MOST 1e12             /* of any price: a year of it is still told to the cent */

static const char negative[] = "a cost is 0 or more: what an item brings in is its 'value'";

/* A fixed price for each `per` clock units (or each time: 1). */
static double build_price(struct build *b, const struct node *node, double per)
{
	double price;
	if (!node)
		return 0.0;
	b->model->costs = true;
	if (build_constant(b, node, UNIT_MONEY, &price) != 0)
		return 0.0;
	if (price < 0.0)
		build_error(b, node, NULL, "%s", negative);
	else if (price > MOST)
		build_error(b, node, NULL, "a price above %g is more than can be counted: give it in a larger currency", MOST);
	return price / per;
}

struct cost_rates build_cost_rates(struct build *b, const struct node *per_hour, const struct node *per_busy_hour,
	const struct node *per_use)
{
	struct cost_rates rates = { .paid = build_price(b, per_hour, b->model->hour), .busy = build_price(b, per_busy_hour, b->model->hour),
		.use = build_price(b, per_use, 1.0) };
	rates.overtime = rates.paid;
	return rates;
}

void build_cost_of_people(struct build *b, struct resource *resource, const struct resource_spec *spec)
{
	resource->costs = build_cost_rates(b, spec->cost_per_hour, spec->cost_per_busy_hour, spec->cost_per_use);
	resource->costs.fixed = build_price(b, spec->fixed_cost_per_week, HOURS_IN_WEEK * b->model->hour);
	if (!spec->overtime_cost_per_hour)
		return;
	resource->costs.overtime = build_price(b, spec->overtime_cost_per_hour, b->model->hour);
	if (!build_has(spec->node, "calendar") && !build_has(spec->node, "shifts"))
		build_warning(b, spec->overtime_cost_per_hour, NULL, "there is no overtime here without a 'calendar': '%s' is always there",
			resource->name);
	else if (resource->pauses)
		build_warning(b, spec->overtime_cost_per_hour, NULL, "there is no overtime here: the work of '%s' pauses at the end of a shift",
			resource->name);
}

int build_money(struct build *b, struct expr *expr, const struct node *node, const struct reading *reading)
{
	if (!node)
		return 0;
	b->model->costs = true;
	return build_expr(b, expr, node, UNIT_MONEY, reading);
}

int build_cost(struct build *b, struct expr *expr, const struct node *node, const struct reading *reading)
{
	int result = build_money(b, expr, node, reading);
	if (node && result == 0 && expr->form == EXPR_CONSTANT && expr->value < 0.0)
		build_error(b, node, NULL, "%s", negative);
	return result;
}

/* What is no constant is compiled again as a quotient. */
void build_hourly_cost(struct build *b, struct expr *expr, const struct node *node, const struct reading *reading)
{
	*expr = build_number(0.0);
	if (!node || build_cost(b, expr, node, reading) != 0)
		return;
	if (expr->form == EXPR_CONSTANT) {
		expr->value /= b->model->hour;
		return;
	}
	const char *text = arena_format(b->arena, "(%s) / %.17g", node->text, b->model->hour);
	build_expr(b, expr, node_default(b->arena, node, node->name, text), UNIT_MONEY, reading);
}

/* Every scenario's are read, so that a slip in one is heard of whichever is chosen. */
void build_investments(struct build *b)
{
	const struct members *members = &b->config.scenarios;
	for (size_t i = 0; i < members->count; i++) {
		const struct scenario_spec *spec = schema_member(members, i);
		double invest = build_price(b, spec->invest, 1.0), life = 0.0;
		if (spec->life && build_constant(b, spec->life, UNIT_TIME, &life) == 0 && life <= 0.0)
			build_error(b, spec->life, NULL, "a time above 0 belongs here");
		if (spec->invest && !build_has(spec->node, "life"))
			build_error(b, spec->invest, NULL, "over which time is this investment written off? Give 'life', as in life = \"5 y\"");
		if (spec->life && !build_has(spec->node, "invest"))
			build_error(b, spec->life, NULL, "'life' is that of an investment: give 'invest', or leave it out");
		if (strcmp(spec->node->name, b->model->scenario) != 0)
			continue;
		b->model->invest = invest;
		b->model->life = life;
	}
}
