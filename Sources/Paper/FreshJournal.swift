import Journal

/// A journal of venues that begin anew: it is written, and nothing of it is remembered.
///
/// What it holds was at simulators that are gone; to ask these for it would settle doubts wrongly.
public struct FreshJournal: JournalKeeping {
  private let journal: any JournalKeeping

  public init(_ journal: any JournalKeeping) { self.journal = journal }

  public var refusal: JournalFailure? { journal.refusal }

  public func append(_ entries: [JournalEntry], durably: Bool) throws(JournalFailure) {
    try journal.append(entries, durably: durably)
  }

  public func forEach(_ body: (JournalEntry) -> Void) {}
}
