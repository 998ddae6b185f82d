/* The open elements, outermost first, as far as selectors look at them. */
#ifndef DOCUMENT_PATH_H
#define DOCUMENT_PATH_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/limits.h"

struct path_element {
    const char *name;   /* borrowed: the parser keeps names as long as it lives */
    uint32_t class, id; /* offsets in words */
};

/* Zero-initialise it. */
struct path {
    struct path_element elements[LIMIT_NESTING];
    size_t depth;        /* may be more than LIMIT_NESTING: those beyond are not kept */
    struct buffer words; /* class= and id= of each, NUL-terminated; empty at 0 */
};

/* `class` and `id` may be NULL. */
enum status path_push(struct path *path, const char *name, const char *class, const char *id) MUST_USE;
void path_pop(struct path *path);
void path_free(struct path *path);

#endif
