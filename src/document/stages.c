#include "document/stages.h"

#include <string.h>

#include "bundle/manifest.h"
#include "document/source.h"

/* Quotes a text: '"', '\' and line feeds are escaped. */
static enum status quote(struct buffer *out, const char *text, size_t size)
{
    enum status status = buffer_add(out, "\"", 1);
    for (size_t i = 0; i < size && !status; i++) {
        if (text[i] == '\n')
            status = buffer_add(out, "\\n", 2);
        else if (text[i] == '"' || text[i] == '\\')
            status = buffer_print(out, "\\%c", text[i]);
        else
            status = buffer_add(out, text + i, 1);
    }
    return status ? status : buffer_add(out, "\"", 1);
}

static enum status picture_tree(struct buffer *out, const struct picture *picture)
{
    enum status status = buffer_print(out, "picture(%s)", picture->source);
    if (!status && picture->enclosed)
        status = buffer_print(out, " %zu bytes", picture->enclosed->size);
    if (!status && *picture->text)
        status = quote(out, picture->text, strlen(picture->text));
    if (!status && picture->width)
        status = buffer_print(out, " width %d", (int)picture->width);
    if (!status && picture->width_percent)
        status = buffer_print(out, " width %d%%", (int)picture->width_percent);
    if (!status && picture->height)
        status = buffer_print(out, " height %d", (int)picture->height);
    if (!status && picture->code)
        status = buffer_print(out, " code(%s)", picture->code);
    return status;
}

/* "bold+italic+link(c.md)" before a span's text; nothing for plain text in the block's region. */
static enum status look_tree(struct buffer *out, const struct span *span, uint8_t region)
{
    static const char *const styles[] = {"bold",      "italic",   "code",        "strike",
                                         "underline", "mark",     "superscript", "subscript",
                                         "small",     "emphasis", "combine",     "slant"};
    static const char *const regions[REGION_COUNT] = {"SC", "TC", "HK", "JP", "KR"};
    enum status status = STATUS_OK;
    const char *join = "";
    for (size_t i = 0; i < sizeof(styles) / sizeof(styles[0]) && !status; i++) {
        if (span->style & (1u << i)) {
            status = buffer_print(out, "%s%s", join, styles[i]);
            join = "+";
        }
    }
    if (!status && span->region != region) {
        status = buffer_print(out, "%s%s", join, regions[span->region]);
        join = "+";
    }
    if (!status && span->color) {
        status = buffer_print(out, "%s#%06X", join, (unsigned)span->color & 0xFFFFFF);
        join = "+";
    }
    if (!status && span->ruby) {
        status = buffer_print(out, "%sruby(%s)", join, span->ruby);
        join = "+";
    }
    if (!status && span->link)
        status = buffer_print(out, "%slink(%s)", join, span->link->href);
    return status;
}

static enum status text_tree(struct buffer *out, const struct text *text, uint8_t region)
{
    enum status status = STATUS_OK;
    for (uint32_t i = 0; i < text->span_count && !status; i++) {
        const struct span *span = &text->spans[i];
        status = buffer_add(out, " ", 1);
        if (!status)
            status = look_tree(out, span, region);
        if (status)
            break;
        if (span->picture) {
            if (out->data[out->size - 1] != ' ')
                status = buffer_add(out, "+", 1);
            if (!status)
                status = picture_tree(out, span->picture);
        } else {
            status = quote(out, text->bytes + span->begin, span->end - span->begin);
        }
    }
    return status;
}

static enum status indent(struct buffer *out, unsigned depth)
{
    return buffer_print(out, "%*s", (int)(depth * 2), "");
}

static enum status cells_tree(struct buffer *out, const struct table *table, unsigned depth, uint8_t region)
{
    static const char *const aligns[] = {"", " center", " end"};
    enum status status = STATUS_OK;
    for (uint32_t i = 0; i < table->row_count * table->column_count && !status; i++) {
        const struct cell *cell = table->cells[i];
        if (i % table->column_count == 0 && (status = indent(out, depth)) == STATUS_OK)
            status = buffer_add(out, "row\n", 4);
        if (status || !cell)
            continue;
        status = indent(out, depth + 1);
        if (!status)
            status = buffer_print(out, "%s%s", cell->header ? "header" : "cell", aligns[cell->align]);
        if (!status && (cell->columns > 1 || cell->rows > 1))
            status = buffer_print(out, " %u×%u", cell->columns, cell->rows);
        if (!status)
            status = text_tree(out, &cell->text, region);
        if (!status)
            status = buffer_add(out, "\n", 1);
    }
    return status;
}

static unsigned depth_of(const struct container *container)
{
    unsigned depth = 0;
    for (; container; container = container->parent)
        depth++;
    return depth;
}

/* Lines for the containers of `block` that begin with it, outermost first. */
static enum status containers_tree(struct buffer *out, const struct container *container,
                                   const struct block *block)
{
    static const char *const names[] = {"quote", "list", "ordered",    "attachments",
                                        "item",  "term", "definition", "inset"};
    static const char *const numberings[] = {"",
                                             "none",
                                             "disc",
                                             "circle",
                                             "square",
                                             "lower-alpha",
                                             "upper-alpha",
                                             "lower-roman",
                                             "upper-roman",
                                             "chinese",
                                             "stems",
                                             "circled",
                                             "hiragana",
                                             "katakana",
                                             "hangul"};
    static const char *const tasks[] = {"", " [ ]", " [x]"};
    if (!container || container->first != block)
        return STATUS_OK;
    enum status status = containers_tree(out, container->parent, block);
    if (!status)
        status = indent(out, depth_of(container->parent));
    if (!status)
        status = buffer_print(out, "%s", names[container->kind]);
    if (!status && container->number)
        status = buffer_print(out, " %u", container->number);
    if (!status && container->numbering)
        status = buffer_print(out, " %s", numberings[container->numbering]);
    return status ? status : buffer_print(out, "%s\n", tasks[container->task]);
}

/* What CSS and dir= say of a block as a whole. */
static enum status form_tree(struct buffer *out, const struct block *block)
{
    static const char *const aligns[] = {"", " center", " end"};
    static const char *const directions[] = {"", " ltr", " rtl"};
    enum status status = buffer_print(out, "%s%s%s%s", aligns[block->align], directions[block->direction],
                                      block->new_page ? " new-page" : "", block->caption ? " caption" : "");
    if (!status && block->indent_given)
        status = buffer_print(out, " indent %d", block->indent);
    return status;
}

static enum status block_tree(struct buffer *out, const struct block *block, enum region region)
{
    static const char *const names[] = {"paragraph", "heading", "code",      "table",
                                        "figure",    "rule",    "navigation"};
    unsigned depth = depth_of(block->container);
    enum status status = containers_tree(out, block->container, block);
    if (!status)
        status = indent(out, depth);
    if (!status)
        status = buffer_print(out, "%s", names[block->kind]);
    if (!status && block->kind == BLOCK_HEADING)
        status = buffer_print(out, " %u", block->level);
    if (!status)
        status = buffer_print(out, " @%llu", (unsigned long long)block->position);
    if (!status)
        status = form_tree(out, block);
    if (!status && block->id)
        status = buffer_print(out, " #%s", block->id);
    if (!status && block->picture && !(status = buffer_add(out, " ", 1)))
        status = picture_tree(out, block->picture);
    if (!status && block->link)
        status = buffer_print(out, " link(%s)", block->link->href);
    if (!status)
        status = text_tree(out, &block->text, (uint8_t)region);
    if (!status)
        status = buffer_add(out, "\n", 1);
    if (!status && block->table)
        status = cells_tree(out, block->table, depth + 1, (uint8_t)region);
    return status;
}

/* Reads the article to its end; the failure that ended it early comes after what was read. */
static void complete(struct article *article)
{
    while (!article_complete(article))
        if (article_more(article, NULL))
            break;
}

static enum status outcome(const struct article *article, struct fault *fault)
{
    const struct fault *found = article_fault(article);
    if (found && fault)
        *fault = *found;
    return found ? found->status : STATUS_OK;
}

enum status stage_tree(struct article *article, struct buffer *out, struct fault *fault)
{
    complete(article);
    if (article_vertical(article) || article_hanging(article)) {
        if (buffer_print(out, "page%s%s\n", article_vertical(article) ? " vertical" : "",
                         article_hanging(article) ? " hanging" : ""))
            return fault_no_memory(fault);
    }
    for (const struct block *block = article_first(article); block; block = article_after(block))
        if (block_tree(out, block, article_region(article)))
            return fault_no_memory(fault);
    return outcome(article, fault);
}

static enum status table_text(struct buffer *out, const struct table *table)
{
    enum status status = STATUS_OK;
    for (uint32_t i = 0; i < table->row_count * table->column_count && !status; i++) {
        const struct cell *cell = table->cells[i];
        if (i)
            status = buffer_add(out, i % table->column_count ? "\t" : "\n", 1);
        size_t begin = out->size;
        if (!status && cell)
            status = buffer_add(out, cell->text.bytes, cell->text.size);
        for (size_t at = begin; at < out->size; at++)
            if (out->data[at] == '\n')
                out->data[at] = ' ';
    }
    return status;
}

static enum status block_text(struct buffer *out, const struct block *block)
{
    enum status status = out->size ? buffer_add(out, "\n", 1) : STATUS_OK;
    if (!status)
        status = block->table ? table_text(out, block->table)
                              : buffer_add(out, block->text.bytes, block->text.size);
    return status ? status : buffer_add(out, "\n", 1);
}

enum status stage_text(struct article *article, struct buffer *out, struct fault *fault)
{
    complete(article);
    for (const struct block *block = article_first(article); block; block = article_after(block))
        if ((block->text.size || block->table) && block_text(out, block))
            return fault_no_memory(fault);
    return outcome(article, fault);
}

static enum status read_entry(void *data, void *bytes, size_t room, size_t *got, struct fault *fault)
{
    return entry_read(data, bytes, room, got, fault);
}

enum status stage_html(struct bundle *bundle, uint32_t entry, struct buffer *out, struct fault *fault)
{
    struct source_input input = {read_entry, NULL, bundle_name(bundle, entry), bundle_kind(bundle, entry),
                                 SOURCE_PIECE};
    struct entry_stream *stream = NULL;
    struct source *source = NULL;
    bool whole = false;
    enum status status = entry_open(bundle, entry, &stream, fault);
    if (status)
        return status;
    input.data = stream;
    source = source_open(&input);
    if (source)
        source_charset(source, bundle_manifest(bundle)->charset);
    else
        status = fault_no_memory(fault);
    while (!status && !whole)
        status = source_next(source, out, &whole, fault);
    source_close(source);
    entry_close(stream);
    return status;
}
