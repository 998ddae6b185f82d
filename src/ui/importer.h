/* Copying bundles from a stick into the library while the reader goes on: what may be copied, the one that is being copied, and how it ended.
 * Belongs to the ui, not to the screen that shows it (import.h): who walks away from that leaves it to come to its end. Private to
 * ui/. */
#ifndef UI_IMPORTER_H
#define UI_IMPORTER_H

#include "bundle/install.h"
#include "ui/amount.h"
#include "ui/screen.h"

enum importer_state {
    IMPORTER_RESTS,
    IMPORTER_ASKS,   /* somebody is asked whether to copy it */
    IMPORTER_COPIES, /* and verifies, and opens it */
    IMPORTER_DONE,   /* it can be read in the library */
    IMPORTER_FAILED, /* `failure` says why; the library is as before */
};

struct importer {
    enum import_policy policy;
    char *folder, *editions;
    enum importer_state state;
    struct install *install;
    char *source, *title; /* of the bundle; NULL while it rests */
    char *path;           /* where it lies once it is done */
    struct buffer seal;   /* who signed it, in lines (seal.h), as far as it is proven; empty: nothing is */
    struct fault failure;
    struct pace pace;
    unsigned percent; /* as it was told last */
    char advice[256]; /* what the shelf says of it; "": nothing. Translated */
};

/* NULL: no memory. */
struct importer *importer_new(const struct import_options *options);
void importer_free(struct importer *importer);

/* Whether the volume is on a stick and could be copied, as far as the shelf knows. */
bool importer_wants(const struct ui *ui, const struct volume *volume);

/* Prepares to copy the bundle: IMPORTER_ASKS. `volume` is what the shelf knows of it; NULL: nothing, so that it is called by the
 * file's name and nobody is named who signed it. Fails as install_open, with STATUS_NOT_FOUND when the library has this edition,
 * and with STATUS_INVALID while another one is copied. */
enum status importer_open(struct ui *ui, const char *path, const struct volume *volume,
                          struct fault *fault) MUST_USE;

/* The person agrees. */
void importer_start(struct ui *ui);

/* The person does not, or has seen how it ended: IMPORTER_RESTS; what was copied in part is removed. */
void importer_stop(struct ui *ui);

/* The one who was asked is gone. */
void importer_drop(struct importer *importer);

/* One slice of copying; with the policy `copy` looks first for what there is to be copied, whatever screen is shown. False: nothing to do. */
bool importer_idle(struct ui *ui);

#endif
