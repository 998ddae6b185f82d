/* Growing arrays. */
#ifndef BASE_GROW_H
#define BASE_GROW_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

/* Makes *array hold at least `need` elements of `size` bytes; the contents stay. */
enum status grow(void **array, uint32_t *room, uint64_t need, size_t size) MUST_USE;

#define GROW(array, room, need) grow((void **)&(array), &(room), (need), sizeof *(array))

#endif
