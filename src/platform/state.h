/* The folder of what is kept from one start to the next, in small files: the first of $STATE_DIRECTORY (systemd.exec(5)), else
 * slipcase in $XDG_STATE_HOME or ~/.local/state (XDG Base Directory). It is made when something is first written.
 *
 * Nothing depends on it: where it cannot be written everything goes on, and the log says so once. */
#ifndef PLATFORM_STATE_H
#define PLATFORM_STATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/fault.h"

/* A kind of file. The version before it is kept as NAME.last. */
struct state_file {
    const char *name;
    /* Whether the text, which ends with a NUL and holds no other, is one that was written whole; NULL: any that is not empty. */
    bool (*sound)(const char *text, size_t size);
};

struct state;

/* STATUS_NO_MEMORY. */
enum status state_open(struct state **out, struct fault *fault) MUST_USE;
void state_close(struct state *state);

/* The folder, which is made now: a sandbox can let only through what is there. NULL: there is none. */
const char *state_folder(struct state *state);

/* Puts the file, or when that is damaged the version before, into `out`. STATUS_NOT_FOUND: there is neither; STATUS_NO_MEMORY. */
enum status state_read(struct state *state, const struct state_file *file, struct buffer *out) MUST_USE;

/* Replaces the file (base/replace.h) by at most LIMIT_STATE_FILE bytes. On a failure, with a sentence, what state_read finds is
 * as it was. */
enum status state_write(struct state *state, const struct state_file *file, const struct buffer *text,
                        struct fault *fault) MUST_USE;

#endif
