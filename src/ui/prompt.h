/* What a reader is asked or told over the page, which stands back meanwhile: whether they still read, and that it will soon be closed.
 * Private to ui/. */
#ifndef UI_PROMPT_H
#define UI_PROMPT_H

#include "ui/screen.h"

/* "Are you still reading?", with the seconds that are left until ui->now.ms reaches `end`; arranged. NULL: no memory. */
struct screen *prompt_still(struct ui *ui, uint64_t end);

/* That it closes at `wall`. The same. */
struct screen *prompt_closing(struct ui *ui, int64_t wall);

/* Whether the action asks for a new start; all others go on reading. */
bool prompt_again(const struct screen *screen, const struct action *action);

#endif
