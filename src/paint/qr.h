/* QR codes of addresses that lie outside the bundle. Private to paint/. */
#ifndef PAINT_QR_H
#define PAINT_QR_H

#include <SDL.h>
#include <stdbool.h>

/* Side in px of the code at its own size, quiet zone included; 0 when the address is too long for any QR code. */
int qr_side(const char *address);

/* A new ARGB8888 surface, black on white; modules are whole pixels, centred with the quiet zone around them.
 * NULL: too long, too small a box for one pixel a module, or no memory. */
SDL_Surface *qr_draw(const char *address, int width, int height);

#endif
