/* Shapes and texts through PLplot. It is told of LETTERING_FINENESS dots to a unit, so that what it and pango round to whole dots shows
   nowhere. Its driver turns the surface upside down for mathematicians; shapes are drawn without that turn, texts with it.

   A PNG is recorded first, enlarged, and then painted: cairo rounds the width of each letter to whole pixels of its surface. The
   texts of an SVG are written by svg.c as text, for readers, search and screen readers; PLplot would make outlines of them. */
#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <errno.h>
#include <math.h>
#include <plplot/plplot.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "canvas.h"
#include "svg.h"

#define FINE ((double)LETTERING_FINENESS)
#define POINTS_A_UNIT 0.75       /* a unit is a pixel of 1/96 inch: on paper the page is 600 points wide */
#define MM_A_POINT (25.4 / 72)
#define HAIR 0.01                /* dots; the driver draws the outline of what it fills, so thin that it cannot be seen */
#define SIDE_AT_MOST 32000.0     /* pixels: cairo's pictures may be 32,767 high */
#define PIXELS_AT_MOST 2e7       /* 80 MB; so many can be enlarged by 4 */
#define ENLARGED 16              /* times, a record: a power of two, as cairo scales records by 256ths */
#define AREA_AT_MOST 1e9         /* of a record: cairo reckons with integers */
#define DEVICES_AT_MOST 100
#define ALT_AT_MOST 2000         /* letters */
#define CORNER 6                 /* points to a rounded corner */

int canvas_init(struct canvas *canvas, char *fault, size_t fault_room)
{
	*canvas = (struct canvas){ .width = CHART_UNITS };
	if (arena_init(&canvas->arena)) {
		snprintf(fault, fault_room, "no memory is left to draw a chart");
		return -1;
	}
	lettering_init(&canvas->lettering, &canvas->arena);
	return 0;
}

static void close_page(struct canvas *canvas)
{
	if (!canvas->cairo)
		return;
	plend();
	cairo_destroy(canvas->cairo);
	canvas->cairo = NULL;
}

void canvas_done(struct canvas *canvas)
{
	close_page(canvas);
	if (canvas->surface)
		cairo_surface_destroy(canvas->surface);
	if (canvas->memory)
		fclose(canvas->memory);
	free(canvas->bytes);
	lettering_done(&canvas->lettering);
	arena_done(&canvas->arena);
}

/* A folder of drivers that the environment names has to have cairo's: where it has none at all, already looking ends the program. */
static bool is_missing_in_folder(void)
{
	char path[1024];
	const char *folder = getenv("PLPLOT_DRV_DIR");
	return folder && (snprintf(path, sizeof path, "%s/cairo.driver_info", folder) >= (int)sizeof path || access(path, R_OK));
}

/* PLplot ends the program when it is asked for a driver that is not there: so it is not asked. */
static bool has_driver(void)
{
	if (is_missing_in_folder())
		return false;
	const char *titles[DEVICES_AT_MOST], *names[DEVICES_AT_MOST];
	const char **all_titles = titles, **all_names = names;
	PLINT count = DEVICES_AT_MOST;
	plgDevs(&all_titles, &all_names, &count);
	for (PLINT i = 0; i < count; i++)
		if (strcmp(names[i], "extcairo") == 0)
			return true;
	return false;
}

static cairo_status_t keep(void *closure, const unsigned char *bytes, unsigned length)
{
	return fwrite(bytes, 1, length, closure) == length ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

/* Returns how many of the surface's units are one of PLplot's dots: in an SVG 1, so that it has whole numbers only. */
static double open_surface(struct canvas *canvas)
{
	switch (canvas->device) {
	case CHART_SVG:
		canvas->surface = cairo_svg_surface_create_for_stream(keep, canvas->memory, canvas->width * FINE, canvas->height * FINE);
		return 1;
	case CHART_PDF:
		canvas->surface = cairo_pdf_surface_create_for_stream(keep, canvas->memory, canvas->width * POINTS_A_UNIT,
			canvas->height * POINTS_A_UNIT);
		cairo_pdf_surface_set_metadata(canvas->surface, CAIRO_PDF_METADATA_CREATE_DATE, "");   /* the same chart, the same bytes */
		return POINTS_A_UNIT / FINE;
	default:
		canvas->surface = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, NULL);
		return canvas->pixels * canvas->enlarged / FINE;
	}
}

static void start_plplot(struct canvas *canvas, double scale)
{
	setenv(LETTERING_VARIABLE, lettering_family(), 1);
	plsdev("extcairo");
	plspage(0, 0, (PLINT)lrint(canvas->width * FINE), (PLINT)lrint(canvas->height * FINE), 0, 0);
	plsetopt("drvopt", "text_clipping=0");
	plinit();
	pl_cmd(PLESC_DEVINIT, canvas->cairo);
	pladv(0);
	plvpor(0, 1, 0, 1);
	plwind(0, canvas->width, 0, canvas->height);
	cairo_identity_matrix(canvas->cairo);
	cairo_scale(canvas->cairo, scale, scale);
}

/* As many as are asked for, unless that would be a monster; the record is enlarged as far as cairo can reckon. */
static void choose_pixels(struct canvas *canvas, double width)
{
	double area = canvas->width * canvas->height;
	canvas->pixels = fmin(width / canvas->width, SIDE_AT_MOST / fmax(canvas->height, canvas->width));
	canvas->pixels = fmin(canvas->pixels, sqrt(PIXELS_AT_MOST / area));
	canvas->enlarged = ENLARGED;
	while (area * pow(canvas->pixels * canvas->enlarged, 2) > AREA_AT_MOST)
		canvas->enlarged /= 2;
}

int canvas_page(struct canvas *canvas, enum chart_device device, double height, unsigned width, char *fault, size_t fault_room)
{
	canvas->first = canvas->last = NULL;
	canvas->device = device;
	canvas->height = ceil(height);
	choose_pixels(canvas, width > 0 ? width : CHART_WIDTH);
	if (!has_driver()) {
		snprintf(fault, fault_room, "charts need PLplot's driver for cairo: install the package plplot-driver-cairo");
		return -1;
	}
	canvas->memory = open_memstream(&canvas->bytes, &canvas->length);
	if (!canvas->memory) {
		snprintf(fault, fault_room, "no memory is left to draw a chart");
		return -1;
	}
	double scale = open_surface(canvas);
	canvas->cairo = cairo_create(canvas->surface);
	start_plplot(canvas, scale);
	canvas_rectangle(canvas, (struct box){ 0, 0, canvas->width, canvas->height }, palette_white);
	return 0;
}

static cairo_status_t write_pixels(struct canvas *canvas)
{
	cairo_surface_t *pixels = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)lrint(canvas->width * canvas->pixels),
		(int)lrint(canvas->height * canvas->pixels));
	cairo_t *cairo = cairo_create(pixels);
	cairo_set_source_rgb(cairo, 1, 1, 1);
	cairo_paint(cairo);
	cairo_scale(cairo, 1 / canvas->enlarged, 1 / canvas->enlarged);
	cairo_set_source_surface(cairo, canvas->surface, 0, 0);
	cairo_paint(cairo);
	cairo_status_t status = cairo_status(cairo);
	cairo_destroy(cairo);
	if (status == CAIRO_STATUS_SUCCESS)
		status = cairo_surface_write_to_png_stream(pixels, keep, canvas->memory);
	cairo_surface_destroy(pixels);
	return status;
}

int canvas_write(struct canvas *canvas, const char *prefix, const char *alt, FILE *to, char *fault, size_t fault_room)
{
	cairo_status_t status = cairo_status(canvas->cairo);
	close_page(canvas);
	if (status == CAIRO_STATUS_SUCCESS && canvas->device == CHART_PNG)
		status = write_pixels(canvas);
	cairo_surface_finish(canvas->surface);
	if (status == CAIRO_STATUS_SUCCESS)
		status = cairo_surface_status(canvas->surface);
	if (status != CAIRO_STATUS_SUCCESS || fflush(canvas->memory)) {
		snprintf(fault, fault_room, "the chart could not be drawn: %s", cairo_status_to_string(status));
		return -1;
	}
	if (canvas->device == CHART_SVG)
		svg_write(canvas, prefix, lettering_clean_long(&canvas->lettering, alt, ALT_AT_MOST), to);
	else
		fwrite(canvas->bytes, 1, canvas->length, to);
	if (fflush(to) || ferror(to)) {
		snprintf(fault, fault_room, "the chart could not be written: %s", strerror(errno));
		return -1;
	}
	return 0;
}

static void choose(struct colour colour, double alpha, double width)
{
	plscol0a(1, colour.red, colour.green, colour.blue, alpha);
	plcol0(1);
	plwidth(width);
}

static bool are_finite(size_t count, const double *x, const double *y)
{
	for (size_t i = 0; i < count; i++)
		if (!(fabs(x[i]) < 1e6 && fabs(y[i]) < 1e6))
			return false;
	return true;
}

/* Without antialiasing, the driver leaves out the outline: on paper and in an SVG there is nothing to smooth. */
void canvas_polygon(struct canvas *canvas, size_t count, const double *x, const double *y, struct colour colour, double alpha)
{
	if (!canvas->cairo || count < 3 || !are_finite(count, x, y))
		return;
	choose(colour, alpha, HAIR);
	if (canvas->device != CHART_PNG)
		cairo_set_antialias(canvas->cairo, CAIRO_ANTIALIAS_NONE);
	plfill((PLINT)count, x, y);
	cairo_set_antialias(canvas->cairo, CAIRO_ANTIALIAS_DEFAULT);
}

/* Half a unit is a pixel of a PNG of the usual size. */
static double snapped(double at)
{
	return floor(at * 2 + 0.5) / 2;
}

void canvas_rectangle(struct canvas *canvas, struct box box, struct colour colour)
{
	double left = snapped(box.left), right = snapped(box.right), top = snapped(box.top), bottom = snapped(box.bottom);
	double x[] = { left, right, right, left }, y[] = { top, top, bottom, bottom };
	if (right > left && bottom > top)
		canvas_polygon(canvas, 4, x, y, colour, 1);
}

void canvas_rounded(struct canvas *canvas, struct box box, double radius, struct colour colour, const struct pen *outline)
{
	static const int turn[4] = { 180, 270, 0, 90 };
	double x[4 * CORNER + 1], y[4 * CORNER + 1], r = fmin(radius, fmin(box.right - box.left, box.bottom - box.top) / 2);
	const double middle_x[4] = { box.left + r, box.right - r, box.right - r, box.left + r };
	const double middle_y[4] = { box.top + r, box.top + r, box.bottom - r, box.bottom - r };
	for (int corner = 0; corner < 4; corner++)
		for (int i = 0; i < CORNER; i++) {
			double angle = (turn[corner] + 90.0 * i / (CORNER - 1)) * acos(-1) / 180;
			x[corner * CORNER + i] = middle_x[corner] + r * cos(angle);
			y[corner * CORNER + i] = middle_y[corner] + r * sin(angle);
		}
	x[4 * CORNER] = x[0];
	y[4 * CORNER] = y[0];
	canvas_polygon(canvas, 4 * CORNER, x, y, colour, 1);
	if (outline)
		canvas_polyline(canvas, 4 * CORNER + 1, x, y, *outline);
}

void canvas_disc(struct canvas *canvas, double x, double y, double radius, struct colour colour)
{
	if (!canvas->cairo || !are_finite(1, &x, &y) || !(radius > 0))
		return;
	choose(colour, 1, HAIR);
	plarc(x, y, radius, radius, 0, 360, 0, 1);
}

void canvas_polyline(struct canvas *canvas, size_t count, const double *x, const double *y, struct pen pen)
{
	if (!canvas->cairo || count < 2 || !are_finite(count, x, y))
		return;
	double dash = pen.dash * FINE;
	choose(pen.colour, pen.alpha > 0 ? pen.alpha : 1, pen.width * FINE);
	cairo_set_dash(canvas->cairo, &dash, pen.dash > 0, 0);
	plline((PLINT)count, x, y);
	cairo_set_dash(canvas->cairo, &dash, 0, 0);
}

void canvas_line(struct canvas *canvas, double x, double y, double to_x, double to_y, struct pen pen)
{
	bool upright = fabs(x - to_x) < 1e-9, level = fabs(y - to_y) < 1e-9;
	double xs[] = { upright ? snapped(x) : x, upright ? snapped(x) : to_x }, ys[] = { level ? snapped(y) : y, level ? snapped(y) : to_y };
	canvas_polyline(canvas, 2, xs, ys, pen);
}

void canvas_arrow(struct canvas *canvas, double x, double y, double from_x, double from_y, double size, struct colour colour)
{
	double length = hypot(x - from_x, y - from_y);
	if (!(length > 0))
		return;
	double along_x = (x - from_x) / length * size, along_y = (y - from_y) / length * size;
	double xs[] = { x, x - along_x - along_y * 0.42, x - along_x + along_y * 0.42 };
	double ys[] = { y, y - along_y + along_x * 0.42, y - along_y - along_x * 0.42 };
	canvas_polygon(canvas, 3, xs, ys, colour, 1);
}

/* PLplot's escape sign has to be written twice. */
static const char *escaped(struct canvas *canvas, const char *text)
{
	size_t length = 0;
	char *twice = arena_take(&canvas->arena, 2 * strlen(text) + 1, 1);
	for (const char *at = text; *at; at++) {
		twice[length++] = *at;
		if (*at == '#')
			twice[length++] = '#';
	}
	return twice;
}

/* The driver puts the baseline half a size, in points, below the place that it is given, and counts y from below. */
static void draw_text(struct canvas *canvas, const struct canvas_text *text)
{
	double points = text->font.size * FINE * POINTS_A_UNIT, drop = points / 2 / FINE;
	if (!canvas->cairo || canvas->device == CHART_SVG || text->width <= 0)
		return;
	choose(text->colour, 1, 1);
	plschr(points * MM_A_POINT, 1);
	plsfont(PL_FCI_SANS, PL_FCI_UPRIGHT, text->font.bold ? PL_FCI_BOLD : PL_FCI_MEDIUM);
	cairo_save(canvas->cairo);
	cairo_translate(canvas->cairo, 0, canvas->height * FINE);
	cairo_scale(canvas->cairo, 1, -1);
	plptex(text->up ? text->x - drop : text->x, canvas->height - text->y + (text->up ? 0 : drop), !text->up, text->up, 0,
		escaped(canvas, lettering_drawable(&canvas->lettering, text->text)));
	cairo_restore(canvas->cairo);
}

/* How much of a text stands before the place that it is given. */
static double share_before(enum canvas_side side)
{
	return side == CANVAS_LEFT ? 0 : side == CANVAS_MIDDLE ? 0.5 : 1;
}

static void put(struct canvas *canvas, struct canvas_text text)
{
	if (!*text.text || !are_finite(1, &text.x, &text.y))
		return;
	struct canvas_text *kept = arena_take(&canvas->arena, 1, sizeof *kept);
	*kept = text;
	if (canvas->last)
		canvas->last->next = kept;
	else
		canvas->first = kept;
	canvas->last = kept;
	draw_text(canvas, kept);
}

static struct box box_at(double x, double y, double width, struct font font)
{
	return (struct box){ x, y - LETTERING_ABOVE * font.size, x + width, y + LETTERING_BELOW * font.size };
}

void canvas_text(struct canvas *canvas, double x, double y, enum canvas_side side, struct font font, struct colour colour,
	const char *text)
{
	const char *clean = lettering_clean(&canvas->lettering, text);
	double width = lettering_width(&canvas->lettering, font, clean), left = x - share_before(side) * width;
	put(canvas, (struct canvas_text){ .box = box_at(left, y, width, font), .text = clean, .x = left, .y = y, .width = width, .font = font,
		.colour = colour });
}

void canvas_text_clear(struct canvas *canvas, double x, double y, enum canvas_side side, struct font font, struct colour colour,
	const char *text)
{
	struct box box = canvas_text_box(canvas, x, y, side, font, text);
	if (box.right > box.left)
		canvas_rectangle(canvas, (struct box){ box.left - 2, box.top, box.right + 2, box.bottom }, palette_white);
	canvas_text(canvas, x, y, side, font, colour, text);
}

void canvas_text_up(struct canvas *canvas, double x, double y, enum canvas_side side, struct font font, struct colour colour,
	const char *text)
{
	const char *clean = lettering_clean(&canvas->lettering, text);
	double width = lettering_width(&canvas->lettering, font, clean), below = y + share_before(side) * width;
	struct box box = { x - LETTERING_ABOVE * font.size, below - width, x + LETTERING_BELOW * font.size, below };
	put(canvas, (struct canvas_text){ .box = box, .text = clean, .x = x, .y = below, .width = width, .font = font, .colour = colour,
		.up = true });
}

struct box canvas_text_box(struct canvas *canvas, double x, double y, enum canvas_side side, struct font font, const char *text)
{
	double width = lettering_width(&canvas->lettering, font, lettering_clean(&canvas->lettering, text));
	return box_at(x - share_before(side) * width, y, width, font);
}

bool box_meets(struct box one, struct box other)
{
	return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

bool canvas_is_free(const struct canvas *canvas, struct box box)
{
	for (const struct canvas_text *text = canvas->first; text; text = text->next)
		if (box_meets(text->box, box))
			return false;
	return true;
}

double canvas_lines_height(struct font font, const struct lines *lines)
{
	return (double)lines->count * font.size * LETTERING_PITCH;
}

/* A line's box is centred in its pitch. */
double canvas_lines(struct canvas *canvas, double x, double top, enum canvas_side side, struct font font, struct colour colour,
	const struct lines *lines)
{
	double above = (LETTERING_PITCH - LETTERING_ABOVE - LETTERING_BELOW) / 2 + LETTERING_ABOVE;
	for (size_t i = 0; i < lines->count; i++)
		canvas_text(canvas, x, top + ((double)i * LETTERING_PITCH + above) * font.size, side, font, colour, lines->text[i]);
	return top + canvas_lines_height(font, lines);
}
