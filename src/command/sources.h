/* What there is to read: what the command line names, else the bundles in the library's folder, else the handbook. A kiosk follows
 * both the library and the sticks that are plugged in while somebody reads. */
#ifndef COMMAND_SOURCES_H
#define COMMAND_SOURCES_H

#include "command/config.h"
#include "command/options.h"
#include "ui/ui.h"

struct sources;

/* The options and the settings outlive it. */
enum status sources_open(const struct options *options, const struct config *config, struct sources **out,
                         struct fault *fault) MUST_USE;
void sources_close(struct sources *sources);

/* Shows it from the start: one bundle is opened, several and a folder of them are a shelf. */
enum status sources_show(const struct sources *sources, struct ui *ui, struct fault *fault) MUST_USE;

/* The folder of a stick that can be read; NULL behind the last one. */
const char *sources_stick(const struct sources *sources, uint32_t index);

/* Whether the sticks are others than at the last call. */
bool sources_plugged(struct sources *sources);

/* Tells the ui what has changed, once a second, however often it is called. What memory does not suffice for is tried again. */
void sources_follow(struct sources *sources, struct ui *ui, const struct ui_time *now);

#endif
