/* Han characters and words for who types their pinyin: those of a bundle's titles and texts, the commonest first.
 *
 * How often one stands in the bundle is counted in the names of its articles, its table of contents, and the beginnings of some
 * articles all over it: that is the same with an index and without one, and does not read the index from end to end. Characters that
 * are not among those come after them, the commoner ones of the standard character set first. 310 KB are held.
 *
 * Example: of a bundle about rivers the letters "he" give 河 first, then 和, 何 …; "heliu", "hel" and "hl" give 河流 and then what "he" or "h"
 * gives. */
#ifndef SEARCH_SUGGEST_H
#define SEARCH_SUGGEST_H

#include "document/publication.h"
#include "search/words.h"

struct suggest;

/* Words and characters that one call gives at most. */
#define SUGGEST_MOST 128u

/* Both outlive it. `traditional`: characters in these forms are given, else simplified ones. NULL: no memory. Not thread-safe. */
struct suggest *suggest_new(struct bundle *bundle, struct publication *publication, bool traditional);
void suggest_free(struct suggest *suggest);

/* Counts on for some milliseconds; false: all is counted. What cannot be read does not count. */
bool suggest_step(struct suggest *suggest);

/* First the bundle's words that the letters a … z (v for ü) read, or begin, as words_find has them: when the letters are more than one
 * syllable. Then the characters whose reading begins with the letters, or of several syllables with the first one: those that are read
 * so and no longer come first. A character that is read in several ways is given for each of them that is common. Returns how many. */
uint32_t suggest_find(const struct suggest *suggest, const char *letters, size_t size,
                      struct word_match out[SUGGEST_MOST]);

#endif
