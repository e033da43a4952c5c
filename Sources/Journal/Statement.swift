import CSQLite

/// A prepared statement; columns count from 0 and parameters from 1, as SQLite has it.
final class Statement {
  private let statement: OpaquePointer
  private let database: Database

  init(_ statement: OpaquePointer, of database: Database) {
    self.statement = statement
    self.database = database
  }

  deinit { sqlite3_finalize(statement) }

  /// Goes to the next row; false when there is none.
  func step() throws(DatabaseError) -> Bool {
    switch sqlite3_step(statement) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code:
      try database.check(code)
      return false
    }
  }

  /// Makes it ready to run again; what went wrong was told by `step`.
  func reset() { sqlite3_reset(statement) }

  func bind(_ number: Int64, at place: Int32) throws(DatabaseError) {
    try database.check(sqlite3_bind_int64(statement, place, number))
  }

  func bind(_ text: String, at place: Int32) throws(DatabaseError) {
    var text = text
    try database.check(
      text.withUTF8 { bytes in
        // No string for no bytes is NULL to SQLite.
        guard let start = bytes.baseAddress else {
          return csqlite_bind_text(statement, place, "", 0)
        }
        return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
          csqlite_bind_text(statement, place, $0, Int32(clamping: bytes.count))
        }
      })
  }

  func bind(_ bytes: [UInt8], at place: Int32) throws(DatabaseError) {
    try database.check(csqlite_bind_blob(statement, place, bytes, Int32(clamping: bytes.count)))
  }

  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

  func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }

  func blob(_ column: Int32) -> [UInt8] { Array(bytes(column)) }

  private func bytes(_ column: Int32) -> UnsafeBufferPointer<UInt8> {
    // In this order: the first call may convert the value, and the second then tells its size.
    let start = sqlite3_column_blob(statement, column)
    let count = Int(sqlite3_column_bytes(statement, column))
    return UnsafeBufferPointer(start: start?.assumingMemoryBound(to: UInt8.self), count: count)
  }
}
