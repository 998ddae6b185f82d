#include "ui/restock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "ui/twin.h"

static void stamp_one(const char *path, uint64_t *out)
{
    struct stat about;
    if (stat(path, &about))
        return;
    out[0] = (uint64_t)about.st_dev;
    out[1] = (uint64_t)about.st_ino;
    out[2] = (uint64_t)about.st_size;
    out[3] = (uint64_t)about.st_mtim.tv_sec << 30 ^ (uint64_t)about.st_mtim.tv_nsec;
}

/* A bundle that was looked into before its signature came is looked at again when it has. */
static bool stamp(struct volume *volume)
{
    char *signature;
    stamp_one(volume->path, volume->stamp.of);
    if (asprintf(&signature, "%s%s", volume->path, MINISIGN_EXTENSION) < 0)
        return false;
    stamp_one(signature, volume->stamp.of + 4);
    free(signature);
    return true;
}

static enum status add(struct volumes *volumes, uint32_t source, const char *path)
{
    struct volume *volume = &volumes->list[volumes->count++];
    *volume = (struct volume){.path = strdup(path), .source = source, .cover_entry = ENTRY_NONE};
    if (!volume->path)
        return STATUS_NO_MEMORY;
    volume->file = strlen(path);
    return stamp(volume) ? STATUS_OK : STATUS_NO_MEMORY;
}

/* A stick that cannot be read stands there by itself. */
static enum status add_problem(struct volumes *volumes, uint32_t source, const struct source *from)
{
    enum status status = add(volumes, source, from->stick ? from->stick : "");
    struct volume *volume = &volumes->list[volumes->count - 1];
    if (status)
        return status;
    volume_break(volume, from->problem);
    return volume->reason ? STATUS_OK : STATUS_NO_MEMORY;
}

static uint32_t held_by(const struct source *source)
{
    return (source->library ? source->library->count : 0) + (source->problem ? 1 : 0);
}

/* What the sources hold, nothing of which is known yet. `room` volumes have a place. */
static enum status gather(struct volumes *out, const struct source *list, uint32_t count, uint32_t room)
{
    enum status status = STATUS_OK;
    out->list = calloc(room ? room : 1, sizeof *out->list);
    out->sources = calloc(count ? count : 1, sizeof *out->sources);
    if (!out->list || !out->sources)
        return STATUS_NO_MEMORY;
    out->room = room;
    for (uint32_t i = 0; i < count && !status; i++) {
        const struct source *from = &list[i];
        struct volume_source *source = &out->sources[out->source_count++];
        *source = (struct volume_source){.serial = from->serial, .held = from->held, .own = from->own};
        if (from->stick && !(source->stick = strdup(from->stick)))
            return STATUS_NO_MEMORY;
        if (from->problem)
            status = add_problem(out, i, from);
        for (uint32_t k = 0; from->library && k < from->library->count && !status; k++)
            status = add(out, i, from->library->paths[k]);
    }
    return status;
}

static bool same_source(const struct volume_source *a, const struct volume_source *b)
{
    return !a->stick == !b->stick && a->serial == b->serial && a->own == b->own;
}

static bool has_source(const struct volumes *volumes, const struct volume_source *source)
{
    for (uint32_t i = 0; i < volumes->source_count; i++) {
        if (same_source(&volumes->sources[i], source))
            return true;
    }
    return false;
}

static bool same_file(const struct volume *a, const struct volume *b)
{
    return a->path && b->path && a->file == b->file && !strncmp(a->path, b->path, a->file);
}

/* The volumes before that are this file's: [*begin, *end), more than one when it holds bundles. */
static void find(const struct volumes *before, const struct volumes *now, const struct volume *wanted,
                 uint32_t *begin, uint32_t *end)
{
    const struct volume_source *source = &now->sources[wanted->source];
    bool found = false;
    *begin = *end = 0;
    /* What is wrong with a stick is said anew. */
    if (!before->list || wanted->state == VOLUME_BROKEN)
        return;
    for (uint32_t i = 0; i < before->count; i++) {
        const struct volume *old = &before->list[i];
        bool same = same_file(old, wanted) && !memcmp(&old->stamp, &wanted->stamp, sizeof old->stamp) &&
                    same_source(&before->sources[old->source], source);
        if (found && !same)
            return;
        if (!same)
            continue;
        *begin = found ? *begin : i;
        *end = i + 1;
        found = true;
    }
}

/* Where the volumes before are now. */
struct moves {
    uint32_t open, focus, wanted;
};

/* Moves what is known into `now`, whose list has room for it. */
static void carry_over(struct volumes *before, struct volumes *now, struct volume *list,
                       const struct restocked *restocked, struct moves *moves)
{
    uint32_t count = 0, begin, end;
    for (uint32_t i = 0; i < now->count; i++) {
        struct volume *fresh = &now->list[i];
        uint32_t source = fresh->source;
        find(before, now, fresh, &begin, &end);
        if (!before->list || begin == end) {
            list[count++] = *fresh;
            continue;
        }
        volume_free(fresh);
        for (uint32_t k = begin; k < end; k++) {
            struct volume *volume = &list[count];
            *volume = before->list[k];
            before->list[k] = (struct volume){0};
            volume->source = source;
            moves->open = k == before->open ? count : moves->open;
            moves->wanted = k == before->wanted ? count : moves->wanted;
            moves->focus = k == restocked->focus ? count : moves->focus;
            /* Perhaps the higher edition is gone. */
            if (volume->outdated)
                volume->state = VOLUME_NEW;
            volume->outdated = false;
            count++;
        }
    }
    free(now->list);
    now->list = list;
    now->count = count;
}

/* The one now by the path of one before, on the same stick. */
static uint32_t find_path(const struct volumes *before, const struct volumes *now, uint32_t index)
{
    const struct volume *old = before->list && index < before->count ? &before->list[index] : NULL;
    for (uint32_t i = 0; old && old->path && i < now->count; i++) {
        const struct volume *fresh = &now->list[i];
        if (!strcmp(old->path, fresh->path) &&
            same_source(&before->sources[old->source], &now->sources[fresh->source]))
            return i;
    }
    return VOLUME_NONE;
}

/* Of the verifications those that some volume still needs stay; the others are closed by whoever frees `before`. */
static void carry_verifications(struct volumes *before, struct volumes *now)
{
    uint32_t kept = 0;
    now->verifications = before->verifications;
    for (uint32_t i = 0; i < before->verification_count; i++) {
        struct verification *verification = before->verifications[i];
        uint32_t user = 0;
        while (user < now->count && now->list[user].verification != verification)
            user++;
        if (user < now->count)
            now->verifications[kept++] = verification;
        else
            verification_close(verification);
    }
    now->verification_count = kept;
    before->verifications = NULL;
    before->verification_count = 0;
}

static void note_sticks(const struct volumes *before, const struct volumes *now, const struct source *list,
                        struct restocked *out)
{
    out->plugged = VOLUME_NONE;
    out->arrivals = 0;
    for (uint32_t i = 0; i < now->source_count; i++) {
        if (!now->sources[i].stick || has_source(before, &now->sources[i]))
            continue;
        out->plugged = i;
        out->arrivals += list[i].library ? list[i].library->count : 0;
    }
}

enum status restock(struct volumes *volumes, const struct source *list, uint32_t count, struct restocked *out)
{
    struct volumes now = {.trust = volumes->trust, .impatient = volumes->impatient, .open = VOLUME_NONE};
    struct moves moves = {.open = VOLUME_NONE, .focus = VOLUME_NONE, .wanted = VOLUME_NONE};
    uint32_t held = 0;
    for (uint32_t i = 0; i < count; i++)
        held += held_by(&list[i]);
    /* Each one before can be kept, beside all that are fresh. */
    size_t room = (size_t)held + volumes->count + 1;
    struct volume *place = calloc(room, sizeof *place);
    if (!place || gather(&now, list, count, held)) {
        free(place);
        volumes_free(&now);
        return STATUS_NO_MEMORY;
    }
    const struct volume *open = volumes->open < volumes->count ? &volumes->list[volumes->open] : NULL;
    struct volume_source *source = open ? &volumes->sources[open->source] : NULL;
    carry_over(volumes, &now, place, out, &moves);
    now.room = (uint32_t)room;
    now.open = moves.open != VOLUME_NONE ? moves.open : find_path(volumes, &now, volumes->open);
    now.wanted = moves.wanted;
    if (moves.focus == VOLUME_NONE)
        moves.focus = find_path(volumes, &now, out->focus);
    if (moves.focus != VOLUME_NONE)
        out->focus = moves.focus;
    else if (out->focus >= now.count)
        out->focus = now.count ? now.count - 1 : 0;
    carry_verifications(volumes, &now);
    twin_find_all(&now);
    note_sticks(volumes, &now, list, out);
    out->pulled = source && source->stick && !has_source(&now, source);
    out->stick = NULL;
    if (out->pulled) {
        out->stick = source->stick;
        source->stick = NULL;
    }
    volumes_free(volumes);
    *volumes = now;
    return STATUS_OK;
}

/* Of the board's own library. */
static uint32_t own_source(struct volumes *volumes)
{
    uint32_t at = 0;
    while (at < volumes->source_count && (volumes->sources[at].stick || volumes->sources[at].own))
        at++;
    if (at < volumes->source_count)
        return at;
    struct volume_source *sources = realloc(volumes->sources, (at + 1) * sizeof *sources);
    if (!sources)
        return VOLUME_NONE;
    volumes->sources = sources;
    sources[volumes->source_count++] = (struct volume_source){0};
    return at;
}

enum status restock_copied(struct volumes *volumes, const char *path, struct verification *verification)
{
    struct verification **list =
        verification ? realloc(volumes->verifications, (volumes->verification_count + 1) * sizeof *list)
                     : volumes->verifications;
    uint32_t source = own_source(volumes), count = volumes->count;
    volumes->verifications = list || !verification ? list : volumes->verifications;
    if ((verification && !list) || source == VOLUME_NONE || !volumes_insert(volumes, count, 1)) {
        verification_close(verification);
        return STATUS_NO_MEMORY;
    }
    volumes->count = count;
    enum status status = add(volumes, source, path);
    if (status) {
        verification_close(verification);
        volume_free(&volumes->list[--volumes->count]);
        return status;
    }
    volumes->list[count].verification = verification;
    if (verification)
        list[volumes->verification_count++] = verification;
    return STATUS_OK;
}
