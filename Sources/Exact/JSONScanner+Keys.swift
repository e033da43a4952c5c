/// Refusing an object that has a key twice.
///
/// Up to `fewKeys` a new key is compared with those before it, and fingerprints make nearly all
/// of these comparisons unnecessary. Beyond that, and when a key has escapes, all keys of the
/// object are hashed once with a seed that a sender cannot know: a hostile object costs no more
/// than its length.
extension JSONScanner {
  private static let fewKeys = 64

  /// The letter of a key of one, which stands at the cursor; many keys are so.
  @inline(__always)
  var soleLetter: UInt8? {
    let letter = bytes[position + 1]
    return bytes[position + 2] == UInt8(ascii: "\"") && JSONLetters.isLetter(UInt32(letter))
      ? letter : nil
  }

  /// Passes the key of one letter at the cursor.
  @inline(__always)
  mutating func appendKey(_ letter: UInt8) throws(JSONError) {
    let end = position + 3
    var entry = JSONEntry(.string, start: position, end: end)
    entry.link = JSONEntry.fingerprint(count: 1, first: letter, middle: letter, last: letter)
    position = end
    try appendKey(entry, bit: 1 << UInt64((21 + 15 * UInt32(letter)) & 63))
  }

  @inline(__always)
  mutating func appendKey(_ scanned: JSONEntry) throws(JSONError) {
    var entry = scanned
    entry.link = JSONText.fingerprint(of: entry, in: bytes)
    try appendKey(entry, bit: Self.bit(of: entry.link))
  }

  @inline(__always)
  private mutating func appendKey(_ entry: JSONEntry, bit: UInt64) throws(JSONError) {
    let key = tape.count
    try append(entry)
    if limits.allowsDuplicateKeys { return }
    if entry.isEscaped || frame.count > Self.fewKeys {
      frame.needsHashing = true
      return
    }
    if frame.seen & bit != 0, isKnown(entry, entry.link, before: key) { throw duplicate(key) }
    frame.seen |= bit
  }

  /// One of 64 bits for a fingerprint, each its own for keys of one letter.
  ///
  /// Venues name members by single letters where a message comes often. The sum of an odd number of
  /// equal letters, 15 here, reaches each remainder of 64 once.
  @inline(__always)
  private static func bit(of print: UInt32) -> UInt64 {
    let (count, first, middle, last) = (print >> 24, print >> 16, print >> 8, print)
    return 1 << UInt64((count &* 21 &+ first &* 3 &+ middle &* 5 &+ last &* 7) & 63)
  }

  private func isKnown(_ entry: JSONEntry, _ print: UInt32, before key: Int) -> Bool {
    var earlier = frame.entry + 1
    while earlier < key {
      if tape[earlier].link == print, bytes.matches(tape[earlier].content, entry.content) {
        return true
      }
      earlier = tape.index(after: earlier + 1)
    }
    return false
  }

  /// Compares all keys of the object that ends.
  func hashKeys() throws(JSONError) {
    var keys = Set<HashedKey>(minimumCapacity: frame.count)
    var key = frame.entry + 1
    for _ in 0..<frame.count {
      guard keys.insert(HashedKey(bytes: bytes, entry: tape[key])).inserted else {
        throw duplicate(key)
      }
      key = tape.index(after: key + 1)
    }
  }

  private func duplicate(_ key: Int) -> JSONError {
    error("the object has this key twice", at: Int(tape[key].start))
  }
}

/// A key where it stands, as an element of a set.
private struct HashedKey: Hashable {
  let bytes: ByteView
  let entry: JSONEntry

  static func == (left: HashedKey, right: HashedKey) -> Bool {
    JSONText.match(left.entry, right.entry, in: left.bytes)
  }

  func hash(into hasher: inout Hasher) {
    if entry.isEscaped {
      JSONText.unescaped(entry, in: bytes).withUnsafeBytes { hasher.combine(bytes: $0) }
    } else {
      hasher.combine(bytes: bytes.buffer(entry.content))
    }
  }
}
