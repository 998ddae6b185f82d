#include "ui/search.h"

#include <stdlib.h>
#include <string.h>

#include "document/language.h"
#include "ui/follow.h"
#include "ui/menu.h"
#include "ui/reading.h"
#include "ui/search_page.h"

/* What ACTION_TYPE means beside characters. */
#define CODE_DELETE 0x08u
#define CODE_CLEAR 0x7Fu

static void search_free(struct screen *screen)
{
    struct search_screen *search = (struct search_screen *)screen;
    list_free(&search->list);
    inquiry_free(&search->inquiry);
    free(search);
}

/* The words and characters for the letters that wait. */
static void find_choices(struct search_screen *search)
{
    size_t size;
    const char *letters = typing_letters(&search->typing, &size);
    const struct suggest *suggest = search->inquiry.suggest;
    search->found_count = suggest && size ? suggest_find(suggest, letters, size, search->found) : 0;
}

static void search_arrange(struct ui *ui, struct screen *screen)
{
    struct search_screen *search = (struct search_screen *)screen;
    search->list.count = search->inquiry.count;
    search_page_place(ui, search);
    search_focus_keep(search);
    list_arrange(ui, screen);
}

/* Something else may stand in the field. */
static void typed(struct ui *ui, struct search_screen *search)
{
    inquiry_ask(&search->inquiry, &search->typing);
    search->list.focus = search->found_first = 0;
    find_choices(search);
    search_arrange(ui, &search->list.screen);
}

static void put_away(struct ui *ui, struct search_screen *search, bool away)
{
    search->away = away;
    search->part = away ? PART_HITS : PART_KEYS;
    search->at = 0;
    search_arrange(ui, &search->list.screen);
}

static struct list_row search_row(struct ui *ui, struct screen *screen, uint32_t index)
{
    const struct search_hit *hit = inquiry_hit(&((struct search_screen *)screen)->inquiry, index);
    (void)ui;
    return (struct list_row){.label = hit->title,
                             .detail = *hit->snippet && !search_page_titled(hit) ? hit->snippet : NULL};
}

/* The screen is kept aside while the hit is read. */
static void search_choose(struct ui *ui, struct screen *screen, uint32_t index)
{
    struct search_screen *search = (struct search_screen *)screen;
    const struct search_hit hit = *inquiry_hit(&search->inquiry, index);
    struct fault fault = {0};
    if (!hit.settled)
        return;
    search->part = PART_HITS;
    search->list.focus = index;
    if (!entry_is_article(bundle_kind(ui->bundle, hit.entry))) {
        const struct target target = {.kind = TARGET_ENTRY, .entry = hit.entry};
        follow_target(ui, ENTRY_NONE, &target);
        return;
    }
    search_forget(ui);
    ui->depth--;
    ui->aside = screen;
    const struct place place = {.entry = hit.entry, .search = search->serial, .position = hit.position};
    /* A failure is on the screen already. */
    if (reading_go_found(ui, &place, &fault))
        ui->stale = true;
}

static void choose(struct ui *ui, struct search_screen *search, uint32_t choice)
{
    if (search->choice_more && choice + 1 == search->choice_count) {
        search->found_first += search->choice_count - 1;
        search_arrange(ui, &search->list.screen);
        return;
    }
    const struct word_match *match = &search->found[search->found_first + choice];
    typing_choose(&search->typing, match->used, match->text);
    typed(ui, search);
}

static void press_key(struct ui *ui, struct search_screen *search, uint32_t key, bool held)
{
    enum keyboard_answer answer = keyboard_press(&search->keyboard, &search->typing, key, held);
    if (answer == KEYBOARD_PUT_AWAY)
        put_away(ui, search, true);
    else
        typed(ui, search);
}

static void press_top(struct ui *ui, struct search_screen *search, uint32_t top)
{
    if (top == TOP_BACK) {
        ui_pop(ui);
    } else if (top == TOP_KEYS) {
        put_away(ui, search, false);
    } else {
        typing_clear(&search->typing);
        typed(ui, search);
    }
}

/* Does what has the focus says. */
static void press(struct ui *ui, struct search_screen *search)
{
    if (search->part == PART_TOP)
        press_top(ui, search, search->at);
    else if (search->part == PART_CHOICES)
        choose(ui, search, search->at);
    else if (search->part == PART_KEYS)
        press_key(ui, search, search->at, false);
    else if (search->list.focus < search->list.count)
        search_choose(ui, &search->list.screen, search->list.focus);
}

/* What a finger at the point is on: true, and it has the focus. */
static bool touch(struct search_screen *search, int32_t x, int32_t y)
{
    uint32_t top = button_at(search->tops, TOPS, x, y);
    uint32_t choice = button_at(search->choices, search->choice_count, x, y);
    uint32_t key = keyboard_at(&search->keyboard, x, y);
    if (top != BUTTON_NONE)
        search_focus_set(search, PART_TOP, top);
    else if (choice != BUTTON_NONE)
        search_focus_set(search, PART_CHOICES, choice);
    else if (key != BUTTON_NONE)
        search_focus_set(search, PART_KEYS, key);
    return top != BUTTON_NONE || choice != BUTTON_NONE || key != BUTTON_NONE;
}

/* Whether a point lies where the hits do. */
static bool on_hits(const struct ui *ui, const struct search_screen *search, int32_t y)
{
    return y >= search->list.head && y < ui->height - search->list.foot;
}

static void tap(struct ui *ui, struct search_screen *search, const struct action *action)
{
    const struct list *list = &search->list;
    int32_t end = list->head + (int32_t)search_focus_count(search, PART_HITS) * list->row;
    if (touch(search, action->x, action->y)) {
        press(ui, search);
    } else if (box_holds(search->field, action->x, action->y)) {
        put_away(ui, search, false);
    } else if (on_hits(ui, search, action->y)) {
        /* Beside the hits it is meant for more room. */
        if (action->y < end || search->away)
            list_act(ui, &search->list.screen, action);
        else
            put_away(ui, search, true);
    }
}

static void swipe(struct ui *ui, struct search_screen *search, const struct action *action)
{
    if (box_holds(search->choice_row, action->x, action->y) && search->choice_more && !search->away) {
        search->found_first += search->choice_count - 1;
        search_arrange(ui, &search->list.screen);
    } else if (on_hits(ui, search, action->y)) {
        /* Who looks through the hits needs the room for them; what was on top stays there. */
        if (!search->away)
            put_away(ui, search, true);
        else
            list_act(ui, &search->list.screen, action);
    }
}

static void long_press(struct ui *ui, struct search_screen *search, const struct action *action)
{
    uint32_t key = keyboard_at(&search->keyboard, action->x, action->y);
    if (keyboard_holds(&search->keyboard, key))
        press_key(ui, search, key, true);
    else
        ui_push(ui, menu_new());
}

static void type(struct ui *ui, struct search_screen *search, uint32_t code)
{
    if (code == CODE_DELETE)
        typing_delete(&search->typing);
    else if (code == CODE_CLEAR)
        typing_clear(&search->typing);
    else
        keyboard_type(&search->keyboard, &search->typing, code);
    /* Enter opens the first hit. */
    search->part = PART_HITS;
    typed(ui, search);
}

static void search_act(struct ui *ui, struct screen *screen, const struct action *action)
{
    struct search_screen *search = (struct search_screen *)screen;
    switch (action->kind) {
    case ACTION_TYPE:
        type(ui, search, action->code);
        break;
    case ACTION_TAP:
        tap(ui, search, action);
        break;
    case ACTION_SWIPE:
        swipe(ui, search, action);
        break;
    case ACTION_LONG_PRESS:
        long_press(ui, search, action);
        break;
    case ACTION_LEFT:
    case ACTION_RIGHT:
        search_focus_step(search, action->kind == ACTION_RIGHT ? 1 : -1);
        search_arrange(ui, screen);
        break;
    case ACTION_FOCUS_NEXT:
    case ACTION_FOCUS_PREVIOUS:
        search_focus_climb(ui, search, action->kind == ACTION_FOCUS_NEXT ? 1 : -1);
        search_arrange(ui, screen);
        break;
    case ACTION_SELECT:
        press(ui, search);
        break;
    case ACTION_BACK:
        ui_pop(ui);
        break;
    case ACTION_NEXT:
    case ACTION_PREVIOUS:
    case ACTION_FIRST:
    case ACTION_LAST:
        search->part = PART_HITS;
        list_act(ui, screen, action);
        break;
    default:
        break;
    }
}

static bool search_idle(struct ui *ui, struct screen *screen)
{
    struct search_screen *search = (struct search_screen *)screen;
    bool changed, more = inquiry_more(ui, &search->inquiry, search->keyboard.own == SCRIPT_PINYIN, &changed);
    if (changed) {
        /* Who counts more characters has others in front. */
        if (!search->inquiry.counting)
            find_choices(search);
        search_arrange(ui, screen);
    }
    return more;
}

static void search_draw(struct ui *ui, struct screen *screen)
{
    ((struct search_screen *)screen)->inquiry.shown = true;
    list_draw(ui, screen);
}

static enum status describe_buttons(const struct button *buttons, uint32_t count, uint32_t focused,
                                    struct buffer *out)
{
    enum status status = STATUS_OK;
    for (uint32_t i = 0; i < count && !status; i++)
        status = buffer_print(out, "button %s%s%s\n", buttons[i].label, buttons[i].off ? " off" : "",
                              i == focused ? " *" : "");
    return status;
}

static enum status search_describe(struct ui *ui, struct screen *screen, struct buffer *out)
{
    struct search_screen *search = (struct search_screen *)screen;
    char sentence[FAULT_SENTENCE_SIZE];
    uint32_t begin, end, at[PARTS];
    for (uint32_t part = 0; part < PARTS; part++)
        at[part] = search->part == part ? search->at : BUTTON_NONE;
    search_page_say(search, sentence, sizeof sentence);
    enum status status = buffer_print(out, "typed %s\nsentence %s\n", search->typing.text, sentence);
    if (!status)
        status = describe_buttons(search->tops, TOPS, at[PART_TOP], out);
    list_shown(&search->list, &begin, &end);
    for (uint32_t i = begin; i < end && !status; i++) {
        struct list_row row = search_row(ui, screen, i);
        status = buffer_print(out, "row %s%s%s%s\n", row.label, row.detail ? " | " : "",
                              row.detail ? row.detail : "",
                              search->part == PART_HITS && i == search->list.focus ? " *" : "");
    }
    if (!status)
        status = describe_buttons(search->choices, search->choice_count, at[PART_CHOICES], out);
    return status ? status
                  : describe_buttons(search->keyboard.buttons, search->keyboard.count, at[PART_KEYS], out);
}

const struct screen_kind search_kind = {
    .name = "search",
    .types = true,
    .free = search_free,
    .arrange = search_arrange,
    .act = search_act,
    .idle = search_idle,
    .draw = search_draw,
    .describe = search_describe,
};

static struct screen *search_new(struct ui *ui)
{
    static const struct list_kind list_kind = {
        .row = search_row, .set = search_page_row, .dress = search_page_dress, .choose = search_choose};
    struct search_screen *search = calloc(1, sizeof *search);
    if (!search)
        return NULL;
    search->list = (struct list){.screen.kind = &search_kind, .kind = &list_kind};
    search->part = PART_KEYS;
    const char *language = publication_language(ui->publication);
    search->keyboard.content = keyboard_script(language);
    search->region = (uint8_t)language_region(language, ui_region());
    search->serial = ++ui->searches;
    return &search->list.screen;
}

void search_show(struct ui *ui)
{
    for (uint32_t i = 1; i < ui->depth; i++) {
        if (ui->screens[i]->kind != &search_kind)
            continue;
        while (ui->depth > i + 1)
            ui_pop(ui);
        put_away(ui, (struct search_screen *)ui->screens[i], false);
        return;
    }
    struct screen *aside = ui->aside;
    ui->aside = NULL;
    ui_push(ui, aside ? aside : search_new(ui));
}

bool search_return(struct ui *ui, const struct place *place)
{
    struct screen *aside = ui->aside;
    if (!aside || ((struct search_screen *)aside)->serial != place->search)
        return false;
    ui->aside = NULL;
    ui_push(ui, aside);
    return true;
}

void search_forget(struct ui *ui)
{
    if (ui->aside)
        ui->aside->kind->free(ui->aside);
    ui->aside = NULL;
}
