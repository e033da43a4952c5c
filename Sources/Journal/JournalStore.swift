import Exact

/// The table of a journal and what is known of it; whoever has it is alone with it.
final class JournalStore {
  let path: String
  let database: Database
  /// What adding takes; nil where nothing can be added.
  private let adding: (lock: JournalLock, statement: Statement)?
  private var head = JournalHead.start
  private var isDurable = true
  /// Why nothing can be added, until it is opened anew.
  private(set) var refusal: JournalFailure?
  /// Whether the table is there: who looks may come before the first writer is done.
  private var isMade: Bool
  private var reading: Statement?
  private var readingList: Statement?

  /// How much is read while others wait for their turn.
  private static let page = (records: 256, bytes: 1 << 20)

  /// Takes an open file to add to it.
  init(writing path: String, _ database: Database, _ lock: JournalLock) throws(DatabaseError) {
    self.path = path
    self.database = database
    isMade = true
    let places = (1...10).map { "?\($0)" }.joined(separator: ", ")
    let sql = "INSERT INTO record (\(JournalRecord.columns)) VALUES (\(places))"
    adding = (lock, try database.prepare(sql))
    let last = try database.prepare(
      "SELECT \(JournalRecord.columns) FROM record ORDER BY sequence DESC LIMIT 1")
    guard try last.step() else { return }
    let record = JournalRecord(row: last)
    head = JournalHead(sequence: record.sequence, hash: record.hash)
    if !record.isIntact {
      refusal = damage("record \(record.sequence) is not as it was written")
    }
  }

  /// Takes an open file to look at it.
  init(reading path: String, _ database: Database, isMade: Bool, _ refusal: JournalFailure) {
    self.path = path
    self.database = database
    self.isMade = isMade
    self.refusal = refusal
    adding = nil
  }

  /// Adds entries, all or none.
  func append(_ entries: [JournalEntry], durably: Bool) throws(JournalFailure) {
    if let refusal { throw refusal }
    guard let adding else { return }
    var next = head
    var records: [JournalRecord] = []
    for entry in entries {
      let record = JournalRecord(entry, body: try Self.body(of: entry), after: next)
      next = JournalHead(sequence: record.sequence, hash: record.hash)
      records.append(record)
    }
    guard !records.isEmpty else { return }
    if database.hasMoved {
      throw refuse(JournalFailure(.disk, "the journal \(path) was moved or taken away"))
    }
    do throws(DatabaseError) {
      try makeDurable(durably)
      try database.transaction { () throws(DatabaseError) in
        for record in records { try record.insert(by: adding.statement) }
      }
    } catch {
      let failure = error.failure(path)
      // After a failed flush nobody knows what is on the disk, so that only opening it anew helps.
      throw error.mayPass ? failure : refuse(failure)
    }
    head = next
  }

  /// The next records behind one, few enough to be held; none at the end.
  func records(after sequence: Int64, of list: String?) throws(JournalFailure) -> [JournalRecord] {
    var records: [JournalRecord] = []
    do throws(DatabaseError) {
      guard try isThere() else { return [] }
      let statement = try statement(list)
      defer { statement.reset() }
      try statement.bind(sequence, at: 1)
      if let list { try statement.bind(list, at: 2) }
      var bytes = 0
      while records.count < Self.page.records, bytes < Self.page.bytes, try statement.step() {
        let record = JournalRecord(row: statement)
        bytes += record.body.utf8.count
        records.append(record)
      }
    } catch {
      let failure = error.failure(path)
      if error.isCorruption { note(failure) }
      // What could be read is handed out first; the next call meets the failure again.
      guard !records.isEmpty else { throw failure }
    }
    return records
  }

  /// Remembers that records do not fit, so that nothing is added behind them.
  func note(_ damage: JournalFailure) {
    if refusal == nil { refusal = damage }
  }

  func damage(_ fault: String) -> JournalFailure {
    JournalFailure(.damaged, "the journal \(path) is damaged: \(fault)")
  }

  // MARK: - Parts

  private func refuse(_ failure: JournalFailure) -> JournalFailure {
    refusal = failure
    return failure
  }

  /// The text of the particulars, if it can be read back.
  private static func body(of entry: JournalEntry) throws(JournalFailure) -> String {
    var bytes: [UInt8] = []
    entry.body.write(into: &bytes)
    do throws(JSONError) {
      let root = try JSONDocument(parsing: bytes).root
      guard root.kind == .object else {
        throw root.error("the particulars of an entry are an object")
      }
      _ = try JSON(root)
    } catch {
      throw JournalFailure(.unfit, "an entry could not be read back from the journal: \(error)")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether a commit waits for the disk; SQLite forgets it when the connection ends.
  private func makeDurable(_ durably: Bool) throws(DatabaseError) {
    guard durably != isDurable else { return }
    try database.execute("PRAGMA synchronous = \(durably ? "FULL" : "NORMAL")")
    isDurable = durably
  }

  private func isThere() throws(DatabaseError) -> Bool {
    if !isMade { isMade = try JournalSchema.state(of: database) != .new }
    return isMade
  }

  private func statement(_ list: String?) throws(DatabaseError) -> Statement {
    if let kept = list == nil ? reading : readingList { return kept }
    let filter = list == nil ? "" : "list = ?2 AND "
    let statement = try database.prepare(
      """
      SELECT \(JournalRecord.columns) FROM record
      WHERE \(filter)sequence > ?1 ORDER BY sequence
      """)
    if list == nil { reading = statement } else { readingList = statement }
    return statement
  }
}
