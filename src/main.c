/* slipcase: chooses the verb. */
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <time.h>

#include "base/messages.h"
#include "command/command.h"

/* Bundles pass 2 GiB, and screens hang there after January 2038, on 32-bit boards too: CMakeLists.txt asks for it. */
_Static_assert(sizeof(off_t) == 8 && sizeof(time_t) == 8, "64-bit offsets and times");

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        int (*run)(int argc, char **argv);
    } verbs[] = {
        {"render", command_render}, {"dump", command_dump},     {"list", command_list},
        {"check", command_check},   {"search", command_search}, {"pin", command_pin},
    };
    messages_open();
    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "--help")) {
            command_help();
            return EXIT_SOUND;
        }
        if (!strcmp(argv[i], "--version")) {
            puts("slipcase " SLIPCASE_VERSION);
            return EXIT_SOUND;
        }
    }
    for (size_t i = 0; argc > 1 && i < sizeof verbs / sizeof *verbs; i++) {
        if (!strcmp(argv[1], verbs[i].name))
            return verbs[i].run(argc - 1, argv + 1);
    }
    return command_read(argc, argv);
}
