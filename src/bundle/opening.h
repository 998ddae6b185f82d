/* Making a bundle out of what was found behind a path. Private to bundle/. */
#ifndef BUNDLE_OPENING_H
#define BUNDLE_OPENING_H

#include "bundle/bundle.h"
#include "bundle/medium.h"

/* The zip in `medium`, which is taken over, also when it fails. `name` is what bundle_path gives; `depth` is 0, or
 * that of the bundle it is an entry of + 1. */
enum status opening_zip(struct medium *medium, const char *name, uint32_t depth, struct bundle **out,
                        struct fault *fault) MUST_USE;

/* The folder open in `fd`, which is taken over, also when it fails; with `article` only that file of it and what is
 * around it. */
enum status opening_folder(int fd, const char *article, const char *name, struct bundle **out,
                           struct fault *fault) MUST_USE;

/* The sentence for a path that the system does not open, for errno: STATUS_NOT_FOUND, _DENIED or _IO. */
enum status opening_failed(const char *name, struct fault *fault);

/* The article at `path` by itself. */
enum status opening_article(const char *path, const char *name, struct bundle **out,
                            struct fault *fault) MUST_USE;

/* For a path that goes on below a file: "shelf.zip/book.epub". `name` is the path or its end, from the file's own name on. */
enum status opening_below(const char *path, const char *name, struct bundle **out,
                          struct fault *fault) MUST_USE;

#endif
