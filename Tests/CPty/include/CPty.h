#ifndef CPTY_H
#define CPTY_H

#include <sys/types.h>

// A program under a shell of three commands, on a pseudo-terminal.
typedef struct {
  int master;
  // The other end, kept open so that its settings can be read when everybody has gone.
  int terminal;
  pid_t shell;
  pid_t program;
  // What the program writes to descriptor 3.
  int trace;
} PtySession;

// Makes the pseudo-terminal. 0 on failure.
int pty_open(PtySession *session, int row_count, int column_count);
// Starts the program. The shell prints "<stopped>" when the program stops, brings it to the
// foreground again after a line of input, and ends as the program did (128 and the signal). 0 on
// failure.
int pty_start(
    PtySession *session, const char *path, char *const arguments[], char *const environment[]);
void pty_resize(int master, int row_count, int column_count);

#endif
