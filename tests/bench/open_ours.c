/* Our opening of a bundle. Prints the number of entries and the bytes that the open bundle holds.
 *
 * usage: bench-open-ours ZIP */
#include <malloc.h>
#include <stdio.h>

#include "bundle/bundle.h"

static __attribute__((noinline)) struct bundle *measured(const char *path)
{
    struct bundle *bundle;
    struct fault fault = {0};
    if (bundle_open(path, &bundle, &fault))
        fprintf(stderr, "%s\n", fault.sentence);
    return bundle;
}

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    struct mallinfo2 before = mallinfo2();
    struct bundle *bundle = measured(argv[1]);
    if (!bundle)
        return 1;
    struct mallinfo2 after = mallinfo2();
    printf("%u %zu\n", bundle_count(bundle), after.uordblks + after.hblkhd - before.uordblks - before.hblkhd);
    bundle_close(bundle);
    return 0;
}
