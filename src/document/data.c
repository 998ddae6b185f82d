#include "document/data.h"

#include <string.h>
#include <strings.h>

#include "base/fnv.h"
#include "base/hex.h"
#include "base/limits.h"

static const char scheme[] = "data:";

bool data_is(const char *address)
{
    return strncasecmp(address, scheme, sizeof(scheme) - 1) == 0;
}

const char *data_kind(const char *address, struct arena *arena)
{
    size_t size = strcspn(address, ";,");
    return arena_copy(arena, address, size < LIMIT_ADDRESS ? size : sizeof(scheme) - 1);
}

/* The next byte of the address at **text, %XX replaced. */
static char next_byte(const char **text)
{
    const char *at = *text;
    bool escaped = *at == '%' && hex(at[1]) >= 0 && hex(at[2]) >= 0;
    *text += escaped ? 3 : 1;
    return escaped ? (char)(hex(at[1]) << 4 | hex(at[2])) : *at;
}

/* The six bits of a letter of base64 (RFC 4648 §4), or -1. */
static int bits_of(char letter)
{
    return letter >= 'A' && letter <= 'Z'   ? letter - 'A'
           : letter >= 'a' && letter <= 'z' ? letter - 'a' + 26
           : letter >= '0' && letter <= '9' ? letter - '0' + 52
           : letter == '+'                  ? 62
           : letter == '/'                  ? 63
                                            : -1;
}

/* Decodes into `out`, which has room for the text; what is between the letters is line ends. Returns the bytes. */
static size_t decode_base64(const char *text, uint8_t *out)
{
    uint32_t gathered = 0;
    unsigned count = 0;
    size_t size = 0;
    while (*text) {
        char letter = next_byte(&text);
        int bits = bits_of(letter);
        if (letter == '=')
            break;
        if (bits < 0)
            continue;
        gathered = gathered << 6 | (uint32_t)bits;
        if (++count % 4 != 1)
            out[size++] = (uint8_t)(gathered >> (4 - count % 4) % 4 * 2);
    }
    return size;
}

static size_t decode_plain(const char *text, uint8_t *out)
{
    size_t size = 0;
    while (*text)
        out[size++] = (uint8_t)next_byte(&text);
    return size;
}

enum status data_decode(const char *address, size_t room, struct arena *arena, const struct enclosed **out)
{
    static const char mark[] = ";base64";
    const char *comma = strchr(address, ',');
    *out = NULL;
    if (!comma)
        return STATUS_OK;
    size_t head = (size_t)(comma - address), length = strlen(comma + 1);
    bool base64 =
        head >= sizeof(mark) - 1 && !strncasecmp(comma - (sizeof(mark) - 1), mark, sizeof(mark) - 1);
    size_t most = base64 ? length / 4 * 3 + 3 : length;
    if (!length || most > room)
        return STATUS_OK;
    struct enclosed *enclosed = arena_alloc(arena, sizeof(*enclosed));
    uint8_t *bytes = arena_alloc(arena, most);
    if (!enclosed || !bytes)
        return STATUS_NO_MEMORY;
    size_t size = base64 ? decode_base64(comma + 1, bytes) : decode_plain(comma + 1, bytes);
    *enclosed = (struct enclosed){bytes, size, fnv(FNV_START, bytes, size)};
    if (size)
        *out = enclosed;
    return STATUS_OK;
}
