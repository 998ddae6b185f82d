#include "ui/search_page.h"

#include <stdio.h>
#include <string.h>

#include "base/messages.h"
#include "base/utf8.h"
#include "ui/sign.h"

/* Of the screen's height, what the keys and the characters above them may take, and the field. */
#define KEYS_PART(height) ((height)*56 / 100)
#define FIELD_PART(height) ((height) / 6)
/* Halves of a place: a row has room for the longest word and the key behind it. */
#define ROW_LEAST 8u
/* px: the least that is left to the hits. */
#define HITS_LEAST 24

static int32_t least(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static uint16_t snippet_size(const struct ui *ui, int32_t em)
{
    int32_t size = em * 2 / 3, folio = ui_folio_size(ui->width, ui->height);
    return (uint16_t)(size > folio ? size : folio);
}

static int32_t row_height(const struct ui *ui)
{
    struct font title = {.size = ui_text_size(ui)}, snippet = {.size = snippet_size(ui, title.size)};
    int32_t height = sheet_line_height(&title) + sheet_line_height(&snippet) + snippet.size / 2;
    return height < button_height(ui) ? button_height(ui) : height;
}

/* px wide of a button beside the field. */
static int32_t button_width(struct ui *ui, const char *label)
{
    struct sheet sheet;
    struct font font = {.size = ui_label_size(ui->width, ui->height), .region = (uint8_t)ui_region()};
    sheet_open(&sheet, ui->metrics, 1, 1);
    int32_t width = sheet_line_width(&sheet, &font, label) + 2 * font.size;
    page_free(sheet_close(&sheet));
    return least(width < button_height(ui) ? button_height(ui) : width, ui->width / 4);
}

static void place_top(struct ui *ui, struct search_screen *search)
{
    int32_t gap = ui_label_size(ui->width, ui->height) / 2, margin = ui_margin(ui->width, ui->height);
    struct font font = {.size = ui_folio_size(ui->width, ui->height)};
    int32_t height = least(button_height(ui), FIELD_PART(ui->height)), line = sheet_line_height(&font);
    struct button *back = &search->tops[TOP_BACK], *clear = &search->tops[TOP_CLEAR];
    *back = (struct button){.label = _("Back")};
    *clear = (struct button){.label = _("Clear"), .off = !search->typing.size};
    search->tops[TOP_KEYS] = (struct button){.label = _("Keys"), .off = !search->away};
    back->box = (struct box){margin, gap, button_width(ui, back->label), height};
    clear->box = (struct box){0, gap, button_width(ui, clear->label), height};
    clear->box.x = ui->width - margin - clear->box.width;
    search->field = (struct box){back->box.x + back->box.width + gap, gap, 0, height};
    search->field.width = clear->box.x - gap - search->field.x;
    search->sentence = (struct box){margin, gap + height + gap / 2, ui->width - 2 * margin, line};
    search->list.head = gap + height + line + gap;
    /* Where Back is on other lists. */
    int32_t foot = button_height(ui), cell = (ui->width - 2 * margin - 3 * gap) / 4;
    search->tops[TOP_KEYS].box = (struct box){margin, ui->height - foot - gap, cell, foot};
}

static void add_choice(struct search_screen *search, struct box box, const char *label)
{
    uint32_t i = search->choice_count++;
    snprintf(search->labels[i], sizeof search->labels[i], "%s", label);
    search->choices[i] =
        (struct button){.box = box, .label = search->labels[i], .size = (uint16_t)(box.height * 9 / 20)};
}

/* How many halves of a place it takes: a character two, and one more for each other. */
static uint32_t halves_of(const char *label)
{
    return (uint32_t)utf8_count(label, strlen(label)) + 1;
}

/* How many of those found a row of so many halves has from `first` on, and whether there are more than one row. Behind them there is
 * room for the key to the next ones then. */
static uint32_t count_choices(const struct search_screen *search, uint32_t halves, bool *more)
{
    uint32_t all = 0, taken = 0, count = 0;
    for (uint32_t i = 0; i < search->found_count; i++)
        all += halves_of(search->found[i].text);
    *more = all > halves;
    for (uint32_t i = search->found_first; i < search->found_count && count + 1 < CHOICES_MOST;
         i++, count++) {
        taken += halves_of(search->found[i].text);
        if (taken + (*more ? 2 : 0) > halves)
            break;
    }
    return count;
}

static void place_choices(struct ui *ui, struct search_screen *search)
{
    int32_t gap = ui_label_size(ui->width, ui->height) / 4;
    int32_t width = ui_label_size(ui->width, ui->height) * 5 / 2;
    width = width < button_height(ui) ? button_height(ui) : width;
    struct box row = search->choice_row;
    uint32_t halves = (uint32_t)((row.width + gap) / (width + gap)) * 2, at = 0;
    halves = halves < ROW_LEAST ? ROW_LEAST : halves;
    search->choice_count = 0;
    if (search->found_first >= search->found_count)
        search->found_first = 0;
    uint32_t shown = count_choices(search, halves, &search->choice_more);
    for (uint32_t i = 0; i < shown + search->choice_more; i++) {
        const char *label = i < shown ? search->found[search->found_first + i].text : "›";
        /* The last one stands in the last place also behind fewer. */
        at = i < shown ? at : halves - 2;
        uint32_t next = at + halves_of(label);
        struct box box = row;
        box.x += (int32_t)at * (row.width + gap) / (int32_t)halves;
        box.width = row.x + (int32_t)next * (row.width + gap) / (int32_t)halves - gap - box.x;
        add_choice(search, box, label);
        at = next;
    }
}

void search_page_place(struct ui *ui, struct search_screen *search)
{
    int32_t gap = ui_label_size(ui->width, ui->height) / 2, margin = ui_margin(ui->width, ui->height);
    place_top(ui, search);
    /* Where ten keys side by side need the width more than a margin. */
    if ((ui->width - 2 * margin) / 10 < button_height(ui) * 3 / 2)
        margin = least(margin, gap);
    search->list.first = true; /* Back is at the top */
    search->list.least = row_height(ui);
    search->list.foot = 0;
    search->keyboard.count = search->choice_count = 0;
    int32_t lines = keyboard_rows(&search->keyboard), pinyin = search->keyboard.own == SCRIPT_PINYIN;
    search->typing.script = search->keyboard.shown;
    if (search->away)
        return;
    int32_t most = least(KEYS_PART(ui->height), ui->height - search->list.head - 2 * gap - HITS_LEAST);
    int32_t height = least(button_height(ui) * 6 / 5, most / (lines + pinyin));
    struct box box = {margin, ui->height - gap / 2 - height * lines, ui->width - 2 * margin, height * lines};
    keyboard_arrange(ui, &search->keyboard, box);
    search->list.foot = ui->height - box.y;
    search->choice_row = (struct box){0};
    if (!pinyin)
        return;
    search->choice_row = (struct box){box.x, box.y - height, box.width, height - search->keyboard.gap};
    search->list.foot += height;
    place_choices(ui, search);
}

/* The part of text from its beginning on that has to go, so that the rest is no wider than `width`. */
static const char *end_of(struct sheet *sheet, const struct font *font, const char *text, int32_t width)
{
    uint32_t code;
    while (*text && sheet_line_width(sheet, font, text) > width)
        text += utf8_decode(text, strlen(text), &code);
    return text;
}

/* One line of parts in different styles, beginning in `box`, which becomes what is left of it. */
static void set_part(struct sheet *sheet, const struct sheet_style *style, struct box *box, const char *text)
{
    int32_t width = sheet_line_width(sheet, &style->font, text);
    if (box->width > style->font.size)
        sheet_line(sheet, style, *box, text);
    box->x += least(width, box->width);
    box->width -= least(width, box->width);
}

/* What is typed; the letters that wait for characters are told apart, and it ends in a caret. */
static void set_field(struct ui *ui, struct sheet *sheet, const struct search_screen *search)
{
    struct box box = search->field;
    int32_t em = least(ui_text_size(ui), box.height * 3 / 5), thin = em / 12 + 1;
    struct sheet_style style = {.font = {.size = (uint16_t)em, .region = (uint8_t)ui_region()},
                                .ink = INK_TEXT};
    char before[TYPING_MOST + 1];
    size_t size;
    sheet_rule(sheet, box, INK_PANEL);
    sheet_rule(sheet, (struct box){box.x, box.y + box.height - thin, box.width, thin}, INK_QUIET);
    struct box sign = {box.x + em / 2, box.y + (box.height - em) / 2, em, em};
    sign_draw(sheet, sign, SIGN_SEARCH, INK_QUIET, INK_PANEL);
    box.x += em * 2;
    box.width -= em * 5 / 2 + thin;
    const char *shown = end_of(sheet, &style.font, search->typing.text, box.width);
    const char *letters = typing_letters(&search->typing, &size);
    letters = letters < shown ? shown : letters;
    snprintf(before, sizeof before, "%.*s", (int)(letters - shown), shown);
    set_part(sheet, &style, &box, size ? before : shown);
    style.ink = INK_LINK;
    if (size)
        set_part(sheet, &style, &box, letters);
    if (!search->away)
        sheet_rule(sheet, (struct box){box.x + thin, box.y + (box.height - em * 5 / 4) / 2, thin, em * 5 / 4},
                   INK_LINK);
}

void search_page_say(const struct search_screen *search, char *out, size_t size)
{
    const struct inquiry *inquiry = &search->inquiry;
    /* Letters that wait for characters are often no word. */
    if (search->choice_count && inquiry->asked && !inquiry->looking && !inquiry->count)
        snprintf(out, size, "%s", _("Touch the character that you mean."));
    else
        inquiry_say(inquiry, out, size);
}

/* Before there are hits it stands where they will; then it is a line above them. */
static void set_sentence(struct ui *ui, struct sheet *sheet, const struct search_screen *search)
{
    char sentence[FAULT_SENTENCE_SIZE];
    struct sheet_style style = {
        .font = {.size = ui_folio_size(ui->width, ui->height), .region = (uint8_t)ui_region()},
        .ink = INK_QUIET};
    search_page_say(search, sentence, sizeof sentence);
    if (search->list.count) {
        sheet_line(sheet, &style, search->sentence, sentence);
        return;
    }
    struct box box = {search->sentence.x, search->list.head, search->sentence.width,
                      search->list.row * (int32_t)search->list.room};
    struct sheet_style large = style;
    large.font.size = (uint16_t)least(ui_text_size(ui), ui_label_size(ui->width, ui->height));
    if (sheet_paragraph_height(sheet, &large, box.width, sentence) <= box.height)
        style = large;
    sheet_paragraph(sheet, &style, box, sentence);
}

/* With the keys beside the row of characters, what that is for. */
static void set_choices(struct ui *ui, struct sheet *sheet, const struct search_screen *search)
{
    struct sheet_style style = {
        .font = {.size = ui_folio_size(ui->width, ui->height), .region = (uint8_t)ui_region()},
        .ink = INK_QUIET,
        .align = ALIGN_CENTER};
    if (search->choice_count)
        button_draw(ui, sheet, search->choices, search->choice_count,
                    search->part == PART_CHOICES ? search->at : BUTTON_NONE);
    else if (search->keyboard.shown == SCRIPT_PINYIN)
        sheet_line(sheet, &style, search->choice_row, _("Type pinyin, then touch the character."));
}

void search_page_dress(struct ui *ui, struct screen *screen, struct sheet *sheet)
{
    struct search_screen *search = (struct search_screen *)screen;
    list_shown(&search->list, &search->inquiry.from, &search->inquiry.to);
    uint32_t tops = search->away ? TOPS : TOP_KEYS;
    button_draw(ui, sheet, search->tops, tops, search->part == PART_TOP ? search->at : BUTTON_NONE);
    set_field(ui, sheet, search);
    set_sentence(ui, sheet, search);
    if (search->away)
        return;
    if (search->choice_row.height)
        set_choices(ui, sheet, search);
    button_draw(ui, sheet, search->keyboard.buttons, search->keyboard.count,
                search->part == PART_KEYS ? search->at : BUTTON_NONE);
}

/* Whether lines of the text run from right to left: Hebrew, Arabic and their kin. */
static bool is_leftward(const char *text)
{
    uint32_t code;
    for (size_t at = 0, size = strlen(text); at < size;) {
        at += utf8_decode(text + at, size - at, &code);
        if (code >= 0x590 && code <= 0x8FF)
            return true;
    }
    return false;
}

/* What was found stands out; where there is no room for all that stands before it, only for the end of that. */
static void set_snippet(struct sheet *sheet, struct sheet_style style, struct box box,
                        const struct search_hit *hit)
{
    char before[512], match[512];
    if (hit->begin >= hit->end || hit->end - hit->begin >= sizeof match || hit->begin >= sizeof before ||
        is_leftward(hit->snippet)) {
        sheet_line(sheet, &style, box, hit->snippet);
        return;
    }
    struct sheet_style found = style;
    found.ink = INK_LINK;
    found.font.bold = true;
    snprintf(before, sizeof before, "%.*s", (int)hit->begin, hit->snippet);
    snprintf(match, sizeof match, "%.*s", (int)(hit->end - hit->begin), hit->snippet + hit->begin);
    const char *shown = before;
    if (sheet_line_width(sheet, &style.font, before) + sheet_line_width(sheet, &found.font, match) >
        box.width * 2 / 3)
        shown = end_of(sheet, &style.font, before, box.width / 4);
    if (shown > before)
        set_part(sheet, &style, &box, "…");
    set_part(sheet, &style, &box, shown);
    set_part(sheet, &found, &box, match);
    set_part(sheet, &style, &box, hit->snippet + hit->end);
}

bool search_page_titled(const struct search_hit *hit)
{
    return *hit->snippet && !strcmp(hit->snippet, hit->title);
}

void search_page_row(struct ui *ui, struct screen *screen, uint32_t index, struct list_place *place)
{
    const struct search_screen *search = (const struct search_screen *)screen;
    const struct search_hit *hit = inquiry_hit(&search->inquiry, index);
    struct box box = place->box;
    int32_t em = ui_text_size(ui), thin = em / 20 + 1;
    bool titled = search_page_titled(hit), two = hit->settled && *hit->snippet && !titled;
    /* On a low screen both are smaller. */
    if (row_height(ui) > box.height)
        em = box.height / 3 > 12 ? least(em, box.height / 3) : 12;
    struct sheet_style title = {.font = {.size = (uint16_t)em, .region = search->region},
                                .ink = hit->settled ? INK_TEXT : INK_QUIET},
                       snippet = title;
    snippet.font.size = snippet_size(ui, em);
    snippet.ink = INK_QUIET;
    int32_t second = two ? sheet_line_height(&snippet.font) : 0;
    int32_t first = sheet_line_height(&title.font);
    if (place->focused && search->part == PART_HITS) {
        sheet_rule(place->sheet, box, INK_PANEL);
        sheet_rule(place->sheet, (struct box){box.x, box.y, em / 6, box.height}, INK_LINK);
    }
    sheet_rule(place->sheet, (struct box){box.x, box.y + box.height - thin, box.width, thin}, INK_PANEL);
    box.x += em * 3 / 4;
    box.width -= em * 5 / 4;
    box.y += (box.height - first - second) / 2;
    box.height = first;
    if (titled)
        set_snippet(place->sheet, title, box, hit);
    else
        sheet_line(place->sheet, &title, box, hit->settled ? hit->title : "…");
    box.y += first;
    box.height = second;
    if (two)
        set_snippet(place->sheet, snippet, box, hit);
}
