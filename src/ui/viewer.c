#include "ui/viewer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/messages.h"
#include "ui/reading.h"
#include "ui/sheet.h"

/* A picture is enlarged to so many times its own size, as on an article's page. */
#define TIMES_MOST 2

struct viewer {
    struct screen screen;
    struct picture picture;
    uint32_t entry;
    int width, height; /* the picture's own, px */
    struct box box;    /* where it is drawn */
    struct page *page; /* NULL: no memory for it */
};

static void viewer_free(struct screen *screen)
{
    struct viewer *viewer = (struct viewer *)screen;
    page_free(viewer->page);
    free((char *)viewer->picture.source);
    free(viewer);
}

/* Width and height in `room`, at most so many times the picture's own. */
static void fit(const struct viewer *viewer, const struct box *room, int64_t times, struct box *out)
{
    int64_t width = viewer->width * times, height = viewer->height * times;
    if (width > room->width) {
        width = room->width;
        height = width * viewer->height / viewer->width;
    }
    if (height > room->height) {
        height = room->height;
        width = height * viewer->width / viewer->height;
    }
    out->width = width > 1 ? (int32_t)width : 1;
    out->height = height > 1 ? (int32_t)height : 1;
}

/* The picture and, a gap below it, the line with its name, both in the middle. */
static void viewer_arrange(struct ui *ui, struct screen *screen)
{
    struct viewer *viewer = (struct viewer *)screen;
    struct sheet sheet;
    struct sheet_style style = {
        .font = {.size = ui_text_size(ui), .region = (uint8_t)ui_region()},
        .ink = INK_QUIET,
        .align = ALIGN_CENTER,
        .elide_middle = true,
    };
    int32_t line = sheet_line_height(&style.font), gap = ui_label_size(ui->width, ui->height) / 2;
    struct box room = {gap, gap, ui->width - 2 * gap, ui->height - 3 * gap - line};
    struct box *box = &viewer->box;
    fit(viewer, &room, TIMES_MOST, box);
    /* Only a screen larger than any picture may be gets here; in its own size every picture can be drawn. */
    if ((int64_t)box->width * box->height > LIMIT_PICTURE_PIXELS)
        fit(viewer, &room, 1, box);
    box->x = (ui->width - box->width) / 2;
    box->y = room.y + (room.height - box->height) / 2;
    page_free(viewer->page);
    sheet_open(&sheet, ui->metrics, ui->width, ui->height);
    sheet_picture(&sheet, *box, &viewer->picture);
    sheet_line(&sheet, &style, (struct box){room.x, box->y + box->height + gap, room.width, line},
               viewer->picture.text);
    viewer->page = sheet_close(&sheet);
    ui->stale = true;
}

static void viewer_act(struct ui *ui, struct screen *screen, const struct action *action)
{
    (void)screen;
    if (action->kind == ACTION_BACK || action->kind == ACTION_SELECT || action->kind == ACTION_TAP ||
        action->kind == ACTION_LONG_PRESS)
        ui_pop(ui);
}

static void viewer_draw(struct ui *ui, struct screen *screen)
{
    struct viewer *viewer = (struct viewer *)screen;
    if (viewer->page)
        ui_paint(ui, viewer->page, 0);
}

static enum status viewer_describe(struct ui *ui, struct screen *screen, struct buffer *out)
{
    const struct viewer *viewer = (const struct viewer *)screen;
    const struct box *box = &viewer->box;
    return buffer_print(out, "picture %s\nbox %d %d %d %d\nline %s\n", bundle_name(ui->bundle, viewer->entry),
                        (int)box->x, (int)box->y, (int)box->width, (int)box->height, viewer->picture.text);
}

/* The address that leads to an entry from any article: from the bundle's top, percent-encoded (RFC 3986 §2.1) where a
 * character would mean something else. */
static char *address_of(const char *name)
{
    char *address = malloc(3 * strlen(name) + 2), *end = address;
    if (!address)
        return NULL;
    *end++ = '/';
    for (; *name; name++) {
        if (strchr("%#?\\ ", *name))
            end += sprintf(end, "%%%02X", (unsigned)*name);
        else
            *end++ = *name;
    }
    *end = '\0';
    return address;
}

enum status viewer_new(struct ui *ui, uint32_t entry, struct screen **out, struct fault *fault)
{
    static const struct screen_kind kind = {
        .name = "picture",
        .free = viewer_free,
        .arrange = viewer_arrange,
        .act = viewer_act,
        .draw = viewer_draw,
        .describe = viewer_describe,
    };
    const char *name = bundle_name(ui->bundle, entry), *slash = strrchr(name, '/');
    *out = NULL;
    enum status status = canvas_try_picture(ui->bundle, entry, fault);
    if (status)
        return status;
    struct viewer *viewer = calloc(1, sizeof *viewer);
    if (!viewer)
        return fault_no_memory(fault);
    viewer->screen.kind = &kind;
    viewer->entry = entry;
    viewer->picture = (struct picture){.source = address_of(name), .text = slash ? slash + 1 : name};
    if (!viewer->picture.source)
        status = fault_no_memory(fault);
    else if (!ui->metrics->picture(ui->metrics->data, reading_article(ui), &viewer->picture, &viewer->width,
                                   &viewer->height))
        status = fault_set(fault, STATUS_UNSUPPORTED,
                           _("“%s” is in this bundle, but it cannot be shown here."), name);
    if (status)
        viewer_free(&viewer->screen);
    else
        *out = &viewer->screen;
    return status;
}
