/* The same edition on the board and on a stick, which the shelf shows once: the board's, since that stays. So the shelf has its rows, and
 * not each volume has one. Private to ui/. */
#ifndef UI_TWIN_H
#define UI_TWIN_H

#include "ui/volume.h"

/* Finds out which are doubled: of the one at `index`, which has become VOLUME_READY; of all, when some are not any more. */
void twin_find(struct volumes *volumes, uint32_t index);
void twin_find_all(struct volumes *volumes);

/* The one on a stick that `volume`, which is shown, stands for; NULL: none. */
const struct volume *twin_behind(const struct volumes *volumes, const struct volume *volume);

/* How many rows there are; the volume in one (VOLUME_NONE behind the last); the row of a volume or of that which stands for it. */
uint32_t twin_rows(const struct volumes *volumes);
uint32_t twin_at(const struct volumes *volumes, uint32_t row);
uint32_t twin_row(const struct volumes *volumes, uint32_t index);

#endif
