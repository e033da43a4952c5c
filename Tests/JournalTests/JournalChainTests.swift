import Crypto
import Exact
import Testing

@testable import Journal

@Suite("The chain of the journal") struct JournalChainTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.add(1...9)
  }

  private func proof(against noted: JournalHead? = nil) throws -> JournalProof {
    try scratch.open(.read).verify(against: noted)
  }

  @Test("An untouched one fits, and says its count and head") func untouched() throws {
    let records = try scratch.open(.read).records()
    let proof = try proof()
    #expect(proof.fault == nil)
    #expect(proof.head.sequence == 9)
    #expect(proof.head.hash == records.last?.hash)
    #expect(JournalHead(proof.head.description) == proof.head)
    for text in ["", "9", "9:", "-1:\(Hex.encode(proof.head.hash))", "9:abcd", "9:a:b"] {
      #expect(JournalHead(text) == nil, "\(text)")
    }
  }

  @Test("The hash is over the bytes that are documented") func bytes() throws {
    let record = try #require(try scratch.open(.read).records().dropFirst().first)
    func number(_ value: Int64) -> [UInt8] {
      (0..<8).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
    var bytes = record.previous + number(2) + number(1_800_000_000_002)
    for text in ["note", "td-2", "binance", "paper", "paper", #"{"number":2}"#] {
      bytes += number(Int64(text.utf8.count)) + Array(text.utf8)
    }
    #expect(record.hash == Digest.sha256(bytes))
  }

  @Test(
    "A changed record is named",
    arguments: [
      "time = time + 1", "kind = 'intent'", "list = 'td-x'", "venue = 'bingx'",
      "environment = 'live'", "account = 'other'", "body = '{\"number\":6}'", "body = 'no JSON'",
      "previous = zeroblob(32)", "previous = x''", "hash = zeroblob(32)", "hash = x''",
      "account = CAST(x'ff' AS TEXT)", "list = list || account, account = ''",
    ])
  func changed(_ change: String) throws {
    try scratch.tamper("UPDATE record SET \(change) WHERE sequence = 5")
    let proof = try proof()
    #expect(proof.head.sequence == 4)
    #expect(
      proof.fault == "record 5 is not as it was written: its contents have another hash")
    let journal = try scratch.open()
    var read: [JournalEntry] = []
    let failure = #expect(throws: JournalFailure.self) { try journal.forEach { read.append($0) } }
    #expect(failure?.kind == .damaged)
    #expect(read == (1...4).map(entry))
    #expect(journal.refusal?.kind == .damaged)
    #expect(throws: JournalFailure.self) { try journal.append([entry(10)], durably: true) }
    #expect(try journal.records().count == 9)
  }

  @Test(
    "Removed and moved records are named",
    arguments: [
      ("DELETE FROM record WHERE sequence = 5", "record 5 is missing"),
      ("DELETE FROM record WHERE sequence < 3", "record 1 is missing"),
      ("UPDATE record SET sequence = 0 WHERE sequence = 1", "record 0 stands before the first"),
      (
        "UPDATE record SET sequence = 12 WHERE sequence = 5; "
          + "UPDATE record SET sequence = 5 WHERE sequence = 6; "
          + "UPDATE record SET sequence = 6 WHERE sequence = 12",
        "record 5 is not as it was written: its contents have another hash"
      ),
    ])
  func moved(_ change: String, _ fault: String) throws {
    try scratch.tamper(change)
    #expect(try proof().fault == fault)
    #expect(throws: JournalFailure.self) { try scratch.open(.read).read() }
  }

  @Test("A record with a hash of its own does not follow on the one before") func forged() throws {
    let forged = JournalRecord(
      entry(50), body: #"{"number":50}"#, after: JournalHead(sequence: 4, hash: JournalRecord.start)
    )
    try scratch.tamper("DELETE FROM record WHERE sequence = 5")
    try scratch.insert(forged)
    #expect(try proof().fault == "record 5 does not follow on record 4")
  }

  @Test("A cut end shows only against a head that was noted") func cut() throws {
    let noted = try proof().head
    #expect(try proof(against: noted).fault == nil)
    try scratch.tamper("DELETE FROM record WHERE sequence > 6")
    #expect(try proof().fault == nil)
    #expect(try proof(against: noted).fault == "record 7 and what followed it are missing")
    #expect(try proof(against: .start).fault == nil)
  }

  @Test("A chain that was written anew shows only against a head that was noted") func anew() throws
  {
    let noted = try proof().head
    let other = try Scratch()
    try other.add(2...12)
    #expect(try other.open(.read).verify().fault == nil)
    #expect(
      try other.open(.read).verify(against: noted).fault
        == "record 9 is another than the one that was noted")
  }

  @Test("Nothing is added behind a last record that does not fit") func head() throws {
    try scratch.tamper("UPDATE record SET body = '{}' WHERE sequence = 9")
    let journal = try scratch.open()
    #expect(journal.refusal?.kind == .damaged)
    #expect(throws: JournalFailure.self) { try journal.append([entry(10)], durably: true) }
    #expect(try journal.records().count == 9)
  }

  @Test("A record that is whole and means nothing here is named") func strange() throws {
    let head = try proof().head
    var (kind, body) = (entry(10), #"{"number":10}"#)
    kind.list = "td-strange"
    body = "no JSON"
    try scratch.insert(JournalRecord(kind, body: body, after: head))
    #expect(try proof().fault == nil)
    let journal = try scratch.open()
    let failure = #expect(throws: JournalFailure.self) { try journal.read() }
    #expect(failure?.kind == .damaged)
    #expect(failure?.sentence.hasPrefix("record 10 of the journal has particulars") == true)
    #expect(journal.refusal?.kind == .damaged)
  }

  @Test("A torn page hides what lies in it, and no more") func torn() throws {
    try scratch.add(10...2000)
    let size = try #require(scratch.size)
    try scratch.overwrite(at: size / 2 / 4096 * 4096, [UInt8](repeating: 0xA5, count: 4096))
    let journal = try scratch.open()
    var read: [JournalEntry] = []
    let failure = #expect(throws: JournalFailure.self) { try journal.forEach { read.append($0) } }
    #expect(failure?.kind == .damaged)
    #expect(!read.isEmpty)
    #expect(read == (1...2000).prefix(read.count).map(entry))
    #expect(journal.refusal?.kind == .damaged)
    let proof = try journal.verify()
    #expect(proof.fault?.contains("cannot be read") == true)
    #expect(Int(proof.head.sequence) == read.count)
  }
}
