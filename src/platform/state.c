#include "platform/state.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/log.h"
#include "base/messages.h"
#include "base/replace.h"

struct state {
    char *folder; /* NULL: there is no place for one */
    bool told;    /* that it cannot be written */
};

/* NULL with *found: out of memory; else none of the variables tells of one. */
static char *find_folder(bool *found)
{
    const char *given = getenv("STATE_DIRECTORY"), *data = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    char *path = NULL;
    int made = 0;
    *found = true;
    if (given && *given == '/')
        return strndup(given, strcspn(given, ":"));
    if (data && *data == '/')
        made = asprintf(&path, "%s/slipcase", data);
    else if (home && *home == '/')
        made = asprintf(&path, "%s/.local/state/slipcase", home);
    else
        *found = false;
    return made < 0 ? NULL : path;
}

enum status state_open(struct state **out, struct fault *fault)
{
    struct state *state = calloc(1, sizeof *state);
    bool found;
    if (!state)
        return fault_no_memory(fault);
    state->folder = find_folder(&found);
    if (found && !state->folder) {
        free(state);
        return fault_no_memory(fault);
    }
    *out = state;
    return STATUS_OK;
}

void state_close(struct state *state)
{
    if (!state)
        return;
    free(state->folder);
    free(state);
}

/* The folders that lead to `path`, as XDG wants them: for the person alone. */
static bool make_folders(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        bool made = !mkdir(path, 0700) || errno == EEXIST;
        *slash = '/';
        if (!made)
            return false;
    }
    return true;
}

const char *state_folder(struct state *state)
{
    char *inside;
    if (!state->folder)
        return NULL;
    if (asprintf(&inside, "%s/", state->folder) >= 0) {
        /* What cannot be made is told when something is to be written. */
        (void)!make_folders(inside);
        free(inside);
    }
    return state->folder;
}

static char *path_of(const struct state *state, const struct state_file *file, const char *ending)
{
    char *path;
    return asprintf(&path, "%s/%s%s", state->folder, file->name, ending) < 0 ? NULL : path;
}

/* The whole file into `out`; false with errno. */
static bool load(const char *path, struct buffer *out)
{
    char bytes[4096];
    ssize_t got = 0;
    enum status status = STATUS_OK;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return false;
    do {
        got = read(fd, bytes, sizeof bytes);
        if (got > 0)
            status = buffer_add(out, bytes, (size_t)got);
    } while (!status && (got > 0 || (got < 0 && errno == EINTR)));
    int error = status == STATUS_NO_MEMORY ? ENOMEM : status ? EFBIG : errno;
    close(fd);
    errno = error;
    return !status && !got;
}

/* Power that fails while a disk writes leaves files that are empty or full of NULs, whatever was asked of it. */
static bool is_sound(const struct state_file *file, const struct buffer *text)
{
    return text->size && !memchr(text->data, '\0', text->size) &&
           (!file->sound || file->sound(text->data, text->size));
}

/* STATUS_NOT_FOUND: it is not there; STATUS_CORRUPT: nor is anything that could be used. */
static enum status read_version(const char *path, const struct state_file *file, struct buffer *out)
{
    *out = (struct buffer){.limit = LIMIT_STATE_FILE};
    enum status status = STATUS_OK;
    if (!load(path, out))
        status = errno == ENOENT || errno == ENOTDIR ? STATUS_NOT_FOUND
                 : errno == ENOMEM                   ? STATUS_NO_MEMORY
                                                     : STATUS_IO;
    if (status == STATUS_IO)
        log_warning(_("%s could not be read (%s); it is done without."), path, strerror(errno));
    if (!status && !is_sound(file, out)) {
        log_warning(_("%s is damaged; what was kept before is used, or nothing."), path);
        status = STATUS_CORRUPT;
    }
    if (status)
        buffer_free(out);
    return status;
}

enum status state_read(struct state *state, const struct state_file *file, struct buffer *out)
{
    if (!state->folder)
        return STATUS_NOT_FOUND;
    char *path = path_of(state, file, ""), *last = path_of(state, file, ".last");
    enum status status = path && last ? read_version(path, file, out) : STATUS_NO_MEMORY;
    if (status && status != STATUS_NO_MEMORY)
        status = read_version(last, file, out);
    free(path);
    free(last);
    return status && status != STATUS_NO_MEMORY ? STATUS_NOT_FOUND : status;
}

/* A good version goes aside; a damaged one makes no room for itself by pushing out the last good. */
static bool keep_last(const char *path, const char *last, const struct state_file *file)
{
    struct buffer before;
    enum status status = read_version(path, file, &before);
    if (!status)
        buffer_free(&before);
    return status || !rename(path, last);
}

static enum status write_version(char *path, const char *last, const struct state_file *file,
                                 const struct buffer *text, struct fault *fault)
{
    if (!make_folders(path) || !keep_last(path, last, file))
        return fault_set(fault, errno == EACCES || errno == EROFS ? STATUS_DENIED : STATUS_IO,
                         _("%s could not be written (%s); look whether its disk is full or write-protected."),
                         path, strerror(errno));
    return replace_file(path, text->data, text->size, fault);
}

enum status state_write(struct state *state, const struct state_file *file, const struct buffer *text,
                        struct fault *fault)
{
    struct fault own = {0};
    char *path = state->folder ? path_of(state, file, "") : NULL;
    char *last = state->folder ? path_of(state, file, ".last") : NULL;
    enum status status = STATUS_OK;
    if (!state->folder)
        status = fault_set(
            &own, STATUS_NOT_FOUND, "%s",
            _("Nothing can be kept: neither $STATE_DIRECTORY nor $XDG_STATE_HOME nor $HOME is a folder."));
    else if (!path || !last)
        status = fault_no_memory(&own);
    else
        status = write_version(path, last, file, text, &own);
    free(path);
    free(last);
    if (!status)
        return STATUS_OK;
    if (!state->told)
        log_warning("%s", own.sentence);
    state->told = true;
    return fault_set(fault, status, "%s", own.sentence);
}
