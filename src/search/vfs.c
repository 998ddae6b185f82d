#include "search/vfs.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/limits.h"

struct file {
    sqlite3_file base;
    struct vfs *vfs;
};

static struct vfs *vfs_of(sqlite3_file *file)
{
    return ((struct file *)file)->vfs;
}

static int file_close(sqlite3_file *file)
{
    (void)file;
    return SQLITE_OK;
}

static int file_read(sqlite3_file *file, void *bytes, int size, sqlite3_int64 offset)
{
    struct vfs *vfs = vfs_of(file);
    const uint64_t whole = peek_size(vfs->peek), at = (uint64_t)offset, wanted = (uint64_t)size;
    if (offset < 0 || wanted > vfs->left)
        return SQLITE_IOERR_READ;
    vfs->left -= wanted;
    /* What lies behind the end is zeros, as SQLite asks of a short read. */
    uint64_t there = at >= whole ? 0 : whole - at < wanted ? whole - at : wanted;
    if (there && peek_read(vfs->peek, at, bytes, (size_t)there, &vfs->fault))
        return SQLITE_IOERR_READ;
    if (there == wanted)
        return SQLITE_OK;
    memset((char *)bytes + there, 0, (size_t)(wanted - there));
    return SQLITE_IOERR_SHORT_READ;
}

static int file_write(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 offset)
{
    (void)file, (void)bytes, (void)size, (void)offset;
    return SQLITE_READONLY;
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    (void)file, (void)size;
    return SQLITE_READONLY;
}

static int file_nothing(sqlite3_file *file, int level)
{
    (void)file, (void)level;
    return SQLITE_OK;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size)
{
    *size = (sqlite3_int64)peek_size(vfs_of(file)->peek);
    return SQLITE_OK;
}

static int file_reserved(sqlite3_file *file, int *out)
{
    (void)file;
    *out = 0;
    return SQLITE_OK;
}

static int file_control(sqlite3_file *file, int operation, void *argument)
{
    (void)file, (void)operation, (void)argument;
    return SQLITE_NOTFOUND;
}

static int file_sector(sqlite3_file *file)
{
    (void)file;
    return 4096;
}

static int file_traits(sqlite3_file *file)
{
    (void)file;
    return SQLITE_IOCAP_IMMUTABLE;
}

static const sqlite3_io_methods file_methods = {
    .iVersion = 1,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_nothing,
    .xFileSize = file_size,
    .xLock = file_nothing,
    .xUnlock = file_nothing,
    .xCheckReservedLock = file_reserved,
    .xFileControl = file_control,
    .xSectorSize = file_sector,
    .xDeviceCharacteristics = file_traits,
};

/* Only the bundle's own database; temporary ones, journals and what ATTACH names are not there. */
static int open_file(sqlite3_vfs *methods, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
    file->pMethods = NULL;
    if (!(flags & SQLITE_OPEN_MAIN_DB) || !name || strcmp(name, methods->zName) != 0)
        return SQLITE_CANTOPEN;
    ((struct file *)file)->vfs = methods->pAppData;
    file->pMethods = &file_methods;
    if (out_flags)
        *out_flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB;
    return SQLITE_OK;
}

static int delete_file(sqlite3_vfs *methods, const char *name, int flush)
{
    (void)methods, (void)name, (void)flush;
    return SQLITE_READONLY;
}

static int access_file(sqlite3_vfs *methods, const char *name, int flags, int *out)
{
    (void)methods, (void)name, (void)flags;
    *out = 0;
    return SQLITE_OK;
}

static int full_name(sqlite3_vfs *methods, const char *name, int size, char *out)
{
    (void)methods;
    snprintf(out, (size_t)size, "%s", name);
    return SQLITE_OK;
}

/* Nothing here depends on chance. */
static int random_bytes(sqlite3_vfs *methods, int size, char *out)
{
    (void)methods;
    memset(out, 0x5A, (size_t)size);
    return size;
}

static int sleep_microseconds(sqlite3_vfs *methods, int microseconds)
{
    (void)methods, (void)microseconds;
    return 0;
}

static int julian_day(sqlite3_vfs *methods, double *out)
{
    (void)methods;
    *out = (double)time(NULL) / 86400.0 + 2440587.5;
    return SQLITE_OK;
}

static int last_error(sqlite3_vfs *methods, int size, char *out)
{
    (void)methods, (void)size, (void)out;
    return 0;
}

int vfs_open(struct vfs *vfs, struct peek *peek, sqlite3 **out)
{
    *out = NULL;
    vfs->peek = peek;
    snprintf(vfs->name, sizeof vfs->name, "slipcase-%p", (void *)vfs);
    vfs->methods = (sqlite3_vfs){
        .iVersion = 1,
        .szOsFile = sizeof(struct file),
        .mxPathname = sizeof vfs->name,
        .zName = vfs->name,
        .pAppData = vfs,
        .xOpen = open_file,
        .xDelete = delete_file,
        .xAccess = access_file,
        .xFullPathname = full_name,
        .xRandomness = random_bytes,
        .xSleep = sleep_microseconds,
        .xCurrentTime = julian_day,
        .xGetLastError = last_error,
    };
    vfs_allow(vfs);
    int result = sqlite3_vfs_register(&vfs->methods, 0);
    if (result)
        return result;
    result = sqlite3_open_v2(vfs->name, out, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, vfs->name);
    /* An open database keeps its own pointer to it; nobody else is to find it. */
    sqlite3_vfs_unregister(&vfs->methods);
    return result;
}

void vfs_allow(struct vfs *vfs)
{
    vfs->left = VFS_ALLOWANCE(peek_size(vfs->peek));
}
