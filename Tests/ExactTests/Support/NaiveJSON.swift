/// A second reading of RFC 8259: recursive, slow, and written without a look at the first.
struct NaiveJSON {
  private var rest: ArraySlice<UInt8>
  private var depth = 0

  static func accepts(_ bytes: [UInt8], depth: Int = 128) -> Bool {
    guard String(validating: bytes, as: UTF8.self) != nil else { return false }
    var checker = NaiveJSON(rest: bytes[...], depth: depth)
    return checker.element() && checker.rest.isEmpty
  }

  private init(rest: ArraySlice<UInt8>, depth: Int) {
    self.rest = rest
    self.depth = depth
  }

  private mutating func eat(_ text: String) -> Bool {
    guard rest.starts(with: text.utf8) else { return false }
    rest = rest.dropFirst(text.utf8.count)
    return true
  }

  private mutating func space() {
    rest = rest.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
  }

  private mutating func element() -> Bool {
    space()
    guard value() else { return false }
    space()
    return true
  }

  private mutating func value() -> Bool {
    if eat("true") || eat("false") || eat("null") { return true }
    if rest.first == 0x22 { return string() != nil }
    if eat("[") { return nested { $0.array() } }
    if eat("{") { return nested { $0.object() } }
    return number()
  }

  private mutating func nested(_ body: (inout NaiveJSON) -> Bool) -> Bool {
    depth -= 1
    defer { depth += 1 }
    return depth >= 0 && body(&self)
  }

  private mutating func array() -> Bool {
    space()
    if eat("]") { return true }
    repeat {
      guard element() else { return false }
    } while eat(",")
    return eat("]")
  }

  private mutating func object() -> Bool {
    space()
    if eat("}") { return true }
    var keys = Set<[UInt16]>()
    repeat {
      space()
      guard let key = string(), keys.insert(key).inserted else { return false }
      space()
      guard eat(":"), element() else { return false }
    } while eat(",")
    return eat("}")
  }

  private mutating func number() -> Bool {
    _ = eat("-")
    let whole = digits()
    if whole.isEmpty || whole.count > 1 && whole.first == 0x30 { return false }
    if eat("."), digits().isEmpty { return false }
    if eat("e") || eat("E") {
      if !eat("-") { _ = eat("+") }
      return !digits().isEmpty
    }
    return true
  }

  private mutating func digits() -> ArraySlice<UInt8> {
    let found = rest.prefix { (0x30...0x39).contains($0) }
    rest = rest.dropFirst(found.count)
    return found
  }

  /// The string as UTF-16, where a lone surrogate is easy to see.
  private mutating func string() -> [UInt16]? {
    guard eat("\"") else { return nil }
    var units: [UInt16] = []
    while let byte = rest.first {
      if eat("\"") {
        return transcode(
          units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: true
        ) { _ in }
          ? nil : units
      }
      if byte < 0x20 { return nil }
      if eat("\\") {
        guard let unit = escape() else { return nil }
        units.append(unit)
      } else {
        let plain = rest.prefix { $0 != 0x22 && $0 != 0x5C && $0 >= 0x20 }
        units += Array(String(decoding: plain, as: UTF8.self).utf16)
        rest = rest.dropFirst(plain.count)
      }
    }
    return nil
  }

  private mutating func escape() -> UInt16? {
    let letters: [(String, UInt16)] = [
      ("\"", 0x22), ("\\", 0x5C), ("/", 0x2F), ("b", 8), ("f", 12), ("n", 10), ("r", 13), ("t", 9),
    ]
    for (letter, unit) in letters where eat(letter) { return unit }
    guard eat("u"), rest.count >= 4 else { return nil }
    let hex = String(decoding: rest.prefix(4), as: UTF8.self)
    guard hex.allSatisfy(\.isHexDigit), hex.utf8.count == 4 else { return nil }
    rest = rest.dropFirst(4)
    return UInt16(hex, radix: 16)
  }
}
