#include "ui/pin.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/log.h"
#include "base/messages.h"
#include "ui/button.h"
#include "ui/maintenance.h"

#define LEAVE_MS 30000
#define COLUMNS 3
#define ROWS 4

enum key { KEY_DELETE = 9, KEY_ZERO, KEY_OK, KEY_LEAVE, KEYS };

enum state { STATE_TYPING, STATE_CHECKING, STATE_SHOWN /* that it is being checked */ };

struct pin {
    struct screen screen;
    char digits[HOST_PIN_MOST + 1];
    uint32_t count;
    enum state state;
    bool wrong;      /* the last try */
    uint64_t active; /* ms of the last input */
    struct button keys[KEYS];
    uint32_t focus;
    struct page *page; /* NULL: no memory for it */
};

static void wipe(struct pin *pin)
{
    sodium_memzero(pin->digits, sizeof pin->digits);
    pin->count = 0;
}

static void pin_free(struct screen *screen)
{
    struct pin *pin = (struct pin *)screen;
    wipe(pin);
    page_free(pin->page);
    free(pin);
}

/* What there is to say now. */
static void say(const struct ui *ui, const struct pin *pin, char *out, size_t size)
{
    uint32_t seconds = lock_seconds(&ui->lock), left = LOCK_TRIES - ui->lock.wrong;
    if (pin->state != STATE_TYPING)
        snprintf(out, size, "%s", _("Checking …"));
    else if (seconds)
        snprintf(out, size, _("Too many wrong tries. Wait %u:%02u, then try again."), seconds / 60,
                 seconds % 60);
    else if (pin->wrong)
        snprintf(
            out, size,
            ngettext("That is not the PIN. %u try is left.", "That is not the PIN. %u tries are left.", left),
            left);
    else
        snprintf(out, size, "%s", _("Type the PIN of this screen, then OK."));
}

/* The pad at the right of the text on a wide screen, below it on a tall one. */
static void place_keys(struct ui *ui, struct pin *pin, struct box *text)
{
    int32_t margin = ui_margin(ui->width, ui->height), gap = ui_label_size(ui->width, ui->height) / 2;
    struct box area = {margin, gap, ui->width - 2 * margin, ui->height - 2 * gap}, pad = area;
    int32_t height = button_height(ui), last = area.y + area.height - height;
    *text = area;
    if (ui->width > ui->height) {
        text->width = area.width * 2 / 5;
        pad.x += text->width + 2 * gap;
        pad.width -= text->width + 2 * gap;
    } else {
        text->height = area.height / 3;
        pad.y += text->height;
        pad.height = last - 2 * gap - pad.y;
    }
    pin->keys[KEY_LEAVE].box =
        (struct box){area.x, last, text->width < area.width ? text->width : pad.width, height};
    int32_t width = (pad.width - (COLUMNS - 1) * gap) / COLUMNS;
    height = (pad.height - (ROWS - 1) * gap) / ROWS;
    for (int32_t i = 0; i < KEY_LEAVE; i++)
        pin->keys[i].box = (struct box){pad.x + i % COLUMNS * (width + gap),
                                        pad.y + i / COLUMNS * (height + gap), width, height};
    text->y += gap;
    text->height = (text->width < area.width ? last - gap : pad.y) - text->y;
}

static void draw_key(struct ui *ui, struct sheet *sheet, const struct pin *pin, uint32_t index)
{
    const struct button *key = &pin->keys[index];
    int32_t em = ui_label_size(ui->width, ui->height);
    struct sheet_style style = {.font = {.size = (uint16_t)em, .region = (uint8_t)ui_region()},
                                .ink = key->off ? INK_QUIET : INK_TEXT,
                                .align = ALIGN_CENTER};
    if (index < KEY_DELETE || index == KEY_ZERO)
        style.font.size = (uint16_t)(key->box.height / 2);
    if (!key->off)
        sheet_rule(sheet, key->box, INK_PANEL);
    if (!key->off && index == pin->focus)
        sheet_frame(sheet, key->box, em / 8 + 1, INK_LINK);
    sheet_line(sheet, &style, key->box, key->label);
}

static void draw_text(struct ui *ui, struct sheet *sheet, const struct pin *pin, struct box text)
{
    char sentence[256], dots[4 * HOST_PIN_MOST + 1] = "";
    size_t used = 0;
    int32_t em = ui_text_size(ui);
    struct sheet_style style = {.font = {.size = (uint16_t)em, .region = (uint8_t)ui_region()},
                                .ink = INK_TEXT};
    for (uint32_t i = 0; i < pin->count; i++)
        used += (size_t)snprintf(dots + used, sizeof dots - used, "●");
    say(ui, pin, sentence, sizeof sentence);
    struct box line = {text.x, text.y, text.width, 2 * em};
    sheet_line(sheet, &style, line, dots);
    sheet_rule(sheet, (struct box){text.x, text.y + 2 * em, text.width, em / 16 + 1}, INK_QUIET);
    text.y += 3 * em;
    text.height -= 3 * em;
    sheet_paragraph(sheet, &style, text, sentence);
}

static void pin_arrange(struct ui *ui, struct screen *screen)
{
    static const char *const digits[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9", NULL, "0"};
    struct pin *pin = (struct pin *)screen;
    bool shut = lock_seconds(&ui->lock) || pin->state != STATE_TYPING;
    struct sheet sheet;
    struct box text;
    for (uint32_t i = 0; i < KEYS; i++)
        pin->keys[i] = (struct button){.label = i <= KEY_ZERO ? digits[i] : NULL, .off = shut};
    pin->keys[KEY_DELETE].label = _("Delete");
    pin->keys[KEY_OK].label = _("OK");
    pin->keys[KEY_OK].off = shut || pin->count < HOST_PIN_LEAST;
    pin->keys[KEY_LEAVE].label = _("Back");
    pin->keys[KEY_LEAVE].off = pin->state != STATE_TYPING;
    if (pin->keys[pin->focus].off && !pin->keys[KEY_LEAVE].off && shut)
        pin->focus = KEY_LEAVE;
    place_keys(ui, pin, &text);
    page_free(pin->page);
    sheet_open(&sheet, ui->metrics, ui->width, ui->height);
    draw_text(ui, &sheet, pin, text);
    for (uint32_t i = 0; i < KEYS; i++)
        draw_key(ui, &sheet, pin, i);
    pin->page = sheet_close(&sheet);
    ui->stale = true;
}

static void type(struct pin *pin, uint32_t digit)
{
    if (pin->count < HOST_PIN_MOST)
        pin->digits[pin->count++] = (char)('0' + digit);
    pin->wrong = false;
}

/* True: the screen is gone. */
static bool press(struct ui *ui, struct pin *pin, uint32_t key)
{
    if (pin->keys[key].off)
        return false;
    switch (key) {
    case KEY_LEAVE:
        ui_pop(ui);
        return true;
    case KEY_OK:
        pin->state = STATE_CHECKING;
        break;
    case KEY_DELETE:
        if (pin->count)
            pin->digits[--pin->count] = '\0';
        break;
    default:
        type(pin, key == KEY_ZERO ? 0 : key + 1);
    }
    return false;
}

/* Along the keys in reading order; up and down are the same on a pad that two buttons can walk. */
static void move(struct pin *pin, int step)
{
    uint32_t next = button_step(pin->keys, KEYS, pin->focus, step);
    if (next != BUTTON_NONE)
        pin->focus = next;
}

static void pin_act(struct ui *ui, struct screen *screen, const struct action *action)
{
    struct pin *pin = (struct pin *)screen;
    uint32_t key = BUTTON_NONE;
    int step = action->kind == ACTION_LEFT    ? -1
               : action->kind == ACTION_RIGHT ? 1
                                              : button_move(action->kind);
    pin->active = ui->now.ms;
    if (pin->state != STATE_TYPING)
        return;
    if (step)
        move(pin, step);
    else if (action->kind == ACTION_JUMP && action->amount >= 0 && action->amount <= 900) {
        /* The digits of a keyboard come as tenths of a way. Enter then means OK. */
        uint32_t digit = (uint32_t)action->amount / 100;
        key = digit ? digit - 1 : KEY_ZERO;
        pin->focus = KEY_OK;
    } else if (action->kind == ACTION_SELECT)
        key = pin->focus;
    else if (action->kind == ACTION_BACK)
        key = pin->count ? KEY_DELETE : KEY_LEAVE;
    else if (action->kind == ACTION_TAP)
        key = button_at(pin->keys, KEYS, action->x, action->y);
    if (key < KEYS && press(ui, pin, key))
        return;
    pin_arrange(ui, screen);
}

/* Once the screen says that it checks: it takes up to a second, and then either leads on or counts. */
static bool pin_idle(struct ui *ui, struct screen *screen)
{
    struct pin *pin = (struct pin *)screen;
    if (pin->state != STATE_SHOWN)
        return pin->state == STATE_CHECKING;
    lock_try(&ui->lock);
    ui_keep_lock(ui);
    bool fits = ui->host->pin_fits(ui->host->machine, pin->digits);
    wipe(pin);
    if (fits) {
        lock_open(&ui->lock);
        ui_keep_lock(ui);
        maintenance_open(ui);
        return true;
    }
    log_warning("%s", _("A wrong PIN was typed."));
    pin->state = STATE_TYPING;
    pin->wrong = true;
    pin->focus = 0;
    pin_arrange(ui, screen);
    return false;
}

static void pin_tick(struct ui *ui, struct screen *screen)
{
    struct pin *pin = (struct pin *)screen;
    if (ui->now.ms - pin->active >= LEAVE_MS)
        ui_pop(ui);
    else if (ui->lock.left || pin->keys[0].off)
        pin_arrange(ui, screen);
}

static void pin_draw(struct ui *ui, struct screen *screen)
{
    struct pin *pin = (struct pin *)screen;
    if (pin->page)
        ui_paint(ui, pin->page, 0);
    if (pin->state == STATE_CHECKING)
        pin->state = STATE_SHOWN;
}

static enum status pin_describe(struct ui *ui, struct screen *screen, struct buffer *out)
{
    struct pin *pin = (struct pin *)screen;
    char sentence[256];
    say(ui, pin, sentence, sizeof sentence);
    enum status status = buffer_print(out, "sentence %s\nentered %u\n", sentence, pin->count);
    for (uint32_t i = 0; !status && i < KEYS; i++)
        status = buffer_print(out, "button %s%s%s\n", pin->keys[i].label, pin->keys[i].off ? " off" : "",
                              i == pin->focus ? " *" : "");
    return status;
}

const struct screen_kind pin_kind = {
    .name = "pin",
    .apart = true,
    .own = true,
    .free = pin_free,
    .arrange = pin_arrange,
    .act = pin_act,
    .idle = pin_idle,
    .tick = pin_tick,
    .draw = pin_draw,
    .describe = pin_describe,
};

struct screen *pin_new(struct ui *ui)
{
    struct pin *pin = calloc(1, sizeof *pin);
    if (!pin)
        return NULL;
    pin->screen.kind = &pin_kind;
    pin->active = ui->now.ms;
    return &pin->screen;
}
