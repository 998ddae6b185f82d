#include "paint/atlas.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/utf8.h"

#define SHEETS (ATLAS_COVERAGE_SHEETS + ATLAS_COLOR_SHEETS)
#define SHELVES 128u
#define SHEET_NONE 0xFFu
#define FIRST_SLOTS 1024u

_Static_assert(ATLAS_COVERAGE_SIDE <= UINT16_MAX && ATLAS_COLOR_SIDE <= UINT16_MAX,
               "places are 16 bits wide");

/* Of one kind of sheet. */
struct kind {
    uint32_t side, pixel; /* px; bytes of one */
    uint8_t first, last;  /* its sheets: first … last − 1 */
};
static const struct kind COVERAGE = {ATLAS_COVERAGE_SIDE, 1, 0, ATLAS_COVERAGE_SHEETS};
static const struct kind COLOR = {ATLAS_COLOR_SIDE, 4, ATLAS_COVERAGE_SHEETS, SHEETS};

static const struct kind *kind_of(bool color)
{
    return color ? &COLOR : &COVERAGE;
}

struct shelf {
    uint16_t top, height, used;
};

struct sheet {
    uint8_t *bytes; /* NULL: not needed yet */
    uint64_t used;  /* the clock when a glyph on it was last asked for */
    uint32_t shelf_count;
    uint16_t bottom;
    struct shelf shelves[SHELVES];
};

struct slot {
    uint64_t key; /* 0: free */
    int16_t left, top;
    uint16_t x, y, width, height;
    uint8_t sheet; /* SHEET_NONE: nothing to see */
};

struct atlas {
    struct faces *faces;
    struct slot *slots; /* open addressing, at most half full */
    uint32_t room, count;
    struct sheet sheets[SHEETS]; /* first those of coverage, then those of colour */
    struct bitmap loose;         /* the last bitmap too large for a sheet */
    uint64_t clock, rendered, seed;
};

enum status atlas_new(struct faces *faces, struct atlas **out)
{
    *out = NULL;
    struct atlas *atlas = calloc(1, sizeof *atlas);
    struct slot *slots = calloc(FIRST_SLOTS, sizeof *slots);
    if (!atlas || !slots) {
        free(atlas);
        free(slots);
        return STATUS_NO_MEMORY;
    }
    atlas->faces = faces;
    atlas->slots = slots;
    atlas->room = FIRST_SLOTS;
    /* A text must not be able to choose clusters whose hashes meet. */
    if (getrandom(&atlas->seed, sizeof atlas->seed, GRND_NONBLOCK) < 0)
        atlas->seed = (uint64_t)(uintptr_t)atlas;
    *out = atlas;
    return STATUS_OK;
}

void atlas_free(struct atlas *atlas)
{
    if (!atlas)
        return;
    for (size_t i = 0; i < SHEETS; i++)
        free(atlas->sheets[i].bytes);
    free(atlas->loose.bytes);
    free(atlas->slots);
    free(atlas);
}

static uint64_t scramble(uint64_t value)
{
    value = (value ^ (value >> 32)) * 0xD6E8FEB86659FD93u;
    value = (value ^ (value >> 32)) * 0xD6E8FEB86659FD93u;
    return value ^ (value >> 32);
}

/* Exact for a single code point (21 + 16 + 16 + 2 + 2 bits); a seeded hash with the top bit set for a longer cluster. */
static uint64_t key_of(const struct atlas *atlas, const struct cluster_look *look)
{
    uint32_t code;
    uint64_t look_bits = (uint64_t)look->face << 20 | (uint64_t)look->font_size << 4 |
                         (uint64_t)look->stance << 2 | look->phase;
    if (utf8_decode(look->text, look->size, &code) == look->size)
        return (look_bits + 1) << 21 | code;
    uint64_t key = atlas->seed ^ look_bits;
    for (uint32_t i = 0; i < look->size; i++)
        key = scramble(key ^ (uint8_t)look->text[i]) + atlas->seed;
    return key | 1ull << 63;
}

static struct slot *slot_at(struct slot *slots, uint32_t room, uint64_t key)
{
    uint32_t at = (uint32_t)scramble(key) & (room - 1);
    while (slots[at].key && slots[at].key != key)
        at = (at + 1) & (room - 1);
    return &slots[at];
}

/* Moves the slots that are not on `sheet` to a new table of `room`. */
static enum status move_slots(struct atlas *atlas, uint32_t room, uint8_t sheet)
{
    struct slot *slots = calloc(room, sizeof *slots);
    if (!slots)
        return STATUS_NO_MEMORY;
    uint32_t count = 0;
    for (uint32_t i = 0; i < atlas->room; i++) {
        const struct slot *slot = &atlas->slots[i];
        if (!slot->key || slot->sheet == sheet)
            continue;
        *slot_at(slots, room, slot->key) = *slot;
        count++;
    }
    free(atlas->slots);
    atlas->slots = slots;
    atlas->room = room;
    atlas->count = count;
    return STATUS_OK;
}

/* A place on the sheet: the lowest shelf that is high enough without much waste, else a new one. */
static bool place(struct sheet *sheet, uint32_t side, const struct bitmap *bitmap, struct slot *slot)
{
    uint16_t width = (uint16_t)bitmap->width, height = (uint16_t)bitmap->height;
    struct shelf *best = NULL;
    for (uint32_t i = 0; i < sheet->shelf_count; i++) {
        struct shelf *shelf = &sheet->shelves[i];
        if (shelf->height >= height && shelf->height <= height + height / 2 + 4 &&
            side - shelf->used >= width && (!best || shelf->height < best->height))
            best = shelf;
    }
    if (!best) {
        uint16_t rounded = (uint16_t)((height + 3) & ~3);
        if (sheet->shelf_count == SHELVES || side - sheet->bottom < rounded)
            return false;
        best = &sheet->shelves[sheet->shelf_count++];
        *best = (struct shelf){.top = sheet->bottom, .height = rounded};
        sheet->bottom = (uint16_t)(sheet->bottom + rounded);
    }
    slot->x = best->used;
    slot->y = best->top;
    slot->width = width;
    slot->height = height;
    best->used = (uint16_t)(best->used + width);
    return true;
}

/* Finds a sheet with a place for the bitmap, emptying the oldest one when there is none. SHEET_NONE: no memory. */
static uint8_t find_sheet(struct atlas *atlas, const struct bitmap *bitmap, struct slot *slot)
{
    const struct kind *kind = kind_of(bitmap->color);
    uint8_t oldest = SHEET_NONE;
    for (uint8_t i = kind->first; i < kind->last; i++) {
        struct sheet *sheet = &atlas->sheets[i];
        if (!sheet->bytes)
            sheet->bytes = malloc((size_t)kind->side * kind->side * kind->pixel);
        if (!sheet->bytes)
            break;
        if (place(sheet, kind->side, bitmap, slot))
            return i;
        if (oldest == SHEET_NONE || sheet->used < atlas->sheets[oldest].used)
            oldest = i;
    }
    if (oldest == SHEET_NONE || move_slots(atlas, atlas->room, oldest))
        return SHEET_NONE;
    atlas->sheets[oldest].shelf_count = 0;
    atlas->sheets[oldest].bottom = 0;
    return place(&atlas->sheets[oldest], kind->side, bitmap, slot) ? oldest : SHEET_NONE;
}

static uint8_t *slot_bytes(struct atlas *atlas, const struct slot *slot, const struct kind *kind)
{
    return atlas->sheets[slot->sheet].bytes + ((size_t)slot->y * kind->side + slot->x) * kind->pixel;
}

static void show_slot(struct atlas *atlas, const struct slot *slot, struct atlas_glyph *out)
{
    *out = (struct atlas_glyph){.left = slot->left, .top = slot->top};
    if (slot->sheet == SHEET_NONE)
        return;
    out->color = slot->sheet >= COLOR.first;
    const struct kind *kind = kind_of(out->color);
    atlas->sheets[slot->sheet].used = ++atlas->clock;
    out->pixels = (struct pixels){.data = slot_bytes(atlas, slot, kind),
                                  .pitch = kind->side * kind->pixel,
                                  .width = slot->width,
                                  .height = slot->height};
}

/* Keeps the bitmap for this one use. */
static void show_loose(struct atlas *atlas, const struct bitmap *bitmap, struct atlas_glyph *out)
{
    free(atlas->loose.bytes);
    atlas->loose = *bitmap;
    *out = (struct atlas_glyph){.left = bitmap->left, .top = bitmap->top, .color = bitmap->color};
    out->pixels = (struct pixels){.data = bitmap->bytes,
                                  .pitch = (uint32_t)bitmap->width * kind_of(bitmap->color)->pixel,
                                  .width = bitmap->width,
                                  .height = bitmap->height};
}

static bool fits(const struct bitmap *bitmap)
{
    int32_t side = (int32_t)kind_of(bitmap->color)->side;
    return bitmap->width <= side && bitmap->height <= side && abs(bitmap->left) < INT16_MAX &&
           abs(bitmap->top) < INT16_MAX;
}

/* Puts the bitmap into a sheet; false when it stays loose. */
static bool keep(struct atlas *atlas, uint64_t key, const struct bitmap *bitmap, struct atlas_glyph *out)
{
    struct slot slot = {
        .key = key, .left = (int16_t)bitmap->left, .top = (int16_t)bitmap->top, .sheet = SHEET_NONE};
    if (!fits(bitmap) || (atlas->count >= atlas->room / 2 && move_slots(atlas, atlas->room * 2, SHEETS)))
        return false;
    if (bitmap->bytes) {
        slot.sheet = find_sheet(atlas, bitmap, &slot);
        if (slot.sheet == SHEET_NONE)
            return false;
        const struct kind *kind = kind_of(bitmap->color);
        size_t row = (size_t)bitmap->width * kind->pixel;
        uint8_t *to = slot_bytes(atlas, &slot, kind);
        for (size_t y = 0; y < slot.height; y++)
            memcpy(to + y * kind->side * kind->pixel, bitmap->bytes + y * row, row);
    }
    *slot_at(atlas->slots, atlas->room, key) = slot;
    atlas->count++;
    show_slot(atlas, &slot, out);
    return true;
}

enum status atlas_find(struct atlas *atlas, const struct cluster_look *look, struct atlas_glyph *out)
{
    struct bitmap bitmap;
    uint64_t key = key_of(atlas, look);
    const struct slot *slot = slot_at(atlas->slots, atlas->room, key);
    if (slot->key) {
        show_slot(atlas, slot, out);
        return STATUS_OK;
    }
    enum status status = render_cluster(atlas->faces, look, &bitmap);
    if (status)
        return status;
    atlas->rendered++;
    if (keep(atlas, key, &bitmap, out))
        free(bitmap.bytes);
    else
        show_loose(atlas, &bitmap, out);
    return STATUS_OK;
}

size_t atlas_bytes(const struct atlas *atlas)
{
    size_t bytes = 0;
    for (size_t i = 0; i < SHEETS; i++) {
        const struct kind *kind = kind_of(i >= COLOR.first);
        if (atlas->sheets[i].bytes)
            bytes += (size_t)kind->side * kind->side * kind->pixel;
    }
    return bytes;
}

uint64_t atlas_rendered(const struct atlas *atlas)
{
    return atlas->rendered;
}
