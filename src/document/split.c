#include "document/split.h"

#include <string.h>
#include <strings.h>

#define TAB_COLUMNS 4u

static size_t indent(const char *line, size_t size, size_t *columns)
{
    size_t at = 0;
    *columns = 0;
    for (; at < size && (line[at] == ' ' || line[at] == '\t'); at++)
        *columns += line[at] == '\t' ? TAB_COLUMNS - *columns % TAB_COLUMNS : 1;
    return at;
}

static bool starts(const char *line, size_t size, const char *prefix)
{
    size_t length = strlen(prefix);
    return size >= length && strncasecmp(line, prefix, length) == 0;
}

static bool holds(const char *line, size_t size, const char *word)
{
    size_t length = strlen(word);
    for (size_t at = 0; at + length <= size; at++)
        if (strncasecmp(line + at, word, length) == 0)
            return true;
    return false;
}

static size_t run(const char *line, size_t size, char character)
{
    size_t length = 0;
    while (length < size && line[length] == character)
        length++;
    return length;
}

/* Length of an opening code fence, or 0. */
static size_t fence_open(const char *line, size_t size)
{
    if (size == 0 || (*line != '`' && *line != '~'))
        return 0;
    size_t length = run(line, size, *line);
    if (length < 3 || (*line == '`' && memchr(line + length, '`', size - length)))
        return 0;
    return length;
}

static bool fence_close(const struct split *split, const char *line, size_t size)
{
    size_t length = run(line, size, split->fence);
    if (length < split->fence_length)
        return false;
    return length + strspn(line + length, " \t") >= size;
}

/* Kind 1 … 5 of the HTML block that the line begins, or 0. */
static int html_open(const char *line, size_t size)
{
    static const char *const raw[] = {"<pre", "<script", "<style", "<textarea"};
    for (size_t i = 0; i < sizeof(raw) / sizeof(raw[0]); i++) {
        size_t length = strlen(raw[i]);
        if (starts(line, size, raw[i]) && (size == length || strchr(" \t>", line[length])))
            return 1;
    }
    if (starts(line, size, "<!--"))
        return 2;
    if (starts(line, size, "<?"))
        return 3;
    if (starts(line, size, "<![CDATA["))
        return 5;
    bool letter = size > 2 && ((line[2] | 32) >= 'a' && (line[2] | 32) <= 'z');
    return starts(line, size, "<!") && letter ? 4 : 0;
}

static bool html_close(int kind, const char *line, size_t size)
{
    switch (kind) {
    case 1:
        return holds(line, size, "</pre>") || holds(line, size, "</script>") ||
               holds(line, size, "</style>") || holds(line, size, "</textarea>");
    case 2:
        return holds(line, size, "-->");
    case 3:
        return holds(line, size, "?>");
    case 4:
        return memchr(line, '>', size) != NULL;
    default:
        return holds(line, size, "]]>");
    }
}

/* Columns from the marker to the item's contents, or 0 when the line begins no list item. */
static size_t list_marker(const char *line, size_t size)
{
    size_t width = 0;
    if (size && strchr("-+*", *line) && *line) {
        width = 1;
    } else {
        while (width < size && width < 9 && line[width] >= '0' && line[width] <= '9')
            width++;
        if (width == 0 || width >= size || (line[width] != '.' && line[width] != ')'))
            return 0;
        width++;
    }
    if (width < size && line[width] != ' ' && line[width] != '\t')
        return 0;
    size_t spaces = run(line + width, size - width, ' ');
    return width + (spaces >= 1 && spaces <= 4 && width + spaces < size ? spaces : 1);
}

/* A line inside of fenced code or an HTML block; true when it was one. */
static bool inside_raw(struct split *split, const char *line, size_t size, size_t columns)
{
    if (split->fence) {
        if (columns <= 3 && fence_close(split, line, size))
            split->fence = 0;
        return true;
    }
    if (split->html) {
        if (html_close(split->html, line, size))
            split->html = 0;
        return true;
    }
    return false;
}

/* Whether the line, the first of a block at the top level, may begin an HTML block of kind 6 or 7. */
static bool markup_open(const struct split *split, const char *line, bool first)
{
    return first && *line == '<' && !split->list && !split->html;
}

enum cut split_line(struct split *split, const char *line, size_t size)
{
    size_t columns, skip = indent(line, size, &columns);
    line += skip;
    size -= skip;
    if (split->markup && size)
        return CUT_MARKUP;
    split->markup = false;
    if (inside_raw(split, line, size, columns)) {
        split->after_blank = false;
        return CUT_NONE;
    }
    bool after_blank = split->after_blank, first = after_blank || !split->begun;
    split->begun = true;
    split->after_blank = size == 0;
    if (size == 0 || (split->list && columns >= split->list))
        return CUT_NONE;
    size_t marker = columns <= 3 ? list_marker(line, size) : 0;
    if (marker) {
        split->list = columns + marker;
        return CUT_NONE;
    }
    if (after_blank || *line == '#' || *line == '>')
        split->list = 0;
    bool cut = after_blank && columns == 0 && *line != '>';
    if (columns > 3)
        return CUT_NONE;
    split->fence_length = fence_open(line, size);
    split->fence = split->fence_length ? *line : 0;
    split->html = html_open(line, size);
    split->markup = markup_open(split, line, first);
    if (split->fence || split->html)
        split->list = 0;
    if (split->html && html_close(split->html, line, size))
        split->html = 0;
    return cut ? CUT_BLOCK : CUT_NONE;
}

enum cut split_find(struct split *split, const char *text, size_t size, size_t threshold, size_t *at)
{
    while (split->scanned < size) {
        const char *line = text + split->scanned;
        const char *end = memchr(line, '\n', size - split->scanned);
        if (!end)
            break;
        struct split before = *split;
        enum cut cut = split_line(split, line, (size_t)(end - line));
        if (cut && before.scanned > 0 && before.scanned >= threshold) {
            *split = before;
            *at = before.scanned;
            return cut;
        }
        split->scanned += (size_t)(end - line) + 1;
    }
    return CUT_NONE;
}
