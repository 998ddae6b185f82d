/* Diagnostics on stderr, one line each, and the last day's in memory for the maintenance screen. Never names what a visitor reads:
 * no entry, title or query goes in. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/journal.h"

/* Something the administrator should see; the program goes on. Not from several threads at a time. */
void log_warning(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* What was logged since the process began. */
const struct journal *log_journal(void);

#endif
