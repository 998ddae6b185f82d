#include "ui/lock.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MINUTE_MS UINT64_C(60000)
#define FIRST_MS (5 * MINUTE_MS)
#define LONGEST_MS (60 * MINUTE_MS)
/* From here on each lock is the longest. */
#define ROUNDS_MOST 5u

bool lock_pass(struct lock *lock, uint64_t ms)
{
    uint64_t passed = lock->seen && ms > lock->seen ? ms - lock->seen : 0;
    uint64_t before = lock->left;
    lock->seen = ms;
    lock->left = before > passed ? before - passed : 0;
    return before / MINUTE_MS != lock->left / MINUTE_MS || (before && !lock->left);
}

static void shut(struct lock *lock)
{
    uint64_t left = FIRST_MS << lock->rounds;
    lock->left = left < LONGEST_MS ? left : LONGEST_MS;
    lock->wrong = 0;
    if (lock->rounds < ROUNDS_MOST)
        lock->rounds++;
}

void lock_try(struct lock *lock)
{
    if (++lock->wrong >= LOCK_TRIES)
        shut(lock);
}

void lock_open(struct lock *lock)
{
    lock->wrong = lock->rounds = 0;
    lock->left = 0;
}

uint32_t lock_seconds(const struct lock *lock)
{
    return (uint32_t)((lock->left + 999) / 1000);
}

void lock_write(const struct lock *lock, char text[HOST_LOCK])
{
    snprintf(text, HOST_LOCK, "wrong %" PRIu32 " rounds %" PRIu32 " seconds %" PRIu32 "\n", lock->wrong,
             lock->rounds, lock_seconds(lock));
}

/* Takes "word NUMBER" off the text; false: it does not begin so, or the number is higher. */
static bool take(const char **text, const char *word, uint32_t most, uint32_t *out)
{
    size_t length = strlen(word);
    if (strncmp(*text, word, length) != 0 || !strchr("0123456789", (*text)[length]) || !(*text)[length])
        return false;
    char *end;
    unsigned long value = strtoul(*text + length, &end, 10);
    *text = end;
    *out = (uint32_t)value;
    return value <= most;
}

void lock_read(struct lock *lock, const char *text)
{
    uint32_t wrong, rounds, seconds;
    *lock = (struct lock){.seen = lock->seen};
    if (take(&text, "wrong ", LOCK_TRIES - 1, &wrong) && take(&text, " rounds ", ROUNDS_MOST, &rounds) &&
        take(&text, " seconds ", LONGEST_MS / 1000, &seconds) && !strcmp(text, "\n")) {
        lock->wrong = wrong;
        lock->rounds = rounds;
        lock->left = seconds * 1000ull;
    } else {
        shut(lock);
    }
}
