/* unicode MISSES [FOLDER]: runs Unicode's own test data through what sets our text, counts, and prints the counts: line
 * breaks (UAX #14) through break_text, grapheme clusters (UAX #29) through graphemes_split, levels and visual order (UAX #9)
 * through bidi_text and bidi_order. Fails when a case misses that MISSES does not name, or one is named that passes. FOLDER:
 * where Debian's package unicode-data keeps the files. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>

#include "base/grow.h"
#include "base/utf8.h"
#include "layout/para.h"
#include "paint/grapheme.h"

#define CODES_MOST 256
#define FOLDER "/usr/share/unicode"

/* One case. */
struct sample {
    uint32_t codes[CODES_MOST];
    bool breaks[CODES_MOST + 1]; /* breaks[i]: before codes[i] */
    uint32_t count;
    char text[CODES_MOST * 4 + 1];
    uint32_t begins[CODES_MOST + 1]; /* bytes of `text` */
};

struct tally {
    uint32_t passed, missed, listed, wrong;
};

/* One cluster for each code point: what is tested are rules about code points. */
static enum status shape(void *data, const struct font *font, const char *text, uint32_t size,
                         struct cluster *out, uint32_t *count)
{
    (void)data;
    *count = 0;
    for (uint32_t at = 0; at < size;) {
        uint32_t code, length = (uint32_t)utf8_decode(text + at, size - at, &code);
        int width = u_getIntPropertyValue((UChar32)code, UCHAR_EAST_ASIAN_WIDTH);
        bool wide = width == U_EA_WIDE || width == U_EA_FULLWIDTH;
        out[(*count)++] = (struct cluster){.begin = at,
                                           .end = at + length,
                                           .advance = wide ? FIXED(font->size) : FIXED(font->size) / 2,
                                           .face = 1};
        at += length;
    }
    return STATUS_OK;
}

static FILE *open_data(const char *folder, const char *name)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "r");
    if (!file)
        fprintf(stderr, "%s is missing: install the package unicode-data.\n", path);
    return file;
}

static void add_code(struct sample *sample, uint32_t code)
{
    if (sample->count == CODES_MOST)
        exit(2);
    uint32_t at = sample->begins[sample->count];
    sample->codes[sample->count++] = code;
    sample->begins[sample->count] = at + (uint32_t)utf8_encode(code, sample->text + at);
}

/* "÷ 0023 × 0308 ÷": false for a line without a case. */
static bool read_breaks(char *line, struct sample *sample)
{
    bool breaks = false;
    memset(sample, 0, sizeof *sample);
    line[strcspn(line, "#\n")] = '\0';
    for (char *word = strtok(line, " \t"); word; word = strtok(NULL, " \t")) {
        if (!strcmp(word, "÷") || !strcmp(word, "×")) {
            breaks = !strcmp(word, "÷");
            sample->breaks[sample->count] = breaks;
        } else {
            add_code(sample, (uint32_t)strtoul(word, NULL, 16));
        }
    }
    return sample->count > 0;
}

static struct text text_of(const struct sample *sample, struct span *span)
{
    *span = (struct span){.end = sample->begins[sample->count]};
    return (struct text){.bytes = sample->text, .size = span->end, .span_count = 1, .spans = span};
}

/* Whether the case is named in the list of misses as "KIND CODES". */
static bool is_listed(const char *misses, const char *name)
{
    size_t size = strlen(name);
    for (const char *at = strstr(misses, name); at; at = strstr(at + 1, name))
        if ((at == misses || at[-1] == '\n') && at[size] == '\n')
            return true;
    return false;
}

static void count(struct tally *tally, const char *misses, const char *kind, const struct sample *sample,
                  bool passed)
{
    char name[CODES_MOST * 7 + 16];
    int size = snprintf(name, sizeof name, "%s", kind);
    for (uint32_t i = 0; i < sample->count; i++)
        size += snprintf(name + size, sizeof name - (size_t)size, " %04" PRIX32, sample->codes[i]);
    bool listed = is_listed(misses, name);
    tally->passed += passed;
    tally->missed += !passed;
    tally->listed += listed;
    tally->wrong += listed == passed;
    if (listed == passed)
        printf("%s%s\n", passed ? "passes now: " : "", name);
}

static int report(const char *what, const struct tally *tally)
{
    printf("%s: %u of %u pass, %u misses\n", what, tally->passed, tally->passed + tally->missed,
           tally->missed);
    return tally->wrong != 0 || tally->passed == 0;
}

static int lines(const char *folder, const char *misses, struct setter *setter)
{
    FILE *file = open_data(folder, "auxiliary/LineBreakTest.txt");
    char line[4096];
    struct tally tally = {0};
    struct para para = {0};
    while (file && fgets(line, sizeof line, file)) {
        struct sample sample;
        struct span span;
        if (!read_breaks(line, &sample))
            continue;
        struct text text = text_of(&sample, &span);
        para.text = &text;
        para.spec = (struct para_spec){.measure = FIXED(10000), .size = 20};
        if (shape_text(setter, &para) || break_text(setter, &para))
            exit(2);
        bool passed = para.atom_count == sample.count;
        for (uint32_t i = 1; i < para.atom_count && passed; i++) {
            /* Behind a forced break a line begins in any case (fit.c). */
            bool breaks = para.atoms[i].flags & ATOM_BREAK || para.atoms[i - 1].kind == KIND_FEED;
            passed = breaks == sample.breaks[i];
        }
        count(&tally, misses, "line", &sample, passed);
    }
    if (file)
        fclose(file);
    para_free(&para);
    return report("LineBreakTest", &tally);
}

static int clusters(const char *folder, const char *misses)
{
    FILE *file = open_data(folder, "auxiliary/GraphemeBreakTest.txt");
    char line[4096];
    struct tally tally = {0};
    struct graphemes *graphemes;
    if (graphemes_new(&graphemes))
        exit(2);
    while (file && fgets(line, sizeof line, file)) {
        struct sample sample;
        struct cluster out[CODES_MOST * 4];
        uint32_t number = 0, found = 0;
        if (!read_breaks(line, &sample))
            continue;
        if (graphemes_split(graphemes, sample.text, sample.begins[sample.count], out, &number))
            exit(2);
        bool passed = true;
        for (uint32_t i = 0; i < sample.count; i++) {
            bool begins = found < number && out[found].begin == sample.begins[i];
            found += begins;
            passed &= begins == sample.breaks[i];
        }
        count(&tally, misses, "cluster", &sample, passed && found == number);
    }
    if (file)
        fclose(file);
    graphemes_free(graphemes);
    return report("GraphemeBreakTest", &tally);
}

/* The levels, 'x' for what rule X9 takes away, and the visual order of the rest. */
struct order {
    int levels[CODES_MOST];
    uint32_t indexes[CODES_MOST], count;
    int paragraph;
};

static bool read_order(char *line, struct sample *sample, struct order *order, uint8_t *direction)
{
    static const uint8_t directions[] = {DIRECTION_LTR, DIRECTION_RTL, DIRECTION_AUTO};
    char *fields[5] = {line};
    memset(sample, 0, sizeof *sample);
    *order = (struct order){0};
    line[strcspn(line, "#\n")] = '\0';
    for (int i = 1; i < 5; i++) {
        char *semicolon = strchr(fields[i - 1], ';');
        if (!semicolon)
            return false;
        *semicolon = '\0';
        fields[i] = semicolon + 1;
    }
    for (char *word = strtok(fields[0], " "); word; word = strtok(NULL, " "))
        add_code(sample, (uint32_t)strtoul(word, NULL, 16));
    *direction = directions[strtoul(fields[1], NULL, 10) % 3];
    order->paragraph = (int)strtol(fields[2], NULL, 10);
    uint32_t i = 0;
    for (char *word = strtok(fields[3], " "); word && i < CODES_MOST; word = strtok(NULL, " "))
        order->levels[i++] = word[0] == 'x' ? -1 : (int)strtol(word, NULL, 10);
    for (char *word = strtok(fields[4], " "); word; word = strtok(NULL, " "))
        order->indexes[order->count++] = (uint32_t)strtoul(word, NULL, 10);
    return i == sample->count;
}

static bool same_order(struct setter *setter, const struct para *para, const struct order *order)
{
    struct line line = {.end = para->atom_count};
    if (GROW(setter->levels, setter->level_room, para->atom_count) ||
        GROW(setter->order, setter->order_room, para->atom_count))
        exit(2);
    bidi_order(setter, para, &line);
    uint32_t at = 0;
    for (uint32_t i = 0; i < para->atom_count; i++) {
        uint32_t index = (uint32_t)setter->order[i];
        if (order->levels[index] < 0)
            continue;
        if (at >= order->count || order->indexes[at++] != index)
            return false;
    }
    return at == order->count;
}

static int levels(const char *folder, const char *misses, struct setter *setter)
{
    FILE *file = open_data(folder, "BidiCharacterTest.txt");
    char line[4096];
    struct tally tally = {0};
    struct para para = {0};
    while (file && fgets(line, sizeof line, file)) {
        struct sample sample;
        struct order order;
        struct span span;
        uint8_t direction;
        if (line[0] == '#' || !read_order(line, &sample, &order, &direction))
            continue;
        struct text text = text_of(&sample, &span);
        para.text = &text;
        para.spec = (struct para_spec){.measure = FIXED(10000), .size = 20, .direction = direction};
        if (shape_text(setter, &para) || bidi_text(setter, &para))
            exit(2);
        bool passed = para.atom_count == sample.count && para.rtl == (order.paragraph & 1);
        for (uint32_t i = 0; i < para.atom_count && passed; i++)
            passed = order.levels[i] < 0 || para.atoms[i].level == order.levels[i];
        static const char *const kinds[] = {"level", "level-ltr", "level-rtl"};
        count(&tally, misses, kinds[direction], &sample, passed && same_order(setter, &para, &order));
    }
    if (file)
        fclose(file);
    para_free(&para);
    return report("BidiCharacterTest", &tally);
}

static char *load(const char *path)
{
    FILE *file = fopen(path, "r");
    char *text = calloc(1, 1 << 20);
    if (!file || !text) {
        fprintf(stderr, "%s cannot be read.\n", path);
        exit(2);
    }
    size_t size = fread(text, 1, (1 << 20) - 1, file);
    text[size] = '\0';
    fclose(file);
    return text;
}

int main(int argc, char **argv)
{
    struct metrics metrics = {.shape = shape};
    struct setter setter = {.metrics = &metrics};
    if (argc < 2 || setter_open(&setter, "zh"))
        return 2;
    const char *folder = argc > 2 ? argv[2] : FOLDER;
    char *misses = load(argv[1]);
    FILE *there = fopen(FOLDER "/auxiliary/LineBreakTest.txt", "r");
    if (!there && argc < 3) {
        printf("skipped: " FOLDER " has no test data; install the package unicode-data.\n");
        return 77;
    }
    if (there)
        fclose(there);
    int wrong = lines(folder, misses, &setter);
    wrong += clusters(folder, misses);
    wrong += levels(folder, misses, &setter);
    free(misses);
    setter_close(&setter);
    return wrong != 0;
}
