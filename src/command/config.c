#include "command/config.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/hours.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/messages.h"
#include "command/value.h"
#include "platform/pin.h"

#define SYSTEM_LIBRARY "/var/lib/slipcase/library"

/* A day: what is longer is never. */
#define MINUTES_MOST 1440
/* 20 s to answer is what WCAG 2.2.1 (Timing Adjustable) wants at the least, and the default; less than 5 nobody can. */
#define COUNTDOWN_LEAST 5
#define SECONDS_MOST 3600
/* Panels of watches and of walls, in mm. */
#define PANEL_LEAST 20
#define PANEL_MOST 5000
/* Hex digits of a BLAKE2b-256. */
#define USAGE_KEY_DIGITS 64

static bool is_pin(const char *text)
{
    return !strncmp(text, "$argon2id$", 10) && pin_is_hash(text);
}

static bool is_usage_key(const char *text)
{
    return strlen(text) == USAGE_KEY_DIGITS && strspn(text, "0123456789abcdefABCDEF") == USAGE_KEY_DIGITS;
}

static bool is_hours(const char *text)
{
    struct hours hours;
    return !hours_parse(text, &hours, NULL);
}

static const char *const policies[] = {"read", "offer", "copy", NULL};

#define AT(member) offsetof(struct config, member)
#define FOLDER .kind = SETTING_FOLDER, .form = N_("the path of a folder")
#define ANSWER .kind = SETTING_FLAG, .form = N_("yes or no")
#define MINUTES .kind = SETTING_NUMBER, .most = MINUTES_MOST, .form = N_("a number of minutes from 0 to 1440")

/* All that slipcase.conf may say, and what holds where it says nothing. */
static const struct setting settings[] = {
    {"library", "folder", AT(library), FOLDER},
    {"trust", "keys", AT(keys), FOLDER},
    {"screen", "rotation", AT(rotation), .kind = SETTING_NUMBER, .initial = "0", .most = 270, .step = 90,
     .form = N_("0, 90, 180 or 270")},
    {"screen", "size", AT(size), .kind = SETTING_SIZE, .least = PANEL_LEAST, .most = PANEL_MOST,
     .form = N_("WIDTHxHEIGHT of the panel in millimetres, such as 217x136")},
    {"screen", "text-size", AT(text_size), .kind = SETTING_NUMBER, .initial = "auto", .word = "auto",
     .least = VALUE_FONT_LEAST, .most = VALUE_FONT_MOST,
     .form = N_("a number of pixels from 12 to 96, or auto")},
    {"screen", "theme", AT(theme), .kind = SETTING_CHOICE, .initial = "day", .names = value_themes,
     .form = N_("day, sepia or night")},
    {"screen", "language", AT(language), .kind = SETTING_WORD, .names = messages_languages,
     .form = N_("zh-Hans, zh-Hant, en, ja or ko")},
    {"screen", "pixel-shift", AT(pixel_shift), .initial = "yes", ANSWER},
    {"visitor", "idle", AT(idle), .initial = "3", MINUTES},
    {"visitor", "countdown", AT(countdown), .kind = SETTING_NUMBER, .initial = "20", .least = COUNTDOWN_LEAST,
     .most = SECONDS_MOST, .form = N_("a number of seconds from 5 to 3600")},
    {"visitor", "attract", AT(attract), .kind = SETTING_NUMBER, .initial = "12", .most = SECONDS_MOST,
     .form = N_("a number of seconds from 0 to 3600")},
    {"hours", "open", AT(hours), .kind = SETTING_TEXT, .sound = is_hours,
     .form = N_("days and times, such as Mo-Fr 08:00-20:00; Sa,Su 10:00-16:00")},
    {"hours", "screen-off", AT(screen_off), .initial = "0", MINUTES},
    {"maintenance", "pin", AT(pin), .kind = SETTING_TEXT, .sound = is_pin, .secret = true,
     .form = N_("what “slipcase pin” prints")},
    {"media", "folder", AT(media), .initial = "/run/slipcase/media", FOLDER},
    {"media", "policy", AT(policy), .kind = SETTING_CHOICE, .initial = "read", .names = policies,
     .form = N_("read, offer or copy")},
    {"usage", "count", AT(count), .initial = "no", ANSWER},
    {"usage", "key", AT(usage_key), .kind = SETTING_TEXT, .sound = is_usage_key,
     .form = N_("the 64 hexadecimal digits that b2sum -l 256 slipcase-admin.key prints")},
};

#define SETTINGS (sizeof settings / sizeof *settings)

static struct setting_table table_of(struct config *config)
{
    return (struct setting_table){settings, SETTINGS, UINT32_MAX, config};
}

/* Whether a wrong line may have been meant to say whom to trust: what that opened would be opened by whoever comes. A line that
 * is none at all, before any section, may be a whole file in another charset. */
static bool is_about_trust(const struct inifile_line *line)
{
    if (!strcmp(line->section, "trust"))
        return true;
    if (line->key)
        return !strcmp(line->key, "keys");
    return !*line->section || strstr(line->value, "trust") || strstr(line->value, "keys");
}

/* *data, a bool, becomes false when the line is about trust. */
static void complain(void *data, const struct inifile_line *line, const char *sentence)
{
    bool *trusted = data;
    log_warning("%s", sentence);
    if (is_about_trust(line))
        *trusted = false;
}

static bool cannot_read(const char *path, const char *reason)
{
    fprintf(stderr, "slipcase: ");
    fprintf(stderr, _("The settings in %s could not be read: %s."), path, reason);
    fputc('\n', stderr);
    return false;
}

/* Appends the file; false with a sentence. */
static bool read_file(const char *path, FILE *stream, struct buffer *text)
{
    char bytes[4096];
    size_t got = 0;
    enum status status = STATUS_OK;
    while (!status && (got = fread(bytes, 1, sizeof bytes, stream)) > 0)
        status = buffer_add(text, bytes, got);
    if (!status && !ferror(stream))
        return true;
    return cannot_read(path,
                       status == STATUS_LIMIT ? _("it is too long") : strerror(status ? ENOMEM : errno));
}

enum status config_parse(struct config *out, const struct setting_file *file)
{
    struct setting_table table = table_of(out);
    *out = (struct config){0};
    enum status status = setting_defaults(&table);
    return status ? status : setting_read(&table, file);
}

bool config_read(const char *path, struct config *out)
{
    struct buffer text = {.limit = LIMIT_SETTINGS};
    const char *file = path ? path : CONFIG_DEFAULT;
    *out = (struct config){0};
    FILE *stream = fopen(file, "re");
    if (!stream && (path || errno != ENOENT))
        return cannot_read(file, strerror(errno));
    bool sound = !stream || read_file(file, stream, &text);
    if (stream)
        fclose(stream);
    bool trusted = true;
    struct setting_file lines = {file, text.data, text.size, complain, &trusted};
    if (sound && config_parse(out, &lines))
        sound = cannot_read(file, strerror(ENOMEM));
    if (sound && !trusted)
        sound = cannot_read(file,
                            _("the line about whom to trust is wrong; correct it, nothing is opened before"));
    buffer_free(&text);
    return sound;
}

void config_free(struct config *config)
{
    struct setting_table table = table_of(config);
    setting_free(&table);
    *config = (struct config){0};
}

/* What the maintenance screen sets. */
static bool is_own(const struct setting *setting)
{
    return setting->place == offsetof(struct config, text_size) ||
           setting->place == offsetof(struct config, theme) ||
           setting->place == offsetof(struct config, language);
}

enum status config_override(struct config *config, const struct setting_file *file)
{
    struct setting_table table = table_of(config);
    table.allowed = 0;
    for (size_t i = 0; i < SETTINGS; i++) {
        if (is_own(&settings[i]))
            table.allowed |= UINT32_C(1) << i;
    }
    return setting_read(&table, file);
}

enum status config_print(const struct config *config, struct buffer *out)
{
    enum status status = buffer_print(out, "[screen]\ntheme = %s\n", value_themes[config->theme]);
    if (!status)
        status = config->text_size ? buffer_print(out, "text-size = %d\n", config->text_size)
                                   : buffer_print(out, "text-size = auto\n");
    if (!status && config->language)
        status = buffer_print(out, "language = %s\n", config->language);
    return status;
}

void config_obey(struct config *config, const struct options *options)
{
    if (options->font_size)
        config->text_size = options->font_size;
    if (options->theme_given)
        config->theme = options->theme;
    if (options->rotation_given)
        config->rotation = options->rotation;
}

char *config_library(const struct config *config)
{
    const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    char *path = NULL;
    if (config->library)
        return strdup(config->library);
    int made = 0;
    if (data && *data == '/')
        made = asprintf(&path, "%s/slipcase/library", data);
    else if (home && *home)
        made = asprintf(&path, "%s/.local/share/slipcase/library", home);
    if (made < 0)
        return NULL;
    if (path && access(path, F_OK) == 0)
        return path;
    free(path);
    return strdup(SYSTEM_LIBRARY);
}
