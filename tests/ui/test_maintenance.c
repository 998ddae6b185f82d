/* What is behind the PIN. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "desk.h"
#include "host.h"
#include "signing.h"
#include "ui/import.h"
#include "ui/screen.h"

static const struct leaf wells[] = {
    {"README.md", "# 井水的安全\n\n打水以前先看看井边。\n"},
    {"bundle.ini", "[bundle]\nid = wells\ntitle = 井水\nedition = 3\ndate = 2026-01-02\n"},
    {0}};
static const struct leaf english[] = {{"index.html", "<title>Clean water</title><p>Boil it first.</p>"}, {0}};

/* Two bundles on the shelf, and in the maintenance. */
static void enter(struct desk *desk, struct fake *fake)
{
    struct library library = {0};
    bool shelf;
    desk_write(desk, wells);
    desk_write(desk, english);
    assert_int_equal(library_add(&library, desk->folder, &shelf, NULL), STATUS_OK);
    assert_int_equal(ui_shelf(desk->ui, &library, NULL), STATUS_OK);
    library_free(&library);
    fake_open(fake, desk);
    desk_act(desk, ACTION_MAINTENANCE);
    type_pin(desk, "4711");
    desk_line(desk, "upkeep start");
}

/* Moves the focus to the row or button whose line begins so, and presses it. */
static void choose(struct desk *desk, const char *line)
{
    char wanted[256];
    desk_act(desk, ACTION_FIRST);
    for (int i = 0; i < 300; i++) {
        const char *text = desk_text(desk);
        for (const char *at = text; at; at = strchr(at, '\n')) {
            at += *at == '\n';
            const char *end = strchr(at, '\n');
            snprintf(wanted, sizeof wanted, "%.*s", end ? (int)(end - at) : 0, at);
            size_t size = strlen(wanted);
            if (!strncmp(wanted, line, strlen(line)) && size > 2 && !strcmp(wanted + size - 2, " *")) {
                desk_act(desk, ACTION_SELECT);
                return;
            }
        }
        desk_act(desk, ACTION_FOCUS_NEXT);
    }
    fail_msg("nothing begins with “%s” in:\n%s", line, desk_text(desk));
}

static void what_there_is(void **state)
{
    struct desk *desk = *state;
    struct fake fake = {0};
    enter(desk, &fake);
    desk_line(desk, "row Bundles *");
    desk_line(desk, "row Import from a stick | no stick is plugged in");
    desk_line(desk, "row Free space in the library | 12.3 GB of 29.0 GB");
    desk_line(desk, "row Versions | slipcase " SLIPCASE_VERSION);
    desk_line(desk, "row Switch off");
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "screen shelf");
}

static void what_there_is_not(void **state)
{
    struct desk *desk = *state;
    struct fake fake = {0};
    enter(desk, &fake);
    fake.host = (struct host){.machine = &fake, .pin_fits = fake.host.pin_fits};
    desk_act(desk, ACTION_BACK);
    desk_act(desk, ACTION_MAINTENANCE);
    type_pin(desk, "4711");
    static const char *const missing[] = {
        "row Bundles *",  "row Import from a stick",      "row Restart",
        "row Switch off", "row Export the counts of use", "row Text size, colours and language"};
    for (size_t i = 0; i < sizeof missing / sizeof *missing; i++)
        desk_no_line(desk, missing[i]);
    desk_line(desk, "row Test of the screen *");
    choose(desk, "row Versions");
    desk_begins(desk, "row ICU | ");
}

static void two_idle_minutes(void **state)
{
    static const char *const deep[] = {
        NULL,           "row Bundles", "row Restart",   "row Test of the screen", "row Import",
        "row Versions", "row Log",     "row Text size", "row Switch off"};
    struct desk *desk = *state;
    struct fake fake = {0};
    enter(desk, &fake);
    for (size_t i = 0; i < sizeof deep / sizeof *deep; i++) {
        if (deep[i])
            choose(desk, deep[i]);
        pass(desk, 119000);
        desk_no_line(desk, "screen shelf");
        pass(desk, 2000);
        desk_line(desk, "screen shelf");
        desk_act(desk, ACTION_MAINTENANCE);
        type_pin(desk, "4711");
    }
}

static void bundles(void **state)
{
    struct desk *desk = *state;
    struct fake fake = {0};
    enter(desk, &fake);
    choose(desk, "row Bundles");
    desk_idle(desk); /* nobody looked at the shelf before */
    desk_line(desk, "row 井水 | Edition 3 · 12.3 MB *");
    desk_line(desk, "row Clean water | 12.3 MB");
    choose(desk, "row 井水");
    desk_line(desk, "headline 井水");
    desk_begins(desk, "sentence File: book-");
    desk_begins(desk, "12.3 MB · 2023-11-1");
    desk_line(desk, "Edition 3 · 2026-01-02");
    desk_line(desk, "Not signed");
    /* Back has the focus, here and where it is asked again. */
    desk_line(desk, "button Back *");
    choose(desk, "button Remove");
    desk_begins(desk, "sentence Remove book-");
    desk_line(desk, "button Back *");
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "upkeep bundles");
    assert_string_equal(fake.removed, "");
    choose(desk, "row 井水");
    choose(desk, "button Remove");
    choose(desk, "button Remove");
    assert_int_not_equal(fake.removed[0], '\0');
    desk_no_line(desk, "row 井水 | Edition 3 · 12.3 MB");
    desk_line(desk, "row Clean water | 12.3 MB *");
    /* The last one does not go without a word. */
    choose(desk, "row Clean water");
    choose(desk, "button Remove");
    desk_line(desk, "It is the last one: nothing but the handbook will be left to read.");
    fake.stuck = true;
    choose(desk, "button Remove");
    desk_begins(desk, "sentence book-");
    assert_string_equal(strrchr(journal_line(log_journal(), 0, 0)->text, ' '), " removed.");
    desk_act(desk, ACTION_BACK);
    fake.stuck = false;
    choose(desk, "row Clean water");
    choose(desk, "button Remove");
    choose(desk, "button Remove");
    desk_line(desk, "row There is no bundle in the library. *");
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "upkeep bundles");
}

static void a_stick(void **state)
{
    struct desk *desk = *state;
    struct fake fake = {0};
    enter(desk, &fake);
    choose(desk, "row Import");
    desk_line(desk, "row There is no bundle on a stick; plug one in. *");
    fake.stick = desk->folder;
    desk_act(desk, ACTION_SELECT);
    choose(desk, "row book-");
    assert_memory_equal(fake.imported, desk->folder, strlen(desk->folder));
    /* By the name that is on the shelf, too. */
    char line[120];
    struct library library = {0};
    assert_int_equal(library_add_folder(&library, desk->folder, NULL), STATUS_OK);
    const struct source stick = {.library = &library, .stick = "WATER", .serial = 1};
    assert_int_equal(ui_sources(desk->ui, &stick, 1, NULL), STATUS_OK);
    snprintf(line, sizeof line, "row %s | WATER", strrchr(desk->path, '/') + 1);
    desk_act(desk, ACTION_SELECT); /* look again */
    desk_begins(desk, line);
    library_free(&library);
}

/* Whose key a signature names is said once it is verified, and not of one that turns out not to be this bundle's. */
static void signed_bundles(void **state)
{
    struct desk *desk = *state;
    struct fake fake = {0};
    struct library library = {0};
    struct trust *trust;
    bool shelf;
    open_trust(desk, &trust);
    desk_write(desk, wells);
    sign(desk);
    desk_write(desk, english);
    sign(desk);
    desk_damage(desk, "Boil it first.");
    assert_int_equal(library_add(&library, desk->folder, &shelf, NULL), STATUS_OK);
    assert_int_equal(ui_shelf(desk->ui, &library, NULL), STATUS_OK);
    library_free(&library);
    fake_open(&fake, desk);
    desk_act(desk, ACTION_MAINTENANCE);
    type_pin(desk, "4711");
    choose(desk, "row Bundles");
    choose(desk, "row book-");
    desk_line(desk, "Signature: not valid, or not checked yet");
    assert_null(strstr(desk_text(desk), "Key "));
    desk_act(desk, ACTION_BACK);
    desk_idle(desk);
    choose(desk, "row 井水");
    desk_begins(desk, "Signed by key on 20");
    desk_begins(desk, "Key ");
    desk_act(desk, ACTION_BACK);
    choose(desk, "row book-");
    desk_line(desk, "Signature: not valid, or not checked yet");
    assert_null(strstr(desk_text(desk), "Key "));
    ui_free(desk->ui);
    desk->ui = NULL;
    trust_free(trust);
}

/* Offered, half copied or done: two minutes later nobody finds the way in open, and what is copied comes to its end. */
static void an_import_left_open(void **state)
{
    static const char *const shown[] = {"button Copy *", "button Cancel *", "button Back *"};
    struct desk *desk = *state;
    struct fake fake = {0};
    char library[80], *text = repeat("河水涨到台阶下面。\n", 60000);
    enter(desk, &fake);
    fake.host.import = import_new;
    fake.stick = desk->folder;
    snprintf(library, sizeof library, "%s.library", desk->folder);
    assert_int_equal(mkdir(library, 0700), 0);
    const struct import_options options = {.policy = IMPORT_READ, .folder = library};
    assert_int_equal(ui_import(desk->ui, &options), STATUS_OK);
    desk_write(desk, (struct leaf[]){{"README.md", "# 长\n"}, {"long.txt", text}, {0}});
    free(text);
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        char row[120];
        snprintf(row, sizeof row, "row %s", strrchr(desk->path, '/') + 1);
        choose(desk, "row Import");
        choose(desk, row);
        if (i)
            desk_act(desk, ACTION_SELECT);
        for (int k = 0; i && k < 3; k++)
            assert_true(ui_idle(desk->ui));
        if (i == 2)
            desk_idle(desk);
        desk_line(desk, shown[i]);
        pass(desk, 119000);
        desk_line(desk, shown[i]);
        pass(desk, 2000);
        desk_line(desk, "screen shelf");
        desk_idle(desk);
        snprintf(row, sizeof row, "%s%s", library, strrchr(desk->path, '/'));
        assert_int_equal(access(row, F_OK), i ? 0 : -1);
        unlink(row);
        desk_act(desk, ACTION_MAINTENANCE);
        type_pin(desk, "4711");
    }
    assert_int_equal(rmdir(library), 0);
}

static void how_it_looks(void **state)
{
    struct desk *desk = *state;
    struct fake fake = {0};
    enter(desk, &fake);
    choose(desk, "row Text size, colours and language");
    desk_line(desk, "row Text size | from the screen's size *");
    desk_line(desk, "row Colours | Day");
    desk_line(desk, "row Language of the messages | English");
    choose(desk, "row Text size");
    desk_line(desk, "row from the screen's size current *");
    choose(desk, "row 34 px");
    desk_line(desk, "row Text size | 34 px *");
    assert_int_equal(fake.look.text_size, 34);
    choose(desk, "row Colours");
    choose(desk, "row Night");
    desk_line(desk, "row Colours | Night *");
    choose(desk, "row Language");
    fake.stuck = true;
    choose(desk, "row 한국어");
    assert_string_equal(fake.look.language, "ko");
    assert_int_equal(fake.look.text_size, 34);
    desk_line(desk, "sentence The settings could not be written.");
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "upkeep look");
    /* The next visitor has it so. */
    desk_act(desk, ACTION_BACK);
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "screen shelf");
    assert_int_equal(desk->ui->font_size, 34);
    assert_int_equal(desk->ui->theme, THEME_NIGHT);
}

static void test_of_the_screen(void **state)
{
    struct desk *desk = *state;
    struct fake fake = {0};
    bool changed;
    enter(desk, &fake);
    choose(desk, "row Test");
    desk_line(desk, "at 1 / 9");
    SDL_Surface *shown = ui_picture(desk->ui, &changed);
    assert_int_equal(*(uint32_t *)shown->pixels & 0xFFFFFF, 0xFF0000);
    for (int i = 0; i < 8; i++)
        desk_act(desk, i % 2 ? ACTION_NEXT : ACTION_SELECT);
    desk_line(desk, "at 9 / 9");
    desk_tap(desk, 700, 100);
    struct action drag = {.kind = ACTION_DRAG, .x = 100, .y = 100, .dx = 200, .dy = 50};
    assert_true(ui_act(desk->ui, &drag));
    desk_line(desk, "touches 2");
    /* More than are kept. */
    for (int i = 0; i < 600; i++)
        assert_true(ui_act(desk->ui, &drag));
    desk_line(desk, "touches 602");
    desk_tap(desk, 60, 760);
    desk_line(desk, "upkeep start");
}

static void restart_and_off(void **state)
{
    struct desk *desk = *state;
    struct fake fake = {0};
    enter(desk, &fake);
    choose(desk, "row Restart");
    choose(desk, "button Restart");
    assert_int_equal(fake.restarts, 1);
    choose(desk, "row Switch off");
    choose(desk, "button Switch off");
    desk_line(desk, "sentence The board shuts down. Cut its power only when the screen is dark.");
    desk_act(desk, ACTION_BACK);
    fake.stuck = true;
    choose(desk, "row Switch off");
    choose(desk, "button Switch off");
    desk_line(desk, "sentence The board cannot be switched off from here.");
    assert_int_equal(fake.offs, 1);
    desk_act(desk, ACTION_BACK);
    choose(desk, "row Export");
    desk_line(desk, "sentence No stick has the key.");
}

static void the_log(void **state)
{
    struct desk *desk = *state;
    struct fake fake = {0};
    enter(desk, &fake);
    log_warning("%s", "The stick is broken.");
    choose(desk, "row Log");
    desk_begins(desk, "row 20");
    assert_non_null(strstr(desk_text(desk), " The stick is broken. *\n"));
    desk_act(desk, ACTION_SELECT);
    assert_non_null(strstr(desk_text(desk), " The stick is broken.\n"));
}

static void on_every_screen(void **state)
{
    static const int32_t sizes[][2] = {{800, 1280}, {480, 320}, {320, 480}, {3840, 2160}, {240, 160}};
    struct desk *desk = *state;
    struct fake fake = {0};
    enter(desk, &fake);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        ui_resize(desk->ui, sizes[i][0], sizes[i][1]);
        desk_act(desk, ACTION_FIRST);
        choose(desk, "row Switch off");
        desk_line(desk, "button Switch off");
        desk_act(desk, ACTION_BACK);
        choose(desk, "row Test");
        for (int k = 0; k < 8; k++) {
            desk_act(desk, ACTION_NEXT);
            desk_text(desk);
        }
        desk_act(desk, ACTION_BACK);
        desk_line(desk, "upkeep start");
    }
}

int main(void)
{
    setenv("LANGUAGE", "en", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_there_is, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(what_there_is_not, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(two_idle_minutes, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(bundles, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(a_stick, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(signed_bundles, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(an_import_left_open, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(how_it_looks, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(test_of_the_screen, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(restart_and_off, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(the_log, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(on_every_screen, desk_open, desk_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
