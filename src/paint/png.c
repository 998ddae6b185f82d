#include <errno.h>
#include <png.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/messages.h"
#include "paint/png.h"
#include "paint/row.h"

SDL_Surface *png_decode(const void *bytes, size_t size)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    SDL_Surface *surface = NULL;
    if (!png_image_begin_read_from_memory(&image, bytes, size))
        return NULL;
    image.format = SDL_BYTEORDER == SDL_LIL_ENDIAN ? PNG_FORMAT_BGRA : PNG_FORMAT_ARGB;
    image.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;
    if ((uint64_t)image.width * image.height <= LIMIT_PICTURE_PIXELS)
        surface = SDL_CreateRGBSurfaceWithFormat(0, (int)image.width, (int)image.height, 32,
                                                 SDL_PIXELFORMAT_ARGB8888);
    if (surface && !png_image_finish_read(&image, NULL, surface->pixels, surface->pitch, NULL)) {
        SDL_FreeSurface(surface);
        surface = NULL;
    }
    png_image_free(&image);
    return surface;
}

/* As libpng takes them: three bytes each. */
static void convert_row(const uint32_t *in, int32_t width, png_bytep out)
{
    for (int32_t x = 0; x < width; x++, out += 3) {
        out[0] = (png_byte)(in[x] >> 16);
        out[1] = (png_byte)(in[x] >> 8);
        out[2] = (png_byte)in[x];
    }
}

static enum status write_picture(png_structp png, const struct png_picture *picture, png_bytep out)
{
    for (int32_t top = 0; top < picture->height;) {
        SDL_Surface *rows = picture->rows(picture->data, top);
        if (!rows)
            return STATUS_NO_MEMORY;
        for (int32_t y = 0; y < rows->h; y++) {
            const uint32_t *in = surface_row(rows, y);
            /* Most rows of a page are the one above again. */
            if (!y || memcmp(in, surface_row(rows, y - 1), (size_t)picture->width * 4) != 0)
                convert_row(in, picture->width, out);
            png_write_row(png, out);
        }
        top += rows->h;
    }
    return STATUS_OK;
}

/* RGB, 8 bits, no text and no time in it: the same picture gives the same bytes. */
static enum status write_rows(png_structp png, png_infop info, const struct png_picture *picture, FILE *file)
{
    png_bytep row = malloc((size_t)picture->width * 3 + 1);
    if (!row)
        return STATUS_NO_MEMORY;
    if (setjmp(png_jmpbuf(png))) {
        free(row);
        return STATUS_IO;
    }
    png_init_io(png, file);
    png_set_IHDR(png, info, (png_uint_32)picture->width, (png_uint_32)picture->height, 8, PNG_COLOR_TYPE_RGB,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_compression_level(png, 2);
    /* zlib goes through its whole hash table for every 32 KB: a small one finds as much on a page. */
    png_set_compression_mem_level(png, 5);
    png_set_filter(png, 0, PNG_FILTER_NONE);
    png_write_info(png, info);
    enum status status = write_picture(png, picture, row);
    if (!status)
        png_write_end(png, NULL);
    free(row);
    return status;
}

/* What went wrong is said once, by whoever asked for the file. */
static void write_failed(png_structp png, png_const_charp message)
{
    (void)message;
    png_longjmp(png, 1);
}

static enum status write_png(const struct png_picture *picture, FILE *file)
{
    enum status status = STATUS_NO_MEMORY;
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, write_failed, NULL);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    if (info)
        status = write_rows(png, info, picture, file);
    png_destroy_write_struct(&png, &info);
    if (!status && fflush(file))
        status = STATUS_IO;
    return status;
}

static enum status cannot_write(struct fault *fault, const char *path, int error)
{
    return fault_set(fault, error == EACCES || error == EPERM || error == EROFS ? STATUS_DENIED : STATUS_IO,
                     _("“%s” cannot be written: %s."), path, strerror(error));
}

/* The file beside `path` that becomes it; it has the mode that a new file would have. */
static FILE *open_beside(const char *path, struct buffer *name)
{
    if (buffer_print(name, "%s.XXXXXX", path)) {
        errno = ENOMEM;
        return NULL;
    }
    int file = mkstemp(name->data);
    if (file < 0)
        return NULL;
    mode_t mask = umask(0);
    umask(mask);
    FILE *stream = fchmod(file, 0666 & ~mask) ? NULL : fdopen(file, "wb");
    if (!stream) {
        close(file);
        unlink(name->data);
    }
    return stream;
}

static enum status write_file(const struct png_picture *picture, const char *path, struct fault *fault)
{
    struct buffer name = {0};
    struct stat about;
    /* A device or pipe is written to, not replaced. */
    bool direct = !stat(path, &about) && !S_ISREG(about.st_mode);
    errno = 0;
    FILE *file = direct ? fopen(path, "wb") : open_beside(path, &name);
    enum status status = file ? write_png(picture, file) : cannot_write(fault, path, errno);
    if (file) {
        int error = status == STATUS_IO ? errno : 0;
        if (fclose(file) && !error)
            error = errno;
        if (!error && !status && !direct && rename(name.data, path))
            error = errno;
        if (error)
            status = cannot_write(fault, path, error);
        else if (status)
            fault_no_memory(fault);
        if (status && !direct)
            unlink(name.data);
    }
    buffer_free(&name);
    return status;
}

enum status png_write(const struct png_picture *picture, const char *path, struct fault *fault)
{
    if (strcmp(path, "-") != 0)
        return write_file(picture, path, fault);
    enum status status = write_png(picture, stdout);
    if (status == STATUS_IO)
        return cannot_write(fault, _("standard output"), errno ? errno : EIO);
    return status ? fault_no_memory(fault) : STATUS_OK;
}
