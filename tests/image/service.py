"""What brings a kiosk back: watchdogs, restarts, a disk that is repaired; and what it takes."""
import disk

UNIT = "/sys/fs/cgroup/system.slice/slipcase.service"


def broken_disk(kiosk):
    """What is wrong with the file systems of the machine that runs; "" for nothing."""
    problems = []
    if not kiosk.guest.holds("findmnt -rno OPTIONS /var/lib/slipcase | grep -qE '(^|,)rw(,|$)'"):
        problems.append("the library cannot be written")
    if not kiosk.guest.holds("findmnt -rno OPTIONS / | grep -qE '(^|,)ro(,|$)'"):
        problems.append("the root can be written")
    if kiosk.guest.holds("journalctl -b -o cat -u slipcase-data | grep -q anew"):
        problems.append("the library was made anew")
    if not kiosk.guest.holds("! dmesg | grep -q 'EXT4-fs error'"):
        problems.append(kiosk.guest.run("dmesg | grep 'EXT4-fs error' | tail -n 3"))
    failed = kiosk.guest.run("systemctl list-units --failed --no-legend --plain").strip()
    if failed:
        problems.append("failed: " + failed)
    return "; ".join(problems)


def at_rest(kiosk):
    """Asleep until a device speaks; what wakes it is the second, in which time passes on its screens, and nothing else."""
    counted = kiosk.guest.run("""pid=$(systemctl show -p MainPID --value slipcase)
        count() { cat /proc/$pid/task/*/status | awk '/^voluntary/ { sum += $2 } END { print sum }'; }
        before=$(count); begun=$(date +%s); sleep 30; echo $(($(count) - before)) $(($(date +%s) - begun))""")
    woken, seconds = (int(number) for number in counted.split())
    if woken > 1.5 * seconds:
        raise RuntimeError(f"at rest it wakes {woken} times in {seconds} s")
    kiosk.step(f"at rest it wakes {woken} times in {seconds} s")


def hangs(kiosk):
    """A reader that hangs is killed after WatchdogSec and starts again."""
    guest = kiosk.guest
    before = int(guest.run("systemctl show -p NRestarts --value slipcase"))
    guest.run("date +%s >/run/test/stopped; kill -STOP $(systemctl show -p MainPID --value slipcase)")
    kiosk.machine.wait("another start of the reader", lambda: int(guest.run("systemctl show -p NRestarts --value slipcase")) > before)
    kiosk.machine.wait("READY=1", lambda: guest.run("systemctl is-active slipcase || true").strip() == "active")
    killed = float(guest.run("journalctl -b -o short-unix -u slipcase | grep 'Watchdog timeout' | tail -n 1").split()[0])
    waited = killed - int(guest.run("cat /run/test/stopped"))
    if not 15 < waited < 45:
        raise RuntimeError(f"it was killed after {waited:.0f} s")
    kiosk.machine.settles("after-hanging")
    kiosk.step(f"a reader that hangs (SIGSTOP) is killed after {waited:.0f} s and shows its picture again: after-hanging.png")


def memory(kiosk, what):
    peak, current = (int(kiosk.guest.run(f"cat {UNIT}/memory.{name}")) / 1e6 for name in ("peak", "current"))
    parts = kiosk.guest.run(f"grep -E '^(anon|file|shmem) ' {UNIT}/memory.stat").split()
    kiosk.step(f"memory of the reader, {what}: at most {peak:.0f} MB, now {current:.0f} MB, of which "
               + ", ".join(f"{int(size) / 1e6:.0f} {name}" for name, size in zip(parts[::2], parts[1::2])))


def board_watchdog(kiosk):
    """systemd keeps the board's watchdog at 14 s; when systemd itself hangs, the machine restarts."""
    state = kiosk.guest.run("cd /sys/class/watchdog/watchdog0 && cat identity timeout state").split("\n")
    if state[1:3] != ["14", "active"]:
        raise RuntimeError(f"the board's watchdog is {state}")
    kiosk.guest.send("kill -SEGV 1")
    kiosk.machine.wait_end()
    if not kiosk.machine.told("WATCHDOG"):
        raise RuntimeError("the machine ended, but not by its watchdog")
    kiosk.step(f"the watchdog ({state[0]}, 14 s) restarts the machine when systemd hangs")


def keeps_failing(kiosk):
    """A reader that fails over and over restarts the machine (faster than the unit would, which takes three minutes)."""
    kiosk.guest.run("mkdir -p /run/systemd/system/slipcase.service.d; cd /run/systemd/system/slipcase.service.d;"
                    "printf '[Service]\\nExecStart=\\nExecStart=/bin/false\\nRestartSec=100ms\\n' >test.conf; systemctl daemon-reload")
    kiosk.guest.send("systemctl restart --no-block slipcase")
    kiosk.machine.wait_end(900)
    reasons = [one.get("reason") for one in kiosk.machine.told("SHUTDOWN")]
    if reasons != ["guest-reset"]:
        raise RuntimeError(f"the machine ended by {reasons}")
    kiosk.step("a reader that fails 60 times restarts the machine")


def broken_partition(kiosk, wanted):
    """The library's partition without its superblock is repaired; one of noise is made anew, with the image's own bundles."""
    image, test = kiosk.test.image, kiosk.test
    disk.overwrite(image, 3, 4096)
    kiosk.start()
    problem = broken_disk(kiosk)
    if problem:
        raise RuntimeError(problem)
    kiosk.cut_power()
    test.whole(wanted)
    kiosk.step("the library's partition lost its superblock: repaired, and everything is there")
    disk.overwrite(image, 3, 1 << 30)
    kiosk.start()
    if broken_disk(kiosk) != "the library was made anew":
        raise RuntimeError(broken_disk(kiosk))
    kiosk.cut_power()
    test.whole({"town": [test.town]})
    kiosk.step("the library's partition was noise: made anew, with the image's own bundles")
