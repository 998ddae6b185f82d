/* Indexes with wrong bytes, and media that stop being readable: nothing of it ends the program, and what is found is there. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "library.h"

/* Reads until they fail; -1: they do not. */
static long reads_left = -1;

ssize_t __real_pread64(int fd, void *bytes, size_t size, off_t offset);
ssize_t __wrap_pread64(int fd, void *bytes, size_t size, off_t offset);
ssize_t __wrap___pread64_chk(int fd, void *bytes, size_t size, off_t offset, size_t room);

ssize_t __wrap_pread64(int fd, void *bytes, size_t size, off_t offset)
{
    if (reads_left == 0) {
        errno = EIO;
        return -1;
    }
    reads_left -= reads_left > 0;
    return __real_pread64(fd, bytes, size, offset);
}

ssize_t __wrap___pread64_chk(int fd, void *bytes, size_t size, off_t offset, size_t room)
{
    (void)room;
    return __wrap_pread64(fd, bytes, size, offset);
}

static struct bundle *bundle;
static struct publication *publication;
static struct buffer index_bytes;
static uint64_t index_place; /* in the file */
static int file;
static unsigned refused, damaged, sound;

static void open_all(void)
{
    char path[512];
    index_bytes = library_index("");
    struct maker_entry entry = {.name = SEARCH_ENTRY, .data = index_bytes.data, .size = index_bytes.size};
    snprintf(path, sizeof path, "%s", library_write("damage.zip", "", &entry));
    struct buffer bytes = maker_read(path);
    const char *found = memmem(bytes.data, bytes.size, "SQLite format 3", 15);
    assert_non_null(found);
    index_place = (uint64_t)(found - bytes.data);
    buffer_free(&bytes);
    assert_int_equal(bundle_open(path, &bundle, NULL), STATUS_OK);
    assert_int_equal(publication_open(bundle, &publication, NULL), STATUS_OK);
    file = open(path, O_RDWR | O_CLOEXEC);
    assert_true(file >= 0);
}

static int teardown(void **state)
{
    (void)state;
    close(file);
    publication_free(publication);
    bundle_close(bundle);
    buffer_free(&index_bytes);
    return 0;
}

static int setup(void **state)
{
    (void)state;
    open_all();
    return 0;
}

static void write_at(size_t at, char byte)
{
    assert_int_equal(pwrite(file, &byte, 1, (off_t)(index_place + at)), 1);
}

/* Whatever the index says, a hit has what was asked for, since that is looked up in the article. */
static void ask(struct search *search, const char *query, const char *part)
{
    struct fault fault = {0};
    assert_int_equal(search_ask(search, query, 5, &fault), STATUS_OK);
    for (unsigned steps = 0; search_step(search, &fault); steps++)
        assert_true(steps < 5000);
    assert_int_equal(fault.status, STATUS_OK);
    for (uint32_t i = 0; i < search_count(search); i++) {
        const struct search_hit *hit = search_hit(search, i);
        assert_true(hit->entry < bundle_count(bundle) && hit->settled);
        if (hit->begin < hit->end)
            assert_true(!strncmp(hit->snippet + hit->begin, part, strlen(part)));
    }
}

static void search_it(void)
{
    struct search *search;
    assert_int_equal(search_open(bundle, publication, &search, NULL), STATUS_OK);
    bool before = search_indexed(search);
    refused += !before;
    if (before) {
        ask(search, "麻雀", "麻雀");
        ask(search, "boo", "book");
        ask(search, "d7pkq", "");
        damaged += !search_indexed(search);
        sound += search_indexed(search);
    }
    if (!search_indexed(search)) {
        assert_non_null(search_fault(search));
        if (refused % 16 == 0) {
            ask(search, "孔雀", "孔雀");
            assert_int_equal(search_count(search), 1);
        }
    }
    search_close(search);
}

static void each_byte_of_the_first_pages(void **state)
{
    (void)state;
    for (size_t at = 0; at < 3 * 4096; at++) {
        /* The middles of pages are mostly empty. */
        if (at > 120 && index_bytes.data[at] == 0 && index_bytes.data[at - 1] == 0)
            continue;
        write_at(at, (char)(index_bytes.data[at] ^ (at % 2 ? 0xFF : 0x01)));
        search_it();
        write_at(at, index_bytes.data[at]);
    }
    assert_true(refused > 50 && sound > 100);
}

static void bytes_anywhere(void **state)
{
    (void)state;
    uint32_t random = 1;
    for (int turn = 0; turn < 800; turn++) {
        size_t places[16];
        for (int i = 0; i < 16; i++) {
            random = random * 1664525 + 1013904223;
            places[i] = (random >> 4) % index_bytes.size;
            if (turn % 2) /* within pages of the text's index */
                places[i] = places[i] % 4096 + index_bytes.size / 2 / 4096 * 4096;
            write_at(places[i], (char)(random >> 24));
        }
        search_it();
        for (int i = 0; i < 16; i++)
            write_at(places[i], index_bytes.data[places[i]]);
    }
    assert_true(damaged > 0);
}

/* Parts of it cut out and put elsewhere: each page by itself is sound. */
static void pages_in_each_others_place(void **state)
{
    (void)state;
    const size_t pages = index_bytes.size / 4096;
    for (size_t a = 1; a < pages; a++) {
        const size_t b = a % (pages - 1) + 1;
        for (int back = 0; back < 2; back++) {
            assert_int_equal(
                pwrite(file, index_bytes.data + (back ? a : b) * 4096, 4096, (off_t)(index_place + a * 4096)),
                4096);
            if (!back)
                search_it();
        }
    }
}

/* The stick is pulled at each read of it. */
static void a_medium_that_fails(void **state)
{
    (void)state;
    bool ended = false;
    for (long reads = 0; !ended; reads++) {
        struct search *search;
        struct fault fault = {0};
        reads_left = reads;
        if (search_open(bundle, publication, &search, &fault) == STATUS_OK) {
            if (search_ask(search, "麻雀", 20, &fault) == STATUS_OK)
                while (search_step(search, &fault))
                    ;
            ended = reads_left > 0;
            if (!ended && search_fault(search))
                assert_non_null(strstr(search_fault(search)->sentence, "damage.zip"));
        }
        reads_left = -1;
        if (ended)
            assert_int_equal(search_count(search), 19);
        search_close(search);
        assert_true(reads < 2000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_medium_that_fails),
        cmocka_unit_test(pages_in_each_others_place),
        cmocka_unit_test(each_byte_of_the_first_pages),
        cmocka_unit_test(bytes_anywhere),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
