/* Cases: what makes a task of a case due. A change of a fact, or of what a member is (due, done, reached, open), marks those members
   whose conditions name it; what is marked is looked at, first come in the file first, until nothing is left, and then whether the case
   closes. So a change costs as much as there are conditions that name it, however many cases are open and however large they are.
   Invariant between instants: nothing is marked, and each condition says what it would say if it were looked at again. */
#include <math.h>
#include <string.h>
#include "parts.h"

#define TURNS_AT_MOST 100000     /* of one case at one instant: more are a circle */

/* One bit for each member, and one for the case itself. */
static uint64_t *marks_of(const struct world *w, uint32_t root)
{
	return (uint64_t *)(void *)((char *)item_agenda(w, root) + w->flows[item_at(w, root)->kind].marks_at);
}

double case_asked(const struct world *w, uint32_t root, enum expr_state what, uint32_t index)
{
	const struct member_state *s = &item_case(w, root)->members[index];
	switch (what) {
	case EXPR_DONE: return s->count > 0 ? 1.0 : 0.0;
	case EXPR_ENDED: return s->ended ? 1.0 : 0.0;
	case EXPR_ACTIVE: return s->active ? 1.0 : 0.0;
	default: return s->count;
	}
}

/* --- what has to be looked at ------------------------------------------------------------------------------------------------ */

static void mark(uint64_t *marks, uint32_t i)
{
	marks[i / 64] |= UINT64_C(1) << i % 64;
}

static void mark_all(struct world *w, uint32_t root, const struct indexes *list)
{
	uint64_t *marks = marks_of(w, root);
	for (uint32_t i = 0; i < list->count; i++)
		mark(marks, list->list[i]);
}

static void member_changed(struct world *w, uint32_t root, uint32_t m)
{
	mark_all(w, root, &item_case_plan(w, root)->of_member[m]);
}

/* The first that is marked, which is unmarked; NONE: none is. */
static uint32_t next_marked(struct world *w, uint32_t root)
{
	uint64_t *marks = marks_of(w, root);
	for (uint32_t i = 0; i <= item_case_plan(w, root)->member_count / 64; i++)
		if (marks[i] != 0) {
			uint32_t bit = (uint32_t)__builtin_ctzll(marks[i]);
			marks[i] &= marks[i] - 1;
			return 64 * i + bit;
		}
	return NONE;
}

void case_fact_changed(struct world *w, uint32_t root, uint32_t fact)
{
	mark_all(w, root, &item_case_plan(w, root)->of_fact[fact]);
}

/* Where the task goes on although it has set facts, what hangs on them is followed as soon as all that happens with it now has
   happened. Whoever becomes due then has its ledger. */
void case_facts_set(struct world *w, uint32_t token)
{
	uint32_t root = item_at(w, token)->parent;
	if (item_at(w, root)->timer != EVENT_NONE)
		return;
	uint32_t timer = event_at(&w->events, w->now, PHASE_COMPLETION, HAPPENS_COMPLETION, root);
	item_at(w, root)->timer = timer;
	if (timer == EVENT_NONE)
		world_no_memory(w);
	ledger_copy(w, token, root);
}

static void nothing_to_follow(struct world *w, uint32_t root)
{
	event_cancel(&w->events, item_at(w, root)->timer);
	item_at(w, root)->timer = EVENT_NONE;
}

/* --- what becomes of members ------------------------------------------------------------------------------------------------- */

bool case_holds(struct world *w, uint32_t root, const struct expr *condition, bool absent)
{
	return condition->form == EXPR_ABSENT ? absent : world_value(w, root, condition, 0, 0) != 0.0;
}

/* Something becomes due at this instant. False: it has done so again and again. */
static bool turn(struct world *w, uint32_t root, uint32_t m)
{
	struct case_state *state = item_case(w, root);
	const struct case_member *member = &item_case_plan(w, root)->members[m];
	if (state->turned_at != w->now)
		state->turns = 0;
	state->turned_at = w->now;
	if (++state->turns <= TURNS_AT_MOST)
		return true;
	char facts[400] = "";
	case_tell_facts(w, root, m, facts, sizeof facts);
	world_stop_at(w, ENGINE_ENDLESS, member->node, "'%s' of '%s' comes up again and again at one instant, more than %d times: what is done "
		"then makes it due anew%s. Let its 'when' cease to hold once it is done, say how often it may 'repeat', or let it take time",
		member->name, w->model->kinds[item_at(w, root)->kind].name, TURNS_AT_MOST, facts);
	return false;
}

/* So many more tasks are due or at work: in the case, and in the stage of this one. */
static void count_active(struct world *w, uint32_t root, uint32_t m, uint32_t more)
{
	struct case_state *state = item_case(w, root);
	uint32_t stage = item_case_plan(w, root)->members[m].stage;
	state->active += more;
	if (stage != NONE)
		state->members[stage].inside += more;
}

static void begin_task(struct world *w, uint32_t root, uint32_t m, uint32_t from)
{
	uint32_t token = agenda_token(w, root, m, from);
	if (token == NONE)
		return;
	struct entry *e = &item_agenda(w, root)->entries[m];
	*e = entry_new;
	count_active(w, root, m, 1);
	agenda_take_up(w, token);
	agenda_due(w, token);
}

/* A milestone whose condition has ceased to hold may be reached anew, even where it holds again before it is looked at. */
static void see_falls(struct world *w, uint32_t root)
{
	const struct case_plan *plan = item_case_plan(w, root);
	const uint64_t *marks = marks_of(w, root);
	for (uint32_t i = 0; i <= plan->member_count / 64; i++)
		for (uint64_t left = marks[i]; left != 0; left &= left - 1) {
			uint32_t m = 64 * i + (uint32_t)__builtin_ctzll(left);
			if (m < plan->task_count && item_case(w, root)->members[m].held)
				item_case(w, root)->members[m].held = case_holds(w, root, &plan->members[m].when, true);
		}
}

static void reach(struct world *w, uint32_t root, uint32_t m)
{
	struct member_state *s = &item_case(w, root)->members[m];
	const struct task *task = &w->model->tasks[w->model->kinds[item_at(w, root)->kind].task_first + m];
	flow_set_facts(w, root, &task->sets, s->count);
	see_falls(w, root);
	s->active = false;
	s->ended = true;
	s->count++;
	if (isnan(s->first))
		s->first = w->now;
}

static void start_clock(struct world *w, uint32_t root, uint32_t m, uint32_t from)
{
	const struct case_member *member = &item_case_plan(w, root)->members[m];
	double time = world_value(w, root, &member->happens, member->luck, item_case(w, root)->members[m].dues - 1);
	if (!(time >= 0.0 && time < INFINITY)) {
		world_stop_at(w, ENGINE_WRONG, member->node, "the time until '%s' happens came out as %.4g: a time is a number from 0 on", member->name,
			time);
		return;
	}
	uint32_t token = agenda_token(w, root, m, from);
	if (token == NONE)
		return;
	struct entry *e = &item_agenda(w, root)->entries[m];
	*e = entry_new;
	e->left = 0.0;   /* a clock has no work */
	e->token = token;
	item_case(w, root)->clocks++;
	agenda_wait(w, token, w->now + time);
}

/* What lies in it may become due, as often as it may, and anew. */
static void open_stage(struct world *w, uint32_t root, uint32_t stage)
{
	const struct case_plan *plan = item_case_plan(w, root);
	struct member_state *members = item_case(w, root)->members;
	members[stage].wait = w->now;
	if (isnan(members[stage].first))
		members[stage].first = w->now;
	for (uint32_t m = 0; m < plan->task_count; m++)
		if (plan->members[m].stage == stage) {
			members[m].turns = 0;
			members[m].held = false;
			mark(marks_of(w, root), m);
		}
}

/* It is due, reached, open, or its clock starts. */
static void come_up(struct world *w, uint32_t root, uint32_t m, uint32_t from)
{
	struct member_state *s = &item_case(w, root)->members[m];
	if (!turn(w, root, m))
		return;
	s->dues++;
	s->turns += item_case_plan(w, root)->members[m].sort == MEMBER_EVENT ? 0 : 1;
	s->active = true;
	s->ended = false;
	switch (item_case_plan(w, root)->members[m].sort) {
	case MEMBER_MILESTONE:
		reach(w, root, m);
		break;
	case MEMBER_EVENT:
		start_clock(w, root, m, from);
		break;
	case MEMBER_STAGE:
		open_stage(w, root, m);
		break;
	case MEMBER_TASK:
		begin_task(w, root, m, from);
	}
	member_changed(w, root, m);
}

/* Work that is done again before it, as something was lost on the way to it, is not its own. */
static bool is_at_work(const struct world *w, uint32_t token)
{
	const struct item *item = item_at(w, token);
	bool works = item->state == ITEM_SERVED || item->state == ITEM_PAUSED;
	bool own = item->task - w->model->kinds[item->kind].task_first == item_position(w, token);
	return works && own && !(w->service_at && item_service(w, token)->setting_up);
}

/* A task that is cancelled has new luck the next time. */
static void count_cancelled(struct world *w, uint32_t root, uint32_t m)
{
	uint32_t slot = w->model->tasks[w->model->kinds[item_at(w, root)->kind].task_first + m].pass_slot;
	if (slot != NONE)
		item_passes(w, root)[slot].times++;
}

/* Whoever is at it goes on, and nothing comes of it. */
static void leave_alone(struct world *w, uint32_t token)
{
	item_at(w, token)->flags |= ITEM_ORPHAN;
	if (w->model->tasks[item_at(w, token)->task].decision)
		decide_forget(w, token);
}

/* It is not due any more, nor at work, and its clock stands still. Work in hand that is to be finished goes on for nobody. */
static void call_off(struct world *w, uint32_t root, uint32_t m)
{
	const struct case_member *member = &item_case_plan(w, root)->members[m];
	struct case_state *state = item_case(w, root);
	struct entry *e = &item_agenda(w, root)->entries[m];
	uint32_t token = e->token;
	if (member->sort == MEMBER_EVENT) {
		state->clocks--;
	} else {
		count_active(w, root, m, UINT32_MAX);   /* one less */
		state->members[m].cancelled += e->begun || w->now > e->again;   /* what came up only as the case closed was never there */
		state->members[m].lost += isnan(e->start) ? 0.0 : w->now - e->start;
		state->members[m].ended = true;
		count_cancelled(w, root, m);
	}
	state->members[m].active = false;
	e->token = NONE;
	if (member->finishes && is_at_work(w, token)) {
		leave_alone(w, token);
	} else {
		if (item_at(w, token)->state == ITEM_SERVED)
			flow_count_own_work(w, token);      /* it was work, though nothing has come of it */
		branch_cancel_one(w, token);
	}
	member_changed(w, root, m);
}

static void close_stage(struct world *w, uint32_t root, uint32_t stage)
{
	const struct case_plan *plan = item_case_plan(w, root);
	struct member_state *members = item_case(w, root)->members;
	for (uint32_t m = 0; m < plan->task_count; m++)
		if (plan->members[m].stage == stage && members[m].active)
			call_off(w, root, m);
	members[stage].active = false;
	members[stage].ended = true;
	members[stage].time += w->now - members[stage].wait;
	members[stage].count++;
	member_changed(w, root, stage);
	mark(marks_of(w, root), stage);
}

/* --- what is looked at ------------------------------------------------------------------------------------------------------- */

static void look_at_task(struct world *w, uint32_t root, uint32_t m, uint32_t from)
{
	const struct case_member *member = &item_case_plan(w, root)->members[m];
	const struct member_state *s = &item_case(w, root)->members[m];
	if (!s->active && s->turns < member->at_most && case_holds(w, root, &member->when, true))
		come_up(w, root, m, from);
}

/* A milestone is reached when its condition becomes true. */
static void look_at_milestone(struct world *w, uint32_t root, uint32_t m, uint32_t from)
{
	const struct case_member *member = &item_case_plan(w, root)->members[m];
	struct member_state *s = &item_case(w, root)->members[m];
	if (s->turns >= member->at_most)
		return;
	bool held = s->held;
	s->held = case_holds(w, root, &member->when, true);
	if (s->held && !held)
		come_up(w, root, m, from);
}

/* An event's clock runs while its condition holds. */
static void look_at_event(struct world *w, uint32_t root, uint32_t m, uint32_t from)
{
	const struct case_member *member = &item_case_plan(w, root)->members[m];
	const struct member_state *s = &item_case(w, root)->members[m];
	if (s->turns >= member->at_most)
		return;
	bool runs = case_holds(w, root, &member->when, true);
	if (runs && !s->active)
		come_up(w, root, m, from);
	else if (!runs && s->active)
		call_off(w, root, m);
}

/* Where nothing is said about its close, that is looked at when all else has settled. */
static void look_at_stage(struct world *w, uint32_t root, uint32_t m, uint32_t from)
{
	const struct case_member *member = &item_case_plan(w, root)->members[m];
	const struct member_state *s = &item_case(w, root)->members[m];
	if (s->active && case_holds(w, root, &member->cancel, false))
		close_stage(w, root, m);
	else if (!s->active && s->turns < member->at_most && case_holds(w, root, &member->when, true) &&
		!case_holds(w, root, &member->cancel, false))
		come_up(w, root, m, from);
}

bool case_is_possible(const struct world *w, uint32_t root, const struct case_member *member)
{
	return member->stage == NONE || item_case(w, root)->members[member->stage].active;
}

static void look_at(struct world *w, uint32_t root, uint32_t m, uint32_t from)
{
	static void (*const looks[])(struct world *w, uint32_t root, uint32_t m, uint32_t from) = { [MEMBER_TASK] = look_at_task,
		[MEMBER_MILESTONE] = look_at_milestone, [MEMBER_EVENT] = look_at_event, [MEMBER_STAGE] = look_at_stage };
	const struct case_member *member = &item_case_plan(w, root)->members[m];
	if (!case_is_possible(w, root, member))
		return;
	if (member->sort == MEMBER_STAGE || !case_holds(w, root, &member->cancel, false))
		looks[member->sort](w, root, m, from);
	else if (item_case(w, root)->members[m].active)
		call_off(w, root, m);
}

static void close_case(struct world *w, uint32_t root)
{
	const struct case_plan *plan = item_case_plan(w, root);
	for (uint32_t m = plan->member_count; m-- > 0;) {
		if (!item_case(w, root)->members[m].active)
			continue;
		if (m >= plan->task_count)
			close_stage(w, root, m);
		else
			call_off(w, root, m);
	}
	item_agenda(w, root)->open = 0;
}

/* Closes the stages that nothing is due or at work in and that say no more about their close. True: there was one. */
static bool close_stages(struct world *w, uint32_t root)
{
	const struct case_plan *plan = item_case_plan(w, root);
	bool any = false;
	for (uint32_t m = plan->task_count; m < plan->member_count; m++) {
		const struct member_state *s = &item_case(w, root)->members[m];
		if (!s->active || s->inside > 0 || plan->members[m].cancel.form != EXPR_ABSENT)
			continue;
		close_stage(w, root, m);
		any = true;
	}
	return any;
}

/* Looks at all that is marked until nothing is. True: it has to be looked at whether the case closes. */
static bool look_at_all(struct world *w, uint32_t root, uint32_t from)
{
	const struct case_plan *plan = item_case_plan(w, root);
	bool look_at_close = false;
	do {
		for (uint32_t m; !w->over && (m = next_marked(w, root)) != NONE;) {
			if (m == plan->member_count)
				look_at_close = true;
			else
				look_at(w, root, m, from);
		}
	} while (!w->over && close_stages(w, root));
	return look_at_close;
}

/* Follows all that has changed until nothing changes any more; `from` is who did it, whose ledger goes on with what becomes due. */
static void follow(struct world *w, uint32_t root, uint32_t from)
{
	const struct case_plan *plan = item_case_plan(w, root);
	nothing_to_follow(w, root);
	see_falls(w, root);
	bool look_at_close = look_at_all(w, root, from) || plan->close.form == EXPR_ABSENT;
	if (w->over || !look_at_close)
		return;
	if (plan->close.form == EXPR_ABSENT ? item_case(w, root)->active == 0 : case_holds(w, root, &plan->close, true))
		close_case(w, root);
}

/* The same, where nobody but the case itself hears of the end. */
static void follow_to_the_end(struct world *w, uint32_t root, uint32_t from)
{
	follow(w, root, from);
	if (item_agenda(w, root)->open == 0)
		agenda_finish(w, root);
	else
		case_look_for_way(w, root);
}

void case_look_again(struct world *w, uint32_t root)
{
	follow_to_the_end(w, root, root);
}

/* --- cases that come back ------------------------------------------------------------------------------------------------------------- */

double case_sleeps(struct world *w, uint32_t root)
{
	const struct case_plan *plan = item_case_plan(w, root);
	const struct item *item = item_at(w, root);
	uint32_t closing = item_case(w, root)->closings++;
	if (plan->reopen_chance.form == EXPR_ABSENT)
		return NAN;
	double p = world_value(w, root, &plan->reopen_chance, plan->luck_reopen + 2, closing);
	stream_address(&w->stream, w->model->kinds[item->kind].hash, item->luck, plan->luck_reopen, closing);
	if (p < 1.0 && !(stream_uniform(&w->stream) < p))
		return NAN;
	double after = world_value(w, root, &plan->reopen_after, plan->luck_reopen + 1, closing);
	if (!(after >= 0.0 && after < INFINITY))
		world_stop_at(w, ENGINE_WRONG, plan->close_node, "the time after which a case of '%s' is opened again came out as %.4g: a time is a "
			"number from 0 on", w->model->kinds[item->kind].name, after);
	w->flows[item->kind].reopened++;
	return after;
}

/* What is told of a case is told anew; what has been done in it stays so. */
static void forget(struct case_state *state, const struct case_plan *plan)
{
	for (uint32_t m = 0; m < plan->member_count; m++) {
		struct member_state *s = &state->members[m];
		s->first = NAN;
		s->time = s->wait = s->lost = 0.0;
		s->starts = s->cancelled = 0;
		s->told = s->count;
		s->told_dues = s->dues;
	}
}

void case_reopen(struct world *w, uint32_t root)
{
	const struct case_plan *plan = item_case_plan(w, root);
	struct agenda *agenda = item_agenda(w, root);
	uint32_t closing = item_case(w, root)->closings;
	item_at(w, root)->state = ITEM_JOINING;
	agenda->open = 1;
	agenda->worked = 0.0;
	forget(item_case(w, root), plan);
	flow_set_facts(w, root, &plan->reopen_sets, closing);
	for (uint32_t m = 0; m <= plan->member_count; m++)
		mark(marks_of(w, root), m);
	follow(w, root, root);
	if (agenda->open > 0)
		case_look_for_way(w, root);
	else if (!w->over)
		world_stop_at(w, ENGINE_WRONG, plan->close_node, "a case of '%s' that is opened again closes at once: what had closed it still holds. "
			"Let 'reopens' set facts so that something becomes due and its 'close' does not hold", w->model->kinds[item_at(w, root)->kind].name);
}

/* --- the practice ------------------------------------------------------------------------------------------------------------ */

static void begin(struct world *w, uint32_t root)
{
	const struct case_plan *plan = item_case_plan(w, root);
	struct case_state *state = item_case(w, root);
	uint64_t *marks = marks_of(w, root);
	item_agenda(w, root)->open = 1;
	item_at(w, root)->timer = EVENT_NONE;
	state->turned_at = NAN;
	for (uint32_t m = 0; m < plan->member_count; m++)
		state->members[m].first = NAN;
	for (uint32_t m = 0; m <= plan->member_count; m++)
		mark(marks, m);
	follow_to_the_end(w, root, root);
}

static void started(struct world *w, uint32_t token)
{
	const struct entry *e = item_entry(w, token);
	struct member_state *s = &item_case(w, item_at(w, token)->parent)->members[item_position(w, token)];
	s->wait += e->start - e->due;
	s->starts++;
	if (isnan(s->first))
		s->first = w->now;
}

static void ended(struct world *w, uint32_t token)
{
	uint32_t root = item_at(w, token)->parent, m = item_position(w, token);
	const struct entry *e = item_entry(w, token);
	struct member_state *s = &item_case(w, root)->members[m];
	s->active = false;
	s->ended = true;
	s->count += !e->skipped;
	s->time += e->skipped ? 0.0 : e->end - e->start;
	s->starts -= e->skipped;
	count_active(w, root, m, UINT32_MAX);   /* one less */
	member_changed(w, root, m);
	mark(marks_of(w, root), m);
	follow(w, root, token);
	if (item_agenda(w, root)->open > 0)
		case_look_for_way(w, root);
}

static double may_end(const struct world *w, uint32_t root, uint32_t position)
{
	(void)w;
	(void)root;
	(void)position;
	return -INFINITY;
}

/* An event happens. */
static bool happen(struct world *w, uint32_t token)
{
	uint32_t root = item_at(w, token)->parent, m = item_position(w, token);
	struct case_state *state = item_case(w, root);
	struct entry *e = item_entry(w, token);
	if (item_case_plan(w, root)->members[m].sort != MEMBER_EVENT)
		return false;
	agenda_charge_wait(w, token, CAUSE_EVENT);
	e->token = NONE;
	state->clocks--;
	state->members[m].turns++;
	reach(w, root, m);
	member_changed(w, root, m);
	mark(marks_of(w, root), m);
	follow(w, root, token);
	if (item_agenda(w, root)->open == 0)
		ledger_copy(w, token, root);
	agenda_drop(w, token);
	if (item_agenda(w, root)->open == 0)
		agenda_finish(w, root);
	else
		case_look_for_way(w, root);
	return true;
}

static double work_of(struct world *w, uint32_t token, double work)
{
	(void)w;
	(void)token;
	return work;
}

static double repeat(struct world *w, uint32_t token)
{
	(void)w;
	(void)token;
	return 1.0;
}

/* Nothing but its tasks and clocks moves it, and each of those has a token. */
static bool hangs(const struct world *w, uint32_t root)
{
	(void)w;
	(void)root;
	return true;
}

static bool calls_off(const struct world *w, uint32_t root)
{
	(void)w;
	(void)root;
	return true;
}

static bool is_sound(const struct world *w, uint32_t root)
{
	const struct case_state *state = item_case(w, root);
	uint32_t active = 0, clocks = 0;
	for (uint32_t m = 0; m < item_case_plan(w, root)->task_count; m++) {
		bool event = item_case_plan(w, root)->members[m].sort == MEMBER_EVENT;
		if (state->members[m].active != (item_agenda(w, root)->entries[m].token != NONE))
			return false;
		active += state->members[m].active && !event;
		clocks += state->members[m].active && event;
	}
	return active == state->active && clocks == state->clocks;
}

const struct practice practice_case = { .begin = begin, .started = started, .ended = ended, .may_end = may_end, .time_over = happen,
	.cancel = nothing_to_follow, .work = work_of, .repeat = repeat, .count = case_count, .start_window = case_start_window, .hangs = hangs,
	.calls_off = calls_off, .is_sound = is_sound };
