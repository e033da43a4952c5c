/// One value or key on the tape, in 16 bytes.
///
/// The tape is the document in file order. An array or object is followed by all it contains, and
/// `link` leads past that; a member is a key followed by its value.
struct JSONEntry {
  enum Kind: UInt32 {
    case null, bool, number, string, array, object
  }

  /// Where the text starts; for a string this is the opening quote.
  var start: UInt32
  /// Where the text ends, one past its last byte.
  var end: UInt32
  /// For an array or object the index past its contents; for a key its fingerprint.
  var link: UInt32 = 0
  /// The kind in three bits, a bit for "has escapes", then the count of elements or members.
  private var info: UInt32

  static let maxCount = 1 << 28 - 1

  init(_ kind: Kind, start: Int, end: Int, isEscaped: Bool = false) {
    self.start = UInt32(truncatingIfNeeded: start)
    self.end = UInt32(truncatingIfNeeded: end)
    info = kind.rawValue | (isEscaped ? 8 : 0)
  }

  @inline(__always)
  var kind: Kind { Kind(rawValue: info & 7) ?? .null }

  @inline(__always)
  var isContainer: Bool { info & 7 >= Kind.array.rawValue }

  @inline(__always)
  var isEscaped: Bool { info & 8 != 0 }

  @inline(__always)
  var count: Int {
    get { Int(info >> 4) }
    set { info = info & 15 | UInt32(truncatingIfNeeded: newValue) << 4 }
  }

  @inline(__always)
  var text: Range<Int> { Int(start)..<Int(end) }

  /// What stands between the quotes of a string.
  @inline(__always)
  var content: Range<Int> { Int(start) + 1..<Int(end) - 1 }

  /// Four facts about a key: cheap to take, and they tell most keys of one object apart.
  @inline(__always)
  static func fingerprint(count: Int, first: UInt8, middle: UInt8, last: UInt8) -> UInt32 {
    UInt32(truncatingIfNeeded: count) << 24 | UInt32(first) << 16 | UInt32(middle) << 8
      | UInt32(last)
  }
}
