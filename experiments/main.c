/* takt: a simulator of work flow. Only what a process owns is here: its signals and its exit status. */
#include <signal.h>
#include <gsl/gsl_errno.h>
#include "commands.h"

/* The one mutable global of the program: a signal handler has no other way to tell anyone. */
static atomic_bool stop;

static void interrupt(int signal_number)
{
	(void)signal_number;
	atomic_store(&stop, true);
}

/* The first Ctrl-C asks for an early end, the second one ends the program: the handler serves once. A request to terminate may come
   twice at once (timeout (1) sends it to the program and to its group). */
static void catch_interrupts(void)
{
	struct sigaction action = { .sa_handler = interrupt, .sa_flags = (int)SA_RESETHAND };
	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, NULL);
	action.sa_flags = 0;
	sigaction(SIGTERM, &action, NULL);
	action.sa_handler = SIG_IGN;
	sigaction(SIGPIPE, &action, NULL);   /* a closed pipe is an error of writing, said and counted as such */
}

int main(int argc, char **argv)
{
	gsl_set_error_handler_off();
	catch_interrupts();
	return (int)command_main(argc, argv, &stop);
}
