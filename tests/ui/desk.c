#include "desk.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <minizip/zip.h>

#include "search/search.h"
#include "search/writer.h"

int desk_open(void **state)
{
    struct desk *desk = calloc(1, sizeof *desk);
    struct fault fault = {0};
    if (!desk)
        return -1;
    snprintf(desk->folder, sizeof desk->folder, "/tmp/slipcase-ui-XXXXXX");
    if (!mkdtemp(desk->folder))
        return -1;
    if (fonts_open(NULL, &desk->fonts, &fault)) {
        print_error("%s\n", fault.sentence);
        return -1;
    }
    *state = desk;
    desk_size(desk, 1280, 800);
    return 0;
}

int desk_close(void **state)
{
    struct desk *desk = *state;
    char path[512];
    DIR *folder = opendir(desk->folder);
    for (struct dirent *file; folder && (file = readdir(folder));) {
        snprintf(path, sizeof path, "%s/%s", desk->folder, file->d_name);
        unlink(path);
    }
    if (folder)
        closedir(folder);
    rmdir(desk->folder);
    ui_free(desk->ui);
    fonts_close(desk->fonts);
    buffer_free(&desk->text);
    free(desk);
    return 0;
}

void desk_size(struct desk *desk, int32_t width, int32_t height)
{
    struct ui_options options = {
        .trust = desk->trust, .width = width, .height = height, .target = desk->target};
    ui_free(desk->ui);
    desk->ui = NULL;
    assert_int_equal(ui_new(desk->fonts, &options, &desk->ui, NULL), STATUS_OK);
}

static void put(zipFile zip, const char *name, const void *bytes, size_t size)
{
    zip_fileinfo info = {0};
    assert_int_equal(zipOpenNewFileInZip4_64(zip, name, &info, NULL, 0, NULL, 0, NULL, 0, 0, 0, -15, 8, 0,
                                             NULL, 0, 0, 1 << 11, 0),
                     ZIP_OK);
    assert_int_equal(zipWriteInFileInZip(zip, bytes, (unsigned)size), ZIP_OK);
    assert_int_equal(zipCloseFileInZip(zip), ZIP_OK);
}

void desk_write(struct desk *desk, const struct leaf *leaves)
{
    static int number;
    snprintf(desk->path, sizeof desk->path, "%s/book-%d.zip", desk->folder, ++number);
    zipFile zip = zipOpen64(desk->path, APPEND_STATUS_CREATE);
    assert_non_null(zip);
    for (; leaves->name; leaves++)
        put(zip, leaves->name, leaves->text, strlen(leaves->text));
    assert_int_equal(zipClose(zip, NULL), ZIP_OK);
}

void desk_picture(struct desk *desk, const char *name, SDL_Surface *surface)
{
    char path[128];
    static unsigned char bytes[65536];
    snprintf(path, sizeof path, "%s/picture.png", desk->folder);
    assert_int_equal(canvas_write_png(surface, path, NULL), STATUS_OK);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t size = fread(bytes, 1, sizeof bytes, file);
    assert_in_range(size, 1, sizeof bytes - 1);
    assert_int_equal(fclose(file), 0);
    zipFile zip = zipOpen64(desk->path, APPEND_STATUS_ADDINZIP);
    assert_non_null(zip);
    put(zip, name, bytes, size);
    assert_int_equal(zipClose(zip, NULL), ZIP_OK);
}

void desk_index(struct desk *desk)
{
    char path[128];
    struct bundle *bundle;
    snprintf(path, sizeof path, "%s/search.db", desk->folder);
    assert_int_equal(bundle_open(desk->path, &bundle, NULL), STATUS_OK);
    assert_int_equal(writer_make(bundle, path, NULL), STATUS_OK);
    bundle_close(bundle);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    size_t size = (size_t)ftell(file);
    char *bytes = malloc(size);
    assert_non_null(bytes);
    rewind(file);
    assert_int_equal(fread(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(unlink(path), 0);
    zipFile zip = zipOpen64(desk->path, APPEND_STATUS_ADDINZIP);
    assert_non_null(zip);
    put(zip, SEARCH_ENTRY, bytes, size);
    assert_int_equal(zipClose(zip, NULL), ZIP_OK);
    free(bytes);
}

void desk_damage(struct desk *desk, const char *text)
{
    FILE *file = fopen(desk->path, "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    size_t size = (size_t)ftell(file), length = strlen(text);
    char *bytes = malloc(size);
    assert_non_null(bytes);
    rewind(file);
    assert_int_equal(fread(bytes, 1, size, file), size);
    char *place = memmem(bytes, size, text, length);
    assert_non_null(place);
    assert_int_equal(fseek(file, place - bytes, SEEK_SET), 0);
    assert_int_not_equal(fputc(text[0] ^ 1, file), EOF);
    assert_int_equal(fclose(file), 0);
    free(bytes);
}

void desk_bundle(struct desk *desk, const struct leaf *leaves)
{
    desk_write(desk, leaves);
    ui_open(desk->ui, desk->path);
}

void desk_act(struct desk *desk, enum action_kind kind)
{
    struct action action = {.kind = kind};
    assert_true(ui_act(desk->ui, &action));
}

void desk_tap(struct desk *desk, int32_t x, int32_t y)
{
    struct action action = {.kind = ACTION_TAP, .x = x, .y = y};
    assert_true(ui_act(desk->ui, &action));
}

void desk_idle(struct desk *desk)
{
    uint32_t slices = 0;
    while (ui_idle(desk->ui))
        assert_in_range(++slices, 1, 1000000);
}

const char *desk_text(struct desk *desk)
{
    bool changed;
    assert_non_null(ui_picture(desk->ui, &changed));
    desk->text.size = 0;
    assert_int_equal(ui_describe(desk->ui, &desk->text), STATUS_OK);
    /* A visitor reads the names of bundles, not where they lie. */
    if (strstr(desk->text.data, desk->folder))
        fail_msg("the path %s is in:\n%s", desk->folder, desk->text.data);
    return desk->text.data;
}

static bool has_line(struct desk *desk, const char *line, bool whole)
{
    size_t length = strlen(line);
    for (const char *text = desk_text(desk); text; text = strchr(text, '\n')) {
        text += *text == '\n';
        if (!strncmp(text, line, length) && (!whole || text[length] == '\n' || !text[length]))
            return true;
    }
    return false;
}

void desk_line(struct desk *desk, const char *line)
{
    if (!has_line(desk, line, true))
        fail_msg("no line “%s” in:\n%s", line, desk->text.data);
}

void desk_no_line(struct desk *desk, const char *line)
{
    if (has_line(desk, line, true))
        fail_msg("the line “%s” is in:\n%s", line, desk->text.data);
}

void desk_begins(struct desk *desk, const char *line)
{
    if (!has_line(desk, line, false))
        fail_msg("no line begins with “%s” in:\n%s", line, desk->text.data);
}

uint64_t desk_number(struct desk *desk, const char *key)
{
    char start[64];
    snprintf(start, sizeof start, "\n%s ", key);
    const char *line = strstr(desk_text(desk), start);
    assert_non_null(line);
    return strtoull(line + strlen(start), NULL, 10);
}

char *repeat(const char *text, size_t times)
{
    size_t length = strlen(text);
    char *out = malloc(length * times + 1);
    assert_non_null(out);
    for (size_t i = 0; i < times; i++)
        memcpy(out + i * length, text, length);
    out[length * times] = '\0';
    return out;
}
