/* The replay: an animation of a part of one replication on the process map. Here its data is made, as JSON; replay.js plays it.

   The page has, in this order: an element with the id "replay", in which the player is built; <script type="application/json"
   id="replay-data"> with the data; <script> with replay_script. "<" stands in neither of them but as it may within a script. */
#ifndef TAKT_EXPERIMENTS_REPLAY_H
#define TAKT_EXPERIMENTS_REPLAY_H

#include "map.h"

/* The data:
     { "note": what part it is, in words,
       "origin": when the part begins, ms since 1970, or null where the model has no date; "start": ms since the run began;
       "unit", "unit_ms": the model's unit of time; "tick": ms, the unit of all times here; "length": ticks; "width", "height": of the
       map, in points; "kinds": [ title, … ],
       "nodes": [ { "x", "y", "width", "height", "title", "shape": 0 station, 1 start, 2 end, 3 wait, "accent": true }, … ],
       "edges": [ { "from", "to", "back": true (rework), "starts": true (others), "points": [ x, y, … ] }, … ],   chains of cubic Béziers
       "tokens": [ [ kind, time, node, state, time, node, state, … ], … ] }
   A token is an item, or a branch of one. Times are ticks since the one before (the first since the beginning of the part, and less than 0
   where it was there before); node -1: not shown; states: 0 waits, 1 is worked on, 2 the same again (rework), 3 a set-up for it,
   4 stays (done and cannot go on, or interrupted), 5 a planned wait; not seen: 6 comes, 7 is gone, 8 is split off, 9 goes on as a part of
   another. */

#define REPLAY_MOVES 2000

/* Traces replication 1 (the first that finished) once more, and keeps what happens after the warm-up, up to REPLAY_MOVES moves. NULL where
   nothing moves, or memory is exhausted. `map` is that of the scenario; the text is in the arena. */
const char *replay_data(const struct result *result, const struct result_scenario *scenario, const struct map *map, struct arena *arena);

/* experiments/replay.js. */
extern const char replay_script[];

#endif
