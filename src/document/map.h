/* Names → pointers, each name once. Zero-initialise it; map_free gives its memory back. */
#ifndef DOCUMENT_MAP_H
#define DOCUMENT_MAP_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

struct map_slot {
    const char *key;
    size_t size;
    uint64_t hash;
    void *value;
};

struct map {
    struct map_slot *slots;
    size_t room, count;
};

/* The value under key[0..size), or NULL. */
void *map_find(const struct map *map, const char *key, size_t size);

/* Puts `value` (not NULL) under `key`, in place of the one that was there. The key's bytes are borrowed. */
enum status map_set(struct map *map, const char *key, size_t size, void *value) MUST_USE;
void map_free(struct map *map);

#endif
