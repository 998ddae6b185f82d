/* Links between notes, as Obsidian and Dendron write them: [[name]], [[name|words]], [[name#heading]], and ![[picture.png]]. */
#ifndef DOCUMENT_WIKI_H
#define DOCUMENT_WIKI_H

#include "document/handlers.h"

/* Bytes of the link with which the Markdown text[0..size) begins, or 0. What Markdown itself makes a link of is none. */
size_t wiki_size(const char *text, size_t size);

/* Appends it as the element WIKI_ELEMENT. */
#define WIKI_ELEMENT "slipcase-wiki"
enum status wiki_add(const char *text, size_t size, struct buffer *out) MUST_USE;

/* At that element: the link or picture, or the words alone when the bundle has no such name. */
void wiki_start(struct handlers *handlers, const char *const *attributes);

#endif
