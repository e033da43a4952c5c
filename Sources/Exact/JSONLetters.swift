/// The members of an object whose keys are single ASCII letters, found in one walk.
///
/// Venues name the members of their most frequent messages by letters, thirty of them. A walk for
/// each that is asked for would cost more than reading the text.
///
/// A class, for its table is too large to be copied into the closures that look into it.
public final class JSONLetters: Sendable {
  /// The object itself, for its other members.
  public let object: JSONNode
  /// The tape's index of each letter's value, by the letter's lowest six bits, which are its own;
  /// 0 where there is none, since the outermost value is no member.
  private let places: InlineArray<64, UInt32>

  /// Finds the members; there are none in other kinds of value.
  public init(_ object: JSONNode) {
    self.object = object
    let document = object.document
    let entry = object.entry
    var places = InlineArray<64, UInt32>(repeating: 0)
    var index = object.index + 1
    for _ in 0..<(entry.kind == .object ? entry.count : 0) {
      if let letter = document.letter(of: document.tape[index]) {
        places[Int(letter & 63)] = UInt32(truncatingIfNeeded: index + 1)
      }
      index = document.tape.index(after: index + 1)
    }
    self.places = places
  }

  /// The member with that letter as its key; nil when there is none.
  public subscript(_ letter: Unicode.Scalar) -> JSONNode? {
    let place = place(letter)
    return place == 0 ? nil : JSONNode(document: object.document, index: place)
  }

  /// Where its value stands; 0, where the outermost value stands, when there is none.
  @inline(__always)
  private func place(_ letter: Unicode.Scalar) -> Int {
    Self.isLetter(letter.value) ? Int(places[Int(letter.value & 63)]) : 0
  }

  @inline(__always)
  static func isLetter(_ value: UInt32) -> Bool { value < 128 && value | 32 &- 97 < 26 }
}

/// What members are, without a node for each: nil where there is none, for the outermost value is
/// an object or an array, and neither a number nor a text.
extension JSONLetters {
  /// The exact value of a member.
  public func decimal(_ letter: Unicode.Scalar) -> Decimal? {
    object.document.decimal(at: place(letter))
  }

  /// A whole number that fits.
  public func int64(_ letter: Unicode.Scalar) -> Int64? {
    object.document.int64(at: place(letter))
  }

  /// The value of `true` or `false`.
  public func bool(_ letter: Unicode.Scalar) -> Bool? { object.document.bool(at: place(letter)) }

  /// The text of a string or a number.
  public func text(_ letter: Unicode.Scalar) -> String? {
    let place = place(letter)
    return object.document.string(at: place) ?? object.document.numberText(at: place)
  }

  /// Whether the member is a string with exactly that text.
  public func equals(_ letter: Unicode.Scalar, _ text: StaticString) -> Bool {
    object.document.equals(at: place(letter), text)
  }
}

extension JSONDocument {
  /// The letter that is the whole of a key.
  @inline(__always)
  fileprivate func letter(of key: JSONEntry) -> UInt8? {
    // The fingerprint of escaped keys is that of their text, so it can rule out all others.
    let value = key.link & 0xFF
    let print = JSONEntry.fingerprint(
      count: 1, first: UInt8(value), middle: UInt8(value), last: UInt8(value))
    guard key.link == print, JSONLetters.isLetter(value) else { return nil }
    let count = key.isEscaped ? unescaped(key).count : key.content.count
    return count == 1 ? UInt8(value) : nil
  }
}
