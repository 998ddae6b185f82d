#include "document/dialect.h"

#include <string.h>
#include <strings.h>
#include <unicode/uchar.h>

#include "base/hex.h"
#include "base/limits.h"
#include "base/utf8.h"

/* Letters of the longest kind of note. */
#define KIND_MOST 16

static bool begins(const char *text, size_t size, const char *word)
{
    return size >= strlen(word) && memcmp(text, word, strlen(word)) == 0;
}

static bool is_letter(char byte)
{
    return (byte | 32) >= 'a' && (byte | 32) <= 'z';
}

static bool is_word(char byte)
{
    return is_letter(byte) || (byte >= '0' && byte <= '9');
}

/* Bytes of "https://", "http://", "ftp://" or "www." that `text` begins with, or 0. */
static size_t scheme_of(const char *text, size_t size)
{
    return begins(text, size, "https://")  ? 8
           : begins(text, size, "http://") ? 7
           : begins(text, size, "ftp://")  ? 6
           : begins(text, size, "www.")    ? 4
                                           : 0;
}

/* Whether an address ends before this character: marks of Chinese and Japanese text, and spaces. */
static bool ends_address(uint32_t code)
{
    if (code < 0x80)
        return code <= ' ' || code == '<' || code == '>' || code == '"' || code == '|' || code == '`';
    return u_isUWhiteSpace((UChar32)code) || (u_ispunct((UChar32)code) && code >= 0x2000);
}

/* "&quot;" and the like stand for what ends one, "&amp;" for what does not. */
static bool ends_by_name(const char *text, size_t size)
{
    return begins(text, size, "&quot;") || begins(text, size, "&lt;") || begins(text, size, "&gt;") ||
           begins(text, size, "&nbsp;");
}

/* Without the marks of the sentence around it, and a bracket that was opened before it. */
static size_t trim_address(const char *text, size_t size)
{
    int open = 0;
    for (size_t at = 0; at < size; at++)
        open += (text[at] == '(') - (text[at] == ')');
    while (size && (strchr("?!.,:;*_~'", text[size - 1]) || (text[size - 1] == ')' && open < 0))) {
        open += text[size - 1] == ')';
        size--;
    }
    return size;
}

/* Bytes of the address at the beginning of text[0..size), or 0. A name of ASCII ends where Han begins: 访问www.a.example了解. */
static size_t address_of(const char *text, size_t size)
{
    size_t scheme = scheme_of(text, size), at = scheme, next;
    bool host = true;
    if (!scheme || scheme == size || !(is_word(text[scheme]) || (text[scheme] & 0x80)))
        return 0;
    for (; at < size && at < LIMIT_ADDRESS; at = next) {
        uint32_t code;
        next = at + utf8_decode(text + at, size - at, &code);
        if (ends_address(code) || ends_by_name(text + at, size - at) ||
            (host && code >= 0x80 && is_word(text[at - 1])))
            break;
        host &= code != '/' && code != '?' && code != '#';
    }
    at = trim_address(text, at);
    return at > scheme ? at : 0;
}

static enum status add_link(const char *address, size_t size, struct buffer *out)
{
    return buffer_print(out, "<a href=\"%s%.*s\">%.*s</a>", *address == 'w' ? "http://" : "", (int)size,
                        address, (int)size, address);
}

/* Where `word` stands at or behind `text`, looked for by its first byte, which is rare; `end`: nowhere. */
static const char *find(const char *text, const char *end, const char *word)
{
    while (text < end && (text = memchr(text, *word, (size_t)(end - text))) != NULL) {
        if (begins(text, (size_t)(end - text), word))
            return text;
        text++;
    }
    return end;
}

/* Where the next "://" or "www." stands, at or behind `at`; `size`: nowhere. *colon is where the next "://" does, 0 at first: it is
 * not looked for again at each "www." before it. */
static size_t next_scheme(const char *text, size_t size, size_t at, size_t *colon)
{
    if (!at || *colon < at)
        *colon = (size_t)(find(text + at, text + size, "://") - text);
    return (size_t)(find(text + at, text + *colon, "www.") - text);
}

size_t dialect_addresses(const char *text, size_t size)
{
    size_t count = 0, colon = 0;
    for (size_t at = 0; (at = next_scheme(text, size, at, &colon)) < size; at += 3)
        count++;
    return count;
}

/* In a longer word, or behind "&lt;", where it was to be a link that it cannot be. */
static bool goes_on(const char *text, size_t at)
{
    return at && (is_word(text[at - 1]) || strchr("./@-_:", text[at - 1]) ||
                  (at >= 4 && begins(text + at - 4, 4, "&lt;")));
}

/* Text outside of tags. */
static enum status add_text(const char *text, size_t size, struct buffer *out)
{
    enum status status = STATUS_OK;
    size_t done = 0, colon = 0, at = 0;
    while (!status && (at = next_scheme(text, size, at, &colon)) < size) {
        size_t begin = at;
        while (text[at] == ':' && begin > done && is_letter(text[begin - 1]))
            begin--;
        size_t length = goes_on(text, begin) ? 0 : address_of(text + begin, size - begin);
        at += 3;
        if (!length)
            continue;
        status = buffer_add(out, text + done, begin - done);
        if (!status)
            status = add_link(text + begin, length, out);
        done = at = begin + length;
    }
    return status ? status : buffer_add(out, text + done, size - done);
}

/* Whether an address begins with text[0..size), bytes of which md4c has written as %XX. */
static bool same_address(const char *href, size_t left, const char *text, size_t size)
{
    for (size_t at = 0; at < size; at++) {
        bool escaped = left >= 3 && *href == '%' && text[at] != '%' && hex(href[1]) >= 0 && hex(href[2]) >= 0;
        if (!left || (escaped ? (char)(hex(href[1]) * 16 + hex(href[2])) : *href) != text[at])
            return false;
        href += escaped ? 3 : 1;
        left -= escaped ? 3 : 1;
    }
    return true;
}

/* An address in which a full-width mark stands that md4c has made a link, <a href="ADDRESS">ADDRESS</a> (what was written as <ADDRESS> looks the same), and what follows it but for the "</a>". Returns the bytes that were
 * read, 0: it is no such link or ends where it should. */
static size_t cut_link(const char *html, size_t size, struct buffer *out, enum status *status)
{
    static const char start[] = "<a href=\"";
    if (!begins(html, size, start))
        return 0;
    const char *href = html + sizeof(start) - 1, *end = memchr(href, '"', size - (sizeof(start) - 1));
    const char *text = end && begins(end, size - (size_t)(end - html), "\">") ? end + 2 : NULL;
    const char *close = text ? memchr(text, '<', size - (size_t)(text - html)) : NULL;
    if (!close || !begins(close, size - (size_t)(close - html), "</a>"))
        return 0;
    size_t length = (size_t)(close - text), address = address_of(text, length);
    if (begins(href, (size_t)(end - href), "http://www.") && *text == 'w')
        href += strlen("http://");
    if (!address || address == length || !(text[address] & 0x80) ||
        !same_address(href, (size_t)(end - href), text, address))
        return 0;
    *status = add_link(text, address, out);
    if (!*status)
        *status = add_text(text + address, length - address, out);
    return (size_t)(close - html) + strlen("</a>");
}

/* The first line of a note, behind <blockquote><p>: its kind and, perhaps, a title. Returns the bytes that were read. */
static size_t add_kind(const char *text, size_t size, struct buffer *out, enum status *status)
{
    size_t kind = 2, end;
    while (kind < size && kind - 2 < KIND_MOST && is_letter(text[kind]))
        kind++;
    if (!begins(text, size, "[!") || kind == 2 || kind == size || text[kind] != ']')
        return 0;
    end = kind + 1;
    end += end < size && (text[end] == '-' || text[end] == '+'); /* Obsidian's: folded, unfolded */
    if (end < size && !strchr(" \n<", text[end]))
        return 0;
    *status = buffer_print(out, "<b>%.*s</b>", (int)(kind - 2), text + 2);
    const char *feed = memchr(text + end, '\n', size - end);
    if (!feed || memmem(text + end, (size_t)(feed - text) - end, "</p>", 4))
        return end;
    size_t title = (size_t)(feed - text);
    if (!*status)
        *status = buffer_add(out, text + end, title - end);
    if (!*status)
        *status = buffer_add(out, "<br>", 4);
    return title;
}

/* Bytes to the end of the tag or comment that is open, or all. */
static size_t tag_size(struct dialect *dialect, const char *html, size_t size)
{
    if (dialect->place == DIALECT_COMMENT) {
        const char *end = memmem(html, size, "-->", 3);
        dialect->place = end ? DIALECT_TEXT : DIALECT_COMMENT;
        return end ? (size_t)(end - html) + 3 : size;
    }
    for (size_t at = 0; at < size; at++) {
        if (dialect->quote ? html[at] == dialect->quote : html[at] == '"' || html[at] == '\'') {
            dialect->quote = dialect->quote ? '\0' : html[at];
        } else if (!dialect->quote && html[at] == '>') {
            dialect->place = DIALECT_TEXT;
            return at + 1;
        }
    }
    return size;
}

/* The element, if it is one in which text is left as it is. */
static const char *keeps_text(const char *name, size_t size)
{
    static const char *const names[] = {"a", "code", "pre", "script", "style", "textarea", "title", "svg"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        size_t length = strlen(names[i]);
        if ((*name | 32) == *names[i] && size > length && strncasecmp(name, names[i], length) == 0 &&
            !is_word(name[length]))
            return names[i];
    }
    return NULL;
}

/* Whether a "<" opens a tag or comment: in raw HTML it may stand for itself. */
static bool opens_tag(const char *html, size_t size)
{
    return size > 1 && (is_letter(html[1]) || strchr("/!?", html[1]));
}

/* At the "<" of a tag or comment: it is appended, and what it opens or closes remembered. Returns its bytes. */
static size_t add_tag(struct dialect *dialect, const char *html, size_t size, struct buffer *out,
                      enum status *status)
{
    const char *name = size > 1 && html[1] == '/' ? html + 2 : html + 1;
    const char *keeps = size > 2 ? keeps_text(name, size - (size_t)(name - html)) : NULL;
    bool opens = name == html + 1 && !dialect->inside;
    if (opens)
        dialect->inside = keeps;
    else if (name > html + 1 && keeps == dialect->inside)
        dialect->inside = NULL;
    dialect->place = begins(html, size, "<!--") ? DIALECT_COMMENT : DIALECT_TAG;
    dialect->quote = '\0';
    size_t length = tag_size(dialect, html, size);
    /* A name is no link, and its end is often left out. */
    if (opens && keeps && *keeps == 'a' && !memmem(html, length, "href", 4))
        dialect->inside = NULL;
    *status = buffer_add(out, html, length);
    return length;
}

enum status dialect_apply(struct dialect *dialect, const char *html, size_t size, struct buffer *out)
{
    static const char quote[] = "<blockquote>\n<p>";
    enum status status = STATUS_OK;
    const size_t before = out->size;
    for (size_t at = 0, length; at < size && !status; at += length) {
        const char *text = html + at, *tag = memchr(text, '<', size - at);
        size_t left = size - at;
        if (dialect->place) {
            length = tag_size(dialect, text, left);
            status = buffer_add(out, text, length);
        } else if (tag != text) {
            length = tag ? (size_t)(tag - text) : left;
            status = dialect->inside ? buffer_add(out, text, length) : add_text(text, length, out);
        } else if (!opens_tag(text, left)) {
            length = 1;
            status = buffer_add(out, text, length);
        } else if (!dialect->inside && begins(text, left, quote)) {
            length = sizeof(quote) - 1;
            status = buffer_add(out, text, length);
            if (!status)
                length += add_kind(text + length, left - length, out, &status);
        } else {
            length = dialect->inside ? 0 : cut_link(text, left, out, &status);
            if (!length)
                length = add_tag(dialect, text, left, out, &status);
        }
    }
    /* A part of it would be an article that ends there. */
    if (status)
        out->size = before;
    return status;
}
