/* slipcase --help */
#include <stdio.h>

#include "base/messages.h"
#include "command/command.h"

void command_help(void)
{
    puts(_(
        "slipcase opens a bundle of articles as a library and reads it without a network.\n"
        "\n"
        "  slipcase [BUNDLE|FOLDER]...\n"
        "                            reads on the screen: one bundle, or a shelf of several\n"
        "                            (without: the library, or when it is empty the handbook)\n"
        "  slipcase render BUNDLE -o OUT.png\n"
        "                            writes pages as pictures\n"
        "  slipcase dump BUNDLE --as text|html|tree|lines|pages\n"
        "                            prints one stage of the way from an article to its pages\n"
        "  slipcase list BUNDLE      prints its articles: path, title, language\n"
        "  slipcase check BUNDLE     reads everything in it and prints what is wrong, a line each\n"
        "  slipcase search BUNDLE QUERY\n"
        "                            looks for words: in titles, their pinyin or its initials, in the text\n"
        "  slipcase pin              asks for a PIN and prints its line for slipcase.conf\n"
        "\n"
        "  --entry PATH              the article, instead of the home page (render, dump)\n"
        "  --page N|all              the page to render; all writes OUT-001.png …\n"
        "  --config FILE             the settings, instead of /etc/slipcase/slipcase.conf (reading,\n"
        "                            check)\n"
        "  --kiosk                   the whole screen, and no key leaves the program (reading)\n"
        "  --size WxH                the screen in pixels\n"
        "  --rotate 0|90|180|270     turns the picture clockwise on the panel (reading)\n"
        "  --font-size PX            the text's size, 12 to 96\n"
        "  --theme day|sepia|night   the colours\n"
        "  -o, --output OUT.png      where render writes; - is standard output\n"
        "  --limit N                 how many articles search prints at most (20)\n"
        "  --json                    list, check and search print JSON\n"
        "  --help, --version\n"
        "\n"
        "BUNDLE is a zip of articles, an EPUB, one of these in a zip (SHELF.zip/BOOK.epub), a folder,\n"
        "or one .md, .html or .txt file; - is a zip on standard input (not when reading). PATH is the\n"
        "entry's name in the bundle, or the name below its single top folder.\n"
        "Exit status: 0 sound; 1 something in the bundle is wrong or missing, or nothing was\n"
        "found; 2 it cannot be opened, or the command line is wrong."));
}
