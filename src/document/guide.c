#include "document/guide.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/messages.h"
#include "document/language.h"
#include "document/mkdocs.h"
#include "document/nav.h"
#include "document/ocf.h"
#include "document/summary.h"

void guide_free(struct guide *guide)
{
    summary_free(guide->summary);
    nav_free(guide->nav);
    toc_free(&guide->toc);
    arena_free(guide->toc.arena);
    free(guide->folder);
}

/* A finding is remarked; only a want of memory is passed on. */
static enum status settle(struct guide *guide, uint32_t entry, enum status status, const struct fault *found,
                          struct fault *fault)
{
    if (status == STATUS_NO_MEMORY)
        return fault_no_memory(fault);
    if (status)
        toc_remark(&guide->toc, bundle_name(guide->toc.bundle, entry), found->sentence);
    return STATUS_OK;
}

/* Without a spine: the pages by their names. */
static enum status order_pages(struct guide *guide)
{
    struct bundle *bundle = guide->toc.bundle;
    enum status status = STATUS_OK;
    for (uint32_t i = 0; i < bundle_count(bundle) && !status; i++)
        if (bundle_kind(bundle, i) == ENTRY_HTML && i != guide->package.nav)
            status = toc_order(&guide->toc, i);
    return status;
}

static bool is_locked(const struct toc *toc)
{
    for (uint32_t i = 0; i < toc->order_count; i++)
        if (!bundle_locked(toc->bundle, toc->order[i]))
            return false;
    return toc->order_count > 0;
}

static enum status open_epub(struct guide *guide, uint32_t container, struct fault *fault)
{
    struct toc *toc = &guide->toc;
    struct fault found;
    uint32_t package;
    guide->epub = true;
    enum status status = ocf_lock(toc->bundle, &found);
    status = settle(guide, container, status, &found, fault);
    if (status)
        return status;
    status = settle(guide, container, ocf_package(toc->bundle, container, &package, &found), &found, fault);
    if (!status && package != ENTRY_NONE)
        status = package_read(toc, package, &guide->package, fault);
    if (!status && !toc->order_count && order_pages(guide))
        status = fault_no_memory(fault);
    if (!status && is_locked(toc))
        status = fault_set(
            fault, STATUS_UNSUPPORTED,
            _("%s is encrypted (DRM) and cannot be read here; ask its publisher for a copy without it."),
            bundle_path(toc->bundle));
    guide->entry = guide->package.nav != ENTRY_NONE ? guide->package.nav : guide->package.ncx;
    return status;
}

/* The folder of the table, as GitBook and docsify have their front page there. */
static enum status set_folder(struct guide *guide)
{
    const char *name = bundle_name(guide->toc.bundle, guide->entry), *slash = strrchr(name, '/');
    guide->folder = strndup(name, slash ? (size_t)(slash + 1 - name) : 0);
    return guide->folder ? STATUS_OK : STATUS_NO_MEMORY;
}

static enum status open_mkdocs(struct guide *guide, struct fault *fault)
{
    uint32_t entry = bundle_find(guide->toc.bundle, "mkdocs.yml");
    if (entry == ENTRY_NONE)
        entry = bundle_find(guide->toc.bundle, "mkdocs.yaml");
    if (entry == ENTRY_NONE)
        return STATUS_OK;
    enum status status = mkdocs_read(&guide->toc, entry, &guide->package, &guide->mkdocs, fault);
    if (guide->mkdocs.pages)
        guide->entry = entry;
    guide->folder = guide->mkdocs.folder;
    return status;
}

static enum status find_table(struct guide *guide, struct bundle *bundle, struct fault *fault)
{
    static const char *const names[] = {"src/SUMMARY.md", "docs/SUMMARY.md", "docs/_sidebar.md"};
    guide->entry = bundle_summary(bundle);
    if (guide->entry == ENTRY_NONE && open_mkdocs(guide, fault))
        return STATUS_NO_MEMORY;
    for (size_t i = 0; i < sizeof names / sizeof names[0] && guide->entry == ENTRY_NONE; i++)
        guide->entry = bundle_find(bundle, names[i]);
    return guide->entry != ENTRY_NONE && !guide->folder && set_folder(guide) ? fault_no_memory(fault)
                                                                             : STATUS_OK;
}

enum status guide_open(struct guide *guide, struct bundle *bundle, struct fault *fault)
{
    guide->package = (struct package){.cover = ENTRY_NONE, .nav = ENTRY_NONE, .ncx = ENTRY_NONE};
    guide->toc = (struct toc){.bundle = bundle, .arena = arena_new(LIMIT_CONTENTS_MEMORY)};
    if (!guide->toc.arena)
        return fault_no_memory(fault);
    uint32_t container = ocf_container(bundle);
    enum status status =
        container != ENTRY_NONE ? open_epub(guide, container, fault) : find_table(guide, bundle, fault);
    if (!status && guide->package.language && bundle_declare_language(bundle, guide->package.language))
        return fault_no_memory(fault);
    const char *language = bundle_language(bundle);
    if (language)
        guide->toc.region = (uint8_t)language_region(language, REGION_SC);
    return status;
}

static enum status read_piece(struct guide *guide, bool *complete)
{
    enum status status = STATUS_OK;
    struct toc *toc = &guide->toc;
    if (guide->mkdocs.pages) {
        status = mkdocs_more(&guide->mkdocs, toc, guide->entry, complete);
        return status ? toc_explain(toc->arena, bundle_name(toc->bundle, guide->entry), &guide->fault)
                      : STATUS_OK;
    }
    if (guide->epub && !guide->nav)
        status = nav_open(toc, guide->entry, guide->entry == guide->package.nav, &guide->nav, &guide->fault);
    else if (!guide->epub && !guide->summary)
        status = summary_open(toc->bundle, guide->entry, &guide->summary, &guide->fault);
    if (!status)
        status = guide->epub ? nav_more(guide->nav, complete, &guide->fault)
                             : summary_more(guide->summary, toc, complete, &guide->fault);
    return status;
}

/* Without a table: the reading order under the names of the entries. */
static enum status list_order(struct toc *toc)
{
    enum status status = STATUS_OK;
    for (uint32_t i = 0; i < toc->order_count && !status; i++) {
        const char *name = bundle_name(toc->bundle, toc->order[i]), *slash = strrchr(name, '/');
        const char *base = slash ? slash + 1 : name, *dot = strrchr(base, '.');
        status = toc_add(toc, &(struct publication_item){.entry = toc->order[i], .region = toc->region}, base,
                         dot && dot > base ? (size_t)(dot - base) : strlen(base));
    }
    return status;
}

bool guide_more(struct guide *guide)
{
    struct toc *toc = &guide->toc;
    bool complete = guide->entry == ENTRY_NONE;
    if (guide->complete)
        return false;
    enum status status = complete ? STATUS_OK : read_piece(guide, &complete);
    if (status)
        toc_remark(toc, bundle_name(toc->bundle, guide->entry), guide->fault.sentence);
    if (!complete && !status)
        return true;
    summary_free(guide->summary);
    guide->summary = NULL;
    nav_free(guide->nav);
    guide->nav = NULL;
    if (guide->epub && !toc->count && guide->entry != guide->package.ncx) {
        guide->entry = guide->package.ncx;
        return true;
    }
    guide->complete = true;
    if (guide->epub && !toc->count && list_order(toc))
        toc->count = 0;
    return false;
}
