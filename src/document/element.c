#include "document/element.h"

#include <stdlib.h>
#include <string.h>

#include "document/article.h"

/* In the order of their names (byte order), for bsearch. */
static const struct element elements[] = {
    {"a", ELEMENT_LINK, 0},
    {"address", ELEMENT_BLOCK, 0},
    {"annotation", ELEMENT_DROP, 0},
    {"annotation-xml", ELEMENT_DROP, 0},
    {"article", ELEMENT_BLOCK, 0},
    {"aside", ELEMENT_BLOCK, 0},
    {"b", ELEMENT_STYLE, STYLE_BOLD},
    {"blockquote", ELEMENT_QUOTE, 0},
    {"body", ELEMENT_ROOT, 0},
    {"br", ELEMENT_BREAK, 0},
    {"button", ELEMENT_DROP, 0},
    {"caption", ELEMENT_CAPTION, 0},
    {"center", ELEMENT_CENTER, 0},
    {"cite", ELEMENT_STYLE, STYLE_SLANT},
    {"code", ELEMENT_STYLE, STYLE_CODE},
    {"datalist", ELEMENT_DROP, 0},
    {"dd", ELEMENT_DEFINITION, 0},
    {"del", ELEMENT_STYLE, STYLE_STRIKE},
    {"details", ELEMENT_BLOCK, 0},
    {"dfn", ELEMENT_STYLE, STYLE_SLANT},
    {"dialog", ELEMENT_BLOCK, 0},
    {"dir", ELEMENT_LIST, 0},
    {"div", ELEMENT_BLOCK, 0},
    {"dl", ELEMENT_DEFINITIONS, 0},
    {"dt", ELEMENT_TERM, 0},
    {"em", ELEMENT_STYLE, STYLE_ITALIC},
    {"epub:case", ELEMENT_DROP, 0}, /* of a switch, all but its default */
    {"fieldset", ELEMENT_BLOCK, 0},
    {"figcaption", ELEMENT_CAPTION, 0},
    {"figure", ELEMENT_FIGURE, 0},
    {"font", ELEMENT_FONT, 0},
    {"footer", ELEMENT_BLOCK, 0},
    {"form", ELEMENT_BLOCK, 0},
    {"h1", ELEMENT_HEADING, 1},
    {"h2", ELEMENT_HEADING, 2},
    {"h3", ELEMENT_HEADING, 3},
    {"h4", ELEMENT_HEADING, 4},
    {"h5", ELEMENT_HEADING, 5},
    {"h6", ELEMENT_HEADING, 6},
    {"header", ELEMENT_BLOCK, 0},
    {"hgroup", ELEMENT_BLOCK, 0},
    {"hr", ELEMENT_RULE, 0},
    {"html", ELEMENT_ROOT, 0},
    {"i", ELEMENT_STYLE, STYLE_ITALIC},
    {"image", ELEMENT_IMAGE, 0},
    {"img", ELEMENT_PICTURE, 0},
    {"input", ELEMENT_INPUT, 0},
    {"ins", ELEMENT_STYLE, STYLE_UNDERLINE},
    {"kbd", ELEMENT_STYLE, STYLE_CODE},
    {"legend", ELEMENT_BLOCK, 0},
    {"li", ELEMENT_ITEM, 0},
    {"link", ELEMENT_SHEET_LINK, 0},
    {"listing", ELEMENT_PRE, 0},
    {"main", ELEMENT_BLOCK, 0},
    {"mark", ELEMENT_STYLE, STYLE_MARK},
    {"math", ELEMENT_MATH, 0},
    {"menclose", ELEMENT_MATH_PART, MATH_ROW},
    {"menu", ELEMENT_LIST, 0},
    {"merror", ELEMENT_MATH_PART, MATH_ROW},
    {"mfenced", ELEMENT_MATH_PART, MATH_FENCE},
    {"mfrac", ELEMENT_MATH_PART, MATH_FRACTION},
    {"mi", ELEMENT_MATH_TOKEN, 0},
    {"mn", ELEMENT_MATH_TOKEN, 0},
    {"mo", ELEMENT_MATH_TOKEN, 0},
    {"mover", ELEMENT_MATH_PART, MATH_OVER},
    {"mpadded", ELEMENT_MATH_PART, MATH_ROW},
    {"mphantom", ELEMENT_DROP, 0},
    {"mroot", ELEMENT_MATH_PART, MATH_ROOT},
    {"mrow", ELEMENT_MATH_PART, MATH_ROW},
    {"ms", ELEMENT_MATH_TOKEN, 0},
    {"msqrt", ELEMENT_MATH_PART, MATH_SQUARE_ROOT},
    {"mstyle", ELEMENT_MATH_PART, MATH_ROW},
    {"msub", ELEMENT_MATH_PART, MATH_UNDER},
    {"msubsup", ELEMENT_MATH_PART, MATH_UNDER_OVER},
    {"msup", ELEMENT_MATH_PART, MATH_OVER},
    {"mtable", ELEMENT_MATH_PART, MATH_TABLE},
    {"mtd", ELEMENT_MATH_PART, MATH_ROW},
    {"mtext", ELEMENT_MATH_TOKEN, 0},
    {"mtr", ELEMENT_MATH_PART, MATH_TABLE_ROW},
    {"munder", ELEMENT_MATH_PART, MATH_UNDER},
    {"munderover", ELEMENT_MATH_PART, MATH_UNDER_OVER},
    {"nav", ELEMENT_NAV, 0},
    {"ok", ELEMENT_LINK, 0},
    {"ol", ELEMENT_ORDERED, 0},
    {"p", ELEMENT_BLOCK, 0},
    {"pre", ELEMENT_PRE, 0},
    {"q", ELEMENT_QUOTATION, 0},
    {"rb", ELEMENT_BASE, 0},
    {"rp", ELEMENT_DROP, 0},
    {"rt", ELEMENT_READING, 0},
    {"rtc", ELEMENT_READINGS, 0},
    {"ruby", ELEMENT_RUBY, 0},
    {"s", ELEMENT_STYLE, STYLE_STRIKE},
    {"samp", ELEMENT_STYLE, STYLE_CODE},
    {"script", ELEMENT_DROP, 0},
    {"search", ELEMENT_BLOCK, 0},
    {"section", ELEMENT_BLOCK, 0},
    {"select", ELEMENT_DROP, 0},
    {"semantics", ELEMENT_MATH_PART, MATH_ROW},
    {"slipcase-wiki", ELEMENT_WIKI, 0},
    {"small", ELEMENT_STYLE, STYLE_SMALL},
    {"strike", ELEMENT_STYLE, STYLE_STRIKE},
    {"strong", ELEMENT_STYLE, STYLE_BOLD},
    {"style", ELEMENT_SHEET, 0},
    {"sub", ELEMENT_STYLE, STYLE_SUBSCRIPT},
    {"summary", ELEMENT_SUMMARY, 0},
    {"sup", ELEMENT_STYLE, STYLE_SUPERSCRIPT},
    {"svg", ELEMENT_DRAWING, 0},
    {"svg:image", ELEMENT_IMAGE, 0},
    {"svg:svg", ELEMENT_DRAWING, 0},
    {"table", ELEMENT_TABLE, 0},
    {"td", ELEMENT_CELL, 0},
    {"template", ELEMENT_DROP, 0},
    {"textarea", ELEMENT_DROP, 0},
    {"th", ELEMENT_CELL, 1},
    {"title", ELEMENT_TITLE, 0},
    {"tr", ELEMENT_ROW, 0},
    {"tt", ELEMENT_STYLE, STYLE_CODE},
    {"u", ELEMENT_STYLE, STYLE_UNDERLINE},
    {"ul", ELEMENT_LIST, 0},
    {"var", ELEMENT_STYLE, STYLE_SLANT},
    {"wbr", ELEMENT_WORD_BREAK, 0},
    {"xmp", ELEMENT_PRE, 0},
};

static int compare(const void *name, const void *element)
{
    return strcmp(name, ((const struct element *)element)->name);
}

const struct element *element_find(const char *name)
{
    static const struct element transparent = {"", ELEMENT_INLINE, 0};
    /* In HTML a prefix is part of the name; that of mathematics is written in books. */
    name += strncmp(name, "m:", 2) == 0 ? 2 : strncmp(name, "mml:", 4) == 0 ? 4 : 0;
    const struct element *found =
        bsearch(name, elements, sizeof(elements) / sizeof(elements[0]), sizeof(elements[0]), compare);
    return found ? found : &transparent;
}

bool element_has_edge(const struct element *element)
{
    switch (element->kind) {
    case ELEMENT_INLINE:
    case ELEMENT_BASE:
    case ELEMENT_BREAK:
    case ELEMENT_DRAWING:
    case ELEMENT_DROP:
    case ELEMENT_FONT:
    case ELEMENT_IMAGE:
    case ELEMENT_INPUT:
    case ELEMENT_LINK:
    case ELEMENT_MATH:
    case ELEMENT_MATH_PART:
    case ELEMENT_MATH_TOKEN:
    case ELEMENT_PICTURE:
    case ELEMENT_QUOTATION:
    case ELEMENT_READING:
    case ELEMENT_READINGS:
    case ELEMENT_RUBY:
    case ELEMENT_SHEET:
    case ELEMENT_SHEET_LINK:
    case ELEMENT_STYLE:
    case ELEMENT_TITLE:
    case ELEMENT_WIKI:
    case ELEMENT_WORD_BREAK:
        return false;
    default:
        return true;
    }
}
