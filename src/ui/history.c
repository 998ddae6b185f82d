#include "ui/history.h"

#include <string.h>

void history_visit(struct history *history, struct place place)
{
    if (history->count)
        history->count = history->at + 1;
    if (history->count == HISTORY_PLACES) {
        memmove(history->places, history->places + 1, (HISTORY_PLACES - 1) * sizeof *history->places);
        history->count--;
    }
    history->at = history->count++;
    history->places[history->at] = place;
}

void history_move(struct history *history, uint64_t position)
{
    if (history->count)
        history->places[history->at].position = position;
}

bool history_has(const struct history *history, int step)
{
    return step < 0 ? history->at > 0 : history->at + 1 < history->count;
}

bool history_step(struct history *history, int step, struct place *out)
{
    if (!history_has(history, step))
        return false;
    history->at += step < 0 ? -1u : 1u;
    *out = history->places[history->at];
    return true;
}
