#include "bundle/lookup.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "bundle/fold.h"

static uint32_t find_exactly(const struct index *index, const char *name)
{
    uint32_t low = 0, high = index->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = strcmp(name, index_name(index, middle));
        if (order == 0)
            return middle;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return ENTRY_NONE;
}

static const char *rest_of(const struct index *index, uint32_t entry, size_t at)
{
    return index->names + index->records[entry].name + at;
}

/* Names [low, high) that all start with the same `at` bytes, which fold as the first `met` of the wanted name do. */
struct branch {
    uint32_t low, high;
    size_t at, met;
};

/* The first name of the branch that goes on with `text` or, `behind`, with what is sorted behind all that do; else `high`. */
static uint32_t bound(const struct index *index, const struct branch *branch, const char *text, size_t size,
                      bool behind)
{
    uint32_t low = branch->low, high = branch->high;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = strncmp(rest_of(index, middle, branch->at), text, size);
        if (order < 0 || (behind && order == 0))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void lookup_narrow(const struct index *index, size_t at, const char *text, size_t size, uint32_t *low,
                   uint32_t *high)
{
    const struct branch branch = {.low = *low, .high = *high, .at = at};
    *low = bound(index, &branch, text, size, false);
    *high = bound(index, &branch, text, size, true);
}

/* The search for a name whatever its case: the sorted names are a tree, whose branches are the characters behind a common
 * beginning. Down one of them there are at most as many ways as the wanted letter has variants, and nearly always one. */
struct search {
    const struct index *index;
    const char *wanted;
    size_t size;
    uint32_t ways; /* gone so far: LIMIT_CASE_WAYS */
};

/* Goes on over the characters that all names of the branch share. False when one is not the wanted one. */
static bool follow_stem(const struct search *search, struct branch *branch)
{
    const char *first = rest_of(search->index, branch->low, branch->at);
    const char *last = rest_of(search->index, branch->high - 1, branch->at);
    while (branch->met < search->size && *first) {
        uint32_t code, wanted;
        size_t size = utf8_decode(first, strnlen(first, 4), &code);
        if (strncmp(first, last, size) != 0)
            return true;
        branch->met += utf8_decode(search->wanted + branch->met, search->size - branch->met, &wanted);
        if (fold(code) != fold(wanted))
            return false;
        branch->at += size;
        first += size;
        last += size;
    }
    return true;
}

static uint32_t find_in(struct search *search, struct branch branch)
{
    if (branch.low == branch.high || !follow_stem(search, &branch))
        return ENTRY_NONE;
    if (branch.met == search->size)
        return *rest_of(search->index, branch.low, branch.at) ? ENTRY_NONE : branch.low;
    uint32_t wanted, variants[FOLD_VARIANTS], found = ENTRY_NONE;
    size_t step = utf8_decode(search->wanted + branch.met, search->size - branch.met, &wanted);
    size_t count = fold_variants(wanted, variants);
    for (size_t i = 0; i < count && found == ENTRY_NONE && search->ways < LIMIT_CASE_WAYS; i++) {
        char text[4];
        size_t size = utf8_encode(variants[i], text);
        struct branch way = {branch.low, branch.high, branch.at + size, branch.met + step};
        search->ways++;
        lookup_narrow(search->index, branch.at, text, size, &way.low, &way.high);
        found = find_in(search, way);
    }
    return found;
}

/* `skip` bytes of each name, its top folder, are not looked at. */
static uint32_t find_folded(const struct index *index, const char *name, size_t size, size_t skip)
{
    struct search search = {.index = index, .wanted = name, .size = size};
    return find_in(&search, (struct branch){.high = index->count, .at = skip});
}

uint32_t lookup_find(const struct index *index, const char *name, size_t size)
{
    const char *top = index->count > 0 ? index->names + index->records[0].name : "";
    bool below = size > index->top && !memcmp(name, top, index->top);
    uint32_t found = find_exactly(index, name);
    if (found == ENTRY_NONE && below && index->top)
        found = find_exactly(index, name + index->top);
    if (found == ENTRY_NONE)
        found = find_folded(index, name, size, index->top);
    return found != ENTRY_NONE || index->top == 0 ? found : find_folded(index, name, size, 0);
}
