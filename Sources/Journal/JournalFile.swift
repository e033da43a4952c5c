import Glibc

/// The file a journal lies in: where it is, and whether it may be trusted.
struct JournalFile {
  /// Its path without links, so that a journal has one lock whatever it is called.
  let path: String
  private let status: stat

  /// Finds a file that is there.
  init(_ path: String) throws(JournalFailure) {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw JournalFailure(.missing, "the name of a journal is empty, or has a NUL character in it")
    }
    guard let resolved = realpath(path, nil) else {
      let error = errno
      guard error != ENOENT else { throw JournalFailure(.missing, "there is no journal \(path)") }
      throw Self.failure(error, "the journal \(path)")
    }
    defer { free(resolved) }
    self.path = String(cString: resolved)
    var status = stat()
    guard stat(self.path, &status) == 0 else {
      throw Self.failure(errno, "the journal \(path)")
    }
    self.status = status
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw JournalFailure(.damaged, "\(path) is no file, and so no journal of Tandem")
    }
  }

  /// Makes an empty file that its owner alone can read, and the folders to it, where there is none.
  static func create(_ path: String) throws(JournalFailure) {
    guard !path.isEmpty, !path.utf8.contains(0) else { return }
    try createFolders(of: path)
    // Closed before SQLite opens it: closing it later would drop SQLite's locks.
    let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOCTTY, 0o600)
    if descriptor < 0 {
      guard errno == EEXIST else { throw failure(errno, "the journal \(path)") }
      return
    }
    close(descriptor)
    synchronize(folder(of: path))
  }

  /// Why nothing may be added to it; nil where its owner is its only writer.
  var exposure: JournalFailure? {
    guard status.st_uid == geteuid() else {
      return JournalFailure(.exposed, "the journal \(path) belongs to another user")
    }
    guard status.st_mode & (S_IWGRP | S_IWOTH) != 0 else { return nil }
    return JournalFailure(
      .exposed, "the journal \(path) can be written by others: chmod 600 it, then verify it")
  }

  /// Whether there is a log of changes that have not been taken into the file yet.
  var hasLog: Bool {
    var status = stat()
    return stat("\(path)-wal", &status) == 0 && status.st_size > 0
  }

  /// What an error of the system means for a file.
  static func failure(_ error: Int32, _ what: String) -> JournalFailure {
    let reason = String(cString: strerror(error))
    switch error {
    case EACCES, EPERM, EROFS:
      return JournalFailure(.readOnly, "\(what) cannot be written: \(reason)")
    case ENOSPC, EDQUOT: return JournalFailure(.full, "no room is left for \(what)")
    default: return JournalFailure(.disk, "\(what) cannot be used: \(reason)")
    }
  }

  private static func createFolders(of path: String) throws(JournalFailure) {
    let folder = folder(of: path)
    guard mkdir(folder, 0o700) != 0 else { return synchronize(self.folder(of: folder)) }
    switch errno {
    case EEXIST: return
    case ENOENT where folder != path:
      try createFolders(of: folder)
      guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
        throw failure(errno, "the folder \(folder)")
      }
      synchronize(self.folder(of: folder))
    // One that is there can be on a disk that lets nothing be made.
    case _ where access(folder, F_OK) == 0: return
    case let error: throw failure(error, "the folder \(folder)")
    }
  }

  private static func folder(of path: String) -> String {
    let trimmed = path.hasSuffix("/") ? String(path.dropLast()) : path
    guard let slash = trimmed.lastIndex(of: "/") else { return "." }
    return slash == trimmed.startIndex ? "/" : String(trimmed[..<slash])
  }

  /// Makes sure that the name of a new file outlives the machine, too.
  private static func synchronize(_ folder: String) {
    let descriptor = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
