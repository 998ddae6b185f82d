/* The reading screen: one article, one page of it. Private to ui/. */
#ifndef UI_READING_H
#define UI_READING_H

#include "ui/screen.h"

struct reading;

struct screen *reading_new(void);

/* The reading screen of this ui: the lowest one. */
struct reading *reading_of(struct ui *ui);

/* Opens `entry` at its start or at `fragment` (may be NULL) as a new place of the history. A failure is shown as a message
 * in place of the article, and returned. */
enum status reading_go(struct ui *ui, uint32_t entry, const char *fragment, struct fault *fault);

/* Opens the place that a search found; with a position its line is marked. */
enum status reading_go_found(struct ui *ui, const struct place *place, struct fault *fault);

/* The same at its last page. */
enum status reading_go_last(struct ui *ui, uint32_t entry, struct fault *fault);

/* Goes to a position of the article that is open, as a new place of the history. */
void reading_jump(struct ui *ui, uint64_t position);

/* One place back (-1) or forward (+1) in the history, if there is one. */
void reading_step(struct ui *ui, int step);

/* Closes the article, before its bundle is closed. */
void reading_close(struct ui *ui);

/* See ui_turn. */
enum status reading_turn(struct ui *ui, uint32_t number, struct fault *fault);

/* Whether what comes next lies to the left of the page. */
bool reading_leftward(struct ui *ui);

/* Whether a link of the page has the focus, and there is another one after (1) or before (-1) it. */
bool reading_may_move(struct ui *ui, int step);

/* Whether lines run down, and whether the article that is open can have them run the other way. */
bool reading_vertical(struct ui *ui);
bool reading_may_turn(struct ui *ui);

/* NULL when no article is open. */
struct article *reading_article(struct ui *ui);

/* Of the first text on the page shown. */
uint64_t reading_position(struct ui *ui);

#endif
