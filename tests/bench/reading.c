/* What a reader waits for, in this process and without a screen's own speed: SDL's dummy driver, 1280x800, real fonts.
 *
 * usage: bench-reading WHAT RUNS BUNDLE ENTRY
 *
 * WHAT is first (open the article, draw its first page), whole (then find all of its pages), middle (jump to its middle,
 * which nothing has been found of), size (there, larger text), ahead (turn to a page that was painted while nothing else
 * happened) or cold (turn to one that was not, all of whose glyphs have been seen). Each run prints processor seconds, and
 * those of a memcpy of the frame. What is measured is what measured() does, for callgrind. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "platform/window.h"
#include "ui/ui.h"

#define WIDTH 1280
#define HEIGHT 800
#define PAGES 8u

struct bench {
    const char *path;
    uint32_t entry;
    struct fonts *fonts;
    struct window *window;
    struct ui *ui;
};

static double processor_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void need(enum status status, const struct fault *fault)
{
    if (!status)
        return;
    fprintf(stderr, "bench-reading: %s\n", fault->sentence);
    exit(2);
}

static void show(struct bench *bench)
{
    struct fault fault = {0};
    bool changed;
    SDL_Surface *picture = ui_picture(bench->ui, &changed);
    if (changed)
        need(window_show(bench->window, picture, &fault), &fault);
}

static void act(struct bench *bench, enum action_kind kind, int32_t amount)
{
    struct action action = {.kind = kind, .amount = amount};
    if (!ui_act(bench->ui, &action))
        exit(2);
}

static void settle(struct bench *bench)
{
    while (ui_idle(bench->ui))
        ;
    show(bench);
}

/* Whether the place that was asked for is still looked for. */
static bool waits(struct bench *bench)
{
    struct buffer text = {0};
    if (ui_describe(bench->ui, &text))
        exit(2);
    bool found = strstr(text.data, "\nwaiting\n");
    buffer_free(&text);
    return found;
}

static void arrive(struct bench *bench)
{
    while (waits(bench) && ui_idle(bench->ui))
        ;
    show(bench);
}

static void open_article(struct bench *bench)
{
    struct fault fault = {0};
    struct bundle *bundle = NULL;
    need(bundle_open(bench->path, &bundle, &fault), &fault);
    need(ui_show(bench->ui, bundle, bench->entry, &fault), &fault);
    show(bench);
}

static void turn(struct bench *bench)
{
    act(bench, ACTION_NEXT, 0);
    show(bench);
}

static __attribute__((noinline)) void measured(struct bench *bench, const char *what)
{
    if (!strcmp(what, "first")) {
        open_article(bench);
    } else if (!strcmp(what, "whole")) {
        settle(bench);
    } else if (!strcmp(what, "middle")) {
        act(bench, ACTION_JUMP, 500);
        arrive(bench);
    } else if (!strcmp(what, "size")) {
        act(bench, ACTION_LARGER, 0);
        arrive(bench);
    } else {
        turn(bench);
    }
}

/* Everything before what is measured. */
static void prepare(struct bench *bench, const char *what)
{
    struct fault fault = {0};
    struct ui_options look = {.width = WIDTH, .height = HEIGHT};
    need(ui_new(bench->fonts, &look, &bench->ui, &fault), &fault);
    if (!strcmp(what, "first"))
        return;
    open_article(bench);
    if (!strcmp(what, "size")) {
        act(bench, ACTION_JUMP, 500);
        arrive(bench);
    } else if (!strcmp(what, "ahead")) {
        settle(bench);
    } else if (!strcmp(what, "cold")) {
        for (uint32_t page = 0; page < PAGES; page++)
            turn(bench);
        act(bench, ACTION_FIRST, 0);
        show(bench);
    }
}

/* Of one picture's bytes, from memory that has been touched to memory that has been touched. */
static double copy_seconds(struct bench *bench)
{
    static unsigned char to[(size_t)WIDTH * HEIGHT * 4];
    bool changed;
    const SDL_Surface *picture = ui_picture(bench->ui, &changed);
    double begin = 0;
    for (int run = 0; run < 2; run++) {
        begin = processor_seconds();
        memcpy(to, picture->pixels, sizeof to);
        __asm__ volatile("" : : "r"(to) : "memory");
    }
    return processor_seconds() - begin;
}

int main(int argc, char **argv)
{
    struct fault fault = {0};
    struct bundle *bundle;
    struct bench bench = {0};
    struct window_options frame = {.title = "bench", .width = WIDTH, .height = HEIGHT};
    if (argc != 5) {
        fprintf(stderr, "usage: bench-reading WHAT RUNS BUNDLE ENTRY\n");
        return 2;
    }
    bench.path = argv[3];
    need(bundle_open(bench.path, &bundle, &fault), &fault);
    bench.entry = bundle_find(bundle, argv[4]);
    bundle_close(bundle);
    need(fonts_open(NULL, &bench.fonts, &fault), &fault);
    need(window_open(&frame, &bench.window, &fault), &fault);
    for (long run = strtol(argv[2], NULL, 10); run > 0; run--) {
        prepare(&bench, argv[1]);
        double begin = processor_seconds();
        measured(&bench, argv[1]);
        double end = processor_seconds();
        printf("%.9f %.9f\n", end - begin, copy_seconds(&bench));
        ui_free(bench.ui);
    }
    window_close(bench.window);
    fonts_close(bench.fonts);
    return 0;
}
