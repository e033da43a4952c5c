import Journal
import Synchronization
import Venues

/// A journal on a disk that fails at the n-th write, and on a machine that loses power.
final class RoughJournal: JournalKeeping {
  private let state = Mutex(State())

  private struct State {
    var entries: [(entry: JournalEntry, isDurable: Bool)] = []
    /// Writes until one fails; nil while none will.
    var left: Int?
    /// The write that fails reached the disk all the same.
    var isWritten = false
    var hasFailed = false
  }

  /// The write after so many more fails; what it was to write may be on the disk, or not.
  func fail(after writes: Int, isWritten: Bool) {
    state.withLock { state in
      state.left = writes
      state.isWritten = isWritten
      state.hasFailed = false
    }
  }

  /// Whether the failure has happened.
  var hasFailed: Bool { state.withLock { $0.hasFailed } }

  func heal() {
    state.withLock { state in
      state.left = nil
      state.hasFailed = false
    }
  }

  /// What was not made sure of is lost from the end, as far as chance says.
  func losePower(_ chance: UInt64) {
    state.withLock { state in
      var chance = chance
      while let last = state.entries.last, !last.isDurable, chance % 2 == 0 {
        state.entries.removeLast()
        chance /= 2
      }
    }
  }

  func append(_ entries: [JournalEntry], durably: Bool) throws(JournalFailure) {
    let isRefused = state.withLock { state in
      if let left = state.left {
        if left == 0 {
          state.hasFailed = true
          if state.isWritten { state.entries += entries.map { ($0, durably) } }
          return true
        }
        state.left = left - 1
      }
      if durably {
        // A write that is made sure of makes sure of everything before it.
        for at in state.entries.indices.reversed() {
          if state.entries[at].isDurable { break }
          state.entries[at].isDurable = true
        }
      }
      state.entries += entries.map { ($0, durably) }
      return false
    }
    if isRefused { throw JournalFailure(.disk, "the disk fails") }
  }

  func forEach(_ body: (JournalEntry) -> Void) {
    state.withLock { $0.entries.map(\.entry) }.forEach(body)
  }

  var refusal: JournalFailure? { nil }
}
