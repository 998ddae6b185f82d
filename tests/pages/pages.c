/* pages BUNDLE: sets every article of the bundle in real fonts, on screens from 480x320 to 3840x2160, in lines across and
 * down, and in text of 12 to 96 px, and holds each page against the checks of tests/layout/check.h. */
#include <stdio.h>

#include "check.h"
#include "paint/fonts.h"

struct screen {
    int32_t width, height;
    int32_t edge; /* px of the running title, and of the folio */
};

static const struct screen screens[] = {
    {480, 320, 24}, {800, 1280, 40}, {1280, 800, 40}, {1920, 1080, 50}, {3840, 2160, 80}};
#define SCREENS (sizeof screens / sizeof *screens)

static const uint16_t sizes[] = {12, 16, 20, 24, 28, 33, 40, 56, 96};
#define SIZES (sizeof sizes / sizeof *sizes)

static int check_style(struct bundle *bundle, uint32_t entry, const struct style *style,
                       const struct metrics *metrics)
{
    struct fault fault = {0};
    struct article *article;
    if (article_open(bundle, entry, &article, &fault)) {
        fprintf(stderr, "%s: %s\n", bundle_name(bundle, entry), fault.sentence);
        return 1;
    }
    int found = check_metrics(article, style, metrics, NULL, NULL);
    if (found)
        fprintf(stderr, "%s: %d checks failed\n", bundle_name(bundle, entry), found);
    article_close(article);
    return found;
}

static int check_entry(struct bundle *bundle, uint32_t entry, const struct metrics *metrics)
{
    int wrong = 0;
    for (size_t i = 0; i < SCREENS * SIZES * 2; i++) {
        const struct screen *screen = &screens[i % SCREENS];
        struct style style = {.width = screen->width, .height = screen->height, .top = screen->edge};
        style.bottom = screen->edge;
        style.font_size = sizes[i / SCREENS % SIZES];
        style.vertical = i / SCREENS / SIZES;
        wrong += check_style(bundle, entry, &style, metrics);
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
