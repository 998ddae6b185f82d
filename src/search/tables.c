/* search-tables FILE: writes what han.c knows of the characters U+4E00 … U+9FFF, as ICU has it: the simplified form of each (the
 * transliterator Hant-Hans), and how it is read in Mandarin (Han-Latin), without tones and with u for ü. Run while building. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#define FIRST 0x4E00
#define LAST 0x9FFF
#define SYLLABLES 1000
#define SYLLABLE 8

static UTransliterator *open_or_end(const UChar *name)
{
    UErrorCode error = U_ZERO_ERROR;
    UTransliterator *out = utrans_openU(name, -1, UTRANS_FORWARD, NULL, 0, NULL, &error);
    if (U_SUCCESS(error))
        return out;
    fprintf(stderr, "search-tables: ICU's data has no such transliterator: %s\n", u_errorName(error));
    exit(1);
}

/* Into `text`, with a NUL. */
static void transliterate(const UTransliterator *transliterator, UChar code, UChar text[32])
{
    int32_t length = 1, limit = 1;
    UErrorCode error = U_ZERO_ERROR;
    text[0] = code;
    utrans_transUChars(transliterator, text, &length, 31, 0, &limit, &error);
    text[U_SUCCESS(error) ? length : 0] = 0;
}

static void write_simplified(FILE *out)
{
    UTransliterator *simplify = open_or_end(u"Hant-Hans");
    fprintf(out, "static const uint16_t simplified[] = {");
    for (int code = FIRST; code <= LAST; code++) {
        UChar text[32];
        transliterate(simplify, (UChar)code, text);
        fprintf(out, "%s%d,", code % 16 ? "" : "\n", text[0] && !text[1] ? text[0] : code);
    }
    fprintf(out, "\n};\n");
    utrans_close(simplify);
}

/* False: what ICU gives is no syllable of letters. */
static bool read_syllable(const UChar *text, char out[SYLLABLE])
{
    size_t size = 0;
    for (; *text; text++) {
        if (*text < 'a' || *text > 'z' || size + 1 == SYLLABLE)
            return false;
        out[size++] = (char)*text;
    }
    out[size] = '\0';
    return size > 0;
}

static void write_readings(FILE *out)
{
    static char syllables[SYLLABLES][SYLLABLE];
    int count = 1; /* 0: none */
    UTransliterator *latin = open_or_end(u"Han-Latin; Latin-ASCII; Lower");
    fprintf(out, "static const uint16_t readings[] = {");
    for (int code = FIRST; code <= LAST; code++) {
        UChar text[32];
        char syllable[SYLLABLE];
        int found = 0;
        transliterate(latin, (UChar)code, text);
        if (read_syllable(text, syllable)) {
            for (found = 1; found < count && strcmp(syllables[found], syllable) != 0;)
                found++;
            if (found == SYLLABLES)
                exit(1);
            if (found == count)
                memcpy(syllables[count++], syllable, SYLLABLE);
        }
        fprintf(out, "%s%d,", code % 16 ? "" : "\n", found);
    }
    fprintf(out, "\n};\nstatic const char syllables[][%d] = {\"\",", SYLLABLE);
    for (int i = 1; i < count; i++)
        fprintf(out, "%s\"%s\",", i % 12 ? " " : "\n", syllables[i]);
    fprintf(out, "\n};\n");
    utrans_close(latin);
}

int main(int argc, char **argv)
{
    FILE *out = argc == 2 ? fopen(argv[1], "w") : NULL;
    if (!out)
        return 1;
    fprintf(
        out,
        "/* Made by search-tables. */\n#include <stdint.h>\n\n#define HAN_FIRST %d\n#define HAN_LAST %d\n\n",
        FIRST, LAST);
    write_simplified(out);
    write_readings(out);
    return fclose(out) ? 1 : 0;
}
