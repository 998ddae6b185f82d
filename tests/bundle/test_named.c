/* Entries are found by their file names alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "bundle/fold.h"
#include "bundle/named.h"
#include "maker.h"

static struct bundle *open_made(struct maker *maker)
{
    struct bundle *bundle = NULL;
    struct fault fault = {0};
    const char *path = maker_path("named.zip");
    maker_end(maker, NULL, 0, false);
    maker_write(maker, path);
    if (bundle_open(path, &bundle, &fault))
        fail_msg("%s", fault.sentence);
    return bundle;
}

static void the_nearest_of_a_name_is_found(void **state)
{
    (void)state;
    static const char *const NAMES[] = {
        "vault/Home.md",      "vault/a/Home.md",          "vault/a/笔记.md", "vault/a/b/Straße.md",
        "vault/z/笔记.md",    "vault/deep/er/only.md",    "vault/b.c.d.md",  "vault/deep/图.PNG",
        "vault/deep/Same.md", "vault/dee/longer/same.md", "vault/a/x.html",  "vault/n/n/only"};
    static const struct {
        const char *from, *name, *found;
    } CASES[] = {{"Home.md", "笔记", "a/笔记.md"},
                 {"z/笔记.md", "笔记", "z/笔记.md"},
                 {"a/笔记.md", "home", "a/Home.md"},
                 {"z/笔记.md", "HOME", "Home.md"},
                 {"z/笔记.md", "home.md", "Home.md"},
                 {"Home.md", "STRAßE", "a/b/Straße.md"},
                 {"Home.md", "only", "n/n/only"},
                 {"Home.md", "b.c.d", "b.c.d.md"},
                 {"Home.md", "b.c", NULL},
                 {"Home.md", "图.png", "deep/图.PNG"},
                 {"Home.md", "图", NULL},
                 {"Home.md", "same", "deep/Same.md"},
                 {"Home.md", "x", NULL},
                 {"a/Home.md", "x.html", "a/x.html"},
                 {"z/笔记.md", "a/笔记", "a/笔记.md"},
                 {"a/笔记.md", "b/straße", "a/b/Straße.md"},
                 {"Home.md", "er/only", NULL},
                 {"Home.md", "", NULL},
                 {"Home.md", "无", NULL},
                 {"Home.md", "\xFF", NULL}};
    struct maker maker = {0};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        maker_add_text(&maker, NAMES[i], "x");
    struct bundle *bundle = open_made(&maker);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        uint32_t found = bundle_named(bundle, bundle_find(bundle, CASES[i].from), CASES[i].name);
        const char *name = found == ENTRY_NONE ? "nothing" : bundle_name(bundle, found);
        const char *expected = CASES[i].found ? CASES[i].found : "nothing";
        if (strcmp(name, expected) != 0)
            fail_msg("“%s” from %s gives %s instead of %s", CASES[i].name, CASES[i].from, name, expected);
    }
    bundle_close(bundle);
}

/* Each of many is found in a few looks; names made to have one hash take no longer than LIMIT_NAMED_LOOKS each. */
static void many_names_are_found(void **state)
{
    (void)state;
    struct maker maker = {0};
    char name[64];
    maker_add_text(&maker, "README.md", "x");
    for (unsigned i = 0; i < 20000; i++) {
        snprintf(name, sizeof name, "%u/条目 %u.md", i % 7, i);
        maker_add_text(&maker, name, "x");
        snprintf(name, sizeof name, "%u/same.md", i);
        maker_add_text(&maker, name, "x");
    }
    struct bundle *bundle = open_made(&maker);
    uint32_t from = bundle_find(bundle, "README.md");
    for (unsigned i = 0; i < 20000; i++) {
        snprintf(name, sizeof name, "条目 %u", i);
        uint32_t found = bundle_named(bundle, from, name);
        assert_int_not_equal(found, ENTRY_NONE);
        snprintf(name, sizeof name, "%u/条目 %u.md", i % 7, i);
        assert_string_equal(bundle_name(bundle, found), name);
    }
    assert_string_equal(bundle_name(bundle, bundle_named(bundle, from, "Same")), "0/same.md");
    bundle_close(bundle);
}

/* Names whose hashes end in the same 12 bits. */
static void names_of_one_hash_are_bounded(void **state)
{
    (void)state;
    struct maker maker = {0};
    char name[64], last[64] = "";
    unsigned made = 0, found = 0;
    maker_add_text(&maker, "README.md", "x");
    for (unsigned i = 0; made < 2 * LIMIT_NAMED_LOOKS; i++) {
        uint32_t hash = 0x811C9DC5u;
        snprintf(name, sizeof name, "n%u", i);
        for (const char *at = name; *at; at++)
            hash = (hash ^ fold((unsigned char)*at)) * 0x01000193u;
        if (hash & 0xFFF)
            continue;
        snprintf(last, sizeof last, "d/n%u.md", i);
        maker_add_text(&maker, last, "x");
        made++;
    }
    struct bundle *bundle = open_made(&maker);
    uint32_t from = bundle_find(bundle, "README.md");
    for (uint32_t entry = 0; entry < bundle_count(bundle); entry++) {
        const char *path = bundle_name(bundle, entry);
        snprintf(name, sizeof name, "%.*s", (int)strcspn(path + 2, "."), path + 2);
        found += entry != from && bundle_named(bundle, from, name) == entry;
    }
    assert_in_range(found, LIMIT_NAMED_LOOKS - 1, LIMIT_NAMED_LOOKS); /* README.md may lie among them */
    bundle_close(bundle);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_nearest_of_a_name_is_found),
        cmocka_unit_test(many_names_are_found),
        cmocka_unit_test(names_of_one_hash_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
