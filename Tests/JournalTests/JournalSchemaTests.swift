import Testing

@testable import Journal

@Suite("Versions of the journal's file") struct JournalSchemaTests {
  let scratch: Scratch

  /// What a version to come could do.
  static let next = JournalSchema(
    steps: JournalSchema.current.steps + [
      "ALTER TABLE record ADD COLUMN remark TEXT NOT NULL DEFAULT ''",
      "CREATE INDEX record_in_time ON record (time)",
    ])

  init() throws { scratch = try Scratch() }

  private func open(_ access: Journal.Access, _ schema: JournalSchema) throws -> Journal {
    try Journal.open(scratch.path, access: access, disk: nil, schema: schema)
  }

  private func version() throws -> Int64 {
    try Database(scratch.path, .read).integer("PRAGMA user_version")
  }

  @Test("An older file is brought forward once, and keeps its records") func forward() throws {
    try scratch.add(1...3)
    for number in 4...5 {
      let journal = try open(.write, Self.next)
      try journal.append([entry(number)], durably: true)
      #expect(try journal.verify().fault == nil)
      #expect(try journal.read() == (1...number).map(entry))
    }
    #expect(try version() == 3)
  }

  @Test("A newer file is refused for adding and for looking", arguments: Journal.Access.both)
  func newer(_ access: Journal.Access) throws {
    try open(.write, Self.next).append([entry(1)], durably: true)
    let failure = #expect(throws: JournalFailure.self) { try scratch.open(access) }
    #expect(failure?.kind == .newer)
    #expect(failure?.sentence.contains("has version 3, and this Tandem knows up to 1") == true)
  }

  @Test("A step that fails leaves the file at the step before") func failing() throws {
    try scratch.add(1...3)
    let steps = Array(Self.next.steps.prefix(2)) + ["DELETE FROM record; SELECT nonsense"]
    let journal = try open(.write, JournalSchema(steps: Self.next.steps))
    #expect(journal.refusal == nil)
    let other = try Scratch()
    try other.add(1...3)
    let failure = #expect(throws: JournalFailure.self) {
      try Journal.open(
        other.path, access: .write, disk: nil, schema: JournalSchema(steps: steps))
    }
    #expect(failure?.kind == .readOnly)
    #expect(try Database(other.path, .read).integer("PRAGMA user_version") == 2)
    #expect(try Database(other.path, .read).integer("SELECT count(*) FROM record") == 3)
  }

  @Test("An older file cannot be looked at before it was brought forward") func older() throws {
    try scratch.add(1...1)
    let failure = #expect(throws: JournalFailure.self) { try open(.read, Self.next) }
    #expect(failure?.kind == .readOnly)
    #expect(failure?.sentence.contains("older version 1") == true)
    #expect(try version() == 1)
  }

  @Test("Who looks before the first writer was there sees what it adds") func early() throws {
    try scratch.write("")
    let reader = try scratch.open(.read)
    #expect(try reader.read().isEmpty)
    #expect(try reader.verify() == JournalProof(head: .start, fault: nil))
    try scratch.add(1...2)
    #expect(try reader.read() == [entry(1), entry(2)])
  }
}
