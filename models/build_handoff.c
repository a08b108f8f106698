/* Teams, as resources name them, and what is said of handoffs between them. */
#include <string.h>
#include "build.h"
#include "handoff.h"

void build_teams(struct build *b)
{
	const struct members *members = &b->config.resources;
	const char **names = arena_take(b->arena, members->count + 1, sizeof *names);
	uint32_t count = 0;
	for (size_t i = 0; i < members->count; i++) {
		const struct resource_spec *spec = schema_member(members, i);
		const char *name = build_text(spec->team), *fault = name ? schema_name_fault(name) : NULL;
		if (fault)
			build_error(b, spec->team, name, "'%s' cannot be the name of a team: %s", name, fault);
		if (!name || fault)
			continue;
		uint32_t team = build_index(&(struct expr_names){ names, count }, name);
		if (team == NONE)
			names[team = count++] = name;
		b->resource_list[i].team = team;
	}
	b->model->teams = names;
	b->model->team_count = count;
}

static uint32_t find_team(struct build *b, const struct node *node)
{
	const struct expr_names teams = { b->model->teams, b->model->team_count };
	return node ? build_find(b, &teams, build_text(node), node, "team") : NONE;
}

static void build_handoff(struct build *b, struct handoff *handoff, const struct node *node)
{
	const struct reading reading = { NULL, NONE, ALLOW_SOURCE };
	struct handoff_spec spec;
	*handoff = (struct handoff){ .from = NONE, .to = NONE, .node = node };
	if (schema_read(&handoff_schema, node, &spec, b->arena, b->problems) != 0)
		return;
	handoff->from = find_team(b, spec.from);
	handoff->to = find_team(b, spec.to);
	if (handoff->from != NONE && handoff->from == handoff->to)
		build_error(b, spec.to, NULL, "within a team nothing is handed over: name another team in 'to', or leave it out for any");
	if (spec.delay)
		build_expr(b, &handoff->delay, spec.delay, UNIT_TIME, &reading);
	if (spec.loses && build_expr(b, &handoff->loses, spec.loses, UNIT_SHARE, &reading) == 0 && handoff->loses.form == EXPR_CONSTANT
		&& handoff->loses.value >= 1.0)
		build_error(b, spec.loses, NULL, "something is always lost, so that it never arrives: give 'loses' a chance below 100%%");
	if (spec.share)
		build_expr(b, &handoff->share, spec.share, UNIT_SHARE, &reading);
	if (build_has(node, "share") && !build_has(node, "loses"))
		build_error(b, spec.share, NULL, "a 'share' is done again of what is lost: say how often that is ('loses'), or leave it out");
}

void build_handoffs(struct build *b)
{
	const struct node *said = b->config.handoffs, *node = said && said->type == NODE_LIST ? said->first : said;
	if (!said)
		return;
	struct handoff *list = arena_take(b->arena, (said->type == NODE_LIST ? said->count : 1) + 1, sizeof *list);
	if (b->model->team_count < 2)
		build_error(b, said, NULL, "work is handed over between teams, and there %s: give resources a 'team'",
			b->model->team_count == 0 ? "are none" : "is only one");
	for (; node && b->model->team_count > 1; node = said->type == NODE_LIST ? node->next : NULL)
		build_handoff(b, &list[b->model->handoff_count++], node);
	b->model->handoffs = list;
}
