/* The charset that a document declares near its beginning. */
#ifndef DOCUMENT_PRESCAN_H
#define DOCUMENT_PRESCAN_H

#include <stddef.h>

/* Bytes of a document in which it is looked for; HTML asks for 1,024, and pages have been seen with long comments before. */
#define PRESCAN_SIZE 4096

/* The converter (encoding.h) that bytes[0..size) declare: <?xml … encoding=…?> at their very beginning, or the first <meta charset>
 * or <meta http-equiv=content-type content="… charset=…"> with a known label outside of comments (HTML, "prescan a byte
 * stream to determine its encoding"). The bytes are read as ASCII, so a declared UTF-16 can only mean UTF-8, as the standard
 * has it. NULL: none. */
const char *prescan(const char *bytes, size_t size);

#endif
