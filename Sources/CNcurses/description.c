// Apart from the screen, because of the macros of <term.h>.

#include "CNcurses.h"

#include <curses.h>
#include <fcntl.h>
#include <term.h>

int curses_describe(const char *term) {
  // The screen's own description is in use.
  if (curses_is_open()) return 0;
  if (cur_term != NULL) del_curterm(cur_term);
  static int nowhere = -1;
  if (nowhere < 0) nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
  int status = 0;
  return setupterm(term, nowhere, &status) == OK && status == 1;
}

const char *curses_string(const char *capability) {
  const char *value = tigetstr(capability);
  return value == (char *)-1 ? NULL : value;
}

int curses_number(const char *capability) { return tigetnum(capability); }
