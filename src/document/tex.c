#include "document/tex.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "document/split.h"

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

/* A line that may begin a block of its own: TeX that is not displayed does not go over it. */
static bool begins_block(const char *line, const char *end)
{
    while (line < end && (*line == ' ' || *line == '\t'))
        line++;
    const char *digits = line;
    while (line < end && isdigit((unsigned char)*line))
        line++;
    if (line == end)
        return false;
    return line > digits ? *line == '.' || *line == ')' : strchr("-+*#>|=`~:<", *line) && *line;
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

/* The "$" that closes what begins at `text`, or NULL. */
static const char *closing_one(const struct scan *scan, const char *text, bool row)
{
    if (text == scan->end || strchr(" \t\r\n`", *text))
        return NULL;
    for (const char *at = text; at < scan->end; at++) {
        if (*at == '$') {
            bool digit = at + 1 < scan->end && isdigit((unsigned char)at[1]);
            return digit || strchr(" \t\r\n", at[-1]) ? NULL : at;
        }
        if ((*at == '\n' && begins_block(at + 1, scan->end)) || (*at == '|' && row))
            return NULL;
        at += *at == '\\';
    }
    return NULL;
}

/* The "$$" that closes what begins at `text`, or NULL. */
static const char *closing_two(const struct scan *scan, const char *text, bool alone)
{
    for (const char *at = text; at + 1 < scan->end; at++) {
        if (at[0] == '$' && at[1] == '$')
            return at;
        if (*at == '\n' && !alone && begins_block(at + 1, scan->end))
            return NULL;
        at += *at == '\\';
    }
    return NULL;
}

/* TeX, each mark of it behind a backslash, but for those that begin the lines of a quote. */
static enum status add_tex(const char *at, const char *end, bool quoted, struct buffer *out)
{
    enum status status = STATUS_OK;
    for (bool first = false; at < end && !status; at++) {
        first = (first && strchr(" >", *at)) || *at == '\n';
        bool mark = ispunct((unsigned char)*at) && !(first && quoted);
        status = mark ? buffer_print(out, "\\%c", *at) : buffer_add(out, at, 1);
    }
    return status;
}

/* At a "$": it and the TeX that it opens are appended, or it alone. Returns what is behind. */
static const char *add_dollars(struct scan *scan, const char *at, struct buffer *out, enum status *status)
{
    size_t dollars = run(at, scan->end);
    const char *text = at + dollars;
    char mark = line_mark(scan, at);
    const char *close = dollars == 1   ? closing_one(scan, text, mark == '|')
                        : dollars == 2 ? closing_two(scan, text, mark == '$' || mark == '>')
                                       : NULL;
    *status = buffer_add(out, at, dollars);
    if (*status || !close)
        return text;
    *status = add_tex(text, close, mark == '>', out);
    if (!*status)
        *status = buffer_add(out, at, dollars);
    return close + dollars;
}

/* Behind what stands at `at` and has no dollars that count. */
static const char *step(struct scan *scan, const char *at)
{
    size_t left = (size_t)(scan->end - at);
    bool letter = left > 1 && (isalpha((unsigned char)at[1]) || at[1] == '/');
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
    if (!memchr(text, '$', size))
        return buffer_add(out, text, size);
    while (at < scan.end && !status) {
        if (*at != '$') {
            at = step(&scan, at);
            continue;
        }
        status = buffer_add(out, done, (size_t)(at - done));
        if (!status)
            done = at = add_dollars(&scan, at, out, &status);
    }
    return status ? status : buffer_add(out, done, (size_t)(scan.end - done));
}

enum status tex_keep(const char *text, size_t size, struct buffer *out)
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
