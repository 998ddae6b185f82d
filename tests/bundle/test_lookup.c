/* Names are found as a look at each of them, one after the other, would find them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <unicode/uchar.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "bundle/fold.h"
#include "bundle/lookup.h"
#include "bundle/order.h"

#define MOST 20000u
#define NAME_MOST 64u

static uint32_t random_next(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static struct index new_index(void)
{
    struct index index = {.records = calloc(MOST, sizeof *index.records), .names = malloc(MOST * NAME_MOST)};
    assert_non_null(index.records);
    assert_non_null(index.names);
    return index;
}

static void add(struct index *index, const char *name)
{
    size_t size = strlen(name) + 1;
    assert_true(index->count < MOST && size <= NAME_MOST);
    memcpy(index->names + index->names_size, name, size);
    index->records[index->count++].name = (uint32_t)index->names_size;
    index->names_size += size;
}

/* Sorts, and leaves one of equal names. */
static void sort(struct index *index)
{
    assert_int_equal(order_by_name(index), STATUS_OK);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < index->count; i++)
        if (!kept ||
            strcmp(index->names + index->records[kept - 1].name, index->names + index->records[i].name) != 0)
            index->records[kept++] = index->records[i];
    index->count = kept;
}

static bool same_folded(const char *a, const char *b)
{
    size_t a_size = strlen(a), b_size = strlen(b);
    while (a_size && b_size) {
        uint32_t a_code, b_code;
        size_t a_step = utf8_decode(a, a_size, &a_code), b_step = utf8_decode(b, b_size, &b_code);
        if (u_foldCase((UChar32)a_code, U_FOLD_CASE_DEFAULT) !=
            u_foldCase((UChar32)b_code, U_FOLD_CASE_DEFAULT))
            return false;
        a += a_step;
        b += b_step;
        a_size -= a_step;
        b_size -= b_step;
    }
    return a_size == b_size;
}

static uint32_t first(const struct index *index, const char *name, size_t skip, bool folded)
{
    for (uint32_t i = 0; i < index->count; i++) {
        const char *other = index->names + index->records[i].name + skip;
        if (folded ? same_folded(name, other) : !strcmp(name, other))
            return i;
    }
    return ENTRY_NONE;
}

/* As lookup_find says: below the top folder or with it, exactly or else whatever the case. */
static uint32_t looked_for(const struct index *index, const char *name)
{
    uint32_t found = first(index, name, index->top, false);
    if (found == ENTRY_NONE)
        found = first(index, name, 0, false);
    if (found == ENTRY_NONE)
        found = first(index, name, index->top, true);
    return found == ENTRY_NONE ? first(index, name, 0, true) : found;
}

/* Letters with one, two, three and four variants (k has U+212A, s U+017F, sigma two small ones, iota U+0345 and U+1FBE), of one
 * to three bytes; what has none; and bytes that sort behind all. */
static void random_name(uint32_t *seed, char *name, uint32_t most)
{
    static const char *const letters[] = {"a",
                                          "A",
                                          "k",
                                          "K",
                                          "\xE2\x84\xAA",
                                          "s",
                                          "S",
                                          "\xC5\xBF",
                                          "\xC3\xA9",
                                          "\xC3\x89",
                                          "\xCE\xA3",
                                          "\xCF\x83",
                                          "\xCF\x82",
                                          "\xCE\xB9",
                                          "\xCD\x85",
                                          "\xE1\xBE\xBE",
                                          "\xCE\x99",
                                          "\xE5\xA4\xA9",
                                          "\xE5\xA4\xA4",
                                          "/",
                                          ".",
                                          "\xC3\x9F",
                                          "\xE1\xBA\x9E",
                                          "\xF0\x9F\x98\x80"};
    char *to = name;
    for (uint32_t left = 1 + random_next(seed) % most; left > 0; left--)
        to = stpcpy(to, letters[random_next(seed) % (sizeof letters / sizeof *letters)]);
}

static void every_name_is_found(void **state)
{
    (void)state;
    uint32_t seed = 3, found = 0, missing = 0;
    for (unsigned round = 0; round < 60; round++) {
        struct index index = new_index();
        const char *top = round % 3 == 1 ? "tS/" : round % 3 == 2 ? "\xE5\xA4\xA9k/" : "";
        uint32_t most = 1 + round % 9;
        for (unsigned i = 0; i < 1 + round * 7; i++) {
            char name[NAME_MOST], rest[NAME_MOST - 8];
            random_name(&seed, rest, most);
            snprintf(name, sizeof name, "%s%s", top, rest);
            add(&index, name);
        }
        sort(&index);
        index.top = strlen(top);
        for (unsigned i = 0; i < 400; i++) {
            char name[NAME_MOST], rest[NAME_MOST - 8];
            random_name(&seed, rest, most);
            snprintf(name, sizeof name, "%s%s", i % 4 == 0 ? top : i % 4 == 1 ? "Ts/" : "", rest);
            uint32_t expected = looked_for(&index, name);
            assert_int_equal(lookup_find(&index, name, strlen(name)), expected);
            found += expected != ENTRY_NONE;
            missing += expected == ENTRY_NONE;
        }
        index_free(&index);
    }
    assert_true(found > 2000 && missing > 2000);
}

/* Each letter folds as all of its variants do, they ascend, and none is left out. */
static void variants_are_all(void **state)
{
    (void)state;
    static uint8_t counts[0x110000];
    for (uint32_t code = 0; code < 0x110000; code++)
        counts[fold(code)]++;
    for (uint32_t code = 0; code < 0x110000; code++) {
        uint32_t variants[FOLD_VARIANTS];
        size_t count = fold_variants(code, variants);
        assert_int_equal(count, counts[fold(code)]);
        for (size_t i = 0; i < count; i++) {
            assert_int_equal(fold(variants[i]), fold(code));
            assert_true(!i || variants[i - 1] < variants[i]);
        }
    }
}

/* In all ways to write a word of `letters` letters, one that goes on in another way. */
static uint32_t find_last_way(unsigned letters)
{
    struct index index = new_index();
    char name[NAME_MOST] = "";
    for (uint32_t way = 0; way < 1u << letters; way++) {
        for (unsigned i = 0; i < letters; i++)
            name[i] = (char)((way >> i & 1 ? 'a' : 'A') + (char)(i % 8));
        name[letters] = 'x';
        add(&index, name);
    }
    name[letters] = 'y';
    add(&index, name);
    sort(&index);
    for (unsigned i = 0; i < letters; i++)
        name[i] = (char)('A' + i % 8);
    uint32_t found = lookup_find(&index, name, letters + 1);
    index_free(&index);
    return found;
}

/* LIMIT_CASE_WAYS: a bundle made to keep links busy does not, while one with some hundred ways to write a name is searched through. */
static void ways_end(void **state)
{
    (void)state;
    assert_int_not_equal(find_last_way(8), ENTRY_NONE);
    assert_true(1u << 10 >= LIMIT_CASE_WAYS);
    assert_int_equal(find_last_way(10), ENTRY_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_name_is_found),
        cmocka_unit_test(variants_are_all),
        cmocka_unit_test(ways_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
