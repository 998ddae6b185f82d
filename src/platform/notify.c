#include "platform/notify.h"

#include <systemd/sd-daemon.h>

#include "base/messages.h"

/* Of the time that the watchdog waits: one turn of the loop may then take 7/8 of it, whenever it begins. */
#define PARTS 8

/* A reader that the manager does not hear goes on: what it is there for is to be read. */
void notify_ready(void)
{
    (void)sd_notifyf(0, "READY=1\nSTATUS=%s", _("The reader shows its screens."));
}

void notify_turned(struct notify *notify, uint64_t now)
{
    uint64_t limit_us;
    if (now < notify->due || sd_watchdog_enabled(0, &limit_us) <= 0)
        return;
    notify->due = now + limit_us / 1000 / PARTS;
    (void)sd_notify(0, "WATCHDOG=1");
}

void notify_stopping(void)
{
    (void)sd_notifyf(0, "STOPPING=1\nSTATUS=%s", _("The reader ends."));
}
