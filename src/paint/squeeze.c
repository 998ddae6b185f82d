#include "paint/squeeze.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "base/buffer.h"
#include "paint/row.h"

/* A row is a sequence of words of 32 bits: RUN + n and a pixel that stands n times, or n and as many pixels; or AGAIN alone,
 * when it is the row above. */
#define RUN 0x80000000u
#define AGAIN 0xFFFFFFFFu
/* A shorter run is not worth its own two words and the next piece's one. */
#define RUN_LEAST 16u

_Static_assert(sizeof(wchar_t) == sizeof(uint32_t), "wmemset fills pixels");

struct squeezed {
    struct buffer words;
    uint32_t width;
    int32_t height;
    uint32_t line[]; /* one row, while they are taken out */
};

struct squeezed *squeeze_new(int32_t width)
{
    struct squeezed *squeezed = calloc(1, sizeof *squeezed + (size_t)width * sizeof *squeezed->line);
    if (squeezed)
        squeezed->width = (uint32_t)width;
    return squeezed;
}

void squeeze_free(struct squeezed *squeezed)
{
    if (!squeezed)
        return;
    buffer_free(&squeezed->words);
    free(squeezed);
}

size_t squeeze_bytes(const struct squeezed *squeezed)
{
    return squeezed->words.room;
}

static uint32_t run_at(const uint32_t *row, uint32_t at, uint32_t width)
{
    uint32_t end = at + 1;
    while (end < width && row[end] == row[at])
        end++;
    return end - at;
}

static enum status add_word(struct squeezed *squeezed, uint32_t word)
{
    return buffer_add(&squeezed->words, &word, sizeof word);
}

/* The pixels begin … end − 1 as they are. */
static enum status add_plain(struct squeezed *squeezed, const uint32_t *row, uint32_t begin, uint32_t end)
{
    if (begin == end)
        return STATUS_OK;
    enum status status = add_word(squeezed, end - begin);
    return status ? status : buffer_add(&squeezed->words, row + begin, (end - begin) * sizeof *row);
}

static enum status add_row(struct squeezed *squeezed, const uint32_t *row)
{
    enum status status = STATUS_OK;
    uint32_t plain = 0;
    for (uint32_t at = 0; at < squeezed->width && !status;) {
        uint32_t run = run_at(row, at, squeezed->width);
        if (run >= RUN_LEAST) {
            status = add_plain(squeezed, row, plain, at);
            if (!status)
                status = add_word(squeezed, RUN + run);
            if (!status)
                status = add_word(squeezed, row[at]);
            plain = at + run;
        }
        at += run;
    }
    return status ? status : add_plain(squeezed, row, plain, squeezed->width);
}

enum status squeeze_add(struct squeezed *squeezed, const SDL_Surface *rows)
{
    enum status status = STATUS_OK;
    for (int32_t y = 0; y < rows->h && !status; y++) {
        const uint32_t *row = surface_row(rows, y);
        bool again = y && !memcmp(row, surface_row(rows, y - 1), squeezed->width * sizeof *row);
        status = again ? add_word(squeezed, AGAIN) : add_row(squeezed, row);
        squeezed->height += !status;
    }
    return status;
}

void squeeze_finish(struct squeezed *squeezed)
{
    struct buffer *words = &squeezed->words;
    char *smaller = words->data ? realloc(words->data, words->size + 1) : NULL;
    if (smaller) {
        words->data = smaller;
        words->room = words->size + 1;
    }
}

/* Writes the next row, which is not the one above, to `out`; returns where the one after it begins. */
static const uint32_t *take_row(const uint32_t *word, uint32_t *out, uint32_t width)
{
    for (uint32_t at = 0; at < width;) {
        uint32_t count = *word & ~RUN;
        if (*word & RUN) {
            wmemset((wchar_t *)out + at, (wchar_t)word[1], count);
            word += 2;
        } else {
            memcpy(out + at, word + 1, count * sizeof *out);
            word += 1 + count;
        }
        at += count;
    }
    return word;
}

void squeeze_blit(struct squeezed *squeezed, SDL_Surface *surface, int32_t x, int32_t y)
{
    const uint32_t *word = (const uint32_t *)(const void *)squeezed->words.data;
    const uint32_t *above = squeezed->line; /* the first row is none that is the one above */
    int32_t width = (int32_t)squeezed->width, from = x < 0 ? -x : 0;
    int32_t to = width < surface->w - x ? width : surface->w - x;
    for (int32_t i = 0; i < squeezed->height && i < surface->h - y; i++) {
        bool shown = y + i >= 0 && from < to;
        uint32_t *out = shown ? surface_row(surface, y + i) + x + from : NULL;
        const uint32_t *row = above;
        if (*word == AGAIN) {
            word++;
        } else {
            /* Straight to its place, unless only a part of it is wanted. */
            uint32_t *whole = shown && to - from == width ? out : squeezed->line;
            word = take_row(word, whole, squeezed->width);
            row = whole == out ? out : whole + from;
        }
        if (shown && row != out)
            memcpy(out, row, (size_t)(to - from) * sizeof *out);
        above = row;
    }
}
