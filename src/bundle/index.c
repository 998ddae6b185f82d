#include "bundle/index.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/limits.h"
#include "base/messages.h"
#include "bundle/legacy.h"
#include "bundle/lookup.h"
#include "bundle/names.h"

/* Bytes of the directory read at a time. */
#define DIRECTORY_CHUNK KIB(64)
/* APPNOTE.TXT 4.4.2: hosts whose upper attribute half is a Unix mode. */
enum { HOST_UNIX = 3, HOST_DARWIN = 19 };

/* The place of an entry's bytes in the file, while overlaps are looked for. */
struct span {
    uint64_t start, end;
    uint32_t record;
};

struct builder {
    struct index *index;
    const struct zip *zip;
    const char *path;
    struct name_decoder *decoder;
    struct span *spans;
    uint32_t spans_room;
    uint64_t walked; /* headers seen */
    bool charset_known;
    struct name name;
};

/* Finder adds resource forks and folder views to each zip: nobody wrote those as articles. */
static bool is_finder_litter(const char *name)
{
    const char *slash = strrchr(name, '/');
    return !strncmp(name, "__MACOSX/", 9) || !strcmp(slash ? slash + 1 : name, ".DS_Store");
}

static void *grow(void *memory, size_t *room, size_t need, size_t item)
{
    size_t more = *room + *room / 2;
    if (more < need)
        more = need;
    if (more > SIZE_MAX / item)
        return NULL;
    void *bigger = realloc(memory, more * item);
    if (bigger)
        *room = more;
    return bigger;
}

static enum status add_name(struct index *index, const struct name *name, uint32_t *at)
{
    size_t need = index->names_size + name->size + 1;
    if (need > UINT32_MAX)
        return STATUS_LIMIT;
    if (need > index->names_room) {
        char *names = grow(index->names, &index->names_room, need, 1);
        if (!names)
            return STATUS_NO_MEMORY;
        index->names = names;
    }
    *at = (uint32_t)index->names_size;
    memcpy(index->names + index->names_size, name->text, name->size + 1);
    index->names_size = need;
    return STATUS_OK;
}

static enum status add_refusal(struct index *index, uint32_t name, enum refusal_reason reason)
{
    if (index->refused_count == index->refused_room) {
        size_t room = index->refused_room;
        struct refusal *refused =
            grow(index->refused, &room, (size_t)index->refused_count + 16, sizeof *refused);
        if (!refused)
            return STATUS_NO_MEMORY;
        index->refused = refused;
        index->refused_room = (uint32_t)room;
    }
    index->refused[index->refused_count++] = (struct refusal){name, reason};
    return STATUS_OK;
}

static enum status add_record(struct builder *builder, const struct record *record, const struct span *span)
{
    struct index *index = builder->index;
    if (index->count == index->room) {
        size_t room = index->room;
        struct record *records = grow(index->records, &room, (size_t)index->count + 16, sizeof *records);
        if (!records)
            return STATUS_NO_MEMORY;
        index->records = records;
        index->room = (uint32_t)room;
    }
    if (index->count == builder->spans_room) {
        size_t room = builder->spans_room;
        struct span *spans = grow(builder->spans, &room, (size_t)index->count + 16, sizeof *spans);
        if (!spans)
            return STATUS_NO_MEMORY;
        builder->spans = spans;
        builder->spans_room = (uint32_t)room;
    }
    index->records[index->count] = *record;
    builder->spans[index->count] = *span;
    builder->spans[index->count].record = index->count;
    index->count++;
    return STATUS_OK;
}

/* The mode of an entry that was packed on Unix, else 0. */
static unsigned unix_type(const struct zip_header *header)
{
    unsigned host = header->made_by >> 8;
    return host == HOST_UNIX || host == HOST_DARWIN ? header->attributes >> 16 & S_IFMT : 0;
}

/* A local header without its extra block is the least that an entry takes; the slack is checked when it is opened. */
static bool find_span(const struct zip *zip, const struct zip_header *header, struct span *span)
{
    uint64_t least = ZIP_LOCAL_SIZE + header->name_size;
    span->start = header->offset;
    if (header->offset > zip->directory || zip->directory - header->offset < least ||
        zip->directory - header->offset - least < header->packed)
        return false;
    span->end = header->offset + least + header->packed;
    return true;
}

static enum refusal_reason judge(enum name_verdict verdict, const struct zip_header *header)
{
    static const enum refusal_reason reasons[] = {[NAME_EMPTY] = REFUSED_EMPTY,
                                                  [NAME_CLIMBS] = REFUSED_CLIMBS,
                                                  [NAME_ABSOLUTE] = REFUSED_ABSOLUTE,
                                                  [NAME_CONTROL] = REFUSED_CONTROL,
                                                  [NAME_TOO_LONG] = REFUSED_TOO_LONG};
    unsigned type = unix_type(header);
    if (verdict != NAME_SOUND)
        return reasons[verdict];
    return type != 0 && type != S_IFREG ? REFUSED_SPECIAL : REFUSED_NOT;
}

static enum status add_entry(struct builder *builder, const struct zip_header *header, uint64_t directory)
{
    struct span span = {0};
    struct record record = {.size = header->size, .directory = (uint32_t)directory};
    enum name_verdict verdict = name_decode(builder->decoder, header, &builder->name);
    if (verdict == NAME_FOLDER || (verdict == NAME_SOUND && unix_type(header) == S_IFDIR))
        return STATUS_OK;
    if (verdict == NAME_SOUND && is_finder_litter(builder->name.text))
        return STATUS_OK;
    enum refusal_reason reason = judge(verdict, header);
    if (!reason && !find_span(builder->zip, header, &span))
        reason = REFUSED_BEYOND;
    enum status status = add_name(builder->index, &builder->name, &record.name);
    if (status)
        return status;
    if (reason)
        return add_refusal(builder->index, record.name, reason);
    record.kind = (uint8_t)entry_kind_of(builder->name.text);
    return add_record(builder, &record, &span);
}

/* Looks on from the first name that needs a charset to as many more as tell which. Most bundles have none. */
static enum status decide_charset(struct builder *builder, uint64_t from, struct fault *fault)
{
    struct zip_cursor cursor;
    struct buffer names = {0};
    bool legacy = false;
    enum status status = zip_cursor_open(&cursor, builder->zip, builder->path, from, DIRECTORY_CHUNK, fault);
    while (!status && names.size < LEGACY_SAMPLE) {
        struct zip_header header;
        status = zip_cursor_step(&cursor, &header, fault);
        if (status || !header.name)
            break;
        enum name_claim claim = name_claim(&header);
        legacy |= claim == NAME_LEGACY;
        if (claim != NAME_UTF8)
            status = buffer_add(&names, header.name, header.name_size);
        if (claim != NAME_UTF8 && !status)
            status = buffer_add(&names, "\n", 1);
    }
    zip_cursor_close(&cursor);
    if (!status && legacy) {
        const char **charset = &builder->index->charset;
        if (!*charset)
            *charset = legacy_charset(names.data, names.size);
        if (!*charset || !name_decoder_charset(builder->decoder, *charset))
            status = STATUS_NO_MEMORY;
    }
    buffer_free(&names);
    builder->charset_known = true;
    return status;
}

static enum status walk(struct builder *builder, struct fault *fault)
{
    struct zip_cursor cursor;
    enum status status = zip_cursor_open(&cursor, builder->zip, builder->path, 0, DIRECTORY_CHUNK, fault);
    while (!status) {
        struct zip_header header;
        uint64_t at = cursor.next;
        status = zip_cursor_step(&cursor, &header, fault);
        if (status || !header.name)
            break;
        builder->walked++;
        if (!builder->charset_known && name_claim(&header) != NAME_UTF8 &&
            (status = decide_charset(builder, at, fault)))
            break;
        status = builder->walked > LIMIT_ENTRIES ? STATUS_LIMIT : add_entry(builder, &header, at);
        if (status == STATUS_NO_MEMORY)
            fault_no_memory(fault);
        else if (status)
            fault_set(fault, status,
                      _("%s holds more files than can be opened here; split it into smaller bundles."),
                      builder->path);
    }
    zip_cursor_close(&cursor);
    return status;
}

/* Room for what the end record claims, as far as the directory's size can bear it: then nothing needs to grow. */
static enum status make_room(struct builder *builder)
{
    struct index *index = builder->index;
    const struct zip *zip = builder->zip;
    uint64_t most = zip->directory_size / ZIP_CENTRAL_SIZE;
    size_t count = (size_t)(zip->count < most ? zip->count : most);
    size_t names = (size_t)(zip->directory_size - count * (ZIP_CENTRAL_SIZE - 1));
    index->records = malloc((count + 1) * sizeof *index->records);
    builder->spans = malloc((count + 1) * sizeof *builder->spans);
    index->names = malloc(names + 1);
    if (!index->records || !builder->spans || !index->names)
        return STATUS_NO_MEMORY;
    index->room = builder->spans_room = (uint32_t)count + 1;
    index->names_room = names + 1;
    return STATUS_OK;
}

static int by_start(const void *a, const void *b)
{
    const struct span *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return x->record < y->record ? -1 : x->record > y->record;
}

/* Refuses each entry that reaches into the next one's place: zip bombs unpack the same bytes many times so. */
static void check_overlaps(struct builder *builder)
{
    struct span *spans = builder->spans;
    uint32_t count = builder->index->count;
    bool sorted = true;
    for (uint32_t i = 1; i < count && sorted; i++)
        sorted = by_start(&spans[i - 1], &spans[i]) < 0;
    if (!sorted)
        qsort(spans, count, sizeof *spans, by_start);
    for (uint32_t i = 0; i < count; i++) {
        struct record *record = &builder->index->records[spans[i].record];
        uint64_t limit = i + 1 < count ? spans[i + 1].start : builder->zip->directory;
        uint64_t slack = limit < spans[i].end ? 0 : limit - spans[i].end;
        if (limit < spans[i].end)
            record->refused = REFUSED_OVERLAP;
        record->slack = (uint16_t)(slack < UINT16_MAX ? slack : UINT16_MAX);
    }
}

static int by_name(const void *a, const void *b, void *names)
{
    const struct record *x = a, *y = b;
    int order = strcmp((const char *)names + x->name, (const char *)names + y->name);
    if (order)
        return order;
    return x->directory < y->directory ? -1 : x->directory > y->directory;
}

/* Sorts by name and moves what is refused, and all but the last of equal names, out of the records. */
static enum status settle(struct index *index)
{
    struct record *records = index->records;
    bool sorted = true;
    for (uint32_t i = 1; i < index->count && sorted; i++)
        sorted = by_name(&records[i - 1], &records[i], index->names) < 0;
    if (!sorted)
        qsort_r(records, index->count, sizeof *records, by_name, index->names);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < index->count; i++) {
        if (!records[i].refused && kept > 0 &&
            !strcmp(index->names + records[kept - 1].name, index->names + records[i].name)) {
            enum status status = add_refusal(index, records[--kept].name, REFUSED_DUPLICATE);
            if (status)
                return status;
        }
        if (!records[i].refused) {
            records[kept++] = records[i];
            continue;
        }
        enum status status = add_refusal(index, records[i].name, records[i].refused);
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

/* Gives back what was reserved for more. */
static void trim(struct index *index)
{
    char *names = realloc(index->names, index->names_size + 1);
    if (names)
        index->names = names;
    struct record *records = realloc(index->records, ((size_t)index->count + 1) * sizeof *records);
    if (records)
        index->records = records;
}

enum status index_finish(struct index *index)
{
    enum status status = settle(index);
    if (status)
        return status;
    find_top(index);
    trim(index);
    return lookup_build(index);
}

/* Without ZIP64 the count has 16 bits: some writers let it wrap, others (minizip 1.1) leave it at its greatest. */
static bool is_count(const struct zip *zip, uint64_t walked)
{
    if (walked == zip->count)
        return true;
    return !zip->wide && walked > UINT16_MAX &&
           (zip->count == UINT16_MAX || (walked & UINT16_MAX) == zip->count);
}

enum status index_build(struct index *index, const struct zip *zip, const char *path, struct fault *fault)
{
    struct builder *builder = calloc(1, sizeof *builder);
    enum status status = STATUS_NO_MEMORY;
    if (!builder)
        goto out;
    *builder = (struct builder){.index = index, .zip = zip, .path = path};
    builder->decoder = name_decoder_new();
    if (!builder->decoder || make_room(builder))
        goto out;
    status = walk(builder, fault);
    if (status)
        goto out;
    if (!is_count(zip, builder->walked)) {
        status = fault_set(fault, STATUS_CORRUPT,
                           _("%s is damaged: it should hold %llu files and lists %llu; copy it again."), path,
                           (unsigned long long)zip->count, (unsigned long long)builder->walked);
        goto out;
    }
    check_overlaps(builder);
    free(builder->spans);
    builder->spans = NULL;
    status = index_finish(index);
out:
    if (status == STATUS_NO_MEMORY)
        fault_no_memory(fault);
    if (builder) {
        name_decoder_free(builder->decoder);
        free(builder->spans);
    }
    free(builder);
    return status;
}

void index_free(struct index *index)
{
    free(index->slots);
    free(index->refused);
    free(index->records);
    free(index->names);
    *index = (struct index){0};
}
