#include "ui/keyboard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "base/utf8.h"
#include "document/language.h"

/* Halves of a key in a row. A row says how many a key has that has not two; "_" is none. */
#define HALVES 20
#define KANA_HALVES 23
#define ROWS_MOST 5

enum key_kind {
    KEY_CHARACTER,
    KEY_DELETE,
    KEY_BLANK,
    KEY_DIGITS,
    KEY_DOUBLE,
    KEY_TURN,
    KEY_SCRIPT,
    KEY_AWAY
};

static const struct {
    const char *name;
    enum key_kind kind;
} names[] = {
    {"delete", KEY_DELETE}, {"blank", KEY_BLANK},   {"digits", KEY_DIGITS}, {"double", KEY_DOUBLE},
    {"turn", KEY_TURN},     {"script", KEY_SCRIPT}, {"away", KEY_AWAY},
};

struct layout {
    const char *rows[ROWS_MOST];
    int32_t count, halves;
};

static const struct layout letters = {{"q w e r t y u i o p", "_1 a s d f g h j k l _1",
                                       "digits3 z x c v b n m delete3", "blank16 away4"},
                                      4,
                                      HALVES},
                           other_letters = {{"q w e r t y u i o p", "_1 a s d f g h j k l _1",
                                             "digits3 z x c v b n m delete3", "script4 blank12 away4"},
                                            4,
                                            HALVES},
                           jamo = {{"ㅂ ㅈ ㄷ ㄱ ㅅ ㅛ ㅕ ㅑ ㅐ ㅔ", "_1 ㅁ ㄴ ㅇ ㄹ ㅎ ㅗ ㅓ ㅏ ㅣ _1",
                                    "double3 ㅋ ㅌ ㅊ ㅍ ㅠ ㅜ ㅡ delete3", "script4 digits3 blank9 away4"},
                                   4,
                                   HALVES},
                           kana = {{"あ か さ た な は ま や ら わ delete3",
                                    "い き し ち に ひ み ゆ り を turn3",
                                    "う く す つ ぬ ふ む よ る ん digits3",
                                    "え け せ て ね へ め _2 れ ー script3",
                                    "お こ そ と の ほ も _2 ろ blank2 away3"},
                                   5,
                                   KANA_HALVES};

static const char digit_row[] = "1 2 3 4 5 6 7 8 9 0", double_row[] = "ㅃ ㅉ ㄸ ㄲ ㅆ ㅛ ㅕ ㅑ ㅒ ㅖ";

enum script keyboard_script(const char *tag)
{
    if (!language_is_east_asian(tag))
        return SCRIPT_LETTERS;
    enum region region = language_region(tag, REGION_SC);
    return region == REGION_JP ? SCRIPT_KANA : region == REGION_KR ? SCRIPT_HANGUL : SCRIPT_PINYIN;
}

/* After another choice of language its own keys are there. */
static const struct layout *layout_of(struct keyboard *keyboard)
{
    enum script own = keyboard_script(ui_language());
    if (own == SCRIPT_LETTERS)
        own = keyboard->content;
    if (own != keyboard->own) {
        keyboard->own = keyboard->shown = own;
        keyboard->digits = keyboard->doubled = false;
    }
    if (keyboard->shown == SCRIPT_KANA)
        return &kana;
    if (keyboard->shown == SCRIPT_HANGUL)
        return &jamo;
    return own == SCRIPT_LETTERS ? &letters : &other_letters;
}

int32_t keyboard_rows(struct keyboard *keyboard)
{
    return layout_of(keyboard)->count;
}

static const char *script_label(const struct keyboard *keyboard)
{
    static const char *const own[] = {"", "拼音", "あ", "가"};
    return keyboard->shown == SCRIPT_LETTERS ? own[keyboard->own] : "ABC";
}

static const char *label_of(const struct keyboard *keyboard, const struct key *key)
{
    /* What the first row begins with again. */
    static const char *const first[] = {"qwe", "qwe", "あか", "ㅂㅈ"};
    switch ((enum key_kind)key->kind) {
    case KEY_DELETE:
        return _("Delete");
    case KEY_BLANK:
        /* Translators: the key that types a blank. */
        return _("Space");
    case KEY_DIGITS:
        return keyboard->digits ? first[keyboard->shown] : "123";
    case KEY_DOUBLE:
        return keyboard->doubled ? "ㅂㅈ" : "ㅃㅉ";
    case KEY_TURN:
        return "゛゜小";
    case KEY_SCRIPT:
        return script_label(keyboard);
    case KEY_AWAY:
        /* Translators: the key that puts the keys on the screen away. */
        return _("Hide");
    default:
        return key->label;
    }
}

/* One key of a row's description: word[0..size), and a number of halves at its end. */
static void add_key(struct keyboard *keyboard, const char *word, size_t size, struct box box)
{
    struct key *key = &keyboard->keys[keyboard->count];
    *key = (struct key){.kind = KEY_CHARACTER};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strlen(names[i].name) == size && !strncmp(names[i].name, word, size))
            key->kind = (uint8_t)names[i].kind;
    }
    if (key->kind == KEY_CHARACTER)
        snprintf(key->label, sizeof key->label, "%.*s", (int)size, word);
    keyboard->buttons[keyboard->count++] = (struct button){.box = box};
}

static void add_row(struct keyboard *keyboard, const char *row, int32_t halves, struct box box)
{
    int32_t at = 0;
    for (const char *word = row; *word;) {
        size_t size = strcspn(word, " "), name = strcspn(word, "0123456789 ");
        int32_t wide = name && name < size ? (int32_t)strtol(word + name, NULL, 10) : 2;
        name = name ? name : size;
        int32_t left = at * box.width / halves, right = (at + wide) * box.width / halves;
        if (*word != '_')
            add_key(keyboard, word, name,
                    (struct box){box.x + left, box.y, right - left - keyboard->gap, box.height});
        at += wide;
        word += size + (word[size] == ' ');
    }
}

void keyboard_arrange(struct ui *ui, struct keyboard *keyboard, struct box box)
{
    const struct layout *layout = layout_of(keyboard);
    int32_t em = ui_label_size(ui->width, ui->height), height = box.height / layout->count;
    keyboard->count = 0;
    keyboard->gap = em / 4;
    box.width += keyboard->gap; /* behind the last key of a row there is none */
    for (int32_t i = 0; i < layout->count; i++) {
        char row[128];
        const char *first = keyboard->digits ? digit_row : keyboard->doubled ? double_row : NULL;
        snprintf(row, sizeof row, "%s", layout->rows[i]);
        if (!i && first)
            snprintf(row, sizeof row, "%s%s", first, layout->halves == KANA_HALVES ? " delete3" : "");
        add_row(keyboard, row, layout->halves,
                (struct box){box.x, box.y + i * height, box.width, height - keyboard->gap});
    }
    for (uint32_t i = 0; i < keyboard->count; i++) {
        struct button *button = &keyboard->buttons[i];
        int32_t large = button->box.height * 2 / 5 > em ? button->box.height * 2 / 5 : em;
        button->label = label_of(keyboard, &keyboard->keys[i]);
        if (keyboard->keys[i].kind == KEY_CHARACTER)
            button->size = (uint16_t)(large < button->box.width * 2 / 3 ? large : button->box.width * 2 / 3);
    }
}

uint32_t keyboard_at(const struct keyboard *keyboard, int32_t x, int32_t y)
{
    int32_t half = (keyboard->gap + 1) / 2;
    for (uint32_t i = 0; i < keyboard->count; i++) {
        struct box box = keyboard->buttons[i].box;
        box = (struct box){box.x - half, box.y - half, box.width + 2 * half, box.height + 2 * half};
        if (box_holds(box, x, y))
            return i;
    }
    return BUTTON_NONE;
}

static uint32_t code_of(const char *label)
{
    uint32_t code;
    utf8_decode(label, strlen(label), &code);
    return code;
}

bool keyboard_holds(const struct keyboard *keyboard, uint32_t key)
{
    return key < keyboard->count && keyboard->keys[key].kind == KEY_DELETE;
}

enum keyboard_answer keyboard_press(struct keyboard *keyboard, struct typing *typing, uint32_t key, bool held)
{
    typing->script = keyboard->shown;
    switch ((enum key_kind)keyboard->keys[key].kind) {
    case KEY_CHARACTER:
        typing_add(typing, code_of(keyboard->keys[key].label));
        if (!keyboard->doubled)
            return KEYBOARD_TYPED;
        /* For one letter. */
        keyboard->doubled = false;
        return KEYBOARD_CHANGED;
    case KEY_DELETE:
        if (held)
            typing_clear(typing);
        else
            typing_delete(typing);
        return KEYBOARD_TYPED;
    case KEY_BLANK:
        typing_add(typing, ' ');
        return KEYBOARD_TYPED;
    case KEY_DIGITS:
        keyboard->digits = !keyboard->digits;
        return KEYBOARD_CHANGED;
    case KEY_DOUBLE:
        keyboard->doubled = !keyboard->doubled;
        return KEYBOARD_CHANGED;
    case KEY_TURN:
        typing_turn(typing);
        return KEYBOARD_TYPED;
    case KEY_SCRIPT:
        typing->script = keyboard->shown = keyboard->shown == SCRIPT_LETTERS ? keyboard->own : SCRIPT_LETTERS;
        keyboard->digits = keyboard->doubled = false;
        return KEYBOARD_CHANGED;
    default:
        return KEYBOARD_PUT_AWAY;
    }
}

/* The letter of Hangul that lies where this one does on a typewriter; 0: none. */
static uint32_t jamo_at(uint32_t letter, bool doubled)
{
    for (int32_t i = 0; i < 3; i++) {
        const char *latin = letters.rows[i], *hangul = i || !doubled ? jamo.rows[i] : double_row;
        const char *words[2] = {latin, hangul};
        while (*words[0] && *words[1]) {
            size_t sizes[2] = {strcspn(words[0], " "), strcspn(words[1], " ")};
            if (sizes[0] == 1 && (uint32_t)*words[0] == letter)
                return code_of(words[1]);
            for (int side = 0; side < 2; side++)
                words[side] += sizes[side] + (words[side][sizes[side]] == ' ');
        }
    }
    return 0;
}

void keyboard_type(struct keyboard *keyboard, struct typing *typing, uint32_t code)
{
    bool large = code >= 'A' && code <= 'Z';
    uint32_t small = large ? code - 'A' + 'a' : code;
    uint32_t hangul = keyboard->shown == SCRIPT_HANGUL ? jamo_at(small, large) : 0;
    typing->script = keyboard->shown;
    typing_add(typing, hangul ? hangul : small);
}
