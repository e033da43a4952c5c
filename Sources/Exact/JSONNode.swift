/// One value inside a ``JSONDocument``.
public struct JSONNode: Sendable {
  /// What a value can be.
  public enum Kind: Sendable {
    case null, bool, number, string, array, object
  }

  let document: JSONDocument
  let index: Int

  var entry: JSONEntry { document.tape[index] }

  /// What this value is.
  public var kind: Kind {
    switch entry.kind {
    case .null: return .null
    case .bool: return .bool
    case .number: return .number
    case .string: return .string
    case .array: return .array
    case .object: return .object
    }
  }

  /// Whether this is `null`.
  public var isNull: Bool { entry.kind == .null }

  /// The value of `true` or `false`.
  public var bool: Bool? { document.bool(at: index) }

  /// The text of a string, escapes resolved.
  public var string: String? { document.string(at: index) }

  /// The text of a number, untouched.
  public var numberText: String? { document.numberText(at: index) }

  /// The text of a string or a number: venues send quantities as either.
  public var text: String? { string ?? numberText }

  /// Whether this is a string with exactly that text.
  public func equals(_ text: StaticString) -> Bool { document.equals(at: index, text) }

  /// Whether this is a string with exactly that text, so that a switch goes through a venue's words
  /// without making a text of any.
  @inline(__always)
  public static func ~= (text: StaticString, node: JSONNode) -> Bool { node.equals(text) }

  /// The exact source text.
  public var rawText: String { document.string(entry.text) }

  /// The line of the first byte, from 1.
  public var line: Int {
    place.line
  }

  /// The column of the first byte in bytes, from 1.
  public var column: Int {
    place.column
  }

  private var place: (line: Int, column: Int) {
    document.bytes.withView { JSONError.place(of: Int(entry.start), in: $0) }
  }

  /// An error that points at this value.
  public func error(_ reason: String) -> JSONError {
    document.bytes.withView { JSONError(reason, at: Int(entry.start), of: $0) }
  }
}
