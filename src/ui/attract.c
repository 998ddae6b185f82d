#include "ui/attract.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/messages.h"
#include "bundle/manifest.h"
#include "document/language.h"
#include "paint/cover.h"
#include "ui/dress.h"
#include "ui/message.h"
#include "ui/reading.h"
#include "ui/sheet.h"
#include "ui/stick.h"
#include "ui/twin.h"

#define INVITATIONS 3u

struct attract {
    struct screen screen;
    struct attract_choice shown;
    struct bundle *bundle; /* owned unless it is the ui's */
    struct publication *publication;
    bool owned;
    uint32_t cover;          /* the entry, when that is shown */
    struct article *article; /* NULL: the cover is */
    SDL_Surface *surface;    /* of the cover */
    SDL_Point place;         /* of its top left, px */
    struct page *page;       /* NULL: it cannot be shown */
};

static void attract_free(struct screen *screen)
{
    struct attract *attract = (struct attract *)screen;
    page_free(attract->page);
    SDL_FreeSurface(attract->surface);
    article_close(attract->article);
    if (attract->owned) {
        publication_free(attract->publication);
        bundle_close(attract->bundle);
    }
    free(attract->shown.path);
    free(attract);
}

/* The same in the language of the messages, in Chinese and in English; those that are the same once. */
static uint32_t invitations(const char *out[INVITATIONS], enum region regions[INVITATIONS])
{
    const char *language = ui_language();
    uint32_t count = 0;
    out[count] = _("Touch to read");
    regions[count++] = ui_region();
    if (strncmp(language, "zh", 2) != 0) {
        out[count] = "轻触屏幕，开始阅读";
        regions[count++] = REGION_SC;
    }
    if (strcmp(language, "en") != 0) {
        out[count] = "Touch to read";
        regions[count++] = REGION_SC;
    }
    return count;
}

static int32_t band_height(const struct ui *ui)
{
    return ui_label_size(ui->width, ui->height) * 5 / 2;
}

/* Side by side on the lower edge, with room between them in proportion. */
static void set_invitations(struct ui *ui, struct sheet *sheet)
{
    const char *texts[INVITATIONS];
    enum region regions[INVITATIONS];
    int32_t widths[INVITATIONS], sum = 0, height = band_height(ui);
    uint32_t count = invitations(texts, regions);
    struct sheet_style style = {
        .font = {.size = ui_label_size(ui->width, ui->height), .bold = true},
        .ink = INK_LINK,
        .align = ALIGN_CENTER,
    };
    for (uint32_t i = 0; i < count; i++) {
        style.font.region = (uint8_t)regions[i];
        widths[i] = sheet_line_width(sheet, &style.font, texts[i]);
        sum += widths[i];
    }
    struct box bar = {0, ui->height - height, ui->width, height};
    sheet_rule(sheet, bar, INK_PANEL);
    int32_t gap = 2 * style.font.size, spare = ui->width - sum - gap * (int32_t)(count - 1);
    if (spare < 0)
        gap = (ui->width - sum) / (int32_t)(count + 1);
    bar.x = spare < 0 ? gap : spare / 2;
    for (uint32_t i = 0; i < count; i++) {
        style.font.region = (uint8_t)regions[i];
        bar.width = widths[i] + 1;
        sheet_line(sheet, &style, bar, texts[i]);
        bar.x += widths[i] + gap;
    }
}

/* The book that the page is from, where running titles are. */
static void set_title(struct ui *ui, struct sheet *sheet, struct attract *attract)
{
    int32_t margin = ui_margin(ui->width, ui->height);
    enum region region = language_region(publication_language(attract->publication), ui_region());
    struct sheet_style style = {
        .font = {.size = ui_folio_size(ui->width, ui->height), .region = (uint8_t)region},
        .ink = INK_QUIET,
        .align = ALIGN_CENTER,
        .elide_middle = true,
    };
    struct box box = {margin, 0, ui->width - 2 * margin, dress_band(ui->width, ui->height)};
    sheet_line(sheet, &style, box, publication_title(attract->publication));
}

static struct page *first_page(struct ui *ui, struct article *article)
{
    struct ui_options options = {.width = ui->width, .height = ui->height, .font_size = ui->font_size};
    struct style style = ui_style(&options, article);
    struct layout *layout = NULL;
    struct page *page = NULL;
    style.bottom = band_height(ui) + ui_folio_size(ui->width, ui->height);
    /* A book that breaks off further on has its first page all the same. */
    if (!layout_new(article, &style, ui->metrics, &layout)) {
        enum status status = layout_count(layout) ? STATUS_OK : layout_more(layout, NULL);
        if (layout_count(layout))
            status = layout_page(layout, 0, &page, NULL);
        if (status)
            page = NULL;
    }
    layout_free(layout);
    return page;
}

static void arrange_article(struct ui *ui, struct attract *attract)
{
    struct sheet sheet;
    struct page *page = first_page(ui, attract->article);
    if (!page)
        return;
    sheet_resume(&sheet, ui->metrics, page);
    set_title(ui, &sheet, attract);
    set_invitations(ui, &sheet);
    attract->page = sheet_close(&sheet);
}

/* The cover beside its title on a wide screen, above it on a tall one. */
static void arrange_cover(struct ui *ui, struct attract *attract)
{
    struct sheet sheet;
    int32_t margin = ui_margin(ui->width, ui->height) * 3 / 2, band = band_height(ui);
    struct box area = {margin, margin, ui->width - 2 * margin, ui->height - band - 2 * margin};
    bool wide = ui->width > ui->height;
    int32_t gap = wide ? margin : margin / 2;
    SDL_Point room = {wide ? area.width * 2 / 5 : area.width, wide ? area.height : area.height * 2 / 3};
    attract->surface = cover_load(attract->bundle, attract->cover, room.x, room.y, ui->theme);
    if (!attract->surface)
        return;
    SDL_Point size = {attract->surface->w, attract->surface->h};
    const char *title = publication_title(attract->publication);
    enum region region = language_region(publication_language(attract->publication), ui_region());
    struct sheet_style style = {
        .font = {.size = (uint16_t)(ui_label_size(ui->width, ui->height) * 2),
                 .region = (uint8_t)region,
                 .bold = true},
        .ink = INK_HEADING,
        .align = wide ? ALIGN_START : ALIGN_CENTER,
    };
    sheet_open(&sheet, ui->metrics, ui->width, ui->height);
    struct box text = area;
    if (wide)
        text.width -= size.x + gap;
    else
        text.height -= size.y + gap;
    int32_t height = sheet_paragraph_height(&sheet, &style, text.width, title);
    height = height < text.height ? height : text.height;
    if (wide) {
        /* Both together stand in the middle. */
        int32_t width = sheet_line_width(&sheet, &style.font, title);
        int32_t spare = width < text.width ? text.width - width : 0;
        attract->place = (SDL_Point){area.x + spare / 2, area.y + (area.height - size.y) / 2};
        text.x = attract->place.x + size.x + gap;
        text.y += (area.height - height) / 2;
    } else {
        attract->place = (SDL_Point){(ui->width - size.x) / 2, area.y + (text.height - height) / 2};
        text.y = attract->place.y + size.y + gap;
    }
    text.height = height;
    sheet_paragraph(&sheet, &style, text, title);
    set_invitations(ui, &sheet);
    attract->page = sheet_close(&sheet);
}

static void attract_arrange(struct ui *ui, struct screen *screen)
{
    struct attract *attract = (struct attract *)screen;
    page_free(attract->page);
    attract->page = NULL;
    SDL_FreeSurface(attract->surface);
    attract->surface = NULL;
    if (attract->article)
        arrange_article(ui, attract);
    else
        arrange_cover(ui, attract);
    ui->stale = true;
}

static void attract_act(struct ui *ui, struct screen *screen, const struct action *action)
{
    /* visit.c does what there is to do. */
    (void)ui;
    (void)screen;
    (void)action;
}

static void attract_draw(struct ui *ui, struct screen *screen)
{
    struct attract *attract = (struct attract *)screen;
    SDL_Rect place = {attract->place.x, attract->place.y, 0, 0};
    struct painting painting = {.page = attract->page, .article = attract->article, .theme = ui->theme};
    if (!attract->page)
        return;
    ui_paint_at(ui, &painting);
    if (attract->surface)
        SDL_BlitSurface(attract->surface, NULL, ui->surface, &place);
}

static enum status attract_describe(struct ui *ui, struct screen *screen, struct buffer *out)
{
    struct attract *attract = (struct attract *)screen;
    uint32_t entry = attract->article ? attract->shown.entry : attract->cover;
    (void)ui;
    enum status status = buffer_print(out, "%s %s\n", attract->article ? "article" : "cover",
                                      bundle_name(attract->bundle, entry));
    return status || !attract->page ? status : page_lines(attract->page, out);
}

const struct screen_kind attract_kind = {
    .name = "attract",
    .free = attract_free,
    .arrange = attract_arrange,
    .act = attract_act,
    .draw = attract_draw,
    .describe = attract_describe,
};

static void go_on(const struct ui *ui, struct attract_cursor *cursor)
{
    cursor->item = 0;
    if (++cursor->volume >= ui->volumes.count)
        cursor->volume = 0;
}

static bool is_passed(const struct volume *volume)
{
    return volume->state != VOLUME_READY || volume->doubled;
}

/* To the next volume that can be opened, if there is one. */
static void pass_over(const struct ui *ui, struct attract_cursor *cursor)
{
    for (uint32_t i = 0; i < ui->volumes.count && is_passed(&ui->volumes.list[cursor->volume]); i++)
        go_on(ui, cursor);
}

/* The bundle of the volume at the cursor, or the one by itself that the ui has open. */
static bool open_bundle(struct ui *ui, const struct attract_cursor *cursor, struct attract *attract)
{
    const struct volume *volume =
        cursor->volume < ui->volumes.count ? &ui->volumes.list[cursor->volume] : NULL;
    attract->owned = volume && volume->state == VOLUME_READY && ui->volumes.open != cursor->volume;
    if (!attract->owned) {
        attract->bundle = ui->bundle;
        attract->publication = ui->publication;
        return ui->bundle;
    }
    attract->shown.path = strdup(volume->path);
    /* It may come to lie where the one before lay, whose pictures are kept by address. */
    canvas_forget(ui->canvas);
    /* They may be pulled out, replaced or over by now; the shelf tells of that, a picture does not. */
    return attract->shown.path && !volume_open(volume, &attract->bundle, NULL) &&
           !manifest_may_show(bundle_manifest(attract->bundle), ui->now.wall, "", NULL) &&
           !publication_open(attract->bundle, &attract->publication, NULL);
}

static bool is_article(const struct bundle *bundle, uint32_t entry)
{
    return entry != ENTRY_NONE && entry_is_article(bundle_kind(bundle, entry));
}

/* The article whose turn is `item`; ENTRY_NONE: there are not so many. */
static uint32_t article_at(struct attract *attract, uint32_t item)
{
    const char *list = bundle_manifest(attract->bundle)->attract;
    char path[LIMIT_ENTRY_NAME + 1];
    uint32_t found = 0;
    while (list && found < LIMIT_ATTRACT && (list = manifest_path(list, path))) {
        uint32_t entry = bundle_find(attract->bundle, path);
        if (is_article(attract->bundle, entry) && found++ == item)
            return entry;
    }
    /* Without any, where reading starts. */
    return found || item ? ENTRY_NONE : publication_home(attract->publication);
}

/* Chooses what is shown; false: nothing is left in this bundle. */
static bool choose(struct attract *attract, uint32_t item)
{
    attract->cover = publication_cover(attract->publication);
    attract->shown.entry = ENTRY_NONE;
    if (attract->cover != ENTRY_NONE && !item)
        return true;
    attract->shown.entry = article_at(attract, attract->cover != ENTRY_NONE ? item - 1 : item);
    return attract->shown.entry != ENTRY_NONE;
}

struct screen *attract_new(struct ui *ui, struct attract_cursor *cursor)
{
    struct attract *attract = calloc(1, sizeof *attract);
    if (!attract)
        return NULL;
    attract->screen.kind = &attract_kind;
    if (cursor->volume >= ui->volumes.count)
        cursor->volume = 0;
    pass_over(ui, cursor);
    /* Past the last picture of a bundle the next one's first comes at once. */
    bool there = open_bundle(ui, cursor, attract) && choose(attract, cursor->item);
    if (there)
        cursor->item++;
    else
        go_on(ui, cursor);
    if (there && attract->shown.entry != ENTRY_NONE)
        there = !article_open(attract->bundle, attract->shown.entry, &attract->article, NULL);
    if (there)
        attract_arrange(ui, &attract->screen);
    if (there && attract->page)
        return &attract->screen;
    attract_free(&attract->screen);
    return NULL;
}

struct attract_choice attract_take(struct screen *screen)
{
    struct attract *attract = (struct attract *)screen;
    struct attract_choice choice = attract->shown;
    attract->shown.path = NULL;
    return choice;
}

/* Opens the volume as the shelf does. */
static bool open_volume(struct ui *ui, const char *path)
{
    struct fault fault = {0};
    uint32_t index = 0;
    while (index < ui->volumes.count && strcmp(ui->volumes.list[index].path, path) != 0)
        index++;
    /* Gone meanwhile: there is the shelf. */
    if (index == ui->volumes.count)
        return false;
    struct volume *volume = &ui->volumes.list[index];
    if (!ui_open_volume(ui, index, &fault))
        return true;
    volume_break(volume, fault.sentence);
    /* What it stood for is on the shelf by itself. */
    twin_find_all(&ui->volumes);
    stick_tell(ui);
    ui_push(ui, message_new(volume->title, volume->reason ? volume->reason : "", false));
    return false;
}

void attract_follow(struct ui *ui, struct attract_choice *choice)
{
    struct fault fault = {0};
    bool opened = choice->path ? open_volume(ui, choice->path) : ui->bundle != NULL;
    /* The file may be another one by now. */
    bool there = opened && choice->entry < bundle_count(ui->bundle) && is_article(ui->bundle, choice->entry);
    if (there && choice->entry != publication_home(ui->publication) &&
        reading_go(ui, choice->entry, NULL, &fault))
        ui->stale = true;
    free(choice->path);
    choice->path = NULL;
}
