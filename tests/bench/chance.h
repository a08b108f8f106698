/* Random numbers as a simulation written by hand would have them: one sequential generator, xoshiro256++ (Blackman and Vigna 2021),
   and exponential numbers by the ziggurat (Marsaglia and Tsang 2000) with tables made at the start. */
#ifndef TAKT_TESTS_BENCH_CHANCE_H
#define TAKT_TESTS_BENCH_CHANCE_H

#include <math.h>
#include <stdint.h>

#define LAYERS 256

struct chance {
	uint64_t s[4];
	double edge[LAYERS + 1], height[LAYERS + 1];
};

static inline uint64_t rotate(uint64_t x, int by)
{
	return x << by | x >> (64 - by);
}

static inline uint64_t chance_word(struct chance *c)
{
	uint64_t word = rotate(c->s[0] + c->s[3], 23) + c->s[0], shifted = c->s[1] << 17;
	c->s[2] ^= c->s[0];
	c->s[3] ^= c->s[1];
	c->s[1] ^= c->s[2];
	c->s[0] ^= c->s[3];
	c->s[2] ^= shifted;
	c->s[3] = rotate(c->s[3], 45);
	return word;
}

static inline double chance_uniform(struct chance *c)
{
	return (double)(chance_word(c) >> 11) * 0x1p-53;
}

static inline double chance_exponential(struct chance *c)
{
	for (;;) {
		uint64_t word = chance_word(c);
		unsigned layer = word & (LAYERS - 1);
		double x = (double)(word >> 11) * 0x1p-53 * c->edge[layer];
		if (__builtin_expect(x < c->edge[layer + 1], 1))
			return x;
		if (layer == 0)
			return c->edge[1] - log1p(-chance_uniform(c));
		if (c->height[layer] + chance_uniform(c) * (c->height[layer + 1] - c->height[layer]) < exp(-x))
			return x;
	}
}

/* Layer 0 is as wide as the body's lowest strip and the tail together; every layer has the area `area`. */
static inline void chance_init(struct chance *c, uint64_t seed)
{
	const double right = 7.69711747013104972, area = 0.0039496598225815571993;
	for (int i = 0; i < 4; i++) {
		uint64_t z = seed += UINT64_C(0x9E3779B97F4A7C15);
		z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
		z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
		c->s[i] = z ^ z >> 31;
	}
	c->edge[0] = area / exp(-right);
	c->edge[1] = right;
	for (int i = 2; i < LAYERS; i++)
		c->edge[i] = -log(area / c->edge[i - 1] + exp(-c->edge[i - 1]));
	c->edge[LAYERS] = 0.0;
	for (int i = 0; i <= LAYERS; i++)
		c->height[i] = i == 0 ? 0.0 : exp(-c->edge[i]);
}

#endif
