#include "platform/keys.h"

#define HELD_MS 600

static const struct action nothing = {.kind = ACTION_NONE};

/* Those with modifiers first: the first row that fits counts. */
static const struct {
    SDL_Keycode key;
    uint16_t modifiers,
        more; /* KMOD_…: one of each must be down; 0: neither Control nor Alt may be, or no more */
    enum action_kind action;
} table[] = {
    {SDLK_m, KMOD_CTRL, KMOD_ALT, ACTION_MAINTENANCE},
    {SDLK_LEFT, KMOD_ALT, 0, ACTION_BACK},
    {SDLK_RIGHT, KMOD_ALT, 0, ACTION_FORWARD},
    {SDLK_HOME, KMOD_ALT, 0, ACTION_HOME},
    {SDLK_SPACE, KMOD_SHIFT, 0, ACTION_PREVIOUS},
    {SDLK_TAB, KMOD_SHIFT, 0, ACTION_FOCUS_PREVIOUS},
    {SDLK_PLUS, KMOD_CTRL, 0, ACTION_LARGER},
    {SDLK_EQUALS, KMOD_CTRL, 0, ACTION_LARGER},
    {SDLK_MINUS, KMOD_CTRL, 0, ACTION_SMALLER},
    {SDLK_q, KMOD_CTRL, 0, ACTION_QUIT},
    {SDLK_f, KMOD_CTRL, 0, ACTION_SEARCH},
    {SDLK_HOME, KMOD_CTRL, 0, ACTION_FIRST},
    {SDLK_END, KMOD_CTRL, 0, ACTION_LAST},
    {SDLK_RIGHT, 0, 0, ACTION_RIGHT},
    {SDLK_LEFT, 0, 0, ACTION_LEFT},
    {SDLK_PAGEDOWN, 0, 0, ACTION_NEXT},
    {SDLK_PAGEUP, 0, 0, ACTION_PREVIOUS},
    {SDLK_AUDIONEXT, 0, 0, ACTION_NEXT},
    {SDLK_AUDIOPREV, 0, 0, ACTION_PREVIOUS},
    {SDLK_SPACE, 0, 0, ACTION_NEXT},
    {SDLK_DOWN, 0, 0, ACTION_FOCUS_NEXT},
    {SDLK_UP, 0, 0, ACTION_FOCUS_PREVIOUS},
    {SDLK_TAB, 0, 0, ACTION_FOCUS_NEXT},
    {SDLK_RETURN, 0, 0, ACTION_SELECT},
    {SDLK_KP_ENTER, 0, 0, ACTION_SELECT},
    {SDLK_SELECT, 0, 0, ACTION_SELECT},
    {SDLK_HOME, 0, 0, ACTION_FIRST},
    {SDLK_END, 0, 0, ACTION_LAST},
    {SDLK_ESCAPE, 0, 0, ACTION_BACK},
    {SDLK_BACKSPACE, 0, 0, ACTION_BACK},
    {SDLK_AC_BACK, 0, 0, ACTION_BACK},
    {SDLK_AC_FORWARD, 0, 0, ACTION_FORWARD},
    {SDLK_AC_HOME, 0, 0, ACTION_HOME},
    {SDLK_AC_BOOKMARKS, 0, 0, ACTION_CONTENTS},
    {SDLK_SLASH, 0, 0, ACTION_SEARCH},
    {SDLK_KP_DIVIDE, 0, 0, ACTION_SEARCH},
    {SDLK_AC_SEARCH, 0, 0, ACTION_SEARCH},
    {SDLK_FIND, 0, 0, ACTION_SEARCH},
    {SDLK_h, 0, 0, ACTION_HOME},
    {SDLK_s, 0, 0, ACTION_SHELF},
    {SDLK_c, 0, 0, ACTION_CONTENTS},
    {SDLK_m, 0, 0, ACTION_MENU},
    {SDLK_F10, 0, 0, ACTION_MENU},
    {SDLK_MENU, 0, 0, ACTION_MENU},
    {SDLK_APPLICATION, 0, 0, ACTION_MENU},
    {SDLK_PLUS, 0, 0, ACTION_LARGER},
    {SDLK_EQUALS, 0, 0, ACTION_LARGER},
    {SDLK_KP_PLUS, 0, 0, ACTION_LARGER},
    {SDLK_MINUS, 0, 0, ACTION_SMALLER},
    {SDLK_KP_MINUS, 0, 0, ACTION_SMALLER},
    {SDLK_t, 0, 0, ACTION_THEME},
    {SDLK_v, 0, 0, ACTION_LINES},
    {SDLK_q, 0, 0, ACTION_QUIT},
};

static bool fits(size_t row, uint16_t modifiers)
{
    if (!table[row].modifiers)
        return !(modifiers & (KMOD_CTRL | KMOD_ALT));
    return modifiers & table[row].modifiers && (!table[row].more || modifiers & table[row].more);
}

/* -1: it is none. */
static int digit_of(SDL_Keycode key)
{
    if (key >= SDLK_0 && key <= SDLK_9)
        return key - SDLK_0;
    if (key >= SDLK_KP_1 && key <= SDLK_KP_9)
        return key - SDLK_KP_1 + 1;
    return key == SDLK_KP_0 ? 0 : -1;
}

/* What it types (struct action); 0: nothing. */
static uint32_t code_of(const SDL_Keysym *key)
{
    bool large = key->mod & KMOD_SHIFT;
    int digit = digit_of(key->sym);
    if (key->mod & (KMOD_CTRL | KMOD_ALT | KMOD_GUI))
        return 0;
    if (digit >= 0)
        return (uint32_t)('0' + digit);
    if (key->sym >= SDLK_a && key->sym <= SDLK_z)
        return (uint32_t)(large ? key->sym - SDLK_a + 'A' : key->sym);
    return key->sym == SDLK_SPACE && !large ? ' ' : key->sym == SDLK_BACKSPACE ? 0x08 : 0;
}

static struct action meaning_of(const SDL_Keysym *key)
{
    /* 0 … 9 lead to that many tenths of the article; a PIN is typed with them, too. */
    int digit = digit_of(key->sym);
    if (digit >= 0 && !(key->mod & (KMOD_CTRL | KMOD_ALT)))
        return (struct action){.kind = ACTION_JUMP, .amount = digit * 100};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (table[i].key == key->sym && fits(i, key->mod))
            return (struct action){.kind = table[i].action};
    }
    return nothing;
}

struct action keys_meaning(const SDL_Keysym *key)
{
    struct action action = meaning_of(key);
    action.code = code_of(key);
    if (action.kind == ACTION_NONE && action.code)
        action.kind = ACTION_TYPE;
    return action;
}

/* What a key means that is held down; ACTION_NONE: nothing else than when it is not. */
static enum action_kind held_meaning(const SDL_Keysym *key)
{
    enum action_kind kind = keys_meaning(key).kind;
    /* Alt+Left is no button of its own. */
    if (key->mod & KMOD_ALT)
        return ACTION_NONE;
    return kind == ACTION_SELECT ? ACTION_MENU : kind == ACTION_BACK ? ACTION_HOME : ACTION_NONE;
}

static bool repeats(enum action_kind kind)
{
    switch (kind) {
    case ACTION_NEXT:
    case ACTION_PREVIOUS:
    case ACTION_LEFT:
    case ACTION_RIGHT:
    case ACTION_FOCUS_NEXT:
    case ACTION_FOCUS_PREVIOUS:
    case ACTION_LARGER:
    case ACTION_SMALLER:
        return true;
    default:
        return false;
    }
}

struct action keys_event(struct keys *keys, const SDL_KeyboardEvent *event)
{
    struct action action = keys_meaning(&event->keysym);
    if (event->type == SDL_KEYUP) {
        bool told = keys->told;
        if (event->keysym.sym != keys->down)
            return nothing;
        keys->down = 0;
        return told ? nothing : action;
    }
    if (event->repeat)
        return repeats(action.kind) ? action : nothing;
    if (held_meaning(&event->keysym) == ACTION_NONE)
        return action;
    *keys = (struct keys){.down = event->keysym.sym, .begun = event->timestamp};
    return nothing;
}

int32_t keys_wait(const struct keys *keys, uint32_t now)
{
    if (!keys->down || keys->told)
        return -1;
    uint32_t passed = now - keys->begun;
    return passed < HELD_MS ? (int32_t)(HELD_MS - passed) : 0;
}

struct action keys_due(struct keys *keys, uint32_t now)
{
    if (keys_wait(keys, now))
        return nothing;
    keys->told = true;
    /* Where something is typed, all of it goes. */
    return (struct action){.kind = held_meaning(&(SDL_Keysym){.sym = keys->down}),
                           .code = keys->down == SDLK_BACKSPACE ? 0x7F : 0};
}
