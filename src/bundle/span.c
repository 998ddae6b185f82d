#include "bundle/span.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/messages.h"

static int by_start(const void *a, const void *b)
{
    const struct span *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return x->record < y->record ? -1 : x->record > y->record;
}

/* The places of the records: most bundles never need them all at once, so they are not kept while the index is built. */
static enum status collect(const struct index *index, const struct zip *zip, const char *path,
                           struct span *spans, struct fault *fault)
{
    struct zip_cursor cursor;
    uint32_t found = 0;
    enum status status = zip_cursor_open(&cursor, zip, path, 0, ZIP_DIRECTORY_CHUNK, fault);
    while (!status && found < index->count) {
        struct zip_header header;
        uint64_t at = cursor.next;
        status = zip_cursor_step(&cursor, &header, fault);
        if (status || (header.name && index->records[found].directory != at))
            continue;
        if (!header.name || !span_find(zip, &header, &spans[found]))
            status =
                fault_set(fault, STATUS_IO, _("%s has changed since it was opened; open it again."), path);
        spans[found].record = found;
        found++;
    }
    zip_cursor_close(&cursor);
    return status;
}

enum status span_sort(struct index *index, const struct zip *zip, const char *path, bool *overlaps,
                      struct fault *fault)
{
    const uint32_t count = index->count;
    struct span *spans = malloc((size_t)count * sizeof *spans);
    enum status status = spans ? collect(index, zip, path, spans, fault) : fault_no_memory(fault);
    if (!status)
        qsort(spans, count, sizeof *spans, by_start);
    for (uint32_t i = 0; i < count && !status; i++) {
        struct record *record = &index->records[spans[i].record];
        record->refused = REFUSED_NOT;
        *overlaps |= !span_settle(record, &spans[i], i + 1 < count ? spans[i + 1].start : zip->directory);
    }
    free(spans);
    return status;
}
