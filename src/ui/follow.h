/* What happens when a link is chosen, on whichever screen it stands. Private to ui/. */
#ifndef UI_FOLLOW_H
#define UI_FOLLOW_H

#include "bundle/link.h"
#include "ui/screen.h"

/* Follows a link of the entry `from`: opens the article or picture it leads to, or says on a screen of its own why not. `href` may
 * belong to the article that is open: it is not used after that is closed. */
void follow_link(struct ui *ui, uint32_t from, const char *href);

/* The same for a link whose target is known. `from` is ENTRY_NONE when it stands on no article. */
void follow_target(struct ui *ui, uint32_t from, const struct target *target);

#endif
