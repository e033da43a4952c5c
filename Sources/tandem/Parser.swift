/// Reads a command line against the catalogue, strictly: nothing is guessed.
///
/// `--help` and `--version` end the reading where they stand; everything before them must be right.
struct Parser {
  let catalogue: Catalogue

  /// What the command line asks for.
  enum Request: Sendable {
    case run(Command, operands: [String], values: [String: [OptionValue]])
    case help(Command)
    case version
  }

  /// Reads the arguments after the program's name.
  func parse(_ arguments: [String]) throws(Failure) -> Request {
    if let first = arguments.first, let command = catalogue.command(named: first) {
      return try read(arguments.dropFirst(), for: command)
    }
    if let first = arguments.first, isMisspelledVerb(first) {
      throw Failure.notAVerb(first, catalogue: catalogue)
    }
    return try read(arguments[...], for: catalogue.bare)
  }

  /// Without a verb only something that looks like an option or a file can make sense.
  private func isMisspelledVerb(_ word: String) -> Bool {
    if word.hasPrefix("-") && word != "-" {
      return false
    }
    let looksLikeFile = word == "-" || word.contains(".") || word.contains("/")
    return catalogue.bare.operands.isEmpty || !looksLikeFile
  }

  private func read(
    _ arguments: ArraySlice<String>, for command: Command
  ) throws(Failure) -> Request {
    var line = Line(command: command, catalogue: catalogue, rest: arguments)
    while let argument = line.rest.popFirst() {
      if line.onlyOperands || argument == "-" || !argument.hasPrefix("-") {
        try line.takeOperand(argument)
      } else if argument == "--" {
        line.onlyOperands = true
      } else if argument.hasPrefix("--") {
        try line.takeLong(argument)
      } else {
        try line.takeShort(argument)
      }
      if line.has(.help) {
        return .help(command)
      }
      if line.has(.version) && command.name.isEmpty {
        return .version
      }
    }
    try line.checkComplete()
    return .run(command, operands: line.operands, values: line.values)
  }
}
