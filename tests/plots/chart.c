/* Charts as files. */
#include <criterion/criterion.h>
#include <string.h>
#include "plots/chart.h"

Test(chart, each_device_has_its_suffix)
{
	cr_expect_str_eq(chart_suffixes[CHART_SVG], "svg");
}
