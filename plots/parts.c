/* Figures are made by others, and read back from files: nothing is taken for granted. */
#include <math.h>
#include <string.h>
#include "axis_dates.h"
#include "parts.h"

#define FAINT 1.7                /* contrast to white below which a line is not seen well */
#define STEPS_AT_MOST 10
#define NUMBER_GAP 16.0          /* between numbers side by side */

const struct font parts_title = { 19, true }, parts_subtitle = { 13.5, false }, parts_label = { 13, false }, parts_strong = { 13, true },
	parts_small = { 12, false }, parts_note = { 11, false };

const struct figure_panel *parts_panel(const struct figure *figure, size_t index)
{
	static const struct figure_panel plain = { .x = { .low = NAN, .high = NAN }, .y = { .low = NAN, .high = NAN } };
	return index < figure->panel_count ? &figure->panels[index] : &plain;
}

size_t parts_panels(const struct figure *figure)
{
	return figure->panel_count > 0 ? figure->panel_count : 1;
}

const struct figure_series *parts_series(const struct figure *figure, size_t panel, size_t nth)
{
	for (size_t i = 0; i < figure->series_count; i++)
		if (figure->series[i].panel == panel && nth-- == 0)
			return &figure->series[i];
	return NULL;
}

struct colour parts_colour(const struct figure *figure, const struct figure_series *series)
{
	size_t nth = 0;
	for (const struct figure_series *other = figure->series; other < series; other++)
		nth += other->panel == series->panel && other->tone == series->tone && other->joined == series->joined;
	return palette_tone(series->tone, nth);
}

struct colour parts_line_colour(const struct figure *figure, const struct figure_series *series)
{
	struct colour colour = parts_colour(figure, series);
	return palette_contrast(colour, palette_white) < FAINT ? palette_mix(colour, palette_grey, 0.3) : colour;
}

double parts_at(const double *list, size_t index)
{
	return list && axis_shows(list[index]) ? list[index] : NAN;
}

double parts_value(const struct figure_series *series, size_t index)
{
	return index < series->count ? parts_at(series->value, index) : NAN;
}

const char *parts_text(const struct figure_series *series, size_t index, const char *unit, char *room)
{
	if (isnan(parts_value(series, index)))
		return "";
	if (series->texts && series->texts[index])
		return series->texts[index];
	axis_number(room, series->value[index], PARTS_DIGITS, unit);
	return room;
}

bool parts_accent(const struct figure *figure, size_t row)
{
	return figure->accents && figure->accents[row];
}

bool parts_filled(const char *text)
{
	return text && *text;
}

struct axis parts_axis(struct canvas *canvas, const struct figure_axis *wish, struct extent extent, double width, bool whole_steps)
{
	struct axis axis = { .count = 0 };
	for (size_t steps = STEPS_AT_MOST; steps > 0; steps--) {
		double widest = 0;
		axis = axis_make(wish, extent, steps, whole_steps && !wish->begins);
		axis_dates(&axis, wish, steps);
		for (size_t i = 0; i < axis.count; i++)
			widest = fmax(widest, lettering_width(&canvas->lettering, parts_small, axis.texts[i]));
		if (axis.step / (axis.high - axis.low) * width >= widest + NUMBER_GAP)
			break;
	}
	return axis;
}

const char *parts_caption(struct canvas *canvas, const struct figure_axis *axis, double width)
{
	bool unit = !axis->begins && parts_filled(axis->unit) && strcmp(axis->unit, "%") != 0, title = parts_filled(axis->title);
	const char *text = arena_format(&canvas->arena, "%s%s%s", title ? axis->title : "", title && unit ? ", " : "", unit ? axis->unit : "");
	return lettering_fit(&canvas->lettering, parts_small, text, width);
}
