#include "platform/media.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/messages.h"
#include "platform/mounts.h"
#include "platform/plugged.h"

#define REFUSED ".refused"
#define DEVICES "/sys/dev/block"
/* The longest name of a file system that is shown. */
#define TYPE_MOST 32

struct items {
    struct media_item list[LIMIT_MEDIA];
    uint32_t count;
    bool failed; /* memory ran out */
};

struct media {
    char *folder;
    struct plugged *plugged; /* NULL: no udev here */
    bool asked;              /* what is unusable is known, until the monitor says something */
    struct {
        char name[NAME_MAX + 1];
        enum plugged_kind kind;
    } unusable[LIMIT_MEDIA];
    uint32_t unusable_count;
    struct items items;
};

static void empty(struct items *items)
{
    for (uint32_t i = 0; i < items->count; i++) {
        free(items->list[i].folder);
        free(items->list[i].label);
        free(items->list[i].problem);
    }
    *items = (struct items){0};
}

enum status media_open(const char *folder, struct media **out, struct fault *fault)
{
    struct media *media = calloc(1, sizeof *media);
    if (media)
        media->folder = strdup(folder);
    if (!media || !media->folder) {
        free(media);
        return fault_no_memory(fault);
    }
    size_t length = strlen(media->folder);
    while (length > 1 && media->folder[length - 1] == '/')
        media->folder[--length] = '\0';
    media->plugged = plugged_new();
    *out = media;
    return STATUS_OK;
}

void media_close(struct media *media)
{
    if (!media)
        return;
    empty(&media->items);
    plugged_free(media->plugged);
    free(media->folder);
    free(media);
}

/* Its name for people: udev's for the device `name`, else that name. */
static char *label_of(const struct media *media, const char *name)
{
    char label[LIMIT_MEDIUM_LABEL + 1] = "";
    if (media->plugged)
        plugged_label(media->plugged, name, label, sizeof label);
    return strdup(*label ? label : name);
}

/* The place for one more with this name's label, or NULL. */
static struct media_item *add(struct media *media, struct items *items, const char *name)
{
    if (items->count == LIMIT_MEDIA || items->failed)
        return NULL;
    char *label = label_of(media, name);
    items->failed = !label;
    if (!label)
        return NULL;
    struct media_item *item = &items->list[items->count++];
    *item = (struct media_item){.label = label, .read_only = true};
    return item;
}

/* A stick that can be read. */
static struct media_item *add_folder(struct media *media, struct items *items, const char *name)
{
    struct media_item *item = add(media, items, name);
    if (!item)
        return NULL;
    if (asprintf(&item->folder, "%s/%s", media->folder, name) < 0) {
        item->folder = NULL;
        items->failed = true;
    }
    return item;
}

/* One that cannot; `type` is for the sentence, if that has a place for it. */
__attribute__((format(printf, 4, 0))) static void add_problem(struct media *media, struct items *items,
                                                              const char *name, const char *sentence,
                                                              const char *type)
{
    struct media_item *item = add(media, items, name);
    if (!item)
        return;
    if (asprintf(&item->problem, sentence, item->label, type) < 0)
        item->problem = NULL;
    /* It is in the list, and freed with that. NOLINTNEXTLINE(clang-analyzer-unix.Malloc) */
    items->failed |= !item->problem;
}

static bool is_hidden(const char *name)
{
    return *name == '.';
}

/* A folder that holds something which is not hidden; of a link, nothing. */
static bool holds_something(int parent, const char *name, struct stat *about)
{
    int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    DIR *folder = fd < 0 ? NULL : fdopendir(fd);
    bool found = false;
    if (!folder) {
        if (fd >= 0)
            close(fd);
        return false;
    }
    for (struct dirent *entry; !found && (entry = readdir(folder));)
        found = !is_hidden(entry->d_name);
    found = found && !fstat(fd, about);
    closedir(folder);
    return found;
}

/* NAME.refused, as the unit left it. */
static void add_refused(struct media *media, struct items *items, int parent, const char *file)
{
    char name[NAME_MAX + 1], type[TYPE_MOST + 1];
    snprintf(name, sizeof name, "%.*s", (int)(strlen(file) - strlen(REFUSED)), file);
    int fd = openat(parent, file, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return;
    ssize_t size = read(fd, type, sizeof type - 1);
    close(fd);
    type[size > 0 ? size : 0] = '\0';
    type[strspn(type, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.+-")] = '\0';
    if (*type)
        add_problem(
            media, items, name,
            _("The stick “%s” cannot be read here: it is formatted as %s; format it as FAT32 or exFAT."),
            type);
    else
        add_problem(
            media, items, name,
            _("The stick “%s” cannot be read: it is damaged; have a computer repair it, or use another "
              "one."),
            NULL);
}

static void look_at(struct media *media, struct items *items, const struct mounts *mounts, int parent,
                    const char *name)
{
    size_t length = strlen(name), tail = strlen(REFUSED);
    struct stat about;
    struct media_item *item = NULL;
    if (is_hidden(name))
        return;
    for (uint32_t i = 0; i < mounts->count; i++) {
        if (strcmp(mounts->list[i].name, name) != 0)
            continue;
        /* Udev tells of a stick that was pulled before anybody unmounts it. */
        if (mounts_gone(&mounts->list[i], DEVICES))
            return;
        item = add_folder(media, items, name);
        if (item) {
            item->serial = mounts->list[i].id;
            item->read_only = mounts->list[i].read_only;
        }
        return;
    }
    if (length > tail && !strcmp(name + length - tail, REFUSED))
        add_refused(media, items, parent, name);
    else if (holds_something(parent, name, &about))
        item = add_folder(media, items, name);
    if (item) {
        item->serial = (uint64_t)about.st_ino;
        item->stamp = (uint64_t)about.st_mtim.tv_sec << 30 ^ (uint64_t)about.st_mtim.tv_nsec;
    }
}

/* scandir's. */
static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static void look_below(struct media *media, struct items *items)
{
    struct mounts mounts;
    struct dirent **names = NULL;
    /* The table has the folder's true name. */
    char *place = realpath(media->folder, NULL);
    int parent = place ? open(place, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    int count = parent < 0 ? -1 : scandirat(parent, ".", &names, NULL, by_name);
    items->failed = count < 0 && errno == ENOMEM;
    if (count >= 0 && mounts_read(place, &mounts) == STATUS_NO_MEMORY)
        items->failed = true;
    for (int i = 0; i < count; i++) {
        if (!items->failed)
            look_at(media, items, &mounts, parent, names[i]->d_name);
        free(names[i]);
    }
    free(names);
    if (parent >= 0)
        close(parent);
    free(place);
}

static void note_unusable(void *data, const char *name, enum plugged_kind kind)
{
    struct media *media = data;
    if (media->unusable_count == LIMIT_MEDIA || strlen(name) > NAME_MAX)
        return;
    uint32_t at = media->unusable_count++;
    memcpy(media->unusable[at].name, name, strlen(name) + 1);
    media->unusable[at].kind = kind;
}

static void add_unusable(struct media *media, struct items *items)
{
    if (plugged_changed(media->plugged) || !media->asked) {
        media->unusable_count = 0;
        plugged_unusable(media->plugged, note_unusable, media);
        media->asked = true;
    }
    for (uint32_t i = 0; i < media->unusable_count; i++) {
        if (media->unusable[i].kind == PLUGGED_ENCRYPTED)
            add_problem(media, items, media->unusable[i].name,
                        _("The stick “%s” is encrypted, and cannot be read here; use another one."), NULL);
        else
            add_problem(media, items, media->unusable[i].name,
                        _("The stick “%s” is not formatted; format it as FAT32 or exFAT."), NULL);
    }
}

static bool same_text(const char *a, const char *b)
{
    return a && b ? !strcmp(a, b) : a == b;
}

static bool same(const struct items *a, const struct items *b)
{
    bool same = a->count == b->count;
    for (uint32_t i = 0; same && i < a->count; i++) {
        const struct media_item *x = &a->list[i], *y = &b->list[i];
        same = same_text(x->folder, y->folder) && same_text(x->label, y->label) &&
               same_text(x->problem, y->problem) && x->serial == y->serial && x->stamp == y->stamp &&
               x->read_only == y->read_only;
    }
    return same;
}

/* What a stick is called was asked when it came: by the time it is pulled udev has forgotten it. */
static void keep_labels(const struct items *before, struct items *now)
{
    for (uint32_t i = 0; i < now->count; i++) {
        struct media_item *item = &now->list[i];
        for (uint32_t k = 0; item->folder && k < before->count; k++) {
            const struct media_item *old = &before->list[k];
            if (!same_text(old->folder, item->folder) || old->serial != item->serial ||
                same_text(old->label, item->label))
                continue;
            char *label = strdup(old->label);
            now->failed |= !label;
            if (label) {
                free(item->label);
                item->label = label;
            }
        }
    }
}

bool media_there(struct media *media, uint32_t index)
{
    const struct media_item *item = &media->items.list[index];
    struct items now = {0};
    bool there = false;
    look_below(media, &now);
    for (uint32_t i = 0; i < now.count; i++)
        there |= same_text(now.list[i].folder, item->folder) && now.list[i].serial == item->serial;
    empty(&now);
    return there;
}

bool media_changed(struct media *media)
{
    struct items now = {0};
    look_below(media, &now);
    keep_labels(&media->items, &now);
    if (media->plugged)
        add_unusable(media, &now);
    /* Without memory the list stays, until another look. */
    if (now.failed || same(&now, &media->items)) {
        empty(&now);
        return false;
    }
    empty(&media->items);
    media->items = now;
    return true;
}

uint32_t media_count(const struct media *media)
{
    return media->items.count;
}

const struct media_item *media_item(const struct media *media, uint32_t index)
{
    return &media->items.list[index];
}
