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
  @usableFromInline let places: InlineArray<64, UInt32>

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
  ///
  /// Inlined where it is used, so that what is found is not kept alive each time.
  @inlinable
  public subscript(_ letter: Unicode.Scalar) -> JSONNode? {
    guard Self.isLetter(letter.value) else { return nil }
    let place = places[Int(letter.value & 63)]
    return place == 0 ? nil : JSONNode(document: object.document, index: Int(place))
  }

  @inlinable
  static func isLetter(_ value: UInt32) -> Bool { value < 128 && value | 32 &- 97 < 26 }
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
