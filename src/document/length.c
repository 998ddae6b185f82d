#include "document/length.h"

#include <string.h>

#define LENGTH_LIMIT 2000

size_t length_number(const char *text, int32_t *out)
{
    size_t at = 0;
    bool minus = text[0] == '-', point = false, any = false;
    int32_t value = 0, unit = 100;
    at += minus || text[0] == '+';
    for (; (text[at] >= '0' && text[at] <= '9') || (text[at] == '.' && !point); at++) {
        if (text[at] == '.') {
            point = true;
            continue;
        }
        any = true;
        if (point)
            unit /= 10;
        if (point)
            value += (text[at] - '0') * unit;
        else if (value < 1000000)
            value = value * 10 + (text[at] - '0') * 100;
    }
    *out = minus ? -value : value;
    return any ? at : 0;
}

bool length_read(const char *word, size_t size, int32_t *out)
{
    static const struct {
        const char *unit;
        int32_t over, under; /* em in one unit */
    } units[] = {{"em", 1, 1},  {"rem", 1, 1}, {"ic", 1, 1}, {"ex", 1, 2},     {"ch", 1, 2},   {"px", 1, 16},
                 {"pt", 1, 12}, {"pc", 1, 1},  {"in", 6, 1}, {"cm", 300, 127}, {"mm", 30, 127}};
    int32_t number;
    size_t length = length_number(word, &number);
    if (length == 0 || length > size)
        return false;
    *out = 0;
    if (length == size)
        return number == 0;
    for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
        if (strlen(units[i].unit) != size - length ||
            memcmp(word + length, units[i].unit, size - length) != 0)
            continue;
        int64_t value = (int64_t)number * units[i].over / units[i].under;
        *out = (int32_t)(value > LENGTH_LIMIT ? LENGTH_LIMIT : value < -LENGTH_LIMIT ? -LENGTH_LIMIT : value);
        return true;
    }
    return false;
}
