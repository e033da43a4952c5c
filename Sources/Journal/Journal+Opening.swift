extension Journal {
  /// Opens the journal at a path; for adding, it and the folders to it are made where they miss.
  public static func open(_ path: String, access: Access) throws(JournalFailure) -> Journal {
    try open(path, access: access, disk: nil, schema: .current)
  }

  /// The same with a disk that SQLite knows by name, and another history of the file's form.
  static func open(
    _ path: String, access: Access, disk: String?, schema: JournalSchema
  ) throws(JournalFailure) -> Journal {
    guard access == .write else {
      let file = try JournalFile(path)
      let refusal = JournalFailure(.readOnly, "the journal \(file.path) was opened to look at it")
      return try reader(file, refusal, disk, schema)
    }
    do throws(JournalFailure) {
      return try writer(path, disk, schema)
    } catch let refusal {
      guard refusal.kind != .newer, let file = try? JournalFile(path) else { throw refusal }
      return try reader(file, refusal, disk, schema)
    }
  }

  private static func writer(
    _ path: String, _ disk: String?, _ schema: JournalSchema
  ) throws(JournalFailure) -> Journal {
    try JournalFile.create(path)
    let file = try JournalFile(path)
    if let exposure = file.exposure { throw exposure }
    let lock = try JournalLock(beside: file.path)
    let database = try telling(file.path) { () throws(DatabaseError) in
      let database = try Database(file.path, .write, disk: disk)
      guard !database.isReadOnly else { throw .readOnly }
      return database
    }
    let state = try state(of: database, file, schema)
    let store = try telling(file.path) { () throws(DatabaseError) in
      try prepare(database, state, schema)
      return try JournalStore(writing: file.path, database, lock)
    }
    return Journal(store)
  }

  /// Makes a file ready to be added to.
  private static func prepare(
    _ database: Database, _ state: JournalSchema.State, _ schema: JournalSchema
  ) throws(DatabaseError) {
    guard try database.text("PRAGMA journal_mode = WAL") == "wal" else { throw .noLog }
    try database.execute("PRAGMA synchronous = FULL")
    try schema.migrate(database, from: state)
  }

  private static func reader(
    _ file: JournalFile, _ refusal: JournalFailure, _ disk: String?, _ schema: JournalSchema
  ) throws(JournalFailure) -> Journal {
    let database = try telling(file.path) { () throws(DatabaseError) in
      do throws(DatabaseError) {
        let database = try Database(file.path, .read, disk: disk)
        // Nothing is opened in earnest before the first question.
        _ = try JournalSchema.state(of: database)
        return database
      } catch {
        guard error.isUnopened else { throw error }
        // Without its log the file would lack its last records, and nobody would know.
        guard !file.hasLog else { throw .stuckLog }
        return try Database(file.path, .frozen, disk: disk)
      }
    }
    let state = try state(of: database, file, schema)
    if case .version(let version) = state, version < schema.version {
      throw JournalFailure(
        .readOnly,
        "the journal \(file.path) is of the older version \(version): open it for adding once")
    }
    return Journal(
      JournalStore(reading: file.path, database, isMade: state != .new, refusal))
  }

  /// What a file says of itself, if it is one this version can use.
  private static func state(
    of database: Database, _ file: JournalFile, _ schema: JournalSchema
  ) throws(JournalFailure) -> JournalSchema.State {
    let (state, isPlain) = try telling(file.path) { () throws(DatabaseError) in
      (try JournalSchema.state(of: database), try JournalSchema.isPlain(database))
    }
    if case .version(let version) = state, version > schema.version {
      throw JournalFailure(
        .newer,
        "the journal \(file.path) has version \(version), and this Tandem knows up to "
          + "\(schema.version): use a newer one")
    }
    guard state != .foreign, isPlain else {
      throw JournalFailure(.damaged, "\(file.path) is no journal of Tandem")
    }
    return state
  }

  private static func telling<Result>(
    _ path: String, _ work: () throws(DatabaseError) -> Result
  ) throws(JournalFailure) -> Result {
    do throws(DatabaseError) {
      return try work()
    } catch {
      throw error.failure(path)
    }
  }
}
