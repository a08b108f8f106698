/* Numbers as people read them. The half width has two significant digits, its mean the same decimal. */
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "number.h"

/* Where no interval stands beside a number, three digits are enough to plan with; what never varied has one more. */
#define DIGITS_WITHOUT_INTERVAL 3
#define DIGITS_OF_CERTAINTY 4
#define DECIMALS_AT_MOST 3
#define SMALL 0.0005        /* what is sure to be below this is shown as 0.000 */
#define COUNTABLE 1e27      /* larger numbers are written with powers of ten: no word that people know is left for them */

/* What nobody can count the zeros of is written in billions and trillions. */
static const struct size {
	double from, unit;
	int zeros;
	const char *sign;
} sizes[] = { { 1e12, 1e12, 12, " tn" }, { 1e10, 1e9, 9, " bn" }, { 0.0, 1.0, 0, "" } };

#define COUNT_OF_SIZES (sizeof sizes / sizeof sizes[0])

static const struct size *size_of(double value)
{
	const struct size *size = sizes;
	while (fabs(value) < size->from)
		size++;
	return size;
}

/* A half width below this share of its mean is rounding noise of the additions, not chance. */
#define NOISE 1e-9

static bool has_interval(double mean, double half_width)
{
	return half_width > NOISE * fabs(mean);
}

/* The decimal exponent after rounding to `digits` significant digits: 0.0996 with two digits is 0.10, exponent -1. */
static int exponent(double value, int digits)
{
	char text[NUMBER_ROOM];
	snprintf(text, sizeof text, "%.*e", digits - 1, fabs(value));
	const char *e = strchr(text, 'e');
	return e ? (int)strtol(e + 1, NULL, 10) : 0;
}

int number_decimals(double half_width)
{
	return 1 - exponent(half_width, 2);
}

/* Copies digits with a comma before every third of the integral part. */
static void group(char *out, const char *digits)
{
	size_t sign = digits[0] == '-', whole = strcspn(digits + sign, ".");
	size_t to = 0;
	if (sign)
		out[to++] = '-';
	for (size_t i = 0; digits[sign + i]; i++) {
		if (i > 0 && i < whole && (whole - i) % 3 == 0)
			out[to++] = ',';
		out[to++] = digits[sign + i];
	}
	out[to] = '\0';
}

static bool is_countable(double value)
{
	return fabs(value) < COUNTABLE;
}

/* Without the sign of a size. */
static void write_digits(char *out, double value, int decimals)
{
	char digits[NUMBER_ROOM];
	if (!is_countable(value)) {
		snprintf(out, NUMBER_ROOM, "%.3g", value);
		return;
	}
	if (decimals < 0) {
		double step = pow(10.0, -decimals);
		value = round(value / step) * step;
		decimals = 0;
	}
	snprintf(digits, sizeof digits, "%.*f", decimals > 20 ? 20 : decimals, value);
	bool zero = strspn(digits, "-0.") == strlen(digits);
	group(out, zero && digits[0] == '-' ? digits + 1 : digits);
}

static void trim_zeros(char *out)
{
	size_t length = strlen(out);
	if (!strchr(out, '.') || strchr(out, 'e'))
		return;
	while (out[length - 1] == '0')
		out[--length] = '\0';
	if (out[length - 1] == '.')
		out[--length] = '\0';
}

void number_round(char *out, double value, int decimals)
{
	const struct size *size;
	if (isnan(value)) {
		out[0] = '\0';
		return;
	}
	if (!is_countable(value) || (size = size_of(value))->zeros == 0) {
		write_digits(out, value, decimals);
		return;
	}
	decimals += size->zeros;
	write_digits(out, value / size->unit, decimals > DECIMALS_AT_MOST ? DECIMALS_AT_MOST : decimals);
	strcat(out, size->sign);
}

void number_plain(char *out, double value, int digits)
{
	if (!is_countable(value)) {
		number_round(out, value, 0);
		return;
	}
	const struct size *size = size_of(value);
	int decimals = value == 0.0 ? 0 : digits - 1 - exponent(value / size->unit, digits);
	write_digits(out, value / size->unit, decimals < 0 ? 0 : decimals);
	trim_zeros(out);
	strcat(out, size->sign);
}

void number_mean(char *out, double mean, double half_width)
{
	if (!has_interval(mean, half_width)) {
		number_plain(out, mean, DIGITS_WITHOUT_INTERVAL);   /* it may be all there is: however small, it is shown */
		return;
	}
	int decimals = number_decimals(half_width), enough = DIGITS_WITHOUT_INTERVAL - 1 - exponent(mean, DIGITS_WITHOUT_INTERVAL);
	enough = enough < 0 ? 0 : enough > DECIMALS_AT_MOST ? DECIMALS_AT_MOST : enough;
	number_round(out, mean, mean != 0.0 && decimals > enough ? enough : decimals);
}

void number_share(char *out, double mean, double half_width)
{
	int decimals = has_interval(mean, half_width) ? number_decimals(100.0 * half_width) : 1;
	if (decimals >= 1 && !has_interval(mean, half_width) && fabs(100.0 * mean - round(100.0 * mean)) < 0.05)
		decimals = 0;
	number_round(out, 100.0 * mean, decimals > 1 ? 1 : decimals < 0 ? 0 : decimals);
}

void number_interval(char *out, double mean, double half_width)
{
	char value[NUMBER_ROOM], half[NUMBER_ROOM];
	if (isnan(mean) || !has_interval(mean, half_width)) {
		number_plain(out, mean, DIGITS_OF_CERTAINTY);
		return;
	}
	if (fabs(mean) + half_width < SMALL) {
		number_round(out, 0.0, DECIMALS_AT_MOST);
		return;
	}
	double largest = fmax(fabs(mean), half_width);
	const struct size *size = is_countable(largest) ? size_of(largest) : &sizes[COUNT_OF_SIZES - 1];
	int decimals = number_decimals(half_width / size->unit);
	write_digits(value, mean / size->unit, decimals);
	write_digits(half, half_width / size->unit, decimals);
	snprintf(out, NUMBER_ROOM, "%.28s ± %.28s%s", value, half, size->sign);
}

void number_exact(char *out, double value)
{
	if (!isfinite(value)) {
		strcpy(out, "null");
		return;
	}
	for (int digits = 15; digits <= 17; digits++) {
		snprintf(out, NUMBER_ROOM, "%.*g", digits, value);
		if (strtod(out, NULL) == value)
			return;
	}
}

static const struct span {
	const char *name;
	double seconds;
} spans[] = { { "wk", 604800.0 }, { "d", 86400.0 }, { "h", 3600.0 }, { "min", 60.0 }, { "s", 1.0 } };

#define LAST_SPAN (sizeof spans / sizeof spans[0] - 1)

/* Two units at most: the larger one and what remains in the next, rounded to that (59.9 s after an hour are another minute). */
void number_duration(char *out, double seconds)
{
	size_t at = 0;
	while (at < LAST_SPAN && seconds < spans[at].seconds * (1.0 - 1e-12))
		at++;
	if (at == LAST_SPAN || !(seconds / spans[at].seconds < 1e9)) {
		number_plain(out, seconds / spans[at].seconds, 3);
		strcat(out, " ");
		strcat(out, spans[at].name);
		return;
	}
	double small = spans[at + 1].seconds, ratio = round(spans[at].seconds / small);
	double total = round(seconds / small), large = floor(total / ratio), rest = total - large * ratio;
	if (at > 0 && total * small >= spans[at - 1].seconds) {
		number_duration(out, total * small);
		return;
	}
	char number[NUMBER_ROOM];
	number_round(number, large, 0);
	if (rest > 0.0)
		snprintf(out, NUMBER_ROOM, "%.32s %s %.0f %s", number, spans[at].name, rest, spans[at + 1].name);
	else
		snprintf(out, NUMBER_ROOM, "%.32s %s", number, spans[at].name);
}
