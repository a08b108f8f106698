/* What becomes of an item: it walks the tasks of its kind until it has to wait for something, forks and joins, starts others, is sent
   back, and leaves. Steps that take no time run in one loop and never enter the event set. */
#include <math.h>
#include <string.h>
#include "usual.h"

#define CHANCE_ROUNDING 1e-9    /* chances that add up to 1 may come out as a little more */

/* --- who goes on within this instant ------------------------------------------------------------------------------------------ */

void flow_list(struct world *w, uint32_t index)
{
	struct item *item = item_at(w, index);
	item->state = ITEM_LISTED;
	item->next = NONE;
	item->prev = w->ready_tail;
	if (w->ready_tail == NONE)
		w->ready_head = index;
	else
		item_at(w, w->ready_tail)->next = index;
	w->ready_tail = index;
}

/* As whoever walks a process goes on at once, so does what an item in hand makes due: before those listed earlier, in turn among
   themselves. */
void flow_list_next(struct world *w, uint32_t index)
{
	uint32_t before = w->ready_last, after = before == NONE ? w->ready_head : item_at(w, before)->next;
	struct item *item = item_at(w, index);
	item->state = ITEM_LISTED;
	item->prev = before;
	item->next = after;
	if (before == NONE)
		w->ready_head = index;
	else
		item_at(w, before)->next = index;
	if (after == NONE)
		w->ready_tail = index;
	else
		item_at(w, after)->prev = index;
	w->ready_last = index;
}

void flow_unlist(struct world *w, uint32_t index)
{
	if (w->ready_last == index)
		w->ready_last = item_at(w, index)->prev;
	list_remove(w, &w->ready_head, &w->ready_tail, index);
}

/* --- chances and amounts of work ---------------------------------------------------------------------------------------------- */

static struct task_words *words_of(struct world *w, const struct task *task)
{
	return &w->words[task - w->model->tasks];
}

/* Chances that hang on facts or on the state can go wrong only here. */
static void complain_about_chance(struct world *w, uint32_t index, const char *what, double p)
{
	const struct task *task = &w->model->tasks[item_at(w, index)->task];
	world_stop_at(w, ENGINE_WRONG, task->node, "%s at '%s' came out as %.4g %%: chances are between 0 %% and 100 %%", what, task->name,
		100.0 * p);
}

static bool happens(struct world *w, uint32_t index, const struct expr *chance, struct words *words, uint64_t luck, uint32_t pass)
{
	double p = world_value(w, index, chance, luck, pass);
	if (!(p > 0.0 && p < 1.0)) {
		if (!(p >= 0.0 && p <= 1.0 + CHANCE_ROUNDING))
			complain_about_chance(w, index, "a chance", p);
		return p >= 1.0;
	}
	return stream_unit(world_word(words, item_at(w, index)->luck, pass)) < p;
}

static bool is_true(struct world *w, uint32_t index, const struct expr *when, uint64_t luck, uint32_t pass)
{
	return world_value(w, index, when, luck, pass) != 0.0;
}

/* Work that was lost in a handoff. */
static bool is_done_again(const struct world *w, uint32_t index)
{
	return w->trail_at && item_trail(w, index)->back_to != NONE;
}

/* The share of a task's work that is to be done: 1, or while on the way back the product of what sent it back. */
double flow_share(const struct world *w, uint32_t index)
{
	const struct item *item = item_at(w, index);
	const struct rework_record *r = item_rework(w, index);
	double share = is_done_again(w, index) ? item_trail(w, index)->share : item_on_agenda(w, index) ? item_entry(w, index)->share : 1.0;
	for (uint32_t i = 0; i < w->model->kinds[item->kind].rework_slots; i++)
		if (r[i].active)
			share *= r[i].share;
	return share;
}

/* The work as the task says it, before any share. */
static double full_work(struct world *w, const struct item *item, const struct task *task)
{
	const struct station *station = &w->model->stations[item->station];
	if (task->quantity.form != EXPR_ABSENT) {
		double quantity = expr_value(&task->quantity, &w->env), norm = expr_value(&task->norm, &w->env);
		return quantity / (norm * (station->needs.count ? station->needs.list[0].number : 1));
	}
	const struct visit *elsewhere = item_elsewhere(task, item->station);
	return expr_value(elsewhere ? &elsewhere->time : &task->time, &w->env);
}

/* Whoever decides in place of another looks at it afresh. */
static void draw_work_of(struct world *w, uint32_t index, const struct item *item, const struct task *task)
{
	uint32_t pass = item_pass(w, index, task);
	if (is_done_again(w, index))
		hand_draw_again(w, index);
	else if (task->decision && item->station == task->decision->escalated)
		stream_address(&w->stream, w->model->kinds[item->kind].hash, item->luck, task->decision->luck_escalates + 1, pass);
	else
		world_luck(w, &words_of(w, task)->time, item, task->luck_time, pass);
}

double flow_work(struct world *w, uint32_t index, bool drawn)
{
	const struct item *item = item_at(w, index);
	const struct task *task = &w->model->tasks[item->task];
	draw_work_of(w, index, item, task);
	w->env.facts = item_facts(w, item_root(w, index));
	w->subject = index;
	w->env.means = !drawn;
	double work = full_work(w, item, task);
	if (item_on_agenda(w, index) && !is_done_again(w, index)) {
		work = agenda_work(w, index, work, drawn);
		w->env.means = false;
		return work;
	}
	w->env.means = false;
	return item->flags & ITEM_RETURNING ? work * flow_share(w, index) : work;
}

/* --- after the work of a task ------------------------------------------------------------------------------------------------- */

/* Begins the items that a task starts. The k-th has the address hash(parent, task, pass, k), and a parent is an item of its kind.
   True: this item waits for them. */
static bool start_others(struct world *w, uint32_t index, const struct task *task)
{
	uint32_t pass = item_pass(w, index, task);
	double wanted = task->start_number.form == EXPR_ABSENT ? 1.0 : world_value(w, index, &task->start_number, task->luck_start, pass);
	uint32_t count = wanted > 0.0 ? (uint32_t)fmin(floor(wanted + 0.5), 1e8) : 0;
	uint64_t parent = stream_mix(w->model->kinds[task->kind].hash, item_at(w, index)->luck);
	uint64_t luck = stream_mix(stream_mix(parent, task->luck_start), pass);
	item_at(w, index)->flags |= ITEM_STARTED;
	for (uint32_t k = 0; k < count && !w->over; k++) {
		uint32_t other = source_item(w, task->start_kind, stream_mix(luck, k), index, NULL);
		if (other == NONE)
			return false;
		if (task->start_wait) {
			item_at(w, other)->parent = index;
			item_at(w, index)->refs++;
		}
		flow_list(w, other);
	}
	if (!task->start_wait || count == 0)
		return false;
	allocate_release(w, index);
	struct item *item = item_at(w, index);
	item->state = ITEM_AWAITING;
	item->since = w->now;
	item->awaited = count;
	return true;
}

/* The item has passed the task that sent it back; another one may still be before it. */
static void end_rework(struct world *w, uint32_t index, struct rework_record *record)
{
	struct item *item = item_at(w, index);
	const struct rework_record *r = item_rework(w, index);
	record->active = false;
	item->flags &= (uint8_t)~ITEM_RETURNING;
	for (uint32_t i = 0; i < w->model->kinds[item->kind].rework_slots; i++)
		if (r[i].active)
			item->flags |= ITEM_RETURNING;
}

/* Whether the rework of this task sends the item back; keeps the record of it. */
static bool sends_back(struct world *w, uint32_t index, const struct task *task, uint32_t pass)
{
	struct rework_record *r = item_rework(w, index) + task->rework_slot;
	bool back = r->times < task->rework_at_most;
	if (back)
		back = task->rework_when.form != EXPR_ABSENT ? is_true(w, index, &task->rework_when, task->luck_rework, pass)
			: happens(w, index, &task->rework_chance, &words_of(w, task)->rework, task->luck_rework, pass);
	if (!back) {
		if (r->active)
			end_rework(w, index, r);
		r->times = 0;
		return false;
	}
	r->share = task->rework_share.form == EXPR_ABSENT ? 1.0
		: world_value(w, index, &task->rework_share, task->luck_rework + 1, pass);
	if (item_on_agenda(w, index) && agenda_count_pass(w, index))
		r->share *= w->flows[task->kind].practice->repeat(w, index);
	r->active = true;
	if (r->times < UINT32_MAX)
		r->times++;
	item_at(w, index)->flags |= ITEM_REWORKED | ITEM_RETURNING;
	return true;
}

/* Which of the chances a number below 1 takes; their count: none. The search begins where it would end if all were alike. */
static uint32_t draw_constant(const struct ways *ways, double u)
{
	uint32_t i = (uint32_t)(u * ways->chance_count);
	while (i > 0 && u < ways->chances[i - 1].reach)
		i--;
	while (i < ways->chance_count && u >= ways->chances[i].reach)
		i++;
	return i;
}

static uint32_t draw_chance(struct world *w, uint32_t index, const struct task *task, const struct ways *ways, uint32_t pass)
{
	double u = stream_unit(world_word(&words_of(w, task)->next, item_at(w, index)->luck, pass));
	if (ways->constant)
		return draw_constant(ways, u);
	uint32_t i = 0;
	for (; i < ways->chance_count; i++) {
		uint32_t entry = ways->chances[i].entry;
		u -= world_value(w, index, &task->next[entry].chance, task->luck_next + entry, pass);
		if (u < 0.0)
			break;
	}
	return i;
}

/* Where the item goes from here: rework first, then the conditions in order, then one draw over the chances. */
static uint32_t choose_next(struct world *w, uint32_t index, const struct task *task, const struct ways *ways, uint32_t pass)
{
	if (task->rework_to != NONE && sends_back(w, index, task, pass))
		return task->rework_to;
	for (uint32_t i = 0; i < ways->condition_count; i++) {
		uint32_t entry = ways->conditions[i];
		if (is_true(w, index, &task->next[entry].when, task->luck_next + entry, pass))
			return task->next[entry].to;
	}
	uint32_t drawn = ways->chance_count ? draw_chance(w, index, task, ways, pass) : 0;
	return drawn < ways->chance_count ? ways->chances[drawn].to : TO_FOLLOWING;
}

/* A task that is skipped is not done, but the next time it has new luck all the same. */
static void count_pass(struct world *w, uint32_t index, uint32_t slot, bool skipped)
{
	struct pass_record *passes = &item_passes(w, item_root(w, index))[slot];
	passes->times++;
	passes->done += !skipped;
}

/* Moves the item's task on. False: it has left, or its branch has ended. */
static bool go_on(struct world *w, uint32_t index, const struct task *task, uint32_t slot, uint32_t to, bool skipped)
{
	if (slot != NONE)
		count_pass(w, index, slot, skipped);
	if (to == TO_FOLLOWING)
		to = task->following;
	if (to == TO_END && (item_at(w, index)->flags & ITEM_BRANCH)) {
		branch_end(w, index);
		return false;
	}
	if (to == TO_END || to == TO_SCRAP) {
		flow_leave(w, index, to == TO_END ? LEAVE_COMPLETED : LEAVE_SCRAPPED);
		return false;
	}
	struct item *item = item_at(w, index);
	item->task = to;
	item->flags &= (uint8_t)~(ITEM_TOOK | ITEM_STARTED);
	return true;
}

/* Nobody has decided in time: the task ends without having been done. */
static bool is_defaulted(const struct world *w, uint32_t index, const struct task *task)
{
	return task->decision && item_request(w, index)->defaulted;
}

void flow_set_facts(struct world *w, uint32_t index, const struct settings *settings, uint32_t pass)
{
	bool told = w->flows[item_at(w, index)->kind].case_plan != NULL;
	uint32_t root = item_root(w, index);
	for (uint32_t i = 0; i < settings->count; i++) {
		double value = world_value(w, index, &settings->list[i].value, settings->luck + i, pass);
		double *fact = &item_facts(w, root)[settings->list[i].fact];
		bool changed = *fact != value;
		*fact = value;
		if (told && changed)
			case_fact_changed(w, root, settings->list[i].fact);
	}
	if (settings->count > 0 && w->model->kinds[item_at(w, index)->kind].review_change)
		review_item(w, root);
}

/* Facts are set, others started, things given back. True: the item waits for those that it has started. */
static bool settle(struct world *w, uint32_t index, const struct task *task)
{
	if (!(item_at(w, index)->flags & ITEM_STARTED)) {
		bool defaulted = is_defaulted(w, index, task);
		const struct settings *sets = defaulted ? &task->decision->sets : &task->sets;
		if (task->decision)
			decide_settle(w, index);
		if (defaulted && w->flows[task->kind].case_plan)
			item_entry(w, index)->skipped = true;
		if (w->accounts && !defaulted)
			money_step(w, index, task);
		if (sets->count > 0) {
			flow_set_facts(w, index, sets, item_pass(w, index, task));
			if (w->flows[task->kind].case_plan)
				case_facts_set(w, index);
		}
		if (task->start_kind != NONE && start_others(w, index, task))
			return true;
	}
	for (uint32_t i = 0; i < task->give.count; i++)
		hold_give(w, index, task->give.list[i].resource, task->give.list[i].number);
	return false;
}

/* What comes after the work, up to the choice of the way. False: the item is not in hand. */
static bool after_work(struct world *w, uint32_t index, const struct task *task, const struct outline *outline)
{
	if (!(outline->traits & TASK_ONLY_WORK) && settle(w, index, task))
		return false;
	uint32_t to = outline->after;
	if (!(outline->traits & TASK_ONE_WAY))
		to = choose_next(w, index, task, &outline->ways, item_pass_at(w, index, outline->pass_slot));
	return go_on(w, index, task, outline->pass_slot, to, is_defaulted(w, index, task));
}

/* --- the walk ----------------------------------------------------------------------------------------------------------------- */

static void begin_wait(struct world *w, uint32_t index)
{
	const struct task *task = &w->model->tasks[item_at(w, index)->task];
	allocate_release(w, index);
	double d = world_value(w, index, &task->time, task->luck_time, item_pass(w, index, task));
	bool on_agenda = item_on_agenda(w, index);
	if (on_agenda)
		d = agenda_work(w, index, d, true);
	if (!(d >= 0.0 && d < INFINITY)) {
		world_stop_at(w, ENGINE_WRONG, task->node, "a wait at '%s' came out as %.4g: a time is a number from 0 on; look at its arguments",
			task->name, d);
		return;
	}
	struct item *item = item_at(w, index);
	item->state = ITEM_DELAYED;
	item->since = w->now;
	item->timer = event_at(&w->events, w->now + d, PHASE_COMPLETION, HAPPENS_COMPLETION, index);
	if (item->timer == EVENT_NONE)
		world_no_memory(w);
	if (on_agenda)
		agenda_start(w, index);
}

/* Whether the item has to take something first. What a task of a project does again goes on with what the project still has. */
static bool takes_first(const struct world *w, uint32_t index, const struct task *task)
{
	if (task->take_station == NONE || (item_at(w, index)->flags & ITEM_TOOK))
		return false;
	return !(item_on_agenda(w, index) && agenda_began(w, index) && hold_has(w, index, &w->model->stations[task->take_station].needs));
}

/* Whether something comes before the work, once the item has what it takes: a handoff on the way to `station` (NONE: no place), a
   meeting. */
static bool comes_later(struct world *w, uint32_t index, const struct task *task, uint32_t station)
{
	if (w->trail_at && hand_over(w, index, station))
		return true;
	return task->decision && decide_gathers(w, index);
}

/* Begins the task that the item has come to. True: it took no time and what comes after it is next. */
static bool begin_task(struct world *w, uint32_t index, const struct task *task)
{
	if (takes_first(w, index, task)) {
		allocate_release(w, index);
		allocate_join(w, index, task->take_station);
		return false;
	}
	if (task->decision)
		decide_ask(w, index);
	uint32_t station = task->decision ? decide_where(w, index) : task->work == WORK_STATION ? task->station : NONE;
	if (comes_later(w, index, task, station))
		return false;
	if (station != NONE) {
		allocate_join(w, index, station);
		return false;
	}
	switch (task->work) {
	case WORK_WAIT:
		begin_wait(w, index);
		return false;
	case WORK_TOGETHER:
		branch_fork(w, index, task);
		return false;
	case WORK_AGENDA:
		agenda_begin(w, index);
		return false;
	case WORK_STATION:
	case WORK_NOTHING:
		break;
	}
	if (item_on_agenda(w, index))
		agenda_start(w, index);
	return true;
}

/* Whether the item does not do the task that it has come to. A task of a project that is done again was not skipped. */
static bool skips(struct world *w, uint32_t index, const struct task *task)
{
	if (task->chance.form == EXPR_ABSENT || (item_at(w, index)->flags & ITEM_TOOK))
		return false;
	bool on_agenda = item_on_agenda(w, index);
	bool skipped = !(on_agenda && agenda_began(w, index))
		&& !happens(w, index, &task->chance, &words_of(w, task)->chance, task->luck_chance, item_pass(w, index, task));
	if (skipped && on_agenda)
		agenda_skip(w, index);
	return skipped;
}

/* Comes to a task. True: its work is over at once (or skipped: *to says where to go on) and what comes after it is next. */
static bool come_to_task(struct world *w, uint32_t index, const struct task *task, bool *skipped)
{
	*skipped = skips(w, index, task);
	return *skipped || begin_task(w, index, task);
}

static bool goes_round(struct world *w, uint32_t index)
{
	if (!world_step(w))
		return false;
	const struct item *item = item_at(w, index);
	world_stop_at(w, ENGINE_ENDLESS, w->model->tasks[item->task].node,
		"an item of '%s' goes round at '%s' for ever without any time passing: give a step of the loop a time, or a way out",
		w->model->kinds[item->kind].name, w->model->tasks[item->task].name);
	return true;
}

/* Whether the task of an agenda at which it was at work has been called off: the work is done, and nothing comes of it. */
static bool is_left_alone(const struct world *w, uint32_t index)
{
	const struct item *item = item_at(w, index);
	return (item->flags & ITEM_ORPHAN) && w->flows[item->kind].practice;
}

/* Walks an item from where it is (worked: after the work of its task) until it has to wait or is gone. */
static void walk(struct world *w, uint32_t index, bool worked)
{
	if (worked && is_left_alone(w, index)) {
		branch_end(w, index);
		return;
	}
	while (!w->over) {
		if (worked && w->trail_at && hand_redone(w, index))
			worked = false;
		uint32_t t = item_at(w, index)->task;
		const struct task *task = &w->model->tasks[t];
		const struct outline *outline = &w->outlines[t];
		bool skipped = false;
		if (!worked) {
			if (outline->traits & TASK_STRAIGHT_IN) {
				usual_join(w, index, outline->station);
				return;
			}
			if (!(outline->traits & TASK_NO_WORK) && !come_to_task(w, index, task, &skipped))
				return;
		}
		worked = false;
		if (!(skipped ? go_on(w, index, task, outline->pass_slot, task->following, true) : after_work(w, index, task, outline)))
			return;
		if (goes_round(w, index))
			return;
	}
}

void flow_enter(struct world *w, uint32_t index)
{
	walk(w, index, false);
}

void flow_taken(struct world *w, uint32_t index)
{
	item_at(w, index)->flags |= ITEM_TOOK;
	flow_list(w, index);
}

static inline void count_work(struct world *w, uint32_t index)
{
	struct item *item = item_at(w, index);
	double time = w->now - item->since;
	if (w->service_at && item_service(w, index)->setting_up)
		ledger_add(w, index, CAUSE_SETUP, time);
	else if (item->flags & ITEM_RETURNING)
		ledger_add(w, index, CAUSE_REWORK, time);
	else
		item->worked += time;
	if (item_on_agenda(w, index))
		item_agenda(w, item->parent)->worked += time;
}

void flow_count_own_work(struct world *w, uint32_t index)
{
	count_work(w, index);
}

void flow_count_work(struct world *w, uint32_t index)
{
	count_work(w, index);
	for (uint32_t i = batch_followers(w, index); i != NONE; i = item_at(w, i)->next)
		count_work(w, i);
}

static inline void count_visit(const struct world *w, struct item *item)
{
	if ((w->outlines[item->task].traits & TASK_VISIT) && item->visits < UINT16_MAX)
		item->visits++;
}

void flow_work_over(struct world *w, uint32_t index)
{
	struct item *item = item_at(w, index);
	item->timer = EVENT_NONE;
	if (item->state == ITEM_SERVED) {
		if (w->service_at && item_service(w, index)->setting_up) {
			service_set_up(w, index);
			return;
		}
		count_work(w, index);
		count_visit(w, item);
		for (uint32_t i = batch_followers(w, index); i != NONE; i = item_at(w, i)->next) {
			count_work(w, i);
			count_visit(w, item_at(w, i));
		}
		usual_end(w, index, item);
	} else if (item->state == ITEM_DELAYED) {
		const struct task *task = &w->model->tasks[item->task];
		ledger_add(w, index, task->decision ? CAUSE_DECISION : CAUSE_PLANNED, w->now - item->since);
		if (w->trace_at && !task->decision)
			trace_spell(w, index, TRACE_DONE);
	} else if (item->state == ITEM_HANDED) {
		ledger_add(w, index, CAUSE_HANDOFF, w->now - item->since);
		item->state = ITEM_READY;
		walk(w, index, false);
		return;
	} else if (item->state == ITEM_PENDING) {
		agenda_time_over(w, index);
		return;
	} else if (item->state == ITEM_JOINING) {
		case_look_again(w, index);
		return;
	} else if (item->state == ITEM_GONE) {
		flow_wake(w, index);
		return;
	}
	item->state = ITEM_READY;
	if ((w->outlines[item->task].traits & TASK_LAST) && !(item->flags & ITEM_BRANCH))
		flow_leave_in_hand(w, item, index, LEAVE_COMPLETED);
	else
		walk(w, index, true);
}

void flow_ready(struct world *w)
{
	while (w->ready_head != NONE && !w->over) {
		uint32_t index = w->ready_head;
		flow_unlist(w, index);
		w->ready_last = NONE;
		struct item *item = item_at(w, index);
		if (goes_round(w, index))
			return;
		bool worked = item->flags & ITEM_WORKED;
		item->flags &= (uint8_t)~ITEM_WORKED;
		item->state = ITEM_READY;
		walk(w, index, worked);
	}
}
