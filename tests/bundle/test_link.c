#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "bundle/link.h"
#include "maker.h"

struct table {
    struct maker maker;
    char path[256];
    char top[64];
    struct bundle *bundle;
    int line, failures, checked;
};

static char *trim(char *text)
{
    while (*text == ' ')
        text++;
    for (size_t size = strlen(text); size && (text[size - 1] == ' ' || text[size - 1] == '\n'); size--)
        text[size - 1] = '\0';
    return text;
}

static void start_bundle(struct table *table, const char *line)
{
    char file[64];
    bundle_close(table->bundle);
    table->bundle = NULL;
    assert_int_equal(sscanf(line, "bundle %63s %63s", file, table->top), 2);
    snprintf(table->path, sizeof table->path, "%s", maker_path(file));
}

static void add_entry(struct table *table, const char *name)
{
    char whole[256];
    if (!strcmp(table->top, "-"))
        snprintf(whole, sizeof whole, "%s", name);
    else
        snprintf(whole, sizeof whole, "%s/%s", table->top, name);
    maker_add_text(&table->maker, whole, "x");
}

static void open_bundle(struct table *table)
{
    struct fault fault;
    if (table->bundle)
        return;
    maker_end(&table->maker, "", 0, false);
    maker_write(&table->maker, table->path);
    if (bundle_open(table->path, &table->bundle, &fault))
        fail_msg("%s", fault.sentence);
}

static void describe(const struct bundle *bundle, const struct target *target, char *out, size_t size)
{
    switch (target->kind) {
    case TARGET_NONE:
        snprintf(out, size, "none");
        break;
    case TARGET_ENTRY:
        snprintf(out, size, "entry %s%s%s", bundle_name(bundle, target->entry), target->fragment ? " #" : "",
                 target->fragment ? target->fragment : "");
        break;
    case TARGET_FOLDER:
        snprintf(out, size, "folder %s", target->address);
        break;
    case TARGET_MISSING:
        snprintf(out, size, "missing %s", target->address);
        break;
    case TARGET_OUTSIDE:
        snprintf(out, size, "outside %s", target->address);
        break;
    }
}

static void check_line(struct table *table, char *line)
{
    char got[1024];
    struct target target;
    char *href = strchr(line, '|'), *expected = href ? strchr(href + 1, '|') : NULL;
    assert_non_null(expected);
    *href++ = *expected++ = '\0';
    struct arena *arena = arena_new(MIB(1));
    assert_non_null(arena);
    uint32_t from = bundle_find(table->bundle, trim(line));
    assert_int_not_equal(from, ENTRY_NONE);
    assert_int_equal(link_resolve(table->bundle, from, trim(href), arena, &target), STATUS_OK);
    describe(table->bundle, &target, got, sizeof got);
    if (strcmp(got, trim(expected))) {
        print_error("links.txt:%d: expected \"%s\", got \"%s\"\n", table->line, trim(expected), got);
        table->failures++;
    }
    table->checked++;
    arena_free(arena);
}

static void table_of_links(void **state)
{
    (void)state;
    struct table table = {0};
    char line[1024];
    FILE *file = fopen(LINKS_TXT, "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        table.line++;
        if (line[0] == '#' || line[0] == '\n')
            continue;
        if (!strncmp(line, "bundle ", 7)) {
            start_bundle(&table, line);
        } else if (line[0] == ' ') {
            add_entry(&table, trim(line));
        } else {
            open_bundle(&table);
            check_line(&table, line);
        }
    }
    fclose(file);
    bundle_close(table.bundle);
    assert_int_equal(table.failures, 0);
    assert_true(table.checked > 100);
}

static struct bundle *one_entry_bundle(void)
{
    struct maker maker = {0};
    struct bundle *bundle;
    char path[256];
    snprintf(path, sizeof path, "%s", maker_path("one.zip"));
    maker_add_text(&maker, "a.md", "x");
    maker_end(&maker, "", 0, false);
    maker_write(&maker, path);
    assert_int_equal(bundle_open(path, &bundle, NULL), STATUS_OK);
    return bundle;
}

static void longest_address(void **state)
{
    (void)state;
    struct bundle *bundle = one_entry_bundle();
    struct arena *arena = arena_new(MIB(1));
    struct target target;
    char *href = malloc(LIMIT_ADDRESS + 2);
    assert_non_null(href);
    memset(href, 'x', LIMIT_ADDRESS + 1);
    href[LIMIT_ADDRESS + 1] = '\0';
    assert_int_equal(link_resolve(bundle, 0, href, arena, &target), STATUS_LIMIT);
    href[LIMIT_ADDRESS] = '\0';
    assert_int_equal(link_resolve(bundle, 0, href, arena, &target), STATUS_OK);
    assert_int_equal(target.kind, TARGET_MISSING);
    assert_int_equal(strlen(target.address), LIMIT_ADDRESS);
    for (size_t i = 0; i + 3 <= LIMIT_ADDRESS; i += 3)
        memcpy(href + i, "../", 3);
    assert_int_equal(link_resolve(bundle, 0, href, arena, &target), STATUS_OK);
    assert_int_equal(target.kind, TARGET_OUTSIDE);
    free(href);
    arena_free(arena);
    bundle_close(bundle);
}

static void arena_full(void **state)
{
    (void)state;
    struct bundle *bundle = one_entry_bundle();
    struct arena *arena = arena_new(0);
    struct target target;
    assert_int_equal(link_resolve(bundle, 0, "gone.md", arena, &target), STATUS_NO_MEMORY);
    assert_int_equal(link_resolve(bundle, 0, "a.md#x", arena, &target), STATUS_NO_MEMORY);
    assert_int_equal(link_resolve(bundle, 0, "a.md", arena, &target), STATUS_OK);
    arena_free(arena);
    bundle_close(bundle);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(table_of_links),
        cmocka_unit_test(longest_address),
        cmocka_unit_test(arena_full),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
