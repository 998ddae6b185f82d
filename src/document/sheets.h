/* <style> and <link rel=stylesheet>: the sheets of an article on their way to its cascade. */
#ifndef DOCUMENT_SHEETS_H
#define DOCUMENT_SHEETS_H

#include "document/handlers.h"

/* <link>: a sheet of the same bundle is taken in at once. */
void sheets_link(struct handlers *handlers, const char *const *attributes);

/* <style>: its characters are gathered until it ends. */
void sheets_start(struct handlers *handlers, struct frame *frame, const char *const *attributes);
void sheets_end(struct handlers *handlers);

#endif
