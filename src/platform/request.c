#include "platform/request.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "base/replace.h"

const char *request_folder(void)
{
    const char *folder = getenv("RUNTIME_DIRECTORY");
    /* slipcase.service has one; several would stand there with colons between. */
    return folder && *folder == '/' && !strchr(folder, ':') ? folder : NULL;
}

enum status request_send(const char *name, const char *text, struct fault *fault)
{
    const char *folder = request_folder();
    char *path;
    if (!folder)
        return fault_set(fault, STATUS_UNSUPPORTED, "%s",
                         _("Only slipcase.service can ask that of the system; start the reader by it."));
    if (asprintf(&path, "%s/%s", folder, name) < 0)
        return fault_no_memory(fault);
    enum status status = replace_file(path, text, strlen(text), fault);
    free(path);
    return status;
}
