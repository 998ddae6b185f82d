/* A bundle: a read-only set of named, size-capped entries. Behind it is a zip of articles (an EPUB is one), one within
 * another zip, a folder, or an article by itself (.md .html .txt) with the pictures and style sheets around it.
 *
 * Opening a zip reads the central directory once (APPNOTE.TXT 4.3.12, ZIP64 4.5.3) with pread and never mmaps: a pulled
 * stick would be SIGBUS. Local headers are read only when an entry is. Entries are numbered 0 … count-1 in the order of
 * their names (byte order of the normalised UTF-8), folders and Finder's "__MACOSX/" and ".DS_Store" left out. Not
 * thread-safe; one thread per bundle. */
#ifndef BUNDLE_BUNDLE_H
#define BUNDLE_BUNDLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/fault.h"

struct bundle;
struct entry_stream;

enum entry_kind {
    ENTRY_OTHER,
    ENTRY_MARKDOWN, /* .md .markdown .mdown */
    ENTRY_HTML,     /* .html .htm .xhtml */
    ENTRY_TEXT,     /* .txt .text */
    ENTRY_PICTURE,  /* .png .jpg .jpeg .gif .webp .bmp .svg */
    ENTRY_BUNDLE,   /* .epub .zip: bundle_open_inner */
    ENTRY_KINDS     /* how many there are */
};

/* By the name's ending, whatever its case. */
enum entry_kind entry_kind_of(const char *name);

#define ENTRY_NONE UINT32_MAX

/* A path may go on below a zip: "shelf.zip/book.epub" (bundle_open_inner). In a folder symbolic links are not
 * followed, and hidden files left out. Fails with a sentence that names `path`: not found, denied, not a zip,
 * truncated, an empty zip, neither article nor bundle inside, too large for limits.h. Free with bundle_close. */
enum status bundle_open(const char *path, struct bundle **out, struct fault *fault) MUST_USE;

/* The same where the path is not what a person should read: the sentences and bundle_path call it `name`. Of a path that goes on
 * below a zip that is its end, from the zip's own name on ("shelf.zip/book.epub"). */
enum status bundle_open_as(const char *path, const char *name, struct bundle **out,
                           struct fault *fault) MUST_USE;

/* Opens an entry of kind ENTRY_BUNDLE, nothing of which is unpacked to disk or held in memory; `outer` may be closed
 * before it. Its bundle_path is "OUTER/ENTRY", which bundle_open takes, too. STATUS_LIMIT for a bundle in a bundle
 * in a bundle (LIMIT_BUNDLE_DEPTH) and past LIMIT_INNER_BUNDLE; STATUS_CORRUPT when its bytes are damaged in
 * `outer`. */
enum status bundle_open_inner(struct bundle *outer, uint32_t entry, struct bundle **out,
                              struct fault *fault) MUST_USE;
void bundle_close(struct bundle *bundle);

/* As given to bundle_open or bundle_open_as, without '/' at its end. */
const char *bundle_path(const struct bundle *bundle);

/* The end of a path: what a visitor reads of it. The whole of one without a name, such as "." or "/". Borrowed from `path`. */
const char *bundle_file_name(const char *path);

/* The name to show before a title is known: the file's or folder's stem without GitHub's "-main"/"-master". */
const char *bundle_stem(const struct bundle *bundle);

uint32_t bundle_count(const struct bundle *bundle);

/* How many of the entries are articles, and how many are bundles. A shelf has only the latter. */
uint32_t bundle_articles(const struct bundle *bundle);
uint32_t bundle_volumes(const struct bundle *bundle);

/* The entry's name below the bundle's single top folder (if it has one), '/'-separated, NFC, no leading '/'.
 * Names that climb out ("../"), are absolute or hold control characters are kept out of the count and are
 * reported by bundle_refused. */
const char *bundle_name(const struct bundle *bundle, uint32_t entry);
uint64_t bundle_size(const struct bundle *bundle,
                     uint32_t entry); /* bytes when unpacked, as the directory says */
enum entry_kind bundle_kind(const struct bundle *bundle, uint32_t entry);

/* What the bundle's own description knows better than the name's ending: an entry's kind, and that its bytes are encrypted
 * within the zip (the DRM of an EPUB), so that entry_open says so. */
void bundle_declare(struct bundle *bundle, uint32_t entry, enum entry_kind kind);
void bundle_lock(struct bundle *bundle, uint32_t entry);
bool bundle_locked(const struct bundle *bundle, uint32_t entry);

/* The same for the language of its articles that say none, a BCP 47 tag of at most LIMIT_LANGUAGE_TAG bytes: what is declared
 * first stays, and the manifest's goes before. STATUS_NO_MEMORY. NULL: not said. */
enum status bundle_declare_language(struct bundle *bundle, const char *tag) MUST_USE;
const char *bundle_language(const struct bundle *bundle);

static inline bool entry_is_article(enum entry_kind kind)
{
    return kind == ENTRY_MARKDOWN || kind == ENTRY_HTML || kind == ENTRY_TEXT;
}

/* The entries left out at opening (also links and devices, all but the last of equal names, and those whose bytes
 * overlap another's), for `check`: calls `each` with the name as far as it can be shown and a sentence. */
void bundle_refused(const struct bundle *bundle,
                    void (*each)(void *data, const char *name, const char *sentence), void *data);

/* The entries [*begin, *end) in the folder path[0..size) and those below it; the path is empty or ends in '/', NFC. */
void bundle_folder(const struct bundle *bundle, const char *path, size_t size, uint32_t *begin,
                   uint32_t *end);

/* Whether an article is among them. */
bool bundle_folder_exists(const struct bundle *bundle, const char *path, size_t size);

/* Finds by name: exactly, with or without the top folder; then ignoring ASCII and Latin case. ENTRY_NONE if absent. */
uint32_t bundle_find(const struct bundle *bundle, const char *name);

/* Where reading starts: home= of the manifest (manifest.h), else README.md, index.md, index.html, SUMMARY.md (any case)
 * at the top, then in the shallowest folder, else the first article. ENTRY_NONE for a shelf: a bundle of bundles without
 * an article of its own. */
uint32_t bundle_home(const struct bundle *bundle);

/* The list of the bundle's articles: SUMMARY.md or _sidebar.md at the top; ENTRY_NONE when there is none. */
uint32_t bundle_summary(const struct bundle *bundle);

/* Reading an entry's bytes, unpacked, front to back. The CRC is compared when the end is reached; a folder's files
 * have none. */
enum status entry_open(struct bundle *bundle, uint32_t entry, struct entry_stream **out,
                       struct fault *fault) MUST_USE;

/* Fills up to `room` (at least 1) bytes; *got is 0 only at the sound end. STATUS_CORRUPT: wrong CRC, broken deflate
 * data, or more or fewer bytes than the directory claims; STATUS_IO: the file could not be read, or is another one
 * by now. The sentence names the entry. */
enum status entry_read(struct entry_stream *stream, void *bytes, size_t room, size_t *got,
                       struct fault *fault) MUST_USE;
void entry_close(struct entry_stream *stream);

/* The whole entry appended to `out`. STATUS_LIMIT when it claims or holds more than `limit` bytes. */
enum status entry_load(struct bundle *bundle, uint32_t entry, size_t limit, struct buffer *out,
                       struct fault *fault) MUST_USE;

#endif
