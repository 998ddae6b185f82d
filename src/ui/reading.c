#include "ui/reading.h"

#include <stdlib.h>

#include "ui/drag.h"
#include "ui/dress.h"
#include "ui/focus.h"
#include "ui/follow.h"
#include "ui/frame.h"
#include "ui/menu.h"
#include "ui/message.h"
#include "ui/seek.h"
#include "ui/stick.h"

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

bool reading_may_move(struct ui *ui, int step)
{
    const struct link *focus = reading_of(ui)->focus;
    return focus && focus_next(ui->frames[0].page, focus, step);
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

static void tap(struct ui *ui, struct reading *reading, int32_t x, int32_t y)
{
    const struct page *page = ui->frames[0].page;
    const struct link *link = page ? focus_at(page, x, y, ui->target) : NULL;
    if (link) {
        follow_link(ui, article_entry(reading->book.article), link->href);
        return;
    }
    int leftward = book_leftward(&reading->book) ? 1 : -1;
    if (x < ui->width / 3)
        seek_page(ui, reading, leftward, false);
    else if (x >= ui->width - ui->width / 3)
        seek_page(ui, reading, -leftward, false);
    else
        ui_push(ui, menu_new());
}

static void swipe(struct ui *ui, struct reading *reading, const struct action *action)
{
    int step = drag_step(ui, action, book_leftward(&reading->book));
    drag_end(ui);
    if (step)
        seek_page(ui, reading, step, false);
}

/* While a place is looked for, only what leads to a place that is known stops that. */
static bool act_while_seeking(struct ui *ui, struct reading *reading, const struct action *action)
{
    if (reading->want.kind == WANT_NOTHING)
        return false;
    if (action->kind == ACTION_FIRST || action->kind == ACTION_PREVIOUS) {
        seek_want(reading, WANT_PAGE, action->kind == ACTION_FIRST ? 0 : reading->number);
        seek_start(ui, reading);
    } else if (action->kind == ACTION_TAP || action->kind == ACTION_LONG_PRESS) {
        ui_push(ui, menu_new());
    }
    return action->kind != ACTION_LAST && action->kind != ACTION_JUMP;
}

/* Follows the link that has the focus; without one, goes into the page's links, or where it has none to the menu. */
static void choose(struct ui *ui, struct reading *reading)
{
    const struct link *first = focus_next(ui->frames[0].page, NULL, 1);
    if (reading->focus)
        follow_link(ui, article_entry(reading->book.article), reading->focus->href);
    else if (first)
        focus_set(ui, reading, first);
    else
        ui_push(ui, menu_new());
}

static void reading_act(struct ui *ui, struct screen *screen, const struct action *action)
{
    struct reading *reading = (struct reading *)screen;
    seek_unmark(ui, reading);
    if (action->kind == ACTION_BACK) {
        /* First out of the links, into which Select leads. */
        if (reading->focus)
            focus_set(ui, reading, NULL);
        else
            reading_step(ui, -1);
        return;
    }
    if (!reading->book.layout || act_while_seeking(ui, reading, action))
        return;
    switch (action->kind) {
    case ACTION_NEXT:
    case ACTION_PREVIOUS:
        seek_page(ui, reading, action->kind == ACTION_NEXT ? 1 : -1, false);
        break;
    case ACTION_FIRST:
    case ACTION_LAST:
    case ACTION_JUMP:
        seek_want(reading, action->kind == ACTION_LAST ? WANT_LAST : WANT_SHARE,
                  action->kind == ACTION_JUMP && action->amount > 0
                      ? (uint64_t)(action->amount < 1000 ? action->amount : 1000)
                      : 0);
        seek_start(ui, reading);
        break;
    case ACTION_FOCUS_NEXT:
    case ACTION_FOCUS_PREVIOUS:
        focus_move(ui, reading, action->kind == ACTION_FOCUS_NEXT ? 1 : -1);
        break;
    case ACTION_SELECT:
        choose(ui, reading);
        break;
    case ACTION_TAP:
        tap(ui, reading, action->x, action->y);
        break;
    case ACTION_SWIPE:
        swipe(ui, reading, action);
        break;
    case ACTION_DRAG:
        drag_move(ui, action);
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
        seek_settle(ui, reading);
        return true;
    }
    if (frame_paint_ahead(ui, &reading->book, reading->number)) {
        /* It may be what comes in beside the page. */
        ui->stale = ui->stale || ui->drag.picture;
        return true;
    }
    if (reading->book.finished)
        return false;
    book_more(&reading->book);
    if (reading->book.finished) {
        /* Now the folio can say how many. */
        const struct link *focus = reading->focus;
        frame_clear_all(ui);
        seek_show(ui, reading, reading->number);
        reading->focus = focus;
    }
    return true;
}

static void paint_marked(struct ui *ui, struct reading *reading, struct frame *frame)
{
    struct marks marks = {.link = reading->focus};
    if (reading->marked)
        marks.block = seek_block(reading, reading->position);
    marks.position = reading->position;
    frame->state = dress_marks(ui, reading->book.article, &marks) ? FRAME_FAILED : FRAME_PAINTED;
}

static void reading_tick(struct ui *ui, struct screen *screen)
{
    (void)screen;
    stick_tick(ui);
}

static void reading_draw(struct ui *ui, struct screen *screen)
{
    struct reading *reading = (struct reading *)screen;
    struct frame *frame = &ui->frames[0];
    if (reading->book.layout && frame->page) {
        if (frame->state == FRAME_EMPTY && (reading->focus || reading->marked))
            paint_marked(ui, reading, frame);
        else
            frame_paint(ui, &reading->book, reading->number);
        drag_draw(ui, &reading->book, reading->number);
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
    seek_forget(ui, reading);
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
    seek_start(ui, reading);
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
    if (!status && *ui->news)
        status = buffer_print(out, "news %s\n", ui->news);
    if (!status && reading->focus)
        status = buffer_print(out, "focus %s\n", reading->focus->href);
    if (!status && reading->marked)
        status = buffer_print(out, "marked\n");
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
        .tick = reading_tick,
        .draw = reading_draw,
        .describe = reading_describe,
    };
    struct reading *reading = calloc(1, sizeof *reading);
    if (!reading)
        return NULL;
    reading->screen.kind = &kind;
    return &reading->screen;
}
