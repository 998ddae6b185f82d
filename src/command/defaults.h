/* defaults.conf: text size, theme and language as they were set on the maintenance screen. */
#ifndef COMMAND_DEFAULTS_H
#define COMMAND_DEFAULTS_H

#include "command/config.h"
#include "platform/state.h"

/* Puts what was kept over what slipcase.conf says. STATUS_NO_MEMORY. */
enum status defaults_read(struct state *state, struct config *config) MUST_USE;

/* Keeps these three of `config` for the next start. Fails as state_write does. */
enum status defaults_write(struct state *state, const struct config *config, struct fault *fault) MUST_USE;

#endif
