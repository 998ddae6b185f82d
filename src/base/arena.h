/* Memory that is given back all at once: one arena per article and per page.
 * An arena has a byte limit, so that a hostile file cannot take the board's memory. Not thread-safe. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena;

/* NULL when out of memory. `limit` in bytes counts the blocks taken from malloc. */
struct arena *arena_new(size_t limit);
void arena_free(struct arena *arena);

/* Zeroed memory aligned for any object, or NULL at the limit or out of memory. Lives until arena_free. */
void *arena_alloc(struct arena *arena, size_t size);

/* A copy of text[0..size) with a NUL behind it. */
char *arena_copy(struct arena *arena, const char *text, size_t size);

/* Bytes taken from malloc so far. */
size_t arena_size(const struct arena *arena);

#endif
