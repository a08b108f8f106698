/* Fuzz target: no text may break the reader of plans as a table of tasks, nor make it write what is no model. The first byte says with
   which options it is read. Build: clang -fsanitize=fuzzer,address,undefined. */
#include "import.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	import_and_read_back(IMPORT_CSV, data, size);
	return 0;
}
