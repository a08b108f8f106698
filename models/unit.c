/* Units of time. A whole number of clock units stays whole: times are divided by the clock's seconds, not multiplied by a rounded
   reciprocal, so that 12 min are exactly 0.2 h and the doubled unit gives exactly half the number. */
#include "unit.h"
#include <math.h>
#include <string.h>
#include <strings.h>
#include "expr.h"

const struct expr_word expr_units[] = {
	{"s", "", "a second"},
	{"min", "", "a minute"},
	{"h", "", "an hour"},
	{"d", "", "a day of 24 h, day and night"},
	{"wk", "", "a week of 7 d"},
	{"y", "", "a year of 365 d"},
	{"wd", "", "a working day: clock.workday, 8 h unless set"},
	{NULL, NULL, NULL},
};

/* In the order of expr_units; the working day's length is the model's. */
static const double seconds[] = {1.0, 60.0, 3600.0, 86400.0, 604800.0, 31536000.0, 0.0};

static int find(const char *name)
{
	for (int i = 0; expr_units[i].name; i++)
		if (strcmp(expr_units[i].name, name) == 0)
			return i;
	return -1;
}

bool unit_known(const char *name)
{
	return find(name) >= 0;
}

const char *unit_meant(const char *name)
{
	static const struct {
		const char *start, *unit;
	} meant[] = {{"sec", "s"}, {"mi", "min"}, {"mn", "min"}, {"hr", "h"}, {"hour", "h"}, {"day", "d"}, {"week", "wk"},
		{"year", "y"}, {"yr", "y"}, {"workday", "wd"}};
	for (size_t i = 0; i < sizeof meant / sizeof *meant; i++)
		if (strncasecmp(name, meant[i].start, strlen(meant[i].start)) == 0)
			return meant[i].unit;
	for (int i = 0; expr_units[i].name; i++)
		if (strcasecmp(name, expr_units[i].name) == 0)
			return expr_units[i].name;
	return NULL;
}

double unit_in_clock(const char *name, double count, double unit, double workday)
{
	int i = find(name);
	if (i < 0)
		return NAN;
	if (seconds[i] == 0.0)
		return count * workday;
	double clock = round(1.0 / unit);   /* the clock unit's length in seconds, where it is a whole number of them */
	if (clock >= 1.0 && fabs(clock * unit - 1.0) < 1e-12)
		return count * seconds[i] / clock;
	return count * (seconds[i] * unit);
}

const char *unit_of_clock(double unit, double workday)
{
	for (int i = 0; expr_units[i].name; i++)
		if (fabs(unit_in_clock(expr_units[i].name, 1.0, unit, workday) - 1.0) < 1e-9)
			return expr_units[i].name;
	return "min";
}

const char *unit_words(int time)
{
	switch (time) {
	case 0: return "a plain number";
	case 1: return "a time";
	case -1: return "a rate";
	case 2: return "a time squared";
	default: return "a power of time";
	}
}
