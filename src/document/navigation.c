#include "document/navigation.h"

#include "document/row.h"

/* Blocks held back at most. */
#define HELD 64u
/* More single links than this in a row are what the page is about, not its navigation. */
#define SINGLES 12u

static bool single(enum row row)
{
    return row == ROW_INSIDE || row == ROW_OUTSIDE;
}

/* What the drafts being resolved stand in. */
struct stretch {
    bool header;               /* before the first paragraph of text: one block takes all rows */
    bool end;                  /* nothing follows */
    bool singles;              /* single links out are navigation here */
    const struct draft *title; /* a single link that opens the page is its title */
};

static bool is_navigation(const struct draft *draft, const struct stretch *stretch)
{
    return draft->row == ROW_LINKS ||
           (draft->row == ROW_OUTSIDE && stretch->singles && draft != stretch->title);
}

static bool repeats(struct navigation *navigation, const struct draft *draft)
{
    for (size_t i = 0; i < navigation->row_count; i++)
        if (row_same(&navigation->rows[i]->block, &draft->block))
            return true;
    if (navigation->row_count < NAVIGATION_ROWS)
        navigation->rows[navigation->row_count++] = draft;
    return false;
}

/* Makes `rows`, chained by next, into one published block, in the arena; NULL next ends them. */
static enum status publish_rows(struct navigation *navigation, struct draft *rows)
{
    struct published *published = navigation->published;
    uint32_t room = 0, span_count = 0;
    for (const struct draft *row = rows; row; row = row->next)
        room += row_spans(&row->block);
    struct draft *draft = arena_alloc(published->arena, sizeof(*draft));
    struct span *spans = arena_alloc(published->arena, room * sizeof(*spans));
    if (!draft || !spans)
        return STATUS_NO_MEMORY;
    struct buffer bytes = {0};
    enum status status = STATUS_OK;
    for (struct draft *row = rows; row && !status; row = row->next) {
        status = row_join(&row->block, &bytes, spans, &span_count);
        publish_skip(published, row);
    }
    if (!status && span_count) {
        draft->block.kind = BLOCK_NAVIGATION;
        draft->block.region = rows->block.region;
        draft->block.text.bytes = arena_copy(published->arena, bytes.data, bytes.size);
        draft->block.text.size = (uint32_t)bytes.size;
        draft->block.text.spans = spans;
        draft->block.text.span_count = span_count;
        status = draft->block.text.bytes ? publish(published, draft) : STATUS_NO_MEMORY;
    }
    buffer_free(&bytes);
    return status;
}

static bool is_rule(const struct draft *draft)
{
    return draft->block.kind == BLOCK_RULE;
}

/* Whether the next draft that is no rule is navigation. */
static bool before_row(const struct draft *draft, const struct stretch *stretch)
{
    while (draft && is_rule(draft))
        draft = draft->next;
    return draft && is_navigation(draft, stretch);
}

/* Takes the navigation out of the chain that begins at *link, with the rules beside it: in the header all of it, else the
 * run at the chain's start. Repeated rows are left out. */
static struct draft *take_rows(struct navigation *navigation, struct draft **link,
                               const struct stretch *stretch)
{
    struct draft *rows = NULL, **rows_end = &rows;
    bool after_row = false;
    while (*link) {
        struct draft *draft = *link;
        bool row = is_navigation(draft, stretch);
        if (!row && !(is_rule(draft) && (after_row || before_row(draft, stretch)))) {
            if (!stretch->header)
                break;
            after_row = false;
            link = &draft->next;
            continue;
        }
        after_row = true;
        *link = draft->next;
        draft->next = NULL;
        if (!row || repeats(navigation, draft)) {
            publish_skip(navigation->published, draft);
        } else {
            *rows_end = draft;
            rows_end = &draft->next;
        }
    }
    return rows;
}

/* Makes a heading an item of the index that goes on from, or begins at, it. */
static enum status make_item(struct navigation *navigation, struct draft *draft)
{
    struct arena *arena = navigation->published->arena;
    const struct container *list =
        navigation->index_list ? navigation->index_list->block.container->parent : NULL;
    if (!list) {
        struct container *made = arena_alloc(arena, sizeof(*made));
        if (!made)
            return STATUS_NO_MEMORY;
        made->kind = CONTAINER_LIST;
        list = made;
    }
    struct container *item = arena_alloc(arena, sizeof(*item));
    if (!item)
        return STATUS_NO_MEMORY;
    item->kind = CONTAINER_ITEM;
    item->parent = list;
    draft->block.kind = BLOCK_PARAGRAPH;
    draft->block.container = item;
    navigation->index_list = draft; /* its level stays, to compare with the next one's */
    return STATUS_OK;
}

static bool rule_has_no_use(const struct navigation *navigation, const struct draft *rule,
                            const struct stretch *stretch)
{
    const struct block *last = navigation->published->last;
    if (!last || last->kind == BLOCK_RULE || navigation->after_navigation ||
        last == navigation->published->title)
        return true;
    if (!rule->next)
        return stretch->end;
    return is_rule(rule->next) || is_navigation(rule->next, stretch);
}

/* Publishes one draft that is no navigation. */
static enum status publish_other(struct navigation *navigation, struct draft *draft,
                                 const struct stretch *stretch)
{
    if (is_rule(draft) && rule_has_no_use(navigation, draft, stretch)) {
        publish_skip(navigation->published, draft);
        return STATUS_OK;
    }
    const struct draft *next = draft->next, *before = navigation->index_list;
    bool goes_on = single(draft->row) && before && before->block.level == draft->block.level;
    bool begins = single(draft->row) && next && single(next->row) && next->block.level == draft->block.level;
    if (!goes_on)
        navigation->index_list = NULL;
    if (goes_on || begins) {
        enum status status = make_item(navigation, draft);
        if (status)
            return status;
    }
    navigation->after_navigation = false;
    return publish(navigation->published, draft);
}

/* Publishes the held drafts before `stop` (NULL: all). */
static enum status resolve(struct navigation *navigation, const struct draft *stop,
                           const struct stretch *stretch)
{
    bool gathered = false;
    enum status status = STATUS_OK;
    struct draft *rest = navigation->first, **cut = &rest;
    while (*cut && *cut != stop)
        cut = &(*cut)->next;
    struct draft *kept = *cut;
    *cut = NULL;
    while (rest && !status) {
        if (is_navigation(rest, stretch) && !gathered) {
            struct draft *rows = take_rows(navigation, &rest, stretch);
            gathered = stretch->header;
            navigation->index_list = NULL;
            navigation->after_navigation = true;
            status = rows ? publish_rows(navigation, rows) : STATUS_OK;
        } else {
            struct draft *draft = rest;
            rest = draft->next;
            status = publish_other(navigation, draft, stretch);
        }
    }
    navigation->first = kept;
    navigation->last = kept ? navigation->last : NULL;
    navigation->held = 0;
    for (; kept; kept = kept->next)
        navigation->held++;
    return status;
}

static size_t count_rows(const struct navigation *navigation, enum row row)
{
    size_t count = 0;
    for (const struct draft *draft = navigation->first; draft; draft = draft->next)
        count += draft->row == row;
    return count;
}

static struct stretch header_of(const struct navigation *navigation)
{
    const struct draft *title = navigation->first;
    while (title && (is_rule(title) || title->block.kind == BLOCK_FIGURE))
        title = title->next;
    return (struct stretch){.header = true,
                            .singles = count_rows(navigation, ROW_LINKS) &&
                                       count_rows(navigation, ROW_OUTSIDE) <= SINGLES,
                            .title = title};
}

/* The draft at which the index that ends the held ones begins: rows of one level, and of one kind unless `any`. */
static struct draft *index_start(const struct navigation *navigation, bool any)
{
    struct draft *start = navigation->last;
    for (struct draft *draft = navigation->first; draft != navigation->last; draft = draft->next) {
        bool same = single(draft->row) && draft->block.level == navigation->last->block.level &&
                    (any || draft->row == navigation->last->row);
        if (!same)
            start = navigation->last;
        else if (start == navigation->last)
            start = draft;
    }
    return start;
}

static enum status add_header(struct navigation *navigation, const struct draft *draft)
{
    struct stretch header = header_of(navigation);
    enum block_kind kind = draft->block.kind;
    bool text = draft->block.container || kind == BLOCK_CODE || kind == BLOCK_TABLE ||
                (kind == BLOCK_PARAGRAPH && draft->row == ROW_NONE);
    bool many = count_rows(navigation, ROW_OUTSIDE) > SINGLES;
    bool index = many || (draft->row == ROW_INSIDE && draft != header.title);
    if (!text && !index && navigation->held < HELD)
        return STATUS_OK;
    navigation->body = true;
    return resolve(navigation, index ? index_start(navigation, many) : draft, &header);
}

static enum status add(struct navigation *navigation, struct draft *draft)
{
    draft->next = NULL;
    if (navigation->last)
        navigation->last->next = draft;
    else
        navigation->first = draft;
    navigation->last = draft;
    navigation->held++;
    if (!navigation->body)
        return add_header(navigation, draft);
    bool may_end = is_rule(draft) || draft->row != ROW_NONE;
    return may_end && navigation->held < HELD ? STATUS_OK : resolve(navigation, draft, &(struct stretch){0});
}

/* Adds what waited in the menu, as rows or as what it is. */
static enum status close_menu(struct navigation *navigation, bool rows)
{
    enum status status = STATUS_OK;
    struct draft *draft = navigation->menu.first, *next;
    navigation->menu = (struct menu){0};
    for (; draft && !status; draft = next) {
        next = draft->next;
        if (rows) {
            draft->block.container = NULL;
            draft->row = ROW_LINKS;
        }
        status = add(navigation, draft);
    }
    return status;
}

enum status navigation_menu(struct navigation *navigation)
{
    enum status status = close_menu(navigation, false);
    navigation->menu.open = true;
    return status;
}

enum status navigation_menu_end(struct navigation *navigation)
{
    return close_menu(navigation, navigation->menu.count >= 2);
}

enum status navigation_add(struct navigation *navigation, struct draft *draft)
{
    struct menu *menu = &navigation->menu;
    draft->next = NULL;
    draft->row = row_kind(navigation, &draft->block);
    if (menu->open && menu->count < SINGLES && (draft->row == ROW_LINKS || row_single(&draft->block))) {
        if (menu->last)
            menu->last->next = draft;
        else
            menu->first = draft;
        menu->last = draft;
        menu->count++;
        return STATUS_OK;
    }
    enum status status = close_menu(navigation, false);
    return status ? status : add(navigation, draft);
}

struct draft *navigation_last(const struct navigation *navigation)
{
    return navigation->menu.last ? navigation->menu.last : navigation->last;
}

enum status navigation_end(struct navigation *navigation)
{
    enum status status = close_menu(navigation, false);
    if (status)
        return status;
    struct stretch end = {.singles =
                              !navigation->index_list && count_rows(navigation, ROW_OUTSIDE) <= SINGLES};
    if (!navigation->body)
        end = header_of(navigation);
    end.end = true;
    status = resolve(navigation, NULL, &end);
    return status ? status : publish_end(navigation->published);
}
