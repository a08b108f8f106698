/* Whose the changes are. */
#include <stdlib.h>
#include <string.h>
#include "mistakes.h"

void mistakes_print(struct problems *problems, const char *whose)
{
	for (size_t i = 0; i < problems->count; i++) {
		struct problem *problem = &problems->list[i];
		char *file = problem->file && strcmp(problem->file, "--set") == 0 ? strdup(whose) : NULL;
		if (!file)
			continue;
		free(problem->file);
		problem->file = file;
	}
	problems_print(problems, stderr);
}
