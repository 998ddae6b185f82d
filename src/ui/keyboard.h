/* Keys on the screen: letters in the order of a typewriter, kana in that of their table, or the letters of Hangul. Private to ui/. */
#ifndef UI_KEYBOARD_H
#define UI_KEYBOARD_H

#include "ui/button.h"
#include "ui/typing.h"

#define KEYBOARD_KEYS 64u

struct key {
    uint8_t kind;  /* enum key_kind of keyboard.c */
    char label[8]; /* of a character */
};

/* All zero but `content`. */
struct keyboard {
    enum script content;  /* of the language of what is looked for */
    enum script own;      /* of that of the messages; of the content where that one needs letters only */
    enum script shown;    /* that, or letters */
    bool digits, doubled; /* in place of the first row; of Hangul the double letters */
    struct key keys[KEYBOARD_KEYS];
    struct button buttons[KEYBOARD_KEYS]; /* their places and labels */
    uint32_t count;
    int32_t gap; /* px between two keys */
};

/* The script that text in this language is typed in (BCP 47). */
enum script keyboard_script(const char *tag);

/* The keys of the keyboard's own script, or letters, in rows of `box`. */
void keyboard_arrange(struct ui *ui, struct keyboard *keyboard, struct box box);

/* How many rows the keys have that keyboard_arrange would show. */
int32_t keyboard_rows(struct keyboard *keyboard);

/* The key at the point, which may lie between two; BUTTON_NONE: none. */
uint32_t keyboard_at(const struct keyboard *keyboard, int32_t x, int32_t y);

/* What is pressed types; held down, Delete takes everything. */
enum keyboard_answer {
    KEYBOARD_TYPED,   /* the text may be another one */
    KEYBOARD_CHANGED, /* other keys are shown: arrange them */
    KEYBOARD_PUT_AWAY,
};
enum keyboard_answer keyboard_press(struct keyboard *keyboard, struct typing *typing, uint32_t key,
                                    bool held);

/* Whether holding the key down is something else than pressing it. */
bool keyboard_holds(const struct keyboard *keyboard, uint32_t key);

/* Types what a key of a real keyboard says: a letter (large with Shift), a digit or a blank. */
void keyboard_type(struct keyboard *keyboard, struct typing *typing, uint32_t code);

#endif
