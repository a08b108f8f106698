/* SHA-256 (FIPS 180-4) by nettle. */
#include <stdio.h>
#include <nettle/sha2.h>
#include "hash.h"

static void finish(char *out, struct sha256_ctx *context)
{
	uint8_t digest[SHA256_DIGEST_SIZE];
	sha256_digest(context, sizeof digest, digest);
	for (size_t i = 0; i < sizeof digest; i++)
		snprintf(out + 2 * i, 3, "%02x", digest[i]);
}

void hash_text(char *out, const char *text, size_t length)
{
	struct sha256_ctx context;
	sha256_init(&context);
	sha256_update(&context, length, (const uint8_t *)text);
	finish(out, &context);
}

int hash_file(char *out, const char *path)
{
	struct sha256_ctx context;
	uint8_t buffer[8192];
	FILE *file = fopen(path, "rb");
	if (!file)
		return -1;
	sha256_init(&context);
	for (size_t length; (length = fread(buffer, 1, sizeof buffer, file)) > 0; )
		sha256_update(&context, length, buffer);
	int fault = ferror(file) ? -1 : 0;
	fclose(file);
	finish(out, &context);
	return fault;
}
