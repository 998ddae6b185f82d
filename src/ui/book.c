#include "ui/book.h"

#include <stdlib.h>
#include <unicode/uloc.h>

#include "ui/dress.h"
#include "ui/order.h"

void book_close(struct book *book)
{
    layout_free(book->layout);
    article_close(book->article);
    *book = (struct book){0};
}

enum status book_arrange(struct ui *ui, struct book *book)
{
    struct ui_options options = {
        .width = ui->width, .height = ui->height, .font_size = ui->font_size, .turned = ui->turned};
    struct style style = ui_style(&options, book->article);
    book->vertical = style.vertical;
    layout_free(book->layout);
    book->finished = false;
    book->end = (struct fault){0};
    enum status status = layout_new(book->article, &style, ui->metrics, &book->layout);
    if (status)
        book->layout = NULL;
    return status;
}

enum status book_open(struct ui *ui, struct book *book, uint32_t entry, struct fault *fault)
{
    book_close(book);
    enum status status = article_open(ui->bundle, entry, &book->article, fault);
    if (status)
        book->article = NULL;
    else if (book_arrange(ui, book))
        status = fault_no_memory(fault);
    if (status)
        book_close(book);
    return status;
}

bool book_leftward(const struct book *book)
{
    return book->vertical || (book->article && uloc_isRightToLeft(article_language(book->article)));
}

void book_more(struct book *book)
{
    struct fault fault = {0};
    if (book->finished)
        return;
    enum status status = layout_more(book->layout, &fault);
    if (!status && !layout_complete(book->layout))
        return;
    const struct fault *broken = article_fault(book->article);
    book->finished = true;
    if (broken)
        book->end = *broken;
    else if (status == STATUS_NO_MEMORY)
        fault_no_memory(&book->end);
    else if (status)
        book->end = fault;
}

uint32_t book_count(const struct book *book)
{
    return layout_count(book->layout) + (book->finished && book->end.status ? 1 : 0);
}

enum status book_page(struct ui *ui, const struct book *book, uint32_t number, struct page **out)
{
    struct dress dress = {
        .article = book->article,
        .number = number,
        .count = book->finished ? book_count(book) : 0,
        .leftward = book_leftward(book),
    };
    enum status status = STATUS_OK;
    struct page *page = NULL;
    char *next = dress.count == number + 1 ? order_label(ui) : NULL;
    dress.next = next;
    if (number >= layout_count(book->layout))
        dress.sentence = book->end.sentence;
    else
        status = layout_page(book->layout, number, &page, NULL);
    if (!status)
        status = dress_page(ui, &dress, page, out);
    free(next);
    return status;
}
