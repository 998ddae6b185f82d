#include "search/han.h"

#include "search/han_tables.h"

uint32_t han_simplified(uint32_t code)
{
    return code >= HAN_FIRST && code <= HAN_LAST ? simplified[code - HAN_FIRST] : code;
}

const char *han_reading(uint32_t code)
{
    return code >= HAN_FIRST && code <= HAN_LAST ? syllables[readings[code - HAN_FIRST]] : "";
}
