/* What a builder's sink has gathered, made into blocks: paragraphs, figures, files to keep, headings, code, captions. */
#ifndef DOCUMENT_COMPOSE_H
#define DOCUMENT_COMPOSE_H

#include "document/builder.h"

/* Adds a block to the article. `form` holds what is particular to it; NULL after a failure. */
struct draft *compose_block(struct builder *builder, const struct block *form);

/* The first `size` bytes of the builder's text become blocks of the kind that its sink makes. */
void compose_text(struct builder *builder, size_t size);

/* The bytes begin … end of `text` as paragraphs, figures and files. */
void compose_lines(struct builder *builder, const struct inline_text *text, size_t begin, size_t end);

/* True when a caption that comes now has a picture to go under. */
bool compose_awaits_caption(const struct builder *builder);

/* The end of a <figure>: a caption without a picture becomes a paragraph. */
void compose_figure_end(struct builder *builder);

/* A picture that the document puts beside its text stands before the paragraph that is open; false: it has to stand in it, as in a cell, or in
 * an item, whose marker is for the text. */
bool compose_beside(struct builder *builder, const struct picture *picture);

#endif
