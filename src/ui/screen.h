/* The stack of screens and what they share. Private to ui/.
 *
 * The lowest screen is the reading screen and is always there; contents, address, message, picture and menu stand over it.
 * A screen that takes itself off the stack is freed at once: it must return right after. */
#ifndef UI_SCREEN_H
#define UI_SCREEN_H

#include "base/buffer.h"
#include "document/publication.h"
#include "ui/history.h"
#include "ui/lock.h"
#include "ui/ui.h"
#include "ui/volume.h"

#define SCREENS_MOST 8u
/* The page shown, and its neighbours painted ahead. */
#define FRAMES 3u
#define PAGE_NONE UINT32_MAX

enum frame_state { FRAME_EMPTY, FRAME_PAINTED, FRAME_FAILED };

/* frames[0] is what is shown; `page` is what was painted there for the reading screen. */
struct frame {
    struct page *page;
    struct squeezed
        *ahead;      /* a neighbour's picture, when it is painted; what is shown is in the ui's surface */
    uint32_t number; /* of the page, or PAGE_NONE */
    enum frame_state state;
};

/* A finger that moves the page (drag.h). */
struct drag {
    SDL_Surface *picture; /* NULL: there is none */
    bool upright;         /* the page moves up and down */
    int32_t way;          /* px, to the right or down */
};

struct screen;

struct screen_kind {
    const char *name;
    bool overlay; /* drawn over the screen below instead of in place of it */
    bool apart;   /* not about the bundle that is open: it stays when that is closed */
    bool
        own; /* it and what stands over it are given every action: no key leads from there to somewhere else */
    bool
        types; /* a key that types a character does so and nothing else; Left and Right, a wheel and a knob come as ACTION_LEFT and ACTION_RIGHT */
    void (*free)(struct screen *screen);
    /* Makes the screen anew after a change of size, text size, theme or of what stands behind it. */
    void (*arrange)(struct ui *ui, struct screen *screen);
    void (*act)(struct ui *ui, struct screen *screen, const struct action *action);
    /* One slice of work; false: none left. NULL: never any. */
    bool (*idle)(struct ui *ui, struct screen *screen);
    /* Another second has begun; called for the topmost screen only, which may take itself off. NULL: it does not matter. */
    void (*tick)(struct ui *ui, struct screen *screen);
    void (*draw)(struct ui *ui, struct screen *screen);
    enum status (*describe)(struct ui *ui, struct screen *screen, struct buffer *out);
};

struct screen {
    const struct screen_kind *kind;
};

struct ui {
    const struct metrics *metrics;
    struct canvas *canvas;
    int32_t width, height;
    int32_t target;                /* of struct ui_options */
    enum theme theme, first_theme; /* the first ones are the next reader's */
    uint16_t font_size, first_size;
    bool turned;                     /* of struct ui_options */
    bool path_checked;               /* the signature of `path` is verified before it opens */
    bool copying;                    /* see ui_copying */
    bool stale;                      /* the picture must be drawn again */
    char *path;                      /* of the bundle that was asked for; NULL: a shelf of several */
    struct visit *visit;             /* NULL: a desk, where nobody comes and goes */
    struct bundle *bundle;           /* NULL: none could be opened */
    struct publication *publication; /* of the bundle; NULL: none */
    struct volumes volumes;          /* on the shelf */
    struct screen *screens[SCREENS_MOST];
    uint32_t depth;
    struct screen *aside; /* the search screen while one of its hits is read (search.h); NULL: none */
    uint32_t searches;    /* search screens so far */
    uint32_t opened;      /* ui_articles_opened */
    struct history history;
    struct ui_time now;
    char news[256];            /* of a stick, on the page in place of the running title; "": none */
    uint64_t news_until;       /* ms */
    uint64_t touched;          /* ms: when somebody did something last */
    struct importer *importer; /* NULL: nothing can be copied */
    const struct host *host;   /* NULL: none */
    struct lock lock;          /* on the PIN */
    SDL_Surface *surface;      /* what is shown */
    struct frame frames[FRAMES];
    struct drag drag;
};

/* Keeps the lock over a restart, when there is a host that does. */
void ui_keep_lock(struct ui *ui);

/* The text size for each reader (0: chosen from the screen's size) and the colours; and in another language, what the screens say. */
void ui_set_look(struct ui *ui, uint16_t size, enum theme theme);

/* The next larger or smaller text size; `size` itself at the end. */
uint16_t ui_size_beside(uint16_t size, bool larger);

/* Every screen is made anew: the size, the text size or the language is another one. */
void ui_arrange(struct ui *ui);

/* Takes the screen over (NULL: memory ran out, nothing happens) and shows it. When the stack is full it is freed. */
void ui_push(struct ui *ui, struct screen *screen);

/* Frees the topmost screen; never the reading screen. */
void ui_pop(struct ui *ui);
void ui_pop_all(struct ui *ui);

/* Whether somebody minds the kiosk: a screen of their own is open (screen_kind.own). */
bool ui_minded(const struct ui *ui);

/* Puts the screen (NULL: nothing happens) below others, at `index` > 0 from the lowest. When the stack is full it is freed. */
void ui_put(struct ui *ui, uint32_t index, struct screen *screen);

/* Closes the bundle that is open, and all screens that are about it. */
void ui_close(struct ui *ui);

/* Opens a volume of the shelf at its home page. After a failure what was open still is, and the shelf is shown. */
enum status ui_open_volume(struct ui *ui, uint32_t index, struct fault *fault) MUST_USE;

/* Goes to the bundle's home page. A failure of the article itself is told on the screen, like any other. */
void ui_go_home(struct ui *ui);

/* Shows the shelf over what is being read; false: there is none. */
bool ui_leave(struct ui *ui);

/* Paints a page into the shown surface from the row `y` down; `ui` forgets what the reading screen painted there. The
 * addresses of its pictures are those of the article that is open. */
void ui_paint(struct ui *ui, const struct page *page, int32_t y);

/* The same anywhere, in any theme, with the pictures of another article. */
struct painting {
    const struct page *page;
    const struct article *article;
    int32_t x, y; /* px of its top left on the screen, which holds it whole */
    enum theme theme;
};
void ui_paint_at(struct ui *ui, const struct painting *painting);

/* Sizes of the frame around the text: they follow the screen, not the reader's text size. */
uint16_t ui_label_size(int32_t width, int32_t height); /* px per em of labels and of the default text */
uint16_t ui_folio_size(int32_t width, int32_t height); /* of the running title and the folio */
int32_t ui_margin(int32_t width, int32_t height);      /* px at the left and right of lists and sentences */

/* The text size of lists and sentences: the reader's, as far as the screen can hold it. */
uint16_t ui_text_size(const struct ui *ui);

/* Whether the article can be set in lines that run across and in lines that run down. */
bool ui_may_turn(const struct article *article);

/* The language of the messages, as a BCP 47 tag, and the forms of Han characters for it. */
const char *ui_language(void);
enum region ui_region(void);

static inline bool box_holds(struct box box, int32_t x, int32_t y)
{
    return x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height;
}

#endif
