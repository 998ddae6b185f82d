/* What an administrator sees and does in front of the screen, once the PIN was right: bundles, defaults, a test of the screen,
 * versions, the log, restart and power off; what ui->host has of it. Its pages: upkeep.h. Private to ui/. */
#ifndef UI_MAINTENANCE_H
#define UI_MAINTENANCE_H

#include "ui/screen.h"

/* Takes all other screens off and shows the first page. */
void maintenance_open(struct ui *ui);

/* Back to the start, as for the next visitor. */
void maintenance_leave(struct ui *ui);

/* Its pages; NULL: no memory. */
struct screen *maintenance_bundles(void);
struct screen *maintenance_stick(void); /* bundles of sticks, to be brought into the library */
struct screen *maintenance_look(void);
struct screen *maintenance_trial(void); /* of the screen itself */
struct screen *maintenance_versions(void);
struct screen *maintenance_log(void);

#endif
