#include "bundle/settle.h"

#include <stdlib.h>
#include <string.h>

#include "base/grow.h"
#include "bundle/order.h"

enum status index_refuse(struct index *index, uint32_t name, enum refusal_reason reason)
{
    if (GROW(index->refused, index->refused_room, index->refused_count + 1))
        return STATUS_NO_MEMORY;
    index->refused[index->refused_count++] = (struct refusal){name, reason};
    return STATUS_OK;
}

enum status index_settle(struct index *index, bool sorted)
{
    struct record *records = index->records;
    enum status ordered = sorted ? STATUS_OK : order_by_name(index);
    if (ordered)
        return ordered;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < index->count; i++) {
        if (!records[i].refused && kept > 0 &&
            !strcmp(index->names + records[kept - 1].name, index->names + records[i].name)) {
            enum status status = index_refuse(index, records[--kept].name, REFUSED_DUPLICATE);
            if (status)
                return status;
        }
        if (!records[i].refused) {
            records[kept++] = records[i];
            continue;
        }
        enum status status = index_refuse(index, records[i].name, records[i].refused);
        if (status)
            return status;
    }
    index->count = kept;
    return STATUS_OK;
}

/* The names are sorted: when the first and the last share a top folder, all do. */
static void find_top(struct index *index)
{
    if (index->count == 0)
        return;
    const char *first = index->names + index->records[0].name;
    const char *last = index->names + index->records[index->count - 1].name;
    size_t length = strcspn(first, "/");
    if (first[length] == '/' && !strncmp(first, last, length + 1))
        index->top = length + 1;
}

void index_trim(struct index *index)
{
    find_top(index);
    char *names = realloc(index->names, index->names_size + 1);
    if (names)
        index->names = names;
    struct record *records = realloc(index->records, ((size_t)index->count + 1) * sizeof *records);
    if (records)
        index->records = records;
}

enum status index_finish(struct index *index)
{
    enum status status = index_settle(index, false);
    if (!status)
        index_trim(index);
    return status;
}
