/* The commands by name, and what happens before and after one of them. */
#include <stdio.h>
#include <string.h>
#include "sim/problem.h"
#include "commands.h"

const struct command command_table[] = {
	{ .id = COMMAND_RUN, .name = "run", .arguments = "MODEL.cfg", .files = FILES_ONE, .run = run_command,
		.help = "run the model and say what limits it, how long work takes, how sure we are",
		.example = "takt run clinic.cfg --set 'resources.nurse.number = 3'",
		.about = "Runs independent replications of the model on all processor cores and reports means with 95 % intervals: first the "
			"answer in words, then tables, then the method. The same file and seed give the same bytes, on any number of threads. "
			"Ctrl-C stops early and reports what the finished replications say." },
	{ .id = COMMAND_CHECK, .name = "check", .arguments = "MODEL.cfg", .files = FILES_ONE, .run = check_command,
		.help = "read and explain the model, with the load of every station and resource; no run",
		.example = "takt check clinic.cfg",
		.about = "Says what takt understood: where work comes from, which way it goes, how loaded each station and resource will be, "
			"what can never happen and what will not be stable. All errors of the file are reported at once." },
	{ .id = COMMAND_DOC, .name = "doc", .arguments = "[WORD]", .files = FILES_ANY, .run = doc_command,
		.help = "the reference of every key, distribution, function, unit and metric",
		.example = "takt doc queue",
		.about = "Prints the reference of the model language from the tables that read it; with a word, only what matches." },
	{ .id = COMMAND_VALIDATE, .name = "validate", .arguments = "[FILE...]", .files = FILES_ANY, .run = validate_command,
		.help = "run reference models beside their exact or published values",
		.example = "takt validate --only mm1",
		.about = "Runs the reference models that came with takt, each with its own seed, and prints the exact or published value, ours, "
			"their distance in standard errors, and pass or fail. The bound leaves 1 % false alarms over all rows together." },
	{ .id = COMMAND_COMPARE, .name = "compare", .arguments = "MODEL.cfg", .files = FILES_ONE, .run = compare_command,
		.help = "all scenarios under the same luck: what each gains and costs, and which is best",
		.example = "takt compare paint_line.cfg",
		.about = "Runs all scenarios of the model, or those of --scenario beside base, with the same luck, and says what each of them changes, "
			"with intervals that hold all at once: time against money, which is best, and how sure that is. A scenario that cannot run (a queue "
			"without bound) is named and left out. Two scenarios that are the same differ by exactly 0." },
	{ .id = COMMAND_LEVERS, .name = "levers", .arguments = "MODEL.cfg", .files = FILES_ONE, .run = levers_command,
		.help = "what every possible change would gain for what it costs",
		.example = "takt levers clinic.cfg",
		.about = "Tries a standard change of everything in the model, one at a time and with the same luck: one more machine, person, hour of "
			"shift, more room to wait; a tenth less time, half the rework, set-up, failures and repair time; a tenth less demand, another order. "
			"Ranks them by what they gain in time, throughput and, where the model has prices, money; what has no price is told what it may cost. "
			"The bottleneck is where one more machine or person gains most; beside it stands what is busiest, where the queue is longest, and "
			"what is at work longest without a break, and it is said where these disagree. The group 'levers' of a model says which to try, "
			"and adds others. "
			"As many replications of each as the model says, 30 at most unless --replications says more." },
	{ .id = COMMAND_SWEEP, .name = "sweep", .arguments = "MODEL.cfg PATH=1..6...", .files = FILES_ANY, .run = sweep_command,
		.help = "the results over a range of values, or a grid of several",
		.example = "takt sweep paint_line.cfg stations.paint.machines=1..4 let.bad_primer=0%..12%/4%",
		.about = "Runs the model at each value of a range (1..6, or 10%..30%/5% with its step behind it) or a list (1,2,4), and at each "
			"combination of several, with the same luck. What cannot run (a queue without bound) is named and left out." },
	{ .id = COMMAND_REPORT, .name = "report", .arguments = "MODEL.cfg", .files = FILES_ONE, .file = "report.html", .run = report_command,
		.help = "one page with charts for a manager",
		.example = "takt report clinic.cfg --output clinic.html",
		.about = "Runs the model and all its scenarios, compares them, and writes one page: the answer, the options side by side, where time and "
			"money go, where work gets stuck, the model in words, the method and the model itself, with charts and the numbers below "
			"them. The page is one file that needs no network; it can be read on a telephone and printed. It is called report.html unless "
			"--output says otherwise. With --scenario NAME it is about that scenario alone. --from makes the page of a result that was "
			"kept as JSON." },
	{ .id = COMMAND_TRACE, .name = "trace", .arguments = "MODEL.cfg", .files = FILES_ONE, .run = trace_command,
		.help = "the event log of one replication, as CSV for process mining",
		.example = "takt trace clinic.cfg --kind patient --output patients.csv",
		.about = "Writes what happens to each item in one replication, warm-up included: a row for its arrival, one for each stretch of time "
			"that something is done for it, in the order in which they end, and one for its end. case, activity, start_time, end_time (with "
			"clock.start) and resource are what tools for process mining ask for. type: arrival, working, rework, setup, planned, end. outcome: "
			"done; shift, repair, preempted, put_down where work was interrupted (it goes on in a row with the next spell number); cancelled with "
			"its branch; at the end completed, scrapped, turned_away, left. start, end, queued (it came to the station) and wait (since the "
			"item's row before) are in the clock's unit; wait_causes says what it waited for, longest first, by the ledger's causes. What is "
			"not over when the run ends, and steps that take no time and no station, have no row." },
	{ .id = COMMAND_IMPORT, .name = "import", .arguments = "PLAN.csv", .files = FILES_ONE, .any_file = true, .run = import_command,
		.help = "a plan from a spreadsheet, MS Project or PSPLIB becomes a model file",
		.example = "takt import house.csv --output house.cfg",
		.about = "Reads a table of tasks (CSV) with a heading above each column, in any order: name, id, duration, or optimistic, most likely "
			"and pessimistic; predecessors (3; 5FS+2 d; 7SS); resources (digger[2], mason); start, not before, deadline, milestone, outline "
			"level, cost, quantity, norm. Or an instance of PSPLIB (*.sm). Writes a model of it, a project with its calendar, resources and "
			"tasks, to go on from; what had to be guessed is said there in comments. Days are working days of the hours in --hours; ed are "
			"days of 24 hours." },
	{ .id = COMMAND_HELP, .name = "help", .arguments = "[COMMAND]", .files = FILES_ANY, .run = help_command,
		.help = "this help, or that of a command", .example = "takt help run" },
	{ .id = COMMAND_MAN, .name = "man", .files = FILES_NONE, .run = man_command, .hidden = true, .help = "prints the manual page" },
	{ .id = COMMAND_COMPLETION, .name = "completion", .files = FILES_NONE, .run = completion_command, .hidden = true,
		.help = "prints the completion for bash" },
	{ .id = COMMAND_BENCH, .name = "bench", .arguments = "MODEL.cfg", .files = FILES_ONE, .run = bench_command, .hidden = true,
		.help = "runs one replication and prints what it cost", .example = "takt bench tests/bench/mm1.cfg" },
	{ .name = NULL }
};

const struct command *command_find(const char *name)
{
	for (const struct command *command = command_table; command->name; command++)
		if (strcmp(command->name, name) == 0)
			return command;
	return NULL;
}

/* `takt clinic.cfg` is what people try first. */
static bool looks_like_a_model(const char *word)
{
	size_t length = strlen(word);
	return length > 4 && strcmp(word + length - 4, ".cfg") == 0;
}

static enum status complain_unknown(const char *word)
{
	const char *known[32];
	size_t count = 0;
	for (const struct command *command = command_table; command->name; command++)
		if (!command->hidden)
			known[count++] = command->name;
	const char *nearest = problem_nearest(word, known, count);
	if (looks_like_a_model(word))
		fprintf(stderr, "takt: what should happen with %s? 'takt run %s' runs it, 'takt check %s' explains it\n", word, word, word);
	else if (nearest)
		fprintf(stderr, "takt: there is no command '%s'; did you mean '%s'?\n", word, nearest);
	else
		fprintf(stderr, "takt: there is no command '%s'; 'takt help' lists them\n", word);
	return STATUS_MODEL;
}

static enum status dispatch(const struct command *command, int argc, char **argv, const atomic_bool *stop)
{
	struct options options;
	enum status status = STATUS_MODEL;
	if (options_parse(&options, command, argc, argv, 2, stderr) == 0) {
		if (options.help) {
			help_print(command, stdout);
			status = STATUS_DONE;
		} else {
			status = command->run(&(struct call){ .command = command, .options = &options, .stop = stop });
		}
	}
	options_done(&options);
	return status;
}

/* A full disk or a closed pipe shows itself only here. */
static enum status close_output(enum status status)
{
	if ((fflush(stdout) != 0 || ferror(stdout)) && status == STATUS_DONE) {
		perror("takt: standard output");
		return STATUS_WORLD;
	}
	return status;
}

enum status command_main(int argc, char **argv, const atomic_bool *stop)
{
	const char *word = argc > 1 ? argv[1] : "help";
	if (strcmp(word, "--version") == 0) {
		puts("takt " TAKT_VERSION);
		return close_output(STATUS_DONE);
	}
	if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
		word = "help";
	const struct command *command = command_find(word);
	if (!command)
		return complain_unknown(word);
	return close_output(dispatch(command, argc, argv, stop));
}
