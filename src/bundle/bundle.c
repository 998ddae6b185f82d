#include "bundle/bundle.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/messages.h"
#include "base/utf8.h"
#include "bundle/lookup.h"
#include "bundle/names.h"

static enum status open_file(struct bundle *bundle, const char *file, struct fault *fault)
{
    const char *path = bundle->path;
    /* Without O_NONBLOCK the open of a pipe would wait for its other end. */
    bundle->zip.fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (bundle->zip.fd < 0) {
        if (errno == ENOENT || errno == ENOTDIR)
            return fault_set(fault, STATUS_NOT_FOUND, _("There is no file %s; check the name."), path);
        if (errno == EACCES || errno == EPERM)
            return fault_set(fault, STATUS_DENIED,
                             _("%s may not be read; give yourself permission to read it."), path);
        return fault_set(fault, STATUS_IO, _("%s could not be opened (%s); check the medium it is on."), path,
                         strerror(errno));
    }
    struct stat about;
    if (fstat(bundle->zip.fd, &about))
        return fault_set(fault, STATUS_IO, _("%s could not be read (%s); check the medium it is on."), path,
                         strerror(errno));
    if (S_ISDIR(about.st_mode))
        return fault_set(fault, STATUS_INVALID, _("%s is a folder; pack it with slipcase-pack first."), path);
    if (!S_ISREG(about.st_mode))
        return fault_set(fault, STATUS_INVALID,
                         _("%s is not a file; choose a bundle, whose name ends in .zip."), path);
    bundle->zip.size = (uint64_t)about.st_size;
    return STATUS_OK;
}

/* "/media/stick/notes-main.zip" gives "notes". */
static char *stem_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *start = slash && slash[1] ? slash + 1 : path;
    size_t length = strlen(start);
    if (length > 4 && !strcasecmp(start + length - 4, ".zip"))
        length -= 4;
    static const char *const branches[] = {"-main", "-master"};
    for (size_t i = 0; i < 2; i++) {
        size_t tail = strlen(branches[i]);
        if (length > tail && !strncmp(start + length - tail, branches[i], tail)) {
            length -= tail;
            break;
        }
    }
    return strndup(start, length);
}

static uint32_t depth_of(const char *name)
{
    uint32_t depth = 0;
    for (; *name; name++)
        depth += *name == '/';
    return depth;
}

/* The best of README.md, index.md, index.html, SUMMARY.md in the shallowest folder that has one, else the first
 * article; ENTRY_NONE without any. */
static uint32_t choose_home(const struct bundle *bundle)
{
    static const char *const names[] = {"README.md", "index.md", "index.html", "SUMMARY.md"};
    enum { NAMES = sizeof names / sizeof names[0] };
    uint32_t home = ENTRY_NONE;
    uint64_t best = UINT64_MAX;
    for (uint32_t i = 0; i < bundle->index.count; i++) {
        const char *name = index_name(&bundle->index, i), *slash = strrchr(name, '/');
        if (!entry_is_article(bundle_kind(bundle, i)))
            continue;
        uint64_t rank = 0;
        while (rank < NAMES && strcasecmp(slash ? slash + 1 : name, names[rank]) != 0)
            rank++;
        uint64_t score = rank < NAMES ? (uint64_t)depth_of(name) * NAMES + rank : UINT64_MAX - 1;
        if (score < best) {
            best = score;
            home = i;
        }
    }
    return home;
}

/* What is known of a bundle as a whole once its entries are. */
static void look_over(struct bundle *bundle)
{
    for (uint32_t i = 0; i < bundle->index.count; i++) {
        bundle->articles += entry_is_article(bundle_kind(bundle, i));
        bundle->volumes += bundle_kind(bundle, i) == ENTRY_BUNDLE;
    }
    bundle->home = choose_home(bundle);
    bundle->summary = bundle_find(bundle, "SUMMARY.md");
    if (bundle->summary == ENTRY_NONE)
        bundle->summary = bundle_find(bundle, "_sidebar.md");
}

enum status bundle_open(const char *path, struct bundle **out, struct fault *fault)
{
    return bundle_open_as(path, path, out, fault);
}

enum status bundle_open_as(const char *path, const char *name, struct bundle **out, struct fault *fault)
{
    *out = NULL;
    struct bundle *bundle = calloc(1, sizeof *bundle);
    if (!bundle)
        return fault_no_memory(fault);
    bundle->zip.fd = -1;
    bundle->path = strdup(name);
    bundle->stem = stem_of(name);
    enum status status = bundle->path && bundle->stem ? STATUS_OK : fault_no_memory(fault);
    if (!status)
        status = open_file(bundle, path, fault);
    if (!status)
        status = zip_locate(&bundle->zip, bundle->path, fault);
    if (!status)
        status = index_build(&bundle->index, &bundle->zip, bundle->path, fault);
    if (!status) {
        look_over(bundle);
        if (bundle->articles == 0 && bundle->volumes == 0)
            status =
                fault_set(fault, STATUS_NOT_FOUND,
                          _("%s holds no article; it needs a Markdown, HTML or text file."), bundle->path);
    }
    if (status)
        bundle_close(bundle);
    else
        *out = bundle;
    return status;
}

void bundle_close(struct bundle *bundle)
{
    if (!bundle)
        return;
    index_free(&bundle->index);
    if (bundle->zip.fd >= 0)
        close(bundle->zip.fd);
    free(bundle->path);
    free(bundle->stem);
    free(bundle);
}

const char *bundle_path(const struct bundle *bundle)
{
    return bundle->path;
}

const char *bundle_stem(const struct bundle *bundle)
{
    return bundle->stem;
}

uint32_t bundle_count(const struct bundle *bundle)
{
    return bundle->index.count;
}

uint32_t bundle_articles(const struct bundle *bundle)
{
    return bundle->articles;
}

uint32_t bundle_volumes(const struct bundle *bundle)
{
    return bundle->volumes;
}

const char *bundle_name(const struct bundle *bundle, uint32_t entry)
{
    return index_name(&bundle->index, entry);
}

uint64_t bundle_size(const struct bundle *bundle, uint32_t entry)
{
    return bundle->index.records[entry].size;
}

enum entry_kind bundle_kind(const struct bundle *bundle, uint32_t entry)
{
    return bundle->index.records[entry].kind;
}

void bundle_declare(struct bundle *bundle, uint32_t entry, enum entry_kind kind)
{
    bundle->index.records[entry].kind = (uint8_t)kind;
}

void bundle_lock(struct bundle *bundle, uint32_t entry)
{
    bundle->index.records[entry].locked = true;
}

bool bundle_locked(const struct bundle *bundle, uint32_t entry)
{
    return bundle->index.records[entry].locked;
}

uint32_t bundle_home(const struct bundle *bundle)
{
    return bundle->home;
}

uint32_t bundle_summary(const struct bundle *bundle)
{
    return bundle->summary;
}

uint32_t bundle_find(const struct bundle *bundle, const char *name)
{
    struct name normal;
    if (!name_normalise(name, strlen(name), &normal))
        return ENTRY_NONE;
    return lookup_find(&bundle->index, normal.text, normal.size);
}

void bundle_refused(const struct bundle *bundle,
                    void (*each)(void *data, const char *name, const char *sentence), void *data)
{
    static const char *const sentences[] = {
        [REFUSED_CLIMBS] = N_("%s is left out: its name leads out of the bundle; rename it."),
        [REFUSED_ABSOLUTE] = N_("%s is left out: its name starts at the top of the disk; rename it."),
        [REFUSED_CONTROL] = N_("%s is left out: its name holds control characters; rename it."),
        [REFUSED_TOO_LONG] = N_("%s is left out: its name is too long; shorten it."),
        [REFUSED_EMPTY] = N_("An entry is left out: it has no name%s; give it one."),
        [REFUSED_SPECIAL] = N_("%s is left out: it is a link or a device; put the file itself in its place."),
        [REFUSED_BEYOND] =
            N_("%s is left out: it claims more bytes than the bundle has; copy the bundle again."),
        [REFUSED_OVERLAP] = N_("%s is left out: it claims bytes of another entry; pack the bundle again."),
        [REFUSED_DUPLICATE] = N_("%s is there more than once, and the last one counts; remove the others."),
    };
    for (uint32_t i = 0; i < bundle->index.refused_count; i++) {
        const struct refusal *refusal = &bundle->index.refused[i];
        const char *name = bundle->index.names + refusal->name;
        struct fault fault;
        /* A long name leaves room for the reason. */
        char shown[256];
        snprintf(shown, sizeof shown, "%s", name);
        shown[utf8_whole(shown, strlen(shown))] = '\0';
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        fault_set(&fault, STATUS_INVALID, _(sentences[refusal->reason]), shown);
#pragma GCC diagnostic pop
        each(data, name, fault.sentence);
    }
}
