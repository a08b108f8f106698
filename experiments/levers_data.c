/* The levers for spreadsheets: one row for each lever and yardstick, best first, numbers in full. */
#include <math.h>
#include "levers_gain.h"
#include "number.h"

static void print_number(FILE *to, double value)
{
	char text[NUMBER_ROOM] = "";
	if (isfinite(value))
		number_exact(text, value);
	fprintf(to, "%s,", text);
}

/* In quotes, those inside doubled (RFC 4180). */
static void print_text(FILE *to, const char *text)
{
	fputc('"', to);
	for (; *text; text++) {
		if (*text == '"')
			fputc('"', to);
		fputc(*text, to);
	}
	fputs("\",", to);
}

void levers_csv(const struct lever_gains *gains, FILE *to)
{
	fputs("lever,title,family,priced,measure,unit,base,gain,low,high,shown\n", to);
	for (size_t i = 0; i < gains->count; i++) {
		const struct lever_gain *gain = &gains->list[i];
		for (size_t y = 0; !gain->scenario->left_out && y < gains->yardsticks.count; y++) {
			const struct yardstick *yardstick = &gains->yardsticks.list[y];
			const struct interval *interval = &gain->gains[y].interval;
			print_text(to, gain->lever->name);
			print_text(to, gain->lever->title);
			fprintf(to, "%s,%s,%s,%s,", lever_families[gain->lever->family], gain->lever->priced ? "yes" : "no", yardstick->name,
				yardstick->gain_unit);
			print_number(to, yardstick_mean(yardstick, &gains->result->scenarios[0], gains->arena).estimate);
			print_number(to, interval->estimate);
			print_number(to, interval->low);
			print_number(to, interval->high);
			fputs(gain->gains[y].shown ? "yes\n" : "no\n", to);
		}
	}
}
