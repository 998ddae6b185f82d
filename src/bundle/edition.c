/* The rules of editions and times (manifest.h). */
#include <string.h>

#include "base/messages.h"
#include "bundle/manifest.h"
#include "bundle/moment.h"

enum status manifest_may_replace(const struct manifest *fresh, const struct manifest *installed,
                                 const char *name, struct fault *fault)
{
    if (!fresh->id || !installed->id || strcmp(fresh->id, installed->id) != 0 ||
        fresh->edition >= installed->edition)
        return STATUS_OK;
    if (!fresh->edition)
        return fault_set(fault, STATUS_DENIED,
                         _("%s says no edition, and edition %llu of it is installed; get a newer one."), name,
                         (unsigned long long)installed->edition);
    return fault_set(fault, STATUS_DENIED,
                     _("%s is edition %llu, older than edition %llu, which is installed; get a newer one."),
                     name, (unsigned long long)fresh->edition, (unsigned long long)installed->edition);
}

enum status manifest_may_show(const struct manifest *manifest, int64_t now, const char *name,
                              struct fault *fault)
{
    char day[32];
    if (manifest->not_before != MANIFEST_NO_TIME && now < manifest->not_before) {
        moment_write(manifest->not_before, day);
        return fault_set(fault, STATUS_DENIED,
                         _("%s may be read from %s on; come back then, or set the clock."), name, day);
    }
    bool clock_wrong = manifest->date != MANIFEST_NO_TIME && now < manifest->date;
    if (manifest->expires != MANIFEST_NO_TIME && now >= manifest->expires && !clock_wrong) {
        moment_write(manifest->expires - 1, day);
        return fault_set(fault, STATUS_DENIED, _("%s could be read until %s; get a newer edition."), name,
                         day);
    }
    return STATUS_OK;
}
