#include "bundle/manifest.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/encoding.h"
#include "base/limits.h"
#include "base/messages.h"
#include "base/utf8.h"
#include "bundle/inifile.h"
#include "bundle/moment.h"

#define ID_MOST 128u
/* BCP 47 (RFC 5646 §4.4.1): what a tag needs at most, extensions left out. */
#define TAG_MOST 35u
#define SHOWN 80u

enum reason {
    WRONG_LINE,
    WRONG_KEY,
    WRONG_TWICE,
    WRONG_TEXT,
    WRONG_ID,
    WRONG_LANGUAGE,
    WRONG_EDITION,
    WRONG_MOMENT,
    WRONG_CHARSET,
    WRONG_PATH,
    WRONG_SIZE,
};

struct finding {
    unsigned line;
    enum reason reason;
    char word[SHOWN + 1];
};

enum key {
    KEY_ID,
    KEY_TITLE,
    KEY_LANGUAGE,
    KEY_EDITION,
    KEY_DATE,
    KEY_HOME,
    KEY_ATTRACT,
    KEY_FROM,
    KEY_EXPIRES,
    KEY_CHARSET,
    KEYS
};

static const char *const keys[KEYS] = {"id",   "title",   "language",   "edition", "date",
                                       "home", "attract", "not-before", "expires", "charset"};

struct manifest_file {
    struct manifest values;
    char *strings[KEYS];
    unsigned lines[KEYS]; /* where each key stands; 0: nowhere */
    struct finding *findings;
    size_t count;
};

static enum status add_finding(struct manifest_file *file, unsigned line, enum reason reason,
                               const char *word)
{
    if (file->count == LIMIT_MANIFEST_FINDINGS)
        return STATUS_OK;
    struct finding *findings = realloc(file->findings, (file->count + 1) * sizeof *findings);
    if (!findings)
        return STATUS_NO_MEMORY;
    file->findings = findings;
    struct finding *finding = &findings[file->count++];
    *finding = (struct finding){.line = line, .reason = reason};
    size_t size = strnlen(word, SHOWN);
    memcpy(finding->word, word, size);
    finding->word[utf8_whole(finding->word, size)] = '\0';
    return STATUS_OK;
}

static bool is_text(const char *value, size_t most)
{
    size_t size = strlen(value);
    for (const char *c = value; *c; c++)
        if ((unsigned char)*c < 0x20 || *c == 0x7F)
            return false;
    return size && size <= most && utf8_valid(value, size);
}

static bool is_made_of(const char *value, const char *others, size_t most)
{
    static const char *const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    size_t size = strlen(value), at = 0;
    while (at < size && (strchr(letters, value[at]) || strchr(others, value[at])))
        at++;
    return size && size <= most && at == size;
}

static bool read_edition(const char *value, uint64_t *edition)
{
    char *end;
    errno = 0;
    *edition = strtoull(value, &end, 10);
    bool sound = value[0] >= '0' && value[0] <= '9' && !*end && !errno && *edition > 0;
    if (!sound)
        *edition = 0;
    return sound;
}

/* A day that something ends with is over when the next one begins. */
static bool read_moment(const char *value, bool end, int64_t *out)
{
    bool day;
    int64_t seconds;
    if (!moment_read(value, &seconds, &day))
        return false;
    *out = seconds + (end && day ? 24 * 60 * 60 : 0);
    return true;
}

/* WRONG_LINE here stands for no fault. */
static enum reason judge(enum key key, const char *value, struct manifest *values)
{
    switch (key) {
    case KEY_ID:
        return is_made_of(value, "._-:/", ID_MOST) ? WRONG_LINE : WRONG_ID;
    case KEY_LANGUAGE:
        return is_made_of(value, "-", TAG_MOST) && value[0] != '-' ? WRONG_LINE : WRONG_LANGUAGE;
    case KEY_EDITION:
        return read_edition(value, &values->edition) ? WRONG_LINE : WRONG_EDITION;
    case KEY_DATE:
        return read_moment(value, false, &values->date) ? WRONG_LINE : WRONG_MOMENT;
    case KEY_FROM:
        return read_moment(value, false, &values->not_before) ? WRONG_LINE : WRONG_MOMENT;
    case KEY_EXPIRES:
        return read_moment(value, true, &values->expires) ? WRONG_LINE : WRONG_MOMENT;
    case KEY_CHARSET: {
        const char *converter = encoding_find(value, strlen(value));
        return converter && strcmp(converter, ENCODING_REPLACEMENT) != 0 ? WRONG_LINE : WRONG_CHARSET;
    }
    case KEY_HOME:
    case KEY_ATTRACT:
        return is_text(value, LIMIT_ENTRY_NAME) ? WRONG_LINE : WRONG_TEXT;
    default:
        return is_text(value, LIMIT_SETTINGS_VALUE) ? WRONG_LINE : WRONG_TEXT;
    }
}

static const char **string_of(struct manifest *values, enum key key)
{
    switch (key) {
    case KEY_ID:
        return &values->id;
    case KEY_TITLE:
        return &values->title;
    case KEY_LANGUAGE:
        return &values->language;
    case KEY_HOME:
        return &values->home;
    case KEY_ATTRACT:
        return &values->attract;
    case KEY_CHARSET:
        return &values->charset;
    default:
        return NULL;
    }
}

static enum status take_line(void *data, const struct inifile_line *line)
{
    struct manifest_file *file = data;
    if (!line->key)
        return add_finding(file, line->number, WRONG_LINE, line->value);
    unsigned key = 0;
    while (key < KEYS && strcmp(line->key, keys[key]) != 0)
        key++;
    if (key == KEYS || strcmp(line->section, "bundle") != 0)
        return add_finding(file, line->number, WRONG_KEY, line->key);
    if (file->lines[key])
        return add_finding(file, line->number, WRONG_TWICE, line->key);
    file->lines[key] = line->number;
    enum reason reason = judge((enum key)key, line->value, &file->values);
    if (reason)
        return add_finding(file, line->number, reason, reason == WRONG_TEXT ? line->key : line->value);
    const char **string = string_of(&file->values, (enum key)key);
    if (!string)
        return STATUS_OK;
    *string = file->strings[key] = strdup(line->value);
    return *string ? STATUS_OK : STATUS_NO_MEMORY;
}

static const struct manifest no_manifest = {
    .date = MANIFEST_NO_TIME, .not_before = MANIFEST_NO_TIME, .expires = MANIFEST_NO_TIME};

enum status manifest_parse(const char *text, size_t size, struct manifest_file **out)
{
    *out = NULL;
    struct manifest_file *file = calloc(1, sizeof *file);
    if (!file)
        return STATUS_NO_MEMORY;
    file->values = no_manifest;
    enum status status = size > LIMIT_SETTINGS ? add_finding(file, 1, WRONG_SIZE, "")
                                               : inifile_read(text, size, take_line, file);
    if (status)
        manifest_free(file);
    else
        *out = file;
    return status;
}

void manifest_free(struct manifest_file *file)
{
    if (!file)
        return;
    for (unsigned i = 0; i < KEYS; i++)
        free(file->strings[i]);
    free(file->findings);
    free(file);
}

const struct manifest *manifest_values(const struct manifest_file *file)
{
    return file ? &file->values : &no_manifest;
}

void manifest_findings(const struct manifest_file *file, manifest_finding *each, void *data)
{
    static const char *const sentences[] = {
        [WRONG_LINE] = N_("%s, line %u: “%s” is neither a [section] nor a key = value; correct it."),
        [WRONG_KEY] = N_("%s, line %u: “%s” is no key of [bundle]; correct or remove it."),
        [WRONG_TWICE] = N_("%s, line %u: “%s” is there twice, and the first one counts; remove one."),
        [WRONG_TEXT] = N_("%s, line %u: the value of “%s” is empty, too long or not UTF-8; correct it."),
        [WRONG_ID] = N_("%s, line %u: “%s” cannot be an id; use letters, digits and . _ - : /."),
        [WRONG_LANGUAGE] = N_("%s, line %u: “%s” is no language tag; write one such as zh-Hans."),
        [WRONG_EDITION] = N_("%s, line %u: “%s” is no edition; write a whole number from 1."),
        [WRONG_MOMENT] = N_("%s, line %u: “%s” is no date; write one such as 2026-11-24."),
        [WRONG_CHARSET] = N_("%s, line %u: “%s” is no charset; write one such as gb18030."),
        [WRONG_PATH] = N_("%s, line %u: there is no article “%s” in the bundle; correct the name."),
        [WRONG_SIZE] = N_("%s, line %u: the file is too long and is not read%s; shorten it."),
    };
    for (size_t i = 0; file && i < file->count; i++) {
        const struct finding *finding = &file->findings[i];
        struct fault fault;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        fault_set(&fault, STATUS_INVALID, _(sentences[finding->reason]), MANIFEST_NAME, finding->line,
                  finding->word);
#pragma GCC diagnostic pop
        each(data, fault.sentence);
    }
}

const char *manifest_path(const char *list, char out[LIMIT_ENTRY_NAME + 1])
{
    while (*list) {
        list += strspn(list, " \t,");
        size_t size = strcspn(list, ","), kept = size;
        while (kept && strchr(" \t", list[kept - 1]))
            kept--;
        if (kept > LIMIT_ENTRY_NAME)
            return NULL;
        memcpy(out, list, kept);
        out[kept] = '\0';
        list += size;
        if (kept)
            return list;
    }
    return NULL;
}

enum status manifest_check_paths(struct manifest_file *file, bool (*is_article)(void *data, const char *path),
                                 void *data)
{
    enum status status = STATUS_OK;
    char path[LIMIT_ENTRY_NAME + 1];
    const char *home = file ? file->values.home : NULL, *list = file ? file->values.attract : NULL;
    if (home && !is_article(data, home))
        status = add_finding(file, file->lines[KEY_HOME], WRONG_PATH, home);
    while (!status && list && (list = manifest_path(list, path))) {
        if (!is_article(data, path))
            status = add_finding(file, file->lines[KEY_ATTRACT], WRONG_PATH, path);
    }
    return status;
}
