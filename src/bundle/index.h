/* The bundle's entries in memory, private to this folder: 20 bytes and a name for each. */
#ifndef BUNDLE_INDEX_H
#define BUNDLE_INDEX_H

#include "bundle/bundle.h"
#include "bundle/manifest.h"
#include "bundle/names.h"
#include "bundle/zip.h"

struct record {
    uint64_t size;
    uint32_t
        directory; /* offset of the central header within the directory; read again when the entry is opened. In a folder:
                    * see files.c */
    uint32_t name; /* offset in `names`, top folder included */
    uint16_t
        slack; /* most bytes that the local header's extra block may take before the next entry's place */
    uint8_t kind;
    uint8_t refused : 7;               /* enum refusal_reason, while the index is built */
    uint8_t locked : 1;                /* bundle_lock */
} __attribute__((packed, aligned(4))); /* without padding, which a million entries would feel */

enum refusal_reason {
    REFUSED_NOT,
    REFUSED_CLIMBS,
    REFUSED_ABSOLUTE,
    REFUSED_CONTROL,
    REFUSED_TOO_LONG,
    REFUSED_EMPTY,
    REFUSED_SPECIAL,
    REFUSED_BEYOND,
    REFUSED_OVERLAP,
    REFUSED_DUPLICATE,
    REFUSED_DENIED,
    REFUSED_DEEP,
};

struct refusal {
    uint32_t name;
    uint32_t reason;
};

struct index {
    struct record *records; /* in the order of their names */
    struct refusal *refused;
    char *names; /* each with a NUL */
    uint32_t count, room, refused_count, refused_room;
    size_t names_size, names_room;
    size_t top;          /* length of the single top folder with its '/', or 0 */
    const char *charset; /* the converter of names that do not say theirs; NULL: there are none */
};

struct bundle {
    struct zip zip;
    struct files *files; /* instead of a zip */
    char *path, *stem;
    char *language; /* declared, or NULL */
    struct index index;
    struct manifest_file *manifest; /* or NULL */
    uint32_t *named;                /* named.c; NULL: not asked for yet */
    uint32_t named_room;
    uint32_t home, summary, articles, volumes;
    uint32_t depth; /* how many bundles it is in */
};

/* As entry_kind_of; the name is `size` bytes long. */
enum entry_kind index_kind_of(const char *name, size_t size);

/* Reads the directory into a zeroed index, which index_free empties, also after a failure. A `charset` that is already set is
 * that of legacy names; else it is found out. */
enum status index_build(struct index *index, const struct zip *zip, const char *path,
                        struct fault *fault) MUST_USE;

/* Why a name is refused; not for NAME_FOLDER, which is no entry. */
enum refusal_reason index_judge(enum name_verdict verdict);

/* Sorts the records of an index that was filled by hand, moves those with `refused` set out of them, and makes the
 * rest of it. STATUS_NO_MEMORY without a sentence. */
enum status index_finish(struct index *index) MUST_USE;
void index_free(struct index *index);

/* Reads the manifest, and the index once more when it says in which charset the names are. Fails only when the file cannot be
 * read or memory gives out. */
enum status imprint_read(struct bundle *bundle, struct fault *fault) MUST_USE;

/* The article that the manifest names as home, or ENTRY_NONE. */
uint32_t imprint_home(const struct bundle *bundle);

static inline const char *index_name(const struct index *index, uint32_t entry)
{
    return index->names + index->records[entry].name + index->top;
}

#endif
