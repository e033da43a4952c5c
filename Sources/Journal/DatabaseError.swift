import CSQLite
import Glibc

/// What SQLite, or the disk below it, objected to.
struct DatabaseError: Error {
  let code: Int32
  /// The `errno` of the call that failed; 0 where none did.
  let system: Int32
  let words: String

  init(_ code: Int32, _ words: String) {
    self.code = code
    self.system = 0
    self.words = words
  }

  init(_ database: OpaquePointer, _ code: Int32) {
    self.code = code
    // SQLite does not keep it where a commit failed.
    let kept = sqlite3_system_errno(database)
    system = kept != 0 || code & 0xFF != SQLITE_IOERR ? kept : errno
    words = String(cString: sqlite3_errmsg(database))
  }

  static let readOnly = DatabaseError(SQLITE_READONLY, "read only")

  static let noLog = DatabaseError(SQLITE_ERROR, "its disk cannot carry a write-ahead log")

  static let stuckLog = DatabaseError(
    SQLITE_CANTOPEN,
    "the log beside it can be read only where files can be made; copy both and look there")

  /// The code without what SQLite adds to it.
  private var primary: Int32 { code & 0xFF }

  var isCorruption: Bool { primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB }

  /// Whether a file, or one beside it, could not be opened, or not in the way that was asked for.
  var isUnopened: Bool { primary == SQLITE_CANTOPEN || primary == SQLITE_READONLY }

  /// Whether the same may succeed later: there may be room again, or nobody else.
  var mayPass: Bool { isFull || primary == SQLITE_BUSY }

  /// Whether there is no room: on the disk, in the share of this user, or below a limit set for us.
  private var isFull: Bool {
    primary == SQLITE_FULL
      || primary == SQLITE_IOERR && [ENOSPC, EDQUOT, EFBIG].contains(system)
  }

  /// What this means for the journal at a path.
  func failure(_ path: String) -> JournalFailure {
    if isFull { return JournalFailure(.full, "no room is left to write the journal \(path)") }
    switch primary {
    case SQLITE_NOTADB:
      return JournalFailure(.damaged, "\(path) is no journal of Tandem")
    case SQLITE_CORRUPT:
      return JournalFailure(.damaged, "the journal \(path) is damaged: \(words)")
    case SQLITE_BUSY, SQLITE_LOCKED:
      return JournalFailure(.held, "another program is writing into the journal \(path)")
    case SQLITE_CONSTRAINT:
      return JournalFailure(.held, "another program has added to the journal \(path)")
    case SQLITE_READONLY, SQLITE_PERM:
      return JournalFailure(.readOnly, "the journal \(path) may be read and not written")
    default:
      let cause = system == 0 ? words : "\(words) (\(String(cString: strerror(system))))"
      return JournalFailure(.disk, "the journal \(path) cannot be used: \(cause)")
    }
  }
}
