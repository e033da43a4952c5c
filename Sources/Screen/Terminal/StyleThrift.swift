/// Says in fewer bytes what curses says about colours and attributes.
///
/// Curses goes back to plain text before it moves the cursor and after each update, and names both
/// colours whenever one changes. This pass reads its output, keeps in mind how the terminal writes
/// now, and sends a change of style only when text follows that needs it. It also puts true
/// colours where curses, which has 256, wrote the number of a place in a table.
struct StyleThrift {
  /// One colour of the pen.
  enum Ink: Equatable {
    case standard
    case index(UInt8)
  }

  /// How the next character is written. Attributes are bits by their SGR number.
  struct Pen: Equatable {
    var attributes: UInt16 = 0
    var foreground = Ink.standard
    var background = Ink.standard
  }

  /// What the terminal's description says of leaving attributes and colours one by one.
  struct Abilities {
    var endsAttributes: Bool
    var hasStandardColors: Bool
  }

  private let abilities: Abilities
  /// How the terminal writes; nil when that is not known.
  private var actual: Pen?
  /// How curses believes that it writes.
  private var wanted = Pen()
  /// The true colours behind the indices from 16.
  var trueColors: [UInt8: (UInt8, UInt8, UInt8)] = [:]

  init(_ abilities: Abilities) { self.abilities = abilities }

  /// Somebody else wrote to the terminal.
  mutating func forget() { actual = nil }

  /// The same output in fewer bytes.
  mutating func process(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var at = 0
    while at < bytes.count {
      let start = at
      switch bytes[at] {
      case 0x1B: at = escape(bytes, from: at, &result)
      case 0x08, 0x09, 0x0A, 0x0D:
        result.append(bytes[at])
        at += 1
      // Padding for terminals of old, and the return from a character set that is never left.
      case 0x00, 0x0F: at += 1
      default:
        repeat { at += 1 } while at < bytes.count && bytes[at] >= 0x20
        settle(&result)
        result += bytes[start..<at]
      }
    }
    return result
  }

  /// Copies or takes in one escape sequence; where it ends.
  private mutating func escape(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, _ result: inout [UInt8]
  ) -> Int {
    guard start + 2 < bytes.count else {
      settle(&result)
      result += bytes[start...]
      return bytes.count
    }
    if bytes[start + 1] == UInt8(ascii: "("), bytes[start + 2] == UInt8(ascii: "B") {
      return start + 3
    }
    guard bytes[start + 1] == UInt8(ascii: "[") else {
      settle(&result)
      result += bytes[start..<start + 2]
      return start + 2
    }
    var end = start + 2
    while end < bytes.count, !(0x40...0x7E).contains(bytes[end]) { end += 1 }
    guard end < bytes.count else {
      settle(&result)
      result += bytes[start...]
      return bytes.count
    }
    let sequence = UnsafeBufferPointer(rebasing: bytes[start...end])
    if bytes[end] == UInt8(ascii: "m"), let pen = pen(after: sequence) {
      wanted = pen
    } else if "ABCDGHdf".utf8.contains(bytes[end]) {
      result += sequence
    } else {
      settle(&result)
      result += sequence
      if bytes[end] == UInt8(ascii: "m") { actual = nil }
    }
    return end + 1
  }

  /// What a change of style makes of the pen; nil when it says something we do not know.
  private func pen(after sequence: UnsafeBufferPointer<UInt8>) -> Pen? {
    var values = [0]
    for byte in sequence[2..<sequence.count - 1] {
      switch byte {
      case UInt8(ascii: ";"): values.append(0)
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        values[values.count - 1] = min(999, values[values.count - 1] * 10 + Int(byte - 0x30))
      default: return nil
      }
    }
    var pen = wanted
    var rest = values[...]
    while let value = rest.popFirst() {
      switch value {
      case 0: pen = Pen()
      case 1...9: pen.attributes |= 1 << value
      case 22: pen.attributes &= ~0b110
      case 23...29: pen.attributes &= ~(1 << (value - 20))
      case 30...37: pen.foreground = .index(UInt8(value - 30))
      case 40...47: pen.background = .index(UInt8(value - 40))
      case 90...97: pen.foreground = .index(UInt8(value - 82))
      case 100...107: pen.background = .index(UInt8(value - 92))
      case 39: pen.foreground = .standard
      case 49: pen.background = .standard
      case 38, 48:
        guard rest.popFirst() == 5, let index = rest.popFirst(), index < 256 else { return nil }
        if value == 38 { pen.foreground = .index(UInt8(index)) }
        if value == 48 { pen.background = .index(UInt8(index)) }
      default: return nil
      }
    }
    return pen
  }

  /// Makes the terminal write as curses wants it to.
  private mutating func settle(_ result: inout [UInt8]) {
    if actual == wanted { return }
    // A parameter left out is 0, and that is plain text.
    var best = join([[]] + change(from: Pen()))
    if let actual, abilities.allow(from: actual, to: wanted) {
      let step = join(change(from: actual))
      if step.count < best.count { best = step }
    }
    result += best
    actual = wanted
  }

  private func join(_ codes: [[UInt8]]) -> [UInt8] {
    var bytes: [UInt8] = [0x1B, UInt8(ascii: "[")]
    bytes += codes.joined(separator: [UInt8(ascii: ";")])
    bytes.append(UInt8(ascii: "m"))
    return bytes
  }

  /// The SGR parameters from one pen to the wanted one.
  private func change(from pen: Pen) -> [[UInt8]] {
    var codes: [[UInt8]] = []
    var attributes = pen.attributes
    // Bold and dim end together.
    if attributes & ~wanted.attributes & 0b110 != 0 {
      codes.append(digits(22))
      attributes &= ~0b110
    }
    for number in 1...9 {
      let bit: UInt16 = 1 << number
      if wanted.attributes & bit != 0, attributes & bit == 0 { codes.append(digits(number)) }
      if wanted.attributes & bit == 0, attributes & bit != 0 { codes.append(digits(number + 20)) }
    }
    if pen.foreground != wanted.foreground { codes.append(code(wanted.foreground, 30)) }
    if pen.background != wanted.background { codes.append(code(wanted.background, 40)) }
    return codes
  }

  private func code(_ ink: Ink, _ base: Int) -> [UInt8] {
    switch ink {
    case .standard: return digits(base + 9)
    case .index(let index) where index < 8: return digits(base + Int(index))
    case .index(let index) where index < 16: return digits(base + 52 + Int(index))
    case .index(let index):
      if let (red, green, blue) = trueColors[index] {
        return Array("\(base + 8);2;\(red);\(green);\(blue)".utf8)
      }
      return Array("\(base + 8);5;\(index)".utf8)
    }
  }

  private func digits(_ number: Int) -> [UInt8] { Array("\(number)".utf8) }
}

extension StyleThrift.Abilities {
  /// Whether a terminal can go from one pen to another without going back to plain text.
  fileprivate func allow(from old: StyleThrift.Pen, to new: StyleThrift.Pen) -> Bool {
    if !endsAttributes, old.attributes & ~new.attributes != 0 { return false }
    if hasStandardColors { return true }
    return (new.foreground != .standard || old.foreground == .standard)
      && (new.background != .standard || old.background == .standard)
  }
}
