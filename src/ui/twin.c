#include "ui/twin.h"

#include <string.h>

/* The file's name, and behind it which of the bundles in it this one is. */
static const char *name_within(const struct volume *volume)
{
    size_t at = volume->file;
    while (at && volume->path[at - 1] != '/')
        at--;
    return volume->path + at;
}

/* As far as name and size say (struct volume_stamp), which say nothing of a folder. */
static bool is_same_file(const struct volume *a, const struct volume *b)
{
    return entry_kind_of(a->path) == ENTRY_BUNDLE && !strcmp(name_within(a), name_within(b)) &&
           a->stamp.of[2] == b->stamp.of[2];
}

static bool is_same(const struct volume *a, const struct volume *b)
{
    if (a->state != VOLUME_READY || b->state != VOLUME_READY || !a->id != !b->id || a->edition != b->edition)
        return false;
    return a->id ? !strcmp(a->id, b->id) : is_same_file(a, b);
}

static bool is_on_stick(const struct volumes *volumes, const struct volume *volume)
{
    return volume_stick(volumes, volume) != NULL;
}

static bool is_shown(const struct volume *volume)
{
    return !volume->doubled || volume->state != VOLUME_READY;
}

void twin_find(struct volumes *volumes, uint32_t index)
{
    struct volume *fresh = &volumes->list[index];
    fresh->doubled = false;
    for (uint32_t i = 0; i < volumes->count; i++) {
        struct volume *other = &volumes->list[i], *later = i > index ? other : fresh;
        if (other == fresh || !is_same(fresh, other))
            continue;
        if (!is_on_stick(volumes, fresh))
            other->doubled = is_on_stick(volumes, other);
        else if (!is_on_stick(volumes, other))
            fresh->doubled = true;
        else
            later->doubled = true;
    }
}

void twin_find_all(struct volumes *volumes)
{
    for (uint32_t i = 0; i < volumes->count; i++)
        twin_find(volumes, i);
}

const struct volume *twin_behind(const struct volumes *volumes, const struct volume *volume)
{
    for (uint32_t i = 0; i < volumes->count; i++) {
        const struct volume *other = &volumes->list[i];
        if (other != volume && other->doubled && is_same(other, volume))
            return other;
    }
    return NULL;
}

uint32_t twin_rows(const struct volumes *volumes)
{
    uint32_t rows = 0;
    for (uint32_t i = 0; i < volumes->count; i++)
        rows += is_shown(&volumes->list[i]);
    return rows;
}

uint32_t twin_at(const struct volumes *volumes, uint32_t row)
{
    for (uint32_t i = 0; i < volumes->count; i++) {
        if (is_shown(&volumes->list[i]) && !row--)
            return i;
    }
    return VOLUME_NONE;
}

uint32_t twin_row(const struct volumes *volumes, uint32_t index)
{
    uint32_t row = 0, shown = index;
    if (index >= volumes->count)
        return twin_rows(volumes);
    for (uint32_t i = 0; i < volumes->count && !is_shown(&volumes->list[shown]); i++) {
        if (is_shown(&volumes->list[i]) && is_same(&volumes->list[i], &volumes->list[index]))
            shown = i;
    }
    for (uint32_t i = 0; i < shown; i++)
        row += is_shown(&volumes->list[i]);
    return row;
}
