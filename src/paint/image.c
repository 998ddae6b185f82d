#include "paint/image.h"

#include <SDL_image.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/messages.h"
#include "paint/jpeg.h"
#include "paint/picture.h"
#include "paint/png.h"
#include "paint/resample.h"

static const char *const TYPES[] = {[HEADER_GIF] = "GIF", [HEADER_WEBP] = "WEBP", [HEADER_BMP] = "BMP"};

/* ARGB8888 of any size, straight alpha. NULL: not decodable. */
static SDL_Surface *decode(const struct header *header, const struct buffer *bytes, uint32_t width,
                           uint32_t height, bool *damaged)
{
    SDL_Surface *surface;
    *damaged = false;
    if (header->format == HEADER_JPEG)
        return jpeg_decode(bytes->data, bytes->size, width, height, damaged);
    if (header->format == HEADER_PNG)
        return png_decode(bytes->data, bytes->size);
    SDL_RWops *source = SDL_RWFromConstMem(bytes->data, (int)bytes->size);
    if (!source)
        return NULL;
    if (header->format == HEADER_SVG) {
        surface = IMG_LoadSizedSVG_RW(source, (int)width, (int)height);
        SDL_RWclose(source);
    } else {
        surface = IMG_LoadTyped_RW(source, 1, TYPES[header->format]);
    }
    if (!surface || surface->format->format == SDL_PIXELFORMAT_ARGB8888)
        return surface;
    SDL_Surface *converted = SDL_ConvertSurfaceFormat(surface, SDL_PIXELFORMAT_ARGB8888, 0);
    SDL_FreeSurface(surface);
    return converted;
}

/* Lays the picture on its ground, in place; opaque afterwards. */
static void flatten(SDL_Surface *surface, uint32_t ground)
{
    for (int y = 0; y < surface->h; y++) {
        uint32_t *row = (uint32_t *)((uint8_t *)surface->pixels + (size_t)y * (size_t)surface->pitch);
        for (int x = 0; x < surface->w; x++) {
            uint32_t alpha = row[x] >> 24, out = 0xFF000000u;
            for (unsigned shift = 0; shift < 24 && alpha < 255; shift += 8) {
                uint32_t over = row[x] >> shift & 0xFF, under = ground >> shift & 0xFF;
                out |= ((over * alpha + under * (255 - alpha)) / 255) << shift;
            }
            if (alpha < 255)
                row[x] = out;
        }
    }
}

/* Where the pixel at x, y of what is shown lies in the picture as stored, for an Exif orientation. */
static size_t stored_at(uint8_t orientation, int32_t x, int32_t y, int32_t width, int32_t height)
{
    int32_t across = orientation >= 5 ? height : width; /* the stored width */
    switch (orientation) {
    case 2:
        return (size_t)y * across + (width - 1 - x);
    case 3:
        return (size_t)(height - 1 - y) * across + (width - 1 - x);
    case 4:
        return (size_t)(height - 1 - y) * across + x;
    case 5:
        return (size_t)x * across + y;
    case 6:
        return (size_t)(width - 1 - x) * across + y;
    case 7:
        return (size_t)(width - 1 - x) * across + (height - 1 - y);
    case 8:
        return (size_t)x * across + (height - 1 - y);
    default:
        return (size_t)y * across + x;
    }
}

/* Scales the decoded picture into a new surface of the wanted size, turned upright. NULL: no memory. */
static SDL_Surface *fit(SDL_Surface *decoded, uint8_t orientation, const struct image_look *look)
{
    size_t area = (size_t)look->width * (size_t)look->height;
    uint32_t *scaled = malloc(area * sizeof *scaled);
    SDL_Surface *surface =
        SDL_CreateRGBSurfaceWithFormat(0, look->width, look->height, 32, SDL_PIXELFORMAT_ARGB8888);
    struct resample job = {.in = decoded->pixels,
                           .in_pitch = (uint32_t)decoded->pitch,
                           .in_width = (uint32_t)decoded->w,
                           .in_height = (uint32_t)decoded->h,
                           .out = scaled,
                           .width = (uint32_t)(orientation >= 5 ? look->height : look->width),
                           .height = (uint32_t)(orientation >= 5 ? look->width : look->height)};
    if (!scaled || !surface || resample(&job)) {
        SDL_FreeSurface(surface);
        free(scaled);
        return NULL;
    }
    for (int32_t y = 0; y < look->height; y++) {
        uint32_t *row = (uint32_t *)((uint8_t *)surface->pixels + (size_t)y * (size_t)surface->pitch);
        for (int32_t x = 0; x < look->width; x++)
            row[x] = scaled[stored_at(orientation, x, y, look->width, look->height)];
    }
    free(scaled);
    return surface;
}

static void broken(struct bundle *bundle, uint32_t entry, struct fault *fault)
{
    fault_set(fault, STATUS_CORRUPT, _("The picture “%s” is damaged; put a sound copy into the bundle."),
              bundle_name(bundle, entry));
}

/* STATUS_CORRUPT: it cannot be decoded. */
static enum status make(const struct header *header, const struct buffer *bytes,
                        const struct image_look *look, SDL_Surface **out)
{
    bool damaged, turned = header->orientation >= 5;
    SDL_Surface *decoded = decode(header, bytes, (uint32_t)(turned ? look->height : look->width),
                                  (uint32_t)(turned ? look->width : look->height), &damaged);
    if (!decoded || (damaged && !look->lenient)) {
        SDL_FreeSurface(decoded);
        return STATUS_CORRUPT;
    }
    flatten(decoded, header->format == HEADER_JPEG ? look->missing : look->ground);
    *out = fit(decoded, header->orientation, look);
    SDL_FreeSurface(decoded);
    return *out ? STATUS_OK : STATUS_NO_MEMORY;
}

enum status image_load(struct bundle *bundle, uint32_t entry, const struct image_look *look,
                       SDL_Surface **out, struct fault *fault)
{
    struct header header;
    struct buffer bytes = {0};
    *out = NULL;
    enum status status = picture_header(bundle, entry, &header, fault);
    if (!status)
        status = entry_load(bundle, entry, LIMIT_PICTURE_SOURCE, &bytes, fault);
    if (status)
        goto out;
    status = make(&header, &bytes, look, out);
    if (status == STATUS_NO_MEMORY)
        fault_no_memory(fault);
    else if (status)
        broken(bundle, entry, fault);
out:
    buffer_free(&bytes);
    return status;
}

/* A bright picture on a dark page hurts the eyes: 85 % of its light is left. */
static void dim(SDL_Surface *surface)
{
    for (int y = 0; y < surface->h; y++) {
        uint32_t *row = (uint32_t *)((uint8_t *)surface->pixels + (size_t)y * (size_t)surface->pitch);
        for (int x = 0; x < surface->w; x++) {
            uint32_t odd = ((row[x] & 0xFF00FF) * 217 >> 8) & 0xFF00FF;
            uint32_t even = ((row[x] & 0x00FF00) * 217 >> 8) & 0x00FF00;
            row[x] = 0xFF000000u | odd | even;
        }
    }
}

/* On a dark page too, transparent pictures are made for light paper. */
static struct image_look look_of(SDL_Point size, enum theme theme)
{
    return (struct image_look){.width = size.x,
                               .height = size.y,
                               .ground = theme == THEME_NIGHT ? 0xFFFFFF : theme_color(theme, INK_BACKGROUND),
                               .missing = theme_color(theme, INK_PANEL),
                               .lenient = true};
}

enum status image_show(struct bundle *bundle, uint32_t entry, SDL_Point size, enum theme theme,
                       SDL_Surface **out)
{
    struct image_look look = look_of(size, theme);
    enum status status = image_load(bundle, entry, &look, out, NULL);
    if (*out && theme == THEME_NIGHT)
        dim(*out);
    return status;
}

enum status image_show_enclosed(const struct enclosed *enclosed, SDL_Point size, enum theme theme,
                                SDL_Surface **out)
{
    struct header header;
    struct image_look look = look_of(size, theme);
    const struct buffer bytes = {.data = (char *)enclosed->bytes, .size = enclosed->size};
    *out = NULL;
    if (!header_read(enclosed->bytes, enclosed->size, &header) || !header_allowed(&header))
        return STATUS_UNSUPPORTED;
    enum status status = make(&header, &bytes, &look, out);
    if (*out && theme == THEME_NIGHT)
        dim(*out);
    return status;
}
