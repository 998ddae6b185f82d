#include "base/password.h"

#include <signal.h>
#include <stdio.h>
#include <termios.h>
#include <unistd.h>

/* Byte by byte: what is behind the line is left to whom it is for, and no copy stays in a buffer. */
static bool read_line(char *out, size_t room)
{
    size_t size = 0;
    char byte = '\0';
    ssize_t got;
    while ((got = read(STDIN_FILENO, &byte, 1)) == 1 && byte != '\n' && size < room - 1)
        out[size++] = byte;
    if (size && out[size - 1] == '\r')
        size--;
    out[size] = '\0';
    return byte == '\n' || (got == 0 && size);
}

bool password_ask(const char *prompt, char *out, size_t room)
{
    struct termios shown, hidden;
    if (tcgetattr(STDIN_FILENO, &shown))
        return read_line(out, room);
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
    fputs(prompt, stderr);
    sound = sound && read_line(out, room);
    tcsetattr(STDIN_FILENO, TCSADRAIN, &shown);
    sigprocmask(SIG_SETMASK, &before, NULL);
    fputc('\n', stderr);
    return sound;
}
