/* What the search screen asks of the bundle: hits and characters, in slices. Private to ui/. */
#ifndef UI_INQUIRY_H
#define UI_INQUIRY_H

#include "search/search.h"
#include "search/suggest.h"
#include "ui/screen.h"
#include "ui/typing.h"

/* Hits: more than anybody looks through. */
#define INQUIRY_HITS 100u

/* All zero: nothing is open. */
struct inquiry {
    bool shown;              /* the screen was, before the first slice, which may take a moment */
    struct search *search;   /* NULL: not opened yet, or `failed` */
    struct suggest *suggest; /* NULL: not opened yet, or nobody types pinyin */
    char query[TYPING_MOST + 1];
    bool asked;        /* there is something to look for */
    bool looking;      /* and there is more to be found */
    bool counting;     /* of `suggest` */
    bool count_next;   /* its turn is next */
    bool failed;       /* memory gave out */
    uint32_t count;    /* hits */
    uint32_t from, to; /* those that are shown: only what is found out about them is news */
    uint64_t sum;      /* over that */
};

void inquiry_free(struct inquiry *inquiry);

/* Another text was typed; the same one again changes nothing. */
void inquiry_ask(struct inquiry *inquiry, const struct typing *typing);

/* One slice; false: there is nothing to do. *changed: what is to be shown is something else. `pinyin`: characters are wanted. */
bool inquiry_more(struct ui *ui, struct inquiry *inquiry, bool pinyin, bool *changed);

/* A hit, until the next slice. */
const struct search_hit *inquiry_hit(const struct inquiry *inquiry, uint32_t index);

/* What there is to say. */
void inquiry_say(const struct inquiry *inquiry, char *out, size_t size);

#endif
