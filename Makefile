# takt: `make demo` and `make test` are all the set-up there is. See `make help`.
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules
SHELL := /bin/bash

MODE ?= release
PREFIX ?= /usr/local
VERSION := 0.1.0
BUILD := build/$(MODE)

CC := $(if $(filter default,$(origin CC)),gcc,$(CC))
PACKAGES := gsl libconfig nettle plplot pangocairo jansson
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes
BASE := -std=c11 -D_POSIX_C_SOURCE=200809L -ffp-contract=off -fno-math-errno $(if $(findstring clang,$(CC)),-fno-slp-vectorize,-fno-tree-slp-vectorize) -g -MMD -MP -I. -DTAKT_VERSION='"$(VERSION)"'
CFLAGS_release := -O2 -DNDEBUG
CFLAGS_debug := -O1 -Werror
CFLAGS_sanitize := -O1 -Werror -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
CFLAGS_thread := -O1 -Werror -fsanitize=thread
CFLAGS_coverage := -O0 --coverage
CFLAGS_fuzz := -O2 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
LDFLAGS_sanitize := -fsanitize=address,undefined
LDFLAGS_thread := -fsanitize=thread
LDFLAGS_coverage := --coverage
LDFLAGS_fuzz := -fsanitize=address,undefined

SYSTEM = $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(PACKAGES) 2>/dev/null))
LIBS = $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lm -lpthread
CFLAGS_ALL = $(BASE) $(WARN) $(CFLAGS_$(MODE)) $(SYSTEM) $(CFLAGS)
LDFLAGS_ALL = $(LDFLAGS_$(MODE)) $(LDFLAGS)

LAYERS := sim plots models experiments
ARCHIVES := $(LAYERS:%=$(BUILD)/lib%.a)
object = $(patsubst %.c,$(BUILD)/%.o,$(1))
MAIN := experiments/main.c
sources_of = $(filter-out $(MAIN),$(wildcard $(1)/*.c))

all: $(BUILD)/takt  ## the program, build/release/takt (MODE=release|debug|sanitize|thread|coverage|fuzz)

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -c $< -o $@

# A script for pages becomes an array of bytes, without indents and lines that are a comment: replay.js is replay_script.
$(BUILD)/%.js.o: %.js
	@mkdir -p $(@D)
	{ echo 'extern const char $(*F)_script[]; const char $(*F)_script[] = {'; sed 's/^\t*//; /^\/\*.*\*\/$$/d' $< | od -An -v -tu1 | sed 's/[0-9]\+/&,/g'; echo '0 };'; } | \
		$(CC) $(filter-out -MMD -MP,$(CFLAGS_ALL)) -x c -c - -o $@

define layer
$(BUILD)/lib$(1).a: $(call object,$(call sources_of,$(1))) $(patsubst %,$(BUILD)/%.o,$(wildcard $(1)/*.js))
	@rm -f $$@
	ar rcs $$@ $$^
endef
$(foreach l,$(LAYERS),$(eval $(call layer,$(l))))

$(BUILD)/takt: $(call object,$(MAIN)) $(BUILD)/libexperiments.a $(BUILD)/libmodels.a $(BUILD)/libplots.a $(BUILD)/libsim.a
	$(CC) $(LDFLAGS_ALL) $^ $(LIBS) -o $@

# Tests: a layer's tests link that layer and those below, nothing above; the program's own tests only run it.
CRITERION = $(shell pkg-config --libs criterion 2>/dev/null)
TESTS := $(BUILD)/tests_sim $(BUILD)/tests_plots $(BUILD)/tests_models $(BUILD)/tests_experiments $(BUILD)/tests_program
CONTROL := $(BUILD)/tests_control
tests_of = $(call object,$(wildcard tests/$(1)/*.c))
below_sim := $(BUILD)/libsim.a
below_plots := $(BUILD)/libplots.a $(below_sim)
below_models := $(BUILD)/libmodels.a $(below_sim)
below_experiments := $(BUILD)/libexperiments.a $(BUILD)/libmodels.a $(BUILD)/libplots.a $(below_sim)
below_program :=
below_control :=
.SECONDEXPANSION:
$(TESTS) $(CONTROL): $(BUILD)/tests_%: $$(call tests_of,%) $$(below_%)
	$(CC) $(LDFLAGS_ALL) $^ $(LIBS) $(CRITERION) -o $@

$(BUILD)/race: $(BUILD)/tests/race.o
	$(CC) $(LDFLAGS_ALL) $^ -lpthread -o $@

$(BUILD)/fuzz_%: $(BUILD)/tests/fuzz/%.o $(BUILD)/libexperiments.a $(BUILD)/libmodels.a $(BUILD)/libplots.a $(BUILD)/libsim.a
	$(CC) $(LDFLAGS_ALL) -fsanitize=fuzzer $^ $(LIBS) -o $@

# What a Debian 12 machine needs: to build, and to test.
DEPS_BUILD := gcc make pkg-config libgsl-dev libconfig-dev nettle-dev libplplot-dev plplot-driver-cairo libpango1.0-dev libjansson-dev \
	graphviz fonts-liberation
DEPS_TEST := $(DEPS_BUILD) libcriterion-dev
AS_ROOT := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
missing = $(shell for p in $(1); do dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || echo $$p; done)
define install_missing
	@missing="$(call missing,$(1))"; if [ -n "$$missing" ]; then \
		echo "Installing what is missing: $$missing"; \
		$(AS_ROOT) apt-get update -qq && \
		$(AS_ROOT) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; fi
endef

deps:  ## installs the Debian packages that building and testing need (with sudo when not root)
	$(call install_missing,$(DEPS_TEST))

demo:  ## installs what is missing, builds; checks, runs, compares the paint line, tries its levers; leaves build/demo/report.html
	$(call install_missing,$(DEPS_BUILD))
	@$(MAKE) --no-print-directory -s all
	@mkdir -p build/demo
	@build/release/takt check configs/paint_line.cfg
	@build/release/takt run configs/paint_line.cfg --output build/demo/paint.txt
	@build/release/takt compare configs/paint_line.cfg --output build/demo/compared.txt
	@build/release/takt levers configs/paint_line.cfg --output build/demo/levers.txt
	@build/release/takt run configs/paint_line.cfg --scenario all --format csv --output build/demo/paint.csv
	@build/release/takt report configs/paint_line.cfg --levers --replay --output build/demo/report.html
	@cat build/demo/paint.txt build/demo/compared.txt build/demo/levers.txt
	@echo "All of it with charts is one page: build/demo/report.html. The reports above are beside it, the numbers in paint.csv."

# The pictures that the README shows: drawn anew when charts change.
GALLERY := plots/gallery
define gallery_chart
	@build/release/takt $(1) --chart $(2) --charts $(GALLERY) --width 800 --quiet --output /dev/null
endef
gallery: all  ## draws the pictures that the README shows, plots/gallery/*.png
	$(call gallery_chart,compare configs/paint_line.cfg,options-time-and-money)
	$(call gallery_chart,compare configs/paint_line.cfg,options-where-the-time-goes)
	$(call gallery_chart,run configs/paint_line.cfg,process-map)
	$(call gallery_chart,run configs/paint_line.cfg,stations)
	$(call gallery_chart,run configs/bakery.cfg,money)
	$(call gallery_chart,run configs/clinic.cfg,queues-over-the-day)
	$(call gallery_chart,run configs/clinic.cfg,time-in-system)
	$(call gallery_chart,levers configs/clinic.cfg,levers)
	$(call gallery_chart,run configs/house.cfg,plan)
	$(call gallery_chart,run configs/house.cfg,date-and-money)
	$(call gallery_chart,run configs/house.cfg,what-decides-the-end)
	$(call gallery_chart,run configs/registry.cfg,forecasts)
	$(call gallery_chart,run configs/insurance.cfg,variants-claim)
	$(call gallery_chart,run configs/insurance.cfg,who-works-on-what)
	$(call gallery_chart,run configs/insurance.cfg,decisions)
	$(call gallery_chart,run configs/insurance.cfg,handoffs)

# As many at once as there are processors, unless this make is part of one that counts them already.
JOBS = $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(shell nproc))
test:  ## installs what is missing, builds and runs all tests (set TESTS_ONLY=sim to run one layer's)
	$(call install_missing,$(DEPS_TEST))
	@$(MAKE) --no-print-directory -s $(JOBS) MODE=release all
	@if command -v clang >/dev/null; then $(MAKE) --no-print-directory -s $(JOBS) CC=clang MODE=release BUILD=build/clang build/clang/takt; fi
	@$(MAKE) --no-print-directory -s $(JOBS) MODE=debug all $(TESTS:$(BUILD)/%=build/debug/%)
	@$(MAKE) --no-print-directory -s MODE=debug run-tests

run-tests: $(if $(TESTS_ONLY),$(BUILD)/tests_$(TESTS_ONLY),$(TESTS))
	@failed=0; for t in $^; do echo "== $${t##*/tests_}"; $$t $(TEST_ARGUMENTS) || failed=1; done; exit $$failed

sanitize:  ## all tests under the address, undefined and thread sanitizers, each with a positive control
	@tests/sanitize.sh

bench:  ## figures: customers and events per second beside a hand-written loop and SimPy
	@$(MAKE) --no-print-directory -s MODE=release all
	@tests/bench/run.sh

# A promise of the program measured; the everyday tests have a smaller share of it.
$(BUILD)/bench_selection: $(BUILD)/tests/bench/selection.o $(BUILD)/libexperiments.a $(BUILD)/libmodels.a $(BUILD)/libplots.a $(BUILD)/libsim.a
	$(CC) $(LDFLAGS_ALL) $^ $(LIBS) -o $@

bench-selection: $(BUILD)/bench_selection  ## how often --until-decided chooses the right scenario, beside the 95 % that it promises
	@$<

coverage:  ## which lines the tests reach (gcov), a summary by file; the program's own tests count, except validation and limits
	@$(MAKE) --no-print-directory -s MODE=coverage all $(TESTS:$(BUILD)/%=build/coverage/%)
	@find build/coverage -name '*.gcda' -delete
	@for t in sim plots models experiments; do build/coverage/tests_$$t || exit 1; done
	@TAKT_RELEASE=build/coverage/takt TAKT_DEBUG=build/coverage/takt build/coverage/tests_program \
		--filter 'program_@(cases|files|same)/!(gcc*)'
	@find build/coverage/sim build/coverage/plots build/coverage/models build/coverage/experiments -name '*.gcda' | xargs gcov -n -r 2>/dev/null | \
		awk -F"'" '/^File/ { file = $$2 } /^Lines executed/ && file !~ /^\// { split($$0, part, /[:% ]+/); \
		printf "%6.1f %% of %4d  %s\n", part[3], part[5], file; hit += part[3] * part[5]; all += part[5]; file = "/" } \
		END { printf "%6.1f %% of %d lines in all\n", hit / all, all }' | sort -k4

fuzz:  ## fuzzes the readers of models, expressions, kept results and plans (FUZZ_SECONDS=600 each; needs clang)
	@tests/fuzz/run.sh $(or $(FUZZ_SECONDS),600)

# Models that tests hold as text may be wider.
SOURCES := $(wildcard sim/*.[ch] plots/*.[ch] models/*.[ch] experiments/*.[ch] experiments/*.js tests/*.c tests/*/*.[ch])
format:  ## formats nothing by machine; lists lines that break the house style
	@! grep -nE '.{141,}' $(SOURCES) | grep -vE '^tests/[^:]*:[0-9]+:.*"' || { echo "lines over 140 columns"; exit 1; }
	@! grep -nE '[[:blank:]]+$$' $(SOURCES) || { echo "blanks at the end of a line"; exit 1; }

# Left out: what is a matter of taste, and what the analyser cannot know (the stack of a checked expression).
NO_LINT := bugprone-easily-swappable-parameters bugprone-reserved-identifier bugprone-narrowing-conversions \
	bugprone-assignment-in-if-condition bugprone-implicit-widening-of-multiplication-result bugprone-suspicious-string-compare \
	bugprone-sizeof-expression bugprone-integer-division bugprone-not-null-terminated-result bugprone-branch-clone \
	clang-analyzer-security.insecureAPI.DeprecatedOrUnsafeBufferHandling clang-analyzer-security.insecureAPI.strcpy \
	clang-analyzer-security.FloatLoopCounter clang-analyzer-optin.portability.UnixAPI clang-analyzer-core.uninitialized.Assign \
	clang-analyzer-core.CallAndMessage
EMPTY :=
COMMA := ,
lint:  ## clang's static analyser and all warnings of both compilers
	@$(MAKE) --no-print-directory -s CC=clang MODE=debug BUILD=build/clang-debug all $(TESTS:$(BUILD)/%=build/clang-debug/%)
	@printf '%s\n' $(wildcard sim/*.c plots/*.c models/*.c experiments/*.c) | xargs -P 2 -I{} clang-tidy --quiet --warnings-as-errors='*' \
		--checks='-*,clang-analyzer-*,bugprone-*,$(subst $(EMPTY) $(EMPTY),$(COMMA),$(NO_LINT:%=-%))' {} -- $(filter-out -MMD -MP,$(BASE)) $(SYSTEM) \
		2>&1 | { ! grep -v 'warnings\? generated\|Suppressed\|Use -header-filter'; }

SHARE := $(DESTDIR)$(PREFIX)/share
install: all  ## installs the program, its man page, completion and models (DESTDIR, PREFIX)
	install -D -m 755 $(BUILD)/takt $(DESTDIR)$(PREFIX)/bin/takt
	install -d $(SHARE)/man/man1 $(SHARE)/bash-completion/completions $(SHARE)/takt/validation $(SHARE)/doc/takt
	$(BUILD)/takt man > $(SHARE)/man/man1/takt.1
	$(BUILD)/takt completion > $(SHARE)/bash-completion/completions/takt
	cp -r configs/. $(SHARE)/takt/
	install -m 644 README.md CHANGELOG.md LICENSE $(SHARE)/doc/takt/

clean:  ## removes what was built
	rm -rf build

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(firstword $(MAKEFILE_LIST)) | sed -E 's/^([a-z-]+):.*## */\1\t/' | expand -t 17

-include $(shell find build $(BUILD) -name '*.d' 2>/dev/null | sort -u)
.PHONY: all deps demo gallery test run-tests sanitize bench bench-selection coverage fuzz format lint install clean help
