/// A decimal number worked out digit by digit, as one would on paper: slow and unlimited.
struct PaperNumber {
  var negative: Bool
  /// Most significant digit first, no leading zeros; empty for zero.
  var digits: [Int]
  var scale: Int

  init(negative: Bool, digits: [Int], scale: Int) {
    self.negative = negative
    self.digits = Array(digits.drop { $0 == 0 })
    self.scale = scale
  }

  init(_ text: String) {
    let point = text.firstIndex(of: ".")
    let fraction = point.map { text.distance(from: $0, to: text.endIndex) - 1 } ?? 0
    self.init(
      negative: text.hasPrefix("-"), digits: text.compactMap(\.wholeNumberValue), scale: fraction)
  }

  /// The canonical text; nil when the number needs more than 38 digits.
  var text: String? {
    var digits = digits
    var scale = scale
    while scale > 0, digits.last ?? 0 == 0 {
      if !digits.isEmpty { digits.removeLast() }
      scale -= 1
    }
    if digits.isEmpty { return "0" }
    if digits.count > 38 || scale > 38 { return nil }
    let padded = Array(repeating: 0, count: max(0, scale + 1 - digits.count)) + digits
    let all = padded.map(String.init).joined()
    let whole = all.prefix(all.count - scale)
    return (negative ? "-" : "") + whole + (scale > 0 ? "." + all.suffix(scale) : "")
  }

  func digits(atScale target: Int) -> [Int] {
    digits.isEmpty ? [] : digits + Array(repeating: 0, count: target - scale)
  }

  static func + (left: PaperNumber, right: PaperNumber) -> PaperNumber {
    let scale = max(left.scale, right.scale)
    let (first, second) = (left.digits(atScale: scale), right.digits(atScale: scale))
    if left.negative == right.negative {
      return PaperNumber(negative: left.negative, digits: Paper.sum(first, second), scale: scale)
    }
    if Paper.isLess(first, second) {
      return PaperNumber(
        negative: right.negative, digits: Paper.difference(second, first), scale: scale)
    }
    return PaperNumber(
      negative: left.negative, digits: Paper.difference(first, second), scale: scale)
  }

  static func * (left: PaperNumber, right: PaperNumber) -> PaperNumber {
    PaperNumber(
      negative: left.negative != right.negative,
      digits: Paper.product(left.digits, right.digits), scale: left.scale + right.scale)
  }

  static func < (left: PaperNumber, right: PaperNumber) -> Bool {
    let difference =
      left + PaperNumber(negative: !right.negative, digits: right.digits, scale: right.scale)
    return difference.negative && !difference.digits.isEmpty
  }
}

/// Schoolbook arithmetic on digits, most significant first, no leading zeros.
enum Paper {
  static func isLess(_ left: [Int], _ right: [Int]) -> Bool {
    left.count == right.count ? left.lexicographicallyPrecedes(right) : left.count < right.count
  }

  static func sum(_ left: [Int], _ right: [Int]) -> [Int] {
    var result: [Int] = []
    var carry = 0
    for place in 0..<max(left.count, right.count) + 1 {
      let digit =
        carry + (place < left.count ? left[left.count - 1 - place] : 0)
        + (place < right.count ? right[right.count - 1 - place] : 0)
      result.append(digit % 10)
      carry = digit / 10
    }
    return Array(result.reversed().drop { $0 == 0 })
  }

  static func difference(_ left: [Int], _ right: [Int]) -> [Int] {
    var result: [Int] = []
    var borrow = 0
    for place in 0..<left.count {
      var digit =
        left[left.count - 1 - place] - borrow
        - (place < right.count ? right[right.count - 1 - place] : 0)
      borrow = digit < 0 ? 1 : 0
      digit += borrow * 10
      result.append(digit)
    }
    return Array(result.reversed().drop { $0 == 0 })
  }

  static func product(_ left: [Int], _ right: [Int]) -> [Int] {
    var result = Array(repeating: 0, count: left.count + right.count)
    for (first, digit) in left.enumerated() {
      for (second, other) in right.enumerated() { result[first + second + 1] += digit * other }
    }
    for place in stride(from: result.count - 1, to: 0, by: -1) {
      result[place - 1] += result[place] / 10
      result[place] %= 10
    }
    return Array(result.drop { $0 == 0 })
  }

  static func quotient(_ left: [Int], by right: [Int]) -> (quotient: [Int], remainder: [Int]) {
    var quotient: [Int] = []
    var rest: [Int] = []
    for digit in left {
      rest = rest.isEmpty && digit == 0 ? [] : rest + [digit]
      var times = 0
      while !isLess(rest, right) {
        rest = difference(rest, right)
        times += 1
      }
      quotient.append(times)
    }
    return (Array(quotient.drop { $0 == 0 }), rest)
  }
}
