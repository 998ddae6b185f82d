#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "maker.h"
#include "paint/canvas.h"
#include "paint/image.h"
#include "paint/picture.h"
#include "paint/qr.h"
#include "pictures.h"

/* A bundle of one article and one picture. */
struct case_bundle {
    struct bundle *bundle;
    uint32_t entry;
};

static struct case_bundle open_bundle(const char *name, const struct buffer *picture)
{
    struct maker maker = {0};
    struct case_bundle out = {0};
    struct fault fault = {0};
    const char *path = maker_path("pictures.zip");
    maker_add_text(&maker, "README.md", "# Pictures\n");
    maker_add(&maker, &(struct maker_entry){.name = name, .data = picture->data, .size = picture->size});
    maker_end(&maker, NULL, 0, false);
    maker_write(&maker, path);
    if (bundle_open(path, &out.bundle, &fault))
        fail_msg("%s", fault.sentence);
    out.entry = bundle_find(out.bundle, name);
    assert_int_not_equal(out.entry, ENTRY_NONE);
    return out;
}

static uint32_t pixel(SDL_Surface *surface, int x, int y)
{
    return ((uint32_t *)((uint8_t *)surface->pixels + (size_t)y * (size_t)surface->pitch))[x];
}

static void assert_near(uint32_t got, uint32_t expected)
{
    for (int shift = 0; shift < 32; shift += 8) {
        int difference = (int)(got >> shift & 0xFF) - (int)(expected >> shift & 0xFF);
        if (abs(difference) > 24)
            fail_msg("%08X instead of %08X", got, expected);
    }
}

/* The pattern of pictures_pattern, upright. */
static void assert_pattern(SDL_Surface *surface)
{
    int width = surface->w, height = surface->h;
    assert_near(pixel(surface, width / 4, height / 2), 0xFFF00000);
    assert_near(pixel(surface, width * 3 / 4, height / 2), 0xFF0000F0);
    assert_near(pixel(surface, width / 4, height / 10), 0xFF00F000);
    assert_near(pixel(surface, width * 3 / 4, height / 10), 0xFF00F000);
}

static SDL_Surface *load(const char *name, struct buffer *picture, int width, int height)
{
    SDL_Surface *surface = NULL;
    struct fault fault = {0};
    struct case_bundle made = open_bundle(name, picture);
    struct image_look look = {.width = width, .height = height, .ground = 0xFFFFFF};
    if (image_load(made.bundle, made.entry, &look, &surface, &fault))
        fail_msg("%s", fault.sentence);
    assert_int_equal(surface->w, width);
    assert_int_equal(surface->h, height);
    bundle_close(made.bundle);
    return surface;
}

static void kinds_are_decoded_and_scaled(void **state)
{
    (void)state;
    static const struct {
        int width, height;
    } SIZES[] = {{30, 20}, {300, 200}, {600, 400}, {37, 91}, {1, 1}};
    SDL_Surface *pattern = pictures_pattern(300, 200);
    struct buffer files[] = {pictures_png(pattern), pictures_jpeg(pattern, 0), pictures_jpeg(pattern, 1),
                             pictures_bmp(pattern)};
    static const char *const NAMES[] = {"a.png", "b.jpg", "c.jpeg", "d.bmp"};
    for (size_t i = 0; i < 4; i++) {
        for (size_t j = 0; j < sizeof SIZES / sizeof *SIZES; j++) {
            SDL_Surface *surface = load(NAMES[i], &files[i], SIZES[j].width, SIZES[j].height);
            if (surface->w > 1)
                assert_pattern(surface);
            SDL_FreeSurface(surface);
        }
        buffer_free(&files[i]);
    }
    SDL_FreeSurface(pattern);
}

static void svg_is_drawn_at_its_place(void **state)
{
    (void)state;
    static const char SVG[] =
        "<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 20'>"
        "<rect width='20' height='20' fill='#f00000'/><rect x='20' width='20' height='20' fill='#0000f0'/>"
        "<rect width='40' height='5' fill='#00f000'/></svg>";
    struct buffer file = {0};
    assert_int_equal(buffer_add(&file, SVG, sizeof SVG - 1), 0);
    SDL_Surface *surface = load("a.svg", &file, 400, 200);
    assert_pattern(surface);
    SDL_FreeSurface(surface);
    buffer_free(&file);
}

/* An article with the file in a picture's address, as a saved page or an exported note has it. */
static struct bundle *enclose(const char *before, const struct buffer *file, const char *after)
{
    static const char LETTERS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    struct maker maker = {0};
    struct buffer text = {0};
    struct bundle *bundle = NULL;
    assert_int_equal(buffer_print(&text, "%s", before), 0);
    for (size_t at = 0; at < file->size; at += 3) {
        size_t left = file->size - at;
        uint32_t three = 0;
        for (size_t i = 0; i < 3; i++)
            three = three << 8 | (i < left ? (uint8_t)file->data[at + i] : 0);
        for (size_t i = 0; i < 4; i++)
            assert_int_equal(buffer_add(&text, i <= left ? &LETTERS[three >> (18 - 6 * i) & 63] : "=", 1), 0);
    }
    assert_int_equal(buffer_print(&text, "%s", after), 0);
    maker_add(&maker, &(struct maker_entry){.name = "a.md", .data = text.data, .size = text.size});
    maker_end(&maker, NULL, 0, false);
    const char *path = maker_path("enclosed.zip");
    maker_write(&maker, path);
    assert_int_equal(bundle_open(path, &bundle, NULL), 0);
    buffer_free(&text);
    return bundle;
}

static const struct picture *first_picture(struct article *article)
{
    for (const struct block *block = article_first(article); block; block = article_after(block)) {
        if (block->picture)
            return block->picture;
        for (uint32_t i = 0; i < block->text.span_count; i++)
            if (block->text.spans[i].picture)
                return block->text.spans[i].picture;
    }
    return NULL;
}

static void pictures_in_their_own_addresses_are_decoded(void **state)
{
    (void)state;
    static const struct {
        const char *before, *after;
    } FORMS[] = {{"# A\n\n![b](data:image/png;base64,", ")\n"},
                 {"# A\n\nc ![b][1]\n\n[1]: <data:image/png;base64,", ">\n"},
                 {"<p>c<img src='data:image/png;base64,", "'>"}};
    SDL_Surface *pattern = pictures_pattern(300, 200), *surface;
    struct buffer files[] = {pictures_png(pattern), pictures_jpeg(pattern, 0), pictures_bmp(pattern)};
    struct picture_sizes sizes = {0};
    for (size_t i = 0; i < 9; i++) {
        int width, height;
        struct article *article = NULL;
        struct bundle *bundle = enclose(FORMS[i % 3].before, &files[i / 3], FORMS[i % 3].after);
        assert_int_equal(article_open(bundle, bundle_find(bundle, "a.md"), &article, NULL), 0);
        while (!article_complete(article))
            assert_int_equal(article_more(article, NULL), 0);
        const struct picture *picture = first_picture(article);
        assert_non_null(picture);
        assert_non_null(picture->enclosed);
        assert_int_equal(picture->enclosed->size, files[i / 3].size);
        assert_true(picture_size(&sizes, article, picture, &width, &height));
        assert_int_equal(width, 300);
        assert_int_equal(height, 200);
        assert_int_equal(image_show_enclosed(picture->enclosed, (SDL_Point){60, 40}, THEME_DAY, &surface), 0);
        assert_pattern(surface);
        SDL_FreeSurface(surface);
        article_close(article);
        bundle_close(bundle);
    }
    for (size_t i = 0; i < 3; i++)
        buffer_free(&files[i]);
    SDL_FreeSurface(pattern);
}

/* What goes past LIMIT_ENCLOSED is missing, and its words stay; a file that is no picture is none. */
static void too_much_in_addresses_is_missing(void **state)
{
    (void)state;
    int width, height;
    struct article *article = NULL;
    struct picture_sizes sizes = {0};
    struct buffer much = {0};
    assert_int_equal(buffer_reserve(&much, LIMIT_ENCLOSED + 3), 0);
    memset(much.data, 0, LIMIT_ENCLOSED + 3);
    for (much.size = LIMIT_ENCLOSED - 6; much.size <= LIMIT_ENCLOSED + 3; much.size += 9) {
        struct bundle *bundle = enclose("<p><img alt='b' src='data:image/png;base64,", &much, "'>");
        assert_int_equal(article_open(bundle, bundle_find(bundle, "a.md"), &article, NULL), 0);
        const struct picture *picture = first_picture(article);
        assert_non_null(picture);
        assert_string_equal(picture->source, "data:image/png");
        assert_string_equal(picture->text, "b");
        assert_int_equal(picture->enclosed != NULL, much.size < LIMIT_ENCLOSED);
        assert_false(picture_size(&sizes, article, picture, &width, &height));
        article_close(article);
        bundle_close(bundle);
    }
    buffer_free(&much);
}

static void exif_turns_the_picture_upright(void **state)
{
    (void)state;
    /* How the upright pattern is stored for orientation 6 and 8: turned left, turned right; 3: upside down. */
    SDL_Surface *upright = pictures_pattern(80, 40);
    for (unsigned orientation = 1; orientation <= 8; orientation++) {
        bool turned = orientation >= 5;
        SDL_Surface *stored = SDL_CreateRGBSurfaceWithFormat(0, turned ? 40 : 80, turned ? 80 : 40, 32,
                                                             SDL_PIXELFORMAT_ARGB8888);
        /* Exif 2.3: where the stored row 0 and column 0 lie in what is shown. */
        static const struct {
            bool row_bottom, column_right, swapped;
        } PLACES[9] = {[1] = {0, 0, 0}, [2] = {0, 1, 0}, [3] = {1, 1, 0}, [4] = {1, 0, 0},
                       [5] = {0, 0, 1}, [6] = {1, 0, 1}, [7] = {1, 1, 1}, [8] = {0, 1, 1}};
        for (int row = 0; row < stored->h; row++) {
            for (int column = 0; column < stored->w; column++) {
                int y = PLACES[orientation].row_bottom ? stored->h - 1 - row : row;
                int x = PLACES[orientation].column_right ? stored->w - 1 - column : column;
                ((uint32_t *)((uint8_t *)stored->pixels + (size_t)row * (size_t)stored->pitch))[column] =
                    turned ? pixel(upright, y, x) : pixel(upright, x, y);
            }
        }
        struct buffer jpeg = pictures_jpeg(stored, 0), file = pictures_turned(&jpeg, orientation);
        struct header header;
        assert_true(header_read(file.data, file.size, &header));
        assert_int_equal(header.orientation, orientation);
        assert_int_equal(header_width(&header), 80);
        assert_int_equal(header_height(&header), 40);
        SDL_Surface *shown = load("turned.jpg", &file, 80, 40);
        assert_pattern(shown);
        SDL_FreeSurface(shown);
        SDL_FreeSurface(stored);
        buffer_free(&jpeg);
        buffer_free(&file);
    }
    SDL_FreeSurface(upright);
}

static void transparency_shows_the_ground(void **state)
{
    (void)state;
    SDL_Surface *clear = SDL_CreateRGBSurfaceWithFormat(0, 8, 8, 32, SDL_PIXELFORMAT_ARGB8888);
    SDL_FillRect(clear, NULL, 0x80000000);
    struct buffer file = pictures_bmp(clear); /* SDL keeps the alpha */
    SDL_Surface *surface = load("half.bmp", &file, 8, 8);
    assert_near(pixel(surface, 4, 4), 0xFF7F7F7F);
    SDL_FreeSurface(surface);
    SDL_FreeSurface(clear);
    buffer_free(&file);
}

static void refuses(const char *name, const struct buffer *file, enum status expected)
{
    struct fault fault = {0};
    struct case_bundle made = open_bundle(name, file);
    assert_int_equal(canvas_try_picture(made.bundle, made.entry, &fault), expected);
    assert_non_null(strstr(fault.sentence, name));
    bundle_close(made.bundle);
}

static void bombs_are_refused_before_decoding(void **state)
{
    (void)state;
    static const struct {
        uint32_t width, height;
        enum status status;
    } CLAIMS[] = {
        {30000, 30000, STATUS_LIMIT},  {LIMIT_PICTURE_SIDE + 1, 1, STATUS_LIMIT},
        {1, 0x7FFFFFFF, STATUS_LIMIT}, {4001, 4000, STATUS_LIMIT},
        {4000, 4000, STATUS_CORRUPT}, /* allowed, but nothing is in it */
    };
    for (size_t i = 0; i < sizeof CLAIMS / sizeof *CLAIMS; i++) {
        struct buffer file = pictures_png_claim(CLAIMS[i].width, CLAIMS[i].height);
        refuses("bomb.png", &file, CLAIMS[i].status);
        buffer_free(&file);
    }
}

static void broken_files_are_named(void **state)
{
    (void)state;
    SDL_Surface *pattern = pictures_pattern(300, 200);
    struct buffer png = pictures_png(pattern), jpeg = pictures_jpeg(pattern, 0), text = {0};
    png.size = png.size / 2;
    jpeg.size = jpeg.size * 3 / 4;
    assert_int_equal(buffer_print(&text, "this is no picture"), 0);
    refuses("cut.png", &png, STATUS_CORRUPT);
    refuses("cut.jpg", &jpeg, STATUS_CORRUPT);
    refuses("text.png", &text, STATUS_UNSUPPORTED);
    buffer_free(&png);
    buffer_free(&jpeg);
    buffer_free(&text);
    SDL_FreeSurface(pattern);
}

/* For reading, what is left of a JPEG is shown, and the panel's colour below it instead of what libjpeg makes up. */
static void cut_jpeg_is_shown_as_far_as_it_goes(void **state)
{
    (void)state;
    SDL_Surface *pattern = pictures_pattern(300, 200);
    for (int progressive = 0; progressive < 2; progressive++) {
        for (int scale = 1; scale <= 4; scale *= 2) {
            SDL_Surface *surface = NULL;
            struct buffer jpeg = pictures_jpeg(pattern, progressive);
            jpeg.size = jpeg.size * 3 / 4;
            struct case_bundle made = open_bundle("cut.jpg", &jpeg);
            struct image_look look = {.width = 300 / scale,
                                      .height = 200 / scale,
                                      .ground = 0xFFFFFF,
                                      .missing = 0xF0EEE7,
                                      .lenient = true};
            assert_int_equal(image_load(made.bundle, made.entry, &look, &surface, NULL), 0);
            assert_near(pixel(surface, 10, 2), 0xFF00F000);
            /* A progressive one is coarse, but whole. */
            for (int y = 0; y < surface->h && !progressive; y++) {
                uint32_t here = pixel(surface, surface->w / 2 + 20, y);
                bool gray = abs((int)(here & 0xFF) - 128) < 12 && abs((int)(here >> 8 & 0xFF) - 128) < 12;
                assert_false(gray);
            }
            if (!progressive)
                assert_int_equal(pixel(surface, 10, surface->h - 2), 0xFFF0EEE7);
            SDL_FreeSurface(surface);
            bundle_close(made.bundle);
            buffer_free(&jpeg);
        }
    }
    SDL_FreeSurface(pattern);
}

/* Runs `work` with standard error going to a file, and returns how much came there. */
static long said_on_stderr(void (*work)(void))
{
    FILE *file = tmpfile();
    int kept = dup(STDERR_FILENO);
    assert_true(file && kept >= 0);
    fflush(stderr);
    dup2(fileno(file), STDERR_FILENO);
    work();
    fflush(stderr);
    dup2(kept, STDERR_FILENO);
    close(kept);
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    fclose(file);
    return size;
}

static void load_damaged_png(void)
{
    SDL_Surface *pattern = pictures_pattern(60, 40);
    struct buffer png = pictures_png(pattern);
    for (size_t at = 40; at < png.size; at += 11) {
        png.data[at] = (char)~png.data[at];
        struct case_bundle made = open_bundle("a.png", &png);
        struct fault fault = {0};
        enum status status = canvas_try_picture(made.bundle, made.entry, &fault);
        assert_true(status != STATUS_NO_MEMORY);
        bundle_close(made.bundle);
    }
    buffer_free(&png);
    SDL_FreeSurface(pattern);
}

static void damaged_png_is_told_only_in_our_words(void **state)
{
    (void)state;
    assert_int_equal(said_on_stderr(load_damaged_png), 0);
}

static void every_cut_and_flip_is_harmless(void **state)
{
    (void)state;
    SDL_Surface *pattern = pictures_pattern(24, 16);
    struct buffer files[] = {pictures_png(pattern), pictures_jpeg(pattern, 1), pictures_bmp(pattern)};
    for (size_t i = 0; i < 3; i++) {
        struct header header;
        for (size_t size = 0; size <= files[i].size; size++) {
            char *exact = malloc(size + !size);
            memcpy(exact, files[i].data, size);
            header_read(exact, size, &header);
            free(exact);
        }
        for (size_t at = 0; at < files[i].size && at < 700; at += 7) {
            char kept = files[i].data[at];
            files[i].data[at] = (char)~kept;
            struct case_bundle made = open_bundle("flipped.png", &files[i]);
            struct fault fault = {0};
            enum status status = canvas_try_picture(made.bundle, made.entry, &fault);
            assert_true(!status || fault.sentence[0]);
            bundle_close(made.bundle);
            files[i].data[at] = kept;
        }
        buffer_free(&files[i]);
    }
    SDL_FreeSurface(pattern);
}

static void headers_say_their_size(void **state)
{
    (void)state;
    static const struct {
        enum header_format format;
        uint32_t width, height;
        const char *bytes;
        size_t size;
    } HEADERS[] = {
#define BYTES(text) text, sizeof(text) - 1
        {HEADER_GIF, 300, 200,
         BYTES("GIF89a\x2C\x01\xC8\0\0\0\0!\xF9\x04\0\0\0\0\0,\0\0\0\0\x2C\x01\xC8\0\0")},
        {HEADER_WEBP, 301, 201, BYTES("RIFF....WEBPVP8X....\0\0\0\0\x2C\x01\0\xC8\0\0")},
        {HEADER_WEBP, 300, 200, BYTES("RIFF....WEBPVP8 ....\0\0\0\x9D\x01\x2A\x2C\x01\xC8\0")},
        {HEADER_WEBP, 301, 201, BYTES("RIFF....WEBPVP8L....\x2F\x2C\x01\x32\0.....")},
        {HEADER_SVG, 120, 80, BYTES("<svg width=\"120px\" height='80'>")},
        {HEADER_SVG, 40, 20, BYTES("<!-- a --><svg viewBox=\"0 0 40 20\">")},
        {HEADER_SVG, 80, 40, BYTES("<svg width=\"80\" viewBox=\"0,0,40,20\">")},
        {HEADER_SVG, 40, 20, BYTES("<svg width=\"100%\" viewBox=\"0 0 40 20\">")},
#undef BYTES
    };
    for (size_t i = 0; i < sizeof HEADERS / sizeof *HEADERS; i++) {
        struct header header;
        assert_true(header_read(HEADERS[i].bytes, HEADERS[i].size, &header));
        assert_int_equal(header.format, HEADERS[i].format);
        assert_int_equal(header.width, HEADERS[i].width);
        assert_int_equal(header.height, HEADERS[i].height);
    }
    struct header header;
    /* A frame larger than its screen would be allocated as it claims. */
    assert_false(header_read("GIF89a\1\0\1\0\0\0\0,\0\0\0\0\xFF\xFF\xFF\xFF\0", 23, &header));
    assert_false(header_read("", 0, &header));
}

static void qr_code_is_black_on_white(void **state)
{
    (void)state;
    int side = qr_side("https://example.org/");
    assert_in_range(side, 100, 400);
    SDL_Surface *surface = qr_draw("https://example.org/", side, side);
    assert_non_null(surface);
    for (int i = 0; i < side; i++)
        assert_int_equal(pixel(surface, i, 3), 0xFFFFFFFF); /* the quiet zone */
    int module = side / 33;                                 /* version 3, 25 modules and 8, or smaller */
    assert_int_equal(pixel(surface, module * 4 + 3, module * 4 + 3), 0xFF000000); /* the finder's corner */
    SDL_FreeSurface(surface);
    assert_null(qr_draw("https://example.org/", 20, 20));
    char *longest = calloc(5001, 1);
    memset(longest, 'a', 5000);
    assert_int_equal(qr_side(longest), 0);
    assert_null(qr_draw(longest, 1000, 1000));
    free(longest);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_are_decoded_and_scaled),
        cmocka_unit_test(svg_is_drawn_at_its_place),
        cmocka_unit_test(pictures_in_their_own_addresses_are_decoded),
        cmocka_unit_test(too_much_in_addresses_is_missing),
        cmocka_unit_test(exif_turns_the_picture_upright),
        cmocka_unit_test(transparency_shows_the_ground),
        cmocka_unit_test(bombs_are_refused_before_decoding),
        cmocka_unit_test(broken_files_are_named),
        cmocka_unit_test(every_cut_and_flip_is_harmless),
        cmocka_unit_test(headers_say_their_size),
        cmocka_unit_test(cut_jpeg_is_shown_as_far_as_it_goes),
        cmocka_unit_test(damaged_png_is_told_only_in_our_words),
        cmocka_unit_test(qr_code_is_black_on_white),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
