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

static void compare_to_sorting(const char *const *names, uint32_t count, bool possible)
{
    struct index index = {.records = calloc(MOST, sizeof *index.records), .names = malloc(MOST * 8u)};
    struct descents descents = {0};
    assert_true(index.records && index.names);
    for (uint32_t i = 0; i < count; i++) {
        if (i && strcmp(names[i - 1], names[i]) >= 0)
            order_descent(&descents, i);
        add(&index, names[i], i);
    }
    assert_int_equal(order_ends(&index, &descents), possible);
    if (!possible) /* nothing was moved */
        for (uint32_t i = 0; i < count; i++)
            assert_int_equal(index.records[i].directory, i);
    for (uint32_t i = 1; i < count && possible; i++)
        assert_true(strcmp(index.names + index.records[i - 1].name, index.names + index.records[i].name) < 0);
    check(&index);
    free(index.records);
    free(index.names);
}

/* All orders of up to five names, some of which are the same. */
static void strays_at_the_ends(void **state)
{
    static const char *const letters[] = {"a", "b", "c", "d", "e", "f"};
    unsigned possible = 0, impossible = 0;
    (void)state;
    for (uint32_t count = 1; count <= 5; count++) {
        uint32_t orders = 1;
        for (uint32_t i = 0; i < count; i++)
            orders *= 6;
        for (uint32_t order = 0; order < orders; order++) {
            const char *names[5];
            uint32_t left = order, middle = 1;
            bool twice = false, ascends = true;
            for (uint32_t i = 0; i < count; i++, left /= 6)
                names[i] = letters[left % 6];
            for (uint32_t i = 0; i < count; i++)
                for (uint32_t j = 0; j < i; j++)
                    twice |= !strcmp(names[i], names[j]);
            for (; middle + 1 < count; middle++)
                ascends &= middle == 1 || strcmp(names[middle - 1], names[middle]) < 0;
            compare_to_sorting(names, count, !twice && ascends);
            possible += !twice && ascends;
            impossible += twice || !ascends;
        }
    }
    assert_true(possible > 300 && impossible > 5000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_name_finds_its_place),
                                       cmocka_unit_test(strays_at_the_ends)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
