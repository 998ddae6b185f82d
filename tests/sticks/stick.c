/* A stick that fails: preloaded (LD_PRELOAD) into a program, it spoils the program's reads of one file, whichever the
 * descriptor, as long as the control file says so. Environment:
 *   STICK_FILE     how the path of the file ends
 *   STICK_CONTROL  a file that is read again at each read, with one line:
 *                    sound | fail FROM TO ERRNO (bytes of the file) | end SIZE (no bytes behind) | delay MILLISECONDS
 *   STICK_LOG      gets one byte for each read */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

typedef ssize_t pread_function(int fd, void *bytes, size_t size, off_t offset);

ssize_t pread64(int fd, void *bytes, size_t size, off_t offset);
ssize_t __pread64_chk(int fd, void *bytes, size_t size, off_t offset, size_t room);

static bool is_on_the_stick(int fd)
{
    char link[32], path[4096];
    const char *end = getenv("STICK_FILE");
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t size = end ? readlink(link, path, sizeof path - 1) : -1;
    if (size < 0)
        return false;
    path[size] = '\0';
    /* The kernel says so behind the name of a file that was removed. */
    char *gone = strstr(path, " (deleted)");
    if (gone)
        *gone = '\0';
    size_t length = strlen(path), tail = strlen(end);
    return length >= tail && !strcmp(path + length - tail, end);
}

static void note_read(void)
{
    const char *path = getenv("STICK_LOG");
    int fd = path ? open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
    if (fd < 0)
        return;
    if (write(fd, ".", 1) != 1)
        abort();
    close(fd);
}

static void read_control(char *line, size_t room)
{
    const char *path = getenv("STICK_CONTROL");
    FILE *file = path ? fopen(path, "re") : NULL;
    if (!file || !fgets(line, (int)room, file))
        line[0] = '\0';
    if (file)
        fclose(file);
}

ssize_t pread64(int fd, void *bytes, size_t size, off_t offset)
{
    char line[128];
    long long from, to;
    long number;
    pread_function *real = (pread_function *)dlsym(RTLD_NEXT, "pread64");
    if (!is_on_the_stick(fd))
        return real(fd, bytes, size, offset);
    note_read();
    read_control(line, sizeof line);
    if (sscanf(line, "fail %lld %lld %ld", &from, &to, &number) == 3) {
        if (offset >= from && offset < to) {
            errno = (int)number;
            return -1;
        }
        /* What is in front of the bad place still comes. */
        if (offset < from && offset + (off_t)size > from)
            size = (size_t)(from - offset);
    } else if (sscanf(line, "end %lld", &to) == 1) {
        if (offset >= to)
            return 0;
        if (offset + (off_t)size > to)
            size = (size_t)(to - offset);
    } else if (sscanf(line, "delay %ld", &number) == 1) {
        nanosleep(&(struct timespec){number / 1000, number % 1000 * 1000000}, NULL);
    }
    return real(fd, bytes, size, offset);
}

/* What pread becomes with -D_FORTIFY_SOURCE. */
ssize_t __pread64_chk(int fd, void *bytes, size_t size, off_t offset, size_t room)
{
    if (size > room)
        abort();
    return pread64(fd, bytes, size, offset);
}
