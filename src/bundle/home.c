#include "bundle/home.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"

static const char *const names[HOME_NONE] = {[HOME_README] = "README.md",
                                             [HOME_INDEX] = "index.md",
                                             [HOME_INDEX_HTML] = "index.html",
                                             [HOME_SUMMARY] = "SUMMARY.md"};

enum home_rank home_rank(const char *name)
{
    unsigned rank = HOME_README;
    /* Nearly all names are none of these, which shows without comparing. */
    if (!strchr("rRiIsS", *name))
        return HOME_NONE;
    while (rank < HOME_NONE && strcasecmp(name, names[rank]) != 0)
        rank++;
    return (enum home_rank)rank;
}

uint32_t home_of_folder(const struct bundle *bundle, const char *path, size_t size)
{
    char name[LIMIT_ENTRY_NAME + 16];
    uint32_t found = ENTRY_NONE;
    if (size > LIMIT_ENTRY_NAME)
        return ENTRY_NONE;
    for (unsigned rank = HOME_README; rank < HOME_SUMMARY && found == ENTRY_NONE; rank++) {
        snprintf(name, sizeof name, "%.*s%s", (int)size, path, names[rank]);
        found = bundle_find(bundle, name);
    }
    return found;
}

static uint32_t depth_of(const char *name)
{
    uint32_t depth = 0;
    for (; *name; name++)
        depth += *name == '/';
    return depth;
}

uint32_t home_of_bundle(const struct bundle *bundle)
{
    uint32_t home = ENTRY_NONE;
    uint64_t best = UINT64_MAX;
    for (uint32_t i = 0; i < bundle_count(bundle) && best > 0; i++) {
        if (!entry_is_article(bundle_kind(bundle, i)))
            continue;
        const char *name = bundle_name(bundle, i), *slash = strrchr(name, '/');
        enum home_rank rank = home_rank(slash ? slash + 1 : name);
        uint64_t score = rank < HOME_NONE ? (uint64_t)depth_of(name) * HOME_NONE + rank : UINT64_MAX - 1;
        if (score < best) {
            best = score;
            home = i;
        }
    }
    return home;
}
