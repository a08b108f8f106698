/* The short bar above the title shows where a chart begins on a page with many. */
#include "frame.h"
#include "parts.h"

#define BAR_WIDTH 34.0
#define BAR_HEIGHT 6.0
#define TITLE_LINES 3
#define TITLE_LINES_NARROW 6     /* on a page of less than three quarters of the usual width */
#define NOTE_LINES 8

/* The narrowest lines of the same number: no word is left alone on the last. */
static struct lines balanced(struct canvas *canvas, struct font font, const char *text, double width, size_t at_most)
{
	struct lines lines = lettering_wrap(&canvas->lettering, font, text, width, at_most), tried;
	double least = width / 2;
	for (int step = 0; lines.count > 1 && lines.count < at_most && step < 6; step++) {
		double middle = (least + width) / 2;
		tried = lettering_wrap(&canvas->lettering, font, text, middle, at_most);
		if (tried.count == lines.count) {
			lines = tried;
			width = middle;
		} else {
			least = middle;
		}
	}
	return lines;
}

static double paragraph(struct canvas *canvas, struct font font, struct colour colour, const char *text, double top, size_t at_most)
{
	double width = canvas->width - 2 * PARTS_MARGIN;
	struct lines lines = balanced(canvas, font, text, width, at_most);
	return canvas_lines(canvas, PARTS_MARGIN, top, CANVAS_LEFT, font, colour, &lines);
}

double frame_head(struct canvas *canvas, const struct figure *figure)
{
	double top = 8;
	size_t at_most = canvas->width < 0.75 * CHART_UNITS ? TITLE_LINES_NARROW : TITLE_LINES;
	if (parts_filled(figure->title)) {
		canvas_rectangle(canvas, (struct box){ PARTS_MARGIN, 0, PARTS_MARGIN + BAR_WIDTH, BAR_HEIGHT }, palette_tone(TONE_ACCENT, 0));
		top = paragraph(canvas, parts_title, palette_ink, figure->title, BAR_HEIGHT + 8, at_most) + 2;
	}
	if (parts_filled(figure->subtitle))
		top = paragraph(canvas, parts_subtitle, palette_grey, figure->subtitle, top, at_most);
	return top + 12;
}

double frame_foot(struct canvas *canvas, const struct figure *figure, double top)
{
	if (parts_filled(figure->note))
		top = paragraph(canvas, parts_note, palette_grey, figure->note, top + 8, NOTE_LINES);
	return top + 8;
}
