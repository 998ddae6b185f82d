#include "paint/jpeg.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>

#include <jerror.h>

#include "base/limits.h"

/* A progressive file may refine itself in this many scans; each costs a pass over all coefficients. */
#define SCANS_MOST 200

struct reader {
    struct jpeg_decompress_struct jpeg;
    struct jpeg_error_mgr errors;
    struct jpeg_progress_mgr progress;
    jmp_buf failed;
    SDL_Surface *surface;
    uint32_t sound_rows; /* of the surface: those above where the file breaks off */
};

static void on_error(j_common_ptr jpeg)
{
    struct reader *reader = jpeg->client_data;
    longjmp(reader->failed, 1);
}

/* libjpeg makes up what is missing, in gray. In the first scan that is everything below; later scans only refine. */
static void on_message(j_common_ptr common, int level)
{
    struct reader *reader = common->client_data;
    struct jpeg_decompress_struct *jpeg = &reader->jpeg;
    int code = reader->errors.msg_code;
    if (level >= 0)
        return;
    reader->errors.num_warnings++;
    bool ends = code == JWRN_JPEG_EOF || (code == JWRN_HIT_MARKER && jpeg->unread_marker == JPEG_EOI);
    if (!ends || jpeg->input_scan_number > 1 || reader->sound_rows != UINT32_MAX)
        return;
    /* scale_num eighths of the 8 rows of each block */
    reader->sound_rows = jpeg->input_iMCU_row * (uint32_t)jpeg->max_v_samp_factor * jpeg->scale_num;
}

static void on_progress(j_common_ptr common)
{
    struct reader *reader = common->client_data;
    if (reader->jpeg.input_scan_number > SCANS_MOST)
        on_error(common);
}

/* The largest reduction (eighths) that still gives the wanted size. */
static unsigned choose_scale(const struct jpeg_decompress_struct *jpeg, uint32_t width, uint32_t height)
{
    for (unsigned eighths = 1; eighths < 8; eighths *= 2) {
        if ((uint64_t)jpeg->image_width * eighths >= (uint64_t)width * 8 &&
            (uint64_t)jpeg->image_height * eighths >= (uint64_t)height * 8)
            return eighths;
    }
    return 8;
}

/* CMYK as Adobe stores it, inverted. */
static void convert_cmyk(uint8_t *row, uint32_t width)
{
    for (uint32_t x = 0; x < width; x++) {
        uint8_t *at = row + (size_t)x * 4;
        uint32_t black = at[3];
        uint32_t pixel =
            0xFF000000u | (at[0] * black / 255) << 16 | (at[1] * black / 255) << 8 | at[2] * black / 255;
        *(uint32_t *)at = pixel;
    }
}

static void decode(struct reader *reader, uint32_t width, uint32_t height)
{
    struct jpeg_decompress_struct *jpeg = &reader->jpeg;
    jpeg_read_header(jpeg, TRUE);
    bool cmyk = jpeg->num_components == 4;
    jpeg->out_color_space = cmyk ? JCS_CMYK : JCS_EXT_BGRA;
    jpeg->scale_denom = 8;
    jpeg->scale_num = choose_scale(jpeg, width, height);
    jpeg_calc_output_dimensions(jpeg);
    while (jpeg->scale_num > 1 && (uint64_t)jpeg->output_width * jpeg->output_height > LIMIT_PICTURE_PIXELS) {
        jpeg->scale_num /= 2;
        jpeg_calc_output_dimensions(jpeg);
    }
    if ((uint64_t)jpeg->output_width * jpeg->output_height > LIMIT_PICTURE_PIXELS)
        return;
    jpeg_start_decompress(jpeg);
    reader->surface = SDL_CreateRGBSurfaceWithFormat(0, (int)jpeg->output_width, (int)jpeg->output_height, 32,
                                                     SDL_PIXELFORMAT_ARGB8888);
    if (!reader->surface)
        return;
    while (jpeg->output_scanline < jpeg->output_height) {
        JSAMPROW row = (JSAMPROW)reader->surface->pixels +
                       (size_t)jpeg->output_scanline * (size_t)reader->surface->pitch;
        jpeg_read_scanlines(jpeg, &row, 1);
        if (cmyk)
            convert_cmyk(row, jpeg->output_width);
    }
    jpeg_finish_decompress(jpeg);
}

/* Apart from its caller, so that what the reader has when an error jumps back here is well defined. */
static bool read_source(struct reader *reader, const void *bytes, size_t size, uint32_t width,
                        uint32_t height)
{
    if (setjmp(reader->failed))
        return false;
    jpeg_create_decompress(&reader->jpeg);
    reader->jpeg.progress = &reader->progress;
    reader->jpeg.mem->max_memory_to_use = (long)LIMIT_PICTURE_PIXELS * 4;
    jpeg_mem_src(&reader->jpeg, bytes, size);
    decode(reader, width, height);
    return reader->errors.num_warnings == 0;
}

/* Makes the rows that were not decoded transparent. */
static void clear_missing(struct reader *reader)
{
    SDL_Surface *surface = reader->surface;
    if (!surface || reader->sound_rows >= (uint32_t)surface->h)
        return;
    size_t sound = (size_t)reader->sound_rows * (size_t)surface->pitch;
    memset((uint8_t *)surface->pixels + sound, 0, (size_t)surface->h * (size_t)surface->pitch - sound);
}

SDL_Surface *jpeg_decode(const void *bytes, size_t size, uint32_t width, uint32_t height, bool *damaged)
{
    struct reader reader = {.sound_rows = UINT32_MAX};
    reader.jpeg.err = jpeg_std_error(&reader.errors);
    reader.errors.error_exit = on_error;
    reader.errors.emit_message = on_message;
    reader.progress.progress_monitor = on_progress;
    reader.jpeg.client_data = &reader;
    /* What was read before an error is still to be seen. */
    *damaged = !read_source(&reader, bytes, size, width, height);
    jpeg_destroy_decompress(&reader.jpeg);
    clear_missing(&reader);
    return reader.surface;
}
