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
PACKAGES := gsl libconfig nettle
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes
BASE := -std=c11 -D_POSIX_C_SOURCE=200809L -ffp-contract=off -fno-math-errno -g -MMD -MP -I. -DTAKT_VERSION='"$(VERSION)"'
CFLAGS_release := -O2 -DNDEBUG
CFLAGS_debug := -O1 -Werror
CFLAGS_sanitize := -O1 -Werror -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
CFLAGS_thread := -O1 -Werror -fsanitize=thread
CFLAGS_coverage := -O0 --coverage
CFLAGS_fuzz := -O1 -fsanitize=fuzzer-no-link,address,undefined -fno-omit-frame-pointer
LDFLAGS_sanitize := -fsanitize=address,undefined
LDFLAGS_thread := -fsanitize=thread
LDFLAGS_coverage := --coverage
LDFLAGS_fuzz := -fsanitize=address,undefined

SYSTEM = $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(PACKAGES) 2>/dev/null))
LIBS = $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lm -lpthread
CFLAGS_ALL = $(BASE) $(WARN) $(CFLAGS_$(MODE)) $(SYSTEM) $(CFLAGS)
LDFLAGS_ALL = $(LDFLAGS_$(MODE)) $(LDFLAGS)

LAYERS := sim models experiments
ARCHIVES := $(LAYERS:%=$(BUILD)/lib%.a)
object = $(patsubst %.c,$(BUILD)/%.o,$(1))
MAIN := experiments/main.c
sources_of = $(filter-out $(MAIN),$(wildcard $(1)/*.c))

all: $(BUILD)/takt  ## the program, build/release/takt (MODE=release|debug|sanitize|thread|coverage|fuzz)

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -c $< -o $@

define layer
$(BUILD)/lib$(1).a: $(call object,$(call sources_of,$(1)))
	@rm -f $$@
	ar rcs $$@ $$^
endef
$(foreach l,$(LAYERS),$(eval $(call layer,$(l))))

$(BUILD)/takt: $(call object,$(MAIN)) $(BUILD)/libexperiments.a $(BUILD)/libmodels.a $(BUILD)/libsim.a
	$(CC) $(LDFLAGS_ALL) $^ $(LIBS) -o $@

# Tests: a layer's tests link that layer and those below, nothing above.
CRITERION = $(shell pkg-config --libs criterion 2>/dev/null)
tests_of = $(wildcard tests/$(1)/*.c)
$(BUILD)/tests_sim: $(call object,$(call tests_of,sim)) $(BUILD)/libsim.a
	$(CC) $(LDFLAGS_ALL) $^ $(LIBS) $(CRITERION) -o $@
$(BUILD)/tests_models: $(call object,$(call tests_of,models)) $(BUILD)/libmodels.a $(BUILD)/libsim.a
	$(CC) $(LDFLAGS_ALL) $^ $(LIBS) $(CRITERION) -o $@
$(BUILD)/tests_experiments: $(call object,$(call tests_of,experiments)) $(BUILD)/libexperiments.a $(BUILD)/libmodels.a $(BUILD)/libsim.a
	$(CC) $(LDFLAGS_ALL) $^ $(LIBS) $(CRITERION) -o $@

clean:  ## removes what was built
	rm -rf build

help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## */\1\t/' | expand -t 12

-include $(shell find build -name '*.d' 2>/dev/null)
.PHONY: all clean help
