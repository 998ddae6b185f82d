/* The machine as the maintenance screen asks for it (ui/host.h): room, files of the library, restart, power, the lock on the PIN, the
 * PIN itself.
 *
 * The reader has no rights. It removes files of its library and nothing else; a restart is its own end, after which
 * slipcase.service starts it again; and to switch off it leaves a request (request.h), on which slipcase-poweroff.path acts. */
#ifndef PLATFORM_MACHINE_H
#define PLATFORM_MACHINE_H

#include "ui/host.h"

struct machine;

/* Each of these, borrowed, may be NULL: then what needs it is not to be had. */
struct machine_options {
    const char *pin;     /* the hash */
    const char *library; /* folders */
    const char *state;
};

/* Looks at the board, so it is to be called before the sandbox closes. */
enum status machine_open(const struct machine_options *options, struct machine **out,
                         struct fault *fault) MUST_USE;
void machine_close(struct machine *machine);

/* Fills the members of `host` that are the machine's; they live as long as it does. */
void machine_host(struct machine *machine, struct host *host);

/* Whether a restart was asked for: the program is to end. */
bool machine_restarts(const struct machine *machine);

#endif
