/* The panel itself: how large it is, which screens are connected, its light. Read from sysfs, whose top is given so that tests
 * can have their own. Private to platform/, but for struct panel_size. */
#ifndef PLATFORM_PANEL_H
#define PLATFORM_PANEL_H

#include <stdbool.h>
#include <stdint.h>

#define PANEL_SYSFS "/sys"

/* mm; 0: not known. */
struct panel_size {
    int32_t width, height;
};

/* The size that the first connected screen tells by its EDID (VESA E-EDID 1.4: the first detailed timing's, else the whole
 * centimetres). What is a ratio instead of a size, as many television sets tell, is not known. */
struct panel_size panel_edid(const char *sysfs);

/* Pixels of 9 mm, the least a finger hits, on a panel of so many pixels; 0: its size is not known or cannot be true. Never more
 * than a fifth of the shorter side, so that screens keep room for what they say. */
int32_t panel_target(struct panel_size size, int32_t width, int32_t height);

/* A number that changes when a screen is plugged, pulled or replaced by one with other modes; 0: there is no such machinery. */
uint64_t panel_screens(const char *sysfs);

/* Turns the light of all panels off or on, where the machine has one that may be written. */
void panel_light(const char *sysfs, bool on);

#endif
