/* Expected visits by linear equations: see route.h. Invariant: how often items come to a node is the sum of what enters it,
   so that v = e + P'v (the traffic equations of Jackson 1957) with e the first step. A step with parallel branches sends one
   item into each, so that the columns of P may sum to more than one. What is told are the times that the step is done, not
   skipped. */
#include "route.h"

#include <math.h>
#include <string.h>

enum { NODES = 2000, INDEX = 8192 };

static const double elements_at_most = 4e8;   /* of all matrices that are solved for one kind */

static const double no_pivot = 1e-11;   /* less than this leaves a set of steps: nobody ever leaves it */

/* --- What can happen at all --- */

static bool never(const struct expr *expr)
{
	return expr->form == EXPR_CONSTANT && !(expr->value > 0.0);
}

static bool always(const struct expr *expr)
{
	return expr->form == EXPR_CONSTANT && expr->value >= 1.0;
}

static const struct expr *rework_of(const struct task *t)
{
	return t->rework_when.form == EXPR_ABSENT ? &t->rework_chance : &t->rework_when;
}

bool route_may_rework(const struct task *t)
{
	return t->rework_to != NONE && t->rework_at_most > 0 && !never(rework_of(t));
}

uint32_t route_target(const struct task *t, uint32_t which)
{
	uint32_t to = which < t->next_count ? t->next[which].to : t->following;
	return to == TO_FOLLOWING ? t->following : to;
}

bool route_possible(const struct task *t, uint32_t which)
{
	double sum = 0.0;
	if (which < t->next_count)
		return t->next[which].when.form == EXPR_ABSENT ? !never(&t->next[which].chance) : !never(&t->next[which].when);
	for (uint32_t i = 0; i < t->next_count; i++) {
		if (t->next[i].when.form != EXPR_ABSENT && always(&t->next[i].when))
			return false;
		if (t->next[i].chance.form == EXPR_CONSTANT)
			sum += t->next[i].chance.value;
	}
	return sum < 1.0 - 1e-12;
}

/* --- Memory --- */

static uint32_t taken_index(const struct route *r, uint32_t resource)
{
	uint32_t i = 0;
	while (i < r->taken_count && r->taken[i] != resource)
		i++;
	return i;
}

/* More than there is cannot be held: those who ask for it wait for ever, and the load says why. */
void route_take(const struct route *r, uint16_t *memory, const struct task *t)
{
	if (t->take_station == NONE)
		return;
	const struct amounts *needs = &r->model->stations[t->take_station].needs;
	uint16_t *holds = route_holds(r, memory);
	for (uint32_t i = 0; i < needs->count; i++) {
		uint32_t k = taken_index(r, needs->list[i].resource), most = r->model->resources[needs->list[i].resource].number;
		uint32_t sum = holds[k] + needs->list[i].number;
		most = most < UINT16_MAX ? most : UINT16_MAX;
		holds[k] = (uint16_t)(sum < most ? sum : most);
	}
}

void route_give(const struct route *r, uint16_t *memory, const struct task *t)
{
	uint16_t *holds = route_holds(r, memory);
	for (uint32_t i = 0; i < t->give.count; i++) {
		uint32_t k = taken_index(r, t->give.list[i].resource), number = t->give.list[i].number;
		if (k < r->taken_count)
			holds[k] = (uint16_t)(holds[k] > number ? holds[k] - number : 0);
	}
}

/* Nested shares multiply. */
double route_share(const struct route *r, const uint16_t *memory)
{
	double share = 1.0;
	for (uint32_t t = 0; t < r->kind->task_count && r->kind->rework_slots > 0; t++) {
		const struct task *task = &r->model->tasks[r->kind->task_first + t];
		if (task->rework_to != NONE && memory[r->kind->rework_slots + task->rework_slot])
			share *= r->odds[t].share;
	}
	return share;
}

/* --- The graph --- */

static void edge_add(struct route *r, uint32_t from, uint32_t to, enum route_choice choice, uint32_t which)
{
	if (r->edge_count == r->edge_room) {
		struct route_edge *more = arena_take(r->arena, r->edge_room * 2 + 64, sizeof *more);
		if (r->edge_count)
			memcpy(more, r->edges, r->edge_count * sizeof *more);
		r->edges = more;
		r->edge_room = r->edge_room * 2 + 64;
	}
	r->edges[r->edge_count++] = (struct route_edge){ .from = from, .to = to, .choice = choice, .which = which };
}

/* The node of a task and r->memory, made where it is not there yet. NONE where there are too many. */
static uint32_t node_find(struct route *r, uint32_t task)
{
	uint64_t hash = task;
	for (uint32_t i = 0; i < r->memory_size; i++)
		hash = (hash ^ r->memory[i]) * 0x100000001b3u;
	size_t bytes = r->memory_size * sizeof *r->memory;
	uint32_t at = (uint32_t)(stream_mix(hash, 1) % INDEX);
	for (; r->index[at]; at = (at + 1) % INDEX) {
		const struct route_node *node = &r->nodes[r->index[at] - 1];
		if (node->task == task && (!bytes || !memcmp(node->memory, r->memory, bytes)))
			return r->index[at] - 1;
	}
	if (r->node_count == NODES)
		return NONE;
	uint16_t *memory = arena_take(r->arena, r->memory_size + 1u, sizeof *memory);
	if (bytes)
		memcpy(memory, r->memory, bytes);
	r->nodes[r->node_count] = (struct route_node){ .task = task, .memory = memory };
	r->index[at] = ++r->node_count;
	return r->node_count - 1;
}

static bool go(struct route *r, uint32_t from, uint32_t task, enum route_choice choice, uint32_t which)
{
	if (task == TO_END || task == TO_SCRAP)
		return true;
	uint32_t to = node_find(r, task);
	if (to != NONE)
		edge_add(r, from, to, choice, which);
	return to != NONE;
}

/* Makes r->memory what an item remembers that leaves node `from` by this choice. */
static void remember(struct route *r, uint32_t from, enum route_choice choice)
{
	const struct route_node *node = &r->nodes[from];
	const struct task *t = &r->model->tasks[node->task];
	if (r->memory_size)
		memcpy(r->memory, node->memory, r->memory_size * sizeof *r->memory);
	if (choice == CHOICE_SKIP)
		return;
	route_take(r, r->memory, t);
	if (choice == CHOICE_BRANCH) {
		/* What the item holds meanwhile is counted at the fork, not in each of its branches. */
		memset(route_holds(r, r->memory), 0, r->taken_count * sizeof *r->memory);
		return;
	}
	route_give(r, r->memory, t);
	if (t->rework_to == NONE)
		return;
	bool back = choice == CHOICE_REWORK, shared = t->rework_share.form != EXPR_ABSENT && !always(&t->rework_share);
	uint16_t *times = route_times(r->memory, t->rework_slot);
	*times = (uint16_t)(back && t->rework_at_most != UNLIMITED ? *times + 1 : 0);
	*route_active(r, r->memory, t->rework_slot) = back && shared;
}

/* All edges out of a node. False where the graph grows too large. */
static bool unfold(struct route *r, uint32_t from)
{
	uint32_t task = r->nodes[from].task;
	const struct task *t = &r->model->tasks[task];
	bool spent = false, ok = true;
	if (t->chance.form != EXPR_ABSENT && !always(&t->chance)) {
		remember(r, from, CHOICE_SKIP);
		ok = go(r, from, t->following, CHOICE_SKIP, 0);
	}
	for (uint32_t i = 0; ok && t->work == WORK_TOGETHER && i < t->branch_count; i++) {
		remember(r, from, CHOICE_BRANCH);
		ok = go(r, from, t->branches[i], CHOICE_BRANCH, 0);
	}
	if (ok && route_may_rework(t)) {
		remember(r, from, CHOICE_REWORK);
		spent = t->rework_at_most != UNLIMITED && r->nodes[from].memory[t->rework_slot] >= t->rework_at_most;
		ok = spent || go(r, from, t->rework_to, CHOICE_REWORK, 0);
	}
	enum route_choice choice = spent ? CHOICE_NEXT_AFTER_ALL : CHOICE_NEXT;
	for (uint32_t i = 0; ok && i <= t->next_count; i++) {
		if (!route_possible(t, i))
			continue;
		remember(r, from, choice);
		ok = go(r, from, route_target(t, i), choice, i);
	}
	return ok;
}

static void find_taken(struct route *r)
{
	r->taken = arena_take(r->arena, r->model->resource_count + 1u, sizeof *r->taken);
	for (uint32_t i = 0; i < r->kind->task_count; i++) {
		const struct task *t = &r->model->tasks[r->kind->task_first + i];
		const struct amounts *needs = t->take_station == NONE ? NULL : &r->model->stations[t->take_station].needs;
		for (uint32_t j = 0; needs && j < needs->count; j++)
			if (taken_index(r, needs->list[j].resource) == r->taken_count)
				r->taken[r->taken_count++] = needs->list[j].resource;
	}
}

static bool is_code(const struct expr *expr)
{
	return expr->form == EXPR_CODE;
}

static bool odds_vary(const struct task *t)
{
	bool vary = is_code(&t->chance) || is_code(&t->rework_chance) || is_code(&t->rework_when) || is_code(&t->rework_share);
	for (uint32_t i = 0; i < t->next_count; i++)
		vary = vary || is_code(&t->next[i].chance) || is_code(&t->next[i].when);
	return vary;
}

/* Makes all nodes and edges. False where there are too many. */
static bool unfold_all(struct route *r, const struct sample *s)
{
	r->nodes = arena_take(r->arena, NODES, sizeof *r->nodes);
	r->index = arena_take(r->arena, INDEX, sizeof *r->index);
	bool ok = node_find(r, r->kind->first_task) != NONE;
	for (uint32_t i = 0; ok && i < r->node_count; i++)
		ok = unfold(r, i);
	double elements = (double)r->node_count * r->node_count;
	if (!ok || (r->varies && elements * s->points > elements_at_most))
		return false;
	r->matrix = arena_take(r->arena, (size_t)elements, sizeof *r->matrix);
	r->visits = arena_take(r->arena, r->node_count, sizeof *r->visits);
	return true;
}

void route_init(struct route *r, const struct sample *s, struct arena *arena)
{
	const struct model *m = s->model;
	const struct kind *k = &m->kinds[s->kind];
	*r = (struct route){ .model = m, .kind = k, .arena = arena };
	r->odds = arena_take(arena, k->task_count + 1u, sizeof *r->odds);
	for (uint32_t i = 0; i < k->task_count; i++) {
		const struct task *t = &m->tasks[k->task_first + i];
		r->odds[i].next = arena_take(arena, t->next_count + 1u, sizeof(double));
		r->varies = r->varies || odds_vary(t);
	}
	find_taken(r);
	r->memory_size = 2 * k->rework_slots + r->taken_count;
	r->memory = arena_take(arena, r->memory_size + 1u, sizeof *r->memory);
	r->outside = arena_take(arena, ((size_t)k->task_count + 1) * (r->taken_count + 1u), sizeof *r->outside);
	r->passes = arena_take(arena, k->task_count + 1u, sizeof *r->passes);
	if (k->project)
		route_project_init(r);
	else if (!k->case_plan)
		r->equations = k->task_count && !s->history && unfold_all(r, s);
}

/* --- The equations --- */

/* `when` entries in order, then one draw over the chances, then on. */
const struct odds *route_odds(struct route *r, struct sample *s, uint32_t task)
{
	const struct task *t = &r->model->tasks[task];
	struct odds *o = &r->odds[task - r->kind->task_first];
	double rest = 1.0, left = 1.0;
	s->task = task;
	o->done = sample_chance(s, &t->chance, 1.0);
	o->rework = t->rework_to == NONE ? 0.0 : sample_chance(s, rework_of(t), 0.0);
	o->share = t->rework_to == NONE ? 1.0 : fmax(sample_value(s, &t->rework_share, 1.0), 0.0);
	for (uint32_t i = 0; i < t->next_count; i++)
		if (t->next[i].when.form != EXPR_ABSENT) {
			double p = sample_chance(s, &t->next[i].when, 0.0);
			o->next[i] = rest * p;
			rest *= 1.0 - p;
		}
	for (uint32_t i = 0; i < t->next_count; i++)
		if (t->next[i].when.form == EXPR_ABSENT) {
			double p = fmin(sample_chance(s, &t->next[i].chance, 0.0), left);
			o->next[i] = rest * p;
			left -= p;
		}
	/* Chances that sum to one leave nothing, whatever the roundings of their sum. */
	o->next[t->next_count] = left > 1e-12 ? rest * left : 0.0;
	return o;
}

static double edge_weight(const struct route *r, const struct route_edge *e)
{
	const struct odds *o = &r->odds[r->nodes[e->from].task - r->kind->task_first];
	switch (e->choice) {
	case CHOICE_SKIP:
		return 1.0 - o->done;
	case CHOICE_REWORK:
		return o->done * o->rework;
	case CHOICE_NEXT:
		return o->done * (1.0 - o->rework) * o->next[e->which];
	case CHOICE_NEXT_AFTER_ALL:
		return o->done * o->next[e->which];
	default:
		return o->done;
	}
}

/* Solves (I - P')v = e by elimination in the order of the flow. The matrix is an M-matrix, so that no pivoting is needed, and
   nearly all of its elements are zero and stay so, so that lines of a thousand steps cost little more than they have loops.
   False where it is singular and items come there. */
static bool solve(struct route *r)
{
	size_t n = r->node_count;
	double *a = r->matrix, *v = r->visits;
	memset(a, 0, n * n * sizeof *a);
	for (size_t i = 0; i < n; i++) {
		a[i * n + i] = 1.0;
		v[i] = i == 0;
	}
	for (uint32_t i = 0; i < r->edge_count; i++)
		a[r->edges[i].to * n + r->edges[i].from] -= edge_weight(r, &r->edges[i]);
	for (size_t k = 0; k < n; k++) {
		if (!(a[k * n + k] > no_pivot))
			continue;
		for (size_t i = k + 1; i < n; i++) {
			double factor = a[i * n + k] / a[k * n + k];
			if (!(factor < 0.0))
				continue;
			v[i] -= factor * v[k];
			for (size_t j = k; j < n; j++)
				if (a[k * n + j] < 0.0 || j == k)
					a[i * n + j] -= factor * a[k * n + j];
		}
	}
	for (size_t k = n; k-- > 0;) {
		for (size_t j = k + 1; j < n; j++)
			if (a[k * n + j] < 0.0)
				v[k] -= a[k * n + j] * v[j];
		if (!(a[k * n + k] > no_pivot) && v[k] > 0.0) {
			r->trap = r->nodes[k].task;
			return false;
		}
		v[k] = v[k] > 0.0 ? v[k] / a[k * n + k] : 0.0;
	}
	return true;
}

void route_tell(struct route *r, struct sample *s, route_teller tell, void *context)
{
	if (r->kind->project) {
		route_project_tell(r, s, tell, context);
		return;
	}
	if (!r->equations) {
		if (r->kind->task_count)
			route_walk(r, s, tell, context);
		return;
	}
	for (uint32_t i = 0; i < r->kind->task_count && (r->varies || !r->solved); i++)
		route_odds(r, s, r->kind->task_first + i);
	if ((r->varies || !r->solved) && !(r->solved = solve(r))) {
		r->endless = true;
		return;
	}
	for (uint32_t i = 0; i < r->node_count; i++) {
		const struct route_node *node = &r->nodes[i];
		double times = r->visits[i] * r->odds[node->task - r->kind->task_first].done;
		if (times > 0.0)
			tell(context, &(struct passage){ .task = node->task, .times = times, .share = route_share(r, node->memory),
				.holds = node->memory + 2 * (size_t)r->kind->rework_slots });
	}
}
