#include "document/html.h"

#include <libxml/HTMLparser.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "document/asides.h"
#include "document/cdata.h"
#include "document/handlers.h"
#include "document/tags.h"

/* What libxml2 is given at a time; the depth of nesting is looked at between. */
#define FEED_SIZE (8 * 1024)

/* A tag that is not closed within this many bytes is cut. */
#define TAG_SIZE (256 * 1024)

struct html {
    struct handlers handlers;
    htmlParserCtxtPtr parser;
    struct tags tags;
    struct asides asides;
    struct cdata cdata;
    struct buffer plain; /* the piece without what only XHTML has */
    struct buffer tag;   /* a tag cut off at the end of the last piece */
};

static void start_element(void *data, const xmlChar *name, const xmlChar **attributes)
{
    struct html *html = data;
    const char *const *given = (const char *const *)attributes;
    if (!asides_start(&html->asides, html->handlers.builder, (const char *)name, given))
        handlers_start(&html->handlers, (const char *)name, given);
}

static void end_element(void *data, const xmlChar *name)
{
    struct html *html = data;
    if (asides_end(&html->asides, html->handlers.builder, (const char *)name))
        return;
    if (strcmp((const char *)name, "body") == 0)
        asides_release(&html->asides, &html->handlers);
    handlers_end(&html->handlers, (const char *)name);
}

static void characters(void *data, const xmlChar *text, int size)
{
    struct html *html = data;
    struct builder *builder = html->handlers.builder;
    if (!builder->status && !asides_characters(&html->asides, builder, (const char *)text, (size_t)size))
        builder_characters(builder, (const char *)text, (size_t)size);
}

struct html *html_new(struct builder *builder)
{
    struct html *html = calloc(1, sizeof(*html));
    if (!html)
        return NULL;
    html->handlers.builder = builder;
    html->handlers.cascade.arena = builder->arena;
    htmlSAXHandler handlers = {.startElement = start_element,
                               .endElement = end_element,
                               .characters = characters,
                               .ignorableWhitespace = characters,
                               .cdataBlock = characters};
    html->parser = htmlCreatePushParserCtxt(&handlers, html, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
    if (!html->parser) {
        free(html);
        return NULL;
    }
    htmlCtxtUseOptions(html->parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                         HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
    return html;
}

void html_free(struct html *html)
{
    if (!html)
        return;
    htmlFreeParserCtxt(html->parser);
    handlers_free(&html->handlers);
    buffer_free(&html->asides.events);
    buffer_free(&html->plain);
    buffer_free(&html->tag);
    free(html);
}

/* Whether bytes put in now would be read as markup: the parser waits in no tag, comment or script. */
static bool between_tags(const htmlParserCtxt *parser)
{
    const char *name = (const char *)parser->name;
    bool waits = parser->input->cur < parser->input->end && *parser->input->cur == '<';
    return parser->instate == XML_PARSER_CONTENT && !waits && name && strcmp(name, "script") != 0 &&
           strcmp(name, "style") != 0;
}

/* Ends the innermost elements when too many are open: libxml2 looks through all of them for each end tag that has no
 * start. They are far below LIMIT_NESTING, where elements mean nothing any more. */
static void limit_depth(struct html *html)
{
    htmlParserCtxtPtr parser = html->parser;
    int before = INT_MAX;
    while (parser->nameNr > (int)LIMIT_NESTING * 2 && parser->nameNr < before && between_tags(parser) &&
           !html->handlers.builder->status) {
        char tag[64];
        before = parser->nameNr;
        int size = snprintf(tag, sizeof(tag), "</%s>", (const char *)parser->name);
        if (size > 0 && size < (int)sizeof(tag))
            htmlParseChunk(parser, tag, size, 0);
    }
}

static void parse(struct html *html, char *text, size_t size)
{
    tags_thin(&html->tags, text, size);
    tags_keep_open(&html->tags, text, size);
    while (size && !html->handlers.builder->status) {
        size_t piece = size < FEED_SIZE ? size : FEED_SIZE;
        if (piece < size && tags_whole(text, piece))
            piece = tags_whole(text, piece);
        if (piece < size)
            piece = utf8_whole(text, piece);
        htmlParseChunk(html->parser, text, (int)piece, 0);
        limit_depth(html);
        text += piece;
        size -= piece;
    }
}

enum status html_feed(struct html *html, const char *text, size_t size, bool last)
{
    enum status status = buffer_add(&html->tag, text, size);
    if (status)
        return status;
    size_t whole = html->tag.size;
    if (!last && whole < TAG_SIZE)
        whole = tags_whole(html->tag.data, whole);
    if (whole && cdata_present(&html->cdata, html->tag.data, whole)) {
        html->plain.size = 0;
        status = cdata_apply(&html->cdata, html->tag.data, whole, &html->plain);
        if (status)
            return status;
        parse(html, html->plain.data, html->plain.size);
    } else {
        parse(html, html->tag.data, whole);
    }
    buffer_drop(&html->tag, whole);
    if (last && !html->handlers.builder->status)
        htmlParseChunk(html->parser, "", 0, 1);
    if (last)
        asides_release(&html->asides, &html->handlers);
    if (!html->handlers.builder->status && html->parser->errNo == XML_ERR_NO_MEMORY)
        html->handlers.builder->status = STATUS_NO_MEMORY;
    return html->handlers.builder->status;
}

const char *html_language(const struct html *html)
{
    return html->handlers.language;
}

bool html_vertical(const struct html *html)
{
    return html->handlers.vertical;
}

bool html_hanging(const struct html *html)
{
    return html->handlers.hanging;
}
