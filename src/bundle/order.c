#include "bundle/order.h"

#include <stdlib.h>
#include <string.h>

/* So few are sorted by comparing them. */
#define FEW 24u
/* Names that are the same for so long, of which no packer has any, are compared as well: each byte costs 2 KB of the stack. */
#define DEEP 256u

struct item {
    uint32_t name, record;
};

struct sorting {
    const struct index *index;
    struct item *spare; /* as many as there are records */
};

/* Of names that are the same up to `depth`. */
struct rest {
    const struct index *index;
    uint32_t depth;
};

static int by_rest(const void *a, const void *b, void *data)
{
    const struct rest *rest = data;
    const struct item *x = a, *y = b;
    const char *names = rest->index->names + rest->depth;
    int order = strcmp(names + x->name, names + y->name);
    if (order)
        return order;
    const struct record *records = rest->index->records;
    uint32_t one = records[x->record].directory, other = records[y->record].directory;
    return one < other ? -1 : one > other;
}

/* Distributes items by the byte of their names at `depth`; `ends` gets where those of each byte end. */
static void distribute(const struct sorting *sorting, struct item *items, uint32_t count, uint32_t depth,
                       uint32_t ends[256])
{
    const char *names = sorting->index->names + depth;
    uint32_t sum = 0;
    for (uint32_t byte = 0; byte < 256; byte++) {
        uint32_t begin = sum;
        sum += ends[byte];
        ends[byte] = begin;
    }
    for (uint32_t i = 0; i < count; i++)
        sorting->spare[ends[(unsigned char)names[items[i].name]]++] = items[i];
    memcpy(items, sorting->spare, count * sizeof *items);
}

/* Sorts items whose names are the same before `depth`, byte by byte from there. */
static void sort(const struct sorting *sorting, struct item *items, uint32_t count, uint32_t depth)
{
    const char *names = sorting->index->names;
    for (; count > FEW && depth < DEEP; depth++) {
        uint32_t ends[256] = {0};
        for (uint32_t i = 0; i < count; i++)
            ends[(unsigned char)names[items[i].name + depth]]++;
        unsigned char first = (unsigned char)names[items[0].name + depth];
        if (ends[first] == count && first)
            continue;
        if (ends[first] == count)
            break;
        distribute(sorting, items, count, depth, ends);
        /* Names that end here are all the same. */
        for (uint32_t byte = 0, begin = 0; byte < 256; begin = ends[byte++]) {
            if (ends[byte] > begin + 1)
                sort(sorting, items + begin, ends[byte] - begin, byte ? depth + 1 : depth);
        }
        return;
    }
    struct rest rest = {sorting->index, depth};
    qsort_r(items, count, sizeof *items, by_rest, &rest);
}

/* Moves each record to the place of its item, round by round. */
static void arrange(struct record *records, struct item *items, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        struct record moved = records[i];
        uint32_t to = i;
        for (uint32_t from = items[to].record; from != i; from = items[to].record) {
            records[to] = records[from];
            items[to].record = to;
            to = from;
        }
        records[to] = moved;
        items[to].record = to;
    }
}

enum status order_by_name(struct index *index)
{
    uint32_t count = index->count;
    struct item *items = malloc(((size_t)count * 2 + 1) * sizeof *items);
    if (!items)
        return STATUS_NO_MEMORY;
    for (uint32_t i = 0; i < count; i++)
        items[i] = (struct item){index->records[i].name, i};
    struct sorting sorting = {index, items + count};
    sort(&sorting, items, count, 0);
    arrange(index->records, items, count);
    free(items);
    return STATUS_OK;
}

/* Where the name belongs among the records [begin, end), which are in order; UINT32_MAX: one is called the same. */
static uint32_t find_place(const struct index *index, uint32_t begin, uint32_t end, const char *name)
{
    while (begin < end) {
        uint32_t middle = begin + (end - begin) / 2;
        int order = strcmp(index->names + index->records[middle].name, name);
        if (order == 0)
            return UINT32_MAX;
        if (order < 0)
            begin = middle + 1;
        else
            end = middle;
    }
    return begin;
}

static void move_to(struct record *records, uint32_t from, uint32_t to)
{
    struct record moved = records[from];
    if (from < to)
        memmove(records + from, records + from + 1, (to - from) * sizeof *records);
    else
        memmove(records + to + 1, records + to, (from - to) * sizeof *records);
    records[to] = moved;
}

bool order_ends(struct index *index, const struct descents *descents)
{
    if (!descents->count)
        return true;
    if (descents->count > 2)
        return false;
    const uint32_t last = index->count - 1;
    const bool front = descents->places[0] == 1 && last > 1,
               back = descents->places[descents->count - 1] == last;
    if (front + back < (int)descents->count)
        return false;
    const char *first_name = index->names + index->records[0].name;
    const char *last_name = index->names + index->records[last].name;
    /* Those in between are in order. */
    uint32_t begin = front ? 1 : 0, end = back ? last : index->count;
    uint32_t place = front ? find_place(index, begin, end, first_name) : 0;
    if (place == UINT32_MAX || (back && find_place(index, begin, end, last_name) == UINT32_MAX) ||
        (front && back && !strcmp(first_name, last_name)))
        return false;
    if (front)
        move_to(index->records, 0, place - 1);
    if (back)
        move_to(index->records, last, find_place(index, 0, last, last_name));
    return true;
}
