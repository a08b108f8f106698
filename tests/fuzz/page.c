/* Fuzz target: no result from elsewhere may break `takt report --from`. What is read is written and read again, and gives the same bytes;
   the page with its charts is drawn. Build: clang -fsanitize=fuzzer,address,undefined. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "experiments/document_json.h"
#include "experiments/page_html.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* As assert, but in every build. */
static void must(bool holds)
{
	if (!holds)
		abort();
}

static char *written(const struct document *document, size_t *length)
{
	char *text = NULL;
	FILE *to = open_memstream(&text, length);
	must(to != NULL);
	document_json_write(document, to);
	must(fclose(to) == 0);
	return text;
}

static void round_trip(const struct document *document, struct arena *arena)
{
	struct document again;
	char fault[256], *once, *twice;
	size_t length, other;
	document_init(&again, arena);
	must(document_json_settle(&again, document, fault, sizeof fault) == 0);
	once = written(document, &length);
	twice = written(&again, &other);
	must(length == other && memcmp(once, twice, length) == 0);
	free(once);
	free(twice);
}

static void draw(const struct document *document)
{
	char fault[256], *page = NULL;
	size_t length;
	FILE *to = open_memstream(&page, &length);
	must(to != NULL);
	page_html(document, to, fault, sizeof fault);
	must(fclose(to) == 0);
	free(page);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	struct document document;
	char fault[256] = "";
	if (arena_init(&arena) != 0)
		return 0;
	document_init(&document, &arena);
	int status = document_json_read(&document, (const char *)data, size, fault, sizeof fault);
	must(status == 0 || *fault);
	if (status == 0) {
		round_trip(&document, &arena);
		draw(&document);
	}
	arena_done(&arena);
	return 0;
}
