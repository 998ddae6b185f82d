/* What is typed into a field, and how it is made of keys. Private to ui/. */
#ifndef UI_TYPING_H
#define UI_TYPING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes: forty Han characters, longer than any title. */
#define TYPING_MOST 120u

enum script {
    SCRIPT_LETTERS,
    SCRIPT_PINYIN, /* letters at the end wait for Han characters */
    SCRIPT_KANA,
    SCRIPT_HANGUL,
};

/* All zero: nothing. */
struct typing {
    char text[TYPING_MOST + 1]; /* UTF-8 */
    size_t size;
    enum script script; /* of the keys */
};

/* Adds a character, if there is room: Hangul letters join. */
void typing_add(struct typing *typing, uint32_t code);

/* Takes the last character, of Hangul the last letter; or all of it. */
void typing_delete(struct typing *typing);
void typing_clear(struct typing *typing);

/* The last kana in its next form: か が, は ば ぱ, つ っ づ. */
void typing_turn(struct typing *typing);

/* The letters that wait for Han characters; *size 0: none. */
const char *typing_letters(const struct typing *typing, size_t *size);

/* The first `used` of them become this text. */
void typing_choose(struct typing *typing, size_t used, const char *text);

/* What is looked for: all but what is not finished, which are letters behind a Han character that wait for another one, and a
 * Hangul letter that is no syllable yet. */
void typing_query(const struct typing *typing, char out[TYPING_MOST + 1]);

#endif
