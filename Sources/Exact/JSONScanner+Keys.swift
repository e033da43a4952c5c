/// Refusing an object that has a key twice.
///
/// Up to `fewKeys` a new key is compared with those before it, and fingerprints make nearly all of
/// these comparisons unnecessary. Beyond that all keys are hashed once, with a seed that a sender
/// cannot know, so a hostile object costs no more than its length.
extension JSONScanner {
  private static let fewKeys = 32

  mutating func checkKey(_ key: Int) throws(JSONError) {
    let print = fingerprint(of: tape[key])
    tape[key].link = print
    guard frame.count <= Self.fewKeys else { return }
    let bit = UInt64(1) << UInt64((print &* 0x9E37_79B1) >> 26)
    if frame.seen & bit != 0 {
      var earlier = frame.entry + 1
      while earlier < key {
        if tape[earlier].link == print, keysMatch(tape[earlier], tape[key]) { throw duplicate(key) }
        earlier = index(after: earlier + 1)
      }
    }
    frame.seen |= bit
  }

  func checkManyKeys() throws(JSONError) {
    guard frame.count > Self.fewKeys else { return }
    var keys = Set<HashedKey>(minimumCapacity: frame.count)
    var key = frame.entry + 1
    for _ in 0..<frame.count {
      guard keys.insert(HashedKey(scanner: self, entry: tape[key])).inserted else {
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

  private func fingerprint(of key: JSONEntry) -> UInt32 {
    JSONText.fingerprint(of: key, in: bytes)
  }

  fileprivate func keysMatch(_ left: JSONEntry, _ right: JSONEntry) -> Bool {
    if left.isEscaped || right.isEscaped {
      return JSONText.unescaped(left, in: bytes) == JSONText.unescaped(right, in: bytes)
    }
    return bytes[left.content].elementsEqual(bytes[right.content])
  }
}

/// A key as an element of a set; it looks at the bytes where they are.
private struct HashedKey: Hashable {
  let scanner: JSONScanner
  let entry: JSONEntry

  static func == (left: HashedKey, right: HashedKey) -> Bool {
    left.scanner.keysMatch(left.entry, right.entry)
  }

  func hash(into hasher: inout Hasher) {
    if entry.isEscaped {
      JSONText.unescaped(entry, in: scanner.bytes).withUnsafeBytes { hasher.combine(bytes: $0) }
    } else {
      scanner.bytes[entry.content].withUnsafeBytes { hasher.combine(bytes: $0) }
    }
  }
}
