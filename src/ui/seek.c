#include "ui/seek.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/messages.h"
#include "ui/focus.h"
#include "ui/frame.h"
#include "ui/message.h"
#include "ui/order.h"
#include "ui/reading.h"
#include "ui/search.h"

/* Pages looked for at once before the screen shows "…" and goes on in idle time. */
#define PAGES_AT_ONCE 8
/* An anchor of a larger source is looked for only when idle time has parsed it to its end. */
#define ANCHOR_AT_ONCE MIB(1)

/* Before the layout or the article goes. */
void seek_forget(struct ui *ui, struct reading *reading)
{
    frame_clear_all(ui);
    reading->focus = NULL;
    reading->marked = false;
    reading->number = 0;
}

void seek_want(struct reading *reading, enum want_kind kind, uint64_t value)
{
    free(reading->want.anchor);
    reading->want = (struct want){.kind = kind, .value = value};
}

void reading_close(struct ui *ui)
{
    struct reading *reading = reading_of(ui);
    seek_forget(ui, reading);
    book_close(&reading->book);
    reading->position = 0;
    seek_want(reading, WANT_NOTHING, 0);
}

/* Shows a page that is known. */
void seek_show(struct ui *ui, struct reading *reading, uint32_t number)
{
    if (reading->focus)
        frame_again(&ui->frames[0]); /* it holds the picture with the focus */
    reading->focus = NULL;
    reading->number = number;
    frame_turn(ui, &reading->book, number);
}

/* Turns to a known page as the reader asked: the position to keep is this page's. */
static void turn(struct ui *ui, struct reading *reading, uint32_t number)
{
    seek_show(ui, reading, number);
    if (ui->frames[0].page && number < layout_count(reading->book.layout))
        reading->position = ui->frames[0].page->position;
    history_move(&ui->history, reading->position);
}

bool seek_anchor(struct reading *reading, const char *id, uint64_t *position, bool *found)
{
    struct article *article = reading->book.article;
    *found = false;
    uint64_t size = bundle_size(article_bundle(article), article_entry(article));
    if (size > ANCHOR_AT_ONCE && !reading->book.finished && !article_complete(article))
        return false;
    *found = article_anchor(article, id, position);
    return true;
}

const struct block *seek_block(const struct reading *reading, uint64_t position)
{
    const struct block *found = article_first(reading->book.article);
    for (const struct block *block = found; block && block->position <= position;
         block = article_after(block))
        found = block;
    return found;
}

static void paint_again(struct ui *ui)
{
    frame_again(&ui->frames[0]);
    ui->stale = true;
}

void seek_unmark(struct ui *ui, struct reading *reading)
{
    if (reading->marked)
        paint_again(ui);
    reading->marked = false;
}

/* True: the block was found, or there is none and the place stays. */
static bool settle_anchor(struct reading *reading)
{
    uint64_t position = 0;
    bool found;
    if (!seek_anchor(reading, reading->want.anchor, &position, &found))
        return false;
    seek_want(reading, found ? WANT_POSITION : WANT_PAGE, position);
    reading->want.mark = found;
    return true;
}

/* Goes to the place wanted if it is known. */
bool seek_settle(struct ui *ui, struct reading *reading)
{
    if (reading->want.kind == WANT_ANCHOR && !settle_anchor(reading))
        return false;
    struct want wanted = reading->want;
    uint32_t count = book_count(&reading->book), number = 0;
    switch (wanted.kind) {
    case WANT_PAGE:
        if (!reading->book.finished && wanted.value >= count)
            return false;
        if (wanted.onward && wanted.value >= count && order_go(ui, 1))
            return true;
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
    seek_want(reading, WANT_NOTHING, 0);
    if (!count)
        return true;
    if (wanted.kind == WANT_POSITION) {
        seek_show(ui, reading, number);
        reading->position = wanted.value;
        reading->marked = wanted.mark;
        if (wanted.mark)
            paint_again(ui);
        history_move(&ui->history, reading->position);
    } else {
        turn(ui, reading, number);
    }
    if (wanted.first_link || wanted.last_link)
        focus_set(ui, reading, focus_next(ui->frames[0].page, NULL, wanted.first_link ? 1 : -1));
    return true;
}

/* Goes there now if that takes only a few pages, else in idle time; meanwhile the screen says so. */
void seek_start(struct ui *ui, struct reading *reading)
{
    for (int i = 0; i < PAGES_AT_ONCE && !seek_settle(ui, reading); i++)
        book_more(&reading->book);
    if (seek_settle(ui, reading))
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

/* Takes the want's anchor over. */
static enum status go(struct ui *ui, const struct place *place, struct want want, struct fault *fault)
{
    struct reading *reading = reading_of(ui);
    bool other = !reading->book.layout || article_entry(reading->book.article) != place->entry;
    seek_unmark(ui, reading);
    ui_pop_all(ui);
    history_visit(&ui->history, *place);
    enum status status = visit(ui, reading, place->entry, fault);
    if (status) {
        free(want.anchor);
        return status;
    }
    ui->opened += other;
    seek_want(reading, WANT_NOTHING, 0);
    reading->want = want;
    seek_start(ui, reading);
    return STATUS_OK;
}

enum status reading_go(struct ui *ui, uint32_t entry, const char *fragment, struct fault *fault)
{
    char *anchor = fragment && *fragment ? strdup(fragment) : NULL;
    const struct place place = {.entry = entry};
    return go(ui, &place, (struct want){.kind = anchor ? WANT_ANCHOR : WANT_PAGE, .anchor = anchor}, fault);
}

enum status reading_go_last(struct ui *ui, uint32_t entry, struct fault *fault)
{
    const struct place place = {.entry = entry};
    return go(ui, &place, (struct want){.kind = WANT_LAST}, fault);
}

enum status reading_go_found(struct ui *ui, const struct place *place, struct fault *fault)
{
    const struct want want = {.kind = place->position ? WANT_POSITION : WANT_PAGE,
                              .value = place->position,
                              .mark = place->position};
    return go(ui, place, want, fault);
}

void reading_jump(struct ui *ui, uint64_t position)
{
    struct reading *reading = reading_of(ui);
    ui_pop_all(ui);
    if (!reading->book.layout)
        return;
    seek_unmark(ui, reading);
    history_visit(&ui->history,
                  (struct place){.entry = article_entry(reading->book.article), .position = position});
    seek_want(reading, WANT_POSITION, position);
    seek_start(ui, reading);
}

void reading_step(struct ui *ui, int step)
{
    struct reading *reading = reading_of(ui);
    struct fault fault = {0};
    struct place place, from = ui->history.places[ui->history.at];
    if (!history_step(&ui->history, step, &place)) {
        if (step < 0 && ui_leave(ui))
            ui->stale = true;
        return;
    }
    ui_pop_all(ui);
    seek_unmark(ui, reading);
    if (!visit(ui, reading, place.entry, &fault)) {
        seek_want(reading, WANT_POSITION, place.position);
        seek_start(ui, reading);
    }
    /* Over what was read before. */
    if (step < 0 && from.search && search_return(ui, &from))
        ui->stale = true;
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
    seek_want(reading, WANT_NOTHING, 0);
    turn(ui, reading, number);
    return STATUS_OK;
}

/* From the page that says that the medium could not be read, when the reader goes on from there: the rest of the article will
 * not come, so back to the shelf, which looks again what is still there, or to where it was opened from. */
static void leave(struct ui *ui, struct reading *reading)
{
    struct volumes *volumes = &ui->volumes;
    if (volumes->open < volumes->count)
        volumes->list[volumes->open].state = VOLUME_NEW;
    if (ui_leave(ui))
        return;
    if (history_has(&ui->history, -1))
        reading_step(ui, -1);
    else
        seek_page(ui, reading, -1, false);
}

/* The page after or before; past the last one found, the one that is still to be found. */
void seek_page(struct ui *ui, struct reading *reading, int step, bool focus)
{
    uint32_t number = reading->number + (uint32_t)step;
    bool before = step < 0 && !reading->number;
    if (before || (reading->book.finished && number >= book_count(&reading->book))) {
        if (step > 0 && reading->book.end.status == STATUS_IO)
            leave(ui, reading);
        else if (!focus && order_go(ui, step))
            ui->stale = true;
        return;
    }
    seek_want(reading, WANT_PAGE, number);
    reading->want.onward = !focus;
    reading->want.first_link = focus && step > 0;
    reading->want.last_link = focus && step < 0;
    seek_start(ui, reading);
}
