#include "platform/mounts.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A blank, tab, line feed or backslash stands there as a backslash and three octal digits. */
static void decode(char *text)
{
    char *out = text;
    for (; *text; text++) {
        if (text[0] == '\\' && strspn(text + 1, "01234567") >= 3) {
            *out++ = (char)((text[1] - '0') << 6 | (text[2] - '0') << 3 | (text[3] - '0'));
            text += 3;
        } else {
            *out++ = *text;
        }
    }
    *out = '\0';
}

static bool is_read_only(const char *options)
{
    return !strncmp(options, "ro", 2) && (options[2] == ',' || options[2] == '\n' || !options[2]);
}

bool mounts_line(char *line, const char *folder, struct mount_point *out)
{
    /* id parent major:minor root place options [more…] - type source options-of-the-file-system */
    enum { ID, DEVICE = 2, PLACE = 4, FIELDS };
    char *fields[FIELDS], *rest = line;
    for (int i = 0; i < FIELDS; i++) {
        fields[i] = strsep(&rest, " ");
        if (!rest)
            return false;
    }
    char *end = strstr(rest, "- ");
    char *super = end ? strrchr(end, ' ') : NULL;
    decode(fields[PLACE]);
    size_t length = strlen(folder);
    if (strncmp(fields[PLACE], folder, length) != 0 || fields[PLACE][length] != '/')
        return false;
    const char *name = fields[PLACE] + length + 1;
    if (!*name || strchr(name, '/') || strlen(name) > NAME_MAX)
        return false;
    *out = (struct mount_point){.id = strtoull(fields[ID], NULL, 10),
                                .read_only = super && is_read_only(super + 1)};
    char *colon = fields[DEVICE];
    out->major = (uint32_t)strtoul(colon, &colon, 10);
    out->minor = *colon == ':' ? (uint32_t)strtoul(colon + 1, NULL, 10) : 0;
    memcpy(out->name, name, strlen(name) + 1);
    return true;
}

bool mounts_gone(const struct mount_point *point, const char *devices)
{
    char path[PATH_MAX];
    if (!point->major || access(devices, F_OK))
        return false;
    snprintf(path, sizeof path, "%s/%u:%u", devices, point->major, point->minor);
    return access(path, F_OK) && errno == ENOENT;
}

static void add(struct mounts *mounts, const struct mount_point *point)
{
    uint32_t at = 0;
    while (at < mounts->count && strcmp(mounts->list[at].name, point->name) != 0)
        at++;
    if (at == LIMIT_MEDIA)
        return;
    mounts->list[at] = *point;
    if (at == mounts->count)
        mounts->count++;
}

enum status mounts_read(const char *folder, struct mounts *out)
{
    FILE *table = fopen("/proc/self/mountinfo", "re");
    char *line = NULL;
    size_t room = 0;
    struct mount_point point;
    out->count = 0;
    if (!table)
        return errno == ENOMEM ? STATUS_NO_MEMORY : STATUS_IO;
    while (getline(&line, &room, table) > 0) {
        if (mounts_line(line, folder, &point))
            add(out, &point);
    }
    enum status status = ferror(table) || !feof(table) ? STATUS_IO : STATUS_OK;
    free(line);
    fclose(table);
    return status;
}
