#ifndef CNCURSES_H
#define CNCURSES_H

// All that Swift sees of curses. The library's own headers stay out: their globals are no Swift 6,
// and their macros (lines, columns, buttons) break other people's names.

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// MARK: The terminal's description

// Reads the description of a terminal; 0 when there is none.
int curses_describe(const char *term);
// A capability of the terminal that was described last. A string is NULL where it is missing; it
// lives until the next description.
const char *curses_string(const char *capability);
int curses_number(const char *capability);

// MARK: The one screen

// What one column shows: a base with two marks, or nothing to the right of a wide one.
typedef struct {
  uint32_t scalars[3];
  uint8_t columns;
  uint8_t attributes;
  int32_t pair;
} CursesCell;

enum {
  CURSES_BOLD = 1,
  CURSES_DIM = 2,
  CURSES_ITALIC = 4,
  CURSES_UNDERLINE = 8,
  CURSES_REVERSE = 16,
};

// Opens the screen; its output is kept until `curses_update` hands it out. 0 when it cannot be.
int curses_open(const char *term);
void curses_close(void);
int curses_is_open(void);
int curses_colors(void);
// Chooses a locale that has UTF-8; 0 when there is none.
int curses_use_utf8(void);
void curses_resize(int rows, int columns);
// A pair of colours, each an index or -1 for the terminal's own; 0 is both of those.
int curses_pair(int foreground, int background);
void curses_put(int row, int column, const CursesCell *cells, int count);
void curses_erase(void);
// Where the cursor shall stand; a negative row hides it.
void curses_cursor(int row, int column);
// The next update draws everything, believing nothing of what the terminal shows.
void curses_repaint(void);
// Makes the terminal show what was put: the bytes that do it, which live until the next call.
const uint8_t *curses_update(size_t *count);

// MARK: Descriptors that Swift cannot make

// A counter that can be waited for; -1 on failure.
int bell_make(void);
void bell_ring(int bell);
// Whether it was rung since the last call.
int bell_heard(int bell);
// A file in memory that is only ever appended to; -1 on failure.
int log_make(void);

// MARK: What must also work when the program crashes

typedef struct {
  int terminal;
  // Readable when a signal came.
  int bell;
  // Where standard error was before, and the log that it is now; -1 without.
  int standard_error;
  int log;
} LifeDescriptors;

enum {
  LIFE_RESIZED = 1,
  LIFE_STOP = 2,
  LIFE_CONTINUED = 4,
  LIFE_TERMINATED = 8,
  LIFE_HUNG_UP = 16,
  LIFE_INTERRUPTED = 32,
};

// Takes the signals over and remembers how the terminal is set now; 0 on failure.
int life_begin(LifeDescriptors descriptors);
// Gives the signals back.
void life_end(void);
// What is written to the terminal to have it back as it was, at whatever moment.
void life_set_reset(const uint8_t *bytes, size_t count);
// Whether a part of an update is still to be written, so that a sequence may be cut in two.
void life_set_unfinished(int is_unfinished);
// Raw mode; 0 on failure.
int life_enter(void);
// Writes the reset, brings the old settings back, forgets what was typed ahead.
void life_leave(void);
// Prints the last part of the log on standard error, harmless.
void life_print_log(void);
// Empties a log that has grown too long.
void life_trim_log(void);
// Stops the process as its shell asked; returns when it runs again.
void life_stop(void);
// The signals since the last call, as LIFE_ bits.
int life_signals(void);

#endif
