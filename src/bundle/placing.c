#include "bundle/placing.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/replace.h"
#include "base/utf8.h"
#include "bundle/bundle.h"
#include "bundle/minisign.h"

/* Bytes of a name, so that with a dot, a number and the longest tail it still is one. */
#define NAME_MOST 190u
/* Numbers that are tried for a name of its own. */
#define NUMBERS 1000u

static bool join(char *out, size_t room, const char *path, const char *tail)
{
    if ((size_t)snprintf(out, room, "%s%s", path, tail) < room)
        return true;
    errno = ENAMETOOLONG;
    return false;
}

bool placing_hidden(char out[PATH_MAX], const char *path, const char *tail)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    if (snprintf(out, PATH_MAX, "%.*s.%s%s", (int)(name - path), path, name, tail) < PATH_MAX)
        return true;
    errno = ENAMETOOLONG;
    return false;
}

static bool is_there(int folder, const char *path)
{
    struct stat about;
    return !fstatat(folder, path, &about, AT_SYMLINK_NOFOLLOW);
}

/* Renames only to a name that is free. What FUSE does not let us ask for is as it would be on any other file system: nobody else writes
 * to these names. */
static bool move(int folder, const char *from, const char *to)
{
    return !renameat2(folder, from, folder, to, RENAME_NOREPLACE) ||
           (errno == EINVAL && !renameat(folder, from, folder, to));
}

static bool is_done(int result)
{
    return !result || errno == ENOENT;
}

/* ---- names ---- */

void placing_base(char out[NAME_MAX + 1], const char *name)
{
    const char *dot = strrchr(name, '.'), *end = dot ? dot : name + strlen(name), *digit = end;
    while (digit > name && digit[-1] >= '0' && digit[-1] <= '9')
        digit--;
    if (digit < end && digit > name + 1 && digit[-1] == PLACING_MARK)
        end = digit - 1;
    snprintf(out, NAME_MAX + 1, "%.*s%s", (int)(end - name), name, dot ? dot : "");
}

static void clean(char out[NAME_MAX + 1], const char *wanted)
{
    char base[NAME_MAX + 1];
    while (*wanted == '.')
        wanted++;
    placing_base(base, wanted);
    const char *dot = strrchr(base, '.');
    size_t end = dot ? strlen(dot) : 0, stem = strlen(base) - end;
    if (stem > NAME_MOST)
        stem = utf8_whole(base, NAME_MOST);
    snprintf(out, NAME_MAX + 1, "%.*s%s", (int)stem, base, dot ? dot : "");
    for (char *at = out; *at; at++)
        if ((unsigned char)*at < 0x20 || *at == 0x7F)
            *at = '_';
}

static bool is_free(const struct placing *placing, const char *name)
{
    char signature[NAME_MAX + 1], journal[PATH_MAX];
    return join(signature, sizeof signature, name, MINISIGN_EXTENSION) &&
           placing_hidden(journal, name, PLACING_JOURNAL) && !is_there(placing->folder, name) &&
           !is_there(placing->folder, signature) && !is_there(placing->folder, journal);
}

bool placing_choose(struct placing *placing, const char *wanted, uint64_t edition)
{
    char name[NAME_MAX + 1];
    clean(name, wanted);
    snprintf(placing->name, sizeof placing->name, "%s", name);
    if (is_free(placing, placing->name))
        return true;
    const char *dot = strrchr(name, '.');
    int stem = dot ? (int)(dot - name) : (int)strlen(name);
    for (uint64_t number = edition ? 1 : 2; number < NUMBERS; number++) {
        uint64_t shown = edition && number == 1 ? edition : number;
        int size = snprintf(placing->name, sizeof placing->name, "%.*s%c%llu%s", stem, name, PLACING_MARK,
                            (unsigned long long)shown, dot ? dot : "");
        if (size < (int)sizeof placing->name && is_free(placing, placing->name))
            return true;
    }
    errno = EEXIST;
    return false;
}

/* ---- what is replaced ---- */

static const char *first(const struct placing *placing)
{
    return placing->replaced.size ? placing->replaced.data : NULL;
}

static const char *next(const struct placing *placing, const char *path)
{
    const char *after = path + strlen(path) + 1;
    return after < placing->replaced.data + placing->replaced.size ? after : NULL;
}

struct pair {
    char shown[PATH_MAX], shown_signature[PATH_MAX], hidden[PATH_MAX], hidden_signature[PATH_MAX];
};

static bool name_pair(struct pair *pair, const char *path)
{
    return join(pair->shown, PATH_MAX, path, "") &&
           join(pair->shown_signature, PATH_MAX, path, MINISIGN_EXTENSION) &&
           placing_hidden(pair->hidden, path, PLACING_PREVIOUS) &&
           placing_hidden(pair->hidden_signature, path, PLACING_PREVIOUS MINISIGN_EXTENSION);
}

/* The signature leaves after its bundle and comes before it. */
static bool hide(int folder, const char *path)
{
    struct pair pair;
    if (!name_pair(&pair, path) ||
        (!is_there(folder, pair.hidden) && !is_done(renameat(folder, pair.shown, folder, pair.hidden))))
        return false;
    return is_there(folder, pair.shown) ||
           is_done(renameat(folder, pair.shown_signature, folder, pair.hidden_signature));
}

static bool drop(int folder, const char *path)
{
    struct pair pair;
    return name_pair(&pair, path) && is_done(unlinkat(folder, pair.hidden, 0)) &&
           is_done(unlinkat(folder, pair.hidden_signature, 0));
}

static bool show(int folder, const char *path)
{
    struct pair pair;
    if (!name_pair(&pair, path))
        return false;
    /* Somebody has put another one there meanwhile. */
    if (is_there(folder, pair.shown) && is_there(folder, pair.hidden))
        return drop(folder, path);
    return is_done(renameat(folder, pair.hidden_signature, folder, pair.shown_signature)) &&
           is_done(renameat(folder, pair.hidden, folder, pair.shown));
}

static bool each(const struct placing *placing, bool (*what)(int folder, const char *path))
{
    bool sound = true;
    for (const char *path = first(placing); path; path = next(placing, path))
        sound &= what(placing->folder, path);
    return sound;
}

/* Where the names have changed. */
static bool sync_all(const struct placing *placing)
{
    bool sound = replace_sync_folder(placing->folder);
    for (const char *path = first(placing); path; path = next(placing, path)) {
        char parent[PATH_MAX];
        const char *slash = strrchr(path, '/');
        if (!slash)
            continue;
        snprintf(parent, sizeof parent, "%.*s", (int)(slash - path), path);
        int fd = openat(placing->folder, parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        sound &= fd < 0 ? errno == ENOENT : replace_sync_folder(fd);
        if (fd >= 0)
            close(fd);
    }
    return sound;
}

/* ---- the journal ---- */

static bool write_journal(const struct placing *placing)
{
    char journal[PATH_MAX], path[PATH_MAX + NAME_MAX];
    if (!placing_hidden(journal, placing->name, PLACING_JOURNAL))
        return false;
    snprintf(path, sizeof path, "%s/%s", placing->path, journal);
    enum status status = replace_file(path, placing->replaced.data, placing->replaced.size, NULL);
    if (status == STATUS_NO_MEMORY)
        errno = ENOMEM;
    return !status;
}

/* Below the library, and with an end. */
static bool is_sound(const struct buffer *paths)
{
    if (paths->size && paths->data[paths->size - 1])
        return false;
    for (size_t at = 0; at < paths->size; at += strlen(paths->data + at) + 1) {
        const char *path = paths->data + at;
        if (!*path || *path == '/' || !strncmp(path, "../", 3) || strstr(path, "/../"))
            return false;
    }
    return true;
}

bool placing_read(struct placing *placing)
{
    char journal[PATH_MAX];
    struct buffer *paths = &placing->replaced;
    if (!placing_hidden(journal, placing->name, PLACING_JOURNAL))
        return false;
    int fd = openat(placing->folder, journal, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    ssize_t got = fd < 0 ? -1 : 1;
    paths->limit = (size_t)LIMIT_REPLACED * PATH_MAX;
    while (got > 0 && !buffer_reserve(paths, KIB(4))) {
        got = read(fd, paths->data + paths->size, KIB(4));
        if (got < 0 && errno == EINTR)
            got = 1;
        else if (got > 0)
            paths->size += (size_t)got;
    }
    if (fd >= 0)
        close(fd);
    return got == 0 && is_sound(paths);
}

static bool drop_journal(const struct placing *placing)
{
    char journal[PATH_MAX];
    return placing_hidden(journal, placing->name, PLACING_JOURNAL) &&
           is_done(unlinkat(placing->folder, journal, 0)) && replace_sync_folder(placing->folder);
}

/* ---- the steps ---- */

/* As long as the copy has its own name, what bears the new one is somebody else's. */
static bool is_ours(const struct placing *placing)
{
    char part[PATH_MAX];
    return placing_hidden(part, placing->name, REPLACE_EXTENSION) && !is_there(placing->folder, part);
}

bool placing_is_put(const struct placing *placing)
{
    return is_ours(placing) && is_there(placing->folder, placing->name);
}

bool placing_hide(const struct placing *placing)
{
    return each(placing, hide) && sync_all(placing);
}

bool placing_keep(const struct placing *placing)
{
    return each(placing, drop) && sync_all(placing) && drop_journal(placing);
}

bool placing_undo(const struct placing *placing)
{
    char signature[PATH_MAX];
    int folder = placing->folder;
    if (!each(placing, show) || !sync_all(placing) ||
        !join(signature, sizeof signature, placing->name, MINISIGN_EXTENSION))
        return false;
    if (is_ours(placing) && (!is_done(unlinkat(folder, placing->name, 0)) || !replace_sync_folder(folder)))
        return false;
    if (!is_there(folder, placing->name) &&
        (!is_done(unlinkat(folder, signature, 0)) || !replace_sync_folder(folder)))
        return false;
    return drop_journal(placing);
}

void placing_discard(const struct placing *placing)
{
    char part[PATH_MAX];
    if (placing_hidden(part, placing->name, REPLACE_EXTENSION))
        unlinkat(placing->folder, part, 0);
    if (placing_hidden(part, placing->name, REPLACE_EXTENSION MINISIGN_EXTENSION))
        unlinkat(placing->folder, part, 0);
}

static bool put_new(const struct placing *placing)
{
    char part[PATH_MAX], part_signature[PATH_MAX], signature[PATH_MAX];
    int folder = placing->folder;
    if (!placing_hidden(part, placing->name, REPLACE_EXTENSION) ||
        !placing_hidden(part_signature, placing->name, REPLACE_EXTENSION MINISIGN_EXTENSION) ||
        !join(signature, sizeof signature, placing->name, MINISIGN_EXTENSION))
        return false;
    if (is_there(folder, part_signature) &&
        (!move(folder, part_signature, signature) || !replace_sync_folder(folder)))
        return false;
    return move(folder, part, placing->name) && replace_sync_folder(folder);
}

bool placing_put(const struct placing *placing)
{
    if (write_journal(placing) && put_new(placing) && placing_hide(placing))
        return true;
    int error = errno;
    /* Where that fails, too, the journal stays for the sweep. */
    if (placing_undo(placing))
        placing_discard(placing);
    errno = error;
    return false;
}
