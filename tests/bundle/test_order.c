/* Names of all kinds come into the order that strcmp gives, equal ones into that of their places. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bundle/order.h"

#define MOST 5000u
#define NAME_MOST 600u

static uint32_t random_next(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void add(struct index *index, const char *name, uint32_t place)
{
    size_t size = strlen(name) + 1;
    memcpy(index->names + index->names_size, name, size);
    index->records[index->count++] =
        (struct record){.size = place * 3ull, .name = (uint32_t)index->names_size, .directory = place};
    index->names_size += size;
}

static void check(struct index *index)
{
    static bool seen[MOST];
    memset(seen, 0, sizeof seen);
    assert_int_equal(order_by_name(index), STATUS_OK);
    for (uint32_t i = 0; i < index->count; i++) {
        const struct record *record = &index->records[i];
        /* Each record is there once, and whole. */
        assert_false(seen[record->directory]);
        seen[record->directory] = true;
        assert_int_equal(record->size, record->directory * 3ull);
        if (!i)
            continue;
        int order = strcmp(index->names + record[-1].name, index->names + record->name);
        assert_true(order < 0 || (!order && record[-1].directory < record->directory));
    }
}

/* Of a few letters (0xE4 among them, which is no negative one), behind what all have in common. */
static void every_name_finds_its_place(void **state)
{
    static const uint32_t prefixes[] = {0, 1, 40, 255, 256, 257, 500};
    static const uint32_t counts[] = {0, 1, 2, 24, 25, 26, 300, MOST};
    static const char letters[] = {'a', 'b', '/', (char)0xE4, 'Z'};
    uint32_t seed = 5;
    (void)state;
    for (size_t p = 0; p < sizeof prefixes / sizeof *prefixes; p++) {
        for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
            struct index index = {.records = calloc(MOST, sizeof *index.records),
                                  .names = malloc((size_t)MOST * NAME_MOST)};
            assert_true(index.records && index.names);
            for (uint32_t i = 0; i < counts[c]; i++) {
                char name[NAME_MOST];
                uint32_t size = prefixes[p], more = random_next(&seed) % 7;
                memset(name, 'x', size);
                while (more--)
                    name[size++] = letters[random_next(&seed) % sizeof letters];
                name[size] = '\0';
                add(&index, name, counts[c] - 1 - i);
            }
            check(&index);
            free(index.records);
            free(index.names);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_name_finds_its_place)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
