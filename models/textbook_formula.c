/* Closed forms of queueing theory: see textbook_formula.h. Sums and products are taken in an order in which nothing overflows: blocking
   by its recursion, chains scaled as they go, closed networks in logarithms. */
#include "textbook_formula.h"

#include <math.h>
#include <string.h>

/* 1/B(n) = 1 + n/a 1/B(n - 1). Erlang 1917; the recursion in this form: Jagerman 1974. A chance too small for a double is 0. */
double formula_erlang_b(uint32_t servers, double load)
{
	double inverse = 1.0;
	if (!(load > 0.0))
		return 0.0;
	for (uint32_t n = 1; n <= servers && isfinite(inverse); n++)
		inverse = 1.0 + n / load * inverse;
	return 1.0 / inverse;
}

/* C = c B / (c - a (1 - B)). Erlang 1917; Cooper 1981, eq. 3.4.8. */
double formula_erlang_c(uint32_t servers, double load)
{
	double b = formula_erlang_b(servers, load);
	return servers * b / (servers - load * (1.0 - b));
}

/* W = C / (c mu - lambda). Erlang 1917. */
struct formula_queue formula_mmc(uint32_t servers, double rate, double mean)
{
	double load = rate * mean, wait = formula_erlang_c(servers, load) * mean / (servers - load);
	return (struct formula_queue){ .busy = load, .wait = wait, .queue = rate * wait };
}

/* Erlang 1917; for any distribution of the work: Sevastyanov 1957. */
struct formula_queue formula_loss(uint32_t servers, double rate, double mean)
{
	double lost = formula_erlang_b(servers, rate * mean);
	return (struct formula_queue){ .busy = rate * mean * (1.0 - lost), .lost = lost };
}

/* p(n + 1) (min(n + 1, c) / mean + max(n + 1 - c, 0) / patience) = p(n) rate, cut off at c + room. Erlang A: Palm 1957; Garnett,
   Mandelbaum and Reiman 2002. M/M/c/K: Gross and Harris. Weights are scaled down before they overflow. */
bool formula_birth_death(struct formula_queue *out, uint32_t servers, uint32_t room, double rate, double mean, double patience)
{
	static const double large = 1e200, small = 1e-18;
	enum { STATES = 20000000 };
	double weight = 1.0, all = 1.0, busy = 0.0, queue = 0.0;
	bool full = false;
	for (uint32_t n = 1; !full && n < STATES; n++) {
		double at_work = n < servers ? n : servers, waiting = n - at_work, ratio = rate / (at_work / mean + waiting / patience);
		if ((ratio < 1.0 && n > servers && weight * (n + 1.0) < small * all * (1.0 - ratio)))
			break;
		weight *= ratio;
		all += weight;
		busy += weight * at_work;
		queue += weight * waiting;
		if (weight > large) {
			weight /= large;
			all /= large;
			busy /= large;
			queue /= large;
		}
		full = room != UINT32_MAX && n == servers + room;
		if (n + 1 == STATES)
			return false;
	}
	*out = (struct formula_queue){ .busy = busy / all, .queue = queue / all, .lost = full ? weight / all : 0.0 };
	out->left = out->queue / patience / rate;
	out->wait = out->queue / (rate * (1.0 - out->lost));
	return isfinite(out->wait);
}

/* W = lambda E[S^2] / (2 (1 - rho)). Pollaczek 1930, Khinchine 1932. */
double formula_mg1_wait(double rate, double mean, double square)
{
	return rate * square / (2.0 * (1.0 - rate * mean));
}

/* Nobody is interrupted: W(k) = W0 / ((1 - s(k - 1)) (1 - s(k))), W0 of all classes (Cobham 1954). With interruptions:
   T(k) = E[S(k)] / (1 - s(k - 1)) + W0(k) / ((1 - s(k - 1)) (1 - s(k))), W0(k) of the classes up to k (White and Christie 1958; Conway,
   Maxwell and Miller 1967, section 8.6). s(k): the load of the classes up to k. */
bool formula_priorities(struct formula_class *classes, size_t count, bool preempts)
{
	double before = 0.0, rest = 0.0;
	for (size_t k = 0; k < count && !preempts; k++)
		rest += classes[k].rate * classes[k].square / 2.0;
	for (size_t k = 0; k < count; k++) {
		struct formula_class *c = &classes[k];
		double load = before + c->rate * c->mean;
		rest += preempts ? c->rate * c->square / 2.0 : 0.0;
		if (!(load < 1.0))
			return false;
		c->wait = rest / ((1.0 - before) * (1.0 - load));
		c->time = c->wait + (preempts ? c->mean / (1.0 - before) : c->mean);
		before = load;
	}
	return true;
}

/* For the classes up to k the others are not there at all, and who of them is at work makes no difference to their number, which is that
   of M/M/c (Segal 1970): the time of class k is what it adds to it. */
static void time_with_preemption(struct formula_class *classes, size_t count, uint32_t servers)
{
	double rate = 0.0, before = 0.0;
	for (size_t k = 0; k < count; k++) {
		struct formula_class *c = &classes[k];
		rate += c->rate;
		const struct formula_queue q = formula_mmc(servers, rate, c->mean);
		c->time = (q.busy + q.queue - before) / c->rate;
		c->wait = c->time - c->mean;
		before = q.busy + q.queue;
	}
}

/* W(k) = C mean / c / ((1 - s(k - 1)) (1 - s(k))), s: load of a server. Cobham 1954. */
bool formula_priorities_mmc(struct formula_class *classes, size_t count, uint32_t servers, bool preempts)
{
	double before = 0.0, all = 0.0;
	for (size_t k = 0; k < count; k++)
		all += classes[k].rate * classes[k].mean;
	if (!(all < servers))
		return false;
	if (preempts) {
		time_with_preemption(classes, count, servers);
		return true;
	}
	double rest = formula_erlang_c(servers, all) / servers;
	for (size_t k = 0; k < count; k++) {
		struct formula_class *c = &classes[k];
		double load = before + c->rate * c->mean / servers;
		c->wait = rest * c->mean / ((1.0 - before) * (1.0 - load));
		c->time = c->wait + c->mean;
		before = load;
	}
	return true;
}

/* An item occupies the server for C, its work and the repairs meanwhile: E[C] = E[S] (1 + r), E[C^2] = E[S^2] (1 + r)^2 + E[S] E[R^2] / e,
   r = E[R] / e, and waits as in M/G/1 (Gaver 1962; Avi-Itzhak and Naor 1963, model for failures at work). By the clock it may come to
   an empty server that is down: E[R^2] / (2 (e + E[R])) on top (White and Christie 1958; Avi-Itzhak and Naor 1963; by the decomposition
   of Fuhrmann and Cooper 1985). */
bool formula_breakdowns(double rate, double mean, double square, const struct formula_breakdown *fails, double *wait, double *work)
{
	double stretch = 1.0 + fails->repair / fails->every;
	double held = mean * stretch, held_square = square * stretch * stretch + mean * fails->repair_square / fails->every;
	if (!(rate * held < 1.0))
		return false;
	*work = held;
	*wait = formula_mg1_wait(rate, held, held_square);
	if (!fails->by_busy_time)
		*wait += fails->repair_square / (2.0 * (fails->every + fails->repair));
	return true;
}

/* --- Closed networks --- */

/* f(n) = demand^n / (min(1, c) x ... x min(n, c)), scaled so that the largest is 1. */
static void fill_factors(const struct formula_closed *s, double scale, uint32_t items, double *f)
{
	double most = 0.0;
	f[0] = 0.0;
	for (uint32_t n = 1; n <= items; n++) {
		f[n] = f[n - 1] + log(s->demand * scale / (n < s->servers ? n : s->servers));
		most = fmax(most, f[n]);
	}
	for (uint32_t n = 0; n <= items; n++)
		f[n] = exp(f[n] - most);
}

/* g becomes the convolution of g and f. */
static void convolve(double *g, const double *f, uint32_t items, double *scratch)
{
	for (uint32_t n = 0; n <= items; n++) {
		scratch[n] = 0.0;
		for (uint32_t k = 0; k <= n; k++)
			scratch[n] += f[k] * g[n - k];
	}
	memcpy(g, scratch, (items + 1u) * sizeof *g);
}

static void start(double *g, uint32_t items)
{
	memset(g, 0, (items + 1u) * sizeof *g);
	g[0] = 1.0;
}

/* Gordon and Newell 1967, by Buzen's convolution (1973): X = G(N - 1) / G(N), and of one station p(n) = f(n) g(N - n) / G(N) with g of
   all others. Demands are scaled so that the busiest is 1 for each of its servers. */
double formula_closed_network(struct formula_closed *stations, size_t count, uint32_t items, double *room)
{
	size_t row = items + 1u;
	double *g = room, *scratch = room + row, *others = room + 2 * row, *factors = room + 3 * row, most = 0.0;
	for (size_t s = 0; s < count; s++)
		if (stations[s].servers != UINT32_MAX)
			most = fmax(most, stations[s].demand / stations[s].servers);
	if (!(most > 0.0) || items == 0)
		return NAN;
	start(g, items);
	for (size_t s = 0; s < count; s++) {
		fill_factors(&stations[s], 1.0 / most, items, factors + s * row);
		convolve(g, factors + s * row, items, scratch);
	}
	for (size_t s = 0; s < count; s++) {
		start(others, items);
		for (size_t i = 0; i < count; i++)
			if (i != s)
				convolve(others, factors + i * row, items, scratch);
		stations[s].busy = stations[s].queue = 0.0;
		for (uint32_t n = 1; n <= items; n++) {
			double p = factors[s * row + n] * others[items - n] / g[items];
			uint32_t busy = n < stations[s].servers ? n : stations[s].servers;
			stations[s].busy += p * busy;
			stations[s].queue += p * (n - busy);
		}
	}
	return g[items - 1] / g[items] / most;
}
