/* The shelf of a reader that goes on running, by the test's own clock: how soon it has what was plugged in or renamed into the library. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command/sources.h"
#include "desk.h"

static const struct leaf wells[] = {{"README.md", "# Wells\n"}, {0}},
                         rivers[] = {{"README.md", "# Rivers\n"}, {0}},
                         springs[] = {{"README.md", "# Springs\n"}, {0}};

struct board {
    char root[64], library[80], media[80], stick[96];
    struct config config;
    struct options options;
    struct sources *sources;
    struct ui_time now;
};

static void place(struct desk *desk, const struct leaf *leaves, const char *folder, const char *name)
{
    char path[200];
    desk_write(desk, leaves);
    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(rename(desk->path, path), 0);
}

static void start(struct desk *desk, struct board *board)
{
    snprintf(board->root, sizeof board->root, "/tmp/slipcase-sources-XXXXXX");
    assert_non_null(mkdtemp(board->root));
    snprintf(board->library, sizeof board->library, "%s/library", board->root);
    snprintf(board->media, sizeof board->media, "%s/media", board->root);
    snprintf(board->stick, sizeof board->stick, "%s/WATER", board->media);
    assert_int_equal(mkdir(board->library, 0700), 0);
    assert_int_equal(mkdir(board->media, 0700), 0);
    place(desk, wells, board->library, "wells.zip");
    board->config = (struct config){.library = board->library, .media = board->media};
    board->options = (struct options){.kiosk = true};
    board->now.ms = 1000;
    assert_int_equal(sources_open(&board->options, &board->config, &board->sources, NULL), STATUS_OK);
    assert_int_equal(sources_show(board->sources, desk->ui, NULL), STATUS_OK);
    desk_idle(desk);
}

static void stop(struct board *board)
{
    char command[96];
    sources_close(board->sources);
    snprintf(command, sizeof command, "rm -r %s", board->root);
    assert_int_equal(system(command), 0);
}

/* As session_turn does it. */
static void pass(struct desk *desk, struct board *board, uint64_t ms)
{
    for (uint64_t i = 0; i < ms; i += 100) {
        board->now.ms += 100;
        ui_tick(desk->ui, &board->now);
        sources_follow(board->sources, desk->ui, &board->now);
        desk_idle(desk);
    }
}

static void within_two_seconds(void **state)
{
    struct desk *desk = *state;
    struct board board = {0};
    start(desk, &board);
    desk_line(desk, "row Wells *");
    pass(desk, &board, 5300);
    assert_int_equal(mkdir(board.stick, 0700), 0);
    place(desk, rivers, board.stick, "rivers.zip");
    desk_no_line(desk, "row Rivers");
    pass(desk, &board, 2000);
    desk_line(desk, "row Rivers");
    desk_line(desk, "about Rivers: On the stick “WATER” · English · 1 article");
    /* The library waits until nothing is written to it any more. */
    place(desk, springs, board.library, "springs.zip");
    pass(desk, &board, 3000);
    desk_line(desk, "row Springs");
    place(desk, rivers, board.library, "springs.zip");
    pass(desk, &board, 3000);
    desk_no_line(desk, "row Springs");
    stop(&board);
}

static void what_is_on_it(void **state)
{
    struct desk *desk = *state;
    struct board board = {0};
    char path[200];
    start(desk, &board);
    assert_int_equal(mkdir(board.stick, 0700), 0);
    snprintf(path, sizeof path, "%s/photo.jpg", board.stick);
    fclose(fopen(path, "w"));
    pass(desk, &board, 2000);
    desk_line(desk, "broken WATER: There is nothing to read on the stick “WATER”.");
    /* A home page, and more beside it than a shelf looks through. */
    for (unsigned i = 0; i < 5000; i++) {
        snprintf(path, sizeof path, "%s/%04u.jpg", board.stick, i);
        fclose(fopen(path, "w"));
    }
    snprintf(path, sizeof path, "%s/README.md", board.stick);
    fclose(fopen(path, "w"));
    pass(desk, &board, 2000);
    desk_line(
        desk,
        "broken WATER: The stick “WATER” holds more files than can be looked through here; put what is to be "
        "read on it as a zip.");
    place(desk, rivers, board.stick, "rivers.zip");
    pass(desk, &board, 2000);
    desk_line(desk, "row Rivers");
    stop(&board);
}

int main(void)
{
    setenv("LANGUAGE", "en", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(within_two_seconds, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(what_is_on_it, desk_open, desk_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
