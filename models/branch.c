/* Branches in parallel: an item forks into tokens that share its facts and its luck, joins when enough of them have ended, and cancels
   the rest or lets them finish. Invariant: a record goes back to its pool when it is gone and nobody names it as a parent. */
#include "parts.h"

/* With its agenda: until then those who are still at one of its tasks may ask what is on it. */
void branch_put_back(struct world *w, uint32_t index)
{
	if (!(item_at(w, index)->flags & ITEM_BRANCH) && w->flows[item_at(w, index)->kind].practice)
		agenda_free(w, index);
	pool_put(&w->items, index);
}

/* Puts the record back once nobody names it. */
void branch_drop(struct world *w, uint32_t index)
{
	while (index != NONE) {
		struct item *item = item_at(w, index);
		if (item->state != ITEM_GONE || item->refs)
			return;
		uint32_t parent = item->flags & ITEM_BRANCH ? item->parent : NONE;
		branch_put_back(w, index);
		if (parent == NONE)
			return;
		item_at(w, parent)->refs--;
		index = parent;
	}
}

/* Takes a branch out of wherever it is. */
void branch_cancel_one(struct world *w, uint32_t index)
{
	if (item_at(w, index)->state == ITEM_JOINING)
		branch_cancel(w, index);
	allocate_withdraw(w, index);
	if (w->request_at)
		decide_forget(w, index);
	hold_give_all(w, index);
	struct item *item = item_at(w, index);
	item->state = ITEM_GONE;
	item_at(w, item->parent)->flags |= item->flags & ITEM_REWORKED;
	branch_drop(w, index);
}

void branch_cancel(struct world *w, uint32_t index)
{
	struct item *item = item_at(w, index);
	if (w->flows[item->kind].practice) {
		agenda_cancel(w, index);
		return;
	}
	uint32_t f = item->fork;
	struct fork_record *fork = pool_at(&w->forks, f);
	item->state = ITEM_READY;
	for (uint32_t i = 0; i < fork->count; i++) {
		uint32_t token = fork->tokens[i];
		fork->tokens[i] = POOL_NONE;
		if (token != POOL_NONE)
			branch_cancel_one(w, token);
	}
	pool_put(&w->forks, f);
}

/* The branch above or at `index` whose join is over, NONE where there is none: what befalls it touches nobody else. */
uint32_t branch_orphan(const struct world *w, uint32_t index)
{
	for (; item_at(w, index)->flags & ITEM_BRANCH; index = item_at(w, index)->parent)
		if (item_at(w, index)->flags & ITEM_ORPHAN)
			return index;
	return NONE;
}

/* It shares the parent's luck: its tasks have names of their own. */
uint32_t branch_token(struct world *w, uint32_t parent, uint32_t task)
{
	uint32_t token = pool_take(&w->items);
	if (token == POOL_NONE) {
		world_no_memory(w);
		return token;
	}
	struct item *from = item_at(w, parent), *item = item_at(w, token);
	*item = *from;
	item->flags = (uint8_t)((from->flags & (ITEM_REWORKED | ITEM_RETURNING)) | ITEM_BRANCH);
	item->parent = parent;
	item->refs = 0;
	item->holds = NONE;
	item->visits = 0;
	item->task = task;
	if (w->service_at)
		*item_service(w, token) = no_service;
	if (w->accounts)
		*item_bill(w, token) = (struct bill){ .mode = BILL_NOTHING };
	if (w->request_at)
		*item_request(w, token) = no_request;
	if (w->trail_at)
		*item_trail(w, token) = no_trail;
	ledger_copy(w, parent, token);
	memcpy(item_rework(w, token), item_rework(w, parent), w->model->rework_slots * sizeof(struct rework_record));
	from->refs++;
	return token;
}

void branch_fork(struct world *w, uint32_t index, const struct task *task)
{
	uint32_t f = pool_take(&w->forks);
	if (f == POOL_NONE) {
		world_no_memory(w);
		return;
	}
	struct fork_record *fork = pool_at(&w->forks, f);
	fork->count = 0;
	fork->awaited = task->join;
	allocate_release(w, index);
	item_at(w, index)->state = ITEM_READY;
	for (uint32_t i = 0; i < task->branch_count; i++) {
		uint32_t token = branch_token(w, index, task->branches[i]);
		if (token == POOL_NONE)
			return;
		fork->tokens[fork->count++] = token;
		flow_list(w, token);
	}
	struct item *item = item_at(w, index);
	item->state = ITEM_JOINING;
	item->fork = f;
}

/* What a branch took stays with the item. */
void branch_pass_on(struct world *w, uint32_t from, uint32_t to)
{
	struct item *item = item_at(w, from);
	while (item->holds != NONE) {
		uint32_t h = item->holds;
		struct hold *hold = pool_at(&w->holds, h);
		crew_pass_on(w, hold->resource, from, to);
		item->holds = hold->next;
		hold->next = item_at(w, to)->holds;
		item_at(w, to)->holds = h;
	}
}

/* The join is over: the others are cancelled or end by themselves. */
static void join_branches(struct world *w, uint32_t parent)
{
	struct item *item = item_at(w, parent);
	uint32_t f = item->fork;
	struct fork_record *fork = pool_at(&w->forks, f);
	item->flags |= ITEM_WORKED;
	if (w->model->tasks[item->task].rest_finishes) {
		for (uint32_t i = 0; i < fork->count; i++)
			if (fork->tokens[i] != POOL_NONE)
				item_at(w, fork->tokens[i])->flags |= ITEM_ORPHAN;
		pool_put(&w->forks, f);
	} else {
		branch_cancel(w, parent);
	}
	flow_list(w, parent);
}

void branch_end(struct world *w, uint32_t token)
{
	struct item *item = item_at(w, token);
	if (item_on_agenda(w, token)) {
		agenda_end(w, token);
		return;
	}
	uint32_t parent = item->parent;
	allocate_release(w, token);
	item->state = ITEM_GONE;
	if (item->flags & ITEM_ORPHAN) {
		hold_give_all(w, token);
		branch_drop(w, token);
		return;
	}
	struct item *joined = item_at(w, parent);
	struct fork_record *fork = pool_at(&w->forks, joined->fork);
	for (uint32_t i = 0; i < fork->count; i++)
		if (fork->tokens[i] == token)
			fork->tokens[i] = POOL_NONE;
	joined->visits = (uint16_t)(joined->visits + item->visits);
	joined->flags |= item->flags & ITEM_REWORKED;
	branch_pass_on(w, token, parent);
	bool over = --fork->awaited == 0;
	if (over)
		ledger_copy(w, token, parent);   /* it keeps the times of the branch that ended last */
	branch_drop(w, token);
	if (over)
		join_branches(w, parent);
}
