/// Refusing an object that has a key twice.
///
/// Up to `fewKeys` a new key is compared with those before it, and fingerprints make nearly all
/// of these comparisons unnecessary. Beyond that, and when a key has escapes, all keys of the
/// object are hashed once with a seed that a sender cannot know: a hostile object costs no more
/// than its length.
extension JSONScanner {
  private static let fewKeys = 64

  @inline(__always)
  mutating func appendKey(_ scanned: JSONEntry) throws(JSONError) {
    var entry = scanned
    let print = JSONText.fingerprint(of: entry, in: bytes)
    entry.link = print
    let key = tape.count
    try append(entry)
    if limits.allowsDuplicateKeys { return }
    if entry.isEscaped || frame.count > Self.fewKeys {
      frame.needsHashing = true
      return
    }
    let bit = Self.bit(of: print)
    if frame.seen & bit != 0, isKnown(entry, print, before: key) { throw duplicate(key) }
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
