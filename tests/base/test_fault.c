#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/fault.h"
#include "base/utf8.h"

static void sentence_and_status(void **state)
{
    (void)state;
    struct fault fault = {0};
    assert_int_equal(fault_set(&fault, STATUS_IO, "%s cannot be read.", "书.zip"), STATUS_IO);
    assert_int_equal(fault.status, STATUS_IO);
    assert_string_equal(fault.sentence, "书.zip cannot be read.");
    assert_int_equal(fault_set(NULL, STATUS_LIMIT, "%d", 1), STATUS_LIMIT);
}

static void long_sentence_is_cut_at_a_character(void **state)
{
    (void)state;
    char name[3 * 400 + 1];
    for (int shift = 0; shift < 3; shift++) {
        struct fault fault = {0};
        for (int i = 0; i < 400; i++)
            memcpy(name + 3 * i, "书", 3);
        name[sizeof name - 1] = '\0';
        fault_set(&fault, STATUS_IO, "%.*s%s", shift, "ab", name);
        assert_true(strlen(fault.sentence) > FAULT_SENTENCE_SIZE - 5);
        assert_true(utf8_valid(fault.sentence, strlen(fault.sentence)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentence_and_status),
        cmocka_unit_test(long_sentence_is_cut_at_a_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
