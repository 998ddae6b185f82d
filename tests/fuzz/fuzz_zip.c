/* Any bytes as a bundle: opened, every entry read, bundles in it too, some links followed. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/limits.h"
#include "bundle/bundle.h"
#include "bundle/link.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void count_refused(void *data, const char *name, const char *sentence)
{
    *(size_t *)data += (name[0] != '\0') + (sentence[0] != '\0');
}

static void read_entry(struct bundle *bundle, uint32_t entry, struct arena *arena)
{
    struct buffer out = {0};
    struct target target;
    /* A name must be found again, and a link by it lead to its entry. */
    if (bundle_find(bundle, bundle_name(bundle, entry)) != entry)
        abort();
    if (!entry_load(bundle, entry, MIB(1), &out, NULL)) {
        if (out.size != bundle_size(bundle, entry))
            abort();
        if (out.size && link_resolve(bundle, entry, out.data, arena, &target) == STATUS_OK &&
            (target.kind == TARGET_ENTRY) != (target.entry != ENTRY_NONE))
            abort();
    } else if (out.size) {
        abort();
    }
    buffer_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    struct bundle *bundle;
    size_t refused = 0;
    int fd = memfd_create("fuzz", MFD_CLOEXEC);
    if (fd < 0 || write(fd, data, size) != (ssize_t)size)
        abort();
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    if (bundle_open(path, &bundle, NULL) == STATUS_OK) {
        struct arena *arena = arena_new(MIB(16));
        if (!arena)
            abort();
        if (bundle_articles(bundle) ? bundle_home(bundle) >= bundle_count(bundle) : !bundle_volumes(bundle))
            abort();
        bundle_refused(bundle, count_refused, &refused);
        for (uint32_t i = 0; i < bundle_count(bundle); i++) {
            struct bundle *inner;
            read_entry(bundle, i, arena);
            if (bundle_kind(bundle, i) == ENTRY_BUNDLE &&
                bundle_open_inner(bundle, i, &inner, NULL) == STATUS_OK) {
                for (uint32_t k = 0; k < bundle_count(inner); k++)
                    read_entry(inner, k, arena);
                bundle_close(inner);
            }
        }
        arena_free(arena);
        bundle_close(bundle);
    }
    close(fd);
    return 0;
}
