import Glibc

/// Descriptors that the program was started with.
enum Descriptors {
  /// Fills the places of closed standard descriptors.
  ///
  /// Otherwise the first file opened would take the place of a closed standard output, and what
  /// is printed would go into that file. Opened the wrong way round, they still report an error.
  static func holdStandardOnes() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
      guard fcntl(descriptor, F_GETFD) == -1 && errno == EBADF else { continue }
      // The lowest free number is the one just found closed.
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }
}
