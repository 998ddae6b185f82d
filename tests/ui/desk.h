/* A reader on a table: real fonts, a real bundle, no window. Every function fails the test when something does. */
#ifndef TESTS_UI_DESK_H
#define TESTS_UI_DESK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ui/ui.h"

struct desk {
    char folder[64]; /* for bundles; removed at the end */
    char path[96];   /* of the bundle made last */
    struct fonts *fonts;
    const struct trust *trust; /* of the ui that desk_size makes */
    int32_t target;            /* the same */
    struct ui *ui;
    struct buffer text; /* what desk_text returned last */
};

/* cmocka's set-up and tear-down: a ui of 1280×800 without a bundle; *state is the desk. */
int desk_open(void **state);
int desk_close(void **state);

/* A new ui of that size in place of the one there is. */
void desk_size(struct desk *desk, int32_t width, int32_t height);

struct leaf {
    const char *name, *text; /* the list ends with a NULL name */
};

/* Makes a bundle of these entries, stored without compression, and opens it. */
void desk_bundle(struct desk *desk, const struct leaf *leaves);

/* The same without opening it; and breaks it: the only place in the file where `text` stands is damaged. */
void desk_write(struct desk *desk, const struct leaf *leaves);
void desk_damage(struct desk *desk, const char *text);

/* Adds a PNG of the surface (under 64 KB) to the bundle made last, before it is opened. */
void desk_picture(struct desk *desk, const char *name, SDL_Surface *surface);

/* Adds the search index of the bundle made last to it, before it is opened. */
void desk_index(struct desk *desk);

void desk_act(struct desk *desk, enum action_kind kind);
void desk_tap(struct desk *desk, int32_t x, int32_t y);

/* Idle time until nothing is left to do. */
void desk_idle(struct desk *desk);

/* ui_describe, after drawing. Valid until the next call. */
const char *desk_text(struct desk *desk);

/* What is shown holds this line; or a line that begins so. */
void desk_line(struct desk *desk, const char *line);
void desk_no_line(struct desk *desk, const char *line);
void desk_begins(struct desk *desk, const char *line);

/* A number out of "key NUMBER". */
uint64_t desk_number(struct desk *desk, const char *key);

/* A string of `text` repeated. To be freed. */
char *repeat(const char *text, size_t times);

#endif
