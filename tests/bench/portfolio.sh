#!/bin/bash
# Writes a portfolio: so many kinds of project, so many projects of each that begin one after another over three years, each a plan of so
# many tasks, and all of them by the same pools of people. Plans are of layers, as in a work breakdown; the same numbers give the same text.
# Usage: portfolio.sh [kinds 4] [projects of each 50] [tasks 60] [pools 20]
awk -v kinds="${1:-4}" -v projects="${2:-50}" -v tasks="${3:-60}" -v pools="${4:-20}" '
function draw(n) {                                  # a whole number below n: as any awk counts it
	state = (state * 16807) % 2147483647
	return int(state / 2147483647 * n)
}

function links(t, width,    text, count, i, before) {
	count = 1 + draw(3)
	for (i = 0; i < count; i++) {
		before = t - 1 - draw(t <= 2 * width ? t - 1 : 2 * width)
		if (text !~ "\"t" before "\"")
			text = text (text == "" ? "" : ", ") "\"t" before "\""
	}
	return text
}

function needs(    first, second) {                  # of one pool or two
	first = draw(pools)
	second = draw(4) ? first : draw(pools)
	return sprintf("needs = { pool_%d = %d; ", 1 + first, 1 + draw(2)) (second == first ? "" : sprintf("pool_%d = 1; ", 1 + second)) "}; "
}

function task(t,    mode, text) {
	mode = 2 + draw(5)
	text = sprintf("      t%d = { ", t)
	if (t > 5)
		text = text "after = ( " links(t, 4) " ); "
	text = text needs() sprintf("time = \"triangular(%d wd, %d wd, %d wd)\";", mode - 1, mode, 2 * mode + draw(4))
	if (t % 10 == 5 && t + 5 <= tasks)
		text = text sprintf(" affected_by = { t%d = { chance = \"15%%\"; share = \"25%%\"; }; };", t + 5)
	return text " };"
}

BEGIN {
	state = 12345
	print "title = \"A portfolio: " kinds * projects " projects of " tasks " tasks by the same " pools " pools of people\";"
	print "clock = { unit = \"d\"; start = \"2026-01-05 08:00\"; };\nmoney = \"EUR\";\nrun = { replications = 100; seed = 1; };"
	print "calendars = { office = \"Mon-Fri 08:00-12:00, 13:00-17:00\"; };\nresources = {"
	for (p = 1; p <= pools; p++)
		print "  pool_" p " = { number = " 6 + draw(3) "; calendar = \"office\"; cost_per_hour = " 40 + draw(50) ".0; };"
	print "};\nwork = {"
	for (k = 1; k <= kinds; k++) {
		printf "  kind_%d = {\n    arrive = { every = \"exponential(%g d)\"; at_most = %d; };\n", k, 1200 / projects, projects
		print "    promise = \"500 d\"; late_cost_per_hour = 10.0; value = 150000.0;\n    project = {"
		for (t = 1; t <= tasks; t++)
			print task(t)
		print "    };\n    risks = {"
		for (r = 1; r <= 3; r++)
			printf "      risk_%d_%d = { chance = \"20%%\"; hits = [ \"t%d\", \"t%d\" ]; grows = \"40%%\"; cost = 8000.0; };\n", k, r,
				1 + draw(tasks / 2), 1 + tasks / 2 + draw(tasks / 2)
		print "    };\n  };"
	}
	print "};"
}'
