/* One picture of the bundle by itself, as large as the screen lets it be. Private to ui/. */
#ifndef UI_VIEWER_H
#define UI_VIEWER_H

#include "ui/screen.h"

/* The screen for a picture's entry. An article must be open: its bundle is where the picture is drawn from. A picture that
 * cannot be decoded fails with a sentence that names it. */
enum status viewer_new(struct ui *ui, uint32_t entry, struct screen **out, struct fault *fault) MUST_USE;

#endif
