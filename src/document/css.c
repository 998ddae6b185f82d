#include "document/css.h"

#include <string.h>
#include <strings.h>

/* "@media" in each other and brackets in each other: deeper ones are not told apart. */
#define NESTING 8u
#define BRACKETS 32u
#define NAME_SIZE 48u
#define VALUE_SIZE 512u

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f';
}

static struct css_text from(struct css_text text, size_t at)
{
    return (struct css_text){text.bytes + at, text.size - at};
}

static bool begins(struct css_text text, size_t at, const char *word)
{
    size_t length = strlen(word);
    return text.size - at >= length && strncasecmp(text.bytes + at, word, length) == 0;
}

static size_t skip_comment(struct css_text text, size_t at)
{
    const char *end = memmem(text.bytes + at + 2, text.size - at - 2, "*/", 2);
    return end ? (size_t)(end - text.bytes) + 2 : text.size;
}

/* A string ends at its quote, or unclosed at the line's end (§4.3.5). */
static size_t skip_string(struct css_text text, size_t at)
{
    char quote = text.bytes[at++];
    while (at < text.size && text.bytes[at] != quote && text.bytes[at] != '\n')
        at += text.bytes[at] == '\\' ? 2 : 1;
    return at < text.size ? at + 1 : text.size;
}

/* An unquoted address holds what it likes up to its bracket (§4.3.6). */
static size_t skip_address(struct css_text text, size_t at)
{
    size_t begin = at + 4;
    while (begin < text.size && is_space(text.bytes[begin]))
        begin++;
    if (begin < text.size && (text.bytes[begin] == '"' || text.bytes[begin] == '\''))
        return at;
    const char *end = begin < text.size ? memchr(text.bytes + begin, ')', text.size - begin) : NULL;
    return end ? (size_t)(end - text.bytes) + 1 : text.size;
}

/* Past the comment, string, address, escape or byte at `at`. */
static size_t skip_token(struct css_text text, size_t at)
{
    char byte = text.bytes[at];
    if (byte == '/' && begins(text, at, "/*"))
        return skip_comment(text, at);
    if (byte == '"' || byte == '\'')
        return skip_string(text, at);
    if (byte == '\\')
        return at + 2 < text.size ? at + 2 : text.size;
    if ((byte | 32) == 'u' && begins(text, at, "url(")) {
        size_t end = skip_address(text, at);
        return end > at ? end : at + 4 - 1;
    }
    return at + 1;
}

static char closer(char byte)
{
    return byte == '(' ? ')' : byte == '[' ? ']' : byte == '{' ? '}' : '\0';
}

/* Past the token at `at`, with all that it brackets. */
static size_t skip_component(struct css_text text, size_t at)
{
    char open[BRACKETS];
    size_t depth = 0;
    do {
        char byte = text.bytes[at], close = closer(byte);
        if (close && depth < BRACKETS)
            open[depth++] = close;
        else if (depth && byte == open[depth - 1])
            depth--;
        at = skip_token(text, at);
    } while (depth && at < text.size);
    return at < text.size ? at : text.size;
}

struct css_text css_part(struct css_text *text, char mark)
{
    size_t at = 0;
    while (at < text->size && text->bytes[at] != mark)
        at = skip_component(*text, at);
    struct css_text part = {text->bytes, at};
    *text = from(*text, at < text->size ? at + 1 : at);
    return part;
}

static struct css_text trim(struct css_text text)
{
    while (text.size && is_space(*text.bytes))
        text = from(text, 1);
    while (text.size && is_space(text.bytes[text.size - 1]))
        text.size--;
    return text;
}

bool css_media(struct css_text list)
{
    static const char *const taken[] = {"", "all", "screen", "only screen", "only all"};
    do {
        struct css_text query = trim(css_part(&list, ','));
        for (size_t i = 0; i < sizeof(taken) / sizeof(taken[0]); i++)
            if (query.size == strlen(taken[i]) && begins(query, 0, taken[i]))
                return true;
    } while (list.size);
    return false;
}

/* Past white space, comments and the marks that hid sheets from the oldest browsers. */
static size_t skip_blank(struct css_text text, size_t at)
{
    while (at < text.size) {
        if (is_space(text.bytes[at]))
            at++;
        else if (begins(text, at, "/*"))
            at = skip_comment(text, at);
        else if (begins(text, at, "<!--"))
            at += 4;
        else if (begins(text, at, "-->"))
            at += 3;
        else
            break;
    }
    return at;
}

/* What stands before the next '{', for an at-rule also before ';'. */
static size_t prelude_end(struct css_text text, size_t at, bool statement)
{
    while (at < text.size && text.bytes[at] != '{' && !(statement && text.bytes[at] == ';'))
        at = skip_component(text, at);
    return at;
}

void css_rules(struct css_text sheet,
               bool (*rule)(void *data, struct css_text selectors, struct css_text body), void *data)
{
    struct css_text outer[NESTING]; /* what follows the "@media" blocks that are open */
    size_t depth = 0;
    for (;;) {
        size_t begin = skip_blank(sheet, 0);
        if (begin >= sheet.size) {
            if (depth == 0)
                return;
            sheet = outer[--depth];
            continue;
        }
        bool statement = sheet.bytes[begin] == '@';
        size_t at = prelude_end(sheet, begin, statement);
        struct css_text prelude = {sheet.bytes + begin, at - begin};
        if (at >= sheet.size || sheet.bytes[at] == ';') {
            sheet = from(sheet, at < sheet.size ? at + 1 : at);
            continue;
        }
        size_t end = skip_component(sheet, at);
        bool closed = end > at + 1 && sheet.bytes[end - 1] == '}';
        struct css_text body = {sheet.bytes + at + 1, end - at - 1 - closed};
        sheet = from(sheet, end);
        if (!statement) {
            if (!rule(data, trim(prelude), body))
                return;
        } else if (begins(prelude, 0, "@media") && css_media(from(prelude, 6)) && depth < NESTING) {
            outer[depth++] = sheet;
            sheet = body;
        }
    }
}

/* Copies in lower case, a space for each comment; false when it does not fit. */
static bool copy(struct css_text text, char *out, size_t room)
{
    size_t size = 0;
    text = trim(text);
    for (size_t at = 0; at < text.size;) {
        char byte = text.bytes[at];
        bool comment = begins(text, at, "/*");
        if (size + 1 >= room || !byte)
            return false;
        out[size++] = (char)(comment || is_space(byte) ? ' ' : byte >= 'A' && byte <= 'Z' ? byte | 32 : byte);
        at = comment ? skip_comment(text, at) : at + 1;
    }
    while (size && out[size - 1] == ' ')
        size--;
    out[size] = '\0';
    return size > 0;
}

/* Takes "!important" off the end. */
static bool take_important(char *value)
{
    char *mark = strrchr(value, '!');
    if (!mark || strcmp(mark + 1 + strspn(mark + 1, " "), "important") != 0)
        return false;
    while (mark > value && mark[-1] == ' ')
        mark--;
    *mark = '\0';
    return true;
}

void css_declarations(struct css_text body,
                      void (*declaration)(void *data, const char *name, const char *value, bool important),
                      void *data)
{
    char name[NAME_SIZE], value[VALUE_SIZE];
    while (body.size) {
        struct css_text rest = css_part(&body, ';');
        size_t begin = skip_blank(rest, 0);
        rest = from(rest, begin);
        struct css_text head = css_part(&rest, ':');
        if (!copy(head, name, sizeof(name)) || !copy(rest, value, sizeof(value)))
            continue;
        if (strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-_") != strlen(name))
            continue;
        bool important = take_important(value);
        declaration(data, name, value, important);
    }
}
