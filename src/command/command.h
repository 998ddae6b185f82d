/* The command line: one function a verb, each with the exit code that the README promises. main.c only dispatches. */
#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

enum {
    EXIT_SOUND = 0,
    EXIT_FINDINGS = 1, /* the bundle opened, but something in it is wrong or was not found, or nothing was */
    EXIT_UNUSABLE = 2, /* the bundle cannot be opened, or the command line makes no sense */
};

/* argv[0] is the verb, as in "render"; for command_read it is the program. */
int command_read(int argc, char **argv);
int command_render(int argc, char **argv);
int command_dump(int argc, char **argv);
int command_list(int argc, char **argv);
int command_check(int argc, char **argv);
int command_search(int argc, char **argv);
int command_pin(int argc, char **argv);

/* Prints the help of all verbs. */
void command_help(void);

#endif
