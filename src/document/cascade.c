#include "document/cascade.h"

#include <string.h>

#include "bundle/link.h"

/* Declarations kept of one rule: more than there are properties. */
#define DECLARATIONS 64u

struct rule {
    struct selector selector;
    const struct property_value *values;
    uint32_t value_count;
    uint32_t order;
    struct rule *next; /* found by the same name */
};

/* A rule's body while it is read. */
struct body {
    struct property_value values[DECLARATIONS];
    uint32_t count;
};

void properties_set(struct properties *properties, enum property property, int32_t value)
{
    properties->values[property] = value;
    properties->given |= 1u << property;
}

static void take_declaration(void *data, const char *name, const char *value, bool important)
{
    struct body *body = data;
    struct property_value read[PROPERTY_MOST];
    size_t count = property_read(name, value, read);
    for (size_t i = 0; i < count && body->count < DECLARATIONS; i++) {
        body->values[body->count] = read[i];
        body->values[body->count++].important = important;
    }
}

/* Files the rule under the name that its rightmost compound asks for. */
static enum status file(struct cascade *cascade, struct rule *rule)
{
    const struct compound *subject = rule->selector.compounds;
    struct map *map = subject->id            ? &cascade->ids
                      : subject->class_count ? &cascade->classes
                                             : &cascade->types;
    const char *key = subject->id ? subject->id : subject->class_count ? subject->classes[0] : subject->type;
    if (!key) {
        rule->next = cascade->universal;
        cascade->universal = rule;
        return STATUS_OK;
    }
    rule->next = map_find(map, key, strlen(key));
    return map_set(map, key, strlen(key), rule);
}

static bool take_rule(void *data, struct css_text selectors, struct css_text text)
{
    struct cascade *cascade = data;
    struct body body = {.count = 0};
    css_declarations(text, take_declaration, &body);
    if (!body.count)
        return true;
    struct property_value *values = arena_alloc(cascade->arena, body.count * sizeof(*values));
    cascade->status = values ? STATUS_OK : STATUS_NO_MEMORY;
    if (values)
        memcpy(values, body.values, body.count * sizeof(*values));
    cascade->order++;
    while (selectors.size && !cascade->status) {
        struct css_text one = css_part(&selectors, ',');
        while (one.size && strchr(" \t\n\r\f", *one.bytes) && *one.bytes)
            one = (struct css_text){one.bytes + 1, one.size - 1};
        struct selector selector;
        cascade->status = selector_parse(one, cascade->arena, &selector);
        if (cascade->status == STATUS_UNSUPPORTED) {
            cascade->status = STATUS_OK;
            continue;
        }
        struct rule *rule = cascade->status ? NULL : arena_alloc(cascade->arena, sizeof(*rule));
        if (!rule) {
            cascade->status = STATUS_NO_MEMORY;
            break;
        }
        *rule = (struct rule){selector, values, body.count, cascade->order, NULL};
        cascade->status = file(cascade, rule);
    }
    return !cascade->status;
}

enum status cascade_add(struct cascade *cascade, struct css_text sheet)
{
    size_t room = LIMIT_SHEETS - cascade->size;
    if (sheet.size > room)
        sheet.size = room;
    cascade->size += sheet.size;
    if (!sheet.size)
        return STATUS_OK;
    css_rules(sheet, take_rule, cascade);
    return cascade->status;
}

enum status cascade_link(struct cascade *cascade, struct bundle *bundle, uint32_t entry, const char *href)
{
    struct arena *arena = arena_new(LIMIT_ADDRESS * 8);
    struct target target = {.kind = TARGET_NONE};
    struct buffer sheet = {0};
    if (!arena)
        return STATUS_NO_MEMORY;
    enum status status = link_resolve(bundle, entry, href, arena, &target);
    if (!status && target.kind == TARGET_ENTRY)
        status = entry_load(bundle, target.entry, LIMIT_SHEETS, &sheet, NULL);
    if (!status && sheet.size)
        status = cascade_add(cascade, (struct css_text){sheet.data, sheet.size});
    buffer_free(&sheet);
    arena_free(arena);
    return status == STATUS_NO_MEMORY ? status : STATUS_OK;
}

/* The element's declarations while they are weighed against each other. */
struct weighing {
    struct properties *out;
    uint64_t weights[PROPERTY_COUNT];
    uint32_t weighed; /* bits: the weight is set */
    uint32_t budget;
};

static void weigh(struct weighing *weighing, const struct property_value *value, uint64_t weight)
{
    uint32_t bit = 1u << value->property;
    weight |= value->important ? 1ull << 63 : 0;
    if ((weighing->weighed & bit) && weighing->weights[value->property] > weight)
        return;
    weighing->weights[value->property] = weight;
    weighing->weighed |= bit;
    if (value->value == PROPERTY_UNSET)
        weighing->out->given &= ~bit;
    else
        properties_set(weighing->out, value->property, value->value);
}

static void weigh_rules(struct weighing *weighing, const struct cascade *cascade, const struct rule *rule)
{
    for (; rule; rule = rule->next) {
        if (!selector_matches(&rule->selector, &cascade->path, &weighing->budget))
            continue;
        uint64_t weight = (uint64_t)rule->selector.specificity << 32 | rule->order;
        for (uint32_t i = 0; i < rule->value_count; i++)
            weigh(weighing, &rule->values[i], weight);
    }
}

static void weigh_sheets(struct weighing *weighing, const struct cascade *cascade)
{
    const struct path *path = &cascade->path;
    const struct path_element *element = &path->elements[path->depth - 1];
    weigh_rules(weighing, cascade, map_find(&cascade->types, element->name, strlen(element->name)));
    weigh_rules(weighing, cascade, cascade->universal);
    if (element->id) {
        const char *id = path->words.data + element->id;
        weigh_rules(weighing, cascade, map_find(&cascade->ids, id, strlen(id)));
    }
    for (const char *at = element->class ? path->words.data + element->class : ""; *at;) {
        at += strspn(at, " \t\n");
        size_t size = strcspn(at, " \t\n");
        if (size)
            weigh_rules(weighing, cascade, map_find(&cascade->classes, at, size));
        at += size;
    }
}

void cascade_compute(struct cascade *cascade, const char *style, struct properties *out)
{
    bool sheets = cascade->order && cascade->path.depth && cascade->path.depth <= LIMIT_NESTING;
    if (!sheets && !style)
        return;
    struct weighing weighing;
    weighing.out = out;
    weighing.weighed = 0;
    weighing.budget = LIMIT_COMPARISONS;
    if (sheets)
        weigh_sheets(&weighing, cascade);
    struct body body = {.count = 0};
    if (style)
        css_declarations((struct css_text){style, strlen(style)}, take_declaration, &body);
    for (uint32_t i = 0; i < body.count; i++)
        weigh(&weighing, &body.values[i], 1ull << 62);
}

void cascade_free(struct cascade *cascade)
{
    path_free(&cascade->path);
    map_free(&cascade->ids);
    map_free(&cascade->classes);
    map_free(&cascade->types);
}
