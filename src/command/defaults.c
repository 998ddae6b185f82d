#include "command/defaults.h"

#define NAME "defaults.conf"

static void note(void *data, const struct inifile_line *line, const char *sentence)
{
    (void)line;
    (void)sentence;
    *(bool *)data = false;
}

/* The program wrote it, so one that has anything wrong in it is damaged. */
static bool is_sound(const char *text, size_t size)
{
    struct config scratch = {0};
    bool sound = true;
    struct setting_file file = {NAME, text, size, note, &sound};
    enum status status = config_override(&scratch, &file);
    config_free(&scratch);
    return sound && !status;
}

static const struct state_file defaults_file = {NAME, is_sound};

enum status defaults_read(struct state *state, struct config *config)
{
    struct buffer text = {0};
    bool sound;
    enum status status = state_read(state, &defaults_file, &text);
    struct setting_file file = {NAME, text.data, text.size, note, &sound};
    if (!status)
        status = config_override(config, &file);
    buffer_free(&text);
    return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

enum status defaults_write(struct state *state, const struct config *config, struct fault *fault)
{
    struct buffer text = {0};
    enum status status = config_print(config, &text) ? fault_no_memory(fault)
                                                     : state_write(state, &defaults_file, &text, fault);
    buffer_free(&text);
    return status;
}
