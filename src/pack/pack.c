#include "pack/pack.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include <minizip/zip.h>
#include <zlib.h>

#include "base/limits.h"
#include "base/messages.h"
#include "bundle/bundle.h"
#include "bundle/zip.h"
#include "pack/imprint.h"
#include "pack/tree.h"
#include "pack/whole.h"
#include "search/search.h"
#include "search/writer.h"

#define CHUNK KIB(64)
/* APPNOTE.TXT 4.4.2 and 4.4.3: made on Unix, by version 2.0 of the format; 4.4.15: a plain file that all may read. */
#define MADE_BY (3u << 8 | 20)
#define ATTRIBUTES (0100644u << 16)
/* Deflate can make a file a little larger; from here on its sizes get 64 bits. */
#define WIDE_FROM 0xFFF00000u

struct pack {
    const char *folder, *target;
    struct whole *whole; /* the file being written */
    int folder_fd;
    zipFile zip;
    zip_fileinfo info;
    unsigned char chunk[CHUNK];
};

static enum status cannot_write(const struct pack *pack, int error, struct fault *fault)
{
    return whole_failed(pack->target, error, fault);
}

static enum status cannot_read(const char *name, struct fault *fault)
{
    enum status status = errno == EACCES ? STATUS_DENIED : STATUS_IO;
    return fault_set(fault, status, _("%s could not be read: %s."), name, strerror(errno));
}

static enum status has_changed(const char *name, struct fault *fault)
{
    return fault_set(fault, STATUS_IO, _("%s was changed while it was packed; pack again when all is saved."),
                     name);
}

/* Formats that are packed already: deflating them again only costs time. */
static bool is_packed(const char *name)
{
    static const char *const extensions[] = {"png", "jpg", "jpeg", "gif", "webp", "avif", "mp3",
                                             "ogg", "mp4", "webm", "zip", "epub", "gz",   "woff2"};
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot && i < sizeof extensions / sizeof extensions[0]; i++)
        if (!strcasecmp(dot + 1, extensions[i]))
            return true;
    return false;
}

static bool is_same(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
           a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

static enum status copy_bytes(struct pack *pack, const struct tree_file *file, int fd, struct fault *fault)
{
    off_t left = file->about.st_size;
    struct stat now;
    for (;;) {
        ssize_t got = read(fd, pack->chunk, CHUNK);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return cannot_read(file->name, fault);
        if (got == 0)
            break;
        left -= got;
        if (left < 0)
            return has_changed(file->name, fault);
        errno = 0;
        if (zipWriteInFileInZip(pack->zip, pack->chunk, (unsigned)got) != ZIP_OK)
            return cannot_write(pack, errno, fault);
    }
    if (fstat(fd, &now))
        return cannot_read(file->name, fault);
    return left || !is_same(&now, &file->about) ? has_changed(file->name, fault) : STATUS_OK;
}

static enum status open_entry(struct pack *pack, const struct tree_file *file, bool stored,
                              struct fault *fault)
{
    bool ascii = true;
    for (const char *c = file->entry; *c; c++)
        ascii &= (unsigned char)*c < 0x80;
    errno = 0;
    int result = zipOpenNewFileInZip4_64(
        pack->zip, file->entry, &pack->info, NULL, 0, NULL, 0, NULL, stored ? 0 : Z_DEFLATED,
        Z_BEST_COMPRESSION, 0, -MAX_WBITS, MAX_MEM_LEVEL, Z_DEFAULT_STRATEGY, NULL, 0, MADE_BY,
        ascii ? 0 : ZIP_FLAG_UTF8, (uint64_t)file->about.st_size >= WIDE_FROM);
    return result == ZIP_OK ? STATUS_OK : cannot_write(pack, errno, fault);
}

/* The entry from the open file. */
static enum status add_entry(struct pack *pack, const struct tree_file *file, int fd, bool stored,
                             struct fault *fault)
{
    enum status status = open_entry(pack, file, stored, fault);
    if (status)
        return status;
    status = copy_bytes(pack, file, fd, fault);
    errno = 0;
    if (zipCloseFileInZip(pack->zip) != ZIP_OK && !status)
        status = cannot_write(pack, errno, fault);
    return status;
}

static enum status add_file(struct pack *pack, const struct tree_file *file, struct fault *fault)
{
    struct stat now;
    int fd = openat(pack->folder_fd, file->name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return errno == ENOENT || errno == ELOOP ? has_changed(file->name, fault)
                                                 : cannot_read(file->name, fault);
    enum status status = STATUS_OK;
    if (fstat(fd, &now))
        status = cannot_read(file->name, fault);
    else if (!is_same(&now, &file->about))
        status = has_changed(file->name, fault);
    if (!status)
        status = add_entry(pack, file, fd, file->about.st_size == 0 || is_packed(file->entry), fault);
    close(fd);
    return status;
}

/* The moment in the DOS form's range, 1980 to 2107. */
static void set_date(zip_fileinfo *info, time_t date)
{
    struct tm tm = {0};
    if (!gmtime_r(&date, &tm) || tm.tm_year < 80 || tm.tm_year > 207)
        tm = (struct tm){.tm_year = 80, .tm_mday = 1};
    info->tmz_date = (tm_zip){.tm_sec = tm.tm_sec,
                              .tm_min = tm.tm_min,
                              .tm_hour = tm.tm_hour,
                              .tm_mday = tm.tm_mday,
                              .tm_mon = tm.tm_mon,
                              .tm_year = tm.tm_year + 1900};
    info->external_fa = ATTRIBUTES;
}

static enum status begin_zip(struct pack *pack, struct fault *fault)
{
    enum status status = whole_open(pack->target, &pack->whole, fault);
    if (status)
        return status;
    errno = 0;
    pack->zip = zipOpen64(whole_path(pack->whole), APPEND_STATUS_CREATE);
    return pack->zip ? STATUS_OK : cannot_write(pack, errno, fault);
}

static void put(unsigned char *p, uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        p[i] = (unsigned char)(value >> 8 * i);
}

static bool write_at(int fd, const unsigned char *bytes, size_t size, off_t offset)
{
    while (size) {
        ssize_t done = pwrite(fd, bytes, size, offset);
        if (done < 0 && errno != EINTR)
            return false;
        if (done > 0) {
            bytes += done;
            size -= (size_t)done;
            offset += done;
        }
    }
    return true;
}

/* minizip 1.1 writes the ZIP64 end record (APPNOTE.TXT 4.3.14) for large files but not for many: here it is put in front
 * of the end record when there are more entries than that can count. */
static bool add_end64(const struct pack *pack, uint64_t count)
{
    enum { END64 = 56, LOCATOR = 20, END = 22 };
    unsigned char records[END64 + LOCATOR + END] = {0}, *end = records + END64 + LOCATOR;
    unsigned char before[4];
    struct stat about;
    int fd = whole_file(pack->whole);
    if (count <= UINT16_MAX)
        return true;
    if (fstat(fd, &about) || pread(fd, end, END, about.st_size - END) != END ||
        pread(fd, before, sizeof before, about.st_size - END - LOCATOR) != sizeof before)
        return false;
    if (!memcmp(before, "PK\6\7", 4))
        return true;
    uint64_t at = (uint64_t)about.st_size - END;
    put(records, 0x06064b50, 4);
    put(records + 4, END64 - 12, 8);
    put(records + 12, 45, 2); /* made by and needed: version 4.5 */
    put(records + 14, 45, 2);
    put(records + 24, count, 8);
    put(records + 32, count, 8);
    put(records + 40, zip_u32(end + 12), 8);
    put(records + 48, zip_u32(end + 16), 8);
    put(records + END64, 0x07064b50, 4);
    put(records + END64 + 8, at, 8);
    put(records + END64 + 16, 1, 4); /* disks */
    return write_at(fd, records, sizeof records, (off_t)at);
}

static enum status close_zip(struct pack *pack, struct fault *fault)
{
    zipFile zip = pack->zip;
    pack->zip = NULL;
    errno = 0;
    return zipClose(zip, NULL) == ZIP_OK ? STATUS_OK : cannot_write(pack, errno, fault);
}

/* The index of what was just packed, in a file of its own. */
static enum status make_index(const struct pack *pack, struct fault *fault)
{
    struct bundle *bundle = NULL;
    enum status status = bundle_open_as(whole_path(pack->whole), pack->target, &bundle, fault);
    if (!status)
        status = writer_make(bundle, whole_index(pack->whole), fault);
    bundle_close(bundle);
    return status;
}

/* The index is made from the zip itself, so that what is looked for is what is read; it becomes its last entry. */
static enum status add_index(struct pack *pack, const struct tree *tree, struct fault *fault)
{
    const char *index = whole_index(pack->whole);
    char *entry = NULL;
    int fd = -1;
    enum status status = close_zip(pack, fault);
    if (status)
        return status;
    if (asprintf(&entry, "%.*s%s", (int)tree_top(tree), tree->files[0].entry, SEARCH_ENTRY) < 0)
        entry = NULL;
    status = entry ? make_index(pack, fault) : fault_no_memory(fault);
    if (!status) {
        struct tree_file file = {.name = entry, .entry = entry};
        fd = open(index, O_RDONLY | O_CLOEXEC);
        pack->zip = zipOpen64(whole_path(pack->whole), APPEND_STATUS_ADDINZIP);
        if (fd < 0 || fstat(fd, &file.about) || !pack->zip)
            status = cannot_write(pack, errno, fault);
        else
            status = add_entry(pack, &file, fd, true, fault);
    }
    if (fd >= 0)
        close(fd);
    unlink(index);
    free(entry);
    return status;
}

static enum status finish(struct pack *pack, uint64_t count, struct fault *fault)
{
    enum status status = close_zip(pack, fault);
    if (status)
        return status;
    errno = 0;
    if (!add_end64(pack, count))
        return cannot_write(pack, errno, fault);
    return whole_finish(pack->whole, fault);
}

static enum status write_all(struct pack *pack, const struct tree *tree, bool index, struct fault *fault)
{
    pack->folder_fd = open(pack->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (pack->folder_fd < 0)
        return cannot_read(pack->folder, fault);
    enum status status = imprint_check(pack->folder_fd, tree, fault);
    if (!status)
        status = begin_zip(pack, fault);
    for (size_t i = 0; i < tree->count && !status; i++)
        status = add_file(pack, &tree->files[i], fault);
    if (!status && index)
        status = add_index(pack, tree, fault);
    return status ? status : finish(pack, tree->count + index, fault);
}

enum status pack_folder(const char *folder, const char *target, const struct pack_form *form,
                        struct pack_summary *summary, struct fault *fault)
{
    struct tree tree = {0};
    struct stat about;
    struct pack *pack = calloc(1, sizeof *pack);
    if (!pack)
        return fault_no_memory(fault);
    *pack = (struct pack){.folder = folder, .target = target, .folder_fd = -1};
    set_date(&pack->info, form->date);
    bool exists = stat(target, &about) == 0;
    enum status status = STATUS_OK;
    if (exists && S_ISDIR(about.st_mode))
        status = fault_set(fault, STATUS_INVALID,
                           _("%s is a folder; name the bundle's file, such as %s.zip."), target, target);
    if (!status)
        status = tree_walk(&tree, folder, exists ? &about : NULL, fault);
    if (!status)
        status = write_all(pack, &tree, !form->no_index, fault);
    if (pack->zip)
        zipClose(pack->zip, NULL);
    whole_close(pack->whole);
    if (pack->folder_fd >= 0)
        close(pack->folder_fd);
    if (!status && summary) {
        *summary = (struct pack_summary){.files = (uint32_t)tree.count, .skipped = tree.skipped};
        snprintf(summary->example, sizeof summary->example, "%s",
                 tree.first_skipped ? tree.first_skipped : "");
    }
    tree_free(&tree);
    free(pack);
    return status;
}
