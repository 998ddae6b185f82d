/* What a kiosk is besides a window with screens: its visitors, its maintenance screen, what it keeps, copies and counts, the service
 * manager, and the sandbox around all of it. */
#ifndef COMMAND_KIOSK_H
#define COMMAND_KIOSK_H

#include "command/config.h"
#include "command/sources.h"
#include "platform/window.h"

struct kiosk;

/* First of all: what is kept. Puts the defaults that the maintenance screen keeps over `config`, which outlives it. */
enum status kiosk_open(struct config *config, struct kiosk **out, struct fault *fault) MUST_USE;
void kiosk_close(struct kiosk *kiosk);

/* Before the library is looked at: what a power cut left of a copy is finished or undone. */
void kiosk_sweep(struct kiosk *kiosk);

/* Before the window is opened: gives up what is not needed. What the kernel cannot do is logged. */
enum status kiosk_shut_in(struct kiosk *kiosk, const struct options *options, struct fault *fault) MUST_USE;

/* Says to the ui what is there. The kiosk is closed before these three. */
enum status kiosk_serve(struct kiosk *kiosk, struct ui *ui, struct window *window, struct sources *sources,
                        struct fault *fault) MUST_USE;

/* The panel may be another one. */
void kiosk_panel(struct kiosk *kiosk);

/* The loop begins a turn, which is all that the watchdog hears of. */
void kiosk_alive(struct kiosk *kiosk, const struct ui_time *now);

/* What there is to see is shown. False: a restart was asked for. */
bool kiosk_turn(struct kiosk *kiosk, const struct ui_time *now) MUST_USE;

#endif
