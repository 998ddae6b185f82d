#include "paint/cover.h"

#include "paint/image.h"
#include "paint/picture.h"

#define TIMES_MOST 2

SDL_Surface *cover_load(struct bundle *bundle, uint32_t entry, int32_t width, int32_t height,
                        enum theme theme)
{
    struct header header;
    SDL_Surface *surface = NULL;
    if (picture_header(bundle, entry, &header, NULL))
        return NULL;
    int64_t own_width = header_width(&header), own_height = header_height(&header);
    if (own_width < 1 || own_height < 1)
        return NULL;
    SDL_Point size = {width, (int)(width * own_height / own_width)};
    if (size.y > height)
        size = (SDL_Point){(int)(height * own_width / own_height), height};
    if (size.x > own_width * TIMES_MOST)
        size = (SDL_Point){(int)own_width * TIMES_MOST, (int)own_height * TIMES_MOST};
    size.x = size.x < 1 ? 1 : size.x;
    size.y = size.y < 1 ? 1 : size.y;
    return image_show(bundle, entry, size, theme, &surface) ? NULL : surface;
}
