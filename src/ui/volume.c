#include "ui/volume.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "base/messages.h"
#include "bundle/manifest.h"
#include "document/publication.h"
#include "paint/cover.h"
#include "ui/twin.h"

static void drop_cover(struct volume *volume)
{
    SDL_FreeSurface(volume->cover);
    volume->cover = NULL;
    volume->cover_width = 0;
}

void volume_free(struct volume *volume)
{
    drop_cover(volume);
    free(volume->path);
    free(volume->inner);
    free(volume->id);
    free(volume->title);
    free(volume->language);
    free(volume->date);
    free(volume->reason);
    *volume = (struct volume){0};
}

void volumes_free(struct volumes *volumes)
{
    for (uint32_t i = 0; i < volumes->count; i++)
        volume_free(&volumes->list[i]);
    free(volumes->list);
    for (uint32_t i = 0; i < volumes->source_count; i++)
        free(volumes->sources[i].stick);
    free(volumes->sources);
    for (uint32_t i = 0; i < volumes->verification_count; i++)
        verification_close(volumes->verifications[i]);
    free(volumes->verifications);
    *volumes = (struct volumes){
        .trust = volumes->trust, .impatient = volumes->impatient, .open = VOLUME_NONE, .wanted = VOLUME_NONE};
}

struct volume *volumes_insert(struct volumes *volumes, uint32_t index, uint32_t more)
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

const char *volume_stick(const struct volumes *volumes, const struct volume *volume)
{
    return volumes->sources[volume->source].stick;
}

bool volume_needs_check(const struct volumes *volumes, const struct volume *volume)
{
    return volumes->trust && !volumes->sources[volume->source].own;
}

const char *volume_file(const struct volume *volume)
{
    return bundle_file_name(volume->path);
}

void volume_break(struct volume *volume, const char *reason)
{
    /* What breaks when somebody opens it would tell what was chosen. */
    if (volume->state != VOLUME_READY)
        log_warning("%s", reason);
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

/* What sentences call it while it is opened: the file that the library has, and what of it. */
static const char *name_to_open(const struct volume *volume)
{
    const char *file = bundle_file_name(volume->path);
    while (file > volume->path + volume->file)
        for (file--; file > volume->path && file[-1] != '/';)
            file--;
    return file;
}

enum status volume_open(const struct volume *volume, struct bundle **out, struct fault *fault)
{
    struct bundle *outer = NULL;
    if (!volume->verification)
        return bundle_open_as(volume->path, name_to_open(volume), out, fault);
    enum status status = verification_bundle(volume->verification, volume->inner ? &outer : out, fault);
    if (status || !volume->inner)
        return status;
    uint32_t entry = bundle_find(outer, volume->inner);
    status = entry == ENTRY_NONE ? fault_set(fault, STATUS_NOT_FOUND,
                                             _("There is no file %s; check the name."), volume->inner)
                                 : bundle_open_inner(outer, entry, out, fault);
    bundle_close(outer);
    return status;
}

/* The volume for an entry of the bundle that `outer` was. */
static enum status make_inner(struct volume *volume, const struct volume *outer, const char *name)
{
    volume->verification = outer->verification;
    volume->file = outer->file;
    volume->stamp = outer->stamp;
    volume->source = outer->source;
    volume->inner = strdup(name);
    if (asprintf(&volume->path, "%s/%s", outer->path, name) < 0)
        volume->path = NULL;
    return volume->inner && volume->path ? STATUS_OK : STATUS_NO_MEMORY;
}

/* The bundles inside of the one at `index` take its place. */
static enum status unfold(struct volumes *volumes, uint32_t index, const struct bundle *bundle,
                          uint32_t *focus)
{
    uint32_t inside = bundle_volumes(bundle), done = 0;
    enum status status = STATUS_OK;
    if (!volumes_insert(volumes, index + 1, inside))
        return STATUS_NO_MEMORY;
    struct volume *outer = &volumes->list[index], *place = outer + 1;
    for (uint32_t i = 0; !status && i < bundle_count(bundle) && done < inside; i++) {
        if (bundle_kind(bundle, i) == ENTRY_BUNDLE)
            status = make_inner(&place[done++], outer, bundle_name(bundle, i));
    }
    if (status) {
        for (uint32_t i = 0; i < inside; i++)
            volume_free(&place[i]);
        memmove(place, place + inside, (volumes->count - index - 1 - inside) * sizeof *place);
        volumes->count -= inside;
        return status;
    }
    volume_free(outer);
    memmove(outer, place, (volumes->count - index - 1) * sizeof *place);
    volumes->count--;
    if (volumes->open != VOLUME_NONE && volumes->open > index)
        volumes->open += inside - 1;
    /* Which of those that were inside was not said. */
    if (volumes->wanted == index)
        volumes->wanted = VOLUME_NONE;
    else if (volumes->wanted != VOLUME_NONE && volumes->wanted > index)
        volumes->wanted += inside - 1;
    if (*focus > index)
        *focus += inside - 1;
    return STATUS_OK;
}

/* Of two editions of one bundle the higher one is shown: whoever brings back an old one must not take readers back. */
static void compare_editions(struct volumes *volumes, struct volume *fresh)
{
    for (uint32_t i = 0; i < volumes->count; i++) {
        struct volume *other = &volumes->list[i], *old = fresh, *new = other;
        struct fault fault = {0};
        if (other == fresh || other->state != VOLUME_READY)
            continue;
        if (fresh->edition > other->edition) {
            old = other;
            new = fresh;
        }
        const struct manifest lower = {.id = old->id, .edition = old->edition};
        const struct manifest higher = {.id = new->id, .edition = new->edition};
        if (!manifest_may_replace(&lower, &higher, volume_file(old), &fault))
            continue;
        volume_break(old, fault.sentence);
        old->outdated = true;
    }
}

static void take_description(struct volumes *volumes, struct volume *volume, struct publication *publication,
                             const struct bundle *bundle)
{
    const struct manifest *manifest = bundle_manifest(bundle);
    struct fault fault = {0};
    volume->state = VOLUME_READY;
    /* It may have been looked into before. */
    free(volume->title);
    free(volume->language);
    free(volume->date);
    free(volume->id);
    volume->title = copy(publication_title(publication));
    volume->language = copy(publication_language(publication));
    volume->date = copy(publication_date(publication));
    volume->articles = bundle_articles(bundle);
    volume->cover_entry = publication_cover(publication);
    volume->id = copy(manifest->id);
    volume->edition = manifest->edition;
    if (manifest_may_show(manifest, time(NULL), volume_file(volume), &fault))
        volume_break(volume, fault.sentence);
    else
        compare_editions(volumes, volume);
    if (volume->state == VOLUME_READY)
        twin_find(volumes, (uint32_t)(volume - volumes->list));
}

static bool is_shown(const struct volumes_shown *shown, uint32_t index)
{
    return index >= shown->begin && index < shown->end;
}

static void look_into(struct volumes *volumes, uint32_t index, struct volumes_shown *shown,
                      const struct cover_room *room)
{
    struct volume *volume = &volumes->list[index];
    struct bundle *bundle = NULL;
    struct publication *publication = NULL;
    struct fault fault = {0};
    if (volume_open(volume, &bundle, &fault)) {
        volume_break(volume, fault.sentence);
    } else if (!bundle_articles(bundle) && bundle_volumes(bundle)) {
        /* The list may have moved meanwhile. */
        if (unfold(volumes, index, bundle, &shown->focus))
            volume_break(&volumes->list[index], (fault_no_memory(&fault), fault.sentence));
    } else if (publication_open(bundle, &publication, &fault)) {
        volume_break(volume, fault.sentence);
    } else {
        take_description(volumes, volume, publication, bundle);
        if (volume->state == VOLUME_READY && volume->cover_entry != ENTRY_NONE && is_shown(shown, index))
            draw_cover(volume, bundle, room);
    }
    publication_free(publication);
    bundle_close(bundle);
}

/* Finds the key that signed it. */
static void begin_check(struct volumes *volumes, struct volume *volume)
{
    struct fault fault = {0};
    size_t size = (volumes->verification_count + 1) * sizeof *volumes->verifications;
    struct verification **list = realloc(volumes->verifications, size);
    if (!list) {
        volume_break(volume, (fault_no_memory(&fault), fault.sentence));
        return;
    }
    volumes->verifications = list;
    if (verification_open_as(volumes->trust, volume->path, volume_file(volume), &volume->verification,
                             &fault)) {
        volume_break(volume, fault.sentence);
        return;
    }
    list[volumes->verification_count++] = volume->verification;
    volume->state = VOLUME_CHECKING;
}

unsigned volume_percent(const struct volume *volume)
{
    uint64_t whole = verification_size(volume->verification);
    return whole ? (unsigned)(verification_read(volume->verification) * 100 / whole) : 0;
}

/* Verifies a MiB. */
static enum volumes_work check(struct volumes *volumes, uint32_t index, struct volumes_shown *shown,
                               const struct cover_room *room)
{
    struct volume *volume = &volumes->list[index];
    struct fault fault = {0};
    unsigned before = volume_percent(volume);
    bool done;
    if (verification_step(volume->verification, &done, &fault))
        volume_break(volume, fault.sentence);
    else if (done)
        look_into(volumes, index, shown, room);
    else if (volume_percent(volume) == before)
        return VOLUMES_BUSY;
    return VOLUMES_CHANGED;
}

static void look_at_cover(struct volume *volume, const struct cover_room *room)
{
    struct bundle *bundle = NULL;
    struct fault fault = {0};
    if (volume_open(volume, &bundle, &fault)) {
        volume_break(volume, fault.sentence);
        return;
    }
    if (volume->cover_entry < bundle_count(bundle))
        draw_cover(volume, bundle, room);
    else
        volume->cover_entry = ENTRY_NONE;
    bundle_close(bundle);
}

/* One slice of work on the volume. */
static enum volumes_work advance(struct volumes *volumes, uint32_t index, struct volumes_shown *shown,
                                 const struct cover_room *room)
{
    struct volume *volume = &volumes->list[index];
    bool drawn = volume->cover_width == room->width && volume->cover_height == room->height &&
                 volume->cover_theme == room->theme;
    switch (volume->state) {
    case VOLUME_NEW:
        if (volume_needs_check(volumes, volume) && !volume->verification)
            begin_check(volumes, volume);
        else
            look_into(volumes, index, shown, room);
        return VOLUMES_CHANGED;
    case VOLUME_CHECKING:
        return check(volumes, index, shown, room);
    case VOLUME_READY:
        if (volume->cover_entry == ENTRY_NONE || drawn || !is_shown(shown, index))
            return VOLUMES_DONE;
        look_at_cover(volume, room);
        if (volume->state == VOLUME_BROKEN)
            twin_find_all(volumes);
        return VOLUMES_CHANGED;
    default:
        return VOLUMES_DONE;
    }
}

enum volumes_work volumes_more(struct volumes *volumes, struct volumes_shown *shown,
                               const struct cover_room *room)
{
    enum volumes_work work = VOLUMES_DONE;
    if (volumes->wanted < volumes->count)
        work = advance(volumes, volumes->wanted, shown, room);
    for (uint32_t i = shown->begin; i < shown->end && i < volumes->count && !work; i++)
        work = advance(volumes, i, shown, room);
    for (uint32_t i = 0; i < volumes->count && !work; i++) {
        if (is_shown(shown, i))
            continue;
        drop_cover(&volumes->list[i]);
        work = advance(volumes, i, shown, room);
    }
    return work;
}
