/* Any bytes in any place of an index that was sound, and any query: the first byte says how long that is; the rest are patches of an
 * offset (3 bytes), a length (1) and so many bytes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "maker.h"
#include "search/search.h"
#include "search/writer.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void add_articles(struct maker *maker)
{
    maker_add_text(
        maker, "README.md",
        "# 孔雀\n\n河水涨到了台阶。The book of tokens.\n\n| 甲 | 乙 |\n|-|-|\n| 麻雀 | 孔雀开屏 |\n");
    for (char name[] = "a.md"; *name <= 'd'; ++*name)
        maker_add_text(maker, name, "# 第一篇\n\n河水涨到了台阶，麻雀来了。Words of a book.\n");
}

static void write_bundle(const char *path, const char *index, size_t size)
{
    struct maker maker = {0};
    add_articles(&maker);
    if (index)
        maker_add(&maker, &(struct maker_entry){.name = SEARCH_ENTRY, .data = index, .size = size});
    maker_end(&maker, NULL, 0, false);
    maker_write(&maker, path);
}

/* A sound one, made once. */
static const struct buffer *sound_index(void)
{
    static struct buffer index;
    struct bundle *bundle;
    if (index.size)
        return &index;
    char path[512], target[600], block[4096];
    snprintf(path, sizeof path, "%s", maker_path("sound.zip"));
    snprintf(target, sizeof target, "%s.db", path);
    write_bundle(path, NULL, 0);
    if (bundle_open(path, &bundle, NULL) || writer_make(bundle, target, NULL))
        abort();
    bundle_close(bundle);
    FILE *file = fopen(target, "rb");
    for (size_t got; file && (got = fread(block, 1, sizeof block, file)) > 0;)
        if (buffer_add(&index, block, got))
            abort();
    if (!file || fclose(file) || unlink(target))
        abort();
    return &index;
}

static void patch(char *index, size_t index_size, const uint8_t *bytes, size_t size)
{
    while (size > 4) {
        size_t at = ((size_t)bytes[0] << 16 | (size_t)bytes[1] << 8 | bytes[2]) % index_size;
        size_t length = bytes[3] < size - 4 ? bytes[3] : size - 4;
        if (length > index_size - at)
            length = index_size - at;
        memcpy(index + at, bytes + 4, length);
        bytes += 4 + length;
        size -= 4 + length;
    }
}

static void ask(struct search *search, struct bundle *bundle, const char *query)
{
    struct fault fault = {0};
    if (search_ask(search, query, 10, &fault))
        return;
    for (unsigned steps = 0; search_step(search, &fault); steps++)
        if (steps > 100000)
            abort();
    for (uint32_t i = 0; i < search_count(search); i++) {
        const struct search_hit *hit = search_hit(search, i);
        if (hit->entry >= bundle_count(bundle) || hit->begin > hit->end || hit->end > strlen(hit->snippet))
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct bundle *bundle = NULL;
    struct publication *publication = NULL;
    struct search *search = NULL;
    char query[256] = "";
    if (size == 0)
        return 0;
    size_t length = bytes[0] < size - 1 ? bytes[0] : size - 1;
    memcpy(query, bytes + 1, length);
    const struct buffer *sound = sound_index();
    char *index = malloc(sound->size);
    if (!index)
        return 0;
    memcpy(index, sound->data, sound->size);
    patch(index, sound->size, bytes + 1 + length, size - 1 - length);
    const char *path = maker_path("fuzz.zip");
    write_bundle(path, index, sound->size);
    free(index);
    if (bundle_open(path, &bundle, NULL) == STATUS_OK &&
        publication_open(bundle, &publication, NULL) == STATUS_OK &&
        search_open(bundle, publication, &search, NULL) == STATUS_OK) {
        ask(search, bundle, query);
        ask(search, bundle, "麻雀 wor");
        ask(search, bundle, "dyp");
    }
    search_close(search);
    publication_free(publication);
    bundle_close(bundle);
    return 0;
}
