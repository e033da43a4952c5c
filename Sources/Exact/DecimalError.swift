/// Why a text is not a number; positions count characters from 1.
public enum DecimalError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is nothing.
  case empty
  /// There is a sign or a point, but no digit.
  case noDigits
  /// The point comes first.
  case noDigitBeforePoint
  /// The point comes last, or something other than a digit follows it.
  case noDigitAfterPoint
  /// There is a second point.
  case secondPoint
  /// It starts with a plus sign.
  case plusSign
  /// There is a minus sign that is not the first character.
  case misplacedMinus(position: Int)
  /// There is a comma.
  case comma
  /// There is a space, a tab or another blank.
  case space
  /// There is an underscore or an apostrophe between digits.
  case separator(position: Int)
  /// There is an exponent where only plain numbers are read.
  case exponent
  /// There is an exponent without digits.
  case noExponentDigits
  /// A zero stands before other digits.
  case leadingZero
  /// There is a minus sign before zero.
  case negativeZero
  /// There is a letter.
  case letter(Character, position: Int)
  /// There is some other character.
  case character(Unicode.Scalar, position: Int)
  /// There is a byte that is not part of UTF-8 text.
  case notText(position: Int)
  /// There are more digits than fit.
  case tooManyDigits(Int)
  /// There are more digits after the point than fit.
  case tooManyFractionDigits(Int)
  /// The exponent makes the number too large or too small to hold.
  case exponentOutOfRange

  /// A sentence fragment that can stand after the name of a field.
  public var description: String {
    switch self {
    case .empty: return "is empty"
    case .noDigits: return "has no digits"
    case .noDigitBeforePoint: return "has no digit before the point; write 0.5, not .5"
    case .noDigitAfterPoint: return "has no digit after the point"
    case .secondPoint: return "has two points"
    case .plusSign: return "has a plus sign; leave it out"
    case .misplacedMinus(let position): return "has a minus sign at position \(position)"
    case .comma: return "has a comma; write 1.5 with a point and no thousands separators"
    case .space: return "has a space"
    case .separator(let position): return "has a separator at position \(position); leave it out"
    case .exponent: return "has an exponent; write the number out"
    case .noExponentDigits: return "has an exponent without digits"
    case .leadingZero: return "starts with a zero"
    case .negativeZero: return "is negative zero"
    case .letter(let letter, let position):
      return "has the letter '\(letter)' at position \(position)"
    case .character(let scalar, let position):
      return
        "has a character that is not an ASCII digit (\(Self.name(scalar))) at position \(position)"
    case .notText(let position): return "has a byte that is not UTF-8 text at position \(position)"
    case .tooManyDigits(let count):
      return "has \(count) digits; at most \(Decimal.maxDigits) fit"
    case .tooManyFractionDigits(let count):
      return "has \(count) digits after the point; at most \(Decimal.maxDigits) fit"
    case .exponentOutOfRange: return "has an exponent that makes it too large or too small"
    }
  }

  /// The character itself when it can be shown harmlessly, else its code point.
  private static func name(_ scalar: Unicode.Scalar) -> String {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber, .connectorPunctuation, .dashPunctuation, .openPunctuation,
      .closePunctuation, .initialPunctuation, .finalPunctuation, .otherPunctuation, .mathSymbol,
      .currencySymbol, .otherSymbol:
      return String(Character(scalar))
    default:
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
  }
}
