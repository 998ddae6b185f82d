/* What a person can do, whichever device they do it with. platform/ makes these out of SDL events; ui/ acts on them. */
#ifndef UI_ACTION_H
#define UI_ACTION_H

#include <stdint.h>

enum action_kind {
    ACTION_NONE,
    ACTION_NEXT, /* page, also of a list; or the next button */
    ACTION_PREVIOUS,
    ACTION_LEFT, /* the page or button that lies there: which one comes next is up to the direction of reading */
    ACTION_RIGHT,
    ACTION_STEP_NEXT, /* of the one wheel or pair of buttons there may be: the focus where something has it, else the page */
    ACTION_STEP_PREVIOUS,
    ACTION_FIRST, /* start of the article */
    ACTION_LAST,
    ACTION_BACK, /* the screen or article before */
    ACTION_FORWARD,
    ACTION_HOME,  /* the bundle's home page */
    ACTION_SHELF, /* the bundles there are */
    ACTION_CONTENTS,
    ACTION_MENU,
    ACTION_SELECT, /* follow the focused link or row */
    ACTION_FOCUS_NEXT, /* move the focus to the next link, row or button; past the page's last link, to the next page */
    ACTION_FOCUS_PREVIOUS,
    ACTION_LARGER, /* text size */
    ACTION_SMALLER,
    ACTION_THEME, /* day → sepia → night */
    ACTION_LINES, /* lines that run across ↔ down */
    ACTION_TAP,   /* x, y */
    ACTION_DRAG,  /* from x, y; dx, dy so far, of a finger that is still down */
    ACTION_DROP,  /* the finger of a drag came back, or was taken for something else: nothing was meant */
    ACTION_SWIPE, /* from x, y; dx, dy: a whole swipe */
    ACTION_PINCH, /* around x, y; amount: how far apart two fingers are, in thousandths of what it was at the pinch before */
    ACTION_LONG_PRESS, /* x, y */
    ACTION_JUMP,       /* to amount/1000 of the article */
    ACTION_SEARCH,
    ACTION_TYPE,        /* code: a key that means nothing else */
    ACTION_MAINTENANCE, /* the corner gesture or key chord that asks for the PIN */
    ACTION_QUIT,
};

struct action {
    enum action_kind kind;
    int32_t x, y; /* px of the picture as laid out (rotation already undone) */
    int32_t dx, dy;
    int32_t amount;
    /* What the key types where something can be typed, whatever else it means: a to z, A to Z, 0 to 9, a blank, U+0008 to delete
     * the last character, U+007F to delete all. 0: nothing. */
    uint32_t code;
};

#endif
