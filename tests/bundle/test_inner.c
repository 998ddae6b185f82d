/* Bundles in bundles: EPUBs on a zip shelf. */
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
#include <zlib.h>

#include "base/limits.h"
#include "bundle/bundle.h"
#include "bundle/medium.h"
#include "bundle/place.h"
#include "maker.h"

#define CHAPTERS 40
#define CHAPTER_SIZE 300000u

static char path[256];

static void write_to(struct maker *maker, const char *name)
{
    maker_end(maker, "", 0, false);
    snprintf(path, sizeof path, "%s", maker_path(name));
    maker_write(maker, path);
}

/* Half text, half what hardly deflates; another one for each `seed`. */
static void fill(char *bytes, size_t size, uint32_t seed)
{
    uint32_t random = seed;
    for (size_t i = 0; i < size; i++) {
        random = random * 1664525 + 1013904223;
        bytes[i] = i % 4096 < 2048 ? (char)('a' + (i + seed) % 26) : (char)(random >> 24);
    }
}

/* A book of 12 MB, every other chapter of it deflated. */
static struct buffer book(void)
{
    struct maker maker = {0};
    char *text = malloc(CHAPTER_SIZE);
    assert_non_null(text);
    for (uint32_t i = 0; i < CHAPTERS; i++) {
        char name[32];
        snprintf(name, sizeof name, "text/%02u.xhtml", i);
        fill(text, CHAPTER_SIZE, i);
        maker_add(&maker, &(struct maker_entry){
                              .name = name, .data = text, .size = CHAPTER_SIZE, .deflate = i % 2 == 0});
    }
    free(text);
    maker_end(&maker, "", 0, false);
    return maker.bytes;
}

static void write_shelf(struct buffer *inner, const char *name, struct maker_entry entry)
{
    struct maker maker = {0};
    maker_add(&maker, &(struct maker_entry){.name = "shelf-main/first.epub", .data = "x", .size = 1});
    entry.name = name;
    entry.data = inner->data;
    entry.size = inner->size;
    maker_add(&maker, &entry);
    write_to(&maker, "shelf.zip");
}

static struct bundle *open_inner(const char *name)
{
    struct bundle *outer, *inner;
    struct fault fault;
    if (bundle_open(path, &outer, &fault) ||
        bundle_open_inner(outer, bundle_find(outer, name), &inner, &fault))
        fail_msg("%s", fault.sentence);
    bundle_close(outer);
    return inner;
}

static enum status fail_inner(const char *name, struct fault *fault)
{
    struct bundle *outer, *inner;
    if (bundle_open(path, &outer, fault))
        fail_msg("%s", fault->sentence);
    enum status status = bundle_open_inner(outer, bundle_find(outer, name), &inner, fault);
    assert_null(inner);
    bundle_close(outer);
    return status;
}

/* Front to back, back to front, and one within the reading of another. */
static void read_chapters(struct bundle *bundle)
{
    char *text = malloc(CHAPTER_SIZE);
    assert_non_null(text);
    assert_int_equal(bundle_count(bundle), CHAPTERS);
    for (uint32_t i = 0; i < 2 * CHAPTERS; i++) {
        uint32_t entry = i < CHAPTERS ? i : 2 * CHAPTERS - 1 - i;
        struct entry_stream *stream;
        struct buffer out = {0};
        char begin[1000];
        size_t got;
        uint32_t other = (entry * 7 + 3) % CHAPTERS;
        assert_int_equal(entry_open(bundle, other, &stream, NULL), STATUS_OK);
        assert_int_equal(entry_load(bundle, entry, CHAPTER_SIZE, &out, NULL), STATUS_OK);
        fill(text, CHAPTER_SIZE, entry);
        assert_int_equal(out.size, CHAPTER_SIZE);
        assert_memory_equal(out.data, text, CHAPTER_SIZE);
        assert_int_equal(entry_read(stream, begin, sizeof begin, &got, NULL), STATUS_OK);
        fill(text, CHAPTER_SIZE, other);
        assert_memory_equal(begin, text, got);
        entry_close(stream);
        buffer_free(&out);
    }
    free(text);
}

static void books_on_a_shelf(void **state)
{
    (void)state;
    struct buffer inner = book();
    static const struct maker_entry ways[] = {
        {0}, {.deflate = true}, {.wide = true}, {.deflate = true, .descriptor = true}};
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        char whole[300];
        write_shelf(&inner, "shelf-main/a book.epub", ways[i]);
        struct bundle *bundle = open_inner("a book.epub");
        assert_string_equal(bundle_stem(bundle), "a book");
        snprintf(whole, sizeof whole, "%s/a book.epub", path);
        assert_string_equal(bundle_path(bundle), whole);
        assert_int_equal(unlink(path), 0); /* which stays open */
        read_chapters(bundle);
        bundle_close(bundle);
    }
    buffer_free(&inner);
}

static void path_through_a_shelf(void **state)
{
    (void)state;
    struct buffer inner = book();
    struct bundle *bundle;
    struct fault fault;
    write_shelf(&inner, "shelf-main/book.epub", (struct maker_entry){.deflate = true});
    static const struct {
        const char *below;
        enum status status;
        const char *word;
    } ways[] = {
        {"book.epub", STATUS_OK, ""},
        {"BOOK.EPUB", STATUS_OK, ""},
        {"shelf-main/book.epub", STATUS_OK, ""},
        {"", STATUS_NOT_FOUND, "There is no file"},
        {"none.epub", STATUS_NOT_FOUND, "has no entry “none.epub”"},
        {"book.epub/text/01.xhtml", STATUS_NOT_FOUND, "has no entry"},
        {"first.epub", STATUS_CORRUPT, "first.epub is not a zip"},
    };
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        char whole[400];
        snprintf(whole, sizeof whole, "%s/%s", path, ways[i].below);
        fault.sentence[0] = '\0';
        assert_int_equal(bundle_open(whole, &bundle, &fault), ways[i].status);
        if (!strstr(fault.sentence, ways[i].word))
            fail_msg("%s", fault.sentence);
        bundle_close(bundle);
        /* The same words, without where it lies. */
        const char *name = whole + (bundle_file_name(path) - path);
        assert_int_equal(bundle_open_as(whole, name, &bundle, &fault), ways[i].status);
        if (!strstr(fault.sentence, ways[i].word) || strstr(fault.sentence, path))
            fail_msg("%s", fault.sentence);
        if (bundle)
            assert_memory_equal(bundle_path(bundle), name, strlen(bundle_file_name(path)));
        bundle_close(bundle);
    }
    buffer_free(&inner);
}

static void names_of_files(void **state)
{
    static const char *const names[][2] = {{"/media/x/a.zip", "a.zip"},
                                           {"a.zip", "a.zip"},
                                           {"/media/folder/", "folder/"},
                                           {"/x/s.zip/b.epub", "b.epub"},
                                           {"..", ".."},
                                           {"/a/..", "/a/.."},
                                           {"./.", "./."},
                                           {"/", "/"},
                                           {"/a/...", "..."}};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_string_equal(bundle_file_name(names[i][0]), names[i][1]);
}

static void what_is_no_inner_bundle(void **state)
{
    (void)state;
    struct fault fault;
    struct maker maker = {0};
    maker_add_text(&maker, "a.md", "x");
    maker_add_text(&maker, "empty.zip", "");
    maker_add(&maker, &(struct maker_entry){.name = "z.zip", .data = "xyz", .size = 3, .zstd = true});
    maker_add(&maker, &(struct maker_entry){.name = "locked.zip", .data = "xyz", .size = 3, .flags = 1});
    write_to(&maker, "mixed.zip");
    assert_int_equal(fail_inner("a.md", &fault), STATUS_INVALID);
    assert_non_null(strstr(fault.sentence, "a.md"));
    assert_int_equal(fail_inner("empty.zip", &fault), STATUS_CORRUPT);
    assert_non_null(strstr(fault.sentence, "empty.zip has no bytes"));
    assert_int_equal(fail_inner("z.zip", &fault), STATUS_UNSUPPORTED);
    assert_non_null(strstr(fault.sentence, "z.zip is packed with Zstandard"));
    assert_int_equal(fail_inner("locked.zip", &fault), STATUS_UNSUPPORTED);
    assert_non_null(strstr(fault.sentence, "password"));
}

/* A zip in a zip in a zip, LIMIT_BUNDLE_DEPTH + 1 levels. */
static void too_deep(void **state)
{
    (void)state;
    struct maker maker = {0};
    struct fault fault;
    struct bundle *inner, *innermost;
    maker_add_text(&maker, "a.md", "x");
    maker_end(&maker, "", 0, false);
    struct buffer bytes = maker.bytes;
    for (int articles = 0; articles < 2; articles++) {
        maker = (struct maker){0};
        maker_add(&maker,
                  &(struct maker_entry){.name = "innermost.zip", .data = bytes.data, .size = bytes.size});
        if (articles)
            maker_add_text(&maker, "b.md", "x");
        maker_end(&maker, "", 0, false);
        struct buffer middle = maker.bytes;
        write_shelf(&middle, "inner.zip", (struct maker_entry){.deflate = true});
        if (articles) {
            inner = open_inner("inner.zip");
            assert_int_equal(
                bundle_open_inner(inner, bundle_find(inner, "innermost.zip"), &innermost, &fault),
                STATUS_LIMIT);
            assert_null(innermost);
            assert_non_null(strstr(fault.sentence, "innermost.zip is a bundle in a bundle in a bundle"));
            bundle_close(inner);
        } else {
            assert_int_equal(fail_inner("inner.zip", &fault), STATUS_LIMIT);
            assert_non_null(strstr(fault.sentence, "bundle of bundles in a bundle"));
        }
        buffer_free(&middle);
    }
    buffer_free(&bytes);
}

/* One wrong byte in the deflated data is found when the bundle is opened; in stored ones where it is read. */
static void damaged_in_the_shelf(void **state)
{
    (void)state;
    struct buffer inner = book();
    struct fault fault;
    for (int deflate = 0; deflate < 2; deflate++) {
        write_shelf(&inner, "book.epub", (struct maker_entry){.deflate = deflate});
        FILE *file = fopen(path, "r+b");
        assert_non_null(file);
        fseek(file, 2000000, SEEK_SET);
        int byte = getc(file);
        fseek(file, 2000000, SEEK_SET);
        putc(byte ^ 1, file);
        assert_int_equal(fclose(file), 0);
        if (deflate) {
            assert_int_equal(fail_inner("book.epub", &fault), STATUS_CORRUPT);
            assert_string_equal(fault.sentence, "book.epub is damaged in the bundle; copy the bundle again.");
            continue;
        }
        struct bundle *bundle = open_inner("book.epub");
        int failed = 0;
        for (uint32_t i = 0; i < bundle_count(bundle); i++) {
            struct buffer out = {0};
            failed += entry_load(bundle, i, CHAPTER_SIZE, &out, &fault) == STATUS_CORRUPT;
            buffer_free(&out);
        }
        assert_int_equal(failed, 1);
        bundle_close(bundle);
    }
    buffer_free(&inner);
}

/* The outer file becomes another one after the inner bundle was opened. */
static void changed_under_it(void **state)
{
    (void)state;
    struct buffer inner = book();
    struct fault fault;
    for (int shorter = 0; shorter < 2; shorter++) {
        write_shelf(&inner, "book.epub", (struct maker_entry){.deflate = true});
        struct bundle *bundle = open_inner("book.epub");
        FILE *file = fopen(path, "r+b");
        assert_non_null(file);
        for (int i = 0; i < 9000000 && !shorter; i++)
            putc('x', file);
        assert_int_equal(fclose(file), 0);
        if (shorter)
            assert_int_equal(truncate(path, 100), 0);
        for (uint32_t i = 0; i < bundle_count(bundle); i++) {
            struct buffer out = {0};
            assert_int_not_equal(entry_load(bundle, i, CHAPTER_SIZE, &out, &fault), STATUS_OK);
            buffer_free(&out);
        }
        bundle_close(bundle);
    }
    buffer_free(&inner);
}

static struct medium *deflated(const char *bytes, size_t size, struct place *place)
{
    struct medium *outer, *inner;
    struct fault fault;
    z_stream z = {0};
    snprintf(path, sizeof path, "%s", maker_path("deflated"));
    char *packed = malloc(size + 100000);
    assert_non_null(packed);
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (unsigned char *)(uintptr_t)bytes;
    z.avail_in = (uInt)size;
    z.next_out = (unsigned char *)packed;
    z.avail_out = (uInt)size + 100000;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    *place = (struct place){.offset = 5, .packed = z.total_out, .size = size, .method = 8};
    place->crc = (uint32_t)crc32_z(0, (const unsigned char *)bytes, size);
    deflateEnd(&z);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fwrite("front", 1, 5, file);
    fwrite(packed, 1, (size_t)place->packed, file);
    assert_int_equal(fclose(file), 0);
    free(packed);
    int fd = open(path, O_RDONLY);
    assert_true(fd >= 0);
    assert_int_equal(medium_new(fd, 5 + place->packed, &outer, NULL), STATUS_OK);
    if (medium_within(outer, place, path, "inner", &inner, &fault))
        fail_msg("%s", fault.sentence);
    medium_free(outer);
    return inner;
}

/* Any bytes in any order are those of the plain file; `fixed` is one deflate block of a single byte. */
static void any_place_of_deflated_bytes(void **state)
{
    (void)state;
    for (int fixed = 0; fixed < 2; fixed++) {
        const size_t size = 9000000;
        char *bytes = malloc(size), *read = malloc(100000);
        struct place place;
        struct fault fault;
        assert_true(bytes && read);
        memset(bytes, 'x', size);
        if (!fixed)
            fill(bytes, size, 5);
        struct medium *medium = deflated(bytes, size, &place);
        assert_int_equal(medium_size(medium), size);
        uint32_t random = 1;
        for (int i = 0; i < 300; i++) {
            random = random * 1664525 + 1013904223;
            size_t length = random % (i % 3 ? 3000 : 100000);
            uint64_t offset = (uint64_t)(random >> 8) % (size - length);
            if (i == 0)
                offset = size - length;
            if (medium_read(medium, path, offset, read, length, &fault))
                fail_msg("%s", fault.sentence);
            assert_memory_equal(read, bytes + offset, length);
        }
        assert_int_equal(medium_read(medium, path, size, read, 0, &fault), STATUS_OK);
        assert_int_equal(medium_read(medium, path, size - 5, read, 6, &fault), STATUS_IO);
        assert_int_equal(medium_read(medium, path, UINT64_MAX, read, 6, &fault), STATUS_IO);
        medium_free(medium);
        free(bytes);
        free(read);
    }
}

static void wrong_numbers(void **state)
{
    (void)state;
    struct place place;
    struct medium *outer, *inner;
    struct fault fault;
    char bytes[70000];
    fill(bytes, sizeof bytes, 1);
    medium_free(deflated(bytes, sizeof bytes, &place));
    for (int i = 0; i < 7; i++) {
        struct place wrong = place;
        wrong.size += i == 0 ? 1 : i == 1 ? (uint64_t)-1 : 0;
        wrong.packed += i == 2 ? (uint64_t)-1 : 0;
        wrong.crc ^= i == 3;
        wrong.offset -= i == 4;
        if (i == 5)
            wrong.size = LIMIT_INNER_ALLOWANCE + wrong.packed * LIMIT_INNER_GROWTH + LIMIT_INNER_GROWTH;
        if (i == 6) {
            wrong.size = LIMIT_INNER_BUNDLE + 1;
            wrong.packed = LIMIT_INNER_BUNDLE;
        }
        int fd = open(path, O_RDONLY);
        assert_true(fd >= 0);
        assert_int_equal(medium_new(fd, 5 + place.packed, &outer, NULL), STATUS_OK);
        assert_int_equal(medium_within(outer, &wrong, path, "inner", &inner, &fault),
                         i >= 5 ? STATUS_LIMIT : STATUS_CORRUPT);
        assert_null(inner);
        assert_non_null(strstr(fault.sentence, "inner "));
        medium_free(outer);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(books_on_a_shelf), cmocka_unit_test(path_through_a_shelf),
        cmocka_unit_test(names_of_files),   cmocka_unit_test(what_is_no_inner_bundle),
        cmocka_unit_test(too_deep),         cmocka_unit_test(damaged_in_the_shelf),
        cmocka_unit_test(changed_under_it), cmocka_unit_test(any_place_of_deflated_bytes),
        cmocka_unit_test(wrong_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
