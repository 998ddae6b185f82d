/* The article that is open and its pages. Private to ui/. */
#ifndef UI_BOOK_H
#define UI_BOOK_H

#include "ui/screen.h"

struct book {
    struct article *article; /* NULL: none */
    struct layout *layout;
    bool vertical; /* its lines run down */ /* NULL: none */
    struct fault end;                       /* why the article ends early; STATUS_OK: it does not */
    bool finished;                          /* no more pages will be found */
};

/* Opens the entry in place of the article before and lays it out for the ui's size. After a failure nothing is open. */
enum status book_open(struct ui *ui, struct book *book, uint32_t entry, struct fault *fault) MUST_USE;
void book_close(struct book *book);

/* Lays the article out anew for the ui's size. After a failure there is no layout. */
enum status book_arrange(struct ui *ui, struct book *book) MUST_USE;

/* Pages are turned to the left: lines run down, or from right to left. */
bool book_leftward(const struct book *book);

/* Looks for one more page. */
void book_more(struct book *book);

/* Pages found, and one more for the sentence that says why the article ends early. */
uint32_t book_count(const struct book *book);

/* The page with its frame. Free with page_free. */
enum status book_page(struct ui *ui, const struct book *book, uint32_t number, struct page **out) MUST_USE;

#endif
