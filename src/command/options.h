/* Options that several verbs share. Each verb says which ones it takes; the rest are refused with a sentence. */
#ifndef COMMAND_OPTIONS_H
#define COMMAND_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "document/publication.h"
#include "paint/canvas.h"

/* The screen of render and dump when --size is not given. */
#define DEFAULT_WIDTH 1280
#define DEFAULT_HEIGHT 800

/* Hits of search when --limit is not given. */
#define DEFAULT_LIMIT 20

struct options {
    const char *bundle; /* the first argument that is no option; NULL: none */
    char **bundles;     /* all of them, bundle_count */
    int bundle_count;
    const char *entry;
    const char *output;
    const char *stage;
    const char *config; /* NULL: CONFIG_DEFAULT of config.h */
    bool json;
    bool kiosk;
    bool all_pages;
    uint32_t page;         /* from 1 */
    uint32_t limit;        /* of hits, from 1 */
    int32_t width, height; /* 0: not given */
    int rotation;
    bool rotation_given;
    uint16_t font_size; /* 0: not given */
    enum theme theme;
    bool theme_given;
};

/* `takes` holds the letters of the options this verb knows: e entry, p page, s size, f font-size, t theme, r rotate,
 * o output, a as, c config, j json, k kiosk, l limit, m many bundles. On a wrong command line: a sentence on stderr, and false. */
bool options_parse(int argc, char **argv, const char *takes, struct options *out);

/* Opens options->bundle ("-" is standard input, spooled to an unnamed file); a failure is printed. */
struct bundle *options_bundle(const struct options *options);

/* What the bundle says of itself; a failure is printed. */
struct publication *options_publication(struct bundle *bundle);

/* The entry that --entry names, else the home page; ENTRY_NONE after printing why. It must be an article. */
uint32_t options_entry(const struct options *options, const struct bundle *bundle,
                       struct publication *publication);

/* Prints the fault's sentence as this program's and returns the exit code for it. */
int options_fail(const struct fault *fault);

/* Writes the text to standard output; EXIT_UNUSABLE with a sentence when that fails (a full disk, a closed pipe). */
int options_print(const struct buffer *text);

#endif
