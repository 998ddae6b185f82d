/* What the start and the end of each HTML element do to the article that is being built. */
#ifndef DOCUMENT_HANDLERS_H
#define DOCUMENT_HANDLERS_H

#include "base/limits.h"
#include "document/builder.h"
#include "document/cascade.h"
#include "document/element.h"

/* An open element that changes the state. */
struct frame {
    const struct element *element;
    struct state saved;
    uint32_t plain;  /* elements without a frame, open right above this one */
    uint32_t number; /* ELEMENT_ORDERED: of the next item; ELEMENT_DRAWING: pictures taken from it */
    bool reversed;   /* ELEMENT_ORDERED: they count down */
    bool break_after;
    bool acts; /* its end has something to do */
};

/* Zero-initialise it but for the builder and the cascade's arena; handlers_free gives its memory back. */
struct handlers {
    struct builder *builder;
    struct cascade cascade;
    bool vertical, hanging; /* writing-mode of <html> and <body>, hanging-punctuation also of <p> */
    const char *language;   /* lang= of <html>, or NULL; in the builder's arena */
    bool in_head_row;       /* inside of <thead> */
    size_t depth;
    struct frame frames[LIMIT_NESTING]; /* elements deeper than that are transparent */
};

/* The calls come in pairs that nest; `attributes` as in attribute.h. */
void handlers_start(struct handlers *handlers, const char *name, const char *const *attributes);
void handlers_end(struct handlers *handlers, const char *name);
void handlers_free(struct handlers *handlers);

#endif
