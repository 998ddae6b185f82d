#include "command/options.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/messages.h"
#include "command/command.h"
#include "command/value.h"
#include "search/search.h"

#define WIDTH_LEAST 240
#define HEIGHT_LEAST 160
#define SIZE_MOST 8192

static const struct option long_options[] = {
    {"entry", required_argument, NULL, 'e'},
    {"page", required_argument, NULL, 'p'},
    {"size", required_argument, NULL, 's'},
    {"font-size", required_argument, NULL, 'f'},
    {"theme", required_argument, NULL, 't'},
    {"rotate", required_argument, NULL, 'r'},
    {"output", required_argument, NULL, 'o'},
    {"as", required_argument, NULL, 'a'},
    {"config", required_argument, NULL, 'c'},
    {"json", no_argument, NULL, 'j'},
    {"kiosk", no_argument, NULL, 'k'},
    {"limit", required_argument, NULL, 'l'},
    {NULL, 0, NULL, 0},
};

static const char *option_name(int letter)
{
    const struct option *option = long_options;
    while (option->val != letter)
        option++;
    return option->name;
}

static bool read_size(const char *text, struct options *out)
{
    long size[2];
    if (!value_size(text, (const long[2]){WIDTH_LEAST, HEIGHT_LEAST}, SIZE_MOST, size))
        return false;
    out->width = (int32_t)size[0];
    out->height = (int32_t)size[1];
    return true;
}

static bool read_theme(const char *text, struct options *out)
{
    int theme = value_choice(text, value_themes);
    out->theme_given = theme >= 0;
    if (out->theme_given)
        out->theme = (enum theme)theme;
    return out->theme_given;
}

static bool wrong(const char *option, const char *value, const char *form)
{
    fprintf(stderr, "slipcase: ");
    fprintf(stderr, _("--%s takes %s, not “%s”."), option, form, value);
    fputc('\n', stderr);
    return false;
}

static bool read_page(const char *value, struct options *out)
{
    long number;
    if (!strcmp(value, "all")) {
        out->all_pages = true;
        return true;
    }
    if (!value_number(value, 1, INT32_MAX, &number))
        return wrong("page", value, _("a page number from 1, or “all”"));
    out->page = (uint32_t)number;
    return true;
}

static bool read_limit(const char *value, struct options *out)
{
    long number;
    if (!value_number(value, 1, SEARCH_MOST, &number))
        return wrong("limit", value, _("a number from 1 to 1000"));
    out->limit = (uint32_t)number;
    return true;
}

static bool set_option(int letter, const char *value, struct options *out)
{
    long number;
    switch (letter) {
    case 'e':
        out->entry = value;
        return true;
    case 'o':
        out->output = value;
        return true;
    case 'c':
        out->config = value;
        return true;
    case 'a':
        out->stage = value;
        return true;
    case 'j':
        out->json = true;
        return true;
    case 'k':
        out->kiosk = true;
        return true;
    case 'p':
        return read_page(value, out);
    case 'l':
        return read_limit(value, out);
    case 's':
        return read_size(value, out) || wrong("size", value, _("WIDTHxHEIGHT in pixels, such as 1280x800"));
    case 'f':
        if (!value_number(value, VALUE_FONT_LEAST, VALUE_FONT_MOST, &number))
            return wrong("font-size", value, _("a number of pixels from 12 to 96"));
        out->font_size = (uint16_t)number;
        return true;
    case 't':
        return read_theme(value, out) || wrong("theme", value, _("day, sepia or night"));
    default:
        if (!value_number(value, 0, 270, &number) || number % 90)
            return wrong("rotate", value, _("0, 90, 180 or 270"));
        out->rotation = (int)number;
        out->rotation_given = true;
        return true;
    }
}

__attribute__((format(printf, 1, 0))) static bool refuse(const char *sentence, const char *word)
{
    fprintf(stderr, "slipcase: ");
    fprintf(stderr, sentence, word);
    fputc('\n', stderr);
    return false;
}

/* The word of an option that nobody has. getopt moves what is no option to the end, so it is the one before optind; but while letters are
 * left in it, as in -xyz, that at optind. */
static const char *unknown_word(int argc, char **argv)
{
    const char *word = optind < argc ? argv[optind] : "";
    bool left = optopt && word[0] == '-' && word[1] == (char)optopt && word[2];
    return left ? word : argv[optind - 1];
}

bool options_parse(int argc, char **argv, const char *takes, struct options *out)
{
    *out = (struct options){.page = 1, .limit = DEFAULT_LIMIT};
    opterr = 0;
    optind = 1;
    for (;;) {
        int letter = getopt_long(argc, argv, ":o:", long_options, NULL);
        if (letter == -1)
            break;
        if (letter == ':')
            return refuse(_("%s needs a value behind it; see slipcase --help."), argv[optind - 1]);
        if (letter == '?')
            return refuse(_("%s is no option of this command; see slipcase --help."),
                          unknown_word(argc, argv));
        if (!strchr(takes, letter))
            return refuse(_("--%s is no option of this command; see slipcase --help."), option_name(letter));
        if (!set_option(letter, optarg, out))
            return false;
    }
    out->bundles = argv + optind;
    out->bundle_count = argc - optind;
    out->bundle = *out->bundles; /* argv ends with NULL */
    if (out->bundle_count > 1 && !strchr(takes, 'm'))
        return refuse(_("One bundle at a time: “%s” is one argument too many."), argv[optind + 1]);
    return true;
}

/* A zip is read from its end, so what comes through a pipe is kept in an unnamed file, gone with the process. */
static enum status spool_input(char path[32], struct fault *fault)
{
    FILE *file = tmpfile();
    char bytes[1 << 14];
    size_t got;
    if (!file)
        return fault_set(fault, STATUS_IO, _("Standard input cannot be kept in a temporary file: %s."),
                         strerror(errno));
    while ((got = fread(bytes, 1, sizeof bytes, stdin)) > 0) {
        if (fwrite(bytes, 1, got, file) != got)
            break;
    }
    if (ferror(stdin) || ferror(file) || fflush(file)) {
        fclose(file);
        return fault_set(fault, STATUS_IO, _("Standard input cannot be kept in a temporary file: %s."),
                         strerror(errno));
    }
    /* The descriptor stays open until the process ends. */
    snprintf(path, 32, "/proc/self/fd/%d", fileno(file));
    return STATUS_OK;
}

struct bundle *options_bundle(const struct options *options)
{
    struct fault fault = {0};
    struct bundle *bundle = NULL;
    char spooled[32];
    const char *path = options->bundle, *name = path;
    if (!path) {
        fprintf(stderr, "slipcase: %s\n",
                _("Name the bundle to open, such as a .zip file; see slipcase --help."));
        return NULL;
    }
    if (!strcmp(path, "-")) {
        if (spool_input(spooled, &fault)) {
            options_fail(&fault);
            return NULL;
        }
        path = spooled;
        name = _("Standard input");
    }
    if (bundle_open_as(path, name, &bundle, &fault)) {
        options_fail(&fault);
        return NULL;
    }
    return bundle;
}

struct publication *options_publication(struct bundle *bundle)
{
    struct fault fault = {0};
    struct publication *publication = NULL;
    if (publication_open(bundle, &publication, &fault))
        options_fail(&fault);
    return publication;
}

uint32_t options_entry(const struct options *options, const struct bundle *bundle,
                       struct publication *publication)
{
    uint32_t entry = options->entry ? bundle_find(bundle, options->entry) : publication_home(publication);
    if (!options->entry && entry == ENTRY_NONE) {
        fprintf(stderr, "slipcase: ");
        fprintf(stderr,
                _("%s is a shelf of bundles; open one of them, which slipcase list prints, as %s/NAME."),
                bundle_path(bundle), bundle_path(bundle));
        fputc('\n', stderr);
        return entry;
    }
    if (entry == ENTRY_NONE) {
        fprintf(stderr, "slipcase: ");
        fprintf(stderr, _("%s has no entry “%s”; slipcase list prints the ones it has."), bundle_path(bundle),
                options->entry);
        fputc('\n', stderr);
    } else if (!entry_is_article(bundle_kind(bundle, entry))) {
        fprintf(stderr, "slipcase: ");
        fprintf(stderr, _("“%s” in %s is no article; slipcase list prints those."), options->entry,
                bundle_path(bundle));
        fputc('\n', stderr);
        entry = ENTRY_NONE;
    }
    return entry;
}

int options_fail(const struct fault *fault)
{
    fprintf(stderr, "slipcase: %s\n", fault->sentence);
    return EXIT_UNUSABLE;
}

int options_print(const struct buffer *text)
{
    if ((text->size && fwrite(text->data, 1, text->size, stdout) != text->size) || fflush(stdout)) {
        fprintf(stderr, "slipcase: ");
        fprintf(stderr, _("Standard output cannot be written: %s."), strerror(errno));
        fputc('\n', stderr);
        return EXIT_UNUSABLE;
    }
    return EXIT_SOUND;
}
