/* Named random numbers: Philox4x64-10 (Salmon et al. 2011) as a function from an address to numbers. A stream is a place to read
   from: the key is {seed, replication}, the counter {block and pass, item, source, purpose}. Re-addressing costs nothing but the
   next block; no number depends on any other number having been drawn. */
#ifndef TAKT_SIM_STREAM_H
#define TAKT_SIM_STREAM_H

#include <stdint.h>
#include <gsl/gsl_rng.h>

struct stream {
	uint64_t key[2];       /* seed, replication */
	uint64_t counter[4];   /* low half: block, high half: pass; item; hash of the source's name; hash of the purpose */
	uint64_t block[4];     /* the four words of the block before counter[0] */
	unsigned used;         /* how many of them are used up: 4 asks for the next block */
};

/* The block of four words at `counter` under `key`, with `rounds` rounds (10 everywhere in takt; 7 for the test vectors). */
void stream_philox(const uint64_t key[2], const uint64_t counter[4], unsigned rounds, uint64_t out[4]);

/* 64-bit hash of a name (FNV-1a, finished by the murmur3 mixer). */
uint64_t stream_hash(const char *name);
/* Mixes two words into one, for addresses that are made from addresses (an item started by another). */
uint64_t stream_mix(uint64_t a, uint64_t b);

static inline void stream_key(struct stream *stream, uint64_t seed, uint64_t replication)
{
	stream->key[0] = seed;
	stream->key[1] = replication;
}

static inline void stream_address(struct stream *stream, uint64_t source, uint64_t item, uint64_t purpose, uint32_t pass)
{
	stream->counter[0] = (uint64_t)pass << 32;
	stream->counter[1] = item;
	stream->counter[2] = source;
	stream->counter[3] = purpose;
	stream->used = 4;
}

/* Fills the next block of the stream. Only the block's number advances (its 32 bits; after 2^34 words a pass begins again), never
   the pass above it: what one address gives cannot run into what another gives. */
void stream_refill(struct stream *stream);

static inline uint64_t stream_next(struct stream *stream)
{
	if (stream->used == 4)
		stream_refill(stream);
	return stream->block[stream->used++];
}

/* ((word >> 12) + 0.5) 2^-52: never 0, never 1, and 1 - u is exact too. The 52 bits are put behind the binary point of a number in
   [1, 2); taking away 1 - 2^-53 is exact, and faster than to convert and to scale. */
static inline double stream_unit(uint64_t word)
{
	union { uint64_t bits; double value; } number = { .bits = word >> 12 | UINT64_C(0x3ff) << 52 };
	return number.value - (1 - 0x1p-53);
}

static inline double stream_uniform(struct stream *stream)
{
	return stream_unit(stream_next(stream));
}

/* The layers of the ziggurat under exp(-x): layer i reaches to the right edge x[i] and from height exp(-x[i]) up to exp(-x[i+1]).
   Constants, in stream_ziggurat.c. */
#define STREAM_LAYERS 256
extern const double stream_ziggurat_edge[STREAM_LAYERS + 1], stream_ziggurat_height[STREAM_LAYERS + 1];

/* The rare rest of stream_exponential (one draw in 90): `x`, in `layer`, fell outside the part that is wholly under the curve. */
double stream_exponential_rest(struct stream *stream, unsigned layer, double x);

/* Exponential with mean 1 by the ziggurat of Marsaglia and Tsang (2000) with 256 layers. Exact: the layer comes from the 8 lowest
   bits of a word, the place in it from the 52 highest, so that they are independent. */
static inline double stream_exponential(struct stream *stream)
{
	uint64_t word = stream_next(stream);
	unsigned layer = (unsigned)(word & (STREAM_LAYERS - 1));
	double x = stream_unit(word) * stream_ziggurat_edge[layer];
	if (__builtin_expect(x < stream_ziggurat_edge[layer + 1], 1))
		return x;
	return stream_exponential_rest(stream, layer, x);
}

/* The generator as GSL sees it: a gsl_rng whose `type` is this and whose `state` is a struct stream of the caller's, for instance
   `gsl_rng rng = { stream_gsl, &stream };`. gsl_rng_set(rng, seed) re-keys the stream to {seed, 0} and address 0. */
extern const gsl_rng_type *const stream_gsl;

#endif
