/* What stands around an article's page: the running title, the folio, the line of progress, the focus. Private to ui/. */
#ifndef UI_DRESS_H
#define UI_DRESS_H

#include "ui/screen.h"

struct dress {
    const struct article *article;
    uint32_t number, count; /* count 0: not known yet */
    bool leftward;          /* the page that comes next lies to the left */
    const char *sentence;   /* the page holds only this sentence: why the article ends here */
    const char *next;       /* on the last page, what comes after the article; or NULL */
};

/* px at the top for the running title and at the bottom for the folio. */
int32_t dress_band(int32_t width, int32_t height);

/* Puts the frame around `page` (NULL: an empty one) and takes it over, also on failure. Free with page_free. */
enum status dress_page(struct ui *ui, const struct dress *dress, struct page *page,
                       struct page **out) MUST_USE;

/* The page for the time a place is looked for; `article` may be NULL. NULL: no memory. Free with page_free. */
struct page *dress_waiting(struct ui *ui, const struct article *article);

/* What stands out on a page for a while. */
struct marks {
    const struct link *link;   /* has the focus; or NULL */
    const struct block *block; /* in whose text the line at `position` is marked; or NULL */
    uint64_t position;
};

/* Paints the page shown with these marks. */
enum status dress_marks(struct ui *ui, const struct article *article, const struct marks *wanted) MUST_USE;

#endif
