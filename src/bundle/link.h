/* Where a link in an article leads: to an entry of the same bundle, or out of it.
 *
 * Understood: relative paths with ./ and ../, a leading '/' as the bundle's top or else the top folder of the page, percent-encoding (RFC 3986 §2.1), Chinese
 * names, a ?query (dropped), a #fragment, and GitHub addresses of the bundle's own repository
 *   https://github.com/OWNER/REPO/{blob,raw,tree}/BRANCH/PATH   https://raw.githubusercontent.com/OWNER/REPO/BRANCH/PATH
 * and the same written relatively ("../../../../REPO/blob/BRANCH/PATH" from a page, climbing past the top).
 * The own repository is known from the top folder or, without one, the file's stem: "REPO-BRANCH".
 * A link to a folder leads to its README.md, index.md or index.html, else to the folder itself; one to neither a file nor a folder to the file of that name
 * with ".md" behind it. Nothing is ever fetched. */
#ifndef BUNDLE_LINK_H
#define BUNDLE_LINK_H

#include "base/arena.h"
#include "bundle/bundle.h"

enum target_kind {
    TARGET_NONE,    /* nothing to follow: empty, javascript:, data: */
    TARGET_ENTRY,   /* `entry` and perhaps `fragment` */
    TARGET_FOLDER,  /* of articles, without a README: `address` is its name in NFC with '/' at the end */
    TARGET_MISSING, /* meant for this bundle, but there is no such entry: `address` is the name looked for */
    TARGET_OUTSIDE, /* another site or repository: `address` is shown, never opened */
};

struct target {
    enum target_kind kind;
    uint32_t entry;       /* TARGET_ENTRY, else ENTRY_NONE */
    const char *fragment; /* decoded, without '#'; NULL when there is none. In the arena. */
    const char *address;  /* in the arena; NULL for TARGET_ENTRY and TARGET_NONE */
};

/* `from` is the entry that holds the link; `href` is as written in it (HTML character references already replaced).
 * STATUS_NO_MEMORY or STATUS_LIMIT (LIMIT_ADDRESS) only: a link that makes no sense is TARGET_NONE or _MISSING. */
enum status link_resolve(const struct bundle *bundle, uint32_t from, const char *href, struct arena *arena,
                         struct target *out) MUST_USE;

#endif
