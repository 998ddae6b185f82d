#include "document/color.h"

#include <stddef.h>
#include <string.h>

#include "document/length.h"

static const struct {
    const char *name;
    uint32_t color;
} names[] = {
    {"black", 0xFF000000},   {"silver", 0xFFC0C0C0}, {"gray", 0xFF808080}, {"grey", 0xFF808080},
    {"white", 0xFFFFFFFF},   {"maroon", 0xFF800000}, {"red", 0xFFFF0000},  {"purple", 0xFF800080},
    {"fuchsia", 0xFFFF00FF}, {"green", 0xFF008000},  {"lime", 0xFF00FF00}, {"olive", 0xFF808000},
    {"yellow", 0xFFFFFF00},  {"navy", 0xFF000080},   {"blue", 0xFF0000FF}, {"teal", 0xFF008080},
    {"aqua", 0xFF00FFFF},    {"orange", 0xFFFFA500}, {"transparent", 0},
};

static int digit(char byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

/* "#rgb", "#rgba", "#rrggbb" and "#rrggbbaa". */
static bool read_hex(const char *value, uint32_t *out)
{
    size_t size = strlen(value);
    bool brief = size == 3 || size == 4;
    uint32_t parts[4] = {0, 0, 0, 255};
    if (!brief && size != 6 && size != 8)
        return false;
    for (size_t i = 0; i < size; i++) {
        int part = digit(value[i]);
        if (part < 0)
            return false;
        if (brief)
            parts[i] = (uint32_t)part * 17;
        else
            parts[i / 2] = i % 2 ? parts[i / 2] * 16 + (uint32_t)part : (uint32_t)part;
    }
    *out = parts[3] ? 0xFF000000 | parts[0] << 16 | parts[1] << 8 | parts[2] : 0;
    return true;
}

/* "rgb(1, 2, 3)", "rgba(10% 20% 30% / 50%)": what is between the brackets. */
static bool read_parts(const char *text, uint32_t *out)
{
    uint32_t color = 0xFF;
    int32_t hundredths;
    for (size_t i = 0; i < 3; i++) {
        text += strspn(text, " ,");
        size_t length = length_number(text, &hundredths);
        bool percent = text[length] == '%';
        if (!length || hundredths < 0)
            return false;
        int32_t part = percent ? (int32_t)((int64_t)hundredths * 255 / 10000) : (hundredths + 50) / 100;
        color = color << 8 | (uint32_t)(part < 255 ? part : 255);
        text += length + percent;
    }
    text += strspn(text, " ,/");
    size_t length = length_number(text, &hundredths);
    text += length;
    text += strspn(text, " %");
    *out = length && hundredths <= 0 ? 0 : color;
    return strcmp(text, ")") == 0;
}

bool color_read(const char *value, uint32_t *out)
{
    if (*value == '#')
        return read_hex(value + 1, out);
    if (strncmp(value, "rgb(", 4) == 0 || strncmp(value, "rgba(", 5) == 0)
        return read_parts(strchr(value, '(') + 1, out);
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (strcmp(value, names[i].name) == 0) {
            *out = names[i].color;
            return true;
        }
    }
    return false;
}
