/* A name is cut only where it is longer than the panel is wide. */
#include "legend.h"
#include "parts.h"

#define SWATCH 11.0
#define ASIDE 4.0                /* of a name from its swatch */
#define LINE_HEIGHT 18.0
#define BETWEEN 16.0

static void draw_sign(struct canvas *canvas, enum legend_sign sign, double x, double middle, struct colour colour, bool dashed)
{
	if (sign == LEGEND_AREA)
		canvas_rectangle(canvas, (struct box){ x, middle - 5, x + 10, middle + 5 }, colour);
	else if (sign == LEGEND_DISC)
		canvas_disc(canvas, x + 5, middle, 4, colour);
	else
		canvas_line(canvas, x, middle, x + SWATCH, middle, (struct pen){ .colour = colour, .width = 2.5, .dash = dashed ? 3 : 0 });
}

double legend_draw(struct canvas *canvas, const struct figure *figure, size_t panel, enum legend_sign sign, double left, double right,
	double top)
{
	double x = left, bottom = top;
	const struct figure_series *series;
	for (size_t i = 0; (series = parts_series(figure, panel, i)); i++) {
		if (!parts_filled(series->name))
			continue;
		const char *name = lettering_fit(&canvas->lettering, parts_small, series->name, right - left - SWATCH - ASIDE);
		bool line = series->joined || sign == LEGEND_LINE;
		double width = SWATCH + ASIDE + lettering_width(&canvas->lettering, parts_small, name);
		if (x > left && x + width > right) {
			x = left;
			top = bottom;
		}
		draw_sign(canvas, line ? LEGEND_LINE : sign, x, top + LINE_HEIGHT / 2,
			line ? parts_line_colour(figure, series) : parts_colour(figure, series),
			series->dashed);
		canvas_text(canvas, x + SWATCH + ASIDE, top + LINE_HEIGHT / 2 + parts_small.size * 0.35, CANVAS_LEFT, parts_small, palette_ink, name);
		x += width + BETWEEN;
		bottom = top + LINE_HEIGHT;
	}
	return bottom;
}
