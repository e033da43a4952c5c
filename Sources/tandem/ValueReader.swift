/// Turns the text of one value into what its kind promises, or says what would be right.
struct ValueReader {
  let command: Command
  let catalogue: Catalogue

  func read(
    _ text: String, as kind: ValueKind, for name: String
  ) throws(Failure) -> OptionValue {
    switch kind {
    case .text, .file:
      return .text(text)
    case .choice(_, let choices):
      guard choices.contains(text) else {
        throw Failure.notAChoice(text, for: name, choices: choices, command: command)
      }
      return .text(text)
    case .integer(_, let range):
      guard let number = integer(text), range.contains(number) else {
        throw Failure.notInRange(text, for: name, range: range, command: command)
      }
      return .integer(number, text)
    case .verb:
      guard catalogue.command(named: text) != nil else {
        throw Failure.notAVerb(text, catalogue: catalogue)
      }
      return .text(text)
    }
  }

  /// Digits and perhaps a minus sign; not the plus sign that `Int64` would let pass.
  private func integer(_ text: String) -> Int64? {
    text.hasPrefix("+") ? nil : Int64(text)
  }
}
