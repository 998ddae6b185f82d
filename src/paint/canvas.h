/* Pages → pixels: glyphs come from an own A8 atlas (colour glyphs from an ARGB one), and everything is blended on the
 * CPU into one surface that is then shown whole. */
#ifndef PAINT_CANVAS_H
#define PAINT_CANVAS_H

#include <SDL.h>

#include "layout/page.h"
#include "paint/fonts.h"

enum theme { THEME_DAY, THEME_SEPIA, THEME_NIGHT, THEME_COUNT };

struct canvas;

/* `fonts` must outlive the canvas. The canvas keeps the atlas and the decoded pictures of the last pages. */
enum status canvas_new(struct fonts *fonts, struct canvas **out, struct fault *fault) MUST_USE;
void canvas_free(struct canvas *canvas);

/* Forgets the decoded pictures and their sizes: call it when a bundle is closed, since another one may come to lie at its address. */
void canvas_forget(struct canvas *canvas);

/* The colour of a role as 0xRRGGBB. Text, links, headings and quiet text have at least 7:1 contrast (WCAG 2.1) on the page,
 * on a panel and on a mark, in every theme. */
uint32_t theme_color(enum theme theme, enum ink ink);

/* Fills `surface` (SDL_PIXELFORMAT_ARGB8888 or XRGB8888, the page's size) with the page. `article` is the one the page was
 * laid out from (its bundle holds the pictures); NULL for a page without pictures. A picture that cannot be decoded is
 * drawn as a quiet box. A run's own colour is drawn as it is where it has 7:1 on what is behind it; else as much lighter or
 * darker as that takes, or, being a gray, in its ink. Only STATUS_NO_MEMORY fails. */
enum status canvas_page(struct canvas *canvas, const struct page *page, const struct article *article,
                        enum theme theme, SDL_Surface *surface) MUST_USE;

/* The same, of the page's rows from `top` down as many as the surface has. */
enum status canvas_rows(struct canvas *canvas, const struct page *page, const struct article *article,
                        enum theme theme, SDL_Surface *surface, int32_t top) MUST_USE;

/* Whether the picture can be decoded, for `check`: the sentence names the entry. */
enum status canvas_try_picture(struct bundle *bundle, uint32_t entry, struct fault *fault) MUST_USE;

/* Writes the page as a PNG by temporary file and rename; "-" is standard output. Only some rows of its picture are there at a
 * time. */
enum status canvas_write_page(struct canvas *canvas, const struct page *page, const struct article *article,
                              enum theme theme, const char *path, struct fault *fault) MUST_USE;

/* Writes the surface so, for the tests. */
enum status canvas_write_png(SDL_Surface *surface, const char *path, struct fault *fault) MUST_USE;

/* For the tests and the benchmark. */
struct canvas_figures {
    size_t atlas_bytes, picture_bytes;
    uint64_t glyphs_drawn, glyphs_rendered; /* blended from the atlas; made by SDL2_ttf */
};
struct canvas_figures canvas_figures(const struct canvas *canvas);

#endif
