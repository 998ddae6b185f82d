/* pages BUNDLE: sets every article of the bundle in real fonts, on screens from 480x320 to 3840x2160 and in text from 12 to
 * 96 px, in lines across and down, and holds each page against the checks of tests/layout/check.h. */
#include <stdio.h>

#include "check.h"
#include "paint/fonts.h"

static const struct style styles[] = {
    {.width = 480, .height = 320, .top = 24, .bottom = 24, .font_size = 12},
    {.width = 480, .height = 320, .top = 24, .bottom = 24, .font_size = 40},
    {.width = 800, .height = 1280, .top = 40, .bottom = 40, .font_size = 25},
    {.width = 1280, .height = 800, .top = 40, .bottom = 40, .font_size = 24},
    {.width = 1920, .height = 1080, .top = 50, .bottom = 50, .font_size = 26},
    {.width = 3840, .height = 2160, .top = 80, .bottom = 80, .font_size = 96},
    {.width = 480, .height = 320, .top = 24, .bottom = 24, .font_size = 14, .vertical = true},
    {.width = 1280, .height = 800, .top = 40, .bottom = 40, .font_size = 24, .vertical = true},
    {.width = 1080, .height = 1920, .top = 50, .bottom = 50, .font_size = 25, .vertical = true},
};

static int check_entry(struct bundle *bundle, uint32_t entry, const struct metrics *metrics)
{
    struct fault fault = {0};
    int wrong = 0;
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
        struct article *article;
        if (article_open(bundle, entry, &article, &fault)) {
            fprintf(stderr, "%s: %s\n", bundle_name(bundle, entry), fault.sentence);
            return 1;
        }
        int found = check_metrics(article, &styles[i], metrics, NULL, NULL);
        if (found)
            fprintf(stderr, "%s: %d checks failed\n", bundle_name(bundle, entry), found);
        wrong += found;
        article_close(article);
    }
    return wrong;
}

int main(int argc, char **argv)
{
    struct fault fault = {0};
    struct bundle *bundle = NULL;
    struct fonts *fonts = NULL;
    int wrong = 0, articles = 0;
    if (argc != 2 || bundle_open(argv[1], &bundle, &fault) || fonts_open(NULL, &fonts, &fault)) {
        fprintf(stderr, "%s\n", argc == 2 ? fault.sentence : "usage: pages BUNDLE");
        return 2;
    }
    for (uint32_t entry = 0; entry < bundle_count(bundle); entry++) {
        if (!entry_is_article(bundle_kind(bundle, entry)))
            continue;
        articles++;
        wrong += check_entry(bundle, entry, fonts_metrics(fonts));
    }
    fonts_close(fonts);
    bundle_close(bundle);
    printf("%d articles, %d checks failed\n", articles, wrong);
    return wrong || !articles;
}
