#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <minizip/unzip.h>

#include "base/limits.h"
#include "bundle/bundle.h"
#include "maker.h"

static char path[256];

static void write_to(struct maker *maker, const char *name)
{
    snprintf(path, sizeof path, "%s", maker_path(name));
    maker_write(maker, path);
}

static struct bundle *open_it(void)
{
    struct bundle *bundle;
    struct fault fault;
    if (bundle_open(path, &bundle, &fault))
        fail_msg("%s", fault.sentence);
    return bundle;
}

static void assert_text(struct bundle *bundle, const char *name, const char *expected, size_t size)
{
    struct buffer out = {0};
    struct fault fault;
    uint32_t entry = bundle_find(bundle, name);
    assert_int_not_equal(entry, ENTRY_NONE);
    assert_string_equal(bundle_name(bundle, entry), name);
    assert_int_equal(bundle_size(bundle, entry), size);
    if (entry_load(bundle, entry, MIB(64), &out, &fault))
        fail_msg("%s", fault.sentence);
    assert_int_equal(out.size, size);
    if (size)
        assert_memory_equal(out.data, expected, size);
    buffer_free(&out);
}

/* The independent second opinion: every entry that minizip lists is here, with the same bytes, and no other. */
static void compare_with_minizip(struct bundle *bundle)
{
    unzFile zip = unzOpen64(path);
    assert_non_null(zip);
    uint32_t seen = 0;
    for (int at = unzGoToFirstFile(zip); at == UNZ_OK; at = unzGoToNextFile(zip)) {
        char name[1024];
        unz_file_info64 info;
        assert_int_equal(unzGetCurrentFileInfo64(zip, &info, name, sizeof name, NULL, 0, NULL, 0), UNZ_OK);
        if (name[strlen(name) - 1] == '/')
            continue;
        char *bytes = malloc((size_t)info.uncompressed_size + 1);
        assert_non_null(bytes);
        assert_int_equal(unzOpenCurrentFile(zip), UNZ_OK);
        assert_int_equal(unzReadCurrentFile(zip, bytes, (unsigned)info.uncompressed_size),
                         info.uncompressed_size);
        assert_int_equal(unzCloseCurrentFile(zip), UNZ_OK);
        assert_text(bundle, name, bytes, (size_t)info.uncompressed_size);
        free(bytes);
        seen++;
    }
    unzClose(zip);
    assert_int_equal(bundle_count(bundle), seen);
}

/* Text that deflates to many blocks, and bytes that hardly deflate. */
static char *sample(size_t size)
{
    char *bytes = malloc(size + 1);
    assert_non_null(bytes);
    uint32_t random = 1;
    for (size_t i = 0; i < size; i++) {
        random = random * 1664525 + 1013904223;
        bytes[i] = i % 4096 < 2048 ? (char)('a' + i % 26) : (char)(random >> 24);
    }
    return bytes;
}

static void add_variety(struct maker *maker, bool wide)
{
    static const size_t sizes[] = {0, 1, 32767, 32768, 32769, 65536, 300000};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        for (int deflate = 0; deflate < 2; deflate++) {
            char name[64];
            char *bytes = sample(sizes[i]);
            snprintf(name, sizeof name, "%s/%zu.md", deflate ? "deflated" : "stored", sizes[i]);
            maker_add(maker, &(struct maker_entry){.name = name,
                                                   .data = bytes,
                                                   .size = sizes[i],
                                                   .deflate = deflate,
                                                   .wide = wide && i % 2,
                                                   .descriptor = i % 3 == 2});
            free(bytes);
        }
    }
}

static void stored_and_deflated(void **state)
{
    (void)state;
    struct maker maker = {0};
    add_variety(&maker, false);
    maker_add_text(&maker, "图/说明.md", "你好");
    maker_add(&maker, &(struct maker_entry){.name = "图/"});
    maker_end(&maker, "a comment", 9, false);
    write_to(&maker, "plain.zip");
    struct bundle *bundle = open_it();
    compare_with_minizip(bundle);
    assert_int_equal(bundle_count(bundle), 15);
    for (uint32_t i = 1; i < bundle_count(bundle); i++)
        assert_true(strcmp(bundle_name(bundle, i - 1), bundle_name(bundle, i)) < 0);
    bundle_close(bundle);
}

/* minizip does not know it: the bytes themselves are compared. */
static void zstandard(void **state)
{
    (void)state;
    static const size_t sizes[] = {0, 1, 32768, 300000, 9000000};
    struct maker maker = {0};
    char name[64], *bytes = sample(9000000);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        snprintf(name, sizeof name, "%zu.md", sizes[i]);
        maker_add(&maker,
                  &(struct maker_entry){
                      .name = name, .data = bytes, .size = sizes[i], .zstd = true, .descriptor = i % 2 == 1});
    }
    maker_end(&maker, "", 0, false);
    write_to(&maker, "zstd.zip");
    struct bundle *bundle = open_it();
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        snprintf(name, sizeof name, "%zu.md", sizes[i]);
        assert_text(bundle, name, bytes, sizes[i]);
    }
    bundle_close(bundle);
    free(bytes);
}

static void zip64(void **state)
{
    (void)state;
    for (int both = 0; both < 2; both++) {
        struct maker maker = {0};
        add_variety(&maker, both);
        maker_end(&maker, "", 0, true);
        write_to(&maker, "wide.zip");
        struct bundle *bundle = open_it();
        assert_int_equal(bundle_count(bundle), 14);
        char *bytes = sample(300000);
        assert_text(bundle, "deflated/300000.md", bytes, 300000);
        assert_text(bundle, "stored/32768.md", bytes, 32768);
        assert_text(bundle, "stored/1.md", bytes, 1);
        free(bytes);
        if (!both) /* minizip 1.1 takes no offset from a ZIP64 field */
            compare_with_minizip(bundle);
        bundle_close(bundle);
    }
}

static void something_in_front(void **state)
{
    (void)state;
    for (int wide = 0; wide < 2; wide++) {
        struct maker maker = {0};
        assert_int_equal(buffer_add(&maker.bytes, "#!/bin/sh\nexit\n", 15), STATUS_OK);
        maker.base = maker.bytes.size;
        add_variety(&maker, wide);
        maker_end(&maker, "", 0, wide);
        write_to(&maker, "front.zip");
        struct bundle *bundle = open_it();
        assert_int_equal(bundle_count(bundle), 14);
        char *bytes = sample(300000);
        assert_text(bundle, "deflated/300000.md", bytes, 300000);
        free(bytes);
        if (!wide)
            compare_with_minizip(bundle);
        bundle_close(bundle);
    }
}

static void same_zip_twice(void **state)
{
    (void)state;
    struct maker maker = {0};
    maker_add_text(&maker, "a.md", "first");
    maker_end(&maker, "", 0, false);
    maker.base = maker.bytes.size;
    maker_add_text(&maker, "a.md", "2nd!!");
    maker_end(&maker, "", 0, false);
    write_to(&maker, "twice.zip");
    struct bundle *bundle = open_it();
    assert_int_equal(bundle_count(bundle), 1);
    assert_text(bundle, "a.md", "2nd!!", 5);
    compare_with_minizip(bundle);
    bundle_close(bundle);
}

static void end_record_in_the_comment(void **state)
{
    (void)state;
    char comment[65535];
    memset(comment, 'c', sizeof comment);
    for (size_t i = 0; i + 22 <= sizeof comment; i += 30)
        memcpy(comment + i, "PK\5\6\0\0\0\0\1\0\1\0\x30\0\0\0\0\0\0\0\0\0", 22);
    struct maker maker = {0};
    maker_add_text(&maker, "a.md", "x");
    maker_end(&maker, comment, sizeof comment, false);
    write_to(&maker, "comment.zip");
    struct bundle *bundle = open_it();
    assert_text(bundle, "a.md", "x", 1);
    bundle_close(bundle);
}

static void bytes_behind_the_end(void **state)
{
    (void)state;
    struct maker maker = {0};
    maker_add_text(&maker, "a.md", "x");
    maker_end(&maker, "", 0, false);
    assert_int_equal(buffer_add(&maker.bytes, "\n\n", 2), STATUS_OK);
    write_to(&maker, "behind.zip");
    struct bundle *bundle = open_it();
    assert_text(bundle, "a.md", "x", 1);
    bundle_close(bundle);
}

static void bit_for_bit_by_small_reads(void **state)
{
    (void)state;
    struct maker maker = {0};
    add_variety(&maker, false);
    maker_end(&maker, "", 0, false);
    write_to(&maker, "small.zip");
    struct bundle *bundle = open_it();
    char *expected = sample(300000);
    for (uint32_t entry = 0; entry < bundle_count(bundle); entry++) {
        struct entry_stream *stream;
        size_t done = 0, got = 1, step = 1;
        char bytes[997];
        assert_int_equal(entry_open(bundle, entry, &stream, NULL), STATUS_OK);
        for (; got; step = step % 997 + 1) {
            assert_int_equal(entry_read(stream, bytes, step, &got, NULL), STATUS_OK);
            assert_true(got <= step);
            if (got)
                assert_memory_equal(bytes, expected + done, got);
            done += got;
        }
        assert_int_equal(done, bundle_size(bundle, entry));
        assert_int_equal(entry_read(stream, bytes, 1, &got, NULL), STATUS_OK);
        assert_int_equal(got, 0);
        entry_close(stream);
    }
    free(expected);
    bundle_close(bundle);
}

static void load_appends_up_to_its_limit(void **state)
{
    (void)state;
    struct maker maker = {0};
    struct fault fault;
    struct buffer out = {0};
    maker_add_text(&maker, "a.md", "12345");
    maker_end(&maker, "", 0, false);
    write_to(&maker, "load.zip");
    struct bundle *bundle = open_it();
    assert_int_equal(buffer_add(&out, "x", 1), STATUS_OK);
    assert_int_equal(entry_load(bundle, 0, 4, &out, &fault), STATUS_LIMIT);
    assert_string_equal(out.data, "x");
    assert_int_equal(entry_load(bundle, 0, 5, &out, &fault), STATUS_OK);
    assert_string_equal(out.data, "x12345");
    buffer_free(&out);
    out.limit = 4;
    assert_int_equal(entry_load(bundle, 0, 5, &out, &fault), STATUS_LIMIT);
    assert_non_null(strstr(fault.sentence, "a.md"));
    assert_int_equal(out.size, 0);
    buffer_free(&out);
    bundle_close(bundle);
}

static void more_entries_than_the_limit(void **state)
{
    (void)state;
    /* Only the ZIP64 end record claims them: the count is believed enough to refuse. */
    struct maker maker = {0};
    struct bundle *bundle;
    struct fault fault;
    maker_add_text(&maker, "a.md", "x");
    maker.count = LIMIT_ENTRIES + 1;
    maker_end(&maker, "", 0, true);
    write_to(&maker, "limit.zip");
    assert_int_equal(bundle_open(path, &bundle, &fault), STATUS_LIMIT);
    assert_null(bundle);
    assert_non_null(strstr(fault.sentence, path));
}

/* A sparse file whose directory is one byte too long. */
static void directory_past_the_limit(void **state)
{
    (void)state;
    struct maker maker = {0};
    struct bundle *bundle;
    struct fault fault;
    uint64_t size = LIMIT_CENTRAL_DIRECTORY + 1;
    unsigned char end[22] = {'P', 'K', 5, 6, 0, 0, 0, 0, 1, 0, 1, 0};
    for (int i = 0; i < 4; i++)
        end[12 + i] = (unsigned char)(size >> 8 * i);
    assert_int_equal(buffer_add(&maker.bytes, "PK\1\2", 4), STATUS_OK);
    write_to(&maker, "sparse.zip");
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    assert_int_equal(fseeko(file, (off_t)size, SEEK_SET), 0);
    assert_int_equal(fwrite(end, 1, sizeof end, file), sizeof end);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(bundle_open(path, &bundle, &fault), STATUS_LIMIT);
    assert_non_null(strstr(fault.sentence, "smaller bundles"));
}

/* A sparse file whose entries, descriptors and directory all lie behind 5 GiB of nothing. */
static void past_four_gigabytes(void **state)
{
    (void)state;
    const off_t start = (off_t)5 << 30;
    struct maker maker = {.base = 0 - (uint64_t)start};
    char *text = sample(300000);
    maker_add(&maker,
              &(struct maker_entry){.name = "top/far.md", .data = text, .size = 300000, .wide = true});
    maker_add(&maker, &(struct maker_entry){.name = "top/packed.md",
                                            .data = text,
                                            .size = 300000,
                                            .wide = true,
                                            .deflate = true,
                                            .descriptor = true});
    maker_end(&maker, "", 0, true);
    snprintf(path, sizeof path, "%s", maker_path("far.zip"));
    FILE *file = fopen(path, "wb");
    struct stat about;
    assert_non_null(file);
    bool written = !fseeko(file, start, SEEK_SET) &&
                   fwrite(maker.bytes.data, 1, maker.bytes.size, file) == maker.bytes.size && !fflush(file) &&
                   !fstat(fileno(file), &about) && about.st_blocks < (start >> 10);
    fclose(file);
    buffer_free(&maker.bytes);
    buffer_free(&maker.directory);
    if (!written) {
        print_message("skipped: this file system holds no sparse file of 5 GiB\n");
        unlink(path);
        free(text);
        skip();
    }
    struct bundle *bundle = open_it();
    assert_int_equal(bundle_count(bundle), 2);
    assert_text(bundle, "far.md", text, 300000);
    assert_text(bundle, "packed.md", text, 300000);
    bundle_close(bundle);
    free(text);
}

static void put_at(long place, const void *bytes, size_t size)
{
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, place, SEEK_SET), 0);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

/* The directory is read again when an entry is opened: by then a stick may say of it what no index would have taken. */
static void numbers_that_change(void **state)
{
    (void)state;
    static const char gap[4096];
    struct maker maker = {0};
    maker_add(&maker, &(struct maker_entry){
                          .name = "a.md", .data = "# A\n", .size = 4, .wide = true, .descriptor = true});
    assert_int_equal(buffer_add(&maker.bytes, gap, sizeof gap), STATUS_OK);
    long directory = (long)maker.bytes.size;
    maker_end(&maker, "", 0, true);
    write_to(&maker, "changing.zip");
    struct bundle *bundle = open_it();
    struct entry_stream *stream;
    struct fault fault;
    /* What is packed, in the ZIP64 field behind the name; together with the gap it comes to 131 bytes. */
    const uint64_t packed = UINT64_MAX - 4000;
    const uint16_t extra = sizeof gap;
    put_at(directory + 46 + 4 + 4 + 8, &packed, sizeof packed);
    put_at(28, &extra, sizeof extra);
    assert_int_equal(entry_open(bundle, 0, &stream, &fault), STATUS_IO);
    assert_non_null(strstr(fault.sentence, "has changed since it was opened"));
    bundle_close(bundle);
}

static void counts_past_16_bits(void **state)
{
    (void)state;
    /* Without ZIP64: one writer's count wraps, the other's stays at the greatest. */
    static const uint64_t claims[] = {70000 - 65536, 65535};
    for (int i = 0; i < 2; i++) {
        struct maker maker = {0};
        for (int n = 0; n < 70000; n++) {
            char name[32];
            snprintf(name, sizeof name, "%d.md", n);
            maker_add(&maker, &(struct maker_entry){.name = name, .data = name, .size = strlen(name)});
        }
        maker.count = claims[i];
        maker_end(&maker, "", 0, false);
        write_to(&maker, "many.zip");
        struct bundle *bundle = open_it();
        assert_int_equal(bundle_count(bundle), 70000);
        assert_text(bundle, "69999.md", "69999.md", 8);
        bundle_close(bundle);
    }
}

static void home_of(const char *const *names, const char *home, const char *summary)
{
    struct maker maker = {0};
    for (; *names; names++)
        maker_add_text(&maker, *names, "x");
    maker_end(&maker, "", 0, false);
    write_to(&maker, "home.zip");
    struct bundle *bundle = open_it();
    assert_string_equal(bundle_name(bundle, bundle_home(bundle)), home);
    if (summary)
        assert_string_equal(bundle_name(bundle, bundle_summary(bundle)), summary);
    else
        assert_int_equal(bundle_summary(bundle), ENTRY_NONE);
    bundle_close(bundle);
}

static void homes_and_summaries(void **state)
{
    (void)state;
    home_of((const char *[]){"a.md", "index.md", "readme.MD", "SUMMARY.md", NULL}, "readme.MD", "SUMMARY.md");
    home_of((const char *[]){"a.md", "index.html", "index.md", "_sidebar.md", NULL}, "index.md",
            "_sidebar.md");
    home_of((const char *[]){"a/x/README.md", "b/SUMMARY.md", "z.md", NULL}, "b/SUMMARY.md", NULL);
    home_of((const char *[]){"a.png", "b.txt", "c.html", NULL}, "b.txt", NULL);
    home_of((const char *[]){"top/README.md", "top/x/a.md", NULL}, "README.md", NULL);
}

static void shelf_of_bundles(void **state)
{
    (void)state;
    struct maker maker = {0};
    maker_add_text(&maker, "books/a.epub", "x");
    maker_add_text(&maker, "books/b.ZIP", "x");
    maker_add_text(&maker, "books/c.png", "x");
    maker_end(&maker, "", 0, false);
    write_to(&maker, "shelf.zip");
    struct bundle *bundle = open_it();
    assert_int_equal(bundle_articles(bundle), 0);
    assert_int_equal(bundle_volumes(bundle), 2);
    assert_int_equal(bundle_home(bundle), ENTRY_NONE);
    bundle_close(bundle);

    maker = (struct maker){0};
    maker_add_text(&maker, "a.epub", "x");
    maker_add_text(&maker, "z.md", "x");
    maker_end(&maker, "", 0, false);
    write_to(&maker, "both.zip");
    bundle = open_it();
    assert_int_equal(bundle_articles(bundle), 1);
    assert_int_equal(bundle_volumes(bundle), 1);
    assert_string_equal(bundle_name(bundle, bundle_home(bundle)), "z.md");
    bundle_close(bundle);
}

static void stems(void **state)
{
    (void)state;
    static const char *const stem_of[][2] = {{"notes-main.zip", "notes"},
                                             {"notes-master.ZIP", "notes"},
                                             {"我的 书.zip", "我的 书"},
                                             {"plain", "plain"},
                                             {"-main.zip", "-main"}};
    for (size_t i = 0; i < sizeof stem_of / sizeof stem_of[0]; i++) {
        struct maker maker = {0};
        maker_add_text(&maker, "a.md", "x");
        maker_end(&maker, "", 0, false);
        write_to(&maker, stem_of[i][0]);
        struct bundle *bundle = open_it();
        assert_string_equal(bundle_stem(bundle), stem_of[i][1]);
        assert_string_equal(bundle_path(bundle), path);
        bundle_close(bundle);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stored_and_deflated),
        cmocka_unit_test(zstandard),
        cmocka_unit_test(zip64),
        cmocka_unit_test(something_in_front),
        cmocka_unit_test(same_zip_twice),
        cmocka_unit_test(end_record_in_the_comment),
        cmocka_unit_test(bytes_behind_the_end),
        cmocka_unit_test(bit_for_bit_by_small_reads),
        cmocka_unit_test(load_appends_up_to_its_limit),
        cmocka_unit_test(more_entries_than_the_limit),
        cmocka_unit_test(directory_past_the_limit),
        cmocka_unit_test(past_four_gigabytes),
        cmocka_unit_test(numbers_that_change),
        cmocka_unit_test(counts_past_16_bits),
        cmocka_unit_test(homes_and_summaries),
        cmocka_unit_test(shelf_of_bundles),
        cmocka_unit_test(stems),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
