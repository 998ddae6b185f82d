#include "document/ocf.h"

#include <string.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/messages.h"
#include "bundle/link.h"
#include "document/attribute.h"
#include "document/xml.h"

struct ocf {
    struct bundle *bundle;
    uint32_t container, package;
    bool named; /* a package document was named */
    bool fonts; /* the EncryptedData that is open is an obfuscated font */
    enum status status;
};

uint32_t ocf_container(const struct bundle *bundle)
{
    return bundle_find(bundle, "META-INF/container.xml");
}

/* Paths in these files begin at the bundle's top. */
static uint32_t find(struct ocf *ocf, const char *path)
{
    struct target target = {.entry = ENTRY_NONE};
    struct arena *arena = arena_new(KIB(64));
    struct buffer rooted = {0};
    enum status status = arena ? buffer_print(&rooted, "/%s", path) : STATUS_NO_MEMORY;
    if (!status)
        status = link_resolve(ocf->bundle, 0, rooted.data, arena, &target);
    if (status == STATUS_NO_MEMORY)
        ocf->status = status;
    buffer_free(&rooted);
    arena_free(arena);
    return target.kind == TARGET_ENTRY ? target.entry : ENTRY_NONE;
}

static void start_rootfile(void *data, const char *name, const char *const *attributes)
{
    struct ocf *ocf = data;
    const char *path = attribute(attributes, "full-path"), *type = attribute(attributes, "media-type");
    if (ocf->named || strcmp(name, "rootfile") != 0 || !path ||
        (type && strcmp(type, "application/oebps-package+xml") != 0))
        return;
    ocf->named = true;
    ocf->package = find(ocf, path);
}

static void start_encrypted(void *data, const char *name, const char *const *attributes)
{
    struct ocf *ocf = data;
    const char *algorithm = attribute(attributes, "Algorithm"), *path = attribute(attributes, "URI");
    if (strcmp(name, "EncryptedData") == 0)
        ocf->fonts = false;
    else if (strcmp(name, "EncryptionMethod") == 0 && algorithm)
        ocf->fonts |= strcmp(algorithm, "http://www.idpf.org/2008/embedding") == 0 ||
                      strcmp(algorithm, "http://ns.adobe.com/pdf/enc#RC") == 0;
    if (strcmp(name, "CipherReference") != 0 || !path || ocf->fonts)
        return;
    uint32_t entry = find(ocf, path);
    if (entry != ENTRY_NONE)
        bundle_lock(ocf->bundle, entry);
}

static void end(void *data, const char *name)
{
    (void)data;
    (void)name;
}

static enum status read_ocf(struct ocf *ocf, uint32_t entry, const struct xml_handler *handler,
                            struct fault *fault)
{
    enum status status = xml_read(ocf->bundle, entry, handler, ocf, fault);
    return ocf->status ? fault_no_memory(fault) : status;
}

enum status ocf_package(struct bundle *bundle, uint32_t container, uint32_t *package, struct fault *fault)
{
    static const struct xml_handler handler = {start_rootfile, end, NULL, false};
    struct ocf ocf = {.bundle = bundle, .package = ENTRY_NONE};
    enum status status = read_ocf(&ocf, container, &handler, fault);
    *package = ocf.package;
    if (status)
        return status;
    if (!ocf.named)
        return fault_set(fault, STATUS_NOT_FOUND,
                         _("%s names no package document; its pages are in the order of their names."),
                         bundle_name(bundle, container));
    if (ocf.package == ENTRY_NONE)
        return fault_set(fault, STATUS_NOT_FOUND,
                         _("The package document that %s names is not in the bundle; its pages are in the "
                           "order of their names."),
                         bundle_name(bundle, container));
    return STATUS_OK;
}

enum status ocf_lock(struct bundle *bundle, struct fault *fault)
{
    static const struct xml_handler handler = {start_encrypted, end, NULL, false};
    struct ocf ocf = {.bundle = bundle};
    uint32_t entry = bundle_find(bundle, "META-INF/encryption.xml");
    return entry == ENTRY_NONE ? STATUS_OK : read_ocf(&ocf, entry, &handler, fault);
}
