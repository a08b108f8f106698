/* Drawing is being built. */
#include "chart.h"

const char *const chart_suffixes[CHART_DEVICES] = { "png", "svg", "pdf" };
