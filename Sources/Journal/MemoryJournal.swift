import Synchronization

/// A journal that ends with the program.
public final class MemoryJournal: JournalKeeping {
  private let entries = Mutex<[JournalEntry]>([])

  public init() {}

  public func append(_ entries: [JournalEntry], durably: Bool) {
    self.entries.withLock { $0 += entries }
  }

  public func forEach(_ body: (JournalEntry) -> Void) {
    entries.withLock { $0 }.forEach(body)
  }

  public var refusal: JournalFailure? { nil }
}
