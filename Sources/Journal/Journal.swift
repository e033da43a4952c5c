import Synchronization

/// The journal on disk: one SQLite file, to which records are added and from which none is taken.
///
/// Records are chained by their hashes, so that one that was changed, removed or put elsewhere is
/// found. Records missing from the end, and a chain that was written anew as a whole, are found
/// only against a head that somebody noted before.
public final class Journal: JournalKeeping {
  /// What a journal is opened for.
  public enum Access: Sendable {
    /// Adding; a journal that cannot be added to is opened for looking, and says why in `refusal`.
    case write
    /// Looking.
    case read
  }

  private let store: Mutex<JournalStore>

  init(_ store: sending JournalStore) { self.store = Mutex(store) }

  public func append(_ entries: [JournalEntry], durably: Bool) throws(JournalFailure) {
    try store.withLock { store throws(JournalFailure) in
      try store.append(entries, durably: durably)
    }
  }

  /// Why nothing can be added, as far as it is known.
  ///
  /// A full disk is not among the reasons: an entry that finds room again is added.
  public var refusal: JournalFailure? { store.withLock { $0.refusal } }

  /// Every entry in the order they were added, for as long as the records fit together.
  ///
  /// At the first that does not, or that cannot be understood, it stops with a failure, and
  /// nothing can be added from then on. Numbers without a fraction come back as `.integer`.
  public func forEach(_ body: (JournalEntry) -> Void) throws(JournalFailure) {
    var chain = JournalChain()
    try forEachRecord { record throws(JournalFailure) in
      do throws(JournalFailure) {
        if let fault = chain.take(record) { throw store.withLock { $0.damage(fault) } }
        body(try record.entry())
      } catch {
        store.withLock { $0.note(error) }
        throw error
      }
    }
  }

  /// Every record as it lies in the journal, or those of one list; nothing of it is checked.
  ///
  /// Not much is held at a time, and entries may be added meanwhile.
  public func forEachRecord(
    of list: String? = nil, _ body: (JournalRecord) throws(JournalFailure) -> Void
  ) throws(JournalFailure) {
    var last = Int64.min
    while true {
      let records = try store.withLock { store throws(JournalFailure) in
        try store.records(after: last, of: list)
      }
      guard let end = records.last else { return }
      for record in records { try body(record) }
      last = end.sequence
    }
  }

  /// Follows the chain from the first record, and compares it with a head that was noted before.
  public func verify(against noted: JournalHead? = nil) throws(JournalFailure) -> JournalProof {
    var chain = JournalChain()
    var fault: String?
    do throws(JournalFailure) {
      try forEachRecord { record throws(JournalFailure) in
        guard fault == nil else { return }
        fault = chain.take(record)
        if fault == nil, let noted, noted.sequence == record.sequence, noted.hash != record.hash {
          fault = "record \(record.sequence) is another than the one that was noted"
        }
      }
    } catch {
      guard error.kind == .damaged else { throw error }
      fault = fault ?? "record \(chain.head.sequence + 1) cannot be read: \(error)"
    }
    if fault == nil, let noted, chain.head.sequence < noted.sequence {
      fault = "record \(chain.head.sequence + 1) and what followed it are missing"
    }
    return JournalProof(head: chain.head, fault: fault)
  }
}
