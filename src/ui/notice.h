/* A sentence in the middle of an otherwise empty screen, perhaps an address and its QR code, and buttons: what the message
 * and the address screens have in common. Private to ui/. */
#ifndef UI_NOTICE_H
#define UI_NOTICE_H

#include "ui/button.h"

struct notice {
    char *headline; /* owned; or NULL */
    char *sentence; /* owned */
    char *address;  /* owned; or NULL */
    uint32_t bar;   /* thousandths of a bar below the sentence that are done, and 1; 0: there is no bar */
    struct button buttons[2];
    uint32_t button_count, focus;
    struct page *page; /* owned; NULL: no memory for it */
};

/* Copies the texts; headline and address may be NULL. STATUS_NO_MEMORY leaves what notice_free takes. */
enum status notice_set(struct notice *notice, const char *headline, const char *sentence,
                       const char *address) MUST_USE;
void notice_free(struct notice *notice);

/* Makes the page for the ui's size; the buttons' actions and labels are set before. */
void notice_arrange(struct ui *ui, struct notice *notice);

/* Moves the focus, or sets *chosen to the action of the button that was pressed; false: not for the buttons. */
bool notice_act(struct ui *ui, struct notice *notice, const struct action *action, enum action_kind *chosen);
void notice_draw(struct ui *ui, const struct notice *notice);
enum status notice_describe(const struct notice *notice, struct buffer *out) MUST_USE;

#endif
