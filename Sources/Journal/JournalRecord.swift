import Crypto
import Exact
import Orders

/// One record as it lies in the journal, not yet believed.
public struct JournalRecord: Hashable, Sendable {
  /// Its place, from 1 and without gaps.
  public let sequence: Int64
  /// Milliseconds since 1970.
  public let time: Int64
  public let kind: String
  public let list: String
  public let venue: String
  public let environment: String
  public let account: String
  /// The particulars as JSON, byte for byte as they were written.
  public let body: String
  /// The hash of the record before it; 32 zeros in the first.
  public let previous: [UInt8]
  /// The hash it was written with.
  public private(set) var hash: [UInt8]

  /// What the first record follows on.
  public static let start = [UInt8](repeating: 0, count: 32)

  /// Whether its contents have the hash it was written with.
  public var isIntact: Bool { hash == contentHash }

  /// SHA-256 over the hash before, the sequence and the time, and the six texts.
  ///
  /// The numbers are eight bytes, the highest first. A text is its UTF-8 behind the count of its
  /// bytes in eight bytes, so that no two records have the same bytes.
  public var contentHash: [UInt8] {
    let texts = [kind, list, venue, environment, account, body]
    var bytes: [UInt8] = []
    bytes.reserveCapacity(previous.count + 16 + texts.reduce(0) { $0 + 8 + $1.utf8.count })
    bytes += previous
    Self.append(sequence, to: &bytes)
    Self.append(time, to: &bytes)
    for text in texts {
      Self.append(Int64(text.utf8.count), to: &bytes)
      bytes += text.utf8
    }
    return Digest.sha256(bytes)
  }

  private static func append(_ number: Int64, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: number.bigEndian) { bytes += $0 }
  }
}

extension JournalRecord {
  /// The record that an entry becomes behind another one.
  init(_ entry: JournalEntry, body: String, after head: JournalHead) {
    sequence = head.sequence + 1
    time = entry.time.milliseconds
    kind = entry.kind.rawValue
    list = entry.list
    venue = entry.venue.name
    environment = entry.environment.rawValue
    account = entry.account
    self.body = body
    previous = head.hash
    hash = []
    hash = contentHash
  }

  /// The columns in the order of the table, as both the reading and the adding statement name them.
  static let columns =
    "sequence, time, kind, list, venue, environment, account, body, previous, hash"

  init(row: Statement) {
    sequence = row.integer(0)
    time = row.integer(1)
    kind = row.text(2)
    list = row.text(3)
    venue = row.text(4)
    environment = row.text(5)
    account = row.text(6)
    body = row.text(7)
    previous = row.blob(8)
    hash = row.blob(9)
  }

  /// Runs the adding statement for it.
  func insert(by statement: Statement) throws(DatabaseError) {
    defer { statement.reset() }
    try statement.bind(sequence, at: 1)
    try statement.bind(time, at: 2)
    try statement.bind(kind, at: 3)
    try statement.bind(list, at: 4)
    try statement.bind(venue, at: 5)
    try statement.bind(environment, at: 6)
    try statement.bind(account, at: 7)
    try statement.bind(body, at: 8)
    try statement.bind(previous, at: 9)
    try statement.bind(hash, at: 10)
    _ = try statement.step()
  }

  /// What was remembered; a failure names what in it cannot be understood.
  public func entry() throws(JournalFailure) -> JournalEntry {
    guard let kind = JournalEntry.Kind(rawValue: kind) else {
      throw strange("is of the kind \"\(kind)\", which is none")
    }
    guard let environment = Environment(rawValue: environment) else {
      throw strange("is of the environment \"\(environment)\", which is none")
    }
    let content: JSON
    do throws(JSONError) {
      content = try JSON(JSONDocument(parsing: body).root)
    } catch {
      throw strange("has particulars that cannot be read: \(error)")
    }
    return JournalEntry(
      kind, list: list, venue: VenueID(venue), environment: environment, account: account,
      time: Timestamp(milliseconds: time), body: content)
  }

  private func strange(_ what: String) -> JournalFailure {
    JournalFailure(.damaged, "record \(sequence) of the journal \(what)")
  }
}
