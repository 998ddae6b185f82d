/* What a fallible function returns. STATUS_OK is zero; a result must be looked at. */
#ifndef BASE_STATUS_H
#define BASE_STATUS_H

enum status {
    STATUS_OK = 0,
    STATUS_NO_MEMORY,   /* malloc failed */
    STATUS_NOT_FOUND,   /* no such file, entry, anchor or glyph */
    STATUS_DENIED,      /* the system refused: permission */
    STATUS_IO,          /* reading or writing failed half-way, e.g. a pulled stick */
    STATUS_CORRUPT,     /* the bytes contradict their own format */
    STATUS_LIMIT,       /* larger than limits.h allows */
    STATUS_UNSUPPORTED, /* sound, but not a kind that is read here */
    STATUS_INVALID,     /* the caller's (or the user's) argument is wrong */
};

#define MUST_USE __attribute__((warn_unused_result))

#endif
