/// What is shown in place of a character that must not reach a terminal.
public enum StandIn: Sendable {
  /// One column: the control character's picture (`␛`), or `�`.
  case picture
  /// Its number, `\u{1B}`, in plain ASCII; a byte that is no UTF-8 as `\u{FFFD}`.
  case escape
}

/// Turns scalars, one after another, into text that can be shown.
struct TextCleaner {
  private let limit: Int
  private let standIn: StandIn
  private var taken = 0
  private var text = ""
  private var columns = 0
  private var isASCII = true
  /// The last scalar that marks can sit on, and how many sit on it.
  private var base: Unicode.Scalar?
  private var marks = 0

  init(limit: Int, standIn: StandIn) {
    self.limit = max(limit, 0)
    self.standIn = standIn
  }

  /// Whether nothing more is taken; so noise of any length costs no more than the limit.
  var isFull: Bool { taken > limit }

  var result: CleanText { CleanText(trusted: text, columns: columns, isASCII: isASCII) }

  mutating func take(_ scalar: Unicode.Scalar) {
    guard count() else { return }
    switch CharacterClass(scalar) {
    case .narrow: append(scalar, columns: 1)
    case .wide: append(scalar, columns: 2)
    case .space:
      // Blanks that look alike become one and the same; the ideographic one is two wide.
      append(" ", columns: 1)
      if scalar.value == 0x3000 { append(" ", columns: 1) }
    case .mark: takeMark(scalar)
    case .refused: refuse(scalar)
    }
  }

  /// Takes a run of bytes that is no character.
  mutating func takeInvalid() {
    guard count() else { return }
    show("\u{FFFD}")
  }

  /// Counts what comes in, so that what is dropped is bounded, too.
  private mutating func count() -> Bool {
    taken += 1
    if taken <= limit { return true }
    if taken == limit + 1 { append(CleanText.mark, columns: 1) }
    return false
  }

  private mutating func append(_ scalar: Unicode.Scalar, columns width: Int) {
    text.unicodeScalars.append(scalar)
    columns += width
    if !scalar.isASCII { isASCII = false }
    base = scalar
    marks = 0
  }

  /// Two marks are what living scripts need; a pile of them would cover the rows around.
  private mutating func takeMark(_ mark: Unicode.Scalar) {
    if base == nil || base == " " { append("\u{25CC}", columns: 1) }
    marks += 1
    if marks <= 2 {
      text.unicodeScalars.append(mark)
      isASCII = false
    } else if marks == 3 {
      text.unicodeScalars.append("\u{FFFD}")
      columns += 1
    }
  }

  private mutating func refuse(_ scalar: Unicode.Scalar) {
    // These only choose between the plain and the coloured form of a symbol. A cell shows the
    // plain one, which is as wide as the table says.
    if scalar.value == 0xFE0E || scalar.value == 0xFE0F, marks == 0, base?.isSymbol == true {
      return
    }
    show(scalar)
  }

  private mutating func show(_ scalar: Unicode.Scalar) {
    switch standIn {
    case .escape:
      for byte in "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars {
        append(byte, columns: 1)
      }
    case .picture: append(scalar.picture, columns: 1)
    }
    base = nil
  }
}

extension Unicode.Scalar {
  /// Whether it lies where the symbols are that have a coloured form.
  fileprivate var isSymbol: Bool {
    (0x2000..<0x3300).contains(value) || (0x1F000..<0x1FB00).contains(value)
  }

  fileprivate var picture: Unicode.Scalar {
    switch value {
    case ..<0x20: Unicode.Scalar(0x2400 + value) ?? "\u{FFFD}"
    case 0x7F: "\u{2421}"
    default: "\u{FFFD}"
    }
  }
}
