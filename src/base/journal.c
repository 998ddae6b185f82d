#include "base/journal.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

#define DAY_MS (24ull * 60 * 60 * 1000)

static uint32_t place_of(const struct journal *journal, uint32_t back)
{
    return (journal->next + LIMIT_LOG_LINES - 1 - back) % LIMIT_LOG_LINES;
}

void journal_add(struct journal *journal, uint64_t ms, int64_t wall, const char *text)
{
    struct journal_line line = {.ms = ms, .wall = wall};
    snprintf(line.text, sizeof line.text, "%s", text);
    line.text[utf8_whole(line.text, strlen(line.text))] = '\0';
    struct journal_line *last = &journal->lines[place_of(journal, 0)];
    if (journal->count && !strcmp(last->text, line.text)) {
        *last = line;
        return;
    }
    journal->lines[journal->next] = line;
    journal->next = (journal->next + 1) % LIMIT_LOG_LINES;
    if (journal->count < LIMIT_LOG_LINES)
        journal->count++;
}

const struct journal_line *journal_line(const struct journal *journal, uint64_t ms, uint32_t back)
{
    if (back >= journal->count)
        return NULL;
    const struct journal_line *line = &journal->lines[place_of(journal, back)];
    return ms > line->ms && ms - line->ms > DAY_MS ? NULL : line;
}
