#include "ui/reading.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/messages.h"
#include "ui/dress.h"
#include "ui/follow.h"
#include "ui/frame.h"
#include "ui/menu.h"
#include "ui/message.h"

/* Pages looked for at once before the screen shows "…" and goes on in idle time. */
#define PAGES_AT_ONCE 8
/* An anchor of a larger source is looked for only when idle time has parsed it to its end. */
#define ANCHOR_AT_ONCE MIB(1)

enum want_kind { WANT_NOTHING, WANT_PAGE, WANT_LAST, WANT_POSITION, WANT_SHARE, WANT_ANCHOR };

/* Where the reader wants to be, while that is not known to be on any page found so far. */
struct want {
    enum want_kind kind;
    uint64_t value;  /* page, position or thousandths */
    char *anchor;    /* owned */
    bool last_link;  /* WANT_PAGE: focus that page's last link */
    bool first_link; /* WANT_PAGE: or its first one */
};

struct reading {
    struct screen screen;
    struct book book;
    uint32_t number;          /* the page shown */
    uint64_t position;        /* kept in sight over changes of size; exact until a page is turned */
    const struct link *focus; /* a link of the page shown, or NULL */
    struct want want;
};

struct reading *reading_of(struct ui *ui)
{
    return (struct reading *)ui->screens[0];
}

struct article *reading_article(struct ui *ui)
{
    return reading_of(ui)->book.article;
}

bool reading_leftward(struct ui *ui)
{
    return book_leftward(&reading_of(ui)->book);
}

bool reading_vertical(struct ui *ui)
{
    /* Also while the article is about to be laid out anew. */
    const struct article *article = reading_article(ui);
    return article && article_vertical(article) != (ui->turned && ui_may_turn(article));
}

bool reading_may_turn(struct ui *ui)
{
    const struct article *article = reading_article(ui);
    return article && ui_may_turn(article);
}

uint64_t reading_position(struct ui *ui)
{
    return reading_of(ui)->position;
}

/* Before the layout or the article goes. */
static void forget_pages(struct ui *ui, struct reading *reading)
{
    frame_clear_all(ui);
    reading->focus = NULL;
    reading->number = 0;
}

static void want(struct reading *reading, enum want_kind kind, uint64_t value)
{
    free(reading->want.anchor);
    reading->want = (struct want){.kind = kind, .value = value};
}

void reading_close(struct ui *ui)
{
    struct reading *reading = reading_of(ui);
    forget_pages(ui, reading);
    book_close(&reading->book);
    reading->position = 0;
    want(reading, WANT_NOTHING, 0);
}

/* Shows a page that is known. */
static void show(struct ui *ui, struct reading *reading, uint32_t number)
{
    if (reading->focus && ui->frames[0].state == FRAME_PAINTED)
        ui->frames[0].state = FRAME_EMPTY; /* it holds the picture with the focus */
    reading->focus = NULL;
    reading->number = number;
    frame_turn(ui, &reading->book, number);
}

/* Turns to a known page as the reader asked: the position to keep is this page's. */
static void turn(struct ui *ui, struct reading *reading, uint32_t number)
{
    show(ui, reading, number);
    if (ui->frames[0].page && number < layout_count(reading->book.layout))
        reading->position = ui->frames[0].page->position;
    history_move(&ui->history, reading->position);
}

/* The first link on the page (step 1), the last (-1), or the one after or before the focused one. */
static const struct link *next_link(const struct page *page, const struct link *focus, int step)
{
    const struct link *before = NULL;
    bool passed = !focus;
    for (uint32_t i = 0; page && i < page->link_count; i++) {
        const struct link *link = page->links[i].link;
        if (step < 0 && link == focus)
            return before;
        if (step > 0 && passed && link != focus)
            return link;
        passed = passed || link == focus;
        before = link;
    }
    return step < 0 && !focus ? before : NULL;
}

static void set_focus(struct ui *ui, struct reading *reading, const struct link *link)
{
    reading->focus = link;
    if (ui->frames[0].state == FRAME_PAINTED)
        ui->frames[0].state = FRAME_EMPTY;
    ui->stale = true;
}

/* True: the anchor was found, or there is none and the place stays. */
static bool settle_anchor(struct reading *reading)
{
    struct want *wanted = &reading->want;
    uint64_t size = bundle_size(article_bundle(reading->book.article), article_entry(reading->book.article));
    if (size > ANCHOR_AT_ONCE && !reading->book.finished && !article_complete(reading->book.article))
        return false;
    uint64_t position = 0;
    bool found = article_anchor(reading->book.article, wanted->anchor, &position);
    want(reading, found ? WANT_POSITION : WANT_PAGE, position);
    return true;
}

/* Goes to the place wanted if it is known. */
static bool settle(struct ui *ui, struct reading *reading)
{
    if (reading->want.kind == WANT_ANCHOR && !settle_anchor(reading))
        return false;
    struct want wanted = reading->want;
    uint32_t count = book_count(&reading->book), number = 0;
    switch (wanted.kind) {
    case WANT_PAGE:
        if (!reading->book.finished && wanted.value >= count)
            return false;
        number = wanted.value < count ? (uint32_t)wanted.value : count - 1;
        break;
    case WANT_POSITION:
        if (!reading->book.finished && !layout_covers(reading->book.layout, wanted.value))
            return false;
        number = layout_find(reading->book.layout, wanted.value);
        break;
    case WANT_LAST:
    case WANT_SHARE:
        if (!reading->book.finished && (wanted.kind == WANT_LAST || wanted.value))
            return false;
        number = wanted.kind == WANT_LAST ? count - 1 : (uint32_t)((count - 1) * wanted.value / 1000);
        break;
    default:
        return true;
    }
    want(reading, WANT_NOTHING, 0);
    if (!count)
        return true;
    if (wanted.kind == WANT_POSITION) {
        show(ui, reading, number);
        reading->position = wanted.value;
        history_move(&ui->history, reading->position);
    } else {
        turn(ui, reading, number);
    }
    if (wanted.first_link || wanted.last_link)
        set_focus(ui, reading, next_link(ui->frames[0].page, NULL, wanted.first_link ? 1 : -1));
    return true;
}

/* Goes there now if that takes only a few pages, else in idle time; meanwhile the screen says so. */
static void seek(struct ui *ui, struct reading *reading)
{
    for (int i = 0; i < PAGES_AT_ONCE && !settle(ui, reading); i++)
        book_more(&reading->book);
    if (settle(ui, reading))
        return;
    ui->stale = true;
    frame_clear(&ui->frames[0]);
    reading->focus = NULL;
}

/* Makes the article the one that is open, and leaves it to the caller to say where in it. */
static enum status visit(struct ui *ui, struct reading *reading, uint32_t entry, struct fault *fault)
{
    if (reading->book.layout && article_entry(reading->book.article) == entry)
        return STATUS_OK;
    reading_close(ui);
    enum status status = book_open(ui, &reading->book, entry, fault);
    if (status)
        ui_push(ui, message_new(NULL, fault->sentence, true));
    return status;
}

enum status reading_go(struct ui *ui, uint32_t entry, const char *fragment, struct fault *fault)
{
    struct reading *reading = reading_of(ui);
    char *anchor = fragment && *fragment ? strdup(fragment) : NULL;
    ui_pop_all(ui);
    history_visit(&ui->history, (struct place){.entry = entry});
    enum status status = visit(ui, reading, entry, fault);
    if (status) {
        free(anchor);
        return status;
    }
    want(reading, anchor ? WANT_ANCHOR : WANT_PAGE, 0);
    reading->want.anchor = anchor;
    seek(ui, reading);
    return STATUS_OK;
}

void reading_jump(struct ui *ui, uint64_t position)
{
    struct reading *reading = reading_of(ui);
    ui_pop_all(ui);
    if (!reading->book.layout)
        return;
    history_visit(&ui->history, (struct place){article_entry(reading->book.article), position});
    want(reading, WANT_POSITION, position);
    seek(ui, reading);
}

void reading_step(struct ui *ui, int step)
{
    struct reading *reading = reading_of(ui);
    struct fault fault = {0};
    struct place place;
    if (!history_step(&ui->history, step, &place))
        return;
    ui_pop_all(ui);
    if (visit(ui, reading, place.entry, &fault))
        return;
    want(reading, WANT_POSITION, place.position);
    seek(ui, reading);
}

enum status reading_turn(struct ui *ui, uint32_t number, struct fault *fault)
{
    struct reading *reading = reading_of(ui);
    if (!reading->book.layout)
        return fault_set(fault, STATUS_NOT_FOUND, "%s", _("No article is open."));
    while (!reading->book.finished && layout_count(reading->book.layout) <= (uint64_t)number + 1)
        book_more(&reading->book);
    uint32_t count = layout_count(reading->book.layout);
    if (reading->book.finished && reading->book.end.status && (uint64_t)number + 1 >= count)
        return fault_set(fault, reading->book.end.status, "%s", reading->book.end.sentence);
    if (number >= count) {
        const char *name = bundle_name(ui->bundle, article_entry(reading->book.article));
        return fault_set(fault, STATUS_NOT_FOUND,
                         ngettext("“%s” has only %u page.", "“%s” has only %u pages.", count), name, count);
    }
    want(reading, WANT_NOTHING, 0);
    turn(ui, reading, number);
    return STATUS_OK;
}

/* The page after or before; past the last one found, the one that is still to be found. */
static void turn_by(struct ui *ui, struct reading *reading, int step, bool focus)
{
    if (step < 0 && !reading->number)
        return;
    uint32_t number = step < 0 ? reading->number - 1 : reading->number + 1;
    if (reading->book.finished && number >= book_count(&reading->book))
        return;
    want(reading, WANT_PAGE, number);
    reading->want.first_link = focus && step > 0;
    reading->want.last_link = focus && step < 0;
    seek(ui, reading);
}

static void move_focus(struct ui *ui, struct reading *reading, int step)
{
    const struct link *link = next_link(ui->frames[0].page, reading->focus, step);
    if (link)
        set_focus(ui, reading, link);
    else
        turn_by(ui, reading, step, true);
}

static void tap(struct ui *ui, struct reading *reading, int32_t x, int32_t y)
{
    const struct page *page = ui->frames[0].page;
    for (uint32_t i = 0; page && i < page->link_count; i++) {
        if (box_holds(page->links[i].box, x, y)) {
            follow_link(ui, article_entry(reading->book.article), page->links[i].link->href);
            return;
        }
    }
    int leftward = book_leftward(&reading->book) ? 1 : -1;
    if (x < ui->width / 3)
        turn_by(ui, reading, leftward, false);
    else if (x >= ui->width - ui->width / 3)
        turn_by(ui, reading, -leftward, false);
    else
        ui_push(ui, menu_new());
}

static void swipe(struct ui *ui, struct reading *reading, const struct action *action)
{
    int32_t along = action->dy;
    if (abs(action->dx) >= abs(action->dy))
        along = book_leftward(&reading->book) ? -action->dx : action->dx;
    if (along)
        turn_by(ui, reading, along < 0 ? 1 : -1, false);
}

/* While a place is looked for, only what leads to a place that is known stops that. */
static bool act_while_seeking(struct ui *ui, struct reading *reading, const struct action *action)
{
    if (reading->want.kind == WANT_NOTHING)
        return false;
    if (action->kind == ACTION_FIRST || action->kind == ACTION_PREVIOUS) {
        want(reading, WANT_PAGE, action->kind == ACTION_FIRST ? 0 : reading->number);
        seek(ui, reading);
    } else if (action->kind == ACTION_TAP || action->kind == ACTION_LONG_PRESS) {
        ui_push(ui, menu_new());
    }
    return action->kind != ACTION_LAST && action->kind != ACTION_JUMP;
}

static void reading_act(struct ui *ui, struct screen *screen, const struct action *action)
{
    struct reading *reading = (struct reading *)screen;
    if (action->kind == ACTION_BACK) {
        reading_step(ui, -1);
        return;
    }
    if (!reading->book.layout || act_while_seeking(ui, reading, action))
        return;
    switch (action->kind) {
    case ACTION_NEXT:
    case ACTION_PREVIOUS:
        turn_by(ui, reading, action->kind == ACTION_NEXT ? 1 : -1, false);
        break;
    case ACTION_FIRST:
    case ACTION_LAST:
    case ACTION_JUMP:
        want(reading, action->kind == ACTION_LAST ? WANT_LAST : WANT_SHARE,
             action->kind == ACTION_JUMP && action->amount > 0
                 ? (uint64_t)(action->amount < 1000 ? action->amount : 1000)
                 : 0);
        seek(ui, reading);
        break;
    case ACTION_FOCUS_NEXT:
    case ACTION_FOCUS_PREVIOUS:
        move_focus(ui, reading, action->kind == ACTION_FOCUS_NEXT ? 1 : -1);
        break;
    case ACTION_SELECT:
        if (reading->focus)
            follow_link(ui, article_entry(reading->book.article), reading->focus->href);
        else
            turn_by(ui, reading, 1, false);
        break;
    case ACTION_TAP:
        tap(ui, reading, action->x, action->y);
        break;
    case ACTION_SWIPE:
        swipe(ui, reading, action);
        break;
    case ACTION_LONG_PRESS:
        ui_push(ui, menu_new());
        break;
    default:
        break;
    }
}

static bool reading_idle(struct ui *ui, struct screen *screen)
{
    struct reading *reading = (struct reading *)screen;
    if (!reading->book.layout)
        return false;
    if (reading->want.kind != WANT_NOTHING) {
        book_more(&reading->book);
        settle(ui, reading);
        return true;
    }
    if (frame_paint_ahead(ui, &reading->book, reading->number))
        return true;
    if (reading->book.finished)
        return false;
    book_more(&reading->book);
    if (reading->book.finished) {
        /* Now the folio can say how many. */
        const struct link *focus = reading->focus;
        frame_clear_all(ui);
        show(ui, reading, reading->number);
        reading->focus = focus;
    }
    return true;
}

static void reading_draw(struct ui *ui, struct screen *screen)
{
    struct reading *reading = (struct reading *)screen;
    struct frame *frame = &ui->frames[0];
    if (reading->book.layout && frame->page && frame->state == FRAME_EMPTY && reading->focus) {
        frame->state =
            dress_focus(ui, reading->book.article, frame, reading->focus) ? FRAME_FAILED : FRAME_PAINTED;
        return;
    }
    if (reading->book.layout && frame->page) {
        frame_paint(ui, &reading->book, frame, reading->number);
        return;
    }
    struct page *page = dress_waiting(ui, reading->book.article);
    if (page)
        ui_paint(ui, page, 0);
    page_free(page);
}

static void reading_arrange(struct ui *ui, struct screen *screen)
{
    struct reading *reading = (struct reading *)screen;
    if (!reading->book.article)
        return;
    struct want wanted = reading->want;
    reading->want = (struct want){0};
    if (wanted.kind == WANT_NOTHING || wanted.kind == WANT_PAGE) {
        free(wanted.anchor);
        wanted = (struct want){.kind = WANT_POSITION, .value = reading->position};
    }
    forget_pages(ui, reading);
    if (book_arrange(ui, &reading->book)) {
        struct fault fault;
        free(wanted.anchor);
        fault_no_memory(&fault);
        ui_pop_all(ui);
        reading_close(ui);
        ui_push(ui, message_new(NULL, fault.sentence, true));
        return;
    }
    reading->want = wanted;
    seek(ui, reading);
}

static enum status reading_describe(struct ui *ui, struct screen *screen, struct buffer *out)
{
    struct reading *reading = (struct reading *)screen;
    if (!reading->book.article)
        return buffer_print(out, "nothing\n");
    enum status status = buffer_print(out, "entry %s\ntitle %s\n",
                                      bundle_name(ui->bundle, article_entry(reading->book.article)),
                                      article_title(reading->book.article));
    if (!status && reading->want.kind != WANT_NOTHING)
        return buffer_print(out, "waiting\n");
    if (!status)
        status = buffer_print(out, reading->book.finished ? "page %u / %u\n" : "page %u / …\n",
                              reading->number + 1, book_count(&reading->book));
    if (!status)
        status = buffer_print(out, "position %llu\n", (unsigned long long)reading->position);
    if (!status && reading->focus)
        status = buffer_print(out, "focus %s\n", reading->focus->href);
    if (!status && ui->frames[0].page)
        status = page_lines(ui->frames[0].page, out);
    return status;
}

static void reading_free(struct screen *screen)
{
    struct reading *reading = (struct reading *)screen;
    book_close(&reading->book);
    free(reading->want.anchor);
    free(reading);
}

struct screen *reading_new(void)
{
    static const struct screen_kind kind = {
        .name = "reading",
        .free = reading_free,
        .arrange = reading_arrange,
        .act = reading_act,
        .idle = reading_idle,
        .draw = reading_draw,
        .describe = reading_describe,
    };
    struct reading *reading = calloc(1, sizeof *reading);
    if (!reading)
        return NULL;
    reading->screen.kind = &kind;
    return &reading->screen;
}
