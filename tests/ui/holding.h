/* What lies on the board and on sticks, as the reader is told. */
#ifndef TESTS_UI_HOLDING_H
#define TESTS_UI_HOLDING_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "desk.h"

/* What a source holds; freed with the desk's bundles. */
struct holding {
    struct library library;
    struct source source;
};

static inline void put(struct desk *desk, struct holding *holding, const struct leaf *leaves)
{
    struct library *library = &holding->library;
    desk_write(desk, leaves);
    library->paths = realloc(library->paths, (library->count + 1) * sizeof *library->paths);
    assert_non_null(library->paths);
    library->paths[library->count++] = strdup(desk->path);
    holding->source.library = library;
}

static inline void tell(struct desk *desk, uint32_t count, struct holding **holdings)
{
    struct source list[4];
    for (uint32_t i = 0; i < count; i++)
        list[i] = holdings[i]->source;
    assert_int_equal(ui_sources(desk->ui, list, count, NULL), STATUS_OK);
}

/* How many files in the desk's folder are open. */
static inline int open_files(const struct desk *desk)
{
    char path[300], target[512];
    int count = 0;
    DIR *folder = opendir("/proc/self/fd");
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));) {
        snprintf(path, sizeof path, "/proc/self/fd/%s", entry->d_name);
        ssize_t size = readlink(path, target, sizeof target - 1);
        target[size > 0 ? size : 0] = '\0';
        count += !strncmp(target, desk->folder, strlen(desk->folder));
    }
    closedir(folder);
    return count;
}

/* In the desk's folder. */
static inline void run(struct desk *desk, const char *command)
{
    char line[512];
    snprintf(line, sizeof line, "cd %s && %s", desk->folder, command);
    assert_int_equal(system(line), 0);
}

#endif
