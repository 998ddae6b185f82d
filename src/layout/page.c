#include "layout/page.h"

#include <inttypes.h>

#include "base/arena.h"

void page_free(struct page *page)
{
    if (page)
        arena_free(page->arena);
}

static const char *ink_name(uint8_t ink)
{
    static const char *const names[INK_COUNT] = {"text",       "quiet", "link", "heading",
                                                 "background", "panel", "mark"};
    return ink < INK_COUNT ? names[ink] : "?";
}

static enum status print_box(struct buffer *out, const char *what, const struct box *box)
{
    return buffer_print(out, "%s %" PRId32 ",%" PRId32 " %" PRId32 "x%" PRId32, what, box->x, box->y,
                        box->width, box->height);
}

static enum status print_text(const struct run *run, struct buffer *out)
{
    for (uint32_t i = 0; i < run->glyph_count; i++) {
        const struct glyph *glyph = &run->glyphs[i];
        enum status status = buffer_add(out, run->text + glyph->begin, glyph->end - glyph->begin);
        if (status)
            return status;
    }
    return STATUS_OK;
}

static enum status print_run(const struct run *run, struct buffer *out)
{
    static const char *const regions[REGION_COUNT] = {"sc", "tc", "hk", "jp", "kr"};
    static const char *const stances[] = {"", " upright", " sideways", " combined"};
    const struct font *font = &run->font;
    enum status status =
        buffer_print(out, "run %" PRId32 "..%" PRId32 " at %" PRId32 " %u%s%s%s%s %s %s%s%s \"", run->left,
                     run->right, run->baseline, font->size, font->bold ? " bold" : "",
                     font->italic ? " italic" : "", font->mono ? " mono" : "", stances[font->stance & 3],
                     font->region < REGION_COUNT ? regions[font->region] : "?", ink_name(run->ink),
                     run->link ? " -> " : "", run->link ? run->link->href : "");
    if (!status)
        status = print_text(run, out);
    return status ? status : buffer_add(out, "\"\n", 2);
}

enum status page_dump(const struct page *page, struct buffer *out)
{
    enum status status = buffer_print(out, "page %" PRIu32 " %" PRId32 "x%" PRId32 " @%" PRIu64 "\n",
                                      page->number, page->width, page->height, page->position);
    for (uint32_t i = 0; i < page->rule_count && !status; i++) {
        status = print_box(out, page->rules[i].round ? "dot" : "rule", &page->rules[i].box);
        if (!status)
            status = buffer_print(out, " %s\n", ink_name(page->rules[i].ink));
    }
    for (uint32_t i = 0; i < page->picture_count && !status; i++) {
        const struct page_picture *picture = &page->pictures[i];
        status = print_box(out, picture->missing ? "missing" : "picture", &picture->box);
        if (!status)
            status = buffer_print(out, " %s\n", picture->picture->source);
    }
    for (uint32_t i = 0; i < page->run_count && !status; i++)
        status = print_run(&page->runs[i], out);
    for (uint32_t i = 0; i < page->link_count && !status; i++) {
        status = print_box(out, "link", &page->links[i].box);
        if (!status)
            status = buffer_print(out, " %s\n", page->links[i].link->href);
    }
    return status;
}

/* Raised and lowered runs belong to the line on which they stand. */
static bool same_line(const struct run *before, const struct run *run)
{
    fixed size = FIXED(before->font.size > run->font.size ? before->font.size : run->font.size);
    fixed apart = before->baseline > run->baseline ? before->baseline - run->baseline
                                                   : run->baseline - before->baseline;
    return apart < size / 2;
}

enum status page_lines(const struct page *page, struct buffer *out)
{
    enum status status = STATUS_OK;
    for (uint32_t i = 0; i < page->run_count && !status; i++) {
        const struct run *run = &page->runs[i], *before = run - (i > 0);
        if (i > 0 && !same_line(before, run))
            status = buffer_add(out, "\n", 1);
        else if (i > 0 && run->left - before->right > FIXED(run->font.size) * 3 / 4)
            status = buffer_add(out, "  ", 2);
        if (!status)
            status = print_text(run, out);
    }
    return status || !page->run_count ? status : buffer_add(out, "\n", 1);
}
