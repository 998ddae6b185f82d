#include "base/hours.h"

#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/messages.h"

#define DAYS 7
/* 2026-01-01 UTC. */
#define CLOCK_LEAST 1767225600
/* A week, and a day for what summer time moves. */
#define LOOK_AHEAD (8 * HOURS_DAY)
/* What is shown of a word that is wrong. */
#define WORD 24

struct reading {
    const char *at;
    struct hours hours;
    unsigned taken; /* a bit for each day that a rule has had */
    struct fault *fault;
};

static void skip_spaces(struct reading *reading)
{
    while (*reading->at == ' ' || *reading->at == '\t')
        reading->at++;
}

static bool skip(struct reading *reading, char c)
{
    skip_spaces(reading);
    if (*reading->at != c)
        return false;
    reading->at++;
    skip_spaces(reading);
    return true;
}

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* The word at the point, up to what divides words here. */
static void word_of(const char *at, char out[WORD + 1])
{
    size_t size = strcspn(at, " \t,;-");
    if (!size && *at)
        size = 1;
    size = size < WORD ? size : WORD;
    memcpy(out, at, size);
    out[size] = '\0';
    /* Not the half of a character. */
    while (size && size == WORD && ((unsigned char)out[size - 1] & 0x80))
        out[--size] = '\0';
}

static enum status no_day(struct reading *reading)
{
    char word[WORD + 1];
    word_of(reading->at, word);
    return fault_set(reading->fault, STATUS_INVALID,
                     _("Opening hours: “%s” is no day; write Mo, Tu, We, Th, Fr, Sa or Su."), word);
}

static enum status no_time(struct reading *reading)
{
    char word[WORD + 1];
    word_of(reading->at, word);
    return fault_set(reading->fault, STATUS_INVALID,
                     _("Opening hours: “%s” is no time of day; write spans such as 08:00-20:00."), word);
}

static enum status read_day(struct reading *reading, int *out)
{
    static const char names[DAYS][3] = {"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};
    for (*out = 0; *out < DAYS; ++*out) {
        if (strncasecmp(reading->at, names[*out], 2) != 0 || is_letter(reading->at[2]))
            continue;
        reading->at += 2;
        return STATUS_OK;
    }
    return no_day(reading);
}

/* "Mo-Fr", "Sa,Su", "Sa-Mo" or nothing, which is every day, as bits. */
static enum status read_days(struct reading *reading, unsigned *days)
{
    *days = 0;
    skip_spaces(reading);
    if (*reading->at >= '0' && *reading->at <= '9') {
        *days = (1u << DAYS) - 1;
        return STATUS_OK;
    }
    do {
        int first, last;
        enum status status = read_day(reading, &first);
        if (status)
            return status;
        last = first;
        if (skip(reading, '-'))
            status = read_day(reading, &last);
        if (status)
            return status;
        for (int day = first;; day = (day + 1) % DAYS) {
            *days |= 1u << day;
            if (day == last)
                break;
        }
    } while (skip(reading, ','));
    return STATUS_OK;
}

/* "8:00" … "24:00" in minutes. */
static enum status read_time(struct reading *reading, int *out)
{
    const char *at = reading->at;
    int numbers[2] = {0, 0};
    for (int i = 0; i < 2; i++) {
        int digits = 0;
        for (; digits < 2 && *at >= '0' && *at <= '9'; digits++)
            numbers[i] = numbers[i] * 10 + (*at++ - '0');
        if (digits < 1 + i || (i == 0 && *at++ != ':'))
            return no_time(reading);
    }
    *out = numbers[0] * 60 + numbers[1];
    if (numbers[1] > 59 || *out > HOURS_DAY || (*at >= '0' && *at <= '9'))
        return no_time(reading);
    reading->at = at;
    return STATUS_OK;
}

static void set_minutes(struct hours *hours, int begin, int count)
{
    for (int i = 0; i < count; i++) {
        int minute = (begin + i) % HOURS_WEEK;
        hours->minutes[minute / 64] |= UINT64_C(1) << minute % 64;
    }
}

static enum status read_span(struct reading *reading, unsigned days)
{
    const char *start = reading->at;
    int begin, end;
    enum status status = read_time(reading, &begin);
    if (status)
        return status;
    if (!skip(reading, '-'))
        return no_time(reading);
    status = read_time(reading, &end);
    if (status)
        return status;
    if (begin == end) {
        reading->at = start;
        char word[WORD + 1];
        word_of(start, word);
        return fault_set(reading->fault, STATUS_INVALID,
                         _("Opening hours: a span begins and ends at %s; for a whole day write 00:00-24:00."),
                         word);
    }
    for (int day = 0; day < DAYS; day++) {
        if (days >> day & 1)
            set_minutes(&reading->hours, day * HOURS_DAY + begin,
                        end > begin ? end - begin : end + HOURS_DAY - begin);
    }
    return STATUS_OK;
}

static enum status read_rule(struct reading *reading)
{
    unsigned days;
    skip_spaces(reading);
    const char *start = reading->at;
    enum status status = read_days(reading, &days);
    if (status)
        return status;
    if (days & reading->taken) {
        char word[WORD + 1];
        word_of(start, word);
        return fault_set(reading->fault, STATUS_INVALID,
                         _("Opening hours: the rule at “%s” names a day that another rule has; "
                           "put all spans of a day into one rule."),
                         word);
    }
    reading->taken |= days;
    do {
        skip_spaces(reading);
        status = read_span(reading, days);
    } while (!status && skip(reading, ','));
    return status;
}

enum status hours_parse(const char *text, struct hours *out, struct fault *fault)
{
    struct reading reading = {.at = text, .fault = fault};
    enum status status;
    do {
        status = read_rule(&reading);
        /* One ';' too many at the end is meant well. */
    } while (!status && skip(&reading, ';') && *reading.at);
    if (!status && *reading.at)
        status = no_time(&reading);
    if (!status)
        *out = reading.hours;
    return status;
}

bool hours_clock(int64_t wall)
{
    return wall >= CLOCK_LEAST;
}

bool hours_open(const struct hours *hours, int64_t wall)
{
    struct tm tm;
    time_t moment = (time_t)wall;
    if (!hours_clock(wall) || !localtime_r(&moment, &tm))
        return true;
    int minute = (tm.tm_wday + 6) % DAYS * HOURS_DAY + tm.tm_hour * 60 + tm.tm_min;
    return hours->minutes[minute / 64] >> minute % 64 & 1;
}

int64_t hours_change(const struct hours *hours, int64_t wall)
{
    bool open = hours_open(hours, wall);
    /* Minute by minute, since only so a day of 23 hours, or one whose opening falls into the hour left out, comes out
     * right without a rule of its own. Every zone of our time is whole minutes from UTC. */
    int64_t moment = wall - wall % 60;
    for (int i = 0; i < LOOK_AHEAD; i++) {
        moment += 60;
        if (hours_open(hours, moment) != open)
            return moment;
    }
    return HOURS_NEVER;
}
