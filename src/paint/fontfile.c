#include "paint/fontfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What is read at least, and how much of that is kept: for each glyph FreeType goes back and forth between a few tables, and
 * takes a few bytes of each. */
#define BLOCK 2048
#define BLOCKS 128

struct fontfile {
    int file;
    int64_t size, at;
    int64_t held[BLOCKS];       /* where each block lies in the file; -1: nothing was read into it */
    char blocks[BLOCKS][BLOCK]; /* each is for one of every BLOCKS blocks of the file */
};

static struct fontfile *of(SDL_RWops *source)
{
    return source->hidden.unknown.data1;
}

static Sint64 source_size(SDL_RWops *source)
{
    return of(source)->size;
}

static Sint64 source_seek(SDL_RWops *source, Sint64 offset, int whence)
{
    struct fontfile *file = of(source);
    Sint64 from = whence == RW_SEEK_SET ? 0 : whence == RW_SEEK_CUR ? file->at : file->size;
    if (offset < -from || offset > file->size - from)
        return SDL_Error(SDL_EFSEEK);
    return file->at = from + offset;
}

/* False: less than that could be read. */
static bool read_whole(int file, void *out, int64_t size, int64_t at)
{
    for (int64_t done = 0; done < size;) {
        ssize_t got = pread(file, (char *)out + done, (size_t)(size - done), at + done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        done += got;
    }
    return true;
}

/* The bytes of the block that holds the place `at`; NULL: it cannot be read. */
static const char *block_of(struct fontfile *file, int64_t at)
{
    int64_t begin = at - at % BLOCK, size = file->size - begin < BLOCK ? file->size - begin : BLOCK;
    size_t i = (size_t)(begin / BLOCK % BLOCKS);
    if (file->held[i] == begin)
        return file->blocks[i];
    bool sound = read_whole(file->file, file->blocks[i], size, begin);
    file->held[i] = sound ? begin : -1;
    return sound ? file->blocks[i] : NULL;
}

static size_t source_read(SDL_RWops *source, void *out, size_t size, size_t count)
{
    struct fontfile *file = of(source);
    int64_t left = file->size - file->at;
    if (!size || count > (size_t)left / size)
        count = size ? (size_t)left / size : 0;
    int64_t wanted = (int64_t)(size * count);
    if (wanted >= BLOCK) {
        if (!read_whole(file->file, out, wanted, file->at))
            return 0;
        file->at += wanted;
        return count;
    }
    for (int64_t done = 0; done < wanted;) {
        int64_t inside = file->at % BLOCK;
        int64_t most = wanted - done < BLOCK - inside ? wanted - done : BLOCK - inside;
        const char *block = block_of(file, file->at);
        if (!block)
            return 0;
        memcpy((char *)out + done, block + inside, (size_t)most);
        file->at += most;
        done += most;
    }
    return count;
}

static size_t source_write(SDL_RWops *source, const void *bytes, size_t size, size_t count)
{
    (void)source;
    (void)bytes;
    (void)size;
    (void)count;
    return 0;
}

static int source_close(SDL_RWops *source)
{
    close(of(source)->file);
    free(of(source));
    SDL_FreeRW(source);
    return 0;
}

SDL_RWops *fontfile_open(const char *path)
{
    struct stat about;
    struct fontfile *file = malloc(sizeof *file);
    SDL_RWops *source = SDL_AllocRW();
    int number = open(path, O_RDONLY | O_CLOEXEC);
    if (!file || !source || number < 0 || fstat(number, &about)) {
        if (number >= 0)
            close(number);
        if (source)
            SDL_FreeRW(source);
        free(file);
        return NULL;
    }
    file->file = number;
    file->size = about.st_size;
    file->at = 0;
    for (int i = 0; i < BLOCKS; i++)
        file->held[i] = -1;
    source->size = source_size;
    source->seek = source_seek;
    source->read = source_read;
    source->write = source_write;
    source->close = source_close;
    source->hidden.unknown.data1 = file;
    return source;
}
