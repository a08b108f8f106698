/* The bar is one line that is drawn over itself at most ten times a second, and only once a run has taken a while. */
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "number.h"
#include "progress.h"

#define BAR_WIDTH 30
#define PATIENCE 0.3       /* seconds before the first bar: what is faster needs none */
#define PAUSE 0.095

static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

void progress_init(struct progress *progress, bool quiet)
{
	*progress = (struct progress){ .to = !quiet && isatty(STDERR_FILENO) ? stderr : NULL };
}

void progress_start(struct progress *progress, const char *what)
{
	progress->what = what;
	progress->began = seconds();
	progress->drawn = progress->began + PATIENCE - PAUSE;
}

void progress_show(void *context, double share)
{
	struct progress *progress = context;
	double now = seconds();
	if (!progress->to || now - progress->drawn < PAUSE)
		return;
	char bar[BAR_WIDTH + 1], left[NUMBER_ROOM] = "";
	size_t full = (size_t)(share * BAR_WIDTH);
	memset(bar, '-', BAR_WIDTH);
	memset(bar, '#', full < BAR_WIDTH ? full : BAR_WIDTH);
	bar[BAR_WIDTH] = '\0';
	if (share > 0.005)
		number_duration(left, (double)(long)((now - progress->began) * (1.0 - share) / share + 1.0));
	fprintf(progress->to, "\r\033[K%s [%s] %3.0f %%%s%s%s", progress->what, bar, 100.0 * share, *left ? ", about " : "", left,
		*left ? " left" : "");
	fflush(progress->to);
	progress->drawn = now;
	progress->visible = true;
}

void progress_erase(struct progress *progress)
{
	if (progress->visible) {
		fputs("\r\033[K", progress->to);
		fflush(progress->to);
	}
	progress->visible = false;
}
