/* Numbers over the time of a run, for charts: at equal ticks the areas and counters that the engine keeps anyway are read, and it is noted
   by how much each has grown since the tick before. Reading changes nothing: neither the events of a run nor its row know of it. The
   ticks are no events. */
#ifndef TAKT_MODELS_SERIES_H
#define TAKT_MODELS_SERIES_H

#include "sim/quantile.h"
#include "model.h"

#define SERIES_BINS 200       /* over the run at most */
#define SERIES_HOURS 168      /* of a week, from Monday 00:00 */

enum series_what { SERIES_WIP, SERIES_ARRIVED, SERIES_COMPLETED, SERIES_GONE, SERIES_QUEUE, SERIES_AT_WORK, SERIES_BUSY, SERIES_SCHEDULED,
	SERIES_WAITING, SERIES_COST, SERIES_VALUE, SERIES_TIMES };

struct series_kind {
	struct metric_kind metric;   /* its name, unit and line of help */
	bool sums;                   /* so many, or so much, since time 0; else the mean over a bin of what there is at a time */
	bool folds;                  /* is told by the hour of the week or day, too; what sums is then told per hour */
};

/* By enum series_what; the last has metric.pattern NULL. SERIES_TIMES is no series over time but a histogram. */
extern const struct series_kind series_kinds[];

/* One series of a model. */
struct series_line {
	enum series_what what;
	uint32_t of;                 /* the kind, station or resource; 0 for the total */
};

/* All series over time of a model, in the order of reports; repairs and where they are done are left out. Returns how many; `list` may
   be NULL. */
uint32_t series_list(const struct model *model, struct series_line *list);

/* Whom it is about; NULL: all. */
const char *series_subject(const struct model *model, const struct series_line *line);

/* Whether the run has a length that is known beforehand; only then all replications have the same bins. */
bool series_has_length(const struct model *model);

/* What can be told by the hour: SERIES_FLAT, nothing, as no calendar and no arrivals by rates or at given times make one hour differ from
   another; SERIES_DAY, as the model neither says when it starts nor has a calendar, so that weekdays mean nothing; else SERIES_WEEK. */
enum series_fold { SERIES_FLAT, SERIES_DAY, SERIES_WEEK };
enum series_fold series_fold(const struct model *model);

/* What one replication leaves; zeroed by the caller before the first run, filled by engine_run, freed by engine_series_done. The step is
   one that people like (1, 2, 5, 10, 15, 30 s, and so on); where one hour differs from another, it never cuts a day or a week in a few
   pieces. Where the length is not known it begins with 1 s, and whenever all bins are full the next such step that is a multiple takes its
   place: of the steps of two replications the longer is a multiple of the other. What there was at a time is noted as a sum over time: in
   work.K.wip items times clock units. */
struct engine_series {
	double step;                 /* clock units; bin b is from b * step on, until the end of the run at most */
	uint32_t bins;               /* SERIES_BINS at most */
	uint32_t lines, folded;      /* as series_list has them, and those of them that fold; 0: no profile */
	double *grown;               /* grown[line * SERIES_BINS + bin]: by how much in that bin */
	double *grown_by_hour;       /* the same after the warm-up for each hour of the week: [folded line * SERIES_HOURS + hour] */
	double observed[SERIES_HOURS];   /* clock units after the warm-up in each hour of the week */
	double window;               /* clock units after the warm-up */
	struct quantile *times;      /* [kind]: times in the system after the warm-up */
	uint32_t kinds;
};

void engine_series_done(struct engine_series *series);

/* About how many bytes one replication of a model leaves. */
size_t engine_series_size(const struct model *model);

#endif
