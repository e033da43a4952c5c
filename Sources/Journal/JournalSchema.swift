/// How the journal lies in its file, and how a file of an older version becomes one of today.
struct JournalSchema {
  /// "TNDM": what tells our files from those of others.
  static let application: Int64 = 0x544E_444D

  /// What makes each version out of the one before; each in a transaction of its own.
  ///
  /// Steps are only ever added. Rows cannot be changed by one, or their hashes would not fit.
  let steps: [String]

  static let current = JournalSchema(steps: [
    """
    CREATE TABLE record (
      sequence INTEGER PRIMARY KEY,
      time INTEGER NOT NULL,
      kind TEXT NOT NULL,
      list TEXT NOT NULL,
      venue TEXT NOT NULL,
      environment TEXT NOT NULL,
      account TEXT NOT NULL,
      body TEXT NOT NULL,
      previous BLOB NOT NULL,
      hash BLOB NOT NULL
    ) STRICT;
    CREATE INDEX record_of_list ON record (list);
    PRAGMA application_id = \(application);
    """
  ])

  var version: Int { steps.count }

  /// What a file says of itself.
  enum State: Equatable {
    /// Nothing has been written: it was just made, or its maker was ended before the first step.
    case new
    case version(Int)
    case foreign
  }

  static func state(of database: Database) throws(DatabaseError) -> State {
    let application = try database.integer("PRAGMA application_id")
    let version = try database.integer("PRAGMA user_version")
    if application == Self.application { return .version(Int(version)) }
    let count = try database.integer("SELECT count(*) FROM sqlite_schema")
    return application == 0 && version == 0 && count == 0 ? .new : .foreign
  }

  /// Whether a file has nothing in it that would run by itself when it is read or added to.
  static func isPlain(_ database: Database) throws(DatabaseError) -> Bool {
    try database.integer(
      "SELECT count(*) FROM sqlite_schema WHERE type NOT IN ('table', 'index')") == 0
  }

  /// Brings a file that is held for writing to this version.
  func migrate(_ database: Database, from state: State) throws(DatabaseError) {
    let first = if case .version(let version) = state { version } else { 0 }
    for next in steps.indices.dropFirst(first) {
      try database.transaction { () throws(DatabaseError) in
        try database.execute(steps[next])
        try database.execute("PRAGMA user_version = \(next + 1)")
      }
    }
  }
}
