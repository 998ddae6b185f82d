#include "platform/panel.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* A base block; screens with extensions tell their size here as well. */
#define EDID_SIZE 128
#define TARGET_TENTHS 90 /* mm/10 */
#define TARGET_PART 5
/* Pixels per metre of panels there are, from a wall of LEDs to a telephone. */
#define DENSITY_LEAST 400
#define DENSITY_MOST 30000

/* Reads the start of a file of a connector's or a light's folder; -1: there is none. */
static ssize_t read_file(int folder, const char *entry, const char *name, void *out, size_t size)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", entry, name);
    int file = openat(folder, path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return -1;
    ssize_t count = read(file, out, size);
    close(file);
    return count;
}

static DIR *open_class(const char *sysfs, const char *name)
{
    char path[512];
    snprintf(path, sizeof path, "%s/class/%s", sysfs, name);
    return opendir(path);
}

/* "card0-HDMI-A-1" is a connector, "card0" and "renderD128" are none. */
static const char *next_connector(DIR *folder)
{
    for (struct dirent *entry; (entry = readdir(folder));) {
        if (!strncmp(entry->d_name, "card", 4) && strchr(entry->d_name, '-'))
            return entry->d_name;
    }
    return NULL;
}

static bool is_ratio(struct panel_size size)
{
    static const struct panel_size ratios[] = {{16, 9}, {16, 10}, {160, 90}, {160, 100}, {1600, 900}};
    for (size_t i = 0; i < sizeof ratios / sizeof *ratios; i++) {
        if (size.width == ratios[i].width && size.height == ratios[i].height)
            return true;
    }
    return false;
}

static struct panel_size edid_size(const unsigned char *edid)
{
    static const unsigned char head[] = {0, 255, 255, 255, 255, 255, 255, 0};
    struct panel_size size = {0}, whole = {edid[21] * 10, edid[22] * 10};
    if (memcmp(edid, head, sizeof head) != 0)
        return size;
    /* A descriptor that begins with zeros is no timing. */
    if (edid[54] || edid[55])
        size = (struct panel_size){edid[66] | (edid[68] & 0xF0) << 4, edid[67] | (edid[68] & 0x0F) << 8};
    if (!size.width || !size.height || is_ratio(size))
        size = whole;
    return is_ratio(size) || !size.width || !size.height ? (struct panel_size){0} : size;
}

struct panel_size panel_edid(const char *sysfs)
{
    struct panel_size size = {0};
    DIR *folder = open_class(sysfs, "drm");
    const char *name;
    while (folder && !size.width && (name = next_connector(folder))) {
        unsigned char edid[EDID_SIZE];
        char status[16] = "";
        read_file(dirfd(folder), name, "status", status, sizeof status - 1);
        if (!strncmp(status, "connected", 9) &&
            read_file(dirfd(folder), name, "edid", edid, sizeof edid) == EDID_SIZE)
            size = edid_size(edid);
    }
    if (folder)
        closedir(folder);
    return size;
}

int32_t panel_target(struct panel_size size, int32_t width, int32_t height)
{
    if (size.width <= 0 || size.height <= 0)
        return 0;
    /* A panel is told of as it is made or as it hangs. */
    if ((size.width > size.height) != (width > height))
        size = (struct panel_size){size.height, size.width};
    int64_t along = (int64_t)width * 1000 / size.width, down = (int64_t)height * 1000 / size.height;
    int64_t density = along > down ? along : down;
    if (density < DENSITY_LEAST || density > DENSITY_MOST)
        return 0;
    int32_t target = (int32_t)((density * TARGET_TENTHS + 9999) / 10000);
    int32_t most = (width < height ? width : height) / TARGET_PART;
    return target < most ? target : most;
}

/* FNV-1a, of what differs between one set of screens and another. */
static uint64_t mix(uint64_t hash, const void *bytes, ssize_t size)
{
    for (ssize_t i = 0; i < size; i++)
        hash = (hash ^ ((const unsigned char *)bytes)[i]) * 0x100000001b3u;
    return hash;
}

uint64_t panel_screens(const char *sysfs)
{
    uint64_t screens = 0;
    DIR *folder = open_class(sysfs, "drm");
    const char *name;
    while (folder && (name = next_connector(folder))) {
        char status[16], modes[1024];
        ssize_t count = read_file(dirfd(folder), name, "status", status, sizeof status);
        /* A connector without a screen is as none, and the order of the folder does not matter. */
        if (count < 9 || strncmp(status, "connected", 9) != 0)
            continue;
        uint64_t hash = mix(0xcbf29ce484222325u, name, (ssize_t)strlen(name));
        screens += mix(hash, modes, read_file(dirfd(folder), name, "modes", modes, sizeof modes));
    }
    if (folder)
        closedir(folder);
    return screens;
}

void panel_light(const char *sysfs, bool on)
{
    DIR *folder = open_class(sysfs, "backlight");
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        char path[512];
        snprintf(path, sizeof path, "%s/bl_power", entry->d_name);
        int file = openat(dirfd(folder), path, O_WRONLY | O_CLOEXEC);
        if (file < 0)
            continue;
        /* FB_BLANK_UNBLANK and FB_BLANK_POWERDOWN of the kernel. A light that stays on only shows a black picture. */
        ssize_t written = write(file, on ? "0" : "4", 1);
        (void)written;
        close(file);
    }
    if (folder)
        closedir(folder);
}
