#include "bundle/zip.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/messages.h"
#include "bundle/medium.h"

#define END_SIZE 22u
#define COMMENT_MAX 65535u
#define LOCATOR_SIZE 20u
#define END64_SIZE 56u
#define SATURATED16 0xFFFFu
#define SATURATED32 0xFFFFFFFFu

static bool is_signature(const unsigned char *p, unsigned char third, unsigned char fourth)
{
    return zip_u32(p) == ('P' | (uint32_t)'K' << 8 | (uint32_t)third << 16 | (uint32_t)fourth << 24);
}

static enum status damaged(const char *path, struct fault *fault)
{
    return fault_set(fault, STATUS_CORRUPT,
                     _("%s is damaged: its table of contents contradicts itself; copy it again."), path);
}

enum status zip_read(const struct zip *zip, const char *path, uint64_t offset, void *bytes, size_t size,
                     struct fault *fault)
{
    return medium_read(zip->medium, path, offset, bytes, size, fault);
}

/* The search for the end record in the file's last bytes. */
struct search {
    struct zip *zip;
    const char *path;
    unsigned char *tail;
    size_t tail_size;
    uint64_t tail_at; /* in the file */
    unsigned looks;   /* at other places of the file */
    uint64_t far_at;  /* the last such place; and what is there */
    size_t far_size;
    unsigned char far[END64_SIZE];
    struct fault *fault;
};

/* The end record (4.3.16) that starts at `at`, joined by its ZIP64 partner, as far as the numbers go. */
struct end {
    uint64_t at; /* of the first of the end records: the directory ends here */
    uint64_t count, directory_size, directory_offset;
    bool wide, split;
};

/* Reads from the tail, where nearly all of it is, else from the file: that often only, since each of the thousands of end
 * records that fit into a comment can point to another place. */
static enum status look_for(struct search *search, uint64_t offset, void *bytes, size_t size)
{
    if (offset >= search->tail_at) {
        memcpy(bytes, search->tail + (offset - search->tail_at), size);
        return STATUS_OK;
    }
    if (offset != search->far_at || size != search->far_size) {
        if (search->looks++ == LIMIT_END_LOOKS)
            return damaged(search->path, search->fault);
        enum status status = zip_read(search->zip, search->path, offset, search->far, size, search->fault);
        if (status)
            return status;
        search->far_at = offset;
        search->far_size = size;
    }
    memcpy(bytes, search->far, size);
    return STATUS_OK;
}

/* A ZIP64 end record (4.3.14) stands right before its locator when its extensible sector is empty, which is what
 * everyone writes; the offset that the locator gives is wrong when something was put in front of the zip. */
static enum status read_end64(struct search *search, uint64_t locator_at, uint64_t claimed, struct end *end)
{
    uint64_t places[2] = {locator_at - END64_SIZE, claimed};
    for (int i = locator_at < END64_SIZE; i < 2; i++) {
        unsigned char record[END64_SIZE];
        if (places[i] > locator_at || locator_at - places[i] < END64_SIZE)
            continue;
        enum status status = look_for(search, places[i], record, sizeof record);
        if (status)
            return status;
        if (!is_signature(record, 6, 6))
            continue;
        end->wide = true;
        end->at = places[i];
        end->split |= zip_u32(record + 16) != 0 || zip_u32(record + 20) != 0;
        end->count = zip_u64(record + 32);
        end->directory_size = zip_u64(record + 40);
        end->directory_offset = zip_u64(record + 48);
        return STATUS_OK;
    }
    return STATUS_OK;
}

static enum status read_end(struct search *search, const unsigned char *record, struct end *end)
{
    uint16_t disk = zip_u16(record + 4);
    uint64_t at = search->tail_at + (uint64_t)(record - search->tail);
    *end = (struct end){
        .at = at,
        .count = zip_u16(record + 10),
        .directory_size = zip_u32(record + 12),
        .directory_offset = zip_u32(record + 16),
        .split = disk != 0 && disk != SATURATED16,
    };
    if (at < LOCATOR_SIZE)
        return STATUS_OK;
    unsigned char locator[LOCATOR_SIZE];
    enum status status = look_for(search, at - LOCATOR_SIZE, locator, sizeof locator);
    if (status || !is_signature(locator, 6, 7))
        return status;
    return read_end64(search, at - LOCATOR_SIZE, zip_u64(locator + 8), end);
}

/* Sets the directory's place if a central header is where `end` says: first measured back from the end record, which
 * holds when something stands in front of the zip, then as written. */
static enum status place_directory(struct search *search, const struct end *end, bool *sound)
{
    struct zip *zip = search->zip;
    *sound = false;
    if (end->directory_size < ZIP_CENTRAL_SIZE || end->directory_size > end->at)
        return STATUS_OK;
    uint64_t places[2] = {end->at - end->directory_size, end->directory_offset};
    for (int i = 0; i < 2 && !*sound; i++) {
        unsigned char signature[4];
        if (places[i] < end->directory_offset || places[i] > end->at - end->directory_size)
            continue;
        enum status status = look_for(search, places[i], signature, sizeof signature);
        if (status)
            return status;
        if (!is_signature(signature, 1, 2))
            continue;
        *sound = true;
        zip->directory = places[i];
        zip->directory_size = end->directory_size;
        zip->count = end->count;
        zip->shift = places[i] - end->directory_offset;
        zip->wide = end->wide;
    }
    return STATUS_OK;
}

/* What the bytes are when no end record holds good. */
static enum status name_the_failure(struct search *search, bool any_end, bool empty)
{
    const struct zip *zip = search->zip;
    const char *path = search->path;
    struct fault *fault = search->fault;
    unsigned char first[4] = {0};
    if (zip->size == 0)
        return fault_set(fault, STATUS_CORRUPT, _("%s has no bytes in it; copy it again."), path);
    if (empty)
        return fault_set(fault, STATUS_NOT_FOUND, _("%s is an empty zip; pack it again with articles in it."),
                         path);
    if (any_end)
        return damaged(path, fault);
    if (zip->size >= sizeof first) {
        enum status status = zip_read(zip, path, 0, first, sizeof first, fault);
        if (status)
            return status;
    }
    if (is_signature(first, 3, 4))
        return fault_set(fault, STATUS_CORRUPT,
                         _("%s is cut off: the end of the zip is missing; copy it again."), path);
    return fault_set(fault, STATUS_CORRUPT, _("%s is not a zip; choose a bundle, whose name ends in .zip."),
                     path);
}

/* Looks for end records from the file's end backwards, until one leads to a directory: a comment may hold bytes that
 * look like one. */
static enum status search_end(struct search *search)
{
    const size_t tail_size = search->tail_size;
    bool any_end = false, empty = false;
    for (size_t i = tail_size < END_SIZE ? 0 : tail_size - END_SIZE + 1; i-- > 0;) {
        struct end end;
        bool sound;
        const unsigned char *record = search->tail + i;
        if (!is_signature(record, 5, 6) || zip_u16(record + 20) > tail_size - i - END_SIZE)
            continue;
        enum status status = read_end(search, record, &end);
        if (!status)
            status = place_directory(search, &end, &sound);
        if (status)
            return status;
        if (end.split)
            return fault_set(search->fault, STATUS_UNSUPPORTED,
                             _("%s is one part of a split zip; join the parts into one zip first."),
                             search->path);
        if (sound)
            return STATUS_OK;
        any_end = true;
        empty |= end.count == 0 && end.directory_size == 0;
    }
    return name_the_failure(search, any_end, empty);
}

enum status zip_locate(struct zip *zip, const char *path, struct fault *fault)
{
    size_t tail_size = zip->size < END_SIZE + COMMENT_MAX ? (size_t)zip->size : END_SIZE + COMMENT_MAX;
    struct search search = {
        .zip = zip, .path = path, .tail_size = tail_size, .tail_at = zip->size - tail_size, .fault = fault};
    search.tail = malloc(tail_size + 1);
    if (!search.tail)
        return fault_no_memory(fault);
    enum status status = zip_read(zip, path, search.tail_at, search.tail, tail_size, fault);
    if (!status)
        status = search_end(&search);
    free(search.tail);
    if (status)
        return status;
    if (zip->directory_size > LIMIT_CENTRAL_DIRECTORY || zip->count > LIMIT_ENTRIES)
        return fault_set(fault, STATUS_LIMIT,
                         _("%s holds more files than can be opened here; split it into smaller bundles."),
                         path);
    return STATUS_OK;
}

enum status zip_cursor_open(struct zip_cursor *cursor, const struct zip *zip, const char *path,
                            uint64_t offset, size_t chunk, struct fault *fault)
{
    *cursor = (struct zip_cursor){
        .zip = zip, .path = path, .next = offset, .chunk = chunk, .window_offset = offset};
    /* Nearly always the next header fits behind what is left of the last. */
    cursor->window_room = chunk + chunk / 2;
    cursor->window = malloc(cursor->window_room);
    return cursor->window ? STATUS_OK : fault_no_memory(fault);
}

void zip_cursor_close(struct zip_cursor *cursor)
{
    free(cursor->window);
    cursor->window = NULL;
}

/* Reads on until `size` bytes from cursor->next on are in the window. */
static enum status refill(struct zip_cursor *cursor, size_t size, struct fault *fault)
{
    uint64_t left = cursor->zip->directory_size - cursor->next;
    if (size > left)
        return damaged(cursor->path, fault);
    size_t skip = (size_t)(cursor->next - cursor->window_offset);
    size_t have = cursor->window_size - skip;
    size_t more = size - have > cursor->chunk ? size - have : cursor->chunk;
    if (more > left - have)
        more = (size_t)(left - have);
    memmove(cursor->window, cursor->window + skip, have);
    if (have + more > cursor->window_room) {
        unsigned char *window = realloc(cursor->window, have + more);
        if (!window)
            return fault_no_memory(fault);
        cursor->window = window;
        cursor->window_room = have + more;
    }
    cursor->window_offset = cursor->next;
    cursor->window_size = have;
    enum status status = zip_read(cursor->zip, cursor->path, cursor->zip->directory + cursor->next + have,
                                  cursor->window + have, more, fault);
    if (!status)
        cursor->window_size += more;
    return status;
}

const unsigned char *zip_extra_find(const unsigned char *extra, size_t extra_size, unsigned id, size_t *size)
{
    while (extra_size >= 4) {
        size_t length = zip_u16(extra + 2);
        if (length > extra_size - 4)
            break;
        if (zip_u16(extra) == id) {
            *size = length;
            return extra + 4;
        }
        extra += 4 + length;
        extra_size -= 4 + length;
    }
    *size = 0;
    return NULL;
}

/* Replaces each saturated number by the next one of the ZIP64 field (4.5.3). False when the field is too short. */
static bool widen(struct zip_header *header)
{
    size_t left;
    const unsigned char *field = zip_extra_find(header->extra, header->extra_size, 1, &left);
    uint64_t *numbers[3] = {&header->size, &header->packed, &header->offset};
    for (int i = 0; i < 3; i++) {
        if (*numbers[i] != SATURATED32)
            continue;
        if (!field)
            return true; /* 4,294,967,295 may be meant */
        if (left < 8)
            return false;
        *numbers[i] = zip_u64(field);
        field += 8;
        left -= 8;
    }
    return true;
}

enum status zip_cursor_step(struct zip_cursor *cursor, struct zip_header *header, struct fault *fault)
{
    header->name = NULL;
    if (cursor->next == cursor->zip->directory_size)
        return STATUS_OK;
    const unsigned char *p = cursor->window + (cursor->next - cursor->window_offset);
    size_t have = cursor->window_size - (size_t)(p - cursor->window);
    enum status status;
    if (have < ZIP_CENTRAL_SIZE) {
        if ((status = refill(cursor, ZIP_CENTRAL_SIZE, fault)))
            return status;
        p = cursor->window;
        have = cursor->window_size;
    }
    if (!is_signature(p, 1, 2))
        return damaged(cursor->path, fault);
    size_t whole = ZIP_CENTRAL_SIZE + (size_t)zip_u16(p + 28) + zip_u16(p + 30) + zip_u16(p + 32);
    if (have < whole) {
        if ((status = refill(cursor, whole, fault)))
            return status;
        p = cursor->window;
    }
    *header = (struct zip_header){
        .made_by = zip_u16(p + 4),
        .flags = zip_u16(p + 8),
        .method = zip_u16(p + 10),
        .crc = zip_u32(p + 16),
        .packed = zip_u32(p + 20),
        .size = zip_u32(p + 24),
        .name_size = zip_u16(p + 28),
        .extra_size = zip_u16(p + 30),
        .attributes = zip_u32(p + 38),
        .offset = zip_u32(p + 42),
        .name = p + ZIP_CENTRAL_SIZE,
        .extra = p + ZIP_CENTRAL_SIZE + zip_u16(p + 28),
    };
    bool wide =
        zip_u32(p + 20) == SATURATED32 || zip_u32(p + 24) == SATURATED32 || zip_u32(p + 42) == SATURATED32;
    if ((wide && !widen(header)) || header->offset > UINT64_MAX - cursor->zip->shift)
        return damaged(cursor->path, fault);
    header->offset += cursor->zip->shift;
    cursor->next += whole;
    return STATUS_OK;
}
