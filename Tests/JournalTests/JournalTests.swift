import Exact
import Glibc
import Journal
import Orders
import Testing

@Suite("The journal on disk") struct JournalTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test("Entries of every kind come back after it was closed") func roundTrip() throws {
    let half = try Decimal(parsing: "0.5")
    let entries = JournalEntry.Kind.allCases.enumerated().flatMap { index, kind in
      Environment.allCases.map { environment in
        JournalEntry(
          kind, list: "td-\(index)\u{0}é漢🙂", venue: VenueID("crypto-com"), environment: environment,
          account: "", time: Timestamp(milliseconds: Int64(index) - 2),
          body: ["price": .string("1.50"), "size": .number(half), "none": .null, "deep": [["a"]]])
      }
    }
    for (index, entry) in entries.enumerated() {
      try scratch.open().append([entry], durably: index.isMultiple(of: 2))
    }
    #expect(try scratch.open(.read).read() == entries)
    #expect(try scratch.open().read() == entries)
  }

  @Test("Batches stay in order, page after page") func batches() throws {
    let journal = try scratch.open()
    try journal.append([], durably: true)
    try journal.append((1...700).map(entry), durably: true)
    try journal.append((701...702).map(entry), durably: false)
    #expect(try journal.read() == (1...702).map(entry))
    #expect(try journal.records().map(\.sequence) == Array(1...702))
    #expect(
      try journal.records(of: "td-1").map(\.sequence) == Array(stride(from: 1, to: 703, by: 3)))
    #expect(try journal.records(of: "td-9").isEmpty)
  }

  @Test("Who reads may add") func addWhileReading() throws {
    let journal = try scratch.open()
    try journal.append([entry(1)], durably: true)
    var count = 0
    try journal.forEach { _ in
      count += 1
      if count < 5 { try? journal.append([entry(count + 1)], durably: true) }
    }
    #expect(try journal.read() == (1...5).map(entry))
  }

  @Test("Many threads may add and read") func threads() async throws {
    let journal = try scratch.open()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for worker in 0..<4 {
        group.addTask {
          for number in 0..<25 {
            try journal.append([entry(worker * 25 + number)], durably: false)
            _ = try journal.verify()
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try journal.verify().head.sequence == 100)
    #expect(Set(try journal.read()) == Set((0..<100).map(entry)))
  }

  @Test("What could not be read back is not taken, nor what came with it") func unfit() throws {
    let journal = try scratch.open()
    let deep = (0..<200).reduce(JSON.object([])) { inner, _ in ["a": inner] }
    for body: JSON in [["a": 1, "a": 2], deep, [1], "text", .null] {
      var bad = entry(2)
      bad.body = body
      let failure = #expect(throws: JournalFailure.self) {
        try journal.append([entry(1), bad], durably: true)
      }
      #expect(failure?.kind == .unfit)
    }
    #expect(journal.refusal == nil)
    try journal.append([entry(1)], durably: true)
    #expect(try journal.read() == [entry(1)])
  }

  @Test("Files and folders are its owner's alone") func modes() throws {
    let path = "\(scratch.folder)/a/b/journal"
    let journal = try Journal.open(path, access: .write)
    try journal.append([entry(1)], durably: true)
    #expect(scratch.mode("a") == 0o700)
    #expect(scratch.mode("a/b") == 0o700)
    for name in ["journal", "journal-wal", "journal-shm", "journal.lock"] {
      #expect(scratch.mode("a/b/\(name)") == 0o600, "\(name)")
    }
  }

  @Test("What is no journal of ours is refused and left alone", arguments: Journal.Access.both)
  func foreign(_ access: Journal.Access) throws {
    try scratch.write(
      "This is a letter, and a long one: it has more than the hundred bytes of a head.")
    try expectFailure(.damaged, "is no journal of Tandem", access)
    try scratch.write("")
    try scratch.tamper("CREATE TABLE record (sequence INTEGER PRIMARY KEY)")
    try expectFailure(.damaged, "is no journal of Tandem", access)
  }

  @Test("A journal with a trigger in it is not trusted", arguments: Journal.Access.both)
  func trigger(_ access: Journal.Access) throws {
    try scratch.add(1...1)
    try scratch.tamper(
      "CREATE TRIGGER t AFTER INSERT ON record BEGIN DELETE FROM record WHERE sequence = 1; END")
    try expectFailure(.damaged, "is no journal of Tandem", access)
  }

  @Test("A name that leads to no journal is named") func names() throws {
    try expectFailure(.missing, "there is no journal \(scratch.path)", .read)
    #expect(throws: JournalFailure.self) { try Journal.open("", access: .write) }
    #expect(throws: JournalFailure.self) { try Journal.open("a\u{0}b", access: .write) }
    let folder = #expect(throws: JournalFailure.self) {
      try Journal.open(scratch.folder, access: .write)
    }
    #expect(folder?.kind == .damaged)
    try scratch.write("", to: "file")
    #expect(throws: JournalFailure.self) {
      try Journal.open("\(scratch.folder)/file/journal", access: .write)
    }
  }

  private func expectFailure(
    _ kind: JournalFailure.Kind, _ words: String, _ access: Journal.Access
  ) throws {
    let failure = #expect(throws: JournalFailure.self) { try scratch.open(access) }
    #expect(failure?.kind == kind)
    #expect(failure?.sentence.contains(words) == true, "\(failure?.sentence ?? "")")
  }
}

extension Journal.Access {
  static let both: [Self] = [.read, .write]
}
