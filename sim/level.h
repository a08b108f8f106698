/* A quantity held over time: its area, mean and greatest value. Time never runs backwards. */
#ifndef TAKT_SIM_LEVEL_H
#define TAKT_SIM_LEVEL_H

struct level {
	double value, since;    /* held since then */
	double area;            /* integral of the value from `start` to `since` */
	double start, max;
};

/* Statistics start afresh at `now`; the value stays. */
static inline void level_reset(struct level *level, double now)
{
	level->since = level->start = now;
	level->area = 0.0;
	level->max = level->value;
}

static inline void level_set(struct level *level, double value, double now)
{
	level->area += level->value * (now - level->since);
	level->since = now;
	level->value = value;
	if (value > level->max)
		level->max = value;
}

static inline void level_add(struct level *level, double delta, double now)
{
	level_set(level, level->value + delta, now);
}

/* The integral from the start until `now`. */
static inline double level_area(const struct level *level, double now)
{
	return level->area + level->value * (now - level->since);
}

/* Mean over [start, now]; the value itself where no time has passed. */
static inline double level_mean(const struct level *level, double now)
{
	return now > level->start ? level_area(level, now) / (now - level->start) : level->value;
}

#endif
