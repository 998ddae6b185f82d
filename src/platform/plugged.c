#include "platform/plugged.h"

#include <stdlib.h>
#include <string.h>

#include <libudev.h>

#include "base/hex.h"
#include "base/utf8.h"

/* Messages taken at once: a hub full of sticks sends a few dozen. */
#define MESSAGES 256

struct plugged {
    struct udev *udev;
    struct udev_monitor *monitor;
};

struct plugged *plugged_new(void)
{
    struct plugged *plugged = calloc(1, sizeof *plugged);
    if (!plugged)
        return NULL;
    plugged->udev = udev_new();
    if (plugged->udev)
        plugged->monitor = udev_monitor_new_from_netlink(plugged->udev, "udev");
    if (plugged->monitor &&
        udev_monitor_filter_add_match_subsystem_devtype(plugged->monitor, "block", NULL) >= 0 &&
        udev_monitor_enable_receiving(plugged->monitor) >= 0)
        return plugged;
    plugged_free(plugged);
    return NULL;
}

void plugged_free(struct plugged *plugged)
{
    if (!plugged)
        return;
    if (plugged->monitor)
        udev_monitor_unref(plugged->monitor);
    if (plugged->udev)
        udev_unref(plugged->udev);
    free(plugged);
}

bool plugged_changed(struct plugged *plugged)
{
    bool changed = false;
    for (int i = 0; i < MESSAGES; i++) {
        /* Its socket never waits. */
        struct udev_device *device = udev_monitor_receive_device(plugged->monitor);
        if (!device)
            break;
        udev_device_unref(device);
        changed = true;
    }
    return changed;
}

/* Of ID_FS_LABEL_ENC, which holds the label's own bytes: \x20 is a blank. False: it is not fit to be shown. */
static bool decode_label(const char *text, char *out, size_t size)
{
    size_t length = 0;
    for (; *text && length + 1 < size; text++) {
        int high = -1, low = -1;
        if (text[0] == '\\' && text[1] == 'x') {
            high = hex(text[2]);
            low = high < 0 ? -1 : hex(text[3]);
        }
        out[length++] = low < 0 ? *text : (char)(high << 4 | low);
        text += low < 0 ? 0 : 3;
        if ((unsigned char)out[length - 1] < ' ')
            return false;
    }
    out[*text ? utf8_whole(out, length) : length] = '\0';
    return *out && utf8_valid(out, strlen(out));
}

void plugged_label(struct plugged *plugged, const char *name, char *out, size_t size)
{
    struct udev_device *device = udev_device_new_from_subsystem_sysname(plugged->udev, "block", name);
    *out = '\0';
    if (!device)
        return;
    static const char *const keys[] = {"ID_FS_LABEL_ENC", "ID_MODEL_ENC"};
    bool found = false;
    for (size_t i = 0; i < sizeof keys / sizeof *keys && !found; i++) {
        const char *value = udev_device_get_property_value(device, keys[i]);
        found = value && decode_label(value, out, size);
    }
    if (!found)
        *out = '\0';
    /* Makers fill their names up with blanks. */
    for (size_t length = strlen(out); length && out[length - 1] == ' ';)
        out[--length] = '\0';
    udev_device_unref(device);
}

enum plugged_kind plugged_kind(const char *(*property)(void *data, const char *key), void *data)
{
    const char *bus = property(data, "ID_BUS"), *usage = property(data, "ID_FS_USAGE"),
               *type = property(data, "DEVTYPE");
    if (!bus || strcmp(bus, "usb") != 0)
        return PLUGGED_OTHER;
    if (usage && !strcmp(usage, "crypto"))
        return PLUGGED_ENCRYPTED;
    bool disk = type && !strcmp(type, "disk");
    /* A partition without a file system is a boot loader's or one that Windows reserved. */
    bool blank = disk && !property(data, "ID_FS_TYPE") && !property(data, "ID_PART_TABLE_TYPE");
    return blank ? PLUGGED_BLANK : PLUGGED_OTHER;
}

static const char *property_of(void *data, const char *key)
{
    return udev_device_get_property_value(data, key);
}

/* A reader of cards without a card is a disk of no bytes. */
static bool has_bytes(struct udev_device *device)
{
    const char *size = udev_device_get_sysattr_value(device, "size");
    return size && strtoull(size, NULL, 10) > 0;
}

void plugged_unusable(struct plugged *plugged,
                      void (*each)(void *data, const char *name, enum plugged_kind kind), void *data)
{
    struct udev_enumerate *all = udev_enumerate_new(plugged->udev);
    struct udev_list_entry *entry;
    if (!all)
        return;
    udev_enumerate_add_match_subsystem(all, "block");
    udev_enumerate_add_match_property(all, "ID_BUS", "usb");
    udev_enumerate_scan_devices(all);
    udev_list_entry_foreach(entry, udev_enumerate_get_list_entry(all))
    {
        struct udev_device *device =
            udev_device_new_from_syspath(plugged->udev, udev_list_entry_get_name(entry));
        if (!device)
            continue;
        enum plugged_kind kind = plugged_kind(property_of, device);
        if (kind != PLUGGED_OTHER && has_bytes(device))
            each(data, udev_device_get_sysname(device), kind);
        udev_device_unref(device);
    }
    udev_enumerate_unref(all);
}
