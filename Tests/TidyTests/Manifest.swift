/// The targets `Package.swift` declares, as far as it writes them out.
struct Manifest {
  struct Target: Equatable {
    let kind: String
    let name: String
    let dependencies: [String]
    let line: Int

    var isTest: Bool { kind == "testTarget" }
  }

  let targets: [Target]

  init(_ text: SwiftText) {
    let kinds: Set = ["target", "executableTarget", "testTarget", "systemLibrary"]
    targets = text.words.compactMap { word in
      let start = word.offset
      guard kinds.contains(word.text), start > 0, text.code[start - 1] == UInt8(ascii: ".") else {
        return nil
      }
      let call = Self.balanced(text.code, from: start)
      let strings = Self.arguments(text, in: call)
      guard let name = strings["name"]?.first else { return nil }
      return Target(
        kind: word.text, name: name, dependencies: strings["dependencies"] ?? [], line: word.line)
    }
  }

  func target(_ name: String) -> Target? { targets.first { $0.name == name } }

  /// From a place to the parenthesis that closes the next one that opens.
  private static func balanced(_ code: [UInt8], from start: Int) -> Range<Int> {
    var depth = 0
    for at in start..<code.count {
      if code[at] == UInt8(ascii: "(") { depth += 1 }
      if code[at] == UInt8(ascii: ")") {
        depth -= 1
        if depth == 0 { return start..<at }
      }
    }
    return start..<code.count
  }

  /// The string literals after each label.
  private static func arguments(_ text: SwiftText, in call: Range<Int>) -> [String: [String]] {
    var arguments: [String: [String]] = [:]
    var label = ""
    var word = ""
    var literal: Int?
    for at in call {
      let byte = text.code[at]
      if byte == UInt8(ascii: "\"") {
        if let start = literal {
          arguments[label, default: []].append(
            String(decoding: text.raw[start + 1..<at], as: UTF8.self))
          literal = nil
        } else {
          literal = at
        }
      } else if isWordByte(byte) {
        word.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        if byte == UInt8(ascii: ":") { label = word }
        word = ""
      }
    }
    return arguments
  }
}
