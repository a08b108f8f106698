/* Calls of distributions: which form the arguments fit, their units, and the draw that comes of it. A call with constant arguments
   is prepared here, once; any other is prepared at each draw. */
#include <math.h>
#include <string.h>
#include "expr_tree.h"
#include "unit.h"

#define FORMS (sizeof((struct variate_type *)0)->forms / sizeof *((struct variate_type *)0)->forms)

/* Sorts the arguments into the places of a form: positions first, names after. False where they do not fit. */
static bool bind(const struct variate_form *form, const struct syntax *call, struct syntax *bound[VARIATE_ARGUMENTS])
{
	memset(bound, 0, VARIATE_ARGUMENTS * sizeof *bound);
	unsigned position = 0;
	for (struct syntax *argument = call->first; argument; argument = argument->next) {
		unsigned place = argument->label ? 0 : position++;
		while (argument->label && place < form->count && strcmp(form->names[place], argument->label) != 0)
			place++;
		if (place >= form->count || bound[place])
			return false;
		bound[place] = argument;
	}
	for (unsigned i = 0; i + form->optional < form->count; i++)
		if (!bound[i])
			return false;
	return true;
}

/* "gamma(mean, sd), gamma(mean, cv) or gamma(shape, scale)" */
static const char *signatures(const struct expr_work *work, const struct variate_type *type)
{
	struct arena *arena = work->scope->arena;
	const char *text = "";
	unsigned forms = 0;
	while (forms < FORMS && type->forms[forms].names[0])
		forms++;
	for (unsigned f = 0; f < forms; f++) {
		const struct variate_form *form = &type->forms[f];
		text = arena_format(arena, "%s%s%s(", text, f == 0 ? "" : f + 1 == forms ? " or " : ", ", type->name);
		for (unsigned i = 0; i < form->count; i++)
			if (i + form->optional < form->count)
				text = arena_format(arena, "%s%s%s", text, i ? ", " : "", form->names[i]);
			else
				text = arena_format(arena, "%s%s%s = %g", text, i ? ", " : "", form->names[i], form->fallback[i]);
		text = arena_format(arena, "%s)", text);
	}
	return text;
}

/* No form fits: says what is nearest to the mistake. A name that no form has is a misspelling; else it is their number. */
static void complain_form(struct expr_work *work, const struct syntax *call, const struct variate_type *type)
{
	const char *names[FORMS * VARIATE_ARGUMENTS];
	size_t count = 0;
	for (unsigned f = 0; f < FORMS && type->forms[f].names[0]; f++)
		for (unsigned i = 0; i < type->forms[f].count; i++)
			names[count++] = type->forms[f].names[i];
	const struct expr_names known = {names, count};
	for (const struct syntax *argument = call->first; argument; argument = argument->next)
		if (argument->label && expr_index(&known, argument->label) < 0) {
			expr_complain(work, argument->label_start, "%s has no argument '%s'%s: write %s", type->name, argument->label,
				expr_nearest_of(work, argument->label, names, count), signatures(work, type));
			return;
		}
	for (const struct syntax *argument = call->first; argument; argument = argument->next)
		for (const struct syntax *again = argument->next; argument->label && again; again = again->next)
			if (again->label && strcmp(argument->label, again->label) == 0) {
				expr_complain(work, again->label_start, "'%s' is given twice", again->label);
				return;
			}
	expr_complain(work, call->start, "these arguments do not fit (%u given): write %s", call->count, signatures(work, type));
}

/* The units of the arguments: what is drawn has that of the ones that are like it. */
static bool check_units(struct expr_work *work, struct syntax *call, const struct variate_type *type,
	const struct variate_form *form, struct syntax *bound[VARIATE_ARGUMENTS])
{
	const struct syntax *like = NULL;
	bool good = true;
	call->bare = true;
	for (unsigned i = 0; i < form->count; i++) {
		struct syntax *argument = bound[i];
		if (!argument)
			continue;
		bool number = argument->type.class == EXPR_NUMBER;
		if (!number || (form->units[i] == VARIATE_PLAIN && argument->type.time != 0)) {
			expr_complain(work, argument->start, "%s is %s; '%s' of %s needs a %snumber", expr_quote(work, argument),
				number ? unit_words(argument->type.time) : "no number", form->names[i], type->name,
				form->units[i] == VARIATE_PLAIN ? "plain " : "");
			good = false;
		} else if (form->units[i] == VARIATE_LIKE_RESULT) {
			good = good && (!like || expr_check_alike(work, like, argument, "arguments of one call"));
			call->bare = call->bare && argument->bare;
			if (!like || like->zero)
				like = argument;
		}
	}
	call->type.time = like && !type->plain_result ? like->type.time : 0;
	if (type->plain_result)
		call->bare = true;
	return good;
}

/* The least that can be drawn, from the least values of the arguments: all distributions grow with what they are given. */
static double lowest(const struct variate_type *type, const struct variate_form *form, const double *lows)
{
	struct variate variate;
	for (unsigned i = 0; i < form->count; i++)
		if (!isfinite(lows[i]))
			return -INFINITY;
	return variate_prepare(&variate, type, form, lows) ? -INFINITY : type->lowest(&variate);
}

/* Puts the arguments into the order of the form, with those that were left out. */
static void arrange(struct expr_work *work, struct syntax *call, const struct variate_form *form,
	struct syntax *bound[VARIATE_ARGUMENTS])
{
	call->first = call->last = NULL;
	call->count = form->count;
	for (unsigned i = 0; i < form->count; i++) {
		if (!bound[i]) {
			bound[i] = arena_take(work->scope->arena, 1, sizeof *bound[i]);
			expr_fix(bound[i], form->fallback[i], 0);
		}
		bound[i]->next = NULL;
		*(call->last ? &call->last->next : &call->first) = bound[i];
		call->last = bound[i];
	}
}

/* What is drawn from: prepared now where all arguments are constant. */
static void settle(struct expr_work *work, struct syntax *call, const struct variate_type *type, const struct variate_form *form)
{
	double values[VARIATE_ARGUMENTS] = {0}, lows[VARIATE_ARGUMENTS] = {0};
	bool constant = true;
	unsigned i = 0;
	for (const struct syntax *argument = call->first; argument; argument = argument->next, i++) {
		values[i] = argument->value;
		lows[i] = argument->low;
		constant = constant && argument->constant;
	}
	call->low = lowest(type, form, lows);
	if (!constant) {
		struct expr_draw *draw = arena_take(work->scope->arena, 1, sizeof *draw);
		*draw = (struct expr_draw){type, form};
		call->op = OP_DRAW;
		call->data = draw;
		return;
	}
	struct variate *variate = arena_take(work->scope->arena, 1, sizeof *variate);
	const char *fault = variate_prepare(variate, type, form, values);
	call->op = OP_DRAW_FIXED;
	call->data = variate;
	call->bad = fault != NULL;
	if (fault)
		expr_complain(work, call->start, "%s: %s", expr_quote(work, call), fault);
}

static void check_simple(struct expr_work *work, struct syntax *call, const struct variate_type *type)
{
	struct syntax *bound[VARIATE_ARGUMENTS];
	const struct variate_form *form = NULL;
	for (unsigned f = 0; f < FORMS && !form && type->forms[f].names[0]; f++)
		if (bind(&type->forms[f], call, bound))
			form = &type->forms[f];
	call->bad = true;
	if (!form) {
		complain_form(work, call, type);
		return;
	}
	bool good = true;
	for (struct syntax *argument = call->first; argument; argument = argument->next) {
		expr_check(work, argument, NULL);
		good = good && !argument->bad;
	}
	if (!good || !check_units(work, call, type, form, bound))
		return;
	call->bad = false;
	arrange(work, call, form, bound);
	settle(work, call, type, form);
}

void expr_check_draw(struct expr_work *work, struct syntax *call, const struct variate_type *type, const struct expr_type *words)
{
	work->uses |= EXPR_ALLOW_DRAWS;
	if (!(work->scope->allow & EXPR_ALLOW_DRAWS)) {
		call->bad = true;
		expr_complain(work, call->start, "'%s' draws a random number, and here a value that is known belongs", type->name);
		return;
	}
	for (const struct syntax *argument = call->first; argument; argument = argument->next)
		if (argument->weight && type != variate_choice) {
			call->bad = true;
			expr_complain(work, argument->weight->start, "a weight after ':' belongs into choice(value: weight, …) only");
			return;
		}
	if (!expr_take_data(work, call, type) || !expr_take_luck(work, call, type)) {
		call->bad = true;
		return;
	}
	if (type == variate_choice || type == variate_empirical || type == variate_trace)
		expr_check_table(work, call, type, words);
	else
		check_simple(work, call, type);
	if (call->observations > 0 && !call->bad)
		expr_apply_data(work, call, type);
	if (call->luck && !call->bad)
		expr_apply_luck(call);
}
