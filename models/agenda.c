/* Agendas: the tasks of an item that come in no fixed order. Each task that is due has a token, which goes through it as an item goes
   through a step; it stands for the task until that has ended, and comes back for what has to be done again. When a task may begin and
   end is its practice's to say (agenda.h). Invariant: a task that has a token is not over, and the ledger of each token, as of what it
   begins with, says all the time since its item entered. */
#include <math.h>
#include <string.h>
#include "parts.h"

#define PASSES_AT_MOST 100000    /* of one task of one item: more are a loop without end */

const struct entry entry_new = { .due = NAN, .start = NAN, .again = NAN, .over = NAN, .end = NAN, .deadline = INFINITY, .left = 1.0,
	.token = NONE, .by = NONE };

static const struct practice *practice_of(const struct world *w, uint32_t index)
{
	return w->flows[item_at(w, index)->kind].practice;
}

/* --- beginning and end of an agenda ------------------------------------------------------------------------------------------- */

void agenda_begin(struct world *w, uint32_t root)
{
	struct item *item = item_at(w, root);
	struct flow *flow = &w->flows[item->kind];
	uint32_t a = pool_take(&flow->agendas), count = w->model->kinds[item->kind].task_count;
	if (a == POOL_NONE) {
		world_no_memory(w);
		return;
	}
	struct agenda *agenda = pool_at(&flow->agendas, a);
	memset(agenda, 0, flow->agendas.size);
	for (uint32_t t = 0; t < count; t++)
		agenda->entries[t] = entry_new;
	item->state = ITEM_JOINING;
	item->fork = a;
	flow->practice->begin(w, root);
}

void agenda_free(struct world *w, uint32_t root)
{
	pool_put(&w->flows[item_at(w, root)->kind].agendas, item_at(w, root)->fork);
}

/* Takes all tokens out of wherever they are. */
void agenda_cancel(struct world *w, uint32_t root)
{
	const struct kind *kind = &w->model->kinds[item_at(w, root)->kind];
	struct agenda *agenda = item_agenda(w, root);
	item_at(w, root)->state = ITEM_READY;
	for (uint32_t t = 0; t < kind->task_count; t++)
		agenda_call_off(w, &agenda->entries[t].token);
	practice_of(w, root)->cancel(w, root);
}

void agenda_call_off(struct world *w, uint32_t *place)
{
	uint32_t token = *place;
	*place = NONE;
	if (token != NONE)
		branch_cancel_one(w, token);
}

/* Nothing is left to do. Lags that still run are nobody's any more. */
void agenda_finish(struct world *w, uint32_t root)
{
	assert(agenda_is_sound(w, root) && "it ends when nothing is left to do");
	agenda_cancel(w, root);
	item_at(w, root)->flags |= ITEM_WORKED;
	flow_list(w, root);
}

/* --- tokens -------------------------------------------------------------------------------------------------------------------- */

uint32_t agenda_token(struct world *w, uint32_t root, uint32_t position, uint32_t from)
{
	uint32_t token = branch_token(w, root, w->model->kinds[item_at(w, root)->kind].task_first + position);
	if (token == NONE)
		return NONE;
	item_at(w, token)->state = ITEM_READY;
	if (from != root)
		ledger_copy(w, from, token);
	return token;
}

void agenda_drop(struct world *w, uint32_t token)
{
	item_at(w, token)->state = ITEM_GONE;
	branch_drop(w, token);
}

bool agenda_repeats(const struct world *w, uint32_t token)
{
	return item_entry(w, token)->passes > 0;
}

double agenda_work(struct world *w, uint32_t token, double work, bool drawn)
{
	double all = w->flows[item_at(w, token)->kind].practice->work(w, token, work), share = flow_share(w, token);
	struct entry *e = item_entry(w, token);
	if (drawn) {
		e->work = all * share;
		e->own = work * share;
		e->time += e->own;
	}
	return all * share;
}

bool agenda_began(const struct world *w, uint32_t token)
{
	return !isnan(item_entry(w, token)->start);
}

/* What has come back is done again: as rework. */
void agenda_take_up(struct world *w, uint32_t token)
{
	struct item *item = item_at(w, token);
	struct entry *e = item_entry(w, token);
	item->flags &= (uint8_t)~(ITEM_TOOK | ITEM_STARTED | ITEM_RETURNING);
	item->flags |= e->passes > 0 ? ITEM_REWORKED | ITEM_RETURNING : 0;
	item->visits = 0;
	e->token = token;
	e->share = e->left;
	e->left = 0.0;
	e->begun = false;
	if (practice_of(w, token)->taken_up)
		practice_of(w, token)->taken_up(w, token);
}

void agenda_due(struct world *w, uint32_t token)
{
	struct entry *e = item_entry(w, token);
	assert(e->token == token && e->lacking == 0 && "a task is due when nothing is lacking");
	e->again = w->now;
	if (isnan(e->start))
		e->due = w->now;
	flow_list_next(w, token);
}

/* What was to be done stays to be done. */
void agenda_withdraw(struct world *w, uint32_t token)
{
	struct entry *e = item_entry(w, token);
	assert(!e->begun && "what has begun goes on");
	e->token = NONE;
	e->left = fmin(e->left + e->share, 1.0);
	branch_cancel_one(w, token);
}

/* What is left of the work in hand, as a share of its pass; 0: it is over at this instant, or cannot be left in the middle (a batch goes
   on with all of it, and what it has begun goes on by itself). */
static double rest_of(const struct world *w, uint32_t token)
{
	const struct item *item = item_at(w, token);
	const struct service *service = w->service_at ? item_service(w, token) : &no_service;
	double rest = 0.0, work = item_entry(w, token)->work;
	if (item->state == ITEM_WAITING)
		rest = item->flags & ITEM_BEGUN && service->work >= 0.0 ? service->work : work;
	else if (service->batch != NONE)
		return 0.0;
	else if ((item->state == ITEM_SERVED || item->state == ITEM_PAUSED) && service->setting_up)
		return 1.0;
	else if (item->state == ITEM_SERVED)
		rest = service_is_over(w, token) ? 0.0 : (event_time(&w->events, item->timer) - w->now) * service_speed(w, item);
	else if (item->state == ITEM_PAUSED)
		rest = service->rest * service_speed(w, item);
	else if (item->state == ITEM_DELAYED)
		rest = service_is_over(w, token) ? 0.0 : event_time(&w->events, item->timer) - w->now;
	return rest > 0.0 ? fmin(rest / work, 1.0) : 0.0;
}

/* Takes a token out of the work in hand; what it has taken, the project keeps. */
static void leave_work(struct world *w, uint32_t token)
{
	struct item *item = item_at(w, token);
	if (w->trace_at && (item->state == ITEM_SERVED || item->state == ITEM_DELAYED))
		trace_spell_of_one(w, token, TRACE_PUT_DOWN);
	if (item->state == ITEM_DELAYED) {
		event_cancel(&w->events, item->timer);
		item->state = ITEM_READY;
	} else if (item->state == ITEM_SERVED) {
		service_cancel(w, token);
		service_end(w, token);
	}
	branch_pass_on(w, token, item->parent);
	branch_cancel_one(w, token);
}

void agenda_put_down(struct world *w, uint32_t token)
{
	struct entry *e = item_entry(w, token);
	if (!e->begun) {
		agenda_withdraw(w, token);
		return;
	}
	double rest = rest_of(w, token);
	if (!(rest > 0.0))
		return;
	const struct task *task = &w->model->tasks[item_at(w, token)->task];
	if (w->accounts && task->cost_of_work.form != EXPR_ABSENT)
		money_of_work(w, token, task, e->share * (1.0 - rest));
	e->left = fmin(e->left + e->share * rest, 1.0);
	e->time -= e->own * rest;
	e->token = NONE;
	leave_work(w, token);
}

/* --- waiting for a begin or an end ---------------------------------------------------------------------------------------------- */

void agenda_wait(struct world *w, uint32_t token, double until)
{
	struct item *item = item_at(w, token);
	item->state = ITEM_PENDING;
	item->since = w->now;
	item->timer = EVENT_NONE;
	if (until == INFINITY)
		return;
	item->timer = event_at(&w->events, until, PHASE_COMPLETION, HAPPENS_COMPLETION, token);
	if (item->timer == EVENT_NONE)
		world_no_memory(w);
}

void agenda_charge_wait(struct world *w, uint32_t token, uint32_t cause)
{
	ledger_add(w, token, cause, w->now - item_at(w, token)->since);
	if (w->trace_at && cause != CAUSE_PARTNER && w->now > item_at(w, token)->since)
		trace_spell_of_one(w, token, TRACE_DONE);
	item_at(w, token)->since = w->now;
}

/* --- passes --------------------------------------------------------------------------------------------------------------------- */

static void end_task(struct world *w, uint32_t token)
{
	uint32_t root = item_at(w, token)->parent;
	struct entry *e = item_entry(w, token);
	struct agenda *agenda = item_agenda(w, root);
	item_at(w, token)->state = ITEM_READY;
	e->end = w->now;
	e->token = NONE;
	practice_of(w, root)->ended(w, token);
	bool done = agenda->open == 0;
	if (done)
		ledger_copy(w, token, root);   /* it keeps the times of the task that ended last */
	agenda_drop(w, token);
	if (done)
		agenda_finish(w, root);
}

/* After a pass: what has come back meanwhile is next, as soon as the task may begin; else its end, as soon as it may end. `apart`: not
   before all that happens with what is done just now has happened. */
static void go_on(struct world *w, uint32_t token, bool apart)
{
	struct entry *e = item_entry(w, token);
	if (e->left > 0.0 && e->lacking > 0) {
		e->token = NONE;
		agenda_drop(w, token);
		return;
	}
	if (e->left > 0.0) {
		agenda_take_up(w, token);
		agenda_due(w, token);
		return;
	}
	double until = practice_of(w, token)->may_end(w, item_at(w, token)->parent, item_position(w, token));
	if (until > w->now || apart)
		agenda_wait(w, token, fmax(until, w->now));
	else
		end_task(w, token);
}

void agenda_start(struct world *w, uint32_t token)
{
	struct entry *e = item_entry(w, token);
	assert(e->token == token && "whoever works on a task stands for it");
	if (e->begun)
		return;
	assert(e->lacking == 0 && e->again <= w->now && "a task never begins before it is due");
	e->begun = true;
	if (!isnan(e->start))
		return;
	e->start = w->now;
	practice_of(w, token)->started(w, token);
}

void agenda_skip(struct world *w, uint32_t token)
{
	item_entry(w, token)->skipped = true;
	agenda_start(w, token);
}

bool agenda_count_pass(struct world *w, uint32_t token)
{
	if (++item_entry(w, token)->passes <= PASSES_AT_MOST)
		return true;
	const struct task *task = &w->model->tasks[item_at(w, token)->task];
	world_stop_at(w, ENGINE_ENDLESS, task->node,
		"'%s' of '%s' is done again and again without end, more than %d times: what comes back to it, by 'rework' or 'affected_by', brings back "
		"more of the same; lower the chances", task->name, w->model->kinds[task->kind].name, PASSES_AT_MOST);
	return false;
}

void agenda_end(struct world *w, uint32_t token)
{
	struct item *item = item_at(w, token), *root = item_at(w, item->parent);
	struct entry *e = item_entry(w, token);
	assert(e->token == token && e->begun && "a pass ends once, and has begun before");
	allocate_release(w, token);
	root->visits = (uint16_t)(root->visits + item->visits);
	root->flags |= item->flags & ITEM_REWORKED;
	branch_pass_on(w, token, item->parent);
	e->over = w->now;
	if (practice_of(w, token)->pass_over)
		practice_of(w, token)->pass_over(w, token);
	if (e->skipped || agenda_count_pass(w, token))
		go_on(w, token, false);
}

void agenda_look_again(struct world *w, uint32_t token)
{
	struct item *item = item_at(w, token);
	if (item->state != ITEM_PENDING || !item_entry(w, token)->begun)
		return;
	agenda_charge_wait(w, token, item->timer != EVENT_NONE ? CAUSE_PLANNED : CAUSE_PARTNER);
	event_cancel(&w->events, item->timer);
	item->timer = EVENT_NONE;
	go_on(w, token, true);
}

/* Where the shortest goes first, its place was by the work that it had. */
void agenda_queue_again(struct world *w, uint32_t token)
{
	const struct item *item = item_at(w, token);
	if ((item->state != ITEM_WAITING && item->state != ITEM_IN_FRONT) || !w->model->stations[item->station].key_needs_work)
		return;
	allocate_withdraw(w, token);
	flow_list(w, token);
}

/* While a pass that has not begun is due, it grows; else there will be another one. */
bool agenda_return(struct world *w, uint32_t root, uint32_t position, double share, double most)
{
	struct agenda *agenda = item_agenda(w, root);
	struct entry *e = &agenda->entries[position];
	if (!(share > 0.0))
		return false;
	double *part = e->token != NONE && !e->begun ? &e->share : &e->left;
	*part = *part + share > 1.0 ? most : *part + share;
	if (e->token != NONE && !e->begun) {
		agenda_queue_again(w, e->token);
	} else if (e->token != NONE) {
		agenda_look_again(w, e->token);
	} else if (!isnan(e->end)) {
		e->end = NAN;
		return true;
	}
	return false;
}

void agenda_time_over(struct world *w, uint32_t token)
{
	struct entry *e = item_entry(w, token);
	if (practice_of(w, token)->time_over(w, token))
		return;
	agenda_charge_wait(w, token, CAUSE_PLANNED);
	if (e->begun)
		end_task(w, token);
	else if (practice_of(w, token)->comes_due)
		practice_of(w, token)->comes_due(w, token);
	else
		agenda_due(w, token);
}

#ifndef NDEBUG
bool agenda_is_sound(const struct world *w, uint32_t root)
{
	const struct agenda *agenda = item_agenda(w, root);
	for (uint32_t t = 0; t < w->model->kinds[item_at(w, root)->kind].task_count; t++) {
		const struct entry *e = &agenda->entries[t];
		const struct item *token = e->token == NONE ? NULL : item_at(w, e->token);
		if (token && (token->parent != root || !(token->flags & ITEM_BRANCH) || item_position(w, e->token) != t || !isnan(e->end)))
			return false;
		if (e->end < e->over || e->over < e->start || e->start < e->due)
			return false;
	}
	return practice_of(w, root)->is_sound(w, root);
}
#endif
