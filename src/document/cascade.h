/* The style sheets of an article, and which of their declarations hold for an element (CSS Cascade 4 §6): by importance, then
 * style= before sheets, then specificity, then order. Rules are found by id, class or type, so that a page of thousands of elements
 * compares each with few of them. */
#ifndef DOCUMENT_CASCADE_H
#define DOCUMENT_CASCADE_H

#include "bundle/bundle.h"
#include "document/map.h"
#include "document/property.h"
#include "document/selector.h"

/* Values by enum property. */
struct properties {
    uint32_t given; /* bits, one for each */
    int32_t values[PROPERTY_COUNT];
};

static inline bool properties_has(const struct properties *properties, enum property property)
{
    return properties->given & 1u << property;
}

void properties_set(struct properties *properties, enum property property, int32_t value);

/* The value, or `otherwise` when it is not given. */
static inline int32_t properties_value(const struct properties *properties, enum property property,
                                       int32_t otherwise)
{
    return properties_has(properties, property) ? properties->values[property] : otherwise;
}

struct rule;

/* Zero-initialise it but for the arena. */
struct cascade {
    struct arena *arena;
    struct path path;
    struct map ids, classes, types; /* → struct rule, chained */
    struct rule *universal;
    size_t size;    /* bytes of sheets so far */
    uint32_t order; /* rules so far */
    enum status status;
};

/* Takes in a sheet. What is broken in it, or beyond LIMIT_SHEETS, is left out. */
enum status cascade_add(struct cascade *cascade, struct css_text sheet) MUST_USE;

/* The same for the sheet at `href` in an article's bundle; one that is missing, remote or cannot be read is nothing. */
enum status cascade_link(struct cascade *cascade, struct bundle *bundle, uint32_t entry,
                         const char *href) MUST_USE;

/* What holds for the innermost element of the path, on top of what `out` holds already. `style` may be NULL. */
void cascade_compute(struct cascade *cascade, const char *style, struct properties *out);
void cascade_free(struct cascade *cascade);

#endif
