// The curses screen, drawn into memory: what curses would write to the terminal is handed out
// instead, so that a terminal that does not read can never hold the program up.

#include "CNcurses.h"

#include <curses.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <wchar.h>

static SCREEN *screen;
static FILE *output;
static FILE *input;
static int is_utf8;
static uint8_t *update_bytes;
static size_t update_room;

// MARK: The one screen

int curses_use_utf8(void) {
  if (setlocale(LC_CTYPE, "") == NULL || strcmp(nl_langinfo(CODESET), "UTF-8") != 0) {
    // The environment may name a locale that this machine does not have.
    setlocale(LC_CTYPE, "C.UTF-8");
  }
  is_utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
  return is_utf8;
}

// Curses takes signals that nobody wants; they are ours.
static SCREEN *new_screen(const char *term) {
  static const int signals[] = {SIGINT, SIGTERM, SIGTSTP, SIGWINCH, SIGTTOU};
  enum { count = sizeof signals / sizeof *signals };
  struct sigaction before[count];
  for (int i = 0; i < count; i++) sigaction(signals[i], NULL, &before[i]);
  SCREEN *made = newterm(term, output, input);
  for (int i = 0; i < count; i++) sigaction(signals[i], &before[i], NULL);
  return made;
}

static void discard_output(void) {
  fflush(output);
  int descriptor = fileno(output);
  if (ftruncate(descriptor, 0) == 0) lseek(descriptor, 0, SEEK_SET);
}

int curses_open(const char *term) {
  if (screen != NULL) return 0;
  int memory = memfd_create("screen", MFD_CLOEXEC);
  output = memory < 0 ? NULL : fdopen(memory, "r+");
  input = fopen("/dev/null", "re");
  // The size is told by `curses_resize`, never by LINES and COLUMNS; but without this second line a
  // terminal whose description has no size would have none.
  use_env(FALSE);
  use_tioctl(TRUE);
  if (output != NULL && input != NULL) screen = new_screen(term);
  if (screen == NULL) {
    curses_close();
    return 0;
  }
  start_color();
  use_default_colors();
  typeahead(-1);
  scrollok(stdscr, FALSE);
  // The first update switches modes; they are for `Terminal` to switch, and curses only draws.
  doupdate();
  discard_output();
  return 1;
}

void curses_close(void) {
  if (screen != NULL) {
    endwin();
    delscreen(screen);
  }
  if (output != NULL) fclose(output);
  if (input != NULL) fclose(input);
  screen = NULL;
  output = input = NULL;
  free(update_bytes);
  update_bytes = NULL;
  update_room = 0;
}

int curses_is_open(void) { return screen != NULL; }

int curses_colors(void) { return screen != NULL && has_colors() ? COLORS : 0; }

void curses_resize(int rows, int columns) {
  resize_term(rows, columns);
  wresize(stdscr, rows, columns);
  clearok(curscr, TRUE);
}

int curses_pair(int foreground, int background) {
  if (foreground < 0 && background < 0) return 0;
  int pair = alloc_pair(foreground, background);
  return pair < 0 ? 0 : pair;
}

// Puts the scalars of a cell in order; whatever curses would measure otherwise than we do becomes
// a stand-in of the right width.
static int scalars(const CursesCell *cell, wchar_t text[4], int is_corner) {
  int count = 0;
  wchar_t base = (wchar_t)cell->scalars[0];
  if (!is_utf8 && base > 0x7E) base = L'?';
  int is_right = base >= 0x20 && wcwidth(base) == cell->columns && !is_corner;
  text[count++] = is_right ? base : is_utf8 ? 0xFFFD : L'?';
  for (int i = 1; is_right && is_utf8 && i < 3 && cell->scalars[i] != 0; i++) {
    if (wcwidth((wchar_t)cell->scalars[i]) == 0) text[count++] = (wchar_t)cell->scalars[i];
  }
  text[count] = 0;
  return is_right ? cell->columns : 1;
}

static attr_t attributes(uint8_t bits) {
  attr_t result = A_NORMAL;
  if (bits & CURSES_BOLD) result |= A_BOLD;
  if (bits & CURSES_DIM) result |= A_DIM;
  if (bits & CURSES_ITALIC) result |= A_ITALIC;
  if (bits & CURSES_UNDERLINE) result |= A_UNDERLINE;
  if (bits & CURSES_REVERSE) result |= A_REVERSE;
  return result;
}

void curses_put(int row, int column, const CursesCell *cells, int count) {
  for (int i = 0; i < count; i++) {
    const CursesCell *cell = &cells[i];
    if (cell->columns == 0) continue;
    wchar_t text[4];
    cchar_t drawn;
    int pair = cell->pair;
    // How curses fills the last corner of some terminals works with narrow characters only.
    int is_corner =
        cell->columns == 2 && row == getmaxy(stdscr) - 1 && column + i + 2 == getmaxx(stdscr);
    int columns = scalars(cell, text, is_corner);
    setcchar(&drawn, text, attributes(cell->attributes), (short)pair, &pair);
    mvwadd_wchnstr(stdscr, row, column + i, &drawn, 1);
    if (columns < cell->columns) {
      setcchar(&drawn, L" ", attributes(cell->attributes), (short)pair, &pair);
      mvwadd_wchnstr(stdscr, row, column + i + 1, &drawn, 1);
    }
  }
}

void curses_erase(void) { werase(stdscr); }

void curses_cursor(int row, int column) {
  leaveok(stdscr, row < 0);
  curs_set(row >= 0);
  if (row >= 0) wmove(stdscr, row, column);
}

void curses_repaint(void) { clearok(curscr, TRUE); }

const uint8_t *curses_update(size_t *count) {
  *count = 0;
  wnoutrefresh(stdscr);
  doupdate();
  fflush(output);
  int descriptor = fileno(output);
  off_t length = lseek(descriptor, 0, SEEK_CUR);
  if (length <= 0) return update_bytes;
  if ((size_t)length > update_room) {
    uint8_t *larger = realloc(update_bytes, (size_t)length);
    if (larger == NULL) return update_bytes;
    update_bytes = larger;
    update_room = (size_t)length;
  }
  ssize_t got = pread(descriptor, update_bytes, (size_t)length, 0);
  *count = got > 0 ? (size_t)got : 0;
  discard_output();
  return update_bytes;
}
