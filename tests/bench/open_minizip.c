/* minizip's opening: it keeps no index, so that a program which wants one walks over all entries. Prints their number.
 *
 * usage: bench-open-minizip ZIP */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <minizip/unzip.h>

static __attribute__((noinline)) uint64_t measured(const char *path)
{
    uint64_t count = 0;
    unzFile zip = unzOpen64(path);
    if (!zip)
        exit(1);
    for (int status = unzGoToFirstFile(zip); status == UNZ_OK; status = unzGoToNextFile(zip)) {
        char name[4096];
        unz_file_info64 about;
        if (unzGetCurrentFileInfo64(zip, &about, name, sizeof name, NULL, 0, NULL, 0) != UNZ_OK)
            exit(1);
        count++;
    }
    unzClose(zip);
    return count;
}

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    printf("%llu\n", (unsigned long long)measured(argv[1]));
    return 0;
}
