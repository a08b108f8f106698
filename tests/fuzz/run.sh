#!/bin/bash
# Feeds random texts to the readers: run.sh SECONDS for each target. Seeds are the models that ship, the cases of the tests (plans
# too), small models of all practices (tests/fuzz/models), blocks of pages, and tests/fuzz/seeds-*; what libFuzzer finds beyond them is
# kept in build/fuzz/corpus-* for the next time.
set -u
cd "$(dirname "$0")/../.." || exit 1
seconds=${1:-600}
if ! command -v clang >/dev/null; then
	echo "fuzzing needs clang (apt install clang)"
	exit 1
fi
make --no-print-directory -s MODE=release all || exit 1
targets=${FUZZ_ONLY:-expr model page import_csv import_psplib}
for target in $targets; do
	make --no-print-directory -s CC=clang MODE=fuzz "build/fuzz/fuzz_$target" || exit 1
done
mkdir -p build/fuzz/corpus-{expr,model,page,import_csv,import_psplib} build/fuzz/seeds-{model,page,import_csv,import_psplib} build/fuzz/found
find configs tests/cases tests/fuzz/models -name '*.cfg' | while read -r model; do
	cp "$model" "build/fuzz/seeds-model/$(echo "$model" | tr / _)"
done
# The first byte of a plan says with which options it is read.
for plan in tests/cases/import*.csv tests/cases/import*.sm; do
	kind=$([ "${plan##*.}" = sm ] && echo psplib || echo csv)
	{ printf '\0'; cat "$plan"; } >"build/fuzz/seeds-import_$kind/${plan##*/}"
done
# The words of the language, so that they need not be found letter by letter.
build/release/takt doc | grep -oE '[a-z_]{2,}' | sort -u | sed 's/.*/"&"/' >build/fuzz/words
# Pages of small results, a block each: what is common to all of them is short.
for model in cafe paint_line clinic; do
	build/release/takt compare configs/$model.cfg --replications 3 --quiet --format json | sed -n '/^  "page"/,$p' | grep '^    {' | sed 's/,$//' |
		{ n=0; while read -r block; do n=$((n + 1)); printf '{"takt":"0","page":[%s]}' "$block" >build/fuzz/seeds-page/$model-$n; done; }
done
grep -ohE '"[a-z_]+": ' build/fuzz/seeds-page/* | sort -u | sed 's/"\(.*\)": /"\\"\1\\":"/' >>build/fuzz/words

status=0
for target in $targets; do
	seeds=tests/fuzz/seeds-$target
	[ -d "$seeds" ] || seeds=build/fuzz/seeds-$target
	echo "== $target, $seconds s"
	# libconfig itself loses memory on some broken texts, and what loads PLplot's drivers always does, so leaks are not looked for here
	# (the sanitized tests do).
	ASAN_OPTIONS=detect_leaks=0 build/fuzz/fuzz_$target -max_total_time="$seconds" -timeout=120 -rss_limit_mb=2048 -detect_leaks=0 -dict=build/fuzz/words \
		-artifact_prefix=build/fuzz/found/"$target"- -print_final_stats=1 -verbosity=0 -max_len=8000 \
		build/fuzz/corpus-"$target" "$seeds" >build/fuzz/"$target".txt 2>&1 || status=1
	grep -E '^(==|SUMMARY|stat::number_of|stat::peak|INFO:.*corpus)|ERROR' build/fuzz/"$target".txt
	[ $status = 0 ] || { tail -n 40 build/fuzz/"$target".txt; break; }
done
[ $status = 0 ] && echo "Nothing was found."
exit $status
