/* A bundle and its manifest (manifest.h, index.h). */
#include <stdlib.h>
#include <string.h>

#include "base/encoding.h"
#include "base/limits.h"
#include "bundle/files.h"

/* What cannot be unpacked is as none: its entry is a finding of `check` anyway. */
static enum status load(struct bundle *bundle, uint32_t entry, struct fault *fault)
{
    struct buffer text = {0};
    if (entry == ENTRY_NONE)
        return STATUS_OK;
    enum status status = entry_load(bundle, entry, LIMIT_SETTINGS, &text, fault);
    if (status == STATUS_LIMIT) /* the parser says so */
        status = manifest_parse("", LIMIT_SETTINGS + 1, &bundle->manifest);
    else if (!status)
        status = manifest_parse(text.data ? text.data : "", text.size, &bundle->manifest);
    else if (status != STATUS_IO && status != STATUS_NO_MEMORY)
        status = STATUS_OK;
    if (status == STATUS_NO_MEMORY)
        fault_no_memory(fault);
    buffer_free(&text);
    return status;
}

/* Among names that were read in a wrong charset the top folder can look like two: a second byte of Shift_JIS or Big5 is '\'. So it
 * is the shallowest folder that all names share. */
static uint32_t find_among_legacy(const struct index *index)
{
    static const char tail[] = "/" MANIFEST_NAME;
    const size_t tail_size = sizeof tail - 1;
    uint32_t found = ENTRY_NONE;
    size_t found_size = SIZE_MAX;
    for (uint32_t i = 0; i < index->count; i++) {
        const char *name = index->names + index->records[i].name;
        size_t size = strlen(name);
        if (size <= tail_size || size >= found_size || strcmp(name + size - tail_size, tail) != 0)
            continue;
        /* They are sorted: what the first and the last share, all do. */
        size_t folder = size - tail_size + 1;
        if (strncmp(name, index->names + index->records[0].name, folder) != 0 ||
            strncmp(name, index->names + index->records[index->count - 1].name, folder) != 0)
            continue;
        found = i;
        found_size = size;
    }
    return found;
}

static bool is_unicode(const char *converter)
{
    return strncmp(converter, "UTF-", 4) == 0;
}

static bool is_article(const struct bundle *bundle, uint32_t entry)
{
    return entry != ENTRY_NONE && entry_is_article(bundle_kind(bundle, entry));
}

/* Says nothing of the names when it is a Unicode charset: those that are not are what is asked for. */
static enum status read_names_again(struct bundle *bundle, struct fault *fault)
{
    const char *charset = bundle_manifest(bundle)->charset;
    if (!charset || !bundle->index.charset)
        return STATUS_OK;
    const char *converter = encoding_find(charset, strlen(charset));
    if (!converter || is_unicode(converter) || !strcmp(converter, bundle->index.charset))
        return STATUS_OK;
    index_free(&bundle->index);
    bundle->index.charset = converter;
    return bundle->files ? files_index(bundle->files, NULL, bundle->path, &bundle->index, fault)
                         : index_build(&bundle->index, &bundle->zip, bundle->path, fault);
}

static bool leads_to_article(void *data, const char *path)
{
    const struct bundle *bundle = data;
    return is_article(bundle, bundle_find(bundle, path));
}

enum status imprint_read(struct bundle *bundle, struct fault *fault)
{
    uint32_t entry = bundle_find(bundle, MANIFEST_NAME);
    if (entry == ENTRY_NONE && bundle->index.charset)
        entry = find_among_legacy(&bundle->index);
    enum status status = load(bundle, entry, fault);
    if (!status)
        status = read_names_again(bundle, fault);
    if (!status && manifest_check_paths(bundle->manifest, leads_to_article, bundle))
        status = fault_no_memory(fault);
    return status;
}

uint32_t imprint_home(const struct bundle *bundle)
{
    const char *home = bundle_manifest(bundle)->home;
    uint32_t entry = home ? bundle_find(bundle, home) : ENTRY_NONE;
    return is_article(bundle, entry) ? entry : ENTRY_NONE;
}

const struct manifest *bundle_manifest(const struct bundle *bundle)
{
    return manifest_values(bundle->manifest);
}

enum status bundle_declare_language(struct bundle *bundle, const char *tag)
{
    if (bundle->language || !*tag || strlen(tag) > LIMIT_LANGUAGE_TAG)
        return STATUS_OK;
    bundle->language = strdup(tag);
    return bundle->language ? STATUS_OK : STATUS_NO_MEMORY;
}

const char *bundle_language(const struct bundle *bundle)
{
    const char *stated = bundle_manifest(bundle)->language;
    return stated ? stated : bundle->language;
}

void bundle_manifest_findings(const struct bundle *bundle, manifest_finding *each, void *data)
{
    manifest_findings(bundle->manifest, each, data);
}
