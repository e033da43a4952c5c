import Exact
import Orders

extension Field {
  /// The option as the wire carries it, or the reason it cannot be.
  public func value(of option: OptionValue) -> Result<WireValue, InvalidOption> {
    switch type {
    case .decimal: decimal(option)
    case .integer(let range): integer(option, in: range)
    case .text(let maximum, let characters): text(option, maximum, characters)
    case .choice(let words): word(option, of: words)
    case .flag: flag(option)
    case .moment: moment(option)
    case .choices(let words): list(option, of: words)
    }
  }

  /// Why an option's value does not fit its parameter: "is not BUY or SELL".
  public struct InvalidOption: Error, Hashable, Sendable {
    public let reason: String
    /// The nearest legal value, where one is obvious.
    public let repair: String?

    public init(_ reason: String, repair: String? = nil) {
      self.reason = reason
      self.repair = repair
    }
  }

  private func decimal(_ option: OptionValue) -> Result<WireValue, InvalidOption> {
    let text: String
    switch option {
    case .text(let value), .number(let value): text = value
    case .flag, .list: return .failure(InvalidOption("is not a decimal"))
    }
    do {
      let decimal = try Decimal(parsing: text)
      return .success(wire == .bare ? .number(decimal) : .decimal(decimal))
    } catch {
      return .failure(InvalidOption(error.description))
    }
  }

  private func integer(
    _ option: OptionValue, in range: ClosedRange<Int64>
  ) -> Result<WireValue, InvalidOption> {
    guard case .success(let value) = decimal(option) else {
      return .failure(InvalidOption("is not a whole number"))
    }
    switch value {
    case .decimal(let decimal), .number(let decimal):
      guard let integer = decimal.int64 else {
        return .failure(InvalidOption("\(decimal) is not a whole number"))
      }
      if range.contains(integer) { return .success(.integer(integer)) }
      let nearest = min(max(integer, range.lowerBound), range.upperBound)
      return .failure(
        InvalidOption(
          "\(integer) is not between \(range.lowerBound) and \(range.upperBound)",
          repair: String(nearest)))
    default:
      return .failure(InvalidOption("is not a whole number"))
    }
  }

  private func text(
    _ option: OptionValue, _ maximum: Int, _ characters: Characters
  ) -> Result<WireValue, InvalidOption> {
    guard case .text(let text) = option else { return .failure(InvalidOption("is not a string")) }
    if let reason = Self.problem(text, maximum: maximum, characters) {
      return .failure(InvalidOption(reason))
    }
    return .success(.text(text))
  }

  /// What is wrong with a text under a length and a character set; nil when nothing is.
  public static func problem(_ text: String, maximum: Int, _ characters: Characters) -> String? {
    if text.isEmpty { return "is empty" }
    if text.unicodeScalars.contains(where: { $0.value < 32 || (127..<160).contains($0.value) }) {
      return "has a control character"
    }
    if !text.unicodeScalars.allSatisfy(\.isVisible) { return "has an invisible character" }
    let bytes = text.utf8
    let isLegal: Bool
    switch characters {
    case .any: isLegal = true
    case .ascii: isLegal = bytes.allSatisfy { $0 < 127 }
    case .digits: isLegal = bytes.allSatisfy { $0 >= 48 && $0 <= 57 }
    case .identifier:
      isLegal = bytes.allSatisfy {
        ($0 >= 48 && $0 <= 57) || ($0 | 32 >= 97 && $0 | 32 <= 122) || $0 == 45 || $0 == 95
      }
    }
    if !isLegal { return characters.complaint }
    let count = text.unicodeScalars.count
    return count <= maximum ? nil : "has \(count) characters; at most \(maximum) fit"
  }

  private func word(
    _ option: OptionValue, of words: [String]
  ) -> Result<WireValue, InvalidOption> {
    guard case .text(let text) = option, words.contains(text) else {
      let near = words.first { $0.lowercased() == option.description.lowercased() }
      return .failure(
        InvalidOption("'\(Self.short(option))' is not \(Words.alternatives(words))", repair: near))
    }
    return .success(.text(text))
  }

  private func flag(_ option: OptionValue) -> Result<WireValue, InvalidOption> {
    guard case .flag(let flag) = option else {
      return .failure(InvalidOption("'\(Self.short(option))' is not true or false"))
    }
    return .success(.flag(flag))
  }

  private func moment(_ option: OptionValue) -> Result<WireValue, InvalidOption> {
    guard case .text(let text) = option, let moment = Timestamp(iso: text) else {
      return .failure(
        InvalidOption("'\(Self.short(option))' is not a time such as 2026-12-01T21:00:00Z"))
    }
    return .success(.text(moment.iso))
  }

  private func list(
    _ option: OptionValue, of words: [String]
  ) -> Result<WireValue, InvalidOption> {
    let items: [String]
    switch option {
    case .list(let list): items = list
    case .text(let text): items = [text]
    case .number, .flag: return .failure(InvalidOption("is not a list of strings"))
    }
    if items.isEmpty { return .failure(InvalidOption("is empty")) }
    if let odd = items.first(where: { !words.contains($0) }) {
      return .failure(
        InvalidOption("'\(Self.short(.text(odd)))' is not \(Words.alternatives(words))"))
    }
    if Set(items).count < items.count { return .failure(InvalidOption("says one thing twice")) }
    return .success(.list(items.map(WireValue.text)))
  }

  private static func short(_ option: OptionValue) -> String {
    let text = option.description
    return text.utf8.count <= 40 ? text : String(text.prefix(30)) + "…"
  }
}

extension Field.Characters {
  fileprivate var complaint: String {
    switch self {
    case .any: "has characters that do not fit"
    case .ascii: "has characters beyond ASCII"
    case .identifier: "may hold only letters, digits, '-' and '_'"
    case .digits: "may hold only digits"
    }
  }
}
