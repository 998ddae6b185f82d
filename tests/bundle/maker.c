#include "maker.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <zlib.h>
#include <zstd.h>

static void must(bool sound)
{
    if (!sound)
        abort();
}

static void add(struct buffer *buffer, const void *bytes, size_t size)
{
    must(buffer_add(buffer, bytes, size) == STATUS_OK);
}

static void number(struct buffer *buffer, uint64_t value, int bytes)
{
    unsigned char out[8];
    for (int i = 0; i < bytes; i++)
        out[i] = (unsigned char)(value >> 8 * i);
    add(buffer, out, (size_t)bytes);
}

static void pack_data(const struct maker_entry *entry, struct buffer *out)
{
    if (entry->zstd) {
        must(buffer_reserve(out, ZSTD_compressBound(entry->size)) == STATUS_OK);
        out->size = ZSTD_compress(out->data, out->room, entry->data, entry->size, 19);
        must(!ZSTD_isError(out->size));
        return;
    }
    if (!entry->deflate) {
        add(out, entry->data, entry->size);
        return;
    }
    z_stream z = {0};
    must(deflateInit2(&z, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    must(buffer_reserve(out, deflateBound(&z, entry->size)) == STATUS_OK);
    z.next_in = (unsigned char *)entry->data;
    z.avail_in = (unsigned)entry->size;
    z.next_out = (unsigned char *)out->data;
    z.avail_out = (unsigned)out->room;
    must(deflate(&z, Z_FINISH) == Z_STREAM_END);
    out->size = z.total_out;
    deflateEnd(&z);
}

void maker_add(struct maker *maker, const struct maker_entry *entry)
{
    size_t name_size = entry->name_size ? entry->name_size : strlen(entry->name);
    struct buffer packed = {0};
    pack_data(entry, &packed);
    uint64_t offset = maker->bytes.size - maker->base;
    uint32_t crc =
        (uint32_t)crc32(crc32(0, NULL, 0), (const unsigned char *)entry->data, (unsigned)entry->size);
    unsigned flags = entry->flags | (entry->descriptor ? 8u : 0);
    unsigned method = entry->deflate ? 8 : entry->zstd ? 93 : 0;
    uint32_t narrow = UINT32_MAX;

    number(&maker->bytes, 0x04034b50, 4);
    number(&maker->bytes, 45, 2);
    number(&maker->bytes, flags, 2);
    number(&maker->bytes, method, 2);
    number(&maker->bytes, 0x00210000, 4);
    number(&maker->bytes, entry->descriptor ? 0 : crc, 4);
    number(&maker->bytes, entry->descriptor ? 0 : entry->wide ? narrow : packed.size, 4);
    number(&maker->bytes, entry->descriptor ? 0 : entry->wide ? narrow : entry->size, 4);
    number(&maker->bytes, name_size, 2);
    number(&maker->bytes, entry->wide ? 20 : 0, 2);
    add(&maker->bytes, entry->name, name_size);
    if (entry->wide) {
        number(&maker->bytes, 0x00100001, 4);
        number(&maker->bytes, entry->size, 8);
        number(&maker->bytes, packed.size, 8);
    }
    if (packed.size)
        add(&maker->bytes, packed.data, packed.size);
    if (entry->descriptor) {
        number(&maker->bytes, 0x08074b50, 4);
        number(&maker->bytes, crc, 4);
        number(&maker->bytes, packed.size, 4);
        number(&maker->bytes, entry->size, 4);
    }

    number(&maker->directory, 0x02014b50, 4);
    number(&maker->directory, entry->made_by, 2);
    number(&maker->directory, 45, 2);
    number(&maker->directory, flags, 2);
    number(&maker->directory, method, 2);
    number(&maker->directory, 0x00210000, 4);
    number(&maker->directory, crc, 4);
    number(&maker->directory, entry->wide ? narrow : packed.size, 4);
    number(&maker->directory, entry->wide ? narrow : entry->size, 4);
    number(&maker->directory, name_size, 2);
    number(&maker->directory, entry->extra_size + (entry->wide ? 28 : 0), 2);
    number(&maker->directory, 0, 6);
    number(&maker->directory, entry->attributes, 4);
    number(&maker->directory, entry->wide ? narrow : offset, 4);
    add(&maker->directory, entry->name, name_size);
    if (entry->extra_size)
        add(&maker->directory, entry->extra, entry->extra_size);
    if (entry->wide) {
        number(&maker->directory, 0x00180001, 4);
        number(&maker->directory, entry->size, 8);
        number(&maker->directory, packed.size, 8);
        number(&maker->directory, offset, 8);
    }
    maker->count++;
    buffer_free(&packed);
}

void maker_add_text(struct maker *maker, const char *name, const char *text)
{
    maker_add(maker,
              &(struct maker_entry){.name = name, .data = text, .size = strlen(text), .deflate = true});
}

void maker_end(struct maker *maker, const char *comment, size_t comment_size, bool wide)
{
    uint64_t offset = maker->bytes.size - maker->base, size = maker->directory.size;
    add(&maker->bytes, maker->directory.data, maker->directory.size);
    uint64_t end64 = maker->bytes.size - maker->base;
    if (wide) {
        number(&maker->bytes, 0x06064b50, 4);
        number(&maker->bytes, 44, 8);
        number(&maker->bytes, 0x002d002d, 4);
        number(&maker->bytes, 0, 8);
        number(&maker->bytes, maker->count, 8);
        number(&maker->bytes, maker->count, 8);
        number(&maker->bytes, size, 8);
        number(&maker->bytes, offset, 8);
        number(&maker->bytes, 0x07064b50, 4);
        number(&maker->bytes, 0, 4);
        number(&maker->bytes, end64, 8);
        number(&maker->bytes, 1, 4);
    }
    number(&maker->bytes, 0x06054b50, 4);
    number(&maker->bytes, 0, 4);
    number(&maker->bytes, wide ? 0xFFFF : maker->count, 2);
    number(&maker->bytes, wide ? 0xFFFF : maker->count, 2);
    number(&maker->bytes, wide ? UINT32_MAX : size, 4);
    number(&maker->bytes, wide ? UINT32_MAX : offset, 4);
    number(&maker->bytes, comment_size, 2);
    add(&maker->bytes, comment, comment_size);
    buffer_free(&maker->directory);
    maker->count = 0;
}

void maker_write(struct maker *maker, const char *path)
{
    FILE *file = fopen(path, "wb");
    must(file);
    must(fwrite(maker->bytes.data, 1, maker->bytes.size, file) == maker->bytes.size);
    must(fclose(file) == 0);
    buffer_free(&maker->bytes);
}

struct buffer maker_read(const char *path)
{
    struct buffer out = {0};
    char bytes[1 << 14];
    FILE *file = fopen(path, "rb");
    must(file);
    for (size_t got; (got = fread(bytes, 1, sizeof bytes, file)) > 0;)
        must(!buffer_add(&out, bytes, got));
    fclose(file);
    return out;
}

static char folder[64];

static int remove_one(const char *path, const struct stat *about, int type, struct FTW *place)
{
    (void)about, (void)type, (void)place;
    return remove(path);
}

static void remove_folder(void)
{
    nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

const char *maker_path(const char *name)
{
    static char path[512];
    if (!folder[0]) {
        strcpy(folder, "/tmp/slipcase-test-XXXXXX");
        must(mkdtemp(folder));
        atexit(remove_folder);
    }
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}
