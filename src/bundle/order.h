/* The records of an index in the order of their names. Private to this folder. */
#ifndef BUNDLE_ORDER_H
#define BUNDLE_ORDER_H

#include "bundle/index.h"

/* Sorts them by the bytes of their names, and those of one name by their place in the directory. In time proportional to the
 * names' length whatever they are. */
enum status order_by_name(struct index *index) MUST_USE;

/* Where records are not behind the one before them. */
struct descents {
    uint32_t count;
    uint32_t places[2]; /* of the first two: the record that should stand further in front */
};

static inline void order_descent(struct descents *descents, uint32_t place)
{
    if (descents->count < 2)
        descents->places[descents->count] = place;
    descents->count++;
}

/* Puts the first record and the last one where their names belong, when all others are in order: slipcase-pack has README.md in
 * front and the search index at the end. False: the others are not in order either, or two are called the same; nothing is moved
 * then. True as well when all are in order already. */
bool order_ends(struct index *index, const struct descents *descents) MUST_USE;

#endif
