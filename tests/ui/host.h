/* A machine on a table: what the maintenance screens asked of it, to be looked at. */
#ifndef TESTS_UI_HOST_H
#define TESTS_UI_HOST_H

#include "ui/host.h"

#include "desk.h"

struct fake {
    struct host host;
    uint32_t checks;      /* of the PIN */
    char kept[HOST_LOCK]; /* the lock; "": none */
    bool forgets;         /* its state is read-only */
    char removed[256];
    uint32_t restarts, offs;
    bool stuck; /* it cannot do what it is asked */
    struct host_look look;
    const char *stick;
    char imported[256];
};

/* A host that can everything, on the desk's ui; the PIN is 4711. The library is the desk's folder. */
void fake_open(struct fake *fake, struct desk *desk);

/* Tells the ui that `ms` have passed. */
void pass(struct desk *desk, uint64_t ms);

/* Types the digits as a keyboard does, and Enter; then what is to be done. */
void type_pin(struct desk *desk, const char *digits);

#endif
