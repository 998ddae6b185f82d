#include "bundle/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/messages.h"
#include "bundle/legacy.h"
#include "bundle/names.h"
#include "bundle/walk.h"

/* record.directory of an entry whose name is the system's own. */
#define SAME_NAME UINT32_MAX

struct files {
    int fd;
    struct buffer raw; /* the system's names of the others, each with a NUL */
};

/* As if the name had stood in a zip that says nothing of its charset. */
static struct zip_header header_of(const struct walk *walk, uint32_t item)
{
    const char *name = walk_name(walk, item);
    size_t size = strlen(name);
    return (struct zip_header){.name = (const unsigned char *)name,
                               .name_size = (uint16_t)(size < UINT16_MAX ? size : UINT16_MAX),
                               .size = walk->items[item].size};
}

static enum status decide_charset(const struct walk *walk, struct index *index, struct name_decoder *decoder)
{
    struct buffer names = {0};
    bool legacy = false;
    enum status status = STATUS_OK;
    for (uint32_t i = 1; i < walk->count && !status && names.size < LEGACY_SAMPLE; i++) {
        struct zip_header header = header_of(walk, i);
        enum name_claim claim = name_claim(&header);
        legacy |= claim == NAME_LEGACY;
        if (claim != NAME_UTF8 && walk->items[i].kind != ITEM_FOLDER)
            status = buffer_print(&names, "%s\n", walk_name(walk, i));
    }
    if (!status && legacy) {
        if (!index->charset)
            index->charset = legacy_charset(names.data ? names.data : "", names.size);
        if (!index->charset || !name_decoder_charset(decoder, index->charset))
            status = STATUS_NO_MEMORY;
    }
    buffer_free(&names);
    return status;
}

static enum refusal_reason judge(enum name_verdict verdict, enum item_kind kind)
{
    static const enum refusal_reason kinds[] = {
        [ITEM_SPECIAL] = REFUSED_SPECIAL, [ITEM_DENIED] = REFUSED_DENIED, [ITEM_DEEP] = REFUSED_DEEP};
    enum refusal_reason reason = index_judge(verdict);
    return reason ? reason : kinds[kind];
}

/* The index has room for its record. */
static enum status add_file(struct files *files, struct index *index, const struct zip_header *header,
                            const struct name *name, enum refusal_reason reason)
{
    struct record record = {.size = header->size,
                            .directory = SAME_NAME,
                            .name = (uint32_t)index->names_size,
                            .kind = (uint8_t)entry_kind_of(name->text),
                            .refused = (uint8_t)reason};
    struct buffer names = {.data = index->names, .size = index->names_size, .room = index->names_room};
    enum status status = buffer_add(&names, name->text, name->size + 1);
    index->names = names.data;
    index->names_size = names.size;
    index->names_room = names.room;
    const char *raw = (const char *)header->name;
    if (!status && !reason && strcmp(raw, name->text) != 0) {
        record.directory = (uint32_t)files->raw.size;
        status = buffer_add(&files->raw, raw, header->name_size + (size_t)1);
    }
    if (!status)
        index->records[index->count++] = record;
    return status;
}

static enum status add_files(struct files *files, struct index *index, const struct walk *walk)
{
    struct name_decoder *decoder = name_decoder_new();
    struct name *name = malloc(sizeof *name);
    index->records = malloc(walk->count * sizeof *index->records);
    enum status status =
        decoder && name && index->records ? decide_charset(walk, index, decoder) : STATUS_NO_MEMORY;
    for (uint32_t i = 1; i < walk->count && !status; i++) {
        struct zip_header header = header_of(walk, i);
        if (walk->items[i].kind == ITEM_FOLDER)
            continue;
        enum name_verdict verdict = name_decode(decoder, &header, name);
        status = add_file(files, index, &header, name, judge(verdict, walk->items[i].kind));
    }
    free(name);
    name_decoder_free(decoder);
    return status ? status : index_finish(index);
}

enum status files_index(struct files *files, const char *article, const char *path, struct index *index,
                        struct fault *fault)
{
    struct walk walk = {.top = files->fd, .path = path, .article = article};
    files->raw.size = 0;
    enum status status = walk_all(&walk, fault);
    if (!status && add_files(files, index, &walk))
        status = fault_no_memory(fault);
    walk_free(&walk);
    return status;
}

enum status files_new(int fd, struct files **out, struct fault *fault)
{
    *out = calloc(1, sizeof **out);
    if (!*out) {
        close(fd);
        return fault_no_memory(fault);
    }
    (*out)->fd = fd;
    return STATUS_OK;
}

void files_free(struct files *files)
{
    if (!files)
        return;
    close(files->fd);
    buffer_free(&files->raw);
    free(files);
}

static enum status changed(const struct bundle *bundle, struct fault *fault)
{
    return fault_set(fault, STATUS_IO, _("%s has changed since it was opened; open it again."), bundle->path);
}

static enum status cannot_open(const struct bundle *bundle, uint32_t entry, struct fault *fault)
{
    const char *name = bundle_name(bundle, entry);
    if (errno == ENOENT || errno == ENOTDIR || errno == ELOOP || errno == ENXIO)
        return changed(bundle, fault);
    if (errno == EACCES || errno == EPERM)
        return fault_set(fault, STATUS_DENIED, _("%s may not be read; give yourself permission to read it."),
                         name);
    return fault_set(fault, STATUS_IO, _("%s could not be read (%s); check the medium it is on."), name,
                     strerror(errno));
}

const char *files_name(const struct bundle *bundle, uint32_t entry)
{
    const struct record *record = &bundle->index.records[entry];
    return record->directory == SAME_NAME ? bundle->index.names + record->name
                                          : bundle->files->raw.data + record->directory;
}

enum status files_open(const struct bundle *bundle, uint32_t entry, struct medium **out, struct fault *fault)
{
    const struct record *record = &bundle->index.records[entry];
    struct stat about;
    *out = NULL;
    /* Without O_NONBLOCK a pipe that took the file's place would wait for its other end. */
    int fd = walk_open(bundle->files->fd, files_name(bundle, entry), O_RDONLY | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return cannot_open(bundle, entry, fault);
    if (fstat(fd, &about) || !S_ISREG(about.st_mode) || (uint64_t)about.st_size != record->size) {
        close(fd);
        return changed(bundle, fault);
    }
    return medium_new(fd, record->size, out, fault);
}
