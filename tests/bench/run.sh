#!/bin/bash
# make bench: the release build beside a loop written by hand in C with the same flags, and beside SimPy. Runs are interleaved, so that
# a busy machine disturbs all alike; a figure is the median of RUNS (5 unless given). Times are processor times: read the ratios.
# "ns per item" is to be compared with "by hand in C": the same customers, with the statistics that such a program would keep.
cd "$(dirname "$0")/../.." || exit 1
RUNS=${RUNS:-5}
TAKT=build/release/takt
BASE=build/release/tests/bench
HERE=tests/bench
TEMP=$(mktemp -d) || exit 1
trap 'rm -rf "$TEMP"' EXIT

build_base() {
	make --no-print-directory -s MODE=release "$BASE/$1.o" && "${CC:-gcc}" "$BASE/$1.o" -o "$BASE/$1" -lm
}

# The median of one field of a file of lines, by the field's name.
median() {
	awk -v name="$2" '{ for (i = 1; i < NF; i++) if ($i == name) print $(i + 1) }' "$1" | sort -g |
		awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

# One row of the table: its title, the model, then the hand-written program and its arguments.
compare() {
	local title=$1 model=$2 r
	shift 2
	: > "$TEMP/takt"
	: > "$TEMP/base"
	for ((r = 0; r < RUNS; r++)); do
		"$TAKT" bench "$HERE/$model.cfg" 2> /dev/null >> "$TEMP/takt" || exit 1
		"$BASE/$1" "${@:2}" >> "$TEMP/base" || exit 1
	done
	awk -v title="$title" -v items="$(median "$TEMP/takt" items)" -v events="$(median "$TEMP/takt" events)" \
		-v most="$(median "$TEMP/takt" most)" -v seconds="$(median "$TEMP/takt" seconds)" -v peak="$(median "$TEMP/takt" peak_kb)" \
		-v world="$(median "$TEMP/takt" world_kb)" -v base="$(median "$TEMP/base" seconds)" -v others="$(median "$TEMP/base" items)" '
		BEGIN {
			ours = 1e9 * seconds / items
			theirs = 1e9 * base / others
			bytes = most >= 1e5 ? sprintf("%.0f", 1024 * world / most) : "-"
			printf "%-38s %12.0f %12.0f %9.1f %9.1f %8s %9.1f %9.1f %7.2f\n", title, items / seconds, events / seconds,
				1e9 * seconds / events, peak / 1024, bytes, ours, theirs, ours / theirs
		}'
}

# Wall-clock and processor time of a command, in seconds.
clocked() {
	/usr/bin/env bash -c 'TIMEFORMAT="%R %U"; time "$@" > /dev/null 2>&1' - "$@" 2>&1
}

# On a busy machine wall-clock time says little; processor time that stays the same says that the threads do not hold each other up.
threads() {
	local r
	for ((r = 0; r < RUNS; r++)); do
		echo "1 $(clocked "$TAKT" run "$HERE/mm1_short.cfg" --quiet --threads 1)"
		echo "2 $(clocked "$TAKT" run "$HERE/mm1_short.cfg" --quiet --threads 2)"
	done | awk '
		!($1 in wall) || $2 < wall[$1] { wall[$1] = $2 }
		!($1 in used) || $3 < used[$1] { used[$1] = $3 }
		END {
			printf "100 replications: %.2f s on one thread, %.2f s on two: %.2f times as fast; processor time %.2f s and %.2f s\n",
				wall[1], wall[2], wall[1] / wall[2], used[1], used[2]
		}'
}

start_up() {
	local r
	for ((r = 0; r < 4 * RUNS; r++)); do
		clocked "$TAKT" run "$HERE/trivial.cfg" --quiet --threads 1
	done | sort -g | awk 'NR == 1 { printf "start-up, a run of hardly anything: %.0f ms\n", 1000 * $1 }'
}

# 200 projects of 60 tasks by the same 20 pools: of a few kinds, and each after a plan of its own.
portfolio() {
	"$HERE/portfolio.sh" "$1" "$2" > "$TEMP/portfolio.cfg"
	clocked "$TAKT" run "$TEMP/portfolio.cfg" --replications 100 --quiet --threads 2 | awk -v kinds="$1" '
		{ printf "200 projects of 60 tasks by 20 pools, %d plans, 100 replications: %.1f s on two threads, %.1f s of processor time\n", kinds, $1, $2 }'
}

simpy() {
	local python
	for python in /usr/bin/python3 python3; do
		if "$python" -c 'import simpy' 2> /dev/null; then
			"$python" "$HERE/simpy_mm1.py" 100000 > "$TEMP/simpy" || exit 1
			awk -v ours="$1" '{ theirs = 1e9 * $8 / $2; printf "SimPy, the same M/M/1: %.0f ns per customer, takt %.1f: %.0f times as fast\n",
				theirs, ours, theirs / ours }' "$TEMP/simpy"
			return
		fi
	done
	echo "SimPy: skipped, it is not installed (package python3-simpy3)"
}

build_base base_network || exit 1
build_base base_shop || exit 1
printf "%-38s %12s %12s %9s %9s %8s %9s %9s %7s\n" "" "items" "events" "ns per" "peak" "bytes" "ns per" "by hand" ""
printf "%-38s %12s %12s %9s %9s %8s %9s %9s %7s\n" "work" "per second" "per second" "event" "MB" "an item" "item" "in C" "ratio"
compare "M/M/1, load 0.9" mm1 base_network mm1 3000000 | tee "$TEMP/mm1"
compare "M/M/10, load 0.9" mm10 base_network mm10 300000
compare "10 stations in a row, 10 % rework" line base_network line 500000
compare "100 stations, shared pool, 5 visits" shop base_shop 5000
compare "M/M/infinity, 1,000 in service" delay_1000 base_network delay 2000 1000
compare "M/M/infinity, 100,000 in service" delay_100000 base_network delay 20 100000
compare "M/M/infinity, 1,000,000 in service" delay_1000000 base_network delay 4 1000000
echo
threads
portfolio 4 50
portfolio 200 1
start_up
simpy "$(awk '{ print $(NF - 2) }' "$TEMP/mm1")"
