#include "pack/password.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/messages.h"

/* Byte by byte: what is behind the line is left to whom it is for, and no copy stays in a buffer. */
static bool read_line(char out[SIGN_PASSWORD])
{
    size_t size = 0;
    char byte = '\0';
    ssize_t got;
    while ((got = read(STDIN_FILENO, &byte, 1)) == 1 && byte != '\n' && size < SIGN_PASSWORD - 1)
        out[size++] = byte;
    if (size && out[size - 1] == '\r')
        size--;
    out[size] = '\0';
    return byte == '\n' || (got == 0 && size);
}

bool password_ask(const char *key, char out[SIGN_PASSWORD])
{
    struct termios shown, hidden;
    if (tcgetattr(STDIN_FILENO, &shown))
        return read_line(out);
    /* An interruption meanwhile would leave the terminal mute. */
    sigset_t signals, before;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTSTP);
    sigaddset(&signals, SIGTERM);
    sigprocmask(SIG_BLOCK, &signals, &before);
    hidden = shown;
    hidden.c_lflag &= ~(tcflag_t)ECHO;
    /* Not TCSAFLUSH: what is typed ahead counts. */
    bool sound = tcsetattr(STDIN_FILENO, TCSADRAIN, &hidden) == 0;
    fprintf(stderr, _("Password of %s: "), key);
    sound = sound && read_line(out);
    tcsetattr(STDIN_FILENO, TCSADRAIN, &shown);
    sigprocmask(SIG_SETMASK, &before, NULL);
    fputc('\n', stderr);
    return sound;
}
