#include "search/hits.h"

#include <stdlib.h>
#include <string.h>

enum status hits_new(struct hits *hits, uint32_t room)
{
    *hits = (struct hits){.all = calloc(room, sizeof *hits->all), .room = room};
    return hits->all ? STATUS_OK : STATUS_NO_MEMORY;
}

static void empty(struct hit *hit)
{
    buffer_free(&hit->title);
    snippet_free(&hit->snippet);
    *hit = (struct hit){0};
}

void hits_free(struct hits *hits)
{
    for (uint32_t i = 0; i < hits->count; i++)
        empty(&hits->all[i]);
    free(hits->all);
    *hits = (struct hits){0};
}

uint32_t hits_find(const struct hits *hits, int64_t number)
{
    for (uint32_t i = 0; i < hits->count; i++)
        if (hits->all[i].number == number)
            return i;
    return hits->room;
}

static bool before(double rank, int64_t number, const struct hit *hit)
{
    return rank > hit->rank || (rank == hit->rank && number < hit->number);
}

uint32_t hits_add(struct hits *hits, int64_t number, double rank)
{
    if (hits->count == hits->room && !before(rank, number, &hits->all[hits->room - 1]))
        return hits_find(hits, number);
    struct hit hit = {.number = number, .shown.entry = ENTRY_NONE};
    uint32_t from = hits_find(hits, number);
    if (from < hits->room) {
        if (rank <= hits->all[from].rank)
            return from;
        hit = hits->all[from];
    } else if (hits->count < hits->room) {
        from = hits->count++;
    } else {
        from = hits->room - 1;
        empty(&hits->all[from]);
    }
    hit.rank = rank;
    uint32_t place = from;
    for (; place && before(rank, number, &hits->all[place - 1]); place--)
        hits->all[place] = hits->all[place - 1];
    hits->all[place] = hit;
    return place;
}

void hits_drop(struct hits *hits, uint32_t place)
{
    empty(&hits->all[place]);
    hits->count--;
    memmove(&hits->all[place], &hits->all[place + 1], (hits->count - place) * sizeof *hits->all);
    hits->all[hits->count] = (struct hit){0};
}

enum status hits_take(struct hit *hit, struct finder *finder, uint32_t entry, const char *title)
{
    struct search_hit *shown = &hit->shown;
    snippet_free(&hit->snippet);
    hit->title.size = 0;
    enum status status = buffer_print(&hit->title, "%s", title);
    if (!status)
        status = finder_result(finder, &shown->position, &hit->snippet);
    if (status)
        return status;
    shown->entry = entry;
    shown->settled = true;
    shown->begin = hit->snippet.begin;
    shown->end = hit->snippet.end;
    return STATUS_OK;
}
