/* What the reader, who has no rights, asks of the system: a file NAME in $RUNTIME_DIRECTORY (slipcase.service: /run/slipcase/request),
 * for which a unit of the system waits, does it, and removes the file. */
#ifndef PLATFORM_REQUEST_H
#define PLATFORM_REQUEST_H

#include "base/fault.h"

/* Its folder; NULL: nobody waits for requests, as on a desktop. */
const char *request_folder(void);

/* The file appears whole. STATUS_UNSUPPORTED, with a sentence: nobody waits for it, as on a desktop; else as replace_file. */
enum status request_send(const char *name, const char *text, struct fault *fault) MUST_USE;

#endif
