/* What is written: files that are what they say, the same each time, and complaints that say what to do. */
#include <criterion/criterion.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "figures.h"
#include "plots/chart.h"

static char *drawn(const struct figure *figure, enum chart_device device, unsigned width, const char *prefix, size_t *length)
{
	char *bytes = NULL, fault[200] = "";
	size_t unused;
	FILE *to = open_memstream(&bytes, length ? length : &unused);
	cr_assert_eq(chart_draw(figure, device, width, prefix, to, fault, sizeof fault), 0, "%s", fault);
	fclose(to);
	return bytes;
}

static unsigned long big_endian(const char *bytes)
{
	const unsigned char *b = (const unsigned char *)bytes;
	return (unsigned long)b[0] << 24 | (unsigned long)b[1] << 16 | (unsigned long)b[2] << 8 | b[3];
}

Test(files, every_form_is_drawn_on_every_device)
{
	static const char *const begins[CHART_DEVICES] = { "\x89PNG", "<svg ", "%PDF-" };
	struct arena arena;
	arena_init(&arena);
	for (int form = 0; form < FIGURE_FORMS; form++)
		for (int device = 0; device < CHART_DEVICES; device++)
			for (unsigned seed = 1; seed <= 2; seed++) {
				size_t length;
				char *bytes = drawn(figures_random(&arena, (enum figure_form)form, seed), (enum chart_device)device, 0, NULL, &length);
				cr_expect(length > 200 && memcmp(bytes, begins[device], strlen(begins[device])) == 0, "form %d, device %d, seed %u", form, device, seed);
				free(bytes);
			}
	arena_done(&arena);
}

/* The chart of a pixel's width is as high as it says. */
Test(files, a_png_has_the_width_that_was_asked_for)
{
	struct figure figure = figures_plain();
	char *usual = drawn(&figure, CHART_PNG, 0, NULL, NULL), *small = drawn(&figure, CHART_PNG, 400, NULL, NULL);
	double height = chart_height(&figure);
	cr_expect_eq(big_endian(usual + 16), CHART_WIDTH);
	cr_expect_eq(big_endian(usual + 20), (unsigned long)(height * CHART_WIDTH / CHART_UNITS));
	cr_expect_eq(big_endian(small + 16), 400);
	free(usual);
	free(small);
}

Test(files, a_monstrous_png_is_made_smaller)
{
	struct figure figure = figures_plain();
	char *bytes = drawn(&figure, CHART_PNG, 4000000, NULL, NULL);
	cr_expect_leq(big_endian(bytes + 16), 32000);
	cr_expect_gt(big_endian(bytes + 16), 3000);
	free(bytes);
}

Test(files, the_same_figure_gives_the_same_bytes)
{
	struct figure figure = figures_plain();
	char *first[CHART_DEVICES];
	size_t length[CHART_DEVICES], again;
	for (int device = 0; device < CHART_DEVICES; device++)
		first[device] = drawn(&figure, (enum chart_device)device, 0, "a-", &length[device]);
	sleep(1);   /* a date would tell */
	for (int device = CHART_DEVICES - 1; device >= 0; device--) {
		char *bytes = drawn(&figure, (enum chart_device)device, 0, "a-", &again);
		cr_expect(again == length[device] && memcmp(bytes, first[device], again) == 0, "%s", chart_suffixes[device]);
		free(bytes);
		free(first[device]);
	}
}

/* Elements that are opened are closed, in order, and attributes are quoted. */
static bool is_well_formed(const char *at)
{
	const char *names[64];
	size_t depth = 0;
	for (at = strchr(at, '<'); at; at = strchr(at + 1, '<')) {
		size_t length = strcspn(at, ">"), name = strcspn(at + 1, " >/\n"), quotes = 0;
		for (size_t i = 0; i < length; i++)
			quotes += at[i] == '"';
		if (at[length] != '>' || quotes % 2 || memchr(at + 1, '<', length - 1))
			return false;
		if (at[1] == '/') {
			if (depth == 0 || strncmp(names[--depth], at + 2, strcspn(at + 2, ">")) != 0)
				return false;
		} else if (at[length - 1] != '/') {
			if (name == 0 || depth == 64)
				return false;
			names[depth++] = at + 1;
		}
	}
	return depth == 0;
}

Test(files, every_svg_is_well_formed)
{
	struct arena arena;
	arena_init(&arena);
	for (int form = 0; form < FIGURE_FORMS; form++)
		for (unsigned seed = 10; seed < 20; seed++) {
			char *svg = drawn(figures_random(&arena, (enum figure_form)form, seed), CHART_SVG, 0, "c-", NULL);
			cr_expect(is_well_formed(svg), "form %d, seed %u", form, seed);
			free(svg);
		}
	arena_done(&arena);
}

Test(files, texts_of_an_svg_are_texts_and_cannot_become_elements)
{
	struct figure figure = figures_plain();
	figure.title = "<script>alert(\"1\")</script> & #gtime#u";
	figure.alt = "A \"quoted\" <b> & \x01\xff";
	char *svg = drawn(&figure, CHART_SVG, 0, NULL, NULL);
	cr_expect(strstr(svg, ">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; #gtime#u</text>"), "%s", svg);
	cr_expect(strstr(svg, "aria-label=\"A &quot;quoted&quot; &lt;b&gt; &amp;  \xEF\xBF\xBD\""));
	cr_expect_null(strstr(svg, "<script"));
	free(svg);
}

Test(files, a_chart_takes_less_than_forty_thousand_bytes_as_an_svg)
{
	enum { POINTS = 5000 };
	static double x[POINTS], y[POINTS], low[POINTS], high[POINTS];
	for (int i = 0; i < POINTS; i++) {
		x[i] = i;
		y[i] = (i * 7919) % 101;
		low[i] = y[i] - 5;
		high[i] = y[i] + 5;
	}
	struct figure_series series = { .count = POINTS, .x = x, .value = y, .low = low, .high = high };
	struct figure figure = figures_plain();
	figure.form = FIGURE_LINES;
	figure.series = &series;
	size_t length;
	free(drawn(&figure, CHART_SVG, 0, NULL, &length));
	cr_expect_lt(length, 40000, "%zu", length);
}

/* Copies all drivers but cairo's into a folder that PLplot shall look in. */
static void hide_driver(const char *folder)
{
	char from[600], to[600];
	const char *home = "/usr/lib/x86_64-linux-gnu/plplot5.15.0/drivers";
	DIR *drivers = opendir(home);
	for (struct dirent *entry = drivers ? readdir(drivers) : NULL; entry; entry = readdir(drivers))
		if (entry->d_name[0] != '.' && strncmp(entry->d_name, "cairo", 5) != 0) {
			snprintf(from, sizeof from, "%s/%.200s", home, entry->d_name);
			snprintf(to, sizeof to, "%s/%.200s", folder, entry->d_name);
			cr_assert_eq(symlink(from, to), 0);
		}
	if (drivers)
		closedir(drivers);
	setenv("PLPLOT_DRV_DIR", folder, 1);
}

static void expect_fault(const char *words)
{
	struct figure figure = figures_plain();
	char fault[200] = "";
	FILE *to = tmpfile();
	cr_expect_eq(chart_draw(&figure, CHART_PNG, 0, NULL, to, fault, sizeof fault), -1);
	cr_expect(strstr(fault, words), "'%s' does not say '%s'", fault, words);
	fclose(to);
}

Test(files, a_missing_driver_is_named_with_its_package)
{
	char folder[] = "/tmp/takt-drivers-XXXXXX", command[100];
	cr_assert_not_null(mkdtemp(folder));
	setenv("PLPLOT_DRV_DIR", folder, 1);
	expect_fault("install the package plplot-driver-cairo");   /* no driver at all */
	hide_driver(folder);
	expect_fault("install the package plplot-driver-cairo");
	snprintf(command, sizeof command, "rm -r %s", folder);
	cr_expect_eq(system(command), 0);
}

Test(files, a_full_disk_is_said)
{
	struct figure figure = figures_plain();
	for (int device = 0; device < CHART_DEVICES; device++) {
		char fault[200] = "";
		FILE *full = fopen("/dev/full", "w");
		cr_assert_not_null(full);
		cr_expect_eq(chart_draw(&figure, (enum chart_device)device, 0, NULL, full, fault, sizeof fault), -1);
		cr_expect(strstr(fault, strerror(ENOSPC)), "%s", fault);
		fclose(full);
	}
}

Test(files, each_device_has_its_suffix)
{
	cr_expect_str_eq(chart_suffixes[CHART_PNG], "png");
	cr_expect_str_eq(chart_suffixes[CHART_SVG], "svg");
	cr_expect_str_eq(chart_suffixes[CHART_PDF], "pdf");
}
