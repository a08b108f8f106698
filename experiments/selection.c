/* Ranking and selection. Invariant of the sequential procedure: the means of the survivors are over the same rows. */
#include <math.h>
#include <stdlib.h>
#include "quadrature.h"
#include "selection.h"

struct one_stage {
	struct quadrature normal, chi;
	double power, df;
};

/* E Phi(Z + h)^(k-1) (Bechhofer 1954, A single-sample multiple decision procedure). */
static double bechhofer_probability(double h, const void *with)
{
	const struct one_stage *stage = with;
	double sum = 0.0;
	for (size_t i = 0; i < QUADRATURE_NODES; i++)
		sum += stage->normal.weight[i] * pow(quadrature_phi(stage->normal.node[i] + h), stage->power);
	return sum;
}

/* E over y of [E over x of Phi(h / sqrt(1/x² + 1/y²))]^(k-1), x and y independent sample standard deviations (Rinott 1978, On
   two-stage selection procedures; there with x and y chi-square and nu (1/x + 1/y)). */
static double rinott_probability(double h, const void *with)
{
	const struct one_stage *stage = with;
	double sum = 0.0;
	for (size_t i = 0; i < QUADRATURE_NODES; i++) {
		double inner = 0.0, y = stage->chi.node[i];
		for (size_t j = 0; j < QUADRATURE_NODES; j++) {
			double x = stage->chi.node[j];
			inner += stage->chi.weight[j] * quadrature_phi(h * x * y / sqrt(x * x + y * y));
		}
		sum += stage->chi.weight[i] * pow(inner, stage->power);
	}
	return sum;
}

static bool sensible(size_t systems, double confidence)
{
	return systems >= 2 && confidence < 1.0 && confidence * (double)systems > 1.0;
}

double selection_bechhofer(size_t systems, double confidence)
{
	struct one_stage stage = { .power = (double)systems - 1.0 };
	if (!sensible(systems, confidence))
		return NAN;
	quadrature_normal(&stage.normal);
	return quadrature_solve(bechhofer_probability, &stage, confidence);
}

double selection_rinott(size_t systems, size_t first, double confidence)
{
	struct one_stage stage = { .power = (double)systems - 1.0 };
	if (!sensible(systems, confidence) || first < 2)
		return NAN;
	quadrature_chi(&stage.chi, (double)first - 1.0);
	return quadrature_solve(rinott_probability, &stage, confidence);
}

double selection_rinott_count(double h, double sd, double difference, size_t first)
{
	double root = h * sd / difference;
	return fmax((double)first, ceil(root * root));
}

/* eta = ((2 alpha / (k - 1))^(-2 / (n0 - 1)) - 1) / 2, h² = 2 c eta (n0 - 1), with c = 1 (Kim and Nelson 2001, A fully sequential
   procedure for indifference-zone selection in simulation). */
int selection_kn_init(struct selection_kn *kn, size_t systems, size_t first, double confidence, double difference, bool more_is_better)
{
	*kn = (struct selection_kn){ .systems = systems, .first = first, .difference = difference, .more_is_better = more_is_better,
		.survivors = systems, .chosen = systems == 1 ? 0 : SELECTION_NONE };
	if (first < 2 || !(difference > 0.0) || !(systems == 1 || sensible(systems, confidence)))
		return -1;
	double df = (double)first - 1.0, share = 2.0 * (1.0 - confidence) / ((double)systems - 1.0);
	kn->h2 = systems > 1 ? expm1(-2.0 / df * log(share)) * df : 0.0;
	kn->alive = malloc(systems * sizeof *kn->alive);
	kn->beaten = malloc(systems * sizeof *kn->beaten);
	kn->mean = calloc(systems, sizeof *kn->mean);
	kn->pair_mean = calloc(systems * systems, sizeof *kn->pair_mean);
	kn->pair_squares = calloc(systems * systems, sizeof *kn->pair_squares);
	if (!kn->alive || !kn->beaten || !kn->mean || !kn->pair_mean || !kn->pair_squares)
		return -1;
	for (size_t i = 0; i < systems; i++)
		kn->alive[i] = true;
	return 0;
}

void selection_kn_done(struct selection_kn *kn)
{
	free(kn->alive);
	free(kn->beaten);
	free(kn->mean);
	free(kn->pair_mean);
	free(kn->pair_squares);
	*kn = (struct selection_kn){ .chosen = SELECTION_NONE };
}

/* h² S² / delta², the row after which the two are told apart by their means alone. */
static double horizon(const struct selection_kn *kn, size_t i, size_t l)
{
	double squares = i > l ? kn->pair_squares[i * kn->systems + l] : kn->pair_squares[l * kn->systems + i];
	return kn->h2 * squares / ((double)kn->first - 1.0) / (kn->difference * kn->difference);
}

/* How much better system i is than l so far. */
static double lead(const struct selection_kn *kn, size_t i, size_t l)
{
	return kn->more_is_better ? kn->mean[i] - kn->mean[l] : kn->mean[l] - kn->mean[i];
}

static void learn_variances(struct selection_kn *kn, const double *row)
{
	for (size_t i = 0; i < kn->systems; i++)
		for (size_t l = 0; l < i; l++) {
			size_t pair = i * kn->systems + l;
			double x = row[i] - row[l], delta = x - kn->pair_mean[pair];
			kn->pair_mean[pair] += delta / (double)kn->rows;
			kn->pair_squares[pair] += delta * (x - kn->pair_mean[pair]);
		}
}

/* Some survivor leads i by more than W = max(0, delta / 2r (h² S² / delta² - r)). */
static bool is_beaten(const struct selection_kn *kn, size_t i)
{
	double r = (double)kn->rows;
	for (size_t l = 0; l < kn->systems; l++)
		if (l != i && kn->alive[l] && lead(kn, l, i) > fmax(0.0, kn->difference / (2.0 * r) * (horizon(kn, i, l) - r)))
			return true;
	return false;
}

static size_t best_survivor(const struct selection_kn *kn)
{
	size_t best = SELECTION_NONE;
	for (size_t i = 0; i < kn->systems; i++)
		if (kn->alive[i] && (best == SELECTION_NONE || lead(kn, i, best) > 0.0))
			best = i;
	return best;
}

/* All compare with those who were there when the row came: who drops out is known of all before anybody does. */
static void drop_beaten(struct selection_kn *kn)
{
	for (size_t i = 0; i < kn->systems; i++)
		kn->beaten[i] = kn->alive[i] && is_beaten(kn, i);
	for (size_t i = 0; i < kn->systems; i++)
		if (kn->beaten[i]) {
			kn->alive[i] = false;
			kn->survivors--;
		}
}

double selection_kn_at_most(const struct selection_kn *kn)
{
	double longest = 0.0;
	if (kn->chosen != SELECTION_NONE)
		return 0.0;
	if (kn->rows < kn->first)
		return NAN;
	for (size_t i = 0; i < kn->systems; i++)
		for (size_t l = 0; l < i; l++)
			if (kn->alive[i] && kn->alive[l])
				longest = fmax(longest, horizon(kn, i, l));
	return fmax(0.0, floor(longest) + 1.0 - (double)kn->rows);
}

/* With a lead of d the other drops out at the first r with d > W, which is r > delta H / (2d + delta), H its horizon. */
double selection_kn_expected(const struct selection_kn *kn)
{
	double longest = 0.0, most = selection_kn_at_most(kn);
	size_t best = best_survivor(kn);
	if (!(most > 0.0))
		return most;
	for (size_t i = 0; i < kn->systems; i++)
		if (i != best && kn->alive[i])
			longest = fmax(longest, kn->difference * horizon(kn, best, i) / (2.0 * lead(kn, best, i) + kn->difference));
	return fmin(most, fmax(1.0, floor(longest) + 1.0 - (double)kn->rows));
}

bool selection_kn_feed(struct selection_kn *kn, const double *row)
{
	if (kn->chosen != SELECTION_NONE)
		return true;
	for (size_t i = 0; i < kn->systems; i++)
		if (kn->alive[i] && isnan(row[i]))
			return false;
	kn->rows++;
	for (size_t i = 0; i < kn->systems; i++)
		if (kn->alive[i])
			kn->mean[i] += (row[i] - kn->mean[i]) / (double)kn->rows;
	if (kn->rows <= kn->first)
		learn_variances(kn, row);
	if (kn->rows < kn->first)
		return false;
	drop_beaten(kn);
	if (kn->survivors == 1 || selection_kn_at_most(kn) == 0.0)
		kn->chosen = best_survivor(kn);
	return kn->chosen != SELECTION_NONE;
}

static size_t best_of(const double *mean, size_t systems, bool more_is_better)
{
	size_t best = 0;
	for (size_t i = 1; i < systems; i++)
		if (more_is_better ? mean[i] > mean[best] : mean[i] < mean[best])
			best = i;
	return best;
}

/* N_i is proportional to (sd_i / delta_i)², delta_i the distance from the best b; N_b = sd_b sqrt(sum of N_i² / sd_i²) (Chen,
   Lin, Yuecesan and Chick 2000, Simulation budget allocation for further enhancing the efficiency of ordinal optimization). A
   distance of 0 would take everything for ever: it counts as a thousandth of the standard deviation. */
void selection_ocba(const double *mean, const double *sd, size_t systems, double total, bool more_is_better, double *share)
{
	size_t best = best_of(mean, systems, more_is_better);
	double sum = 0.0, squares = 0.0;
	for (size_t i = 0; i < systems; i++) {
		double distance = fmax(fabs(mean[i] - mean[best]), sd[i] / 1000.0), noise = sd[i] > 0.0 ? sd[i] / distance : 0.0;
		share[i] = i == best ? 0.0 : noise * noise;
		sum += share[i];
		squares += sd[i] > 0.0 ? share[i] / sd[i] * (share[i] / sd[i]) : 0.0;
	}
	share[best] = squares > 0.0 ? sd[best] * sqrt(squares) : sd[best] > 0.0 ? 1.0 : 0.0;
	sum += share[best];
	for (size_t i = 0; i < systems; i++)
		share[i] = sum > 0.0 ? share[i] / sum * total : total / (double)systems;
}

/* Nothing can be taken back: those who have had more than their share of the whole get none, and the rest is divided among the
   others as they lack it. What rounding leaves over goes, one by one, to whoever lacks most. */
void selection_ocba_next(const double *mean, const double *sd, const size_t *counts, size_t systems, size_t budget, bool more_is_better,
	double *share, size_t *more)
{
	double total = (double)budget, lacking = 0.0;
	size_t left = budget;
	for (size_t i = 0; i < systems; i++)
		total += (double)counts[i];
	selection_ocba(mean, sd, systems, total, more_is_better, share);
	for (size_t i = 0; i < systems; i++) {
		share[i] = fmax(0.0, share[i] - (double)counts[i]);
		lacking += share[i];
	}
	for (size_t i = 0; i < systems; i++) {
		share[i] *= lacking > 0.0 ? (double)budget / lacking : 0.0;
		more[i] = (size_t)share[i];
		left -= more[i];
	}
	for (; left > 0; left--) {
		size_t most = 0;
		for (size_t i = 1; i < systems; i++)
			if (share[i] - (double)more[i] > share[most] - (double)more[most])
				most = i;
		more[most]++;
	}
}
