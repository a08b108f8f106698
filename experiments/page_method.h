/* The last parts of a page, for who asks what it rests on: the model in words, the method, what it was made with, the model's file. */
#ifndef TAKT_EXPERIMENTS_PAGE_METHOD_H
#define TAKT_EXPERIMENTS_PAGE_METHOD_H

#include "page.h"

/* `warmup`: what the pilot runs saw, NULL: there were none; `marked`: the tables of the options have signs in them. */
void page_method(struct document *page, const struct page_material *material, const struct figure *warmup, bool marked);

/* Versions and hashes, then the model's file. */
void page_origin(struct document *page, const struct result *result);

#endif
