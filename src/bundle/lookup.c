#include "bundle/lookup.h"

#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>

#include "base/limits.h"
#include "bundle/names.h"

/* A slot holds an entry's number + 1 below, and above it bits of its hash, which spare most looks at the name. */
#define SLOT_ENTRY ((1u << 21) - 1)
_Static_assert(LIMIT_ENTRIES < SLOT_ENTRY, "an entry's number fits a slot");

static uint32_t slot_tag(uint64_t hash)
{
    return (uint32_t)(hash >> 32) & ~SLOT_ENTRY;
}

/* The slot of the name, or the empty one where it would be. */
static uint32_t *find_slot(const struct index *index, const char *name, size_t size, uint64_t hash)
{
    uint32_t at = (uint32_t)hash & index->slot_mask, tag = slot_tag(hash);
    for (; index->slots[at]; at = (at + 1) & index->slot_mask) {
        if ((index->slots[at] & ~SLOT_ENTRY) != tag)
            continue;
        const char *other = index_name(index, (index->slots[at] & SLOT_ENTRY) - 1);
        if (name_fold_equal(other, strlen(other), name, size))
            break;
    }
    return &index->slots[at];
}

enum status lookup_build(struct index *index)
{
    uint64_t slots = 4;
    while (slots < (uint64_t)index->count + index->count / 4)
        slots *= 2;
    index->slots = calloc((size_t)slots, sizeof *index->slots);
    if (!index->slots)
        return STATUS_NO_MEMORY;
    index->slot_mask = (uint32_t)(slots - 1);
    /* The kernel's random bytes, so that no bundle can be made whose names all fall into one slot. */
    const void *random = (const void *)getauxval(AT_RANDOM);
    if (random)
        memcpy(&index->seed, random, sizeof index->seed);
    for (uint32_t i = 0; i < index->count; i++) {
        const char *name = index_name(index, i);
        size_t size = strlen(name);
        uint64_t hash = name_fold_hash(name, size, index->seed);
        uint32_t *slot = find_slot(index, name, size, hash);
        if (!*slot)
            *slot = slot_tag(hash) | (i + 1);
    }
    return STATUS_OK;
}

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

static uint32_t find_folded(const struct index *index, const char *name, size_t size)
{
    uint32_t slot = *find_slot(index, name, size, name_fold_hash(name, size, index->seed));
    return slot ? (slot & SLOT_ENTRY) - 1 : ENTRY_NONE;
}

uint32_t lookup_find(const struct index *index, const char *name, size_t size)
{
    const char *top = index->count > 0 ? index->names + index->records[0].name : "";
    bool below = size > index->top && !memcmp(name, top, index->top);
    uint32_t found = find_exactly(index, name);
    if (found == ENTRY_NONE && below && index->top)
        found = find_exactly(index, name + index->top);
    if (found == ENTRY_NONE)
        found = find_folded(index, name, size);
    if (found != ENTRY_NONE || index->top == 0)
        return found;
    /* Folding can change a letter's length, so the top folder is compared up to its slash. */
    const char *slash = memchr(name, '/', size);
    if (slash && name_fold_equal(name, (size_t)(slash + 1 - name), top, index->top))
        found = find_folded(index, slash + 1, size - (size_t)(slash + 1 - name));
    return found;
}
