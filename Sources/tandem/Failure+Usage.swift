// The sentences about a command line that cannot be read.
extension Failure {
  static func notAVerb(_ word: String, catalogue: Catalogue) -> Failure {
    let names = catalogue.commands.map(\.name)
    guard let meant = Suggestion.nearest(to: word, among: names) else {
      return Failure(quotable(word), "is not a verb; tandem --help lists them")
    }
    return Failure(word, "is not a verb; did you mean \(meant)?")
  }

  static func unknownOption(_ spelling: String, command: Command, known: [Option]) -> Failure {
    let name = String(spelling.drop { $0 == "-" })
    let meant = Suggestion.nearest(to: name, among: known.map(\.name))
    let hint = meant.map { "did you mean --\($0)?" } ?? "\(helpLine(command)) lists them"
    return Failure(
      command.name, "unknown option \(VisibleText.clean(spelling)); \(hint)")
  }

  static func missingValue(_ spelling: String, kind: ValueKind, command: Command) -> Failure {
    Failure(command.name, "\(spelling) needs a value: \(expectation(kind))")
  }

  static func valueOfSwitch(_ spelling: String, command: Command) -> Failure {
    Failure(command.name, "\(spelling) takes no value")
  }

  static func repeated(_ spelling: String, command: Command) -> Failure {
    Failure(command.name, "\(spelling) is given twice")
  }

  static func notAChoice(
    _ text: String, for name: String, choices: [String], command: Command
  ) -> Failure {
    let meant = Suggestion.nearest(to: text, among: choices)
    let hint = meant.map { "; did you mean \($0)?" } ?? ""
    let right = Prose.list(choices, conjunction: "or")
    return Failure(
      command.name, "\(name) takes \(right), not \(VisibleText.quote(text))\(hint)")
  }

  static func notInRange(
    _ text: String, for name: String, range: ClosedRange<Int64>, command: Command
  ) -> Failure {
    Failure(
      command.name,
      "\(name) takes \(wholeNumber(range)), not \(VisibleText.quote(text))")
  }

  static func extraOperand(_ text: String, command: Command) -> Failure {
    let hint = command.operands.isEmpty ? "takes no operand" : "is one operand too many"
    return command.operands.isEmpty
      ? Failure(command.name, "\(hint), not \(VisibleText.quote(text))")
      : Failure(command.name, "\(VisibleText.quote(text)) \(hint)")
  }

  static func emptyValue(_ name: String, command: Command) -> Failure {
    Failure(command.name, "\(name) is empty")
  }

  static func missingOperand(_ operand: Operand, command: Command) -> Failure {
    let synopsis = Synopsis(of: command)
    let usage = ([synopsis.head] + synopsis.pieces.suffix(command.operands.count))
      .joined(separator: " ")
    return Failure(command.name, "\(operand.name) is missing; usage: \(usage)")
  }

  static func standardInputTwice(command: Command) -> Failure {
    Failure(command.name, "- is given twice, but standard input can be read only once")
  }

  private static func expectation(_ kind: ValueKind) -> String {
    switch kind {
    case .choice(_, let choices): Prose.list(choices, conjunction: "or")
    case .integer(_, let range): wholeNumber(range)
    case .text, .file, .verb: kind.placeholder
    }
  }

  private static func wholeNumber(_ range: ClosedRange<Int64>) -> String {
    "a whole number from \(range.lowerBound) to \(range.upperBound)"
  }

  private static func helpLine(_ command: Command) -> String {
    command.name.isEmpty ? "tandem --help" : "tandem \(command.name) --help"
  }

  /// An empty word would leave a hole in the line.
  private static func quotable(_ word: String) -> String {
    word.isEmpty ? "\"\"" : word
  }
}
