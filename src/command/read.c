/* slipcase [BUNDLE|FOLDER]...: reading on the screen */
#include <time.h>

#include "command/command.h"
#include "command/session.h"

static struct ui_time time_now(void)
{
    struct timespec steady, wall;
    clock_gettime(CLOCK_MONOTONIC, &steady);
    clock_gettime(CLOCK_REALTIME, &wall);
    return (struct ui_time){.ms = (uint64_t)steady.tv_sec * 1000 + (uint64_t)steady.tv_nsec / 1000000,
                            .wall = wall.tv_sec};
}

int command_read(int argc, char **argv)
{
    struct options options;
    struct config config;
    struct fault fault = {0};
    struct session *session = NULL;
    int code = EXIT_UNUSABLE;
    if (!options_parse(argc, argv, "sftrkmc", &options))
        return EXIT_UNUSABLE;
    if (!config_read(options.config, &config))
        goto out;
    if (session_open(&options, &config, &session, &fault)) {
        code = options_fail(&fault);
        goto out;
    }
    enum session_state state = SESSION_GOES_ON;
    while (state == SESSION_GOES_ON) {
        struct ui_time now = time_now();
        state = session_turn(session, &now, &fault);
    }
    code = state == SESSION_OVER ? EXIT_SOUND : options_fail(&fault);
out:
    session_close(session);
    config_free(&config);
    return code;
}
