/* Files that appear whole or not at all: written beside themselves under a hidden name, flushed to the medium, renamed.
 *
 * While TARGET is written there are .TARGET.part in its folder (a very long name is cut), and perhaps its index, .TARGET.part.index,
 * and what the index is made from (search/writer.h). None is left behind by whole_close, nor by SIGINT, SIGTERM or SIGHUP, which still end the
 * process (unless they are ignored, as nohup does it); after SIGKILL or a power cut the next whole_open of the same target
 * clears them away. The first is locked (flock) meanwhile, so that nobody clears away what another process is writing. One at
 * a time: a signal's handler has to know it. */
#ifndef PACK_WHOLE_H
#define PACK_WHOLE_H

#include <stddef.h>

#include "base/fault.h"

struct whole;

/* The sentence for what `error` (an errno, 0: not known) says of `target`. */
enum status whole_failed(const char *target, int error, struct fault *fault);

/* Begins to write `target`: an empty file. STATUS_DENIED, STATUS_IO; STATUS_INVALID: another process is writing it. */
enum status whole_open(const char *target, struct whole **out, struct fault *fault) MUST_USE;

/* Where it is written meanwhile, the same file open for reading and writing, and where its index may be made. */
const char *whole_path(const struct whole *whole);
int whole_file(const struct whole *whole);
const char *whole_index(const struct whole *whole);

/* Gives it its name, once all is on the medium. */
enum status whole_finish(struct whole *whole, struct fault *fault) MUST_USE;

/* What is not finished is gone. NULL is allowed. */
void whole_close(struct whole *whole);

/* All of it at once. */
enum status whole_write(const char *target, const char *text, size_t size, struct fault *fault) MUST_USE;

#endif
