/* What a large bundle takes, and what happens when memory or the medium gives out at any moment. The allocation and
 * reading functions are replaced for the objects of this program (linker option --wrap). */
#include <errno.h>
#include <malloc.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "bundle/bundle.h"
#include "bundle/link.h"
#include "maker.h"

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
char *__real_strdup(const char *text);
char *__real_strndup(const char *text, size_t size);
void __real_free(void *memory);
ssize_t __real_pread64(int fd, void *bytes, size_t size, off_t offset);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);
char *__wrap_strdup(const char *text);
char *__wrap_strndup(const char *text, size_t size);
void __wrap_free(void *memory);
ssize_t __wrap_pread64(int fd, void *bytes, size_t size, off_t offset);
ssize_t __wrap___pread64_chk(int fd, void *bytes, size_t size, off_t offset, size_t room);

static struct {
    size_t now, peak;
    long until_failure; /* allocations that still succeed; negative: all do */
    long reads_until_failure;
    bool failed; /* one of the two came to its end */
    unsigned reads;
    size_t read_most; /* bytes that one read gives at most; 0: any */
} world = {.until_failure = -1, .reads_until_failure = -1};

static bool fails(long *countdown)
{
    if (*countdown < 0)
        return false;
    if (*countdown == 0) {
        world.failed = true;
        return true;
    }
    --*countdown;
    return false;
}

static void *count(void *memory)
{
    world.now += malloc_usable_size(memory);
    if (world.now > world.peak)
        world.peak = world.now;
    return memory;
}

void *__wrap_malloc(size_t size)
{
    return fails(&world.until_failure) ? NULL : count(__real_malloc(size));
}

void *__wrap_calloc(size_t number, size_t size)
{
    return fails(&world.until_failure) ? NULL : count(__real_calloc(number, size));
}

void *__wrap_realloc(void *memory, size_t size)
{
    if (fails(&world.until_failure))
        return NULL;
    size_t before = malloc_usable_size(memory);
    void *moved = __real_realloc(memory, size);
    world.now -= before;
    return count(moved);
}

char *__wrap_strdup(const char *text)
{
    return fails(&world.until_failure) ? NULL : count(__real_strdup(text));
}

char *__wrap_strndup(const char *text, size_t size)
{
    return fails(&world.until_failure) ? NULL : count(__real_strndup(text, size));
}

void __wrap_free(void *memory)
{
    world.now -= malloc_usable_size(memory);
    __real_free(memory);
}

ssize_t __wrap_pread64(int fd, void *bytes, size_t size, off_t offset)
{
    world.reads++;
    if (fails(&world.reads_until_failure)) {
        errno = EIO;
        return -1;
    }
    return __real_pread64(fd, bytes, world.read_most && size > world.read_most ? world.read_most : size,
                          offset);
}

/* What pread becomes with -D_FORTIFY_SOURCE. */
ssize_t __wrap___pread64_chk(int fd, void *bytes, size_t size, off_t offset, size_t room)
{
    assert_true(size <= room);
    return __wrap_pread64(fd, bytes, size, offset);
}

static char path[256];

static void write_to(struct maker *maker, const char *name)
{
    maker_end(maker, "", 0, maker->count > 65535);
    snprintf(path, sizeof path, "%s", maker_path(name));
    maker_write(maker, path);
}

/* Each entry holds its own number. `step` and `count` have no common divisor, so that all come up, out of order. */
static void write_many(uint32_t number, uint32_t step, const char *format)
{
    struct maker maker = {0};
    for (uint32_t i = 0; i < number; i++) {
        char name[128], text[16];
        uint32_t id = (uint32_t)((uint64_t)i * step % number);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        snprintf(name, sizeof name, format, id / 1000, id);
#pragma GCC diagnostic pop
        snprintf(text, sizeof text, "%u", id);
        maker_add(&maker, &(struct maker_entry){.name = name, .data = text, .size = strlen(text)});
    }
    write_to(&maker, "many.zip");
}

static void a_hundred_thousand_entries(void **state)
{
    (void)state;
    for (uint32_t step = 1; step < 80000; step += 77776) {
        write_many(100000, step, "encyclopaedia-main/pages/part-%03u/article-%06u.md");
        struct bundle *bundle;
        world.peak = world.now;
        size_t before = world.now;
        assert_int_equal(bundle_open(path, &bundle, NULL), STATUS_OK);
        print_message("100,000 entries: %zu KiB, at most %zu KiB\n", (world.now - before) / 1024,
                      (world.peak - before) / 1024);
        assert_true(world.peak - before <= MIB(12));
        assert_int_equal(bundle_count(bundle), 100000);
        for (uint32_t id = 0; id < 100000; id += 991) {
            char name[128], text[16];
            struct buffer out = {0};
            snprintf(name, sizeof name, "pages/part-%03u/article-%06u.md", id / 1000, id);
            snprintf(text, sizeof text, "%u", id);
            uint32_t entry = bundle_find(bundle, name);
            assert_int_equal(entry, id); /* they sort by number */
            assert_int_equal(entry_load(bundle, entry, 16, &out, NULL), STATUS_OK);
            assert_string_equal(out.data, text);
            buffer_free(&out);
            snprintf(name, sizeof name, "PAGES/Part-%03u/article-%06u.MD", id / 1000, id);
            assert_int_equal(bundle_find(bundle, name), id);
        }
        assert_int_equal(bundle_find(bundle, "pages/part-100/article-100000.md"), ENTRY_NONE);
        bundle_close(bundle);
        assert_int_equal(world.now, before);
    }
}

static void a_million_entries(void **state)
{
    (void)state;
    write_many(1000000, 1, "%04u/%07u.md");
    struct bundle *bundle;
    assert_int_equal(bundle_open(path, &bundle, NULL), STATUS_OK);
    assert_int_equal(bundle_count(bundle), 1000000);
    assert_int_equal(bundle_find(bundle, "0999/0999999.md"), 999999);
    bundle_close(bundle);
}

/* A directory of 80 MB, nearly all of it names. */
static void names_of_four_kilobytes(void **state)
{
    (void)state;
    struct maker maker = {0};
    struct bundle *bundle;
    struct fault fault;
    char name[LIMIT_ENTRY_NAME + 1], expected[512];
    memset(name, 'a', sizeof name - 1);
    for (unsigned i = 0; maker.directory.size < MIB(80); i++) {
        snprintf(name + LIMIT_ENTRY_NAME - 12, 13, "%09u.md", i);
        maker_add_text(&maker, name, "");
        maker.bytes.size = 0; /* they all lie in one place, which is no matter here */
    }
    maker.bytes.size = LIMIT_ENTRY_NAME;
    write_to(&maker, "names.zip");
    size_t before = world.peak = world.now;
    assert_int_equal(bundle_open(path, &bundle, &fault), STATUS_LIMIT);
    snprintf(
        expected, sizeof expected,
        "The names in %s are too long to be kept here (more than 64 MB); give its files shorter ones, or "
        "split it into smaller bundles.",
        path);
    assert_string_equal(fault.sentence, expected);
    print_message("names without end: at most %zu KiB\n", (world.peak - before) / 1024);
    assert_true(world.peak - before <= LIMIT_NAMES + MIB(8));
    assert_int_equal(world.now, before);
}

static void write_small(void)
{
    struct maker maker = {0}, inner = {0};
    char text[100000];
    maker_add_text(&inner, "in/a.xhtml", "<p>x");
    maker_end(&inner, "", 0, false);
    maker_add(&maker, &(struct maker_entry){
                          .name = "top/stored.epub", .data = inner.bytes.data, .size = inner.bytes.size});
    maker_add(&maker, &(struct maker_entry){.name = "top/deflated.epub",
                                            .data = inner.bytes.data,
                                            .size = inner.bytes.size,
                                            .deflate = true});
    buffer_free(&inner.bytes);
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)('a' + i * i % 23);
    maker_add(&maker,
              &(struct maker_entry){.name = "top/a.md", .data = text, .size = sizeof text, .deflate = true});
    maker_add(&maker, &(struct maker_entry){.name = "top/b.md", .data = text, .size = sizeof text});
    maker_add_text(&maker, "top/b.md", "again");
    maker_add(&maker, &(struct maker_entry){.name = "top/stored.md", .data = text, .size = sizeof text});
    maker_add_text(&maker, "top/bundle.ini", "[bundle]\ntitle = a\nhome = none\ncharset = big5\nx = y\n");
    maker_add_text(&maker, "../c.md", "x");
    maker_add_text(&maker, "top/\x81.md", "x");
    write_to(&maker, "small.zip");
}

static enum status use_all(struct bundle *bundle, struct fault *fault);

static enum status use_inner(struct bundle *outer, uint32_t entry, struct fault *fault)
{
    struct bundle *bundle;
    enum status status = bundle_open_inner(outer, entry, &bundle, fault);
    return status ? status : use_all(bundle, fault);
}

/* Reads all and follows a link; the first failure's status. Takes the bundle over. */
static enum status use_all(struct bundle *bundle, struct fault *fault)
{
    enum status status = STATUS_OK;
    struct arena *arena = arena_new(MIB(1));
    struct target target;
    if (!arena)
        status = fault_no_memory(fault);
    else if (link_resolve(bundle, 0, "b.md#x", arena, &target))
        status = fault_no_memory(fault);
    for (uint32_t i = 0; i < bundle_count(bundle) && !status; i++) {
        struct buffer out = {0};
        status = entry_load(bundle, i, MIB(1), &out, fault);
        if (status)
            assert_int_equal(out.size, 0);
        buffer_free(&out);
        if (!status && bundle_kind(bundle, i) == ENTRY_BUNDLE)
            status = use_inner(bundle, i, fault);
    }
    arena_free(arena);
    bundle_close(bundle);
    return status;
}

static void write_file(const char *name, const char *text)
{
    char file[512];
    snprintf(file, sizeof file, "%s/%s", path, name);
    FILE *out = fopen(file, "wb");
    assert_non_null(out);
    fputs(text, out);
    assert_int_equal(fclose(out), 0);
}

/* With what needs memory: names that are not UTF-8, one that is there twice, one that is refused, a bundle. */
static void write_folder(void)
{
    char inner[512];
    struct maker maker = {0};
    snprintf(path, sizeof path, "%s", maker_path("folder"));
    snprintf(inner, sizeof inner, "%s/in.epub", path);
    if (mkdir(path, 0755))
        return;
    write_file("a.md", "text");
    write_file("b.md", "text");
    write_file("p.png", "text");
    write_file("\xCB\xB5\xC3\xF7.md", "text");
    write_file("e\xCC\x81.md", "text");
    write_file("\xC3\xA9.md", "text");
    write_file("line\nend.md", "text");
    maker_add_text(&maker, "in.xhtml", "<p>x");
    maker_end(&maker, "", 0, false);
    maker_write(&maker, inner);
}

static enum status open_and_use(struct fault *fault)
{
    struct bundle *bundle;
    enum status status = bundle_open(path, &bundle, fault);
    return status ? status : use_all(bundle, fault);
}

static void fail_each_allocation(long least)
{
    struct fault fault;
    assert_int_equal(open_and_use(&fault), STATUS_OK);
    long failures = 0;
    for (long i = 0;; i++) {
        size_t before = world.now;
        world.until_failure = i;
        memset(&fault, 0, sizeof fault);
        enum status status = open_and_use(&fault);
        bool reached = world.failed;
        world.until_failure = -1;
        world.failed = false;
        assert_int_equal(world.now, before);
        if (!reached)
            break;
        /* Giving memory back by realloc may fail without harm. */
        if (status) {
            assert_int_equal(status, STATUS_NO_MEMORY);
            assert_int_equal(fault.status, STATUS_NO_MEMORY);
            assert_string_equal(fault.sentence, "There is not enough memory for this.");
            failures++;
        }
    }
    print_message("%s: %ld allocations\n", path, failures);
    assert_true(failures > least);
}

static void fail_each_read(long least)
{
    for (long i = 0;; i++) {
        struct fault fault = {0};
        world.reads_until_failure = i;
        enum status status = open_and_use(&fault);
        bool reached = world.failed;
        world.reads_until_failure = -1;
        world.failed = false;
        if (!reached) {
            assert_true(i > least);
            break;
        }
        assert_int_equal(status, STATUS_IO);
        assert_int_equal(fault.status, STATUS_IO);
        assert_non_null(strstr(fault.sentence, "could not be read (Input/output error)"));
    }
}

static void every_allocation_fails_once(void **state)
{
    (void)state;
    write_small();
    fail_each_allocation(40);
    write_folder();
    fail_each_allocation(30);
    strcat(path, "/a.md");
    fail_each_allocation(15);
    write_small();
    strcat(path, "/deflated.epub");
    fail_each_allocation(25);
}

static void every_read_fails_once(void **state)
{
    (void)state;
    write_small();
    fail_each_read(10);
    write_folder();
    fail_each_read(8);
}

static void reads_that_give_less(void **state)
{
    (void)state;
    struct fault fault;
    write_small();
    world.read_most = 7;
    assert_int_equal(open_and_use(&fault), STATUS_OK);
    world.read_most = 0;
}

/* On a stick each waits: one for the directory's header, one for the entry's own and up to 32 KB of data, one for each 32 KB more. */
static void an_entry_takes_two_reads(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        unsigned reads;
    } entries[] = {{"a.md", 2}, {"b.md", 2}, {"stored.md", 5}};
    struct bundle *bundle;
    struct fault fault;
    write_small();
    assert_int_equal(bundle_open(path, &bundle, &fault), STATUS_OK);
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        struct buffer out = {0};
        uint32_t entry = bundle_find(bundle, entries[i].name);
        world.reads = 0;
        assert_int_equal(entry_load(bundle, entry, MIB(1), &out, &fault), STATUS_OK);
        print_message("%s, %zu bytes: %u reads\n", entries[i].name, out.size, world.reads);
        assert_int_equal(world.reads, entries[i].reads);
        buffer_free(&out);
    }
    bundle_close(bundle);
}

static void file_becomes_shorter(void **state)
{
    (void)state;
    write_small();
    struct bundle *bundle;
    struct fault fault = {0};
    struct buffer out = {0};
    assert_int_equal(bundle_open(path, &bundle, &fault), STATUS_OK);
    uint32_t entry = bundle_find(bundle, "stored.md");
    struct entry_stream *stream;
    char bytes[10];
    size_t got;
    assert_int_equal(entry_open(bundle, entry, &stream, &fault), STATUS_OK);
    assert_int_equal(entry_read(stream, bytes, sizeof bytes, &got, &fault), STATUS_OK);
    assert_int_equal(truncate(path, 1000), 0);
    enum status status;
    do
        status = entry_read(stream, bytes, sizeof bytes, &got, &fault);
    while (!status && got);
    entry_close(stream);
    assert_int_equal(status, STATUS_IO);
    assert_non_null(strstr(fault.sentence, "shorter"));
    assert_int_equal(entry_load(bundle, entry, MIB(1), &out, &fault), STATUS_IO);
    assert_int_equal(out.size, 0);
    buffer_free(&out);
    bundle_close(bundle);
}

static void other_file_in_its_place(void **state)
{
    (void)state;
    write_small();
    struct bundle *bundle;
    struct fault fault = {0};
    struct buffer out = {0};
    assert_int_equal(bundle_open(path, &bundle, &fault), STATUS_OK);
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    for (int i = 0; i < 300000; i++)
        putc('x', file);
    assert_int_equal(fclose(file), 0);
    for (uint32_t i = 0; i < bundle_count(bundle); i++) {
        assert_int_not_equal(entry_load(bundle, i, MIB(1), &out, &fault), STATUS_OK);
        assert_int_equal(out.size, 0);
    }
    buffer_free(&out);
    bundle_close(bundle);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hundred_thousand_entries), cmocka_unit_test(a_million_entries),
        cmocka_unit_test(names_of_four_kilobytes),    cmocka_unit_test(every_allocation_fails_once),
        cmocka_unit_test(every_read_fails_once),      cmocka_unit_test(reads_that_give_less),
        cmocka_unit_test(an_entry_takes_two_reads),   cmocka_unit_test(file_becomes_shorter),
        cmocka_unit_test(other_file_in_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
