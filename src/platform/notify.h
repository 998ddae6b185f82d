/* What the service manager is told of the reader (sd_notify(3)): that it is ready, that its loop turns, that it ends. Never what is
 * read. All of it does nothing when no service manager asked for it. */
#ifndef PLATFORM_NOTIFY_H
#define PLATFORM_NOTIFY_H

#include <stdint.h>

/* All zero at the start. */
struct notify {
    uint64_t due; /* when the watchdog is told next, ms */
};

/* The first picture has been shown. */
void notify_ready(void);

/* The loop has turned once more; `now` is monotonic, ms, never 0. Tells the watchdog the first time, and then each eighth of the time
 * that it waits: from nowhere but the loop, so that a reader that hangs is started again. */
void notify_turned(struct notify *notify, uint64_t now);

/* The reader ends of its own will. */
void notify_stopping(void);

#endif
