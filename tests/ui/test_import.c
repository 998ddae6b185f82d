/* Bundles of a stick that are copied into the library: asked for, or by themselves. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "allocation.h"
#include "signing.h"
#include "ui/amount.h"
#include "ui/import.h"
#include "ui/screen.h"

static struct leaf wells[] = {
    {"README.md", "# 井水的安全\n\n打水以前先看看井边。\n"},
    {"bundle.ini", "[bundle]\nid = org.example.wells\nedition = 4\ntitle = 井水的安全\n"},
    {"long.txt", NULL},
    {0}};
static const struct leaf old_wells[] = {
    {"README.md", "# 井水\n\n旧。\n"},
    {"bundle.ini", "[bundle]\nid = org.example.wells\nedition = 3\ntitle = 井水\n"},
    {0}};
static const struct leaf meadow[] = {{"README.md", "# 草地\n\n春天的草地。\n"},
                                     {"bundle.ini", "[bundle]\nid = org.example.meadow\nedition = 1\n"},
                                     {0}};

static char folder[64], editions[80];
static struct library board, stick;
static struct ui_time now;

static void empty(void)
{
    DIR *stream = opendir(folder);
    for (struct dirent *file; stream && (file = readdir(stream));)
        unlinkat(dirfd(stream), file->d_name, 0);
    if (stream)
        closedir(stream);
}

static int set_up(void **state)
{
    if (!wells[2].text)
        wells[2].text = repeat("河水涨到台阶下面。\n", 60000);
    snprintf(folder, sizeof folder, "/tmp/slipcase-import-XXXXXX");
    now = (struct ui_time){.ms = 5000};
    if (!mkdtemp(folder))
        return -1;
    snprintf(editions, sizeof editions, "%s.editions", folder);
    return desk_open(state);
}

static int tear_down(void **state)
{
    allocation_fail(0);
    empty();
    rmdir(folder);
    unlink(editions);
    library_free(&board);
    library_free(&stick);
    return desk_close(state);
}

static void add(struct library *library, const char *path)
{
    library->paths = realloc(library->paths, (library->count + 1) * sizeof *library->paths);
    assert_non_null(library->paths);
    library->paths[library->count++] = strdup(path);
}

static void put(struct desk *desk, const struct leaf *leaves)
{
    desk_write(desk, leaves);
    add(&stick, desk->path);
}

/* What lies in the library now, as the shelf is told, and the stick. */
static void tell(struct desk *desk)
{
    bool shelf;
    library_free(&board);
    assert_int_equal(library_add(&board, folder, &shelf, NULL), STATUS_OK);
    const struct source list[] = {{.library = &stick, .stick = "WATER", .serial = 1},
                                  {.library = shelf ? &board : NULL}};
    assert_int_equal(ui_sources(desk->ui, list, 2, NULL), STATUS_OK);
    assert_true(ui_act(desk->ui, &(struct action){.kind = ACTION_NONE}));
}

static void pass(struct desk *desk, uint64_t ms)
{
    now.ms += ms;
    ui_tick(desk->ui, &now);
}

static void begin(struct desk *desk, enum import_policy policy)
{
    const struct import_options options = {.policy = policy, .folder = folder, .editions = editions};
    assert_int_equal(ui_import(desk->ui, &options), STATUS_OK);
    pass(desk, 0);
    assert_int_equal(ui_shelf(desk->ui, &board, NULL), STATUS_OK);
    tell(desk);
}

static bool is_there(const char *name)
{
    char path[200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return !access(path, F_OK);
}

static uint32_t files(void)
{
    uint32_t count = 0;
    DIR *stream = opendir(folder);
    assert_non_null(stream);
    for (struct dirent *file; (file = readdir(stream));)
        count += strcmp(file->d_name, ".") != 0 && strcmp(file->d_name, "..") != 0;
    closedir(stream);
    return count;
}

/* Wells is on the stick, chosen, and to be copied. */
static void agree(struct desk *desk)
{
    put(desk, wells);
    begin(desk, IMPORT_OFFER);
    desk_idle(desk);
    desk_act(desk, ACTION_SELECT);
    desk_act(desk, ACTION_SELECT);
}

/* And some of it is. */
static void copy_some(struct desk *desk)
{
    agree(desk);
    for (int i = 0; i < 3; i++)
        assert_true(ui_idle(desk->ui));
}

static void asked(void **state)
{
    struct desk *desk = *state;
    put(desk, wells);
    begin(desk, IMPORT_OFFER);
    desk_idle(desk);
    desk_line(desk,
              "about 井水的安全: On the stick “WATER” · Simplified Chinese · 2 articles · can be copied");
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "screen import");
    desk_line(desk, "headline Copy “井水的安全” to this screen?");
    char line[128];
    snprintf(line, sizeof line, "sentence File: %s · Edition 4", strrchr(desk->path, '/') + 1);
    desk_line(desk, line);
    desk_line(desk, "Not signed");
    desk_begins(desk, "It has 1.68 MB; ");
    desk_line(desk, "button Copy *");
    desk_line(desk, "button Only read");
    assert_int_equal(files(), 0);
    /* Back leads back, and it is asked again. */
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "screen shelf");
    desk_act(desk, ACTION_SELECT);
    desk_act(desk, ACTION_FOCUS_NEXT);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "entry README.md");
    assert_int_equal(files(), 0);
}

/* Of the bundle made last, in the library. */
static const char *copy_path(const struct desk *desk)
{
    static char path[200];
    snprintf(path, sizeof path, "%s/%s", folder, strrchr(desk->path, '/') + 1);
    return path;
}

static void copied(void **state)
{
    struct desk *desk = *state;
    agree(desk);
    desk_line(desk, "button Cancel *");
    desk_line(desk, "bar 0");
    for (int i = 0; i < 4; i++) {
        assert_true(ui_idle(desk->ui));
        pass(desk, 1000);
    }
    assert_true(ui_idle(desk->ui));
    desk_begins(desk, "sentence Copied: 1.05 MB of 1.68 MB");
    desk_line(desk, "About 10 seconds left");
    desk_line(desk, "bar 311");
    assert_true(is_there(strrchr(desk->path, '/') + 1) == false);
    desk_idle(desk);
    desk_line(desk, "headline 井水的安全");
    desk_line(desk, "sentence It is in the library now. The stick may be pulled out.");
    assert_true(is_there(strrchr(desk->path, '/') + 1));
    assert_int_equal(files(), 1);
    /* From there it is read at once, though nobody has looked at the folder yet. */
    desk_act(desk, ACTION_FOCUS_NEXT);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "entry README.md");
    assert_string_equal(desk->ui->volumes.list[desk->ui->volumes.open].path, copy_path(desk));
    tell(desk);
    assert_string_equal(desk->ui->volumes.list[desk->ui->volumes.open].path, copy_path(desk));
    desk_act(desk, ACTION_SHELF);
    desk_idle(desk);
    desk_no_line(desk,
                 "about 井水的安全: On the stick “WATER” · Simplified Chinese · 2 articles · can be copied");
    desk_act(desk, ACTION_FIRST);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "entry README.md");
}

static void in_the_place_of_an_old_one(void **state)
{
    struct desk *desk = *state;
    char command[300];
    desk_write(desk, old_wells);
    snprintf(command, sizeof command, "mv '%s' '%s'/old.zip", desk->path, folder);
    assert_int_equal(system(command), 0);
    agree(desk);
    desk_idle(desk);
    desk_line(desk, "sentence It is in the library now. The stick may be pulled out.");
    assert_false(is_there("old.zip"));
    assert_int_equal(files(), 1);
}

static void cancelled(void **state)
{
    struct desk *desk = *state;
    copy_some(desk);
    assert_int_equal(files(), 1);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "screen shelf");
    desk_line(desk, "aside The stick may be pulled out at any time.");
    assert_int_equal(files(), 0);
}

static void pulled_out(void **state)
{
    struct desk *desk = *state;
    copy_some(desk);
    assert_int_equal(truncate(desk->path, 300000), 0);
    assert_int_equal(unlink(desk->path), 0);
    desk_idle(desk);
    desk_line(
        desk,
        "sentence The stick was pulled out before “井水的安全” was copied; what was here before still is. "
        "Plug it in again to copy it.");
    assert_int_equal(files(), 0);
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "screen shelf");
}

/* Whoever asked for it is gone; it is copied all the same. */
static void walked_away(void **state)
{
    struct desk *desk = *state;
    copy_some(desk);
    desk_act(desk, ACTION_SHELF);
    desk_line(desk, "aside Copying “井水的安全”: 15 %. Please leave the stick in.");
    desk_idle(desk);
    desk_line(desk, "aside The stick may be pulled out at any time.");
    assert_int_equal(files(), 1);
    /* Who was only asked has left nothing open. */
    empty();
    unlink(editions);
    tell(desk);
    desk_idle(desk);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "button Copy *");
    desk_act(desk, ACTION_SHELF);
    desk_line(desk, "screen shelf");
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "button Copy *");
}

static void by_itself(void **state)
{
    struct desk *desk = *state;
    struct trust *trust;
    open_trust(desk, &trust);
    put(desk, old_wells);
    put(desk, wells);
    const char *name = strrchr(desk->path, '/') + 1;
    sign(desk);
    begin(desk, IMPORT_COPY);
    /* It goes on while somebody reads, too. */
    for (int i = 0; i < 200 && !is_there(name); i++)
        assert_true(ui_idle(desk->ui));
    desk_idle(desk);
    assert_true(is_there(name));
    assert_int_equal(files(), 2); /* and its signature; not the one that is not signed */
    tell(desk);
    desk_idle(desk);
    assert_int_equal(files(), 2);
    ui_free(desk->ui);
    desk->ui = NULL;
    trust_free(trust);
}

/* Nobody opens the shelf: what is plugged while somebody reads is copied all the same. */
static void while_somebody_reads(void **state)
{
    struct desk *desk = *state;
    struct trust *trust;
    open_trust(desk, &trust);
    put(desk, meadow);
    sign(desk);
    begin(desk, IMPORT_COPY);
    desk_idle(desk);
    desk_act(desk, ACTION_SELECT);
    desk_idle(desk);
    desk_line(desk, "entry README.md");
    assert_int_equal(files(), 2);
    put(desk, wells);
    sign(desk);
    tell(desk);
    desk_idle(desk);
    desk_line(desk, "entry README.md");
    assert_true(is_there(strrchr(desk->path, '/') + 1));
    assert_int_equal(files(), 4);
    ui_free(desk->ui);
    desk->ui = NULL;
    trust_free(trust);
}

/* What was verified as it was written is not verified once more, and is read at once. */
static void read_when_signed(void **state)
{
    struct desk *desk = *state;
    struct trust *trust;
    char line[256];
    open_trust(desk, &trust);
    put(desk, wells);
    sign(desk);
    begin(desk, IMPORT_OFFER);
    desk_idle(desk);
    desk_act(desk, ACTION_SELECT);
    /* Nothing of what minisign writes for itself. */
    assert_null(strstr(desk_text(desk), "timestamp"));
    assert_null(strstr(desk_text(desk), "file:"));
    desk_begins(desk, "Signed by key on 20");
    desk_act(desk, ACTION_BACK);
    snprintf(line, sizeof line, "minisign -S -H -t 第四版 -s key.sec -m %s >sign.log",
             strrchr(desk->path, '/') + 1);
    run(desk, line);
    tell(desk);
    desk_idle(desk);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "Signed by key");
    desk_line(desk, "第四版");
    desk_act(desk, ACTION_SELECT);
    for (int i = 0; i < 100 && !strstr(desk_text(desk), "button Read"); i++)
        assert_true(ui_idle(desk->ui));
    /* Nothing was done for the shelf yet. */
    desk_act(desk, ACTION_FOCUS_NEXT);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "screen shelf");
    desk_begins(desk, "about ");
    assert_true(ui_idle(desk->ui));
    desk_line(desk, "entry README.md");
    assert_string_equal(desk->ui->volumes.list[desk->ui->volumes.open].path, copy_path(desk));
    ui_free(desk->ui);
    desk->ui = NULL;
    trust_free(trust);
}

/* What nobody verified names nobody: neither before it is copied, nor when it turns out to be something else than was signed. */
static void named_once_it_is_proven(void **state)
{
    static const char *const mark = "打水以前先看看井边";
    struct desk *desk = *state;
    struct trust *trust;
    open_trust(desk, &trust);
    begin(desk, IMPORT_OFFER);
    for (int sound = 0; sound < 2; sound++) {
        desk_write(desk, wells);
        sign(desk);
        if (!sound)
            desk_damage(desk, mark);
        ui_push(desk->ui, import_new(desk->ui, desk->path));
        desk_line(desk, "Signature: not checked yet; copying checks it");
        assert_null(strstr(desk_text(desk), "Signed by"));
        desk_act(desk, ACTION_SELECT);
        assert_null(strstr(desk_text(desk), "Signed by"));
        desk_idle(desk);
        if (sound)
            desk_begins(desk, "Signed by key on 20");
        else
            assert_null(strstr(desk_text(desk), "Signed by"));
        assert_int_equal(is_there(strrchr(desk->path, '/') + 1), sound);
        desk_act(desk, ACTION_BACK);
    }
    ui_free(desk->ui);
    desk->ui = NULL;
    trust_free(trust);
}

static void not_checked_without_keys(void **state)
{
    struct desk *desk = *state;
    run(desk, "minisign -G -f -W -p key.pub -s key.sec >sign.log");
    put(desk, wells);
    sign(desk);
    begin(desk, IMPORT_OFFER);
    desk_idle(desk);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "Signature: not checked, as no keys are configured");
}

static void every_allocation(void **state)
{
    struct desk *desk = *state;
    size_t number = 1;
    put(desk, wells);
    for (bool done = false; !done; number++) {
        empty();
        unlink(editions);
        begin(desk, IMPORT_OFFER);
        desk_idle(desk);
        allocation_fail(number);
        desk_act(desk, ACTION_SELECT);
        desk_act(desk, ACTION_SELECT);
        for (int i = 0; i < 100 && ui_idle(desk->ui); i++) {
            bool changed;
            pass(desk, 300);
            assert_non_null(ui_picture(desk->ui, &changed));
        }
        done = allocation_count() < number;
        allocation_fail(0);
        desk_act(desk, ACTION_SHELF);
        desk_idle(desk);
        desk_line(desk, "screen shelf");
        assert_in_range(files(), 0, 3);
    }
    print_message("%zu allocations\n", number);
    assert_int_equal(files(), 1);
}

static void on_every_screen(void **state)
{
    static const int32_t sizes[][2] = {{1280, 800}, {480, 800}, {480, 320}};
    struct desk *desk = *state;
    put(desk, wells);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        desk_size(desk, sizes[i][0], sizes[i][1]);
        begin(desk, IMPORT_OFFER);
        desk_idle(desk);
        desk_act(desk, ACTION_SELECT);
        desk_line(desk, "button Copy *");
        /* The button on the left, or the upper one, is there to be touched. */
        bool changed;
        assert_non_null(ui_picture(desk->ui, &changed));
        desk_act(desk, ACTION_SELECT);
        desk_begins(desk, "sentence Copied: ");
        desk_act(desk, ACTION_BACK);
    }
}

static void words(void **state)
{
    (void)state;
    char text[64];
    static const struct {
        uint64_t bytes;
        const char *text;
    } sizes[] = {{0, "0.00 kB"},        {999, "0.999 kB"},       {1000, "1.00 kB"},       {45678, "45.7 kB"},
                 {340000000, "340 MB"}, {3410000000, "3.41 GB"}, {64000000000, "64.0 GB"}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        amount_bytes(sizes[i].bytes, text, sizeof text);
        assert_string_equal(text, sizes[i].text);
    }
    static const struct {
        uint64_t seconds;
        const char *text;
    } times[] = {{1, "About 10 seconds left"},  {10, "About 10 seconds left"},
                 {11, "About 20 seconds left"}, {56, "About 1 minute left"},
                 {61, "About 2 minutes left"},  {3600, "About 60 minutes left"}};
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        amount_time(times[i].seconds, text, sizeof text);
        assert_string_equal(text, times[i].text);
    }
}

static void pace(void **state)
{
    (void)state;
    struct pace slow = {0};
    assert_int_equal(pace_left(&slow, 1000), 0);
    /* The latest ten seconds count: it has become ten times slower. */
    uint64_t done = 0;
    for (uint64_t ms = 0; ms < 30000; ms += 100) {
        done += ms < 15000 ? 1000 : 100;
        pace_note(&slow, ms, done);
    }
    assert_int_equal(pace_left(&slow, 10000), 11);
    /* It stands still. */
    for (uint64_t ms = 30000; ms < 45000; ms += 100)
        pace_note(&slow, ms, done);
    assert_int_equal(pace_left(&slow, 10000), 0);
}

int main(void)
{
    setenv("LANGUAGE", "en", 1);
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(asked),
        TEST(copied),
        TEST(in_the_place_of_an_old_one),
        TEST(cancelled),
        TEST(pulled_out),
        TEST(walked_away),
        TEST(by_itself),
        TEST(while_somebody_reads),
        TEST(read_when_signed),
        TEST(named_once_it_is_proven),
        TEST(not_checked_without_keys),
        TEST(every_allocation),
        TEST(on_every_screen),
        cmocka_unit_test(words),
        cmocka_unit_test(pace),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
