/* Which stations and resources are active in one replication, told as that changes, for the shifting bottleneck (Roser, Nakano and Tanaka
   2001, 2002). Invariant: between two instants, what was told last of each of them is so.

   One machine is active, after them, while it is at work, set up or under repair, and not while it waits: for work, or for room for what
   it has done. For several alike that is our generalisation: a station is active while none of its machines could take up another piece
   of work, and none waits. One that holds finished work, or work that is stopped until people come back, waits. A resource is active while
   none of its units on duty is free; what an item keeps (take), or what stays with work that is stopped, is in use. Nobody is active off
   duty: the end of a shift cuts the period, even where work in hand is finished. A wait that takes no time does not. */
#ifndef TAKT_MODELS_ACTIVITY_H
#define TAKT_MODELS_ACTIVITY_H

#include <stdbool.h>
#include <stdint.h>

/* Told in order of time, each change once; what is active at the end of the run is not told to end. `whom`: a resource, or resource_count +
   a station. Stations without machines of a number are never active. */
struct engine_active {
	void (*tell)(void *context, uint32_t whom, bool active, double now);
	void *context;
	double end;                  /* of the run, in clock units; filled where it ends as ENGINE_DONE */
};

#endif
