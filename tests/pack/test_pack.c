#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <minizip/unzip.h>
#include <minizip/zip.h>

#include "base/limits.h"
#include "bundle/bundle.h"
#include "document/article.h"
#include "maker.h"
#include "pack/pack.h"
#include "search/audit.h"
#include "search/search.h"

/* Called when minizip is asked for the first entry, so after the folder was walked (linker option --wrap). */
static void (*meanwhile)(void);

int __real_zipOpenNewFileInZip4_64(zipFile file, const char *filename, const zip_fileinfo *zipfi,
                                   const void *local, uInt size_local, const void *global, uInt size_global,
                                   const char *comment, int method, int level, int raw, int bits, int mem,
                                   int strategy, const char *password, uLong crc, uLong made_by, uLong flags,
                                   int zip64);
int __wrap_zipOpenNewFileInZip4_64(zipFile file, const char *filename, const zip_fileinfo *zipfi,
                                   const void *local, uInt size_local, const void *global, uInt size_global,
                                   const char *comment, int method, int level, int raw, int bits, int mem,
                                   int strategy, const char *password, uLong crc, uLong made_by, uLong flags,
                                   int zip64);

int __wrap_zipOpenNewFileInZip4_64(zipFile file, const char *filename, const zip_fileinfo *zipfi,
                                   const void *local, uInt size_local, const void *global, uInt size_global,
                                   const char *comment, int method, int level, int raw, int bits, int mem,
                                   int strategy, const char *password, uLong crc, uLong made_by, uLong flags,
                                   int zip64)
{
    if (meanwhile)
        meanwhile();
    meanwhile = NULL;
    return __real_zipOpenNewFileInZip4_64(file, filename, zipfi, local, size_local, global, size_global,
                                          comment, method, level, raw, bits, mem, strategy, password, crc,
                                          made_by, flags, zip64);
}

/* Copies of what maker_path gives. */
static char *place(const char *name)
{
    char *path = strdup(maker_path(name));
    assert_non_null(path);
    return path;
}

static void put(const char *name, const char *bytes, size_t size)
{
    char *path = place(name);
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, 0777);
        *slash = '/';
    }
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
    free(path);
}

static void put_text(const char *name, const char *text)
{
    put(name, text, strlen(text));
}

static void pack(const char *folder, const char *target, struct pack_summary *summary)
{
    char *from = place(folder), *to = place(target);
    struct fault fault;
    if (pack_folder(from, to, &(struct pack_form){0}, summary, &fault))
        fail_msg("%s", fault.sentence);
    free(from);
    free(to);
}

static void assert_same_files(const char *a, const char *b)
{
    char *a_path = place(a), *b_path = place(b);
    struct buffer x = maker_read(a_path), y = maker_read(b_path);
    assert_int_equal(x.size, y.size);
    assert_memory_equal(x.data, y.data, x.size);
    buffer_free(&x);
    buffer_free(&y);
    free(a_path);
    free(b_path);
}

static const struct {
    const char *name, *text;
} files[] = {
    {"README.md", "# Home\n"},    {"a.md", "a\n"},        {"Z.md", "z\n"},
    {"dir/b.html", "<p>b</p>\n"}, {"dir/图.txt", "图\n"}, {"dir/sub/c.png", "not really\n"},
    {"dir-x/empty.css", ""},      {"é.md", "composed\n"},
};
enum { FILES = sizeof files / sizeof files[0] };

static void put_files(const char *folder, bool backwards)
{
    for (int i = 0; i < FILES; i++) {
        char name[128];
        int at = backwards ? FILES - 1 - i : i;
        snprintf(name, sizeof name, "%s/%s", folder, files[at].name);
        put_text(name, files[at].text);
    }
}

/* Compares the bundle's index with its articles: the sentence of what is not so, "" or "none". */
static const char *audit(struct bundle *bundle)
{
    static struct fault fault;
    struct publication *publication;
    struct audit *audit;
    fault = (struct fault){0};
    assert_int_equal(publication_open(bundle, &publication, NULL), STATUS_OK);
    enum status status = audit_open(bundle, publication, &audit, &fault);
    for (uint32_t entry = 0; !status && entry < bundle_count(bundle); entry++) {
        struct article *article = NULL;
        if (entry_is_article(bundle_kind(bundle, entry)))
            assert_int_equal(article_open(bundle, entry, &article, NULL), STATUS_OK);
        status = audit_article(audit, entry, article, &fault);
        article_close(article);
    }
    if (!status)
        status = audit_end(audit, &fault);
    audit_close(audit);
    publication_free(publication);
    return status == STATUS_NOT_FOUND ? "none" : fault.sentence;
}

static void same_files_same_bytes(void **state)
{
    (void)state;
    put_files("one", false);
    put_files("two", true);
    pack("one", "one.zip", NULL);
    pack("two", "two.zip", NULL);
    assert_same_files("one.zip", "two.zip");
    char *file = place("one/a.md"), *target = place("one.zip");
    struct timespec times[2] = {{.tv_sec = 1000000000}, {.tv_sec = 1234567890}};
    assert_int_equal(utimensat(AT_FDCWD, file, times, 0), 0);
    assert_int_equal(chmod(file, 0600), 0);
    pack("one", "one.zip", NULL); /* over the old one */
    assert_same_files("one.zip", "two.zip");
    free(file);
    free(target);
}

static void date_is_in_the_bytes(void **state)
{
    (void)state;
    put_files("dated", false);
    static const struct {
        time_t date;
        unsigned year, month, day, hour;
    } cases[] = {
        {0, 1980, 0, 1, 0}, {1700000000, 2023, 10, 14, 22}, {-1, 1980, 0, 1, 0}, {5000000000, 1980, 0, 1, 0}};
    char *from = place("dated"), *to = place("dated.zip");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        unz_file_info64 info;
        assert_int_equal(pack_folder(from, to, &(struct pack_form){.date = cases[i].date}, NULL, NULL),
                         STATUS_OK);
        unzFile zip = unzOpen64(to);
        assert_int_equal(unzGetCurrentFileInfo64(zip, &info, NULL, 0, NULL, 0, NULL, 0), UNZ_OK);
        assert_int_equal(info.tmu_date.tm_year, cases[i].year);
        assert_int_equal(info.tmu_date.tm_mon, cases[i].month);
        assert_int_equal(info.tmu_date.tm_mday, cases[i].day);
        assert_int_equal(info.tmu_date.tm_hour, cases[i].hour);
        unzClose(zip);
    }
    free(from);
    free(to);
}

static void read_back_by_both(void **state)
{
    (void)state;
    static const char *const order[] = {"README.md",  "Z.md",          "a.md",       "dir-x/empty.css",
                                        "dir/b.html", "dir/sub/c.png", "dir/图.txt", "é.md"};
    put_files("back", true);
    pack("back", "back.zip", NULL);
    char *path = place("back.zip");
    struct bundle *bundle;
    assert_int_equal(bundle_open(path, &bundle, NULL), STATUS_OK);
    assert_int_equal(bundle_count(bundle), FILES + 1);
    unzFile zip = unzOpen64(path);
    int at = unzGoToFirstFile(zip);
    for (int i = 0; i < FILES; i++, at = unzGoToNextFile(zip)) {
        char name[256], bytes[256] = "";
        unz_file_info64 info;
        assert_int_equal(at, UNZ_OK);
        assert_int_equal(unzGetCurrentFileInfo64(zip, &info, name, sizeof name, NULL, 0, NULL, 0), UNZ_OK);
        assert_string_equal(name, order[i]);
        bool ascii = !strstr(name, "图") && !strstr(name, "é");
        assert_int_equal(info.flag & 1 << 11, ascii ? 0 : 1 << 11);
        assert_int_equal(info.compression_method, strstr(name, ".png") || strstr(name, ".css") ? 0 : 8);
        assert_int_equal(unzOpenCurrentFile(zip), UNZ_OK);
        int size = unzReadCurrentFile(zip, bytes, sizeof bytes);
        assert_int_equal(unzCloseCurrentFile(zip), UNZ_OK);
        struct buffer out = {0};
        assert_int_equal(entry_load(bundle, bundle_find(bundle, name), MIB(1), &out, NULL), STATUS_OK);
        assert_int_equal(out.size, size);
        if (size)
            assert_memory_equal(out.data, bytes, (size_t)size);
        for (int n = 0; n < FILES; n++)
            if (!strcmp(files[n].name, name))
                assert_string_equal(bytes, files[n].text);
        buffer_free(&out);
    }
    char last[256];
    unz_file_info64 info;
    assert_int_equal(unzGetCurrentFileInfo64(zip, &info, last, sizeof last, NULL, 0, NULL, 0), UNZ_OK);
    assert_string_equal(last, SEARCH_ENTRY);
    assert_int_equal(info.compression_method, 0);
    assert_int_equal(unzGoToNextFile(zip), UNZ_END_OF_LIST_OF_FILE);
    unzClose(zip);
    bundle_close(bundle);
    free(path);
}

/* The index goes into the single top folder, so that the others keep their names; a folder with an old one gets its own. */
static void the_index_is_beside_the_articles(void **state)
{
    (void)state;
    put_text("below/top/README.md", "# Home");
    put_text("below/top/a.md", "a");
    put_text("below/top/" SEARCH_ENTRY, "an old one");
    struct pack_summary summary;
    pack("below", "below.zip", &summary);
    assert_int_equal(summary.files, 2);
    assert_int_equal(summary.skipped, 0);
    char *path = place("below.zip"), *from = place("below");
    struct bundle *bundle;
    assert_int_equal(bundle_open(path, &bundle, NULL), STATUS_OK);
    assert_string_equal(bundle_name(bundle, 0), SEARCH_ENTRY);
    assert_string_equal(bundle_name(bundle, 1), "README.md");
    assert_string_equal(audit(bundle), "");
    bundle_close(bundle);
    assert_int_equal(pack_folder(from, path, &(struct pack_form){.no_index = true}, NULL, NULL), STATUS_OK);
    assert_int_equal(bundle_open(path, &bundle, NULL), STATUS_OK);
    assert_int_equal(bundle_count(bundle), 2);
    assert_string_equal(audit(bundle), "none");
    bundle_close(bundle);
    free(path);
    free(from);
}

static void hidden_files_and_links_stay_out(void **state)
{
    (void)state;
    put_text("skip/a.md", "a");
    put_text("skip/.git/config", "x");
    put_text("skip/b/.hidden.md", "x");
    char *link = place("skip/link.md"), *loop = place("skip/loop"), *pipe = place("skip/pipe.md");
    assert_int_equal(symlink("/etc/passwd", link), 0);
    assert_int_equal(symlink("..", loop), 0);
    assert_int_equal(mkfifo(pipe, 0666), 0);
    struct pack_summary summary;
    pack("skip", "skip/skip.zip", &summary); /* into the folder itself */
    pack("skip", "skip/skip.zip", &summary);
    assert_int_equal(summary.files, 1);
    assert_int_equal(summary.skipped, 5);
    assert_true(strlen(summary.example) > 0);
    free(link);
    free(loop);
    free(pipe);
}

static void names_are_composed(void **state)
{
    (void)state;
    put_text("nfd/e\xCC\x81.md", "x");
    pack("nfd", "nfd.zip", NULL);
    char *path = place("nfd.zip"), name[64];
    unzFile zip = unzOpen64(path);
    assert_int_equal(unzGetCurrentFileInfo64(zip, NULL, name, sizeof name, NULL, 0, NULL, 0), UNZ_OK);
    assert_string_equal(name, "\xC3\xA9.md");
    unzClose(zip);
    free(path);
}

static void assert_refused(const char *folder, const char *target, enum status status, const char *words)
{
    char *from = place(folder), *to = place(target);
    struct fault fault = {0};
    assert_int_equal(pack_folder(from, to, &(struct pack_form){0}, NULL, &fault), status);
    if (!strstr(fault.sentence, words))
        fail_msg("%s", fault.sentence);
    struct stat about;
    assert_true(stat(to, &about) != 0 || S_ISDIR(about.st_mode));
    free(from);
    free(to);
}

/* Files whose name starts with `name`, in the folder of the test. */
static int leftovers(const char *name)
{
    char command[512];
    char *path = place(name);
    snprintf(command, sizeof command, "ls -d '%s'* 2>/dev/null | wc -l", path);
    FILE *file = popen(command, "r");
    int number = -1;
    assert_non_null(file);
    assert_int_equal(fscanf(file, "%d", &number), 1);
    pclose(file);
    free(path);
    return number;
}

static void what_cannot_be_packed(void **state)
{
    (void)state;
    put_text("plain/a.md", "x");
    put_text("picture/a.png", "x");
    put_text("control/a\n.md", "x");
    put_text("latin/\xE9.md", "x");
    put_text("slash/a\\b.md", "x");
    put_text("spelling/\xC3\xA9.md", "x");
    put_text("spelling/e\xCC\x81.md", "x");
    char deep[256] = "deep";
    for (int i = 0; i < 70; i++)
        strcat(deep, "/x");
    strcat(deep, "/a.md");
    put_text(deep, "x");
    assert_refused("deep", "bad.zip", STATUS_LIMIT, "too deep");
    assert_refused("none", "bad.zip", STATUS_NOT_FOUND, "There is no folder");
    assert_refused("plain/a.md", "bad.zip", STATUS_INVALID, "is a file");
    assert_refused("picture", "bad.zip", STATUS_NOT_FOUND, "no article");
    assert_refused("control", "bad.zip", STATUS_INVALID, "rename");
    assert_refused("latin", "bad.zip", STATUS_INVALID, "rename");
    assert_refused("slash", "bad.zip", STATUS_INVALID, "a\\b.md");
    assert_refused("spelling", "bad.zip", STATUS_INVALID, "twice");
    assert_refused("plain", "none/bad.zip", STATUS_IO, "none/bad.zip");
    assert_refused("plain", "picture", STATUS_INVALID, "is a folder");
    assert_int_equal(leftovers("bad.zip"), 0);
}

static void grow_b(void)
{
    put_text("meanwhile/b.md", "longer than it was");
}

static void rewrite_b(void)
{
    put_text("meanwhile/b.md", "X");
}

static void remove_b(void)
{
    assert_int_equal(unlink(maker_path("meanwhile/b.md")), 0);
}

static void change_what_is_being_read(void)
{
    put_text("meanwhile/a.md", "");
}

static void files_that_change_meanwhile(void **state)
{
    (void)state;
    static const struct {
        void (*change)(void);
        const char *name;
    } cases[] = {
        {grow_b, "b.md"}, {rewrite_b, "b.md"}, {remove_b, "b.md"}, {change_what_is_being_read, "a.md"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        put_text("meanwhile/a.md", "a");
        put_text("meanwhile/b.md", "b");
        struct timespec times[2] = {{.tv_sec = 1}, {.tv_sec = 1}};
        assert_int_equal(utimensat(AT_FDCWD, maker_path("meanwhile/b.md"), times, 0), 0);
        meanwhile = cases[i].change;
        assert_refused("meanwhile", "meanwhile.zip", STATUS_IO, cases[i].name);
        assert_int_equal(leftovers("meanwhile.zip"), 0);
    }
}

/* A full medium: no file may pass 64 KiB. The old bundle stays. */
static void medium_full(void **state)
{
    (void)state;
    char *bytes = malloc(1000000);
    assert_non_null(bytes);
    uint32_t random = 1;
    for (size_t i = 0; i < 1000000; i++)
        bytes[i] = (char)((random = random * 1664525 + 1013904223) >> 24);
    put_text("full/a.md", "a");
    pack("full", "full.zip", NULL);
    pack("full", "kept.zip", NULL);
    put("full/b.md", bytes, 1000000);
    free(bytes);
    struct rlimit before, small;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = before;
    small.rlim_cur = 65536;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    char *from = place("full"), *to = place("full.zip");
    struct fault fault = {0};
    enum status status = pack_folder(from, to, &(struct pack_form){0}, NULL, &fault);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(status, STATUS_IO);
    assert_non_null(strstr(fault.sentence, "full.zip could not be written"));
    assert_int_equal(leftovers("full.zip"), 1);
    assert_same_files("full.zip", "kept.zip");
    free(from);
    free(to);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_files_same_bytes),
        cmocka_unit_test(date_is_in_the_bytes),
        cmocka_unit_test(the_index_is_beside_the_articles),
        cmocka_unit_test(read_back_by_both),
        cmocka_unit_test(hidden_files_and_links_stay_out),
        cmocka_unit_test(names_are_composed),
        cmocka_unit_test(what_cannot_be_packed),
        cmocka_unit_test(files_that_change_meanwhile),
        cmocka_unit_test(medium_full),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
