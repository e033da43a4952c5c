import Exact
import Testing

/// Every operation against the same work done digit by digit on paper.
struct DecimalArithmeticTests {
  private static func text(_ work: () throws -> Decimal) -> String? {
    (try? work())?.description
  }

  @Test func sumsDifferencesAndProductsAreExactOrRefused() throws {
    var random = SplitMix64(seed: 1)
    var refused = 0
    for _ in 0..<1500 {
      let (first, second) = (random.decimalText(), random.decimalText())
      let left = try Decimal(parsing: first)
      let right = try Decimal(parsing: second)
      let (paperLeft, paperRight) = (PaperNumber(first), PaperNumber(second))
      let opposite = PaperNumber(
        negative: !paperRight.negative, digits: paperRight.digits, scale: paperRight.scale)
      let product = (paperLeft * paperRight).text
      #expect(
        Self.text { try left + right } == (paperLeft + paperRight).text, "\(first) + \(second)")
      #expect(Self.text { try left - right } == (paperLeft + opposite).text, "\(first) - \(second)")
      #expect(Self.text { try left * right } == product, "\(first) * \(second)")
      if product == nil { refused += 1 }
    }
    // The cases are worth little unless they fall on both sides of the limit.
    #expect((200...1300).contains(refused))
  }

  @Test func orderIsTheOrderOfTheValues() throws {
    var random = SplitMix64(seed: 2)
    for _ in 0..<3000 {
      let (first, second) = (random.decimalText(), random.decimalText())
      let left = try Decimal(parsing: first)
      let right = try Decimal(parsing: second)
      #expect((left < right) == (PaperNumber(first) < PaperNumber(second)), "\(first) < \(second)")
      #expect((left == right) == (first == second), "\(first) == \(second)")
      #expect((left > right) == (right < left))
    }
  }

  @Test(
    arguments: [
      ("99999999999999999999999999999999999999", "1", nil),
      ("99999999999999999999999999999999999998", "1", "99999999999999999999999999999999999999"),
      ("9.9999999999999999999999999999999999999", "0.0000000000000000000000000000000000001", "10"),
      ("10", "0.00000000000000000000000000000000000001", nil),
      ("18", "-9.0000000000000000000000000000000000001", "8.9999999999999999999999999999999999999"),
      ("0.1", "0.2", "0.3"),
      ("-0.5", "0.5", "0"),
    ] as [(String, String, String?)])
  func sumsAtTheLimit(left: String, right: String, expected: String?) throws {
    let (left, right) = (try Decimal(parsing: left), try Decimal(parsing: right))
    #expect(Self.text { try left + right } == expected)
    #expect(Self.text { try left.negated - right } == expected.map { $0 == "0" ? "0" : "-" + $0 })
  }

  @Test func anyTwoValuesCompareWithoutTrapping() throws {
    let largest = try Decimal(parsing: String(repeating: "9", count: 38))
    let smallest = try Decimal(parsing: "0." + String(repeating: "0", count: 37) + "1")
    let ascending = [largest.negated, -1, smallest.negated, 0, smallest, 1, largest]
    #expect(ascending.reversed().sorted() == ascending)
    #expect(smallest < largest && !(largest < smallest))
  }

  @Test func equalValuesHashEquallyHoweverTheyWereMade() throws {
    let values = [
      Decimal("94000.00000000000000000000"), Decimal("94000"), Decimal(94000),
      Decimal(mantissa: 9_400_000, scale: 2), Decimal(mantissa: 94, scale: -3),
      try Decimal(jsonNumber: "9.4e4"), try Decimal(47000) * 2, try Decimal(93999) + .one,
    ]
    #expect(Set(values).count == 1)
    #expect(values.first == Decimal(94000))
  }

  @Test func aMantissaIsBroughtIntoCanonicalForm() {
    #expect(Decimal(mantissa: 0, scale: 99) == .zero)
    #expect(Decimal(mantissa: 0, scale: .min) == .zero)
    #expect(Decimal(mantissa: 1, scale: 39) == nil)
    #expect(Decimal(mantissa: 10, scale: 39)?.scale == 38)
    #expect(Decimal(mantissa: 1, scale: -37)?.integerDigits == 38)
    #expect(Decimal(mantissa: 1, scale: -38) == nil)
    #expect(Decimal(mantissa: 1, scale: .min) == nil)
    #expect(Decimal(mantissa: .max, scale: 0) == nil)
    #expect(Decimal(mantissa: .min, scale: 38) == nil)
    #expect(Decimal(mantissa: 7, scale: .max) == nil)
    #expect(Decimal(Int.min).description == "-9223372036854775808")
  }

  @Test func questionsAboutAValue() throws {
    let price = try Decimal(parsing: "-94000.25")
    #expect(price.isNegative && !price.isPositive && !price.isZero && !price.isInteger)
    #expect(price.integerDigits == 5 && price.fractionDigits == 2)
    #expect(price.magnitude == Decimal("94000.25") && price.negated == price.magnitude)
    #expect(price.int64 == nil)
    #expect(Decimal("0.05")?.integerDigits == 1)
    #expect(Decimal.zero.isZero && Decimal.zero.negated == .zero && Decimal.zero.isInteger)
    #expect(Decimal("9223372036854775807")?.int64 == .max)
    #expect(Decimal("-9223372036854775808")?.int64 == .min)
    #expect(Decimal("9223372036854775808")?.int64 == nil)
  }
}
