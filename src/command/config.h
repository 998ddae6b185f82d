/* slipcase.conf: what the administrator of a screen sets (slipcase.conf(5)). Read once, before anything is opened. */
#ifndef COMMAND_CONFIG_H
#define COMMAND_CONFIG_H

#include "command/options.h"
#include "command/setting.h"

#define CONFIG_DEFAULT "/etc/slipcase/slipcase.conf"

/* What is done with the bundles of a stick. */
enum config_policy { POLICY_READ, POLICY_OFFER, POLICY_COPY };

/* The values in force: those of the file, else the defaults. */
struct config {
    char *library;        /* [library] folder: where bundles lie; NULL: see config_library */
    char *keys;           /* [trust] keys: the folder of public keys; NULL: bundles need no signature */
    int rotation;         /* [screen] rotation: 0, 90, 180 or 270 degrees clockwise */
    int size[2];          /* size: width and height of the panel in mm; 0: what the panel says */
    int text_size;        /* text-size: px; 0 (auto): chosen from the screen */
    enum theme theme;     /* theme */
    const char *language; /* language: of messages_languages; NULL: the locale's */
    bool pixel_shift;     /* pixel-shift: on a kiosk */
    int idle;             /* [visitor] idle: minutes; 0: never */
    int countdown;        /* countdown: s */
    int attract;          /* attract: s a picture; 0: none */
    char *hours;          /* [hours] open: as written; NULL: always */
    int screen_off;       /* screen-off: minutes; 0: never */
    char *pin; /* [maintenance] pin: Argon2id, as crypto_pwhash_str writes it; NULL: no maintenance screen */
    char *media;               /* [media] folder: below it sticks are mounted */
    enum config_policy policy; /* policy */
    bool count;                /* [usage] count */
    char *usage_key;           /* key: 64 hex digits; NULL: no export */
};

/* Reads `path`; NULL: CONFIG_DEFAULT when there is one. A wrong line is named on standard error and counts as not there. False,
 * with a sentence there: the file cannot be read, or such a line may have been meant to say whom to trust. Empty it with
 * config_free, also then. */
bool config_read(const char *path, struct config *out);
void config_free(struct config *config);

/* The same of a file that is read already: defaults, and over them what it says. STATUS_NO_MEMORY; empty it also then. */
enum status config_parse(struct config *out, const struct setting_file *file) MUST_USE;

/* Puts what text-size, theme and language in `file` say over `config`: the defaults that the maintenance screen keeps. Nothing
 * else may stand there. STATUS_NO_MEMORY. */
enum status config_override(struct config *config, const struct setting_file *file) MUST_USE;

/* Appends those three as such a file. STATUS_NO_MEMORY. */
enum status config_print(const struct config *config, struct buffer *out) MUST_USE;

/* What the command line says wins over the files. */
void config_obey(struct config *config, const struct options *options);

/* The library's folder: as configured, else slipcase/library in the person's data folder (XDG Base Directory) when that exists,
 * else /var/lib/slipcase/library (FHS 3.0 §5.8). To be freed; NULL: out of memory. */
char *config_library(const struct config *config);

#endif
