/* Runs text-pair cases: names, and the same in the order of a language, each behind the section of the index it is found in.
 *
 *   === zh-Hans: what the case shows
 *   name
 *   .
 *   section  name
 *
 * `--update` writes what was given as the new expectation. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "ui/collation.h"

#define NAMES 64u

struct line {
    struct collation_key key;
    const char *name;
};

static int compare(const void *a, const void *b)
{
    const struct line *left = a, *right = b;
    int order = collation_compare(left->key.bytes, left->key.size, right->key.bytes, right->key.size);
    return order ? order : strcmp(left->name, right->name);
}

static const char *section_of(const struct collation *collation, const struct collation_key *key)
{
    uint32_t count, found = 0;
    const struct collation_section *sections = collation_sections(collation, &count);
    for (uint32_t i = 1; i < count; i++) {
        const struct collation_key *begin = &sections[i].key;
        if (collation_compare(begin->bytes, begin->size, key->bytes, key->size) <= 0)
            found = i;
    }
    return sections[found].label;
}

/* The names are cut out of `input`. */
static void run(const char *language, char *input, struct buffer *out)
{
    struct line lines[NAMES];
    size_t count = 0;
    struct collation *collation = collation_new(language);
    if (!collation)
        exit(2);
    for (char *name = strtok(input, "\n"); name && count < NAMES; name = strtok(NULL, "\n"), count++) {
        lines[count].name = name;
        collation_key(collation, name, strlen(name), &lines[count].key);
    }
    qsort(lines, count, sizeof *lines, compare);
    for (size_t i = 0; i < count; i++) {
        if (buffer_print(out, "%s  %s\n", section_of(collation, &lines[i].key), lines[i].name))
            exit(2);
    }
    collation_free(collation);
}

static void load(const char *path, struct buffer *out)
{
    FILE *file = fopen(path, "rb");
    char bytes[4096];
    size_t got;
    while (file && (got = fread(bytes, 1, sizeof bytes, file))) {
        if (buffer_add(out, bytes, got))
            exit(2);
    }
    if (!out->size || fclose(file))
        exit(2);
}

static void save(const char *path, const struct buffer *text)
{
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(text->data, 1, text->size, file) != text->size || fclose(file))
        exit(2);
}

int main(int argc, char **argv)
{
    bool update = argc > 2 && !strcmp(argv[1], "--update");
    const char *path = argv[argc - 1];
    struct buffer file = {0}, fresh = {0};
    int misses = 0;
    load(path, &file);
    for (char *at = file.data; at && *at;) {
        char *head = at, *names = strchr(head, '\n') + 1, *dot = strstr(names, "\n.\n");
        char *next = dot ? strstr(dot, "\n=== ") : NULL, language[32];
        if (!dot || sscanf(head, "=== %31[^:]:", language) != 1)
            exit(2);
        struct buffer given = {0};
        size_t expected = next ? (size_t)(next - (dot + 3)) : strlen(dot + 3);
        if (buffer_print(&fresh, "%.*s\n.\n", (int)(dot - head), head))
            exit(2);
        *dot = '\0';
        run(language, names, &given);
        bool same = given.size == expected && !memcmp(given.data, dot + 3, expected);
        misses += !same;
        if (!same && !update)
            printf("%.*s\n--- expected\n%.*s--- given\n%s\n", (int)(names - 1 - head), head, (int)expected,
                   dot + 3, given.data);
        if (buffer_print(&fresh, "%s%s", given.data, next ? "\n" : ""))
            exit(2);
        buffer_free(&given);
        at = next ? next + 1 : NULL;
    }
    if (update)
        save(path, &fresh);
    buffer_free(&file);
    buffer_free(&fresh);
    return misses && !update;
}
