/* Reading the call by the table: no option is named anywhere else. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "sim/problem.h"
#include "commands.h"
#include "options.h"

#define RUNS (1u << COMMAND_RUN)
#define COMPARES (1u << COMMAND_COMPARE)
#define SWEEPS (1u << COMMAND_SWEEP)
#define TRIES (1u << COMMAND_LEVERS | SWEEPS)
#define CHECKS (1u << COMMAND_CHECK)
#define VALIDATES (1u << COMMAND_VALIDATE)
#define TRACES (1u << COMMAND_TRACE)
#define REPORTS (1u << COMMAND_REPORT)
#define DRAWS (RUNS | COMPARES | TRIES | REPORTS)
#define IMPORTS (1u << COMMAND_IMPORT)
#define EVERY (~0u)

static const char *const formats[] = { "text", "csv", "json", NULL };
static const char *const page_formats[] = { "html", "json", NULL };
static const char *const plan_formats[] = { "auto", "psplib", "csv", NULL };
static const char *const units[] = { "d", "h", "min", "wk", "month", "ed", NULL };
static const char *const pictures[] = { "png", "svg", "pdf", NULL };

const struct option option_table[] = {
	{ .name = "set", .argument = "'PATH = VALUE'", .type = OPTION_TEXTS, .offset = offsetof(struct options, sets),
		.commands = DRAWS | CHECKS | TRACES,
		.help = "change one value of the model for this call, as a scenario does; may be repeated" },
	{ .name = "scenario", .argument = "NAME", .type = OPTION_TEXTS, .offset = offsetof(struct options, scenarios),
		.commands = DRAWS | CHECKS | TRACES,
		.help = "a scenario of the model, several with commas between, or all; base is the file as it is. levers, sweep and trace take one" },
	{ .name = "replications", .argument = "N", .type = OPTION_COUNT, .offset = offsetof(struct options, replications),
		.low = 1, .high = 1000000, .commands = DRAWS,
		.help = "how many independent runs to average over, instead of the model's own number" },
	{ .name = "precision", .argument = "2%", .type = OPTION_SHARE, .offset = offsetof(struct options, precision),
		.commands = RUNS | COMPARES | REPORTS,
		.help = "as many replications as it takes until what is judged is known so well: the half width of its 95 % interval as a share of "
		"its mean" },
	{ .name = "until-decided", .type = OPTION_FLAG, .offset = offsetof(struct options, decided), .commands = COMPARES | REPORTS,
		.help = "as many replications as it takes to choose the best scenario by the first metric that is judged, right with 95 % "
		"confidence; who is beaten drops out" },
	{ .name = "difference", .argument = "D", .type = OPTION_TEXT, .offset = offsetof(struct options, difference),
		.commands = COMPARES | REPORTS,
		.help = "the smallest difference worth acting on, in the unit of the first metric that is judged, or as a share of its mean in "
		"base (2%, unless given)" },
	{ .name = "at-most", .argument = "N", .type = OPTION_COUNT, .offset = offsetof(struct options, at_most), .low = 10, .high = 1000000,
		.commands = RUNS | COMPARES | REPORTS,
		.help = "the most replications that --precision or --until-decided may take (run.at_most, unless given)" },
	{ .name = "metric", .argument = "NAME", .type = OPTION_TEXTS, .offset = offsetof(struct options, metrics),
		.commands = DRAWS,
		.help = "what is judged, instead of run.judge; several with commas between, or repeated" },
	{ .name = "seed", .argument = "S", .type = OPTION_COUNT, .offset = offsetof(struct options, seed), .high = UINT64_MAX,
		.commands = DRAWS | TRACES, .help = "another seed: other luck, the same system" },
	{ .name = "threads", .argument = "N", .type = OPTION_COUNT, .offset = offsetof(struct options, threads), .low = 1, .high = 1024,
		.commands = DRAWS | VALIDATES,
		.help = "how many processor cores to use (all, unless given); the results do not depend on it" },
	{ .name = "format", .argument = "text|csv|json", .type = OPTION_WORD, .offset = offsetof(struct options, format), .words = formats,
		.commands = RUNS | COMPARES | TRIES, .help = "text for people, csv for spreadsheets (a row for each number), json with everything" },
	{ .name = "format", .argument = "html|json", .type = OPTION_WORD, .offset = offsetof(struct options, page_format), .words = page_formats,
		.commands = REPORTS, .help = "html for people, json to make the page from later (--from)" },
	{ .name = "format", .argument = "psplib|csv", .type = OPTION_WORD, .offset = offsetof(struct options, plan_format), .words = plan_formats,
		.commands = IMPORTS, .help = "what kind of file it is (auto, unless given: found by its name and by what stands in it)" },
	{ .name = "unit", .argument = "d|h|min|wk|month|ed", .type = OPTION_WORD, .offset = offsetof(struct options, unit), .words = units,
		.commands = IMPORTS, .help = "the unit of times without one: d, unless given or in the column's heading" },
	{ .name = "hours", .argument = "'Mon-Fri 08:00-16:00'", .type = OPTION_TEXT, .offset = offsetof(struct options, hours),
		.commands = IMPORTS, .help = "when people work, as a calendar's hours; always: day and night, and a day has 24 hours" },
	{ .name = "start", .argument = "DATE", .type = OPTION_TEXT, .offset = offsetof(struct options, start), .commands = IMPORTS,
		.help = "when the project begins, instead of the earliest date in the table" },
	{ .name = "triangular", .type = OPTION_FLAG, .offset = offsetof(struct options, triangular), .commands = IMPORTS,
		.help = "three points as triangular distributions instead of PERT" },
	{ .name = "summary", .type = OPTION_FLAG, .offset = offsetof(struct options, summary), .commands = RUNS | SWEEPS,
		.help = "with --format csv: one row for each metric, with its interval" },
	{ .name = "output", .letter = 'o', .argument = "FILE", .type = OPTION_TEXT, .offset = offsetof(struct options, output),
		.commands = DRAWS | CHECKS | VALIDATES | TRACES | IMPORTS, .completes = "file",
		.help = "write the result to FILE, which appears whole or not at all; - is standard output" },
	{ .name = "from", .argument = "RESULT.json", .type = OPTION_TEXT, .offset = offsetof(struct options, from), .commands = REPORTS,
		.completes = "file", .help = "make the page from a result of run, compare, levers, sweep or report (--format json); nothing is run" },
	{ .name = "levers", .type = OPTION_FLAG, .offset = offsetof(struct options, levers), .commands = REPORTS,
		.help = "also try a standard change of everything in the model, as takt levers does, and rank what helps" },
	{ .name = "replay", .type = OPTION_FLAG, .offset = offsetof(struct options, replay), .commands = REPORTS,
		.help = "also show a stretch of the first replication as a moving picture" },
	{ .name = "charts", .argument = "DIR", .type = OPTION_TEXT, .offset = offsetof(struct options, charts), .commands = DRAWS,
		.completes = "folder", .help = "also write every chart of the result as a picture file into DIR, which is made if need be" },
	{ .name = "chart", .argument = "NAME", .type = OPTION_TEXT, .offset = offsetof(struct options, chart), .commands = DRAWS,
		.help = "only this chart, into the folder of --charts or else this one" },
	{ .name = "picture", .argument = "png|svg|pdf", .type = OPTION_WORD, .offset = offsetof(struct options, picture), .words = pictures,
		.commands = DRAWS, .help = "what kind of picture the charts are (png, unless given)" },
	{ .name = "width", .argument = "PIXELS", .type = OPTION_COUNT, .offset = offsetof(struct options, width), .low = 200, .high = 10000,
		.commands = DRAWS, .help = "how wide a png is (1600, unless given)" },
	{ .name = "kind", .argument = "NAME", .type = OPTION_TEXT, .offset = offsetof(struct options, kind), .commands = TRACES,
		.help = "only this kind of work" },
	{ .name = "item", .argument = "N", .type = OPTION_COUNT, .offset = offsetof(struct options, item), .low = 1, .high = UINT64_MAX,
		.commands = TRACES, .help = "only the N-th item of its kind, in order of entering" },
	{ .name = "replication", .argument = "R", .type = OPTION_COUNT, .offset = offsetof(struct options, replication), .low = 1,
		.high = 1000000, .commands = TRACES, .help = "which replication of takt run (1, unless given)" },
	{ .name = "folder", .argument = "DIR", .type = OPTION_TEXT, .offset = offsetof(struct options, folder), .commands = VALIDATES,
		.completes = "folder", .help = "where the reference models are, instead of those that came with takt" },
	{ .name = "only", .argument = "TEXT", .type = OPTION_TEXT, .offset = offsetof(struct options, only), .commands = VALIDATES,
		.help = "only cases and files with this text in their name" },
	{ .name = "no-ignorance", .type = OPTION_FLAG, .offset = offsetof(struct options, no_ignorance), .commands = RUNS | REPORTS,
		.help = "no second set of runs for what the observations behind distributions (data = 40) leave open" },
	{ .name = "force", .type = OPTION_FLAG, .offset = offsetof(struct options, force), .commands = DRAWS | CHECKS | TRACES,
		.help = "run even where a queue will grow without bound, or the run is too short for its warm-up" },
	{ .name = "quiet", .type = OPTION_FLAG, .offset = offsetof(struct options, quiet),
		.commands = DRAWS | CHECKS | VALIDATES | TRACES | IMPORTS,
		.help = "no progress bar and no warnings" },
	{ .name = "help", .letter = 'h', .type = OPTION_FLAG, .offset = offsetof(struct options, help), .commands = EVERY, .help = "this help" },
	{ .name = NULL }
};

/* A call in progress: what is being read and where complaints go. */
struct parse {
	struct options *options;
	const struct command *command;
	char **argv;
	int argc, at;
	FILE *to;
	int faults;
};

static bool knows(const struct option *option, const struct command *command)
{
	return option->commands >> command->id & 1u;
}

/* Two commands may mean different things by one name. */
static const struct option *find(const char *name, size_t length, const struct command *command)
{
	const struct option *found = NULL;
	for (const struct option *option = option_table; option->name; option++)
		if (strlen(option->name) == length && memcmp(option->name, name, length) == 0 && (!found || knows(option, command)))
			found = option;
	return found;
}

/* Names the nearest option; where that one takes a value, the next word was most likely meant as it. */
static void complain_unknown(struct parse *parse, const char *name, size_t length)
{
	const char *known[64];
	size_t count = 0;
	char word[64];
	for (const struct option *option = option_table; option->name && count < 64; option++)
		if (knows(option, parse->command))
			known[count++] = option->name;
	snprintf(word, sizeof word, "%.*s", (int)(length < 63 ? length : 63), name);
	const char *nearest = problem_nearest(word, known, count);
	fprintf(parse->to, "takt %s: unknown option '--%s'", parse->command->name, word);
	if (nearest)
		fprintf(parse->to, "; did you mean '--%s'?\n", nearest);
	else
		fprintf(parse->to, "; see 'takt %s --help'\n", parse->command->name);
	parse->faults++;
	const struct option *meant = nearest ? find(nearest, strlen(nearest), parse->command) : NULL;
	if (meant && meant->argument && !name[length] && parse->at < parse->argc && parse->argv[parse->at][0] != '-')
		parse->at++;
}

static int add_text(struct option_texts *texts, const char *text)
{
	const char **list = realloc(texts->list, (texts->count + 1) * sizeof *list);
	if (!list)
		return -1;
	list[texts->count++] = text;
	texts->list = list;
	return 0;
}

static const char *read_count(const struct option *option, const char *text, struct option_count *out)
{
	char *end;
	errno = 0;
	unsigned long long value = strtoull(text, &end, 10);
	if (text[0] < '0' || text[0] > '9' || *end)
		return "takes a whole number";
	if (errno || value < option->low || value > option->high)
		return "takes a whole number";
	*out = (struct option_count){ .given = true, .value = value };
	return NULL;
}

/* A share above 0 and below 1. */
static const char *read_share(const char *text, struct option_share *out)
{
	char *end;
	double value = strtod(text, &end);
	if (end != text && *end == '%') {
		value /= 100.0;
		end++;
	}
	if (end == text || *end || !(value > 0.0 && value < 1.0))
		return "takes a share between 0% and 100%, such as 2%";
	*out = (struct option_share){ .given = true, .value = value };
	return NULL;
}

static const char *read_word(const struct option *option, const char *text, unsigned *out)
{
	for (unsigned i = 0; option->words[i]; i++)
		if (strcmp(option->words[i], text) == 0) {
			*out = i;
			return NULL;
		}
	return "takes one of";
}

/* Puts the option's value into its field. NULL, or what is wrong with it. */
static const char *store(struct options *options, const struct option *option, const char *text)
{
	void *field = (char *)options + option->offset;
	switch (option->type) {
	case OPTION_FLAG:
		*(bool *)field = true;
		return NULL;
	case OPTION_TEXT:
		*(const char **)field = text;
		return NULL;
	case OPTION_TEXTS:
		return add_text(field, text) == 0 ? NULL : "does not fit into memory";
	case OPTION_COUNT:
		return read_count(option, text, field);
	case OPTION_SHARE:
		return read_share(text, field);
	case OPTION_WORD:
		return read_word(option, text, field);
	}
	return NULL;
}

static void complain_value(struct parse *parse, const struct option *option, const char *text, const char *fault)
{
	fprintf(parse->to, "takt %s: --%s %s", parse->command->name, option->name, fault);
	if (option->type == OPTION_COUNT)
		fprintf(parse->to, " from %llu to %llu", (unsigned long long)option->low, (unsigned long long)option->high);
	for (unsigned i = 0; option->type == OPTION_WORD && option->words[i]; i++)
		fprintf(parse->to, "%s %s", i ? "," : "", option->words[i]);
	fprintf(parse->to, ", not '%s'", text);
	size_t count = 0;
	while (option->type == OPTION_WORD && option->words[count])
		count++;
	const char *nearest = count ? problem_nearest(text, option->words, count) : NULL;
	if (nearest)
		fprintf(parse->to, "; did you mean '%s'?", nearest);
	fputc('\n', parse->to);
	parse->faults++;
}

/* --name, --name VALUE or --name=VALUE. */
static void read_option(struct parse *parse, const char *text)
{
	size_t length = strcspn(text, "=");
	const char *value = text[length] ? text + length + 1 : NULL;
	const struct option *option = find(text, length, parse->command);
	if (!option) {
		complain_unknown(parse, text, length);
		return;
	}
	if (!knows(option, parse->command)) {
		fprintf(parse->to, "takt %s: --%s does not belong to this command; see 'takt %s --help'\n", parse->command->name, option->name,
			parse->command->name);
		parse->faults++;
		parse->at += option->argument && !value && parse->at < parse->argc;
		return;
	}
	if (option->type == OPTION_FLAG && value) {
		complain_value(parse, option, value, "takes no value");
		return;
	}
	if (option->type != OPTION_FLAG && !value)
		value = parse->at < parse->argc ? parse->argv[parse->at++] : NULL;
	if (option->type != OPTION_FLAG && !value) {
		fprintf(parse->to, "takt %s: --%s needs a value: --%s %s\n", parse->command->name, option->name, option->name, option->argument);
		parse->faults++;
		return;
	}
	const char *fault = store(parse->options, option, value);
	if (fault)
		complain_value(parse, option, value, fault);
}

/* -o FILE. */
static void read_letter(struct parse *parse, const char *text)
{
	for (const struct option *option = option_table; option->name; option++)
		if (option->letter == text[0] && text[1] == '\0') {
			read_option(parse, option->name);
			return;
		}
	complain_unknown(parse, text, strlen(text));
}

static void read_file_name(struct parse *parse, const char *text)
{
	if (parse->command->files == FILES_NONE || (parse->command->files == FILES_ONE && parse->options->files.count == 1)) {
		fprintf(parse->to, "takt %s: '%s' is one word too many; see 'takt %s --help'\n", parse->command->name, text, parse->command->name);
		parse->faults++;
	} else if (add_text(&parse->options->files, text) != 0) {
		parse->faults++;
	}
}

/* What belongs to drawing, and to drawing without running. */
static void check_charts(struct parse *parse)
{
	const struct options *options = parse->options;
	bool asks = options->sets.count || options->scenarios.count || options->replications.given || options->precision.given ||
		options->seed.given || options->metrics.count || options->decided || options->levers || options->replay;
	if ((options->picture || options->width.given) && !options->charts && !options->chart) {
		fprintf(parse->to, "takt %s: --%s belongs to --charts DIR or --chart NAME\n", parse->command->name,
			options->picture ? "picture" : "width");
		parse->faults++;
	}
	if (options->picture && options->width.given) {
		fprintf(parse->to, "takt %s: --width is of a png; svg and pdf have any size\n", parse->command->name);
		parse->faults++;
	}
	if (options->from && options->files.count > 0) {
		fprintf(parse->to, "takt %s: the model is in %s already; leave out '%s'\n", parse->command->name, options->from, options->files.list[0]);
		parse->faults++;
	} else if (options->from && (asks || options->page_format == PAGE_JSON)) {
		fprintf(parse->to, "takt %s: --from makes a page of what was found and runs nothing; beside it only --output, --charts, --chart, "
			"--picture make sense\n", parse->command->name);
		parse->faults++;
	}
}

static void check_together(struct parse *parse)
{
	const struct options *options = parse->options;
	if (options->help)
		return;
	if (options->summary && options->format != FORMAT_CSV) {
		fprintf(parse->to, "takt %s: --summary belongs to --format csv\n", parse->command->name);
		parse->faults++;
	}
	if (options->decided && (options->precision.given || options->replications.given)) {
		fprintf(parse->to, "takt %s: --until-decided finds its own number of replications; leave out --%s\n", parse->command->name,
			options->precision.given ? "precision" : "replications");
		parse->faults++;
	} else if (options->precision.given && options->replications.given) {
		fprintf(parse->to, "takt %s: --precision finds the number of replications, --replications gives it: say one of them\n",
			parse->command->name);
		parse->faults++;
	}
	check_charts(parse);
	if (parse->command->files == FILES_ONE && options->files.count == 0 && !options->from && parse->faults == 0) {
		fprintf(parse->to, "takt %s: which %s? for example: %s\n", parse->command->name,
			parse->command->any_file ? "file" : "model", parse->command->example);
		parse->faults++;
	}
}

int options_parse(struct options *options, const struct command *command, int argc, char **argv, int first, FILE *to)
{
	struct parse parse = { .options = options, .command = command, .argv = argv, .argc = argc, .at = first, .to = to };
	bool ended = false;
	*options = (struct options){ .output = command->file ? NULL : "-" };
	while (parse.at < argc) {
		const char *text = argv[parse.at++];
		if (ended || text[0] != '-' || text[1] == '\0')
			read_file_name(&parse, text);
		else if (strcmp(text, "--") == 0)
			ended = true;
		else if (text[1] == '-')
			read_option(&parse, text + 2);
		else
			read_letter(&parse, text + 1);
	}
	check_together(&parse);
	return parse.faults ? -1 : 0;
}

void options_done(struct options *options)
{
	free(options->sets.list);
	free(options->scenarios.list);
	free(options->metrics.list);
	free(options->files.list);
}
