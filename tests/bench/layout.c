/* layout BUNDLE RUNS: parses the bundle's longest article to its end, then lays all of it out RUNS times in real fonts at
 * 1280x800, and prints what that takes: bytes of source, pages, and the processor seconds of each run. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "layout/layout.h"
#include "paint/fonts.h"

static double processor_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static uint32_t longest(const struct bundle *bundle)
{
    uint32_t found = 0;
    for (uint32_t entry = 0; entry < bundle_count(bundle); entry++)
        if (entry_is_article(bundle_kind(bundle, entry)) &&
            bundle_size(bundle, entry) > bundle_size(bundle, found))
            found = entry;
    return found;
}

static double lay_out(struct article *article, const struct metrics *metrics, uint32_t *pages)
{
    static const struct style style = {
        .width = 1280, .height = 800, .top = 40, .bottom = 40, .font_size = 24};
    struct layout *layout;
    double begin = processor_seconds();
    if (layout_new(article, &style, metrics, &layout))
        exit(2);
    while (!layout_complete(layout))
        if (layout_more(layout, NULL))
            exit(2);
    double seconds = processor_seconds() - begin;
    *pages = layout_count(layout);
    layout_free(layout);
    return seconds;
}

int main(int argc, char **argv)
{
    struct fault fault = {0};
    struct bundle *bundle = NULL;
    struct fonts *fonts = NULL;
    struct article *article = NULL;
    if (argc != 3 || bundle_open(argv[1], &bundle, &fault) || fonts_open(NULL, &fonts, &fault) ||
        article_open(bundle, longest(bundle), &article, &fault)) {
        fprintf(stderr, "%s\n", argc == 3 ? fault.sentence : "usage: layout BUNDLE RUNS");
        return 2;
    }
    while (!article_complete(article))
        if (article_more(article, &fault))
            return 2;
    for (long run = strtol(argv[2], NULL, 10); run > 0; run--) {
        uint32_t pages;
        double seconds = lay_out(article, fonts_metrics(fonts), &pages);
        printf("%llu %u %.6f\n", (unsigned long long)bundle_size(bundle, article_entry(article)), pages,
               seconds);
    }
    article_close(article);
    fonts_close(fonts);
    bundle_close(bundle);
    return 0;
}
