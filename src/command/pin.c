/* slipcase pin: the PIN of the maintenance screen, as a line for slipcase.conf */
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/messages.h"
#include "base/password.h"
#include "command/command.h"
#include "command/options.h"
#include "platform/pin.h"

/* What was typed and a NUL: room for more than a valid PIN, so that one that is too long is told as that. */
#define TYPED 64

static int refuse(const char *sentence)
{
    fprintf(stderr, "slipcase: %s\n", sentence);
    return EXIT_UNUSABLE;
}

static int ask(char first[TYPED], char second[TYPED])
{
    char hash[PIN_HASH];
    struct fault fault;
    if (!password_ask(_("New PIN, 4 to 12 digits: "), first, TYPED) || !pin_valid(first))
        return refuse(_("A PIN is 4 to 12 digits, and nothing else; try again."));
    if (!password_ask(_("The same again: "), second, TYPED) || strcmp(first, second) != 0)
        return refuse(_("The second PIN is not the first one; try again."));
    if (pin_hash(first, hash, &fault))
        return options_fail(&fault);
    return printf("pin = %s\n", hash) < 0 || fflush(stdout) ? EXIT_UNUSABLE : EXIT_SOUND;
}

int command_pin(int argc, char **argv)
{
    struct options options;
    char first[TYPED] = "", second[TYPED] = "";
    if (!options_parse(argc, argv, "", &options))
        return EXIT_UNUSABLE;
    /* On a command line others can read it. */
    if (options.bundle_count)
        return refuse(_("The PIN is asked for, not given as an argument: slipcase pin"));
    int code = ask(first, second);
    sodium_memzero(first, sizeof first);
    sodium_memzero(second, sizeof second);
    return code;
}
