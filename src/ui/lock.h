/* The lock on the PIN: five wrong tries lock it for 5 minutes, the next five for 10, and so on up to an hour; the right PIN opens all.
 *
 * The time is what the program itself sees pass, by the clock that is never set: neither setting the date nor pulling the plug
 * shortens a lock; time without power does not count. What is kept over a restart is written at each try and each minute, so that a
 * restart adds less than a minute. Where nothing can be kept a restart opens the lock: then a guesser has five tries for
 * each start of the board. Private to ui/. */
#ifndef UI_LOCK_H
#define UI_LOCK_H

#include "ui/host.h"

#define LOCK_TRIES 5u

/* Zero: open. */
struct lock {
    uint32_t wrong;  /* tries since the last lock */
    uint32_t rounds; /* locks since the right PIN */
    uint64_t left;   /* ms until tries count again; 0: open */
    uint64_t seen;   /* ms: the time told last; 0: none yet */
};

/* The time now. True: it is worth keeping what is left. */
bool lock_pass(struct lock *lock, uint64_t ms);

/* Another try is made, which counts as a wrong one until lock_open says otherwise: pulling the plug in between wins nothing. */
void lock_try(struct lock *lock);
void lock_open(struct lock *lock);

/* Seconds until tries count again, rounded up. */
uint32_t lock_seconds(const struct lock *lock);

/* To and from what is kept. Text that is none, as a disk that broke may give it, is a first lock. */
void lock_write(const struct lock *lock, char text[HOST_LOCK]);
void lock_read(struct lock *lock, const char *text);

#endif
