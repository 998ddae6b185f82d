/* Where bundles come from: the library of the board, and each stick that is plugged in. */
#ifndef UI_SOURCE_H
#define UI_SOURCE_H

#include "bundle/library.h"

struct source {
    const struct library *library; /* its bundles; NULL: none can be read */
    const char *stick;             /* what people call the stick that they are on; NULL: they are on none */
    const char *problem;           /* why the stick cannot be read, a sentence; NULL: it can */
    uint64_t serial;               /* another one: another stick, though its files have the same paths */
    bool held;                     /* the stick must not be pulled out now: it is written to */
    bool own;                      /* a part of this program, of which no signature is asked */
};

#endif
