/* slipcase dump BUNDLE [--entry PATH] --as text|html|tree|lines|pages */
#include <stdio.h>
#include <string.h>

#include "base/messages.h"
#include "command/command.h"
#include "command/options.h"
#include "document/stages.h"
#include "layout/layout.h"
#include "ui/ui.h"

enum stage { STAGE_TEXT, STAGE_HTML, STAGE_TREE, STAGE_LINES, STAGE_PAGES, STAGE_COUNT };

static bool read_stage(const char *text, enum stage *stage)
{
    static const char *const names[STAGE_COUNT] = {"text", "html", "tree", "lines", "pages"};
    for (int i = 0; text && i < STAGE_COUNT; i++) {
        if (!strcmp(text, names[i])) {
            *stage = (enum stage)i;
            return true;
        }
    }
    fprintf(stderr, "slipcase: %s\n", _("dump needs --as text, html, tree, lines or pages."));
    return false;
}

/* Page by page, so that the longest article takes no more memory than a short one. */
static int dump_pages(struct article *article, enum stage stage, const struct options *options)
{
    struct fault fault = {0};
    struct fonts *fonts = NULL;
    struct layout *layout = NULL;
    int code = EXIT_SOUND;
    struct style style =
        ui_style(&(struct ui_options){.width = options->width ? options->width : DEFAULT_WIDTH,
                                      .height = options->height ? options->height : DEFAULT_HEIGHT,
                                      .font_size = options->font_size},
                 article);
    if (fonts_open(NULL, &fonts, &fault))
        return options_fail(&fault);
    if (layout_new(article, &style, fonts_metrics(fonts), &layout)) {
        fault_no_memory(&fault);
        code = options_fail(&fault);
    }
    for (uint32_t number = 0; !code; number++) {
        struct page *page = NULL;
        struct buffer out = {0};
        while (number >= layout_count(layout) && !layout_complete(layout) && !code) {
            if (layout_more(layout, &fault))
                code = options_fail(&fault);
        }
        if (code || number >= layout_count(layout))
            break;
        if (layout_page(layout, number, &page, &fault))
            code = options_fail(&fault);
        else if ((stage == STAGE_PAGES ? page_dump : page_lines)(page, &out))
            code = options_fail((fault_no_memory(&fault), &fault));
        else
            code = options_print(&out);
        buffer_free(&out);
        page_free(page);
    }
    layout_free(layout);
    fonts_close(fonts);
    return code;
}

static int dump_document(struct article *article, enum stage stage)
{
    struct fault fault = {0};
    struct buffer out = {0};
    enum status status = (stage == STAGE_TREE ? stage_tree : stage_text)(article, &out, &fault);
    int code = status ? options_fail(&fault) : options_print(&out);
    buffer_free(&out);
    return code;
}

static int dump_html(struct bundle *bundle, uint32_t entry)
{
    struct fault fault = {0};
    struct buffer out = {0};
    int code = stage_html(bundle, entry, &out, &fault) ? options_fail(&fault) : options_print(&out);
    buffer_free(&out);
    return code;
}

int command_dump(int argc, char **argv)
{
    struct options options;
    struct fault fault = {0};
    struct article *article = NULL;
    enum stage stage;
    int code = EXIT_FINDINGS;
    if (!options_parse(argc, argv, "easf", &options) || !read_stage(options.stage, &stage))
        return EXIT_UNUSABLE;
    struct bundle *bundle = options_bundle(&options);
    struct publication *publication = bundle ? options_publication(bundle) : NULL;
    if (!publication) {
        bundle_close(bundle);
        return EXIT_UNUSABLE;
    }
    uint32_t entry = options_entry(&options, bundle, publication);
    publication_free(publication);
    if (entry == ENTRY_NONE)
        goto out;
    if (stage == STAGE_HTML) {
        code = dump_html(bundle, entry);
        goto out;
    }
    if (article_open(bundle, entry, &article, &fault)) {
        options_fail(&fault);
        goto out;
    }
    code = stage >= STAGE_LINES ? dump_pages(article, stage, &options) : dump_document(article, stage);
    if (!code && article_fault(article)) {
        options_fail(article_fault(article));
        code = EXIT_FINDINGS;
    }
out:
    article_close(article);
    bundle_close(bundle);
    return code;
}
