/* libzip's opening, which makes an index as ours does. Prints the number of entries.
 *
 * usage: bench-open-libzip ZIP */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <zip.h>

static __attribute__((noinline)) int64_t measured(const char *path)
{
    zip_t *zip = zip_open(path, ZIP_RDONLY, NULL);
    if (!zip)
        exit(1);
    int64_t count = zip_get_num_entries(zip, 0);
    zip_discard(zip);
    return count;
}

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    printf("%lld\n", (long long)measured(argv[1]));
    return 0;
}
