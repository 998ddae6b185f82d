#include "disk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST 64

ssize_t __real_pread64(int fd, void *bytes, size_t size, off_t offset);
ssize_t __real_pwrite64(int fd, const void *bytes, size_t size, off_t offset);
ssize_t __real_write(int fd, const void *bytes, size_t size);
int __real_fsync(int fd);
int __real_renameat(int from, const char *old, int to, const char *new);
int __real_renameat2(int from, const char *old, int to, const char *new, unsigned flags);
int __real_unlinkat(int folder, const char *name, int flags);
int __real_fallocate64(int fd, int mode, off_t offset, off_t size);
int __real_sync_file_range(int fd, off_t offset, off_t size, unsigned flags);
ssize_t __wrap_pread64(int fd, void *bytes, size_t size, off_t offset);
ssize_t __wrap___pread64_chk(int fd, void *bytes, size_t size, off_t offset, size_t room);
ssize_t __wrap_pwrite64(int fd, const void *bytes, size_t size, off_t offset);
ssize_t __wrap_write(int fd, const void *bytes, size_t size);
int __wrap_fsync(int fd);
int __wrap_renameat(int from, const char *old, int to, const char *new);
int __wrap_renameat2(int from, const char *old, int to, const char *new, unsigned flags);
int __wrap_unlinkat(int folder, const char *name, int flags);
int __wrap_fallocate64(int fd, int mode, off_t offset, off_t size);
int __wrap_sync_file_range(int fd, off_t offset, off_t size, unsigned flags);

/* A name that was changed in a folder that is not synced since. */
struct change {
    int folder;     /* a descriptor of our own */
    ino_t parent;   /* of the folder that holds the name */
    char from[256]; /* empty: `to` was removed */
    char to[256];
    bool kept; /* what `to` was lies in the trash, under the change's number */
    unsigned number;
};

static struct {
    enum disk_event event;
    long moment, calls;
    int error, trash;
    unsigned seed, changes_made;
    int dirty[MOST];
    size_t dirty_count;
    struct change changes[MOST];
    size_t change_count;
    const char *pulled;
    long reads;
} disk;

void disk_begin(enum disk_event event, long moment, int error, const char *trash, unsigned seed)
{
    memset(&disk, 0, sizeof disk);
    disk.event = event;
    disk.moment = moment;
    disk.error = error;
    disk.seed = seed;
    disk.trash = trash ? open(trash, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (trash && disk.trash < 0)
        abort();
}

void disk_end(void)
{
    disk.event = DISK_SOUND;
    disk.pulled = NULL;
}

long disk_calls(void)
{
    return disk.calls;
}

void disk_pull(const char *part, long moment)
{
    disk.pulled = part;
    disk.reads = moment;
}

static unsigned draw(unsigned most)
{
    disk.seed = disk.seed * 1103515245u + 12345u;
    return (disk.seed >> 16) % (most + 1);
}

/* ---- the power cut ---- */

static bool is_same_file(int a, int b)
{
    struct stat one, other;
    return !fstat(a, &one) && !fstat(b, &other) && one.st_ino == other.st_ino && one.st_dev == other.st_dev;
}

static void note_written(int fd)
{
    if (disk.event != DISK_CUT)
        return;
    for (size_t i = 0; i < disk.dirty_count; i++)
        if (is_same_file(disk.dirty[i], fd))
            return;
    if (disk.dirty_count == MOST)
        abort();
    disk.dirty[disk.dirty_count++] = dup(fd);
}

static void note_synced(int fd)
{
    struct stat about;
    size_t left = 0;
    if (fstat(fd, &about))
        abort();
    for (size_t i = 0; i < disk.dirty_count; i++) {
        if (is_same_file(disk.dirty[i], fd))
            close(disk.dirty[i]);
        else
            disk.dirty[left++] = disk.dirty[i];
    }
    disk.dirty_count = left;
    left = 0;
    for (size_t i = 0; S_ISDIR(about.st_mode) && i < disk.change_count; i++) {
        if (disk.changes[i].parent == about.st_ino)
            close(disk.changes[i].folder);
        else
            disk.changes[left++] = disk.changes[i];
    }
    if (S_ISDIR(about.st_mode))
        disk.change_count = left;
}

/* Before the name `to` becomes another file's, or nobody's. */
static void note_change(int folder, const char *from, const char *to)
{
    char parent[256], number[16];
    struct stat about;
    if (disk.event != DISK_CUT)
        return;
    if (disk.change_count == MOST)
        abort();
    struct change *change = &disk.changes[disk.change_count++];
    *change = (struct change){.folder = dup(folder), .number = disk.changes_made++};
    snprintf(change->from, sizeof change->from, "%s", from);
    snprintf(change->to, sizeof change->to, "%s", to);
    const char *slash = strrchr(to, '/');
    snprintf(parent, sizeof parent, "%.*s", slash ? (int)(slash - to) : 1, slash ? to : ".");
    if (fstatat(folder, parent, &about, 0))
        abort();
    change->parent = about.st_ino;
    snprintf(number, sizeof number, "%u", change->number);
    change->kept = !linkat(folder, to, disk.trash, number, 0);
}

/* The call failed: nothing was changed. */
static void forget_change(void)
{
    if (disk.event == DISK_CUT)
        close(disk.changes[--disk.change_count].folder);
}

static void lose(struct change *change)
{
    char number[16];
    snprintf(number, sizeof number, "%u", change->number);
    if (change->from[0] && __real_renameat(change->folder, change->to, change->folder, change->from))
        abort();
    if (change->kept && linkat(disk.trash, number, change->folder, change->to, 0))
        abort();
}

static void cut_power(void)
{
    for (size_t lost = draw((unsigned)disk.change_count); lost; lost--)
        lose(&disk.changes[--disk.change_count]);
    for (size_t i = 0; i < disk.dirty_count; i++) {
        struct stat about;
        if (fstat(disk.dirty[i], &about))
            abort();
        off_t kept = about.st_size * (off_t)draw(4) / 4;
        /* As long as it was, of zeros, or cut off. */
        if (ftruncate(disk.dirty[i], kept) || (draw(1) && ftruncate(disk.dirty[i], about.st_size)))
            abort();
    }
    _exit(DISK_KILLED);
}

/* ---- the calls ---- */

/* Whether this call fails. */
static bool comes(void)
{
    long number = disk.calls++;
    if (disk.event == DISK_SOUND || number < disk.moment || (number > disk.moment && disk.event != DISK_DEAD))
        return false;
    if (disk.event == DISK_KILL)
        _exit(DISK_KILLED);
    if (disk.event == DISK_CUT)
        cut_power();
    errno = disk.error;
    return true;
}

static bool is_pulled(int fd)
{
    char link[32], path[4096];
    if (!disk.pulled)
        return false;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t size = readlink(link, path, sizeof path - 1);
    if (size < 0)
        return false;
    path[size] = '\0';
    return strstr(path, disk.pulled) && disk.reads-- <= 0;
}

ssize_t __wrap_pread64(int fd, void *bytes, size_t size, off_t offset)
{
    if (is_pulled(fd)) {
        errno = ENODEV;
        return -1;
    }
    return __real_pread64(fd, bytes, size, offset);
}

/* What pread becomes with -D_FORTIFY_SOURCE. */
ssize_t __wrap___pread64_chk(int fd, void *bytes, size_t size, off_t offset, size_t room)
{
    if (size > room)
        abort();
    return __wrap_pread64(fd, bytes, size, offset);
}

/* A half is written before the end comes. */
ssize_t __wrap_pwrite64(int fd, const void *bytes, size_t size, off_t offset)
{
    note_written(fd);
    if (disk.event >= DISK_FAILS && disk.calls == disk.moment &&
        __real_pwrite64(fd, bytes, size / 2, offset) < 0)
        abort();
    return comes() ? -1 : __real_pwrite64(fd, bytes, size, offset);
}

ssize_t __wrap_write(int fd, const void *bytes, size_t size)
{
    note_written(fd);
    if (disk.event >= DISK_FAILS && disk.calls == disk.moment && __real_write(fd, bytes, size / 2) < 0)
        abort();
    return comes() ? -1 : __real_write(fd, bytes, size);
}

int __wrap_fsync(int fd)
{
    if (comes())
        return -1;
    note_synced(fd);
    return __real_fsync(fd);
}

int __wrap_renameat(int from, const char *old, int to, const char *new)
{
    if (comes())
        return -1;
    note_change(to, old, new);
    int failed = __real_renameat(from, old, to, new);
    if (failed)
        forget_change();
    return failed;
}

int __wrap_renameat2(int from, const char *old, int to, const char *new, unsigned flags)
{
    if (comes())
        return -1;
    note_change(to, old, new);
    int failed = __real_renameat2(from, old, to, new, flags);
    if (failed)
        forget_change();
    return failed;
}

int __wrap_unlinkat(int folder, const char *name, int flags)
{
    if (comes())
        return -1;
    note_change(folder, "", name);
    int failed = __real_unlinkat(folder, name, flags);
    if (failed)
        forget_change();
    return failed;
}

int __wrap_fallocate64(int fd, int mode, off_t offset, off_t size)
{
    return comes() ? -1 : __real_fallocate64(fd, mode, offset, size);
}

int __wrap_sync_file_range(int fd, off_t offset, off_t size, unsigned flags)
{
    return comes() ? -1 : __real_sync_file_range(fd, offset, size, flags);
}
