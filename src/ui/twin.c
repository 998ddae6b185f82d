#include "ui/twin.h"

#include <stdlib.h>
#include <string.h>

/* The file's name, and behind it which of the bundles in it this one is. */
static const char *name_within(const struct volume *volume)
{
    size_t at = volume->file;
    while (at && volume->path[at - 1] != '/')
        at--;
    return volume->path + at;
}

/* Of a folder without an id nothing says which other one is the same. */
static bool has_identity(const struct volume *volume)
{
    return volume->state == VOLUME_READY && (volume->id || entry_kind_of(volume->path) == ENTRY_BUNDLE);
}

/* By edition and id, or, without one, by the file as far as name and size say which it is (struct volume_stamp). */
static int compare(const struct volume *a, const struct volume *b)
{
    const uint64_t numbers[][2] = {{a->edition, b->edition},
                                   {a->id != NULL, b->id != NULL},
                                   {a->id ? 0 : a->stamp.of[2], b->id ? 0 : b->stamp.of[2]}};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        if (numbers[i][0] != numbers[i][1])
            return numbers[i][0] < numbers[i][1] ? -1 : 1;
    }
    return a->id ? strcmp(a->id, b->id) : strcmp(name_within(a), name_within(b));
}

static bool is_same(const struct volume *a, const struct volume *b)
{
    return has_identity(a) && has_identity(b) && !compare(a, b);
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

/* For qsort: those that are the same stand together, in the order of the shelf. */
static int by_identity(const void *a, const void *b)
{
    const struct volume *x = *(struct volume *const *)a, *y = *(struct volume *const *)b;
    int order = compare(x, y);
    return order ? order : x < y ? -1 : x > y;
}

/* Of `count` that are the same. */
static void settle(const struct volumes *volumes, struct volume **same, uint32_t count)
{
    bool board = false;
    for (uint32_t i = 0; i < count; i++)
        board |= !is_on_stick(volumes, same[i]);
    for (uint32_t i = 0; i < count; i++)
        same[i]->doubled = board ? is_on_stick(volumes, same[i]) : i > 0;
}

void twin_find_all(struct volumes *volumes)
{
    /* Without memory each stands there by itself. Each with each would take minutes: a bundle may hold tens of thousands. */
    struct volume **known = malloc(((size_t)volumes->count + 1) * sizeof(struct volume *));
    uint32_t count = 0;
    for (uint32_t i = 0; i < volumes->count; i++) {
        volumes->list[i].doubled = false;
        if (known && has_identity(&volumes->list[i]))
            known[count++] = &volumes->list[i];
    }
    if (count)
        qsort(known, count, sizeof(struct volume *), by_identity);
    for (uint32_t begin = 0, end; begin < count; begin = end) {
        end = begin + 1;
        while (end < count && !compare(known[begin], known[end]))
            end++;
        settle(volumes, known + begin, end - begin);
    }
    free(known);
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
