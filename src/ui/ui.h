/* The reader as a person meets it: a stack of screens (reading, contents, address, message, menu) that take actions and
 * draw themselves. Knows nothing of windows or devices. */
#ifndef UI_UI_H
#define UI_UI_H

#include "bundle/library.h"
#include "bundle/trust.h"
#include "layout/layout.h"
#include "paint/canvas.h"
#include "ui/action.h"
#include "ui/source.h"

struct ui_options {
    const struct trust
        *trust; /* only what these keys signed is opened; NULL: everything is. Outlives the ui */
    int32_t width, height;
    int32_t target;     /* px: what a finger hits is at least that high; 0: chosen from the screen's size */
    uint16_t font_size; /* px; 0: chosen from the screen's size */
    enum theme theme;
    bool
        turned; /* lines run down where the article would have them run across, and the other way round (V1) */
};

/* Now. */
struct ui_time {
    uint64_t ms;  /* since any moment; never goes back */
    int64_t wall; /* seconds since the epoch, UTC; it jumps when the clock is set */
};

struct ui;

/* What is done with the bundles of a stick: they are read where they are; whoever chooses one is asked whether to copy it; those that
 * are signed and newer than what the library has are copied by themselves, while nobody waits for anything else. */
enum import_policy { IMPORT_READ, IMPORT_OFFER, IMPORT_COPY };

struct import_options {
    enum import_policy policy;
    const char *folder;   /* the library */
    const char *editions; /* install.h; or NULL */
};

struct host;

enum status ui_new(struct fonts *fonts, const struct ui_options *options, struct ui **out,
                   struct fault *fault) MUST_USE;
void ui_free(struct ui *ui);

/* Says what stands behind the screens (host.h), which outlives the ui. Without it there is no way to the maintenance screen. */
void ui_host(struct ui *ui, const struct host *host);

/* How the reading screen of these options lays out the article, so that `dump` shows what the screen shows. */
struct style ui_style(const struct ui_options *options, const struct article *article);

/* Opens the bundle at its home page. One that holds other bundles is a shelf. A failure is shown on the screen as its
 * sentence; the ui goes on. */
void ui_open(struct ui *ui, const char *path);

/* Shows these bundles on a shelf (library.h), which is copied. STATUS_NO_MEMORY. */
enum status ui_shelf(struct ui *ui, const struct library *library, struct fault *fault) MUST_USE;

/* The handbook, and whatever else is a part of the program: opened as ui_open does, without asking for a signature. */
void ui_open_own(struct ui *ui, const char *path);

/* What there is to read has changed: these sources, in the order in which the shelf shows them, are all there is. What is read
 * goes on, unless it is on a stick that is gone. The list is copied; one stick's serial differs from another's.
 * STATUS_NO_MEMORY leaves the shelf as it was. */
enum status ui_sources(struct ui *ui, const struct source *list, uint32_t count,
                       struct fault *fault) MUST_USE;

/* Something is being copied from a stick, or is not any more: the shelf asks to leave it in. */
void ui_copying(struct ui *ui, bool copying);

/* Back to the start for the next reader: the shelf, or the bundle's home page. Nothing of the one before is left: places, history,
 * text size, colours, direction of lines, what was open, what was painted. */
void ui_reset(struct ui *ui);

/* Lets bundles be copied from sticks into the library; the strings are copied. STATUS_NO_MEMORY leaves it as it was. */
enum status ui_import(struct ui *ui, const struct import_options *options) MUST_USE;

/* For `render`: takes the opened bundle over (the ui closes it, also on failure) and shows `entry` from its first page. */
enum status ui_show(struct ui *ui, struct bundle *bundle, uint32_t entry, struct fault *fault) MUST_USE;

/* For `render`: turns to page `number` (from 0), laying out no further than to know whether another one follows, so that
 * the first page costs the same in an article of any length. STATUS_NOT_FOUND with a sentence when there is no such page;
 * the article's own faults come back as they are. */
enum status ui_turn(struct ui *ui, uint32_t number, struct fault *fault) MUST_USE;

/* For `render`: writes that page as a PNG (canvas.h), as ui_picture would show it. */
enum status ui_print(struct ui *ui, const char *path, struct fault *fault) MUST_USE;

/* False: the person asked to leave. */
bool ui_act(struct ui *ui, const struct action *action) MUST_USE;
void ui_resize(struct ui *ui, int32_t width, int32_t height);

/* Another screen: see struct ui_options. */
void ui_set_target(struct ui *ui, int32_t target);

/* Tells the time: before anything else, and at least once a second. */
void ui_tick(struct ui *ui, const struct ui_time *now);

/* Does one slice (a few milliseconds) of what can be done ahead: counts pages, paints the neighbours. False: nothing is
 * left to do, so the loop may sleep until the next event. */
bool ui_idle(struct ui *ui) MUST_USE;

/* Articles opened by somebody since ui_new, and not the one that the reader begins with, nor those gone back to. A number and
 * nothing else, for platform/usage.h. */
uint32_t ui_articles_opened(const struct ui *ui);

/* The picture to show, of the size last given; *changed says whether it differs from the last call's. Owned by the ui. */
SDL_Surface *ui_picture(struct ui *ui, bool *changed);

/* The dump of this stage, appended to `out`: the topmost screen's name on the first line, then what it shows, a line for
 * each title, page, row, button or line of text. */
enum status ui_describe(struct ui *ui, struct buffer *out) MUST_USE;

#endif
