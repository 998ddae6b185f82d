/* What the service manager hears, on a socket as it makes one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

#include "platform/notify.h"

static int manager;
static char heard[512];

/* What came since the last time, or "". */
static const char *hear(void)
{
    ssize_t got = recv(manager, heard, sizeof heard - 1, MSG_DONTWAIT);
    heard[got > 0 ? got : 0] = '\0';
    return heard;
}

static int start(void **state)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    char pid[24];
    (void)state;
    snprintf(address.sun_path, sizeof address.sun_path, "/tmp/slipcase-notify-%d", (int)getpid());
    snprintf(pid, sizeof pid, "%d", (int)getpid());
    manager = socket(AF_UNIX, SOCK_DGRAM, 0);
    setenv("NOTIFY_SOCKET", address.sun_path, 1);
    setenv("WATCHDOG_USEC", "10000000", 1);
    setenv("WATCHDOG_PID", pid, 1);
    return manager < 0 || bind(manager, (struct sockaddr *)&address, sizeof address);
}

static int end(void **state)
{
    (void)state;
    const char *path = getenv("NOTIFY_SOCKET");
    if (path)
        unlink(path);
    return close(manager);
}

static void ready_and_stopping(void **state)
{
    (void)state;
    notify_ready();
    assert_ptr_equal(strstr(hear(), "READY=1\nSTATUS="), heard);
    notify_stopping();
    assert_ptr_equal(strstr(hear(), "STOPPING=1\nSTATUS="), heard);
    assert_string_equal(hear(), "");
}

/* At the first turn, and then at an eighth of the ten seconds. */
static void watchdog(void **state)
{
    struct notify notify = {0};
    (void)state;
    notify_turned(&notify, 1000);
    assert_string_equal(hear(), "WATCHDOG=1");
    for (uint64_t now = 1016; now < 2250; now += 16)
        notify_turned(&notify, now);
    assert_string_equal(hear(), "");
    notify_turned(&notify, 2250);
    assert_string_equal(hear(), "WATCHDOG=1");
    assert_string_equal(hear(), "");
    /* A turn that took long is not made good. */
    notify_turned(&notify, 60000);
    assert_string_equal(hear(), "WATCHDOG=1");
    notify_turned(&notify, 60001);
    assert_string_equal(hear(), "");
}

static void nobody_asks(void **state)
{
    struct notify notify = {0};
    (void)state;
    setenv("WATCHDOG_PID", "1", 1);
    notify_turned(&notify, 1000);
    assert_string_equal(hear(), "");
    unsetenv("WATCHDOG_USEC");
    notify_turned(&notify, 2000);
    assert_string_equal(hear(), "");
    setenv("NOTIFY_SOCKET", "/nowhere", 1);
    notify_ready();
    notify_stopping();
    snprintf(heard, sizeof heard, "/tmp/slipcase-notify-%d", (int)getpid());
    setenv("NOTIFY_SOCKET", heard, 1);
    assert_string_equal(hear(), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ready_and_stopping),
        cmocka_unit_test(watchdog),
        cmocka_unit_test(nobody_asks),
    };
    return cmocka_run_group_tests(tests, start, end);
}
