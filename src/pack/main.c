/* slipcase-pack: makes a bundle on an author's machine. */
#include <errno.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/messages.h"
#include "base/password.h"
#include "pack/pack.h"
#include "pack/sign.h"

/* As the other commands: 1 for something wrong in the material, 2 when it cannot be begun. */
enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2 };

static int print_help(void)
{
    puts(_("slipcase-pack makes a bundle: a zip that Slipcase reads, from a folder of articles.\n"
           "\n"
           "  slipcase-pack SOURCE -o BUNDLE.zip [--sign KEYFILE] [--no-index]\n"
           "\n"
           "  -o, --output BUNDLE.zip   where to write; an existing file is replaced when all is done\n"
           "  --sign KEYFILE            writes BUNDLE.zip.minisig, too, with this secret key of minisign;\n"
           "                            its password is asked for, or the first line of standard input\n"
           "  --no-index                leaves out the index that searching the bundle is quick with\n"
           "  --help, --version\n"
           "\n"
           "Markdown, HTML, text, pictures and whatever else lies in SOURCE go in; hidden files and\n"
           "symbolic links are left out. README.md is the home page; bundle.ini says what the bundle\n"
           "is, see slipcase-pack(1). The same files give the same bytes: entries are dated\n"
           "1980-01-01, or SOURCE_DATE_EPOCH when that is set.\n"
           "Exit status: 0 packed; 1 something in SOURCE or the writing failed; 2 the command line\n"
           "is wrong."));
    return fflush(stdout) || ferror(stdout) ? EXIT_FAILED : EXIT_DONE;
}

static int wrong_usage(const char *sentence)
{
    fprintf(stderr, "slipcase-pack: %s\n", sentence);
    return EXIT_USAGE;
}

/* https://reproducible-builds.org/specs/source-date-epoch/: decimal seconds, UTC. */
static bool read_date(time_t *date)
{
    const char *text = getenv("SOURCE_DATE_EPOCH");
    *date = 0;
    if (!text)
        return true;
    char *end;
    errno = 0;
    long long seconds = strtoll(text, &end, 10);
    *date = (time_t)seconds;
    return end != text && !*end && !errno && seconds >= 0;
}

static int failed(const struct fault *fault)
{
    fprintf(stderr, "slipcase-pack: %s\n", fault->sentence);
    return EXIT_FAILED;
}

/* For sign_open. */
static bool ask(const char *key, char out[SIGN_PASSWORD])
{
    char *prompt;
    if (asprintf(&prompt, _("Password of %s: "), key) < 0)
        return false;
    bool came = password_ask(prompt, out, SIGN_PASSWORD);
    free(prompt);
    return came;
}

/* The signature's date is now, unless the bundle's is given. */
static int sign(const struct signer_key *key, const char *output, time_t date)
{
    struct fault fault;
    if (sign_bundle(key, output, date ? date : time(NULL), &fault))
        return failed(&fault);
    return EXIT_DONE;
}

static int run(const char *source, const char *output, const char *key_file, bool no_index)
{
    struct pack_summary summary;
    struct fault fault;
    struct signer_key *key = NULL;
    struct pack_form form = {.no_index = no_index};
    if (!read_date(&form.date))
        return wrong_usage(_("SOURCE_DATE_EPOCH must be a number of seconds; unset it or set it to one."));
    /* First: a wrong password must not be found out when all is packed. */
    if (key_file && sign_open(key_file, ask, &key, &fault))
        return failed(&fault);
    int code = EXIT_DONE;
    if (pack_folder(source, output, &form, &summary, &fault)) {
        code = failed(&fault);
    } else {
        if (summary.skipped)
            fprintf(stderr, _("slipcase-pack: left out as hidden or as links: %u, such as %s.\n"),
                    summary.skipped, summary.example);
        if (key)
            code = sign(key, output, form.date);
    }
    sign_close(key);
    return code;
}

int main(int argc, char **argv)
{
    static const struct option options[] = {
        {"output", required_argument, NULL, 'o'}, {"sign", required_argument, NULL, 's'},
        {"no-index", no_argument, NULL, 'n'},     {"help", no_argument, NULL, 'h'},
        {"version", no_argument, NULL, 'v'},      {NULL, 0, NULL, 0}};
    const char *output = NULL, *key = NULL;
    bool no_index = false;
    struct fault fault;
    messages_open();
    opterr = 0;
    for (int option; (option = getopt_long(argc, argv, ":o:", options, NULL)) != -1;) {
        switch (option) {
        case 'o':
            output = optarg;
            break;
        case 's':
            key = optarg;
            break;
        case 'n':
            no_index = true;
            break;
        case 'h':
            return print_help();
        case 'v':
            return puts("slipcase-pack " SLIPCASE_VERSION) < 0 ? EXIT_FAILED : EXIT_DONE;
        default:
            fault_set(&fault, STATUS_INVALID,
                      option == ':' ? _("%s needs the name of a file behind it.")
                                    : _("%s is not understood here; see slipcase-pack --help."),
                      argv[optind - 1]);
            return wrong_usage(fault.sentence);
        }
    }
    if (optind == argc)
        return wrong_usage(_("Name the folder to pack: slipcase-pack SOURCE -o BUNDLE.zip"));
    if (optind + 1 < argc)
        return wrong_usage(_("Only one folder can be packed: slipcase-pack SOURCE -o BUNDLE.zip"));
    if (!output)
        return wrong_usage(_("Name the bundle to write: slipcase-pack SOURCE -o BUNDLE.zip"));
    return run(argv[optind], output, key, no_index);
}
