import CSQLite
import Exact
import Glibc

/// A connection to SQLite, used by one thread at a time.
final class Database {
  enum Mode {
    case write
    case read
    /// Takes the file as it is, without its write-ahead log: for a disk that cannot be written.
    case frozen
  }

  /// How long another connection is waited for; only a foreign program can hold one this long.
  private static let patience: Int32 = 2000

  private let handle: OpaquePointer

  /// Opens a file that is there.
  init(_ path: String, _ mode: Mode, disk: String? = nil) throws(DatabaseError) {
    var opened: OpaquePointer?
    let access = mode == .write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY
    // The owner's lock makes SQLite's own needless.
    let flags = access | SQLITE_OPEN_NOMUTEX | (mode == .frozen ? SQLITE_OPEN_URI : 0)
    let name = mode == .frozen ? "file:\(Percent.encode(path))?immutable=1" : path
    let code = sqlite3_open_v2(name, &opened, flags, disk)
    guard let opened else { throw DatabaseError(code, "out of memory") }
    guard code == SQLITE_OK else {
      let error = DatabaseError(opened, code)
      sqlite3_close_v2(opened)
      throw error
    }
    handle = opened
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, Self.patience)
    try check(csqlite_harden(handle))
  }

  deinit { sqlite3_close_v2(handle) }

  /// Whether SQLite had to open it for reading only.
  var isReadOnly: Bool { sqlite3_db_readonly(handle, "main") != 0 }

  /// Whether the file that is open is no longer the one at its path.
  var hasMoved: Bool {
    var moved: Int32 = 0
    let code = sqlite3_file_control(handle, "main", SQLITE_FCNTL_HAS_MOVED, &moved)
    return code == SQLITE_OK && moved != 0
  }

  func execute(_ sql: String) throws(DatabaseError) {
    try check(sqlite3_exec(handle, sql, nil, nil, nil))
  }

  func prepare(_ sql: String) throws(DatabaseError) -> Statement {
    var statement: OpaquePointer?
    try check(
      sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil))
    guard let statement else { throw DatabaseError(SQLITE_ERROR, "an empty statement") }
    return Statement(statement, of: self)
  }

  /// The number in the first column of the first row; 0 without one.
  func integer(_ sql: String) throws(DatabaseError) -> Int64 {
    let statement = try prepare(sql)
    return try statement.step() ? statement.integer(0) : 0
  }

  /// The text in the first column of the first row; empty without one.
  func text(_ sql: String) throws(DatabaseError) -> String {
    let statement = try prepare(sql)
    return try statement.step() ? statement.text(0) : ""
  }

  /// All of the work, or none of it.
  func transaction(_ work: () throws(DatabaseError) -> Void) throws(DatabaseError) {
    try execute("BEGIN IMMEDIATE")
    // An older one would be taken for the cause of a failure.
    errno = 0
    do throws(DatabaseError) {
      try work()
      try execute("COMMIT")
    } catch {
      // A full disk may have ended it already.
      if sqlite3_get_autocommit(handle) == 0 { try? execute("ROLLBACK") }
      throw error
    }
  }

  func check(_ code: Int32) throws(DatabaseError) {
    guard code == SQLITE_OK else { throw DatabaseError(handle, code) }
  }
}
