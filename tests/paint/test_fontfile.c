/* What FreeType may ask of a file, against the file's own bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "paint/fontfile.h"

#define SIZE 50001

static unsigned char bytes[SIZE];
static char path[] = "/tmp/fontfile-XXXXXX";

static int write_file(void **state)
{
    uint32_t seed = 3;
    (void)state;
    for (size_t i = 0; i < SIZE; i++) {
        seed = seed * 1664525u + 1013904223u;
        bytes[i] = (unsigned char)(seed >> 24);
    }
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, bytes, SIZE), SIZE);
    return close(file);
}

static int remove_file(void **state)
{
    (void)state;
    return unlink(path);
}

static void reads_what_lies_there(void **state)
{
    static unsigned char out[SIZE];
    uint32_t seed = 11;
    (void)state;
    SDL_RWops *source = fontfile_open(path);
    assert_non_null(source);
    assert_int_equal(SDL_RWsize(source), SIZE);
    for (int i = 0; i < 20000; i++) {
        seed = seed * 1664525u + 1013904223u;
        size_t at = seed % (SIZE + 1), most = i % 100 ? 600 : SIZE, size = (seed >> 7) % most;
        size_t there = SIZE - at < size ? SIZE - at : size;
        assert_int_equal(SDL_RWseek(source, (Sint64)at, RW_SEEK_SET), at);
        assert_int_equal(SDL_RWread(source, out, 1, size), there);
        assert_memory_equal(out, bytes + at, there);
        assert_int_equal(SDL_RWtell(source), at + there);
    }
    /* Whole items only. */
    assert_int_equal(SDL_RWseek(source, -10, RW_SEEK_END), SIZE - 10);
    assert_int_equal(SDL_RWread(source, out, 4, 5), 2);
    assert_memory_equal(out, bytes + SIZE - 10, 8);
    assert_int_equal(SDL_RWseek(source, 1, RW_SEEK_CUR), SIZE - 1);
    assert_int_equal(SDL_RWseek(source, 2, RW_SEEK_CUR), -1);
    assert_int_equal(SDL_RWseek(source, -1, RW_SEEK_SET), -1);
    SDL_RWclose(source);
}

static void a_file_that_shrinks_ends_there(void **state)
{
    unsigned char out[8192];
    (void)state;
    SDL_RWops *source = fontfile_open(path);
    assert_non_null(source);
    assert_int_equal(truncate(path, 4100), 0);
    assert_int_equal(SDL_RWread(source, out, 1, sizeof out), 0);
    assert_int_equal(SDL_RWseek(source, 4090, RW_SEEK_SET), 4090);
    assert_int_equal(SDL_RWread(source, out, 1, 20), 0);
    assert_int_equal(SDL_RWseek(source, 4000, RW_SEEK_SET), 4000);
    assert_int_equal(SDL_RWread(source, out, 1, 96), 96);
    assert_memory_equal(out, bytes + 4000, 96);
    SDL_RWclose(source);
}

static void none_is_none(void **state)
{
    (void)state;
    assert_null(fontfile_open("/tmp/no such folder/font.otf"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_lies_there),
        cmocka_unit_test(a_file_that_shrinks_ends_there),
        cmocka_unit_test(none_is_none),
    };
    return cmocka_run_group_tests(tests, write_file, remove_file);
}
