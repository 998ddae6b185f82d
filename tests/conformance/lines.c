/* lines BUNDLE...: sets every paragraph of the bundles in real fonts, across and down, and counts over all of its lines:
 * - B2, B3: lines that begin or end with a mark that may not, or between the halves of —— or …… or a number and
 *   its unit: must be 0;
 * - J4: justified lines that end more than half a pixel off the measure, as they are drawn: must be 0;
 * - J3: lines that cannot reach the measure within the bounds of shrinking and stretching and are left ragged: listed, and
 *   under 0.5 % of all but last lines; apart from those that end inside of an address. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "document/language.h"
#include "layout/set.h"
#include "paint/fonts.h"

struct tally {
    uint64_t lines, justified, ragged, addresses, kinsoku, off;
};

/* The marks of rule B2, one by one: not by the classes that layout decides with. */
static bool among(uint32_t code, const char *marks)
{
    char bytes[5] = {0};
    utf8_encode(code, bytes);
    return code && strstr(marks, bytes);
}

static bool is_wide(const struct para *para, uint32_t atom)
{
    return para->atoms[atom].advance * 10 >= FIXED(para->spec.size) * 9;
}

static bool breaks_rules(const struct para *para, const struct line *line, bool last)
{
    static const char first[] =
        "、，；：。！？…」』】）》〉〕〗’”·・ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶー々",
                      end[] = "「『【（《〈〔〖‘“";
    const struct atom *head = &para->atoms[line->first];
    uint32_t begin = para_code(para, line->first), stop = para_code(para, line->end - 1);
    bool inside = line->first > 0 && para->atoms[line->first - 1].kind != KIND_FEED;
    if (head->flags & ATOM_EMERGENCY) /* the word is longer than any line */
        return false;
    if (inside && is_wide(para, line->first) && among(begin, first))
        return true;
    if (!last && is_wide(para, line->end - 1) && among(stop, end))
        return true;
    return false;
}

static bool splits_pair(const struct para *para, const struct line *line)
{
    uint32_t code = line->first ? para_code(para, line->first) : 0, same = 0;
    if (code != 0x2014 && code != 0x2026)
        return false;
    while (same < line->first && para_code(para, line->first - 1 - same) == code)
        same++;
    return same % 2 && !(para->atoms[line->first].flags & ATOM_EMERGENCY);
}

/* Between a number and its unit, a typed space between them or none (B3). */
static bool splits_number(const struct para *para, const struct line *line)
{
    static const char *const units[] = {"km", "kg", "mm", "cm", "m", "g", "kB", "MB", "GB", "px"};
    uint32_t before = line->first;
    while (before > 0 && para->atoms[before - 1].kind == KIND_SPACE)
        before--;
    uint32_t digit = before ? para_code(para, before - 1) : 0, code = para_code(para, line->first);
    if (digit < '0' || digit > '9' || para->atoms[line->first].flags & ATOM_EMERGENCY)
        return false;
    if (among(code, "年月日℃°%‰"))
        return before == line->first || code != '%';
    const char *text = para->text->bytes + para->atoms[line->first].begin;
    size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (before < line->first && length == strlen(units[i]) && !memcmp(text, units[i], length))
            return true;
    return false;
}

/* How far the line is drawn from the measure, in 1/64 px: at its end, or at its start where it runs to the left. */
static fixed off_measure(struct setter *setter, struct set *set, uint32_t number, struct drawing *drawing)
{
    if (drawing_begin(drawing, 0))
        exit(2);
    struct box place = {.x = set->left};
    para_draw(setter, &set->para, number, place, drawing);
    fixed left = INT32_MAX, right = 0;
    for (uint32_t i = 0; i < drawing->run_count; i++) {
        const struct run *run = &drawing->runs[i];
        if (run->font.size * 2 <= set->para.spec.size)
            continue;
        right = run->right > right ? run->right : right;
        left = run->left < left ? run->left : left;
    }
    return set->para.rtl ? FIXED(set->left) - left : right - FIXED(set->left) - set->para.spec.measure;
}

static void print_line(const char *what, const struct para *para, const struct line *line)
{
    uint32_t begin = para->atoms[line->first].begin, end = para->atoms[line->end].begin;
    printf("%s: %.*s\n", what, (int)(end - begin), para->text->bytes + begin);
}

/* An address has no joint that stretches: a line that ends inside of one is ragged by its nature. */
static bool ends_in_address(const struct para *para, const struct line *line)
{
    uint32_t before = para_code(para, line->end - 1), behind = para_code(para, line->end);
    return before > ' ' && before < 0x7F && behind > ' ' && behind < 0x7F;
}

static void count_paragraph(struct setter *setter, struct set *set, struct drawing *drawing,
                            struct tally *tally)
{
    const struct para *para = &set->para;
    for (uint32_t i = 0; i < para->line_count; i++) {
        const struct line *line = &para->lines[i];
        bool last = i + 1 == para->line_count || para->atoms[para->lines[i + 1].first - 1].kind == KIND_FEED;
        if (line->end <= line->first)
            continue;
        tally->lines++;
        if (breaks_rules(para, line, last) || splits_pair(para, line) || splits_number(para, line)) {
            tally->kinsoku++;
            print_line("B2, B3", para, line);
        }
        if (line->justified) {
            tally->justified++;
            fixed off = off_measure(setter, set, i, drawing);
            if (off > FIXED_ONE / 2 || off < -FIXED_ONE / 2) {
                tally->off++;
                print_line("J4", para, line);
            }
        } else if (!last && para->spec.justify && ends_in_address(para, line)) {
            tally->addresses++;
        } else if (!last && para->spec.justify) {
            tally->ragged++;
            print_line("J3", para, line);
        }
    }
}

static void count_article(struct article *article, const struct style *style, const struct metrics *metrics,
                          struct tally *tally)
{
    const char *language = article_language(article);
    bool cjk = language_is_east_asian(language);
    struct setter setter = {.metrics = metrics,
                            .article = article,
                            .geometry = geometry_of(style, cjk),
                            .vertical = style->vertical,
                            .indents = cjk,
                            .region = (uint8_t)article_region(article)};
    struct set set = {0};
    struct drawing drawing = {0};
    if (setter_open(&setter, language))
        exit(2);
    for (const struct block *block = article_first(article); block; block = article_after(block)) {
        if (block->kind != BLOCK_PARAGRAPH)
            continue;
        if (set_block(&setter, &set, block))
            exit(2);
        count_paragraph(&setter, &set, &drawing, tally);
    }
    set_free(&set);
    drawing_free(&drawing);
    setter_close(&setter);
}

static void count_bundle(const char *path, const struct metrics *metrics, struct tally *tally)
{
    static const struct style styles[] = {
        {.width = 1280, .height = 800, .top = 40, .bottom = 40, .font_size = 24},
        {.width = 480, .height = 800, .top = 30, .bottom = 30, .font_size = 20},
        {.width = 1280, .height = 800, .top = 40, .bottom = 40, .font_size = 24, .vertical = true},
    };
    struct bundle *bundle;
    struct fault fault = {0};
    if (bundle_open(path, &bundle, &fault)) {
        fprintf(stderr, "%s\n", fault.sentence);
        exit(2);
    }
    for (uint32_t entry = 0; entry < bundle_count(bundle); entry++) {
        struct article *article;
        if (!entry_is_article(bundle_kind(bundle, entry)) || article_open(bundle, entry, &article, &fault))
            continue;
        while (!article_complete(article))
            if (article_more(article, &fault))
                break;
        for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
            count_article(article, &styles[i], metrics, tally);
        article_close(article);
    }
    bundle_close(bundle);
}

int main(int argc, char **argv)
{
    struct fault fault = {0};
    struct fonts *fonts = NULL;
    struct tally tally = {0};
    if (argc < 2 || fonts_open(NULL, &fonts, &fault)) {
        fprintf(stderr, "%s\n", argc < 2 ? "usage: lines BUNDLE..." : fault.sentence);
        return 2;
    }
    for (int i = 1; i < argc; i++)
        count_bundle(argv[i], fonts_metrics(fonts), &tally);
    fonts_close(fonts);
    printf("%" PRIu64 " lines, %" PRIu64 " of them justified\n"
           "B2, B3: %" PRIu64 " lines begin or end where they may not\n"
           "J4: %" PRIu64 " justified lines end off the measure\n"
           "J3: %" PRIu64 " lines are left ragged, %" PRIu64 ".%02" PRIu64
           " %% of those that are to be justified\n"
           "    %" PRIu64 " more lines end inside of an address\n",
           tally.lines, tally.justified, tally.kinsoku, tally.off, tally.ragged,
           tally.ragged * 100 / (tally.justified + tally.ragged + 1),
           tally.ragged * 10000 / (tally.justified + tally.ragged + 1) % 100, tally.addresses);
    return tally.kinsoku || tally.off || tally.ragged * 200 >= tally.justified + tally.ragged;
}
