#include "command/setting.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "base/messages.h"
#include "command/value.h"

static const char *const answers[] = {"no", "yes", NULL};

static void *place_of(const struct setting_table *table, size_t number)
{
    return (char *)table->values + table->settings[number].place;
}

static enum status keep_text(char *text, char **place)
{
    if (!text)
        return STATUS_NO_MEMORY;
    free(*place);
    *place = text;
    return STATUS_OK;
}

/* Whether it is there is found out by who uses it. */
static enum status take_folder(const char *file, const char *text, char **place)
{
    const char *slash = file ? strrchr(file, '/') : NULL;
    char *path;
    if (!*text)
        return STATUS_INVALID;
    if (*text == '/' || !slash)
        return keep_text(strdup(text), place);
    return asprintf(&path, "%.*s/%s", (int)(slash - file), file, text) < 0 ? STATUS_NO_MEMORY
                                                                           : keep_text(path, place);
}

static enum status take_text(const struct setting *setting, const char *text, char **place)
{
    if (!setting->sound(text))
        return STATUS_INVALID;
    return keep_text(strdup(text), place);
}

static enum status take_choice(const struct setting *setting, const char *text, void *place)
{
    int choice = value_choice(text, setting->kind == SETTING_FLAG ? answers : setting->names);
    if (choice < 0)
        return STATUS_INVALID;
    if (setting->kind == SETTING_FLAG)
        *(bool *)place = choice;
    else if (setting->kind == SETTING_WORD)
        *(const char **)place = setting->names[choice];
    else
        *(int *)place = choice;
    return STATUS_OK;
}

static enum status take_number(const struct setting *setting, const char *text, int *place)
{
    long number = 0;
    bool word = setting->word && !strcmp(text, setting->word);
    if (!word && !value_number(text, setting->least, setting->most, &number))
        return STATUS_INVALID;
    if (setting->step && number % setting->step)
        return STATUS_INVALID;
    *place = (int)number;
    return STATUS_OK;
}

static enum status take_size(const struct setting *setting, const char *text, int place[2])
{
    long size[2];
    if (!value_size(text, (const long[2]){setting->least, setting->least}, setting->most, size))
        return STATUS_INVALID;
    place[0] = (int)size[0];
    place[1] = (int)size[1];
    return STATUS_OK;
}

/* STATUS_INVALID: it takes something else, and the member is as it was. */
static enum status take_value(const struct setting *setting, const char *file, const char *text, void *place)
{
    switch (setting->kind) {
    case SETTING_FOLDER:
        return take_folder(file, text, place);
    case SETTING_TEXT:
        return take_text(setting, text, place);
    case SETTING_NUMBER:
        return take_number(setting, text, place);
    case SETTING_SIZE:
        return take_size(setting, text, place);
    default:
        return take_choice(setting, text, place);
    }
}

enum status setting_defaults(const struct setting_table *table)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct setting *setting = &table->settings[i];
        if (setting->initial && take_value(setting, NULL, setting->initial, place_of(table, i)))
            return STATUS_NO_MEMORY;
    }
    return STATUS_OK;
}

struct reading {
    const struct setting_table *table;
    const struct setting_file *file;
    uint32_t seen; /* bits of the settings that the file has had */
};

static enum status tell(const struct setting_file *file, const struct inifile_line *line,
                        const struct fault *fault)
{
    file->tell(file->data, line, fault->sentence);
    return STATUS_OK;
}

static size_t find(const struct setting_table *table, const struct inifile_line *line)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct setting *setting = &table->settings[i];
        if (table->allowed & UINT32_C(1) << i && !strcmp(line->section, setting->section) &&
            !strcmp(line->key, setting->key))
            return i;
    }
    return table->count;
}

static enum status take_line(void *data, const struct inifile_line *line)
{
    struct reading *reading = data;
    struct fault fault;
    const char *name = reading->file->name;
    if (!line->key) {
        fault_set(&fault, STATUS_INVALID,
                  _("%s, line %u: “%s” is neither a [section] nor a key = value; correct it."), name,
                  line->number, line->value);
        return tell(reading->file, line, &fault);
    }
    size_t found = find(reading->table, line);
    if (found == reading->table->count) {
        fault_set(&fault, STATUS_INVALID,
                  _("%s, line %u: there is no setting “%s” here; see slipcase.conf(5)."), name, line->number,
                  line->key);
        return tell(reading->file, line, &fault);
    }
    if (reading->seen & UINT32_C(1) << found) {
        fault_set(&fault, STATUS_INVALID,
                  _("%s, line %u: “%s” is there twice, and the first one counts; remove one."), name,
                  line->number, line->key);
        return tell(reading->file, line, &fault);
    }
    const struct setting *setting = &reading->table->settings[found];
    enum status status = take_value(setting, name, line->value, place_of(reading->table, found));
    if (status == STATUS_NO_MEMORY)
        return status;
    if (!status) {
        reading->seen |= UINT32_C(1) << found;
        return STATUS_OK;
    }
    if (setting->secret)
        fault_set(&fault, status, _("%s, line %u: %s takes %s; the default is used."), name, line->number,
                  line->key, _(setting->form));
    else
        fault_set(&fault, status, _("%s, line %u: %s takes %s, not “%s”; the default is used."), name,
                  line->number, line->key, _(setting->form), line->value);
    return tell(reading->file, line, &fault);
}

enum status setting_read(const struct setting_table *table, const struct setting_file *file)
{
    struct reading reading = {.table = table, .file = file};
    return file->size ? inifile_read(file->text, file->size, take_line, &reading) : STATUS_OK;
}

void setting_free(const struct setting_table *table)
{
    for (size_t i = 0; i < table->count; i++) {
        enum setting_kind kind = table->settings[i].kind;
        if (kind == SETTING_FOLDER || kind == SETTING_TEXT)
            free(*(char **)place_of(table, i));
    }
}
