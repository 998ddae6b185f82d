/* slipcase-uevents: repeats what udevd tells of devices in another network namespace. udevd sends to a multicast group of its own namespace,
 * which a reader without a network (PrivateNetwork=) does not hear: it would never find a keyboard that is plugged later.
 *
 * systemd hands over the socket that listens in udevd's namespace (slipcase-uevents.socket); the process itself stands in the reader's.
 * Messages go through untouched, only from root, and are not looked into: libudev does that, and believes root alone. */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <linux/netlink.h>
#include <systemd/sd-daemon.h>

/* lib/systemd/system/systemd-udevd-*.socket: 1 is the kernel's, 2 is udevd's. */
#define GROUP_UDEV 2u
/* udevd's messages are the properties of one device: some KB. */
#define MESSAGE_SIZE 65536

static bool from_root(struct msghdr *message)
{
    for (struct cmsghdr *part = CMSG_FIRSTHDR(message); part; part = CMSG_NXTHDR(message, part)) {
        struct ucred sender;
        if (part->cmsg_level == SOL_SOCKET && part->cmsg_type == SCM_CREDENTIALS) {
            memcpy(&sender, CMSG_DATA(part), sizeof sender);
            return sender.uid == 0;
        }
    }
    return false;
}

/* The next message that may be repeated: its size, 0 when there was another one, or -1. */
static ssize_t take(int from, char *bytes)
{
    union {
        char bytes[CMSG_SPACE(sizeof(struct ucred))];
        struct cmsghdr align;
    } control;
    struct sockaddr_nl sender = {0};
    struct iovec part = {bytes, MESSAGE_SIZE};
    struct msghdr message = {.msg_name = &sender,
                             .msg_namelen = sizeof sender,
                             .msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = &control,
                             .msg_controllen = sizeof control};
    ssize_t size = recvmsg(from, &message, 0);
    /* ENOBUFS: more came at once than the socket holds, and some is lost. */
    if (size < 0)
        return errno == EINTR || errno == ENOBUFS ? 0 : -1;
    return sender.nl_groups == GROUP_UDEV && !(message.msg_flags & MSG_TRUNC) && from_root(&message) ? size
                                                                                                     : 0;
}

static int fail(const char *what)
{
    fprintf(stderr, "slipcase-uevents: %s: %s\n", what, strerror(errno));
    return 1;
}

int main(void)
{
    static char bytes[MESSAGE_SIZE];
    struct sockaddr_nl group = {.nl_family = AF_NETLINK, .nl_groups = GROUP_UDEV};
    if (sd_listen_fds(1) != 1) {
        fprintf(stderr,
                "slipcase-uevents: systemd starts this (slipcase-uevents.service), and hands it a socket.\n");
        return 2;
    }
    int to = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_KOBJECT_UEVENT);
    if (to < 0)
        return fail("no socket");
    for (;;) {
        ssize_t size = take(SD_LISTEN_FDS_START, bytes);
        if (size < 0)
            return fail("nothing comes from udevd");
        /* ECONNREFUSED, ESRCH: nobody listens yet. */
        if (size && sendto(to, bytes, (size_t)size, 0, (struct sockaddr *)&group, sizeof group) < 0 &&
            errno != ECONNREFUSED && errno != ESRCH && errno != ENOBUFS)
            return fail("nothing can be repeated");
    }
}
