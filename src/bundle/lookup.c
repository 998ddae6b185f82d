#include "bundle/lookup.h"

#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>

#include "base/limits.h"
#include "bundle/fold.h"

/* A slot holds an entry's number + 1 below, and above it bits of its hash, which spare most looks at the name. */
#define SLOT_ENTRY ((1u << 21) - 1)
_Static_assert(LIMIT_ENTRIES < SLOT_ENTRY, "an entry's number fits a slot");

static uint32_t slot_tag(uint64_t hash)
{
    return (uint32_t)(hash >> 32) & ~SLOT_ENTRY;
}

static const char *whole_name(const struct index *index, uint32_t entry)
{
    return index->names + index->records[entry].name;
}

static bool is_named(const struct index *index, uint32_t entry, const char *name, size_t size)
{
    const char *other = whole_name(index, entry);
    return fold_equal(other, strlen(other), name, size);
}

/* The slot of the name (with the top folder), or the empty one where it would be. */
static uint32_t *find_slot(const struct index *index, const char *name, size_t size, uint64_t hash)
{
    uint32_t at = (uint32_t)hash & index->slot_mask, tag = slot_tag(hash);
    while (index->slots[at] && ((index->slots[at] & ~SLOT_ENTRY) != tag ||
                                !is_named(index, (index->slots[at] & SLOT_ENTRY) - 1, name, size)))
        at = (at + 1) & index->slot_mask;
    return &index->slots[at];
}

enum status lookup_start(struct index *index, uint32_t count)
{
    uint64_t slots = 4;
    while (slots < (uint64_t)count + count / 4)
        slots *= 2;
    free(index->slots);
    index->slots = calloc((size_t)slots, sizeof *index->slots);
    if (!index->slots)
        return STATUS_NO_MEMORY;
    index->slot_mask = (uint32_t)(slots - 1);
    /* The kernel's random bytes, so that no bundle can be made whose names all fall into one slot. */
    const void *random = (const void *)getauxval(AT_RANDOM);
    if (random)
        memcpy(&index->seed, random, sizeof index->seed);
    return STATUS_OK;
}

void lookup_add(struct index *index, uint32_t entry, uint64_t hash)
{
    uint32_t *slots = index->slots, mask = index->slot_mask, at = (uint32_t)hash & mask, tag = slot_tag(hash);
    for (; slots[at]; at = (at + 1) & mask) {
        const char *name = whole_name(index, entry);
        if ((slots[at] & ~SLOT_ENTRY) == tag &&
            is_named(index, (slots[at] & SLOT_ENTRY) - 1, name, strlen(name)))
            return;
    }
    slots[at] = tag | (entry + 1);
}

enum status lookup_build(struct index *index)
{
    if (lookup_start(index, index->count))
        return STATUS_NO_MEMORY;
    for (uint32_t i = 0; i < index->count; i++) {
        const char *name = whole_name(index, i);
        lookup_add(index, i, fold_hash(name, strlen(name), index->seed));
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
    uint32_t slot = *find_slot(index, name, size, fold_hash(name, size, index->seed));
    return slot ? (slot & SLOT_ENTRY) - 1 : ENTRY_NONE;
}

/* Whatever the case, below the top folder. */
static uint32_t find_below(const struct index *index, const char *name, size_t size)
{
    char whole[2 * LIMIT_ENTRY_NAME];
    if (index->count == 0 || size > sizeof whole - index->top)
        return ENTRY_NONE;
    memcpy(whole, whole_name(index, 0), index->top);
    memcpy(whole + index->top, name, size);
    return find_folded(index, whole, index->top + size);
}

uint32_t lookup_find(const struct index *index, const char *name, size_t size)
{
    const char *top = index->count > 0 ? whole_name(index, 0) : "";
    bool below = size > index->top && !memcmp(name, top, index->top);
    uint32_t found = find_exactly(index, name);
    if (found == ENTRY_NONE && below && index->top)
        found = find_exactly(index, name + index->top);
    if (found == ENTRY_NONE)
        found = find_below(index, name, size);
    return found != ENTRY_NONE || index->top == 0 ? found : find_folded(index, name, size);
}
