#include "platform/watch.h"

#include <dirent.h>
#include <linux/magic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/fnv.h"
#include "base/limits.h"

/* ms */
#define QUIET 1000u
/* A folder that is never quiet is looked at nevertheless. */
#define PATIENCE 30000u
#define COMPARE 30000u

/* A file that is being written is none yet: its closing counts, its beginning does not. */
#define EVENTS                                                                                               \
    (IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE | IN_DELETE_SELF | IN_MOVE_SELF)

struct watch {
    char **paths;
    uint32_t count;
    int fd;         /* -1: no inotify */
    bool blind;     /* some folder cannot be watched */
    bool dirty;     /* something happened, at these times: */
    uint64_t first; /* ms */
    uint64_t last;
    uint64_t compared; /* ms: when the state was taken */
    uint64_t state;    /* of all names, sizes and times */
};

/* One walk through the folders. */
struct walk {
    struct watch *watch;
    uint32_t folders, names;
    uint64_t state;
};

/* The file system is changed by others than this kernel. */
static bool is_shared(const char *path)
{
    /* Not in linux/magic.h: cifs, fuse. */
    static const uint32_t kinds[] = {NFS_SUPER_MAGIC, SMB_SUPER_MAGIC,  SMB2_SUPER_MAGIC,
                                     0xFF534D42u,     0x65735546u,      V9FS_MAGIC,
                                     AFS_SUPER_MAGIC, CODA_SUPER_MAGIC, CEPH_SUPER_MAGIC};
    struct statfs about;
    if (statfs(path, &about))
        return false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if ((uint32_t)about.f_type == kinds[i])
            return true;
    }
    return false;
}

static void mix(struct walk *walk, const void *bytes, size_t size)
{
    walk->state = fnv(walk->state, bytes, size);
}

static void mix_number(struct walk *walk, uint64_t number)
{
    mix(walk, &number, sizeof number);
}

static void look_in(struct walk *walk, const char *folder, uint32_t depth);

static void look_at(struct walk *walk, const char *path, uint32_t depth)
{
    struct stat about;
    if (lstat(path, &about))
        return;
    mix(walk, path, strlen(path) + 1);
    mix_number(walk, (uint64_t)about.st_ino);
    mix_number(walk, (uint64_t)about.st_size);
    mix_number(walk, (uint64_t)about.st_mtim.tv_sec);
    mix_number(walk, (uint64_t)about.st_mtim.tv_nsec);
    if (S_ISDIR(about.st_mode) && depth < LIMIT_LIBRARY_DEPTH)
        look_in(walk, path, depth + 1);
}

static void look_in(struct walk *walk, const char *folder, uint32_t depth)
{
    struct dirent **names = NULL;
    struct watch *watch = walk->watch;
    if (walk->folders++ >= LIMIT_WATCHED_FOLDERS || watch->fd < 0 ||
        inotify_add_watch(watch->fd, folder, EVENTS | IN_ONLYDIR | IN_EXCL_UNLINK) < 0 || is_shared(folder))
        watch->blind = true;
    /* The order in which a folder gives its names may change without them. */
    int count = scandir(folder, &names, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        char *path;
        const char *name = names[i]->d_name;
        if (*name != '.' && walk->names++ < LIMIT_LIBRARY_NAMES &&
            asprintf(&path, "%s/%s", folder, name) >= 0) {
            look_at(walk, path, depth);
            free(path);
        }
        free(names[i]);
    }
    free(names);
}

/* Watches all folders that there are now, those that are watched already once more, and takes the state. */
static void look(struct watch *watch, uint64_t ms)
{
    struct walk walk = {.watch = watch, .state = FNV_START};
    struct stat about;
    watch->blind = watch->fd < 0;
    for (uint32_t i = 0; i < watch->count; i++) {
        char *path = watch->paths[i], *slash = strrchr(path, '/');
        bool file = !stat(path, &about) && !S_ISDIR(about.st_mode);
        if (!file) {
            look_in(&walk, path, 0);
            continue;
        }
        /* Only the folder that holds it: what else is there does not matter. */
        char kept = slash ? slash[1] : '\0';
        if (slash)
            slash[1] = '\0';
        if (watch->fd < 0 ||
            inotify_add_watch(watch->fd, slash ? path : ".", EVENTS | IN_ONLYDIR | IN_EXCL_UNLINK) < 0)
            watch->blind = true;
        if (slash)
            slash[1] = kept;
        look_at(&walk, path, LIMIT_LIBRARY_DEPTH);
    }
    watch->state = walk.state;
    watch->compared = ms;
}

enum status watch_open(const char *const *paths, uint32_t count, struct watch **out, struct fault *fault)
{
    struct watch *watch = calloc(1, sizeof *watch);
    if (!watch)
        return fault_no_memory(fault);
    watch->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    watch->paths = calloc(count ? count : 1, sizeof *watch->paths);
    for (; watch->paths && watch->count < count; watch->count++) {
        watch->paths[watch->count] = strdup(paths[watch->count]);
        if (!watch->paths[watch->count])
            break;
    }
    if (!watch->paths || watch->count < count) {
        watch_close(watch);
        return fault_no_memory(fault);
    }
    look(watch, 0);
    *out = watch;
    return STATUS_OK;
}

void watch_close(struct watch *watch)
{
    if (!watch)
        return;
    for (uint32_t i = 0; i < watch->count; i++)
        free(watch->paths[i]);
    free(watch->paths);
    if (watch->fd >= 0)
        close(watch->fd);
    free(watch);
}

/* Takes all messages; true when one of them counts. More than the queue holds is one that does. */
static bool take(struct watch *watch)
{
    _Alignas(struct inotify_event) char bytes[16384];
    bool any = false;
    ssize_t size;
    while (watch->fd >= 0 && (size = read(watch->fd, bytes, sizeof bytes)) > 0) {
        for (char *at = bytes; at < bytes + size;) {
            const struct inotify_event *event = (const void *)at;
            any |= !(event->mask & IN_CREATE) || (event->mask & IN_ISDIR);
            at += sizeof *event + event->len;
        }
    }
    return any;
}

bool watch_changed(struct watch *watch, uint64_t ms)
{
    if (take(watch)) {
        watch->first = watch->dirty ? watch->first : ms;
        watch->last = ms;
        watch->dirty = true;
    }
    bool quiet = watch->dirty && (ms - watch->last >= QUIET || ms - watch->first >= PATIENCE);
    bool compare = watch->blind && ms - watch->compared >= COMPARE;
    if (!quiet && !compare)
        return false;
    uint64_t before = watch->state;
    look(watch, ms);
    watch->dirty = false;
    /* What was only looked at, or came and went, is no change. */
    return watch->state != before;
}
