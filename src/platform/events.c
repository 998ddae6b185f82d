#include "platform/events.h"

#include "platform/still.h"

#include <linux/major.h>

/* KMSDRM reads its devices itself: asleep on them, it is asked that often nevertheless, for what else it may have to say (a keyboard that was
 * plugged, a signal that came just before). */
#define PUMP_MS 1000

/* SDL_PollEvent would end at a mark that it left behind the events of the time before. */
bool events_poll(SDL_Event *event)
{
    SDL_PumpEvents();
    return SDL_PeepEvents(event, 1, SDL_GETEVENT, SDL_FIRSTEVENT, SDL_LASTEVENT) > 0;
}

bool events_wait(bool sleeps, int32_t limit, SDL_Event *event)
{
    uint32_t begun = SDL_GetTicks();
    if (sleeps && limit)
        return limit < 0 ? SDL_WaitEvent(event) : SDL_WaitEventTimeout(event, limit);
    while (!events_poll(event)) {
        uint32_t passed = SDL_GetTicks() - begun;
        if (limit >= 0 && passed >= (uint32_t)limit)
            return false;
        still_until(INPUT_MAJOR, events_sooner(limit < 0 ? limit : limit - (int32_t)passed, PUMP_MS));
    }
    return true;
}
