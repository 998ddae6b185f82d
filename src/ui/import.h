/* Bringing a bundle of a stick into the library, as a person sees it: whether to copy it, how far it is, how it ended. The copying
 * itself is importer.h's. Private to ui/, but for import_new, which the maintenance screen is given. */
#ifndef UI_IMPORT_H
#define UI_IMPORT_H

#include "ui/screen.h"

/* Whether choosing this volume asks first: the card says so. */
bool import_offers(const struct ui *ui, const struct volume *volume);

/* Asks whether to copy the volume of the shelf, when that is to be asked; false: it is to be opened. */
bool import_offer(struct ui *ui, uint32_t index);

/* Asks whether to copy the bundle at `path`, or says why it cannot be copied. NULL: no memory. */
struct screen *import_new(struct ui *ui, const char *path);

#endif
