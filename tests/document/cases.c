/* Runs text-pair cases: an input and the tree it must give.
 *
 *   === markdown: what the case shows
 *   input
 *   .
 *   expected tree, as stage_tree writes it
 *
 * The kinds are markdown, html and text; "markdown escaped" reads \xNN in the input as bytes, and the input of
 * "markdown file" is a path below tests/. When opening fails, what is
 * expected is "fails: " and the sentence. `--update` writes what was given as the new expectation. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

static enum entry_kind kind_of(const char *head)
{
    return strncmp(head, "html", 4) == 0   ? ENTRY_HTML
           : strncmp(head, "text", 4) == 0 ? ENTRY_TEXT
                                           : ENTRY_MARKDOWN;
}

/* Whether the words before the colon hold `word`. */
static bool is_kind(const char *head, const char *word)
{
    const char *found = strstr(head, word);
    return found && found < strchr(head, ':');
}

/* Replaces \xNN in place. */
static size_t unescape(char *text, size_t size)
{
    size_t to = 0;
    for (size_t at = 0; at < size; at++) {
        if (text[at] == '\\' && at + 3 < size && text[at + 1] == 'x') {
            char digits[3] = {text[at + 2], text[at + 3], 0};
            text[to++] = (char)strtol(digits, NULL, 16);
            at += 3;
        } else {
            text[to++] = text[at];
        }
    }
    return to;
}

/* The tree of one input, the same however it is cut into pieces. */
static struct buffer run(const char *head, const char *input, size_t size)
{
    static const size_t pieces[] = {SOURCE_PIECE, 1, 7, 100};
    struct buffer first = {0};
    struct buffer text = {0};
    if (is_kind(head, " file")) {
        struct buffer path = {0};
        if (buffer_print(&path, "%s/%.*s", TESTS_FOLDER, (int)strcspn(input, "\n"), input))
            exit(2);
        text = memory_load(path.data);
        buffer_free(&path);
    } else if (buffer_add(&text, input, size)) {
        exit(2);
    }
    char *bytes = text.data;
    size = text.size;
    if (is_kind(head, " escaped"))
        size = unescape(bytes, size);
    for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
        struct buffer tree = {0};
        struct fault fault = {0};
        struct memory memory = {.bytes = bytes, .size = size, .most = i ? pieces[i] : 0};
        if (memory_tree(&memory, kind_of(head), pieces[i], &tree, &fault))
            tree.size = 0;
        if (fault.status && buffer_print(&tree, "fails: %s\n", fault.sentence))
            exit(2);
        if (i == 0) {
            first = tree;
            continue;
        }
        if (tree.size != first.size || memcmp(tree.data, first.data, tree.size) != 0) {
            if (buffer_print(&first, "in pieces of %zu bytes instead:\n%s", pieces[i], tree.data))
                exit(2);
            buffer_free(&tree);
            break;
        }
        buffer_free(&tree);
    }
    buffer_free(&text);
    return first;
}

/* The next "\n" + mark + … at or behind `at`, or the end. */
static char *find_line(char *at, const char *mark)
{
    size_t size = strlen(mark);
    for (; *at; at = strchr(at, '\n') ? strchr(at, '\n') + 1 : at + strlen(at))
        if (strncmp(at, mark, size) == 0)
            break;
    return at;
}

static int run_file(const char *path, bool update, int *count)
{
    struct buffer file = memory_load(path), fresh = {0};
    int misses = 0;
    char *at = find_line(file.data, "=== ");
    if (buffer_add(&fresh, file.data, (size_t)(at - file.data)))
        exit(2);
    while (*at) {
        char *head = at, *input = strchr(at, '\n') + 1, *dot = find_line(input, ".\n");
        if (!*dot) {
            fprintf(stderr, "%s: a case without \".\"\n", path);
            exit(2);
        }
        char *expected = dot + 2;
        at = find_line(expected, "=== ");
        size_t head_size = (size_t)(input - head - 1), expected_size = (size_t)(at - expected);
        while (expected_size && expected[expected_size - 1] == '\n')
            expected_size--;
        head[head_size] = '\0';
        struct buffer tree = run(head + 4, input, (size_t)(dot - input));
        size_t size = tree.size;
        while (size && tree.data[size - 1] == '\n')
            size--;
        ++*count;
        if (size != expected_size || (size && memcmp(tree.data, expected, size) != 0)) {
            misses++;
            if (!update)
                printf("%s\n%s\n--- expected\n%.*s\n--- given\n%.*s\n\n", path, head, (int)expected_size,
                       expected, (int)size, size ? tree.data : "");
        }
        if (buffer_print(&fresh, "%s\n%.*s.\n%.*s\n%s", head, (int)(dot - input), input, (int)size,
                         size ? tree.data : "", *at ? "\n" : ""))
            exit(2);
        buffer_free(&tree);
    }
    if (update && misses) {
        FILE *out = fopen(path, "wb");
        if (!out || fwrite(fresh.data, 1, fresh.size, out) != fresh.size || fclose(out))
            exit(2);
    }
    buffer_free(&file);
    buffer_free(&fresh);
    return misses;
}

int main(int argc, char **argv)
{
    bool update = argc > 1 && strcmp(argv[1], "--update") == 0;
    int misses = 0, count = 0;
    for (int i = 1 + update; i < argc; i++)
        misses += run_file(argv[i], update, &count);
    printf("%d cases, %d %s\n", count, misses, update ? "updated" : "missed");
    return (misses && !update) || count == 0;
}
