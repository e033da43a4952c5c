import Glibc

/// The reasons of the operating system, in words.
enum SystemError {
  static let missingFile = "no such file"
  static let emptyFile = "is empty"

  static func sentence(_ error: Int32) -> String {
    switch error {
    case ENOENT: missingFile
    case EACCES, EPERM: "permission denied"
    case ENOTDIR: "a part of its path is not a directory"
    case EISDIR: "is a directory, not a file"
    case ELOOP: "its path has a circle of symbolic links"
    case ENAMETOOLONG: "its name is too long"
    case EMFILE, ENFILE: "too many files are open"
    case ENOSPC, EDQUOT: "no space left"
    case EBADF: "it is closed"
    case EIO: "the device reports an error"
    default: "system error \(error)"
    }
  }
}
