#include "CNcurses.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <unistd.h>

int bell_make(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

// Also called in signal handlers.
void bell_ring(int bell) {
  int saved = errno;
  uint64_t one = 1;
  // It can only fail by being full, and then it rings already.
  ssize_t written = write(bell, &one, sizeof one);
  (void)written;
  errno = saved;
}

int bell_heard(int bell) {
  uint64_t count;
  return read(bell, &count, sizeof count) == sizeof count;
}

int log_make(void) {
  int log = memfd_create("errors", MFD_CLOEXEC);
  if (log >= 0) fcntl(log, F_SETFL, O_APPEND);
  return log;
}
