/* The XML files that describe an EPUB, pushed piece by piece through libxml2's parsers with handlers of ours: no tree, nothing
 * from elsewhere (no DTD, no external entity), and no entity that the file itself declares, so that none can grow. HTML's
 * named characters are known. What is not well-formed is read as far as libxml2 recovers; a page in XHTML, which may well be
 * HTML, by the rules of HTML. Private to document/. */
#ifndef DOCUMENT_XML_H
#define DOCUMENT_XML_H

#include "document/article.h"

/* Names are without their prefix; `attributes` as in attribute.h, with the prefixes that stand in the file. */
struct xml_handler {
    void (*start)(void *data, const char *name, const char *const *attributes);
    void (*end)(void *data, const char *name);
    void (*characters)(void *data, const char *text, size_t size); /* NULL: not wanted */
    bool html;                                                     /* by the rules of HTML */
};

/* Elements that may be open: an end tag without a start is looked for in all of them. Twenty levels of a table take fifty. */
#define XML_DEPTH 128

struct xml;

/* `handler` and what `data` points to must outlive it. */
enum status xml_open(struct bundle *bundle, uint32_t entry, const struct xml_handler *handler, void *data,
                     struct xml **out, struct fault *fault) MUST_USE;
void xml_close(struct xml *xml);

/* Reads and parses the next piece, about 16 KB; *complete becomes true with the last one, and also with every failure:
 * that of entry_read, STATUS_LIMIT past LIMIT_DESCRIPTION, and STATUS_CORRUPT at the end of what was not well-formed, or
 * when more than XML_DEPTH elements are open. What was read before has been handed out. */
enum status xml_more(struct xml *xml, bool *complete, struct fault *fault) MUST_USE;

/* All of it. */
enum status xml_read(struct bundle *bundle, uint32_t entry, const struct xml_handler *handler, void *data,
                     struct fault *fault) MUST_USE;

#endif
