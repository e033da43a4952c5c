/// Text that a terminal can be given: nothing in it drives, hides, turns round or piles up.
///
/// This is the only way foreign text becomes cells. Making it is the cleaning; there is no other
/// initialiser. Literals of the program go the same way.
public struct CleanText: Hashable, Sendable {
  /// The cleaned text; every scalar is visible, and no character has more than two marks.
  public let string: String
  /// How many columns it takes.
  public let columns: Int
  /// Whether every byte is one column.
  let isASCII: Bool

  /// More than any row shows, and little enough to be cleaned at every key.
  public static let limit = 4096
  /// What stands for the rest of a text that was cut.
  public static let mark: Unicode.Scalar = "…"

  /// Text that needs no cleaning, for it is made of parts that did not.
  init(trusted string: String, columns: Int, isASCII: Bool) {
    self.string = string
    self.columns = columns
    self.isASCII = isASCII
  }

  public static let empty = CleanText(trusted: "", columns: 0, isASCII: true)

  /// The text cleaned, and cut after so many scalars with a mark.
  public init(
    _ text: some StringProtocol, limit: Int = CleanText.limit, standIn: StandIn = .picture
  ) {
    if let clean = CleanText(plain: text, limit: limit) {
      self = clean
    } else {
      var cleaner = TextCleaner(limit: limit, standIn: standIn)
      for scalar in text.unicodeScalars {
        cleaner.take(scalar)
        if cleaner.isFull { break }
      }
      self = cleaner.result
    }
  }

  /// The bytes read as UTF-8 and cleaned; bytes that are none get stand-ins, too.
  public init(
    bytes: some Sequence<UInt8>, limit: Int = CleanText.limit, standIn: StandIn = .picture
  ) {
    var cleaner = TextCleaner(limit: limit, standIn: standIn)
    var decoder = UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    while !cleaner.isFull {
      switch decoder.parseScalar(from: &iterator) {
      case .valid(let encoded): cleaner.take(UTF8.decode(encoded))
      case .error: cleaner.takeInvalid()
      case .emptyInput:
        self = cleaner.result
        return
      }
    }
    self = cleaner.result
  }

  /// Most text is short and printable ASCII, and as it is.
  private init?(plain text: some StringProtocol, limit: Int) {
    var count = 0
    for byte in text.utf8 {
      guard byte >= 0x20, byte < 0x7F, count < limit else { return nil }
      count += 1
    }
    self.init(trusted: String(text), columns: count, isASCII: true)
  }

  public var isEmpty: Bool { columns == 0 }

  public static func + (left: CleanText, right: CleanText) -> CleanText {
    CleanText(
      trusted: left.string + right.string, columns: left.columns + right.columns,
      isASCII: left.isASCII && right.isASCII)
  }

  public static func += (left: inout CleanText, right: CleanText) { left = left + right }

  /// The text so many times one after the other.
  public func repeated(_ count: Int) -> CleanText {
    let count = Swift.min(Swift.max(count, 0), Size.limit)
    return CleanText(
      trusted: String(repeating: string, count: count), columns: columns * count, isASCII: isASCII)
  }
}

extension CleanText: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  public init(stringLiteral value: String) { self.init(value) }
}

extension CleanText: CustomStringConvertible {
  public var description: String { string }
}

extension CleanText: Sequence {
  /// The characters, as cells hold them.
  public struct Iterator: IteratorProtocol {
    private var scalars: String.UnicodeScalarView.Iterator
    private var pending: Glyph?

    init(_ string: String) {
      scalars = string.unicodeScalars.makeIterator()
    }

    public mutating func next() -> Glyph? {
      while let scalar = scalars.next() {
        let ready = pending
        switch CharacterClass(scalar) {
        case .mark:
          pending = ready?.marked(scalar)
          continue
        case .wide: pending = Glyph(scalar, isWide: true)
        default: pending = Glyph(scalar, isWide: false)
        }
        if let ready { return ready }
      }
      defer { pending = nil }
      return pending
    }
  }

  public func makeIterator() -> Iterator { Iterator(string) }
  public var underestimatedCount: Int { columns / 2 }
}
