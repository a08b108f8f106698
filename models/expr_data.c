/* The argument `data` of distributions: how many observations stand behind one, and what else they might have shown (observed.h). */
#include <math.h>
#include <string.h>
#include "expr_tree.h"

/* "exponential, gamma, …": those that observations say something about. */
static const char *those_with_data(const struct expr_work *work)
{
	struct arena *arena = work->scope->arena;
	const char *list = "", *last = NULL;
	for (const struct variate_type *type = variate_types; type->name; type++) {
		if (type->fit == VARIATE_FIT_NONE)
			continue;
		if (last)
			list = arena_format(arena, "%s%s%s", list, *list ? ", " : "", last);
		last = type->name;
	}
	return arena_format(arena, "%s or %s", list, last);
}

static struct syntax *take_out(struct syntax *call, const char *label)
{
	struct syntax *before = NULL;
	for (struct syntax *argument = call->first; argument; before = argument, argument = argument->next) {
		if (!argument->label || argument->weight || strcmp(argument->label, label) != 0)
			continue;
		*(before ? &before->next : &call->first) = argument->next;
		if (call->last == argument)
			call->last = before;
		call->count--;
		return argument;
	}
	return NULL;
}

struct syntax *expr_take_argument(struct expr_work *work, struct syntax *call, const char *label)
{
	struct syntax *argument = take_out(call, label), *again = argument ? take_out(call, label) : NULL;
	if (again) {
		argument->bad = true;
		expr_complain(work, again->label_start, "'%s' is given twice", label);
	}
	return argument;
}

bool expr_take_data(struct expr_work *work, struct syntax *call, const struct variate_type *type)
{
	struct syntax *data = expr_take_argument(work, call, "data");
	if (!data || data->bad)
		return !data;
	if (type->fit == VARIATE_FIT_NONE) {
		expr_complain(work, data->label_start, "'data' cannot stand in %s: how many observations there are can be said of %s; leave it out",
			type->name, those_with_data(work));
		return false;
	}
	expr_check(work, data, NULL);
	if (data->bad)
		return false;
	double value = data->value;
	if (!data->constant || data->type.class != EXPR_NUMBER || data->type.time != 0 || value != floor(value) || value < 2.0
		|| value > OBSERVATIONS_AT_MOST) {
		expr_complain(work, data->start, "%s is no number of observations: 'data' is a whole number from 2 to %.0f",
			expr_quote(work, data), OBSERVATIONS_AT_MOST);
		return false;
	}
	call->observations = (size_t)value;
	return true;
}

static struct observed_place *find_place(struct expr_work *work, const struct syntax *call, const char *path)
{
	struct observed *observed = work->scope->observed;
	for (uint32_t i = 0; i < observed->count; i++)
		if (observed->list[i].start == call->start && strcmp(observed->list[i].path, path) == 0)
			return &observed->list[i];
	if (observed->count == observed->room) {
		uint32_t room = observed->room ? 2 * observed->room : 8;
		struct observed_place *list = arena_take(work->scope->arena, room, sizeof *list);
		if (observed->count > 0)
			memcpy(list, observed->list, observed->count * sizeof *list);
		observed->list = list;
		observed->room = room;
	}
	struct observed_place *place = &observed->list[observed->count++];
	*place = (struct observed_place){ .path = path, .start = call->start };
	return place;
}

static void draw_table(struct expr_work *work, struct variate *variate, size_t observations, struct stream *stream)
{
	struct arena *arena = work->scope->arena;
	const struct variate stated = *variate;
	size_t options = stated.table->count, room = options > observations ? options : observations;
	struct variate_table *table = arena_take(arena, 1, sizeof *table);
	variate->table = table;
	variate_table_again(table, &stated, observations, stream, arena_take(arena, room, sizeof(double)),
		arena_take(arena, options, sizeof(double)));
}

static void draw_arguments(struct variate *variate, const struct syntax *call, struct stream *stream)
{
	double arguments[VARIATE_ARGUMENTS] = { 0 };
	unsigned i = 0;
	for (const struct syntax *argument = call->first; argument; argument = argument->next)
		arguments[i++] = argument->value;
	variate_fit_again(variate, arguments, call->observations, stream);
}

void expr_apply_data(struct expr_work *work, struct syntax *call, const struct variate_type *type)
{
	struct observed *observed = work->scope->observed;
	if (call->op == OP_DRAW) {
		call->bad = true;
		expr_complain(work, call->start, "the arguments of %s depend on what only the run knows: observations ('data') stand behind numbers "
			"that are known when the model is read", type->name);
		return;
	}
	if (!observed)
		return;
	struct variate *variate = arena_take(work->scope->arena, 1, sizeof *variate);
	*variate = *(const struct variate *)call->data;
	struct observed_place *place = find_place(work, call, node_path(work->node, work->scope->arena));
	place->observations = call->observations;
	place->stated = place->drawn = type->mean(variate);
	if (!observed->draw)
		return;
	struct stream stream;
	stream_key(&stream, observed->draw->seed, observed->draw->number);
	stream_address(&stream, stream_hash("what observations leave open"), call->start, stream_hash(place->path), 0);
	if (type->fit == VARIATE_FIT_TABLE)
		draw_table(work, variate, call->observations, &stream);
	else
		draw_arguments(variate, call, &stream);
	place->drawn = type->mean(variate);
	call->data = variate;
	call->low = type->lowest(variate);
}
