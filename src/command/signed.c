#include "command/signed.h"

#include <stdio.h>

#include "base/messages.h"
#include "command/config.h"
#include "command/options.h"

bool signed_keys(const char *path, struct trust **out)
{
    struct config config;
    struct fault fault;
    *out = NULL;
    bool sound = config_read(path, &config);
    if (sound && config.keys && trust_open(config.keys, out, &fault)) {
        options_fail(&fault);
        sound = false;
    }
    config_free(&config);
    return sound;
}

static enum status tell_claim(const char *path, bool quiet, struct fault *fault)
{
    char id[MINISIGN_ID_TEXT];
    enum status status = trust_claim(path, id, fault);
    if (status && status != STATUS_NOT_FOUND)
        return status;
    /* Where nobody asks for signatures their lack is nothing to be told. */
    if (!status && !quiet) {
        printf(_("%s bears a signature of the key %s, which is not verified: no trusted keys are set, see "
                 "slipcase.conf(5)."),
               path, id);
        putchar('\n');
    }
    return STATUS_OK;
}

enum status signed_tell(const struct trust *trust, const char *path, bool quiet, struct fault *fault)
{
    struct verification *verification = NULL;
    if (!trust)
        return tell_claim(path, quiet, fault);
    enum status status = verification_open(trust, path, &verification, fault);
    for (bool done = false; !status && !done;)
        status = verification_step(verification, &done, fault);
    if (!status && !quiet) {
        const struct signer *signer = verification_signer(verification);
        printf(_("%s is signed by “%s” (key %s, %s)."), path, signer->comment, signer->id, signer->key);
        putchar('\n');
    }
    verification_close(verification);
    return status;
}
