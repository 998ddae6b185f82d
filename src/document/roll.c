#include "document/roll.h"

#include <stdlib.h>

struct roll {
    struct bundle *bundle;
    struct publication *publication;
    uint32_t *labels; /* by entry: 1 + the item of the table of contents that leads to it first; 0: none */
    bool *done;       /* by entry */
    uint32_t last;    /* of the reading order, ENTRY_NONE before the first */
    uint32_t next;    /* by name, once the order has ended */
    bool ordered;     /* that has not ended */
    bool shelf;
};

static void read_labels(struct roll *roll)
{
    while (publication_more(roll->publication))
        ;
    for (uint32_t i = 0; i < publication_count(roll->publication); i++) {
        uint32_t entry = publication_item(roll->publication, i).entry;
        if (entry != ENTRY_NONE && !roll->labels[entry])
            roll->labels[entry] = i + 1;
    }
}

enum status roll_open(struct bundle *bundle, struct publication *publication, struct roll **out,
                      struct fault *fault)
{
    struct roll *roll = malloc(sizeof *roll);
    *out = roll;
    if (!roll)
        return fault_no_memory(fault);
    *roll = (struct roll){.bundle = bundle,
                          .publication = publication,
                          .labels = calloc(bundle_count(bundle), sizeof *roll->labels),
                          .done = calloc(bundle_count(bundle), sizeof *roll->done),
                          .last = ENTRY_NONE,
                          .ordered = true,
                          .shelf = bundle_home(bundle) == ENTRY_NONE};
    if (roll->labels && roll->done) {
        read_labels(roll);
        return STATUS_OK;
    }
    roll_free(roll);
    *out = NULL;
    return fault_no_memory(fault);
}

void roll_free(struct roll *roll)
{
    if (!roll)
        return;
    free(roll->labels);
    free(roll->done);
    free(roll);
}

uint32_t roll_next(struct roll *roll)
{
    if (roll->ordered) {
        roll->last = publication_next(roll->publication, roll->last, 1);
        roll->ordered = roll->last != ENTRY_NONE;
        if (roll->ordered) {
            roll->done[roll->last] = true;
            return roll->last;
        }
    }
    while (roll->next < bundle_count(roll->bundle)) {
        uint32_t entry = roll->next++;
        enum entry_kind kind = bundle_kind(roll->bundle, entry);
        if (!roll->done[entry] && (entry_is_article(kind) || (roll->shelf && kind == ENTRY_BUNDLE)))
            return entry;
    }
    return ENTRY_NONE;
}

const char *roll_label(const struct roll *roll, uint32_t entry)
{
    uint32_t label = roll->labels[entry];
    return label ? publication_item(roll->publication, label - 1).label : "";
}

const char *roll_title(const struct roll *roll, const struct article *article)
{
    const char *label = roll_label(roll, article_entry(article));
    return article_titled(article) || !*label ? article_title(article) : label;
}
