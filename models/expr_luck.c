/* The argument `luck` of distributions, by which a value is no longer drawn but looked up: the quantile there. And the function
   correlated(luck, r), a luck that goes together with another. */
#include <math.h>
#include <string.h>
#include "expr_tree.h"
#include "unit.h"

/* A checked argument that must be a plain number between two. */
static bool within(struct expr_work *work, const struct syntax *argument, const char *what, double low, double high)
{
	if (argument->bad)
		return false;
	bool plain = argument->type.class == EXPR_NUMBER && argument->type.time == 0;
	if (plain && (!argument->constant || (argument->value >= low && argument->value <= high)))
		return true;
	expr_complain(work, argument->start, "%s is %s; '%s' is a plain number from %g to %g", expr_quote(work, argument),
		plain ? "out of range" : argument->type.class == EXPR_NUMBER ? unit_words(argument->type.time) : "no number", what, low, high);
	return false;
}

bool expr_take_luck(struct expr_work *work, struct syntax *call, const struct variate_type *type)
{
	struct syntax *luck = expr_take_argument(work, call, "luck");
	if (!luck || luck->bad)
		return !luck;
	if (!type->quantile) {
		expr_complain(work, luck->label_start, "'luck' cannot stand in %s, whose values have gaps between them: it belongs into distributions "
			"such as gamma or triangular", type->name);
		return false;
	}
	expr_check(work, luck, NULL);
	call->luck = luck;
	return within(work, luck, "luck", 0.0, 1.0);
}

void expr_apply_luck(struct syntax *call)
{
	struct syntax *luck = call->luck;
	if (call->op == OP_DRAW_FIXED) {
		call->op = OP_LUCK_FIXED;
		call->first = call->last = luck;
		call->count = 1;
	} else {
		call->op = OP_LUCK;
		call->last->next = luck;
		call->last = luck;
		call->count++;
	}
	luck->next = NULL;
	call->what = luck->constant ? OF_KNOWN_LUCK : 0;
}

void expr_check_correlated(struct expr_work *work, struct syntax *call)
{
	struct syntax *luck = expr_take_argument(work, call, "luck"), *by = expr_take_argument(work, call, "r");
	if (!luck && call->first) {
		luck = call->first;
		call->first = luck->next;
	}
	if (!by && call->first) {
		by = call->first;
		call->first = by->next;
	}
	call->bad = true;
	work->uses |= EXPR_ALLOW_DRAWS;
	if (!(work->scope->allow & EXPR_ALLOW_DRAWS)) {
		expr_complain(work, call->start, "'correlated' draws a random number, and here a value that is known belongs");
		return;
	}
	if ((luck && luck->bad) || (by && by->bad))
		return;
	bool named = luck && by && ((luck->label && strcmp(luck->label, "luck") != 0) || (by->label && strcmp(by->label, "r") != 0));
	if (!luck || !by || call->first || named || luck->weight || by->weight) {
		expr_complain(work, call->start, "write correlated(luck, r): a number from 0 to 1, and by how much this one is to correlate with it, "
			"-1 to 1");
		return;
	}
	expr_check(work, luck, NULL);
	expr_check(work, by, NULL);
	bool good = within(work, luck, "luck", 0.0, 1.0);
	if (!within(work, by, "r", -1.0, 1.0) || !good)
		return;
	luck->next = by;
	by->next = NULL;
	call->first = luck;
	call->last = by;
	call->count = 2;
	call->bad = false;
	call->op = OP_CORRELATED;
	call->low = 0.0;
}
