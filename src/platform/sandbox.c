#include "platform/sandbox.h"

#include <errno.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>

#include "base/messages.h"
#include "platform/landlock.h"

#include <seccomp.h>

/* What no reader calls and what somebody would who got into one. A list of the forbidden and not of the allowed: which calls Mesa's
 * drivers make differs from board to board, and the unit's SystemCallFilter= is the other kind. Those that this architecture or this
 * libseccomp does not know are left out. */
static const char *const forbidden[] = {
    /* other programs and other processes */
    "execve",
    "execveat",
    "fork",
    "vfork",
    "ptrace",
    "process_vm_readv",
    "process_vm_writev",
    "process_madvise",
    "pidfd_getfd",
    "kcmp",
    /* another view of the file system, or a way round the one there is */
    "mount",
    "umount",
    "umount2",
    "mount_setattr",
    "move_mount",
    "open_tree",
    "fsopen",
    "fsconfig",
    "fsmount",
    "fspick",
    "pivot_root",
    "chroot",
    "unshare",
    "setns",
    "open_by_handle_at",
    "fanotify_init",
    "quotactl",
    "swapon",
    "swapoff",
    /* the machine */
    "reboot",
    "kexec_load",
    "kexec_file_load",
    "init_module",
    "finit_module",
    "delete_module",
    "settimeofday",
    "clock_settime",
    "sethostname",
    "setdomainname",
    "iopl",
    "ioperm",
    "acct",
    "syslog",
    /* the parts of the kernel in which holes are found */
    "bpf",
    "perf_event_open",
    "userfaultfd",
    "io_uring_setup",
    "io_uring_enter",
    "io_uring_register",
    "add_key",
    "request_key",
    "keyctl",
    "vmsplice",
    "modify_ldt",
    "personality",
};

static int add_forbidden(scmp_filter_ctx filter)
{
    int error = 0;
    for (size_t i = 0; !error && i < sizeof forbidden / sizeof forbidden[0]; i++) {
        int call = seccomp_syscall_resolve_name(forbidden[i]);
        if (call != __NR_SCMP_ERROR)
            error = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0);
    }
    return error;
}

/* Each family but two; rules of one call are alternatives. */
static int add_families(scmp_filter_ctx filter)
{
    static const struct scmp_arg_cmp refused[] = {
        {0, SCMP_CMP_LT, AF_UNIX, 0},
        {0, SCMP_CMP_GT, AF_NETLINK, 0},
    };
    int error = 0;
    for (size_t i = 0; !error && i < sizeof refused / sizeof refused[0]; i++)
        error =
            seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EAFNOSUPPORT), SCMP_SYS(socket), 1, &refused[i]);
    for (uint64_t family = AF_UNIX + 1; !error && family < AF_NETLINK; family++)
        error = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EAFNOSUPPORT), SCMP_SYS(socket), 1,
                                 SCMP_A0(SCMP_CMP_EQ, family, 0));
    return error;
}

/* A thread may be made, a process not. What clone3 is asked for lies in memory, where a filter cannot look: without it libc takes
 * clone. */
static int add_processes(scmp_filter_ctx filter)
{
    int error = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    if (!error)
        error = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1,
                                 SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));
    return error;
}

/* Typing into the console from which the reader was started. */
static int add_typing(scmp_filter_ctx filter)
{
    return seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(ioctl), 1,
                            SCMP_A1_32(SCMP_CMP_EQ, TIOCSTI, 0));
}

/* libseccomp kills a process that calls the kernel as another architecture would (32-bit calls on x86-64). */
static enum status seccomp_enter(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (!filter)
        return STATUS_NO_MEMORY;
    int error = seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1);
    if (!error)
        error = add_forbidden(filter);
    if (!error)
        error = add_families(filter);
    if (!error)
        error = add_processes(filter);
    if (!error)
        error = add_typing(filter);
    if (!error)
        error = seccomp_load(filter);
    seccomp_release(filter);
    return error == -ENOMEM ? STATUS_NO_MEMORY : error ? STATUS_UNSUPPORTED : STATUS_OK;
}

enum status sandbox_enter(const struct sandbox_options *options, struct fault *fault)
{
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
        return fault_set(fault, STATUS_UNSUPPORTED,
                         _("The reader runs without its sandbox, which this system does not offer; use Linux "
                           "5.13 or newer."));
    enum status files = landlock_enter(options), calls = seccomp_enter();
    if (files == STATUS_NO_MEMORY || calls == STATUS_NO_MEMORY)
        return fault_no_memory(fault);
    if (files && calls)
        return fault_set(fault, STATUS_UNSUPPORTED,
                         _("The reader runs without its sandbox, which this system does not offer; use Linux "
                           "5.13 or newer."));
    if (files)
        return fault_set(fault, STATUS_UNSUPPORTED,
                         _("The reader may open any file of its user, since this system has no Landlock; use "
                           "Linux 5.13 or newer, and switch it on."));
    if (calls)
        return fault_set(fault, STATUS_UNSUPPORTED,
                         _("The reader may make any system call, since this system has no seccomp filters; "
                           "switch them on in the kernel."));
    return STATUS_OK;
}
