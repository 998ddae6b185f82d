/* What is open while somebody reads: the window, its screens, and what stands around them. The loop turns outside of it, so that
 * a test can drive it with its own events and its own clock. */
#ifndef COMMAND_SESSION_H
#define COMMAND_SESSION_H

#include "command/config.h"
#include "command/options.h"
#include "ui/ui.h"

struct session;

/* Opens what the options name, else the bundles in the library's folder, else the handbook. Both outlive the session, which makes of
 * `config` the values in force. */
enum status session_open(const struct options *options, struct config *config, struct session **out,
                         struct fault *fault) MUST_USE;
void session_close(struct session *session);

enum session_state { SESSION_GOES_ON, SESSION_OVER, SESSION_FAILED };

/* Shows what changed, waits for the next action, unless there is work to do ahead, and acts on it. */
enum session_state session_turn(struct session *session, const struct ui_time *now,
                                struct fault *fault) MUST_USE;

#endif
