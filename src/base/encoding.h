/* Names of charsets as documents write them: all labels of the WHATWG Encoding Standard (encoding.spec.whatwg.org §4.2, as of
 * 2024), and the ICU converter that reads what each means. Browsers agree on these, so what people wrote works with them. */
#ifndef BASE_ENCODING_H
#define BASE_ENCODING_H

#include <stddef.h>

/* Encodings that hide markup from who reads them as ASCII; the standard has them replaced by one U+FFFD. */
#define ENCODING_REPLACEMENT "replacement"

/* The converter for label[0..size), white space around it and its case left alone: "UTF-8", "GB18030", … ENCODING_REPLACEMENT;
 * NULL: it is no label. */
const char *encoding_find(const char *label, size_t size);

#endif
