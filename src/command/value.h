/* What a person writes for a value, the same on the command line and in slipcase.conf. Each takes all of `text` or nothing. */
#ifndef COMMAND_VALUE_H
#define COMMAND_VALUE_H

#include <stdbool.h>

/* Text size in px. */
#define VALUE_FONT_LEAST 12
#define VALUE_FONT_MOST 96

/* The names of enum theme, in its order; NULL ends them. */
extern const char *const value_themes[];

/* A whole decimal number from `least` to `most`. */
bool value_number(const char *text, long least, long most, long *out);

/* WIDTHxHEIGHT, two such numbers up to `most`. */
bool value_size(const char *text, const long least[2], long most, long out[2]);

/* Which of the names it is, from 0; -1: none. */
int value_choice(const char *text, const char *const *names);

#endif
