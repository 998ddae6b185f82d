/* slipcase.conf into values: each default, each setting, and what the maintenance screen keeps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "allocation.h"
#include "base/messages.h"
#include "command/config.h"
#include "command/defaults.h"
#include "ui/screen.h"

static void read_text(const char *text, struct config *out)
{
    char path[] = "/tmp/slipcase-test-config-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    close(fd);
    assert_true(config_read(path, out));
    unlink(path);
}

static void test_defaults(void **state)
{
    struct config config;
    (void)state;
    read_text("", &config);
    assert_null(config.library);
    assert_null(config.keys);
    assert_int_equal(config.rotation, 0);
    assert_int_equal(config.size[0], 0);
    assert_int_equal(config.text_size, 0);
    assert_int_equal(config.theme, THEME_DAY);
    assert_null(config.language);
    assert_true(config.pixel_shift);
    assert_int_equal(config.idle, 3);
    assert_int_equal(config.countdown, 20);
    assert_int_equal(config.attract, 12);
    assert_null(config.hours);
    assert_int_equal(config.screen_off, 0);
    assert_null(config.pin);
    assert_string_equal(config.media, "/run/slipcase/media");
    assert_int_equal(config.policy, POLICY_READ);
    assert_false(config.count);
    assert_null(config.usage_key);
    config_free(&config);
}

#define KEY "0123456789abcdefABCDEF0123456789abcdefABCDEF0123456789abcdef0123"
#define HASH                                                                                                 \
    "$argon2id$v=19$m=16384,t=2,p=1$7hqVuiVM1OrM8vRIx3nFRA$JxkYI8mXHNzvpxWUq7qNBu37GULSN2vOlPdIjv9jNMk"

static void test_every_setting(void **state)
{
    struct config config;
    (void)state;
    read_text("[library]\nfolder = /srv/a library\n[trust]\nkeys = keys ; beside the file\n"
              "[screen]\nrotation = 270\nsize = 154x86\ntext-size = 30\ntheme = night\nlanguage = zh-Hant\n"
              "pixel-shift = no\n[visitor]\nidle = 0\ncountdown = 5\nattract = 3600\n"
              "[hours]\nopen = Mo-Fr 08:00-20:00; Sa,Su 10:00-16:00\nscreen-off = 1440\n"
              "[maintenance]\npin = " HASH "\n[media]\nfolder = /media\npolicy = copy\n"
              "[usage]\ncount = yes\nkey = " KEY "\n",
              &config);
    assert_string_equal(config.library, "/srv/a library");
    assert_string_equal(config.keys, "/tmp/keys");
    assert_int_equal(config.rotation, 270);
    assert_int_equal(config.size[0], 154);
    assert_int_equal(config.size[1], 86);
    assert_int_equal(config.text_size, 30);
    assert_int_equal(config.theme, THEME_NIGHT);
    assert_string_equal(config.language, "zh-Hant");
    assert_false(config.pixel_shift);
    assert_int_equal(config.idle, 0);
    assert_int_equal(config.countdown, 5);
    assert_int_equal(config.attract, 3600);
    assert_string_equal(config.hours, "Mo-Fr 08:00-20:00; Sa,Su 10:00-16:00");
    assert_int_equal(config.screen_off, 1440);
    assert_string_equal(config.pin, HASH);
    assert_string_equal(config.media, "/media");
    assert_int_equal(config.policy, POLICY_COPY);
    assert_true(config.count);
    assert_string_equal(config.usage_key, KEY);
    config_free(&config);
}

static void count_sentence(void *data, const struct inifile_line *line, const char *sentence)
{
    (void)line;
    ++*(int *)data;
    assert_non_null(strstr(sentence, "defaults.conf, line "));
}

static int override(struct config *config, const char *text)
{
    int sentences = 0;
    struct setting_file file = {"defaults.conf", text, strlen(text), count_sentence, &sentences};
    assert_int_equal(config_override(config, &file), STATUS_OK);
    return sentences;
}

static void test_the_maintenance_screens_win(void **state)
{
    struct config config;
    struct buffer text = {0};
    (void)state;
    read_text("[screen]\ntheme = night\nrotation = 90\nlanguage = ja\n", &config);
    assert_int_equal(override(&config, "[screen]\ntext-size = 40\ntheme = sepia\n"), 0);
    assert_int_equal(config.text_size, 40);
    assert_int_equal(config.theme, THEME_SEPIA);
    assert_string_equal(config.language, "ja");
    /* Nothing else may stand there: a visitor's stick must not come by a PIN or a folder that way. */
    assert_int_equal(override(&config, "[screen]\nrotation = 0\n[maintenance]\npin = " HASH "\n"), 2);
    assert_int_equal(config.rotation, 90);
    assert_null(config.pin);
    /* What is printed is read as it was. */
    assert_int_equal(config_print(&config, &text), STATUS_OK);
    struct config again;
    read_text("", &again);
    assert_int_equal(override(&again, text.data), 0);
    assert_int_equal(again.text_size, 40);
    assert_int_equal(again.theme, THEME_SEPIA);
    assert_string_equal(again.language, "ja");
    /* Also the size that the screen gives, whatever slipcase.conf has. */
    again.text_size = 0;
    text.size = 0;
    assert_int_equal(config_print(&again, &text), STATUS_OK);
    assert_int_equal(override(&config, text.data), 0);
    assert_int_equal(config.text_size, 0);
    buffer_free(&text);
    config_free(&again);
    config_free(&config);
}

static void test_the_command_line_wins(void **state)
{
    struct config config;
    struct options options;
    (void)state;
    char *none[] = {"slipcase", NULL};
    char *all[] = {"slipcase", "--theme", "day", "--rotate", "0", "--font-size", "20", NULL};
    read_text("[screen]\ntheme = night\nrotation = 90\ntext-size = 30\n", &config);
    assert_true(options_parse(1, none, "sftrkmc", &options));
    config_obey(&config, &options);
    assert_int_equal(config.theme, THEME_NIGHT);
    assert_int_equal(config.rotation, 90);
    assert_int_equal(config.text_size, 30);
    assert_true(options_parse(7, all, "sftrkmc", &options));
    config_obey(&config, &options);
    assert_int_equal(config.theme, THEME_DAY);
    assert_int_equal(config.rotation, 0);
    assert_int_equal(config.text_size, 20);
    config_free(&config);
}

static void test_kept_defaults(void **state)
{
    char folder[] = "/tmp/slipcase-test-config-XXXXXX", path[64];
    struct state *kept;
    struct config config, again;
    (void)state;
    assert_non_null(mkdtemp(folder));
    setenv("STATE_DIRECTORY", folder, 1);
    assert_int_equal(state_open(&kept, NULL), STATUS_OK);
    read_text("[screen]\ntheme = night\n", &config);
    assert_int_equal(defaults_read(kept, &config), STATUS_OK);
    assert_int_equal(config.theme, THEME_NIGHT);
    config.theme = THEME_SEPIA;
    assert_int_equal(defaults_write(kept, &config, NULL), STATUS_OK);
    config.theme = THEME_DAY;
    assert_int_equal(defaults_write(kept, &config, NULL), STATUS_OK);
    read_text("[screen]\ntheme = night\n", &again);
    assert_int_equal(defaults_read(kept, &again), STATUS_OK);
    assert_int_equal(again.theme, THEME_DAY);
    /* A damaged file: the one before. */
    snprintf(path, sizeof path, "%s/defaults.conf", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("[screen]\ntheme = nig", file);
    fclose(file);
    assert_int_equal(defaults_read(kept, &again), STATUS_OK);
    assert_int_equal(again.theme, THEME_SEPIA);
    unlink(path);
    snprintf(path, sizeof path, "%s/defaults.conf.last", folder);
    unlink(path);
    assert_int_equal(rmdir(folder), 0);
    config_free(&again);
    config_free(&config);
    state_close(kept);
}

/* As slipcase.conf and as what the maintenance screen keeps. */
static void test_memory(void **state)
{
    static const char text[] = "[library]\nfolder = /a\n[hours]\nopen = 08:00-20:00\n[media]\nfolder = /b\n";
    struct config config;
    size_t all;
    (void)state;
    allocation_fail(0);
    read_text(text, &config);
    all = allocation_count();
    config_free(&config);
    assert_true(all > 3);
    for (size_t i = 1; i <= all; i++) {
        char path[] = "/tmp/slipcase-test-config-XXXXXX";
        int fd = mkstemp(path);
        assert_int_equal(write(fd, text, sizeof text - 1), sizeof text - 1);
        close(fd);
        allocation_fail(i);
        bool sound = config_read(path, &config);
        allocation_fail(0);
        assert_true(!sound || !strcmp(config.library, "/a"));
        config_free(&config);
        unlink(path);
    }
}

/* Each of the languages that can be set has its messages. */
static void test_languages(void **state)
{
    (void)state;
    messages_open();
    for (size_t i = 0; messages_languages[i]; i++) {
        messages_choose(messages_languages[i]);
        assert_string_equal(ui_language(), messages_languages[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_every_setting),
        cmocka_unit_test(test_the_maintenance_screens_win),
        cmocka_unit_test(test_the_command_line_wins),
        cmocka_unit_test(test_kept_defaults),
        cmocka_unit_test(test_memory),
        cmocka_unit_test(test_languages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
