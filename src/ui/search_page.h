/* The search screen's parts and how they are set. Private to search.c, search_focus.c and search_page.c. */
#ifndef UI_SEARCH_PAGE_H
#define UI_SEARCH_PAGE_H

#include "ui/inquiry.h"
#include "ui/keyboard.h"
#include "ui/list.h"

#define CHOICES_MOST 32u

/* In the order in which the focus goes through them, from the top of the screen down. */
enum part { PART_TOP, PART_HITS, PART_CHOICES, PART_KEYS, PARTS };

enum top { TOP_BACK, TOP_CLEAR, TOP_KEYS, TOPS };

struct search_screen {
    struct list list; /* the hits */
    uint32_t serial;  /* of struct place */
    struct typing typing;
    struct inquiry inquiry;
    uint8_t region; /* enum region of titles: the bundle's language, or that of the messages */
    struct keyboard keyboard;
    bool away;      /* the keys are put away */
    enum part part; /* where the focus is; of the hits that is list.focus */
    uint32_t at;
    struct box field, sentence;
    struct button tops[TOPS];
    /* Words and characters for the letters that wait: a row of those found, and its last key for the next ones. */
    struct word_match found[SUGGEST_MOST];
    uint32_t found_count, found_first;
    struct button choices[CHOICES_MOST];
    char labels[CHOICES_MOST][WORD_BYTES];
    uint32_t choice_count;
    bool choice_more;      /* the last one leads to the next ones */
    struct box choice_row; /* height 0: the language has none */
};

/* Gives everything its place. */
void search_page_place(struct ui *ui, struct search_screen *search);

/* What there is to say. */
void search_page_say(const struct search_screen *search, char *out, size_t size);

/* Whether it was found in the title, which is not said twice. */
bool search_page_titled(const struct search_hit *hit);

/* Of struct list_kind. */
void search_page_dress(struct ui *ui, struct screen *screen, struct sheet *sheet);
void search_page_row(struct ui *ui, struct screen *screen, uint32_t index, struct list_place *place);

/* How many there are of a part that can have the focus; of the hits those on the page. */
uint32_t search_focus_count(const struct search_screen *search, enum part part);

/* Gives it to one of a part, of the hits by its number; and keeps it on something that is there. */
void search_focus_set(struct search_screen *search, enum part part, uint32_t at);
void search_focus_keep(struct search_screen *search);

/* Onward (1) or back (-1) through everything that there is; or to what lies nearest in the next row or the one before. */
void search_focus_step(struct search_screen *search, int way);
void search_focus_climb(const struct ui *ui, struct search_screen *search, int way);

#endif
