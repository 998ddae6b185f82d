/* Han characters for who types their pinyin: those of a bundle's titles and texts, the commonest first.
 *
 * How often a character stands in the bundle is counted in the names of its articles, its table of contents, and the beginnings of
 * some articles all over it: that is the same with an index and without one, and does not read the index from end to end.
 * Characters that are not among those come after them, the commoner ones of the standard character set first. 110 KB are held.
 *
 * Example: of a bundle about rivers the letters "he" give 河 first, then 和, 何 … */
#ifndef SEARCH_SUGGEST_H
#define SEARCH_SUGGEST_H

#include "document/publication.h"

struct suggest;

/* Characters that one call gives at most. */
#define SUGGEST_MOST 128u

/* Both outlive it. `traditional`: these forms are given, else simplified ones. NULL: no memory. Not thread-safe. */
struct suggest *suggest_new(struct bundle *bundle, struct publication *publication, bool traditional);
void suggest_free(struct suggest *suggest);

/* Counts on for some milliseconds; false: all is counted. What cannot be read does not count. */
bool suggest_step(struct suggest *suggest);

/* The characters whose reading begins with the letters a … z (v for ü); when the letters are more than one syllable, those of the
 * first one. Returns how many, and in *used how many of the letters they are read with. Those that are read so and no longer come
 * first. A character that is read in several ways is given for each of them that is common. */
uint32_t suggest_find(const struct suggest *suggest, const char *letters, size_t size,
                      uint32_t out[SUGGEST_MOST], size_t *used);

#endif
