/* Runs text-pair cases: an article, the style, and the lines or pages that it must give.
 *
 *   === markdown 480x320 20 lines: what the case shows
 *   input
 *   .
 *   page 0
 *   |the first line
 *
 * Kinds are markdown, html and text; then the screen, the font size, and "lines" (page_lines), "pages" (page_dump) or
 * "vertical" (page_dump of a page whose lines run down), "hanging" (page_dump with P4 on), "joints" (each character with the distance to the next, in 1/100 em). Every page also has
 * to pass the checks of check.h. `--update` writes what was given as the new expectation. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

enum form { FORM_LINES, FORM_PAGES, FORM_JOINTS };

struct heading {
    enum entry_kind kind;
    struct style style;
    enum form form;
};

static struct heading parse_heading(const char *path, const char *line)
{
    char kind[16], what[16];
    int width, height, size;
    if (sscanf(line, "%15s %dx%d %d %15[a-z]:", kind, &width, &height, &size, what) != 5) {
        fprintf(stderr, "%s: what does \"%s\" mean?\n", path, line);
        exit(2);
    }
    struct heading heading = {.style = {.width = width, .height = height, .font_size = (uint16_t)size}};
    heading.kind = !strcmp(kind, "html") ? ENTRY_HTML : !strcmp(kind, "text") ? ENTRY_TEXT : ENTRY_MARKDOWN;
    heading.style.vertical = !strcmp(what, "vertical");
    heading.style.hanging = !strcmp(what, "hanging");
    bool pages = !strcmp(what, "pages") || heading.style.hanging || heading.style.vertical;
    heading.form = pages ? FORM_PAGES : !strcmp(what, "joints") ? FORM_JOINTS : FORM_LINES;
    return heading;
}

struct want {
    struct buffer *out;
    enum form form;
};

/* Every character of each line with the distance to the next one, in hundredths of an em. */
static enum status add_joints(const struct page *page, struct buffer *out)
{
    enum status status = STATUS_OK;
    for (uint32_t i = 0; i < page->run_count && !status; i++) {
        const struct run *run = &page->runs[i];
        for (uint32_t k = 0; k < run->glyph_count && !status; k++) {
            const struct glyph *glyph = &run->glyphs[k];
            fixed next = k + 1 < run->glyph_count ? glyph[1].x : run->right;
            status = buffer_print(out, "%s%.*s%d", k ? " " : "|", (int)(glyph->end - glyph->begin),
                                  run->text + glyph->begin, (next - glyph->x) * 100 / FIXED(run->font.size));
        }
        if (!status)
            status = buffer_print(out, "\n");
    }
    return status;
}

static enum status add_lines(const struct page *page, struct buffer *out)
{
    struct buffer text = {0};
    enum status status = page_lines(page, &text);
    if (!status)
        status = buffer_print(out, "page %u\n", page->number);
    for (char *line = text.data; line && *line && !status;) {
        size_t size = strcspn(line, "\n");
        status = buffer_print(out, "|%.*s\n", (int)size, line);
        line += size + (line[size] == '\n');
    }
    buffer_free(&text);
    return status;
}

static void add_page(const struct page *page, void *data)
{
    const struct want *want = data;
    static enum status (*const forms[])(const struct page *, struct buffer *) = {add_lines, page_dump,
                                                                                 add_joints};
    if (forms[want->form](page, want->out))
        exit(2);
}

/* The next line at or behind `at` that begins with `mark`, or the end. */
static char *find_line(char *at, const char *mark)
{
    size_t size = strlen(mark);
    while (*at && strncmp(at, mark, size))
        at += strcspn(at, "\n") + (at[strcspn(at, "\n")] == '\n');
    return at;
}

static int run_case(const char *path, const char *head, const char *input, size_t size, struct buffer *out)
{
    struct heading heading = parse_heading(path, head);
    struct want want = {out, heading.form};
    struct memory memory = {.bytes = input, .size = size};
    struct article *article = check_article(&memory, heading.kind);
    int wrong = article ? check_layout(article, &heading.style, add_page, &want) : 1;
    article_close(article);
    if (wrong)
        printf("%s: %s: %d of the checks fail\n", path, head, wrong);
    return wrong;
}

static int run_file(const char *path, bool update)
{
    struct buffer file = memory_load(path), fresh = {0};
    int wrong = 0, misses = 0;
    char *at = find_line(file.data, "=== ");
    if (buffer_add(&fresh, file.data, (size_t)(at - file.data)))
        exit(2);
    while (*at) {
        char *head = at, *input = strchr(at, '\n') + 1, *dot = find_line(input, ".\n");
        char *expected = *dot ? dot + 2 : dot;
        at = find_line(expected, "=== ");
        size_t expected_size = (size_t)(at - expected);
        while (expected_size && expected[expected_size - 1] == '\n')
            expected_size--;
        input[-1] = '\0';
        struct buffer given = {0};
        wrong += run_case(path, head + 4, input, (size_t)(dot - input), &given);
        size_t given_size = given.size ? given.size - 1 : 0;
        bool same =
            given_size == expected_size && !memcmp(given.data ? given.data : "", expected, given_size);
        misses += !same;
        if (!same && !update)
            printf("%s\n%s\n--- expected\n%.*s\n--- given\n%.*s\n\n", path, head, (int)expected_size,
                   expected, (int)given_size, given.data);
        if (buffer_print(&fresh, "%s\n%.*s.\n%.*s\n%s", head, (int)(dot - input), input, (int)given_size,
                         given.data ? given.data : "", *at ? "\n" : ""))
            exit(2);
        buffer_free(&given);
    }
    if (update && misses) {
        FILE *out = fopen(path, "wb");
        if (!out || fwrite(fresh.data, 1, fresh.size, out) != fresh.size || fclose(out))
            exit(2);
        misses = 0;
    }
    buffer_free(&file);
    buffer_free(&fresh);
    return wrong + misses;
}

int main(int argc, char **argv)
{
    bool update = argc > 1 && !strcmp(argv[1], "--update");
    int wrong = 0;
    for (int i = 1 + update; i < argc; i++)
        wrong += run_file(argv[i], update);
    return wrong != 0;
}
