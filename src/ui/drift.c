#include "ui/drift.h"

#define STEP_MS (3 * 60 * 1000)
#define SIDE (2 * DRIFT_MOST + 1)
#define PLACES (SIDE * SIDE)

void drift_free(struct drift *drift)
{
    SDL_FreeSurface(drift->surface);
    *drift = (struct drift){0};
}

/* Row by row as an ox ploughs, so that each place is next to the one before; from the middle on. */
static SDL_Point offset_at(uint64_t ms)
{
    uint64_t step = (ms / STEP_MS + PLACES / 2) % (2 * PLACES);
    int place = step < PLACES ? (int)step : (int)(2 * PLACES - 1 - step);
    int row = place / SIDE, column = place % SIDE;
    return (SDL_Point){(row % 2 ? SIDE - 1 - column : column) - DRIFT_MOST, row - DRIFT_MOST};
}

bool drift_tick(struct drift *drift, uint64_t ms)
{
    SDL_Point offset = offset_at(ms);
    bool moved = offset.x != drift->offset.x || offset.y != drift->offset.y;
    drift->offset = offset;
    return moved;
}

SDL_Surface *drift_picture(struct drift *drift, SDL_Surface *picture, bool changed)
{
    SDL_Surface *surface = drift->surface;
    if (surface && (surface->w != picture->w || surface->h != picture->h)) {
        SDL_FreeSurface(surface);
        surface = NULL;
    }
    if (surface && !changed)
        return surface;
    if (!surface)
        surface = SDL_CreateRGBSurfaceWithFormat(0, picture->w, picture->h, 32, SDL_PIXELFORMAT_XRGB8888);
    drift->surface = surface;
    if (!surface)
        return picture;
    SDL_Rect place = {drift->offset.x, drift->offset.y, 0, 0};
    SDL_FillRect(surface, NULL, *(const Uint32 *)picture->pixels);
    SDL_BlitSurface(picture, NULL, surface, &place);
    return surface;
}
