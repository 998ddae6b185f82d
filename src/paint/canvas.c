#include "paint/canvas.h"

#include <stdlib.h>
#include <unicode/uchar.h>

#include "base/utf8.h"
#include "paint/atlas.h"
#include "paint/contrast.h"
#include "paint/gallery.h"
#include "paint/image.h"
#include "paint/png.h"

/* The side of the square in which `check` tries a picture: what matters is whether it decodes at all. */
#define TRIAL_SIDE 64
/* Rows of a page that are painted at once on its way into a file. */
#define PRINTED 100

struct canvas {
    struct fonts *fonts;
    struct atlas *atlas;
    struct gallery *gallery;
    uint64_t glyphs_drawn;
};

enum status canvas_new(struct fonts *fonts, struct canvas **out, struct fault *fault)
{
    *out = NULL;
    struct canvas *canvas = calloc(1, sizeof *canvas);
    if (!canvas || atlas_new(fonts_faces(fonts), &canvas->atlas) || gallery_new(&canvas->gallery)) {
        canvas_free(canvas);
        return fault_no_memory(fault);
    }
    canvas->fonts = fonts;
    *out = canvas;
    return STATUS_OK;
}

void canvas_free(struct canvas *canvas)
{
    if (!canvas)
        return;
    atlas_free(canvas->atlas);
    gallery_free(canvas->gallery);
    free(canvas);
}

void canvas_forget(struct canvas *canvas)
{
    gallery_forget(canvas->gallery);
    fonts_forget(canvas->fonts);
}

/* What is painted: the rows from `top` down. */
struct part {
    SDL_Surface *surface;
    int32_t top;
    enum theme theme;
};

static SDL_Rect rect_of(const struct box *box)
{
    return (SDL_Rect){box->x, box->y, box->width, box->height};
}

/* A hairline: a quarter of the way from the panel to quiet ink. */
static uint32_t hairline(enum theme theme)
{
    uint32_t panel = theme_color(theme, INK_PANEL), ink = theme_color(theme, INK_QUIET), out = 0;
    for (unsigned shift = 0; shift < 24; shift += 8)
        out |= ((panel >> shift & 0xFF) * 3 + (ink >> shift & 0xFF)) / 4 << shift;
    return out;
}

static void fill(const struct part *part, SDL_Rect box, uint32_t color)
{
    box.y -= part->top;
    blend_fill(part->surface, box, color);
}

static void draw_missing(const struct box *box, const struct part *part)
{
    SDL_Rect outer = rect_of(box), inner = {box->x + 1, box->y + 1, box->width - 2, box->height - 2};
    fill(part, outer, hairline(part->theme));
    if (inner.w > 0 && inner.h > 0)
        fill(part, inner, theme_color(part->theme, INK_PANEL));
}

/* One in other rows is not even decoded: more than the gallery holds would be, again for each part. */
static bool holds(const struct part *part, const struct box *box)
{
    return box->y < part->top + part->surface->h && box->y + box->height > part->top;
}

static enum status draw_picture(struct canvas *canvas, const struct article *article,
                                const struct page_picture *place, const struct part *part)
{
    SDL_Surface *picture;
    if (!holds(part, &place->box))
        return STATUS_OK;
    enum status status = gallery_find(canvas->gallery, article, place, part->theme, &picture);
    if (status)
        return status;
    if (picture) {
        struct pixels pixels = {picture->pixels, (uint32_t)picture->pitch, picture->w, picture->h};
        blend_copy(part->surface, place->box.x, place->box.y - part->top, &pixels);
    } else {
        draw_missing(&place->box, part);
    }
    return STATUS_OK;
}

/* 1/64 px → the nearest quarter. */
static int32_t to_quarters(fixed value)
{
    int32_t shifted = value + FIXED_ONE / 8;
    return shifted >= 0 ? shifted / (FIXED_ONE / 4) : -((-shifted + FIXED_ONE / 4 - 1) / (FIXED_ONE / 4));
}

static int32_t to_pixel(fixed value)
{
    int32_t shifted = value + FIXED_ONE / 2;
    return shifted >= 0 ? shifted / FIXED_ONE : -((-shifted + FIXED_ONE - 1) / FIXED_ONE);
}

/* Where the pen stands, px: along the line at quarters, where the face has those, which go into `look`. */
static int32_t pen_along(const struct glyph *glyph, struct cluster_look *look)
{
    if (!render_has_phases(glyph->face, look->stance))
        return to_pixel(glyph->x);
    int32_t quarters = to_quarters(glyph->x);
    look->phase = (uint8_t)((uint32_t)quarters % RENDER_PHASES);
    return (quarters - look->phase) / (int32_t)RENDER_PHASES;
}

static enum status draw_glyph(struct canvas *canvas, const struct run *run, const struct glyph *glyph,
                              uint32_t color, const struct part *part)
{
    struct atlas_glyph found;
    struct cluster_look look = {.text = run->text + glyph->begin,
                                .size = glyph->end - glyph->begin,
                                .face = glyph->face,
                                .font_size = run->font.size,
                                .stance = run->font.stance};
    char mirror[4];
    if (glyph->mirrored) {
        uint32_t code;
        utf8_decode(look.text, look.size, &code);
        look.text = mirror;
        look.size = (uint32_t)utf8_encode((uint32_t)u_charMirror((UChar32)code), mirror);
    }
    int32_t along = pen_along(glyph, &look), line = to_pixel(run->baseline);
    bool down = look.stance != STANCE_HORIZONTAL;
    enum status status = atlas_find(canvas->atlas, &look, &found);
    if (status || !found.pixels.data)
        return status;
    canvas->glyphs_drawn++;
    int32_t left = (down ? line : along) + found.left, top = (down ? along : line) + found.top - part->top;
    if (found.color)
        blend_color(part->surface, left, top, &found.pixels);
    else
        blend_coverage(part->surface, left, top, &found.pixels, color);
    return STATUS_OK;
}

/* What is behind the middle of the run: the page, or the last panel that was laid there. */
static enum ink ground_of(const struct page *page, const struct run *run)
{
    int32_t along = to_pixel(run->left / 2 + run->right / 2), line = to_pixel(run->baseline);
    int32_t middle = run->font.size * 38 / 100; /* of the em box, from the baseline */
    bool down = run->font.stance != STANCE_HORIZONTAL;
    SDL_Point point = {down ? line + middle : along, down ? along : line - middle};
    enum ink ground = INK_BACKGROUND;
    for (uint32_t i = 0; i < page->rule_count; i++) {
        SDL_Rect box = rect_of(&page->rules[i].box);
        if (page->rules[i].ink >= INK_BACKGROUND && SDL_PointInRect(&point, &box))
            ground = (enum ink)page->rules[i].ink;
    }
    return ground;
}

static uint32_t run_color(const struct page *page, const struct run *run, enum theme theme)
{
    uint32_t ink = theme_color(theme, run->ink);
    return run->color ? contrast_readable(run->color, theme_color(theme, ground_of(page, run)), ink) : ink;
}

/* Side of the square of points that are asked whether they lie on the disc, for each pixel. */
#define DOT_POINTS 4
#define DOT_MOST 64

static void draw_dot(const struct box *box, uint32_t color, const struct part *part)
{
    uint8_t coverage[DOT_MOST * DOT_MOST];
    int32_t side = box->width < DOT_MOST ? box->width : DOT_MOST, around = side * DOT_POINTS;
    for (int32_t y = 0; y < side; y++) {
        for (int32_t x = 0; x < side; x++) {
            int32_t points = 0;
            for (int32_t i = 0; i < DOT_POINTS * DOT_POINTS; i++) {
                /* Twice the distance from the middle, so that it is whole. */
                int32_t dx = 2 * (x * DOT_POINTS + i % DOT_POINTS) + 1 - around;
                int32_t dy = 2 * (y * DOT_POINTS + i / DOT_POINTS) + 1 - around;
                points += dx * dx + dy * dy <= around * around;
            }
            coverage[y * side + x] = (uint8_t)(points * 255 / (DOT_POINTS * DOT_POINTS));
        }
    }
    struct pixels pixels = {coverage, (uint32_t)side, side, side};
    blend_coverage(part->surface, box->x, box->y - part->top, &pixels, color);
}

static void draw_rule(const struct page_rule *rule, const struct part *part)
{
    if (rule->round)
        draw_dot(&rule->box, theme_color(part->theme, rule->ink), part);
    else
        fill(part, rect_of(&rule->box), theme_color(part->theme, rule->ink));
}

enum status canvas_rows(struct canvas *canvas, const struct page *page, const struct article *article,
                        enum theme theme, SDL_Surface *surface, int32_t top)
{
    const struct part part = {surface, top, theme};
    enum status status = STATUS_OK;
    blend_fill(surface, (SDL_Rect){0, 0, surface->w, surface->h}, theme_color(theme, INK_BACKGROUND));
    for (uint32_t i = 0; i < page->rule_count; i++)
        draw_rule(&page->rules[i], &part);
    for (uint32_t i = 0; i < page->picture_count && !status; i++)
        status = draw_picture(canvas, article, &page->pictures[i], &part);
    for (uint32_t i = 0; i < page->run_count && !status; i++) {
        const struct run *run = &page->runs[i];
        uint32_t color = run_color(page, run, theme);
        for (uint32_t j = 0; j < run->glyph_count && !status; j++)
            status = draw_glyph(canvas, run, &run->glyphs[j], color, &part);
    }
    return status;
}

enum status canvas_page(struct canvas *canvas, const struct page *page, const struct article *article,
                        enum theme theme, SDL_Surface *surface)
{
    return canvas_rows(canvas, page, article, theme, surface, 0);
}

/* A page on its way into a file. */
struct printing {
    struct canvas *canvas;
    const struct page *page;
    const struct article *article;
    enum theme theme;
    SDL_Surface *rows; /* the last ones */
};

static SDL_Surface *print_rows(void *data, int32_t top)
{
    struct printing *printing = data;
    int32_t left = printing->page->height - top;
    if (!printing->rows || left < printing->rows->h) {
        SDL_FreeSurface(printing->rows);
        printing->rows = SDL_CreateRGBSurfaceWithFormat(
            0, printing->page->width, left < PRINTED ? left : PRINTED, 32, SDL_PIXELFORMAT_XRGB8888);
    }
    bool failed = !printing->rows || canvas_rows(printing->canvas, printing->page, printing->article,
                                                 printing->theme, printing->rows, top);
    return failed ? NULL : printing->rows;
}

enum status canvas_write_page(struct canvas *canvas, const struct page *page, const struct article *article,
                              enum theme theme, const char *path, struct fault *fault)
{
    struct printing printing = {.canvas = canvas, .page = page, .article = article, .theme = theme};
    const struct png_picture picture = {page->width, page->height, print_rows, &printing};
    enum status status = png_write(&picture, path, fault);
    SDL_FreeSurface(printing.rows);
    return status;
}

static SDL_Surface *all_rows(void *data, int32_t top)
{
    (void)top;
    return data;
}

enum status canvas_write_png(SDL_Surface *surface, const char *path, struct fault *fault)
{
    const struct png_picture picture = {surface->w, surface->h, all_rows, surface};
    return png_write(&picture, path, fault);
}

enum status canvas_try_picture(struct bundle *bundle, uint32_t entry, struct fault *fault)
{
    SDL_Surface *surface = NULL;
    struct image_look look = {.width = TRIAL_SIDE, .height = TRIAL_SIDE, .ground = 0xFFFFFF};
    enum status status = image_load(bundle, entry, &look, &surface, fault);
    SDL_FreeSurface(surface);
    return status;
}

struct canvas_figures canvas_figures(const struct canvas *canvas)
{
    return (struct canvas_figures){.atlas_bytes = atlas_bytes(canvas->atlas),
                                   .picture_bytes = gallery_bytes(canvas->gallery),
                                   .glyphs_drawn = canvas->glyphs_drawn,
                                   .glyphs_rendered = atlas_rendered(canvas->atlas)};
}
