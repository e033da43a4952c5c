#include "CPty.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utmp.h>

static void say(const char *text) {
  ssize_t written = write(STDOUT_FILENO, text, strlen(text));
  (void)written;
}

// What a shell does for one job.
static void be_shell(pid_t program) {
  signal(SIGTTOU, SIG_IGN);
  signal(SIGHUP, SIG_IGN);
  for (;;) {
    int status = 0;
    if (waitpid(program, &status, WUNTRACED) < 0) _exit(99);
    if (WIFEXITED(status)) _exit(WEXITSTATUS(status));
    if (WIFSIGNALED(status)) _exit(128 + WTERMSIG(status));
    tcsetpgrp(STDIN_FILENO, getpgrp());
    say("<stopped>");
    char byte = 0;
    while (read(STDIN_FILENO, &byte, 1) == 1 && byte != '\n') continue;
    tcsetpgrp(STDIN_FILENO, program);
    kill(-program, SIGCONT);
  }
}

// Between fork and exec nothing but system calls.
static void be_session(
    int terminal, int trace, int told, const char *path, char *const arguments[],
    char *const environment[]) {
  if (login_tty(terminal) != 0) _exit(98);
  int gate[2];
  if (pipe(gate) != 0) _exit(98);
  pid_t program = fork();
  if (program == 0) {
    setpgid(0, 0);
    char byte;
    close(gate[1]);
    if (read(gate[0], &byte, 1) < 0) _exit(97);
    close(gate[0]);
    if (trace == 3) {
      fcntl(trace, F_SETFD, 0);
    } else {
      dup2(trace, 3);
    }
    execve(path, arguments, environment);
    _exit(127);
  }
  close(trace);
  setpgid(program, program);
  signal(SIGTTOU, SIG_IGN);
  tcsetpgrp(STDIN_FILENO, program);
  ssize_t written = write(told, &program, sizeof program);
  (void)written;
  close(told);
  close(gate[0]);
  close(gate[1]);
  be_shell(program);
}

int pty_open(PtySession *session, int row_count, int column_count) {
  // Closed on exec from the start: other tests start their own programs meanwhile.
  session->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
  if (session->master < 0 || grantpt(session->master) != 0 || unlockpt(session->master) != 0) {
    return 0;
  }
  pty_resize(session->master, row_count, column_count);
  session->terminal = ioctl(session->master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
  return session->terminal >= 0;
}

int pty_start(
    PtySession *session, const char *path, char *const arguments[], char *const environment[]) {
  int told[2], trace[2];
  if (pipe2(told, O_CLOEXEC) != 0 || pipe2(trace, O_CLOEXEC) != 0) return 0;
  session->shell = fork();
  if (session->shell == 0) {
    be_session(session->terminal, trace[1], told[1], path, arguments, environment);
  }
  close(trace[1]);
  close(told[1]);
  session->trace = trace[0];
  fcntl(session->trace, F_SETFL, O_NONBLOCK);
  int is_told = read(told[0], &session->program, sizeof session->program) > 0;
  close(told[0]);
  return session->shell > 0 && is_told;
}

void pty_resize(int master, int row_count, int column_count) {
  struct winsize size = {
      .ws_row = (unsigned short)row_count,
      .ws_col = (unsigned short)column_count,
  };
  ioctl(master, TIOCSWINSZ, &size);
}
