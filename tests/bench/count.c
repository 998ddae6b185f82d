/* Counts the instructions of a program that runs under qemu-user, as a plugin of qemu's (-plugin libcount.so,mark=N -d plugin): at each
 * system call N of the program it writes "FIRST-ARGUMENT COUNT" to qemu's log, so that a program tells its phases apart by what it
 * writes or sends. The count is of all threads together.
 *
 * Debian has no package with qemu's qemu-plugin.h; what is used of its interface (version 1, qemu 4.2 to 8.2) is declared here. */
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef uint64_t plugin_id;
struct qemu_plugin_tb;
enum qemu_plugin_op { QEMU_PLUGIN_INLINE_ADD_U64 };
typedef void on_translation(plugin_id id, struct qemu_plugin_tb *block);
typedef void on_call(plugin_id id, unsigned cpu, int64_t number, uint64_t a1, uint64_t a2, uint64_t a3,
                     uint64_t a4, uint64_t a5, uint64_t a6, uint64_t a7, uint64_t a8);

void qemu_plugin_register_vcpu_tb_trans_cb(plugin_id id, on_translation *call);
void qemu_plugin_register_vcpu_tb_exec_inline(struct qemu_plugin_tb *block, enum qemu_plugin_op op,
                                              void *counter, uint64_t amount);
void qemu_plugin_register_vcpu_syscall_cb(plugin_id id, on_call *call);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *block);
void qemu_plugin_outs(const char *text);

__attribute__((visibility("default"))) extern int qemu_plugin_version;
__attribute__((visibility("default"))) int qemu_plugin_install(plugin_id id, const void *info, int count,
                                                               char **options);

int qemu_plugin_version = 1;
static uint64_t instructions;
static int64_t mark;

static void count_block(plugin_id id, struct qemu_plugin_tb *block)
{
    (void)id;
    qemu_plugin_register_vcpu_tb_exec_inline(block, QEMU_PLUGIN_INLINE_ADD_U64, &instructions,
                                             qemu_plugin_tb_n_insns(block));
}

/* With the signature that qemu gives it. NOLINTNEXTLINE(readability-function-size) */
static void log_call(plugin_id id, unsigned cpu, int64_t number, uint64_t a1, uint64_t a2, uint64_t a3,
                     uint64_t a4, uint64_t a5, uint64_t a6, uint64_t a7, uint64_t a8)
{
    char line[64];
    (void)id, (void)cpu, (void)a2, (void)a3, (void)a4, (void)a5, (void)a6, (void)a7, (void)a8;
    if (number != mark)
        return;
    snprintf(line, sizeof line, "%" PRIu64 " %" PRIu64 "\n", a1, instructions);
    qemu_plugin_outs(line);
}

int qemu_plugin_install(plugin_id id, const void *info, int count, char **options)
{
    (void)info;
    if (count != 1 || strncmp(options[0], "mark=", 5) != 0)
        return -1;
    mark = strtoll(options[0] + 5, NULL, 10);
    qemu_plugin_register_vcpu_tb_trans_cb(id, count_block);
    qemu_plugin_register_vcpu_syscall_cb(id, log_call);
    return 0;
}
