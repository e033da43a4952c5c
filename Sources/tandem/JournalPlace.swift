import Journal

/// Where the journal lies; it is opened when it is first needed.
struct JournalPlace: Sendable {
  let path: String

  init(_ path: String) { self.path = path }

  /// The user's own, `$XDG_STATE_HOME/tandem/journal`; nil when no home is known.
  static func standard(_ rim: Rim) -> JournalPlace? {
    Folders(rim).state.map { JournalPlace($0 + "/journal") }
  }

  /// The journal; where it cannot be had, one that takes nothing and says why.
  func open() -> any JournalKeeping {
    do throws(JournalFailure) {
      return try Journal.open(path, access: .write)
    } catch {
      return BlockedJournal(error)
    }
  }
}

/// A journal that cannot be had: nothing is known from it, and nothing can be added.
struct BlockedJournal: JournalKeeping {
  private let failure: JournalFailure

  init(_ failure: JournalFailure) { self.failure = failure }

  var refusal: JournalFailure? { failure }

  func append(_ entries: [JournalEntry], durably: Bool) throws(JournalFailure) { throw failure }

  func forEach(_ body: (JournalEntry) -> Void) {}
}
