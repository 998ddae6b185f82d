#include "specimen.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void specimen_init(struct specimen *specimen, int32_t width, int32_t height)
{
    memset(specimen, 0, sizeof *specimen);
    specimen->page = (struct page){.width = width,
                                   .height = height,
                                   .rules = specimen->rules,
                                   .runs = specimen->runs,
                                   .pictures = specimen->pictures};
}

void specimen_free(struct specimen *specimen)
{
    for (size_t i = 0; i < SPECIMEN_MOST; i++)
        free(specimen->glyphs[i]);
}

fixed specimen_run(struct specimen *specimen, const struct metrics *metrics, const struct font *font,
                   const char *text, fixed x, int32_t baseline)
{
    uint32_t size = (uint32_t)strlen(text), count = 0, at = specimen->page.run_count++;
    struct cluster *clusters = calloc(size + 1, sizeof *clusters);
    struct glyph *glyphs = calloc(size + 1, sizeof *glyphs);
    assert(at < SPECIMEN_MOST && clusters && glyphs);
    enum status status = metrics->shape(metrics->data, font, text, size, clusters, &count);
    assert(!status);
    (void)status;
    specimen->glyphs[at] = glyphs;
    specimen->runs[at] = (struct run){.baseline = FIXED(baseline),
                                      .left = x,
                                      .text = text,
                                      .glyphs = glyphs,
                                      .glyph_count = count,
                                      .font = *font,
                                      .ink = INK_TEXT};
    for (uint32_t i = 0; i < count; i++) {
        glyphs[i] = (struct glyph){x, clusters[i].begin, clusters[i].end, clusters[i].face, false};
        x += clusters[i].advance;
    }
    specimen->runs[at].right = x;
    free(clusters);
    return x;
}

void specimen_mirror(struct specimen *specimen)
{
    struct run *run = &specimen->runs[specimen->page.run_count - 1];
    struct glyph *glyphs = specimen->glyphs[specimen->page.run_count - 1];
    for (uint32_t i = 0; i < run->glyph_count; i++) {
        fixed end = i + 1 < run->glyph_count ? glyphs[i + 1].x : run->right;
        glyphs[i].x = run->left + run->right - end;
    }
}

void specimen_rule(struct specimen *specimen, struct box box, enum ink ink)
{
    specimen->rules[specimen->page.rule_count++] = (struct page_rule){.box = box, .ink = (uint8_t)ink};
}
