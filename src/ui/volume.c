#include "ui/volume.h"

#include <stdlib.h>
#include <string.h>

#include "document/publication.h"
#include "paint/cover.h"

static void drop_cover(struct volume *volume)
{
    SDL_FreeSurface(volume->cover);
    volume->cover = NULL;
    volume->cover_width = 0;
}

static void empty(struct volume *volume)
{
    drop_cover(volume);
    free(volume->path);
    free(volume->title);
    free(volume->language);
    free(volume->date);
    free(volume->reason);
}

void volumes_free(struct volumes *volumes)
{
    for (uint32_t i = 0; i < volumes->count; i++)
        empty(&volumes->list[i]);
    free(volumes->list);
    *volumes = (struct volumes){0};
}

/* Makes places for `more` before the one at `index`. */
static struct volume *insert(struct volumes *volumes, uint32_t index, uint32_t more)
{
    if (volumes->count + more > volumes->room) {
        uint32_t room = (volumes->count + more) * 3 / 2;
        struct volume *list = realloc(volumes->list, room * sizeof *list);
        if (!list)
            return NULL;
        volumes->list = list;
        volumes->room = room;
    }
    struct volume *place = volumes->list + index;
    memmove(place + more, place, (volumes->count - index) * sizeof *place);
    memset(place, 0, more * sizeof *place);
    for (uint32_t i = 0; i < more; i++)
        place[i].cover_entry = ENTRY_NONE;
    volumes->count += more;
    return place;
}

enum status volumes_set(struct volumes *volumes, const struct library *library)
{
    volumes_free(volumes);
    if (library->count && !insert(volumes, 0, library->count))
        return STATUS_NO_MEMORY;
    for (uint32_t i = 0; i < library->count; i++) {
        volumes->list[i].path = strdup(library->paths[i]);
        if (!volumes->list[i].path)
            return STATUS_NO_MEMORY;
    }
    return STATUS_OK;
}

const char *volume_file(const struct volume *volume)
{
    const char *slash = strrchr(volume->path, '/');
    return slash && slash[1] ? slash + 1 : volume->path;
}

void volume_break(struct volume *volume, const char *reason)
{
    volume->state = VOLUME_BROKEN;
    free(volume->reason);
    volume->reason = strdup(reason);
    drop_cover(volume);
}

static char *copy(const char *text)
{
    return text ? strdup(text) : NULL;
}

static void draw_cover(struct volume *volume, struct bundle *bundle, const struct cover_room *room)
{
    drop_cover(volume);
    volume->cover = cover_load(bundle, volume->cover_entry, room->width, room->height, room->theme);
    volume->cover_theme = room->theme;
    volume->cover_width = room->width;
    volume->cover_height = room->height;
}

/* The bundles inside of the one at `index` take its place. */
static enum status unfold(struct volumes *volumes, uint32_t index, const struct bundle *bundle)
{
    uint32_t inside = bundle_volumes(bundle), done = 0;
    if (!insert(volumes, index + 1, inside))
        return STATUS_NO_MEMORY;
    struct volume *place = &volumes->list[index + 1];
    for (uint32_t i = 0; i < bundle_count(bundle) && done < inside; i++) {
        if (bundle_kind(bundle, i) != ENTRY_BUNDLE)
            continue;
        if (asprintf(&place[done].path, "%s/%s", volumes->list[index].path, bundle_name(bundle, i)) < 0) {
            place[done].path = NULL;
            volume_break(&place[done], bundle_name(bundle, i));
        }
        done++;
    }
    empty(&volumes->list[index]);
    memmove(place - 1, place, (volumes->count - index - 1) * sizeof *place);
    volumes->count--;
    if (volumes->open > index)
        volumes->open += inside - 1;
    return STATUS_OK;
}

static void look_into(struct volumes *volumes, uint32_t index, const struct cover_room *room)
{
    struct volume *volume = &volumes->list[index];
    struct bundle *bundle = NULL;
    struct publication *publication = NULL;
    struct fault fault = {0};
    if (bundle_open_as(volume->path, volume_file(volume), &bundle, &fault)) {
        volume_break(volume, fault.sentence);
        return;
    }
    if (!bundle_articles(bundle) && bundle_volumes(bundle)) {
        if (unfold(volumes, index, bundle))
            volume_break(volume, (fault_no_memory(&fault), fault.sentence));
    } else if (publication_open(bundle, &publication, &fault)) {
        volume_break(volume, fault.sentence);
    } else {
        volume->state = VOLUME_READY;
        volume->title = copy(publication_title(publication));
        volume->language = copy(publication_language(publication));
        volume->date = copy(publication_date(publication));
        volume->articles = bundle_articles(bundle);
        volume->cover_entry = publication_cover(publication);
        if (volume->cover_entry != ENTRY_NONE)
            draw_cover(volume, bundle, room);
    }
    publication_free(publication);
    bundle_close(bundle);
}

static void look_at_cover(struct volume *volume, const struct cover_room *room)
{
    struct bundle *bundle = NULL;
    struct fault fault = {0};
    if (bundle_open_as(volume->path, volume_file(volume), &bundle, &fault)) {
        volume_break(volume, fault.sentence);
        return;
    }
    if (volume->cover_entry < bundle_count(bundle))
        draw_cover(volume, bundle, room);
    else
        volume->cover_entry = ENTRY_NONE;
    bundle_close(bundle);
}

bool volumes_more(struct volumes *volumes, uint32_t begin, uint32_t end, const struct cover_room *room)
{
    for (uint32_t i = 0; i < volumes->count; i++) {
        if (i < begin || i >= end)
            drop_cover(&volumes->list[i]);
    }
    for (uint32_t i = begin; i < end && i < volumes->count; i++) {
        struct volume *volume = &volumes->list[i];
        bool drawn = volume->cover_width == room->width && volume->cover_height == room->height &&
                     volume->cover_theme == room->theme;
        if (volume->state == VOLUME_NEW)
            look_into(volumes, i, room);
        else if (volume->state == VOLUME_READY && volume->cover_entry != ENTRY_NONE && !drawn)
            look_at_cover(volume, room);
        else
            continue;
        return true;
    }
    return false;
}
