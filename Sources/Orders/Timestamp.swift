/// A moment: milliseconds since 1970-01-01T00:00:00Z.
public struct Timestamp: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let milliseconds: Int64

  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// Reads `2026-12-01T21:00:00Z`, with up to nine digits of fraction and `Z` or `±hh:mm`.
  public init?(iso text: String) {
    var scanner = DigitScanner(text)
    guard let year = scanner.number(digits: 4), scanner.skip("-"),
      let month = scanner.number(digits: 2), (1...12).contains(month), scanner.skip("-"),
      let day = scanner.number(digits: 2), day >= 1, day <= Self.days(in: month, of: year),
      scanner.skip("T"), let hour = scanner.number(digits: 2), hour < 24, scanner.skip(":"),
      let minute = scanner.number(digits: 2), minute < 60, scanner.skip(":"),
      let second = scanner.number(digits: 2), second < 60, let fraction = scanner.fraction(),
      let offsetMinutes = scanner.zone(), scanner.isAtEnd
    else { return nil }
    let dayNumber = Self.dayNumber(year, month, day)
    let seconds = ((dayNumber * 24 + hour) * 60 + minute - offsetMinutes) * 60 + second
    milliseconds = Int64(seconds) * 1000 + Int64(fraction)
    // A zone can carry the moment out of the years that four digits can write.
    guard Self.writable.contains(milliseconds) else { return nil }
  }

  /// 0000-01-01T00:00:00Z to 9999-12-31T23:59:59.999Z.
  private static let writable: ClosedRange<Int64> = -62_167_219_200_000...253_402_300_799_999

  /// `2026-12-01T21:00:00.000Z`; the fraction is left out when it is zero.
  public var iso: String {
    let (days, inDay) = Int(milliseconds).quotientAndRemainderFloored(86_400_000)
    let (year, month, day) = Self.civil(days)
    let (seconds, fraction) = inDay.quotientAndRemainder(dividingBy: 1000)
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60]
      .map { Self.padded($0, 2) }.joined(separator: ":")
    let date = "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
    return date + "T" + clock + (fraction == 0 ? "" : "." + Self.padded(fraction, 3)) + "Z"
  }

  public var description: String { iso }

  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.milliseconds < right.milliseconds
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private static func days(in month: Int, of year: Int) -> Int {
    let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
    switch month {
    case 2: return isLeap ? 29 : 28
    case 4, 6, 9, 11: return 30
    default: return 31
    }
  }

  /// Days since 1970-01-01 of a proleptic Gregorian date, counted in years that begin in March
  /// so that the leap day is a year's last.
  private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let marchYear = month > 2 ? year : year - 1
    let (era, yearOfEra) = marchYear.quotientAndRemainderFloored(400)
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func civil(_ dayNumber: Int) -> (year: Int, month: Int, day: Int) {
    let (era, dayOfEra) = (dayNumber + 719_468).quotientAndRemainderFloored(146_097)
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }
}

extension Int {
  /// Division that rounds toward minus infinity, so that dates before 1970 come out right.
  fileprivate func quotientAndRemainderFloored(_ divisor: Int) -> (Int, Int) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}

/// Walks the ASCII bytes of a date.
private struct DigitScanner {
  private let bytes: [UInt8]
  private var place = 0

  init(_ text: String) { bytes = Array(text.utf8.prefix(64)) }

  var isAtEnd: Bool { place == bytes.count }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard place < bytes.count, UInt32(bytes[place]) == character.value else { return false }
    place += 1
    return true
  }

  mutating func number(digits: Int) -> Int? {
    guard bytes.count - place >= digits else { return nil }
    var number = 0
    for byte in bytes[place..<place + digits] {
      guard byte >= 48, byte <= 57 else { return nil }
      number = number * 10 + Int(byte - 48)
    }
    place += digits
    return number
  }

  /// Milliseconds of an optional `.123456789`.
  mutating func fraction() -> Int? {
    guard skip(".") else { return 0 }
    var (milliseconds, count) = (0, 0)
    while place < bytes.count, bytes[place] >= 48, bytes[place] <= 57 {
      if count < 3 { milliseconds = milliseconds * 10 + Int(bytes[place] - 48) }
      count += 1
      place += 1
    }
    guard (1...9).contains(count) else { return nil }
    for _ in count..<max(count, 3) { milliseconds *= 10 }
    return milliseconds
  }

  /// Minutes east of Greenwich: `Z`, `+02:00`, `-05:30`.
  mutating func zone() -> Int? {
    if skip("Z") { return 0 }
    let isEast = skip("+")
    guard isEast || skip("-"), let hours = number(digits: 2), hours < 24, skip(":"),
      let minutes = number(digits: 2), minutes < 60
    else { return nil }
    return (isEast ? 1 : -1) * (hours * 60 + minutes)
  }
}
