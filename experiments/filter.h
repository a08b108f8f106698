/* Another program as a filter: text in, text out, without a shell, without files, and not for ever. */
#ifndef TAKT_EXPERIMENTS_FILTER_H
#define TAKT_EXPERIMENTS_FILTER_H

#include <stddef.h>

enum filter_end { FILTER_DONE, FILTER_NOT_THERE /* no such program */, FILTER_FAILED, FILTER_TOO_SLOW };

#define FILTER_ANSWER_AT_MOST ((size_t)16 << 20)

/* Runs words[0] of PATH with the words up to NULL, gives it `length` bytes and waits for its end, at most `seconds`. Its complaints go
   nowhere. With FILTER_DONE *answer is all that it wrote, ended by a zero byte; free it. */
enum filter_end filter_run(char *const *words, const char *text, size_t length, double seconds, char **answer);

#endif
