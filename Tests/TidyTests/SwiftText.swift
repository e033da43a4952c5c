/// One source file, and the two views of it that the checks read.
///
/// Both views have the same length and the same line ends as the file, so an offset means one
/// place in all three. What is taken out is replaced by spaces, byte for byte.
struct SwiftText {
  /// A word of the code: an identifier, a keyword or a number.
  struct Word {
    let text: String
    let offset: Int
    let line: Int
  }

  let path: String
  let raw: [UInt8]
  /// Without comments and without what string literals say.
  let code: [UInt8]
  /// Without what string literals say.
  let prose: [UInt8]
  let words: [Word]

  init(path: String, _ raw: [UInt8]) {
    var lexer = Lexer(raw)
    lexer.scan()
    self.path = path
    self.raw = raw
    code = lexer.code
    prose = lexer.prose
    words = Self.words(in: lexer.code)
  }

  init(path: String = "Sources/Exact/Sample.swift", _ text: String) {
    self.init(path: path, Array(text.utf8))
  }

  /// The first parts of the path: `Sources/Exact/…` belongs to `Exact`.
  var target: String? {
    let parts = path.split(separator: "/")
    return parts.count >= 3 ? String(parts[1]) : nil
  }

  var isTest: Bool { path.hasPrefix("Tests/") }

  func finding(_ line: Int, _ message: String) -> Finding {
    Finding(path: path, line: line, message: message)
  }

  func line(at offset: Int) -> Int {
    1 + raw[..<offset].count { $0 == newline }
  }

  static func words(in bytes: [UInt8]) -> [Word] {
    var words: [Word] = []
    var line = 1
    var at = 0
    while at < bytes.count {
      if bytes[at] == newline { line += 1 }
      guard isWordByte(bytes[at]) else {
        at += 1
        continue
      }
      let start = at
      while at < bytes.count, isWordByte(bytes[at]) { at += 1 }
      let text = String(decoding: bytes[start..<at], as: UTF8.self)
      words.append(Word(text: text, offset: start, line: line))
    }
    return words
  }
}

let newline = UInt8(ascii: "\n")

func isWordByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
    true
  default: false
  }
}

func lines(of bytes: [UInt8]) -> [String] {
  var lines = bytes.split(separator: newline, omittingEmptySubsequences: false)
  if lines.last?.isEmpty == true { lines.removeLast() }
  return lines.map { String(decoding: $0, as: UTF8.self) }
}

/// What a check has to say about one line.
struct Finding: Equatable, CustomStringConvertible {
  let path: String
  let line: Int
  let message: String

  var description: String { "\(path):\(line): \(message)" }
}
