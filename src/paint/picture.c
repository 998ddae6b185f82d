#include "paint/picture.h"

#include "base/limits.h"
#include "base/messages.h"
#include "bundle/link.h"

/* Most files tell their size in this; a JPEG with long metadata takes more. */
#define FIRST_PIECE 4096u

uint32_t picture_entry(const struct article *article, const struct picture *picture)
{
    struct target target = {.entry = ENTRY_NONE};
    uint32_t entry = ENTRY_NONE;
    struct arena *arena = arena_new((size_t)4 * LIMIT_ADDRESS);
    if (!arena || !picture->source)
        goto out;
    if (!link_resolve(article_bundle(article), article_entry(article), picture->source, arena, &target) &&
        target.kind == TARGET_ENTRY)
        entry = target.entry;
out:
    arena_free(arena);
    return entry;
}

/* Reads on until the header is understood or HEADER_MOST bytes were looked at. */
static enum status read_header(struct entry_stream *stream, struct buffer *bytes, struct header *out,
                               struct fault *fault)
{
    for (size_t room = FIRST_PIECE; bytes->size < HEADER_MOST; room *= 4) {
        size_t got = 0;
        enum status status = buffer_reserve(bytes, room);
        if (status)
            return fault_no_memory(fault);
        do {
            status = entry_read(stream, bytes->data + bytes->size, room, &got, fault);
            if (status)
                return status;
            bytes->size += got;
            room -= got;
        } while (got && room);
        if (header_read(bytes->data, bytes->size, out))
            return STATUS_OK;
        if (!got)
            break;
        room = bytes->size;
    }
    return STATUS_UNSUPPORTED;
}

enum status picture_header(struct bundle *bundle, uint32_t entry, struct header *out, struct fault *fault)
{
    struct buffer bytes = {0};
    struct entry_stream *stream = NULL;
    *out = (struct header){0};
    enum status status = entry_open(bundle, entry, &stream, fault);
    if (status)
        return status;
    status = read_header(stream, &bytes, out, fault);
    if (status == STATUS_UNSUPPORTED)
        fault_set(fault, status, _("“%s” is not a picture of a kind that can be shown."),
                  bundle_name(bundle, entry));
    if (!status && !header_allowed(out))
        status =
            fault_set(fault, STATUS_LIMIT, _("The picture “%s” is too large to be shown: %u × %u pixels."),
                      bundle_name(bundle, entry), (unsigned)out->width, (unsigned)out->height);
    entry_close(stream);
    buffer_free(&bytes);
    return status;
}

static struct picture_size_slot *find_slot(struct picture_sizes *sizes, const struct bundle *bundle,
                                           uint32_t entry)
{
    struct picture_size_slot *oldest = &sizes->slots[0];
    for (size_t i = 0; i < PICTURE_SIZES; i++) {
        struct picture_size_slot *slot = &sizes->slots[i];
        if (slot->bundle == bundle && slot->entry == entry)
            return slot;
        if (slot->used < oldest->used)
            oldest = slot;
    }
    *oldest = (struct picture_size_slot){.bundle = bundle, .entry = entry};
    return oldest;
}

/* Read each time: it lies in memory. */
static bool enclosed_size(const struct enclosed *enclosed, int *width, int *height)
{
    struct header header;
    size_t size = enclosed->size < HEADER_MOST ? enclosed->size : HEADER_MOST;
    if (!header_read(enclosed->bytes, size, &header) || !header_allowed(&header))
        return false;
    *width = (int)header_width(&header);
    *height = (int)header_height(&header);
    return *width > 0;
}

bool picture_size(struct picture_sizes *sizes, const struct article *article, const struct picture *picture,
                  int *width, int *height)
{
    struct header header;
    if (!article)
        return false;
    if (picture->enclosed)
        return enclosed_size(picture->enclosed, width, height);
    uint32_t entry = picture_entry(article, picture);
    if (entry == ENTRY_NONE)
        return false;
    struct picture_size_slot *slot = find_slot(sizes, article_bundle(article), entry);
    if (!slot->used && !picture_header(article_bundle(article), entry, &header, NULL)) {
        slot->width = (int32_t)header_width(&header);
        slot->height = (int32_t)header_height(&header);
    }
    slot->used = ++sizes->clock;
    *width = slot->width;
    *height = slot->height;
    return slot->width > 0;
}
