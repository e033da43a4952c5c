/// Why the journal cannot be read or added to; one sentence.
public struct JournalFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of trouble it is.
  public enum Kind: String, Sendable {
    /// Another copy of the program holds it.
    case held
    /// The disk is full.
    case full
    /// It may be read and not written.
    case readOnly = "read_only"
    /// It is no journal, or its records do not fit together.
    case damaged
    /// It was made by a newer version of the program.
    case newer
    /// There is none.
    case missing
    /// Others than its owner can write it.
    case exposed
    /// An entry that could not be read back.
    case unfit
    /// The disk, or something else on the way, failed.
    case disk
  }

  public let kind: Kind
  public let sentence: String

  public init(_ kind: Kind, _ sentence: String) {
    self.kind = kind
    self.sentence = sentence
  }

  public var description: String { sentence }
}
