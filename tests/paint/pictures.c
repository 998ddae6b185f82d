#include "pictures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <unistd.h>
#include <zlib.h>

#include "maker.h"
#include "paint/canvas.h"

static void add(struct buffer *buffer, const void *bytes, size_t size)
{
    if (buffer_add(buffer, bytes, size))
        abort();
}

static void fill(SDL_Surface *surface, SDL_Rect box, uint32_t color)
{
    SDL_FillRect(surface, &box, 0xFF000000u | color);
}

SDL_Surface *pictures_pattern(int width, int height)
{
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_ARGB8888);
    fill(surface, (SDL_Rect){0, 0, width / 2, height}, 0xF00000);
    fill(surface, (SDL_Rect){width / 2, 0, width - width / 2, height}, 0x0000F0);
    fill(surface, (SDL_Rect){0, 0, width, height / 4}, 0x00F000);
    return surface;
}

struct buffer pictures_jpeg(SDL_Surface *surface, int progressive)
{
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    struct buffer out = {0};
    unsigned char *bytes = NULL;
    unsigned long size = 0;
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    jpeg_mem_dest(&jpeg, &bytes, &size);
    jpeg.image_width = (JDIMENSION)surface->w;
    jpeg.image_height = (JDIMENSION)surface->h;
    jpeg.input_components = 4;
    jpeg.in_color_space = JCS_EXT_BGRX;
    jpeg_set_defaults(&jpeg);
    if (progressive)
        jpeg_simple_progression(&jpeg);
    jpeg_start_compress(&jpeg, TRUE);
    while (jpeg.next_scanline < jpeg.image_height) {
        JSAMPROW row = (JSAMPROW)surface->pixels + (size_t)jpeg.next_scanline * (size_t)surface->pitch;
        jpeg_write_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    add(&out, bytes, size);
    free(bytes);
    return out;
}

struct buffer pictures_bmp(SDL_Surface *surface)
{
    struct buffer out = {0};
    size_t room = (size_t)surface->w * (size_t)surface->h * 4 + 1024;
    char *bytes = malloc(room);
    SDL_RWops *target = SDL_RWFromMem(bytes, (int)room);
    SDL_SaveBMP_RW(surface, target, 0);
    add(&out, bytes, (size_t)SDL_RWtell(target));
    SDL_RWclose(target);
    free(bytes);
    return out;
}

struct buffer pictures_png(SDL_Surface *surface)
{
    struct buffer out = {0};
    char bytes[4096];
    const char *path = maker_path("picture.png");
    if (canvas_write_png(surface, path, NULL))
        abort();
    FILE *file = fopen(path, "rb");
    for (size_t got; (got = fread(bytes, 1, sizeof bytes, file));)
        add(&out, bytes, got);
    fclose(file);
    unlink(path);
    return out;
}

static void add_chunk(struct buffer *out, const char *kind, const void *data, uint32_t size)
{
    unsigned char number[4] = {(unsigned char)(size >> 24), (unsigned char)(size >> 16),
                               (unsigned char)(size >> 8), (unsigned char)size};
    add(out, number, 4);
    size_t from = out->size;
    add(out, kind, 4);
    add(out, data, size);
    uint32_t sum = (uint32_t)crc32(0, (const unsigned char *)out->data + from, (unsigned)(out->size - from));
    for (int i = 0; i < 4; i++)
        number[i] = (unsigned char)(sum >> (24 - 8 * i));
    add(out, number, 4);
}

struct buffer pictures_png_claim(uint32_t width, uint32_t height)
{
    struct buffer out = {0};
    unsigned char header[13] = {[8] = 8, [9] = 6};
    static const unsigned char NOTHING[11] = {0x78, 0x9C, 0x63, 0, 0, 0, 1, 0, 1};
    for (int i = 0; i < 4; i++) {
        header[i] = (unsigned char)(width >> (24 - 8 * i));
        header[4 + i] = (unsigned char)(height >> (24 - 8 * i));
    }
    add(&out, "\x89PNG\r\n\x1a\n", 8);
    add_chunk(&out, "IHDR", header, sizeof header);
    add_chunk(&out, "IDAT", NOTHING, sizeof NOTHING);
    add_chunk(&out, "IEND", "", 0);
    return out;
}

struct buffer pictures_turned(const struct buffer *jpeg, unsigned orientation)
{
    struct buffer out = {0};
    char exif[] = "\xFF\xE1\0\x22"
                  "Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0";
    exif[29] = (char)orientation;
    add(&out, jpeg->data, 2);
    add(&out, exif, 2 + 0x22);
    add(&out, jpeg->data + 2, jpeg->size - 2);
    return out;
}
