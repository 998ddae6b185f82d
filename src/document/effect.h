/* What CSS properties do to the state of a builder: inherited ones go on to the elements inside, since the state does. */
#ifndef DOCUMENT_EFFECT_H
#define DOCUMENT_EFFECT_H

#include "document/attribute.h"
#include "document/builder.h"
#include "document/cascade.h"
#include "document/element.h"

/* What `element` says by its attributes, weaker than any sheet (HTML §15.2). `out` is empty. */
void effect_hints(const struct element *element, const struct attributes *given, struct properties *out);

/* Alignment, indentation, direction, the page it begins on; before the element's own effect. */
void effect_box(struct builder *builder, const struct element *element, const struct properties *properties);

/* How its characters look; after the element's own effect. `parent` is the look around it. */
void effect_look(struct look *look, const struct look *parent, const struct element *element,
                 const struct properties *properties);

#endif
