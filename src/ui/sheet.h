/* A page made by hand: the frame around an article's page, and the pages of the other screens. Made of the same runs, rules
 * and pictures as layout's pages, so that the canvas draws all of them in one way. Private to ui/. */
#ifndef UI_SHEET_H
#define UI_SHEET_H

#include "layout/page.h"

/* A sheet under construction. The first failure is kept in `status`; the calls after it do nothing. */
struct sheet {
    struct page *page;
    const struct metrics *metrics;
    enum status status;
    uint32_t rule_room, run_room, picture_room, link_room;
};

struct sheet_style {
    struct font font;
    uint8_t ink;       /* enum ink */
    uint8_t align;     /* enum align */
    bool elide_middle; /* a line that is too long loses its middle instead of its end */
};

/* An empty page of this size; or goes on with `page`, whose items stay. sheet_close gives it back. */
void sheet_open(struct sheet *sheet, const struct metrics *metrics, int32_t width, int32_t height);
void sheet_resume(struct sheet *sheet, const struct metrics *metrics, struct page *page);

/* The page, to be freed with page_free, or NULL when a call failed (then it is freed already). */
struct page *sheet_close(struct sheet *sheet);

void sheet_rule(struct sheet *sheet, struct box box, enum ink ink);

/* A rule of another page as it is. */
void sheet_keep(struct sheet *sheet, const struct page_rule *rule);

/* A frame of `thickness` px just inside `box`. */
void sheet_frame(struct sheet *sheet, struct box box, int32_t thickness, enum ink ink);

/* A picture, which must outlive the page. */
void sheet_picture(struct sheet *sheet, struct box box, const struct picture *picture);

/* The picture (a QR code) of `address`. */
void sheet_code(struct sheet *sheet, struct box box, const char *address);

/* The box leads where the link does, which must outlive the page. */
void sheet_link(struct sheet *sheet, struct box box, const struct link *link);

/* One line, in the middle of the box's height, shortened with "…" to its width. The text is copied. */
void sheet_line(struct sheet *sheet, const struct sheet_style *style, struct box box, const char *text);

/* A paragraph broken into lines from the top of the box, shortened with "…" at its bottom. '\n' breaks a line.
 * Returns the height used in px. */
int32_t sheet_paragraph(struct sheet *sheet, const struct sheet_style *style, struct box box,
                        const char *text);

/* What sheet_paragraph would use in a box of this width and any height, and the width of a line in px. */
int32_t sheet_paragraph_height(struct sheet *sheet, const struct sheet_style *style, int32_t width,
                               const char *text);
int32_t sheet_line_width(struct sheet *sheet, const struct font *font, const char *text);

/* The distance of baselines of a font's lines in px. */
int32_t sheet_line_height(const struct font *font);

#endif
