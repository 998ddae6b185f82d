/* What lies on the board and on sticks, as the reader is told. */
#ifndef TESTS_UI_HOLDING_H
#define TESTS_UI_HOLDING_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "signing.h"

static const struct leaf wells[] = {{"README.md", "# 井水的安全\n\n打水以前先看看井边。\n\n[下](a.md)\n"},
                                    {"a.md", "# 井盖\n\n盖好。\n"},
                                    {0}};
static const struct leaf english[] = {
    {"index.html", "<html lang=en><title>Clean water</title><h1>Clean water</h1><p>Boil it first.</p>"}, {0}};
static const struct leaf rivers[] = {{"README.md", "# Rivers\n\nThey flow.\n"}, {0}};

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

#endif
