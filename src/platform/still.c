#include "platform/still.h"

#include <poll.h>
#include <stdbool.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

/* As many files as systemd lets a service have open. */
#define DESCRIPTORS 1024u

static bool is_device(int fd, unsigned major_number)
{
    struct stat about;
    return !fstat(fd, &about) && S_ISCHR(about.st_mode) && major(about.st_rdev) == major_number;
}

/* Puts the devices at the list's beginning, and gives how many there are. */
static nfds_t find(struct pollfd list[DESCRIPTORS], unsigned major_number)
{
    struct rlimit limit;
    nfds_t all = DESCRIPTORS, count = 0;
    /* No poll takes more. */
    if (!getrlimit(RLIMIT_NOFILE, &limit) && limit.rlim_cur < all)
        all = (nfds_t)limit.rlim_cur;
    for (nfds_t i = 0; i < all; i++)
        list[i] = (struct pollfd){.fd = (int)i};
    /* One call tells which of them are open (the others are POLLNVAL) and not pulled (POLLHUP, POLLERR), where a thousand fstat would take a small
     * board a millisecond. */
    if (poll(list, all, 0) < 0)
        return 0;
    for (nfds_t i = 0; i < all; i++) {
        if (!list[i].revents && is_device(list[i].fd, major_number))
            list[count++] = (struct pollfd){.fd = list[i].fd, .events = POLLIN};
    }
    return count;
}

void still_until(unsigned major_number, int32_t ms)
{
    struct pollfd list[DESCRIPTORS];
    (void)poll(list, find(list, major_number), ms);
}
