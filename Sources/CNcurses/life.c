// The part of a terminal's life that must go on when nothing else does. What runs in a signal
// handler here calls nothing that is not allowed to be called there.

#include "CNcurses.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { reset_room = 1024, tail_length = 4096, log_limit = 1 << 20 };

static LifeDescriptors descriptors;
static struct termios before;
static struct termios raw;
// Two, so that one can be written while a signal may need the other.
static uint8_t resets[2][reset_room];
static size_t reset_counts[2];
static atomic_int current_reset;
static atomic_int is_up;
static atomic_int is_unfinished;
static atomic_int arrived;
static atomic_int endings;

static const int fatal[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGSYS, SIGQUIT};
// The second is the one to stop.
static const int reported[] = {SIGWINCH, SIGTSTP, SIGCONT, SIGTERM, SIGHUP, SIGINT};
enum {
  fatal_count = sizeof fatal / sizeof *fatal,
  reported_count = sizeof reported / sizeof *reported,
};
static struct sigaction fatal_before[fatal_count];
static struct sigaction reported_before[reported_count];
static sigset_t mask_before;
static stack_t stack_before;
static void *stack_memory;

// MARK: Writing, whatever the terminal does

// Writes all of it, waiting a little for a terminal that does not read; 0 when it never did.
static int write_all(int descriptor, const uint8_t *bytes, size_t count) {
  int patience = 4;
  while (count > 0) {
    ssize_t written = write(descriptor, bytes, count);
    if (written > 0) {
      bytes += written;
      count -= (size_t)written;
    } else if (written < 0 && errno == EINTR) {
      continue;
    } else if (written < 0 && errno == EAGAIN && patience-- > 0) {
      struct pollfd wait = {descriptor, POLLOUT, 0};
      poll(&wait, 1, 50);
    } else {
      return 0;
    }
  }
  return 1;
}

void life_leave(void) {
  if (!atomic_exchange(&is_up, 0)) return;
  int saved = errno;
  int index = atomic_load(&current_reset);
  static const uint8_t cancel = 0x18;
  if (atomic_load(&is_unfinished)) write_all(descriptors.terminal, &cancel, 1);
  if (!write_all(descriptors.terminal, resets[index], reset_counts[index])) {
    // What waits in the terminal's queue will never be wanted; the reset is.
    tcflush(descriptors.terminal, TCOFLUSH);
    write_all(descriptors.terminal, &cancel, 1);
    write_all(descriptors.terminal, resets[index], reset_counts[index]);
  }
  atomic_store(&is_unfinished, 0);
  // Typed or pasted for us, not for the shell. Not TCSADRAIN: that waits for a blocked terminal.
  tcflush(descriptors.terminal, TCIFLUSH);
  tcsetattr(descriptors.terminal, TCSANOW, &before);
  if (descriptors.standard_error >= 0) dup2(descriptors.standard_error, STDERR_FILENO);
  errno = saved;
}

// MARK: The log

static void make_harmless(uint8_t *bytes, ssize_t count) {
  for (ssize_t i = 0; i < count; i++) {
    if ((bytes[i] < 0x20 && bytes[i] != '\n') || bytes[i] == 0x7F) bytes[i] = '?';
    if (bytes[i] == 0xC2 && i + 1 < count && bytes[i + 1] >= 0x80 && bytes[i + 1] < 0xA0) {
      bytes[i] = bytes[i + 1] = '?';
    }
  }
}

void life_print_log(void) {
  if (descriptors.log < 0 || descriptors.standard_error < 0) return;
  off_t end = lseek(descriptors.log, 0, SEEK_END);
  if (end <= 0) return;
  static uint8_t tail[tail_length];
  ssize_t count = pread(
      descriptors.log, tail, tail_length, end > tail_length ? end - tail_length : 0);
  if (count <= 0) return;
  make_harmless(tail, count);
  const uint8_t *start = tail;
  if (end > tail_length) {
    const uint8_t *line = memchr(tail, '\n', (size_t)count);
    if (line != NULL) start = line + 1;
  }
  write_all(descriptors.standard_error, start, (size_t)(tail + count - start));
}

void life_trim_log(void) {
  if (descriptors.log < 0 || lseek(descriptors.log, 0, SEEK_END) <= log_limit) return;
  if (ftruncate(descriptors.log, 0) != 0) return;
}

// MARK: Signals

static void ring(int bit) {
  atomic_fetch_or(&arrived, bit);
  bell_ring(descriptors.bell);
}

static void on_fatal(int number) {
  life_leave();
  life_print_log();
  for (int i = 0; i < fatal_count; i++) {
    if (fatal[i] == number) sigaction(number, &fatal_before[i], NULL);
  }
  // Delivered when this handler returns, to whoever had the signal before.
  raise(number);
}

static void on_reported(int number) {
  switch (number) {
    case SIGWINCH: ring(LIFE_RESIZED); return;
    case SIGTSTP: ring(LIFE_STOP); return;
    case SIGCONT: ring(LIFE_CONTINUED); return;
    default: break;
  }
  // Asked three times, the program does not answer: end it without its help. (Service managers
  // send two at once.)
  if (atomic_fetch_add(&endings, 1) >= 2) {
    life_leave();
    signal(number, SIG_DFL);
    raise(number);
    return;
  }
  ring(number == SIGTERM ? LIFE_TERMINATED : number == SIGHUP ? LIFE_HUNG_UP : LIFE_INTERRUPTED);
}

int life_signals(void) {
  bell_heard(descriptors.bell);
  return atomic_exchange(&arrived, 0);
}

// A stack of its own: the one in use may be what overflowed.
static int use_own_stack(void) {
  size_t size = 65536;
  stack_memory = malloc(size);
  if (stack_memory == NULL) return 0;
  stack_t stack = {.ss_sp = stack_memory, .ss_flags = 0, .ss_size = size};
  return sigaltstack(&stack, &stack_before) == 0;
}

int life_begin(LifeDescriptors given) {
  descriptors = given;
  if (tcgetattr(given.terminal, &before) != 0 || !use_own_stack()) return 0;
  raw = before;
  raw.c_iflag &= (tcflag_t) ~(
      IGNBRK | BRKINT | PARMRK | ISTRIP | INLCR | IGNCR | ICRNL | IXON | IXOFF);
  raw.c_oflag &= (tcflag_t)~OPOST;
  raw.c_lflag &= (tcflag_t) ~(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
  raw.c_cflag = (raw.c_cflag & (tcflag_t) ~(CSIZE | PARENB)) | CS8;
  raw.c_cc[VMIN] = 1;
  raw.c_cc[VTIME] = 0;
  atomic_store(&arrived, 0);
  atomic_store(&endings, 0);
  struct sigaction action = {.sa_flags = SA_ONSTACK};
  sigemptyset(&action.sa_mask);
  action.sa_handler = on_fatal;
  for (int i = 0; i < fatal_count; i++) sigaction(fatal[i], &action, &fatal_before[i]);
  action.sa_handler = on_reported;
  action.sa_flags = SA_ONSTACK | SA_RESTART;
  for (int i = 0; i < reported_count; i++) sigaction(reported[i], &action, &reported_before[i]);
  // Whoever started us may have had them blocked, which is inherited.
  sigset_t ours;
  sigemptyset(&ours);
  for (int i = 0; i < fatal_count; i++) sigaddset(&ours, fatal[i]);
  for (int i = 0; i < reported_count; i++) sigaddset(&ours, reported[i]);
  pthread_sigmask(SIG_UNBLOCK, &ours, &mask_before);
  return 1;
}

void life_end(void) {
  pthread_sigmask(SIG_SETMASK, &mask_before, NULL);
  for (int i = 0; i < fatal_count; i++) sigaction(fatal[i], &fatal_before[i], NULL);
  for (int i = 0; i < reported_count; i++) sigaction(reported[i], &reported_before[i], NULL);
  if (stack_memory != NULL) sigaltstack(&stack_before, NULL);
  free(stack_memory);
  stack_memory = NULL;
}

void life_set_reset(const uint8_t *bytes, size_t count) {
  int other = 1 - atomic_load(&current_reset);
  reset_counts[other] = count < reset_room ? count : reset_room;
  memcpy(resets[other], bytes, reset_counts[other]);
  atomic_store(&current_reset, other);
}

void life_set_unfinished(int value) { atomic_store(&is_unfinished, value); }

int life_enter(void) {
  if (tcsetattr(descriptors.terminal, TCSANOW, &raw) != 0) return 0;
  if (descriptors.log >= 0) dup2(descriptors.log, STDERR_FILENO);
  atomic_store(&is_up, 1);
  return 1;
}

void life_stop(void) {
  // A shell without job control cannot wake what stops.
  if (reported_before[1].sa_handler == SIG_IGN) return;
  struct sigaction standard = {.sa_handler = SIG_DFL};
  struct sigaction ours;
  sigaction(SIGTSTP, &standard, &ours);
  raise(SIGTSTP);
  sigaction(SIGTSTP, &ours, NULL);
  atomic_fetch_and(&arrived, ~(LIFE_STOP | LIFE_CONTINUED));
}
