/* Two threads that count on one number without a lock: the race that `make sanitize` has to find, or it proves nothing about takt's
   threads. A program of its own, since Criterion cannot run under the thread sanitizer. */
#include <pthread.h>
#include <stddef.h>

static int shared;

static void *count(void *argument)
{
	for (int i = 0; i < 100000; i++)
		shared++;
	return argument;
}

int main(void)
{
	pthread_t one, other;
	if (pthread_create(&one, NULL, count, NULL) != 0 || pthread_create(&other, NULL, count, NULL) != 0)
		return 1;
	pthread_join(one, NULL);
	pthread_join(other, NULL);
	return shared > 0 ? 0 : 1;
}
