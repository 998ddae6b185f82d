/* What the maintenance screen asks of the machine and of the program around it; given with ui_host. A member that is NULL is
 * something that is not to be had here: its row is not on the screen. Nothing waits longer than a second. */
#ifndef UI_HOST_H
#define UI_HOST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"

/* Digits of a PIN. Four are what people remember; twelve more than they type. */
#define HOST_PIN_LEAST 4u
#define HOST_PIN_MOST 12u
/* What is kept of the lock on the PIN: bytes with a NUL. */
#define HOST_LOCK 64

struct ui;
struct screen;

struct host_space {
    uint64_t free, whole; /* bytes */
};

struct host_file {
    uint64_t size; /* bytes */
    int64_t when;  /* last change: seconds since the epoch, UTC */
};

/* How each visitor finds the screen. */
struct host_look {
    uint16_t text_size;   /* px; 0: chosen from the screen's size */
    uint8_t theme;        /* enum theme */
    const char *language; /* of the messages, BCP 47; NULL: not chosen */
};

struct host {
    /* Of platform/machine.h: */
    void *machine;
    /* Whether it is the PIN. NULL: there is none, and so no maintenance screen. */
    bool (*pin_fits)(void *machine, const char *digits);
    /* Keeps the lock over a restart, as well as it can; false: nothing was kept. */
    void (*keep_lock)(void *machine, const char *text);
    bool (*kept_lock)(void *machine, char text[HOST_LOCK]);
    const char *library; /* the folder of the bundles */
    bool (*space)(void *machine, struct host_space *out);
    bool (*file)(void *machine, const char *path, struct host_file *out);
    /* Removes a bundle of the library and its signature. */
    enum status (*remove)(void *machine, const char *path, struct fault *fault);
    void (*restart)(void *machine);
    enum status (*power_off)(void *machine, struct fault *fault);
    const char *kernel, *board;
    /* Of the panel as the picture lies on it; 0: not known. */
    int32_t width_mm, height_mm;

    /* Of the program around the screens: */
    void *program;
    void (*look)(void *program, struct host_look *out);
    /* Chooses the language of the messages at once, and keeps all of it for the next start. */
    enum status (*keep_look)(void *program, const struct host_look *look, struct fault *fault);
    /* Writes the counts of use to the stick with the administrator's key. */
    enum status (*export_usage)(void *program, struct fault *fault);
    /* The folders of the sticks that are there, NULL behind the last one. */
    const char *(*stick)(void *program, uint32_t index);
    /* The screen that brings a bundle of a stick into the library; NULL: no memory. */
    struct screen *(*import)(struct ui *ui, const char *path);
};

#endif
