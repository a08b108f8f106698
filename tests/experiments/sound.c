#include "sound.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

const struct figure *figure_get(struct figures figures, const char *name)
{
	const struct figure *figure = figures_find(&figures, name);
	cr_assert(figure, "no figure is called %s", name);
	return figure;
}

size_t figure_row(const struct figure *figure, const char *start)
{
	for (size_t i = 0; i < figure->row_count; i++)
		if (strncmp(figure->rows[i], start, strlen(start)) == 0)
			return i;
	cr_assert_fail("%s has no row %s", figure->name, start);
	return 0;
}

const struct figure_series *figure_part(const struct figure *figure, size_t panel, const char *name)
{
	for (size_t i = 0; i < figure->series_count; i++)
		if (figure->series[i].panel == panel && (!name || (figure->series[i].name && strcmp(figure->series[i].name, name) == 0)))
			return &figure->series[i];
	cr_assert_fail("%s has no part %s", figure->name, name ? name : "");
	return NULL;
}

void expect_sound(const struct figure *figure)
{
	size_t end = strlen(figure->title);
	cr_expect(end > 0 && figure->title[end - 1] != '.' && figure->title[end - 1] != ' ', "%s: title '%s'", figure->name, figure->title);
	cr_expect(figure->subtitle && *figure->subtitle && figure->note && *figure->note && figure->alt && strlen(figure->alt) > 10, "%s", figure->name);
	cr_expect_eq(strspn(figure->name, "abcdefghijklmnopqrstuvwxyz0123456789-"), strlen(figure->name), "%s", figure->name);
	cr_expect(figure->panel_count > 0 && figure->series_count > 0, "%s is empty", figure->name);
	for (size_t i = 0; i < figure->row_count; i++)
		cr_expect(figure->rows[i] && *figure->rows[i], "%s: row %zu has no name", figure->name, i);
	for (size_t i = 0; i < figure->series_count; i++) {
		const struct figure_series *series = &figure->series[i];
		bool rows = figure->form == FIGURE_BARS || figure->form == FIGURE_INTERVALS || figure->form == FIGURE_GANTT;
		cr_expect(series->panel < figure->panel_count && series->count > 0, "%s: series %zu", figure->name, i);
		cr_expect(!rows || series->count == figure->row_count, "%s: series %zu of %zu rows", figure->name, i, series->count);
		for (size_t k = 0; series->texts && k < series->count; k++)
			cr_expect(series->texts[k], "%s: text %zu", figure->name, k);
		for (size_t k = 0; series->low && k < series->count; k++)
			cr_expect(isnan(series->low[k]) || (series->low[k] <= series->value[k] && series->value[k] <= series->high[k]),
				"%s: %g is not from %g to %g", figure->name, series->value[k], series->low[k], series->high[k]);
	}
	for (size_t i = 0; i < figure->mark_count; i++)
		cr_expect(figure->marks[i].panel < figure->panel_count && !isnan(figure->marks[i].at), "%s: mark %zu", figure->name, i);
}

void expect_all_sound(struct figures figures, size_t least)
{
	cr_expect(figures.count >= least, "%zu figures", figures.count);
	for (size_t i = 0; i < figures.count; i++) {
		expect_sound(figures.list[i]);
		cr_expect_eq(figures_find(&figures, figures.list[i]->name), figures.list[i], "%s stands there twice", figures.list[i]->name);
	}
}
