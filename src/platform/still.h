/* Sleeping until an input device has something to say, for a driver of SDL's that reads the devices itself and only when it is asked (KMSDRM).
 * Private to platform/. */
#ifndef PLATFORM_STILL_H
#define PLATFORM_STILL_H

#include <stdint.h>

/* Sleeps until one of the character devices that this process has open by that major number (linux/major.h: INPUT_MAJOR) can be read or is pulled,
 * or a signal comes, at most `ms`. They are looked for anew each time, among the descriptors themselves: whoever opened them need not tell, and a
 * sandbox has nothing against it. One that was pulled wakes once; from then on it is left out, until its owner has closed it. */
void still_until(unsigned major_number, int32_t ms);

#endif
