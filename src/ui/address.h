/* A link that leads out of the bundle: its address as text and as a QR code, never opened. Private to ui/. */
#ifndef UI_ADDRESS_H
#define UI_ADDRESS_H

#include "ui/screen.h"

/* Copies the address. NULL: no memory. */
struct screen *address_new(const char *address);

#endif
