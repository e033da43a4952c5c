/// A record that entries are added to and never taken from.
///
/// The one on disk is `Journal`; tests and the paper ticket have one in memory.
public protocol JournalKeeping: Sendable {
  /// Adds entries, all of them or none.
  ///
  /// Where `durably` is said, they are on the disk when this returns; otherwise they are sure to
  /// outlive the program, but perhaps not the machine. A failure means that nothing was added.
  func append(_ entries: [JournalEntry], durably: Bool) throws(JournalFailure)

  /// Every entry in the order they were added.
  func forEach(_ body: (JournalEntry) -> Void) throws(JournalFailure)

  /// Why nothing can be added; nil where it can.
  var refusal: JournalFailure? { get }
}
