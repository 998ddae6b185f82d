#include "bundle/moment.h"

#include <stdio.h>
#include <time.h>

/* `digits` digits as a number from `least` to `most`; moves *text on. */
static bool read_number(const char **text, int digits, int least, int most, int *out)
{
    *out = 0;
    for (int i = 0; i < digits; i++, ++*text) {
        if (**text < '0' || **text > '9')
            return false;
        *out = *out * 10 + (**text - '0');
    }
    return *out >= least && *out <= most;
}

static bool skip(const char **text, char c)
{
    if (**text != c)
        return false;
    ++*text;
    return true;
}

/* "Z", "+08:00", "+0800", "+08" or nothing: seconds that the zone is ahead. */
static bool read_zone(const char **text, int64_t *ahead)
{
    int hours, minutes = 0;
    *ahead = 0;
    if (skip(text, 'Z') || skip(text, 'z') || !**text)
        return true;
    bool west = **text == '-';
    if (!skip(text, '-') && !skip(text, '+'))
        return false;
    if (!read_number(text, 2, 0, 23, &hours))
        return false;
    if (**text && (skip(text, ':'), !read_number(text, 2, 0, 59, &minutes)))
        return false;
    *ahead = (hours * 60 + minutes) * (west ? -60 : 60);
    return true;
}

bool moment_read(const char *text, int64_t *seconds, bool *day)
{
    struct tm tm = {0};
    int year, month, hours = 0, minutes = 0, rest = 0;
    int64_t ahead = 0;
    if (!read_number(&text, 4, 1970, 9999, &year) || !skip(&text, '-') ||
        !read_number(&text, 2, 1, 12, &month) || !skip(&text, '-') ||
        !read_number(&text, 2, 1, 31, &tm.tm_mday))
        return false;
    *day = !*text;
    if (!*day) {
        if ((!skip(&text, 'T') && !skip(&text, 't') && !skip(&text, ' ')) ||
            !read_number(&text, 2, 0, 23, &hours) || !skip(&text, ':') ||
            !read_number(&text, 2, 0, 59, &minutes))
            return false;
        if (skip(&text, ':') && !read_number(&text, 2, 0, 60, &rest))
            return false;
        if (!read_zone(&text, &ahead) || *text)
            return false;
    }
    tm.tm_year = year - 1900;
    tm.tm_mon = month - 1;
    time_t midnight = timegm(&tm);
    /* timegm makes the 1st of May of the 31st of April. */
    if (tm.tm_mon != month - 1)
        return false;
    *seconds = (int64_t)midnight + hours * 3600 + minutes * 60 + rest - ahead;
    return true;
}

void moment_write(int64_t seconds, char out[32])
{
    struct tm tm;
    time_t moment = (time_t)seconds;
    if (!gmtime_r(&moment, &tm) || !strftime(out, 32, "%Y-%m-%d", &tm))
        snprintf(out, 32, "%lld", (long long)seconds);
}
