/* Any bytes as what describes a bundle: the first says as which file they stand in it. */
#include <stdlib.h>

#include "document/publication.h"
#include "maker.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void look_at_finding(void *data, const char *name, const char *sentence)
{
    (void)data;
    if (!name || !*sentence)
        abort();
}

static const char container[] = "<container><rootfiles><rootfile full-path='p.opf'/></rootfiles></container>";
static const char package[] =
    "<package><manifest><item id='n' href='n.xhtml' properties='nav'/><item id='x' href='t.ncx' "
    "media-type='application/x-dtbncx+xml'/><item id='a' href='a.xhtml'/></manifest><spine><itemref "
    "idref='a'/></spine></package>";

/* The bundle with these bytes in it. */
static void write_bundle(const uint8_t *bytes, size_t size, const char *path)
{
    static const char *const names[] = {"META-INF/container.xml",  "p.opf",      "n.xhtml",    "t.ncx",
                                        "META-INF/encryption.xml", "mkdocs.yml", "SUMMARY.md", "README.md"};
    unsigned which = bytes[0] % 8;
    struct maker maker = {0};
    struct maker_entry entry = {.name = names[which], .data = (const char *)bytes + 1, .size = size - 1};
    maker_add(&maker, &entry);
    if (which < 5 && which != 0)
        maker_add_text(&maker, names[0], container);
    if (which < 5 && which != 1)
        maker_add_text(&maker, names[1], package);
    maker_add_text(&maker, "a.xhtml", "<p>a</p>");
    maker_end(&maker, NULL, 0, false);
    maker_write(&maker, path);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct bundle *bundle = NULL;
    struct publication *publication = NULL;
    const char *path = maker_path("fuzz.zip");
    if (size == 0)
        return 0;
    write_bundle(bytes, size, path);
    if (bundle_open(path, &bundle, NULL) == STATUS_OK &&
        publication_open(bundle, &publication, NULL) == STATUS_OK) {
        publication_cover(publication);
        for (uint32_t entry = publication_next(publication, ENTRY_NONE, 1); entry != ENTRY_NONE;)
            entry = publication_next(publication, entry, 1);
        publication_findings(publication, look_at_finding, NULL);
        for (uint32_t i = 0; i < publication_count(publication); i++)
            if (!publication_item(publication, i).label)
                abort();
        if (!*publication_title(publication))
            abort();
    }
    publication_free(publication);
    bundle_close(bundle);
    return 0;
}
