/* What a replication reports: the declared metrics of a model, and the row of numbers that a run fills in the same order. */
#ifndef TAKT_MODELS_ROW_H
#define TAKT_MODELS_ROW_H

#include "model.h"

/* Declares model->metrics from its kinds, stations, resources and measures. 0, or -1 when memory is exhausted. */
int row_declare(struct model *model);

/* Every kind of metric there is, for `takt doc`; the last has pattern NULL. */
extern const struct metric_kind row_kinds[];

#endif
