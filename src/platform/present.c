#include "platform/present.h"

#include <string.h>

#include "platform/rotate.h"

/* The dummy driver has no screen; its surface is the picture that tests look at. An X server's is memory that it shares with
 * the reader: a texture would only be a second copy of the picture. */
static bool has_surface(const char *driver, SDL_Window *window)
{
    uint32_t format = SDL_GetWindowPixelFormat(window);
    return !strcmp(driver, "dummy") || (!strcmp(driver, "x11") && (format == SDL_PIXELFORMAT_XRGB8888 ||
                                                                   format == SDL_PIXELFORMAT_ARGB8888));
}

void present_open(struct present *present, SDL_Window *window)
{
    const char *driver = SDL_GetCurrentVideoDriver();
    *present = (struct present){.window = window, .twice = !strncmp(driver, "KMSDRM", 6)};
    if (!has_surface(driver, window))
        present->renderer = SDL_CreateRenderer(window, -1, 0);
}

void present_close(struct present *present)
{
    if (present->texture)
        SDL_DestroyTexture(present->texture);
    if (present->renderer)
        SDL_DestroyRenderer(present->renderer);
    *present = (struct present){0};
}

void present_reset(struct present *present, int32_t width, int32_t height)
{
    if (present->texture)
        SDL_DestroyTexture(present->texture);
    present->texture = NULL;
    present->width = width;
    present->height = height;
}

static void copy(const struct present *present, SDL_Surface *picture, int rotation, struct pixels to)
{
    bool across = rotation == 90 || rotation == 270;
    if (!picture) {
        for (int32_t y = 0; y < present->height; y++)
            memset((unsigned char *)to.bytes + (size_t)y * to.pitch, 0, (size_t)present->width * 4);
    } else if (picture->w == (across ? present->height : present->width) &&
               picture->h == (across ? present->width : present->height)) {
        struct pixels from = {picture->pixels, (size_t)picture->pitch};
        rotate_picture(from, picture->w, picture->h, rotation, to);
    }
}

static bool show_texture(struct present *present, SDL_Surface *picture, int rotation)
{
    void *bytes;
    int pitch;
    if (!present->texture)
        present->texture = SDL_CreateTexture(present->renderer, SDL_PIXELFORMAT_ARGB8888,
                                             SDL_TEXTUREACCESS_STREAMING, present->width, present->height);
    if (!present->texture || SDL_LockTexture(present->texture, NULL, &bytes, &pitch))
        return false;
    copy(present, picture, rotation, (struct pixels){bytes, (size_t)pitch});
    SDL_UnlockTexture(present->texture);
    for (int frames = present->twice ? 2 : 1; frames; frames--) {
        if (SDL_RenderCopy(present->renderer, present->texture, NULL, NULL))
            return false;
        SDL_RenderPresent(present->renderer);
    }
    present->twice = false;
    return true;
}

static bool show_surface(struct present *present, SDL_Surface *picture, int rotation)
{
    SDL_Surface *surface = SDL_GetWindowSurface(present->window);
    if (!surface || surface->format->BytesPerPixel != 4)
        return false;
    /* Its new size is still to be told. */
    if (surface->w != present->width || surface->h != present->height)
        return true;
    copy(present, picture, rotation, (struct pixels){surface->pixels, (size_t)surface->pitch});
    return !SDL_UpdateWindowSurface(present->window);
}

bool present_show(struct present *present, SDL_Surface *picture, int rotation)
{
    return present->renderer ? show_texture(present, picture, rotation)
                             : show_surface(present, picture, rotation);
}
