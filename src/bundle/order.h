/* The records of an index in the order of their names. Private to this folder. */
#ifndef BUNDLE_ORDER_H
#define BUNDLE_ORDER_H

#include "bundle/index.h"

/* Sorts them by the bytes of their names, and those of one name by their place in the directory. In time proportional to the
 * names' length whatever they are. */
enum status order_by_name(struct index *index) MUST_USE;

#endif
