#include "bundle/index.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/grow.h"
#include "base/limits.h"
#include "base/messages.h"
#include "bundle/legacy.h"
#include "bundle/names.h"
#include "bundle/order.h"
#include "bundle/plain.h"
#include "bundle/settle.h"
#include "bundle/span.h"

/* APPNOTE.TXT 4.4.2: hosts whose upper attribute half is a Unix mode. */
enum { HOST_UNIX = 3, HOST_DARWIN = 19 };

struct builder {
    struct index *index;
    const struct zip *zip;
    const char *path;
    struct name_decoder *decoder;
    struct span last;          /* of the newest record */
    struct name_before before; /* its name */
    uint64_t walked;           /* headers seen */
    bool charset_known;
    /* What spares most bundles a sort: where the records so far are not in the order of their names, and whether they are in
     * that of their bytes' places. */
    struct descents descents;
    bool places_ascend;
    bool overlaps; /* some record is refused for it */
    struct name name;
};

/* Finder adds resource forks and folder views to each zip: nobody wrote those as articles. */
static inline bool is_finder_litter(const char *name, size_t size)
{
    static const char folder[] = "__MACOSX/", view[] = ".DS_Store";
    const size_t view_size = sizeof view - 1;
    if (name[0] == '_' && size >= sizeof folder - 1 && !memcmp(name, folder, sizeof folder - 1))
        return true;
    return size >= view_size && !memcmp(name + size - view_size, view, view_size) &&
           (size == view_size || name[size - view_size - 1] == '/');
}

static enum status make_names_room(struct builder *builder, size_t need)
{
    struct index *index = builder->index;
    if (need > LIMIT_NAMES)
        return STATUS_LIMIT;
    size_t room = index->names_room + index->names_room / 2;
    room = room < need ? need : room < LIMIT_NAMES ? room : LIMIT_NAMES;
    char *names = realloc(index->names, room);
    if (!names)
        return STATUS_NO_MEMORY;
    if (builder->before.size > 0)
        builder->before.text = names + (builder->before.text - index->names);
    index->names = names;
    index->names_room = room;
    return STATUS_OK;
}

static inline enum status add_name(struct builder *builder, const char *name, size_t size, uint32_t *at)
{
    struct index *index = builder->index;
    char *to = index->names + index->names_size;
    if (size >= index->names_room - index->names_size) {
        enum status status = make_names_room(builder, index->names_size + size + 1);
        if (status)
            return status;
        to = index->names + index->names_size;
    }
    *at = (uint32_t)index->names_size;
    index->names_size += size + 1;
    memcpy(to, name, size);
    to[size] = '\0';
    return STATUS_OK;
}

/* Compares the record that is added next with the one before it. */
static inline void follow(struct builder *builder, const char *name, const struct span *span)
{
    struct index *index = builder->index;
    const char *a = builder->before.text + builder->before.shared;
    const char *b = name + builder->before.shared;
    if ((unsigned char)*a >= (unsigned char)*b && (*a != *b || strcmp(a, b) >= 0))
        order_descent(&builder->descents, index->count);
    if (span->start < builder->last.start)
        builder->places_ascend = false;
    builder->overlaps |= !span_settle(&index->records[index->count - 1], &builder->last, span->start);
}

/* Of a sound header, whose name is already at `name` of the names. */
static inline enum status add_record(struct builder *builder, const struct zip_header *header,
                                     uint64_t directory, const struct span *span, uint32_t name, size_t size)
{
    struct index *index = builder->index;
    const uint32_t entry = index->count;
    if (entry == index->room && GROW(index->records, index->room, entry + 1))
        return STATUS_NO_MEMORY;
    const char *text = index->names + name;
    if (entry > 0)
        follow(builder, text, span);
    builder->last = *span;
    builder->before.text = text;
    builder->before.size = size;
    index->records[entry] = (struct record){.size = header->size,
                                            .directory = (uint32_t)directory,
                                            .name = name,
                                            .kind = (uint8_t)index_kind_of(text, size)};
    index->count = entry + 1;
    return STATUS_OK;
}

/* The mode of an entry that was packed on Unix, else 0. */
static inline unsigned unix_type(const struct zip_header *header)
{
    unsigned host = header->made_by >> 8;
    return host == HOST_UNIX || host == HOST_DARWIN ? header->attributes >> 16 & S_IFMT : 0;
}

enum refusal_reason index_judge(enum name_verdict verdict)
{
    static const enum refusal_reason reasons[] = {
        [NAME_SOUND] = REFUSED_NOT,       [NAME_EMPTY] = REFUSED_EMPTY,
        [NAME_CLIMBS] = REFUSED_CLIMBS,   [NAME_ABSOLUTE] = REFUSED_ABSOLUTE,
        [NAME_CONTROL] = REFUSED_CONTROL, [NAME_TOO_LONG] = REFUSED_TOO_LONG};
    return reasons[verdict];
}

static enum status add_entry(struct builder *builder, const struct zip_header *header, uint64_t directory,
                             bool plain)
{
    struct span span;
    const char *text = (const char *)header->name;
    size_t size = header->name_size;
    enum name_verdict verdict = plain && text[size - 1] == '/' ? NAME_FOLDER : NAME_SOUND;
    if (!plain) {
        verdict = name_decode(builder->decoder, header, &builder->name);
        text = builder->name.text;
        size = builder->name.size;
    }
    unsigned type = unix_type(header);
    if (verdict == NAME_FOLDER ||
        (verdict == NAME_SOUND && (type == S_IFDIR || is_finder_litter(text, size))))
        return STATUS_OK;
    enum refusal_reason reason = index_judge(verdict);
    if (!reason && type != 0 && type != S_IFREG)
        reason = REFUSED_SPECIAL;
    if (!reason && !span_find(builder->zip, header, &span))
        reason = REFUSED_BEYOND;
    uint32_t name;
    enum status status = add_name(builder, text, size, &name);
    if (status)
        return status;
    if (reason)
        return index_refuse(builder->index, name, reason);
    return add_record(builder, header, directory, &span, name, size);
}

/* Looks on from the first name that needs a charset to as many more as tell which. Most bundles have none. */
static enum status decide_charset(struct builder *builder, uint64_t from, struct fault *fault)
{
    struct zip_cursor cursor;
    struct buffer names = {0};
    bool legacy = false;
    enum status status =
        zip_cursor_open(&cursor, builder->zip, builder->path, from, ZIP_DIRECTORY_CHUNK, fault);
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

static void too_many(const struct builder *builder, struct fault *fault)
{
    if (builder->walked > LIMIT_ENTRIES)
        fault_set(fault, STATUS_LIMIT,
                  _("%s holds more files than can be opened here; split it into smaller bundles."),
                  builder->path);
    else
        fault_set(
            fault, STATUS_LIMIT,
            _("The names in %s are too long to be kept here (more than %llu MB); give its files shorter "
              "ones, or split it into smaller bundles."),
            builder->path, (unsigned long long)(LIMIT_NAMES / MIB(1)));
}

static enum status walk(struct builder *builder, struct fault *fault)
{
    struct zip_cursor cursor;
    enum status status = zip_cursor_open(&cursor, builder->zip, builder->path, 0, ZIP_DIRECTORY_CHUNK, fault);
    while (!status) {
        struct zip_header header;
        uint64_t at = cursor.next;
        status = zip_cursor_step(&cursor, &header, fault);
        if (status || !header.name)
            break;
        builder->walked++;
        bool plain = name_is_plain(&header, &builder->before);
        if (!plain && !builder->charset_known && name_claim(&header) != NAME_UTF8 &&
            (status = decide_charset(builder, at, fault)))
            break;
        status = builder->walked > LIMIT_ENTRIES ? STATUS_LIMIT : add_entry(builder, &header, at, plain);
        if (status == STATUS_NO_MEMORY)
            fault_no_memory(fault);
        else if (status)
            too_many(builder, fault);
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
    uint64_t names = zip->directory_size - count * (ZIP_CENTRAL_SIZE - 1) + 1;
    if (names > LIMIT_NAMES)
        names = LIMIT_NAMES;
    index->records = malloc((count + 1) * sizeof *index->records);
    index->names = malloc((size_t)names);
    if (!index->records || !index->names)
        return STATUS_NO_MEMORY;
    index->room = (uint32_t)count + 1;
    index->names_room = (size_t)names;
    return STATUS_OK;
}

static enum status check_overlaps(struct builder *builder, struct fault *fault)
{
    struct index *index = builder->index;
    if (!builder->places_ascend)
        return span_sort(index, builder->zip, builder->path, &builder->overlaps, fault);
    if (index->count > 0)
        builder->overlaps |=
            !span_settle(&index->records[index->count - 1], &builder->last, builder->zip->directory);
    return STATUS_OK;
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
    *builder = (struct builder){.index = index, .zip = zip, .path = path, .places_ascend = true};
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
    status = check_overlaps(builder, fault);
    if (!status) {
        bool sorted = order_ends(index, &builder->descents);
        if (!sorted || builder->overlaps)
            status = index_settle(index, sorted);
    }
    if (!status)
        index_trim(index);
out:
    if (status == STATUS_NO_MEMORY)
        fault_no_memory(fault);
    if (builder)
        name_decoder_free(builder->decoder);
    free(builder);
    return status;
}

void index_free(struct index *index)
{
    free(index->refused);
    free(index->records);
    free(index->names);
    *index = (struct index){0};
}
