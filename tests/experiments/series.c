#include "series.h"

#include <math.h>

const double series_law[10] = { 1.20, 1.50, 1.68, 1.89, 0.95, 1.49, 1.58, 1.55, 0.50, 1.09 };

/* L'Ecuyer 1999 (Good parameters and implementations for combined multiple recursive random number generators). */
void series_exponential(double *out, size_t count)
{
	const int64_t m1 = 4294967087, m2 = 4294944443;
	int64_t a[3] = { 12345, 12345, 12345 }, b[3] = { 12345, 12345, 12345 };
	for (size_t i = 0; i < count; i++) {
		int64_t p = (1403580 * a[1] - 810728 * a[0]) % m1, q = (527612 * b[2] - 1370589 * b[0]) % m2;
		p += p < 0 ? m1 : 0;
		q += q < 0 ? m2 : 0;
		a[0] = a[1], a[1] = a[2], a[2] = p;
		b[0] = b[1], b[1] = b[2], b[2] = q;
		out[i] = -log1p(-(double)(p > q ? p - q : p - q + m1) * 2.328306549295727688e-10);
	}
}

double series_uniform(uint64_t *state)
{
	uint64_t x = *state += 0x9e3779b97f4a7c15;
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
	x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
	return ((double)((x ^ (x >> 31)) >> 12) + 0.5) * 0x1p-52;
}

double series_exp(uint64_t *state)
{
	return -log(series_uniform(state));
}

double series_normal(uint64_t *state)
{
	double radius = sqrt(2.0 * series_exp(state));
	return radius * cos(6.28318530717958647692 * series_uniform(state));
}
