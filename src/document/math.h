/* MathML as a line of text: what stands over and under becomes raised and lowered, a fraction “(a+b)/c”, a root “√(x)”. White space
 * between its elements means nothing. */
#ifndef DOCUMENT_MATH_H
#define DOCUMENT_MATH_H

#include "document/handlers.h"

/* The start of the last frame's element, whatever it is: what the one around it makes of its place, and, when it is one of
 * mathematics, what it does itself. */
void math_start(struct handlers *handlers, struct frame *frame, const char *const *attributes);

/* The end of an ELEMENT_MATH or ELEMENT_MATH_PART whose frame acts. */
void math_end(struct handlers *handlers, const struct frame *frame);

#endif
