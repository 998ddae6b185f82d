#include "document/marks.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

#include "document/split.h"
#include "document/tex.h"
#include "document/wiki.h"

/* Runs of backticks that are told apart; longer ones are text. */
#define TICKS_MOST 29u

/* One paragraph: lines up to a blank one or a fence. `without` remembers what does not come any more, a
 * bit each for the runs of backticks, '>' and ')', so that none is looked for twice. */
struct scan {
    const char *end;
    const char *line, *seen; /* where the line begins in which `seen` stands */
    uint32_t without;
};

static bool is_blank(const char *line, size_t size)
{
    for (size_t at = 0; at < size; at++)
        if (!strchr(" \t\r", line[at]) || !line[at])
            return false;
    return true;
}

static size_t run(const char *at, const char *end)
{
    const char *from = at;
    while (at < end && *at == *from)
        at++;
    return (size_t)(at - from);
}

/* Behind the `stop` that comes next, or the character behind `at`. */
static const char *behind(struct scan *scan, const char *at, char stop, unsigned bit)
{
    const char *found = scan->without & 1u << bit ? NULL : memchr(at, stop, (size_t)(scan->end - at));
    if (!found)
        scan->without |= 1u << bit;
    return found ? found + 1 : at + 1;
}

/* Behind the code that a run of backticks opens, or behind the run. */
static const char *behind_code(struct scan *scan, const char *at)
{
    size_t ticks = run(at, scan->end), other;
    const char *text = at + ticks;
    if (ticks > TICKS_MOST || scan->without & 1u << ticks)
        return text;
    for (at = text; at < scan->end && (at = memchr(at, '`', (size_t)(scan->end - at))) != NULL; at += other) {
        other = run(at, scan->end);
        if (other == ticks)
            return at + ticks;
    }
    scan->without |= 1u << ticks;
    return text;
}

/* Behind an address that stands in the text. */
static const char *behind_address(const struct scan *scan, const char *at)
{
    while (at<scan->end && * at> ' ' && !strchr("<>|`\"", *at))
        at++;
    return at;
}

/* What the line begins with in which `at` stands, blanks left aside. `at` comes nearer to the end each time. */
static char line_mark(struct scan *scan, const char *at)
{
    const char *feed;
    while ((feed = memchr(scan->seen, '\n', (size_t)(at - scan->seen))) != NULL)
        scan->line = scan->seen = feed + 1;
    scan->seen = at;
    for (at = scan->line; *at == ' ' && at + 1 < scan->end;)
        at++;
    return *at;
}

/* Behind what stands at `at` and has no marks that count. */
static const char *step(struct scan *scan, const char *at)
{
    size_t left = (size_t)(scan->end - at);
    bool letter = left > 1 && (isalpha((unsigned char)at[1]) || at[1] == '/');
    if (*at == '$')
        return at + run(at, scan->end);
    if (*at == '`')
        return behind_code(scan, at);
    if (*at == '<' && letter)
        return behind(scan, at, '>', TICKS_MOST + 1);
    if (*at == ']' && left > 1 && at[1] == '(')
        return behind(scan, at, ')', TICKS_MOST + 2);
    if (*at == ':' && left > 2 && at[1] == '/' && at[2] == '/')
        return behind_address(scan, at);
    return at + (*at == '\\' && left > 1 ? 2 : 1);
}

static enum status add_paragraph(const char *text, size_t size, struct buffer *out)
{
    struct scan scan = {text + size, text, text, 0};
    const char *at = text, *done = text;
    enum status status = STATUS_OK;
    while (at < scan.end && !status) {
        size_t left = (size_t)(scan.end - at);
        const char *next = at + (*at == '$'                 ? tex_size(at, left, line_mark(&scan, at))
                                 : *at == '[' || *at == '!' ? wiki_size(at, left)
                                                            : 0);
        if (next == at) {
            at = step(&scan, at);
            continue;
        }
        status = buffer_add(out, done, (size_t)(at - done));
        if (!status)
            status = *at == '$' ? tex_add(at, (size_t)(next - at), line_mark(&scan, at) == '>', out)
                                : wiki_add(at, (size_t)(next - at), out);
        done = at = next;
    }
    return status ? status : buffer_add(out, done, (size_t)(scan.end - done));
}

bool marks_present(const char *text, size_t size)
{
    const char *end = text + size;
    if (memchr(text, '$', size))
        return true;
    while (text < end && (text = memchr(text, '[', (size_t)(end - text))) != NULL)
        if (++text < end && *text == '[')
            return true;
    return false;
}

enum status marks_apply(const char *text, size_t size, struct buffer *out)
{
    struct split split = {0};
    enum status status = STATUS_OK;
    size_t paragraph = 0; /* where the one that is open begins */
    bool open = false;
    for (size_t at = 0; at < size && !status;) {
        const char *line = text + at, *end = memchr(line, '\n', size - at);
        size_t length = end ? (size_t)(end - line) : size - at;
        split_line(&split, line, length);
        bool code = !open && !split.list && length >= 4 && !memcmp(line, "    ", 4);
        bool raw = split.fence || split.html || split.markup || code || is_blank(line, length);
        if (raw && open)
            status = add_paragraph(text + paragraph, at - paragraph, out);
        if (!raw && !open)
            paragraph = at;
        open = !raw;
        length += end != NULL;
        if (raw && !status)
            status = buffer_add(out, line, length);
        at += length;
    }
    return !status && open ? add_paragraph(text + paragraph, size - paragraph, out) : status;
}
