/* A folder as a bundle. Private to bundle/. */
#ifndef BUNDLE_FILES_H
#define BUNDLE_FILES_H

#include "bundle/index.h"
#include "bundle/medium.h"

/* Takes `fd` over, also when it fails: STATUS_NO_MEMORY. */
enum status files_new(int fd, struct files **out, struct fault *fault) MUST_USE;

/* Reads what is in the folder into an index that is zeroed except for its charset (index.h). With `article` only
 * that file of it and the pictures and style sheets around it (walk.h). The sentences name `path`. STATUS_IO,
 * STATUS_DENIED, STATUS_LIMIT. */
enum status files_index(struct files *files, const char *article, const char *path, struct index *index,
                        struct fault *fault) MUST_USE;
void files_free(struct files *files);

/* The entry's name as the system has it, below the folder that was opened. */
const char *files_name(const struct bundle *bundle, uint32_t entry);

/* The bytes of an entry's file: as many as bundle_size says. STATUS_IO when it has changed, vanished, or cannot be read;
 * STATUS_DENIED. */
enum status files_open(const struct bundle *bundle, uint32_t entry, struct medium **out,
                       struct fault *fault) MUST_USE;

#endif
