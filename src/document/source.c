#include "document/source.h"

#include <md4c-html.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/messages.h"
#include "base/utf8.h"
#include "document/delimiter.h"
#include "document/dialect.h"
#include "document/footnotes.h"
#include "document/front.h"
#include "document/intake.h"
#include "document/language.h"
#include "document/marks.h"
#include "document/references.h"
#include "document/split.h"

/* Put behind a part. Where nothing is open it comes out as a paragraph with an emphasised word; inside of an HTML block
 * that stands at the top level, as it is. */
#define SENTINEL "*slipcasecut*\n"
static const struct {
    const char *before, *html;
} sentinels[] = {[CUT_BLOCK] = {"\n\n", "<p><em>slipcasecut</em></p>\n"}, [CUT_MARKUP] = {"", SENTINEL}};

struct source {
    struct intake intake;
    struct references *references;
    struct footnotes *footnotes;
    struct split split;
    struct dialect dialect;
    size_t gathered; /* bytes of text whose definitions are known */
    bool begun;      /* past front matter */
    struct front front;
    bool raw;       /* text begins inside of an HTML block that ends with a blank line */
    uint64_t given; /* bytes of HTML so far */
    const char *language;
};

struct source *source_open(const struct source_input *input)
{
    struct source *source = calloc(1, sizeof(*source));
    if (!source)
        return NULL;
    bool open = intake_open(&source->intake, input);
    source->references = references_new();
    source->footnotes = footnotes_new();
    if (open && source->references && source->footnotes)
        return source;
    source_close(source);
    return NULL;
}

void source_close(struct source *source)
{
    if (!source)
        return;
    intake_close(&source->intake);
    references_free(source->references);
    footnotes_free(source->footnotes);
    front_free(&source->front);
    free(source);
}

void source_charset(struct source *source, const char *label)
{
    if (label)
        charset_prefer(source->intake.charset, label);
}

const char *source_language(const struct source *source)
{
    return source->language ? source->language : "und";
}

enum status source_too_long(const char *name, struct fault *fault)
{
    return fault_set(fault, STATUS_LIMIT,
                     _("“%s” is too long to be shown whole. Split it into several files."), name);
}

/* md4c's output, up to a limit. */
struct conversion {
    struct buffer html;
    enum status status;
};

static void take_html(const MD_CHAR *html, MD_SIZE size, void *data)
{
    struct conversion *conversion = data;
    if (!conversion->status)
        conversion->status = buffer_add(&conversion->html, html, size);
}

/* Reads on to the end, where labels and notes may be defined that are used here. */
static enum status gather_all(struct source *source, struct fault *fault)
{
    while (!source->intake.ended) {
        enum status status = intake_more(&source->intake, fault);
        if (status)
            return status;
    }
    const struct buffer *text = &source->intake.text;
    enum status status = references_gather(source->references, text->data, text->size);
    if (!status)
        status = footnotes_gather(source->footnotes, text->data, text->size, source->intake.dropped);
    source->gathered = SIZE_MAX;
    return status ? fault_no_memory(fault) : STATUS_OK;
}

/* The first `size` bytes with links for footnotes in *out, which stays empty when they have none. */
static enum status apply_footnotes(struct source *source, size_t size, struct buffer *out, bool *missing)
{
    if (!footnotes_present(source->intake.text.data, size))
        return STATUS_OK;
    enum status status = STATUS_OK;
    if (source->gathered != SIZE_MAX)
        status = footnotes_gather(source->footnotes, source->intake.text.data, size, source->intake.dropped);
    return status ? status : footnotes_apply(source->footnotes, source->intake.text.data, size, out, missing);
}

/* Appends text[0..size) to `out`, behind the definitions it needs. */
static enum status add_part(struct source *source, const char *text, size_t size, struct buffer *out,
                            bool *missing)
{
    struct buffer kept = {0};
    enum status status = STATUS_OK;
    if (marks_present(text, size)) {
        status = marks_apply(text, size, &kept);
        text = kept.data;
        size = kept.size;
    }
    if (!status)
        status = references_collect(source->references, text, size, out, missing);
    if (!status && out->size)
        status = buffer_add(out, "\n", 1);
    if (!status)
        status = delimiter_widen(text, size, out);
    buffer_free(&kept);
    return status;
}

/* Puts the part of `size` bytes with the definitions it needs and, unless it is the last, the sentinel into `out`. */
static enum status prepare(struct source *source, size_t size, enum cut cut, struct buffer *out,
                           struct fault *fault)
{
    struct buffer linked = {0};
    size_t references = footnotes_count(source->footnotes);
    enum status status = STATUS_OK;
    for (bool again = true; again && !status;) {
        bool missing = false;
        again = false;
        linked.size = out->size = 0;
        footnotes_rewind(source->footnotes, references);
        status = apply_footnotes(source, size, &linked, &missing);
        const struct buffer *part = linked.size ? &linked : &source->intake.text;
        if (!status)
            status = add_part(source, part->data, linked.size ? linked.size : size, out, &missing);
        if (!status && missing && source->gathered < SIZE_MAX) {
            again = true;
            enum status read = gather_all(source, fault);
            if (read) {
                buffer_free(&linked);
                return read;
            }
        }
    }
    buffer_free(&linked);
    if (!status && cut)
        status = buffer_print(out, "%s%s", sentinels[cut].before, SENTINEL);
    return status ? fault_set(fault, status, _("There is not enough memory.")) : STATUS_OK;
}

static enum status render(const struct source *source, const struct buffer *part,
                          struct conversion *conversion)
{
    uint64_t allowed =
        source->intake.taken * LIMIT_MARKDOWN_GROWTH + LIMIT_MARKDOWN_ALLOWANCE - source->given;
    conversion->html.limit = allowed < SIZE_MAX ? (size_t)allowed : SIZE_MAX;
    uint64_t addresses = dialect_addresses(part->data, part->size);
    unsigned flags = MD_DIALECT_GITHUB;
    if (addresses * part->size > LIMIT_MARKDOWN_ADDRESSES)
        flags &= ~(unsigned)(MD_FLAG_PERMISSIVEURLAUTOLINKS | MD_FLAG_PERMISSIVEWWWAUTOLINKS);
    int result = md_html(part->data, (MD_SIZE)part->size, take_html, conversion, flags, 0);
    return !conversion->status && result ? STATUS_NO_MEMORY : conversion->status;
}

/* Converts the first `size` bytes, all there are for CUT_NONE. *sound is false, and `out` left alone, when they cannot be
 * cut there. */
static enum status convert(struct source *source, size_t size, enum cut cut, struct buffer *out, bool *sound,
                           struct fault *fault)
{
    struct buffer part = {0};
    struct conversion conversion = {0};
    size_t references = footnotes_count(source->footnotes);
    enum status status = prepare(source, size, cut, &part, fault);
    if (status)
        goto out;
    status = render(source, &part, &conversion);
    const char *sentinel = cut ? sentinels[cut].html : "";
    size_t length = conversion.html.size, mark = strlen(sentinel);
    *sound = !mark || (length >= mark && memcmp(conversion.html.data + length - mark, sentinel, mark) == 0);
    if (!status && *sound) {
        source->given += length - mark;
        status = length > mark ? dialect_apply(&source->dialect, conversion.html.data, length - mark, out)
                               : STATUS_OK;
    } else if (!status) {
        footnotes_rewind(source->footnotes, references);
    }
    if (status == STATUS_LIMIT)
        source_too_long(source->intake.input.name, fault);
    else if (status)
        fault_no_memory(fault);
out:
    buffer_free(&part);
    buffer_free(&conversion.html);
    return status;
}

/* As CommonMark 0.31.2 §2.3 says, U+0000 becomes U+FFFD. */
static enum status add_lines(struct buffer *out, const char *text, size_t size)
{
    enum status status = STATUS_OK;
    while (size && !status) {
        const char *nul = memchr(text, '\0', size);
        size_t plain = nul ? (size_t)(nul - text) : size;
        status = buffer_add(out, text, plain);
        if (!status && nul)
            status = buffer_add(out, "\xEF\xBF\xBD", 3);
        text += plain + (nul != NULL);
        size -= plain + (nul != NULL);
    }
    return status;
}

/* Hands lines of an HTML block through as they are: a piece of them, or those before the blank line that ends it. */
static enum status next_raw(struct source *source, struct buffer *out, struct fault *fault)
{
    size_t size = 0;
    while (source->raw && size < source->intake.input.piece) {
        const char *line = source->intake.text.data + size;
        size_t left = source->intake.text.size - size;
        const char *end = memchr(line, '\n', left);
        if (!end && !source->intake.ended) {
            enum status status = intake_more(&source->intake, fault);
            if (status)
                return status;
            continue;
        }
        size_t length = end ? (size_t)(end - line) : left;
        source->raw = length > 0 && strspn(line, " \t") < length;
        if (source->raw)
            size += length + (end != NULL);
    }
    struct buffer lines = {0};
    enum status status = add_lines(&lines, source->intake.text.data, size);
    if (!status && size && source->intake.text.data[size - 1] != '\n')
        status = buffer_add(&lines, "\n", 1);
    if (!status)
        status = dialect_apply(&source->dialect, lines.data, lines.size, out);
    buffer_free(&lines);
    source->given += size;
    intake_drop(&source->intake, size);
    return status ? fault_no_memory(fault) : STATUS_OK;
}

static enum status next_markdown(struct source *source, struct buffer *out, struct fault *fault)
{
    size_t threshold = source->intake.input.piece;
    if (source->raw)
        return next_raw(source, out, fault);
    for (;;) {
        size_t size = source->intake.text.size;
        enum cut cut =
            split_find(&source->split, source->intake.text.data, source->intake.text.size, threshold, &size);
        if (!cut && !source->intake.ended) {
            enum status status = intake_more(&source->intake, fault);
            if (status)
                return status;
            continue;
        }
        bool sound;
        enum status status = convert(source, size, cut, out, &sound, fault);
        if (status)
            return status;
        if (!sound) {
            threshold = size * 2;
            continue;
        }
        if (source->gathered != SIZE_MAX)
            status = references_gather(source->references, source->intake.text.data, size);
        if (status)
            return fault_no_memory(fault);
        intake_drop(&source->intake, size);
        source->split = (struct split){0};
        source->raw = cut == CUT_MARKUP;
        return STATUS_OK;
    }
}

/* One footnote as an item of their list; its links back stand at the end of its last paragraph. */
static enum status add_note(struct source *source, size_t number, struct buffer *out)
{
    static const char end[] = "</p>\n";
    struct conversion conversion = {0};
    struct buffer linked = {0}, part = {0};
    bool missing = false;
    const char *text = footnotes_note(source->footnotes, number);
    enum status status = footnotes_apply(source->footnotes, text, strlen(text), &linked, &missing);
    if (!status && linked.size)
        status = add_part(source, linked.data, linked.size, &part, &missing);
    if (!status && part.size)
        status = render(source, &part, &conversion);
    const struct buffer *html = &conversion.html;
    size_t mark = sizeof(end) - 1;
    bool paragraph = html->size >= mark && memcmp(html->data + html->size - mark, end, mark) == 0;
    if (!status)
        status = footnotes_begin(source->footnotes, number, out);
    if (!status && html->size)
        status = dialect_apply(&(struct dialect){0}, html->data, html->size - (paragraph ? mark : 0), out);
    if (!status)
        status = footnotes_back(source->footnotes, number, out);
    if (!status)
        status = buffer_print(out, "%s</li>\n", paragraph ? end : "");
    source->given += html->size;
    buffer_free(&conversion.html);
    buffer_free(&linked);
    buffer_free(&part);
    return status;
}

/* The footnotes, behind all other text; those that notes refer to come last. */
static enum status add_notes(struct source *source, struct buffer *out, struct fault *fault)
{
    enum status status = STATUS_OK;
    if (!footnotes_note(source->footnotes, 1))
        return STATUS_OK;
    status = buffer_print(out, "<hr>\n<small><ol>\n");
    for (size_t number = 1; !status && footnotes_note(source->footnotes, number); number++)
        status = add_note(source, number, out);
    if (!status)
        status = buffer_print(out, "</ol></small>\n");
    return status == STATUS_LIMIT ? source_too_long(source->intake.input.name, fault)
           : status               ? fault_no_memory(fault)
                                  : STATUS_OK;
}

/* Takes front matter off the beginning of the text. */
static enum status take_front(struct source *source, struct fault *fault)
{
    static const char mark[] = "---";
    source->begun = true;
    while (!source->intake.ended && source->intake.text.size < FRONT_SIZE &&
           strncmp(source->intake.text.data ? source->intake.text.data : "", mark,
                   source->intake.text.size < 3 ? source->intake.text.size : 3) == 0) {
        enum status status = intake_more(&source->intake, fault);
        if (status)
            return status;
    }
    size_t size = source->intake.text.size;
    if (!size)
        return STATUS_OK;
    enum status status = front_read(source->intake.text.data, &size, &source->front);
    intake_drop(&source->intake, size);
    return status ? fault_no_memory(fault) : STATUS_OK;
}

const struct front *source_front(const struct source *source)
{
    return &source->front;
}

/* A piece's length, to the end of a character. */
static size_t piece_of(const struct source *source)
{
    size_t size = source->intake.text.size;
    if (size <= source->intake.input.piece)
        return size;
    size_t whole = utf8_whole(source->intake.text.data, source->intake.input.piece);
    uint32_t code;
    return whole ? whole : utf8_decode(source->intake.text.data, size, &code);
}

enum status source_next(struct source *source, struct buffer *out, bool *complete, struct fault *fault)
{
    *complete = false;
    if (!source->begun && source->intake.input.kind == ENTRY_MARKDOWN) {
        enum status status = take_front(source, fault);
        if (status)
            return status;
    }
    while (!source->intake.ended && source->intake.text.size < source->intake.input.piece) {
        enum status status = intake_more(&source->intake, fault);
        if (status)
            return status;
    }
    if (!source->language)
        source->language = language_of(source->intake.text.data, source->intake.text.size);
    enum status status = STATUS_OK;
    if (source->intake.text.size && source->intake.input.kind == ENTRY_MARKDOWN) {
        status = next_markdown(source, out, fault);
    } else if (source->intake.text.size) {
        size_t size = piece_of(source);
        if (buffer_add(out, source->intake.text.data, size))
            return fault_no_memory(fault);
        intake_drop(&source->intake, size);
    }
    if (status || !source->intake.ended || source->intake.text.size)
        return status;
    status = add_notes(source, out, fault);
    if (status)
        return status;
    *complete = true;
    if (source->intake.failure && fault)
        *fault = source->intake.fault;
    return source->intake.failure;
}
