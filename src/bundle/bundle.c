#include "bundle/bundle.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/messages.h"
#include "base/utf8.h"
#include "bundle/files.h"
#include "bundle/home.h"
#include "bundle/lookup.h"
#include "bundle/names.h"
#include "bundle/opening.h"

/* "/media/stick/notes-main.zip" gives "notes". */
static char *stem_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *start = slash && slash[1] ? slash + 1 : path;
    const char *dot = strrchr(start, '.');
    enum entry_kind kind = entry_kind_of(start);
    size_t length = strlen(start);
    if (dot && dot > start && (kind == ENTRY_BUNDLE || entry_is_article(kind)))
        length = (size_t)(dot - start);
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

/* What is known of a bundle as a whole once its entries are. */
static enum status look_over(struct bundle *bundle, struct fault *fault)
{
    uint32_t kinds[ENTRY_KINDS] = {0};
    for (uint32_t i = 0; i < bundle->index.count; i++)
        kinds[bundle->index.records[i].kind]++;
    for (unsigned kind = 0; kind < ENTRY_KINDS; kind++)
        bundle->articles += entry_is_article((enum entry_kind)kind) ? kinds[kind] : 0;
    bundle->volumes = kinds[ENTRY_BUNDLE];
    bundle->home = imprint_home(bundle);
    if (bundle->home == ENTRY_NONE)
        bundle->home = home_of_bundle(bundle);
    bundle->summary = bundle_find(bundle, "SUMMARY.md");
    if (bundle->summary == ENTRY_NONE)
        bundle->summary = bundle_find(bundle, "_sidebar.md");
    if (bundle->articles > 0)
        return STATUS_OK;
    if (bundle->volumes == 0)
        return fault_set(fault, STATUS_NOT_FOUND,
                         _("%s holds no article; it needs a Markdown, HTML or text file."), bundle->path);
    if (bundle->depth >= LIMIT_BUNDLE_DEPTH)
        return fault_set(
            fault, STATUS_LIMIT,
            _("%s is a bundle of bundles in a bundle, which is not opened; unpack the outermost."),
            bundle->path);
    return STATUS_OK;
}

/* Looks over what has been read so far, with whatever `status`, and hands the bundle over, or closes it. */
static enum status finish(struct bundle *bundle, enum status status, struct bundle **out, struct fault *fault)
{
    if (!status)
        status = look_over(bundle, fault);
    if (status)
        bundle_close(bundle);
    else
        *out = bundle;
    return status;
}

static enum status bundle_new(const char *name, struct bundle **out, struct fault *fault)
{
    struct bundle *bundle = calloc(1, sizeof *bundle);
    *out = bundle;
    if (!bundle)
        return fault_no_memory(fault);
    size_t length = strlen(name);
    while (length > 1 && name[length - 1] == '/')
        length--;
    bundle->path = strndup(name, length);
    bundle->stem = bundle->path ? stem_of(bundle->path) : NULL;
    if (bundle->path && bundle->stem)
        return STATUS_OK;
    bundle_close(bundle);
    *out = NULL;
    return fault_no_memory(fault);
}

/* "." and ".." are no names to show. */
static enum status name_folder(struct bundle *bundle, struct fault *fault)
{
    if (strcmp(bundle->stem, ".") != 0 && strcmp(bundle->stem, "..") != 0)
        return STATUS_OK;
    char real[PATH_MAX];
    if (!realpath(bundle->path, real))
        return STATUS_OK;
    free(bundle->stem);
    bundle->stem = stem_of(real);
    return bundle->stem ? STATUS_OK : fault_no_memory(fault);
}

enum status opening_folder(int fd, const char *article, const char *name, struct bundle **out,
                           struct fault *fault)
{
    struct bundle *bundle;
    *out = NULL;
    enum status status = bundle_new(name, &bundle, fault);
    if (status) {
        close(fd);
        return status;
    }
    status = files_new(fd, &bundle->files, fault);
    if (!status)
        status = files_index(bundle->files, article, bundle->path, &bundle->index, fault);
    if (!status && !article)
        status = imprint_read(bundle, fault);
    if (!status)
        status = name_folder(bundle, fault);
    return finish(bundle, status, out, fault);
}

enum status opening_zip(struct medium *medium, const char *name, uint32_t depth, struct bundle **out,
                        struct fault *fault)
{
    struct bundle *bundle;
    *out = NULL;
    enum status status = bundle_new(name, &bundle, fault);
    if (status) {
        medium_free(medium);
        return status;
    }
    bundle->zip.medium = medium;
    bundle->zip.size = medium_size(medium);
    bundle->depth = depth;
    status = zip_locate(&bundle->zip, bundle->path, fault);
    if (!status)
        status = index_build(&bundle->index, &bundle->zip, bundle->path, fault);
    if (!status)
        status = imprint_read(bundle, fault);
    return finish(bundle, status, out, fault);
}

const char *bundle_file_name(const char *path)
{
    const char *name = path;
    for (const char *at = path; *at; at++)
        if (*at == '/' && at[1] && at[1] != '/')
            name = at + 1;
    size_t size = strcspn(name, "/");
    bool none = (size == 1 && name[0] == '.') || (size == 2 && name[0] == '.' && name[1] == '.');
    return none ? path : name;
}

enum status bundle_open(const char *path, struct bundle **out, struct fault *fault)
{
    return bundle_open_as(path, path, out, fault);
}

enum status bundle_open_as(const char *path, const char *name, struct bundle **out, struct fault *fault)
{
    struct stat about;
    struct medium *medium;
    *out = NULL;
    /* Without O_NONBLOCK the open of a pipe would wait for its other end. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return errno == ENOTDIR ? opening_below(path, name, out, fault) : opening_failed(name, fault);
    enum status status = STATUS_OK;
    if (fstat(fd, &about))
        status = fault_set(fault, STATUS_IO, _("%s could not be read (%s); check the medium it is on."), name,
                           strerror(errno));
    else if (S_ISDIR(about.st_mode))
        return opening_folder(fd, NULL, name, out, fault);
    else if (!S_ISREG(about.st_mode))
        status = fault_set(fault, STATUS_INVALID,
                           _("%s is not a file; choose a bundle, whose name ends in .zip."), name);
    if (status || entry_is_article(entry_kind_of(path))) {
        close(fd);
        return status ? status : opening_article(path, name, out, fault);
    }
    status = medium_new(fd, (uint64_t)about.st_size, &medium, fault);
    return status ? status : opening_zip(medium, name, 0, out, fault);
}

void bundle_close(struct bundle *bundle)
{
    if (!bundle)
        return;
    manifest_free(bundle->manifest);
    index_free(&bundle->index);
    medium_free(bundle->zip.medium);
    files_free(bundle->files);
    free(bundle->path);
    free(bundle->stem);
    free(bundle->language);
    free(bundle->named);
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
    bundle->articles -= entry_is_article(bundle_kind(bundle, entry));
    bundle->articles += entry_is_article(kind);
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

void bundle_folder(const struct bundle *bundle, const char *path, size_t size, uint32_t *begin, uint32_t *end)
{
    *begin = 0;
    *end = bundle_count(bundle);
    lookup_narrow(&bundle->index, bundle->index.top, path, size, begin, end);
}

bool bundle_folder_exists(const struct bundle *bundle, const char *path, size_t size)
{
    uint32_t begin, end;
    bundle_folder(bundle, path, size, &begin, &end);
    while (begin < end && !entry_is_article(bundle_kind(bundle, begin)))
        begin++;
    return begin < end;
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
        [REFUSED_DENIED] = N_("%s is left out: it may not be read; give yourself permission to read it."),
        [REFUSED_DEEP] = N_("%s is left out: it lies too deep in folders; move it up."),
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
