/* Text → atoms: runs of one font are shaped, forced breaks and pictures are atoms of their own. */
#include <string.h>

#include <unicode/uchar.h>

#include "base/grow.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "layout/para.h"
#include "layout/stance.h"

/* Bytes of a span that is set into one em: four wide characters. */
#define COMBINED_MOST 12u
#define JOINER 0x200Du

struct font shape_font(const struct para_spec *spec, const struct span *span, bool upright)
{
    struct font font = {.size = spec->size, .region = span->region, .bold = spec->bold, .mono = spec->code};
    if (span->style & STYLE_BOLD)
        font.bold = true;
    if (span->style & (STYLE_ITALIC | STYLE_SLANT))
        font.italic = !upright;
    if (span->style & STYLE_CODE)
        font.mono = true;
    if (span->style & (STYLE_SUPERSCRIPT | STYLE_SUBSCRIPT))
        font.size = (uint16_t)(font.size * 2 / 3);
    else if (span->style & STYLE_SMALL)
        font.size = (uint16_t)(font.size * 5 / 6);
    return font;
}

bool shape_same_font(const struct font *a, const struct font *b)
{
    return a->size == b->size && a->region == b->region && a->bold == b->bold && a->italic == b->italic &&
           a->mono == b->mono && a->stance == b->stance;
}

/* The stance at `at` of a span in a vertical line, up to *end. */
static enum stance stance_of(const struct para *para, const struct span *span, uint32_t at, uint32_t *end)
{
    const struct text *text = para->text;
    if (span->style & STYLE_COMBINE && span->end - span->begin <= COMBINED_MOST) {
        *end = span->end;
        return STANCE_COMBINED;
    }
    enum stance stance = stance_at(text->bytes, text->size, at, end);
    if (*end > span->end)
        *end = span->end;
    return para->spec.code ? STANCE_SIDEWAYS : stance;
}

/* The font at `at`, and how far it goes at once: *end. */
static struct font font_at(const struct para *para, const struct span *span, uint32_t at, uint32_t *end)
{
    bool vertical = para->spec.vertical;
    if (!vertical && !(span->style & (STYLE_ITALIC | STYLE_SLANT))) {
        *end = span->end;
        return shape_font(&para->spec, span, true);
    }
    uint32_t code;
    *end = at + (uint32_t)utf8_decode(para->text->bytes + at, para->text->size - at, &code);
    struct font font = shape_font(&para->spec, span, chars_upright(code));
    if (vertical && code != '\n')
        font.stance = (uint8_t)stance_of(para, span, at, end);
    return font;
}

/* How far from `begin` one font goes: up to a forced break, a picture or another font. What is combined is a run of its
 * own. */
static uint32_t run_end(const struct para *para, uint32_t begin, uint32_t span, struct font *font)
{
    const struct text *text = para->text;
    uint32_t at = begin;
    for (; span < text->span_count; span++) {
        const struct span *s = &text->spans[span];
        if (s->picture && at == s->begin)
            return at;
        while (at < s->end) {
            uint32_t end;
            struct font next = font_at(para, s, at, &end);
            if (at == begin)
                *font = next;
            if (!shape_same_font(font, &next) || (at != begin && next.stance == STANCE_COMBINED))
                return at;
            const char *feed = memchr(text->bytes + at, '\n', end - at);
            if (feed)
                return (uint32_t)(feed - text->bytes);
            at = end;
            if (next.stance == STANCE_COMBINED)
                return at;
        }
    }
    return at;
}

static void classify(struct para *para, struct atom *atom, uint32_t end, const struct font *font)
{
    const struct text *text = para->text;
    uint32_t code;
    utf8_decode(text->bytes + atom->begin, text->size - atom->begin, &code);
    /* Nearly all of a Chinese text. */
    if (code >= 0x4E00 && code <= 0x9FFF && font->stance != STANCE_COMBINED) {
        atom->kind = KIND_HAN;
        atom->flags |= ATOM_WIDE | ATOM_UPRIGHT;
        return;
    }
    enum kind kind = kind_of(code);
    if (kind == KIND_SPACE && utf8_count(text->bytes + atom->begin, end - atom->begin))
        kind = KIND_OTHER; /* an accent stands on it */
    if (kind == KIND_PICTURE)
        kind = KIND_OTHER; /* a U+FFFC that someone typed */
    if (font->stance == STANCE_COMBINED || (font->stance == STANCE_UPRIGHT && kind == KIND_LATIN)) {
        kind = KIND_HAN;
        atom->flags |= ATOM_CELL;
    }
    bool full = atom->advance * 10 >= FIXED(font->size) * 9;
    bool mark = kind >= KIND_OPEN && kind <= KIND_DASH;
    if (mark && !full)
        kind = KIND_OTHER;
    atom->kind = (uint8_t)kind;
    if (kind == KIND_HAN || kind == KIND_WIDE || (mark && full))
        atom->flags |= ATOM_WIDE;
    if (chars_upright(code))
        atom->flags |= ATOM_UPRIGHT;
    if (para->spec.hanging && full && (code == 0x3001 || code == 0x3002 || code == 0xFF0C))
        atom->flags |= ATOM_HANGS;
    bool centred = font->region == REGION_TC || font->region == REGION_HK;
    bool whole = font->region == REGION_JP || font->region == REGION_KR;
    /* In vertical lines ：；！？ stand in the middle of their em. */
    bool wide_when_vertical =
        kind == KIND_COMMA ? code == 0xFF1A || code == 0xFF1B : kind == KIND_STOP && code != 0x3002;
    bool wide_in_japan =
        kind == KIND_STOP ? code != 0x3002 && code != 0xFF0E : code == 0xFF1A || code == 0xFF1B;
    if (mark && full && kind != KIND_DASH && !centred && !(whole && wide_in_japan) &&
        !(para->spec.vertical && wide_when_vertical) && !para->spec.code)
        atom->flags |= ATOM_SQUEEZES;
    para->bidi |= chars_bidi(code);
}

/* How wide a hyphen is in the font of a text's first soft hyphen. */
static enum status measure_hyphen(struct setter *setter, struct para *para, const struct font *font)
{
    struct cluster cluster;
    uint32_t count = 0;
    enum status status = setter->metrics->shape(setter->metrics->data, font, "-", 1, &cluster, &count);
    para->hyphen = status || !count ? 0 : cluster.advance;
    return status;
}

static void add_atom(struct para *para, const struct font *font, uint32_t begin,
                     const struct cluster *cluster)
{
    struct atom *atom = &para->atoms[para->atom_count++];
    *atom =
        (struct atom){.begin = begin + cluster->begin, .advance = cluster->advance, .face = cluster->face};
    atom->stance = font->stance;
    classify(para, atom, begin + cluster->end, font);
}

/* Behind the character at `at` and the marks that stand on it. */
static uint32_t next_character(const char *text, uint32_t at, uint32_t end)
{
    uint32_t code = 0;
    for (bool first = true; at < end; first = false) {
        uint32_t size = (uint32_t)utf8_decode(text + at, end - at, &code);
        if (!first && !(U_GET_GC_MASK(code) & U_GC_M_MASK) && code != JOINER)
            break;
        at += size;
    }
    return at;
}

static fixed widest(const struct cluster *clusters, uint32_t count)
{
    fixed advance = 0;
    for (uint32_t i = 0; i < count; i++)
        advance = clusters[i].advance > advance ? clusters[i].advance : advance;
    return advance;
}

/* The character text[begin..end) as atoms, small enough for a line of `least`: U+FDFD alone is a whole sentence. */
static enum status shape_character(struct setter *setter, struct para *para, const struct font *font,
                                   struct cluster *clusters, uint32_t begin, uint32_t end)
{
    const struct metrics *metrics = setter->metrics;
    const char *text = para->text->bytes + begin;
    fixed least = para->spec.measure - para->spec.indent;
    struct font small = *font;
    uint32_t count = 0;
    enum status status = metrics->shape(metrics->data, font, text, end - begin, clusters, &count);
    fixed advance = widest(clusters, count);
    if (!status && advance > 0 && advance > least) {
        int64_t size = (int64_t)font->size * least / advance;
        small.size = (uint16_t)(size > 1 ? size : 1);
        status = metrics->shape(metrics->data, &small, text, end - begin, clusters, &count);
    }
    for (uint32_t i = 0; i < count && !status; i++) {
        add_atom(para, &small, begin, &clusters[i]);
        para->atoms[para->atom_count - 1].size = small.size;
    }
    return status;
}

/* A word whose letters join, or a dash of several characters, that is wider than any line: by characters (B3). `used` is
 * how many of setter->clusters are still needed. */
static enum status shape_apart(struct setter *setter, struct para *para, const struct font *font,
                               struct cluster wide, uint32_t used)
{
    enum status status = GROW(setter->clusters, setter->cluster_room, (uint64_t)used + wide.end - wide.begin);
    for (uint32_t at = wide.begin, next; at < wide.end && !status; at = next) {
        next = next_character(para->text->bytes, at, wide.end);
        status = shape_character(setter, para, font, setter->clusters + used, at, next);
    }
    return status;
}

static enum status shape_run(struct setter *setter, struct para *para, const struct font *font,
                             uint32_t begin, uint32_t end)
{
    uint32_t size = end - begin, count = 0;
    fixed least = para->spec.measure - para->spec.indent;
    uint32_t before = para->atom_count;
    bool hyphens = false;
    enum status status = GROW(setter->clusters, setter->cluster_room, size);
    if (!status)
        status = setter->metrics->shape(setter->metrics->data, font, para->text->bytes + begin, size,
                                        setter->clusters, &count);
    if (!status)
        status = GROW(para->atoms, para->atom_room, (uint64_t)para->atom_count + count + 2);
    for (uint32_t i = 0; i < count && !status; i++) {
        struct cluster cluster = setter->clusters[i];
        if (cluster.advance <= least || font->stance == STANCE_COMBINED) {
            add_atom(para, font, begin, &cluster);
            continue;
        }
        cluster.begin += begin;
        cluster.end += begin;
        status = GROW(para->atoms, para->atom_room, (uint64_t)para->atom_count + end - cluster.begin + 2);
        if (!status)
            status = shape_apart(setter, para, font, cluster, count);
    }
    for (uint32_t i = before; i < para->atom_count; i++)
        hyphens |= para->atoms[i].kind == KIND_HYPHEN;
    if (!status && hyphens && !para->hyphen)
        return measure_hyphen(setter, para, font);
    return status;
}

static enum status add_single(struct setter *setter, struct para *para, uint32_t at, const struct span *span)
{
    enum status status = GROW(para->atoms, para->atom_room, (uint64_t)para->atom_count + 3);
    if (status)
        return status;
    struct atom *atom = &para->atoms[para->atom_count++];
    *atom = (struct atom){.begin = at, .kind = KIND_FEED};
    if (span->picture && at == span->begin) {
        int32_t width, height;
        inline_size(setter, &para->spec, span, &width, &height);
        atom->kind = KIND_PICTURE;
        atom->advance = FIXED(width);
    }
    return STATUS_OK;
}

enum stance shape_reading_stance(const struct para_spec *spec, const struct span *span)
{
    uint32_t end;
    return spec->vertical ? stance_at(span->ruby, (uint32_t)strnlen(span->ruby, LIMIT_ADDRESS), 0, &end)
                          : STANCE_HORIZONTAL;
}

/* The atoms under a reading that is wider than they are move apart (R1). */
static enum status widen_for_ruby(struct setter *setter, struct para *para, uint32_t first, uint32_t end)
{
    const struct span *span = &para->text->spans[para->atoms[first].span];
    struct font font = shape_font(&para->spec, span, true);
    font.size /= 2;
    font.stance = (uint8_t)shape_reading_stance(&para->spec, span);
    uint32_t size = (uint32_t)strnlen(span->ruby, LIMIT_ADDRESS), count = 0;
    enum status status = GROW(setter->clusters, setter->cluster_room, size);
    if (!status && size)
        status =
            setter->metrics->shape(setter->metrics->data, &font, span->ruby, size, setter->clusters, &count);
    if (status)
        return status;
    int64_t missing = 0;
    for (uint32_t i = 0; i < count; i++)
        missing += setter->clusters[i].advance;
    /* What is longer than a line is no reading: it is cut off (para.c). */
    int64_t most = para->spec.measure - para->spec.indent;
    missing = missing < most ? missing : most;
    for (uint32_t i = first; i < end; i++)
        missing -= para->atoms[i].advance;
    for (uint32_t i = first; i < end && missing > 0; i++) {
        fixed part = (fixed)(missing / (end - i));
        para->atoms[i].advance += part;
        para->atoms[i].shift = part / 2;
        missing -= part;
    }
    para->atoms[first].flags |= ATOM_RUBY_FIRST;
    return STATUS_OK;
}

static enum status name_spans(struct setter *setter, struct para *para)
{
    uint32_t span = 0, ruby = 0;
    for (uint32_t i = 0; i < para->atom_count; i++) {
        while (span + 1 < para->text->span_count && para->text->spans[span].end <= para->atoms[i].begin)
            span++;
        para->atoms[i].span = (uint16_t)span;
        if (!para->text->spans[span].ruby)
            continue;
        if (i == 0 || para->atoms[i - 1].span != span)
            ruby = i;
        if (i + 1 == para->atom_count || para->atoms[i + 1].begin >= para->text->spans[span].end) {
            enum status status = widen_for_ruby(setter, para, ruby, i + 1);
            if (status)
                return status;
        }
    }
    return STATUS_OK;
}

enum status shape_text(struct setter *setter, struct para *para)
{
    const struct text *text = para->text;
    para->atom_count = 0;
    para->bidi = para->rtl = false;
    para->hyphen = 0;
    uint32_t span = 0;
    for (uint32_t at = 0; at < text->size;) {
        while (span + 1 < text->span_count && text->spans[span].end <= at)
            span++;
        struct font font = {0};
        uint32_t end = run_end(para, at, span, &font);
        enum status status;
        if (end > at) {
            status = shape_run(setter, para, &font, at, end);
            at = end;
        } else {
            status = add_single(setter, para, at, &text->spans[span]);
            at = text->bytes[at] == '\n' ? at + 1 : text->spans[span].end;
        }
        if (status)
            return status;
    }
    enum status status = GROW(para->atoms, para->atom_room, (uint64_t)para->atom_count + 1);
    if (status)
        return status;
    para->atoms[para->atom_count] = (struct atom){.begin = text->size, .kind = KIND_FEED};
    return name_spans(setter, para);
}
