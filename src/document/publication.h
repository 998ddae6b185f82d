/* What a bundle says of itself as a book: title, language, cover, where reading starts, the table of contents and the
 * reading order.
 *
 * The table is lazy: publication_more reads one piece of it (about 32 KB, or one list of Markdown), and the calls below that
 * need more of it read as far as they must, so that a summary of 100,000 links costs nothing until it is looked at. No call
 * walks over the bundle's articles, but for opening an EPUB whose spine cannot be read. Not thread-safe. Texts live until publication_free and are UTF-8.
 *
 * Example: a SUMMARY.md of "# 目录\n- [一](a.md)\n  - [二](b.md#x)\n# 附\n- [网](https://example.org/)" gives
 *   {"一", level 0, entry a.md} {"二", level 1, entry b.md, fragment "x"} {"附", level 0} {"网", level 0, address
 * "https://example.org/"}, and the reading order a.md, b.md. */
#ifndef DOCUMENT_PUBLICATION_H
#define DOCUMENT_PUBLICATION_H

#include "document/article.h"

struct publication;

struct publication_item {
    const char *label;    /* on one line; may be "" */
    const char *fragment; /* without '#', decoded; NULL: none */
    const char *
        address; /* what is no entry: an address out of the bundle, the name of a missing entry, or that of a folder with '/' at its end; else NULL */
    uint32_t
        entry; /* ENTRY_NONE: a heading without a link (no address either), out of the bundle, or missing */
    bool missing;   /* meant for this bundle, but there is no such entry */
    uint8_t level;  /* 0: top */
    uint8_t region; /* enum region of the label */
};

/* `bundle` must outlive it; some of its entries get another kind or a lock (bundle_declare, bundle_lock), so open this before
 * its articles. Broken descriptions are used as far as they go (publication_findings tells of them), so this fails only
 * without memory, and for a book that is encrypted as a whole (STATUS_UNSUPPORTED, a sentence that says so). */
enum status publication_open(struct bundle *bundle, struct publication **out, struct fault *fault) MUST_USE;
void publication_free(struct publication *publication);

/* Never empty: what the manifest says, else the package document (or site_name of mkdocs.yml), else the home article, unless
 * that is an EPUB's, else bundle_stem. The first call may have to open that article. */
const char *publication_title(struct publication *publication);

/* BCP 47, as the manifest, the package document or the home article says, else "und". The first call may have to open the
 * home article. */
const char *publication_language(struct publication *publication);

/* When it was published, as the manifest or the package document says: the beginning of an ISO 8601 date, such as "2024" or
 * "2024-05-01T08:00:00Z". NULL: not said. */
const char *publication_date(const struct publication *publication);

/* The picture on the shelf, an entry of kind ENTRY_PICTURE: what the package document says, else cover.png, .jpg, .jpeg or .webp
 * at the top; or ENTRY_NONE. The first call may have to open the page that shows it. */
uint32_t publication_cover(struct publication *publication);

/* Where reading starts: home= of the manifest; an EPUB's first page; README.md (index.md, index.html) beside the table, else
 * what its first link leads to; else bundle_home. ENTRY_NONE only for a bundle without an article. */
uint32_t publication_home(struct publication *publication);

/* The next (`step` 1) or previous (-1) article in reading order, ENTRY_NONE at its ends, for an entry that is not in it, and
 * when there is no order. From ENTRY_NONE the next is the first one, and the previous the last one. The home article comes
 * first when the order does not name it. Reads the table as far as needed; all of it for an entry that is not in the
 * order. */
uint32_t publication_next(struct publication *publication, uint32_t entry, int step);

/* Reads one more piece of the table of contents; false: all is read. */
bool publication_more(struct publication *publication);

/* Items of the table read so far; the first call reads until there is one, so 0 says that there is no table. */
uint32_t publication_count(struct publication *publication);

/* `index` is below publication_count. */
struct publication_item publication_item(const struct publication *publication, uint32_t index);

/* What is wrong with the bundle as a book, for `check`: descriptions that cannot be read, pages of the spine that are missing,
 * items that lead nowhere (but for those of a table that is an article, as SUMMARY.md: these are its links). Reads the whole
 * table; calls `each` with the entry that is at fault and a sentence. */
void publication_findings(struct publication *publication,
                          void (*each)(void *data, const char *name, const char *sentence), void *data);

#endif
