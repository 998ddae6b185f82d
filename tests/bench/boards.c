/* boards HANDBOOK SHORT LONG: what a reader does, once, at 1280×800 and without a window. After each phase its name is written to
 * standard output at once, so that whoever counts instructions (count.c) can tell them apart. SHORT and LONG are bundles of one
 * article each; LONG is turned through.
 * boards BUNDLE: opens the bundle, shows its contents, turns them, reads its longest article, and prints the most memory that it
 * took in MB. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "layout/layout.h"
#include "paint/fonts.h"
#include "ui/ui.h"

enum { TURNS = 8 };

static void ended(const char *phase)
{
    char line[80];
    int size = snprintf(line, sizeof line, "%s\n", phase);
    if (write(STDOUT_FILENO, line, (size_t)size) != size)
        exit(2);
}

static void must(enum status status, const struct fault *fault)
{
    if (!status)
        return;
    fprintf(stderr, "boards: %s\n", fault->sentence);
    exit(2);
}

static uint32_t longest(const struct bundle *bundle)
{
    uint32_t found = bundle_home(bundle);
    for (uint32_t entry = 0; entry < bundle_count(bundle); entry++)
        if (entry_is_article(bundle_kind(bundle, entry)) &&
            bundle_size(bundle, entry) > bundle_size(bundle, found))
            found = entry;
    return found;
}

static struct bundle *opened(const char *path)
{
    struct fault fault = {0};
    struct bundle *bundle;
    must(bundle_open(path, &bundle, &fault), &fault);
    return bundle;
}

static void look(struct ui *ui)
{
    bool changed;
    ui_picture(ui, &changed);
    if (!changed) {
        fprintf(stderr, "boards: the picture is the same as before\n");
        exit(2);
    }
}

/* The screen that is shown has this name: a bundle that could not be opened is a message. */
static void on(struct ui *ui, const char *screen)
{
    struct buffer text = {0};
    if (ui_describe(ui, &text) || strncmp(text.data, screen, strlen(screen)) != 0) {
        fprintf(stderr, "boards: %s is not shown, but\n%s\n", screen, text.data ? text.data : "");
        exit(2);
    }
    buffer_free(&text);
}

static void read_article(struct ui *ui, const char *path)
{
    struct fault fault = {0};
    struct bundle *bundle = opened(path);
    must(ui_show(ui, bundle, longest(bundle), &fault), &fault);
    look(ui);
}

static void turn(struct ui *ui)
{
    const struct action next = {.kind = ACTION_NEXT};
    if (!ui_act(ui, &next))
        exit(2);
    look(ui);
}

static void rest(struct ui *ui)
{
    while (ui_idle(ui))
        ;
}

static struct ui *reader(struct fonts *fonts)
{
    const struct ui_options options = {.width = 1280, .height = 800};
    struct fault fault = {0};
    struct ui *ui;
    must(ui_new(fonts, &options, &ui, &fault), &fault);
    return ui;
}

static void read_and_turn(struct fonts *fonts, char **paths)
{
    struct ui *ui = reader(fonts);
    ui_open(ui, paths[0]);
    look(ui);
    ended("handbook");
    rest(ui);
    ended("rest");
    read_article(ui, paths[1]);
    ended("short");
    read_article(ui, paths[2]);
    ended("long");
    for (int i = 0; i < TURNS; i++)
        turn(ui);
    ended("turns at once");
    rest(ui);
    ended("rest");
    for (int i = 0; i < TURNS; i++) {
        turn(ui);
        ended("turn");
        rest(ui);
        ended("ahead");
    }
    ui_free(ui);
}

static void lay_out(struct fonts *fonts, const char *path)
{
    static const struct style style = {
        .width = 1280, .height = 800, .top = 40, .bottom = 40, .font_size = 24};
    struct fault fault = {0};
    struct bundle *bundle = opened(path);
    struct article *article;
    struct layout *layout;
    must(article_open(bundle, longest(bundle), &article, &fault), &fault);
    while (!article_complete(article))
        must(article_more(article, &fault), &fault);
    ended("parsed");
    must(layout_new(article, &style, fonts_metrics(fonts), &layout), &fault);
    while (!layout_complete(layout))
        must(layout_more(layout, &fault), &fault);
    ended("laid out");
    layout_free(layout);
    article_close(article);
    bundle_close(bundle);
}

/* A bundle of many articles: its home, its contents, its longest article. */
static void browse(struct fonts *fonts, const char *path)
{
    const struct action contents = {.kind = ACTION_CONTENTS};
    struct ui *ui = reader(fonts);
    struct rusage usage;
    ui_open(ui, path);
    look(ui);
    on(ui, "screen reading");
    rest(ui);
    if (!ui_act(ui, &contents))
        exit(2);
    look(ui);
    on(ui, "screen contents");
    rest(ui);
    turn(ui);
    read_article(ui, path);
    turn(ui);
    rest(ui);
    ui_free(ui);
    getrusage(RUSAGE_SELF, &usage);
    printf("%.0f\n", (double)usage.ru_maxrss * 1024 / 1e6);
}

int main(int argc, char **argv)
{
    struct fault fault = {0};
    struct fonts *fonts;
    if (argc != 4 && argc != 2) {
        fputs("usage: boards HANDBOOK SHORT LONG | boards BUNDLE\n", stderr);
        return 2;
    }
    ended("loaded");
    must(fonts_open(NULL, &fonts, &fault), &fault);
    if (argc == 2) {
        browse(fonts, argv[1]);
    } else {
        read_and_turn(fonts, argv + 1);
        lay_out(fonts, argv[3]);
    }
    fonts_close(fonts);
    return 0;
}
