/* Folders and single articles as bundles, on the real filesystem. */
#include <errno.h>
#include <fcntl.h>
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

#include "base/limits.h"
#include "bundle/bundle.h"
#include "maker.h"

#define NOBODY 65534

static char top[256];
static struct fault fault;

static void begin(const char *name)
{
    snprintf(top, sizeof top, "%s", maker_path(name));
    assert_int_equal(mkdir(top, 0755), 0);
}

static const char *at(const char *name)
{
    static char path[2][8192];
    static int turn;
    turn = !turn;
    snprintf(path[turn], sizeof path[turn], "%s/%s", top, name);
    return path[turn];
}

/* The file and the folders that it is in. */
static void put(const char *name, const char *text)
{
    char path[8192];
    snprintf(path, sizeof path, "%s", at(name));
    for (char *slash = strchr(path + strlen(top) + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        assert_true(!mkdir(path, 0755) || errno == EEXIST);
        *slash = '/';
    }
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static struct bundle *open_path(const char *path)
{
    struct bundle *bundle;
    if (bundle_open(path, &bundle, &fault))
        fail_msg("%s", fault.sentence);
    return bundle;
}

static void assert_text(struct bundle *bundle, const char *name, const char *text)
{
    struct buffer out = {0};
    uint32_t entry = bundle_find(bundle, name);
    if (entry == ENTRY_NONE)
        fail_msg("no %s", name);
    assert_string_equal(bundle_name(bundle, entry), name);
    assert_int_equal(bundle_size(bundle, entry), strlen(text));
    if (entry_load(bundle, entry, 1000, &out, &fault))
        fail_msg("%s", fault.sentence);
    assert_string_equal(out.data, text);
    buffer_free(&out);
}

static void assert_fails(struct bundle *bundle, const char *name, enum status status, const char *word)
{
    struct buffer out = {0};
    uint32_t entry = bundle_find(bundle, name);
    assert_int_not_equal(entry, ENTRY_NONE);
    assert_int_equal(entry_load(bundle, entry, 1000, &out, &fault), status);
    if (!strstr(fault.sentence, word))
        fail_msg("%s", fault.sentence);
    buffer_free(&out);
}

static void see(void *data, const char *name, const char *sentence)
{
    struct buffer *seen = data;
    (void)name;
    assert_int_equal(buffer_print(seen, "%s\n", sentence), STATUS_OK);
}

/* The bundle leaves out exactly `count` things, and says `word` of one. */
static void assert_refused(const struct bundle *bundle, int count, const char *word)
{
    struct buffer seen = {0};
    bundle_refused(bundle, see, &seen);
    for (const char *line = seen.data ? seen.data : ""; *line; line = strchr(line, '\n') + 1)
        count--;
    if (count || (word && !strstr(seen.data, word)))
        fail_msg("%s", seen.data ? seen.data : "nothing");
    buffer_free(&seen);
}

static void folder_of_articles(void **state)
{
    (void)state;
    begin("notes-main");
    put("README.md", "# hello");
    put("pages/A.md", "first");
    put("pages/deep/er/b.txt", "");
    put("pages/img/x.png", "picture");
    put(".hidden.md", "x");
    put(".git/config", "x");
    put("pages/.DS_Store", "x");
    put("__MACOSX/a.md", "x");
    assert_int_equal(mkdir(at("empty"), 0755), 0);
    char slash[300];
    snprintf(slash, sizeof slash, "%s//", top);
    for (int i = 0; i < 2; i++) {
        struct bundle *bundle = open_path(i ? slash : top);
        assert_string_equal(bundle_path(bundle), top);
        assert_string_equal(bundle_stem(bundle), "notes");
        assert_int_equal(bundle_count(bundle), 4);
        assert_int_equal(bundle_articles(bundle), 3);
        assert_string_equal(bundle_name(bundle, bundle_home(bundle)), "README.md");
        assert_text(bundle, "README.md", "# hello");
        assert_text(bundle, "pages/A.md", "first");
        assert_text(bundle, "pages/deep/er/b.txt", "");
        assert_text(bundle, "pages/img/x.png", "picture");
        assert_int_not_equal(bundle_find(bundle, "PAGES/a.md"), ENTRY_NONE);
        assert_refused(bundle, 0, NULL);
        bundle_close(bundle);
    }
    char before[4096];
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(at("pages")), 0);
    struct bundle *bundle = open_path(".");
    assert_string_equal(bundle_stem(bundle), "pages");
    assert_text(bundle, "A.md", "first");
    bundle_close(bundle);
    bundle = open_path("..");
    assert_string_equal(bundle_stem(bundle), "notes");
    assert_int_equal(chdir(before), 0);
    assert_text(bundle, "README.md", "# hello");
    bundle_close(bundle);
}

static void folder_in_a_folder(void **state)
{
    (void)state;
    begin("outer");
    put("book/README.md", "# hello");
    put("book/a/b.md", "first");
    struct bundle *bundle = open_path(top);
    assert_text(bundle, "README.md", "# hello");
    assert_text(bundle, "a/b.md", "first");
    assert_int_not_equal(bundle_find(bundle, "book/a/b.md"), ENTRY_NONE);
    bundle_close(bundle);
}

static void names_on_disk(void **state)
{
    (void)state;
    begin("names");
    put("re\xCC\x81sume\xCC\x81/cafe\xCC\x81.md", "decomposed");
    put("twice\xCC\x81.md", "decomposed");
    put("twic\xC3\xA9.md", "composed");
    put("图/说明.md", "utf-8");
    put("back\\slash.md", "backslash");
    put("a\\..\\climbs.md", "x");
    put("line\nend.md", "x");
    struct bundle *bundle = open_path(top);
    assert_int_equal(bundle_count(bundle), 4);
    assert_text(bundle, "résumé/café.md", "decomposed");
    assert_text(bundle, "twicé.md", "composed"); /* as it is written in links */
    assert_text(bundle, "图/说明.md", "utf-8");
    assert_text(bundle, "back/slash.md", "backslash");
    assert_refused(bundle, 3, "holds control characters");
    assert_refused(bundle, 3, "leads out of the bundle");
    assert_refused(bundle, 3, "more than once");
    bundle_close(bundle);
}

static void names_in_gb18030(void **state)
{
    (void)state;
    begin("gb18030");
    put("\xCB\xB5\xC3\xF7.md", "a");
    put("\xCD\xBC\xC6\xAC/\xB5\xDA\xD2\xBB\xD5\xC2.md", "b");
    put("\xC4\xBF\xC2\xBC.md", "c"); /* could be UTF-8 by itself */
    put("图.md", "d");
    struct bundle *bundle = open_path(top);
    assert_text(bundle, "说明.md", "a");
    assert_text(bundle, "图片/第一章.md", "b");
    assert_text(bundle, "目录.md", "c");
    assert_text(bundle, "图.md", "d");
    bundle_close(bundle);
}

static void charset_of_the_manifest(void **state)
{
    (void)state;
    begin("big5");
    put("bundle.ini", "[bundle]\ncharset = big5\nhome = \xE4\xBA\x8C.md\n");
    put("\xA4G.md", "two"); /* too short a name to tell by itself */
    put("a.md", "x");
    struct bundle *bundle = open_path(top);
    assert_text(bundle, "二.md", "two");
    assert_string_equal(bundle_name(bundle, bundle_home(bundle)), "二.md");
    bundle_close(bundle);
}

static void links_and_pipes(void **state)
{
    (void)state;
    begin("special");
    put("a.md", "text");
    put("sub/b.md", "text");
    assert_int_equal(symlink("a.md", at("link.md")), 0);
    assert_int_equal(symlink("..", at("sub/loop")), 0);
    assert_int_equal(symlink("nowhere", at("dangling.md")), 0);
    assert_int_equal(mkfifo(at("pipe.md"), 0644), 0);
    struct bundle *bundle = open_path(top);
    assert_int_equal(bundle_count(bundle), 2);
    assert_refused(bundle, 4, "pipe.md is left out: it is a link or a device");
    bundle_close(bundle);

    char link[300];
    snprintf(link, sizeof link, "%s", maker_path("link to special"));
    assert_int_equal(symlink(top, link), 0);
    bundle = open_path(link); /* that the folder itself is a link is the reader's wish */
    assert_int_equal(bundle_count(bundle), 2);
    assert_string_equal(bundle_stem(bundle), "link to special");
    bundle_close(bundle);
}

static void may_not_be_read(void **state)
{
    (void)state;
    begin("denied");
    put("a.md", "text");
    put("secret.md", "text");
    put("secret/b.md", "text");
    put("listed/c.md", "text");
    chmod(at("secret.md"), 0);
    chmod(at("secret"), 0);
    chmod(at("listed"), 0444);
    char above[300];
    snprintf(above, sizeof above, "%s", maker_path(""));
    chmod(above, 0755);
    bool root = geteuid() == 0;
    if (root && seteuid(NOBODY)) {
        print_message("skipped: root may read everything\n");
        skip();
    }
    struct bundle *bundle = open_path(top);
    assert_int_equal(bundle_count(bundle), 2);
    assert_text(bundle, "a.md", "text");
    assert_fails(bundle, "secret.md", STATUS_DENIED, "secret.md may not be read");
    assert_refused(bundle, 2, "secret is left out: it may not be read");
    assert_refused(bundle, 2, "listed");
    bundle_close(bundle);
    assert_int_equal(bundle_open(at("secret"), &bundle, &fault), STATUS_DENIED);
    assert_non_null(strstr(fault.sentence, "may not be read"));
    assert_int_equal(bundle_open(at("listed"), &bundle, &fault), STATUS_DENIED);
    assert_int_equal(bundle_open(at("secret.md"), &bundle, &fault), STATUS_DENIED);
    if (root)
        assert_int_equal(seteuid(0), 0);
    chmod(at("secret"), 0755);
    chmod(at("listed"), 0755);
}

static void changed_since(void **state)
{
    (void)state;
    begin("changing");
    static const char *const names[] = {"gone.md", "grown.md", "link.md", "pipe.md", "sub/below.md"};
    for (size_t i = 0; i < 5; i++)
        put(names[i], "text");
    put("same.md", "text");
    put("elsewhere/below.md", "text");
    struct bundle *bundle = open_path(top);
    assert_int_equal(unlink(at("gone.md")), 0);
    put("grown.md", "more text");
    assert_int_equal(unlink(at("link.md")), 0);
    assert_int_equal(symlink("same.md", at("link.md")), 0);
    assert_int_equal(unlink(at("pipe.md")), 0);
    assert_int_equal(mkfifo(at("pipe.md"), 0644), 0);
    assert_int_equal(rename(at("sub"), at("moved")), 0);
    assert_int_equal(symlink("elsewhere", at("sub")), 0);
    for (size_t i = 0; i < 5; i++)
        assert_fails(bundle, names[i], STATUS_IO, "changing has changed since it was opened");
    assert_text(bundle, "same.md", "text");
    bundle_close(bundle);
}

static void shorter_while_it_is_read(void **state)
{
    (void)state;
    begin("shrinking");
    char text[100001];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    put("a.md", text);
    struct bundle *bundle = open_path(top);
    struct entry_stream *stream;
    char bytes[1000];
    size_t got;
    enum status status;
    assert_int_equal(entry_open(bundle, 0, &stream, &fault), STATUS_OK);
    assert_int_equal(entry_read(stream, bytes, sizeof bytes, &got, &fault), STATUS_OK);
    assert_int_equal(truncate(at("a.md"), 2000), 0);
    do
        status = entry_read(stream, bytes, sizeof bytes, &got, &fault);
    while (!status && got);
    assert_int_equal(status, STATUS_IO);
    assert_non_null(strstr(fault.sentence, "a.md has become shorter"));
    entry_close(stream);
    bundle_close(bundle);
}

static void bundles_in_a_folder(void **state)
{
    (void)state;
    begin("library");
    struct maker maker = {0}, shelf = {0};
    struct bundle *bundle, *zip, *book;
    maker_add_text(&maker, "index.xhtml", "<p>book");
    maker_end(&maker, "", 0, false);
    maker_add(&shelf,
              &(struct maker_entry){.name = "b.epub", .data = maker.bytes.data, .size = maker.bytes.size});
    maker_end(&shelf, "", 0, false);
    assert_int_equal(mkdir(at("u\xCC\x88"), 0755), 0); /* the single top folder, whose name is not NFC */
    maker_write(&maker, at("u\xCC\x88/a.epub"));
    maker_write(&shelf, at("u\xCC\x88/shelf.zip"));
    bundle = open_path(top);
    assert_int_equal(bundle_volumes(bundle), 2);
    assert_int_equal(bundle_home(bundle), ENTRY_NONE);
    assert_int_equal(bundle_open_inner(bundle, bundle_find(bundle, "a.epub"), &book, &fault), STATUS_OK);
    assert_string_equal(bundle_path(book), at("u\xCC\x88/a.epub"));
    assert_text(book, "index.xhtml", "<p>book");
    bundle_close(book);
    assert_int_equal(bundle_open_inner(bundle, bundle_find(bundle, "shelf.zip"), &zip, &fault), STATUS_OK);
    bundle_close(bundle);
    assert_int_equal(bundle_open_inner(zip, 0, &book, &fault), STATUS_OK);
    bundle_close(zip);
    assert_string_equal(bundle_path(book), at("u\xCC\x88/shelf.zip/b.epub"));
    assert_text(book, "index.xhtml", "<p>book");
    bundle_close(book);
    bundle_close(open_path(at("u\xCC\x88/shelf.zip/b.epub")));
}

static void nothing_to_read(void **state)
{
    (void)state;
    struct bundle *bundle;
    begin("nothing");
    assert_int_equal(bundle_open(top, &bundle, &fault), STATUS_NOT_FOUND);
    assert_non_null(strstr(fault.sentence, "nothing holds no article"));
    put("x.png", "picture");
    put("y.unknown", "no zip");
    assert_int_equal(bundle_open(top, &bundle, &fault), STATUS_NOT_FOUND);
    assert_int_equal(bundle_open(at("x.png"), &bundle, &fault), STATUS_CORRUPT);
    assert_non_null(strstr(fault.sentence, "x.png is not a zip"));
    assert_int_equal(bundle_open(at("none.md"), &bundle, &fault), STATUS_NOT_FOUND);
    assert_int_equal(bundle_open(at("x.png/none.md"), &bundle, &fault), STATUS_CORRUPT);
    assert_int_equal(mkfifo(at("pipe.md"), 0644), 0);
    assert_int_equal(bundle_open(at("pipe.md"), &bundle, &fault), STATUS_INVALID);
}

static void article_by_itself(void **state)
{
    (void)state;
    begin("alone");
    put("note.xhtml", "<p>text");
    put("other.md", "x");
    put("photo.JPG", "picture");
    put("style.css", "p {}");
    put("pictures/a/b.png", "picture");
    put("pictures/other.html", "x");
    put("pictures/.thumbnails/b.png", "x");
    put("data.bin", "x");
    put(".hidden.md", "hidden");
    assert_int_equal(mkfifo(at("pipe.png"), 0644), 0);
    assert_int_equal(symlink("photo.JPG", at("link.png")), 0);
    struct bundle *bundle = open_path(at("note.xhtml"));
    assert_string_equal(bundle_stem(bundle), "note");
    assert_string_equal(bundle_path(bundle), at("note.xhtml"));
    assert_int_equal(bundle_count(bundle), 4);
    assert_int_equal(bundle_articles(bundle), 1);
    assert_string_equal(bundle_name(bundle, bundle_home(bundle)), "note.xhtml");
    assert_text(bundle, "note.xhtml", "<p>text");
    assert_text(bundle, "photo.JPG", "picture");
    assert_text(bundle, "style.css", "p {}");
    assert_text(bundle, "pictures/a/b.png", "picture");
    assert_refused(bundle, 0, NULL);
    bundle_close(bundle);

    bundle = open_path(at(".hidden.md"));
    assert_text(bundle, ".hidden.md", "hidden");
    bundle_close(bundle);

    char link[300];
    snprintf(link, sizeof link, "%s", maker_path("link.md"));
    assert_int_equal(symlink(at("other.md"), link), 0);
    bundle = open_path(link);
    assert_string_equal(bundle_stem(bundle), "link");
    assert_text(bundle, "other.md", "x");
    assert_text(bundle, "photo.JPG", "picture");
    bundle_close(bundle);
}

static void so_far_around_an_article(void **state)
{
    (void)state;
    begin("around");
    char name[600];
    put("a.md", "text");
    _Static_assert(LIMIT_BESIDE_DEPTH == 4, "as deep as the names here");
    put("1/2/3/4/near.png", "picture");
    put("1/2/3/4/5/far.png", "picture");
    struct bundle *bundle = open_path(at("a.md"));
    assert_text(bundle, "1/2/3/4/near.png", "picture");
    assert_int_equal(bundle_count(bundle), 2);
    bundle_close(bundle);
    for (unsigned i = 0; i <= LIMIT_BESIDE_FILES; i++) {
        snprintf(name, sizeof name, "%u.gif", i);
        put(name, "");
    }
    bundle = open_path(at("a.md"));
    assert_text(bundle, "a.md", "text");
    assert_true(bundle_count(bundle) <= LIMIT_BESIDE_FILES + 1);
    bundle_close(bundle);
}

static void too_deep(void **state)
{
    (void)state;
    begin("deep");
    char name[600] = "";
    for (unsigned i = 0; i < LIMIT_FOLDER_DEPTH; i++)
        strcat(name, "d/");
    strcat(name, "a.md");
    put(name, "text");
    put("b.md", "text");
    struct bundle *bundle = open_path(top);
    assert_text(bundle, name, "text");
    assert_refused(bundle, 0, NULL);
    bundle_close(bundle);
    strcpy(strrchr(name, '/'), "/d/b.md");
    put(name, "text");
    bundle = open_path(top);
    assert_int_equal(bundle_count(bundle), 2);
    assert_refused(bundle, 1, "is left out: it lies too deep in folders");
    bundle_close(bundle);
}

/* A single top folder is named in each path; it is as long as the system lets it be. */
static void too_many_bytes_of_names(void **state)
{
    (void)state;
    begin("long");
    char part[256], name[4096] = "";
    memset(part, 'n', 255);
    part[255] = '\0';
    int folder = open(top, O_RDONLY | O_DIRECTORY);
    for (int i = 0; i < 15; i++) {
        assert_int_equal(mkdirat(folder, part, 0755), 0);
        int below = openat(folder, part, O_RDONLY | O_DIRECTORY);
        assert_true(below >= 0);
        close(folder);
        folder = below;
    }
    close(openat(folder, "a.md", O_CREAT | O_WRONLY, 0644));
    for (unsigned i = 0; i < LIMIT_FOLDER_NAMES / (15 * 256) + 1; i++) {
        snprintf(name, sizeof name, "%u.md", i);
        assert_int_equal(linkat(folder, "a.md", folder, name, 0), 0);
    }
    close(folder);
    struct bundle *bundle;
    assert_int_equal(bundle_open(top, &bundle, &fault), STATUS_LIMIT);
    assert_non_null(strstr(fault.sentence, "long holds more files than"));
}

static void too_many_files(void **state)
{
    (void)state;
    begin("many");
    int folder = open(top, O_RDONLY | O_DIRECTORY);
    struct bundle *bundle;
    char name[32], first[32];
    /* Names of the same few files take a tenth of the time; ext4 gives one at most 65,000. */
    for (unsigned i = 0; i < LIMIT_FOLDER_FILES; i++) {
        snprintf(name, sizeof name, "%06u.md", i);
        if (i % 50000) {
            assert_int_equal(linkat(folder, first, folder, name, 0), 0);
            continue;
        }
        put(name, "");
        strcpy(first, name);
    }
    bundle = open_path(top);
    assert_int_equal(bundle_count(bundle), LIMIT_FOLDER_FILES);
    assert_int_equal(bundle_find(bundle, "012345.MD"), 12345);
    bundle_close(bundle);
    put("one more", "");
    assert_int_equal(bundle_open(top, &bundle, &fault), STATUS_LIMIT);
    assert_non_null(strstr(fault.sentence, "many holds more files than"));
    close(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folder_of_articles),
        cmocka_unit_test(folder_in_a_folder),
        cmocka_unit_test(names_on_disk),
        cmocka_unit_test(names_in_gb18030),
        cmocka_unit_test(charset_of_the_manifest),
        cmocka_unit_test(links_and_pipes),
        cmocka_unit_test(may_not_be_read),
        cmocka_unit_test(changed_since),
        cmocka_unit_test(shorter_while_it_is_read),
        cmocka_unit_test(bundles_in_a_folder),
        cmocka_unit_test(nothing_to_read),
        cmocka_unit_test(article_by_itself),
        cmocka_unit_test(so_far_around_an_article),
        cmocka_unit_test(too_deep),
        cmocka_unit_test(too_many_bytes_of_names),
        cmocka_unit_test(too_many_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
