#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"

static void memory_is_zeroed_aligned_and_apart(void **state)
{
    (void)state;
    struct arena *arena = arena_new(1 << 20);
    const char *last = NULL;
    size_t last_size = 0;
    for (size_t size = 1; size < 300; size += 7) {
        char *memory = arena_alloc(arena, size);
        assert_non_null(memory);
        assert_int_equal((uintptr_t)memory % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(memory[i], 0);
        memset(memory, (int)size, size);
        for (size_t i = 0; i < last_size; i++)
            assert_int_equal((unsigned char)last[i], last_size & 0xFF);
        last = memory;
        last_size = size;
    }
    arena_free(arena);
}

static void limit_is_kept(void **state)
{
    (void)state;
    struct arena *arena = arena_new(100 * 1024);
    size_t given = 0;
    while (arena_alloc(arena, 1000))
        given += 1000;
    assert_in_range(given, 80 * 1000, 100 * 1024);
    assert_true(arena_size(arena) <= 100 * 1024);
    assert_null(arena_alloc(arena, SIZE_MAX));
    assert_null(arena_alloc(arena, SIZE_MAX - 20));
    arena_free(arena);
}

static void large_block_leaves_the_open_one_in_use(void **state)
{
    (void)state;
    struct arena *arena = arena_new(1 << 20);
    assert_non_null(arena_alloc(arena, 16));
    size_t before = arena_size(arena);
    assert_non_null(arena_alloc(arena, 100000));
    assert_non_null(arena_alloc(arena, 16));
    assert_int_equal(arena_size(arena), before + 100000);
    arena_free(arena);
}

static void copy_ends_in_nul(void **state)
{
    (void)state;
    struct arena *arena = arena_new(1 << 20);
    assert_string_equal(arena_copy(arena, "书页而已", 6), "书页");
    assert_string_equal(arena_copy(arena, NULL, 0), "");
    arena_free(arena);
    arena_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_aligned_and_apart),
        cmocka_unit_test(limit_is_kept),
        cmocka_unit_test(large_block_leaves_the_open_one_in_use),
        cmocka_unit_test(copy_ends_in_nul),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
