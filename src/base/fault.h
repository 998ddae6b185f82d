/* A failure with the sentence that tells a person what happened and what to do.
 *
 * The function that knows the cause fills the fault once; those above pass it on untouched.
 * Every function that takes a `struct fault *` accepts NULL for "only the status matters".
 * The sentence is in the user's language (messages.h), UTF-8, without a trailing newline. */
#ifndef BASE_FAULT_H
#define BASE_FAULT_H

#include "base/status.h"

#define FAULT_SENTENCE_SIZE 512

struct fault {
    enum status status;
    char sentence[FAULT_SENTENCE_SIZE]; /* cut at a character's edge when too long */
};

/* Fills `fault` (unless NULL) and returns `status`, so that `return fault_set(…)` reads well. */
enum status fault_set(struct fault *fault, enum status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The plain sentence for memory running out. */
enum status fault_no_memory(struct fault *fault);

#ifdef __clang_analyzer__
/* What the analyzer cannot see from the declarations: neither ever returns STATUS_OK. */
#define fault_set(fault, status, ...) ((void)(fault_set)(fault, status, __VA_ARGS__), (status))
#define fault_no_memory(fault) ((void)(fault_no_memory)(fault), STATUS_NO_MEMORY)
#endif

#endif
