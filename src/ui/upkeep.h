/* A page of the maintenance screen: rows that are made anew whenever it is arranged, so that they say what is true now. And a
 * sentence over it, with a question or without. From any of them two idle minutes lead back to the start. Private to the
 * maintenance screen. */
#ifndef UI_UPKEEP_H
#define UI_UPKEEP_H

#include "ui/host.h"
#include "ui/list.h"

struct upkeep;

struct upkeep_kind {
    const char *name;
    const char *headline; /* to be translated */
    void (*fill)(struct ui *ui, struct upkeep *upkeep);
    /* The row with this number was chosen; the page may be gone afterwards. */
    void (*choose)(struct ui *ui, struct upkeep *upkeep, uint32_t number);
    bool (*idle)(struct ui *ui, struct upkeep *upkeep); /* as of a screen; NULL: no work */
};

struct upkeep_row {
    char *label, *detail; /* owned */
    uint32_t number;
    bool current;
};

struct upkeep {
    struct list list;
    const struct upkeep_kind *kind;
    struct upkeep_row *rows; /* owned; as many as list.count */
    uint32_t room;
    struct library library; /* for pages of bundles */
    uint32_t subject;       /* for pages that are about one of several things */
    bool start;             /* the first page: what is behind it is the way out */
};

/* NULL: no memory. */
struct upkeep *upkeep_new(const struct upkeep_kind *kind);

/* For `fill`: adds a row with copies of the texts; detail may be NULL. Without memory the row is left out. */
struct upkeep_row *upkeep_add(struct upkeep *upkeep, uint32_t number, const char *label, const char *detail);

/* Shows a sentence. With `yes`, the label of a button, it is a question, and `act` is done with a copy of `subject` when that is
 * pressed; the question is gone by then. */
struct upkeep_question {
    const char *headline, *sentence; /* translated; headline may be NULL */
    const char *yes;                 /* translated; NULL: there is only Back */
    void (*act)(struct ui *ui, const char *subject);
    const char *subject; /* may be NULL */
};
void upkeep_ask(struct ui *ui, const struct upkeep_question *question);

/* Tells and logs a failure. */
void upkeep_fail(struct ui *ui, const struct fault *fault);

/* After two idle minutes: true, and everything is gone. For `tick` of screens of the maintenance. */
bool upkeep_over(struct ui *ui);

/* A moment as "2026-11-24 18:03" in local time. */
void upkeep_moment(int64_t wall, char *out, size_t size);

#endif
