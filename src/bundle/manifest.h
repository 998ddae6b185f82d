/* What a bundle says of itself: the section [bundle] of `bundle.ini` at its top (or in its single top folder). A wrong line is a finding of `slipcase check`
 * and never a reason not to open.
 *
 *   [bundle]
 *   id = org.example.field-guide    letters, digits and . _ - : /, at most 128
 *   title = 田野手册                 UTF-8, as all of the file
 *   language = zh-Hans              BCP 47
 *   edition = 12                    a whole number from 1 that grows with each edition
 *   date = 2026-11-24               ISO 8601, UTC unless it says otherwise: 2026-11-24T08:00+08:00
 *   not-before = 2026-12-01         shown from then on
 *   expires = 2027-11-30            not shown after then; a date is a day that counts whole
 *   home = pages/start.md           where reading starts
 *   attract = a.md, pages/b.md      articles whose first pages are shown on a kiosk while nobody is there
 *   charset = gbk                   of names and texts in old charsets: a label of encoding.h */
#ifndef BUNDLE_MANIFEST_H
#define BUNDLE_MANIFEST_H

#include "base/limits.h"
#include "bundle/bundle.h"

#define MANIFEST_NAME "bundle.ini"
#define MANIFEST_NO_TIME INT64_MIN

/* Strings are NULL when not given, and hold at most LIMIT_SETTINGS_VALUE bytes (home and attract: LIMIT_ENTRY_NAME). */
struct manifest {
    const char *id, *title, *language, *home, *charset;
    const char *attract; /* paths with ',' between them: see manifest_path */
    uint64_t edition;    /* 0: none */
    /* In seconds since the epoch, UTC; MANIFEST_NO_TIME: none. `expires` is the first moment at which it is over. */
    int64_t date, not_before, expires;
};

/* Never NULL; lives as long as the bundle. */
const struct manifest *bundle_manifest(const struct bundle *bundle);

/* Calls `each` with a sentence for each wrong line, which names the file and the line. */
typedef void manifest_finding(void *data, const char *sentence);
void bundle_manifest_findings(const struct bundle *bundle, manifest_finding *each, void *data);

/* A manifest by itself. */
struct manifest_file;

/* STATUS_NO_MEMORY only. Of a key that is there twice the first one counts. */
enum status manifest_parse(const char *text, size_t size, struct manifest_file **out) MUST_USE;
void manifest_free(struct manifest_file *file);
const struct manifest *manifest_values(const struct manifest_file *file);
void manifest_findings(const struct manifest_file *file, manifest_finding *each, void *data);

/* Adds a finding for each path of home= and attract= that leads to no article, as `is_article` says. STATUS_NO_MEMORY. */
enum status manifest_check_paths(struct manifest_file *file, bool (*is_article)(void *data, const char *path),
                                 void *data) MUST_USE;

/* Takes the first path off a list; returns what is left of it, or NULL when there was none. An empty path is passed
 * over. */
const char *manifest_path(const char *list, char out[LIMIT_ENTRY_NAME + 1]);

/* Whether `fresh` may take the place of `installed`: STATUS_DENIED, with a sentence that calls it `name`, for a lower
 * edition of the same id. Manifests without id or edition say nothing against each other. */
enum status manifest_may_replace(const struct manifest *fresh, const struct manifest *installed,
                                 const char *name, struct fault *fault) MUST_USE;

/* Whether the bundle may be shown at `now` (seconds since the epoch): STATUS_DENIED with a sentence before not-before and
 * from expires on. A clock that reads earlier than the manifest's date is wrong: it can close nothing that has expired, while
 * not-before holds all the same. */
enum status manifest_may_show(const struct manifest *manifest, int64_t now, const char *name,
                              struct fault *fault) MUST_USE;

#endif
