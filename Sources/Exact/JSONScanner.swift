/// Checks a text against RFC 8259 and writes the tape; it loops and never recurses.
struct JSONScanner: ~Copyable {
  let bytes: ByteView
  private(set) var limits: JSONLimits
  var position = 0
  var tape: JSONTape
  /// The innermost open array or object.
  var frame = Frame(entry: -1, isObject: false)
  /// The arrays and objects around it, outermost first; the first stands for the document.
  private var outer: [Frame] = []

  /// An array or object whose end has not been seen.
  struct Frame {
    let entry: Int
    let isObject: Bool
    var count = 0
    /// One bit for each fingerprint seen: a clear bit proves that a key is new.
    var seen: UInt64 = 0
    /// Whether the keys are to be compared at the end.
    var needsHashing = false

    init(entry: Int, isObject: Bool) {
      self.entry = entry
      self.isObject = isObject
    }
  }

  init(bytes: ByteView, limits: JSONLimits) {
    self.bytes = bytes
    self.limits = limits
    self.limits.nodes = min(limits.nodes, JSONEntry.maxCount)
    // A guess for messages; the bound keeps a large text from reserving what it may not need.
    tape = JSONTape(capacity: min(bytes.count / 7 + 4, 1 << 16))
    // As deep as the messages of venues go.
    outer.reserveCapacity(8)
  }

  consuming func scan() throws(JSONError) -> JSONTape {
    guard bytes.count <= min(limits.bytes, Int(UInt32.max)) else {
      throw JSONError(
        "the text has \(bytes.count) bytes; at most \(limits.bytes) are read", at: 0, of: bytes)
    }
    if bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
      throw error("the text starts with a byte order mark", at: 0)
    }
    skipSpace()
    repeat {
      while try scanValue() {}
    } while try stepToNextValue()
    skipSpace()
    if position < bytes.count { throw error("there is something after the end of the value") }
    return tape
  }

  /// Scans one scalar, or opens an array or object; true when a value inside comes next.
  @inline(__always)
  private mutating func scanValue() throws(JSONError) -> Bool {
    switch current {
    case UInt8(ascii: "\""): try append(scanString())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try scanNumber()
    case UInt8(ascii: "{"): return try open(.object)
    case UInt8(ascii: "["): return try open(.array)
    case UInt8(ascii: "t"): try scanWord("true", .bool)
    case UInt8(ascii: "f"): try scanWord("false", .bool)
    case UInt8(ascii: "n"): try scanWord("null", .null)
    default: throw unexpected(wanted: "a value")
    }
    return false
  }

  private mutating func open(_ kind: JSONEntry.Kind) throws(JSONError) -> Bool {
    guard outer.count < limits.depth else {
      throw error("arrays and objects nest more than \(limits.depth) deep")
    }
    outer.append(frame)
    frame = Frame(entry: tape.count, isObject: kind == .object)
    try append(JSONEntry(kind, start: position, end: position))
    position += 1
    skipSpace()
    if current == closer {
      try close()
      return false
    }
    frame.count = 1
    if frame.isObject { try scanKey() }
    return true
  }

  /// After a value: closes what ends here and passes a comma; false after the outermost value.
  @inline(__always)
  private mutating func stepToNextValue() throws(JSONError) -> Bool {
    while !outer.isEmpty {
      skipSpace()
      if current == UInt8(ascii: ",") {
        let comma = position
        position += 1
        skipSpace()
        if current == closer { throw error("trailing comma", at: comma) }
        frame.count += 1
        if frame.isObject { try scanKey() }
        return true
      }
      guard current == closer else {
        throw unexpected(wanted: frame.isObject ? "',' or '}'" : "',' or ']'")
      }
      try close()
    }
    return false
  }

  private var closer: UInt8 { frame.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]") }

  private mutating func close() throws(JSONError) {
    position += 1
    let index = frame.entry
    var entry = tape[index]
    entry.end = UInt32(truncatingIfNeeded: position)
    entry.link = UInt32(truncatingIfNeeded: tape.count)
    entry.count = frame.count
    tape[index] = entry
    if frame.needsHashing { try hashKeys() }
    frame = outer.removeLast()
  }

  @inline(__always)
  private mutating func scanKey() throws(JSONError) {
    guard current == UInt8(ascii: "\"") else { throw unexpected(wanted: "a key in quotes") }
    if let letter = soleLetter {
      try appendKey(letter)
    } else {
      try appendKey(scanString())
    }
    skipSpace()
    guard current == UInt8(ascii: ":") else { throw unexpected(wanted: "':' after the key") }
    position += 1
    skipSpace()
  }
}

extension JSONScanner {
  /// The byte to look at; 0 at the end, which is no part of JSON outside strings either.
  @inline(__always)
  var current: UInt8 { bytes[position] }

  @inline(__always)
  mutating func skipSpace() {
    // Venues send no space at all, and no space is above " ".
    while bytes[position] <= UInt8(ascii: " ") {
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"):
        position += 1
      default: return
      }
    }
  }

  @inline(__always)
  mutating func append(_ entry: JSONEntry) throws(JSONError) {
    guard tape.count < limits.nodes else {
      throw error("there are more than \(limits.nodes) values and keys")
    }
    tape.append(entry)
  }

  @inline(never)
  func error(_ reason: String, at offset: Int? = nil) -> JSONError {
    JSONError(reason, at: offset ?? position, of: bytes)
  }

  @inline(never)
  func unexpected(wanted: String) -> JSONError {
    guard position < bytes.count else { return error("the text ends where \(wanted) is needed") }
    let byte = bytes[position]
    if byte == UInt8(ascii: "'") { return error("single quotes; JSON needs double quotes") }
    if byte == UInt8(ascii: "/") { return error("a comment or a stray '/'; JSON has no comments") }
    return error("\(Self.name(byte)) stands where \(wanted) is needed")
  }

  static func name(_ byte: UInt8) -> String {
    if (0x21...0x7E).contains(byte) { return "'\(Character(Unicode.Scalar(byte)))'" }
    let digits = String(byte, radix: 16, uppercase: true)
    return "the byte 0x" + (digits.count < 2 ? "0" : "") + digits
  }
}
