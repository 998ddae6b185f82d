/* Where a line may begin: UAX #14 by ICU, then the rules that it leaves to the typesetter (B2, B3). */
#include <string.h>

#include "base/utf8.h"
#include "layout/para.h"

/* Letters of an address that no line has alone. */
#define ADDRESS_LEAST 3u

static bool is_mark(const struct atom *atom)
{
    return atom->kind >= KIND_OPEN && atom->kind <= KIND_DASH;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Of an atom: it is the character when that is of ASCII. */
static char first_byte(const struct para *para, uint32_t atom)
{
    return para->text->bytes[para->atoms[atom].begin];
}

/* "25 km", "−5 °C": a number and the unit behind a space (B3). A percent sign stays with its number when there is no space;
 * with one, UAX #14 breaks between them. */
static bool is_unit(const char *text, uint32_t size)
{
    static const char *const units[] = {
        "°",  "℃",   "℉",   "Ω",   "μm",  "µm",  "μg", "µg",  "km", "cm",  "mm",  "nm",  "m",   "kg", "mg",
        "g",  "t",   "mL",  "ml",  "L",   "l",   "ha", "kWh", "kW", "MW",  "W",   "kV",  "V",   "mA", "A",
        "Hz", "kHz", "MHz", "GHz", "KB",  "kB",  "MB", "GB",  "TB", "KiB", "MiB", "GiB", "px",  "pt", "em",
        "ms", "s",   "min", "h",   "kPa", "hPa", "Pa", "kJ",  "J",  "kN",  "N",   "dB",  "rpm", "mol"};
    uint32_t length = 0;
    while (length < size && length < 8 && is_letter(text[length]))
        length++;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        size_t wanted = strlen(units[i]);
        bool sign = (unsigned char)units[i][0] >= 0x80;
        if (size >= wanted && memcmp(text, units[i], wanted) == 0 && (sign || length == wanted))
            return true;
    }
    return false;
}

/* 14 天, 3 月, 20 元: a number and what it counts, each by its first character (公 of 公里, 小 of 小时). */
static bool is_counter(uint32_t code)
{
    static const char counters[] =
        "年月日天时時点點分秒岁歲周週元円块塊角圆圓美欧歐英个個人名位次回倍度万萬亿億千百米公毫厘里尺寸"
        "吨噸斤克升平立页頁册冊卷期章节節条條号號种種类類家张張件座艘趟班层層楼樓级級届屆票小世"
        "월일년개명시분초원권";
    char bytes[5] = {0};
    if (code < 0x4E00)
        return false;
    utf8_encode(code, bytes);
    return strstr(counters, bytes);
}

/* `last` is the last atom before i that is no space. */
static bool digit_before_unit(const struct para *para, uint32_t last, uint32_t i)
{
    uint32_t at = para->atoms[i].begin;
    if (!is_digit(first_byte(para, last)) || i - last > 2)
        return false;
    return is_counter(para_code(para, i)) ||
           (i - last == 2 && is_unit(para->text->bytes + at, para->text->size - at));
}

/* ICU keeps quotation marks with both neighbours, since it cannot know that the font draws them full width. */
static bool beside_quote(const struct atom *before, const struct atom *atom)
{
    if (atom->kind == KIND_OPEN)
        return before->kind != KIND_OPEN && before->kind != KIND_OTHER;
    return before->kind == KIND_CLOSE &&
           (atom->kind == KIND_HAN || atom->kind == KIND_LATIN || atom->kind == KIND_WIDE);
}

static bool is_quote(uint32_t code)
{
    return code == 0x2018 || code == 0x2019 || code == 0x201C || code == 0x201D;
}

/* `last` is the last atom before i that is no space. */
static bool forbidden(const struct para *para, uint32_t last, uint32_t i)
{
    const struct atom *atom = &para->atoms[i], *before = &para->atoms[last];
    if (atom->kind == KIND_CLOSE || atom->kind == KIND_COMMA || atom->kind == KIND_STOP ||
        atom->kind == KIND_MIDDOT)
        return true;
    if (before->kind == KIND_OPEN || (before->kind == KIND_FEED && last == i - 1))
        return true;
    if (atom->kind == KIND_DASH && (para_code(para, i) == 0x2026 || para_code(para, i) == 0x22EF))
        return true;
    const struct span *spans = para->text->spans, *span = &spans[atom->span];
    /* The number of a note, an exponent: with what it stands at. */
    if (last == i - 1 && span->style & STYLE_SUPERSCRIPT && !(spans[before->span].style & STYLE_SUPERSCRIPT))
        return true;
    return digit_before_unit(para, last, i);
}

/* A reading stands over atom i and the one before it, and there is no space between them (R1). */
static bool under_one_reading(const struct para *para, uint32_t i)
{
    const struct atom *atom = &para->atoms[i];
    return para->text->spans[atom->span].ruby && atom[-1].span == atom->span && atom[-1].kind != KIND_SPACE;
}

/* No line begins here, unless what holds the atom is wider than any. */
static void hold(struct atom *atom)
{
    if (atom->flags & ATOM_BREAK)
        atom->flags ^= ATOM_BREAK | ATOM_HELD;
}

static bool narrow(const struct atom *atom)
{
    return atom->kind == KIND_LATIN || atom->kind == KIND_OTHER || atom->kind == KIND_SOLIDUS;
}

/* What an address is best broken behind; but 1.0.2 is a number. */
static bool separates(char c, char next)
{
    return c == '/' || c == '?' || c == '&' || c == '=' || c == '_' ||
           ((c == '.' || c == '-') && !is_digit(next));
}

/* The atoms begin … end-1 of an address: it is broken before any letter, but three stay together at either end. */
static void open_address(struct para *para, uint32_t begin, uint32_t end)
{
    uint32_t letters = 0;
    for (uint32_t i = end; i-- > begin;) {
        struct atom *atom = &para->atoms[i];
        if (atom->kind != KIND_LATIN)
            continue;
        bool whole = separates(first_byte(para, i - 1), first_byte(para, i));
        if (++letters < ADDRESS_LEAST)
            atom->flags &= (uint16_t)~ATOM_BREAK;
        else if (whole)
            atom->flags |= ATOM_BREAK;
        else if (!(atom->flags & ATOM_BREAK) && i - begin >= ADDRESS_LEAST)
            atom->flags |= ATOM_BREAK | ATOM_PART;
    }
}

/* An address has so few opportunities, and so far apart, that it would tear holes: there are more behind ://. */
static void open_addresses(struct para *para)
{
    for (uint32_t i = 3, end; i < para->atom_count; i = end) {
        end = i + 1;
        if (first_byte(para, i - 1) != '/' || first_byte(para, i - 2) != '/' ||
            first_byte(para, i - 3) != ':')
            continue;
        for (end = i; end < para->atom_count && narrow(&para->atoms[end]); end++)
            if (first_byte(para, end) == ')' || first_byte(para, end) == '}')
                break;
        open_address(para, i, end);
        end += end == i;
    }
}

static void refine(struct para *para)
{
    uint32_t last = 0;
    open_addresses(para);
    for (uint32_t i = 1; i < para->atom_count; i++) {
        struct atom *atom = &para->atoms[i];
        const struct atom *before = &para->atoms[i - 1];
        if (before->kind != KIND_SPACE)
            last = i - 1;
        if (!(atom->flags & ATOM_BREAK) && (is_mark(atom) || is_mark(before)) && beside_quote(before, atom) &&
            (is_quote(para_code(para, i)) || is_quote(para_code(para, i - 1))))
            atom->flags |= ATOM_BREAK;
        if (atom->flags & ATOM_BREAK && forbidden(para, last, i))
            atom->flags &= (uint16_t)~ATOM_BREAK;
        else if (under_one_reading(para, i))
            hold(atom);
    }
}

static bool is_letter_of_words(const struct atom *atom)
{
    return atom->kind == KIND_HAN || atom->kind == KIND_WIDE;
}

static bool fits_one_line(const struct para *para)
{
    int64_t width = 0;
    for (uint32_t i = 0; i < para->atom_count; i++)
        width += para->atoms[i].advance;
    return width <= para->spec.measure;
}

/* 图书馆 is not parted in a heading: of the opportunities between ideographs, kana or Hangul those at a word's edge stay. */
static enum status keep_words(struct setter *setter, struct para *para)
{
    UErrorCode error = U_ZERO_ERROR;
    if (fits_one_line(para))
        return STATUS_OK;
    if (!setter->words)
        setter->words = ubrk_open(UBRK_WORD, "", NULL, 0, &error);
    utext_openUTF8(&setter->utext, para->text->bytes, para->text->size, &error);
    ubrk_setUText(setter->words, &setter->utext, &error);
    if (U_FAILURE(error))
        return STATUS_NO_MEMORY;
    for (uint32_t i = 1; i < para->atom_count; i++) {
        struct atom *atom = &para->atoms[i];
        if (is_letter_of_words(atom) && is_letter_of_words(atom - 1) &&
            !ubrk_isBoundary(setter->words, (int32_t)atom->begin))
            hold(atom);
    }
    return STATUS_OK;
}

enum status break_text(struct setter *setter, struct para *para)
{
    if (para->spec.code) {
        for (uint32_t i = 1; i < para->atom_count; i++)
            if (para->atoms[i].kind != KIND_SPACE)
                para->atoms[i].flags |= ATOM_BREAK;
        return STATUS_OK;
    }
    enum status status = opportunities_mark(setter, para);
    if (!status)
        refine(para);
    return status || !para->spec.words ? status : keep_words(setter, para);
}
