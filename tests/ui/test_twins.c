/* The same book on the board and on sticks, or on two: the shelf shows it once. */
#include <sys/statvfs.h>

#include "holding.h"
#include "ui/screen.h"

static const struct leaf ponds[] = {
    {"README.md", "# 池\n\n文。\n"}, {"bundle.ini", "[bundle]\nid = p\nedition = 3\ntitle = 池 三\n"}, {0}};
static const struct leaf new_ponds[] = {
    {"README.md", "# 池\n\n新。\n"}, {"bundle.ini", "[bundle]\nid = p\nedition = 4\ntitle = 池 四\n"}, {0}};

/* The disk, which is full when a test says so: the linker puts this in the place of our objects' calls. */
int __real_fstatvfs64(int fd, struct statvfs *out);
int __wrap_fstatvfs64(int fd, struct statvfs *out);
static bool full;

int __wrap_fstatvfs64(int fd, struct statvfs *out)
{
    int result = __real_fstatvfs64(fd, out);
    if (full)
        out->f_bavail = 0;
    return result;
}

/* The same edition on the board and on sticks: the board's is shown, and says so. */
static void twins(void **state)
{
    struct desk *desk = *state;
    struct holding board = {0}, stick = {.source = {.stick = "WATER", .serial = 1}};
    put(desk, &board, english);
    put(desk, &board, ponds);
    put(desk, &stick, ponds);
    put(desk, &stick, rivers);
    assert_int_equal(ui_shelf(desk->ui, &board.library, NULL), STATUS_OK);
    desk_idle(desk);
    desk_act(desk, ACTION_LAST);
    desk_line(desk, "row 池 三 *");
    tell(desk, 2, (struct holding *[]){&stick, &board});
    desk_idle(desk);
    /* The focus stays with it. */
    assert_string_equal(desk_text(desk),
                        "screen shelf\npage 1 / 1\nrow Rivers\nrow Clean water\nrow 池 三 *\n"
                        "aside The stick may be pulled out at any time.\n"
                        "about Rivers: On the stick “WATER” · English · 1 article\n"
                        "about Clean water: English · 1 article\n"
                        "about 池 三: Also on the stick “WATER” · Simplified Chinese · 1 article\n");
    desk_act(desk, ACTION_SELECT);
    desk_begins(desk, "title 池");
    assert_int_equal(open_files(desk), 1);
    desk_act(desk, ACTION_SHELF);
    desk_line(desk, "row 池 三 current *");
    /* What is read on the board does not mind the stick. */
    desk_act(desk, ACTION_BACK);
    tell(desk, 1, (struct holding *[]){&board});
    desk_begins(desk, "title 池");
    desk_act(desk, ACTION_SHELF);
    desk_idle(desk);
    desk_line(desk, "about 池 三: Simplified Chinese · 1 article");
    library_free(&stick.library);
    library_free(&board.library);
}

static void twins_that_go(void **state)
{
    struct desk *desk = *state;
    struct holding board = {0}, stick = {.source = {.stick = "WATER", .serial = 1}},
                   other = {.source = {.stick = "FIRE", .serial = 2}};
    put(desk, &board, english);
    put(desk, &board, ponds);
    put(desk, &stick, ponds);
    put(desk, &stick, rivers);
    put(desk, &other, ponds);
    assert_int_equal(ui_shelf(desk->ui, &board.library, NULL), STATUS_OK);
    /* Of two sticks the first one counts, until it is pulled. */
    tell(desk, 2, (struct holding *[]){&other, &stick});
    desk_idle(desk);
    desk_line(desk, "about 池 三: On the stick “FIRE” · Simplified Chinese · 1 article");
    desk_act(desk, ACTION_FIRST);
    desk_act(desk, ACTION_SELECT);
    tell(desk, 1, (struct holding *[]){&stick});
    desk_line(desk, "screen pulled");
    desk_act(desk, ACTION_NEXT);
    desk_idle(desk);
    desk_line(desk, "about 池 三: On the stick “WATER” · Simplified Chinese · 1 article");
    /* The board's turns out to be broken. */
    tell(desk, 2, (struct holding *[]){&stick, &board});
    desk_idle(desk);
    desk_line(desk, "about 池 三: Also on the stick “WATER” · Simplified Chinese · 1 article");
    assert_int_equal(truncate(board.library.paths[1], 90), 0);
    desk_act(desk, ACTION_LAST);
    desk_act(desk, ACTION_SELECT);
    desk_line(desk, "screen message");
    desk_act(desk, ACTION_BACK);
    desk_idle(desk);
    desk_begins(desk, "broken 池 三: ");
    desk_line(desk, "about 池 三: On the stick “WATER” · Simplified Chinese · 1 article");
    /* A newer edition is another one. */
    put(desk, &stick, new_ponds);
    tell(desk, 1, (struct holding *[]){&stick});
    desk_idle(desk);
    desk_begins(desk, "broken 池 三: ");
    desk_begins(desk, "about 池 四: ");
    library_free(&other.library);
    library_free(&stick.library);
    library_free(&board.library);
}

/* Nobody has to choose the board's to find out that it is broken. */
static void twins_that_break(void **state)
{
    struct desk *desk = *state;
    struct holding board = {0}, stick = {.source = {.stick = "WATER", .serial = 1}};
    SDL_Surface *picture = SDL_CreateRGBSurfaceWithFormat(0, 30, 40, 32, SDL_PIXELFORMAT_XRGB8888);
    put(desk, &board, ponds);
    desk_picture(desk, "cover.png", picture);
    put(desk, &stick, ponds);
    SDL_FreeSurface(picture);
    assert_int_equal(ui_shelf(desk->ui, &board.library, NULL), STATUS_OK);
    tell(desk, 2, (struct holding *[]){&stick, &board});
    desk_idle(desk);
    desk_line(desk, "about 池 三: Also on the stick “WATER” · Simplified Chinese · 1 article");
    desk_line(desk, "cover 60 80");
    assert_int_equal(truncate(board.library.paths[0], 90), 0);
    /* Covers are drawn again in other colours. */
    desk_act(desk, ACTION_THEME);
    desk_idle(desk);
    desk_begins(desk, "broken 池 三: ");
    desk_line(desk, "about 池 三: On the stick “WATER” · Simplified Chinese · 1 article");
    library_free(&stick.library);
    library_free(&board.library);
}

/* Without an id only the same file is the same book: not whatever has the same name. */
static void namesakes(void **state)
{
    struct desk *desk = *state;
    struct holding board = {0}, stick = {.source = {.stick = "WATER", .serial = 1}};
    put(desk, &board, wells);
    put(desk, &stick, rivers);
    run(desk, "mkdir -p one/docs two/docs in/one in/two board stick && echo '# One' >one/docs/README.md && "
              "echo '# Two' >two/docs/README.md");
    run(desk,
        "set $(ls -S book-*.zip) && cp $1 in/one/c.zip && cp $2 in/two/c.zip && zip -q -r -0 in.zip in && "
        "rm -r in && cp $1 board/a.zip && mv $1 stick/a.zip && mv $2 stick/b.zip");
    const char *const names[] = {"board/a.zip", "stick/a.zip", "one/docs",
                                 "two/docs",    "in.zip",      "stick/b.zip"};
    library_free(&board.library);
    library_free(&stick.library);
    for (uint32_t i = 0; i < 6; i++) {
        struct library *library = i ? &stick.library : &board.library;
        char *path;
        assert_true(asprintf(&path, "%s/%s", desk->folder, names[i]) > 0);
        library->paths = realloc(library->paths, (library->count + 1) * sizeof *library->paths);
        assert_non_null(library->paths);
        library->paths[library->count++] = path;
    }
    tell(desk, 2, (struct holding *[]){&stick, &board});
    assert_true(ui_leave(desk->ui));
    desk_idle(desk);
    assert_string_equal(desk_text(desk),
                        "screen shelf\npage 1 / 1\nrow One\nrow Two\nrow 井水的安全\nrow Rivers\n"
                        "row Rivers\nrow 井水的安全 *\naside The stick may be pulled out at any time.\n"
                        "about One: On the stick “WATER” · English · 1 article\n"
                        "about Two: On the stick “WATER” · English · 1 article\n"
                        "about 井水的安全: On the stick “WATER” · Simplified Chinese · 2 articles\n"
                        "about Rivers: On the stick “WATER” · English · 1 article\n"
                        "about Rivers: On the stick “WATER” · English · 1 article\n"
                        "about 井水的安全: Also on the stick “WATER” · Simplified Chinese · 2 articles\n");
    library_free(&stick.library);
    library_free(&board.library);
}

/* The second of two, chosen before it is verified, gives its row away when it turns out to be the first one's twin; and it cannot be
 * copied. */
static void offered_twice(void **state)
{
    struct desk *desk = *state;
    struct holding one = {.source = {.stick = "FIRE", .serial = 1}},
                   two = {.source = {.stick = "WATER", .serial = 2}};
    struct trust *trust;
    char library[80], line[80];
    run(desk, "mkdir library");
    open_trust(desk, &trust);
    snprintf(library, sizeof library, "%s/library", desk->folder);
    assert_int_equal(ui_import(desk->ui, &(struct import_options){.policy = IMPORT_OFFER, .folder = library}),
                     STATUS_OK);
    put(desk, &one, ponds);
    put(desk, &two, ponds);
    run(desk, "for b in book-*.zip; do minisign -S -H -s key.sec -m $b >sign.log; done");
    tell(desk, 2, (struct holding *[]){&one, &two});
    assert_true(ui_leave(desk->ui));
    snprintf(line, sizeof line, "row %s", strrchr(two.library.paths[0], '/') + 1);
    while (desk->ui->volumes.list[0].state != VOLUME_READY)
        assert_true(ui_idle(desk->ui));
    desk_line(desk, line);
    desk_act(desk, ACTION_LAST);
    desk_act(desk, ACTION_SELECT);
    full = true;
    while (desk->ui->volumes.wanted != VOLUME_NONE)
        assert_true(ui_idle(desk->ui));
    full = false;
    desk_line(desk, "screen import");
    desk_act(desk, ACTION_BACK);
    desk_line(desk, "row 池 三 *");
    desk_no_line(desk, "row 池 三");
    desk_act(desk, ACTION_LAST);
    desk_line(desk, "row 池 三 *");
    ui_free(desk->ui);
    desk->ui = NULL;
    trust_free(trust);
    library_free(&one.library);
    library_free(&two.library);
}

int main(void)
{
    setenv("LANGUAGE", "en", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(twins, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(twins_that_go, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(twins_that_break, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(namesakes, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(offered_twice, desk_open, desk_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
