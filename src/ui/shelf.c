#include "ui/shelf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uldnames.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "base/messages.h"
#include "base/utf8.h"
#include "document/language.h"
#include "ui/import.h"
#include "ui/list.h"
#include "ui/message.h"
#include "ui/stick.h"
#include "ui/twin.h"

/* em: a card of less is made wider, by having fewer side by side. */
#define CARD_WIDTH 17
#define COLUMNS_MOST 4u

struct shelf {
    struct list list;
    struct cover_room room;
};

static void shelf_free(struct screen *screen)
{
    struct shelf *shelf = (struct shelf *)screen;
    list_free(&shelf->list);
    free(shelf);
}

/* The file's name, until the title is known. */
static const char *name_of(const struct volume *volume)
{
    return volume->title ? volume->title : volume_file(volume);
}

static struct list_row shelf_row(struct ui *ui, struct screen *screen, uint32_t index)
{
    const struct volume *volume = &ui->volumes.list[twin_at(&ui->volumes, index)];
    (void)screen;
    return (struct list_row){
        .label = name_of(volume),
        .current = ui->bundle && index == twin_row(&ui->volumes, ui->volumes.open),
        .region =
            volume->language ? (uint8_t)language_region(volume->language, ui_region()) : (uint8_t)ui_region(),
    };
}

/* "简体中文" for zh-Hans: the language's name in the language of the messages; empty when it is not known. */
static void language_name(const char *tag, char *out, size_t size)
{
    char likely[ULOC_FULLNAME_CAPACITY], locale[ULOC_FULLNAME_CAPACITY];
    UChar name[64];
    int32_t length;
    UErrorCode error = U_ZERO_ERROR;
    *out = '\0';
    uloc_forLanguageTag(tag, locale, sizeof locale, NULL, &error);
    uloc_addLikelySubtags(locale, likely, sizeof likely, &error);
    char script[ULOC_SCRIPT_CAPACITY], language[ULOC_LANG_CAPACITY];
    uloc_getScript(likely, script, sizeof script, &error);
    uloc_getLanguage(likely, language, sizeof language, &error);
    if (U_FAILURE(error) || !*language || !strcmp(language, "und"))
        return;
    /* Of all languages read here only Chinese is told apart by its script. */
    snprintf(locale, sizeof locale, "%s%s%s", language, strcmp(language, "zh") ? "" : "_",
             strcmp(language, "zh") ? "" : script);
    ULocaleDisplayNames *names = uldn_open(ui_language(), ULDN_DIALECT_NAMES, &error);
    if (U_FAILURE(error))
        return;
    int32_t count = uldn_localeDisplayName(names, locale, name, sizeof name / sizeof *name, &error);
    uldn_close(names);
    u_strToUTF8(out, (int32_t)size, &length, name, count, &error);
    if (U_FAILURE(error) || (size_t)length >= size)
        *out = '\0';
}

static bool is_wanted(const struct volumes *volumes, const struct volume *volume)
{
    return volumes->wanted < volumes->count && volume == &volumes->list[volumes->wanted];
}

/* What is known of a volume besides its title; a sentence when it cannot be read. */
static void describe(const struct ui *ui, const struct volume *volume, char *out, size_t size)
{
    char language[128] = "", count[64] = "", place[128] = "";
    const char *offer = import_offers(ui, volume) ? _("can be copied") : "";
    const char *parts[] = {place, language, volume->date ? volume->date : "", count, offer};
    const char *stick = volume_stick(&ui->volumes, volume);
    const struct volume *twin = twin_behind(&ui->volumes, volume);
    *out = '\0';
    if (volume->state == VOLUME_BROKEN) {
        snprintf(out, size, "%s", volume->reason ? volume->reason : "");
        return;
    }
    if (volume->state == VOLUME_CHECKING)
        snprintf(out, size, _("Checking the signature: %u %%"), volume_percent(volume));
    if (volume->state != VOLUME_READY && is_wanted(&ui->volumes, volume)) {
        size_t used = strlen(out);
        snprintf(out + used, size - used, "%s%s", used ? " · " : "", _("It opens in a moment."));
    }
    if (volume->state != VOLUME_READY)
        return;
    if (stick)
        snprintf(place, sizeof place, _("On the stick “%s”"), stick);
    else if (twin)
        snprintf(place, sizeof place, _("Also on the stick “%s”"), volume_stick(&ui->volumes, twin));
    if (volume->language)
        language_name(volume->language, language, sizeof language);
    snprintf(count, sizeof count, ngettext("%u article", "%u articles", volume->articles), volume->articles);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        size_t used = strlen(out);
        if (*parts[i])
            snprintf(out + used, size - used, "%s%s", used ? " · " : "", parts[i]);
    }
}

/* What stands in for a cover: the first letter of the title. */
static void set_initial(const struct list_place *place, const struct list_row *row, struct box box)
{
    char initial[8] = "";
    for (const char *at = row->label; *at;) {
        uint32_t code;
        size_t length = utf8_decode(at, strlen(at), &code);
        /* Not the 《 of a book's title. */
        bool mark = code < '0' || (code >= 0x2000 && code < 0x3041) || code > 0xFF00;
        if (!mark || !*initial)
            snprintf(initial, sizeof initial, "%.*s", (int)length, at);
        if (!mark)
            break;
        at += length;
    }
    struct sheet_style style = {
        .font = {.size = (uint16_t)(box.width * 3 / 5), .region = row->region, .bold = true},
        .ink = INK_QUIET,
        .align = ALIGN_CENTER,
    };
    sheet_line(place->sheet, &style, box, initial);
}

/* The card in a row's place: what is left below it is the gap to the next. */
static struct box card_box(const struct ui *ui, struct box place)
{
    place.height -= ui_text_size(ui) / 4;
    return place;
}

/* The room for the cover on the card in a row's place. */
static struct box cover_box(const struct ui *ui, struct box place)
{
    struct box card = card_box(ui, place);
    int32_t pad = ui_text_size(ui) / 2;
    int32_t height = card.height - 2 * pad;
    return (struct box){card.x + pad, card.y + pad, height * 3 / 4, height};
}

static void shelf_set(struct ui *ui, struct screen *screen, uint32_t index, struct list_place *place)
{
    const struct volume *volume = &ui->volumes.list[twin_at(&ui->volumes, index)];
    struct list_row row = shelf_row(ui, screen, index);
    struct sheet *sheet = place->sheet;
    int32_t em = ui_text_size(ui), gap = em / 4;
    struct box card = card_box(ui, place->box), cover = cover_box(ui, place->box);
    char about[FAULT_SENTENCE_SIZE];
    sheet_rule(sheet, card, INK_PANEL);
    if (place->focused)
        sheet_frame(sheet, card, em / 10 + 1, INK_LINK);
    if (volume->cover_entry == ENTRY_NONE || volume->state != VOLUME_READY) {
        sheet_rule(sheet, cover, INK_BACKGROUND);
        if (volume->state == VOLUME_READY)
            set_initial(place, &row, cover);
    }
    struct box text = {cover.x + cover.width + em * 3 / 4, cover.y, 0, 0};
    text.width = card.x + card.width - em / 2 - text.x;
    struct sheet_style title = {.font = {.size = (uint16_t)em, .region = row.region, .bold = true},
                                .ink = volume->state == VOLUME_READY ? INK_TEXT : INK_QUIET},
                       quiet = {.font = {.size = (uint16_t)(em * 3 / 4), .region = (uint8_t)ui_region()},
                                .ink = INK_QUIET};
    text.height = sheet_line_height(&title.font) * (volume->state == VOLUME_BROKEN ? 1 : 2);
    text.y += sheet_paragraph(sheet, &title, text, row.label) + gap;
    text.height = cover.y + cover.height - text.y;
    describe(ui, volume, about, sizeof about);
    sheet_paragraph(sheet, &quiet, text, about);
}

static void shelf_arrange(struct ui *ui, struct screen *screen);

static void choose_volume(struct ui *ui, struct screen *screen, uint32_t index)
{
    struct volume *volume = &ui->volumes.list[index];
    struct fault fault = {0};
    /* What is not verified yet cannot be opened; a moment later it can, and is. */
    bool waits = volume->state == VOLUME_CHECKING ||
                 (volume->state == VOLUME_NEW && volume_needs_check(&ui->volumes, volume));
    if (waits) {
        ui->volumes.wanted = index;
        shelf_arrange(ui, screen);
        return;
    }
    if (import_offer(ui, index))
        return;
    if ((volume->state != VOLUME_BROKEN && !ui_open_volume(ui, index, &fault)))
        return;
    if (volume->state != VOLUME_BROKEN)
        volume_break(volume, fault.sentence);
    /* What it stood for is there by itself. */
    twin_find_all(&ui->volumes);
    ((struct shelf *)screen)->list.focus = twin_row(&ui->volumes, index);
    shelf_arrange(ui, screen);
    ui_push(ui, message_new(name_of(volume), volume->reason ? volume->reason : "", false));
}

static void shelf_choose(struct ui *ui, struct screen *screen, uint32_t index)
{
    choose_volume(ui, screen, twin_at(&ui->volumes, index));
}

static void shelf_arrange(struct ui *ui, struct screen *screen)
{
    struct shelf *shelf = (struct shelf *)screen;
    int32_t em = ui_text_size(ui), width = ui->width - 2 * ui_margin(ui->width, ui->height);
    int32_t columns = width / (em * CARD_WIDTH);
    shelf->list.columns = columns < 1                       ? 1
                          : columns > (int32_t)COLUMNS_MOST ? COLUMNS_MOST
                                                            : (uint32_t)columns;
    shelf->list.least = em * 7;
    shelf->list.count = twin_rows(&ui->volumes);
    shelf->list.first = !ui->bundle;
    shelf->list.aside = stick_advice(ui);
    if (shelf->list.focus >= shelf->list.count)
        shelf->list.focus = 0;
    list_arrange(ui, screen);
    struct box cover = cover_box(ui, list_box(ui, &shelf->list, shelf->list.focus));
    shelf->room = (struct cover_room){.width = cover.width, .height = cover.height};
}

/* Whoever does something else meanwhile has changed their mind. */
static void shelf_act(struct ui *ui, struct screen *screen, const struct action *action)
{
    ui->volumes.wanted = VOLUME_NONE;
    list_act(ui, screen, action);
}

/* Opens what was chosen, once that can be. True: the screen may be gone. */
static bool open_wanted(struct ui *ui, struct screen *screen)
{
    uint32_t index = ui->volumes.wanted;
    if (index >= ui->volumes.count || ui->screens[ui->depth - 1] != screen ||
        (ui->volumes.list[index].state != VOLUME_READY && ui->volumes.list[index].state != VOLUME_BROKEN))
        return false;
    ui->volumes.wanted = VOLUME_NONE;
    choose_volume(ui, screen, index);
    return true;
}

static bool shelf_idle(struct ui *ui, struct screen *screen)
{
    struct shelf *shelf = (struct shelf *)screen;
    uint32_t begin, end;
    list_shown(&shelf->list, &begin, &end);
    struct volumes_shown shown = {.begin = twin_at(&ui->volumes, begin),
                                  .end = end ? twin_at(&ui->volumes, end - 1) + 1 : 0,
                                  .focus = twin_at(&ui->volumes, shelf->list.focus)};
    shelf->room.theme = ui->theme;
    enum volumes_work work = volumes_more(&ui->volumes, &shown, &shelf->room);
    shelf->list.focus = twin_row(&ui->volumes, shown.focus);
    /* First, since what is opened now may come back to rows that are fewer. */
    if (work == VOLUMES_CHANGED)
        shelf_arrange(ui, screen);
    if (open_wanted(ui, screen))
        return true;
    if (ui->volumes.impatient && ui->volumes.count == 1 && ui->volumes.list[0].state == VOLUME_READY) {
        uint32_t opened = ui->opened;
        ui->volumes.impatient = false;
        choose_volume(ui, screen, 0);
        ui->opened = opened; /* nobody chose it */
        return true;
    }
    return work != VOLUMES_DONE;
}

static void shelf_draw(struct ui *ui, struct screen *screen)
{
    struct shelf *shelf = (struct shelf *)screen;
    uint32_t begin, end;
    list_draw(ui, screen);
    list_shown(&shelf->list, &begin, &end);
    for (uint32_t i = begin; i < end; i++) {
        SDL_Surface *cover = ui->volumes.list[twin_at(&ui->volumes, i)].cover;
        struct box room = cover_box(ui, list_box(ui, &shelf->list, i));
        SDL_Rect place = {room.x, room.y, 0, 0};
        if (!cover)
            continue;
        place.x += (room.width - cover->w) / 2;
        place.y += (room.height - cover->h) / 2;
        SDL_BlitSurface(cover, NULL, ui->surface, &place);
    }
}

static enum status shelf_describe(struct ui *ui, struct screen *screen, struct buffer *out)
{
    struct shelf *shelf = (struct shelf *)screen;
    enum status status = list_describe(ui, screen, out);
    uint32_t begin, end;
    if (!status && *shelf->list.aside)
        status = buffer_print(out, "aside %s\n", shelf->list.aside);
    list_shown(&shelf->list, &begin, &end);
    for (uint32_t i = begin; !status && i < end; i++) {
        const struct volume *volume = &ui->volumes.list[twin_at(&ui->volumes, i)];
        char about[FAULT_SENTENCE_SIZE];
        describe(ui, volume, about, sizeof about);
        status = buffer_print(out, "%s %s%s%s\n", volume->state == VOLUME_BROKEN ? "broken" : "about",
                              name_of(volume), *about ? ": " : "", about);
        if (!status && volume->cover)
            status = buffer_print(out, "cover %d %d\n", volume->cover->w, volume->cover->h);
    }
    return status;
}

const struct screen_kind shelf_kind = {
    .name = "shelf",
    .apart = true,
    .free = shelf_free,
    .arrange = shelf_arrange,
    .act = shelf_act,
    .idle = shelf_idle,
    .draw = shelf_draw,
    .describe = shelf_describe,
};

struct screen *shelf_new(struct ui *ui)
{
    static const struct list_kind list_kind = {.row = shelf_row, .set = shelf_set, .choose = shelf_choose};
    struct shelf *shelf = calloc(1, sizeof *shelf);
    if (!shelf)
        return NULL;
    shelf->list = (struct list){.screen.kind = &shelf_kind, .kind = &list_kind, .headline = _("Library")};
    shelf->list.focus = twin_row(&ui->volumes, ui->volumes.open);
    ui->volumes.wanted = VOLUME_NONE;
    return &shelf->list.screen;
}
