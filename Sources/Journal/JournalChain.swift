import Crypto

/// The last record of a journal, or of a part of it; it stands for all records up to there.
public struct JournalHead: Hashable, Sendable, CustomStringConvertible {
  /// How many records there are up to it.
  public let sequence: Int64
  /// Its hash.
  public let hash: [UInt8]

  public init(sequence: Int64, hash: [UInt8]) {
    self.sequence = sequence
    self.hash = hash
  }

  /// Where there is no record yet.
  public static let start = JournalHead(sequence: 0, hash: JournalRecord.start)

  /// Reads what `description` writes.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let sequence = Int64(parts[0]), sequence >= 0,
      let hash = Hex.decode(String(parts[1])), hash.count == JournalRecord.start.count
    else { return nil }
    self.init(sequence: sequence, hash: hash)
  }

  /// `12:` and the hash: what a person writes down to compare with later.
  public var description: String { "\(sequence):\(Hex.encode(hash))" }
}

/// Follows records from the first, and says which one does not fit.
struct JournalChain {
  private(set) var head = JournalHead.start

  /// What is wrong with the next record; nil where it follows on the last.
  mutating func take(_ record: JournalRecord) -> String? {
    let next = head.sequence + 1
    guard record.sequence == next else {
      return record.sequence < next
        ? "record \(record.sequence) stands before the first" : "record \(next) is missing"
    }
    guard record.isIntact else {
      return "record \(next) is not as it was written: its contents have another hash"
    }
    guard record.previous == head.hash else {
      return head.sequence == 0
        ? "record 1 follows on a record that is not there"
        : "record \(next) does not follow on record \(head.sequence)"
    }
    head = JournalHead(sequence: next, hash: record.hash)
    return nil
  }
}

/// What a look at the whole chain has shown.
public struct JournalProof: Hashable, Sendable {
  /// The last record that fits; all before it do.
  public let head: JournalHead
  /// Which record is the first that does not fit, and why; nil where all do.
  public let fault: String?
}
