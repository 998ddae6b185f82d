/* Prints what publication.h tells of a bundle: outcome BUNDLE */
#include <stdio.h>

#include "document/publication.h"

/* A hostile table is long. */
#define MOST 20u

static void print_item(const struct bundle *bundle, const struct publication_item *item)
{
    static const char *const regions[REGION_COUNT] = {"SC", "TC", "HK", "JP", "KR"};
    printf("  %*s%s", 2 * item->level, "", item->label);
    if (item->entry != ENTRY_NONE)
        printf(" → %s", bundle_name(bundle, item->entry));
    if (item->fragment)
        printf("#%s", item->fragment);
    if (item->region)
        printf(" (%s)", regions[item->region]);
    if (item->address)
        printf(" → %s%s", item->missing ? "missing: " : "outside: ", item->address);
    putchar('\n');
}

static void print(const struct bundle *bundle, struct publication *publication)
{
    const char *date = publication_date(publication);
    uint32_t cover = publication_cover(publication), home = publication_home(publication);
    printf("title: %s (%s)\n", publication_title(publication), publication_language(publication));
    if (date)
        printf("date: %s\n", date);
    if (cover != ENTRY_NONE)
        printf("cover: %s\n", bundle_name(bundle, cover));
    if (home != ENTRY_NONE)
        printf("home: %s\n", bundle_name(bundle, home));
    bool any = publication_count(publication) > 0;
    while (publication_more(publication))
        ;
    uint32_t count = publication_count(publication);
    printf("contents:%s\n", any ? "" : " none");
    for (uint32_t i = 0; i < count && i < MOST; i++) {
        struct publication_item item = publication_item(publication, i);
        print_item(bundle, &item);
    }
    if (count > MOST)
        printf("  … %u in all\n", count);
    printf("order:");
    uint32_t before = ENTRY_NONE;
    for (uint32_t entry = publication_next(publication, ENTRY_NONE, 1); entry != ENTRY_NONE;
         entry = publication_next(publication, entry, 1)) {
        printf(" %s", bundle_name(bundle, entry));
        if (publication_next(publication, entry, -1) != before)
            printf(" (not the same backwards)");
        before = entry;
    }
    putchar('\n');
}

int main(int argc, char **argv)
{
    struct bundle *bundle = NULL;
    struct publication *publication = NULL;
    struct fault fault = {0};
    if (argc != 2)
        return 2;
    if (bundle_open(argv[1], &bundle, &fault) || publication_open(bundle, &publication, &fault))
        printf("%s\n", fault.sentence);
    else
        print(bundle, publication);
    publication_free(publication);
    bundle_close(bundle);
    return 0;
}
