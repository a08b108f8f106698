/* The charts of a page as picture files: --charts DIR, --chart NAME, --picture png|svg|pdf. */
#ifndef TAKT_EXPERIMENTS_CHARTS_H
#define TAKT_EXPERIMENTS_CHARTS_H

#include "commands.h"
#include "document.h"

/* Whether the call asks for picture files; or for a page, because of them or because it is part of JSON. */
bool charts_wanted(const struct options *options);
bool charts_or_page_wanted(const struct options *options);

/* Before a run: whether charts can be drawn at all, where `page` or picture files are wanted, whether the folder can be written (it is
   made), and whether there may be a chart of that name. Complains on standard error. */
enum status charts_check(const struct call *call, bool page);

/* Writes those that are wanted, each whole or not at all, and says on standard error which. Nothing where none are wanted. */
enum status charts_write(const struct call *call, const struct document *page);

#endif
