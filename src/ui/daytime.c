#include "ui/daytime.h"

#include <stdio.h>
#include <time.h>
#include <unicode/udat.h>
#include <unicode/ustring.h>

#include "base/messages.h"
#include "ui/screen.h"

#define DAYS 7

void daytime_clock(int64_t wall, char out[8])
{
    struct tm tm;
    time_t moment = (time_t)wall;
    if (!localtime_r(&moment, &tm) || !strftime(out, 8, "%H:%M", &tm))
        *out = '\0';
}

/* "Monday" for 1, as the language writes it in a sentence. */
static void weekday(int day, char *out, int32_t size)
{
    UErrorCode error = U_ZERO_ERROR;
    UChar name[64];
    int32_t length = 0;
    *out = '\0';
    UDateFormat *format = udat_open(UDAT_DEFAULT, UDAT_DEFAULT, ui_language(), NULL, 0, NULL, 0, &error);
    if (U_FAILURE(error))
        return;
    /* ICU counts days from UCAL_SUNDAY = 1. */
    length = udat_getSymbols(format, UDAT_WEEKDAYS, day + 1, name, sizeof name / sizeof *name, &error);
    udat_close(format);
    u_strToUTF8(out, size, NULL, name, length, &error);
    if (U_FAILURE(error))
        *out = '\0';
}

/* Days from the one to the other, as a calendar counts them. */
static int days_between(const struct tm *from, const struct tm *to)
{
    return ((to->tm_wday - from->tm_wday) % DAYS + DAYS) % DAYS;
}

void daytime_opening(int64_t now, int64_t opens, char out[FAULT_SENTENCE_SIZE])
{
    struct tm from, to;
    time_t first = (time_t)now, last = (time_t)opens;
    char clock[8], day[128];
    daytime_clock(opens, clock);
    if (!localtime_r(&first, &from) || !localtime_r(&last, &to))
        from = to = (struct tm){0};
    int days = days_between(&from, &to);
    weekday(to.tm_wday, day, sizeof day);
    if (days == 0 && opens - now < 24 * 60 * 60)
        snprintf(out, FAULT_SENTENCE_SIZE, _("Open again today at %s."), clock);
    else if (days == 1)
        snprintf(out, FAULT_SENTENCE_SIZE, _("Open again tomorrow at %s."), clock);
    else
        snprintf(out, FAULT_SENTENCE_SIZE, _("Open again on %s at %s."), day, clock);
}
