#include "paint/shape.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "paint/advances.h"
#include "paint/choose.h"
#include "paint/grapheme.h"
#include "paint/join.h"
#include "paint/piece.h"

#define EM_DASH 0x2014u

struct shaper {
    struct faces *faces;
    struct advances *advances;
    struct graphemes *graphemes;
};

/* One call of shaper_shape. */
struct job {
    struct shaper *shaper;
    const struct font *font;
    const char *text;
    uint32_t size;
    struct cluster *out;
    uint32_t count;
};

enum status shaper_new(struct faces *faces, struct shaper **out)
{
    *out = NULL;
    struct shaper *shaper = calloc(1, sizeof *shaper);
    if (!shaper)
        return STATUS_NO_MEMORY;
    shaper->faces = faces;
    if (graphemes_new(&shaper->graphemes) || advances_new(faces, &shaper->advances)) {
        shaper_free(shaper);
        return STATUS_NO_MEMORY;
    }
    *out = shaper;
    return STATUS_OK;
}

void shaper_free(struct shaper *shaper)
{
    if (!shaper)
        return;
    advances_free(shaper->advances);
    graphemes_free(shaper->graphemes);
    free(shaper);
}

static uint32_t code_at(const struct job *job, uint32_t at)
{
    uint32_t code;
    utf8_decode(job->text + at, job->size - at, &code);
    return code;
}

static uint32_t one_code(const struct job *job, uint32_t at)
{
    uint32_t code;
    return (uint32_t)utf8_decode(job->text + at, job->size - at, &code);
}

/* Whether a code point begins before this byte and does not end there. */
static bool is_inside(const struct job *job, uint32_t at)
{
    return ((unsigned char)job->text[at] & 0xC0) == 0x80;
}

/* Where the part of the cluster that its face can draw ends; at least after its first code point. */
static uint32_t drawn_end(const struct job *job, const struct cluster *cluster)
{
    uint32_t size = cluster->end - cluster->begin, one = one_code(job, cluster->begin);
    if (one == size || cluster->face == FACE_BLANK)
        return cluster->end;
    uint32_t covered = cluster->face == FACE_BOX ? one
                                                 : choose_covered(job->shaper->faces, cluster->face,
                                                                  job->text + cluster->begin, size);
    return cluster->begin + (covered > one ? covered : one);
}

/* What a grapheme's face cannot draw of it, code point by code point: with a face of its own, or as a box (rule F2). There
 * are at most as many clusters as bytes, so they can be moved apart in place, from the last one. */
static void show_undrawn(struct job *job, uint32_t more)
{
    uint32_t to = job->count + more;
    for (uint32_t i = job->count; i-- > 0;) {
        struct cluster cluster = job->out[i];
        uint32_t end = drawn_end(job, &cluster);
        for (uint32_t at = cluster.end; at > end;) {
            struct cluster piece = {.begin = at - 1, .end = at};
            while (piece.begin > end && is_inside(job, piece.begin))
                piece.begin--;
            piece.face = choose_face(job->shaper->faces, job->font, job->text + piece.begin,
                                     piece.end - piece.begin, false);
            at = piece.begin;
            job->out[--to] = piece;
        }
        cluster.end = end;
        job->out[--to] = cluster;
    }
    job->count += more;
}

/* As many as show_undrawn makes of text[begin..end). */
static uint32_t count_codes(const struct job *job, uint32_t begin, uint32_t end)
{
    uint32_t codes = begin < end;
    for (uint32_t at = begin + 1; at < end; at++)
        codes += !is_inside(job, at);
    return codes;
}

/* Gives each grapheme its face. A mark of rule B4 looks past others of its kind for its neighbours. */
static void assign_faces(struct job *job)
{
    bool left = false, right = false;
    uint32_t known = 0; /* `right` holds for ambiguous graphemes before this one */
    uint32_t more = 0;
    uint16_t own = choose_own(job->font);
    for (uint32_t i = 0; i < job->count; i++) {
        struct cluster *cluster = &job->out[i];
        uint32_t code, size = cluster->end - cluster->begin;
        uint32_t one = (uint32_t)utf8_decode(job->text + cluster->begin, job->size - cluster->begin, &code);
        if (one == size && choose_is_em(code) && faces_has(job->shaper->faces, own, code)) {
            left = true;
            cluster->face = own;
            cluster->advance = FIXED(job->font->size);
            continue;
        }
        bool beside = job->font->stance == STANCE_UPRIGHT;
        if (!beside && choose_is_ambiguous(code)) {
            if (i >= known) {
                for (known = i + 1;
                     known < job->count && choose_is_ambiguous(code_at(job, job->out[known].begin)); known++)
                    ;
                right = known < job->count && choose_is_cjk(code_at(job, job->out[known].begin));
            }
            beside = left || right;
        } else {
            left = choose_is_cjk(code);
        }
        cluster->face = choose_face(job->shaper->faces, job->font, job->text + cluster->begin, size, beside);
        more += count_codes(job, drawn_end(job, cluster), cluster->end);
    }
    if (more)
        show_undrawn(job, more);
}

/* The glyphs of text[begin..end) in one face, in logical order. NULL: no memory. */
static const struct advance *shape_run(struct job *job, uint16_t face, uint32_t begin, uint32_t end,
                                       uint32_t *count)
{
    struct piece piece = {.text = job->text,
                          .size = job->size,
                          .begin = begin,
                          .end = end,
                          .face = face & (uint16_t)~FACE_FITTED,
                          .font_size = job->font->size};
    return advances_of(job->shaper->advances, &piece, count);
}

static fixed run_advance(const struct advance *glyphs, uint32_t first, uint32_t last)
{
    fixed advance = 0;
    for (uint32_t i = first; i < last; i++)
        advance += glyphs[i].width;
    return advance;
}

/* The graphemes out[first..last) share a face: they become clusters at out[*to], with those that a ligature joined
 * made one. */
static enum status shape_graphemes(struct job *job, uint32_t first, uint32_t last, uint32_t *to)
{
    uint32_t glyph_count, glyph = 0;
    uint16_t face = job->out[first].face;
    const struct advance *glyphs =
        shape_run(job, face, job->out[first].begin, job->out[last - 1].end, &glyph_count);
    if (!glyphs)
        return STATUS_NO_MEMORY;
    for (uint32_t i = first; i < last; i++) {
        struct cluster cluster = job->out[i];
        uint32_t start = glyph;
        while (glyph < glyph_count && glyphs[glyph].begin < cluster.end)
            glyph++;
        if (glyph == start && i > first) {
            job->out[*to - 1].end = cluster.end;
            continue;
        }
        cluster.advance = run_advance(glyphs, start, glyph);
        job->out[(*to)++] = cluster;
    }
    return STATUS_OK;
}

/* The graphemes become one cluster. */
static enum status shape_piece(struct job *job, uint32_t first, uint32_t last, uint32_t *to)
{
    uint32_t count;
    struct cluster cluster = job->out[first];
    cluster.end = job->out[last - 1].end;
    const struct advance *glyphs = shape_run(job, cluster.face, cluster.begin, cluster.end, &count);
    if (!glyphs)
        return STATUS_NO_MEMORY;
    cluster.advance = run_advance(glyphs, 0, count);
    job->out[(*to)++] = cluster;
    return STATUS_OK;
}

/* A script's face: words are drawn in pieces (piece.h). */
static enum status shape_script(struct job *job, uint32_t first, uint32_t last, uint32_t *to)
{
    enum status status = STATUS_OK;
    while (first < last && !status) {
        uint32_t end = piece_end(job->text, job->out, first, last);
        status = shape_piece(job, first, end, to);
        first = end;
    }
    return status;
}

/* One em for each picture that the sequence makes: one, unless the face does not know it. */
static enum status shape_emoji(struct job *job, uint32_t at, uint32_t *to)
{
    uint32_t count, drawn = 0;
    struct cluster cluster = job->out[at];
    const struct advance *glyphs = shape_run(job, cluster.face, cluster.begin, cluster.end, &count);
    if (!glyphs)
        return STATUS_NO_MEMORY;
    for (uint32_t i = 0; i < count; i++)
        drawn += glyphs[i].width > 0;
    cluster.advance = FIXED(job->font->size) * (drawn ? (fixed)drawn : 1);
    job->out[(*to)++] = cluster;
    return STATUS_OK;
}

static bool is_dash(uint16_t face)
{
    return face & FACE_FITTED && face < (FACE_FITTED | FACE_CJK_REST);
}

/* One glyph stretched to its columns; in CJK text —— is one stroke. */
static enum status shape_fitted(struct job *job, uint32_t first, uint32_t *at, uint32_t *to)
{
    uint16_t face = job->out[first].face;
    bool dash = is_dash(face);
    uint32_t end = first + 1;
    if (dash && end < job->count && job->out[end].face == face)
        end++;
    *at = end;
    struct cluster *made = &job->out[*to];
    enum status status = shape_piece(job, first, end, to);
    struct fit fit = {.face = face, .font_size = job->font->size, .count = end - first};
    if (status)
        return status;
    fit.code = code_at(job, made->begin);
    fit.natural = made->advance;
    made->advance = choose_fitted(&fit);
    return STATUS_OK;
}

/* A character of 1 em: nearly always assign_faces has said so already. */
static bool is_plain_em(const struct job *job, const struct cluster *cluster)
{
    uint32_t code;
    if (cluster->advance > 0)
        return true;
    uint32_t length = (uint32_t)utf8_decode(job->text + cluster->begin, job->size - cluster->begin, &code);
    return cluster->face <= FACE_CJK_REST && choose_is_em(code) && length == cluster->end - cluster->begin;
}

/* So many marks on a letter that they may be a piece of more. */
static bool is_tower(const struct cluster *cluster)
{
    return cluster->end - cluster->begin >= GRAPHEME_MOST;
}

/* The run of one face that starts at out[at]: those whose advances are known without shaping stand alone, and so does what was
 * cut, since together it would take HarfBuzz as long as whole. */
static uint32_t run_end(const struct job *job, uint32_t at)
{
    uint32_t end = at + 1;
    while (end < job->count && job->out[end].face == job->out[at].face && !is_plain_em(job, &job->out[end]) &&
           !is_tower(&job->out[end - 1]) && !is_tower(&job->out[end]))
        end++;
    return end;
}

/* Makes the whole text one cluster, if one face can draw it: a text with emoji or boxes in it stays in cells of their own. */
static void combine(struct job *job)
{
    for (uint32_t i = 0; i < job->count; i++) {
        uint16_t face = job->out[i].face & (uint16_t)~FACE_FITTED;
        if (face < FACE_COUNT && face != FACE_EMOJI &&
            choose_covered(job->shaper->faces, face, job->text, job->size) == job->size) {
            job->out[0].end = job->size;
            job->out[0].face = face;
            job->count = 1;
        }
    }
}

/* One cell for what stands upright; a number that is combined is one as a whole. */
static void shape_cells(struct job *job)
{
    fixed em = FIXED(job->font->size);
    if (job->font->stance == STANCE_COMBINED)
        combine(job);
    uint32_t to = 0;
    for (uint32_t i = 0; i < job->count; i++) {
        struct cluster *cluster = &job->out[to++];
        *cluster = job->out[i];
        cluster->advance = cluster->face == FACE_BLANK ? 0 : em;
        /* —— is one stroke. */
        if (is_dash(cluster->face) && i + 1 < job->count && job->out[i + 1].face == cluster->face) {
            cluster->end = job->out[++i].end;
            cluster->advance = 2 * em;
        }
    }
    job->count = to;
}

static enum status shape_next(struct job *job, uint32_t *at, uint32_t *to)
{
    struct cluster *cluster = &job->out[*at];
    uint32_t first = *at;
    if (is_plain_em(job, cluster) || cluster->face == FACE_BOX || cluster->face == FACE_BLANK) {
        cluster->advance = cluster->face == FACE_BLANK ? 0 : FIXED(job->font->size);
        job->out[(*to)++] = job->out[(*at)++];
        return STATUS_OK;
    }
    if (cluster->face & FACE_FITTED)
        return shape_fitted(job, first, at, to);
    if (cluster->face == FACE_EMOJI) {
        (*at)++;
        return shape_emoji(job, first, to);
    }
    uint32_t last = *at = run_end(job, first);
    return cluster->face >= FACE_SCRIPTS ? shape_script(job, first, last, to)
                                         : shape_graphemes(job, first, last, to);
}

enum status shaper_shape(struct shaper *shaper, const struct font *font, const char *text, uint32_t size,
                         struct cluster *out, uint32_t *count)
{
    struct job job = {.shaper = shaper, .font = font, .text = text, .size = size, .out = out};
    uint32_t to = 0;
    *count = 0;
    enum status status = graphemes_split(shaper->graphemes, text, size, out, &job.count);
    if (status)
        return status;
    assign_faces(&job);
    if (font->stance >= STANCE_UPRIGHT && font->stance != STANCE_SIDEWAYS) {
        shape_cells(&job);
        *count = job.count;
        return STATUS_OK;
    }
    for (uint32_t at = 0; at < job.count && !status;)
        status = shape_next(&job, &at, &to);
    *count = to;
    return status;
}
