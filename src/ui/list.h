/* A screen of rows, a page of them at a time: what the contents and the navigation screens have in common. The rows are
 * asked for when they are shown, so that a list may have as many as a bundle has entries. Private to ui/. */
#ifndef UI_LIST_H
#define UI_LIST_H

#include "ui/button.h"
#include "ui/rail.h"

struct list_row {
    const char *label;  /* valid until the next row is asked for */
    const char *detail; /* quiet, at the end of the row; or NULL. The same */
    uint32_t level;     /* how far it is indented */
    bool title;         /* the heading of a part: not to be chosen */
    bool current;       /* where the reader is */
    uint8_t region;     /* enum region */
};

#define LIST_BUTTONS 4u

/* Where a row is being set. */
struct list_place {
    struct sheet *sheet;
    struct box box;
    bool focused;
};

/* What stands behind a list. */
struct list_kind {
    struct list_row (*row)(struct ui *ui, struct screen *screen, uint32_t index);
    /* Sets what stands in the row's place; NULL: its label. */
    void (*set)(struct ui *ui, struct screen *screen, uint32_t index, struct list_place *place);
    /* Sets what the screen has in its head and foot. NULL: nothing. */
    void (*dress)(struct ui *ui, struct screen *screen, struct sheet *sheet);
    /* The row was chosen; the screen may be gone afterwards. */
    void (*choose)(struct ui *ui, struct screen *screen, uint32_t index);
    /* Back: false when it is to leave the screen. NULL: always. */
    bool (*back)(struct ui *ui, struct screen *screen);
};

/* The first member of such a screen. The page shown is the one that holds the focus. */
struct list {
    struct screen screen;
    const struct list_kind *kind;
    const char *headline;   /* translated */
    const char *aside;      /* at the end of the headline's line; translated; NULL: nothing */
    bool first;             /* there is no screen to go back to */
    enum action_kind extra; /* of another button at the foot; ACTION_NONE: there is none */
    const char *extra_label;
    uint8_t extra_sign; /* of struct button */
    int32_t head,
        foot; /* px above the rows and below them that are the screen's own; 0: the headline, the buttons */
    uint32_t count;   /* rows */
    uint32_t focus;   /* a row that is no title */
    uint32_t columns; /* rows side by side; 0 is one */
    int32_t least;    /* px that a row is high at least; 0: what a finger can hit */
    uint32_t room;    /* rows on a page */
    const struct list_mark
        *marks; /* where the parts of a sorted list begin, in order; of one that is not sorted none */
    uint32_t mark_count;
    struct rail rail; /* beside a long list */
    struct box rows;  /* where the rows are */
    int32_t top, row; /* px: where the rows start, height of one */
    struct button buttons[LIST_BUTTONS];
    struct page *page; /* owned; NULL: no memory for it */
};

void list_free(struct list *list);

/* The rows shown are [*begin, *end). */
void list_shown(const struct list *list, uint32_t *begin, uint32_t *end);

/* The place of a row that is shown. */
struct box list_box(const struct ui *ui, const struct list *list, uint32_t index);

/* These four serve as the functions of a screen_kind. Set `count` and `focus` before list_arrange. */
void list_arrange(struct ui *ui, struct screen *screen);
void list_act(struct ui *ui, struct screen *screen, const struct action *action);
void list_draw(struct ui *ui, struct screen *screen);
enum status list_describe(struct ui *ui, struct screen *screen, struct buffer *out);

#endif
