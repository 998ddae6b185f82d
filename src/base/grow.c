#include "base/grow.h"

#include <stdlib.h>

enum status grow(void **array, uint32_t *room, uint64_t need, size_t size)
{
    if (need <= *room)
        return STATUS_OK;
    uint64_t wanted = need + need / 2 + 16;
    if (wanted > UINT32_MAX || wanted > SIZE_MAX / size)
        return STATUS_NO_MEMORY;
    void *larger = realloc(*array, (size_t)wanted * size);
    if (!larger)
        return STATUS_NO_MEMORY;
    *array = larger;
    *room = (uint32_t)wanted;
    return STATUS_OK;
}
