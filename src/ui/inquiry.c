#include "ui/inquiry.h"

#include <stdio.h>
#include <string.h>

#include "base/messages.h"
#include "document/language.h"
#include "ui/keyboard.h"

void inquiry_free(struct inquiry *inquiry)
{
    search_close(inquiry->search);
    suggest_free(inquiry->suggest);
    *inquiry = (struct inquiry){0};
}

static void begin(struct inquiry *inquiry)
{
    struct fault fault = {0};
    inquiry->count = 0;
    inquiry->asked = inquiry->looking = false;
    if (!inquiry->search || !*inquiry->query)
        return;
    enum status status = search_ask(inquiry->search, inquiry->query, INQUIRY_HITS, &fault);
    inquiry->asked = inquiry->looking = !status;
    inquiry->failed = status == STATUS_NO_MEMORY;
}

void inquiry_ask(struct inquiry *inquiry, const struct typing *typing)
{
    char query[TYPING_MOST + 1];
    typing_query(typing, query);
    if (!strcmp(query, inquiry->query) && !inquiry->failed)
        return;
    snprintf(inquiry->query, sizeof inquiry->query, "%s", query);
    inquiry->failed = false;
    begin(inquiry);
}

/* Without memory this is tried again with the next key. */
static bool open(struct ui *ui, struct inquiry *inquiry)
{
    struct fault fault = {0};
    if (inquiry->search || inquiry->failed)
        return false;
    if (search_open(ui->bundle, ui->publication, &inquiry->search, &fault))
        inquiry->failed = true;
    begin(inquiry);
    return true;
}

/* The reader's forms of Han characters; of who has none the bundle's. */
static bool is_traditional(const struct ui *ui)
{
    enum region region = ui_region();
    if (keyboard_script(ui_language()) == SCRIPT_LETTERS)
        region = language_region(publication_language(ui->publication), region);
    return region == REGION_TC || region == REGION_HK;
}

static bool open_suggest(struct ui *ui, struct inquiry *inquiry)
{
    inquiry->suggest = suggest_new(ui->bundle, ui->publication, is_traditional(ui));
    inquiry->counting = inquiry->suggest;
    return inquiry->suggest;
}

/* Another number: other hits, in another order, or more is known of one. */
static uint64_t sum_of(const struct inquiry *inquiry)
{
    uint64_t sum = inquiry->count;
    for (uint32_t i = inquiry->from; i < inquiry->to && i < inquiry->count; i++) {
        const struct search_hit *hit = inquiry_hit(inquiry, i);
        sum = sum * 31 + hit->entry + hit->settled;
    }
    return sum;
}

/* Whether there is something new to be shown. */
static bool look(struct inquiry *inquiry)
{
    struct fault fault = {0};
    inquiry->looking = search_step(inquiry->search, &fault);
    inquiry->failed = fault.status == STATUS_NO_MEMORY;
    inquiry->count = search_count(inquiry->search);
    uint64_t before = inquiry->sum;
    inquiry->sum = sum_of(inquiry);
    return inquiry->sum != before || !inquiry->looking;
}

bool inquiry_more(struct ui *ui, struct inquiry *inquiry, bool pinyin, bool *changed)
{
    *changed = false;
    if (!inquiry->shown)
        return false;
    if (open(ui, inquiry)) {
        *changed = true;
        return true;
    }
    if (pinyin && !inquiry->suggest && open_suggest(ui, inquiry))
        return true;
    inquiry->count_next = inquiry->counting && (inquiry->count_next || !inquiry->looking);
    if (inquiry->count_next) {
        inquiry->counting = suggest_step(inquiry->suggest);
        inquiry->count_next = false;
        *changed = !inquiry->counting;
        return true;
    }
    if (!inquiry->looking)
        return false;
    *changed = look(inquiry);
    inquiry->count_next = true;
    return true;
}

const struct search_hit *inquiry_hit(const struct inquiry *inquiry, uint32_t index)
{
    return search_hit(inquiry->search, index);
}

void inquiry_say(const struct inquiry *inquiry, char *out, size_t size)
{
    const struct fault *fault = inquiry->search ? search_fault(inquiry->search) : NULL;
    uint32_t count = inquiry->count;
    if (inquiry->failed)
        snprintf(out, size, "%s", _("There is not enough memory to look for this."));
    else if (!*inquiry->query)
        snprintf(out, size, "%s", fault ? fault->sentence : _("Type a word or the title of an article."));
    else if (!inquiry->search || (inquiry->looking && !count))
        snprintf(out, size, "%s", _("Still looking …"));
    else if (!count)
        snprintf(out, size, "%s",
                 fault && fault->status == STATUS_IO ? fault->sentence : _("Nothing found."));
    else if (inquiry->looking)
        snprintf(out, size,
                 ngettext("Still looking … %u article so far", "Still looking … %u articles so far", count),
                 count);
    else if (count == INQUIRY_HITS && !search_indexed(inquiry->search))
        /* Translators: in the bundle's order; there may be more, and better ones. */
        snprintf(out, size, _("The first %u articles"), count);
    else if (count == INQUIRY_HITS)
        /* Translators: of all that were found, those that fit best. */
        snprintf(out, size, _("The %u best articles"), count);
    else
        snprintf(out, size, ngettext("%u article", "%u articles", count), count);
}
