#include "ui/ui.h"

#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "document/language.h"
#include "paint/row.h"
#include "ui/drag.h"
#include "ui/dress.h"
#include "ui/frame.h"
#include "ui/importer.h"
#include "ui/reading.h"
#include "ui/search.h"
#include "ui/visit.h"

#define FONT_LEAST 12u
#define FONT_MOST 96u
#define WIDTH_LEAST 240
#define HEIGHT_LEAST 160
#define SIDE_MOST 8192

static int32_t clamp(int32_t value, int32_t least, int32_t most)
{
    return value < least ? least : value > most ? most : value;
}

static int32_t short_side(int32_t width, int32_t height)
{
    return width < height ? width : height;
}

/* 24 px at 1280×800: about 4.8 mm of character on a 10-inch panel, what EN 301 549 asks of a closed display. */
uint16_t ui_label_size(int32_t width, int32_t height)
{
    return (uint16_t)clamp((short_side(width, height) * 3 + 50) / 100, 16, 72);
}

uint16_t ui_folio_size(int32_t width, int32_t height)
{
    return (uint16_t)clamp(ui_label_size(width, height) * 2 / 3, 12, 48);
}

int32_t ui_margin(int32_t width, int32_t height)
{
    return clamp(width / 20, ui_label_size(width, height) / 2, 4 * ui_label_size(width, height));
}

uint16_t ui_text_size(const struct ui *ui)
{
    int32_t most = clamp(short_side(ui->width, ui->height) / 12, FONT_LEAST, FONT_MOST);
    return (uint16_t)clamp(ui->font_size, FONT_LEAST, most);
}

const char *ui_language(void)
{
    /* Translators: the BCP 47 tag of your translation: zh-Hans, zh-Hant, ja, ko, … It chooses the forms of Han characters. */
    return _("en");
}

enum region ui_region(void)
{
    const char *tag = ui_language();
    if (!strcmp(tag, "zh-Hant"))
        return REGION_TC;
    return !strcmp(tag, "ja") ? REGION_JP : !strcmp(tag, "ko") ? REGION_KR : REGION_SC;
}

struct style ui_style(const struct ui_options *options, const struct article *article)
{
    int32_t band = dress_band(options->width, options->height);
    return (struct style){
        .width = options->width,
        .height = options->height,
        .top = band,
        .bottom = band,
        .font_size = options->font_size ? options->font_size : ui_label_size(options->width, options->height),
        .vertical = article_vertical(article) != (options->turned && ui_may_turn(article)),
        .hanging = article_hanging(article),
    };
}

bool ui_may_turn(const struct article *article)
{
    return language_is_east_asian(article_language(article));
}

/* SDL would write all of its pixels; this takes memory only when it is painted, which `render` never does. */
static SDL_Surface *surface_new(int32_t width, int32_t height)
{
    void *pixels = calloc((size_t)width * (size_t)height, 4);
    SDL_Surface *surface = pixels ? SDL_CreateRGBSurfaceWithFormatFrom(pixels, width, height, 32, width * 4,
                                                                       SDL_PIXELFORMAT_XRGB8888)
                                  : NULL;
    if (!surface)
        free(pixels);
    return surface;
}

static void surface_free(SDL_Surface *surface)
{
    if (surface)
        free(surface->pixels);
    SDL_FreeSurface(surface);
}

enum status ui_new(struct fonts *fonts, const struct ui_options *options, struct ui **out,
                   struct fault *fault)
{
    struct ui *ui = calloc(1, sizeof *ui);
    if (!ui)
        return fault_no_memory(fault);
    ui->metrics = fonts_metrics(fonts);
    ui->width = clamp(options->width, WIDTH_LEAST, SIDE_MOST);
    ui->height = clamp(options->height, HEIGHT_LEAST, SIDE_MOST);
    ui->font_size = options->font_size ? (uint16_t)clamp(options->font_size, FONT_LEAST, FONT_MOST)
                                       : ui_label_size(ui->width, ui->height);
    ui->target = options->target;
    ui->theme = options->theme;
    ui->first_size = ui->font_size;
    ui->first_theme = ui->theme;
    ui->volumes.trust = options->trust;
    ui->volumes.open = ui->volumes.wanted = VOLUME_NONE;
    ui->screens[0] = reading_new();
    ui->depth = 1;
    ui->stale = true;
    for (uint32_t i = 0; i < FRAMES; i++)
        ui->frames[i].number = PAGE_NONE;
    ui->surface = surface_new(ui->width, ui->height);
    enum status status = canvas_new(fonts, &ui->canvas, fault);
    if (!status && (!ui->screens[0] || !ui->surface))
        status = fault_no_memory(fault);
    if (status) {
        ui_free(ui);
        return status;
    }
    *out = ui;
    return STATUS_OK;
}

void ui_free(struct ui *ui)
{
    if (!ui)
        return;
    visit_free(ui);
    ui_pop_all(ui);
    search_forget(ui);
    drag_end(ui);
    frame_clear_all(ui);
    surface_free(ui->surface);
    if (ui->screens[0])
        ui->screens[0]->kind->free(ui->screens[0]);
    publication_free(ui->publication);
    bundle_close(ui->bundle);
    importer_free(ui->importer);
    volumes_free(&ui->volumes);
    canvas_free(ui->canvas);
    free(ui->path);
    free(ui);
}

static struct screen *top(struct ui *ui)
{
    return ui->screens[ui->depth - 1];
}

void ui_put(struct ui *ui, uint32_t index, struct screen *screen)
{
    if (!screen)
        return;
    if (ui->depth == SCREENS_MOST) {
        screen->kind->free(screen);
        return;
    }
    drag_end(ui);
    struct screen **place = ui->screens + index;
    memmove(place + 1, place, (ui->depth - index) * sizeof *place);
    *place = screen;
    ui->depth++;
    screen->kind->arrange(ui, screen);
    ui->stale = true;
}

void ui_push(struct ui *ui, struct screen *screen)
{
    ui_put(ui, ui->depth, screen);
}

void ui_pop(struct ui *ui)
{
    if (ui->depth < 2)
        return;
    struct screen *screen = ui->screens[--ui->depth];
    screen->kind->free(screen);
    ui->stale = true;
}

void ui_pop_all(struct ui *ui)
{
    while (ui->depth > 1)
        ui_pop(ui);
}

enum status ui_turn(struct ui *ui, uint32_t number, struct fault *fault)
{
    return reading_turn(ui, number, fault);
}

enum status ui_print(struct ui *ui, const char *path, struct fault *fault)
{
    const struct page *page = ui->frames[0].page;
    return page ? canvas_write_page(ui->canvas, page, reading_article(ui), ui->theme, path, fault)
                : fault_no_memory(fault);
}

void ui_arrange(struct ui *ui)
{
    drag_end(ui);
    /* From the top down: a reading screen that fails puts a message over the others. */
    for (uint32_t i = ui->depth; i > 0; i--)
        ui->screens[i - 1]->kind->arrange(ui, ui->screens[i - 1]);
    visit_arrange(ui);
    ui->stale = true;
}

void ui_resize(struct ui *ui, int32_t width, int32_t height)
{
    width = clamp(width, WIDTH_LEAST, SIDE_MOST);
    height = clamp(height, HEIGHT_LEAST, SIDE_MOST);
    if (width == ui->width && height == ui->height)
        return;
    SDL_Surface *surface = surface_new(width, height);
    /* Without memory for a new picture the old one stays: the window shows it as far as it goes. */
    if (!surface)
        return;
    surface_free(ui->surface);
    ui->surface = surface;
    ui->width = width;
    ui->height = height;
    ui_arrange(ui);
}

void ui_set_target(struct ui *ui, int32_t target)
{
    if (target == ui->target)
        return;
    ui->target = target;
    ui_arrange(ui);
}

void ui_tick(struct ui *ui, const struct ui_time *now)
{
    bool second = now->ms / 1000 != ui->now.ms / 1000;
    ui->now = *now;
    if (lock_pass(&ui->lock, now->ms))
        ui_keep_lock(ui);
    if (second && top(ui)->kind->tick)
        top(ui)->kind->tick(ui, top(ui));
    visit_tick(ui);
}

bool ui_idle(struct ui *ui)
{
    for (uint32_t i = ui->depth; i > 0; i--) {
        const struct screen_kind *kind = ui->screens[i - 1]->kind;
        if (kind->idle && kind->idle(ui, ui->screens[i - 1]))
            return true;
    }
    return importer_idle(ui);
}

void ui_paint(struct ui *ui, const struct page *page, int32_t y)
{
    const struct painting painting = {
        .page = page, .article = reading_article(ui), .y = y, .theme = ui->theme};
    ui_paint_at(ui, &painting);
}

void ui_paint_at(struct ui *ui, const struct painting *painting)
{
    const struct page *page = painting->page;
    SDL_Surface *shown = ui->surface;
    frame_again(&ui->frames[0]);
    uint32_t *corner = surface_row(shown, painting->y) + painting->x;
    SDL_Surface *part = SDL_CreateRGBSurfaceWithFormatFrom(corner, page->width, page->height, 32,
                                                           shown->pitch, SDL_PIXELFORMAT_XRGB8888);
    /* Out of memory: the picture before stays, which is the most that can be shown then. */
    if (part && canvas_page(ui->canvas, page, painting->article, painting->theme, part))
        ui->stale = true;
    SDL_FreeSurface(part);
}

static void draw_screens(struct ui *ui)
{
    uint32_t base = ui->depth - 1;
    while (base && ui->screens[base]->kind->overlay)
        base--;
    for (uint32_t i = base; i < ui->depth; i++)
        ui->screens[i]->kind->draw(ui, ui->screens[i]);
}

uint32_t ui_articles_opened(const struct ui *ui)
{
    return ui->opened;
}

SDL_Surface *ui_picture(struct ui *ui, bool *changed)
{
    struct screen *over = visit_screen(ui);
    *changed = ui->stale;
    if (ui->stale) {
        ui->stale = false;
        if (!over || over->kind->overlay)
            draw_screens(ui);
        if (over)
            over->kind->draw(ui, over);
    }
    return visit_picture(ui, ui->drag.picture ? ui->drag.picture : ui->surface, *changed);
}

enum status ui_describe(struct ui *ui, struct buffer *out)
{
    struct screen *screen = visit_screen(ui) ? visit_screen(ui) : top(ui);
    enum status status = buffer_print(out, "screen %s\n", screen->kind->name);
    return status ? status : screen->kind->describe(ui, screen, out);
}
