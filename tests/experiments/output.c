#include "experiments/output.h"

#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "takt-output-XXXXXX";

static void enter(void)
{
	cr_assert(mkdtemp(folder) && chdir(folder) == 0);
	cr_redirect_stderr();
}

static void leave(void)
{
	unlink("result.txt");
	unlink("link.txt");
	cr_assert(chdir("..") == 0 && rmdir(folder) == 0, "something was left behind");
}

TestSuite(output, .init = enter, .fini = leave);

static void content(const char *path, char *out, size_t room)
{
	FILE *file = fopen(path, "r");
	size_t length = file ? fread(out, 1, room - 1, file) : 0;
	out[length] = '\0';
	if (file)
		fclose(file);
}

static size_t files_here(void)
{
	size_t count = 0;
	DIR *here = opendir(".");
	for (struct dirent *entry; (entry = readdir(here)); )
		count += entry->d_name[0] != '.';
	closedir(here);
	return count;
}

Test(output, a_file_appears_whole_when_it_is_closed)
{
	struct output output;
	char text[64];
	cr_assert_eq(output_open(&output, "result.txt"), 0);
	fputs("half", output.stream);
	fflush(output.stream);
	cr_expect_neq(access("result.txt", F_OK), 0);
	fputs(" and half", output.stream);
	cr_expect_eq(output_close(&output), 0);
	content("result.txt", text, sizeof text);
	cr_expect_str_eq(text, "half and half");
	cr_expect_eq(files_here(), 1);
}

Test(output, an_old_file_is_replaced_with_its_mode)
{
	struct output output;
	struct stat status;
	char text[64];
	FILE *old = fopen("result.txt", "w");
	fputs("old", old);
	fclose(old);
	chmod("result.txt", 0640);
	cr_assert_eq(output_open(&output, "result.txt"), 0);
	fputs("new", output.stream);
	content("result.txt", text, sizeof text);
	cr_expect_str_eq(text, "old");
	cr_expect_eq(output_close(&output), 0);
	content("result.txt", text, sizeof text);
	cr_expect_str_eq(text, "new");
	stat("result.txt", &status);
	cr_expect_eq(status.st_mode & 0777, 0640u);
}

Test(output, behind_a_link_the_file_itself_is_replaced)
{
	struct output output;
	struct stat status;
	FILE *old = fopen("result.txt", "w");
	fclose(old);
	cr_assert_eq(symlink("result.txt", "link.txt"), 0);
	cr_assert_eq(output_open(&output, "link.txt"), 0);
	fputs("new", output.stream);
	cr_expect_eq(output_close(&output), 0);
	lstat("link.txt", &status);
	cr_expect(S_ISLNK(status.st_mode));
	stat("result.txt", &status);
	cr_expect_eq(status.st_size, 3);
}

Test(output, a_full_disk_leaves_nothing_behind)
{
	struct output output;
	cr_assert_eq(output_open(&output, "/dev/full"), 0);
	fputs("text", output.stream);
	cr_expect_eq(output_close(&output), -1);
	cr_expect_stderr_eq_str("takt: /dev/full: No space left on device\n");
	cr_expect_eq(files_here(), 0);
}

Test(output, a_folder_that_is_not_there_is_said_before_the_run)
{
	cr_expect_eq(output_try("nowhere/result.txt"), -1);
	cr_expect_stderr_eq_str("takt: nowhere/result.txt: No such file or directory\n");
}

Test(output, trying_changes_nothing)
{
	char text[64];
	FILE *old = fopen("result.txt", "w");
	fputs("old", old);
	fclose(old);
	cr_expect_eq(output_try("result.txt"), 0);
	cr_expect_eq(output_try("-"), 0);
	cr_expect_eq(output_try("/dev/null"), 0);
	content("result.txt", text, sizeof text);
	cr_expect_str_eq(text, "old");
	cr_expect_eq(files_here(), 1);
}
