#include "document/property.h"

#include <string.h>

#include "document/article.h"
#include "document/color.h"
#include "document/length.h"

struct keyword {
    const char *word;
    int32_t value;
};

static bool find(const struct keyword *keywords, const char *word, size_t size, int32_t *out)
{
    for (; keywords->word; keywords++) {
        if (strlen(keywords->word) == size && memcmp(keywords->word, word, size) == 0) {
            *out = keywords->value;
            return true;
        }
    }
    return false;
}

static const struct keyword aligns[] = {{"left", PROPERTY_LEFT},
                                        {"start", PROPERTY_START},
                                        {"justify", PROPERTY_START},
                                        {"center", PROPERTY_CENTER},
                                        {"right", PROPERTY_RIGHT},
                                        {"end", PROPERTY_END},
                                        {"-webkit-center", PROPERTY_CENTER},
                                        {NULL, 0}};
static const struct keyword breaks[] = {{"page", 1},  {"always", 1}, {"left", 1},  {"right", 1}, {"recto", 1},
                                        {"verso", 1}, {"auto", 0},   {"avoid", 0}, {NULL, 0}};
static const struct keyword combines[] = {{"all", 1}, {"horizontal", 1}, {"none", 0}, {NULL, 0}};
static const struct keyword directions[] = {{"ltr", DIRECTION_LTR}, {"rtl", DIRECTION_RTL}, {NULL, 0}};
static const struct keyword displays[] = {{"none", 1},      {"block", 0}, {"inline", 0}, {"inline-block", 0},
                                          {"list-item", 0}, {"flex", 0},  {"grid", 0},   {"table", 0},
                                          {"contents", 0},  {NULL, 0}};
static const struct keyword floats[] = {{"left", 1},       {"right", 1}, {"inline-start", 1},
                                        {"inline-end", 1}, {"none", 0},  {NULL, 0}};
static const struct keyword hangings[] = {
    {"allow-end", 1}, {"force-end", 1}, {"last", 1}, {"none", 0}, {NULL, 0}};
static const struct keyword raises[] = {
    {"super", STYLE_SUPERSCRIPT}, {"sub", STYLE_SUBSCRIPT}, {"baseline", 0}, {NULL, 0}};
static const struct keyword sizes[] = {{"smaller", PROPERTY_SMALLER}, {"small", PROPERTY_SMALLER},
                                       {"x-small", PROPERTY_SMALLER}, {"xx-small", PROPERTY_SMALLER},
                                       {"medium", PROPERTY_NORMAL},   {"large", PROPERTY_NORMAL},
                                       {"larger", PROPERTY_NORMAL},   {"x-large", PROPERTY_NORMAL},
                                       {"xx-large", PROPERTY_NORMAL}, {NULL, 0}};
static const struct keyword slants[] = {{"italic", 1}, {"oblique", 1}, {"normal", 0}, {NULL, 0}};
static const struct keyword spaces[] = {{"normal", PROPERTY_COLLAPSE},
                                        {"nowrap", PROPERTY_COLLAPSE},
                                        {"pre-line", PROPERTY_LINES},
                                        {"pre-wrap", PROPERTY_LINES},
                                        {"break-spaces", PROPERTY_LINES},
                                        {"pre", PROPERTY_VERBATIM},
                                        {NULL, 0}};
static const struct keyword verticals[] = {{"vertical-rl", 1}, {"tb-rl", 1}, {"tb", 1}, {"horizontal-tb", 0},
                                           {"lr-tb", 0},       {"lr", 0},    {"rl", 0}, {"vertical-lr", 0},
                                           {NULL, 0}};
static const struct keyword visibilities[] = {{"hidden", 1}, {"collapse", 1}, {"visible", 0}, {NULL, 0}};
static const struct keyword weights[] = {
    {"bold", 1}, {"bolder", 1}, {"normal", 0}, {"lighter", 0}, {NULL, 0}};
static const struct keyword numberings[] = {{"none", NUMBERING_NONE},
                                            {"disc", NUMBERING_DISC},
                                            {"circle", NUMBERING_CIRCLE},
                                            {"square", NUMBERING_SQUARE},
                                            {"decimal", NUMBERING_DEFAULT},
                                            {"decimal-leading-zero", NUMBERING_DEFAULT},
                                            {"lower-alpha", NUMBERING_LOWER_ALPHA},
                                            {"lower-latin", NUMBERING_LOWER_ALPHA},
                                            {"upper-alpha", NUMBERING_UPPER_ALPHA},
                                            {"upper-latin", NUMBERING_UPPER_ALPHA},
                                            {"lower-roman", NUMBERING_LOWER_ROMAN},
                                            {"upper-roman", NUMBERING_UPPER_ROMAN},
                                            {"cjk-ideographic", NUMBERING_CHINESE},
                                            {"cjk-decimal", NUMBERING_CHINESE},
                                            {"simp-chinese-informal", NUMBERING_CHINESE},
                                            {"trad-chinese-informal", NUMBERING_CHINESE},
                                            {"simp-chinese-formal", NUMBERING_CHINESE},
                                            {"trad-chinese-formal", NUMBERING_CHINESE},
                                            {"japanese-informal", NUMBERING_CHINESE},
                                            {"japanese-formal", NUMBERING_CHINESE},
                                            {"cjk-heavenly-stem", NUMBERING_STEMS},
                                            {"circled-decimal", NUMBERING_CIRCLED},
                                            {"hiragana", NUMBERING_HIRAGANA},
                                            {"katakana", NUMBERING_KATAKANA},
                                            {"hangul", NUMBERING_HANGUL},
                                            {NULL, 0}};

int32_t property_numbering(const char *word)
{
    int32_t value = NUMBERING_DEFAULT;
    find(numberings, word, strlen(word), &value);
    return value;
}

/* The bytes of the word at `text`; brackets keep what is between them together. */
static size_t word_size(const char *text)
{
    size_t at = 0;
    for (int depth = 0; text[at] && (depth > 0 || text[at] != ' '); at++)
        depth += (text[at] == '(') - (text[at] == ')');
    return at;
}

static const char *next_word(const char *text)
{
    text += word_size(text);
    return text + strspn(text, " ");
}

static bool set(struct property_value *out, enum property property, int32_t value)
{
    *out = (struct property_value){.property = (uint8_t)property, .value = value};
    return true;
}

static bool read_size(const char *word, size_t size, int32_t *out)
{
    int32_t number;
    if (find(sizes, word, size, out))
        return true;
    size_t length = length_number(word, &number);
    if (length && word[length] == '%' && length + 1 == size) {
        *out = number < 9000 ? PROPERTY_SMALLER : number > 11000 ? PROPERTY_NORMAL : PROPERTY_SAME;
        return true;
    }
    if (!length_read(word, size, &number) || number <= 0)
        return false;
    bool relative = size - length == 2 && (strncmp(word + length, "em", 2) == 0);
    *out = number < 90 ? PROPERTY_SMALLER : relative && number <= 110 ? PROPERTY_SAME : PROPERTY_NORMAL;
    return true;
}

static bool read_weight(const char *word, size_t size, int32_t *out)
{
    int32_t number;
    if (find(weights, word, size, out))
        return true;
    if (length_number(word, &number) != size || number < 100)
        return false;
    *out = number >= 60000;
    return true;
}

static size_t read_decoration(const char *value, struct property_value *out)
{
    int32_t bits = 0;
    bool known = false;
    for (; *value; value = next_word(value)) {
        size_t size = word_size(value);
        bool underline = size == 9 && memcmp(value, "underline", 9) == 0;
        bool strike = size == 12 && memcmp(value, "line-through", 12) == 0;
        bits |= underline ? STYLE_UNDERLINE : strike ? STYLE_STRIKE : 0;
        known |= underline || strike || (size == 4 && memcmp(value, "none", 4) == 0);
    }
    return known && set(out, PROPERTY_DECORATION, bits);
}

/* "filled dot", "●", "none" … */
static size_t read_emphasis(const char *value, struct property_value *out)
{
    return set(out, PROPERTY_EMPHASIS, strcmp(value, "none") != 0);
}

static size_t read_list(const char *value, struct property_value *out)
{
    int32_t number;
    bool none = false;
    for (; *value; value = next_word(value)) {
        if (!find(numberings, value, word_size(value), &number))
            continue;
        if (number != NUMBERING_NONE)
            return set(out, PROPERTY_NUMBERING, number);
        none = true;
    }
    return none && set(out, PROPERTY_NUMBERING, NUMBERING_NONE);
}

/* The left one of "margin: top right bottom left", of which the last ones may be left out. */
static size_t read_left(const char *value, enum property property, struct property_value *out)
{
    const char *words[4];
    size_t count = 0;
    int32_t length;
    for (; *value && count < 4; value = next_word(value))
        words[count++] = value;
    if (count == 0 || *value)
        return 0;
    const char *left = words[count == 4 ? 3 : count > 1];
    return length_read(left, word_size(left), &length) && set(out, property, length);
}

static size_t read_family(const char *value, struct property_value *out)
{
    return set(out, PROPERTY_MONO, strstr(value, "monospace") != NULL);
}

/* "italic bold 12px/1.5 serif": all that is left out is normal. */
static size_t read_font(const char *value, struct property_value *out)
{
    int32_t slant = 0, weight = 0, size = PROPERTY_SAME, read;
    for (; *value; value = next_word(value)) {
        size_t length = word_size(value);
        const char *slash = memchr(value, '/', length);
        if (read_size(value, slash ? (size_t)(slash - value) : length, &read)) {
            size = read;
            value = next_word(value);
            break;
        }
        if (find(slants, value, length, &read))
            slant |= read;
        if (read_weight(value, length, &read))
            weight |= read;
    }
    if (!*value)
        return 0;
    set(&out[0], PROPERTY_SLANT, slant);
    set(&out[1], PROPERTY_WEIGHT, weight);
    set(&out[2], PROPERTY_SIZE, size);
    return 3 + read_family(value, &out[3]);
}

static size_t read_color(const char *value, struct property_value *out)
{
    uint32_t color;
    if (strcmp(value, "currentcolor") == 0)
        return set(out, PROPERTY_COLOR, PROPERTY_UNSET);
    if (!color_read(value, &color))
        return 0;
    return set(out, PROPERTY_COLOR, color ? (int32_t)color : PROPERTY_UNSET);
}

/* Any of several words. */
static size_t read_hanging(const char *value, struct property_value *out)
{
    int32_t any = 0, read;
    for (; *value; value = next_word(value)) {
        if (find(hangings, value, word_size(value), &read))
            any |= read;
    }
    return set(out, PROPERTY_HANGING, any);
}

static size_t read_margin(const char *value, struct property_value *out)
{
    return read_left(value, PROPERTY_MARGIN, out);
}

static size_t read_padding(const char *value, struct property_value *out)
{
    return read_left(value, PROPERTY_PADDING, out);
}

static size_t read_one_size(const char *value, struct property_value *out)
{
    int32_t read;
    return read_size(value, strlen(value), &read) && set(out, PROPERTY_SIZE, read);
}

static size_t read_one_weight(const char *value, struct property_value *out)
{
    int32_t read;
    return read_weight(value, strlen(value), &read) && set(out, PROPERTY_WEIGHT, read);
}

static size_t read_indent(const char *value, struct property_value *out)
{
    int32_t read;
    return length_read(value, word_size(value), &read) && set(out, PROPERTY_INDENT, read);
}

static size_t read_side(const char *value, enum property property, struct property_value *out)
{
    int32_t number;
    size_t length = length_number(value, &number);
    if (length && strcmp(value + length, "%") == 0)
        return number >= 100 && number <= 10000 && set(out, property, -number / 100);
    if (!length || number <= 0)
        return 0;
    if (strcmp(value + length, "px") == 0)
        return set(out, property, number / 100);
    return length_read(value, strlen(value), &number) && set(out, property, number / 5);
}

static size_t read_width(const char *value, struct property_value *out)
{
    return read_side(value, PROPERTY_WIDTH, out);
}

static size_t read_height(const char *value, struct property_value *out)
{
    return read_side(value, PROPERTY_HEIGHT, out);
}

/* One of `keywords`, or what `read` makes of the value. */
struct form {
    const char *name;
    enum property property;
    const struct keyword *keywords;
    size_t (*read)(const char *value, struct property_value *out);
};

/* Names without a vendor's prefix. */
static const struct form forms[] = {
    {"break-after", PROPERTY_BREAK_AFTER, breaks, NULL},
    {"break-before", PROPERTY_BREAK_BEFORE, breaks, NULL},
    {"color", PROPERTY_COLOR, NULL, read_color},
    {"direction", PROPERTY_DIRECTION, directions, NULL},
    {"display", PROPERTY_DISPLAY, displays, NULL},
    {"float", PROPERTY_FLOAT, floats, NULL},
    {"font", PROPERTY_MONO, NULL, read_font},
    {"font-family", PROPERTY_MONO, NULL, read_family},
    {"font-size", PROPERTY_SIZE, NULL, read_one_size},
    {"font-style", PROPERTY_SLANT, slants, NULL},
    {"font-weight", PROPERTY_WEIGHT, NULL, read_one_weight},
    {"hanging-punctuation", PROPERTY_HANGING, NULL, read_hanging},
    {"height", PROPERTY_HEIGHT, NULL, read_height},
    {"list-style", PROPERTY_NUMBERING, NULL, read_list},
    {"list-style-type", PROPERTY_NUMBERING, NULL, read_list},
    {"margin", PROPERTY_MARGIN, NULL, read_margin},
    {"margin-inline-start", PROPERTY_MARGIN, NULL, read_margin},
    {"margin-left", PROPERTY_MARGIN, NULL, read_margin},
    {"padding", PROPERTY_PADDING, NULL, read_padding},
    {"padding-inline-start", PROPERTY_PADDING, NULL, read_padding},
    {"padding-left", PROPERTY_PADDING, NULL, read_padding},
    {"page-break-after", PROPERTY_BREAK_AFTER, breaks, NULL},
    {"page-break-before", PROPERTY_BREAK_BEFORE, breaks, NULL},
    {"text-align", PROPERTY_ALIGN, aligns, NULL},
    {"text-combine", PROPERTY_COMBINE, combines, NULL},
    {"text-combine-upright", PROPERTY_COMBINE, combines, NULL},
    {"text-decoration", PROPERTY_DECORATION, NULL, read_decoration},
    {"text-decoration-line", PROPERTY_DECORATION, NULL, read_decoration},
    {"text-emphasis", PROPERTY_EMPHASIS, NULL, read_emphasis},
    {"text-emphasis-style", PROPERTY_EMPHASIS, NULL, read_emphasis},
    {"text-indent", PROPERTY_INDENT, NULL, read_indent},
    {"vertical-align", PROPERTY_RAISE, raises, NULL},
    {"visibility", PROPERTY_VISIBILITY, visibilities, NULL},
    {"white-space", PROPERTY_SPACE, spaces, NULL},
    {"width", PROPERTY_WIDTH, NULL, read_width},
    {"writing-mode", PROPERTY_VERTICAL, verticals, NULL},
};

static const struct form *find_form(const char *name)
{
    static const char *const prefixes[] = {"-epub-", "-webkit-"};
    for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
        if (strncmp(name, prefixes[i], strlen(prefixes[i])) == 0)
            name += strlen(prefixes[i]);
    size_t low = 0, high = sizeof(forms) / sizeof(forms[0]);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(name, forms[middle].name);
        if (order == 0)
            return &forms[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

size_t property_read(const char *name, const char *value, struct property_value *out)
{
    static const char *const unset[] = {"inherit", "initial", "unset", "revert"};
    int32_t read;
    const struct form *form = find_form(name);
    if (!form)
        return 0;
    for (size_t i = 0; i < sizeof(unset) / sizeof(unset[0]); i++)
        if (strcmp(value, unset[i]) == 0)
            return set(out, form->property, PROPERTY_UNSET);
    if (form->read)
        return form->read(value, out);
    return find(form->keywords, value, strlen(value), &read) && set(out, form->property, read);
}
