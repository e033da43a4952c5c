import Exact
import Testing

struct DecimalRoundingTests {
  /// The rounded quotient on paper, as digits of a whole number.
  private func quotient(
    _ left: [Int], _ right: [Int], negative: Bool, _ direction: Rounding
  ) -> [Int] {
    let (quotient, rest) = Paper.quotient(left, by: right)
    if rest.isEmpty { return quotient }
    let away: Bool
    switch direction {
    case .down: away = negative
    case .up: away = !negative
    case .towardZero: away = false
    case .awayFromZero: away = true
    case .nearest: away = !Paper.isLess(Paper.sum(rest, rest), right)
    }
    return away ? Paper.sum(quotient, [1]) : quotient
  }

  private func check(
    _ actual: () throws -> Decimal?, _ expected: PaperNumber, _ label: String
  ) {
    #expect((try? actual())??.description == expected.text, "\(label)")
  }

  @Test func roundingToAStepAgreesWithPaper() throws {
    var random = SplitMix64(seed: 3)
    for _ in 0..<250 {
      let (first, second) = (random.decimalText(), random.decimalText())
      let (value, step) = (try Decimal(parsing: first), try Decimal(parsing: second))
      if step.isZero { continue }
      let (paper, unit) = (PaperNumber(first), PaperNumber(second))
      let scale = max(paper.scale, unit.scale)
      let (left, right) = (paper.digits(atScale: scale), unit.digits(atScale: scale))
      let isMultiple = Paper.quotient(left, by: right).remainder.isEmpty
      #expect(value.isMultiple(of: step) == isMultiple, "\(first) of \(second)")
      for direction in Rounding.allCases {
        let times = quotient(left, right, negative: paper.negative, direction)
        let expected = PaperNumber(
          negative: paper.negative, digits: Paper.product(times, right), scale: scale)
        check(
          { try value.rounded(to: step, direction) }, expected, "\(first) to \(second) \(direction)"
        )
      }
    }
  }

  @Test func divisionAgreesWithPaper() throws {
    var random = SplitMix64(seed: 4)
    for _ in 0..<250 {
      let (first, second) = (random.decimalText(), random.decimalText())
      let (value, divisor) = (try Decimal(parsing: first), try Decimal(parsing: second))
      if divisor.isZero { continue }
      let digits = Int.random(in: 0...38, using: &random)
      let (paper, unit) = (PaperNumber(first), PaperNumber(second))
      let shift = digits + unit.scale - paper.scale
      let zeros = Array(repeating: 0, count: abs(shift))
      let left = shift > 0 && !paper.digits.isEmpty ? paper.digits + zeros : paper.digits
      let right = shift < 0 ? unit.digits + zeros : unit.digits
      for direction in Rounding.allCases {
        let negative = paper.negative != unit.negative
        let whole = quotient(left, right, negative: negative, direction)
        let expected = PaperNumber(negative: negative, digits: whole, scale: digits)
        check(
          { try value.divided(by: divisor, digits: digits, direction) }, expected,
          "\(first) / \(second), \(digits) digits, \(direction)")
      }
    }
  }

  @Test func roundingToDigitsAgreesWithPaper() throws {
    var random = SplitMix64(seed: 5)
    for _ in 0..<250 {
      let text = random.decimalText()
      let value = try Decimal(parsing: text)
      let digits = Int.random(in: -39...39, using: &random)
      let paper = PaperNumber(text)
      for direction in Rounding.allCases {
        let expected: PaperNumber
        if digits >= paper.scale {
          expected = paper
        } else {
          let unit = [1] + Array(repeating: 0, count: paper.scale - digits)
          let whole = quotient(paper.digits, unit, negative: paper.negative, direction)
          let zeros = Array(repeating: 0, count: max(0, -digits))
          expected = PaperNumber(
            negative: paper.negative, digits: whole + zeros, scale: max(0, digits))
        }
        check(
          { try value.rounded(digits: digits, direction) }, expected,
          "\(text) \(digits) \(direction)")
      }
    }
  }

  @Test(arguments: [
    (Rounding.down, ["1", "1", "-2", "-2", "1.2"]), (.up, ["2", "2", "-1", "-1", "1.3"]),
    (.towardZero, ["1", "1", "-1", "-1", "1.2"]), (.awayFromZero, ["2", "2", "-2", "-2", "1.3"]),
    (.nearest, ["2", "1", "-2", "-1", "1.3"]),
  ])
  func everyDirectionIsTheOneItsNameSays(direction: Rounding, expected: [String]) throws {
    let values = ["1.5", "1.4", "-1.5", "-1.4"]
    var results = try values.map {
      try Decimal(parsing: $0).rounded(to: .one, direction).description
    }
    results.append(try Decimal(parsing: "1.25").rounded(digits: 1, direction).description)
    #expect(results == expected)
  }

  @Test func aStepOfZeroSwitchesTheCheckOff() throws {
    let odd = try Decimal(parsing: "0.123456789")
    #expect(odd.isMultiple(of: .zero))
    #expect(try odd.rounded(to: .zero, .down) == odd)
  }

  @Test func aNegativeStepMeansItsMagnitude() throws {
    #expect(Decimal(6).isMultiple(of: -3) && !Decimal(7).isMultiple(of: -3))
    #expect(try Decimal(7).rounded(to: -3, .up) == 9)
    #expect(try Decimal(-7).rounded(to: 3, .up) == -6)
  }

  @Test func aDivisionByZeroHasNoResult() throws {
    #expect(try Decimal.one.divided(by: .zero, digits: 2, .down) == nil)
    #expect(try Decimal.zero.divided(by: .zero, digits: 2, .down) == nil)
  }

  @Test func extremeDigitCountsAreRefusedOrHarmless() throws {
    #expect(throws: Overflow.self) { try Decimal.one.divided(by: 3, digits: 39, .down) }
    #expect(throws: Overflow.self) { try Decimal.one.divided(by: 3, digits: .min, .down) }
    #expect(try Decimal(7).rounded(digits: .max, .down) == 7)
    #expect(try Decimal(7).rounded(digits: .min, .nearest) == 0)
    #expect(throws: Overflow.self) { try Decimal(7).rounded(digits: .min, .up) }
  }
}
