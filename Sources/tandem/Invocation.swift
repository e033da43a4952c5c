/// One run of a verb: what was asked, already checked against the verb's row.
struct Invocation: Sendable {
  let command: Command
  let catalogue: Catalogue
  let operands: [String]
  /// By option name, in the order given.
  let values: [String: [OptionValue]]
  let rim: Rim

  /// Whether the option stands on the command line.
  func has(_ option: Option) -> Bool {
    !(values[option.name] ?? []).isEmpty
  }

  /// The value given, or the option's fallback.
  func text(_ option: Option) -> String? {
    texts(option).first ?? option.fallback
  }

  /// All values of an option that repeats; empty when it was not given.
  func texts(_ option: Option) -> [String] {
    (values[option.name] ?? []).map(\.text)
  }

  func integer(_ option: Option) -> Int64? {
    guard case .integer(let number, _) = values[option.name]?.first else { return nil }
    return number
  }
}

/// The value of an option after it was checked.
enum OptionValue: Equatable, Sendable {
  case present
  case text(String)
  case integer(Int64, String)

  var text: String {
    switch self {
    case .present: ""
    case .text(let text), .integer(_, let text): text
    }
  }
}
