/* Each tone has a lightness of its own (CIE L*, in the comments): steps of about 9 among what is stacked on each other. */
#include <math.h>
#include "palette.h"

#define SMALL_TEXT 4.5   /* contrast */
#define HEAT_STEP 0.62   /* from here on white can be read on it; it leaps over what neither white nor black looks well on */

const struct colour palette_white = { 255, 255, 255 }, palette_ink = { 0x1F, 0x24, 0x29 }, palette_grey = { 0x5A, 0x64, 0x6B },
	palette_rule = { 0xDC, 0xE2, 0xE6 }, palette_shade = { 0xEE, 0xF2, 0xF4 };

static const struct colour tones[FIGURE_TONES] = {
	[TONE_ACCENT] = { 0x00, 0x6B, 0xA2 },    /* 43 */
	[TONE_QUIET] = { 0x93, 0xA8, 0xB3 },     /* 68 */
	[TONE_PALE] = { 0xD5, 0xDE, 0xE3 },      /* 88 */
	[TONE_BAD] = { 0xCB, 0x3D, 0x22 },       /* 47 */
	[TONE_WORK] = { 0x17, 0x50, 0x6F },      /* 32 */
	[TONE_WAIT] = { 0xF0, 0xAB, 0x38 },      /* 75 */
	[TONE_SETUP] = { 0x47, 0x92, 0xB8 },     /* 57 */
	[TONE_REPAIR] = { 0x7B, 0x4F, 0x8E },    /* 41 */
	[TONE_BLOCKED] = { 0x33, 0x35, 0x3D },   /* 22 */
	[TONE_PLANNED] = { 0xC9, 0xD6, 0xA3 },   /* 84 */
	[TONE_OTHER] = { 0xA8, 0xA0, 0x96 },     /* 66 */
	[TONE_LAST] = { 0xEA, 0xE4, 0xDA },      /* 91 */
};

/* The second and further of one tone: lighter and darker by turns. */
static const struct { double share; bool lighter; } turns[] = { { 0.42, true }, { 0.35, false }, { 0.68, true }, { 0.6, false } };
#define TURNS (sizeof turns / sizeof *turns)

static unsigned char between(unsigned char from, unsigned char to, double share)
{
	return (unsigned char)lrint(from + (to - from) * share);
}

struct colour palette_mix(struct colour from, struct colour to, double share)
{
	return (struct colour){ between(from.red, to.red, share), between(from.green, to.green, share), between(from.blue, to.blue, share) };
}

struct colour palette_tone(enum figure_tone tone, size_t nth)
{
	struct colour colour = tones[(unsigned)tone < FIGURE_TONES ? tone : TONE_OTHER];
	if (nth == 0)
		return colour;
	size_t turn = (nth - 1) % TURNS;
	return palette_mix(colour, turns[turn].lighter ? palette_white : palette_ink, turns[turn].share);
}

struct colour palette_heat(double share)
{
	static const struct colour pale = { 0xEC, 0xF1, 0xF4 }, more[] = { { 0x7D, 0xB8, 0xDA }, { 0x2A, 0x78, 0xA6 }, { 0x00, 0x3F, 0x64 } },
		less[] = { { 0xEB, 0xA2, 0x8C }, { 0xB8, 0x47, 0x2E }, { 0x84, 0x1E, 0x0A } };
	const struct colour *steps = share < 0 ? less : more;
	double much = fmin(fabs(share), 1);   /* 1 where it is NAN */
	if (isnan(share))
		return palette_white;
	if (much < HEAT_STEP)
		return palette_mix(pale, steps[0], much / HEAT_STEP);
	return palette_mix(steps[1], steps[2], (much - HEAT_STEP) / (1 - HEAT_STEP));
}

static double linear(unsigned char part)
{
	double share = part / 255.0;
	return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4);
}

static double luminance(struct colour colour)
{
	return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
}

double palette_contrast(struct colour one, struct colour other)
{
	double a = luminance(one) + 0.05, b = luminance(other) + 0.05;
	return a > b ? a / b : b / a;
}

struct colour palette_on(struct colour ground)
{
	static const struct colour black = { 0, 0, 0 };   /* on the few colours where neither of the others would do */
	if (palette_contrast(palette_white, ground) >= SMALL_TEXT)
		return palette_white;
	return palette_contrast(palette_ink, ground) >= SMALL_TEXT ? palette_ink : black;
}

struct colour palette_text(struct colour colour)
{
	struct colour text = colour;
	for (int step = 1; step <= 20 && palette_contrast(text, palette_white) < SMALL_TEXT; step++)
		text = palette_mix(colour, palette_ink, step / 20.0);
	return text;
}
