/* The least that opening a zip can be and then find its entries: the directory read in pieces of 64 KiB, each header parsed
 * (with its ZIP64 field where it counts), each name's bytes kept and hashed (FNV-1a) into a table of open addressing. Nothing is
 * decoded, normalised, folded, sorted, checked for overlaps or told apart by kind. Prints the number of entries.
 *
 * usage: bench-open-bare ZIP */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK (64u * 1024)
#define HEADER 46u

static uint32_t u16(const unsigned char *p)
{
    return p[0] | (uint32_t)p[1] << 8;
}

static uint32_t u32(const unsigned char *p)
{
    return u16(p) | u16(p + 2) << 16;
}

static uint64_t u64(const unsigned char *p)
{
    return u32(p) | (uint64_t)u32(p + 4) << 32;
}

struct entry {
    uint64_t size, packed, offset;
    uint32_t name, name_size;
};

struct table {
    struct entry *entries;
    char *names;
    uint32_t *slots; /* entry + 1 */
    uint64_t mask, count, names_size;
};

/* The directory's place, from the end records; the zip is sound. */
static void locate(int fd, uint64_t *at, uint64_t *size, uint64_t *count)
{
    static unsigned char tail[CHUNK];
    struct stat about;
    if (fstat(fd, &about))
        exit(2);
    size_t have = about.st_size < (off_t)CHUNK ? (size_t)about.st_size : CHUNK;
    uint64_t start = (uint64_t)about.st_size - have;
    if (pread(fd, tail, have, (off_t)start) != (ssize_t)have)
        exit(2);
    unsigned char *end = tail + have - 22;
    while (memcmp(end, "PK\5\6", 4) != 0)
        end--;
    *count = u16(end + 10);
    *size = u32(end + 12);
    *at = u32(end + 16);
    if (end - tail >= 76 && !memcmp(end - 20, "PK\6\7", 4)) {
        unsigned char *wide = end - 76;
        *count = u64(wide + 32);
        *size = u64(wide + 40);
        *at = u64(wide + 48);
    }
}

/* Each saturated number is in the ZIP64 field. */
static void widen(struct entry *entry, const unsigned char *extra, size_t size)
{
    uint64_t *numbers[3] = {&entry->size, &entry->packed, &entry->offset};
    while (size >= 4 && u16(extra) != 1) {
        size -= 4 + u16(extra + 2);
        extra += 4 + u16(extra + 2);
    }
    for (int i = 0, at = 4; i < 3; i++)
        if (*numbers[i] == UINT32_MAX) {
            *numbers[i] = u64(extra + at);
            at += 8;
        }
}

static void add(struct table *table, const unsigned char *header)
{
    size_t size = u16(header + 28);
    struct entry *entry = &table->entries[table->count++];
    *entry = (struct entry){u32(header + 24), u32(header + 20), u32(header + 42), (uint32_t)table->names_size,
                            (uint32_t)size};
    if (entry->size == UINT32_MAX || entry->packed == UINT32_MAX || entry->offset == UINT32_MAX)
        widen(entry, header + HEADER + size, u16(header + 30));
    const char *name = (const char *)header + HEADER;
    memcpy(table->names + table->names_size, name, size);
    table->names_size += size;
    uint64_t hash = 0xCBF29CE484222325u;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)name[i]) * 0x100000001B3u;
    uint64_t at = hash & table->mask;
    while (table->slots[at]) {
        const struct entry *other = &table->entries[table->slots[at] - 1];
        if (other->name_size == size && !memcmp(table->names + other->name, name, size))
            return;
        at = (at + 1) & table->mask;
    }
    table->slots[at] = (uint32_t)table->count;
}

static __attribute__((noinline)) uint64_t measured(const char *path)
{
    static unsigned char window[CHUNK + HEADER + 3 * 65535u];
    uint64_t at, left, count;
    int fd = open(path, O_RDONLY);
    struct table table = {.mask = 3};
    locate(fd, &at, &left, &count);
    while (table.mask < count + count / 4)
        table.mask = table.mask * 2 + 1;
    table.slots = calloc(table.mask + 1, sizeof *table.slots);
    table.entries = malloc((count + 1) * sizeof *table.entries);
    table.names = malloc(left);
    if (!table.slots || !table.entries || !table.names)
        exit(2);
    size_t have = 0;
    while (left > 0) {
        size_t more = left < CHUNK ? (size_t)left : CHUNK, next = 0;
        if (pread(fd, window + have, more, (off_t)at) != (ssize_t)more)
            exit(2);
        at += more;
        left -= more;
        have += more;
        while (have - next >= HEADER) {
            const unsigned char *header = window + next;
            size_t whole = HEADER + u16(header + 28) + u16(header + 30) + u16(header + 32);
            if (u32(header) != 0x02014B50u || table.count == count)
                exit(2);
            if (have - next < whole)
                break;
            add(&table, header);
            next += whole;
        }
        have -= next;
        memmove(window, window + next, have);
    }
    close(fd);
    free(table.slots);
    free(table.entries);
    free(table.names);
    return table.count;
}

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    printf("%llu\n", (unsigned long long)measured(argv[1]));
    return 0;
}
