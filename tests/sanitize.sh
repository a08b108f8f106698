#!/bin/bash
# All tests under the sanitizers of gcc. What these find goes to log files, since Criterion lets a leak pass with exit 0; any log is a
# failure, except those of tests/control, which have to be there.
set -u
cd "$(dirname "$0")/.." || exit 1
failed=0

fail() {
	echo "FAILED: $*"
	failed=1
}

# Where the logs of a run go. Address and undefined share a runtime, so that either option may name the file.
logs_to() {
	logs=$PWD/$1
	rm -rf "$logs"
	mkdir -p "$logs"
	export ASAN_OPTIONS=log_path=$logs/address:detect_leaks=1:detect_stack_use_after_return=1
	export LSAN_OPTIONS=suppressions=$PWD/tests/leaks.supp:print_suppressions=0
	export UBSAN_OPTIONS=log_path=$logs/undefined:print_stacktrace=1
	export TSAN_OPTIONS=log_path=$logs/thread:halt_on_error=0
}

expect_no_logs() {
	if [ -n "$(ls -A "$logs")" ]; then
		fail "$1: the sanitizers found something, here the first of $(ls "$logs" | wc -l)"
		head -n 40 "$(ls "$logs"/* | head -n 1)"
	fi
}

# expect_log PROGRAM TEST WORDS: this control has to be found.
expect_log() {
	logs_to build/control-logs
	"$1" --filter "control/$2" >build/control.txt 2>&1
	if cat "$logs"/* build/control.txt 2>/dev/null | grep -q "$3"; then
		echo "control $2: found, as it has to be"
	else
		fail "control $2: the sanitizer is blind to it"
	fi
}

# run MODE NAME [ARGUMENTS]: one test program, which has to pass and to leave no log.
run() {
	local program=build/$1/tests_$2
	echo "== $2 ($1)"
	logs_to "build/$1/logs"
	"$program" "${@:3}" || fail "$2 ($1)"
	expect_no_logs "$2 ($1)"
}

make() {
	command make --no-print-directory -s "$@" || { fail "make $*"; exit 1; }
}

make MODE=release all
make MODE=sanitize all build/sanitize/tests_{sim,plots,models,experiments,program,control}
expect_log build/sanitize/tests_control leaks 'detected memory leaks'
expect_log build/sanitize/tests_control overflows 'signed integer overflow'
expect_log build/sanitize/tests_control reads_what_is_not_its_own 'heap-buffer-overflow'
run sanitize sim
run sanitize plots
run sanitize models
run sanitize experiments

# The program as a user runs it, with every mistake of tests/cases. Limits of memory (program_limits) are beyond this build.
export TAKT_RELEASE=build/sanitize/takt TAKT_DEBUG=build/sanitize/takt
run sanitize program --filter 'program_@(cases|files)/*'
echo "== every shipped model (sanitize)"
logs_to build/sanitize/logs
find configs -name '*.cfg' | while read -r model; do
	case $model in
	configs/validation/*) brief="--set 'run.length = 500 h' --set 'run.warmup = none'" ;;
	*) brief=--scenario=all ;;
	esac
	eval "build/sanitize/takt run $model --replications 2 --quiet --format json $brief" >/dev/null || echo "$model"
done >build/sanitize/refused.txt
[ -s build/sanitize/refused.txt ] && fail "these models did not run: $(cat build/sanitize/refused.txt)"
expect_no_logs "shipped models"
unset TAKT_RELEASE TAKT_DEBUG

# Threads: the program itself, since Criterion does not run under this sanitizer. Replications that end well, that are interrupted, and
# that run into trouble.
make MODE=thread all build/thread/race
logs_to build/control-logs
build/thread/race >/dev/null 2>&1
if grep -qs 'data race' "$logs"/*; then
	echo "control race: found, as it has to be"
else
	fail "control race: the sanitizer is blind to it"
fi
echo "== models on seven threads (thread)"
logs_to build/thread/logs
takt=build/thread/takt
for model in configs/*.cfg; do
	$takt run "$model" --replications 12 --threads 7 --scenario all --quiet >/dev/null || fail "$model (thread)"
done
timeout --foreground --preserve-status -s INT 2 $takt run configs/validation/mm1_50.cfg --threads 7 --quiet >/dev/null 2>&1
$takt run tests/cases/grows_without_bound.cfg --force --replications 30 --threads 7 --quiet 2>/dev/null
[ $? = 3 ] || fail "a queue without bound (thread)"
expect_no_logs "models on seven threads"

[ $failed = 0 ] && echo "No sanitizer found anything, and all controls were found."
exit $failed
