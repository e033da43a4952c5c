/// Refusing an object that has a key twice.
///
/// Up to `fewKeys` a new key is compared with those before it, and fingerprints make nearly all
/// of these comparisons unnecessary. Beyond that, and when a key has escapes, all keys of the
/// object are hashed once with a seed that a sender cannot know: a hostile object costs no more
/// than its length.
extension JSONScanner {
  private static let fewKeys = 64

  mutating func checkKey(_ key: Int) throws(JSONError) {
    let entry = tape[key]
    let print = JSONText.fingerprint(of: entry, in: bytes)
    tape[key].link = print
    if limits.allowsDuplicateKeys { return }
    if entry.isEscaped || frame.count > Self.fewKeys {
      frame.needsHashing = true
      return
    }
    let bit = UInt64(1) << UInt64((print &* 0x9E37_79B1) >> 26)
    if frame.seen & bit != 0, isKnown(entry, print, before: key) { throw duplicate(key) }
    frame.seen |= bit
  }

  private func isKnown(_ entry: JSONEntry, _ print: UInt32, before key: Int) -> Bool {
    var earlier = frame.entry + 1
    while earlier < key {
      if tape[earlier].link == print, bytes.matches(tape[earlier].content, entry.content) {
        return true
      }
      earlier = index(after: earlier + 1)
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
      key = index(after: key + 1)
    }
  }

  private func index(after value: Int) -> Int {
    tape[value].isContainer ? Int(tape[value].link) : value + 1
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
