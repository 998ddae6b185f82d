#include "ui/order.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "ui/reading.h"

const struct link order_link = {.href = "slipcase:next"};

static uint32_t neighbour(struct ui *ui, int step)
{
    const struct article *article = reading_article(ui);
    if (!article || !ui->publication)
        return ENTRY_NONE;
    return publication_next(ui->publication, article_entry(article), step);
}

bool order_go(struct ui *ui, int step)
{
    struct fault fault = {0};
    uint32_t entry = neighbour(ui, step);
    if (entry == ENTRY_NONE)
        return false;
    enum status status = step > 0 ? reading_go(ui, entry, NULL, &fault) : reading_go_last(ui, entry, &fault);
    if (status) /* which is on the screen already */
        ui->stale = true;
    return true;
}

/* What the table of contents calls the entry, as far as that has been read; NULL: nothing. */
static const char *table_label(struct publication *publication, uint32_t entry)
{
    uint32_t count = publication_count(publication);
    for (uint32_t i = 0; i < count; i++) {
        struct publication_item item = publication_item(publication, i);
        if (item.entry == entry && *item.label)
            return item.label;
    }
    return NULL;
}

char *order_label(struct ui *ui)
{
    struct article *article = NULL;
    char *text = NULL;
    uint32_t entry = neighbour(ui, 1);
    if (entry == ENTRY_NONE)
        return NULL;
    const char *title = table_label(ui->publication, entry);
    if (!title && !article_open(ui->bundle, entry, &article, NULL))
        title = article_title(article);
    if (!title)
        title = bundle_name(ui->bundle, entry);
    if (asprintf(&text, _("Next: %s"), title) < 0)
        text = NULL;
    article_close(article);
    return text;
}
