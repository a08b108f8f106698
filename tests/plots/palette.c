/* Colours that everybody can tell apart, and text that everybody can read. */
#include <criterion/criterion.h>
#include <math.h>
#include "plots/palette.h"

#define SMALL_TEXT 4.5

/* As a print in black and white has it: CIE L*, 0 to 100. */
static double lightness(struct colour colour)
{
	static const struct colour black = { 0, 0, 0 };
	double luminance = (palette_contrast(colour, black) * 0.05) - 0.05;
	return luminance > 0.008856 ? 116 * cbrt(luminance) - 16 : 903.3 * luminance;
}

Test(palette, what_is_stacked_differs_in_lightness)
{
	for (int one = TONE_BAD; one < FIGURE_TONES; one++)
		for (int other = TONE_BAD; other < one; other++) {
			double apart = fabs(lightness(palette_tone((enum figure_tone)one, 0)) - lightness(palette_tone((enum figure_tone)other, 0)));
			cr_expect_gt(apart, 5, "tones %d and %d: %g", one, other, apart);
		}
	double quiet = lightness(palette_tone(TONE_QUIET, 0));
	cr_expect_gt(quiet - lightness(palette_tone(TONE_ACCENT, 0)), 20);
	cr_expect_gt(lightness(palette_tone(TONE_PALE, 0)) - quiet, 15);
}

Test(palette, a_tone_that_comes_again_is_another_shade)
{
	for (int tone = 0; tone < FIGURE_TONES; tone++)
		for (size_t nth = 1; nth < 4; nth++)
			for (size_t before = 0; before < nth; before++) {
				struct colour one = palette_tone((enum figure_tone)tone, nth), other = palette_tone((enum figure_tone)tone, before);
				cr_expect(fabs(lightness(one) - lightness(other)) > 2, "tone %d: %zu and %zu", tone, nth, before);
			}
}

Test(palette, text_can_be_read_on_every_ground)
{
	for (int tone = 0; tone < FIGURE_TONES; tone++)
		for (size_t nth = 0; nth < 5; nth++) {
			struct colour ground = palette_tone((enum figure_tone)tone, nth);
			cr_expect_geq(palette_contrast(palette_on(ground), ground), SMALL_TEXT);
			cr_expect_geq(palette_contrast(palette_text(ground), palette_white), SMALL_TEXT);
		}
	for (int i = -100; i <= 100; i++)
		cr_expect_geq(palette_contrast(palette_on(palette_heat(i / 100.0)), palette_heat(i / 100.0)), SMALL_TEXT);
	cr_expect_geq(palette_contrast(palette_grey, palette_white), SMALL_TEXT);
	cr_expect_geq(palette_contrast(palette_grey, palette_shade), SMALL_TEXT);
}

Test(palette, more_is_darker)
{
	for (int i = 1; i <= 20; i++) {
		cr_expect_lt(lightness(palette_heat(i / 20.0)), lightness(palette_heat((i - 1) / 20.0)));
		cr_expect_leq(lightness(palette_heat(-i / 20.0)), lightness(palette_heat(-(i - 1) / 20.0)));
	}
}

Test(palette, a_number_that_is_none_has_no_colour)
{
	cr_expect_eq(palette_heat(NAN).red, 255);
	cr_expect_eq(palette_tone((enum figure_tone)999, 0).red, palette_tone(TONE_OTHER, 0).red);
}
