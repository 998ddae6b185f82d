/* Names that ignore case (simple case folding, Unicode 15 §5.18). */
#ifndef BUNDLE_FOLD_H
#define BUNDLE_FOLD_H

#include <stddef.h>
#include <stdint.h>

/* The same for all letters that differ only in case, and for no others. */
uint32_t fold(uint32_t code);

/* More than any letter has: Greek iota has four. */
#define FOLD_VARIANTS 8

/* The letters that fold as this one does, itself among them, in ascending order; returns how many. */
size_t fold_variants(uint32_t code, uint32_t variants[FOLD_VARIANTS]);

#endif
