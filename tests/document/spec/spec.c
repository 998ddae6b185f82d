/* CommonMark's examples: the article built from the Markdown must be the one built from the HTML that the specification
 * gives for it. Examples that differ are listed by number and reason in misses.txt; one that is listed but passes is
 * a failure too. Then, for every example, converting it in the smallest possible parts must give the whole's HTML. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

#define FENCE "````````````````````````````````"

struct example {
    struct buffer markdown, html;
};

/* The examples write tabs as →. */
static void add_line(struct buffer *out, const char *line, size_t size)
{
    for (size_t at = 0; at < size;) {
        bool tab = size - at >= 3 && memcmp(line + at, "\xE2\x86\x92", 3) == 0;
        if (buffer_add(out, tab ? "\t" : line + at, 1))
            exit(2);
        at += tab ? 3 : 1;
    }
}

/* Reads the next example behind *at; false at the end. */
static bool next_example(const char **at, struct example *example)
{
    const char *line = strstr(*at, "\n" FENCE " example");
    if (!line)
        return false;
    *example = (struct example){0};
    struct buffer *part = &example->markdown;
    line = strchr(line + 1, '\n') + 1;
    for (;;) {
        const char *end = strchr(line, '\n') + 1;
        if (strncmp(line, FENCE, strlen(FENCE)) == 0)
            break;
        if (strncmp(line, ".\n", 2) == 0)
            part = &example->html;
        else
            add_line(part, line, (size_t)(end - line));
        line = end;
    }
    *at = line;
    return true;
}

static struct buffer tree_of(const struct buffer *text, enum entry_kind kind)
{
    struct buffer tree = {0};
    struct memory memory = {.bytes = text->data, .size = text->size};
    struct fault fault;
    if (memory_tree(&memory, kind, SOURCE_PIECE, &tree, &fault))
        tree.size = 0;
    return tree;
}

static struct buffer html_of(const struct buffer *text, size_t piece)
{
    struct buffer html = {0};
    struct memory memory = {.bytes = text->data, .size = text->size};
    if (memory_html(&memory, ENTRY_MARKDOWN, piece, &html))
        exit(2);
    return html;
}

static bool same(struct buffer left, struct buffer right)
{
    return left.size == right.size && (left.size == 0 || memcmp(left.data, right.data, left.size) == 0);
}

/* Whether misses.txt lists the number. */
static bool is_listed(const struct buffer *misses, int number)
{
    for (const char *line = misses->data; line && *line;
         line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL)
        if (*line != '#' && atoi(line) == number)
            return true;
    return false;
}

static const char *text_of(struct buffer buffer)
{
    return buffer.data && buffer.size ? buffer.data : "";
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    struct buffer spec = memory_load(argv[1]), misses = memory_load(argv[2]);
    struct example example;
    const char *at = spec.data;
    int count = 0, passed = 0, wrong = 0;
    while (next_example(&at, &example)) {
        count++;
        struct buffer given = tree_of(&example.markdown, ENTRY_MARKDOWN);
        struct buffer expected = tree_of(&example.html, ENTRY_HTML);
        bool sound = same(given, expected), listed = is_listed(&misses, count);
        passed += sound;
        if (sound == listed) {
            wrong++;
            printf("example %d %s\n%s--- expected\n%s--- given\n%s\n", count,
                   listed ? "passes, but is listed" : "differs", text_of(example.markdown), text_of(expected),
                   text_of(given));
        }
        struct buffer whole = html_of(&example.markdown, SOURCE_PIECE), parts = html_of(&example.markdown, 1);
        if (!same(whole, parts)) {
            wrong++;
            printf("example %d in parts\n%s--- whole\n%s--- parts\n%s\n", count, text_of(example.markdown),
                   text_of(whole), text_of(parts));
        }
        buffer_free(&given);
        buffer_free(&expected);
        buffer_free(&whole);
        buffer_free(&parts);
        buffer_free(&example.markdown);
        buffer_free(&example.html);
    }
    printf("%d of %d examples pass\n", passed, count);
    buffer_free(&spec);
    buffer_free(&misses);
    return wrong || count == 0;
}
