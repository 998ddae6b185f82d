/* How each visitor finds the screen: text size, colours, language. A choice applies at once, and is kept for the next start. */
#include <stdio.h>
#include <string.h>

#include "base/messages.h"
#include "ui/maintenance.h"
#include "ui/upkeep.h"

enum { LOOK_SIZE, LOOK_THEME, LOOK_LANGUAGE };

static const char *const themes[THEME_COUNT] = {N_("Day"), N_("Sepia"), N_("Night")};

/* Each by its own name, for whoever reads nothing else. */
static const struct {
    const char *tag, *name;
} languages[] = {
    {"zh-Hans", "简体中文"}, {"zh-Hant", "繁體中文"}, {"en", "English"}, {"ja", "日本語"}, {"ko", "한국어"},
};
#define LANGUAGES (sizeof languages / sizeof languages[0])

static struct host_look look_now(const struct ui *ui)
{
    struct host_look look = {0};
    ui->host->look(ui->host->program, &look);
    return look;
}

static void size_name(uint16_t size, char out[32])
{
    if (size)
        snprintf(out, 32, "%u px", size);
    else
        snprintf(out, 32, "%s", _("from the screen's size"));
}

static void fill(struct ui *ui, struct upkeep *upkeep)
{
    struct host_look look = look_now(ui);
    char size[32];
    const char *language = ui_language();
    for (size_t i = 0; i < LANGUAGES; i++) {
        if (!strcmp(language, languages[i].tag))
            language = languages[i].name;
    }
    size_name(look.text_size, size);
    upkeep_add(upkeep, LOOK_SIZE, _("Text size"), size);
    upkeep_add(upkeep, LOOK_THEME, _("Colours"), look.theme < THEME_COUNT ? _(themes[look.theme]) : NULL);
    upkeep_add(upkeep, LOOK_LANGUAGE, _("Language of the messages"), language);
}

static void fill_sizes(const struct host_look *look, struct upkeep *upkeep)
{
    uint16_t size = 0, next;
    for (;; size = next) {
        char name[32];
        size_name(size, name);
        struct upkeep_row *row = upkeep_add(upkeep, size, name, NULL);
        if (row)
            row->current = size == look->text_size;
        next = ui_size_beside(size, true);
        if (next == size)
            break;
    }
}

static void fill_choices(struct ui *ui, struct upkeep *upkeep)
{
    struct host_look look = look_now(ui);
    struct upkeep_row *row;
    if (upkeep->subject == LOOK_SIZE)
        fill_sizes(&look, upkeep);
    for (uint32_t i = 0; upkeep->subject == LOOK_THEME && i < THEME_COUNT; i++) {
        if ((row = upkeep_add(upkeep, i, _(themes[i]), NULL)))
            row->current = i == look.theme;
    }
    for (uint32_t i = 0; upkeep->subject == LOOK_LANGUAGE && i < LANGUAGES; i++) {
        if ((row = upkeep_add(upkeep, i, languages[i].name, NULL)))
            row->current = !strcmp(languages[i].tag, ui_language());
    }
}

static void choose_value(struct ui *ui, struct upkeep *upkeep, uint32_t number)
{
    struct host_look look = look_now(ui);
    struct fault fault = {0};
    switch (upkeep->subject) {
    case LOOK_SIZE:
        look.text_size = (uint16_t)number;
        break;
    case LOOK_THEME:
        look.theme = (uint8_t)number;
        break;
    default:
        look.language = languages[number].tag;
    }
    enum status status = ui->host->keep_look(ui->host->program, &look, &fault);
    ui_pop(ui);
    ui_set_look(ui, look.text_size, (enum theme)look.theme);
    /* It applies all the same, until the next start. */
    if (status)
        upkeep_fail(ui, &fault);
}

static void choose(struct ui *ui, struct upkeep *upkeep, uint32_t number)
{
    static const struct upkeep_kind kinds[] = {
        [LOOK_SIZE] = {.name = "size",
                       .headline = N_("Text size"),
                       .fill = fill_choices,
                       .choose = choose_value},
        [LOOK_THEME] = {.name = "theme",
                        .headline = N_("Colours"),
                        .fill = fill_choices,
                        .choose = choose_value},
        [LOOK_LANGUAGE] = {.name = "language",
                           .headline = N_("Language of the messages"),
                           .fill = fill_choices,
                           .choose = choose_value},
    };
    struct upkeep *choices = upkeep_new(&kinds[number]);
    (void)upkeep;
    if (!choices)
        return;
    choices->subject = number;
    ui_push(ui, &choices->list.screen);
}

struct screen *maintenance_look(void)
{
    static const struct upkeep_kind kind = {
        .name = "look", .headline = N_("Text size, colours and language"), .fill = fill, .choose = choose};
    struct upkeep *upkeep = upkeep_new(&kind);
    return upkeep ? &upkeep->list.screen : NULL;
}
