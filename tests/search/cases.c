/* Runs text-pair cases: a bundle, or a text, and what comes of it.
 *
 *   === bundle: what the case shows          === tokens: what the case shows
 *   --- README.md                            the text
 *   its text                                 .
 *   --- b.md                                 its tokens, with | between
 *   …
 *   ? a query
 *   PATH @POSITION SNIPPET, a line a hit, with [ ] around what was found; or "nothing"
 *
 * What a bundle gives must be the same with its index and without one. Where a hit stands is compared with the article's own text.
 * `--update` writes what was given as the new expectation. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "maker.h"
#include "search/passage.h"
#include "search/search.h"
#include "search/token.h"
#include "search/writer.h"

#define CHECK(condition)                                                                                     \
    do {                                                                                                     \
        if (!(condition)) {                                                                                  \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                                  \
            exit(2);                                                                                         \
        }                                                                                                    \
    } while (0)

static struct buffer load(const char *path)
{
    struct buffer out = {0};
    char bytes[1 << 14];
    FILE *file = fopen(path, "rb");
    CHECK(file);
    CHECK(!buffer_print(&out, "%s", ""));
    for (size_t got; (got = fread(bytes, 1, sizeof bytes, file)) > 0;)
        CHECK(!buffer_add(&out, bytes, got));
    fclose(file);
    return out;
}

static int add_token(void *data, const struct token *token)
{
    struct buffer *out = data;
    bool edge = *token->bytes == *TOKEN_BREAK;
    CHECK(!buffer_print(out, "%s%.*s", out->size ? "|" : "", edge ? 1 : (int)token->size,
                        edge ? "/" : token->bytes));
    CHECK(token->begin < token->end && token->size <= TOKEN_MOST && utf8_valid(token->bytes, token->size));
    return 0;
}

static void run_tokens(const char *input, size_t size, struct buffer *out)
{
    struct buffer tokens = {0};
    struct tokenizer *tokenizer = tokenizer_new();
    CHECK(tokenizer);
    tokenizer_split(tokenizer, input, size, add_token, &tokens);
    tokenizer_free(tokenizer);
    CHECK(!buffer_print(out, "%s\n", tokens.size ? tokens.data : ""));
    buffer_free(&tokens);
}

/* The visible code points of an article, one behind the other. */
static struct buffer visible(struct bundle *bundle, uint32_t entry)
{
    struct buffer out = {0};
    struct article *article;
    struct passage passage = {0};
    CHECK(!article_open(bundle, entry, &article, NULL));
    while (!article_complete(article))
        CHECK(!article_more(article, NULL));
    while (passage_next(article, &passage)) {
        for (size_t at = 0; at < passage.text->size;) {
            uint32_t code;
            size_t size = utf8_decode(passage.text->bytes + at, passage.text->size - at, &code);
            if (utf8_counts(code))
                CHECK(!buffer_add(&out, passage.text->bytes + at, size));
            at += size;
        }
    }
    article_close(article);
    return out;
}

/* What the hit marks stands at its position. */
static void compare_position(struct bundle *bundle, const struct search_hit *hit)
{
    struct buffer text = visible(bundle, hit->entry);
    size_t at = 0;
    uint32_t code, marked;
    for (uint64_t i = 0; i < hit->position; i++)
        at += utf8_decode(text.data + at, text.size - at, &code);
    for (size_t mark = hit->begin; mark < hit->end;) {
        mark += utf8_decode(hit->snippet + mark, hit->end - mark, &marked);
        if (!utf8_counts(marked))
            continue;
        CHECK(at < text.size);
        at += utf8_decode(text.data + at, text.size - at, &code);
        CHECK(code == marked);
    }
    buffer_free(&text);
}

static void ask(struct search *search, struct bundle *bundle, const char *query, struct buffer *out)
{
    struct fault fault = {0};
    CHECK(!buffer_print(out, "? %s\n", query));
    if (search_ask(search, query, 20, &fault)) {
        CHECK(!buffer_print(out, "fails: %s\n", fault.sentence));
        return;
    }
    while (search_step(search, &fault))
        ;
    CHECK(!fault.status);
    for (uint32_t i = 0; i < search_count(search); i++) {
        const struct search_hit *hit = search_hit(search, i);
        CHECK(hit->settled && hit->end <= strlen(hit->snippet));
        CHECK(!buffer_print(out, "%s @%llu ", bundle_name(bundle, hit->entry),
                            (unsigned long long)hit->position));
        if (hit->begin == hit->end)
            CHECK(!buffer_print(out, "%s\n", hit->snippet));
        else
            CHECK(!buffer_print(out, "%.*s[%.*s]%s\n", (int)hit->begin, hit->snippet,
                                (int)(hit->end - hit->begin), hit->snippet + hit->begin,
                                hit->snippet + hit->end));
        compare_position(bundle, hit);
    }
    if (!search_count(search))
        CHECK(!buffer_print(out, "nothing\n"));
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The lines with each query's hits in the order of their text: without an index nothing ranks those that are found in texts. */
static struct buffer in_order(const struct buffer *given)
{
    struct buffer out = {0}, copy = {0};
    char *lines[64];
    size_t count = 0;
    CHECK(!buffer_add(&copy, given->data, given->size) && !buffer_print(&copy, "? "));
    for (char *line = strtok(copy.data, "\n"); line; line = strtok(NULL, "\n")) {
        if (*line == '?') {
            qsort(lines, count, sizeof *lines, by_text);
            for (size_t i = 0; i < count; i++)
                CHECK(!buffer_print(&out, "%s\n", lines[i]));
            CHECK(!buffer_print(&out, "%s\n", line));
            count = 0;
            continue;
        }
        CHECK(count < sizeof lines / sizeof *lines);
        lines[count++] = line;
    }
    buffer_free(&copy);
    return out;
}

static void ask_all(const char *path, const char *queries, bool indexed, struct buffer *out)
{
    struct bundle *bundle;
    struct publication *publication;
    struct search *search;
    CHECK(!bundle_open(path, &bundle, NULL) && !publication_open(bundle, &publication, NULL));
    CHECK(!search_open(bundle, publication, &search, NULL));
    CHECK(search_indexed(search) == indexed && !search_fault(search));
    for (const char *line = queries; line; line = strstr(line, "\n? ")) {
        line += *line == '\n';
        char query[512];
        snprintf(query, sizeof query, "%.*s", (int)strcspn(line + 2, "\n"), line + 2);
        ask(search, bundle, query, out);
    }
    search_close(search);
    publication_free(publication);
    bundle_close(bundle);
}

/* Adds the index of the bundle at `path` to the same entries. */
static void add_index(struct maker *maker, const char *path)
{
    struct bundle *bundle;
    struct fault fault;
    char index[600];
    CHECK(!bundle_open(path, &bundle, NULL));
    snprintf(index, sizeof index, "%s.db", path);
    if (writer_make(bundle, index, &fault)) {
        fprintf(stderr, "%s\n", fault.sentence);
        exit(2);
    }
    bundle_close(bundle);
    struct buffer bytes = load(index);
    maker_add(maker, &(struct maker_entry){.name = SEARCH_ENTRY, .data = bytes.data, .size = bytes.size});
    buffer_free(&bytes);
    remove(index);
}

static void add_files(struct maker *maker, const char *input, const char *end)
{
    while (input < end && !strncmp(input, "--- ", 4)) {
        char name[256];
        const char *text = strchr(input, '\n') + 1, *next = strstr(text, "--- ");
        snprintf(name, sizeof name, "%.*s", (int)strcspn(input + 4, "\n"), input + 4);
        if (!next || next > end)
            next = end;
        maker_add(maker, &(struct maker_entry){.name = name, .data = text, .size = (size_t)(next - text)});
        input = next;
    }
}

static void run_bundle(const char *input, size_t size, struct buffer *out)
{
    char path[512];
    struct maker plain = {0}, indexed = {0};
    struct buffer with = {0}, without = {0};
    const char *queries = strstr(input, "\n? ") + 1;
    (void)size;
    snprintf(path, sizeof path, "%s", maker_path("case.zip"));
    add_files(&plain, input, queries);
    maker_end(&plain, NULL, 0, false);
    maker_write(&plain, path);
    add_files(&indexed, input, queries);
    add_index(&indexed, path);
    ask_all(path, queries, false, &without);
    maker_end(&indexed, NULL, 0, false);
    maker_write(&indexed, path);
    CHECK(!buffer_add(out, input, (size_t)(queries - input)));
    ask_all(path, queries, true, &with);
    struct buffer ordered = in_order(&with), ordered_without = in_order(&without);
    if (strcmp(ordered.data, ordered_without.data) != 0) {
        fprintf(stderr, "with the index:\n%s\nwithout:\n%s\n", with.data, without.data);
        exit(1);
    }
    CHECK(!buffer_add(out, with.data, with.size));
    buffer_free(&with);
    buffer_free(&without);
    buffer_free(&ordered);
    buffer_free(&ordered_without);
}

int main(int argc, char **argv)
{
    struct buffer cases = load(argv[1]), out = {0};
    bool update = argc > 2 && !strcmp(argv[2], "--update");
    int failed = 0;
    for (char *at = cases.data, *next; *at; at = next) {
        char *input = strchr(at, '\n') + 1;
        next = strstr(input, "\n=== ");
        next = next ? next + 1 : cases.data + cases.size;
        size_t begin = out.size;
        CHECK(!buffer_add(&out, at, (size_t)(input - at)));
        char *dot = strstr(input, "\n.\n");
        char kept = *next;
        *next = '\0';
        if (!strncmp(at, "=== tokens", 10)) {
            CHECK(!buffer_add(&out, input, (size_t)(dot + 3 - input)));
            run_tokens(input, (size_t)(dot - input), &out);
        } else {
            run_bundle(input, (size_t)(next - input), &out);
        }
        *next = kept;
        if (kept)
            CHECK(!buffer_add(&out, "\n", 1));
        size_t expected = (size_t)(next - at);
        if (out.size - begin != expected || memcmp(out.data + begin, at, expected) != 0) {
            failed++;
            if (!update)
                printf("expected:\n%.*s\ngiven:\n%s\n", (int)expected, at, out.data + begin);
        }
    }
    if (update) {
        FILE *file = fopen(argv[1], "wb");
        CHECK(file && fwrite(out.data, 1, out.size, file) == out.size && !fclose(file));
        return 0;
    }
    buffer_free(&cases);
    buffer_free(&out);
    return failed ? 1 : 0;
}
