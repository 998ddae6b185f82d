#include "document/map.h"

#include <stdlib.h>
#include <string.h>

#include "base/fnv.h"

static uint64_t hash_of(const char *key, size_t size)
{
    uint64_t hash = fnv(FNV_START, key, size);
    return hash ^ (hash >> 29);
}

static struct map_slot *slot_of(struct map_slot *slots, size_t room, const struct map_slot *key)
{
    size_t at = (size_t)key->hash & (room - 1);
    while (slots[at].key && !(slots[at].hash == key->hash && slots[at].size == key->size &&
                              memcmp(slots[at].key, key->key, key->size) == 0))
        at = (at + 1) & (room - 1);
    return &slots[at];
}

void *map_find(const struct map *map, const char *key, size_t size)
{
    if (!map->room)
        return NULL;
    struct map_slot wanted = {.key = key, .size = size, .hash = hash_of(key, size)};
    return slot_of(map->slots, map->room, &wanted)->value;
}

static enum status grow(struct map *map)
{
    size_t room = map->room ? map->room * 2 : 64;
    struct map_slot *slots = calloc(room, sizeof(*slots));
    if (!slots)
        return STATUS_NO_MEMORY;
    for (size_t i = 0; i < map->room; i++)
        if (map->slots[i].key)
            *slot_of(slots, room, &map->slots[i]) = map->slots[i];
    free(map->slots);
    map->slots = slots;
    map->room = room;
    return STATUS_OK;
}

enum status map_set(struct map *map, const char *key, size_t size, void *value)
{
    if (map->count * 2 >= map->room) {
        enum status status = grow(map);
        if (status)
            return status;
    }
    struct map_slot entry = {key, size, hash_of(key, size), value};
    struct map_slot *slot = slot_of(map->slots, map->room, &entry);
    map->count += slot->key == NULL;
    if (slot->key)
        slot->value = value;
    else
        *slot = entry;
    return STATUS_OK;
}

void map_free(struct map *map)
{
    free(map->slots);
    *map = (struct map){0};
}
