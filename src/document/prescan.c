#include "document/prescan.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/encoding.h"

struct span {
    const char *text;
    size_t size;
};

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is(const struct span *span, const char *word)
{
    return span->size == strlen(word) && strncasecmp(span->text, word, span->size) == 0;
}

static bool begins(const char *at, const char *end, const char *word)
{
    size_t size = strlen(word);
    return (size_t)(end - at) >= size && strncasecmp(at, word, size) == 0;
}

/* Takes the value behind '=': quoted, or up to white space or one of `stops`. */
static struct span take_value(const char **at, const char *end, const char *stops)
{
    while (*at < end && is_space(**at))
        ++*at;
    if (*at < end && (**at == '"' || **at == '\'')) {
        char quote = *(*at)++;
        const char *close = memchr(*at, quote, (size_t)(end - *at));
        struct span value = {*at, close ? (size_t)(close - *at) : 0};
        *at = close ? close + 1 : end;
        return value;
    }
    struct span value = {*at, 0};
    while (*at < end && !is_space(**at) && !strchr(stops, **at))
        ++*at;
    value.size = (size_t)(*at - value.text);
    return value;
}

/* Takes name[=value] within a tag; false at the tag's end. */
static bool take_attribute(const char **at, const char *end, struct span *name, struct span *value)
{
    while (*at < end && (is_space(**at) || **at == '/'))
        ++*at;
    if (*at == end || **at == '>')
        return false;
    name->text = *at;
    while (*at < end && !is_space(**at) && !strchr("=/>", **at))
        ++*at;
    name->size = (size_t)(*at - name->text);
    *value = (struct span){*at, 0};
    while (*at < end && is_space(**at))
        ++*at;
    if (*at < end && **at == '=') {
        ++*at;
        *value = take_value(at, end, ">");
    } else if (!name->size) {
        ++*at;
    }
    return true;
}

/* charset=… within the content of a pragma. */
static struct span find_charset(const struct span *content)
{
    const char *at = content->text, *end = at + content->size;
    for (; at < end; at++) {
        if (!begins(at, end, "charset"))
            continue;
        const char *equals = at + strlen("charset");
        while (equals < end && is_space(*equals))
            equals++;
        if (equals == end || *equals != '=')
            continue;
        equals++;
        return take_value(&equals, end, ";");
    }
    return (struct span){end, 0};
}

static const char *read_meta(const char **at, const char *end)
{
    struct span name, value, charset = {*at, 0}, content = {*at, 0};
    bool pragma = false;
    while (take_attribute(at, end, &name, &value)) {
        if (is(&name, "charset"))
            charset = value;
        else if (is(&name, "content"))
            content = value;
        else if (is(&name, "http-equiv"))
            pragma = is(&value, "content-type");
    }
    if (!charset.size && pragma)
        charset = find_charset(&content);
    return encoding_find(charset.text, charset.size);
}

static const char *read_declaration(const char *at, const char *end)
{
    const char *close = memchr(at, '>', (size_t)(end - at));
    struct span name, value;
    while (take_attribute(&at, close ? close : end, &name, &value))
        if (is(&name, "encoding"))
            return encoding_find(value.text, value.size);
    return NULL;
}

static const char *find(const char *at, const char *end)
{
    const char *found = NULL;
    if (begins(at, end, "<?xml"))
        found = read_declaration(at + strlen("<?xml"), end);
    while (!found && at < end && (at = memchr(at, '<', (size_t)(end - at)))) {
        if (begins(at, end, "<!--")) {
            const char *close = memmem(at, (size_t)(end - at), "-->", 3);
            at = close ? close : end;
        } else if (begins(at, end, "<meta") && end - at > 5 && (is_space(at[5]) || at[5] == '/')) {
            at += 5;
            found = read_meta(&at, end);
        } else {
            at++;
        }
    }
    return found;
}

const char *prescan(const char *bytes, size_t size)
{
    const char *found = find(bytes, bytes + (size < PRESCAN_SIZE ? size : PRESCAN_SIZE));
    return found && strncmp(found, "UTF-16", 6) == 0 ? "UTF-8" : found;
}
