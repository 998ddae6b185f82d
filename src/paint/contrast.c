#include "paint/contrast.h"

#include <math.h>
#include <stdbool.h>

/* The channels of a gray differ by less. */
#define GRAY_SPREAD 24u
#define WHOLE 255u

static unsigned channel(uint32_t color, int at)
{
    return color >> (16 - 8 * at) & 0xFF;
}

static double luminance(uint32_t color)
{
    static const double SHARES[3] = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
        double part = channel(color, i) / 255.0;
        sum += SHARES[i] * (part <= 0.03928 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
}

double contrast_ratio(uint32_t one, uint32_t other)
{
    double a = luminance(one) + 0.05, b = luminance(other) + 0.05;
    return a > b ? a / b : b / a;
}

static bool is_gray(uint32_t color)
{
    unsigned least = WHOLE, most = 0;
    for (int i = 0; i < 3; i++) {
        unsigned part = channel(color, i);
        least = part < least ? part : least;
        most = part > most ? part : most;
    }
    return most - least < GRAY_SPREAD;
}

/* `amount` 255ths of the way to black or white: the channels keep their proportions, so the hue stays. */
static uint32_t moved(uint32_t color, bool lighter, unsigned amount)
{
    uint32_t out = 0;
    for (int i = 0; i < 3; i++) {
        unsigned part = channel(color, i), left = WHOLE - amount;
        part = lighter ? WHOLE - (WHOLE - part) * left / WHOLE : part * left / WHOLE;
        out = out << 8 | part;
    }
    return out;
}

uint32_t contrast_readable(uint32_t color, uint32_t ground, uint32_t ink)
{
    color &= 0xFFFFFF;
    if (contrast_ratio(color, ground) >= CONTRAST_LEAST)
        return color;
    if (is_gray(color))
        return ink;
    bool lighter = contrast_ratio(0xFFFFFF, ground) > contrast_ratio(0x000000, ground);
    unsigned low = 0, high = WHOLE;
    while (low < high) {
        unsigned middle = (low + high) / 2;
        if (contrast_ratio(moved(color, lighter, middle), ground) >= CONTRAST_LEAST)
            high = middle;
        else
            low = middle + 1;
    }
    uint32_t readable = moved(color, lighter, low);
    return contrast_ratio(readable, ground) >= CONTRAST_LEAST ? readable : ink;
}
