/* With all uncertainty off and nobody to wait for, a project takes as long as the critical path method says: random plans with fixed seeds,
   links of every kind, lags and dates, against a critical path that is found here in the plainest way, by going over all links until
   nothing moves. The floats that the run tells, and the plan that the model is built with, must be those too. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "engine_run.h"
#include "models/project.h"
#include "sim/stream.h"

enum { PLANS = 200, TASKS = 60, LINKS = 4 * TASKS };

struct arrow {
	int from, to, how;
	double lag;
};

struct plan {
	int count, arrows, place[TASKS];       /* place: in the file */
	double time[TASKS], release[TASKS], start[TASKS], finish[TASKS], latest_start[TASKS], latest_finish[TASKS], length;
	struct arrow list[LINKS];
	char text[60000];
	struct stream stream;
};

static int below(struct plan *p, int n)
{
	return (int)(stream_uniform(&p->stream) * n);
}

/* To three digits, so that the text says it exactly as it is here. */
static double some(struct plan *p, double most)
{
	return rint(stream_uniform(&p->stream) * most * 1000.0) / 1000.0;
}

static void draw_plan(struct plan *p, uint64_t seed)
{
	stream_key(&p->stream, seed, 9);
	stream_address(&p->stream, 1, 2, 3, 0);
	p->count = 1 + below(p, TASKS);
	p->arrows = 0;
	for (int i = 0; i < p->count; i++) {
		p->time[i] = below(p, 6) ? some(p, 20) : 0.0;
		p->release[i] = below(p, 8) ? 0.0 : some(p, 60);
		p->place[i] = i;
		for (int j = 0; j < 4 && i > 0; j++)
			if (below(p, 5) < 2)
				p->list[p->arrows++] = (struct arrow){ below(p, i), i, below(p, 3), below(p, 2) ? 0.0 : some(p, 8) };
	}
	for (int i = p->count - 1; i > 0; i--) {
		int j = below(p, i + 1), other = p->place[i];
		p->place[i] = p->place[j];
		p->place[j] = other;
	}
}

static void say_task(struct plan *p, size_t *used, int i)
{
	static const char *const hows[] = { "finish-start", "start-start", "finish-finish" };
	char *at = p->text + *used;
	size_t room = sizeof p->text - *used;
	int length = snprintf(at, room, " t%d = { %s = %.3f;", i, i % 5 == 0 ? "wait" : "time", p->time[i]);
	if (p->release[i] > 0.0)
		length += snprintf(at + length, room - (size_t)length, " not_before = %.3f;", p->release[i]);
	length += snprintf(at + length, room - (size_t)length, " after = (");
	const char *between = "";
	for (int a = 0; a < p->arrows; a++) {
		if (p->list[a].to != i)
			continue;
		length += snprintf(at + length, room - (size_t)length, "%s { task = 't%d'; link = '%s'; lag = %.3f; }", between, p->list[a].from,
			hows[p->list[a].how], p->list[a].lag);
		between = ",";
	}
	*used += (size_t)length + (size_t)snprintf(at + length, room - (size_t)length, " ); };\n");
	cr_assert_lt(*used, sizeof p->text - 1000);
}

static void say_plan(struct plan *p)
{
	size_t used = (size_t)snprintf(p->text, sizeof p->text, "work = { k = { project = {\n");
	for (int i = 0; i < p->count; i++)
		say_task(p, &used, p->place[i]);
	snprintf(p->text + used, sizeof p->text - used, "}; }; };\n");
}

static bool raise(double *number, double to)
{
	bool raises = to > *number;
	*number = raises ? to : *number;
	return raises;
}

static bool lower(double *number, double to)
{
	bool lowers = to < *number;
	*number = lowers ? to : *number;
	return lowers;
}

static void go_forward(struct plan *p)
{
	bool moved = true;
	for (int i = 0; i < p->count; i++) {
		p->start[i] = p->release[i];
		p->finish[i] = 0.0;
	}
	while (moved) {
		moved = false;
		for (int i = 0; i < p->count; i++)
			moved |= raise(&p->finish[i], p->start[i] + p->time[i]);
		for (int a = 0; a < p->arrows; a++) {
			const struct arrow *arrow = &p->list[a];
			double from = arrow->how == LINK_START_START ? p->start[arrow->from] : p->finish[arrow->from];
			moved |= raise(arrow->how == LINK_FINISH_FINISH ? &p->finish[arrow->to] : &p->start[arrow->to], from + arrow->lag);
		}
	}
	p->length = 0.0;
	for (int i = 0; i < p->count; i++)
		p->length = fmax(p->length, p->finish[i]);
}

static void go_backward(struct plan *p)
{
	bool moved = true;
	for (int i = 0; i < p->count; i++)
		p->latest_start[i] = p->latest_finish[i] = p->length;
	while (moved) {
		moved = false;
		for (int i = 0; i < p->count; i++)
			moved |= lower(&p->latest_start[i], p->latest_finish[i] - p->time[i]);
		for (int a = 0; a < p->arrows; a++) {
			const struct arrow *arrow = &p->list[a];
			double to = arrow->how == LINK_FINISH_FINISH ? p->latest_finish[arrow->to] : p->latest_start[arrow->to];
			moved |= lower(arrow->how == LINK_START_START ? &p->latest_start[arrow->from] : &p->latest_finish[arrow->from], to - arrow->lag);
		}
	}
}

static bool near(double a, double b)
{
	return fabs(a - b) <= 1e-9 * fmax(1.0, fmax(fabs(a), fabs(b)));
}

static double told(const struct ran *ran, int task, const char *what)
{
	char name[60];
	snprintf(name, sizeof name, "project.k.t%d.%s", task, what);
	return ran_metric(ran, name);
}

static void compare(const struct plan *p, const struct ran *ran, uint64_t seed)
{
	const struct project *project = ran->model->kinds[0].project;
	cr_expect(near(ran_metric(ran, "project.k.duration"), p->length) && near(project->length, p->length), "plan %d: %.12g, planned %.12g, not %.12g",
		(int)seed, ran_metric(ran, "project.k.duration"), project->length, p->length);
	for (int place = 0; place < p->count; place++) {
		int i = p->place[place];
		double slack = fmin(p->latest_finish[i] - p->finish[i], p->latest_start[i] - p->start[i]);
		const struct cpm_task *planned = &project->tasks[place].plan;
		cr_expect(near(told(ran, i, "start"), p->start[i]) && near(planned->start, p->start[i]), "plan %d, t%d starts at %.12g, planned %.12g, not %.12g",
			(int)seed, i, told(ran, i, "start"), planned->start, p->start[i]);
		cr_expect(near(told(ran, i, "end"), p->finish[i]) && near(planned->finish, p->finish[i]), "plan %d, t%d ends at %.12g, planned %.12g, not %.12g",
			(int)seed, i, told(ran, i, "end"), planned->finish, p->finish[i]);
		cr_expect(near(told(ran, i, "float"), slack) && near(planned->slack, slack), "plan %d, t%d has a float of %.12g, planned %.12g, not %.12g",
			(int)seed, i, told(ran, i, "float"), planned->slack, slack);
		cr_expect_eq(told(ran, i, "critical") == 1.0, slack < 1e-8, "plan %d, t%d", (int)seed, i);
	}
}

Test(project_random, a_certain_project_is_its_critical_path)
{
	static struct plan plan;
	for (uint64_t seed = 1; seed <= PLANS; seed++) {
		draw_plan(&plan, seed);
		say_plan(&plan);
		go_forward(&plan);
		go_backward(&plan);
		struct ran ran = ran_text(plan.text, seed, 1);
		cr_assert(ran.built && ran.end == ENGINE_DONE, "%s\n%s", ran.note.text, plan.text);
		compare(&plan, &ran, seed);
		double sum = ran_metric(&ran, "work.k.time.working");
		int planned = metric_find(&ran.model->metrics, "work.k.time.planned"), partner = metric_find(&ran.model->metrics, "work.k.time.partner");
		sum += (planned >= 0 ? ran.row[planned] : 0.0) + (partner >= 0 ? ran.row[partner] : 0.0);
		cr_expect(near(sum, plan.length), "plan %d: the ledger says %.12g of %.12g", (int)seed, sum, plan.length);
		ran_done(&ran);
	}
}
