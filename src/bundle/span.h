/* The places of the entries' bytes in the file, and whether one reaches into another's. Private to bundle/. */
#ifndef BUNDLE_SPAN_H
#define BUNDLE_SPAN_H

#include "bundle/index.h"

struct span {
    uint64_t start, end;
    uint32_t record;
};

/* A local header without its extra block is the least that an entry takes; the slack is checked when it is opened. False when
 * that reaches into the directory. */
static inline bool span_find(const struct zip *zip, const struct zip_header *header, struct span *span)
{
    const uint64_t least = ZIP_LOCAL_SIZE + header->name_size, directory = zip->directory;
    span->start = header->offset;
    if (header->offset > directory || header->packed > directory)
        return false;
    span->end = header->offset + least + header->packed; /* no sum of three file sizes wraps */
    return span->end <= directory;
}

/* `limit` is where the next entry's place begins. Refuses the record when it reaches into that, as zip bombs do to unpack the
 * same bytes many times: then false. */
static inline bool span_settle(struct record *record, const struct span *span, uint64_t limit)
{
    if (limit < span->end) {
        record->refused = REFUSED_OVERLAP;
        return false;
    }
    uint64_t slack = limit - span->end;
    record->slack = (uint16_t)(slack < UINT16_MAX ? slack : UINT16_MAX);
    return true;
}

/* span_settle for all records, in whatever order their bytes lie, while they are in the order of the directory, which is read
 * again. *overlaps becomes true when one is refused. */
enum status span_sort(struct index *index, const struct zip *zip, const char *path, bool *overlaps,
                      struct fault *fault) MUST_USE;

#endif
