#include "paint/qr.h"

#include <qrencode.h>

/* ISO/IEC 18004 §5.3.8: four modules of white on each side. */
#define QUIET 4
/* Large enough for a phone held at arm's length from the screen. */
#define MODULE_SIZE 6

static QRcode *encode(const char *address)
{
    return QRcode_encodeString8bit(address, 0, QR_ECLEVEL_M);
}

int qr_side(const char *address)
{
    QRcode *code = encode(address);
    int side = code ? (code->width + 2 * QUIET) * MODULE_SIZE : 0;
    QRcode_free(code);
    return side;
}

SDL_Surface *qr_draw(const char *address, int width, int height)
{
    SDL_Surface *surface = NULL;
    QRcode *code = encode(address);
    if (!code)
        return NULL;
    int modules = code->width + 2 * QUIET;
    int module = (width < height ? width : height) / modules;
    if (module < 1)
        goto out;
    surface = SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_ARGB8888);
    if (!surface)
        goto out;
    SDL_FillRect(surface, NULL, 0xFFFFFFFF);
    for (int y = 0; y < code->width; y++) {
        for (int x = 0; x < code->width; x++) {
            SDL_Rect square = {(width - modules * module) / 2 + (x + QUIET) * module,
                               (height - modules * module) / 2 + (y + QUIET) * module, module, module};
            if (code->data[y * code->width + x] & 1)
                SDL_FillRect(surface, &square, 0xFF000000);
        }
    }
out:
    QRcode_free(code);
    return surface;
}
