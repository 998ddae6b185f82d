/* slipcase render BUNDLE [--entry PATH] [--page N|all] … -o OUT.png: the screen's picture without a screen */
#include <stdio.h>
#include <string.h>

#include "base/messages.h"
#include "command/command.h"
#include "command/options.h"
#include "ui/ui.h"

static int write_page(struct ui *ui, const char *path)
{
    struct fault fault = {0};
    if (ui_print(ui, path, &fault))
        return options_fail(&fault);
    return EXIT_SOUND;
}

/* OUT.png → OUT-001.png: the number goes before the last dot of the file's name. */
static enum status page_path(const char *path, uint32_t number, struct buffer *out)
{
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(slash ? slash : path, '.');
    size_t stem = dot ? (size_t)(dot - path) : strlen(path);
    out->size = 0;
    return buffer_print(out, "%.*s-%03u%s", (int)stem, path, number, path + stem);
}

static int render_all(struct ui *ui, const char *path)
{
    struct fault fault = {0};
    struct buffer name = {0};
    int code = EXIT_SOUND;
    /* The whole count first: every folio shows it. */
    while (ui_idle(ui))
        ;
    for (uint32_t number = 0; !code; number++) {
        enum status status = ui_turn(ui, number, &fault);
        if (status == STATUS_NOT_FOUND)
            break;
        if (!status && page_path(path, number + 1, &name))
            status = fault_no_memory(&fault);
        code = status ? options_fail(&fault) : write_page(ui, name.data);
    }
    buffer_free(&name);
    return code;
}

static int render(const struct options *options, struct bundle *bundle, uint32_t entry)
{
    struct fault fault = {0};
    struct fonts *fonts = NULL;
    struct ui *ui = NULL;
    int code;
    struct ui_options look = {.width = options->width ? options->width : DEFAULT_WIDTH,
                              .height = options->height ? options->height : DEFAULT_HEIGHT,
                              .font_size = options->font_size,
                              .theme = options->theme};
    if (fonts_open(NULL, &fonts, &fault) || ui_new(fonts, &look, &ui, &fault)) {
        bundle_close(bundle);
        code = options_fail(&fault);
    } else if (ui_show(ui, bundle, entry, &fault)) {
        options_fail(&fault);
        code = EXIT_FINDINGS;
    } else if (options->all_pages) {
        code = render_all(ui, options->output);
    } else if (ui_turn(ui, options->page - 1, &fault)) {
        options_fail(&fault);
        code = EXIT_FINDINGS;
    } else {
        code = write_page(ui, options->output);
    }
    ui_free(ui);
    fonts_close(fonts);
    return code;
}

int command_render(int argc, char **argv)
{
    struct options options;
    if (!options_parse(argc, argv, "epsfto", &options))
        return EXIT_UNUSABLE;
    if (!options.output || (options.all_pages && !strcmp(options.output, "-"))) {
        fprintf(stderr, "slipcase: %s\n",
                _("render needs -o OUT.png; only a single page can go to standard output."));
        return EXIT_UNUSABLE;
    }
    struct bundle *bundle = options_bundle(&options);
    struct publication *publication = bundle ? options_publication(bundle) : NULL;
    if (!publication) {
        bundle_close(bundle);
        return EXIT_UNUSABLE;
    }
    uint32_t entry = options_entry(&options, bundle, publication);
    publication_free(publication);
    if (entry == ENTRY_NONE) {
        bundle_close(bundle);
        return EXIT_FINDINGS;
    }
    return render(&options, bundle, entry);
}
