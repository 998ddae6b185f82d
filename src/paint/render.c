#include "paint/render.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

#include "base/utf8.h"
#include "paint/choose.h"
#include "paint/coverage.h"
#include "paint/resample.h"
#include "paint/stand.h"

/* NUL-terminated for SDL2_ttf; a longer cluster than this is drawn only so far. */
#define TEXT_MOST 1024u

/* What HarfBuzz says about the cluster in 1/64 px. */
struct measure {
    fixed advance;
    fixed left;                 /* of the leftmost ink, at most 0 */
    fixed top;                  /* of the highest ink over the baseline */
    hb_codepoint_t glyph;       /* the last one */
    hb_glyph_extents_t extents; /* its own */
};

bool render_has_phases(uint16_t face, uint8_t stance)
{
    uint16_t plain = face & ~FACE_FITTED;
    return stance <= STANCE_SIDEWAYS && stance != STANCE_UPRIGHT && plain >= FACE_LATIN &&
           plain < FACE_SYMBOLS;
}

static bool measure_text(struct faces *faces, const struct cluster_look *look, bool down, struct measure *out)
{
    hb_font_t *font = faces_shaper(faces, look->face & ~FACE_FITTED, look->font_size);
    hb_buffer_t *buffer = hb_buffer_create();
    unsigned count = 0;
    fixed x = 0;
    *out = (struct measure){0};
    hb_buffer_add_utf8(buffer, look->text, (int)look->size, 0, (int)look->size);
    hb_buffer_set_language(buffer, hb_language_from_string("und", -1));
    hb_buffer_guess_segment_properties(buffer);
    if (down)
        hb_buffer_set_direction(buffer, HB_DIRECTION_TTB);
    if (font)
        hb_shape(font, buffer, NULL, 0);
    bool sound = font && hb_buffer_allocation_successful(buffer);
    const hb_glyph_info_t *glyphs = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, &count);
    for (unsigned i = 0; sound && i < count; i++) {
        hb_glyph_extents_t extents;
        if (hb_font_get_glyph_extents(font, glyphs[i].codepoint, &extents) && extents.width) {
            fixed left = x + positions[i].x_offset + extents.x_bearing;
            fixed top = positions[i].y_offset + extents.y_bearing;
            out->left = left < out->left ? left : out->left;
            out->top = top > out->top ? top : out->top;
            out->extents = extents;
        }
        out->glyph = glyphs[i].codepoint;
        x += positions[i].x_advance;
    }
    out->advance = x;
    hb_buffer_destroy(buffer);
    return sound;
}

static int32_t floor_pixel(int64_t value)
{
    return (int32_t)(value >= 0 ? value / FIXED_ONE : -((-value + FIXED_ONE - 1) / FIXED_ONE));
}

/* SDL2_ttf shapes what it is told to be; by default nothing joins and all runs to the right. */
static void set_script(TTF_Font *font, const char *text, size_t size)
{
    hb_script_t script = HB_SCRIPT_COMMON;
    for (size_t at = 0; at < size && (script == HB_SCRIPT_COMMON || script == HB_SCRIPT_INHERITED);) {
        uint32_t code;
        at += utf8_decode(text + at, size - at, &code);
        script = hb_unicode_script(hb_unicode_funcs_get_default(), code);
    }
    char name[5] = "";
    hb_tag_to_string(hb_script_to_iso15924_tag(script), name);
    TTF_SetFontScriptName(font, name);
    TTF_SetFontDirection(font, hb_script_get_horizontal_direction(script) == HB_DIRECTION_RTL
                                   ? TTF_DIRECTION_RTL
                                   : TTF_DIRECTION_LTR);
}

/* SDL2_ttf moves the pen right when ink reaches left of it, and the baseline down when ink reaches above the face's
 * ascent. */
static void draw_text(struct faces *faces, TTF_Font *font, const struct cluster_look *look, uint16_t dpi,
                      struct drawing *out)
{
    static const SDL_Color WHITE = {255, 255, 255, 255};
    char text[TEXT_MOST + 1];
    uint32_t code;
    struct measure measure;
    int left = 0, top = 0;
    size_t size = look->size <= TEXT_MOST ? look->size : utf8_whole(look->text, TEXT_MOST);
    memcpy(text, look->text, size);
    text[size] = '\0';
    set_script(font, text, size);
    if (utf8_decode(text, size, &code) == size) {
        out->surface = TTF_RenderGlyph32_Blended(font, code, WHITE);
        TTF_GlyphMetrics32(font, code, &left, NULL, NULL, &top, NULL);
    } else if (measure_text(faces, look, false, &measure)) {
        out->surface = TTF_RenderUTF8_Blended(font, text, WHITE);
        left = floor_pixel((int64_t)measure.left * dpi / FACE_DPI);
        top = -floor_pixel(-measure.top);
    }
    int ascent = TTF_FontAscent(font);
    out->pen = left < 0 ? -left : 0;
    out->baseline = top > ascent ? top : ascent;
}

/* The density across at which the cluster comes out as wide as its advance. */
static uint16_t fitted_dpi(struct faces *faces, const struct cluster_look *look)
{
    struct measure measure;
    struct fit fit = {.face = look->face, .font_size = look->font_size};
    uint32_t one = (uint32_t)utf8_decode(look->text, look->size, &fit.code);
    if (!measure_text(faces, look, false, &measure) || measure.advance <= 0)
        return FACE_DPI;
    fit.count = look->size / one;
    fit.natural = measure.advance;
    return (uint16_t)((choose_fitted(&fit) * (int32_t)FACE_DPI + fit.natural / 2) / fit.natural);
}

static enum status render_text(struct faces *faces, const struct cluster_look *look, uint16_t dpi,
                               struct bitmap *out)
{
    struct drawing drawing = {0};
    bool phases = render_has_phases(look->face, look->stance);
    if (phases)
        dpi = (uint16_t)(dpi * RENDER_PHASES);
    TTF_Font *font = faces_drawer(faces, look->face & ~FACE_FITTED, look->font_size, dpi);
    if (!font)
        return STATUS_OK;
    draw_text(faces, font, look, dpi, &drawing);
    if (!drawing.surface)
        return STATUS_OK;
    enum status status =
        coverage_take(&drawing, phases ? (int32_t)RENDER_PHASES : 1, phases ? look->phase : 0, out);
    SDL_FreeSurface(drawing.surface);
    return status;
}

/* In place: the colour glyphs come with straight alpha. */
static void premultiply(SDL_Surface *surface)
{
    for (int32_t y = 0; y < surface->h; y++) {
        uint32_t *row = (uint32_t *)((uint8_t *)surface->pixels + (size_t)y * surface->pitch);
        for (int32_t x = 0; x < surface->w; x++) {
            uint32_t alpha = row[x] >> 24, pixel = row[x];
            uint32_t red = (pixel >> 16 & 0xFF) * alpha / 255, green = (pixel >> 8 & 0xFF) * alpha / 255;
            row[x] = alpha << 24 | red << 16 | green << 8 | (pixel & 0xFF) * alpha / 255;
        }
    }
}

/* The emoji come at one size of 136 × 128 px each, and are scaled to 1 em of width. */
#define EMOJI_WIDTH 136

static enum status render_emoji(struct faces *faces, const struct cluster_look *look, struct bitmap *out)
{
    struct drawing drawing = {0};
    enum status status = STATUS_OK;
    TTF_Font *font = faces_drawer(faces, FACE_EMOJI, look->font_size, FACE_DPI);
    if (!font)
        return STATUS_OK;
    draw_text(faces, font, look, FACE_DPI, &drawing);
    SDL_Surface *surface = drawing.surface;
    if (!surface || surface->w < 1 || surface->h < 1 || !look->font_size)
        goto out;
    premultiply(surface);
    int32_t pictures = (surface->w + EMOJI_WIDTH / 2) / EMOJI_WIDTH;
    out->width = look->font_size * (pictures > 0 ? pictures : 1);
    out->height = (int32_t)((int64_t)out->width * surface->h / surface->w);
    out->height = out->height > 0 ? out->height : 1;
    out->top = -(look->font_size * 88 / 100) + (look->font_size - out->height) / 2;
    out->color = true;
    out->bytes = malloc((size_t)out->width * (size_t)out->height * 4);
    struct resample job = {.in = surface->pixels,
                           .in_pitch = (uint32_t)surface->pitch,
                           .in_width = (uint32_t)surface->w,
                           .in_height = (uint32_t)surface->h,
                           .out = (uint32_t *)out->bytes,
                           .width = (uint32_t)out->width,
                           .height = (uint32_t)out->height};
    status = out->bytes ? resample(&job) : STATUS_NO_MEMORY;
out:
    SDL_FreeSurface(surface);
    return status;
}

static void put_digits(struct faces *faces, const char *digits, uint16_t size, int32_t y, struct bitmap *box)
{
    struct bitmap digit;
    int32_t advance = (size + 1) / 2, x = (box->width - advance * (int32_t)strlen(digits)) / 2;
    for (; *digits; digits++, x += advance) {
        struct cluster_look look = {.text = digits, .size = 1, .face = FACE_MONO, .font_size = size};
        digit = (struct bitmap){0};
        if (!render_text(faces, &look, FACE_DPI, &digit) && digit.bytes) {
            for (int32_t i = 0; i < digit.width * digit.height; i++) {
                int32_t to_x = x + digit.left + i % digit.width, to_y = y + digit.top + i / digit.width;
                if (to_x >= 0 && to_x < box->width && to_y >= 0 && to_y < box->height)
                    box->bytes[to_y * box->width + to_x] = digit.bytes[i];
            }
        }
        free(digit.bytes);
    }
}

/* The code point's hexadecimal number in two rows, in a frame. */
static enum status render_box(struct faces *faces, const struct cluster_look *look, struct bitmap *out)
{
    char digits[8], row[8] = "";
    uint32_t code;
    int32_t em = look->font_size;
    utf8_decode(look->text, look->size, &code);
    int half = snprintf(digits, sizeof digits, code > 0xFFFF ? "%06X" : "%04X", (unsigned)code) / 2;
    *out = (struct bitmap){.left = em / 16, .top = -(em * 84 / 100), .width = em - 2 * (em / 16)};
    out->height = em * 92 / 100;
    if (out->width < 1 || out->height < 1)
        return STATUS_OK;
    out->bytes = calloc((size_t)out->width, (size_t)out->height);
    if (!out->bytes)
        return STATUS_NO_MEMORY;
    for (int32_t y = 0; y < out->height; y++) {
        for (int32_t x = 0; x < out->width; x++) {
            if (x == 0 || y == 0 || x == out->width - 1 || y == out->height - 1)
                out->bytes[y * out->width + x] = 160;
        }
    }
    uint16_t size = (uint16_t)(em * 44 / 100);
    memcpy(row, digits, (size_t)half);
    if (size >= 6) {
        put_digits(faces, row, size, out->height * 46 / 100, out);
        put_digits(faces, digits + half, size, out->height * 88 / 100, out);
    }
    return STATUS_OK;
}

static enum status render_across(struct faces *faces, const struct cluster_look *look, struct bitmap *out)
{
    if (look->face == FACE_BOX)
        return render_box(faces, look, out);
    if (look->face == FACE_EMOJI)
        return render_emoji(faces, look, out);
    return render_text(faces, look, look->face & FACE_FITTED ? fitted_dpi(faces, look) : FACE_DPI, out);
}

/* The form that a font has for vertical lines: in the middle of its em box, 0.88 em over the baseline, as the em box of
 * the usual form is. False: it has none. */
static bool render_form(struct faces *faces, const struct cluster_look *look, struct bitmap *out,
                        enum status *status)
{
    static const SDL_Color WHITE = {255, 255, 255, 255};
    struct measure across, down;
    char text[TEXT_MOST + 1];
    if (look->face >= FACE_LATIN || look->size > TEXT_MOST || !measure_text(faces, look, false, &across) ||
        !measure_text(faces, look, true, &down) || across.glyph == down.glyph)
        return false;
    TTF_Font *font = faces_drawer(faces, look->face, look->font_size, FACE_DPI);
    if (!font)
        return false;
    memcpy(text, look->text, look->size);
    text[look->size] = '\0';
    TTF_SetFontScriptName(font, "Hani");
    TTF_SetFontDirection(font, TTF_DIRECTION_TTB);
    struct drawing drawing = {.surface = TTF_RenderUTF8_Blended(font, text, WHITE)};
    if (!drawing.surface)
        return false;
    /* Where SDL2_ttf puts it in the surface does not matter: the ink is the glyph's own. */
    *status = coverage_take(&drawing, 1, 0, out);
    SDL_FreeSurface(drawing.surface);
    out->left = floor_pixel(down.extents.x_bearing);
    out->top = -floor_pixel(down.extents.y_bearing + FIXED_ONE - 1);
    stand_upright(out, look->font_size, FIXED(look->font_size));
    return true;
}

/* Dashes and the like, which lie along the line, and for which the font has no vertical form. */
static bool lies_along(const struct cluster_look *look)
{
    uint32_t code;
    utf8_decode(look->text, look->size, &code);
    return code >= 0x80 && !u_isalnum((UChar32)code) &&
           u_getIntPropertyValue((UChar32)code, UCHAR_VERTICAL_ORIENTATION) == U_VO_ROTATED;
}

static enum status render_upright(struct faces *faces, const struct cluster_look *look, struct bitmap *out)
{
    struct measure measure = {.advance = FIXED(look->font_size)};
    enum status status = STATUS_OK;
    if (render_form(faces, look, out, &status))
        return status;
    status = render_across(faces, look, out);
    if (!status && lies_along(look)) {
        status = stand_turn(out);
        stand_centred(out, look->font_size);
        return status;
    }
    if (look->face < FACE_COUNT && look->face != FACE_EMOJI)
        measure_text(faces, look, false, &measure);
    stand_upright(out, look->font_size, measure.advance);
    return status;
}

/* A number in one em: squeezed when it is wider. */
static enum status render_combined(struct faces *faces, const struct cluster_look *look, struct bitmap *out)
{
    struct measure measure;
    fixed em = FIXED(look->font_size);
    uint16_t dpi = FACE_DPI;
    if (!measure_text(faces, look, false, &measure))
        return STATUS_OK;
    if (measure.advance > 0 && measure.advance > em) {
        dpi = (uint16_t)((int64_t)FACE_DPI * em / measure.advance);
        measure.advance = em;
    }
    enum status status = render_text(faces, look, dpi, out);
    stand_upright(out, look->font_size, measure.advance);
    return status;
}

static enum status render_by_stance(struct faces *faces, const struct cluster_look *look, struct bitmap *out)
{
    enum status status;
    switch ((enum stance)look->stance) {
    case STANCE_UPRIGHT:
        return render_upright(faces, look, out);
    case STANCE_COMBINED:
        return look->face == FACE_BOX || look->face == FACE_EMOJI ? render_upright(faces, look, out)
                                                                  : render_combined(faces, look, out);
    case STANCE_SIDEWAYS:
        status = render_across(faces, look, out);
        return status ? status : stand_turn(out);
    default:
        return render_across(faces, look, out);
    }
}

enum status render_cluster(struct faces *faces, const struct cluster_look *look, struct bitmap *out)
{
    *out = (struct bitmap){0};
    if (look->face == FACE_BLANK || !look->size)
        return STATUS_OK;
    enum status status = render_by_stance(faces, look, out);
    if (status) {
        free(out->bytes);
        *out = (struct bitmap){0};
    }
    return status;
}
