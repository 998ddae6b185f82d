/* Bundles that minisign's own program signs in the desk's folder, and a reader that trusts its key. */
#ifndef TESTS_UI_SIGNING_H
#define TESTS_UI_SIGNING_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "desk.h"

/* In the desk's folder. */
static inline void run(struct desk *desk, const char *command)
{
    char line[512];
    snprintf(line, sizeof line, "cd %s && %s", desk->folder, command);
    assert_int_equal(system(line), 0);
}

/* The bundle written last. */
static inline void sign(struct desk *desk)
{
    char line[256];
    snprintf(line, sizeof line, "minisign -S -H -s key.sec -m %s >sign.log", strrchr(desk->path, '/') + 1);
    run(desk, line);
}

/* A key, and a reader that opens nothing but what it signed; whoever calls frees the trust, behind the reader. */
static inline void open_trust(struct desk *desk, struct trust **trust)
{
    run(desk, "minisign -G -f -W -p key.pub -s key.sec >sign.log");
    assert_int_equal(trust_open(desk->folder, trust, NULL), STATUS_OK);
    desk->trust = *trust;
    desk_size(desk, 1280, 800);
}

#endif
