/* The result for spreadsheets and programs: long tables, numbers in full. */
#ifndef TAKT_EXPERIMENTS_REPORT_CSV_H
#define TAKT_EXPERIMENTS_REPORT_CSV_H

#include <stdio.h>
#include "result.h"

/* scenario,replication,metric,unit,value: one row for each replication that finished and metric; nothing observed is empty. */
void report_csv(const struct result *result, FILE *to);

/* scenario,metric,unit,mean,half_width,low,high,sd,min,max,n: one row for each metric. */
void report_csv_summary(const struct result *result, FILE *to);

#endif
