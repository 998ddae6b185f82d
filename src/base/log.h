/* Diagnostics on stderr, one line each. Never names what a visitor reads: no entry, title or query goes in. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

/* Something the administrator should see; the program goes on. */
void log_warning(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
