#include "ui/amount.h"

#include <stdio.h>
#include <string.h>
#include <unicode/unumberformatter.h>
#include <unicode/ustring.h>

#include "base/messages.h"
#include "ui/screen.h"

#define TEXT 64

/* False: ICU has no words for it. */
static bool format(double value, const char *skeleton, char *out, size_t size)
{
    UChar pattern[TEXT], text[TEXT];
    UErrorCode error = U_ZERO_ERROR;
    int32_t length = 0;
    u_uastrcpy(pattern, skeleton);
    UNumberFormatter *formatter = unumf_openForSkeletonAndLocale(pattern, -1, ui_language(), &error);
    UFormattedNumber *number = unumf_openResult(&error);
    unumf_formatDouble(formatter, value, number, &error);
    unumf_resultToString(number, text, TEXT, &error);
    u_strToUTF8(out, (int32_t)size, &length, text, -1, &error);
    unumf_closeResult(number);
    unumf_close(formatter);
    return U_SUCCESS(error) && length < (int32_t)size;
}

void amount_bytes(uint64_t bytes, char *out, size_t size)
{
    static const struct {
        double size;
        const char *skeleton, *plain;
    } units[] = {
        {1e9, "unit/gigabyte unit-width-short @@@", "GB"},
        {1e6, "unit/megabyte unit-width-short @@@", "MB"},
        {1e3, "unit/kilobyte unit-width-short @@@", "kB"},
    };
    size_t unit = 0;
    while (unit < 2 && (double)bytes < units[unit].size)
        unit++;
    double value = (double)bytes / units[unit].size;
    if (!format(value, units[unit].skeleton, out, size))
        snprintf(out, size, "%.1f %s", value, units[unit].plain);
}

void pace_note(struct pace *pace, uint64_t ms, uint64_t done)
{
    if (pace->count && ms < pace->points[pace->count - 1].ms + 1000)
        return;
    if (pace->count == AMOUNT_WINDOW)
        memmove(pace->points, pace->points + 1, --pace->count * sizeof *pace->points);
    pace->points[pace->count].ms = ms;
    pace->points[pace->count++].done = done;
}

uint64_t pace_left(const struct pace *pace, uint64_t left)
{
    /* The first second or two are those of the cache. */
    if (pace->count < 3)
        return 0;
    uint64_t done = pace->points[pace->count - 1].done - pace->points[0].done;
    uint64_t ms = pace->points[pace->count - 1].ms - pace->points[0].ms;
    return done ? (uint64_t)((double)left * (double)ms / (double)done / 1000.0) + 1 : 0;
}

void amount_time(uint64_t seconds, char *out, size_t size)
{
    if (seconds <= 55) {
        unsigned tens = (unsigned)(seconds + 9) / 10 * 10;
        snprintf(out, size, ngettext("About %u second left", "About %u seconds left", tens), tens);
        return;
    }
    unsigned minutes = seconds < 6000000 ? (unsigned)((seconds + 59) / 60) : 99999;
    snprintf(out, size, ngettext("About %u minute left", "About %u minutes left", minutes), minutes);
}
