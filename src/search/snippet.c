#include "search/snippet.h"

#include <stdbool.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

/* Bytes of the text on either side that are looked at: what SNIPPET_LENGTH characters take, but for the strangest. */
#define REACH 2000u

static bool inside(const char *text, size_t at)
{
    return ((unsigned char)text[at] & 0xC0) == 0x80;
}

/* The edge of the characters `count` before (negative) or behind `at`. */
static int32_t move(UBreakIterator *characters, int32_t at, int count)
{
    ubrk_isBoundary(characters, at);
    int32_t edge = ubrk_current(characters);
    for (; count < 0 && edge > 0; count++)
        edge = ubrk_previous(characters);
    for (; count > 0; count--) {
        int32_t next = ubrk_next(characters);
        if (next == UBRK_DONE)
            break;
        edge = next;
    }
    return edge < 0 ? 0 : edge;
}

static int count_between(UBreakIterator *characters, int32_t begin, int32_t end)
{
    int count = 0;
    ubrk_isBoundary(characters, begin);
    for (int32_t at = ubrk_current(characters); at != UBRK_DONE && at < end; at = ubrk_next(characters))
        count++;
    return count;
}

static bool is_latin(char c)
{
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

/* Where the piece begins, from `from` on and at `begin` at the latest: not within a word, unless all that is one, nor with what ends
 * one. */
static size_t begin_of_word(const char *text, size_t from, size_t begin)
{
    size_t at = from;
    while (at && at < begin && is_latin(text[at - 1]) && is_latin(text[at]))
        at++;
    while (at && at < begin && text[at] && strchr(" .,;:!?)", text[at]))
        at++;
    return at < begin ? at : from;
}

/* The same for its end, of a text of `size` bytes. */
static size_t end_of_word(const char *text, size_t to, size_t end, size_t size)
{
    size_t at = to;
    while (at < size && at > end && is_latin(text[at - 1]) && is_latin(text[at]))
        at--;
    return at > end ? at : to;
}

/* Forced breaks and the tabs of code become blanks. */
static enum status add_line(struct buffer *out, const char *text, size_t size)
{
    size_t before = out->size;
    enum status status = buffer_add(out, text, size);
    for (size_t i = before; i < out->size && !status; i++)
        if ((unsigned char)out->data[i] < 0x20)
            out->data[i] = ' ';
    return status;
}

enum status snippet_make(struct snippet *snippet, const char *text, size_t size, uint32_t begin, uint32_t end)
{
    size_t low = begin > REACH ? begin - REACH : 0, high = size - end > REACH ? end + REACH : size;
    while (low && inside(text, low))
        low--;
    while (high < size && inside(text, high))
        high++;
    UErrorCode error = U_ZERO_ERROR;
    UText *window = utext_openUTF8(NULL, text + low, (int64_t)(high - low), &error);
    UBreakIterator *characters = ubrk_open(UBRK_CHARACTER, "root", NULL, 0, &error);
    ubrk_setUText(characters, window, &error);
    enum status status = U_FAILURE(error) ? STATUS_NO_MEMORY : STATUS_OK;
    if (!status) {
        int32_t found = (int32_t)(begin - low), behind = (int32_t)(end - low);
        size_t from = low + (size_t)move(characters, found, -SNIPPET_BEFORE);
        int shown = count_between(characters, (int32_t)(from - low), behind);
        size_t to =
            low + (size_t)move(characters, behind, shown < SNIPPET_LENGTH ? SNIPPET_LENGTH - shown : 0);
        from = begin_of_word(text, from, begin);
        to = end_of_word(text, to < end ? end : to, end, size);
        if (from)
            status = buffer_print(&snippet->text, "…");
        snippet->begin = (uint32_t)(snippet->text.size + begin - from);
        snippet->end = snippet->begin + end - begin;
        if (!status)
            status = add_line(&snippet->text, text + from, to - from);
        if (!status && to < size)
            status = buffer_print(&snippet->text, "…");
    }
    ubrk_close(characters);
    utext_close(window);
    return status;
}

void snippet_free(struct snippet *snippet)
{
    buffer_free(&snippet->text);
    *snippet = (struct snippet){0};
}
