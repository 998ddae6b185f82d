#include "paint/piece.h"

#include "base/utf8.h"
#include "paint/join.h"

/* Graphemes of a joined word that are drawn as one piece; a longer one is cut. */
#define PIECE_MOST 32u

static uint32_t first_code(const char *text, const struct cluster *grapheme)
{
    uint32_t code;
    utf8_decode(text + grapheme->begin, grapheme->end - grapheme->begin, &code);
    return code;
}

static uint32_t last_code(const char *text, const struct cluster *grapheme)
{
    uint32_t at = grapheme->end - 1, code;
    while (at > grapheme->begin && ((unsigned char)text[at] & 0xC0) == 0x80)
        at--;
    utf8_decode(text + at, grapheme->end - at, &code);
    return code;
}

/* Whether a word may be drawn in two pieces before graphemes[at] without showing it: the letter there does not reach out to the
 * next, and the syllable is over. */
static bool is_seam(const char *text, const struct cluster *graphemes, uint32_t at)
{
    const struct cluster *last = &graphemes[at - 1];
    return !join_reaches_out(first_code(text, last)) &&
           !join_is_syllable(last_code(text, last), first_code(text, &graphemes[at]));
}

uint32_t piece_end(const char *text, const struct cluster *graphemes, uint32_t first, uint32_t last)
{
    uint32_t end = first + 1;
    bool joined = join_is_cursive(first_code(text, &graphemes[first]));
    for (; end < last && end - first < PIECE_MOST; end++) {
        uint32_t next = first_code(text, &graphemes[end]);
        bool more =
            joined ? join_is_cursive(next) : join_is_syllable(last_code(text, &graphemes[end - 1]), next);
        if (!more)
            break;
    }
    if (end < last && end - first == PIECE_MOST) {
        for (uint32_t at = end; at > first; at--)
            if (is_seam(text, graphemes, at))
                return at;
    }
    return end;
}
