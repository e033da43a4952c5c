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

  /// How the next character is written; attributes are bits by their SGR number.
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

  /// Final bytes of what moves the cursor, or repeats the character just written.
  private static let movements = Array("ABCDGHbdf".utf8)
  /// Final bytes of what leaves blanks.
  private static let erasures = Array("JKX@P".utf8)
  /// Underlined, blinking, reversed and struck out: what shows on a blank, too.
  private static let seenOnBlanks: UInt16 = 1 << 4 | 1 << 5 | 1 << 7 | 1 << 9

  init(_ abilities: Abilities) { self.abilities = abilities }

  /// Somebody else wrote to the terminal.
  mutating func forget() { actual = nil }

  /// The same output in fewer bytes.
  mutating func process(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var at = 0
    while at < bytes.count {
      switch bytes[at] {
      case 0x1B: at = escape(bytes, from: at, &result)
      case 0x08, 0x09, 0x0A, 0x0D:
        result.append(bytes[at])
        at += 1
      // Padding for terminals of old, and the return from a character set that is never left.
      case 0x00, 0x0F: at += 1
      default:
        at = text(bytes, from: at, &result)
      }
    }
    return result
  }

  /// Copies characters; where they end.
  private mutating func text(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, _ result: inout [UInt8]
  ) -> Int {
    var at = start
    while at < bytes.count, bytes[at] == 0x20 { at += 1 }
    if at > start { settleForBlanks(&result) }
    result += bytes[start..<at]
    let word = at
    while at < bytes.count, bytes[at] >= 0x20 { at += 1 }
    if at > word { settle(&result) }
    result += bytes[word..<at]
    return at
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
      var end = start + 1
      while end < bytes.count, ControlByte.intermediates.contains(bytes[end]) { end += 1 }
      end = min(end + 1, bytes.count)
      settle(&result)
      result += bytes[start..<end]
      return end
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
    } else if Self.movements.contains(bytes[end]) {
      result += sequence
    } else if Self.erasures.contains(bytes[end]) {
      settleForBlanks(&result)
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
      // The first font, which is never left.
      case 10: break
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
  private mutating func settle(_ result: inout [UInt8]) { settle(on: wanted, &result) }

  /// The same for blanks, of which only the background shows.
  private mutating func settleForBlanks(_ result: inout [UInt8]) {
    guard let actual, (actual.attributes | wanted.attributes) & Self.seenOnBlanks == 0 else {
      return settle(&result)
    }
    var pen = actual
    pen.background = wanted.background
    settle(on: pen, &result)
  }

  private mutating func settle(on pen: Pen, _ result: inout [UInt8]) {
    if actual == pen { return }
    // A parameter left out is 0, and that is plain text.
    var best = Parameters(isFromPlain: true)
    change(from: Pen(), to: pen, &best)
    if let actual, abilities.allow(from: actual, to: pen) {
      var step = Parameters(isFromPlain: false)
      change(from: actual, to: pen, &step)
      if step.bytes.count < best.bytes.count { best = step }
    }
    result += best.bytes
    result.append(UInt8(ascii: "m"))
    actual = pen
  }

  /// The SGR parameters from one pen to another.
  private func change(from old: Pen, to new: Pen, _ codes: inout Parameters) {
    var attributes = old.attributes
    // Bold and dim end together.
    if attributes & ~new.attributes & 0b110 != 0 {
      codes.add(22)
      attributes &= ~0b110
    }
    if attributes != new.attributes {
      for number in 1...9 {
        let bit: UInt16 = 1 << number
        if new.attributes & bit != 0, attributes & bit == 0 { codes.add(number) }
        if new.attributes & bit == 0, attributes & bit != 0 { codes.add(number + 20) }
      }
    }
    if old.foreground != new.foreground { add(new.foreground, 30, &codes) }
    if old.background != new.background { add(new.background, 40, &codes) }
  }

  private func add(_ ink: Ink, _ base: Int, _ codes: inout Parameters) {
    switch ink {
    case .standard: codes.add(base + 9)
    case .index(let index) where index < 8: codes.add(base + Int(index))
    case .index(let index) where index < 16: codes.add(base + 52 + Int(index))
    case .index(let index):
      codes.add(base + 8)
      if let (red, green, blue) = trueColors[index] {
        codes.add(2)
        for part in [red, green, blue] { codes.add(Int(part)) }
      } else {
        codes.add(5)
        codes.add(Int(index))
      }
    }
  }

  /// A change of style as it is written, all but its last byte.
  private struct Parameters {
    var bytes: [UInt8]
    private var isFirst: Bool

    init(isFromPlain: Bool) {
      bytes = [0x1B, UInt8(ascii: "[")]
      bytes.reserveCapacity(32)
      isFirst = !isFromPlain
    }

    /// A number below 1000.
    mutating func add(_ number: Int) {
      if !isFirst { bytes.append(UInt8(ascii: ";")) }
      isFirst = false
      if number >= 100 { bytes.append(UInt8(ascii: "0") + UInt8(number / 100)) }
      if number >= 10 { bytes.append(UInt8(ascii: "0") + UInt8(number / 10 % 10)) }
      bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
    }
  }
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
