#include "paint/advances.h"

#include <stdlib.h>
#include <string.h>

#include "base/grow.h"

/* Numbers, short words, quotation marks: of what a face draws beside Han nearly all. 28 KB. */
#define KEPT_BITS 9
#define KEPT_BYTES 8u

struct kept {
    uint64_t text;
    uint16_t face, font_size;
    uint8_t size, count;
    uint8_t begins[KEPT_BYTES];
    fixed widths[KEPT_BYTES];
};

struct advances {
    struct faces *faces;
    hb_buffer_t *buffer;
    struct advance *glyphs;
    uint32_t room;
    struct kept kept[1 << KEPT_BITS];
};

enum status advances_new(struct faces *faces, struct advances **out)
{
    *out = NULL;
    struct advances *advances = calloc(1, sizeof *advances);
    if (!advances)
        return STATUS_NO_MEMORY;
    advances->faces = faces;
    advances->buffer = hb_buffer_create();
    if (!hb_buffer_allocation_successful(advances->buffer) ||
        GROW(advances->glyphs, advances->room, KEPT_BYTES)) {
        advances_free(advances);
        return STATUS_NO_MEMORY;
    }
    *out = advances;
    return STATUS_OK;
}

void advances_free(struct advances *advances)
{
    if (!advances)
        return;
    hb_buffer_destroy(advances->buffer);
    free(advances->glyphs);
    free(advances);
}

/* Shapes into advances->glyphs. */
static bool shape(struct advances *advances, const struct piece *piece, uint32_t *count)
{
    hb_buffer_t *buffer = advances->buffer;
    hb_font_t *font = faces_shaper(advances->faces, piece->face, piece->font_size);
    hb_buffer_clear_contents(buffer);
    if (!font)
        return false;
    hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_GRAPHEMES);
    hb_buffer_add_utf8(buffer, piece->text, (int)piece->size, piece->begin, (int)(piece->end - piece->begin));
    hb_buffer_set_language(buffer, hb_language_from_string("und", -1));
    hb_buffer_guess_segment_properties(buffer);
    hb_shape(font, buffer, NULL, 0);
    if (!hb_buffer_allocation_successful(buffer))
        return false;
    if (HB_DIRECTION_IS_BACKWARD(hb_buffer_get_direction(buffer)))
        hb_buffer_reverse(buffer);
    unsigned length;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &length);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, &length);
    if (GROW(advances->glyphs, advances->room, length))
        return false;
    for (unsigned i = 0; i < length; i++)
        advances->glyphs[i] = (struct advance){infos[i].cluster, positions[i].x_advance};
    *count = length;
    return true;
}

/* Only of faces whose letters do not join what stands beside them. */
static bool is_kept(const struct piece *piece)
{
    return piece->end - piece->begin <= KEPT_BYTES && piece->face < FACE_SYMBOLS;
}

/* Where what has this key is kept, if it is. */
static struct kept *place_of(struct advances *advances, const struct kept *key)
{
    uint64_t hash = (key->text ^ key->face ^ (uint64_t)key->font_size << 8) * 0x9E3779B97F4A7C15u;
    return &advances->kept[hash >> (64 - KEPT_BITS)];
}

static void keep(struct kept *place, const struct kept *key, const struct advances *advances, uint32_t begin)
{
    *place = *key;
    for (uint32_t i = 0; i < key->count; i++) {
        place->begins[i] = (uint8_t)(advances->glyphs[i].begin - begin);
        place->widths[i] = advances->glyphs[i].width;
    }
}

const struct advance *advances_of(struct advances *advances, const struct piece *piece, uint32_t *count)
{
    if (!is_kept(piece))
        return shape(advances, piece, count) ? advances->glyphs : NULL;
    uint32_t size = piece->end - piece->begin;
    struct kept key = {.face = piece->face, .font_size = piece->font_size, .size = (uint8_t)size};
    memcpy(&key.text, piece->text + piece->begin, size);
    struct kept *place = place_of(advances, &key);
    if (place->text == key.text && place->face == key.face && place->font_size == key.font_size &&
        place->size == key.size) {
        for (uint32_t i = 0; i < place->count; i++)
            advances->glyphs[i] = (struct advance){piece->begin + place->begins[i], place->widths[i]};
        *count = place->count;
        return advances->glyphs;
    }
    if (!shape(advances, piece, count))
        return NULL;
    key.count = (uint8_t)*count;
    if (*count <= KEPT_BYTES)
        keep(place, &key, advances, piece->begin);
    return advances->glyphs;
}
