/* slipcase.conf: what the administrator of a screen sets (slipcase.conf(5)). Read once, before anything is opened. */
#ifndef COMMAND_CONFIG_H
#define COMMAND_CONFIG_H

#include <stdbool.h>

#define CONFIG_DEFAULT "/etc/slipcase/slipcase.conf"

/* Each value, or NULL where the file says nothing. */
struct config {
    char *library; /* [library] folder: where bundles lie */
    char *keys;    /* [trust] keys: the folder of public keys; NULL: bundles need no signature */
};

/* Reads `path`; NULL: CONFIG_DEFAULT when there is one. A wrong line is named on standard error and counts as not there. False,
 * with a sentence there: the file cannot be read. Empty it with config_free, also then. */
bool config_read(const char *path, struct config *out);
void config_free(struct config *config);

/* The library's folder: as configured, else slipcase/library in the person's data folder (XDG Base Directory) when that exists,
 * else /var/lib/slipcase/library (FHS 3.0 §5.8). To be freed; NULL: out of memory. */
char *config_library(const struct config *config);

#endif
