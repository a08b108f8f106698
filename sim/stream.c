/* Named random numbers. Invariant: a word depends on the key, the address and its place after that address, and on nothing else. */
#include <limits.h>
#include <math.h>
#include "stream.h"

/* Multipliers and steps of the key of Philox4x64 (Salmon, Moraes, Dror, Shaw 2011, section 4.3 and Random123). */
static const uint64_t multiplier_0 = UINT64_C(0xD2E7470EE14C6C93), multiplier_1 = UINT64_C(0xCA5A826395121157);
static const uint64_t step_0 = UINT64_C(0x9E3779B97F4A7C15), step_1 = UINT64_C(0xBB67AE8584CAA73B);

struct state {
	uint64_t k0, k1, c0, c1, c2, c3;
};

/* The high half of the product is returned, the low half goes to *low. __extension__ keeps -Wpedantic quiet about 128 bits. */
static inline uint64_t multiply(uint64_t a, uint64_t b, uint64_t *low)
{
	__extension__ typedef unsigned __int128 wide;
	wide product = (wide)a * b;
	*low = (uint64_t)product;
	return (uint64_t)(product >> 64);
}

static inline struct state round_once(struct state s)
{
	uint64_t low_0, low_1;
	uint64_t high_0 = multiply(multiplier_0, s.c0, &low_0), high_1 = multiply(multiplier_1, s.c2, &low_1);
	return (struct state){ s.k0 + step_0, s.k1 + step_1, high_1 ^ s.c1 ^ s.k0, low_1, high_0 ^ s.c3 ^ s.k1, low_0 };
}

static inline struct state load(const uint64_t key[2], const uint64_t counter[4])
{
	return (struct state){ key[0], key[1], counter[0], counter[1], counter[2], counter[3] };
}

static inline void store(uint64_t out[4], struct state s)
{
	out[0] = s.c0;
	out[1] = s.c1;
	out[2] = s.c2;
	out[3] = s.c3;
}

void stream_philox(const uint64_t key[2], const uint64_t counter[4], unsigned rounds, uint64_t out[4])
{
	struct state s = load(key, counter);
	while (rounds-- > 0)
		s = round_once(s);
	store(out, s);
}

/* The ten rounds are written out: as a loop they cost up to a fifth more. */
void stream_refill(struct stream *stream)
{
	struct state s = load(stream->key, stream->counter);
	s = round_once(round_once(round_once(round_once(round_once(s)))));
	s = round_once(round_once(round_once(round_once(round_once(s)))));
	store(stream->block, s);
	uint64_t pass = stream->counter[0] >> 32 << 32;
	stream->counter[0] = pass | (uint32_t)(stream->counter[0] + 1);
	stream->used = 0;
}

/* The finisher of MurmurHash3 (Appleby): one to one, and each bit of the input changes about half of the output. */
static uint64_t scramble(uint64_t x)
{
	x = (x ^ x >> 33) * UINT64_C(0xFF51AFD7ED558CCD);
	x = (x ^ x >> 33) * UINT64_C(0xC4CEB9FE1A85EC53);
	return x ^ x >> 33;
}

/* FNV-1a (Fowler, Noll, Vo) spreads poorly into the high bits of short names, hence the scrambling. */
uint64_t stream_hash(const char *name)
{
	uint64_t hash = UINT64_C(0xCBF29CE484222325);
	for (const unsigned char *c = (const unsigned char *)name; *c != '\0'; c++)
		hash = (hash ^ *c) * UINT64_C(0x100000001B3);
	return scramble(hash);
}

/* Multiples of the golden ratio lie far apart (three-gap theorem): no two pairs of small numbers, such as the ordinal of a parent
   and of its part, share a sum, so none share the result either. */
uint64_t stream_mix(uint64_t a, uint64_t b)
{
	return scramble(a + step_0 * (b + 1));
}

/* Layer 0 is a strip as wide as the curve's body and its tail together: beyond edge[1] lies the tail, which is the curve itself
   moved right. In the others `height` is drawn across the layer and compared with the curve. */
double stream_exponential_rest(struct stream *stream, unsigned layer, double x)
{
	for (;;) {
		if (layer == 0)
			return stream_ziggurat_edge[1] - log(stream_uniform(stream));
		double low = stream_ziggurat_height[layer], high = stream_ziggurat_height[layer + 1];
		if (low + stream_uniform(stream) * (high - low) < exp(-x))
			return x;
		uint64_t word = stream_next(stream);
		layer = (unsigned)(word & (STREAM_LAYERS - 1));
		x = stream_unit(word) * stream_ziggurat_edge[layer];
		if (x < stream_ziggurat_edge[layer + 1])
			return x;
	}
}

static void set(void *state, unsigned long seed)
{
	stream_key(state, seed, 0);
	stream_address(state, 0, 0, 0, 0);
}

/* As many of the high bits of a word as an unsigned long has here. */
static unsigned long get(void *state)
{
	return (unsigned long)(stream_next(state) >> (64 - CHAR_BIT * sizeof(unsigned long)));
}

static double get_double(void *state)
{
	return stream_uniform(state);
}

static const gsl_rng_type type = { "philox4x64-10", ULONG_MAX, 0, sizeof(struct stream), set, get, get_double };
const gsl_rng_type *const stream_gsl = &type;
