/* The panel's size, screens that come and go, and its light, in a folder that looks like the kernel's. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "platform/panel.h"
#include "platform/window.h"

static char top[64];

static void put(const char *path, const void *bytes, size_t size)
{
    char whole[256];
    snprintf(whole, sizeof whole, "%s/%s", top, path);
    for (char *slash = whole + strlen(top) + 1; (slash = strchr(slash, '/')); slash++) {
        *slash = '\0';
        mkdir(whole, 0700);
        *slash = '/';
    }
    FILE *file = fopen(whole, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

static void text(const char *path, const char *bytes)
{
    put(path, bytes, strlen(bytes));
}

static int set_up(void **state)
{
    (void)state;
    snprintf(top, sizeof top, "/tmp/slipcase-panel-XXXXXX");
    return mkdtemp(top) ? 0 : -1;
}

static int tear_down(void **state)
{
    char command[128];
    (void)state;
    snprintf(command, sizeof command, "rm -r '%s'", top);
    return system(command);
}

/* A base block: centimetres, and the first timing's millimetres when it has one. */
static void put_edid(int32_t cm_width, int32_t cm_height, int32_t width, int32_t height)
{
    unsigned char edid[128] = {0, 255, 255, 255, 255, 255, 255, 0};
    edid[21] = (unsigned char)cm_width;
    edid[22] = (unsigned char)cm_height;
    edid[54] = width ? 1 : 0;
    edid[66] = (unsigned char)width;
    edid[67] = (unsigned char)height;
    edid[68] = (unsigned char)((width >> 8) << 4 | height >> 8);
    put("class/drm/card0-HDMI-A-1/edid", edid, sizeof edid);
}

static void size_of_the_connected_screen(void **state)
{
    static const struct {
        int32_t cm_width, cm_height, width, height, expected_width, expected_height;
    } rows[] = {
        {22, 14, 217, 136, 217, 136}, {52, 32, 521, 320, 521, 320}, {22, 14, 0, 0, 220, 140},
        {16, 9, 160, 90, 0, 0},       {52, 29, 160, 90, 520, 290},  {0, 0, 0, 0, 0, 0},
        {0, 0, 1600, 900, 0, 0},      {70, 0, 0, 0, 0, 0},
    };
    (void)state;
    assert_int_equal(panel_edid(top).width, 0);
    text("class/drm/card0/status", "connected\n");
    text("class/drm/card0-VGA-1/status", "disconnected\n");
    text("class/drm/card0-VGA-1/edid", "");
    text("class/drm/card0-HDMI-A-1/status", "connected\n");
    text("class/drm/card0-HDMI-A-1/edid", "no more than this");
    assert_int_equal(panel_edid(top).width, 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        put_edid(rows[i].cm_width, rows[i].cm_height, rows[i].width, rows[i].height);
        struct panel_size size = panel_edid(top);
        assert_int_equal(size.width, rows[i].expected_width);
        assert_int_equal(size.height, rows[i].expected_height);
    }
    put_edid(22, 14, 217, 136);
    text("class/drm/card0-HDMI-A-1/status", "disconnected\n");
    assert_int_equal(panel_edid(top).width, 0);
}

static void nine_millimetres(void **state)
{
    static const struct {
        struct panel_size size;
        int32_t width, height, target;
    } rows[] = {
        {{74, 49}, 480, 320, 59},                                     /* 3.5 inch, 165 dpi */
        {{217, 136}, 1280, 800, 54},                                  /* 10.1 inch, 149 dpi */
        {{136, 217}, 800, 1280, 54},                                  /* turned */
        {{521, 293}, 1920, 1080, 34},                                 /* 24 inch */
        {{154, 86}, 800, 480, 51},                                    /* 7 inch */
        {{0, 0}, 1280, 800, 0},                                       /* not known */
        {{1, 1}, 1280, 800, 0},                                       /* not true */
        {{60000, 40000}, 1280, 800, 0}, {{150, 84}, 3840, 2160, 232}, /* a telephone's */
        {{136, 217}, 1280, 800, 54},                                  /* told of the other way up */
        {{60, 30}, 320, 160, 32},                                     /* no more than a fifth */
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(panel_target(rows[i].size, rows[i].width, rows[i].height), rows[i].target);
}

static void screens_come_and_go(void **state)
{
    (void)state;
    assert_int_equal(panel_screens(top), 0);
    text("class/drm/card0-HDMI-A-1/status", "disconnected\n");
    text("class/drm/card0-HDMI-A-1/modes", "");
    assert_int_equal(panel_screens(top), 0);
    text("class/drm/card0-HDMI-A-1/status", "connected\n");
    text("class/drm/card0-HDMI-A-1/modes", "1920x1080\n1280x720\n");
    uint64_t one = panel_screens(top);
    assert_int_not_equal(one, 0);
    assert_int_equal(panel_screens(top), one);
    text("class/drm/card0-DSI-1/status", "connected\n");
    text("class/drm/card0-DSI-1/modes", "800x480\n");
    uint64_t both = panel_screens(top);
    assert_int_not_equal(both, one);
    text("class/drm/card0-DSI-1/status", "disconnected\n");
    assert_int_equal(panel_screens(top), one);
    text("class/drm/card0-HDMI-A-1/modes", "1280x800\n");
    assert_int_not_equal(panel_screens(top), one);
}

static void light(void **state)
{
    char path[128], value[4] = "";
    (void)state;
    panel_light(top, false);
    text("class/backlight/panel/bl_power", "0");
    panel_light(top, false);
    snprintf(path, sizeof path, "%s/class/backlight/panel/bl_power", top);
    for (int on = 0; on < 2; on++) {
        panel_light(top, on);
        FILE *file = fopen(path, "rb");
        assert_non_null(file);
        assert_int_equal(fread(value, 1, 1, file), 1);
        assert_int_equal(fclose(file), 0);
        assert_int_equal(value[0], on ? '0' : '4');
    }
}

/* A kiosk whose screen is pulled and another one plugged, on SDL's dummy driver. */
static void another_screen(void **state)
{
    struct window_options options = {.title = "test", .kiosk = true, .sysfs = top};
    struct window *window;
    bool resized, exposed;
    (void)state;
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    text("class/drm/card0-HDMI-A-1/status", "connected\n");
    text("class/drm/card0-HDMI-A-1/modes", "1280x800\n");
    put_edid(22, 14, 217, 136);
    assert_int_equal(window_open(&options, &window, NULL), STATUS_OK);
    int32_t width, height, target = window_target(window);
    assert_in_range(target, 20, 80);
    SDL_Surface *picture = SDL_CreateRGBSurfaceWithFormat(0, 640, 480, 32, SDL_PIXELFORMAT_XRGB8888);
    while (window_next(window, 0, &resized, &exposed), resized || exposed)
        ;
    /* Pulled: nothing happens. Plugged: the picture must be shown again, and fingers are smaller than before. */
    text("class/drm/card0-HDMI-A-1/status", "disconnected\n");
    window_next(window, 1100, &resized, &exposed);
    window_next(window, 0, &resized, &exposed);
    assert_false(resized || exposed);
    assert_int_equal(window_show(window, picture, NULL), STATUS_OK);
    text("class/drm/card0-HDMI-A-1/status", "connected\n");
    text("class/drm/card0-HDMI-A-1/modes", "1920x1080\n");
    put_edid(52, 29, 521, 293);
    for (int i = 0; i < 30 && !resized; i++)
        window_next(window, 100, &resized, &exposed);
    assert_true(resized && exposed);
    window_size(window, &width, &height);
    assert_in_range(width, 320, 4096);
    assert_in_range(window_target(window), 1, target - 1);
    assert_int_equal(window_show(window, picture, NULL), STATUS_OK);
    window_next(window, 0, &resized, &exposed);
    SDL_FreeSurface(picture);
    window_close(window);
}

static uint32_t pixel(void)
{
    uint32_t id = 1;
    while (id < 1000 && !SDL_GetWindowFromID(id))
        id++;
    const SDL_Surface *panel = SDL_GetWindowSurface(SDL_GetWindowFromID(id));
    assert_non_null(panel);
    return *(const uint32_t *)panel->pixels & 0xFFFFFF;
}

static void dark_and_awake(void **state)
{
    struct window_options options = {.title = "test", .kiosk = true, .sysfs = top};
    struct window *window;
    bool resized, exposed;
    int32_t width, height;
    (void)state;
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    assert_int_equal(window_open(&options, &window, NULL), STATUS_OK);
    while (window_next(window, 0, &resized, &exposed), resized || exposed)
        ;
    window_size(window, &width, &height);
    SDL_Surface *picture = SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_XRGB8888);
    SDL_FillRect(picture, NULL, 0x112233);
    assert_int_equal(window_show(window, picture, NULL), STATUS_OK);
    assert_int_equal(pixel(), 0x112233);
    window_dark(window, true);
    assert_int_equal(pixel(), 0);
    assert_int_equal(window_show(window, picture, NULL), STATUS_OK);
    assert_int_equal(pixel(), 0);
    window_dark(window, false);
    window_next(window, 0, &resized, &exposed);
    assert_true(exposed);
    assert_int_equal(window_show(window, picture, NULL), STATUS_OK);
    assert_int_equal(pixel(), 0x112233);
    SDL_FreeSurface(picture);
    window_close(window);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(size_of_the_connected_screen, set_up, tear_down),
        cmocka_unit_test(nine_millimetres),
        cmocka_unit_test_setup_teardown(screens_come_and_go, set_up, tear_down),
        cmocka_unit_test_setup_teardown(light, set_up, tear_down),
        cmocka_unit_test_setup_teardown(another_screen, set_up, tear_down),
        cmocka_unit_test_setup_teardown(dark_and_awake, set_up, tear_down),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    SDL_Quit();
    return failed;
}
