/// The words of one shell command as POSIX cuts them; nothing in it is expanded or run.
struct ShellWords {
  private let bytes: [UInt8]
  private var at = 0
  private(set) var words: [String] = []

  private static let most = 500

  /// Cuts the first command of a text: what follows it, behind `|`, `;` or a line's end, is left.
  init(_ text: String) throws(Unreadable) {
    bytes = Array(text.utf8)
    while skipBlanks() {
      words.append(try word())
      guard words.count <= Self.most else {
        throw Unreadable("the command has more than \(Self.most) words")
      }
    }
  }

  /// Goes to the next word; false at the command's end.
  private mutating func skipBlanks() -> Bool {
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"): at += 1
      case UInt8(ascii: "\\") where at + 1 < bytes.count && bytes[at + 1] == UInt8(ascii: "\n"):
        at += 2
      case UInt8(ascii: "\n"), UInt8(ascii: "|"), UInt8(ascii: ";"), UInt8(ascii: "#"),
        UInt8(ascii: ">"):
        return false
      case UInt8(ascii: "&"): return false
      default: return true
      }
    }
    return false
  }

  private mutating func word() throws(Unreadable) -> String {
    var word: [UInt8] = []
    while at < bytes.count {
      let byte = bytes[at]
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "|"),
        UInt8(ascii: ";"):
        return String(decoding: word, as: UTF8.self)
      case UInt8(ascii: "'"): try single(&word)
      case UInt8(ascii: "\""): try double(&word)
      case UInt8(ascii: "$") where at + 1 < bytes.count && bytes[at + 1] == UInt8(ascii: "'"):
        try escaped(&word)
      case UInt8(ascii: "\\"):
        if at + 1 < bytes.count, bytes[at + 1] != UInt8(ascii: "\n") { word.append(bytes[at + 1]) }
        at += 2
      default:
        // A lone & in an address without quotes is meant as part of it.
        word.append(byte)
        at += 1
      }
    }
    return String(decoding: word, as: UTF8.self)
  }

  private mutating func single(_ word: inout [UInt8]) throws(Unreadable) {
    guard let end = bytes[(at + 1)...].firstIndex(of: UInt8(ascii: "'")) else {
      throw Unreadable("the command has a quote without an end")
    }
    word += bytes[at + 1..<end]
    at = end + 1
  }

  private mutating func double(_ word: inout [UInt8]) throws(Unreadable) {
    at += 1
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "\"") {
        at += 1
        return
      }
      if byte == UInt8(ascii: "\\"), at + 1 < bytes.count {
        let next = bytes[at + 1]
        if next == UInt8(ascii: "\n") {
          at += 2
          continue
        }
        if "\"\\$`".utf8.contains(next) {
          word.append(next)
          at += 2
          continue
        }
      }
      word.append(byte)
      at += 1
    }
    throw Unreadable("the command has a quote without an end")
  }

  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "n"): 0x0A, UInt8(ascii: "t"): 0x09, UInt8(ascii: "r"): 0x0D,
    UInt8(ascii: "\\"): 0x5C, UInt8(ascii: "'"): 0x27, UInt8(ascii: "\""): 0x22,
  ]

  /// `$'…'`, as browsers copy commands.
  private mutating func escaped(_ word: inout [UInt8]) throws(Unreadable) {
    at += 2
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "'") {
        at += 1
        return
      }
      guard byte == UInt8(ascii: "\\"), at + 1 < bytes.count else {
        word.append(byte)
        at += 1
        continue
      }
      let next = bytes[at + 1]
      if next == UInt8(ascii: "u") || next == UInt8(ascii: "x") {
        let most = next == UInt8(ascii: "u") ? 4 : 2
        let digits = bytes[(at + 2)...].prefix(most)
        guard let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
          let scalar = Unicode.Scalar(value), value >= 0x20
        else { throw Unreadable("the command has a bad escape") }
        word += Array(String(scalar).utf8)
        at += 2 + digits.count
      } else {
        word.append(Self.escapes[next] ?? next)
        at += 2
      }
    }
    throw Unreadable("the command has a quote without an end")
  }
}
