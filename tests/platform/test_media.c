/* Which sticks there are: the table of mounts, plain folders, what could not be mounted, and what udev says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "platform/media.h"
#include "platform/mounts.h"
#include "platform/plugged.h"

static char folder[64];

static int begin(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/slipcase-media-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int end(void **state)
{
    char line[128];
    (void)state;
    snprintf(line, sizeof line, "rm -r %s", folder);
    return system(line);
}

static void make_folder(const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(mkdir(path, 0700), 0);
}

static void make_file(const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void drop(const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(remove(path), 0);
}

static struct media *open_media(void)
{
    struct media *media;
    assert_int_equal(media_open(folder, &media, NULL), STATUS_OK);
    return media;
}

static void folders_come_and_go(void **state)
{
    (void)state;
    struct media *media = open_media();
    char path[256];
    assert_false(media_changed(media));
    make_folder("sdb1");
    make_folder(".hidden");
    make_file(".hidden/a.zip", "");
    snprintf(path, sizeof path, "%s/link", folder);
    assert_int_equal(symlink("sdb1", path), 0);
    /* A place for a mount is no stick yet. */
    assert_false(media_changed(media));
    make_file("sdb1/a.zip", "a");
    assert_true(media_changed(media));
    assert_false(media_changed(media));
    assert_int_equal(media_count(media), 1);
    struct media_item item = *media_item(media, 0);
    snprintf(path, sizeof path, "%s/sdb1", folder);
    assert_string_equal(item.folder, path);
    assert_string_equal(item.label, "sdb1");
    assert_null(item.problem);
    assert_true(item.read_only);
    /* What is in it changes, and it is still the same. */
    make_file("sdb1/b.zip", "b");
    assert_true(media_changed(media));
    assert_int_equal(media_item(media, 0)->serial, item.serial);
    drop("sdb1/a.zip");
    drop("sdb1/b.zip");
    assert_true(media_changed(media));
    assert_int_equal(media_count(media), 0);
    media_close(media);
}

static void one_that_is_refused(void **state)
{
    (void)state;
    struct media *media = open_media();
    make_file("sdc1.refused", "btrfs\nand more");
    make_file("sdd.refused", "");
    make_file("sde.refused", "\x1b[2J");
    make_file("notes.txt", "");
    assert_true(media_changed(media));
    assert_int_equal(media_count(media), 3);
    assert_null(media_item(media, 0)->folder);
    assert_string_equal(
        media_item(media, 0)->problem,
        "The stick “sdc1” cannot be read here: it is formatted as btrfs; format it as FAT32 or exFAT.");
    for (uint32_t i = 1; i < 3; i++)
        assert_non_null(strstr(media_item(media, i)->problem, "” cannot be read: it is damaged;"));
    drop("sdc1.refused");
    assert_true(media_changed(media));
    assert_int_equal(media_count(media), 2);
    media_close(media);
}

static void more_than_there_are_sockets(void **state)
{
    (void)state;
    struct media *media = open_media();
    for (unsigned i = 0; i < LIMIT_MEDIA + 4; i++) {
        char name[32];
        snprintf(name, sizeof name, "sd%c", 'a' + i);
        make_folder(name);
        snprintf(name, sizeof name, "sd%c/a.zip", 'a' + i);
        make_file(name, "");
    }
    assert_true(media_changed(media));
    assert_int_equal(media_count(media), LIMIT_MEDIA);
    media_close(media);
}

static void no_folder_yet(void **state)
{
    char path[128];
    struct media *media;
    (void)state;
    snprintf(path, sizeof path, "%s/media/", folder);
    assert_int_equal(media_open(path, &media, NULL), STATUS_OK);
    assert_false(media_changed(media));
    make_folder("media");
    make_folder("media/x");
    make_file("media/x/a.zip", "");
    assert_true(media_changed(media));
    snprintf(path, sizeof path, "%s/media/x", folder);
    assert_string_equal(media_item(media, 0)->folder, path);
    media_close(media);
}

/* The tests of real mounts are in tests/sticks/test_media.py. */
static void the_table_of_mounts(void **state)
{
    (void)state;
    static const struct {
        const char *line, *name;
        unsigned id;
        bool read_only;
    } cases[] = {
        {"36 35 8:17 / /run/m/sdb1 ro,nosuid shared:9 - vfat /dev/sdb1 ro,utf8\n", "sdb1", 36, true},
        {"37 35 8:17 / /run/m/sdb1 rw shared:9 master:1 - vfat /dev/sdb1 rw,errors=ro\n", "sdb1", 37, false},
        {"38 35 8:17 / /run/m/a\\040b\\134\\0401 ro - ext4 /dev/sdb1 rw\n", "a b\\ 1", 38, false},
        {"39 35 0:50 / /run/m/sdc rw,relatime - fuseblk /dev/sdc ro,user_id=0\n", "sdc", 39, true},
        {"40 35 0:50 / /run/m/sdc/below rw - tmpfs none rw\n", NULL, 0, false},
        {"41 35 0:50 / /run/m rw - tmpfs none rw\n", NULL, 0, false},
        {"42 35 0:50 / /run/media rw - tmpfs none rw\n", NULL, 0, false},
        {"43 35 0:50 / /run/m/\n", NULL, 0, false},
        {"\n", NULL, 0, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char line[256];
        struct mount_point point;
        snprintf(line, sizeof line, "%s", cases[i].line);
        assert_int_equal(mounts_line(line, "/run/m", &point), cases[i].name != NULL);
        if (!cases[i].name)
            continue;
        assert_string_equal(point.name, cases[i].name);
        assert_int_equal(point.id, cases[i].id);
        assert_int_equal(point.read_only, cases[i].read_only);
        assert_int_equal(point.major, strstr(cases[i].line, "0:50") ? 0 : 8);
        assert_int_equal(point.minor, strstr(cases[i].line, "0:50") ? 50 : 17);
    }
}

/* Pulled out: its device is gone, and for a while it is mounted all the same. */
static void a_mount_without_its_device(void **state)
{
    (void)state;
    char devices[128];
    struct mount_point point = {.major = 8, .minor = 17};
    snprintf(devices, sizeof devices, "%s/devices", folder);
    /* A container that has no such list. */
    assert_false(mounts_gone(&point, devices));
    make_folder("devices");
    assert_true(mounts_gone(&point, devices));
    make_file("devices/8:17", "");
    assert_false(mounts_gone(&point, devices));
    drop("devices/8:17");
    make_file("devices/8:1", "");
    assert_true(mounts_gone(&point, devices));
    /* What has no device of its own, as the file systems of FUSE. */
    point.major = 0;
    assert_false(mounts_gone(&point, devices));
}

/* What was there a moment ago, when somebody has looked at it. */
static void still_there(void **state)
{
    (void)state;
    struct media *media = open_media();
    make_folder("sdb1");
    make_file("sdb1/a.zip", "a");
    make_folder("sdc1");
    make_file("sdc1/a.zip", "a");
    assert_true(media_changed(media));
    assert_true(media_there(media, 0));
    drop("sdb1/a.zip");
    assert_false(media_there(media, 0));
    assert_true(media_there(media, 1));
    media_close(media);
}

/* Pairs of keys and values. */
static const char *property(void *data, const char *key)
{
    const char **pair = data;
    while (*pair && strcmp(*pair, key) != 0)
        pair += 2;
    return *pair ? pair[1] : NULL;
}

static void what_nobody_mounts(void **state)
{
    (void)state;
    const char *disk[] = {"DEVTYPE", "disk", "ID_BUS", "ata", NULL};
    const char *blank[] = {"DEVTYPE", "disk", "ID_BUS", "usb", NULL};
    const char *parted[] = {"DEVTYPE", "disk", "ID_BUS", "usb", "ID_PART_TABLE_TYPE", "dos", NULL};
    const char *reserved[] = {"DEVTYPE", "partition", "ID_BUS", "usb", NULL};
    const char *whole[] = {"DEVTYPE", "disk",        "ID_BUS",     "usb", "ID_FS_TYPE",
                           "vfat",    "ID_FS_USAGE", "filesystem", NULL};
    const char *locked[] = {"DEVTYPE",   "partition",   "ID_BUS", "usb", "ID_FS_TYPE",
                            "BitLocker", "ID_FS_USAGE", "crypto", NULL};
    assert_int_equal(plugged_kind(property, disk), PLUGGED_OTHER);
    assert_int_equal(plugged_kind(property, blank), PLUGGED_BLANK);
    assert_int_equal(plugged_kind(property, parted), PLUGGED_OTHER);
    assert_int_equal(plugged_kind(property, reserved), PLUGGED_OTHER);
    assert_int_equal(plugged_kind(property, whole), PLUGGED_OTHER);
    assert_int_equal(plugged_kind(property, locked), PLUGGED_ENCRYPTED);
}

int main(void)
{
    setenv("LANGUAGE", "en", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(folders_come_and_go, begin, end),
        cmocka_unit_test_setup_teardown(one_that_is_refused, begin, end),
        cmocka_unit_test_setup_teardown(more_than_there_are_sockets, begin, end),
        cmocka_unit_test_setup_teardown(no_folder_yet, begin, end),
        cmocka_unit_test(the_table_of_mounts),
        cmocka_unit_test_setup_teardown(a_mount_without_its_device, begin, end),
        cmocka_unit_test_setup_teardown(still_there, begin, end),
        cmocka_unit_test(what_nobody_mounts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
