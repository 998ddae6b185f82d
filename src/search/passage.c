#include "search/passage.h"

#include "base/utf8.h"
#include "search/token.h"

/* The next cell of the block's table that has text. */
static bool next_cell(struct passage *passage)
{
    const struct table *table = passage->block->table;
    while (table && passage->cell < table->row_count * table->column_count) {
        const struct cell *cell = table->cells[passage->cell++];
        if (!cell || !cell->text.size)
            continue;
        passage->text = &cell->text;
        return true;
    }
    return false;
}

static void measure(struct passage *passage)
{
    passage->position = passage->after;
    passage->after += utf8_count(passage->text->bytes, passage->text->size);
}

bool passage_next(const struct article *article, struct passage *passage)
{
    for (;;) {
        if (passage->block && next_cell(passage)) {
            measure(passage);
            return true;
        }
        const struct block *next = passage->block ? article_after(passage->block) : article_first(article);
        if (!next)
            return false;
        passage->block = next;
        passage->cell = 0;
        passage->after = next->position;
        passage->text = &next->text;
        if (next->text.size) {
            measure(passage);
            return true;
        }
    }
}

enum status passage_all(struct article *article, struct buffer *out)
{
    struct passage passage = {0};
    enum status status = STATUS_OK;
    for (;;) {
        while (!status && passage_next(article, &passage)) {
            if (out->size)
                status = buffer_add(out, TOKEN_BREAK, 1);
            if (!status)
                status = buffer_add(out, passage.text->bytes, passage.text->size);
        }
        if (status || article_complete(article))
            return status;
        if (article_more(article, NULL) == STATUS_NO_MEMORY)
            return STATUS_NO_MEMORY;
    }
}
