#include "check.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>

#include "base/utf8.h"
#include "document/language.h"
#include "document/parse.h"
#include "fake_metrics.h"
#include "layout/para.h"
#include "layout/set.h"

/* A text of the article: a block's or a cell's. */
struct known {
    const char *bytes;
    uint32_t size;
    uint64_t position;
    const struct block *block;
};

/* A glyph seen on a page. */
struct seen {
    uint32_t text; /* index of `known` */
    uint32_t begin, end;
    uint32_t page;
};

struct checker {
    const struct style *style;
    struct geometry geometry;
    const struct metrics *metrics;
    struct known *known; /* by address */
    size_t known_count, known_room;
    struct seen *seen;
    size_t seen_count, seen_room;
    int wrong;
};

__attribute__((format(printf, 2, 3))) static void fail(struct checker *checker, const char *format, ...)
{
    va_list arguments;
    if (checker->wrong++ > 20)
        return;
    va_start(arguments, format);
    fprintf(stderr, "%dx%d %u: ", checker->style->width, checker->style->height, checker->style->font_size);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
}

static void *more(void *array, size_t *room, size_t count, size_t size)
{
    if (count < *room)
        return array;
    *room = *room * 2 + 64;
    array = realloc(array, *room * size);
    if (!array)
        exit(2);
    return array;
}

static void add_known(struct checker *c, const struct text *text, uint64_t position,
                      const struct block *block)
{
    if (!text->size)
        return;
    c->known = more(c->known, &c->known_room, c->known_count, sizeof *c->known);
    c->known[c->known_count++] = (struct known){text->bytes, text->size, position, block};
}

static int by_address(const void *a, const void *b)
{
    const char *x = ((const struct known *)a)->bytes, *y = ((const struct known *)b)->bytes;
    return x < y ? -1 : x > y;
}

static void learn(struct checker *c, const struct block *block)
{
    for (; block; block = article_after(block)) {
        uint64_t position = block->position;
        add_known(c, &block->text, position, block);
        for (size_t i = 0; block->table && i < (size_t)block->table->row_count * block->table->column_count;
             i++) {
            const struct cell *cell = block->table->cells[i];
            if (!cell)
                continue;
            add_known(c, &cell->text, position, block);
            position += utf8_count(cell->text.bytes, cell->text.size);
        }
    }
    if (c->known_count)
        qsort(c->known, c->known_count, sizeof *c->known, by_address);
}

static const struct known *find_known(const struct checker *c, const char *bytes)
{
    struct known key = {.bytes = bytes};
    return c->known_count ? bsearch(&key, c->known, c->known_count, sizeof key, by_address) : NULL;
}

static uint32_t code_at(const char *text, uint32_t at)
{
    uint32_t code;
    utf8_decode(text + at, strlen(text + at), &code);
    return code;
}

static bool among(uint32_t code, const char *set)
{
    char bytes[5] = {0};
    utf8_encode(code, bytes);
    return code && strstr(set, bytes);
}

static void check_box(struct checker *c, const char *what, const struct box *box)
{
    if (box->x < 0 || box->y < 0 || box->width <= 0 || box->height <= 0 ||
        box->x + box->width > c->style->width || box->y + box->height > c->style->height)
        fail(c, "%s %d,%d %dx%d is not on the page", what, box->x, box->y, box->width, box->height);
}

static const char never_first[] = "、，；：。．！？…」』】）》〉〕ぁぃぅぇぉっゃゅょーァィゥェォッャュョ";
static const char never_last[] = "「『【（《〈〔";

static bool in_row(uint32_t code, const char *set)
{
    return code == 0x3000 || among(code, set);
}

/* What a line may begin behind whatever it begins with: U+0085 and its kin (UAX #14, LB4, LB5), and U+FDFD, which may fill a line
 * alone. */
static bool is_free(const struct known *known, uint32_t begin)
{
    do
        begin--;
    while (begin > 0 && ((unsigned char)known->bytes[begin] & 0xC0) == 0x80);
    uint32_t code = code_at(known->bytes, begin);
    int32_t class = u_getIntPropertyValue((UChar32)code, UCHAR_LINE_BREAK);
    return class == U_LB_MANDATORY_BREAK || class == U_LB_NEXT_LINE || class == U_LB_LINE_FEED ||
           class == U_LB_CARRIAGE_RETURN || code == 0xFDFD;
}

/* So many of these marks, and wide spaces, around `begin` that no line could hold them together. */
static bool endless(const struct checker *c, const struct known *known, uint32_t begin, const char *set)
{
    uint32_t marks = 0, code;
    for (uint32_t at = begin; at < known->size && in_row(code_at(known->bytes, at), set); marks++)
        at += (uint32_t)utf8_decode(known->bytes + at, known->size - at, &code);
    while (begin > 0) {
        do
            begin--;
        while (begin > 0 && ((unsigned char)known->bytes[begin] & 0xC0) == 0x80);
        if (!in_row(code_at(known->bytes, begin), set))
            break;
        marks++;
    }
    return (int32_t)marks + 2 >= c->geometry.measure / c->geometry.em;
}

/* Characters under a reading do not move apart when a line is justified. */
static bool has_reading(const struct block *block)
{
    for (uint32_t i = 0; i < block->text.span_count; i++)
        if (block->text.spans[i].ruby)
            return true;
    return false;
}

/* G4: lines of body text stand on the grid that all columns share; in Latin articles also half a line beside it. */
static void check_grid(struct checker *c, const struct page *page, const struct run *run,
                       const struct block *block)
{
    const struct geometry *g = &c->geometry;
    const struct setter setter = {.metrics = c->metrics, .vertical = c->style->vertical};
    struct font font = {.size = (uint16_t)g->em, .region = block->region};
    int32_t first = g->top + para_baseline(&setter, &font, g->pitch);
    fixed off = run->baseline - FIXED(first);
    if (block->kind == BLOCK_PARAGRAPH && run->font.size == g->em && off % FIXED(g->unit))
        fail(c, "page %u: G4: a baseline is %d off the grid: %.20s", page->number, off % FIXED(g->unit),
             run->text + run->glyphs[0].begin);
}

/* A line of a paragraph: runs first … end-1. `next` is the byte behind its last glyph. */
static void check_line(struct checker *c, const struct page *page, uint32_t first, uint32_t end)
{
    const struct run *run = &page->runs[first];
    const struct known *known = find_known(c, run->text);
    if (!known || known->block->kind == BLOCK_TABLE || known->block->kind == BLOCK_NAVIGATION)
        return;
    check_grid(c, page, run, known->block);
    fixed left = run->left, right = run->right, head_width = 0;
    uint32_t begin = UINT32_MAX, stop = 0, last = 0, pairs = 0;
    bool was_han = false;
    for (uint32_t i = first; i < end; i++) {
        const struct run *r = &page->runs[i];
        left = r->left < left ? r->left : left;
        right = r->right > right ? r->right : right;
        for (uint32_t g = 0; g < r->glyph_count; g++) {
            uint32_t code = code_at(r->text, r->glyphs[g].begin);
            if (r->glyphs[g].begin < begin) {
                begin = r->glyphs[g].begin;
                head_width = (g + 1 < r->glyph_count ? r->glyphs[g + 1].x : r->right) - r->glyphs[g].x;
            }
            if (r->glyphs[g].end > stop) {
                stop = r->glyphs[g].end;
                last = r->glyphs[g].begin;
            }
            bool han = code >= 0x4E00 && code <= 0x9FFF;
            pairs += han && was_han;
            was_han = han;
        }
    }
    const struct run *hyphen = end < page->run_count ? &page->runs[end] : run;
    if (!strcmp(hyphen->text, "-") && hyphen->baseline == page->runs[end - 1].baseline)
        right = hyphen->right;
    fixed measure = FIXED(c->geometry.left + c->geometry.measure);
    bool narrow = c->geometry.measure < 8 * c->geometry.em || known->block->kind == BLOCK_CODE ||
                  known->block->container;
    const struct setter none = {0};
    bool rtl = set_rtl(&none, known->block);
    bool alone = end == first + 1 && run->glyph_count == 1; /* … and may be wider than any line */
    if (!alone &&
        (right > measure + FIXED_ONE / 2 || (rtl && left < FIXED(c->geometry.left) - FIXED_ONE / 2)))
        fail(c, "page %u: a line from %d to %d goes beyond %d or %d: %.*s", page->number, left, right,
             FIXED(c->geometry.left), measure, (int)(stop - begin), known->bytes + begin);
    if (narrow)
        return;
    /* Nothing but spaces, which a line's end swallows, may be left of the paragraph. */
    bool ends = stop >= known->size || known->bytes[stop - 1] == '\n' ||
                !utf8_count(known->bytes + stop, strcspn(known->bytes + stop, "\n"));
    uint32_t head = code_at(known->bytes, begin);
    /* Between Latin words … is half an em wide, and may begin a line as a word may. */
    bool narrow_dots = head == 0x2026 && head_width * 5 < FIXED(run->font.size) * 4;
    if (among(head, never_first) && begin > 0 && !is_free(known, begin) && !narrow_dots &&
        !endless(c, known, begin, never_first))
        fail(c, "page %u: B2: a line begins with \"%.12s\"", page->number, known->bytes + begin);
    if (!ends && known->bytes[stop] != '\n' && among(code_at(known->bytes, last), never_last) &&
        !endless(c, known, last, never_last))
        fail(c, "page %u: B2: a line ends with \"%.12s\"", page->number, known->bytes + last);
    uint32_t next = stop < known->size ? code_at(known->bytes, stop) : 0;
    uint32_t same = 0; /* a pair is not split; a row of them has to be */
    while (next && same * 3 + 3 <= stop && code_at(known->bytes, stop - same * 3 - 3) == next)
        same++;
    if ((next == 0x2014 || next == 0x2026) && same % 2 && same < 4 && next == code_at(known->bytes, last))
        fail(c, "page %u: B3: %.12s is split", page->number, known->bytes + last);
    bool justified =
        known->block->kind == BLOCK_PARAGRAPH && known->block->align == ALIGN_START && !known->block->caption;
    /* By how much it does not reach the edge that it runs to. */
    fixed lack = rtl ? left - FIXED(c->geometry.left) : measure - right;
    /* Only a line that would be torn open may be left ragged: Han characters stretch to a quarter of an em apart. */
    bool can = !has_reading(known->block) && lack <= (fixed)pairs * FIXED(c->geometry.em) / 4;
    if (justified && !ends && can && !(alone && lack < 0) && (lack > FIXED_ONE / 2 || lack < -FIXED_ONE / 2))
        fail(c, "page %u: J4: a line ends %d before its edge: %.*s", page->number, lack, (int)(stop - begin),
             known->bytes + begin);
}

static int by_place(const void *a, const void *b)
{
    const struct run *x = a, *y = b;
    if (x->baseline != y->baseline)
        return x->baseline < y->baseline ? -1 : 1;
    return x->left < y->left ? -1 : x->left > y->left;
}

/* The heart of a run's characters: what stands over it cannot be read. */
static fixed heart_top(const struct run *run)
{
    return run->baseline - FIXED(run->font.size) * 6 / 10;
}

static fixed heart_bottom(const struct run *run)
{
    return run->baseline;
}

static void check_overlaps(struct checker *c, const struct page *page)
{
    struct run *sorted = malloc(page->run_count * sizeof *sorted);
    if (!sorted)
        exit(2);
    memcpy(sorted, page->runs, page->run_count * sizeof *sorted);
    qsort(sorted, page->run_count, sizeof *sorted, by_place);
    for (uint32_t i = 0; i < page->run_count; i++) {
        const struct run *a = &sorted[i];
        for (uint32_t k = i + 1; k < page->run_count && sorted[k].baseline < a->baseline + FIXED(200); k++) {
            const struct run *b = &sorted[k];
            if (b->left < a->right && a->left < b->right && heart_top(b) < heart_bottom(a) &&
                heart_top(a) < heart_bottom(b))
                fail(c, "page %u: runs stand over each other: \"%.20s\" to %d, \"%.20s\" from %d",
                     page->number, a->text + a->glyphs[0].begin, a->right, b->text + b->glyphs[0].begin,
                     b->left);
        }
        for (uint32_t k = 0; k < page->picture_count; k++) {
            const struct box *box = &page->pictures[k].box;
            if (!page->pictures[k].missing && a->left < FIXED(box->x + box->width) &&
                a->right > FIXED(box->x) && heart_top(a) < FIXED(box->y + box->height) &&
                heart_bottom(a) > FIXED(box->y))
                fail(c, "page %u: a picture covers \"%.20s\"", page->number, a->text + a->glyphs[0].begin);
        }
    }
    free(sorted);
}

/* The page with its lines running to the right again, and every run in the place of the first column. */
static struct page straighten(const struct checker *c, const struct page *page)
{
    struct page out = *page;
    struct run *runs = malloc((page->run_count + 1) * sizeof *runs);
    struct page_picture *pictures = malloc((page->picture_count + 1) * sizeof *pictures);
    if (!runs || !pictures)
        exit(2);
    if (page->vertical) {
        out.width = page->height;
        out.height = page->width;
    }
    for (uint32_t i = 0; i < page->picture_count; i++) {
        pictures[i] = page->pictures[i];
        struct box *box = &pictures[i].box;
        if (page->vertical)
            *box = (struct box){box->y, page->width - box->x - box->width, box->height, box->width};
    }
    for (uint32_t i = 0; i < page->run_count; i++) {
        runs[i] = page->runs[i];
        if (page->vertical)
            runs[i].baseline = FIXED(page->width) - runs[i].baseline;
        if (page->vertical != (runs[i].font.stance != STANCE_HORIZONTAL))
            fail((struct checker *)(uintptr_t)c, "page %u: V1: a run stands wrong: %.20s", page->number,
                 runs[i].text);
    }
    out.runs = runs;
    out.pictures = pictures;
    return out;
}

static void stack_columns(const struct checker *c, struct page *page)
{
    struct run *runs = (struct run *)(uintptr_t)page->runs;
    fixed step = FIXED(c->geometry.step), second = FIXED(c->geometry.left) + step;
    for (uint32_t i = 0; i < page->run_count && c->geometry.columns == 2; i++) {
        /* A mark cut at the start of a line, or a hanging indent, reaches a little before it. */
        if (runs[i].left < second - FIXED(c->geometry.em))
            continue;
        runs[i].left -= step;
        runs[i].right -= step;
        /* By whole lines, so that the grid goes on. */
        runs[i].baseline += FIXED(page->height / c->geometry.pitch * c->geometry.pitch);
    }
}

static void check_lines(struct checker *c, const struct page *page)
{
    for (uint32_t first = 0, i = 1; i <= page->run_count; i++) {
        const struct run *a = &page->runs[first], *b = &page->runs[i < page->run_count ? i : first];
        fixed apart = a->baseline > b->baseline ? a->baseline - b->baseline : b->baseline - a->baseline;
        if (i < page->run_count && a->text == b->text && apart < FIXED(a->font.size) / 2)
            continue;
        check_line(c, page, first, i);
        first = i;
    }
}

static void check_runs(struct checker *c, const struct page *page)
{
    if (!page->run_count)
        return;
    struct page straight = straighten(c, page);
    for (uint32_t i = 0; i < straight.run_count; i++) {
        const struct run *run = &straight.runs[i];
        if (run->left < 0 || run->right > FIXED(straight.width) + FIXED_ONE / 2 || run->left > run->right ||
            run->baseline <= 0 || run->baseline > FIXED(straight.height))
            fail(c, "page %u: a run at %d..%d, %d is not on the page: %.20s", page->number, run->left,
                 run->right, run->baseline, run->text + run->glyphs[0].begin);
    }
    check_overlaps(c, &straight);
    stack_columns(c, &straight);
    check_lines(c, &straight);
    free((void *)(uintptr_t)straight.runs);
    free((void *)(uintptr_t)straight.pictures);
}

static void remember(struct checker *c, const struct page *page)
{
    uint64_t least = UINT64_MAX;
    bool rows = false;
    for (uint32_t i = 0; i < page->run_count; i++) {
        const struct run *run = &page->runs[i];
        const struct known *known = find_known(c, run->text);
        rows |= run->link && !strncmp(run->link->href, "slipcase:navigation/", 20);
        if (!known)
            continue;
        rows |= known->block->kind == BLOCK_TABLE || known->block->kind == BLOCK_NAVIGATION;
        for (uint32_t g = 0; g < run->glyph_count; g++) {
            c->seen = more(c->seen, &c->seen_room, c->seen_count, sizeof *c->seen);
            c->seen[c->seen_count++] = (struct seen){(uint32_t)(known - c->known), run->glyphs[g].begin,
                                                     run->glyphs[g].end, page->number};
        }
        uint32_t first = UINT32_MAX;
        for (uint32_t g = 0; g < run->glyph_count; g++)
            first = run->glyphs[g].begin < first ? run->glyphs[g].begin : first;
        uint64_t position = known->position + utf8_count(run->text, first);
        least = position < least ? position : least;
    }
    if (least != UINT64_MAX && least != page->position && !rows && !page->picture_count)
        fail(c, "page %u: its position is %" PRIu64 ", its first text's %" PRIu64, page->number,
             page->position, least);
}

static int by_text(const void *a, const void *b)
{
    const struct seen *x = a, *y = b;
    if (x->text != y->text)
        return x->text < y->text ? -1 : 1;
    return x->begin < y->begin ? -1 : x->begin > y->begin;
}

static void check_coverage(struct checker *c)
{
    if (c->seen_count)
        qsort(c->seen, c->seen_count, sizeof *c->seen, by_text);
    size_t at = 0;
    for (uint32_t i = 0; i < c->known_count; i++) {
        const struct known *known = &c->known[i];
        uint32_t done = 0, page = 0;
        for (; at < c->seen_count && c->seen[at].text == i; at++) {
            const struct seen *seen = &c->seen[at];
            if (seen->begin < done)
                fail(c, "set twice: %.*s", (int)(seen->end - seen->begin), known->bytes + seen->begin);
            else if (known->block->kind != BLOCK_NAVIGATION &&
                     utf8_count(known->bytes + done, seen->begin - done))
                fail(c, "lost before page %u: \"%.*s\"", seen->page, (int)(seen->begin - done),
                     known->bytes + done);
            if (seen->page < page)
                fail(c, "page %u has what belongs behind page %u", seen->page, page);
            page = seen->page;
            done = seen->end;
        }
        if (known->block->kind != BLOCK_NAVIGATION && utf8_count(known->bytes + done, known->size - done))
            fail(c, "lost: \"%.*s\"", (int)(known->size - done), known->bytes + done);
    }
}

static void check_page(struct checker *c, const struct page *page)
{
    for (uint32_t i = 0; i < page->rule_count; i++)
        check_box(c, "rule", &page->rules[i].box);
    for (uint32_t i = 0; i < page->picture_count; i++)
        check_box(c, "picture", &page->pictures[i].box);
    for (uint32_t i = 0; i < page->link_count; i++)
        check_box(c, "link", &page->links[i].box);
    check_runs(c, page);
    remember(c, page);
}

static struct buffer dump(const struct page *page)
{
    struct buffer buffer = {0};
    if (page_dump(page, &buffer))
        exit(2);
    return buffer;
}

static void set_all(struct checker *c, struct layout *layout, void (*each)(const struct page *, void *),
                    void *data)
{
    struct fault fault = {0};
    struct buffer *dumps = NULL;
    size_t room = 0;
    uint64_t position = 0;
    for (uint32_t number = 0;; number++) {
        while (!layout_complete(layout) && number >= layout_count(layout))
            if (layout_more(layout, &fault))
                exit(2);
        if (number >= layout_count(layout))
            break;
        struct page *page;
        if (layout_page(layout, number, &page, &fault))
            exit(2);
        check_page(c, page);
        if (page->position < position)
            fail(c, "page %u: the position falls from %" PRIu64 " to %" PRIu64, number, position,
                 page->position);
        position = page->position;
        if (each)
            each(page, data);
        dumps = more(dumps, &room, number, sizeof *dumps);
        dumps[number] = dump(page);
        page_free(page);
    }
    for (uint32_t number = layout_count(layout); number-- > 0;) {
        struct page *page, *found;
        if (layout_page(layout, number, &page, &fault))
            exit(2);
        struct buffer again = dump(page);
        if (again.size != dumps[number].size || memcmp(again.data, dumps[number].data, again.size))
            fail(c, "page %u is another when it is set again", number);
        if (layout_page(layout, layout_find(layout, page->position), &found, &fault))
            exit(2);
        if (found->position != page->position)
            fail(c, "page %u is not found by its position", number);
        buffer_free(&again);
        buffer_free(&dumps[number]);
        page_free(page);
        page_free(found);
    }
    free(dumps);
}

static int check(struct layout *layout, const struct block *first, bool cjk, const struct style *style,
                 const struct metrics *metrics, void (*each)(const struct page *, void *), void *data)
{
    struct checker checker = {.style = style, .geometry = geometry_of(style, cjk), .metrics = metrics};
    learn(&checker, first);
    set_all(&checker, layout, each, data);
    check_coverage(&checker);
    layout_free(layout);
    free(checker.known);
    free(checker.seen);
    return checker.wrong;
}

struct article *check_article(struct memory *memory, enum entry_kind kind)
{
    struct source_input input = {memory_read, memory, "memory", kind, SOURCE_PIECE};
    struct article *article;
    return article_parse(&input, NULL, 0, &article, NULL) ? NULL : article;
}

int check_layout(struct article *article, const struct style *style,
                 void (*each)(const struct page *, void *), void *data)
{
    struct metrics metrics = fake_metrics();
    return check_metrics(article, style, &metrics, each, data);
}

int check_metrics(struct article *article, const struct style *style, const struct metrics *metrics,
                  void (*each)(const struct page *, void *), void *data)
{
    struct layout *layout;
    if (layout_new(article, style, metrics, &layout))
        exit(2);
    while (!article_complete(article))
        if (article_more(article, NULL))
            break;
    return check(layout, article_first(article), language_is_east_asian(article_language(article)), style,
                 metrics, each, data);
}

static const struct block *first_of(void *data)
{
    return data;
}

static enum status no_more(void *data, struct fault *fault)
{
    (void)data;
    (void)fault;
    return STATUS_OK;
}

static bool all(void *data)
{
    (void)data;
    return true;
}

int check_blocks(const struct block *first, const char *language, const struct style *style)
{
    struct metrics metrics = fake_metrics();
    struct source source = {(void *)(uintptr_t)first, first_of, no_more, all};
    struct layout *layout;
    if (layout_new_from(&source, language, REGION_SC, style, &metrics, &layout))
        exit(2);
    return check(layout, first, language_is_east_asian(language), style, &metrics, NULL, NULL);
}
