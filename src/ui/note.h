/* The text of a footnote over the page that refers to it. Private to ui/. */
#ifndef UI_NOTE_H
#define UI_NOTE_H

#include "ui/screen.h"

/* The screen for "#fragment" of the article that is open. NULL: that is no short note behind what is being read, or there
 * is no memory; the reader is to go there instead. */
struct screen *note_new(struct ui *ui, const char *fragment);

#endif
