#include "host.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Of 4711, with the least that libsodium allows, so that checking it takes no time. */
#define HASH "$argon2id$v=19$m=8,t=1,p=1$OrKb8pM9rujwVZOR8TVdCg$mmlCv9up03nUEn0obozA1YPhCrIOs/sf+sPw/zSu6Ik"

static bool pin_fits(void *machine, const char *digits)
{
    static const char hash[crypto_pwhash_STRBYTES] = HASH;
    struct fake *fake = machine;
    fake->checks++;
    return !crypto_pwhash_str_verify(hash, digits, strlen(digits));
}

static void keep_lock(void *machine, const char *text)
{
    struct fake *fake = machine;
    if (!fake->forgets)
        snprintf(fake->kept, sizeof fake->kept, "%s", text);
}

static bool kept_lock(void *machine, char text[HOST_LOCK])
{
    struct fake *fake = machine;
    snprintf(text, HOST_LOCK, "%s", fake->kept);
    return *fake->kept != '\0';
}

static bool space(void *machine, struct host_space *out)
{
    (void)machine;
    *out = (struct host_space){.free = 12300000000, .whole = 29000000000};
    return true;
}

static bool file(void *machine, const char *path, struct host_file *out)
{
    struct stat stat_;
    (void)machine;
    if (stat(path, &stat_))
        return false;
    *out = (struct host_file){.size = 12345678, .when = 1700000000};
    return true;
}

static enum status remove_file(void *machine, const char *path, struct fault *fault)
{
    struct fake *fake = machine;
    if (fake->stuck)
        return fault_set(fault, STATUS_IO, "%s could not be removed.", strrchr(path, '/') + 1);
    snprintf(fake->removed, sizeof fake->removed, "%s", path);
    assert_int_equal(unlink(path), 0);
    return STATUS_OK;
}

static void restart(void *machine)
{
    ((struct fake *)machine)->restarts++;
}

static enum status power_off(void *machine, struct fault *fault)
{
    struct fake *fake = machine;
    if (fake->stuck)
        return fault_set(fault, STATUS_IO, "The board cannot be switched off from here.");
    fake->offs++;
    return STATUS_OK;
}

static void look(void *program, struct host_look *out)
{
    *out = ((struct fake *)program)->look;
}

static enum status keep_look(void *program, const struct host_look *chosen, struct fault *fault)
{
    struct fake *fake = program;
    fake->look = *chosen;
    return fake->stuck ? fault_set(fault, STATUS_DENIED, "The settings could not be written.") : STATUS_OK;
}

static enum status export_usage(void *program, struct fault *fault)
{
    struct fake *fake = program;
    return fake->stuck ? fault_set(fault, STATUS_NOT_FOUND, "No stick has the key.") : STATUS_OK;
}

static const char *stick(void *program, uint32_t index)
{
    return index ? NULL : ((struct fake *)program)->stick;
}

static struct fake *importer;

static struct screen *import(struct ui *ui, const char *path)
{
    (void)ui;
    snprintf(importer->imported, sizeof importer->imported, "%s", path);
    return NULL;
}

void fake_open(struct fake *fake, struct desk *desk)
{
    fake->host = (struct host){
        .machine = fake,
        .pin_fits = pin_fits,
        .keep_lock = keep_lock,
        .kept_lock = kept_lock,
        .library = desk->folder,
        .space = space,
        .file = file,
        .remove = remove_file,
        .restart = restart,
        .power_off = power_off,
        .kernel = "Linux 6.1.0",
        .board = "Raspberry Pi Zero 2 W",
        .width_mm = 217,
        .height_mm = 136,
        .program = fake,
        .look = look,
        .keep_look = keep_look,
        .export_usage = export_usage,
        .stick = stick,
        .import = import,
    };
    importer = fake;
    ui_host(desk->ui, &fake->host);
    pass(desk, 1000);
}

void pass(struct desk *desk, uint64_t ms)
{
    static struct ui_time now = {.ms = 100000, .wall = 1700000000};
    bool changed;
    /* A second at a time, as the loop does. */
    for (uint64_t step; ms; ms -= step) {
        step = ms < 1000 ? ms : 1000;
        now.ms += step;
        ui_tick(desk->ui, &now);
        assert_non_null(ui_picture(desk->ui, &changed));
    }
}

void type_pin(struct desk *desk, const char *digits)
{
    for (; *digits; digits++)
        assert_true(ui_act(desk->ui, &(struct action){.kind = ACTION_JUMP, .amount = (*digits - '0') * 100}));
    desk_act(desk, ACTION_SELECT);
    desk_text(desk);
    desk_idle(desk);
}
