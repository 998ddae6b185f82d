#include "platform/landlock.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <libgen.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/resource.h"

#include <linux/landlock.h>

/* What came after Debian 12's headers (linux/landlock.h of Linux 6.12). */
#define ACCESS_TRUNCATE (1ull << 14)  /* ABI 3, Linux 6.2 */
#define ACCESS_IOCTL_DEV (1ull << 15) /* ABI 5, Linux 6.10 */
#define ACCESS_NET_TCP 3ull           /* ABI 4, Linux 6.7: bind and connect */
#define SCOPE_SIGNAL 2ull /* ABI 6, Linux 6.12; its other half, abstract sockets, is how X11 is reached */

/* struct landlock_ruleset_attr as of ABI 6; an older kernel takes it as long as what it does not know is zero. */
struct ruleset {
    uint64_t handled_access_fs, handled_access_net, scoped;
};

#define READ (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define WRITE                                                                                                \
    (READ | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR | \
     LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_REFER | ACCESS_TRUNCATE)
#define DEVICE (READ | LANDLOCK_ACCESS_FS_WRITE_FILE | ACCESS_IOCTL_DEV)
/* Those that may be given for something that is no folder. */
#define OF_FILES                                                                                             \
    (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_EXECUTE |             \
     ACCESS_TRUNCATE | ACCESS_IOCTL_DEV)

/* What SDL, Mesa, ICU, libc and libudev open, at the start or when a screen, a keyboard or a script comes. */
static const struct {
    const char *path;
    uint64_t access;
} system_paths[] = {
    {"/usr/lib", READ},   /* libraries, Mesa's drivers, charset converters, locales */
    {"/usr/share", READ}, /* fonts, messages, time zones, X11's keys, Mesa's quirks */
    {"/etc/ld.so.cache", READ}, {"/etc/localtime", READ}, {"/etc/glvnd", READ},
    {"/etc/drirc", READ},       {"/sys", READ}, /* udev: what devices there are, and which GPU */
    {"/run/udev", READ},        {"/proc/self", READ},     {"/proc/cpuinfo", READ},
    {"/proc/meminfo", READ},    {"/dev/dri", DEVICE},     {"/dev/input", DEVICE},
    {"/dev/tty", DEVICE}, /* SDL puts the console's keyboard to sleep */
    {"/dev/null", DEVICE},      {"/dev/zero", DEVICE},    {"/dev/full", DEVICE},
    {"/dev/random", READ},      {"/dev/urandom", READ},
};

struct rules {
    int fd;
    uint64_t handled;
};

static long create_ruleset(const void *attributes, size_t size, uint32_t flags)
{
    return syscall(SYS_landlock_create_ruleset, attributes, size, flags);
}

/* The rights that a kernel of this ABI knows. */
static uint64_t handled_by(long abi)
{
    uint64_t handled = LANDLOCK_ACCESS_FS_REFER - 1;
    if (abi >= 2)
        handled |= LANDLOCK_ACCESS_FS_REFER;
    if (abi >= 3)
        handled |= ACCESS_TRUNCATE;
    if (abi >= 5)
        handled |= ACCESS_IOCTL_DEV;
    return handled;
}

static enum status allow_fd(const struct rules *rules, int fd, uint64_t access)
{
    struct stat stat;
    if (fstat(fd, &stat))
        return STATUS_IO;
    if (!S_ISDIR(stat.st_mode))
        access &= OF_FILES;
    struct landlock_path_beneath_attr rule = {.allowed_access = access & rules->handled, .parent_fd = fd};
    return syscall(SYS_landlock_add_rule, rules->fd, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) ? STATUS_IO
                                                                                           : STATUS_OK;
}

static enum status allow(const struct rules *rules, const char *path, uint64_t access)
{
    int fd = open(path, O_PATH | O_CLOEXEC);
    if (fd < 0)
        return STATUS_OK;
    enum status status = allow_fd(rules, fd, access);
    close(fd);
    return status;
}

/* A folder with what is in it, a file with what is beside it. */
static enum status allow_read(const struct rules *rules, const char *path)
{
    struct stat stat_of;
    if (stat(path, &stat_of) || S_ISDIR(stat_of.st_mode))
        return allow(rules, path, READ);
    char *copy = realpath(path, NULL);
    if (!copy)
        return STATUS_OK;
    enum status status = allow(rules, dirname(copy), READ);
    free(copy);
    return status;
}

/* The X client library's password. */
static enum status allow_display(const struct rules *rules)
{
    const char *file = getenv("XAUTHORITY"), *home = getenv("HOME");
    char *path = NULL;
    if (file || !home)
        return file ? allow(rules, file, READ) : STATUS_OK;
    if (asprintf(&path, "%s/.Xauthority", home) < 0)
        return STATUS_NO_MEMORY;
    enum status status = allow(rules, path, READ);
    free(path);
    return status;
}

/* The handbook, fonts and messages, of an installation elsewhere and of a build tree, whose fonts may be linked. */
static enum status allow_share(const struct rules *rules)
{
    static const char *const names[] = {"slipcase", "slipcase/fonts", "locale"};
    struct buffer path = {0};
    enum status status = STATUS_OK;
    for (size_t i = 0; !status && i < sizeof names / sizeof names[0]; i++) {
        status = resource_path(names[i], &path);
        if (!status)
            status = allow(rules, path.data, READ);
    }
    buffer_free(&path);
    return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

/* A panel's light is switched off with the picture. */
static enum status allow_lights(const struct rules *rules)
{
    glob_t lights = {0};
    int found = glob("/sys/class/backlight/*/bl_power", 0, NULL, &lights);
    enum status status = found == GLOB_NOSPACE ? STATUS_NO_MEMORY : STATUS_OK;
    for (size_t i = 0; !found && !status && i < lights.gl_pathc; i++)
        status = allow(rules, lights.gl_pathv[i], READ | LANDLOCK_ACCESS_FS_WRITE_FILE | ACCESS_TRUNCATE);
    globfree(&lights);
    return status;
}

static enum status allow_all(const struct rules *rules, const struct sandbox_options *options)
{
    enum status status = allow_share(rules);
    for (size_t i = 0; !status && i < sizeof system_paths / sizeof system_paths[0]; i++)
        status = allow(rules, system_paths[i].path, system_paths[i].access);
    for (size_t i = 0; !status && i < options->read_count; i++)
        status = allow_read(rules, options->read[i]);
    for (size_t i = 0; !status && i < options->write_count; i++)
        status = allow(rules, options->write[i], WRITE);
    if (!status)
        status = allow_lights(rules);
    return status ? status : allow_display(rules);
}

enum status landlock_enter(const struct sandbox_options *options)
{
    long abi = create_ruleset(NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (abi < 1)
        return STATUS_UNSUPPORTED;
    struct ruleset attributes = {.handled_access_fs = handled_by(abi),
                                 .handled_access_net = abi >= 4 ? ACCESS_NET_TCP : 0,
                                 .scoped = abi >= 6 ? SCOPE_SIGNAL : 0};
    struct rules rules = {(int)create_ruleset(&attributes, sizeof attributes, 0),
                          attributes.handled_access_fs};
    if (rules.fd < 0)
        return errno == ENOMEM ? STATUS_NO_MEMORY : STATUS_UNSUPPORTED;
    enum status status = allow_all(&rules, options);
    if (!status && syscall(SYS_landlock_restrict_self, rules.fd, 0))
        status = STATUS_UNSUPPORTED;
    close(rules.fd);
    return status;
}
