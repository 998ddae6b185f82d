/* Where the focus of the search screen is, and how keys move it. */
#include <stdlib.h>

#include "ui/search_page.h"

/* How many there are of a part that can have the focus; of the hits those on the page. */
uint32_t search_focus_count(const struct search_screen *search, enum part part)
{
    uint32_t begin, end;
    switch (part) {
    case PART_TOP:
        return TOPS;
    case PART_HITS:
        list_shown(&search->list, &begin, &end);
        return end - begin;
    case PART_CHOICES:
        return search->choice_count;
    default:
        return search->keyboard.count;
    }
}

static uint32_t first_shown(const struct search_screen *search)
{
    uint32_t begin, end;
    list_shown(&search->list, &begin, &end);
    return begin;
}

/* The focus stays on something that is there. */
void search_focus_keep(struct search_screen *search)
{
    if (search->list.focus >= search->list.count)
        search->list.focus = search->list.count ? search->list.count - 1 : 0;
    /* The last character is chosen: what it finds comes next. */
    if (search->part == PART_CHOICES && !search->choice_count)
        search_focus_set(search, PART_HITS, search->list.focus);
    if (search->part == PART_HITS)
        return;
    if (search->part != PART_TOP && !search_focus_count(search, search->part)) {
        search->part = search->away ? PART_TOP : PART_KEYS;
        search->at = search->away ? TOP_KEYS : 0;
    }
    if (search->at >= search_focus_count(search, search->part))
        search->at = search_focus_count(search, search->part) - 1;
    if (search->part == PART_TOP && search->tops[search->at].off)
        search->at = TOP_BACK;
}

void search_focus_set(struct search_screen *search, enum part part, uint32_t at)
{
    search->part = part;
    search->at = part == PART_HITS ? 0 : at;
    if (part == PART_HITS)
        search->list.focus = at;
}

/* Along everything in reading order, and on the pages of the hits. */
void search_focus_step(struct search_screen *search, int way)
{
    enum part part = search->part;
    uint32_t at = part == PART_HITS ? search->list.focus - first_shown(search) : search->at;
    if (part == PART_HITS && way > 0 && search->list.focus + 1 < search->list.count) {
        search->list.focus++;
        return;
    }
    /* Round once: something is always there. */
    for (uint32_t tried = 0; tried < 256; tried++) {
        if (way > 0 ? at + 1 < search_focus_count(search, part)
                    : at > 0 && search_focus_count(search, part)) {
            at = way > 0 ? at + 1 : at - 1;
        } else {
            do
                part = (enum part)((part + (way > 0 ? 1 : PARTS - 1)) % PARTS);
            while (!search_focus_count(search, part));
            at = way > 0 ? 0 : search_focus_count(search, part) - 1;
        }
        if (part != PART_TOP || !search->tops[at].off)
            break;
    }
    search_focus_set(search, part, part == PART_HITS ? first_shown(search) + at : at);
}

static struct box box_of(const struct ui *ui, const struct search_screen *search, enum part part, uint32_t at)
{
    switch (part) {
    case PART_TOP:
        return search->tops[at].box;
    case PART_HITS:
        return list_box(ui, &search->list, first_shown(search) + at);
    case PART_CHOICES:
        return search->choices[at].box;
    default:
        return search->keyboard.buttons[at].box;
    }
}

/* To what lies nearest in the next row (1) or the one before (-1). */
void search_focus_climb(const struct ui *ui, struct search_screen *search, int way)
{
    bool hits = search->part == PART_HITS;
    struct box from =
        box_of(ui, search, search->part, hits ? search->list.focus - first_shown(search) : search->at);
    int32_t best = INT32_MAX, nearest = INT32_MAX;
    if (hits && search->away && way > 0 && search->list.focus + 1 < search->list.count) {
        search->list.focus++;
        return;
    }
    for (uint32_t part = 0; part < PARTS; part++) {
        for (uint32_t at = 0; at < search_focus_count(search, (enum part)part); at++) {
            struct box box = box_of(ui, search, (enum part)part, at);
            int32_t down = way * (box.y + box.height / 2 - from.y - from.height / 2);
            int32_t aside = abs(box.x + box.width / 2 - from.x - from.width / 2);
            bool off = part == PART_TOP && search->tops[at].off;
            if (off || down < from.height / 2 || down > best || (down == best && aside >= nearest))
                continue;
            best = down;
            nearest = aside;
            search_focus_set(search, (enum part)part, part == PART_HITS ? first_shown(search) + at : at);
        }
    }
}
