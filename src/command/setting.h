/* Reads a file of settings (bundle/inifile.h) into a struct, by a table of what may stand in it. */
#ifndef COMMAND_SETTING_H
#define COMMAND_SETTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "bundle/inifile.h"

enum setting_kind {
    SETTING_FOLDER, /* char *, owned: a path; one that does not begin at the root is beside the file */
    SETTING_TEXT,   /* char *, owned */
    SETTING_WORD,   /* const char *: one of `names` */
    SETTING_CHOICE, /* int or an enum: which one of `names`, from 0 */
    SETTING_FLAG,   /* bool: yes or no */
    SETTING_NUMBER, /* int: a multiple of `step` (0: 1) from `least` to `most`; or `word` (NULL: none), which is 0 */
    SETTING_SIZE, /* int[2]: WxH, each from `least` to `most` */
};

struct setting {
    const char *section, *key;
    size_t place; /* of the member in the struct */
    enum setting_kind kind;
    bool secret;         /* its value is not repeated in a sentence: it ends in the system's log */
    const char *initial; /* the value without a file, as it would stand there; NULL: zero */
    const char *form;    /* "… takes FORM, not …" */
    int least, most, step;
    const char *word;
    const char *const *names;        /* NULL ends them */
    bool (*sound)(const char *text); /* SETTING_TEXT: whether it is right */
};

/* At most 32 settings, and those of them that may stand in this file: bits of the settings' numbers. */
struct setting_table {
    const struct setting *settings;
    size_t count;
    uint32_t allowed;
    void *values; /* the struct */
};

struct setting_file {
    const char *name, *text;
    size_t size;
    /* What is wrong in it, and in which line. */
    void (*tell)(void *data, const struct inifile_line *line, const char *sentence);
    void *data;
};

/* Sets every member to its initial value; the struct holds nothing yet. STATUS_NO_MEMORY: free them all the same. */
enum status setting_defaults(const struct setting_table *table) MUST_USE;

/* Puts what the file says over what the members hold. A wrong line is told and counts as not there. STATUS_NO_MEMORY. */
enum status setting_read(const struct setting_table *table, const struct setting_file *file) MUST_USE;

void setting_free(const struct setting_table *table);

#endif
