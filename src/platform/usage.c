#include "platform/usage.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/messages.h"
#include "platform/request.h"

#define HEADER "date,articles\n"
#define WRITE_MS (10 * 60 * 1000)
#define KEY_SIZE 32

struct day {
    int32_t date; /* 20261124 */
    uint32_t articles;
};

struct usage {
    struct state *state;
    bool has_key;
    unsigned char key[KEY_SIZE];
    struct day days[LIMIT_USAGE_DAYS]; /* by date */
    uint32_t count;
    uint32_t opened; /* as told last */
    bool changed;    /* since it was written */
    bool timed;      /* it was written at written_ms */
    uint64_t written_ms;
};

/* The number of at most `digits` digits at *at, which moves behind it and the `end` that follows; false: it is none. */
static bool read_number(const char **at, size_t digits, char end, uint32_t *out)
{
    size_t size = strspn(*at, "0123456789");
    if (!size || size > digits || (*at)[size] != end)
        return false;
    *out = (uint32_t)strtoul(*at, NULL, 10);
    *at += size + 1;
    return true;
}

/* The line at *at, which moves behind it; false: it is none. */
static bool read_day(const char **at, struct day *out)
{
    uint32_t year, month, day, articles;
    if (!read_number(at, 4, '-', &year) || !read_number(at, 2, '-', &month) ||
        !read_number(at, 2, ',', &day) || !read_number(at, 9, '\n', &articles))
        return false;
    *out = (struct day){(int32_t)(year * 10000 + month * 100 + day), articles};
    return true;
}

static bool is_usage(const char *text, size_t size)
{
    struct day day;
    (void)size;
    if (strncmp(text, HEADER, sizeof HEADER - 1) != 0)
        return false;
    for (text += sizeof HEADER - 1; *text;) {
        if (!read_day(&text, &day))
            return false;
    }
    return true;
}

static const struct state_file usage_file = {"usage.csv", is_usage};

/* The day's place, made when it is not there; the oldest makes room. */
static struct day *day_of(struct usage *usage, int32_t date)
{
    uint32_t at = usage->count;
    while (at && usage->days[at - 1].date > date)
        at--;
    if (at && usage->days[at - 1].date == date)
        return &usage->days[at - 1];
    if (usage->count == LIMIT_USAGE_DAYS) {
        /* One before them all takes the place of the oldest. */
        at = at ? at - 1 : 0;
        memmove(usage->days, usage->days + 1, at * sizeof *usage->days);
    } else {
        memmove(usage->days + at + 1, usage->days + at, (usage->count - at) * sizeof *usage->days);
        usage->count++;
    }
    usage->days[at] = (struct day){.date = date};
    return &usage->days[at];
}

static void add(struct day *day, uint32_t articles)
{
    /* As many as nine digits hold. */
    uint32_t room = 999999999 - day->articles;
    day->articles += articles < room ? articles : room;
}

static enum status read_days(struct usage *usage)
{
    struct buffer text = {0};
    struct day day;
    enum status status = state_read(usage->state, &usage_file, &text);
    if (status)
        return status == STATUS_NOT_FOUND ? STATUS_OK : status;
    const char *at = text.data + sizeof HEADER - 1;
    while (*at && read_day(&at, &day))
        add(day_of(usage, day.date), day.articles);
    buffer_free(&text);
    return STATUS_OK;
}

enum status usage_open(struct state *state, const char *key, struct usage **out, struct fault *fault)
{
    struct usage *usage = calloc(1, sizeof *usage);
    size_t size = 0;
    if (!usage)
        return fault_no_memory(fault);
    usage->state = state;
    usage->has_key =
        key && !sodium_hex2bin(usage->key, KEY_SIZE, key, strlen(key), NULL, &size, NULL) && size == KEY_SIZE;
    if (sodium_init() < 0 || read_days(usage)) {
        free(usage);
        return fault_no_memory(fault);
    }
    *out = usage;
    return STATUS_OK;
}

static enum status write_days(struct usage *usage, struct fault *fault)
{
    struct buffer text = {0};
    enum status status = buffer_add(&text, HEADER, sizeof HEADER - 1);
    for (uint32_t i = 0; !status && i < usage->count; i++) {
        const struct day *day = &usage->days[i];
        status = buffer_print(&text, "%04d-%02d-%02d,%u\n", (int)(day->date / 10000),
                              (int)(day->date / 100 % 100), (int)(day->date % 100), (unsigned)day->articles);
    }
    status = status ? fault_no_memory(fault) : state_write(usage->state, &usage_file, &text, fault);
    buffer_free(&text);
    if (!status)
        usage->changed = false;
    return status;
}

void usage_close(struct usage *usage)
{
    if (!usage)
        return;
    /* A failure is in the log, and there is nothing else to be done about it. */
    if (usage->changed && write_days(usage, NULL))
        usage->changed = false;
    free(usage);
}

void usage_tell(struct usage *usage, uint32_t opened, uint64_t ms, int64_t wall)
{
    time_t now = (time_t)wall;
    struct tm date;
    if (opened != usage->opened && localtime_r(&now, &date)) {
        add(day_of(usage, (date.tm_year + 1900) * 10000 + (date.tm_mon + 1) * 100 + date.tm_mday),
            opened - usage->opened);
        usage->opened = opened;
        usage->changed = true;
    }
    if (!usage->changed || (usage->timed && ms - usage->written_ms < WRITE_MS))
        return;
    /* After a failure, too, which the log has: again in ten minutes. */
    usage->timed = true;
    usage->written_ms = ms;
    (void)!write_days(usage, NULL);
}

/* Of an ordinary file only: a stick's file system may hold a pipe or a device of that name, which would be waited for. */
static bool hash_file(const char *path, unsigned char out[KEY_SIZE])
{
    unsigned char bytes[4096];
    crypto_generichash_state hash;
    struct stat stat;
    size_t whole = 0;
    ssize_t got = -1;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0)
        return false;
    if (!fstat(fd, &stat) && S_ISREG(stat.st_mode)) {
        crypto_generichash_init(&hash, NULL, 0, KEY_SIZE);
        while ((got = read(fd, bytes, sizeof bytes)) > 0 && (whole += (size_t)got) <= LIMIT_ADMIN_KEY)
            crypto_generichash_update(&hash, bytes, (size_t)got);
        crypto_generichash_final(&hash, out, KEY_SIZE);
    }
    close(fd);
    return got == 0;
}

enum status usage_stick(struct usage *usage, const char *folder, struct fault *fault)
{
    unsigned char hash[KEY_SIZE];
    const char *slash = strrchr(folder, '/'), *name = slash ? slash + 1 : folder;
    char *path = NULL;
    if (!usage->has_key)
        return fault_set(fault, STATUS_NOT_FOUND, "%s",
                         _("The settings have no key for exporting; see [usage] in slipcase.conf(5)."));
    if (asprintf(&path, "%s/" USAGE_KEY_FILE, folder) < 0)
        return fault_no_memory(fault);
    /* In the same time for each key: how long it takes tells nothing of how much of one was right. */
    bool right = hash_file(path, hash) && !sodium_memcmp(hash, usage->key, KEY_SIZE);
    free(path);
    if (!right)
        return fault_set(fault, STATUS_NOT_FOUND,
                         _("%s has no %s, or another one than slipcase.conf wants; put it on the stick."),
                         name, USAGE_KEY_FILE);
    enum status status = write_days(usage, fault);
    return status ? status : request_send(USAGE_REQUEST, name, fault);
}
