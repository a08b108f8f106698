/* Streams: the generator's published vectors, addressing, and the exponential against its law. Statistical tests have a fixed seed,
   chosen before looking, and a bound that a right stream passes 999 times in 1,000. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include "sim/stream.h"

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

static const double false_alarm = 0.001;

static struct stream stream_at(uint64_t source, uint64_t item, uint64_t purpose, uint32_t pass)
{
	struct stream stream;
	stream_key(&stream, 20250101, 3);
	stream_address(&stream, source, item, purpose, pass);
	return stream;
}

Test(stream, philox_gives_the_published_vectors)
{
	static const struct {
		unsigned rounds;
		uint64_t key[2], counter[4], out[4];
	} cases[] = {
		{ 10, { 0, 0 }, { 0, 0, 0, 0 }, { 0x16554d9eca36314c, 0xdb20fe9d672d0fdc, 0xd7e772cee186176b, 0x7e68b68aec7ba23b } },
		{ 10, { UINT64_MAX, UINT64_MAX }, { UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX },
			{ 0x87b092c3013fe90b, 0x438c3c67be8d0224, 0x9cc7d7c69cd777b6, 0xa09caebf594f0ba0 } },
		{ 10, { 0x452821e638d01377, 0xbe5466cf34e90c6c },
			{ 0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0, 0x082efa98ec4e6c89 },
			{ 0xa528f45403e61d95, 0x38c72dbd566e9788, 0xa5a1610e72fd18b5, 0x57bd43b5e52b7fe6 } },
		{ 7, { 0x452821e638d01377, 0xbe5466cf34e90c6c },
			{ 0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0, 0x082efa98ec4e6c89 },
			{ 0x513a366704edf755, 0xf05d9924c07044d3, 0xbef2cb9cbea74c6c, 0x8db948de4caa1f8a } },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		uint64_t out[4];
		stream_philox(cases[i].key, cases[i].counter, cases[i].rounds, out);
		cr_expect_arr_eq(out, cases[i].out, sizeof out, "case %zu", i);
	}
}

Test(stream, a_stream_reads_the_blocks_from_its_address_on)
{
	for (uint32_t pass = 0; pass < 3; pass++) {
		struct stream stream = stream_at(11, 22, 33, pass);
		for (uint64_t block = 0; block < 3; block++) {
			const uint64_t counter[4] = { (uint64_t)pass << 32 | block, 22, 11, 33 };
			uint64_t out[4];
			stream_philox(stream.key, counter, 10, out);
			for (int word = 0; word < 4; word++)
				cr_expect_eq(stream_next(&stream), out[word], "pass %u block %d word %d", (unsigned)pass, (int)block, word);
		}
	}
}

/* Computed by another program from the definitions. */
Test(stream, hash_and_mix_and_words_are_as_written_down)
{
	static const struct {
		const char *name;
		uint64_t hash;
	} names[] = {
		{ "", 0xefd01f60ba992926 }, { "a", 0x82a2a958a9bece5b }, { "paint.time", 0x6fb47eb61090e68f },
		{ "arrivals", 0x8e7d22910319248a }, { "K\xc3\xa4lte", 0x67737926aaaa917e },
	};
	for (size_t i = 0; i < COUNT_OF(names); i++)
		cr_expect_eq(stream_hash(names[i].name), names[i].hash, "hash of '%s'", names[i].name);
	cr_expect_eq(stream_mix(0, 1), 0xd30b054265133dd7);
	cr_expect_eq(stream_mix(1, 0), 0xe5fdc025e13eeed5);
	cr_expect_eq(stream_mix(12345, 67890), 0x6a48616e54ce52c8);
	struct stream stream;
	stream_key(&stream, 1, 0);
	stream_address(&stream, stream_hash("order"), 0, stream_hash("paint.time"), 0);
	const uint64_t words[] = { 0x4be68497e721043f, 0x2cd5082c25a62e41, 0x53a5133e2ff7eaa0, 0xe9a522059a62f12b, 0xc9390adfa988c82 };
	for (size_t i = 0; i < COUNT_OF(words); i++)
		cr_expect_eq(stream_next(&stream), words[i], "word %zu", i);
}

static int by_word(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
	return (x > y) - (x < y);
}

Test(stream, mixed_ordinals_of_parents_and_parts_are_all_different)
{
	enum { PARENTS = 500, PARTS = 400 };
	uint64_t *mixed = malloc(PARENTS * PARTS * sizeof *mixed);
	cr_assert_not_null(mixed);
	for (uint64_t i = 0; i < PARENTS * PARTS; i++)
		mixed[i] = stream_mix(i / PARTS, i % PARTS);
	qsort(mixed, PARENTS * PARTS, sizeof *mixed, by_word);
	for (size_t i = 1; i < PARENTS * PARTS; i++)
		cr_assert_neq(mixed[i], mixed[i - 1]);
	free(mixed);
}

Test(stream, uniform_lies_inside_0_and_1_and_so_does_its_mirror)
{
	const uint64_t words[] = { 0, 1, 4095, 4096, UINT64_C(1) << 63, UINT64_MAX - 4096, UINT64_MAX };
	for (size_t i = 0; i < COUNT_OF(words); i++) {
		double u = stream_unit(words[i]);
		cr_expect(u > 0 && u < 1, "word %zu gives %a", i, u);
		cr_expect(1 - u > 0 && 1 - (1 - u) == u, "word %zu: 1 - u is not exact", i);
		cr_expect_eq(u, ((double)(words[i] >> 12) + 0.5) * 0x1p-52, "word %zu gives %a", i, u);
	}
	cr_expect_eq(stream_unit(0), 0x1p-53);
	cr_expect_eq(stream_unit(UINT64_MAX), 1 - 0x1p-53);
}

Test(stream, what_an_address_gives_does_not_depend_on_what_was_drawn_before)
{
	struct stream fresh = stream_at(1, 2, 3, 4), used = fresh;
	uint64_t expected[6];
	for (int i = 0; i < 6; i++)
		expected[i] = stream_next(&fresh);
	for (int before = 0; before < 9; before++) {
		stream_address(&used, 8, 8, 8, 8);
		for (int i = 0; i < before; i++)
			stream_exponential(&used);
		stream_address(&used, 1, 2, 3, 4);
		for (int i = 0; i < 6; i++)
			cr_expect_eq(stream_next(&used), expected[i], "word %d after %d draws elsewhere", i, before);
	}
}

Test(stream, each_part_of_key_and_address_changes_the_numbers)
{
	struct stream streams[7];
	for (size_t i = 0; i < COUNT_OF(streams); i++)
		streams[i] = stream_at(1 + (i == 1), 2 + (i == 2), 3 + (i == 3), 4 + (i == 4));
	stream_key(&streams[5], 20250102, 3);
	stream_key(&streams[6], 20250101, 4);
	uint64_t words[COUNT_OF(streams) * 8];
	for (size_t i = 0; i < COUNT_OF(words); i++)
		words[i] = stream_next(&streams[i / 8]);
	qsort(words, COUNT_OF(words), sizeof words[0], by_word);
	for (size_t i = 1; i < COUNT_OF(words); i++)
		cr_expect_neq(words[i], words[i - 1]);
}

Test(stream, the_last_block_of_a_pass_does_not_run_into_the_next_pass)
{
	struct stream stream = stream_at(1, 2, 3, 4);
	uint64_t first = stream_next(&stream), next_pass;
	stream_address(&stream, 1, 2, 3, 5);
	next_pass = stream_next(&stream);
	stream.counter[0] = UINT64_C(4) << 32 | UINT32_MAX;
	stream.used = 4;
	for (int i = 0; i < 4; i++)
		stream_next(&stream);
	uint64_t after = stream_next(&stream);
	cr_expect_eq(after, first);
	cr_expect_neq(after, next_pass);
}

/* Chi-square over 1,024 equal cells of consecutive uniforms, and of the first uniforms of consecutive items: both are to be
   even. */
Test(stream, uniforms_are_even_in_sequence_and_across_items)
{
	enum { CELLS = 1024, DRAWS = 1 << 20 };
	for (int across = 0; across < 2; across++) {
		unsigned counts[CELLS] = { 0 };
		struct stream stream = stream_at(5, 0, 6, 0);
		for (unsigned i = 0; i < DRAWS; i++) {
			if (across)
				stream_address(&stream, 5, i, 6, 0);
			counts[(size_t)(stream_uniform(&stream) * CELLS)]++;
		}
		double chi = 0, expected = (double)DRAWS / CELLS;
		for (size_t i = 0; i < CELLS; i++)
			chi += (counts[i] - expected) * (counts[i] - expected) / expected;
		double p = gsl_cdf_chisq_Q(chi, CELLS - 1);
		cr_expect(p > false_alarm / 2 && p < 1 - false_alarm / 2, "across %d: chi-square %g, p %g", across, chi, p);
	}
}

/* The table against its definition, to the rounding of the entries: a wrong entry too slight for statistics shows here. */
Test(stream, ziggurat_layers_have_equal_areas_and_close_at_the_top)
{
	const double *edge = stream_ziggurat_edge, *height = stream_ziggurat_height;
	double area = (edge[1] + 1) * exp(-edge[1]);
	cr_expect_float_eq(edge[0] * exp(-edge[1]), area, 1e-17, "base");
	cr_expect_eq(height[0], 0);
	for (int i = 1; i < STREAM_LAYERS; i++) {
		cr_expect(edge[i + 1] < edge[i] && height[i + 1] > height[i], "layer %d is out of order", i);
		cr_expect_float_eq(height[i], exp(-edge[i]), 4e-16 * height[i] * fmax(1, edge[i]), "height %d", i);
		cr_expect_float_eq(edge[i] * (height[i + 1] - height[i]), area, 1e-15, "area of layer %d", i);
	}
	cr_expect_eq(edge[STREAM_LAYERS], 0);
	cr_expect_eq(height[STREAM_LAYERS], 1);
}

/* Computed by another program; the items are such that each way out of the ziggurat is taken: inside a layer, in a wedge, in the
   tail. */
Test(stream, exponential_gives_the_same_digits_everywhere)
{
	static const struct {
		uint64_t item;
		double value, tolerance;
	} cases[] = {
		{ 0, 0x1.b8af784d208d6p-1, 0 }, { 1, 0x1.9f89e8f1e4072p+0, 0 }, { 2, 0x1.b9f1ad82beddbp-2, 0 },
		{ 111, 0x1.2f85159ac35b0p-4, 0 }, { 163, 0x1.83a14145a9223p+1, 0 }, { 250, 0x1.da8bd3bb14c80p+2, 0 },
		{ 256, 0x1.228c8f17a1c5ep+3, 0x1p-49 }, { 3893, 0x1.4a03f3751f03fp+3, 0x1p-49 }, { 5665, 0x1.f6f3ed4285396p+2, 0x1p-49 },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct stream stream = stream_at(stream_hash("orders"), cases[i].item, stream_hash("paint.time"), 2);
		double value = stream_exponential(&stream);
		cr_expect(fabs(value - cases[i].value) <= cases[i].tolerance, "item %d: %a", (int)cases[i].item, value);
	}
}

/* Cells end at the edges of the layers and at the quarters between, so that a layer that is too heavy or a wedge that is cut wrongly
   shows; 8 million draws see a single layer that is a tenth too heavy. */
Test(stream, exponential_fills_each_layer_as_the_law_says)
{
	enum { DRAWS = 1 << 23, PARTS = 4, CELLS = (STREAM_LAYERS - 1) * PARTS + 1 };
	static double bound[CELLS + 1];
	static unsigned counts[CELLS];
	for (int i = 0; i < CELLS; i++) {
		int layer = STREAM_LAYERS - i / PARTS;
		double right = layer > 1 ? stream_ziggurat_edge[layer - 1] : 0, left = stream_ziggurat_edge[layer];
		bound[i] = left + (i % PARTS) * (right - left) / PARTS;
	}
	bound[CELLS] = INFINITY;
	struct stream stream = stream_at(7, 0, 7, 0);
	for (unsigned i = 0; i < DRAWS; i++) {
		double x = stream_exponential(&stream);
		size_t low = 0, high = CELLS;
		while (high - low > 1)
			*(bound[(low + high) / 2] <= x ? &low : &high) = (low + high) / 2;
		counts[low]++;
	}
	double chi = 0;
	for (int i = 0; i < CELLS; i++) {
		double expected = DRAWS * (exp(-bound[i]) - exp(-bound[i + 1]));
		chi += (counts[i] - expected) * (counts[i] - expected) / expected;
	}
	double p = gsl_cdf_chisq_Q(chi, CELLS - 1);
	cr_expect(p > false_alarm / 2 && p < 1 - false_alarm / 2, "chi-square %g in %d cells, p %g", chi, CELLS, p);
}

/* The standard error of the mean of x^k is sqrt(((2k)! - (k!)^2) / n); that of a share p is sqrt(p (1 - p) / n). */
Test(stream, exponential_has_the_moments_and_the_tail_of_the_law)
{
	enum { DRAWS = 1 << 24, MOMENTS = 4 };
	static const double levels[] = { 0.5, 1, 2, 4, 6, 7.69711747013105, 9, 11 };
	double sums[MOMENTS] = { 0 }, above[COUNT_OF(levels)] = { 0 };
	struct stream stream = stream_at(8, 0, 8, 0);
	for (unsigned i = 0; i < DRAWS; i++) {
		double x = stream_exponential(&stream), power = 1;
		for (int k = 0; k < MOMENTS; k++)
			sums[k] += power *= x;
		for (size_t k = 0; k < COUNT_OF(levels); k++)
			above[k] += x > levels[k];
	}
	double limit = gsl_cdf_ugaussian_Qinv(false_alarm / (MOMENTS + COUNT_OF(levels)) / 2);
	for (int k = 1; k <= MOMENTS; k++) {
		double moment = tgamma(k + 1), error = sqrt((tgamma(2 * k + 1) - moment * moment) / DRAWS);
		cr_expect(fabs(sums[k - 1] / DRAWS - moment) < limit * error, "moment %d is %g", k, sums[k - 1] / DRAWS);
	}
	for (size_t k = 0; k < COUNT_OF(levels); k++) {
		double share = exp(-levels[k]), error = sqrt(share * (1 - share) / DRAWS);
		cr_expect(fabs(above[k] / DRAWS - share) < limit * error, "P(X > %g) is %g", levels[k], above[k] / DRAWS);
	}
}

Test(stream, gsl_reads_the_same_numbers_through_its_generator)
{
	struct stream under = stream_at(1, 2, 3, 4), beside = under;
	gsl_rng rng = { stream_gsl, &under };
	cr_expect_eq(gsl_rng_get(&rng), (unsigned long)(stream_next(&beside) >> (64 - 8 * sizeof(unsigned long))));
	cr_expect_eq(gsl_rng_uniform(&rng), stream_uniform(&beside));
	cr_expect_eq(gsl_rng_uniform_pos(&rng), stream_uniform(&beside));
	cr_expect_eq(gsl_rng_min(&rng), 0);
	cr_expect_eq(gsl_rng_max(&rng), ~0ul);
	cr_expect(gsl_rng_uniform_int(&rng, 6) < 6);
	gsl_rng_set(&rng, 99);
	struct stream set;
	stream_key(&set, 99, 0);
	stream_address(&set, 0, 0, 0, 0);
	cr_expect_eq(gsl_rng_get(&rng), (unsigned long)(stream_next(&set) >> (64 - 8 * sizeof(unsigned long))));
}
