#include "command/config.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/messages.h"
#include "bundle/inifile.h"

#define SYSTEM_LIBRARY "/var/lib/slipcase/library"

/* What a value must be; returns the string to keep, or NULL when it is not that (errno ENOMEM: out of memory). */
typedef char *config_value(const char *file, const char *text);

/* A folder; one that does not begin at the root is beside the file. Whether it is there is found out by who uses it. */
static char *read_folder(const char *file, const char *text)
{
    const char *slash = strrchr(file, '/');
    char *path;
    errno = EINVAL;
    if (!*text)
        return NULL;
    if (*text == '/' || !slash)
        return strdup(text);
    return asprintf(&path, "%.*s/%s", (int)(slash - file), file, text) < 0 ? NULL : path;
}

static const struct {
    const char *section, *key;
    size_t place; /* in struct config, a char * */
    config_value *read;
    const char *form;
} keys[] = {
    {"library", "folder", offsetof(struct config, library), read_folder, N_("the path of a folder")},
    {"trust", "keys", offsetof(struct config, keys), read_folder, N_("the path of a folder")},
};

static char **place_of(struct config *config, size_t key)
{
    return (char **)((char *)config + keys[key].place);
}

struct reading {
    const char *file;
    struct config *config;
};

__attribute__((format(printf, 1, 0))) static void warn(const char *sentence, const char *file, unsigned line,
                                                       const char *word)
{
    fprintf(stderr, "slipcase: ");
    fprintf(stderr, sentence, file, line, word);
    fputc('\n', stderr);
}

static enum status take_line(void *data, const struct inifile_line *line)
{
    struct reading *reading = data;
    size_t key = 0, count = sizeof keys / sizeof keys[0];
    if (!line->key) {
        warn(_("%s, line %u: “%s” is neither a [section] nor a key = value; correct it."), reading->file,
             line->number, line->value);
        return STATUS_OK;
    }
    while (key < count &&
           (strcmp(line->section, keys[key].section) != 0 || strcmp(line->key, keys[key].key) != 0))
        key++;
    if (key == count) {
        warn(_("%s, line %u: there is no setting “%s” here; see slipcase.conf(5)."), reading->file,
             line->number, line->key);
        return STATUS_OK;
    }
    char **place = place_of(reading->config, key);
    if (*place) {
        warn(_("%s, line %u: “%s” is there twice, and the first one counts; remove one."), reading->file,
             line->number, line->key);
        return STATUS_OK;
    }
    *place = keys[key].read(reading->file, line->value);
    if (!*place && errno == ENOMEM)
        return STATUS_NO_MEMORY;
    if (!*place) {
        fprintf(stderr, "slipcase: ");
        fprintf(stderr, _("%s, line %u: %s takes %s, not “%s”; the default is used."), reading->file,
                line->number, line->key, _(keys[key].form), line->value);
        fputc('\n', stderr);
    }
    return STATUS_OK;
}

static bool cannot_read(const char *path, const char *reason)
{
    fprintf(stderr, "slipcase: ");
    fprintf(stderr, _("The settings in %s could not be read: %s."), path, reason);
    fputc('\n', stderr);
    return false;
}

bool config_read(const char *path, struct config *out)
{
    *out = (struct config){0};
    struct buffer text = {.limit = LIMIT_SETTINGS};
    const char *file = path ? path : CONFIG_DEFAULT;
    char bytes[4096];
    size_t got = 0;
    enum status status = STATUS_OK;
    FILE *stream = fopen(file, "re");
    if (!stream)
        return (!path && errno == ENOENT) || cannot_read(file, strerror(errno));
    while (!status && (got = fread(bytes, 1, sizeof bytes, stream)) > 0)
        status = buffer_add(&text, bytes, got);
    if (!status && ferror(stream))
        status = STATUS_IO;
    int error = errno;
    fclose(stream);
    struct reading reading = {file, out};
    if (!status && text.data)
        status = inifile_read(text.data, text.size, take_line, &reading);
    buffer_free(&text);
    if (status == STATUS_IO)
        return cannot_read(file, strerror(error));
    if (status == STATUS_LIMIT)
        return cannot_read(file, _("it is too long"));
    return !status || cannot_read(file, strerror(ENOMEM));
}

void config_free(struct config *config)
{
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        free(*place_of(config, i));
    *config = (struct config){0};
}

char *config_library(const struct config *config)
{
    const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    char *path = NULL;
    if (config->library)
        return strdup(config->library);
    int made = 0;
    if (data && *data == '/')
        made = asprintf(&path, "%s/slipcase/library", data);
    else if (home && *home)
        made = asprintf(&path, "%s/.local/share/slipcase/library", home);
    if (made < 0)
        return NULL;
    if (path && access(path, F_OK) == 0)
        return path;
    free(path);
    return strdup(SYSTEM_LIBRARY);
}
