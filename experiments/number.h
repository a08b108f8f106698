/* Numbers as people read them: never more digits than their interval supports, thousands apart, "12.3 bn" and "1.11 tn" from ten
   billion on (a mean and its half width in the same), durations in words. The only place that rounds; files for machines get
   number_exact. */
#ifndef TAKT_EXPERIMENTS_NUMBER_H
#define TAKT_EXPERIMENTS_NUMBER_H

#define NUMBER_ROOM 64      /* every function below writes at most so many bytes, the closing zero included */

/* How many decimals show a half width with two significant digits: 2.4 has 1, 0.031 has 3, 240 has -1 (round to tens). Only for
   half_width > 0. */
int number_decimals(double half_width);

/* `value` with so many decimals and commas between thousands; negative decimals round to tens, hundreds, … "" where it is NAN. */
void number_round(char *out, double value, int decimals);

/* At most `digits` significant digits and no trailing zeros: for what has no interval. */
void number_plain(char *out, double value, int digits);

/* The mean to the last decimal that its half width (95 %) supports, "83.1", with three significant digits and three decimals at
   most (whole numbers are not rounded further than the interval asks). */
void number_mean(char *out, double mean, double half_width);

/* A share in per cent, without the sign: "97.2". One decimal at most. */
void number_share(char *out, double mean, double half_width);

/* "83.1 ± 2.4"; the mean alone, with four digits at most, where the half width is 0 or NAN;
   "0.000" where both are next to nothing. */
void number_interval(char *out, double mean, double half_width);

/* The shortest digits that read back as the same double; "null" where it is not finite. */
void number_exact(char *out, double value);

/* "13 wk", "1 d 4 h", "90 s": two units at most. */
void number_duration(char *out, double seconds);

#endif
