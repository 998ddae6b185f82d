#include "document/nav.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "document/attribute.h"
#include "document/xml.h"

/* Longer labels are cut. */
#define LABEL_SIZE KIB(4)

struct nav {
    struct toc *toc;
    struct xml *xml;
    uint32_t entry;
    enum status status;
    unsigned depth;    /* open elements */
    unsigned inside;   /* the depth of the table's element; 0: outside of it */
    unsigned level;    /* open <ol> or <navPoint> elements */
    unsigned labelled; /* the depth of the element that holds the label; 0: none is open */
    bool found;        /* a table was there */
    bool pending;      /* an item is not added yet */
    struct buffer label;
    char *href; /* NULL: none */
};

static void take_href(struct nav *nav, const char *href)
{
    free(nav->href);
    nav->href = href ? strdup(href) : NULL;
    if (href && !nav->href)
        nav->status = STATUS_NO_MEMORY;
}

static void flush(struct nav *nav)
{
    struct publication_item item = {.entry = ENTRY_NONE, .region = nav->toc->region};
    if (!nav->pending || nav->status)
        return;
    nav->pending = false;
    if (!nav->href && !nav->label.size)
        return;
    item.level = (uint8_t)(nav->level > UINT8_MAX ? UINT8_MAX : nav->level ? nav->level - 1 : 0);
    if (nav->href)
        nav->status = toc_resolve(nav->toc, nav->entry, nav->href, &item);
    if (!nav->status)
        nav->status = toc_add(nav->toc, &item, nav->label.data ? nav->label.data : "",
                              utf8_whole(nav->label.data ? nav->label.data : "", nav->label.size));
    take_href(nav, NULL);
    nav->label.size = 0;
}

static void add_label(struct nav *nav, const char *text, size_t size)
{
    size_t room = LABEL_SIZE - nav->label.size;
    if (!nav->status)
        nav->status = buffer_add(&nav->label, text, size < room ? size : room);
}

/* Whether a <nav> is the table: it says so, or no kind is given and it is the first. */
static bool is_table(const struct nav *nav, const char *name, const char *const *attributes)
{
    if (strcmp(name, "navMap") == 0)
        return true;
    const char *type = attribute(attributes, "epub:type"), *role = attribute(attributes, "role");
    if (strcmp(name, "nav") != 0)
        return false;
    if (!type && !role)
        return !nav->found;
    return (type && attribute_has_word(type, "toc")) || (role && attribute_has_word(role, "doc-toc"));
}

static void start(void *data, const char *name, const char *const *attributes)
{
    struct nav *nav = data;
    nav->depth++;
    if (!nav->inside) {
        if (is_table(nav, name, attributes)) {
            nav->inside = nav->depth;
            nav->found = true;
            nav->level = 0;
        }
        return;
    }
    if (nav->labelled) {
        const char *text = strcmp(name, "img") == 0 ? attribute(attributes, "alt") : NULL;
        if (text)
            add_label(nav, text, strlen(text));
    } else if (strcmp(name, "ol") == 0 || strcmp(name, "navPoint") == 0) {
        flush(nav);
        nav->level++;
        nav->pending = name[0] == 'n';
    } else if (nav->level && (strcmp(name, "a") == 0 || strcmp(name, "span") == 0)) {
        flush(nav);
        nav->pending = true;
        nav->labelled = nav->depth;
        take_href(nav, attribute(attributes, "href"));
    } else if (nav->pending && !nav->label.size && strcmp(name, "text") == 0) {
        nav->labelled = nav->depth;
    } else if (nav->pending && strcmp(name, "content") == 0) {
        take_href(nav, attribute(attributes, "src"));
    }
}

static void end(void *data, const char *name)
{
    struct nav *nav = data;
    if (nav->labelled == nav->depth)
        nav->labelled = 0;
    if (nav->inside && !nav->labelled && (strcmp(name, "ol") == 0 || strcmp(name, "navPoint") == 0)) {
        flush(nav);
        nav->level -= nav->level > 0;
    }
    if (nav->inside == nav->depth) {
        flush(nav);
        nav->inside = 0;
    }
    nav->depth -= nav->depth > 0;
}

static void characters(void *data, const char *text, size_t size)
{
    struct nav *nav = data;
    if (nav->labelled)
        add_label(nav, text, size);
}

static const struct xml_handler page_handler = {start, end, characters, true};
static const struct xml_handler ncx_handler = {start, end, characters, false};

enum status nav_open(struct toc *toc, uint32_t entry, bool page, struct nav **out, struct fault *fault)
{
    const struct xml_handler *handler = page ? &page_handler : &ncx_handler;
    struct nav *nav = calloc(1, sizeof *nav);
    if (!nav)
        return fault_no_memory(fault);
    nav->toc = toc;
    nav->entry = entry;
    enum status status = xml_open(toc->bundle, entry, handler, nav, &nav->xml, fault);
    if (status)
        nav_free(nav);
    else
        *out = nav;
    return status;
}

void nav_free(struct nav *nav)
{
    if (!nav)
        return;
    xml_close(nav->xml);
    buffer_free(&nav->label);
    free(nav->href);
    free(nav);
}

enum status nav_more(struct nav *nav, bool *complete, struct fault *fault)
{
    enum status status = xml_more(nav->xml, complete, fault);
    if (nav->status) {
        *complete = true;
        status = toc_explain(nav->toc->arena, bundle_name(nav->toc->bundle, nav->entry), fault);
    }
    return status;
}
