/* A kiosk's visitors, who come and go: who does nothing for a while is asked whether they still read, and after a countdown everything is back at
 * the start; meanwhile pictures invite the next one. Outside the opening hours the screen says when it opens again. All
 * of it goes by ui_tick and ui_act. What is shown here stands over the screens of the ui, which go on with their idle work. */
#ifndef UI_VISIT_H
#define UI_VISIT_H

#include "base/hours.h"
#include "ui/ui.h"

struct visit_options {
    uint32_t idle_ms;      /* without an action until somebody is asked; 0: nobody ever is */
    uint32_t countdown_ms; /* until the answer is taken for a no */
    uint32_t attract_ms;   /* that each picture is shown while nobody is there; 0: none, the start is shown */
    uint32_t
        dark_ms; /* without an action until the screen goes dark: where there are hours, outside of them only; 0: never */
    const struct hours *hours; /* copied; NULL: always open */
    bool pixel_shift; /* the picture moves a pixel every few minutes, so that nothing burns into the panel */
};

/* From now on this is a kiosk. Again: with other options. STATUS_NO_MEMORY. */
enum status ui_visit(struct ui *ui, const struct visit_options *options, struct fault *fault) MUST_USE;

/* The panel may be switched off: the picture is black. The next action ends that and does nothing else. */
bool ui_dark(const struct ui *ui);

/* For the parts of the ui, on a desk, too. */
void visit_free(struct ui *ui);

/* What stands over the screens; NULL: nothing. */
struct screen *visit_screen(const struct ui *ui);
void visit_arrange(struct ui *ui);
void visit_tick(struct ui *ui);

/* True: the action was for the visit, and the screens must not see it. */
bool visit_act(struct ui *ui, const struct action *action) MUST_USE;

/* The ui's picture as it is shown; `changed`: it is another one than at the last call. */
SDL_Surface *visit_picture(struct ui *ui, SDL_Surface *picture, bool changed);

/* A bundle is about to be closed, or the shelf to change: no picture is made of them now. */
void visit_forget(struct ui *ui);

#endif
