/* Plans of other programs: what is read from them, what is said of them, and that what is written is a model file. */
#include "experiments/import.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "models/tree.h"

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

struct bench {
	struct arena arena;
	struct problems problems;
	struct draft draft;
	char *said, *model;          /* complaints as they are printed; the model, where one was written */
};

static const struct import_choice plain = { .bare = { 1.0, DRAFT_DAY, false } };

static void init(struct bench *b, const char *hours)
{
	*b = (struct bench){ .said = NULL };
	cr_assert_eq(arena_init(&b->arena), 0);
	problems_init(&b->problems);
	b->draft = (struct draft){ .arena = &b->arena, .problems = &b->problems, .file = "plan.csv", .origin = "plan.csv", .title = "Plan",
		.name = "plan" };
	cr_assert_eq(draft_hours_read(&b->draft.hours, hours, &b->arena, &b->problems), 0);
}

static void done(struct bench *b)
{
	problems_done(&b->problems);
	arena_done(&b->arena);
	free(b->said);
	free(b->model);
}

/* Reads a text; what is written of it must be read as a model's text without a word. */
static int import(struct bench *b, const struct import_choice *choice, const char *text)
{
	size_t length;
	int fault = import_text(&b->draft, choice, arena_text(&b->arena, text), strlen(text));
	FILE *to = open_memstream(&b->said, &length);
	problems_print(&b->problems, to);
	fclose(to);
	cr_assert_eq(fault != 0, b->problems.errors > 0, "%s", text);
	if (fault)
		return fault;
	to = open_memstream(&b->model, &length);
	import_write(&b->draft, choice->triangular, to);
	fclose(to);
	struct problems problems;
	problems_init(&problems);
	cr_expect(tree_read_text("plan.cfg", b->model, length, &b->arena, &problems), "%s\n%s", text, b->model);
	cr_expect_eq(problems.count, 0, "%s\n%s", problems.count ? problems.list[0].text : "", b->model);
	problems_done(&problems);
	return 0;
}

static int read_text(struct bench *b, const char *text)
{
	init(b, "Mon-Fri 08:00-16:00");
	return import(b, &plain, text);
}

static const struct draft_task *task_of(const struct bench *b, const char *title)
{
	uint32_t i = 0;
	while (i < b->draft.task_count && strcmp(b->draft.tasks[i].title, title) != 0)
		i++;
	cr_assert_lt(i, b->draft.task_count, "there is no task '%s'", title);
	return &b->draft.tasks[i];
}

/* "A, B+", the tasks before one, in the order of the plan; + is a link from begin to begin, = from end to end. */
static const char *before(struct bench *b, const char *title)
{
	static const char *const marks[] = { "", "+", "=" };
	const struct draft_task *task = task_of(b, title);
	const char *text = "";
	for (uint32_t i = 0; i < task->link_count; i++) {
		const struct draft_link *link = &b->draft.links[task->link_first + i];
		text = arena_format(&b->arena, "%s%s%s%s", text, i ? ", " : "", b->draft.tasks[link->before].title, marks[link->how]);
	}
	return text;
}

/* A part of the model, wherever its lines are broken. */
static void expect_model(struct bench *b, const char *part)
{
	char *flat = arena_text(&b->arena, b->model ? b->model : ""), *to = flat;
	for (const char *from = flat; *from; from++)
		if (!strchr(" \n", *from) || to == flat || to[-1] != ' ')
			*to++ = *from == '\n' ? ' ' : *from;
	*to = '\0';
	cr_expect(strstr(flat, part), "there is no\n%s\nin\n%s%s", part, b->model ? b->model : "", b->said);
}

/* ---- Cells ---- */

Test(import, times_are_read_as_planners_write_them)
{
	static const struct { const char *cell; char separator; double hours; bool elapsed; } cases[] = {
		{ "5", ',', 40, false }, { "5d", ',', 40, false }, { "5 days?", ',', 40, false }, { "2 wks", ',', 80, false },
		{ "1.5 w", ',', 60, false }, { "1,5", ';', 12, false }, { "1,5 d", ',', 12, false }, { "3 wd", ',', 24, false },
		{ "4h", ',', 4, false }, { "90 mins", ',', 1.5, false }, { "2 mons", ',', 320, false }, { "3 edays", ',', 72, true },
		{ "1 ew", ',', 168, true }, { "2 elapsed days", ',', 48, true }, { "5 working days", ',', 40, false }, { "1 d 4 h", ',', 12, false },
		{ "0", ',', 0, false }, { "1,000 h", ',', 1000, false }, { ".5 d", ',', 4, false }, { "10 Hrs.", ',', 10, false },
		{ "foo", ',', NAN, false }, { "5 foo", ',', NAN, false }, { "-2", ',', NAN, false }, { "", ',', NAN, false }, { "1 d 2 eh", ',', NAN, false },
		{ "inf", ',', NAN, false }, { "0x10", ',', NAN, false }, { "1e3", ',', NAN, false }, { "99999999999 d", ',', NAN, false },
		{ "5 d.", ',', 40, false }, { "d", ',', NAN, false }, { "?", ',', NAN, false },
	};
	struct bench b;
	init(&b, "Mon-Fri 08:00-16:00");
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct draft_span span = cell_span(cases[i].cell, cases[i].separator, plain.bare, &b.draft.hours);
		cr_expect_eq(draft_given(span), !isnan(cases[i].hours), "'%s'", cases[i].cell);
		if (draft_given(span))
			cr_expect(draft_hours_of(&b.draft.hours, span) == cases[i].hours && span.elapsed == cases[i].elapsed, "'%s': %g", cases[i].cell,
				draft_hours_of(&b.draft.hours, span));
	}
	done(&b);
}

Test(import, a_working_day_is_as_long_as_the_hours_say)
{
	static const struct { const char *hours; double day, week; const char *two_weeks; } cases[] = {
		{ "Mon-Fri 08:00-16:00", 8, 40, "10 wd" }, { "Mon-Fri 08:00-12:00, 13:00-16:30", 7.5, 37.5, "10 wd" },
		{ "Mon-Thu 07:00-17:00, Fri 07:00-12:00", 10, 45, "9 wd" }, { "Tue,Sat 22:00-06:00", 8, 16, "4 wd" }, { "always", 24, 168, "2 wk" },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct bench b;
		init(&b, cases[i].hours);
		cr_expect(b.draft.hours.day == cases[i].day && b.draft.hours.week == cases[i].week, "%s", cases[i].hours);
		struct draft_span weeks = { 2.0, DRAFT_WEEK, false };
		cr_expect_str_eq(draft_span_text(&b.draft.hours, weeks, &b.arena), cases[i].two_weeks, "%s", cases[i].hours);
		done(&b);
	}
}

Test(import, dates_are_read_as_people_and_programs_write_them)
{
	static const struct { const char *cell; enum date_order order; const char *date; } cases[] = {
		{ "2026-03-02", 0, "2026-03-02" }, { "2026-03-02 08:05", 0, "2026-03-02 08:05" }, { "2026-03-02T08:05:00", 0, "2026-03-02 08:05" },
		{ "2026/3/2", 0, "2026-03-02" }, { "02.03.2026", 0, "2026-03-02" }, { "2.3.26 7:30", 0, "2026-03-02 07:30" },
		{ "Mon 3/2/26", 0, "2026-03-02" }, { "Mon 02/03/26", 0, "2026-03-02" }, { "March 2, 2026 5:00 PM", 0, "2026-03-02 17:00" },
		{ "2-Mar-26", 0, "2026-03-02" }, { "02-Mar-26 A", 0, "2026-03-02" }, { "Tue 3/3/2026 12:15 AM", 0, "2026-03-03 00:15" },
		{ "13/2/2026", 0, "2026-02-13" }, { "2/13/2026", 0, "2026-02-13" }, { "3/2/26", DATE_DAY_FIRST, "2026-02-03" },
		{ "3/2/26", DATE_MONTH_FIRST, "2026-03-02" }, { "3/3/26", 0, "2026-03-03" }, { "3/2/26", 0, "?" }, { "31.02.2026", 0, NULL },
		{ "2026-13-01", 0, NULL }, { "soon", 0, NULL }, { "15", 0, NULL }, { "5 d", 0, NULL }, { "2026-03-02 25:00", 0, NULL },
		{ "1.2.3.4", 0, NULL }, { "12345-01-01", 0, NULL }, { "Mar 2026", 0, NULL }, { "0000-01-01", 0, NULL },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct date date;
		bool timed = false;
		char text[120] = "";
		enum date_reading reading = cell_date(cases[i].cell, cases[i].order, &date, &timed);
		enum date_reading wanted = !cases[i].date ? DATE_NONE : cases[i].date[0] == '?' ? DATE_UNSURE : DATE_READ;
		cr_expect_eq(reading, wanted, "'%s'", cases[i].cell);
		if (reading != DATE_READ || wanted != DATE_READ)
			continue;
		int length = snprintf(text, sizeof text, "%04d-%02d-%02d", date.year, date.month, date.day);
		if (timed)
			snprintf(text + length, sizeof text - (size_t)length, " %02d:%02d", date.hour, date.minute);
		cr_expect_str_eq(text, cases[i].date, "'%s': %s", cases[i].cell, text);
	}
}

Test(import, names_become_words_of_the_language)
{
	static const struct { const char *title, *name; } cases[] = {
		{ "Pour foundation", "pour_foundation" }, { "Walls (north & south)", "walls_north_south" }, { "A", "A" }, { "B12", "B12" },
		{ "ROOF", "roof" }, { "Gründung – Čast ß", "grundung_cast_s" }, { "3D model", "task_3d_model" }, { "Bob's part", "bobs_part" },
		{ "End", "end_task" }, { "Repair", "repair_task" }, { "exponential", "exponential_task" }, { "h", "h_task" }, { "工事", "task" }, { "...", "task" },
		{ "A very long name of a task that goes on and on", "a_very_long_name_of_a_task_that" }, { "true", "true_task" },
		{ "Abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrstuvwxyzabcdef" },
	};
	struct bench b;
	init(&b, "always");
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		cr_expect_str_eq(draft_identifier(&b.arena, cases[i].title, "task"), cases[i].name, "'%s': %s", cases[i].title,
			draft_identifier(&b.arena, cases[i].title, "task"));
	done(&b);
}

Test(import, equal_names_are_told_apart)
{
	struct bench b;
	cr_assert_eq(read_text(&b, "id,name,duration\n1,Inspection,1\n2,Inspection,2\n3,inspection 2,3\n4,INSPECTION,4\n"), 0, "%s", b.said);
	cr_expect_str_eq(b.draft.tasks[0].name, "inspection");
	cr_expect_str_eq(b.draft.tasks[1].name, "inspection_2");
	cr_expect_str_eq(b.draft.tasks[2].name, "inspection_2_2");
	cr_expect_str_eq(b.draft.tasks[3].name, "inspection_3");
	done(&b);
}

/* ---- Columns ---- */

/* All of these are the same plan: walls, 5 working days, after the foundation. */
Test(import, columns_are_found_by_their_headings_in_any_order)
{
	static const char *const texts[] = {
		"ID,Name,Duration,Predecessors\n1,Foundation,3,\n2,Walls,5,1\n",
		"predecessor;TASK;id;days\n;Foundation;1;3\n1;Walls;2;5\n",
		"Task Name\tNo.\tDuration (hours)\tDepends on\nFoundation\t1\t24\t-\nWalls\t2\t40\t1\n",
		("\xef\xbb\xbf\"Activity\",\"Description\",\"Estimated duration [weeks]\",\"Immediate predecessors\"\n"
			"\"A\",\"Foundation\",\"0.6\",\"none\"\n\"B\",\"Walls\",\"1\",\"A\"\n"),
		"task,duration,after\nFoundation,3 d,\nWalls,1 wk,Foundation\n",
		"task,duration,after\nFoundation,3 d,\nWalls,1 wk,1\n",
		"sep=;\nName;Nr;Dauer;Duration in days;Successors\nFoundation;1;;3;2\nWalls;2;;5;\n",
		"A house;;;\n;;;\nWBS;Activity name;Original Duration;Predecessors\n1;Foundation;3;\n2;Walls;5;1: FS\n",
		"Activity ID,Activity Name,Original Duration,Predecessor Details,Activity Type\nA1,Foundation,3,,Task Dependent\nA2,Walls,5,A1: FS 0,Task\n",
		"id,activity,description,time,pred\n1,Foundation,we dig,3,\n2,Walls,we build,5,1\n",
	};
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct bench b;
		cr_assert_eq(read_text(&b, texts[i]), 0, "%s: %s", texts[i], b.said);
		cr_assert_eq(b.draft.task_count, 2, "%s", texts[i]);
		const struct draft_task *walls = task_of(&b, "Walls");
		cr_expect_eq(draft_hours_of(&b.draft.hours, walls->time), 40.0, "%s", texts[i]);
		cr_expect_str_eq(before(&b, "Walls"), "Foundation", "%s", texts[i]);
		cr_expect_str_eq(before(&b, "Foundation"), "", "%s", texts[i]);
		done(&b);
	}
}

Test(import, three_points_are_found_under_many_names)
{
	static const char *const headings[] = {
		"optimistic,most likely,pessimistic", "Best case,Likely,Worst case", "min,mode,max", "Minimum duration,Most likely duration,Maximum duration",
		"Duration min,duration mode,Duration max", "a,m,b", "optimistic (days),realistic (days),pessimistic (days)", "o,m,p",
	};
	for (size_t i = 0; i < COUNT_OF(headings); i++) {
		struct bench b;
		char lines[300];
		snprintf(lines, sizeof lines, "name,%s\nWalls,3,5,10\nRoof,4,4,4\n", headings[i]);
		cr_assert_eq(read_text(&b, lines), 0, "%s: %s", headings[i], b.said);
		expect_model(&b, "time = \"pert(3 wd, 5 wd, 10 wd)\";");
		expect_model(&b, "time = \"4 wd\";");
		expect_model(&b, "replications = 1000;");
		done(&b);
	}
}

Test(import, points_in_hours_weeks_and_triangles)
{
	struct bench b;
	init(&b, "Mon-Fri 08:00-16:00");
	struct import_choice choice = { .bare = { 1.0, DRAFT_HOUR, false }, .triangular = true };
	cr_assert_eq(import(&b, &choice, "name,min,duration,max\nWalls,4,1 d,1 wk\nRoof,,3,\nPaint,2,,6\n"), 0, "%s", b.said);
	expect_model(&b, "time = \"triangular(4 h, 1 wd, 5 wd)\";");
	expect_model(&b, "time = \"3 h\";");
	expect_model(&b, "# The most likely time is not in the table: taken as halfway between the least and the most.");
	expect_model(&b, "time = \"triangular(2 h, 4 h, 6 h)\";");
	done(&b);
}

Test(import, quantity_and_norm_stand_for_a_duration)
{
	struct bench b;
	cr_assert_eq(read_text(&b, "name,duration,quantity,norm,crew\nWalls,,340 m2,17 m2 / day,3 mason\nDig,,12,2 per h,\nRoof,2 d,,,\nPaint,,7,3.5,\n"),
		0, "%s", b.said);
	expect_model(&b, "needs = { mason = 3; }; quantity = 340; norm = \"17 / wd\";");
	expect_model(&b, "quantity = 12; norm = \"2 / h\";");
	expect_model(&b, "# The norm has no unit of time in the table: taken as so much in 1 wd.");
	done(&b);
}

/* ---- Links ---- */

Test(import, links_are_read_as_planning_programs_write_them)
{
	static const struct { const char *cell, *before; } cases[] = {
		{ "1", "Dig" }, { "1;2", "Dig, Walls" }, { "1, 2", "Dig, Walls" }, { "1FS", "Dig" }, { "1ss", "Dig+" }, { "1 FF, 2SS", "Dig=, Walls+" },
		{ "Walls", "Walls" }, { "walls SS", "Walls+" }, { "T-3", "Smith, J." }, { "T-3FF", "Smith, J.=" }, { "Smith, J.", "Smith, J." }, { "-", "" },
		{ "none", "" }, { "0", "" }, { "1FS+0 d", "Dig" }, { "1;1", "Dig" }, { "2: SS", "Walls+" },
		{ "1FS+2 d", "Dig + 2 wd" }, { "1+2d", "Dig + 2 wd" }, { "1SS + 1 day", "Start of Dig + 1 wd" }, { "1FF+4h", "Dig + 4 h=" },
		{ "1FS+3 ed", "Dig" }, { "1FS+50%", "Dig + 2.5 wd" }, { "1FS 2", "Dig + 2 wd" }, { "1FS-2 d", "Start of Dig + 3 wd" },
		{ "1FF-2 d", "Start of Dig + 3 wd=" }, { "1FS-7 d", "Dig+" }, { "1SS-1 d", "Dig+" }, { "1FS+2 days,2SS+1 wk", "Dig + 2 wd, Start of Walls + 5 wd" },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct bench b;
		char text[300];
		snprintf(text, sizeof text, "id,name,duration,predecessors\n1,Dig,5,\n2,Walls,4,\nT-3,\"Smith, J.\",1,\n9,Last,1,\"%s\"\n", cases[i].cell);
		cr_assert_eq(read_text(&b, text), 0, "%s: %s", cases[i].cell, b.said);
		cr_expect_str_eq(before(&b, "Last"), cases[i].before, "'%s': %s", cases[i].cell, before(&b, "Last"));
		done(&b);
	}
}

Test(import, commas_are_decimal_where_they_do_not_part_columns)
{
	struct bench b;
	cr_assert_eq(read_text(&b, "id;name;duration;predecessors\n1;Dig;2,5;\n2;Walls;1;1\n3;Roof;1;1FS+1,5 d,2\n"), 0, "%s", b.said);
	cr_expect_str_eq(before(&b, "Roof"), "Walls, Dig + 1.5 wd", "%s", before(&b, "Roof"));
	expect_model(&b, "time = \"2.5 wd\";");
	done(&b);
}

Test(import, an_elapsed_lag_stays_a_lag_and_an_elapsed_time_holds_nobody)
{
	struct bench b;
	cr_assert_eq(read_text(&b, "id,name,duration,predecessors,resources\n1,Pour,2,,mason\n2,Cure,28 ed,1,mason\n3,Walls,2,2SS+1 eday,mason\n"), 0, "%s",
		b.said);
	expect_model(&b, "# Its time passes by the clock, and nobody is needed meanwhile.");
	expect_model(&b, "after = \"pour\"; wait = \"28 d\";");
	expect_model(&b, "{ task = \"cure\"; link = \"start-start\"; lag = \"1 d\"; }");
	done(&b);
}

Test(import, day_and_night_need_no_calendar)
{
	struct bench b;
	init(&b, "always");
	cr_assert_eq(import(&b, &plain, "id,name,duration,predecessors\n1,Pour,2,\n2,Walls,1 wk,1FS+2 d\n"), 0, "%s", b.said);
	cr_expect(!strstr(b.model, "calendar") && !strstr(b.model, "anyone"), "%s", b.model);
	expect_model(&b, "walls = { title = \"Walls\"; after = ( { task = \"pour\"; lag = \"2 d\"; } ); time = \"1 wk\"; };");
	done(&b);
}

Test(import, what_names_nobody_is_done_by_anyone_who_never_lacks)
{
	struct bench b;
	cr_assert_eq(read_text(&b, "id,name,duration,resources\n1,Anyone,2,anyone\n2,Walls,1,\n3,Roof,1,\n4,Ready,0,\n"), 0, "%s", b.said);
	expect_model(&b, "anyone_2 = { title = \"Anyone\"; number = 2; calendar = \"working_hours\"; at_shift_end = \"pause\"; };");
	expect_model(&b, "roof = { title = \"Roof\"; needs = { anyone_2 = 1; }; time = \"1 wd\"; };");
	expect_model(&b, "ready = { title = \"Ready\"; checkpoint = true; };");
	done(&b);
}

/* ---- Resources ---- */

Test(import, resources_are_read_as_people_write_them)
{
	static const struct { const char *cell, *needs; } cases[] = {
		{ "mason", "needs = { mason = 1; };" }, { "mason[2], digger", "needs = { mason = 2; digger = 1; };" },
		{ "2 mason; digger", "needs = { mason = 2; digger = 1; };" }, { "3x mason", "needs = { mason = 3; };" },
		{ "3 x mason", "needs = { mason = 3; };" }, { "mason x2", "needs = { mason = 2; };" }, { "mason (2)", "needs = { mason = 2; };" },
		{ "mason: 2", "needs = { mason = 2; };" }, { "Mason[300%]", "needs = { mason = 3; };" }, { "mason, MASON", "needs = { mason = 2; };" },
		{ "Crane 2", "needs = { crane_2 = 1; };" }, { "Concrete[20 m3],mason", "needs = { mason = 1; };" }, { "mason[50%]", "needs = { mason = 1; };" },
		{ "Max (boss)", "needs = { max_boss = 1; };" }, { "x2", "needs = { x2 = 1; };" }, { "2nd fixer", "needs = { resource_2nd_fixer = 1; };" },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct bench b;
		char text[300];
		snprintf(text, sizeof text, "name,duration,resource names\nWalls,4,\"%s\"\n", cases[i].cell);
		cr_assert_eq(read_text(&b, text), 0, "%s: %s", cases[i].cell, b.said);
		expect_model(&b, cases[i].needs);
		done(&b);
	}
}

Test(import, there_are_as_many_as_any_one_task_asks_for)
{
	struct bench b;
	cr_assert_eq(read_text(&b, "name,duration,who\nWalls,4,\"mason[2]\"\nRoof,4,\"Mason[5], carpenter[150%]\"\nFloor,1,mason\n"), 0, "%s", b.said);
	expect_model(&b, "# How many there are is not in the table: these are the most that any one task asks for.");
	expect_model(&b, "mason = { number = 5;");
	expect_model(&b, "carpenter = { number = 2;");
	expect_model(&b, "# 1.5 of 'carpenter' in the table: here 2, since a part of one cannot be taken.");
	done(&b);
}

/* ---- Outlines ---- */

/* Two phases in which some tasks follow each other; the second waits for the first as a whole. */
Test(import, links_of_summaries_hold_for_their_first_and_last_tasks)
{
	static const char *const texts[] = {
		"id,level,name,duration,pred\n1,1,House,,\n2,2,Ground,,\n3,3,Dig,1,\n4,3,Pour,1,3\n5,3,Drain,1,3\n6,2,Shell,,2\n7,3,Walls,1,\n8,3,Roof,1,7\n"
			"9,3,Doors,1,\n10,2,Ready,0,6\n",
		"wbs,name,duration,pred\n1,House,20 d,\n1.1,Ground,,\n1.1.1,Dig,1,\n1.1.2,Pour,1,1.1.1\n1.1.3,Drain,1,1.1.1\n1.2,Shell,,1.1\n1.2.1,Walls,1,\n"
			"1.2.2,Roof,1,1.2.1\n1.2.3,Doors,1,\n\n1.3,Ready,0,1.2\n,,,\n",
	};
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct bench b;
		cr_assert_eq(read_text(&b, texts[i]), 0, "%s", b.said);
		cr_expect_eq(b.draft.task_count, 7);
		cr_expect_str_eq(before(&b, "Dig"), "");
		cr_expect_str_eq(before(&b, "Walls"), "Pour, Drain");
		cr_expect_str_eq(before(&b, "Roof"), "Walls");
		cr_expect_str_eq(before(&b, "Doors"), "Pour, Drain");
		cr_expect_str_eq(before(&b, "Ready"), "Roof, Doors");
		expect_model(&b, "title = \"House\";");
		expect_model(&b, "# Left out, since the rows below them are their parts: House, Ground, Shell.");
		done(&b);
	}
}

Test(import, headings_and_inactive_tasks_are_left_out_and_said)
{
	struct bench b;
	cr_assert_eq(read_text(&b, "id,name,duration,pred,active\n1,PHASE ONE,,,yes\n2,Dig,1,,yes\n3,Terrace,1,,no\n4,Start,,,yes\n5,Walls,1,\"2,3,4\",yes\n"), 0,
		"%s", b.said);
	cr_expect_str_eq(b.said, "plan.csv:2: warning: 'PHASE ONE' has nothing but a name: taken as a heading and left out\n");
	cr_expect_str_eq(before(&b, "Walls"), "Dig, Start");
	cr_expect(task_of(&b, "Start")->checkpoint);
	expect_model(&b, "# Left out, since they are not active: Terrace.");
	done(&b);
}

/* ---- Dates ---- */

Test(import, the_project_begins_at_the_earliest_date_when_work_begins)
{
	struct bench b;
	cr_assert_eq(read_text(&b, "id,name,duration,start,pred,not before,deadline\n1,Dig,1,2026-03-02,,,\n2,Walls,2,2026-03-03,1,2026-03-01,2026-03-20\n"
		"3,Order,3,2026-03-05,,,30\n4,Roof,1,2026-03-10,2,2026-03-09 10:30,2026-03-21 12:00\n"), 0, "%s", b.said);
	expect_model(&b, "start = \"2026-03-01 00:00\";");
	done(&b);
	cr_assert_eq(read_text(&b, "id,name,duration,start,pred,not before,deadline\n1,Dig,1,2026-03-02,,,\n2,Walls,2,2026-03-03,1,2026-03-02,2026-03-20\n"
		"3,Order,3,2026-03-05,,,30\n4,Roof,1,2026-03-10,2,2026-03-09 10:30,2026-03-21 12:00\n"), 0, "%s", b.said);
	expect_model(&b, "start = \"2026-03-02 08:00\";");
	expect_model(&b, "after = \"dig\"; needs = { anyone = 1; }; time = \"2 wd\"; due = \"2026-03-20 16:00\";");
	expect_model(&b, "# It waits for no other task: its start in the table is taken as its earliest.");
	expect_model(&b, "not_before = \"2026-03-05 08:00\"; needs = { anyone = 1; }; time = \"3 wd\"; due = \"2026-04-10 16:00\";");
	expect_model(&b, "not_before = \"2026-03-09 10:30\"; needs = { anyone = 1; }; time = \"1 wd\"; due = \"2026-03-21 12:00\";");
	done(&b);
}

Test(import, a_project_that_is_said_to_begin_earlier_does)
{
	struct bench b;
	init(&b, "Mon-Fri 08:00-16:00");
	b.draft.dated = b.draft.start_given = true;
	b.draft.start = (struct date){ .year = 2026, .month = 2, .day = 2, .hour = 8 };
	cr_assert_eq(import(&b, &plain, "name,duration,start\nDig,1,2026-03-02\nOrder,3,2026-03-05\n"), 0, "%s", b.said);
	expect_model(&b, "start = \"2026-02-02 08:00\";");
	expect_model(&b, "dig = { title = \"Dig\"; needs = { anyone = 1; }; time = \"1 wd\"; };");
	expect_model(&b, "order = { title = \"Order\"; not_before = \"2026-03-05 08:00\";");
	done(&b);
}

Test(import, without_dates_the_project_begins_with_the_first_work_of_a_week)
{
	struct bench b;
	cr_assert_eq(read_text(&b, "name,duration,due\nDig,1,5\nWalls,2,\n"), 0, "%s", b.said);
	expect_model(&b, "arrive = { at = ( \"8 h\" ); };");
	expect_model(&b, "due = \"104 h\";");      /* from Monday 08:00 to Friday 16:00 */
	done(&b);
	init(&b, "Mon 08:00-08:30");
	cr_assert_eq(import(&b, &plain, "name,duration,due\nDig,1,\nWalls,2,99999 d\n"), -1);
	cr_expect(strstr(b.said, ":3: 'Walls' is due more than a thousand years after the project begins"), "%s", b.said);
	done(&b);
}

/* Without knowing better, 02.03.2026 could be 2,032,026. */
Test(import, a_date_with_points_tells_when_the_project_begins)
{
	struct bench b;
	cr_assert_eq(read_text(&b, "task;duration;start\nDig;1;02.03.2026\nWalls;2;05.03.2026\n"), 0, "%s", b.said);
	cr_expect(b.draft.dated);
	cr_expect(b.draft.start.year == 2026 && b.draft.start.month == 3 && b.draft.start.day == 2);
	done(&b);
}

Test(import, a_time_may_be_between_two_dates)
{
	struct bench b;
	cr_assert_eq(read_text(&b, "task,start,end\nDig,2/3/2026,6/3/2026\nWalls,Mon 9/3/2026 08:00,Tue 10/3/2026 12:00\nGate,27/3/2026,27/3/2026\n"), 0, "%s", b.said);
	cr_expect_eq(draft_hours_of(&b.draft.hours, task_of(&b, "Dig")->time), 40.0);
	cr_expect_eq(draft_hours_of(&b.draft.hours, task_of(&b, "Walls")->time), 12.0);
	cr_expect_eq(draft_hours_of(&b.draft.hours, task_of(&b, "Gate")->time), 8.0);
	done(&b);
}

Test(import, constraints_of_planning_programs_are_taken_where_they_can_be)
{
	struct bench b;
	cr_assert_eq(read_text(&b, "id,name,duration,start,constraint type,constraint date\n1,Dig,1,2026-03-02,As Soon As Possible,NA\n"
		"2,Walls,1,2026-03-09,Start No Earlier Than,2026-03-09\n3,Roof,1,2026-03-02,Must Finish On,2026-03-13\n4,Tiles,1,2026-03-02,As Late As Possible,NA\n"),
		0, "%s", b.said);
	expect_model(&b, "not_before = \"2026-03-09 08:00\";");
	expect_model(&b, "# 'must finish on' in the table is taken as due.");
	expect_model(&b, "due = \"2026-03-13 16:00\";");
	expect_model(&b, "# 'As Late As Possible' in the table is not taken over.");
	done(&b);
}

/* ---- Complaints ---- */

Test(import, everything_that_is_wrong_is_said_at_once_with_line_and_column)
{
	struct bench b;
	cr_assert_eq(read_text(&b, "id,name,duration,predecessors,resources,not before,deadline,milestone,cost,norm,quantity\n1,Dig,5 foo,,\"mason[9999999]\",,,,,,\n"
		"2,Walls,3 d,\"1, wals, Rof\",,,,,,,\n3,Roof,3 d,\"2SF, 5\",,,,,,,\n4,Paint,-2,3,,31.02.2026,someday,perhaps,cheap,,\n4,Glaze,,3,,03/04/2026,,,,,\n"
		"6,,4 d,3,,,,,,,\n7,Floor,2 d,8,,,,,,,\n8,Tiles,2 d,9,,,,,,,\n9,Joints,2 d,7,,,,,,,\n10,Self,2 d,10,,,,,,fast,12\n"), -1);
	cr_expect_str_eq(b.said,
		"plan.csv:2: '5 foo' in column 'duration' is no duration; one is written 5, 5 d, 2 wk or 4 h\n"
		"plan.csv:2: 'mason[9999999]' in column 'resources' asks for too many\n"
		"plan.csv:3: 'wals' in column 'predecessors' is no task of this table; did you mean 'Walls'?\n"
		"plan.csv:3: 'Rof' in column 'predecessors' is no task of this table; did you mean 'Roof'?\n"
		"plan.csv:4: '2SF' in column 'predecessors' ends a task when another one begins; takt knows FS, SS and FF: turn the link around\n"
		"plan.csv:4: '5' in column 'predecessors' is no task of this table\n"
		"plan.csv:5: 'perhaps' in column 'milestone' is neither yes nor no\n"
		"plan.csv:5: '-2' in column 'duration' is no duration; one is written 5, 5 d, 2 wk or 4 h\n"
		"plan.csv:5: '31.02.2026' in column 'not before' is no date; one is written 2026-03-31 or 2026-03-31 08:00\n"
		"plan.csv:5: 'someday' in column 'deadline' is no date; one is written 2026-03-31 or 2026-03-31 08:00\n"
		"plan.csv:5: 'cheap' in column 'cost' is no amount of money\n"
		"plan.csv:6: '4' in column 'id' is the id of two tasks: it stands in line 5 already\n"
		"plan.csv:6: nothing says how long 'Glaze' takes: column 'duration' is empty\n"
		"plan.csv:6: '03/04/2026' in column 'not before' may be 3 April or 4 March: write dates as 2026-03-31\n"
		"plan.csv:7: this task has no name: column 'name' is empty\n"
		"plan.csv:8: 'Floor' -> 'Joints' -> 'Tiles' -> 'Floor': each of these tasks waits for the one before it, so that none can ever begin\n"
		"plan.csv:11: 'fast' in column 'norm' is no norm; one is written 12 / h or 12 per day\n"
		"plan.csv:11: 'Self' waits for itself\n", "%s", b.said);
	done(&b);
}

Test(import, what_cannot_be_a_plan_is_said_in_words)
{
	/* length: where it is not that of the text as a C string */
	static const struct { const char *text; size_t length; const char *said; } cases[] = {
		{ "", 0, "this file is empty" }, { " \n\r\n", 0, "this file is empty" }, { "\xef\xbb\xbf", 0, "this file is empty" },
		{ "PK\3\4abc", 0, "save the sheet with the tasks as CSV" }, { "\xd0\xcf\x11\xe0", 0, "export the table of tasks as CSV" },
		{ "\xff\xfe" "n\0a\0", 6, "UTF-16" }, { "name,\0duration\n", 15, "this is not a text file" }, { "<?xml version", 0, "this is XML" },
		{ "name,duration\nGr\xfc" "ndung,2\n", 0, ":2: a letter that is not UTF-8 (byte 0xfc): save the file as CSV UTF-8" },
		{ "title,what\na,b\n", 0, "no column says how long the tasks take" }, { "id,duration\n1,2\n", 0, "no column holds the names of the tasks" },
		{ "name,duration\n", 0, "no rows of values" }, { "name,duration\n,\n", 0, "there is no task" },
		{ "name,duration\n\"a,2\n", 0, "a quotation mark is never closed" },
		{ "name,duration,pred\na,1,\na,1,\nb,1,a\n", 0, "'a' in column 'pred' is the name of more than one task" },
		{ "name,duration,due\na,1,2026-03-02\n", 0, "is due on a date, but nothing tells when the project begins" },
		{ "name,duration,due,start\na,1,2026-03-02,2026-03-03\n", 0, "is due before the project begins (2026-03-03)" },
		{ "name,min,mode,max\na,5,4,6\n", 0, "'a' takes at least 5 wd, most likely 4 wd and at most 6 wd: these are not in order" },
		{ "name,min,mode,max\na,5,4,\n", 0, "'5' in column 'min' stands alone: column 'max' is empty in this row" },
		{ "id,level,name,duration,pred\n1,1,All,,\n2,2,Dig,1,1\n", 0, "a task cannot wait for the summary that it is a part of" },
		{ "id,name,duration,pred,summary\n1,All,,,yes\n2,Dig,1,1,\n", 0, "nothing tells which tasks it has" },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct bench b;
		size_t length;
		init(&b, "Mon-Fri 08:00-16:00");
		size_t size = cases[i].length ? cases[i].length : strlen(cases[i].text);
		char *text = arena_take(&b.arena, size + 1, 1);
		memcpy(text, cases[i].text, size);
		cr_expect_eq(import_text(&b.draft, &plain, text, size), -1, "case %zu", i);
		FILE *to = open_memstream(&b.said, &length);
		problems_print(&b.problems, to);
		fclose(to);
		cr_expect(strstr(b.said, cases[i].said), "case %zu: %s", i, b.said);
		done(&b);
	}
}

Test(import, a_circle_is_one_of_begins_and_ends)
{
	struct bench b;
	cr_expect_eq(read_text(&b, "id,name,duration,pred\n1,Dig,1,2FF\n2,Walls,1,1SS\n"), 0, "%s", b.said);
	done(&b);
	cr_expect_eq(read_text(&b, "id,name,duration,pred\n1,Dig,1,2SS\n2,Walls,1,1SS\n3,Roof,1,\"2,4FF\"\n4,Paint,1,3\n"), -1);
	cr_expect(strstr(b.said, ":2: 'Dig' -> 'Walls' -> 'Dig': each of these") && strstr(b.said, ":4: 'Roof' -> 'Paint' -> 'Roof': "), "%s", b.said);
	done(&b);
}

/* ---- PSPLIB ---- */

static const char three_jobs[] =
	"************************************************************************\n"
	"projects                      :  1\njobs (incl. supersource/sink ):  5\nhorizon                       :  12\nRESOURCES\n"
	"  - renewable                 :  2   R\n  - nonrenewable              :  0   N\n  - doubly constrained        :  0   D\n"
	"************************************************************************\n"
	"PRECEDENCE RELATIONS:\njobnr.    #modes  #successors   successors\n   1        1          2           2   3\n   2        1          1           4\n"
	"   3        1          1           4\n   4        1          1           5\n   5        1          0        \n"
	"************************************************************************\n"
	"REQUESTS/DURATIONS:\njobnr. mode duration  R 1  R 2\n---------------------------\n  1      1     0       0    0\n  2      1     4       3    0\n"
	"  3      1     5       2    1\n  4      1     0       0    0\n  5      1     0       0    0\n"
	"************************************************************************\nRESOURCEAVAILABILITIES:\n  R 1  R 2\n    4    2\n"
	"************************************************************************\n";

/* The text with one part in place of another. */
static const char *with(struct bench *b, const char *part, const char *other)
{
	const char *at = strstr(three_jobs, part);
	cr_assert(at);
	return arena_format(&b->arena, "%.*s%s%s", (int)(at - three_jobs), three_jobs, other, at + strlen(part));
}

Test(import, an_instance_of_psplib_is_a_project_without_its_frame)
{
	struct bench b;
	cr_assert_eq(read_text(&b, three_jobs), 0, "%s", b.said);
	expect_model(&b, "clock = { unit = \"d\"; };");
	expect_model(&b, "resources = { R1 = { number = 4; }; R2 = { number = 2; }; };");
	cr_expect(strstr(b.model, "      job_2 = { needs = { R1 = 3; }; time = 4; };\n"
		"      job_3 = { needs = { R1 = 2; R2 = 1; }; time = 5; };\n"
		"      job_4 = { after = ( \"job_2\", \"job_3\" ); checkpoint = true; };\n    };\n"), "%s", b.model);
	done(&b);
}

Test(import, what_is_wrong_in_an_instance_of_psplib_is_said_with_its_line)
{
	static const struct { const char *part, *other, *said; } cases[] = {
		{ "   2        1          1           4\n", "   2        3          1           4\n", ":13: job 2 has 3 modes, ways to do it" },
		{ "   2        1          1           4\n", "   2        1          1           9\n", ":13: there is no job 9; jobs are numbered from 1 to 5" },
		{ "   2        1          1           4\n", "   2        1          2           4\n", ":13: a line of successors has" },
		{ "  3      1     5       2    1\n", "  3      1     5       2    3\n", ":23: job 3 needs 3 of R2, and there are 2: it can never be done" },
		{ "  3      1     5       2    1\n", "  3      1     5       2\n", ":23: a line of requests has the job, its mode, its duration" },
		{ "  3      1     5       2    1\n", "  2      1     5       2    1\n", ":23: job 2 stands in line 22 already" },
		{ "  3      1     5       2    1\n", "  3      1     x       2    1\n", ":23: whole numbers belong here" },
		{ "  3      1     5       2    1\n", "  3      1     -5       2    1\n", ":23: a time or a number below 0" },
		{ "  3      1     5       2    1\n", "", "job 3 has no line below REQUESTS/DURATIONS" },
		{ "    4    2\n", "    4\n", ":29: 1 numbers, but there are 2 resources" }, { "RESOURCEAVAILABILITIES", "x", "this file ends before RESOURCEAVAIL" },
		{ "projects                      :  1", "projects                      :  2", ":2: there is more than one project" },
		{ "jobs (incl. supersource/sink ):  5", "jobs (incl. supersource/sink ):  99999", "99999 jobs and 2 resources" },
		{ "   4        1          1           5\n", "   4        1          1           2\n", "'job_2' -> 'job_4' -> 'job_2'" },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct bench b;
		init(&b, "always");
		struct import_choice choice = plain;
		choice.format = IMPORT_PSPLIB;
		cr_expect_eq(import(&b, &choice, with(&b, cases[i].part, cases[i].other)), -1, "case %zu", i);
		cr_expect(strstr(b.said, cases[i].said), "case %zu: %s", i, b.said);
		done(&b);
	}
}

Test(import, formats_are_guessed_from_name_and_content)
{
	cr_expect_eq(import_guess("a/j30.SM", ""), IMPORT_PSPLIB);
	cr_expect_eq(import_guess("plan.csv", "name,duration\n"), IMPORT_CSV);
	cr_expect_eq(import_guess("-", three_jobs), IMPORT_PSPLIB);
	cr_expect_eq(import_guess("notes.txt", "name\tduration\n"), IMPORT_CSV);
}

/* ---- Whatever stands in the file ---- */

/* Quotes, line ends, comments, what libconfig would read: all of it stays inside of texts and comments. */
Test(import, no_text_of_a_table_breaks_the_model)
{
	static const char *const names[] = {
		"\"\"x\"\"", "a\nb", "x\\", "\\\"\"; evil = 1; #", "@include \"\"x\"\"", "/* x", "// x", "# x", "${x}", "\x01\x02", "a\r\nwork = {};\r\nb", "é", "\t",
	};
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		struct bench b;
		char text[600];
		snprintf(text, sizeof text, "name,duration,resources,cost,pred,\"%s\"\n\"n %s\",2,\"r %s[150%%]\",\"%s5\",,\nb,2,,,\"n %s\",\n\"h %s\",,,,,\n", names[i], names[i],
			names[i], "$", names[i], names[i]);
		init(&b, "Mon-Fri 08:00-16:00");
		import(&b, &plain, text);
		cr_expect(b.model == NULL || !strstr(b.model, "\nwork = {};"), "%s", b.model);
		done(&b);
	}
}

Test(import, every_part_of_a_file_is_read_or_complained_about)
{
	static const char table[] = "Plan;;;\n\"id\";name;duration;\"pred\";crew\n1;Dig;1,5 d;;2 digger\n2;\"Wa\"\"lls\";3;1FS+2 d;mason[2]\n3;Roof;2;\"1;2SS-1d\";\n";
	const char *const texts[] = { table, three_jobs };
	for (size_t i = 0; i < COUNT_OF(texts); i++)
		for (size_t length = 0; length < strlen(texts[i]); length++) {
			struct bench b;
			init(&b, "Mon-Fri 08:00-16:00");
			import(&b, &plain, arena_format(&b.arena, "%.*s", (int)length, texts[i]));
			done(&b);
		}
}

/* A plan as large as a model's project may be is written; a larger one is refused, and neither takes long. */
Test(import, large_plans_are_read_fast_and_too_large_ones_refused)
{
	static const struct { unsigned rows; int result; } cases[] = { { DRAFT_TASKS_AT_MOST, 0 }, { 100000, -1 } };
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct bench b;
		char *text;
		size_t length;
		FILE *to = open_memstream(&text, &length);
		fputs("id,name,duration,pred,who\n", to);
		for (unsigned row = 1; row <= cases[i].rows; row++)
			fprintf(to, "%u,Inspection,%u d,\"%u;%u\",\"crew %u[2], foreman\"\n", row, row % 9 + 1, row - 1, row > 50 ? row - 50 : 0, row % 20);
		fclose(to);
		clock_t begin = clock();
		cr_expect_eq(read_text(&b, text), cases[i].result, "%s", b.said);
		double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
		cr_expect_lt(seconds, 20.0, "%u rows: %g s", cases[i].rows, seconds);
		if (cases[i].result)
			cr_expect(strstr(b.said, "plan.csv: 100000 tasks; a project in a model has 10000 at most"), "%s", b.said);
		else
			cr_expect_str_eq(b.draft.tasks[9999].name, "inspection_10000");
		free(text);
		done(&b);
	}
}
