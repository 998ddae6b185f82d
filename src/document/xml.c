#include "document/xml.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/messages.h"
#include "base/utf8.h"
#include "document/cdata.h"
#include "document/charset.h"
#include "document/tags.h"

#define PIECE KIB(16)

/* A tag that is not closed within this many bytes is cut. */
#define TAG_SIZE KIB(64)

struct xml {
    const struct xml_handler *handler;
    void *data;
    const char *name;
    struct entry_stream *stream;
    struct charset *charset;
    xmlParserCtxtPtr parser;
    uint64_t taken;
    xmlEntity entity; /* the last one asked for */
    char character[5];
    struct buffer text;  /* decoded, not yet fed */
    struct buffer plain; /* what is fed */
    struct tags tags;
    struct cdata cdata;
    char bytes[PIECE];
};

static const char *local_name(const xmlChar *name)
{
    const char *colon = strrchr((const char *)name, ':');
    return colon ? colon + 1 : (const char *)name;
}

static void start_element(void *data, const xmlChar *name, const xmlChar **attributes)
{
    struct xml *xml = data;
    xml->handler->start(xml->data, local_name(name), (const char *const *)attributes);
}

static void end_element(void *data, const xmlChar *name)
{
    struct xml *xml = data;
    xml->handler->end(xml->data, local_name(name));
}

static void characters(void *data, const xmlChar *text, int size)
{
    struct xml *xml = data;
    if (xml->handler->characters)
        xml->handler->characters(xml->data, (const char *)text, (size_t)size);
}

/* XML's five entities and HTML's. In an attribute's value libxml2 takes only the first byte of a predefined one. */
static xmlEntityPtr find_entity(void *data, const xmlChar *name)
{
    struct xml *xml = data;
    xmlEntityPtr predefined = xmlGetPredefinedEntity(name);
    const htmlEntityDesc *known = predefined ? NULL : htmlEntityLookup(name);
    if (!known)
        return predefined;
    size_t size = utf8_encode(known->value, xml->character);
    xml->character[size] = '\0';
    xml->entity = (xmlEntity){
        .type = XML_ENTITY_DECL,
        .name = name,
        .content = (xmlChar *)xml->character,
        .orig = (xmlChar *)xml->character,
        .length = (int)size,
        .etype = xml->parser->instate == XML_PARSER_ATTRIBUTE_VALUE ? XML_INTERNAL_GENERAL_ENTITY
                                                                    : XML_INTERNAL_PREDEFINED_ENTITY,
    };
    return &xml->entity;
}

enum status xml_open(struct bundle *bundle, uint32_t entry, const struct xml_handler *handler, void *data,
                     struct xml **out, struct fault *fault)
{
    xmlSAXHandler sax = {.startElement = start_element,
                         .endElement = end_element,
                         .characters = characters,
                         .ignorableWhitespace = characters,
                         .cdataBlock = characters,
                         .getEntity = find_entity};
    struct xml *xml = calloc(1, sizeof *xml);
    if (!xml)
        return fault_no_memory(fault);
    xml->handler = handler;
    xml->data = data;
    xml->name = bundle_name(bundle, entry);
    xml->charset = charset_new();
    xml->parser = handler->html ? htmlCreatePushParserCtxt(&sax, xml, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8)
                                : xmlCreatePushParserCtxt(&sax, xml, NULL, 0, NULL);
    enum status status = xml->charset && xml->parser ? STATUS_OK : fault_no_memory(fault);
    if (!status)
        status = entry_open(bundle, entry, &xml->stream, fault);
    if (status) {
        xml_close(xml);
        return status;
    }
    /* The text comes in UTF-8 whatever it declares. */
    if (handler->html)
        htmlCtxtUseOptions(xml->parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                            HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
    else
        xmlCtxtUseOptions(xml->parser, XML_PARSE_RECOVER | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                           XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_IGNORE_ENC);
    *out = xml;
    return STATUS_OK;
}

void xml_close(struct xml *xml)
{
    if (!xml)
        return;
    if (xml->parser && xml->handler->html)
        htmlFreeParserCtxt(xml->parser);
    else if (xml->parser)
        xmlFreeParserCtxt(xml->parser);
    entry_close(xml->stream);
    charset_free(xml->charset);
    buffer_free(&xml->text);
    buffer_free(&xml->plain);
    free(xml);
}

/* Feeds the parser with whole tags, without CDATA sections, an internal subset (whose entities libxml2 would keep), and more
 * attributes than mean anything (libxml2 compares each with all others). */
static enum status feed(struct xml *xml, bool last, struct fault *fault)
{
    size_t whole = xml->text.size;
    if (!last && whole < TAG_SIZE)
        whole = whole ? tags_whole(xml->text.data, whole) : 0;
    xml->plain.size = 0;
    if (whole)
        tags_thin(&xml->tags, xml->text.data, whole);
    if (whole && cdata_apply(&xml->cdata, xml->text.data, whole, &xml->plain))
        return fault_no_memory(fault);
    buffer_drop(&xml->text, whole);
    (xml->handler->html ? htmlParseChunk : xmlParseChunk)(xml->parser, xml->plain.data ? xml->plain.data : "",
                                                          (int)xml->plain.size, last);
    return xml->parser->errNo == XML_ERR_NO_MEMORY ? fault_no_memory(fault) : STATUS_OK;
}

static enum status parse(struct xml *xml, size_t size, bool last, struct fault *fault)
{
    enum status status = charset_decode(xml->charset, xml->bytes, size, last, &xml->text);
    if (status == STATUS_NO_MEMORY)
        return fault_no_memory(fault);
    if (status)
        return fault_set(fault, status, _("The characters of “%s” cannot be read. Save it as UTF-8."),
                         xml->name);
    status = feed(xml, last, fault);
    if (status)
        return status;
    if (xml->parser->nameNr > XML_DEPTH)
        return fault_set(fault, STATUS_CORRUPT,
                         _("%s has too many elements in each other; what came before is used."), xml->name);
    if (last && !xml->handler->html && !xml->parser->wellFormed)
        return fault_set(fault, STATUS_CORRUPT,
                         _("%s is not well-formed XML (line %d); what could be read of it is used."),
                         xml->name, xml->parser->lastError.line);
    return STATUS_OK;
}

enum status xml_more(struct xml *xml, bool *complete, struct fault *fault)
{
    size_t size = 0, got = 1;
    *complete = true;
    while (size < PIECE && got) {
        enum status status = entry_read(xml->stream, xml->bytes + size, PIECE - size, &got, fault);
        if (status)
            return status;
        size += got;
    }
    xml->taken += size;
    if (xml->taken > LIMIT_DESCRIPTION)
        return fault_set(
            fault, STATUS_LIMIT,
            _("%s is too long for such a file; what comes behind its first %d MB is left aside."), xml->name,
            (int)(LIMIT_DESCRIPTION / MIB(1)));
    enum status status = parse(xml, size, !got, fault);
    *complete = !got || status;
    return status;
}

enum status xml_read(struct bundle *bundle, uint32_t entry, const struct xml_handler *handler, void *data,
                     struct fault *fault)
{
    struct xml *xml = NULL;
    bool complete = false;
    enum status status = xml_open(bundle, entry, handler, data, &xml, fault);
    while (!status && !complete)
        status = xml_more(xml, &complete, fault);
    xml_close(xml);
    return status;
}
