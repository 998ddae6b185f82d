#include "bundle/named.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "bundle/fold.h"
#include "bundle/index.h"

/* A path's last part, without the ending of a note. */
static const char *base_of(const char *path, size_t *size)
{
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    const char *dot = entry_kind_of(base) == ENTRY_MARKDOWN ? strrchr(base, '.') : NULL;
    *size = dot ? (size_t)(dot - base) : strlen(base);
    return base;
}

static uint32_t hash_of(const char *base, size_t size)
{
    uint32_t hash = 0x811C9DC5u; /* FNV-1a of the folded characters */
    for (size_t at = 0; at < size;) {
        uint32_t code;
        at += utf8_decode(base + at, size - at, &code);
        hash = (hash ^ fold(code)) * 0x01000193u;
    }
    return hash;
}

static bool same(const char *left, size_t left_size, const char *right, size_t right_size)
{
    size_t a = 0, b = 0;
    while (a < left_size && b < right_size) {
        uint32_t one, other;
        a += utf8_decode(left + a, left_size - a, &one);
        b += utf8_decode(right + b, right_size - b, &other);
        if (fold(one) != fold(other))
            return false;
    }
    return a == left_size && b == right_size;
}

/* The slot of the files so called, or the free one where they would be; NULL: there is none near its place. */
static uint32_t *slot_of(const struct bundle *bundle, const char *base, size_t size)
{
    uint32_t mask = bundle->named_room - 1, at = hash_of(base, size) & mask;
    for (uint32_t looks = 0; looks < LIMIT_NAMED_LOOKS; looks++, at = (at + 1) & mask) {
        size_t other_size;
        if (bundle->named[at] == ENTRY_NONE)
            return &bundle->named[at];
        const char *other = base_of(bundle_name(bundle, bundle->named[at]), &other_size);
        if (same(base, size, other, other_size))
            return &bundle->named[at];
    }
    return NULL;
}

/* One slot for each name, with the shortest of its paths: so that a thousand files of one name cost no more than one. */
static bool gather(struct bundle *bundle)
{
    uint32_t room = 2;
    if (bundle->named)
        return true;
    while (room < bundle->index.count * 2)
        room *= 2;
    bundle->named = malloc(room * sizeof *bundle->named);
    if (!bundle->named)
        return false;
    bundle->named_room = room;
    memset(bundle->named, 0xFF, room * sizeof *bundle->named);
    for (uint32_t entry = 0; entry < bundle->index.count; entry++) {
        size_t size;
        const char *name = bundle_name(bundle, entry), *base = base_of(name, &size);
        uint32_t *slot = slot_of(bundle, base, size);
        if (slot && (*slot == ENTRY_NONE || strlen(name) < strlen(bundle_name(bundle, *slot))))
            *slot = entry;
    }
    return true;
}

/* As written and with ".md" behind it, below the folder. */
static uint32_t find_in(const struct bundle *bundle, const char *folder, size_t size, const char *name)
{
    char path[2 * LIMIT_ENTRY_NAME + 8];
    snprintf(path, sizeof path, "%.*s%s.md", (int)size, folder, name);
    uint32_t found = bundle_find(bundle, path);
    if (found != ENTRY_NONE)
        return found;
    path[strlen(path) - 3] = '\0';
    return bundle_find(bundle, path);
}

uint32_t bundle_named(struct bundle *bundle, uint32_t from, const char *name)
{
    struct name wanted;
    size_t size;
    const char *folder = bundle_name(bundle, from), *slash = strrchr(folder, '/');
    if (!name_normalise(name, strlen(name), &wanted))
        return ENTRY_NONE;
    uint32_t found = find_in(bundle, folder, slash ? (size_t)(slash + 1 - folder) : 0, wanted.text);
    if (found == ENTRY_NONE && slash && strchr(wanted.text, '/'))
        found = find_in(bundle, "", 0, wanted.text);
    if (found != ENTRY_NONE || strchr(wanted.text, '/') || !gather(bundle))
        return found;
    const char *base = base_of(wanted.text, &size);
    const uint32_t *slot = slot_of(bundle, base, size);
    return slot ? *slot : ENTRY_NONE;
}
