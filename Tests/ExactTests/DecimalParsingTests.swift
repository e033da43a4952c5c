import Exact
import Testing

struct DecimalParsingTests {
  @Test(arguments: [
    ("0", "0"), ("0.0", "0"), ("7", "7"), ("-7", "-7"), ("0.5", "0.5"), ("-0.5", "-0.5"),
    ("10", "10"), ("100.00", "100"), ("94000.00000000000000000000", "94000"),
    ("0.00000001", "0.00000001"), ("1.10", "1.1"), ("9223372036854775807", "9223372036854775807"),
    ("18446744073709551616", "18446744073709551616"),
    ("1234567890123456789.5", "1234567890123456789.5"),
    ("99999999999999999999999999999999999999", "99999999999999999999999999999999999999"),
    ("0.99999999999999999999999999999999999999", "0.99999999999999999999999999999999999999"),
    ("-0.00000000000000000000000000000000000001", "-0.00000000000000000000000000000000000001"),
    ("1234567890123456789012345678901234567.8", "1234567890123456789012345678901234567.8"),
  ])
  func aPlainNumberIsRead(text: String, canonical: String) throws {
    #expect(try Decimal(parsing: text).description == canonical)
    #expect(try Decimal(parsing: Array(text.utf8)).description == canonical)
    #expect(try Decimal(parsing: text.utf8).description == canonical)
    #expect(try Decimal(parsing: text.utf8.reversed().reversed()).description == canonical)
    #expect(try Decimal(jsonNumber: text).description == canonical)
    var bytes: [UInt8] = [0x3D]
    try Decimal(parsing: text).write(into: &bytes)
    #expect(bytes == Array(("=" + canonical).utf8))
  }

  @Test(
    arguments: [
      ("", .empty), ("-", .noDigits), (".", .noDigits), ("-.", .noDigits), ("+1", .plusSign),
      (".5", .noDigitBeforePoint), ("-.5", .noDigitBeforePoint), ("5.", .noDigitAfterPoint),
      ("1e-7", .exponent), ("1E5", .exponent), ("1e+5", .exponent),
      ("1e", .letter("e", position: 2)),
      ("1,5", .comma), ("1,000.5", .comma), ("12abc", .letter("a", position: 3)),
      ("１２", .character("１", position: 1)), ("1２", .character("２", position: 2)),
      ("٣", .character("٣", position: 1)), ("-0", .negativeZero), ("-0.0", .negativeZero),
      ("007", .leadingZero), ("00", .leadingZero), ("-01", .leadingZero), ("00.5", .leadingZero),
      (" 1", .space), ("1 ", .space), ("1 000", .space), ("1\u{A0}000", .space), ("1\n", .space),
      ("0x10", .letter("x", position: 2)), ("NaN", .letter("N", position: 1)),
      ("inf", .letter("i", position: 1)), ("1..2", .secondPoint), ("1.2.3", .secondPoint),
      ("1-2", .misplacedMinus(position: 2)), ("--1", .misplacedMinus(position: 2)),
      ("1_000", .separator(position: 2)), ("1'000", .separator(position: 2)),
      ("−5", .character("−", position: 1)), ("$5", .character("$", position: 1)),
      ("1\0", .character("\0", position: 2)), ("½", .character("½", position: 1)),
      ("1.e5", .letter("e", position: 3)), ("1.-5", .misplacedMinus(position: 3)),
    ] as [(String, DecimalError)])
  func anythingElseIsRefusedWithTheReason(text: String, reason: DecimalError) {
    #expect(throws: reason) { try Decimal(parsing: text) }
    #expect(throws: reason) { try Decimal(parsing: Array(text.utf8)) }
    #expect(Decimal(text) == nil)
  }

  @Test func tooManyDigitsAreCountedAndNotQuoted() {
    #expect(throws: DecimalError.tooManyDigits(400)) {
      try Decimal(parsing: String(repeating: "9", count: 400))
    }
    #expect(throws: DecimalError.tooManyDigits(39)) {
      try Decimal(parsing: "1" + String(repeating: "0", count: 38))
    }
    #expect(throws: DecimalError.tooManyFractionDigits(39)) {
      try Decimal(parsing: "0." + String(repeating: "0", count: 38) + "1")
    }
    #expect(throws: DecimalError.tooManyDigits(1_000_001)) {
      try Decimal(parsing: "1" + String(repeating: "5", count: 1_000_000))
    }
    #expect(Decimal("1." + String(repeating: "0", count: 1_000_000)) == .one)
  }

  @Test func bytesThatAreNotTextAreRefused() {
    #expect(throws: DecimalError.notText(position: 2)) { try Decimal(parsing: [0x31, 0xFF]) }
    #expect(throws: DecimalError.notText(position: 1)) { try Decimal(parsing: [0xC0, 0xB1]) }
  }

  @Test(arguments: [
    ("1e-7", "0.0000001"), ("1E5", "100000"), ("1.25e+2", "125"), ("1.5e1", "15"),
    ("-2.50E-1", "-0.25"),
    ("0e999999999999999999999", "0"), ("-0", "0"), ("-0.0", "0"), ("-0e5", "0"),
    ("1e37", "1" + String(repeating: "0", count: 37)),
    ("1e-38", "0." + String(repeating: "0", count: 37) + "1"),
    ("100e-40", "0." + String(repeating: "0", count: 37) + "1"),
    ("9.9999999999999999999999999999999999999e37", String(repeating: "9", count: 38)),
  ])
  func aJSONNumberMayHaveAnExponent(text: String, canonical: String) throws {
    #expect(try Decimal(jsonNumber: text).description == canonical)
  }

  @Test(
    arguments: [
      ("1e38", .exponentOutOfRange), ("1e-39", .exponentOutOfRange),
      ("1e99999999999999999999", .exponentOutOfRange),
      ("1e-99999999999999999999", .exponentOutOfRange), ("1e", .noExponentDigits),
      ("1e+", .noExponentDigits),
      ("1e5x", .letter("x", position: 4)), ("1e5.5", .secondPoint),
      ("1.e5", .letter("e", position: 3)),
      ("01e5", .leadingZero), ("+1e5", .plusSign), ("", .empty), ("1,5", .comma),
    ] as [(String, DecimalError)])
  func aJSONNumberOutOfRangeOrShapeIsRefused(text: String, reason: DecimalError) {
    #expect(throws: reason) { try Decimal(jsonNumber: text) }
  }

  @Test func everyReasonIsOneFragmentWithoutControlCharacters() {
    let reasons: [DecimalError] = [
      .empty, .noDigits, .comma, .exponent, .letter("a", position: 3), .tooManyDigits(400),
      .character("\u{202E}", position: 1), .character("\u{1B}", position: 1), .notText(position: 9),
    ]
    for reason in reasons {
      let text = reason.description
      #expect(text.hasPrefix("has ") || text.hasPrefix("is "))
      #expect(text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
      #expect(!text.unicodeScalars.contains("\u{202E}"))
    }
    #expect(DecimalError.letter("a", position: 3).description == "has the letter 'a' at position 3")
    #expect(DecimalError.tooManyDigits(400).description == "has 400 digits; at most 38 fit")
    #expect(DecimalError.character("\u{202E}", position: 1).description.contains("U+202E"))
  }

  @Test func whatIsWrittenIsReadBackAsTheSameValue() throws {
    var random = SplitMix64(seed: 6)
    for _ in 0..<2000 {
      let text = random.decimalText()
      let value = try Decimal(parsing: text)
      #expect(value.description == text)
      #expect(Decimal(mantissa: value.mantissa, scale: value.scale) == value)
    }
  }

  @Test func randomTextIsReadExactlyWhenTheGrammarAllowsIt() throws {
    let plain = /-?(0|[1-9][0-9]*)(\.[0-9]+)?/
    let alphabet = Array("0012359..--+e, _x")
    var random = SplitMix64(seed: 7)
    var accepted = 0
    for _ in 0..<4000 {
      let length = Int.random(in: 0...6, using: &random)
      let text = String(
        (0..<length).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] })
      let isZero = text.allSatisfy { "-0.".contains($0) }
      let allowed = text.wholeMatch(of: plain) != nil && !(isZero && text.hasPrefix("-"))
      #expect((Decimal(text) != nil) == allowed, "\(text)")
      if allowed { accepted += 1 }
    }
    #expect(accepted > 200)
  }
}
