/// One way of writing a command line: a fixed head, and pieces that a line break must not part.
struct Synopsis {
  /// `tandem`, or `tandem preview`.
  let head: String
  let pieces: [String]

  /// The synopsis of a verb, from its row.
  init(of command: Command) {
    let options = command.options.map { option in
      option.isRequired
        ? option.spelling : "[\(option.spelling)]" + (option.repeats ? "..." : "")
    }
    head = command.name.isEmpty ? Catalogue.program : "\(Catalogue.program) \(command.name)"
    pieces = options + command.operands.map(\.spelling)
  }

  private init(pieces: [String]) {
    head = Catalogue.program
    self.pieces = pieces
  }

  /// The ways to call the program as a whole.
  static func forms(of catalogue: Catalogue) -> [Synopsis] {
    [
      Synopsis(of: catalogue.bare),
      Synopsis(pieces: ["VERB", "[OPTION]...", "[OPERAND]..."]),
      Synopsis(pieces: ["--help", "|", "--version"]),
    ]
  }
}
