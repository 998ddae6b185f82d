/* Any bytes as an article: the first says whether as Markdown, HTML or plain text and in what pieces; then its tree. */
#include <stdlib.h>

#include "document/parse.h"
#include "document/stages.h"

struct memory {
    const uint8_t *bytes;
    size_t size;
};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static enum status read_memory(void *data, void *bytes, size_t room, size_t *got, struct fault *fault)
{
    struct memory *memory = data;
    (void)fault;
    *got = memory->size < room ? memory->size : room;
    for (size_t i = 0; i < *got; i++)
        ((uint8_t *)bytes)[i] = memory->bytes[i];
    memory->bytes += *got;
    memory->size -= *got;
    return STATUS_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const enum entry_kind kinds[] = {ENTRY_MARKDOWN, ENTRY_HTML, ENTRY_TEXT};
    if (size == 0)
        return 0;
    struct memory memory = {bytes + 1, size - 1};
    size_t piece = bytes[0] & 0x40 ? 1 : bytes[0] & 0x20 ? 64 : SOURCE_PIECE;
    struct source_input input = {read_memory, &memory, "fuzz.md", kinds[bytes[0] % 3], piece};
    struct article *article = NULL;
    struct buffer tree = {0};
    if (article_parse(&input, NULL, 0, &article, NULL) == STATUS_OK &&
        stage_tree(article, &tree, NULL) == STATUS_OK && tree.size == 0)
        abort(); /* what opens has a block */
    buffer_free(&tree);
    article_close(article);
    return 0;
}
