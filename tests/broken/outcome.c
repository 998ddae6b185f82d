/* Opens each file named on the command line and prints what became of it: the status and sentence of opening, what was
 * left out, and each entry. */
#include <stdio.h>

#include "base/limits.h"
#include "bundle/bundle.h"

static const char *const words[] = {
    [STATUS_OK] = "ok",
    [STATUS_NO_MEMORY] = "no memory",
    [STATUS_NOT_FOUND] = "not found",
    [STATUS_DENIED] = "denied",
    [STATUS_IO] = "io",
    [STATUS_CORRUPT] = "corrupt",
    [STATUS_LIMIT] = "limit",
    [STATUS_UNSUPPORTED] = "unsupported",
    [STATUS_INVALID] = "invalid",
};

/* Of thousands alike the first tell enough. */
#define SHOWN 12u

static void print_refused(void *data, const char *name, const char *sentence)
{
    uint32_t *count = data;
    (void)name;
    if (++*count <= SHOWN)
        printf("  left out: %s\n", sentence);
}

static void print_entry(struct bundle *bundle, uint32_t entry)
{
    struct buffer out = {0};
    struct fault fault = {0};
    size_t limit = entry_is_article(bundle_kind(bundle, entry)) ? LIMIT_ARTICLE_SOURCE : LIMIT_PICTURE_SOURCE;
    enum status status = entry_load(bundle, entry, limit, &out, &fault);
    printf("  %s: %s", bundle_name(bundle, entry), words[status]);
    if (status)
        printf(": %s\n", fault.sentence);
    else
        printf(", %zu bytes\n", out.size);
    buffer_free(&out);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        struct bundle *bundle;
        struct fault fault = {0};
        enum status status = bundle_open(argv[i], &bundle, &fault);
        printf("%s: %s%s%s\n", argv[i], words[status], status ? ": " : "", fault.sentence);
        if (status)
            continue;
        uint32_t refused = 0, count = bundle_count(bundle);
        bundle_refused(bundle, print_refused, &refused);
        if (refused > SHOWN)
            printf("  left out: %u in all\n", refused);
        for (uint32_t entry = 0; entry < count && entry < SHOWN; entry++)
            print_entry(bundle, entry);
        if (count > SHOWN)
            printf("  %u entries\n", count);
        bundle_close(bundle);
    }
    return 0;
}
