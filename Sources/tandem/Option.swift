/// An option of a verb: `--name`, `--name value`, `--name=value`, and perhaps a short form.
struct Option: Sendable {
  /// Without the dashes.
  let name: String
  var short: Character?
  /// Nil for a switch.
  var value: ValueKind?
  /// What a verb gets when the option is not given, and what help says about it.
  var fallback: String?
  var repeats = false
  /// Whether help and manual show it as one that must be given.
  var isRequired = false
  /// A phrase in lower case without a full stop.
  let help: String

  /// The same, of a verb that does nothing without it.
  var required: Option {
    var option = self
    option.isRequired = true
    return option
  }

  var flag: String { "--\(name)" }

  /// As help and the manual show it: `--venue VENUE`.
  var spelling: String {
    guard let value else { return flag }
    return "\(flag) \(value.placeholder)"
  }

  /// Help with what the declaration already knows: choices, repetition, fallback.
  var fullHelp: String {
    var text = help
    if case .choice(_, let choices) = value {
      text += ": " + Prose.list(choices, conjunction: "or")
    }
    if repeats {
      text += "; may be given more than once"
    }
    if let fallback {
      text += " (default \(fallback))"
    }
    return text
  }
}

/// What may stand in the place of a value or an operand.
enum ValueKind: Sendable {
  case text(String)
  case file(String)
  case choice(String, [String])
  case integer(String, ClosedRange<Int64>)
  /// A verb of the catalogue that is being read.
  case verb

  /// The word in capitals that stands for the value.
  var placeholder: String {
    switch self {
    case .text(let name), .file(let name), .choice(let name, _), .integer(let name, _): name
    case .verb: "VERB"
    }
  }
}

/// Something a verb works on, given by its place.
struct Operand: Sendable {
  let kind: ValueKind
  let presence: Presence
  let help: String

  enum Presence: Sendable {
    case required
    case optional
    /// Any number from one upwards; only the last operand of a verb may be so.
    case several
  }

  init(_ kind: ValueKind, _ presence: Presence = .required, help: String) {
    self.kind = kind
    self.presence = presence
    self.help = help
  }

  var name: String { kind.placeholder }

  var fullHelp: String {
    guard case .choice(_, let choices) = kind else { return help }
    return "\(help): \(Prose.list(choices, conjunction: "or"))"
  }

  /// As the synopsis shows it: `FILE`, `[FILE]`, `FILE...`.
  var spelling: String {
    switch presence {
    case .required: name
    case .optional: "[\(name)]"
    case .several: "\(name)..."
    }
  }
}
